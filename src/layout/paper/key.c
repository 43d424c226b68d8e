/* key: the pages only the key has: answers at a glance, explanations, what earns which marks. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

#define TITLE_SIZE PT(16)
#define NOTE_SIZE  PT(9)

#define TITLE_CELLS 18 /* of a question without a number, in source notes */

static struct str number_of_section(const struct section *s) {
    for (; s; s = s->parent)
        if (s->number.n)
            return s->number;
    return (struct str){0};
}

/* A number without its brackets and stops: "13." -> "13". */
static struct str bare_number(struct str s) {
    static const char *const ends[] = {".", "、", "．", ")", "）", "]", "】", "(", "（", "[", "【"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (str_ends(s, str_of(ends[i])))
            s = str_slice(s, 0, s.n - strlen(ends[i]));
        if (str_starts(s, str_of(ends[i])))
            s = str_from(s, strlen(ends[i]));
    }
    return str_trim(s);
}

/* The title, cut to TITLE_CELLS with an ellipsis. */
static void put_short(struct buf *b, struct str title) {
    size_t cells = 0, keep = 0;
    if (utf8_cells(title) <= TITLE_CELLS) {
        buf_str(b, title);
        return;
    }
    for (const char *p = title.p; p < title.p + title.n && cells <= TITLE_CELLS;) {
        keep = (size_t)(p - title.p);
        cells += (size_t)utf8_cell(utf8_next(&p, title.p + title.n));
    }
    buf_str(b, str_trim_end(str_slice(title, 0, keep)));
    buf_c(b, "…");
}

struct str key_source(struct exam *e, const struct item *it, bool with_title) {
    const struct question *q = it->source.question;
    const struct source *src = e->o->sources ? source_at(e->o->sources, it->source.span.at) : NULL;
    struct str chapter = bare_number(number_of_section(q->section)), no = bare_number(q->number);
    struct buf b = buf_in(e->a);
    if (src && e->o->sources->n > 1)
        buf_printf(&b, "%.*s ", STR_ARG(src->name));
    if (chapter.n && no.n)
        buf_printf(&b, "%.*s-%.*s", STR_ARG(chapter), STR_ARG(no));
    else if (with_title && !q->authored) /* whose title is the stem itself */
        put_short(&b, q->title.plain);
    if (!src)
        return buf_get(&b);
    if (b.n)
        buf_str(&b, word_get(e, "key.comma"));
    struct str line = str_format(e->a, "%u", source_line(src, it->source.span.at));
    buf_str(&b, wording_fill(e->a, e->w, "key.line", "line", line, (const char *)NULL));
    return buf_get(&b);
}

/* --- headings --- */

static void draw_heading(struct exam *e, const struct row *r, const struct spot *s) {
    ink_para(e, s->page, r->data, PT(11), s->x, ink_middle(s->y, r->height, PT(11)), INK_LEFT,
             s->tag);
}

struct exam_unit key_heading(struct exam *e, size_t i, const char *key) {
    struct exam_unit u = {.is_head = true, .role = TAG_H, .level = 2};
    struct ink k = HEI(PT(11));
    row_vec rows = {0};
    u.outline = word_get(e, key);
    if (!e->look.latin)
        u.outline =
            wording_fill(e->a, e->w, "section", "numeral", word_part(word_get(e, "numerals"), i),
                         "name", word_get(e, key), (const char *)NULL);
    vec_push(
        e->a, &rows,
        (struct row){.height = PT(14), .draw = draw_heading, .data = ink_shape(e, u.outline, &k)});
    unit_close(&u, &rows);
    u.gap = MM(3);
    u.gap_least = MM(2.4);
    u.gap_most = MM(6);
    return u;
}

/* --- notes at the end --- */

static void add_note(struct exam *e, exam_unit_vec *out, struct str s) {
    struct ink k = e->look.latin ? SONG(NOTE_SIZE) : KAI(NOTE_SIZE);
    struct exam_unit u = {.role = TAG_P, .gap = MM(1.2), .gap_least = MM(1), .gap_most = MM(2)};
    struct para_shape shape = {.size = NOTE_SIZE,
                               .pitch = PT(13),
                               .measure = e->look.column,
                               .align = ALIGN_RAGGED,
                               .avoid_orphan = true};
    row_vec rows = {0};
    struct text_rows t = {.lines = para_break(e->a, ink_shape(e, s, &k), &shape)};
    text_rows_add(e, &t, &rows);
    unit_close(&u, &rows);
    vec_push(e->a, out, u);
}

static void add_agreement(struct exam *e, exam_unit_vec *out) {
    for (size_t v = 0; v < e->set->n; v++) {
        struct agreement g = paper_agreement(e->set, e->variant, v);
        if (v == e->variant || !g.of)
            continue;
        add_note(e, out,
                 wording_fill(e->a, e->w, "key.agreement", "variant",
                              str_copy(e->a, (struct str){&e->set->v[v].variant, 1}), "same",
                              word_count(e, g.same), "of", word_count(e, g.of),
                              (const char *)NULL));
    }
}

static mpt draw_title(struct exam *e, struct page *page) {
    size_t from = page->ops.n;
    uint32_t tag = pages_tag(e->pages, 1, TAG_H);
    e->pages->tags.v[tag].level = 1;
    struct ink k = HEI(TITLE_SIZE);
    struct para_shape shape = {.size = TITLE_SIZE,
                               .pitch = TITLE_SIZE * 13 / 10,
                               .measure = e->look.width,
                               .align = e->look.latin ? ALIGN_RAGGED : ALIGN_CENTER};
    struct para_lines l = para_break(e->a, ink_shape(e, word_title(e, "key-title"), &k), &shape);
    para_draw(&l, 0, l.n, e->pages, page, flow_left(e, (uint32_t)(e->pages->v.n - 1)),
              e->look.top - TITLE_SIZE * 2 / 10, tag);
    ink_layer(page, from, LAYER_KEY);
    return e->look.top + l.height - TITLE_SIZE * 3 / 10;
}

void key_pages(struct exam *e) {
    exam_unit_vec units = {0};
    struct look paper = e->look;
    size_t heading = 0;
    bool has_rubric = false;
    e->look.n_columns = 1;
    e->look.column = e->look.width;
    struct page *page = pages_add(e->pages, e->look.page_w, e->look.page_h);
    mpt top = draw_title(e, page);
    void (*const parts[])(struct exam *, exam_unit_vec *) = {key_table_units, key_why_units,
                                                             key_rubric_units};
    static const char *const names[] = {"key.table", "key.why", "key.rubric"};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        exam_unit_vec own = {0};
        parts[i](e, &own);
        if (own.n)
            vec_push(e->a, &units, key_heading(e, heading++, names[i]));
        for (size_t k = 0; k < own.n; k++)
            vec_push(e->a, &units, own.v[k]);
        has_rubric = own.n > 0;
    }
    if (has_rubric)
        add_note(e, &units, word_get(e, "key.policy"));
    add_agreement(e, &units);
    flow_units(e, &units, top + MM(4), LAYER_KEY);
    e->look = paper;
}
