/* sheet_cards: cards to cut out: a question on the front, its answer on the back. As in Cornell
 * notes the answers are the sheet's list, each beginning with a start that carries its question's
 * mark, and the questions a second list. A card takes the largest size its answer fits at; an
 * answer too long for the smallest goes on on further cards.
 *
 * Terms: side = boxes of one question in one of the lists; setting = both lists broken at one size.
 */
#include "layout/sheet/sheet_make.h"

#define SIZE_STEP 500 /* mpt between the sizes tried */

struct side {
    size_t from, to; /* boxes */
};

struct setting {
    mpt size;
    struct block_area area;
    struct boxes fronts, backs;
    struct side *front, *back; /* by mark */
};

struct cards {
    struct sheet *s;
    struct setting *v; /* largest size first */
    size_t n;
    struct pages *pages;
    const uint32_t *tags, *no_tags; /* by slot; of what is repeated */
    size_t section;                 /* mark of the last outline entry's section */
};

/* ---- settings */

static struct side *sides_of(struct sheet *s, const struct boxes *b) {
    struct side *v = arena_array(s->a, struct side, s->marks.n + 1);
    size_t now = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t mark = b->v[i].mark <= s->marks.n ? b->v[i].mark : 0;
        if (mark && s->marks.v[mark - 1].kind == MARK_QUESTION) {
            now = mark;
            v[now] = (struct side){i, i};
        } else if (mark) {
            now = 0; /* a section's head, and what stands below it */
        }
        if (now)
            v[now].to = i + 1;
    }
    return v;
}

static struct setting make_setting(struct sheet *s, mpt size) {
    struct setting t = {.size = size};
    mpt pitch = (mpt)(((int64_t)size * s->style->leading + 500) / 1000);
    t.area = (struct block_area){size, pitch, s->frame_w, s->frame_h};
    t.fronts = block_break(s->a, s->cues, &t.area);
    t.backs = block_break(s->a, s->list, &t.area);
    t.front = sides_of(s, &t.fronts);
    t.back = sides_of(s, &t.backs);
    return t;
}

static void make_settings(struct cards *c) {
    const struct style *st = c->s->style;
    mpt least = MIN(st->size_least, st->size);
    c->n = (size_t)((st->size - least) / SIZE_STEP) + 1;
    c->v = arena_array(c->s->a, struct setting, c->n);
    for (size_t i = 0; i < c->n; i++)
        c->v[i] = make_setting(c->s, st->size - (mpt)i * SIZE_STEP);
}

/* ---- one question */

static struct columns fill_side(const struct cards *c, const struct setting *t,
                                const struct boxes *all, const struct side *side) {
    struct boxes part = {.v = all->v + side->from, .n = side->to - side->from};
    struct column_frame frame = {c->s->frame_h, t->area.pitch};
    return columns_fill(c->s->a, &part, &frame);
}

static bool fits(const struct cards *c, const struct boxes *all, const struct side *side) {
    return block_height(all, side->from, side->to) <= c->s->frame_h;
}

/* The largest size the front (or back) fits at. */
static const struct setting *choose_setting(const struct cards *c, uint32_t mark, bool front) {
    for (size_t i = 0; i < c->n; i++) {
        const struct setting *t = &c->v[i];
        if (front ? fits(c, &t->fronts, &t->front[mark]) : fits(c, &t->backs, &t->back[mark]))
            return t;
    }
    return &c->v[c->n - 1];
}

/* ---- drawing */

static void put_line(struct cards *c, struct page *page, struct str text, mpt right) {
    const struct sheet *s = c->s;
    const struct para *para = sheet_line(c->s, text, false, COLOR_BLACK);
    mpt size = s->style->footer, width = para_width(para, size);
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = (mpt)1 << 30, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(s->a, para, &shape);
    mpt x = right ? right - width : s->frame_x;
    if (lines.n)
        para_draw(&lines, 0, 1, c->pages, page, x, s->page_h - s->style->margin - size, 0);
}

