/* ids_match: which item of the ledger an item was before its heading was renamed, its point moved
 * or its words edited. For ids. */
#ifndef ITEMS_IDS_MATCH_H
#define ITEMS_IDS_MATCH_H

#include "items/ids_file.h"

struct ids_now {
    VEC(struct ids_entry) v; /* one for each item of the bank (note of the deck), in its order */
};

struct ids_found {
    uint32_t *was;    /* 1 + entry of the ledger each item was; 0 = none yet */
    bool *taken;      /* entries that some item was */
    const bool *open; /* entries that may be taken: of a document built now, gone, or whose file is
                       * no more; the others belong to notes of another run */
};

void ids_take(struct ids_found *f, size_t item, size_t entry);

/* Finds what the items left over were: the best remaining entry of the same generator and form that
 * is at least 0.6 alike, when no other is nearly as good and it is nobody else's best. */
void ids_guess(struct arena *a, const struct ids_ledger *old, const struct ids_now *now,
               struct ids_found *found, struct diag *d);

#endif
