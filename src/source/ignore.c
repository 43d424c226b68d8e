/* ignore: .cribignore. */
#include "source/ignore.h"

#include "base/utf8.h"
#include "base/vec.h"

struct pattern_line {
    struct str glob;
    bool takes_back, folders_only, tied;
};

struct ignore {
    const struct ignore *above;
    struct str folder;
    struct pattern_line *v;
    size_t n;
};

/* The bytes `*` may pass end at a slash; `**` passes them. Backtracking is to the last star only,
 * and a `**` before a `*` is given up once the latter matched past a slash: n * m steps at most. */
bool ignore_glob(struct str pattern, struct str path) {
    size_t i = 0, k = 0, star = SIZE_MAX, from = 0, stars = SIZE_MAX, from_stars = 0;
    while (k < path.n) {
        bool here = i < pattern.n;
        if (here && pattern.p[i] == '*') {
            if (i + 1 < pattern.n && pattern.p[i + 1] == '*') {
                i += 2;
                i += i < pattern.n && pattern.p[i] == '/' && (k == 0 || path.p[k - 1] == '/');
                stars = i;
                from_stars = k;
                star = SIZE_MAX;
            } else {
                star = ++i;
                from = k;
            }
            continue;
        }
        const char *next = path.p + k;
        if (here && pattern.p[i] == '?' && path.p[k] != '/') {
            utf8_next(&next, path.p + path.n);
            k = (size_t)(next - path.p);
            i++;
        } else if (here && pattern.p[i] == path.p[k]) {
            i++;
            k++;
        } else if (star != SIZE_MAX && path.p[from] != '/') {
            k = ++from;
            i = star;
        } else if (stars != SIZE_MAX) {
            k = ++from_stars;
            i = stars;
            star = SIZE_MAX;
        } else {
            return false;
        }
    }
    while (i < pattern.n && pattern.p[i] == '*')
        i++;
    return i == pattern.n;
}

static struct pattern_line read_line(struct str line) {
    struct pattern_line p = {0};
    line = str_trim_end(line);
    if (str_starts(line, STR("!"))) {
        p.takes_back = true;
        line = str_from(line, 1);
    }
    if (str_ends(line, STR("/"))) {
        p.folders_only = true;
        line.n--;
    }
    p.tied = str_find_byte(line, '/') != SIZE_MAX;
    p.glob = str_starts(line, STR("/")) ? str_from(line, 1) : line;
    return p;
}

const struct ignore *ignore_read(struct arena *a, const struct ignore *above, struct str folder,
                                 struct str text) {
    struct ignore *ig = arena_new(a, struct ignore);
    VEC(struct pattern_line) lines = {0};
    struct str line;
    while (str_next_line(&text, &line)) {
        struct pattern_line p = read_line(line);
        if (p.glob.n && line.p[0] != '#')
            vec_push(a, &lines, p);
    }
    *ig = (struct ignore){above, folder, lines.v, lines.n};
    return ig;
}

static bool fits(const struct pattern_line *p, struct str below, bool is_folder) {
    if (p->folders_only && !is_folder)
        return false;
    size_t name = below.n;
    while (name > 0 && below.p[name - 1] != '/')
        name--;
    return ignore_glob(p->glob, p->tied ? below : str_from(below, name));
}

bool ignore_has(const struct ignore *ig, struct str path, bool is_folder) {
    for (; ig; ig = ig->above) {
        struct str below = ig->folder.n ? str_from(path, ig->folder.n + 1) : path;
        for (size_t i = ig->n; i > 0; i--)
            if (fits(&ig->v[i - 1], below, is_folder))
                return !ig->v[i - 1].takes_back;
    }
    return false;
}
