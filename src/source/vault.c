/* vault: finds what notes point at.
 *
 * Terms
 *   key      a name as names are compared: composed (macOS writes file names decomposed, people
 * type them composed) and case folded, as Obsidian compares them listing  all files below one root
 * by the key of their base name; made at the first look-up that no path answers */
#include "source/vault.h"

#include "base/fs.h"
#include "base/map.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <stdlib.h>

enum { FOLDERS_DEEP = 64, FILES_MAX = 1000000 };

typedef VEC(struct str) paths;

struct listing {
    struct str root;
    struct map by_name; /* key of a base name -> paths * of files, absolute */
    struct map seen;    /* folders */
    size_t n;
};

struct vault {
    struct arena *a;
    const struct sources *sources;
    VEC(struct listing *) listings;
    struct map notes; /* key of a source's name -> note_list * */
    bool has_notes;
};

typedef VEC(const struct source *) note_list;

struct vault *vault_open(struct arena *a, const struct sources *s) {
    struct vault *v = arena_new(a, struct vault);
    v->a = a;
    v->sources = s;
    v->notes = map_in(a);
    return v;
}

/* ---- names ---- */

static bool is_plain(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* NFKC_Casefold is more than composing and folding, but what it adds (full-width letters equal
 * half-width ones) does no harm among file names. */
static struct str key_of(struct arena *a, struct str name) {
    UErrorCode e = U_ZERO_ERROR;
    if (is_plain(name))
        return str_lower_ascii(a, name);
    const UNormalizer2 *norm = unorm2_getNFKCCasefoldInstance(&e);
    int32_t cap = (int32_t)MIN(name.n, (size_t)8192) + 1, n = 0, m = 0;
    UChar *from = arena_array(a, UChar, (size_t)cap), *to = arena_array(a, UChar, (size_t)cap * 4);
    u_strFromUTF8WithSub(from, cap, &n, name.p, cap - 1, 0xFFFD, NULL, &e);
    m = unorm2_normalize(norm, from, n, to, cap * 4, &e);
    char *out = arena_alloc(a, (size_t)cap * 12);
    u_strToUTF8WithSub(out, cap * 12, &n, to, m, 0xFFFD, NULL, &e);
    return U_SUCCESS(e) ? (struct str){out, (size_t)n} : name;
}

static bool is_inside(struct str root, struct str path) {
    return str_starts(path, root) &&
           (path.n == root.n || str_ends(root, STR("/")) || path.p[root.n] == '/');
}

/* ---- the listing ---- */

static void list_folder(struct vault *v, struct listing *l, struct str folder, int depth);

static void list_entry(struct vault *v, struct listing *l, struct str folder, struct str name,
                       int depth) {
    if (name.p[0] == '.' || l->n >= FILES_MAX)
        return;
    struct str real = fs_real(v->a, fs_join(v->a, folder, name));
    if (real.n == 0 || !is_inside(l->root, real))
        return;
    enum fs_kind kind = fs_kind(v->a, real);
    if (kind == FS_DIR && depth < FOLDERS_DEEP)
        list_folder(v, l, real, depth + 1);
    if (kind != FS_FILE)
        return;
    struct map_entry *e = map_put(&l->by_name, key_of(v->a, name));
    if (!e->ptr)
        e->ptr = arena_new(v->a, paths);
    paths *files = e->ptr;
    vec_push(v->a, files, fs_join(v->a, folder, name));
    l->n++;
}

static void list_folder(struct vault *v, struct listing *l, struct str folder, int depth) {
    struct str *names, error;
    size_t n;
    struct map_entry *e = map_put(&l->seen, folder);
    if (e->num++ || !fs_list(v->a, folder, &names, &n, &error))
        return;
    for (size_t i = 0; i < n; i++)
        list_entry(v, l, folder, names[i], depth);
}

/* Shortest path first, then byte order. */
static int by_length(const void *x, const void *y) {
    const struct str *a = x, *b = y;
    return a->n != b->n ? (a->n > b->n) - (a->n < b->n) : str_cmp(*a, *b);
}

static struct listing *listing_of(struct vault *v, struct str root) {
    for (size_t i = 0; i < v->listings.n; i++)
        if (str_eq(v->listings.v[i]->root, root))
            return v->listings.v[i];
    struct listing *l = arena_new(v->a, struct listing);
    *l = (struct listing){.root = root, .by_name = map_in(v->a), .seen = map_in(v->a)};
    list_folder(v, l, root, 0);
    for (size_t i = 0; i < l->by_name.n; i++) {
        paths *files = l->by_name.v[i].ptr;
        qsort(files->v, files->n, sizeof(*files->v), by_length);
    }
    vec_push(v->a, &v->listings, l);
    return l;
}

/* ---- files ---- */

/* `https:`, `data:`, `//host`; a drive letter is no scheme. */
static bool is_remote(struct str t) {
    size_t i = 0;
    while (i < t.n && (((t.p[i] | 32) >= 'a' && (t.p[i] | 32) <= 'z') ||
                       (i > 0 && (memchr("+-.", t.p[i], 3) || (t.p[i] >= '0' && t.p[i] <= '9')))))
        i++;
    return (i >= 2 && i < t.n && t.p[i] == ':') || str_starts(t, STR("//"));
}

static bool is_drive(struct str t) {
    return t.n >= 3 && (t.p[0] | 32) >= 'a' && (t.p[0] | 32) <= 'z' && t.p[1] == ':' &&
           (t.p[2] == '/' || t.p[2] == '\\');
}

static struct str with_slashes(struct arena *a, struct str t) {
    char *p = arena_copy(a, t.p, t.n);
    for (size_t i = 0; i < t.n; i++)
        if (p[i] == '\\')
            p[i] = '/';
    return (struct str){p, t.n};
}

static int hex(char c) {
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

static struct str percent_decoded(struct arena *a, struct str t) {
    char *p = arena_alloc(a, t.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++) {
        bool coded = t.p[i] == '%' && i + 2 < t.n && hex(t.p[i + 1]) >= 0 && hex(t.p[i + 2]) >= 0;
        p[n++] = coded ? (char)(hex(t.p[i + 1]) * 16 + hex(t.p[i + 2])) : t.p[i];
        i += coded ? 2 : 0;
    }
    return (struct str){p, n};
}

/* One candidate: missing, found, or something that is there but outside. */
static enum vault_result try_path(struct vault *v, struct str root, struct str candidate,
                                  struct str *path) {
    if (fs_kind(v->a, candidate) != FS_FILE)
        return VAULT_MISSING;
    struct str real = fs_real(v->a, candidate);
    if (real.n == 0 || !is_inside(root, real))
        return VAULT_OUTSIDE;
    *path = real;
    return VAULT_FOUND;
}

/* Folders that hold pictures, below the note's folder and below the root: those of Obsidian, Typora
 * (which adds NAME.assets), Logseq, Joplin, Hexo, Jekyll. */
static const char *const attachment_folders[] = {
    "attachments", "attachment", "assets",    "images",     "image", "img",  "figures",
    "media",       "pics",       "resources", "_resources", "附件",  "图片",
};

static enum vault_result try_folder(struct vault *v, const struct source *from, struct str folder,
                                    struct str target, struct str *path) {
    enum vault_result r = try_path(v, from->root, fs_join(v->a, folder, target), path);
    struct str own = str_format(v->a, "%.*s.assets", STR_ARG(from->name));
    if (r == VAULT_MISSING)
        r = try_path(v, from->root, fs_join(v->a, fs_join(v->a, folder, own), target), path);
    for (size_t i = 0; r == VAULT_MISSING && i < COUNT_OF(attachment_folders); i++) {
        struct str in = fs_join(v->a, folder, str_of(attachment_folders[i]));
        r = try_path(v, from->root, fs_join(v->a, in, target), path);
    }
    return r;
}

/* A path's last components match the target's: `img/x.png` finds `a/img/x.png`. */
static bool ends_as(struct str path, struct str target) {
    while (str_starts(target, STR("./")) || str_starts(target, STR("../")))
        target = str_from(target, target.p[1] == '/' ? 2 : 3);
    return str_ends(path, target) && path.n > target.n && path.p[path.n - target.n - 1] == '/';
}

static enum vault_result try_anywhere(struct vault *v, const struct source *from, struct str target,
                                      struct str *path) {
    const struct listing *l = listing_of(v, from->root);
    const struct map_entry *e = map_find(&l->by_name, key_of(v->a, fs_base(target)));
    if (!e)
        return VAULT_MISSING;
    const paths *files = e->ptr;
    size_t best = 0;
    while (best < files->n && !ends_as(files->v[best], target))
        best++;
    return try_path(v, from->root, files->v[best < files->n ? best : 0], path);
}

static struct str folder_of(struct vault *v, const struct source *from) {
    return from->folder.n ? fs_join(v->a, from->root, from->folder) : from->root;
}

static enum vault_result look_up(struct vault *v, const struct source *from, struct str target,
                                 struct str *path) {
    bool absolute = str_starts(target, STR("/"));
    struct str below = target;
    while (str_starts(below, STR("/")))
        below = str_from(below, 1);
    if (below.n == 0)
        return VAULT_MISSING;
    enum vault_result r =
        absolute ? VAULT_MISSING : try_folder(v, from, folder_of(v, from), below, path);
    if (r == VAULT_MISSING)
        r = try_folder(v, from, from->root, below, path);
    if (r == VAULT_MISSING && absolute)
        r = try_path(v, from->root, target, path);
    return r == VAULT_MISSING ? try_anywhere(v, from, below, path) : r;
}

enum vault_result vault_file(struct vault *v, const struct source *from, struct str target,
                             struct str *path) {
    target = str_trim(target);
    if (target.n == 0 || str_find_byte(target, '\0') != SIZE_MAX || from->root.n == 0)
        return VAULT_MISSING;
    if (str_starts(target, STR("file:")) || is_drive(target))
        return VAULT_OUTSIDE;
    if (is_remote(target))
        return VAULT_REMOTE;
    enum vault_result r = look_up(v, from, target, path);
    struct str decoded = with_slashes(v->a, percent_decoded(v->a, target));
    if (r == VAULT_MISSING && !str_eq(decoded, target))
        r = look_up(v, from, decoded, path);
    return r;
}

/* ---- notes ---- */

static void index_notes(struct vault *v) {
    for (size_t i = 0; i < v->sources->n && !v->has_notes; i++) {
        const struct source *s = v->sources->v[i];
        struct map_entry *e = map_put(&v->notes, key_of(v->a, s->name));
        if (!e->ptr)
            e->ptr = arena_new(v->a, note_list);
        note_list *notes = e->ptr;
        vec_push(v->a, notes, s);
    }
    v->has_notes = true;
}

static struct str without_ending(struct str t) {
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    return str_slice(t, 0, t.n - str_ends_any(t, endings, COUNT_OF(endings)));
}

/* Folder and name, as a target may end. */
static struct str note_path(struct vault *v, const struct source *s) {
    return key_of(v->a, s->folder.n ? fs_join(v->a, s->folder, s->name) : s->name);
}

/* The rank of a note for a target: its path, the folder of `from`, the length of its path. */
static bool is_better(struct vault *v, const struct source *s, const struct source *than,
                      const struct source *from) {
    if (!than)
        return true;
    bool here = str_eq(s->folder, from->folder), there = str_eq(than->folder, from->folder);
    if (here != there)
        return here;
    struct str a = note_path(v, s), b = note_path(v, than);
    return a.n != b.n ? a.n < b.n : str_cmp(a, b) < 0;
}

const struct source *vault_note(struct vault *v, const struct source *from, struct str target) {
    const struct source *best = NULL;
    target = without_ending(str_trim(target));
    if (target.n == 0)
        return from;
    while (str_starts(target, STR("/")))
        target = str_from(target, 1);
    index_notes(v);
    const struct map_entry *e = map_find(&v->notes, key_of(v->a, fs_base(target)));
    bool has_folder = str_find_byte(target, '/') != SIZE_MAX;
    struct str wanted = key_of(v->a, target);
    const note_list *notes = e ? e->ptr : NULL;
    for (size_t i = 0; notes && i < notes->n; i++) {
        const struct source *s = notes->v[i];
        struct str full = note_path(v, s);
        struct str file = key_of(v->a, without_ending(s->file)); /* its root may be farther in */
        if (has_folder && !str_eq(full, wanted) && !ends_as(full, wanted) && !ends_as(file, wanted))
            continue;
        if (str_eq(full, wanted) && has_folder)
            return s;
        if (is_better(v, s, best, from))
            best = s;
    }
    return best;
}
