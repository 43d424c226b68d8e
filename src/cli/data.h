/* data: where crib's own styles/ and fonts/ are. For cli only. */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "base/str.h"

/* The first of these that holds styles/: $CRIB_DATA, ../share/crib beside the program's folder,
 * $XDG_DATA_HOME/crib, each of $XDG_DATA_DIRS with /crib, the source tree it was built in. Empty
 * when none does. */
struct str data_find(struct arena *a);

#endif
