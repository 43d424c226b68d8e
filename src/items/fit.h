/* fit: tests on the words of a whole item before it may be printed. For gen and recall. */
#ifndef ITEMS_FIT_H
#define ITEMS_FIT_H

#include "items/item.h"
#include "items/rules.h"

/* GATE_PASSED, or why no word of it may stand on a paper. */
enum gate fit_to_print(const struct rules *r, const struct item *it);

#endif
