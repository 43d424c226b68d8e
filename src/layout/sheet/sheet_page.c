/* sheet_page: the pages of a plan: title strip, columns, rules, footer, outline, destinations. */
#include "layout/sheet/sheet_detail.h"
#include "layout/sheet/sheet_make.h"

#include "base/fs.h"
#include "base/utf8.h"

#define FACTS_AFTER    MM_MPT(3) /* between title and facts */
#define CONTENTS_GAP   900       /* between entries of the contents, 1/1000 of their size */
#define CONTENTS_LEAST 850       /* of their size, when they would not fit */
#define CELL_EM        1300      /* black cell around a numeral in the contents */
#define CELL_AFTER_EM  350
#define PAGE_AFTER_EM  300
#define TITLE_MOST(w)  ((w)*2 / 3) /* what a title takes of a strip at most */
#define FOOTER_TEXT_EM 1320        /* baseline below the footer's rule */
#define FOOTER_CLEAR   1000        /* between its parts */
#define NAME_LEAST     8           /* characters of a source's name */
#define FOOTER_RULE_AT MM_MPT(1.4)
#define MM_MPT(x)      ((mpt)((x)*72000 / 25.4))
#define ROW_RULE_EM    300 /* a rule between two questions stands so far above the lower one */
#define CORNELL_RULE   600
#define HOLE_STEP      MM_MPT(80)
#define HOLE_TICK      MM_MPT(4)

/* A link whose destination is drawn later: its op is completed by set_links. */
struct pending_link {
    size_t op; /* of the first page */
    size_t mark;
};

struct drawing {
    struct sheet *s;
    const struct sheet_plan *plan;
    struct pages *pages;
    struct page *page;
    size_t index; /* of the page */
    mpt frame_x;  /* mirrored on even pages */
    size_t column;
    mpt column_x;
    bool after_band; /* the last mark seen is a section's */
    struct block_out out;
    uint32_t strip_tag; /* of the first page's strip */
    VEC(struct pending_link) links;
};

/* ---- marks */

/* Which column each mark stands in, and the last one its section reaches. */
static void place_marks(struct sheet *s, const struct sheet_plan *p) {
    struct sheet_mark *section = NULL;
    for (size_t c = 0; c < p->columns.n; c++)
        for (size_t i = p->columns.v[c].from; i < p->columns.v[c].to; i++) {
            uint32_t mark = p->boxes.v[i].mark;
            if (mark && mark <= s->marks.n) {
                struct sheet_mark *m = &s->marks.v[mark - 1];
                m->column = c;
                if (m->kind == MARK_SECTION && !m->depth)
                    section = m;
            }
            if (section)
                section->last_column = c;
        }
}

static size_t page_of(const struct drawing *d, const struct sheet_mark *m) {
    return m->column / d->plan->across;
}

/* The marks of a kind that are in force on a page: what stands on it, and for sections also the
 * one that goes on from the page before. Marks from..to (from 1); 0 when there is none. */
struct mark_range {
    size_t from, to;
};

static struct mark_range marks_on(const struct drawing *d, enum mark_kind kind) {
    struct mark_range r = {0, 0};
    const struct sheet *s = d->s;
    for (size_t i = 0; i < s->marks.n; i++) {
        const struct sheet_mark *m = &s->marks.v[i];
        if (m->kind != kind || m->column == SIZE_MAX || (kind == MARK_SECTION && m->depth))
            continue;
        size_t page = page_of(d, m);
        if (page > d->index)
            break;
        if (page < d->index || !r.from)
            r.from = r.to = i + 1;
        if (page == d->index)
            r.to = i + 1;
    }
    return r;
}

/* ---- lines of the strip and the footer */

static const struct para *strip_line(struct drawing *d, struct str text, bool bold) {
    return sheet_line(d->s, text, bold, COLOR_BLACK);
}

