/* sorted: the order of options that are numbers, dates or ordinals. For plan. */
#ifndef PLAN_SORTED_H
#define PLAN_SORTED_H

#include "items/item.h"

/* True when options are to be printed sorted: the item says so, or every option is a number with
 * the same words around it. */
bool sorted_options(const struct item *it);

/* Writes the options' places in the bank into order[], ascending. */
void sorted_order(const struct item *it, uint8_t *order);

#endif
