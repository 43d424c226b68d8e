/* data: see data.h. */
#include "style/data.h"

#include "base/fs.h"

#define DATA_BYTES_MAX (1u << 20)

const struct yml *data_read(struct arena *a, struct str data_dir, const char *name,
                            struct str *path, struct str *text, struct diag *d) {
    struct str error = {0};
    *path = fs_join(a, data_dir, str_of(name));
    if (fs_read(a, *path, DATA_BYTES_MAX, text, &error))
        return yml_read(a, *path, *text, 0, d);
    diag_say(d, DIAG_DATA_MISSING, *path, error);
    return NULL;
}