/* Draws a line with its baseline at y; its width. */
static mpt put_line(struct drawing *d, const struct para *para, mpt size, mpt x, mpt baseline,
                    uint32_t tag) {
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = (mpt)1 << 30, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(d->s->a, para, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, d->pages, d->page, x, baseline - para_baseline(&shape), tag);
    return para_width(para, size);
}

static void put_right(struct drawing *d, struct str text, bool bold, mpt size, mpt right,
                      mpt baseline) {
    if (!text.n)
        return;
    const struct para *para = strip_line(d, text, bold);
    put_line(d, para, size, right - para_width(para, size), baseline, 0);
}

static struct str number_text(struct drawing *d, size_t n) {
    return str_format(d->s->a, "%zu", n);
}

static struct str section_name(struct drawing *d, const struct sheet_mark *m) {
    return m->number.n ? str_format(d->s->a, "%.*s %.*s", STR_ARG(m->number), STR_ARG(m->title))
                       : m->title;
}

/* The wording's row for so many of a thing: `KEY-one`, where the language has one, for one. */
static const char *row_for(struct drawing *d, const char *key, size_t n) {
    const char *one = str_c(d->s->a, str_format(d->s->a, "%s-one", key));
    return n == 1 && wording_get(d->s->wording, one).n ? one : key;
}

/* ---- first page: facts and contents */

static void add_fact(struct drawing *d, struct buf *b, const char *key, size_t n) {
    if (!n)
        return;
    if (b->n)
        buf_str(b, wording_get(d->s->wording, "facts.between"));
    buf_str(b, wording_fill(d->s->a, d->s->wording, row_for(d, key, n), "n", number_text(d, n),
                            (const char *)NULL));
}

static struct str facts(struct drawing *d) {
    struct buf b = buf_in(d->s->a);
    size_t sections = 0, questions = 0, missing = 0;
    for (size_t i = 0; i < d->s->marks.n; i++) {
        const struct sheet_mark *m = &d->s->marks.v[i];
        sections += m->kind == MARK_SECTION && m->depth == 0 && !m->aside;
        questions += m->kind == MARK_QUESTION;
    }
    for (size_t i = 0; i < d->s->study->n; i++)
        missing += d->s->study->v[i]->n_missing;
    add_fact(d, &b, "facts.sections", sections);
    add_fact(d, &b, "facts.questions", questions);
    add_fact(d, &b, "facts.missing", missing);
    return buf_get(&b);
}

/* Bytes all section titles start with up to a blank, e.g. "LLM ": not repeated in the contents. */
static size_t common_prefix(const struct drawing *d) {
    const struct sheet_mark *first = NULL;
    size_t n = 0, sections = 0;
    for (size_t i = 0; i < d->s->marks.n; i++) {
        const struct sheet_mark *m = &d->s->marks.v[i];
        if (m->kind != MARK_SECTION || m->depth || m->aside)
            continue;
        if (sections++ == 0) {
            first = m;
            n = m->title.n;
            continue;
        }
        size_t k = 0;
        while (k < n && k < m->title.n && m->title.p[k] == first->title.p[k])
            k++;
        n = k < m->title.n ? k : 0; /* a title that is nothing else keeps its words */
    }
    if (sections < 3)
        return 0;
    /* up to where Latin letters end: a word is never cut */
    while (n &&
           ((first->title.p[n] & 0xC0) == 0x80 || ((unsigned char)first->title.p[n - 1] >= 0x80)))
        n--;
    return n;
}

struct entry {
    const struct para *numeral, *title, *page;
    mpt width;
    size_t mark;
};

/* The mini-contents of the first strip: entries that have room, at one size. */
struct contents {
    VEC(struct entry) v;
    size_t total; /* sections there are */
    mpt size, gap, width;
};

