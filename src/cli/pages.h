/* pages: the stages that lay out: fonts, style, sheet, papers. For cli only. */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

#include "cli/hands.h"
#include "layout/paper/exam.h"
#include "plan/seating.h"

/* The sheet of the set; *about says pages, columns and size. NULL after reporting. */
const struct pages *run_sheet(struct run *r, struct str *about);

/* Variant i of the set's papers as students and as markers get it. */
struct run_paper {
    const struct pages *student, *key;
    struct str student_about, key_about;
    struct exam_report report;
    const struct pages *card;      /* the answer sheet, when there is one */
    struct exam_original original; /* what copies are made from, when there is a roster */
};
/* Lays out all of them, into r->laid_out; before the manifest, which tells where their boxes are.
 * False after reporting. */
bool run_lay_out(struct run *r);
/* The answer sheets of all variants, one behind the other. */
const struct pages *run_cards(struct run *r, struct str *about);

/* Who sits where, by --roster and the blueprint. NULL after reporting. */
const struct seating *run_seats(struct run *r);

/* The invigilators' sheets of rooms from … to-1 of the run's seats, before the first also the
 * mapping of items. NULL after reporting. Owned by h->a. */
const struct pages *run_seating(const struct run *r, struct hand *h, size_t from, size_t to);

#endif
