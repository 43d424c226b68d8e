/* sheet_answers: the answers of blanks: upside down at the foot of their page, or on its back. */
#include "layout/sheet/sheet_detail.h"

#define MM_MPT(x)       ((mpt)((x)*72000 / 25.4))
#define ANSWER_SIZE     6000
#define ANSWER_PITCH    8200
#define ANSWER_LEAST    4500
#define ANSWER_GAP_EM   900
#define NUMBER_AFTER_EM 250
#define LIST_HANG_EM    2000        /* of answers below each other */
#define ANSWERS_CLEAR   MM_MPT(1.2) /* between text and the rule over the answers */
#define ANSWERS_RULE    250
#define STRIP_DROP_EM   350 /* of the strip's text above its rule */

/* Number and answer; the number and what is behind it take `room` at least, 1/1000 em. */
static void put_answer(struct sheet *s, struct para_builder *b, const struct sheet_blank *blank,
                       int room) {
    struct text_format plain = block_format(s->list), bold = plain;
    bold.bold = true;
    struct str number = str_format(s->a, "%zu", blank->number);
    int after = room - (int)para_width(block_short_para(s->list, number, true), 1000);
    para_text(b, number, &bold, (struct span){0});
    para_space(b, MAX(after, NUMBER_AFTER_EM), false);
    para_text(b, blank->answer, &plain, (struct span){0});
}

/* The answers of the blanks on a page (SIZE_MAX: all) in one paragraph. */
static const struct para *answers_para(struct sheet *s, size_t page) {
    struct para_builder *b = block_builder(s->list);
    for (size_t i = 0; i < s->blanks.n; i++) {
        const struct sheet_blank *blank = s->blanks.v[i];
        if (page != SIZE_MAX && blank->page != page)
            continue;
        put_answer(s, b, blank, 0);
        para_space(b, ANSWER_GAP_EM, true);
    }
    return block_end(s->list, b);
}

static struct para_shape answers_shape(const struct sheet *s, mpt size) {
    return (struct para_shape){.size = size,
                               .pitch = (mpt)((int64_t)size * ANSWER_PITCH / ANSWER_SIZE),
                               .measure = s->frame_w,
                               .align = ALIGN_RAGGED};
}

mpt sheet_answers_height(struct sheet *s, size_t pages) {
    if (!s->blanks.n || s->style->blank_answers != ANSWERS_FOOT)
        return 0;
    struct para_shape shape = answers_shape(s, ANSWER_SIZE);
    struct para_lines lines = para_break(s->a, answers_para(s, SIZE_MAX), &shape);
    size_t n = (lines.n * 9 / 8 + pages - 1) / pages + 1; /* pages do not share evenly */
    return (mpt)n * shape.pitch + 2 * ANSWERS_CLEAR;
}

/* Turns what was drawn from op `from` on half round about the middle of the rectangle. */
static void turn_round(struct pages *p, struct page *page, size_t from, mpt x, mpt y, mpt w,
                       mpt h) {
    for (size_t i = from; i < page->ops.n; i++) {
        struct op *op = &page->ops.v[i];
        if (op->kind != OP_GLYPHS)
            continue;
        struct glyph_run *run = arena_new(p->a, struct glyph_run);
        *run = *op->run;
        run->turn = 2;
        op->run = run;
        op->x = 2 * x + w - op->x;
        op->y = 2 * y + h - op->y;
    }
}

void sheet_answers_draw(struct sheet *s, struct pages *p, struct page *page, mpt x, mpt y) {
    const struct para *para = answers_para(s, p->v.n - 1);
    mpt room = s->foot_h - 2 * ANSWERS_CLEAR;
    struct para_shape shape = answers_shape(s, ANSWER_SIZE);
    struct para_lines lines = para_break(s->a, para, &shape);
    while ((mpt)lines.n * shape.pitch > room && shape.size > ANSWER_LEAST) {
        shape = answers_shape(s, shape.size - 250);
        lines = para_break(s->a, para, &shape);
    }
    if (!lines.n)
        return;
    mpt height = (mpt)lines.n * shape.pitch, top = y + 2 * ANSWERS_CLEAR;
    page_line(p, page, x, y + ANSWERS_CLEAR, s->frame_w, 0, ANSWERS_RULE);
    size_t from = page->ops.n;
    para_draw(&lines, 0, lines.n, p, page, x, top, pages_tag(p, 1, TAG_NOTE));
    turn_round(p, page, from, x, top, s->frame_w, height);
}

/* ---- on the back */

bool sheet_has_backs(const struct sheet *s) {
    return s->blanks.n && s->style->blank_answers == ANSWERS_BACK;
}

struct answer_line {
    const struct para_lines *lines;
    size_t at, column, row;
    size_t kept; /* lines from this one on that share a column */
};

/* The lines of a page's answers, flowing through the columns of as many pages as they take. */
struct answer_flow {
    struct sheet *s;
    const struct sheet_plan *plan;
    struct pages *pages;
    VEC(struct answer_line) lines;
    size_t number;   /* its number as printed, from 1 */
    size_t a_column; /* lines of a column that is full */
    uint32_t tag;
};