static struct str entry_pages(struct drawing *d, const struct sheet_mark *m) {
    const struct sheet *s = d->s;
    size_t from = m->column / d->plan->across, to = m->last_column / d->plan->across;
    if (from == to)
        return wording_fill(s->a, s->wording, "page", "page", number_text(d, from + 1),
                            (const char *)NULL);
    return wording_fill(s->a, s->wording, "pages", "from", number_text(d, from + 1), "to",
                        number_text(d, to + 1), (const char *)NULL);
}

static struct entry make_entry(struct drawing *d, size_t mark, size_t skip, mpt size) {
    const struct sheet_mark *m = &d->s->marks.v[mark - 1];
    bool cell = d->s->style->band_cell;
    struct entry e = {
        .numeral = sheet_line(d->s, m->number, true, cell ? COLOR_WHITE : COLOR_BLACK),
        .title = strip_line(d, str_trim(str_from(m->title, skip)), false),
        .page = strip_line(d, entry_pages(d, m), true),
        .mark = mark,
    };
    e.width = (mpt)((int64_t)size * (CELL_EM + CELL_AFTER_EM + PAGE_AFTER_EM) / 1000) +
              para_width(e.title, size) + para_width(e.page, size);
    return e;
}

static mpt em_of(mpt size, int em) {
    return (mpt)((int64_t)size * em / 1000);
}

static void link_to(struct drawing *d, mpt x, mpt y, mpt w, mpt h, uint32_t tag, size_t mark) {
    struct op *op = page_op(d->pages, d->page, OP_LINK, tag);
    op->x = x;
    op->y = y;
    op->w = w;
    op->h = h;
    vec_push(d->s->a, &d->links, (struct pending_link){d->page->ops.n - 1, mark});
}

static void set_links(struct drawing *d) {
    for (size_t i = 0; i < d->links.n; i++)
        d->pages->v.v[0]->ops.v[d->links.v[i].op].dest =
            (int32_t)d->s->marks.v[d->links.v[i].mark - 1].dest;
}

static void put_entry(struct drawing *d, const struct entry *e, mpt size, mpt x, mpt baseline) {
    mpt cell = em_of(size, CELL_EM);
    mpt top = baseline - em_of(size, 1030);
    uint32_t tag = pages_tag(d->pages, d->strip_tag, TAG_LINK);
    link_to(d, x, top, e->width, cell, tag, e->mark);
    if (d->s->style->band_cell)
        page_fill(d->pages, d->page, x, top, cell, cell, COLOR_BLACK);
    put_line(d, e->numeral, size, x + (cell - para_width(e->numeral, size)) / 2, baseline, tag);
    x += cell + em_of(size, CELL_AFTER_EM);
    x += put_line(d, e->title, size, x, baseline, tag) + em_of(size, PAGE_AFTER_EM);
    put_line(d, e->page, size, x, baseline, tag);
}

static struct contents find_contents(struct drawing *d, mpt size, mpt room) {
    struct contents c = {.size = size, .gap = em_of(size, CONTENTS_GAP)};
    size_t skip = common_prefix(d);
    bool full = false;
    for (size_t i = 0; i < d->s->marks.n; i++) {
        const struct sheet_mark *m = &d->s->marks.v[i];
        if (m->kind != MARK_SECTION || m->depth || m->aside || m->column == SIZE_MAX)
            continue;
        c.total++;
        if (full)
            continue;
        struct entry e = make_entry(d, i + 1, skip, size);
        mpt more = e.width + (c.v.n ? c.gap : 0);
        full = c.width + more > room;
        if (full)
            continue;
        c.width += more;
        vec_push(d->s->a, &c.v, e);
    }
    return c;
}

/* The sections with their pages, flush right: smaller when they would not fit, then as many as
 * there is room for and a mark that there are more, or none when that would be less than half. */
