/* data: see data.h. */
#include "cli/data.h"

#include "base/fs.h"

#include <stdlib.h>
#include <unistd.h>

static bool holds_styles(struct arena *a, struct str dir) {
    return dir.n && fs_kind(a, fs_join(a, dir, STR("styles"))) == FS_DIR;
}

/* ../share/crib beside the program; empty where the system does not tell (no /proc). */
static struct str beside_program(struct arena *a) {
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n == sizeof path)
        return (struct str){0};
    struct str program = str_copy(a, (struct str){path, (size_t)n});
    return fs_join(a, fs_dir(fs_dir(program)), STR("share/crib"));
}

static struct str in_xdg_dirs(struct arena *a) {
    const char *dirs = getenv("XDG_DATA_DIRS");
    struct str rest = str_of(dirs && *dirs ? dirs : "/usr/local/share:/usr/share");
    while (rest.n) {
        size_t colon = str_find_byte(rest, ':');
        struct str dir = fs_join(a, str_slice(rest, 0, colon), STR("crib"));
        if (holds_styles(a, dir))
            return dir;
        rest = colon == SIZE_MAX ? (struct str){0} : str_from(rest, colon + 1);
    }
    return (struct str){0};
}

struct str data_find(struct arena *a) {
    const char *home = getenv("XDG_DATA_HOME");
    struct str candidates[] = {
        str_of(getenv("CRIB_DATA")),
        beside_program(a),
        home && *home ? fs_join(a, str_of(home), STR("crib")) : (struct str){0},
        in_xdg_dirs(a),
        STR(CRIB_SOURCE_DATA),
    };
    for (size_t i = 0; i < COUNT_OF(candidates); i++)
        if (holds_styles(a, candidates[i]))
            return candidates[i];
    return (struct str){0};
}
