/* ids_file: the lines of crib.ids, read and written. For ids, ids_notes, ids_match. */
#ifndef ITEMS_IDS_FILE_H
#define ITEMS_IDS_FILE_H

#include "base/diag.h"
#include "base/vec.h"

/* A line: an item, or a note of a deck. */
struct ids_entry {
    uint64_t id, content, body;
    int64_t mod;
    struct str document, identity;
    bool is_note, gone;
    struct span span; /* of what it stands for now, for messages; not written */
    struct str says;
};

struct ids_ledger {
    VEC(struct ids_entry) v;
};

/* Adds the lines of a file's text; what is no line is reported with `path` and left out. */
void ids_read(struct arena *a, struct str text, struct str path, struct ids_ledger *out,
              struct diag *d);
/* The text of a file with these lines, which are put in order: by document, items before notes,
 * identity. */
struct str ids_write(struct arena *a, struct ids_ledger *l);

/* The next part of an identity, taken off *rest: form, path of titles, key, deck. */
struct str ids_part(struct str *rest);

#endif