/* The section at the left of the foot; number and count of the card at the right. */
static void put_foot(struct cards *c, struct page *page, uint32_t mark, size_t i, size_t n) {
    struct sheet *s = c->s;
    const struct sheet_mark *m = &s->marks.v[mark - 1];
    if (!s->style->footer_show)
        return;
    struct str section = m->section ? s->marks.v[m->section - 1].title : s->title;
    struct str place = sheet_question_place(s, mark);
    if (n > 1)
        place = str_format(s->a, "%.*s%s%zu/%zu", STR_ARG(place), place.n ? "  " : "", i + 1, n);
    put_line(c, page, section, 0);
    if (place.n)
        put_line(c, page, place, s->frame_x + s->frame_w);
}

static void add_outline(struct cards *c, uint32_t mark) {
    struct sheet *s = c->s;
    struct sheet_mark *m = &s->marks.v[mark - 1];
    struct str name = str_format(s->a, "m%u", (unsigned)mark);
    m->dest = pages_dest(c->pages, s->frame_x, s->frame_y, name);
    if (m->section && m->section != c->section)
        vec_push(c->pages->a, &c->pages->outlines,
                 (struct outline){.title = s->marks.v[m->section - 1].title, .dest = m->dest});
    c->section = m->section;
    vec_push(c->pages->a, &c->pages->outlines,
             (struct outline){.title = m->title, .level = m->section ? 1 : 0, .dest = m->dest});
}

/* Column number i of a side, in the middle of the card or from its top. */
static void draw_side(struct cards *c, struct page *page, const struct boxes *all,
                      const struct side *side, const struct columns *cols, size_t i, bool middle) {
    const struct sheet *s = c->s;
    struct boxes part = {.v = all->v + side->from, .n = side->to - side->from};
    bool again = i >= cols->n;
    const struct column *col = cols->n ? &cols->v[again ? 0 : i] : NULL;
    struct block_out out = {c->pages, page, again ? c->no_tags : c->tags};
    if (!col)
        return;
    mpt height = block_height(&part, col->from, col->to);
    mpt y = s->frame_y + (middle ? MAX(0, (s->frame_h - height) / 2) : 0);
    column_draw(&part, col, &out, s->frame_x, y, NULL, NULL);
}

static void put_cards(struct cards *c, uint32_t mark, struct sheet_report *r) {
    struct sheet *s = c->s;
    const struct setting *f = choose_setting(c, mark, true), *b = choose_setting(c, mark, false);
    struct columns fronts = fill_side(c, f, &f->fronts, &f->front[mark]);
    struct columns backs = fill_side(c, b, &b->backs, &b->back[mark]);
    size_t n = MAX(fronts.n, MAX(backs.n, 1));
    for (size_t i = 0; i < n; i++) {
        struct page *page = pages_add(c->pages, s->page_w, s->page_h);
        if (i == 0)
            add_outline(c, mark);
        draw_side(c, page, &f->fronts, &f->front[mark], &fronts, i, true);
        put_foot(c, page, mark, i, n);
        page = pages_add(c->pages, s->page_w, s->page_h);
        if (i < backs.n)
            draw_side(c, page, &b->backs, &b->back[mark], &backs, i, false);
        put_foot(c, page, mark, i, n);
    }
    r->size = r->size ? MIN(r->size, b->size) : b->size;
}

struct pages *sheet_cards(struct sheet *s, struct sheet_report *r) {
    struct cards c = {.s = s, .pages = pages_make(s->a)};
    c.pages->title = s->title;
    c.pages->lang = s->lang;
    c.pages->grey = s->style->grey;
    make_settings(&c);
    c.tags = block_tags(s->a, s->list, c.pages, 1);
    c.no_tags = arena_array(s->a, uint32_t, c.pages->tags.n); /* as many as slots, and two more */
    for (uint32_t mark = 1; mark <= s->marks.n; mark++)
        if (s->marks.v[mark - 1].kind == MARK_QUESTION)
            put_cards(&c, mark, r);
    r->n_columns = 1;
    r->pitch = (mpt)((int64_t)r->size * s->style->leading / 1000);
    r->fill = 1000;
    return c.pages;
}
