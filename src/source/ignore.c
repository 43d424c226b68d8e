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

/* Where matching goes on when it fails: behind a star, from one character further on. */
struct star {
    size_t pattern, path; /* SIZE_MAX: no star yet */
    bool whole_names;     /* it was `**` and a slash: what it passes are whole names */
};

/* `*` at pattern.p[*i]; moves behind it. Two stars pass slashes. */
static struct star read_star(struct str pattern, size_t *i, struct str path, size_t k) {
    bool two = *i + 1 < pattern.n && pattern.p[*i + 1] == '*';
    *i += two ? 2 : 1;
    bool whole = two && *i < pattern.n && pattern.p[*i] == '/' && (k == 0 || path.p[k - 1] == '/');
    *i += whole;
    return (struct star){*i, k, whole};
}

static bool take_more(struct star *s, struct str path, bool stops_at_slash) {
    if (s->path == SIZE_MAX || s->path >= path.n)
        return false;
    if (stops_at_slash && path.p[s->path] == '/')
        return false;
    while (s->whole_names && s->path < path.n && path.p[s->path] != '/')
        s->path++;
    return s->path++ < path.n;
}

/* Backtracking is to the last star, and from there to the last double star: n * m steps. */
bool ignore_glob(struct str pattern, struct str path) {
    struct star one = {0, SIZE_MAX, false}, two = one;
    size_t i = 0, k = 0;
    while (k < path.n) {
        const char *next = path.p + k;
        char want = i < pattern.n ? pattern.p[i] : '\0';
        if (want == '*') {
            bool is_two = i + 1 < pattern.n && pattern.p[i + 1] == '*';
            *(is_two ? &two : &one) = read_star(pattern, &i, path, k);
            if (is_two)
                one.path = SIZE_MAX;
        } else if (want == '?' && path.p[k] != '/') {
            utf8_next(&next, path.p + path.n);
            k = (size_t)(next - path.p);
            i++;
        } else if (i < pattern.n && want == path.p[k]) {
            i++;
            k++;
        } else if (take_more(&one, path, true)) {
            i = one.pattern;
            k = one.path;
        } else if (take_more(&two, path, false)) {
            i = two.pattern;
            k = two.path;
            one.path = SIZE_MAX;
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
