/* vault: look-ups as Obsidian makes them, and what lies outside the root. */
#include "unit.h"

#include "source/vault.h"

#include "source/files.h"

#include <sys/stat.h>

struct fixture {
    struct str dir; /* holds root/ and outside.png */
    struct sources sources;
    struct vault *vault;
    const struct source *from; /* root/a/note.md */
};

static const struct source *named(const struct sources *s, const char *folder, const char *name) {
    for (size_t i = 0; i < s->n; i++)
        if (str_eqc(s->v[i]->folder, folder) && str_eqc(s->v[i]->name, name))
            return s->v[i];
    ck_abort_msg("no source %s/%s", folder, name);
    return NULL;
}

/* The vault keeps the address of the sources. */
static struct fixture *open_fixture(struct arena *a) {
    static const char *const all[] = {
        "outside.png",           "root/a/note.md",
        "root/a/near.png",       "root/top.png",
        "root/a/assets/x.png",   "root/attachments/att.png",
        "root/b/deep/far.png",   "root/c/far.png",
        "root/b/img/pic.png",    "root/a/note.assets/t.png",
        "root/图 片.png",        "root/Case.PNG",
        "root/b/é.png",          "root/.obsidian/h.png",
        "root/b/topic.md",       "root/topic.md",
        "root/c/other topic.md", "root/a/sub/topic.md",
    };
    struct fixture *f = arena_new(a, struct fixture);
    f->dir = files_dir(a);
    for (size_t i = 0; i < COUNT_OF(all); i++)
        files_put(a, f->dir, all[i], "x");
    struct str root[] = {files_path(a, f->dir, "root")};
    const char *target = str_c(a, files_path(a, f->dir, "outside.png"));
    ck_assert_int_eq(symlink(target, str_c(a, files_path(a, f->dir, "root/link.png"))), 0);
    ck_assert_int_eq(mkfifo(str_c(a, files_path(a, f->dir, "root/fifo.png")), 0600), 0);
    f->sources = source_load(a, root, 1, &(struct source_options){0}, diag_open(a));
    f->vault = vault_open(a, &f->sources);
    f->from = named(&f->sources, "a", "note");
    return f;
}

static const struct {
    const char *target;
    enum vault_result result;
    const char *path; /* below root */
} files[] = {
    {"near.png", VAULT_FOUND, "a/near.png"},
    {"./near.png", VAULT_FOUND, "a/near.png"},
    {"../top.png", VAULT_FOUND, "top.png"},
    {"top.png", VAULT_FOUND, "top.png"},
    {"/top.png", VAULT_FOUND, "top.png"},
    {"x.png", VAULT_FOUND, "a/assets/x.png"},
    {"assets/x.png", VAULT_FOUND, "a/assets/x.png"},
    {"att.png", VAULT_FOUND, "attachments/att.png"},
    {"t.png", VAULT_FOUND, "a/note.assets/t.png"},
    {"far.png", VAULT_FOUND, "c/far.png"}, /* the shortest path */
    {"deep/far.png", VAULT_FOUND, "b/deep/far.png"},
    {"img/pic.png", VAULT_FOUND, "b/img/pic.png"},
    {"lost/pic.png", VAULT_FOUND, "b/img/pic.png"},
    {"图 片.png", VAULT_FOUND, "图 片.png"},
    {"%E5%9B%BE%20%E7%89%87.png", VAULT_FOUND, "图 片.png"},
    {"a\\near.png", VAULT_FOUND, "a/near.png"},
    {"case.png", VAULT_FOUND, "Case.PNG"},
    {"e\u0301.png", VAULT_FOUND, "b/é.png"}, /* decomposed, as macOS writes names */
    {" near.png ", VAULT_FOUND, "a/near.png"},
    {"none.png", VAULT_MISSING, NULL},
    {"", VAULT_MISSING, NULL},
    {"/", VAULT_MISSING, NULL},
    {"h.png", VAULT_MISSING, NULL}, /* in a dot-folder */
    {"assets", VAULT_MISSING, NULL},
    {"fifo.png", VAULT_MISSING, NULL},
    {"../../outside.png", VAULT_OUTSIDE, NULL},
    {"../../../../../../etc/passwd", VAULT_OUTSIDE, NULL},
    {"/etc/passwd", VAULT_OUTSIDE, NULL},
    {"%2e%2e/%2e%2e/outside.png", VAULT_OUTSIDE, NULL},
    {"..\\..\\outside.png", VAULT_OUTSIDE, NULL},
    {"link.png", VAULT_OUTSIDE, NULL},
    {"file:///etc/passwd", VAULT_OUTSIDE, NULL},
    {"C:\\x.png", VAULT_OUTSIDE, NULL},
    {"https://a.cn/x.png", VAULT_REMOTE, NULL},
    {"//a.cn/x.png", VAULT_REMOTE, NULL},
    {"data:image/png;base64,AA", VAULT_REMOTE, NULL},
};

