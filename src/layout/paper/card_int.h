/* card_int: what the files of answer sheets share. All measures in mm as the design gives them. */
#ifndef LAYOUT_PAPER_CARD_INT_H
#define LAYOUT_PAPER_CARD_INT_H

#include "layout/paper/card.h"
#include "layout/paper/exam_int.h"

#define CARD_LEFT   24.0
#define CARD_WIDTH  162.0
#define CARD_BOTTOM 274.0 /* of anything to write or mark */
#define BUBBLE_W    5.0
#define BUBBLE_H    3.0
#define ROW_PITCH   6.0

struct card_maker {
    struct exam *e;
    VEC(struct card_cell) cells;
    struct page *page;
    uint32_t first_page, page_no; /* in the file; within the card */
    double y;                     /* below what stands on the page */
};

struct ink card_ink(double size, bool bold);

/* A box to mark, its middle at y; adds the row's ticks when there are none yet. */
void card_bubble(struct card_maker *m, const struct card_cell *cell, double x, double y,
                 struct str label);
void card_cell(struct card_maker *m, struct card_cell cell, double x, double y, double w, double h);
mpt card_words(struct card_maker *m, struct str s, struct ink k, double x, double baseline,
               enum ink_align align);
void card_page(struct card_maker *m); /* a further page, with corners and title */
void card_label(struct card_maker *m, struct str s, double x, double width);

void card_identity(struct card_maker *m);
bool card_objective(struct card_maker *m); /* false when it does not fit */
void card_written(struct card_maker *m);
void card_codes(struct card_maker *m, uint32_t pages); /* strip, QR, foot of every page */

#endif