static void put_contents(struct drawing *d, mpt left, mpt right, mpt baseline) {
    mpt size = d->s->style->strip_facts, small = em_of(size, CONTENTS_LEAST);
    struct contents c = find_contents(d, size, right - left);
    if (c.v.n < c.total)
        c = find_contents(d, small, right - left);
    const struct para *more = strip_line(d, STR("…"), false);
    mpt more_width = para_width(more, small) + em_of(small, CONTENTS_GAP);
    bool cut = c.v.n < c.total;
    if (cut)
        c = find_contents(d, small, right - left - more_width);
    if (c.v.n < 2 || c.v.n * 2 < c.total)
        return;
    mpt x = right - c.width - (cut ? more_width : 0);
    for (size_t i = 0; i < c.v.n; i++) {
        put_entry(d, &c.v.v[i], c.size, x, baseline);
        x += c.v.v[i].width + c.gap;
    }
    if (cut)
        put_line(d, more, small, x, baseline, d->strip_tag);
}

/* ---- strips */

/* The title's size: the style's, less when the title is too long for its share of the strip. */
static mpt title_size(struct drawing *d, const struct para *title, mpt size) {
    mpt room = TITLE_MOST(d->s->frame_w), width = para_width(title, size);
    return width > room ? (mpt)((int64_t)size * room / width) : size;
}

static void put_first_strip(struct drawing *d, mpt baseline, mpt right) {
    const struct style *st = d->s->style;
    const struct para *title = strip_line(d, d->s->title, true);
    mpt size = title_size(d, title, st->strip_title);
    mpt x = d->frame_x + put_line(d, title, size, d->frame_x, baseline, d->strip_tag);
    struct str text = facts(d);
    x += FACTS_AFTER;
    if (text.n)
        x += put_line(d, strip_line(d, text, false), st->strip_facts, x, baseline, d->strip_tag);
    if (st->strip_contents)
        put_contents(d, x + FACTS_AFTER, right, baseline);
}

/* "续：五 推理面 — 六 微调面", or with the numbers alone. */
static struct str continued(struct drawing *d, struct mark_range r, bool titles) {
    const struct sheet_mark *first = &d->s->marks.v[r.from - 1], *last = &d->s->marks.v[r.to - 1];
    struct str from = titles ? section_name(d, first) : first->number;
    struct str to = titles ? section_name(d, last) : last->number;
    if (!from.n || !to.n)
        return (struct str){0};
    if (r.from == r.to)
        return wording_fill(d->s->a, d->s->wording, "continued.one", "from", from,
                            (const char *)NULL);
    return wording_fill(d->s->a, d->s->wording, "continued.several", "from", from, "to", to,
                        (const char *)NULL);
}

/* Between `x` and `right`: the sections of the page, shorter when there is no room for their
 * titles, left out when there is none for their numbers. */
static void put_continued(struct drawing *d, mpt x, mpt right, mpt baseline) {
    struct mark_range r = marks_on(d, MARK_SECTION);
    mpt size = d->s->style->strip_facts;
    for (int titles = 1; r.from && titles >= 0; titles--) {
        const struct para *line = strip_line(d, continued(d, r, titles), false);
        if (x + para_width(line, size) > right)
            continue;
        put_line(d, line, size, x, baseline, 0);
        return;
    }
}

static struct str question_range(struct drawing *d) {
    struct mark_range r = marks_on(d, MARK_QUESTION);
    if (!r.from)
        return (struct str){0};
    struct str from = sheet_question_place(d->s, r.from), to = sheet_question_place(d->s, r.to);
    if (!from.n || !to.n || r.from == r.to)
        return from;
    return wording_fill(d->s->a, d->s->wording, "range", "from", from, "to", to,
                        (const char *)NULL);
}

static void put_next_strip(struct drawing *d, mpt baseline, mpt right) {
    const struct style *st = d->s->style;
    const struct para *title = strip_line(d, d->s->title, true);
    mpt size = title_size(d, title, st->strip_next);
    mpt x = d->frame_x + put_line(d, title, size, d->frame_x, baseline, 0) + FACTS_AFTER;
    const struct para *range = strip_line(d, question_range(d), false);
    mpt range_at = right - para_width(range, st->strip_facts);
    put_continued(d, x, range_at - FACTS_AFTER, baseline);
    put_line(d, range, st->strip_facts, range_at, baseline, 0);
}

