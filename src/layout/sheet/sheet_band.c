/* sheet_band: heads of sections. Depth 0 is a band across the column: numeral in a black cell,
 * title, count of questions; deeper ones are a bold line over a thin rule. */
#include "layout/sheet/sheet_make.h"

#define CELL_EM        1500 /* width of the numeral's cell */
#define TITLE_AT_EM    1950
#define COUNT_INSET_EM 450
#define COUNT_CLEAR_EM 800 /* between title and count */
#define BARE_TITLE_EM  300 /* between numeral and title without a cell */
#define SUB_SCALE      1080
#define SUB_GAP_EM     450
#define SUB_RULE       400
#define HAN_MIDDLE     380 /* above the baseline, 1/1000 of the type's size */

struct band {
    struct sheet *s;
    const struct para *numeral, *title, *count; /* numeral and count may be NULL */
    uint32_t slot;
    bool sub; /* below a band */
};

static mpt em_of(mpt size, int em) {
    return (mpt)(((int64_t)size * em + 500) / 1000);
}

/* Where the title starts, and its lines. */
struct band_title {
    mpt x;
    struct para_lines lines;
};

/* Nothing is drawn around the title. */
static bool is_bare(const struct band *b) {
    const struct style *st = b->s->style;
    return b->sub || (!st->fill && !st->band_rule_above && !st->band_rule_below);
}

static mpt title_x(const struct band *b, mpt size) {
    if (!b->numeral)
        return is_bare(b) ? 0 : em_of(size, COUNT_INSET_EM);
    if (b->s->style->band_cell && !b->sub)
        return em_of(size, TITLE_AT_EM);
    return para_width(b->numeral, size) + em_of(size, b->sub ? SUB_GAP_EM : BARE_TITLE_EM);
}

/* How far a title in type of its own size stands below a line of the body's, to be in the middle of
 * what the rules leave. */
static mpt title_drop(const struct band *b, mpt size) {
    const struct style *st = b->s->style;
    if (is_bare(b))
        return 0;
    return em_of(size, (st->band_title - 1000) * HAN_MIDDLE / 1000) +
           (st->band_rule_above - st->band_rule_below) / 2;
}

static struct band_title break_title(struct arena *a, const struct band *b,
                                     const struct block_area *area) {
    struct band_title t = {.x = title_x(b, area->size)};
    mpt count = b->count ? para_width(b->count, area->size) +
                               em_of(area->size, COUNT_INSET_EM + COUNT_CLEAR_EM)
                         : 0;
    struct para_shape shape = {.size = area->size,
                               .pitch = area->pitch,
                               .measure = MAX(area->measure - t.x - count, area->size * 4),
                               .align = ALIGN_RAGGED,
                               .avoid_orphan = true};
    t.lines = para_break(a, b->title, &shape);
    return t;
}

static mpt one_line_height(const struct band *b, const struct block_area *area) {
    return b->sub ? area->pitch * 21 / 20 : em_of(area->size, b->s->style->band_height);
}

/* A band goes across its whole column, answers and questions alike. */
static struct block_area whole(const struct band *b, const struct block_area *area) {
    struct block_area w = *area;
    if (b->s->cues)
        w.measure = b->s->row_measure;
    return w;
}

static mpt band_height(const void *data, const struct block_area *text_area) {
    const struct band *b = data;
    struct block_area across = whole(b, text_area), *area = &across;
    struct arena *a = b->s->a;
    struct arena_mark mark = arena_mark(a);
    struct band_title t = break_title(a, b, area);
    mpt more = t.lines.n > 1 ? (mpt)(t.lines.n - 1) * area->pitch : 0;
    arena_reset(a, mark);
    return one_line_height(b, area) + more;
}

