/* sheet_cornell: Cornell notes: questions at the left of a rule, answers at the right, room for a
 * summary at the page's foot. Answers are the sheet's list; each begins with a start, a box without
 * height that carries the question's mark; the questions are a second list beside it. */
#include "layout/sheet/sheet_make.h"

#define MM_MPT(x)     ((mpt)((x)*72000 / 25.4))
#define CLEAR         MM_MPT(2.4) /* at either side of the rule */
#define SUMMARY_RULE  800
#define SUMMARY_LINE  250
#define SUMMARY_PITCH MM_MPT(7)
#define SUMMARY_TOP   MM_MPT(2)
#define SUMMARY_SIZE  8000

static mpt rule_at(const struct sheet *s, mpt measure) {
    return (mpt)((int64_t)measure * s->style->cornell_share / 1000);
}

mpt sheet_cue_width(const struct sheet *s, mpt measure) {
    return rule_at(s, measure) - CLEAR;
}

mpt sheet_answers_at(const struct sheet *s, mpt measure) {
    return rule_at(s, measure) + CLEAR;
}

static mpt start_height(const void *data, const struct block_area *area) {
    (void)data;
    (void)area;
    return 0;
}

static void start_draw(const void *data, const struct block_area *area, const struct block_out *o,
                       mpt x, mpt y) {
    (void)data;
    (void)area;
    (void)o;
    (void)x;
    (void)y;
}

void sheet_put_start(struct sheet *s, const struct block_place *where) {
    block_custom(s->list, &(struct block_custom){.height = start_height, .draw = start_draw},
                 where);
}

/* The question's lines, drawn where its answer starts. */
struct cue {
    struct boxes boxes;
    size_t from, to;
};

static void cue_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct cue *c = b->data;
    block_draw(&c->boxes, c->from, c->to, o, x, y);
}

static bool is_mark_of(const struct sheet *s, const struct box *b, enum mark_kind kind) {
    return b->mark && b->mark <= s->marks.n && s->marks.v[b->mark - 1].kind == kind;
}

static struct cue *cue_of(struct arena *a, const struct boxes *cues, size_t *next, uint32_t mark) {
    struct cue *c = arena_new(a, struct cue);
    size_t i = *next;
    while (i < cues->n && cues->v[i].mark != mark)
        i++;
    *c = (struct cue){*cues, i, i};
    while (c->to < cues->n && (c->to == i || !cues->v[c->to].mark))
        c->to++;
    *next = c->to;
    return c;
}

/* The row of boxes from..to-1: at least as high as its question, and not cut beside it. */
static void make_room(struct box *v, size_t from, size_t to, mpt need) {
    mpt height = 0;
    for (size_t i = from; i < to; i++) {
        height += v[i].height + (i > from ? v[i].gap : 0);
        if (height < need && i + 1 < to)
            v[i].penalty = BOX_NEVER;
    }
    if (height < need)
        v[to - 1].height += need - height;
}

static size_t row_end(const struct sheet *s, const struct boxes *b, size_t from) {
    size_t i = from + 1;
    while (i < b->n && !is_mark_of(s, &b->v[i], MARK_QUESTION) &&
           !is_mark_of(s, &b->v[i], MARK_SECTION))
        i++;
    return i;
}

struct boxes sheet_rows(struct sheet *s, struct arena *a, const struct block_area *area) {
    struct block_area right = *area, left = *area;
    right.measure = area->measure - sheet_answers_at(s, area->measure);
    left.measure = sheet_cue_width(s, area->measure);
    s->row_measure = area->measure;
    struct boxes rows = block_break(a, s->list, &right), cues = block_break(a, s->cues, &left);
    size_t next = 0;
    for (size_t i = 0; i < rows.n; i++) {
        struct box *b = &rows.v[i];
        if (is_mark_of(s, b, MARK_SECTION))
            continue;
        if (!is_mark_of(s, b, MARK_QUESTION)) {
            b->indent += sheet_answers_at(s, area->measure);
            continue;
        }
        struct cue *c = cue_of(a, &cues, &next, b->mark);
        b->draw = cue_draw;
        b->data = c;
        size_t to = row_end(s, &rows, i);
        b->penalty = to > i + 1 ? BOX_NEVER : 0;
        make_room(rows.v, i, to, block_height(&cues, c->from, c->to));
    }
    rows.n_ragged += cues.n_ragged;
    rows.n_overfull += cues.n_overfull;
    return rows;
}

void sheet_summary_draw(struct sheet *s, struct pages *p, struct page *page, mpt x, mpt y) {
    mpt foot = y + s->foot_h;
    y += SUMMARY_TOP;
    page_line(p, page, x, y, s->frame_w, 0, SUMMARY_RULE);
    struct para_shape shape = {.size = SUMMARY_SIZE,
                               .pitch = SUMMARY_SIZE * 3 / 2,
                               .measure = s->frame_w,
                               .align = ALIGN_RAGGED};
    const struct para *title = sheet_line(s, wording_get(s->wording, "summary"), true, COLOR_BLACK);
    struct para_lines lines = para_break(p->a, title, &shape);
    para_draw(&lines, 0, lines.n, p, page, x, y + SUMMARY_TOP / 4, pages_tag(p, 1, TAG_P));
    for (y += SUMMARY_PITCH; y <= foot; y += SUMMARY_PITCH)
        page_line(p, page, x, y, s->frame_w, 0, SUMMARY_LINE);
}