static void put_strip(struct drawing *d) {
    const struct sheet *s = d->s;
    const struct style *st = s->style;
    bool first = d->index == 0;
    mpt y = st->margin + st->strip_height, right = d->frame_x + s->frame_w;
    mpt rule = first ? st->strip_rule : st->strip_rule_next;
    mpt size = first ? st->strip_title : st->strip_next;
    mpt baseline = y - em_of(size, 350) - rule;
    if (first)
        put_first_strip(d, baseline, right);
    else
        put_next_strip(d, baseline, right);
    if (rule)
        page_line(d->pages, d->page, d->frame_x, y - rule / 2, s->frame_w, 0, rule);
}

static struct str source_text(struct drawing *d, struct str file) {
    const struct study *study = d->s->study;
    return wording_fill(d->s->a, d->s->wording, study->n > 1 ? "footer.sources" : "footer.source",
                        "file", file, "n", number_text(d, study->n), (const char *)NULL);
}

/* The first `n` characters of the name and "…" for the rest. */
static struct str short_name(struct drawing *d, struct str name, size_t n) {
    return str_format(d->s->a, "%.*s…", (int)utf8_offset(name, n), name.p);
}

/* The source's name at the left of the footer, as much of it as there is room for. */
static void put_source(struct drawing *d, mpt size, mpt room, mpt baseline) {
    struct str name = fs_base(d->s->study->v[0]->source->path);
    const struct para *para = strip_line(d, source_text(d, name), false);
    for (size_t n = utf8_count(name); para_width(para, size) > room; n = n * 9 / 10) {
        if (n < NAME_LEAST)
            return;
        para = strip_line(d, source_text(d, short_name(d, name, n)), false);
    }
    put_line(d, para, size, d->frame_x, baseline, 0);
}

static struct str setting_text(struct drawing *d) {
    struct buf size = buf_in(d->s->a);
    buf_fixed(&size, d->plan->size / 10, 2);
    return wording_fill(d->s->a, d->s->wording, row_for(d, "footer.setting", d->plan->across),
                        "size", buf_get(&size), "columns", number_text(d, d->plan->across),
                        (const char *)NULL);
}

static void put_footer(struct drawing *d) {
    const struct sheet *s = d->s;
    mpt foot = s->frame_y + s->frame_h + s->foot_h, size = s->style->footer;
    mpt right = d->frame_x + s->frame_w, y = foot + FOOTER_RULE_AT + em_of(size, FOOTER_TEXT_EM);
    if (s->style->footer_rule)
        page_line(d->pages, d->page, d->frame_x, foot + FOOTER_RULE_AT, s->frame_w, 0,
                  s->style->footer_rule);
    struct str page =
        wording_fill(s->a, s->wording, "footer.page", "page", number_text(d, d->index + 1), "pages",
                     number_text(d, d->plan->n_pages), (const char *)NULL);
    const struct para *para = strip_line(d, page, false);
    mpt at = (s->frame_w - para_width(para, size)) / 2;
    put_source(d, size, at - em_of(size, FOOTER_CLEAR), y);
    put_line(d, para, size, d->frame_x + at, y, 0);
    put_right(d, setting_text(d), false, size, right, y);
}

static void put_hole_ticks(struct drawing *d) {
    const struct sheet *s = d->s;
    bool mirrored = s->style->two_sided && !sheet_has_backs(s) && d->index % 2;
    mpt x = mirrored ? s->page_w - HOLE_TICK : 0;
    for (int i = -1; i <= 1; i += 2)
        page_line(d->pages, d->page, x, s->page_h / 2 + i * HOLE_STEP / 2, HOLE_TICK, 0,
                  s->look.rule_hair);
}

/* ---- columns */

