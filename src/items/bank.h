/* bank: what the steps of building a bank share. For items only. */
#ifndef ITEMS_BANK_H
#define ITEMS_BANK_H

#include "items/gen.h"

/* Items and rejections while the bank is put together. */
struct bank_draft {
    struct arena *a;
    VEC(struct item *) items;
    VEC(struct item_rejected) rejected;
};

/* Moves an item to the rejected. */
void bank_reject(struct bank_draft *b, const struct item *it, enum gate gate);
/* Drops the items whose place in `drop` is set (a gate), keeping order. */
void bank_drop(struct bank_draft *b, const uint8_t *drop);

/* Rejects twins within a document, and gives items of one id a number. */
void bank_drop_twins(struct bank_draft *b);
void bank_number_ids(struct bank_draft *b);

#endif
