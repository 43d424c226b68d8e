/* head: what stands above the first question: names, facts, the table of marks, the notice. The
 * Chinese kind is centred; the English one has the candidate's box at the right. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

#define LINE 130 /* height of a centred line in per cent of its size */

/* A size of type in the proportion it has to the body of 10.5 pt. */
static mpt rel(const struct exam *e, double size) {
    return (mpt)(size * e->look.size / 10.5 + 0.5);
}

static uint32_t tag_under(struct exam *e, uint32_t parent, enum tag_role role, int level) {
    uint32_t t = pages_tag(e->pages, parent, role);
    e->pages->tags.v[t].level = (uint8_t)level;
    return t;
}

/* Draws one line of the head; gives the y below it. */
static mpt centred(struct exam *e, struct page *page, struct str s, struct ink k, mpt y,
                   uint32_t tag) {
    mpt middle = e->look.x_odd + e->look.width / 2;
    if (!s.n)
        return y;
    ink_text(e, page, s, k, middle, ink_middle(y, k.size * LINE / 100, k.size), INK_CENTER, tag);
    return y + k.size * LINE / 100;
}

static struct str school_line(struct exam *e) {
    struct str v[] = {e->bp->school, e->bp->subtitle};
    return str_join(e->a, e->bp->school.n ? v : v + 1, e->bp->school.n && e->bp->subtitle.n ? 2 : 1,
                    e->look.latin ? STR(", ") : (struct str){0});
}

/* The facts that are known, in order. */
static size_t facts(struct exam *e, struct str out[4]) {
    size_t n = 0, sections = e->paper->n_sections;
    if (e->bp->form.n)
        out[n++] = wording_fill(e->a, e->w, "form", "form", e->bp->form, (const char *)NULL);
    out[n++] = wording_fill(e->a, e->w, "time", "minutes", word_count(e, (size_t)e->paper->minutes),
                            (const char *)NULL);
    out[n++] = wording_fill(e->a, e->w, "full", "marks", word_marks(e, e->paper->half_marks),
                            (const char *)NULL);
    out[n++] = wording_fill(e->a, e->w, "amount", "sections", word_count(e, sections), "items",
                            word_count(e, e->paper->n_items), (const char *)NULL);
    return n;
}

/* Facts 7 mm apart, centred as a whole. */
static mpt draw_facts(struct exam *e, struct page *page, mpt y) {
    struct str v[4];
    const struct para *p[4];
    struct ink k = SONG(e->look.size);
    size_t n = facts(e, v);
    mpt width = (mpt)(n - 1) * MM(7);
    for (size_t i = 0; i < n; i++) {
        p[i] = ink_shape(e, v[i], &k);
        width += ink_width(e, p[i], k.size);
    }
    mpt x = e->look.x_odd + (e->look.width - width) / 2;
    for (size_t i = 0; i < n; i++)
        x += MM(7) + ink_para(e, page, p[i], k.size, x, ink_middle(y, k.size * LINE / 100, k.size),
                              INK_LEFT, pages_tag(e->pages, 1, TAG_P));
    return y + k.size * LINE / 100;
}

/* --- the table of sections and marks --- */

struct table {
    struct page *page;
    mpt x, y, first, each, last; /* widths of columns */
    size_t n;
    uint32_t tag;
};

static void table_cell(struct exam *e, struct table *t, uint32_t row, struct str s, mpt x, mpt w,
                       mpt h, enum tag_role role) {
    uint32_t tag = pages_tag(e->pages, row, role);
    e->pages->tags.v[tag].scope_row = x == t->x;
    ink_box(e, t->page, x, t->y, w, h, PT(0.5), COLOR_BLACK);
    ink_text(e, t->page, s, SONG(e->look.size), x + w / 2, ink_middle(t->y, h, e->look.size),
             INK_CENTER, tag);
}

static struct str table_text(struct exam *e, const char *row, size_t i) {
    bool is_total = i == e->paper->n_sections;
    if (!strcmp(row, "number"))
        return is_total ? word_get(e, "table.total") : word_part(word_get(e, "numerals"), i);
    if (!strcmp(row, "worth"))
        return word_marks(e, is_total ? e->paper->half_marks : e->paper->sections[i].half_marks);
    return (struct str){0};
}

static void table_row(struct exam *e, struct table *t, const char *name, mpt h) {
    uint32_t row = pages_tag(e->pages, t->tag, TAG_TR);
    mpt x = t->x + t->first;
    bool is_head = !strcmp(name, "number");
    table_cell(e, t, row, word_get(e, str_format(e->a, "table.%s", name).p), t->x, t->first, h,
               TAG_TH);
    for (size_t i = 0; i <= t->n; i++) {
        mpt w = i == t->n ? t->last : t->each;
        table_cell(e, t, row, table_text(e, name, i), x, w, h, is_head ? TAG_TH : TAG_TD);
        x += w;
    }
    t->y += h;
}

