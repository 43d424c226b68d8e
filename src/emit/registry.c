/* registry: the rows of backends.def as a table. */
#include "emit/backend.h"

#define BACKEND(name) extern const struct backend backend_##name;
#include "emit/backends.def"
#undef BACKEND

static const struct backend *const all[] = {
#define BACKEND(name) &backend_##name,
#include "emit/backends.def"
#undef BACKEND
    NULL};

const struct backend *const *emit_all(size_t *n) {
    *n = COUNT_OF(all) - 1;
    return all;
}

const struct backend *emit_find(struct str name) {
    for (size_t i = 0; all[i]; i++)
        if (str_eqc(name, all[i]->name))
            return all[i];
    return NULL;
}

const struct backend *emit_for_path(struct str path) {
    const struct backend *best = NULL;
    for (size_t i = 0; all[i]; i++) {
        struct str extension = str_of(all[i]->extension);
        if (extension.n && str_ends(path, extension) &&
            (!best || extension.n > strlen(best->extension)))
            best = all[i];
    }
    return best;
}
