/* pages: the stages that lay out: fonts, style, sheet, papers. For cli only. */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

#include "cli/run.h"
#include "layout/paper/exam.h"
#include "plan/seating.h"

/* The sheet of the set; *about says pages, columns and size. NULL after reporting. */
const struct pages *run_sheet(struct run *r, struct str *about);

/* Variant i of the set's papers as students and as markers get it. NULL after reporting. */
struct run_paper {
    const struct pages *student, *key;
    struct str student_about, key_about;
    struct exam_report report;
};
const struct run_paper *run_paper(struct run *r, size_t variant);

/* Who sits where, by --roster and the blueprint. NULL after reporting. */
const struct seating *run_seats(struct run *r);

/* What copies of variant i are made from: its paper, and its answer sheet when there is one. NULL
 * after reporting. */
const struct exam_original *run_original(struct run *r, size_t variant);

/* Answer sheets of all variants; before the manifest, which tells where their boxes are. NULL after
 * reporting. */
const struct pages *run_cards(struct run *r, struct str *about);

/* The invigilators' sheets of rooms from … to-1 of the run's seats, before the first also the
 * mapping of items. NULL after reporting. Owned by `a`. Not at the same time as another. */
const struct pages *run_seating(struct run *r, struct arena *a, size_t from, size_t to);

#endif
