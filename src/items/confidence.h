/* confidence: how sure crib is that a teacher prints a question as it stands: what its form is
 * worth, and what is known of it and of its note (styles/items/evidence.yaml). Below the threshold
 * a question is a card. For gen and the bank. */
#ifndef ITEMS_CONFIDENCE_H
#define ITEMS_CONFIDENCE_H

#include "base/diag.h"

struct gen;
struct item;
struct study_document;
struct view_doc;

/* The file, loaded once a run. */
struct confidence;

/* Reads data_dir/styles/items/evidence.yaml, with `least` for its threshold unless that is 0. NULL
 * after reporting DIAG_DATA_MISSING or a YAML error; an unknown row is reported as DIAG_STYLE_KEY.
 */
const struct confidence *confidence_load(struct arena *a, struct str data_dir, int least,
                                         struct diag *d);

/* What a whole note is evidence of. */
struct confidence_note {
    bool numbered_lists; /* numbered headings above lists of names with explanations */
    bool asks;           /* a list of questions */
};
struct confidence_note confidence_of_note(const struct study_document *d);

/* Sets it->confidence and its parts in it->why; a question for papers that is below the threshold
 * becomes a card. it->form says what it is; NULL: its generator's name. */
void confidence_judge(const struct gen *g, struct item *it);

#endif
