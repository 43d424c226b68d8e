/* inputs, load: which files are notes, .cribignore, what is reported. */
#include "unit.h"

#include "source/ignore.h"
#include "source/source.h"

#include "source/files.h"

#include <sys/stat.h>

static const struct {
    const char *glob, *path;
    bool fits;
} globs[] = {
    {"a.md", "a.md", true},
    {"a.md", "ba.md", false},
    {"*.md", "a.md", true},
    {"*.md", ".md", true},
    {"*.md", "x/a.md", false},
    {"**/a.md", "a.md", true},
    {"**/a.md", "x/y/a.md", true},
    {"**/a.md", "x/ya.md", false},
    {"x/**", "x/y/z", true},
    {"x/**/z", "x/z", true},
    {"x/**/z", "x/a/b/z", true},
    {"?.md", "中.md", true},
    {"?.md", "ab.md", false},
    {"?", "/", false},
    {"a*b*c", "axxbyyc", true},
    {"a*b*c", "axxbyy", false},
    {"*", "", true},
    {"", "a", false},
    {"a**", "a/b", true},
    {"**/x*y/**", "p/xay/q", true},
};

UNIT_TEST(glob) {
    UNIT_UNUSED(a);
    ck_assert_msg(ignore_glob(str_of(globs[row].glob), str_of(globs[row].path)) == globs[row].fits,
                  "`%s` on `%s`", globs[row].glob, globs[row].path);
}

static struct str ids(struct arena *a, const struct diag *d) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < d->n; i++)
        buf_printf(&b, "%.*s ", STR_ARG(diag_slug(a, d->v[i].id)));
    return str_trim_end(buf_get(&b));
}

/* The names of what is loaded, below `dir`. */
static struct str load(struct arena *a, struct str dir, const char *const *names, size_t n,
                       const struct source_options *o, struct diag *d) {
    struct str *v = arena_array(a, struct str, n);
    struct buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        v[i] = names[i][0] ? files_path(a, dir, names[i]) : dir;
    struct sources s = source_load(a, v, n, o, d);
    for (size_t i = 0; i < s.n; i++)
        buf_printf(&b, "%.*s ", STR_ARG(str_from(s.v[i]->file, dir.n + 1)));
    return str_trim_end(buf_get(&b));
}

#define LOAD(...)                                                                                  \
    load(a, dir, (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *[]){__VA_ARGS__})),    \
         &(struct source_options){0}, d)

UNIT_TEST(folders_are_walked) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    static const char *const all[] = {"b.md",    "a/z.markdown", "a/b.txt",      "c.MD",
                                      "d.pdf",   ".hidden.md",   ".git/x.md",    "_draft/x.md",
                                      "_own.md", "a/b/c.md",     "out/built.md", "md"};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        files_put(a, dir, all[i], "x");
    unit_str_is(LOAD(""), STR("_own.md a/b/c.md a/b.txt a/z.markdown b.md c.MD out/built.md"));
    struct source_options o = {.out_dir = files_path(a, dir, "out")};
    const char *const whole[] = {"", "b.md"};
    unit_str_is(load(a, dir, whole, 2, &o, d),
                STR("_own.md a/b/c.md a/b.txt a/z.markdown b.md c.MD"));
    unit_str_is(LOAD("b.md", "a", "b.md"), STR("b.md a/b/c.md a/b.txt a/z.markdown"));
    ck_assert_uint_eq(d->n, 0);
}

UNIT_TEST(ignored_files_are_left_out) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    static const char *const all[] = {"a.md",     "b.md",     "x/a.md",    "x/keep.md",
                                      "old/a.md", "x/old.md", "y/old/a.md"};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        files_put(a, dir, all[i], "x");
    files_put(a, dir, ".cribignore", "# comment\n/a.md\nold/\n\nx/*.md\n!x/keep.md\n");
    unit_str_is(LOAD(""), STR("b.md x/keep.md"));
    files_put(a, dir, "x/.cribignore", "keep.md\n!a.md\n");
    unit_str_is(LOAD(""), STR("b.md x/a.md"));
}

