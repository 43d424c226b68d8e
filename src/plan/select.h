/* select: which items a paper asks. Spread over the notes in proportion (by section, then
 * question), no two enemies, statements and difficulty balanced as asked, every choice drawn by the
 * item's own id. For plan. */
#ifndef PLAN_SELECT_H
#define PLAN_SELECT_H

#include "plan/blueprint.h"

struct picks { /* of one section of one form */
    const struct item **v;
    size_t n;
    size_t units; /* items; FILL_BLANK: blanks */
};

struct selection {
    struct picks *v; /* n_forms * n_sections, form by form */
    size_t n_forms, n_sections;
};

/* Chooses for `n_forms` papers that share no item (one form when the variants are shuffles of one
 * paper). NULL after reporting what is short, and why. */
const struct selection *select_items(struct arena *a, const struct bank *b,
                                     const struct blueprint *bp, uint64_t seed, size_t n_forms,
                                     struct diag *d);

/* Ids as draws are keyed by them: 16 hex digits. */
struct str select_id(struct arena *a, const struct item *it);

#endif
