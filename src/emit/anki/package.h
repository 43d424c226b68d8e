/* package: a deck as an Anki package. For emit/anki. */
#ifndef EMIT_ANKI_PACKAGE_H
#define EMIT_ANKI_PACKAGE_H

#include "base/fs.h"
#include "plan/deck.h"

/* Writes the package without committing it. False after reporting to d. */
bool package_write(struct arena *a, const struct deck *deck, struct str data_dir,
                   struct fs_out *out, bool suspend, struct diag *d);

#endif
