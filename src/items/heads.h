/* heads: whether a Chinese term and its foreign name end in words that translate each other
 * (梯度下降, gradient descent), by styles/items/heads.yaml. A bracket whose last word is another
 * one may hold a tool, a part or a remark instead of a translation. For confidence.
 *
 * Terms: head = the last word of a name, which says what kind of thing it is. */
#ifndef ITEMS_HEADS_H
#define ITEMS_HEADS_H

#include "base/diag.h"

struct heads;

/* Rows of heads.yaml, owned by `a`; NULL after reporting what is wrong with the file. */
const struct heads *heads_load(struct arena *a, struct str data_dir, struct diag *d);
/* The longest row that ends the term has the head of the name; its plural counts. */
bool heads_agree(const struct heads *h, struct str term, struct str name);

#endif