static mpt draw_table(struct exam *e, struct page *page, mpt y) {
    struct table t = {.page = page, .y = y, .n = e->paper->n_sections};
    bool large = e->bp->large_print;
    t.first = MM(16);
    t.each = MM(14.5);
    t.last = MM(18);
    mpt width = t.first + (mpt)t.n * t.each + t.last;
    if (t.n > 10 || width > e->look.width || large) {
        t.first = t.each = t.last = e->look.width / (mpt)(t.n + 2);
        width = t.each * (mpt)(t.n + 2);
    }
    t.x = e->look.x_odd + (e->look.width - width) / 2;
    t.tag = pages_tag(e->pages, 1, TAG_TABLE);
    table_row(e, &t, "number", large ? MM(11) : MM(7));
    table_row(e, &t, "worth", large ? MM(11) : MM(8));
    table_row(e, &t, "got", large ? MM(12) : MM(8));
    return t.y;
}

/* --- the notice --- */

static struct str join_fields(struct exam *e) {
    struct str *v = arena_array(e->a, struct str, field_count(e));
    for (size_t i = 0; i < field_count(e); i++)
        v[i] = field_label(e, i);
    return str_join(e->a, v, field_count(e), STR("、"));
}

static bool has_kind(const struct exam *e, uint8_t most) {
    for (size_t i = 0; i < e->paper->n_sections; i++)
        if (e->paper->sections[i].kind <= most)
            return true;
    return false;
}

static size_t usual_notice(struct exam *e, struct str out[3]) {
    bool sealed = e->bp->seal_line != SEAL_NONE && !e->look.latin;
    size_t n = 0;
    out[n] = wording_fill(e->a, e->w, sealed ? "notice.fields" : "notice.fields-plain", "fields",
                          join_fields(e), (const char *)NULL);
    n += out[n].n > 0;
    if (has_kind(e, ITEM_TRUE_FALSE))
        out[n++] = word_get(e, e->bp->answer_sheet  ? "notice.card"
                               : e->bp->answer_grid ? "notice.grid"
                                                    : "notice.objective");
    if (sealed)
        out[n++] = word_get(e, "notice.place");
    return n;
}

static struct str notice_text(struct exam *e) {
    struct str usual[3];
    const struct str *v = e->bp->notice.v;
    size_t n = e->bp->notice.n;
    struct buf b = buf_in(e->a);
    if (!n) {
        n = usual_notice(e, usual);
        v = usual;
    }
    for (size_t i = 0; i < n; i++) {
        if (i && e->look.latin)
            buf_byte(&b, ' ');
        if (n > 1 && !e->look.latin)
            buf_printf(&b, "%zu. ", i + 1);
        buf_str(&b, v[i]);
    }
    return buf_get(&b);
}

static mpt draw_notice(struct exam *e, struct page *page, mpt y) {
    struct str s = notice_text(e);
    mpt size = e->look.latin ? rel(e, 10) : rel(e, 9.5);
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    enum font_family family = e->look.latin ? FAMILY_SERIF : FAMILY_KAI;
    struct text_format f = {.family = family, .scale = 1000}, lead = f;
    if (!s.n)
        return y;
    lead.bold = true;
    if (!e->look.latin)
        lead.family = FAMILY_SANS;
    para_text(b, word_get(e, "notice.lead"), &lead, (struct span){0});
    if (e->look.latin)
        para_text(b, STR(" "), &f, (struct span){0});
    para_text(b, s, &f, (struct span){0});
    struct para_shape shape = {.size = size,
                               .pitch = size * (e->look.latin ? 138 : 150) / 100,
                               .measure = e->look.width,
                               .align = e->look.align,
                               .avoid_orphan = true};
    struct para_lines l = para_break(e->a, para_end(b, e->d), &shape);
    para_draw(&l, 0, l.n, e->pages, page, e->look.x_odd, y, pages_tag(e->pages, 1, TAG_P));
    return y + l.height;
}

/* --- the two kinds of head --- */

/* Without a seal line there is a line to fill in below the facts, over the full width. */
static mpt draw_field_line(struct exam *e, struct page *page, mpt y) {
    size_t n = field_count(e);
    mpt size = e->look.size, base = ink_middle(y, size * LINE / 100, size), labels = 0;
    for (size_t i = 0; i < n; i++)
        labels += (mpt)utf8_count(field_label(e, i)) * size;
    mpt rule = n ? (e->look.width - labels) / (mpt)n - MM(4) : 0, x = e->look.x_odd;
    for (size_t i = 0; i < n && rule > MM(8); i++) {
        struct str s = field_label(e, i);
        x += ink_text(e, page, s, SONG(size), x, base, INK_LEFT, pages_tag(e->pages, 1, TAG_P)) +
             MM(1);
        ink_rule(e, page, x, base + PT(2), rule, 0, PT(0.5), COLOR_BLACK);
        field_note(e, s, 0, x + MM(1), base, rule - MM(2), 0);
        x += rule + MM(3);
    }
    return y + size * LINE / 100 + MM(1.6);
}