static void on_mark(void *self, uint32_t mark, mpt y) {
    struct drawing *d = self;
    if (mark > d->s->marks.n)
        return;
    struct sheet_mark *m = &d->s->marks.v[mark - 1];
    if (d->s->cues && m->kind == MARK_QUESTION && !d->after_band && y > d->s->frame_y)
        page_line(d->pages, d->page, d->column_x, y - em_of(d->plan->size, ROW_RULE_EM),
                  d->plan->measure, 0, d->s->look.rule_hair);
    d->after_band = m->kind == MARK_SECTION;
    struct str name = str_format(d->s->a, "m%u", (unsigned)mark);
    m->dest = pages_dest(d->pages, d->column_x, y, name);
    struct outline o = {.title = section_name(d, m), .level = m->depth, .dest = m->dest};
    uint32_t deepest =
        d->pages->outlines.n ? d->pages->outlines.v[d->pages->outlines.n - 1].level + 1 : 0;
    o.level = MIN(o.level, deepest);
    vec_push(d->pages->a, &d->pages->outlines, o);
}

static void put_columns(struct drawing *d) {
    const struct sheet *s = d->s;
    const struct sheet_plan *p = d->plan;
    mpt step = p->measure + s->style->gutter;
    bool last = d->index + 1 == p->n_pages;
    mpt height = last && p->balanced ? p->last_height : s->frame_h;
    for (size_t i = 0; i < p->across; i++) {
        size_t c = d->index * p->across + i;
        d->column_x = d->frame_x + (mpt)i * step;
        if (i > 0 && s->style->column_rule)
            page_line(d->pages, d->page, d->column_x - s->style->gutter / 2, s->frame_y, 0, height,
                      s->style->column_rule);
        if (s->cues)
            page_line(d->pages, d->page,
                      d->column_x + sheet_answers_at(s, p->measure) / 2 +
                          sheet_cue_width(s, p->measure) / 2,
                      s->frame_y, 0, height, CORNELL_RULE);
        if (c < p->columns.n)
            column_draw(&p->boxes, &p->columns.v[c], &d->out, d->column_x, s->frame_y, on_mark, d);
    }
}

static void put_page(struct drawing *d) {
    const struct sheet *s = d->s;
    bool mirrored = s->style->two_sided && !sheet_has_backs(s) && d->index % 2;
    d->page = d->out.page = pages_add(d->pages, s->page_w, s->page_h);
    d->frame_x = mirrored ? s->page_w - s->frame_x - s->frame_w : s->frame_x;
    if (s->style->strip_show)
        put_strip(d);
    put_columns(d);
    if (s->cues && s->foot_h)
        sheet_summary_draw(d->s, d->pages, d->page, d->frame_x, s->frame_y + s->frame_h);
    if (s->blanks.n && s->foot_h)
        sheet_answers_draw(d->s, d->pages, d->page, d->frame_x, s->frame_y + s->frame_h);
    if (s->style->footer_show)
        put_footer(d);
    if (s->style->hole_ticks)
        put_hole_ticks(d);
}

struct pages *sheet_draw(struct sheet *s, const struct sheet_plan *plan) {
    struct pages *pages = pages_make(s->a);
    struct drawing d = {.s = s, .plan = plan, .pages = pages};
    pages->title = s->title;
    pages->lang = s->lang;
    pages->two_sided = s->style->two_sided || sheet_has_backs(s);
    pages->grey = s->style->grey;
    place_marks(s, plan);
    d.strip_tag = pages_tag(pages, 1, TAG_P);
    d.out = (struct block_out){.pages = pages, .tags = block_tags(s->a, s->list, pages, 1)};
    for (d.index = 0; d.index < plan->n_pages; d.index++) {
        put_page(&d);
        if (sheet_has_backs(s))
            sheet_answers_back(s, pages, plan, d.index + 1);
    }
    set_links(&d);
    return pages;
}