UNIT_TEST(finds_files) {
    struct fixture *f = open_fixture(a);
    struct str path = {0};
    enum vault_result r = vault_file(f->vault, f->from, str_of(files[row].target), &path);
    ck_assert_msg(r == files[row].result, "`%s`: %d", files[row].target, (int)r);
    if (files[row].path)
        unit_str_is(path, fs_join(a, files_path(a, f->dir, "root"), str_of(files[row].path)));
}

static const struct {
    const char *target, *folder, *name;
} notes[] = {
    {"note", "a", "note"},
    {"note.md", "a", "note"},
    {"topic", "", "topic"},
    {"b/topic", "b", "topic"},
    {"sub/topic", "a/sub", "topic"},
    {"Other Topic", "c", "other topic"},
    {"/topic", "", "topic"},
    {"", "a", "note"},
    {"none", NULL, NULL},
    {"x/topic", NULL, NULL},
};

UNIT_TEST(finds_notes) {
    struct fixture *f = open_fixture(a);
    const struct source *s = vault_note(f->vault, f->from, str_of(notes[row].target));
    if (!notes[row].folder) {
        ck_assert_ptr_null(s);
        return;
    }
    ck_assert_ptr_eq(s, named(&f->sources, notes[row].folder, notes[row].name));
}

/* Of notes given by name each has its own folder for a root; `b/topic` names one all the same. */
UNIT_TEST(notes_given_by_name) {
    UNIT_UNUSED(row);
    struct str dir = files_dir(a);
    files_put(a, dir, "note.md", "[[b/topic]]");
    files_put(a, dir, "b/topic.md", "x");
    struct str given[] = {files_path(a, dir, "note.md"), files_path(a, dir, "b/topic.md")};
    struct sources s = source_load(a, given, 2, &(struct source_options){0}, diag_open(a));
    ck_assert_uint_eq(s.n, 2);
    struct vault *v = vault_open(a, &s);
    ck_assert_ptr_eq(vault_note(v, s.v[0], STR("b/topic")), s.v[1]);
    ck_assert_ptr_null(vault_note(v, s.v[0], STR("c/topic")));
}

UNIT_TEST(notes_near_are_better) {
    UNIT_UNUSED(row);
    struct fixture *f = open_fixture(a);
    const struct source *from = named(&f->sources, "c", "other topic");
    ck_assert_ptr_eq(vault_note(f->vault, from, STR("topic")), named(&f->sources, "", "topic"));
    from = named(&f->sources, "b", "topic");
    ck_assert_ptr_eq(vault_note(f->vault, from, STR("topic")), from);
}

UNIT_TEST(text_has_no_root) {
    UNIT_UNUSED(row);
    struct sources s = source_from_text(a, STR("x.md"), STR("x"));
    struct str path;
    ck_assert_int_eq(vault_file(vault_open(a, &s), s.v[0], STR("a.png"), &path), VAULT_MISSING);
}

int main(void) {
    Suite *s = suite_create("vault");
    UNIT_ROWS(s, finds_files, COUNT_OF(files));
    UNIT_ROWS(s, finds_notes, COUNT_OF(notes));
    UNIT(s, notes_given_by_name);
    UNIT(s, notes_near_are_better);
    UNIT(s, text_has_no_root);
    return unit_run(s);
}
