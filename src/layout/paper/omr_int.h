/* omr_int: what the files of answer sheets share. All measures in mm as the design gives them. */
#ifndef LAYOUT_PAPER_OMR_INT_H
#define LAYOUT_PAPER_OMR_INT_H

#include "layout/paper/exam_int.h"
#include "layout/paper/omr.h"

#define OMR_LEFT   24.0
#define OMR_WIDTH  162.0
#define OMR_BOTTOM 274.0 /* of anything to write or mark */
#define BUBBLE_W   5.0
#define BUBBLE_H   3.0
#define ROW_PITCH  6.0

struct omr_maker {
    struct exam *e;
    VEC(struct omr_cell) cells;
    struct page *page;
    uint32_t page_no;
    double y; /* below what stands on the page */
};

struct ink omr_ink(double size, bool bold);

/* A box to mark, its middle at y; adds the row's ticks when there are none yet. */
void omr_bubble(struct omr_maker *m, const struct omr_cell *cell, double x, double y,
                struct str label);
void omr_cell(struct omr_maker *m, struct omr_cell cell, double x, double y, double w, double h);
mpt omr_words(struct omr_maker *m, struct str s, struct ink k, double x, double baseline,
              enum ink_align align);
void omr_page(struct omr_maker *m); /* a further page, with corners and title */
void omr_label(struct omr_maker *m, struct str s, double x, double width);

void omr_identity(struct omr_maker *m);
bool omr_objective(struct omr_maker *m); /* false when it does not fit */
void omr_written(struct omr_maker *m);
/* The foot of page m->page_no of so many, as all copies share it; what a copy's own page says of
 * itself: QR code, bits of the strip, number. Copy 0 is nobody's. */
void omr_foot(struct omr_maker *m, uint32_t of);
void omr_own(struct omr_maker *m, uint32_t of, uint32_t copy);
/* The student number's digits, and their boxes filled; nothing when it is no number or too long. */
void omr_fill_number(struct exam *e, struct page *page, struct str number);

#endif
