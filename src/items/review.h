/* review: crib.review.csv, the author's veto: which items stay, go, or print as edited. For the
 * bank. */
#ifndef ITEMS_REVIEW_H
#define ITEMS_REVIEW_H

#include "items/bank.h"

/* Reads the file named in the options, if there is one: drops what it drops, changes what it edits,
 * reports ids no item has and decisions it does not know. */
void review_apply(struct bank_draft *b, const struct item_options *o, struct diag *d);

#endif
