/* inputs: which files are notes.
 *
 * A folder is walked in byte order of names. Links are followed as long as they stay below the
 * root, each folder once. */
#include "source/inputs.h"

#include "base/fs.h"
#include "base/map.h"
#include "source/ignore.h"

enum { FOLDERS_DEEP = 64, IGNORE_BYTES_MAX = 1 << 20 };

struct finder {
    struct arena *a;
    struct diag *d;
    struct str out_dir; /* absolute, or empty */
    struct map seen;    /* absolute paths of files and folders */
    input_list found;
};

struct folder {
    struct str shown, absolute, root, below; /* below: the root */
    const struct ignore *ignore;
    int depth;
};

static bool is_new(struct finder *f, struct str absolute) {
    struct map_entry *e = map_put(&f->seen, absolute);
    return e->num++ == 0;
}

static bool is_note(struct str name) {
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.')
        dot--;
    for (size_t i = 0; dot > 1 && i < COUNT_OF(endings); i++) {
        struct str ending = str_of(endings[i]), own = str_from(name, dot - 1);
        if (own.n == ending.n && strncasecmp(own.p, ending.p, ending.n) == 0)
            return true;
    }
    return false;
}

static bool is_inside(struct str root, struct str absolute) {
    return str_starts(absolute, root) &&
           (absolute.n == root.n || str_ends(root, STR("/")) || absolute.p[root.n] == '/');
}

static void walk(struct finder *f, const struct folder *dir);

static void visit(struct finder *f, const struct folder *dir, struct str name) {
    if (name.p[0] == '.')
        return;
    struct str path = fs_join(f->a, dir->absolute, name);
    struct str below = dir->below.n ? fs_join(f->a, dir->below, name) : name;
    enum fs_kind kind = fs_kind(f->a, path);
    bool is_folder = kind == FS_DIR;
    if ((is_folder ? name.p[0] == '_' : kind != FS_FILE || !is_note(name)) ||
        ignore_has(dir->ignore, below, is_folder))
        return;
    struct str real = fs_real(f->a, path);
    if (real.n == 0 || !is_inside(dir->root, real) ||
        (f->out_dir.n && is_inside(f->out_dir, real)) || !is_new(f, real))
        return;
    struct str shown = fs_join(f->a, dir->shown, name);
    if (is_folder && dir->depth < FOLDERS_DEEP) {
        struct folder sub = {shown, real, dir->root, below, dir->ignore, dir->depth + 1};
        walk(f, &sub);
    } else if (!is_folder) {
        vec_push(f->a, &f->found, (struct input){shown, real, dir->root, dir->below});
    }
}

static void walk(struct finder *f, const struct folder *dir) {
    struct folder here = *dir;
    struct str *names, error, rules;
    size_t n;
    if (!fs_list(f->a, here.absolute, &names, &n, &error)) {
        diag_say(f->d, DIAG_INPUT_MISSING, here.shown, error);
        return;
    }
    if (fs_read(f->a, fs_join(f->a, here.absolute, STR(".cribignore")), IGNORE_BYTES_MAX, &rules,
                &error))
        here.ignore = ignore_read(f->a, here.ignore, here.below, rules);
    for (size_t i = 0; i < n; i++)
        visit(f, &here, names[i]);
}

static void add_folder(struct finder *f, struct str name) {
    struct str real = fs_real(f->a, name);
    size_t before = f->found.n;
    if (!is_new(f, real))
        return;
    walk(f, &(struct folder){.shown = name, .absolute = real, .root = real});
    if (f->found.n == before)
        diag_say(f->d, DIAG_INPUT_EMPTY_FOLDER, name);
}

static void add_file(struct finder *f, struct str name) {
    struct str real = fs_real(f->a, name);
    if (real.n && is_new(f, real))
        vec_push(f->a, &f->found, (struct input){.path = name, .file = real, .root = fs_dir(real)});
}

static void add_input(struct finder *f, struct str name) {
    if (str_eqc(name, "-")) {
        if (is_new(f, STR("-")))
            vec_push(f->a, &f->found,
                     (struct input){.path = STR("-"), .root = fs_real(f->a, STR("."))});
        return;
    }
    switch (fs_kind(f->a, name)) {
    case FS_NONE:
        diag_say(f->d, DIAG_INPUT_MISSING, name, STR("there is no such file or folder"));
        break;
    case FS_OTHER:
        diag_say(f->d, DIAG_INPUT_MISSING, name, STR("is not a regular file"));
        break;
    case FS_DIR:
        add_folder(f, name);
        break;
    case FS_FILE:
        add_file(f, name);
        break;
    }
}

input_list inputs_find(struct arena *a, const struct str *names, size_t n, struct str out_dir,
                       struct diag *d) {
    struct finder f = {.a = a, .d = d, .seen = map_in(a)};
    if (out_dir.n)
        f.out_dir = fs_real(a, out_dir);
    for (size_t i = 0; i < n; i++)
        add_input(&f, names[i]);
    return f.found;
}
