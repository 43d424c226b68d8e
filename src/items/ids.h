/* ids: the ledger crib.ids, by which items keep their ids while notes are edited.
 *
 * One line an item: state, id, when its content last changed, hash of its content, hash of what it
 * gives as right and wrong, the document, and its identity (generator and form, path of titles,
 * key), separated by tabs, sorted by document and identity. State "-" marks an item that is gone;
 * its id can still be taken up when it comes back changed. docs/ids.md describes the file. */
#ifndef ITEMS_IDS_H
#define ITEMS_IDS_H

#include "items/bank.h"

/* Gives the items the ids and dates the ledger knows, guesses which items were renamed, moved or
 * edited, reports every guess, and returns the new ledger. Does nothing when there is none. */
struct str ids_keep(struct bank_draft *b, const struct item_options *o, struct diag *d);

#endif