static mpt chinese_head(struct exam *e, struct page *page) {
    mpt y = e->look.top;
    if (e->bp->watermark.n)
        ink_text(e, page, e->bp->watermark, HEI(rel(e, 10.5)), e->look.x_odd,
                 y + rel(e, 10.5) * 88 / 100, INK_LEFT, pages_tag(e->pages, 1, TAG_P));
    struct str school = school_line(e);
    y += MM(1);
    if (school.n)
        y = centred(e, page, school, SONG(rel(e, 14)), y, pages_tag(e->pages, 1, TAG_P)) + MM(2.6);
    y = centred(e, page, word_title(e, "title"), HEI(rel(e, 19)), y, tag_under(e, 1, TAG_H, 1)) +
        MM(2.6);
    y = draw_facts(e, page, y) + MM(2.4);
    if (e->bp->seal_line == SEAL_NONE)
        y = draw_field_line(e, page, y);
    if (e->bp->score_table)
        y = draw_table(e, page, y) + MM(1.2);
    return draw_notice(e, page, y) + MM(0.5);
}

#define NAME_BOX MM(74)

/* The candidate's box: a line for each field, the last with the total. */
static mpt draw_name_box(struct exam *e, struct page *page, mpt y) {
    size_t n = field_count(e);
    mpt x = e->look.x_odd + e->look.width - NAME_BOX, step = rel(e, 17), size = rel(e, 10);
    struct ink k = {.family = FAMILY_SANS, .size = size};
    for (size_t i = 0; i < n; i++) {
        struct str s = field_label(e, i);
        mpt base = y + step * (mpt)(i + 1), from = x + MM(23);
        bool is_score = !e->bp->fields.n && i + 1 == n;
        mpt right = is_score ? x + MM(41) : x + NAME_BOX - MM(2.7);
        ink_text(e, page, s, k, x + MM(2.7), base, INK_LEFT, 0);
        ink_rule(e, page, from, base + PT(2), right - from, 0, PT(0.5), COLOR_BLACK);
        field_note(e, s, 0, from + MM(1), base, right - from - MM(2), 0);
        if (is_score)
            ink_text(e, page,
                     str_format(e->a, "/ %.*s", STR_ARG(word_marks(e, e->paper->half_marks))), k,
                     right + MM(1), base, INK_LEFT, 0);
    }
    mpt h = step * (mpt)n + rel(e, 8);
    ink_box(e, page, x, y, NAME_BOX, h, PT(0.5), COLOR_BLACK);
    return y + h;
}

static struct str exam_line(struct exam *e) {
    struct str school = school_line(e);
    return school.n ? wording_fill(e->a, e->w, "examination", "subtitle", school, "variant",
                                   word_variant(e), (const char *)NULL)
                    : wording_fill(e->a, e->w, "form-only", "variant", word_variant(e),
                                   (const char *)NULL);
}

static mpt english_head(struct exam *e, struct page *page) {
    struct str v[4];
    mpt x = e->look.x_odd, y = e->look.top, right = draw_name_box(e, page, y);
    struct ink plain = {.family = FAMILY_SANS, .size = rel(e, 11)};
    struct para_shape shape = {.size = rel(e, 18),
                               .pitch = rel(e, 22),
                               .measure = e->look.width - NAME_BOX - MM(6),
                               .align = ALIGN_RAGGED};
    struct ink title = HEI(rel(e, 18));
    struct para_lines l = para_break(e->a, ink_shape(e, word_title(e, "title"), &title), &shape);
    para_draw(&l, 0, l.n, e->pages, page, x, y - rel(e, 3), tag_under(e, 1, TAG_H, 1));
    y += l.height + rel(e, 10);
    ink_text(e, page, exam_line(e), plain, x, y, INK_LEFT, pages_tag(e->pages, 1, TAG_P));
    y += rel(e, 17);
    struct str line = str_join(e->a, v, facts(e, v), STR(" · "));
    ink_text(e, page, line, SONG(rel(e, 9.5)), x, y, INK_LEFT, pages_tag(e->pages, 1, TAG_P));
    y = MAX(y + rel(e, 6), right) + MM(4);
    ink_rule(e, page, x, y, e->look.width, 0, PT(1.2), COLOR_BLACK);
    return draw_notice(e, page, y + MM(1.6)) + MM(1);
}

mpt head_draw(struct exam *e, struct page *page) {
    return e->look.latin ? english_head(e, page) : chinese_head(e, page);
}
