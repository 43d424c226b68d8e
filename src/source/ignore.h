/* ignore: .cribignore, which reads like .gitignore: a pattern a line; `#` comments; `!` takes back;
 * a `/` at the end means folders, one elsewhere ties the pattern to the folder of the .cribignore;
 * `*` and `?` stay within a name, `**` does not. For inputs.c. */
#ifndef SOURCE_IGNORE_H
#define SOURCE_IGNORE_H

#include "base/str.h"

struct ignore; /* the patterns of a folder and those above it; NULL for none */

/* The patterns of `text`, the .cribignore of `folder` (below the root, "" for the root itself),
 * after those of `above`. */
const struct ignore *ignore_read(struct arena *a, const struct ignore *above, struct str folder,
                                 struct str text);

/* Whether `path`, below the root, is left out; the last pattern that fits decides. */
bool ignore_has(const struct ignore *ig, struct str path, bool is_folder);

/* One glob against a whole path. */
bool ignore_glob(struct str pattern, struct str path);

#endif
