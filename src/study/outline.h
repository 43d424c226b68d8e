/* outline: the headings of a document as a tree, with what each of them is. For study only.
 *
 * Some headings are no headings to their author: "#### 答案：B" is the key of the question above,
 * "### 优点" right below "## Redis" a label of its answer. They are `folded`: read as a line of the
 * heading before them. */
#ifndef STUDY_OUTLINE_H
#define STUDY_OUTLINE_H

#include "study/rows.h"

#define NO_HEADING SIZE_MAX
#define LEVELS     7 /* 1 to 6; 0 is above any heading */

struct heading {
    const struct node *node;
    struct rich title; /* without its number */
    struct rich whole; /* with it */
    struct str number;
    long value; /* of the number, 0 when it has none in figures */
    uint8_t level;
    bool folded, numbered;
    const struct label *label;              /* when it is folded as a label */
    size_t parent, first, next, n_children; /* indices; folded headings are in no list */
};

struct outline {
    struct heading *v;
    size_t n;
    size_t first;            /* of the headings without parent */
    size_t title;            /* the heading that is the note's title, or NO_HEADING */
    bool groups[LEVELS];     /* some heading of this level has others below it */
    size_t n_bold_questions; /* paragraphs that are one bold line, and ask */
    size_t glossary;         /* the heading whose sub-headings are terms, or NO_HEADING */
};

void outline_read(struct builder *b, struct outline *out);

/* The rows below heading i up to the next that is not folded; NO_HEADING: those above any. */
void outline_rows(struct builder *b, const struct outline *o, size_t i, row_vec *rows);

#endif