static void put_title(const struct answer_flow *f, struct page *page, mpt x) {
    struct sheet *s = f->s;
    const struct style *st = s->style;
    struct str place = wording_fill(s->a, s->wording, "page", "page",
                                    str_format(s->a, "%zu", f->number), (const char *)NULL);
    const struct para *title =
        sheet_line(s,
                   str_format(s->a, "%.*s　%.*s %.*s", STR_ARG(s->title),
                              STR_ARG(wording_get(s->wording, "answers")), STR_ARG(place)),
                   true, COLOR_BLACK);
    mpt y = st->margin + st->strip_height;
    struct para_shape shape = {.size = st->strip_next,
                               .pitch = st->strip_next,
                               .measure = (mpt)1 << 30,
                               .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(s->a, title, &shape);
    mpt baseline = y - (mpt)((int64_t)shape.size * STRIP_DROP_EM / 1000);
    para_draw(&lines, 0, lines.n, f->pages, page, x, baseline - para_baseline(&shape),
              pages_tag(f->pages, 1, TAG_P));
    page_line(f->pages, page, x, y, s->frame_w, 0, st->strip_rule_next);
}

/* The lines from..; how many stand on the page. */
static size_t put_back(const struct answer_flow *f, size_t from) {
    struct sheet *s = f->s;
    struct page *page = pages_add(f->pages, s->page_w, s->page_h);
    mpt x = s->style->two_sided ? s->page_w - s->frame_x - s->frame_w : s->frame_x;
    mpt step = f->plan->measure + s->style->gutter;
    page->label = str_format(s->a, "%zub", f->number);
    put_title(f, page, x);
    size_t i = from, first = i < f->lines.n ? f->lines.v[i].column : 0;
    for (; i < f->lines.n && f->lines.v[i].column < first + f->plan->across; i++) {
        const struct answer_line *line = &f->lines.v[i];
        para_draw(line->lines, line->at, line->at + 1, f->pages, page,
                  x + (mpt)(line->column - first) * step,
                  s->frame_y + (mpt)line->row * f->plan->pitch, f->tag);
    }
    return i;
}

static void add_lines(struct answer_flow *f, const struct para *para, mpt hang, bool kept) {
    struct para_shape shape = {.size = f->plan->size,
                               .pitch = f->plan->pitch,
                               .measure = f->plan->measure,
                               .hang = hang,
                               .align = ALIGN_RAGGED};
    struct para_lines *lines = arena_new(f->s->a, struct para_lines);
    *lines = para_break(f->s->a, para, &shape);
    for (size_t i = 0; i < lines->n; i++)
        vec_push(f->s->a, &f->lines,
                 (struct answer_line){.lines = lines, .at = i, .kept = kept ? lines->n - i : 1});
}

/* Below each other when the page has room for that, else run on. */
static void break_answers(struct answer_flow *f, size_t front) {
    struct sheet *s = f->s;
    for (size_t i = 0; i < s->blanks.n; i++) {
        if (s->blanks.v[i]->page != front)
            continue;
        struct para_builder *b = block_builder(s->list);
        put_answer(s, b, s->blanks.v[i], LIST_HANG_EM);
        add_lines(f, block_end(s->list, b), (mpt)((int64_t)f->plan->size * LIST_HANG_EM / 1000),
                  true);
    }
    if (f->lines.n <= f->plan->across * f->a_column)
        return;
    f->lines.n = 0;
    add_lines(f, answers_para(s, front), 0, false);
}

/* Gives the lines their places in columns of so many lines; how many columns. */
static size_t place_lines(struct answer_flow *f, size_t height) {
    size_t column = 0, row = 0;
    for (size_t i = 0; i < f->lines.n; i++) {
        struct answer_line *line = &f->lines.v[i];
        if (row && row + MIN(line->kept, height) > height) {
            column++;
            row = 0;
        }
        line->column = column;
        line->row = row++;
    }
    return column + 1;
}

/* Columns of one height when they are not full. */
static void place_answers(struct answer_flow *f) {
    size_t across = f->plan->across, height = (f->lines.n + across - 1) / across;
    while (height < f->a_column && place_lines(f, height) > across)
        height++;
    place_lines(f, MIN(height, f->a_column));
}

void sheet_answers_back(struct sheet *s, struct pages *p, const struct sheet_plan *plan,
                        size_t number) {
    struct answer_flow f = {.s = s, .plan = plan, .pages = p, .number = number};
    size_t at = 0, sides = 0, front = p->v.n - 1;
    f.a_column = (size_t)MAX(1, s->frame_h / plan->pitch);
    break_answers(&f, front);
    place_answers(&f);
    f.tag = pages_tag(p, 1, TAG_NOTE);
    p->v.v[front]->label = str_format(s->a, "%zu", number);
    do {
        at = put_back(&f, at);
        sides++;
    } while (at < f.lines.n);
    if (sides % 2 == 0) /* the next questions begin on a front */
        pages_add(p, s->page_w, s->page_h)->is_padding = true;
}
