/* numbers: options that are numbers of one unit stand in their order (L10): a reader looks for a
 * place in it, and the place of the key tells nothing. For authored items and the gates. */
#ifndef ITEMS_NUMBERS_H
#define ITEMS_NUMBERS_H

#include "items/item.h"

/* Sorts the options upward and returns true when all are numbers with the same unit, or none. */
bool numbers_sort(struct item_option *v, size_t n);

#endif
