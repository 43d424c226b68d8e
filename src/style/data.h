/* data: the YAML files that come with crib. For items, style and layout. */
#ifndef STYLE_DATA_H
#define STYLE_DATA_H

#include "base/yml.h"

/* Reads data_dir/name ("styles/items/words.yaml") into `a`; *path and *text are for messages about
 * its rows (yml_place()). NULL after reporting DIAG_DATA_MISSING or a YAML error. */
const struct yml *data_read(struct arena *a, struct str data_dir, const char *name,
                            struct str *path, struct str *text, struct diag *d);

#endif
