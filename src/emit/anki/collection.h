/* collection: a deck as Anki's database, schema 11: the least of it that every Anki since 2.1.0
 * imports (tables col, notes, cards, revlog, graves; no index). For emit/anki. */
#ifndef EMIT_ANKI_COLLECTION_H
#define EMIT_ANKI_COLLECTION_H

#include "base/fs.h"
#include "plan/deck.h"

/* Writes the database to `path`, which is replaced. Same deck, same bytes (of one version of
 * SQLite). False after reporting to d. `suspend` keeps its cards from being asked. */
bool collection_write(struct arena *a, const struct deck *deck, const struct notetype_texts *texts,
                      struct str path, bool suspend, struct diag *d);

/* The notes in the package at `path` as the text of a .anki.csv. False when it holds no database of
 * this kind. */
bool collection_read(struct arena *a, struct str path, struct str *csv);

#endif
