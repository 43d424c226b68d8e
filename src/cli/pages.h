/* pages: the stages that lay out: fonts, style, sheet, papers. For cli only. */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

#include "cli/run.h"

/* The sheet of the set; *about says pages, columns and size. NULL after reporting. */
const struct pages *run_sheet(struct run *r, struct str *about);

/* Variant i of the set's papers as students and as markers get it. False after reporting. */
struct run_paper {
    const struct pages *student, *key;
    struct str student_about, key_about;
};
bool run_paper(struct run *r, size_t variant, struct run_paper *out);

/* Answer sheets of all variants; before the manifest, which tells where their boxes are. NULL after
 * reporting. */
const struct pages *run_cards(struct run *r, struct str *about);

/* The invigilators' sheets: seats and the mapping of items. NULL after reporting. */
const struct pages *run_seating(struct run *r, struct str *about);

#endif