UNIT_TEST(links_stay_below_the_root) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a), other = files_dir(a);
    struct diag *d = diag_open(a);
    files_put(a, dir, "a/a.md", "x");
    files_put(a, other, "secret.md", "x");
    ck_assert_int_eq(symlink(str_c(a, other), str_c(a, files_path(a, dir, "out"))), 0);
    ck_assert_int_eq(symlink("..", str_c(a, files_path(a, dir, "a/loop"))), 0);
    ck_assert_int_eq(symlink("a/a.md", str_c(a, files_path(a, dir, "twin.md"))), 0);
    ck_assert_int_eq(symlink("nowhere", str_c(a, files_path(a, dir, "dead.md"))), 0);
    unit_str_is(LOAD(""), STR("a/a.md"));
}

UNIT_TEST(paths_of_sources) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    files_put(a, dir, "a/b/n.md", "一");
    struct str names[] = {dir};
    struct sources s = source_load(a, names, 1, &(struct source_options){0}, d);
    ck_assert_uint_eq(s.n, 1);
    unit_str_is(s.v[0]->path, files_path(a, dir, "a/b/n.md"));
    unit_str_is(s.v[0]->folder, STR("a/b"));
    unit_str_is(s.v[0]->name, STR("n"));
    unit_str_is(s.v[0]->root, dir);
    struct str file[] = {files_path(a, dir, "a/b/n.md")};
    s = source_load(a, file, 1, &(struct source_options){0}, d);
    unit_str_is(s.v[0]->folder, STR(""));
    unit_str_is(s.v[0]->root, files_path(a, dir, "a/b"));
    ck_assert_uint_eq(s.v[0]->base, 1);
}

UNIT_TEST(what_cannot_be_used_is_said) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    files_put(a, dir, "empty.md", " \n\t\n");
    files_put(a, dir, "bad.md", "一二三四五六\n七\xFF");
    files_put(a, dir, "gb.md", "# \xD6\xD0\xCE\xC4");
    files_put(a, dir, "folder/x.pdf", "x");
    files_put(a, dir, "good.md", "x");
    ck_assert_int_eq(mkfifo(str_c(a, files_path(a, dir, "fifo.md")), 0600), 0);
    unit_str_is(LOAD("empty.md", "bad.md", "gb.md", "folder", "none.md", "fifo.md", "good.md"),
                STR("gb.md good.md"));
    unit_str_is(ids(a, d), STR("input-empty-folder input-missing input-missing input-empty "
                               "input-encoding encoding-guessed"));
    ck_assert_int_eq(d->exit_status, 1);
    const struct diag_entry *bad = &d->v[4];
    ck_assert_uint_eq(bad->place.line, 2);
    ck_assert(str_has(bad->text, STR("byte 22 ")));
}

UNIT_TEST(lossy_and_forced) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    files_put(a, dir, "bad.md", "一二三\xFF");
    const char *const names[] = {"bad.md"};
    struct source_options lossy = {.lossy = true};
    unit_str_is(load(a, dir, names, 1, &lossy, d), STR("bad.md"));
    unit_str_is(ids(a, d), STR("input-replaced"));
    struct source_options forced = {.encoding = STR("klingon")};
    unit_str_is(load(a, dir, names, 1, &forced, d), STR(""));
    ck_assert_int_eq(d->exit_status, 2);
}

/* Spans name file and place in one number. */
UNIT_TEST(one_offset_space) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    struct diag *d = diag_open(a);
    files_put(a, dir, "a.md", "一\n");
    files_put(a, dir, "b.md", "x\ny");
    struct str names[] = {dir};
    struct sources s = source_load(a, names, 1, &(struct source_options){0}, d);
    ck_assert_uint_eq(s.v[1]->base, 1 + 4 + 1);
    ck_assert_ptr_eq(source_at(&s, 5), s.v[0]);
    ck_assert_ptr_eq(source_at(&s, 6), s.v[1]);
    struct place p = source_place(&s, (struct span){8, 1});
    ck_assert_uint_eq(p.line, 2);
    unit_str_is(fs_base(p.path), STR("b.md"));
}

int main(void) {
    Suite *s = suite_create("inputs");
    UNIT_ROWS(s, glob, COUNT_OF(globs));
    UNIT(s, folders_are_walked);
    UNIT(s, ignored_files_are_left_out);
    UNIT(s, links_stay_below_the_root);
    UNIT(s, paths_of_sources);
    UNIT(s, what_cannot_be_used_is_said);
    UNIT(s, lossy_and_forced);
    UNIT(s, one_offset_space);
    return unit_run(s);
}
