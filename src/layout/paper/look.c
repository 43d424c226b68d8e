/* look: measures of pages by paper, language and size of type. */
#include "layout/paper/exam_int.h"

struct paper_look {
    double page_w, page_h, x_odd, x_even, top, width, height, footer; /* mm */
    double size, pitch;                                               /* pt */
};

/* The inner margins of the Chinese kind are mirrored: the strip with the names is cut or stapled
 * through both sides. */
static const struct paper_look chinese[EXAM_PAPER_COUNT] = {
    [EXAM_A4] = {210, 297, 30, 15, 19, 165, 258, 284, 10.5, 16.4},
    [EXAM_A3_TWO_UP] = {210, 297, 30, 15, 19, 165, 258, 284, 10.5, 16.4},
    [EXAM_16K] = {195, 270, 30, 15, 19, 150, 232, 258, 10, 15.6},
    [EXAM_LETTER] = {215.9, 279.4, 33, 18, 19, 165, 240, 266.4, 10.5, 16.4},
    [EXAM_B5] = {182, 257, 27, 13, 17, 142, 221, 245, 10, 15.6},
};
static const struct paper_look english[EXAM_PAPER_COUNT] = {
    [EXAM_A4] = {210, 297, 22, 22, 16, 166, 264, 286, 10.5, 14.5},
    [EXAM_A3_TWO_UP] = {210, 297, 22, 22, 16, 166, 264, 286, 10.5, 14.5},
    [EXAM_16K] = {195, 270, 20, 20, 16, 155, 237, 259, 10, 14},
    [EXAM_LETTER] = {215.9, 279.4, 22, 22, 16, 171.9, 246.4, 268.4, 10.5, 14.5},
    [EXAM_B5] = {182, 257, 18, 18, 15, 146, 226, 246, 10, 14},
};

#define COLUMN_GAP  MM(8)
#define LARGE_SIZE  PT(18)
#define LARGE_PITCH PT(27)

/* Larger type has larger gaps. */
static void set_gaps(struct look *l) {
    double k = MAX(l->size, PT(10.5)) / 10500.0;
    mpt ink = l->pitch - l->size; /* white that lines have already */
    l->gap = MM(3.5 * k) - ink;
    l->gap_least = MM(3.0 * k) - ink;
    l->gap_most = MM(6.0 * k) - ink;
    l->gap_written = MM(4.0 * k) - ink / 2; /* below a rule there is no white yet */
    l->gap_written_least = l->gap_least + ink / 2;
    l->head_above = MM(6.2) - ink / 2;
    l->head_below = MM(3.2 * k) - ink / 2;
}

static void set_large(struct look *l) {
    l->size = LARGE_SIZE;
    l->pitch = l->option_pitch = LARGE_PITCH;
    l->line_pitch = MM(12);
    l->one_option_a_row = true;
    l->align = ALIGN_RAGGED;
    l->n_columns = 1;
    l->column = l->width;
}

struct look look_make(const struct exam *e) {
    bool latin = !str_starts(e->paper->lang, STR("zh"));
    const struct paper_look *p = latin ? &english[e->bp->paper] : &chinese[e->bp->paper];
    struct look l = {.page_w = MM(p->page_w),
                     .page_h = MM(p->page_h),
                     .x_odd = MM(p->x_odd),
                     .x_even = MM(p->x_even),
                     .top = MM(p->top),
                     .width = MM(p->width),
                     .height = MM(p->height),
                     .footer = MM(p->footer),
                     .size = PT(p->size),
                     .pitch = PT(p->pitch),
                     .option_pitch = latin ? PT(p->pitch + 1) : PT(p->pitch + 1.6),
                     .column_gap = COLUMN_GAP,
                     .n_columns = e->bp->columns,
                     .line_pitch = MM(8),
                     .hang_em = e->paper->n_items > 99 ? 2200 : 1750,
                     .latin = latin,
                     .align = latin ? ALIGN_RAGGED : ALIGN_JUSTIFY};
    l.column = l.n_columns == 2 ? (l.width - l.column_gap) / 2 : l.width;
    if (e->bp->large_print)
        set_large(&l);
    set_gaps(&l);
    return l;
}
