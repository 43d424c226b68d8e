/* sandbox: what crib gives up before it reads the first note, where the kernel can hold it to that:
 * writing anywhere but where its outputs go, running programs, and the network. For main only. */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include "cli/options.h"

struct sandbox {
    struct str made[64]; /* folders made for the outputs, outermost first */
    size_t n_made;
};

/* Makes the folders outputs go to, as the system lets only what exists be named, and gives up the
 * rest, for this thread and all it starts; there is no way back. What the kernel cannot do is told
 * as a note. Nothing is given up with --no-sandbox. */
void sandbox_enter(struct arena *a, const struct options *o, struct sandbox *s, struct diag *d);

/* Removes the folders again that were made in vain. */
void sandbox_leave(struct arena *a, const struct sandbox *s);

#endif