static void draw_para(const struct para *para, mpt size, mpt pitch, const struct block_out *o,
                      mpt x, mpt y, uint32_t tag) {
    struct para_shape shape = {
        .size = size, .pitch = pitch, .measure = (mpt)1 << 30, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(o->pages->a, para, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, o->pages, o->page, x, y, tag);
}

static void draw_ground(const struct band *b, const struct block_area *area,
                        const struct block_out *o, mpt x, mpt y, mpt height) {
    const struct style *st = b->s->style;
    if (b->sub) {
        page_line(o->pages, o->page, x, y + height, area->measure, 0, SUB_RULE);
        return;
    }
    if (st->fill)
        page_fill(o->pages, o->page, x, y, area->measure, height, b->s->look.fill);
    if (st->band_cell && b->numeral)
        page_fill(o->pages, o->page, x, y, em_of(area->size, CELL_EM), height, COLOR_BLACK);
    if (st->band_rule_above)
        page_line(o->pages, o->page, x, y, area->measure, 0, st->band_rule_above);
    if (st->band_rule_below)
        page_line(o->pages, o->page, x, y + height, area->measure, 0, st->band_rule_below);
}

static void draw_numeral(const struct band *b, const struct block_area *area,
                         const struct block_out *o, mpt x, mpt y, mpt height) {
    if (!b->numeral)
        return;
    if (b->s->style->band_cell && !b->sub)
        x += (em_of(area->size, CELL_EM) - para_width(b->numeral, area->size)) / 2;
    draw_para(b->numeral, area->size, height, o, x, y, o->tags[b->slot]);
}

static void band_draw(const void *data, const struct block_area *text_area,
                      const struct block_out *o, mpt x, mpt y) {
    const struct band *b = data;
    struct block_area across = whole(b, text_area), *area = &across;
    struct band_title t = break_title(o->pages->a, b, area);
    mpt first = one_line_height(b, area);
    mpt height = first + (t.lines.n > 1 ? (mpt)(t.lines.n - 1) * area->pitch : 0);
    mpt line_y = y + (first - area->pitch) / 2 + title_drop(b, area->size);
    draw_ground(b, area, o, x, y, height);
    draw_numeral(b, area, o, x, y + title_drop(b, area->size), first);
    para_draw(&t.lines, 0, t.lines.n, o->pages, o->page, x + t.x, line_y, o->tags[b->slot]);
    if (b->count)
        draw_para(b->count, area->size, first, o,
                  x + area->measure - em_of(area->size, COUNT_INSET_EM) -
                      para_width(b->count, area->size),
                  y, o->tags[b->slot]);
}

static const struct para *scaled_line(struct sheet *s, struct str text, bool bold, int scale,
                                      struct color color) {
    if (!text.n)
        return NULL;
    struct text_format f = block_format(s->list);
    f.bold = bold;
    f.scale = (uint16_t)scale;
    f.color = color;
    return block_plain_para(s->list, text, &f);
}

void sheet_put_band(struct sheet *s, const struct section *section, struct str number,
                    size_t n_questions, uint32_t slot, const struct block_place *where) {
    const struct style *st = s->style;
    struct band *b = arena_new(s->a, struct band);
    struct text_format f = block_format(s->list);
    b->s = s;
    b->slot = slot;
    b->sub = s->marks.v[where->mark - 1].depth > 0;
    f.bold = true;
    f.scale = (uint16_t)(b->sub ? SUB_SCALE : st->band_title);
    struct para_builder *title = block_builder(s->list);
    struct str written = block_written_before(s->list, section->title.span);
    if (s->look.sources) {
        para_text(title, written, &f, (struct span){0});
        number = (struct str){0};
    }
    block_put_whole(s->list, title, &section->title, &f);
    b->title = block_end(s->list, title);
    struct color ink = st->band_cell && !b->sub ? COLOR_WHITE : COLOR_BLACK;
    b->numeral = scaled_line(s, number, true, b->sub ? SUB_SCALE : st->band_numeral, ink);
    if (!b->sub && n_questions && st->band_show_count)
        b->count =
            scaled_line(s,
                        wording_fill(s->a, s->wording, "count", "n",
                                     str_format(s->a, "%zu", n_questions), (const char *)NULL),
                        false, st->band_count, COLOR_BLACK);
    block_custom(s->list,
                 &(struct block_custom){.height = band_height, .draw = band_draw, .data = b},
                 where);
}
