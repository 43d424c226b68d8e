/* lint: what is known to make test items bad, told of the questions authors wrote themselves. They
 * are reported, never changed and never dropped. The rules are L1–L16 of docs/item-lint.md; sums
 * (L17) are checked where papers are planned, leaks (L18) where they are drawn. For the bank. */
#ifndef ITEMS_LINT_H
#define ITEMS_LINT_H

#include "items/bank.h"

void lint_authored(const struct bank_draft *b, const struct rules *r, struct diag *d);

#endif
