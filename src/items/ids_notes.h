/* ids_notes: the notes of a deck in the ledger crib.ids: when the content of each last changed, and
 * which of them are gone. A note that stands for an item has the item's id; others (a point of a
 * list, a row of a table) keep theirs through edits by the same rules as items do. For plan. */
#ifndef ITEMS_IDS_NOTES_H
#define ITEMS_IDS_NOTES_H

#include "base/diag.h"

enum ids_change { IDS_NEW, IDS_CHANGED, IDS_SAME };

struct ids_note {
    uint64_t id;         /* in: what it would be; out: what it was before, when it was there */
    bool is_item;        /* its id is an item's and settled */
    uint64_t content;    /* hash of all an importer writes */
    uint64_t body;       /* hash of what it answers: it stays when a heading is renamed */
    struct str document; /* path */
    struct str identity; /* form, path of titles, key, deck, each but the last ended by a tab; a
                          * form begins with its notetype and a blank */
    struct span span;    /* for messages */
    struct str says;
    int64_t mod;    /* out: seconds */
    uint8_t change; /* out: enum ids_change */
    struct str was; /* out: identity before; empty for a new one */
};

struct ids_gone { /* a note of a document built now that is there no more */
    uint64_t id;
    struct str document, identity;
    bool newly; /* since the ledger was last written */
};

struct ids_notes {
    struct ids_note *v;
    size_t n;
    struct str ledger;           /* in and out: text of crib.ids */
    const struct str *documents; /* built now, whether they gave notes or not */
    size_t n_documents;
    const struct str *folders; /* inputs: a file below one of them that is no more was theirs */
    size_t n_folders;
    int64_t now;             /* seconds: what changes are dated */
    struct ids_gone *gone;   /* out, in order of the ledger */
    size_t n_gone, n_before; /* n_before: notes these documents had */
};

void ids_keep_notes(struct arena *a, struct ids_notes *n, struct diag *d);

#endif
