/* fs: reading, listing, names; writing that leaves nothing half done. Each case works in a fresh
 * folder below $TMPDIR. */
#include "base/buf.h"
#include "base/fs.h"
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A new folder, removed with what is in it (two levels) when the case ends well. */
static void remove_folder(void *arg) {
    char command[512];
    snprintf(command, sizeof(command), "rm -rf '%s'", (const char *)arg);
    if (system(command) != 0)
        ck_abort_msg("cannot remove %s", (const char *)arg);
}

static struct str folder(struct arena *a) {
    const char *tmp = getenv("TMPDIR");
    char *path = arena_alloc(a, 200);
    snprintf(path, 200, "%s/crib-unit-XXXXXX", tmp ? tmp : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(path));
    arena_defer(a, remove_folder, path);
    return str_of(path);
}

static struct str at(struct arena *a, struct str dir, const char *name) {
    return fs_join(a, dir, str_of(name));
}

static void put(struct arena *a, struct str path, struct str text) {
    FILE *f = fopen(str_c(a, path), "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(text.p, 1, text.n, f), text.n);
    ck_assert_int_eq(fclose(f), 0);
}

static struct str get(struct arena *a, struct str path) {
    struct str text = {0}, error = {0};
    ck_assert_msg(fs_read(a, path, SIZE_MAX, &text, &error), "%.*s", STR_ARG(error));
    return text;
}

typedef bool reader(struct arena *a, struct str path, size_t max, struct str *out,
                    struct str *error);
static reader *const readers[] = {fs_read, fs_map};

UNIT_TEST(reads_whole_files) {
    static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 3 << 20};
    struct str dir = folder(a), path = at(a, dir, "f"), out, error;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char *p = arena_alloc(a, sizes[i]);
        memset(p, 'a' + (int)i, sizes[i]);
        put(a, path, (struct str){p, sizes[i]});
        ck_assert(readers[row](a, path, sizes[i], &out, &error));
        unit_str_is(out, ((struct str){p, sizes[i]}));
    }
    ck_assert(!readers[row](a, path, 3 << 19, &out, &error));
    unit_str_is(error, STR("is larger than 1 MiB"));
    ck_assert(!readers[row](a, path, 10, &out, &error));
    unit_str_is(error, STR("is larger than 10 bytes"));
}

UNIT_TEST(says_why_not) {
    struct str dir = folder(a), out, error;
    static const char with_nul[] = "f\0g";
    put(a, at(a, dir, "f"), STR("x"));
    ck_assert_int_eq(mkfifo(str_c(a, at(a, dir, "fifo")), 0600), 0);
    ck_assert_int_eq(symlink("loop", str_c(a, at(a, dir, "loop"))), 0);
    const struct {
        struct str path, want;
    } cases[] = {
        {dir, STR("is a directory")},
        {at(a, dir, "fifo"), STR("is not a regular file")},
        {STR("/dev/null"), STR("is not a regular file")},
        {STR("/dev/tty"), {0}},
        {at(a, dir, "none"), STR("No such file or directory")},
        {at(a, dir, "f/g"), STR("Not a directory")},
        {at(a, dir, "loop"), STR("Too many levels of symbolic links")},
        {fs_join(a, dir, (struct str){with_nul, 3}), STR("No such file or directory")},
        {STR(""), STR("No such file or directory")},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ck_assert(!readers[row](a, cases[i].path, SIZE_MAX, &out, &error));
        if (cases[i].want.n)
            unit_str_is(error, cases[i].want);
    }
}

/* Files of /proc say they are empty and are not. */
UNIT_TEST(reads_past_the_said_size) {
    UNIT_UNUSED(row);
    ck_assert(str_has(get(a, STR("/proc/self/status")), STR("Name:")));
}

/* What was found below a root and is a link, or lies behind one, by the time it is read. */
UNIT_TEST(follows_no_link_put_there_since) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), out, error;
    ck_assert_int_eq(mkdir(str_c(a, at(a, dir, "d")), 0777), 0);
    put(a, at(a, dir, "d/f"), STR("inside"));
    struct str found = fs_real(a, at(a, dir, "d/f"));
    ck_assert(fs_read_real(a, found, 100, &out, &error));
    unit_str_is(out, STR("inside"));
    ck_assert_int_eq(rename(str_c(a, at(a, dir, "d")), str_c(a, at(a, dir, "e"))), 0);
    ck_assert_int_eq(symlink("e", str_c(a, at(a, dir, "d"))), 0);
    ck_assert(fs_read(a, found, 100, &out, &error));
    ck_assert(!fs_read_real(a, found, 100, &out, &error));
    ck_assert_int_eq(symlink("f", str_c(a, at(a, dir, "e/g"))), 0);
    ck_assert(!fs_read_real(a, at(a, fs_real(a, at(a, dir, "e")), "g"), 100, &out, &error));
}

UNIT_TEST(reads_standard_input) {
    UNIT_UNUSED(row);
    struct str path = at(a, folder(a), "f"), out, error;
    put(a, path, STR("piped"));
    ck_assert_ptr_nonnull(freopen(str_c(a, path), "rb", stdin));
    ck_assert(fs_read_stdin(a, 5, &out, &error));
    unit_str_is(out, STR("piped"));
    ck_assert_ptr_nonnull(freopen(str_c(a, path), "rb", stdin));
    ck_assert(!fs_read_stdin(a, 4, &out, &error));
}

UNIT_TEST(lists_sorted) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), *names = NULL, error;
    static const char *const made[] = {"b", "中", "B", ".hidden", "a b", "ab"};
    static const char *const want[] = {".hidden", "B", "a b", "ab", "b", "中"};
    size_t n = 9;
    ck_assert(fs_list(a, dir, &names, &n, &error));
    ck_assert_uint_eq(n, 0);
    for (size_t i = 0; i < COUNT_OF(made); i++)
        put(a, at(a, dir, made[i]), STR(""));
    ck_assert(fs_list(a, dir, &names, &n, &error));
    ck_assert_uint_eq(n, COUNT_OF(want));
    for (size_t i = 0; i < n; i++)
        unit_str_is(names[i], str_of(want[i]));
    ck_assert(!fs_list(a, at(a, dir, "none"), &names, &n, &error));
    unit_str_is(error, STR("No such file or directory"));
}

UNIT_TEST(knows_kinds) {
    UNIT_UNUSED(row);
    struct str dir = folder(a);
    put(a, at(a, dir, "f"), STR(""));
    ck_assert_int_eq(symlink("f", str_c(a, at(a, dir, "link"))), 0);
    ck_assert_int_eq(fs_kind(a, dir), FS_DIR);
    ck_assert_int_eq(fs_kind(a, at(a, dir, "f")), FS_FILE);
    ck_assert_int_eq(fs_kind(a, at(a, dir, "link")), FS_FILE);
    ck_assert_int_eq(fs_kind(a, at(a, dir, "none")), FS_NONE);
    ck_assert_int_eq(fs_kind(a, STR("/dev/null")), FS_OTHER);
}

UNIT_TEST(real_paths_follow_links) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), root = at(a, dir, "root"), error;
    ck_assert(fs_make_dirs(a, at(a, dir, "root/sub"), &error));
    put(a, at(a, dir, "root/sub/f"), STR(""));
    ck_assert_int_eq(symlink("sub/f", str_c(a, at(a, root, "in"))), 0);
    ck_assert_uint_eq(fs_real(a, at(a, dir, "none")).n, 0);
    ck_assert(str_ends(fs_real(a, at(a, root, "in")), STR("/root/sub/f")));
}

static const struct {
    const char *path, *dir, *base, *stem;
} names_of[] = {
    {"a/b.md", "a", "b.md", "b"},
    {"b.md", ".", "b.md", "b"},
    {"/b.md", "/", "b.md", "b"},
    {"a//b", "a", "b", "b"},
    {"a/b/", "a", "b", "b"},
    {"/", "/", "/", "/"},
    {"", ".", "", ""},
    {"a.d/.hidden", "a.d", ".hidden", ".hidden"},
    {"x/a.tar.gz", "x", "a.tar.gz", "a.tar"},
    {"笔记/八股.md", "笔记", "八股.md", "八股"},
};

UNIT_TEST(takes_names_apart) {
    UNIT_UNUSED(a);
    struct str path = str_of(names_of[row].path);
    unit_str_is(fs_dir(path), str_of(names_of[row].dir));
    unit_str_is(fs_base(path), str_of(names_of[row].base));
    unit_str_is(fs_stem(path), str_of(names_of[row].stem));
}

UNIT_TEST(joins_names) {
    UNIT_UNUSED(row);
    unit_str_is(fs_join(a, STR("a"), STR("b")), STR("a/b"));
    unit_str_is(fs_join(a, STR("a/"), STR("b")), STR("a/b"));
    unit_str_is(fs_join(a, STR(""), STR("b")), STR("b"));
    unit_str_is(fs_join(a, STR("a"), STR("/b")), STR("/b"));
    unit_str_is(fs_join(a, STR("/"), STR("b")), STR("/b"));
}

UNIT_TEST(makes_folders) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), error = {0};
    ck_assert(fs_make_dirs(a, at(a, dir, "a/b//c/"), &error));
    ck_assert(fs_make_dirs(a, at(a, dir, "a/b/c"), &error));
    ck_assert_int_eq(fs_kind(a, at(a, dir, "a/b/c")), FS_DIR);
    ck_assert(fs_make_dirs(a, STR("/"), &error));
    ck_assert(fs_make_dirs(a, STR("."), &error));
    put(a, at(a, dir, "f"), STR(""));
    ck_assert(!fs_make_dirs(a, at(a, dir, "f"), &error));
    unit_str_is(error, STR("File exists"));
    ck_assert(!fs_make_dirs(a, at(a, dir, "f/g"), &error));
    unit_str_is(error, STR("Not a directory"));
}

/* Committed together; when one cannot be, it is told and there is none. */
UNIT_TEST(commits_many_together) {
    enum { FILES = 5, BAD = 3 };
    struct str dir = folder(a), error = {0}, paths[FILES];
    struct fs_out *v[FILES];
    for (size_t i = 0; i < FILES; i++) {
        paths[i] = at(a, dir, str_format(a, "many-%zu", i).p);
        v[i] = fs_create(a, paths[i]);
        fs_write(v[i], paths[i].p, paths[i].n);
    }
    if (row)
        fs_fail(v[BAD], 0);
    size_t failed = SIZE_MAX;
    ck_assert(fs_commit_all(v, FILES, &failed, &error) == !row);
    if (row)
        ck_assert_uint_eq(failed, BAD);
    for (size_t i = 0; i < FILES && row; i++)
        ck_assert_int_eq(fs_kind(a, paths[i]), FS_NONE);
    for (size_t i = 0; i < FILES && !row; i++) {
        unit_str_is(get(a, paths[i]), paths[i]);
        ck_assert_uint_eq(fs_written(v[i]), paths[i].n);
    }
}

UNIT_TEST(writes_whole_files) {
    UNIT_UNUSED(row);
    struct str path = at(a, folder(a), "out"), error = {0};
    put(a, path, STR("old"));
    struct fs_out *f = fs_create(a, path);
    struct buf all = buf_in(a);
    for (size_t n = 0; n < 200000; n = n * 2 + 1) {
        char *p = arena_alloc(a, n);
        memset(p, 'a' + (int)(n % 26), n);
        fs_write(f, p, n);
        buf_bytes(&all, p, n);
        unit_str_is(get(a, path), STR("old"));
    }
    ck_assert(fs_commit(f, &error));
    ck_assert_uint_eq(fs_written(f), all.n);
    unit_str_is(get(a, path), buf_get(&all));
    ck_assert_int_eq(fs_kind(a, fs_part_path(f)), FS_NONE);
    ck_assert(!fs_commit(f, &error));
    unit_str_is(get(a, path), buf_get(&all));
}

UNIT_TEST(leaves_no_part) {
    UNIT_UNUSED(row);
    struct str path = at(a, folder(a), "out");
    put(a, path, STR("old"));
    struct arena *b = arena_open(arena_failure(a));
    struct fs_out *f = fs_create(b, path);
    fs_write(f, "new", 3);
    struct str part = str_copy(a, fs_part_path(f));
    ck_assert_int_eq(fs_kind(a, part), FS_FILE);
    arena_close(b);
    ck_assert_int_eq(fs_kind(a, part), FS_NONE);
    unit_str_is(get(a, path), STR("old"));
}

/* A stale part is replaced; a link in its place is not written through. */
UNIT_TEST(replaces_stale_parts) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), path = at(a, dir, "out"), part = at(a, dir, "out.part"), error;
    put(a, at(a, dir, "victim"), STR("safe"));
    put(a, part, STR("stale and longer than what follows"));
    struct fs_out *f = fs_create(a, path);
    fs_write(f, "one", 3);
    ck_assert(fs_commit(f, &error));
    unit_str_is(get(a, path), STR("one"));
    ck_assert_int_eq(symlink("victim", str_c(a, part)), 0);
    f = fs_create(a, path);
    fs_write(f, "two", 3);
    ck_assert(fs_commit(f, &error));
    unit_str_is(get(a, path), STR("two"));
    unit_str_is(get(a, at(a, dir, "victim")), STR("safe"));
}

UNIT_TEST(keeps_permissions) {
    UNIT_UNUSED(row);
    struct str path = at(a, folder(a), "out"), error;
    struct stat st;
    put(a, path, STR("old"));
    ck_assert_int_eq(chmod(str_c(a, path), 0640), 0);
    struct fs_out *f = fs_create(a, path);
    ck_assert(fs_commit(f, &error));
    ck_assert_int_eq(stat(str_c(a, path), &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777, 0640);
}

UNIT_TEST(libraries_write_the_part) {
    UNIT_UNUSED(row);
    struct str path = at(a, folder(a), "out"), error;
    struct fs_out *f = fs_create(a, path);
    fs_write(f, "overwritten", 11);
    fs_close_for_library(f);
    put(a, fs_part_path(f), STR("library"));
    ck_assert(fs_commit(f, &error));
    ck_assert_uint_eq(fs_written(f), 7);
    unit_str_is(get(a, path), STR("library"));

    f = fs_create(a, path);
    fs_close_for_library(f);
    fs_fail(f, ENOSPC);
    fs_fail(f, EPERM);
    ck_assert(!fs_commit(f, &error));
    unit_str_is(error, STR("No space left on device"));
    unit_str_is(get(a, path), STR("library"));
    ck_assert_int_eq(fs_kind(a, fs_part_path(f)), FS_NONE);

    f = fs_create(a, path);
    fs_close_for_library(f);
    ck_assert_int_eq(unlink(fs_part_path(f).p), 0);
    ck_assert(!fs_commit(f, &error));
    unit_str_is(error, STR("No such file or directory"));
}

UNIT_TEST(says_why_it_cannot_write) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), error;
    static const char with_nul[] = "f\0g";
    put(a, at(a, dir, "f"), STR("x"));
    ck_assert(fs_make_dirs(a, at(a, dir, "d/e"), &error));
    ck_assert(fs_make_dirs(a, at(a, dir, "p.part"), &error));
    const struct {
        struct str path, want;
    } cases[] = {
        {at(a, dir, "none/f"), STR("No such file or directory")},
        {at(a, dir, "f/g"), STR("Not a directory")},
        {at(a, dir, "d"), STR("Is a directory")},
        {at(a, dir, "p"), STR("Is a directory")},
        {fs_join(a, dir, (struct str){with_nul, 3}), STR("No such file or directory")},
        {STR(""), STR("No such file or directory")},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fs_out *f = fs_create(a, cases[i].path);
        fs_write(f, "new", 3);
        ck_assert(!fs_commit(f, &error));
        if (i != 3) /* EEXIST or EISDIR, as the system likes */
            unit_str_is(error, cases[i].want);
        ck_assert_uint_eq(fs_written(f), 0);
    }
    unit_str_is(get(a, at(a, dir, "f")), STR("x"));
}

/* The system refuses to let the file grow, in the middle and at the last flush. */
UNIT_TEST(full_disks) {
    struct str path = at(a, folder(a), "out"), error;
    put(a, path, STR("old"));
    const size_t size = row == 0 ? 300000 : 5000;
    const struct rlimit limit = {row == 0 ? 100000 : 1000, RLIM_INFINITY};
    char *p = arena_alloc(a, size);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct fs_out *f = fs_create(a, path);
    for (size_t i = 0; i < size; i += 1000)
        fs_write(f, p + i, 1000);
    ck_assert(!fs_commit(f, &error));
    unit_str_is(error, STR("File too large"));
    unit_str_is(get(a, path), STR("old"));
    ck_assert_int_eq(fs_kind(a, fs_part_path(f)), FS_NONE);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}), 0);
}

static void on_signal(int number) {
    UNIT_UNUSED(number);
    fs_remove_parts();
    fs_remove_parts();
    _exit(0);
}

/* A process that writes three files, commits one and is then told to end. */
static _Noreturn void write_and_die(struct arena *a, struct str dir) {
    struct str error;
    struct fs_out *f[3];
    signal(SIGTERM, on_signal);
    for (int i = 0; i < 3; i++)
        f[i] = fs_create(a, str_format(a, "%.*s/%d", STR_ARG(dir), i));
    if (fs_commit(f[1], &error) && fs_kind(a, fs_part_path(f[2])) == FS_FILE)
        raise(SIGTERM);
    _exit(1);
}

UNIT_TEST(removes_parts_on_a_signal) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), *names, error;
    size_t n;
    int status = -1;
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0)
        write_and_die(a, dir);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert(fs_list(a, dir, &names, &n, &error));
    ck_assert_uint_eq(n, 1);
    unit_str_is(names[0], STR("1"));
}

UNIT_TEST(many_parts_at_once) {
    UNIT_UNUSED(row);
    struct str dir = folder(a), error;
    enum { N = 300 };
    struct arena *b = arena_open(arena_failure(a));
    size_t ok = 0, refused = 0;
    for (int i = 0; i < N; i++) {
        struct fs_out *f = fs_create(b, str_format(a, "%.*s/%d", STR_ARG(dir), i));
        fs_close_for_library(f);
        bool part = fs_kind(a, fs_part_path(f)) == FS_FILE;
        ok += part;
        if (!part) {
            ck_assert(!fs_commit(f, &error));
            unit_str_is(error, STR("Too many open files"));
            refused++;
        }
    }
    ck_assert(ok >= 256 && ok + refused == N);
    arena_close(b);
    struct str *names;
    size_t n;
    ck_assert(fs_list(a, dir, &names, &n, &error));
    ck_assert_uint_eq(n, 0);
}

int main(void) {
    Suite *s = suite_create("fs");
    UNIT_ROWS(s, reads_whole_files, COUNT_OF(readers));
    UNIT_ROWS(s, says_why_not, COUNT_OF(readers));
    UNIT(s, reads_past_the_said_size);
    UNIT(s, follows_no_link_put_there_since);
    UNIT(s, reads_standard_input);
    UNIT(s, lists_sorted);
    UNIT(s, knows_kinds);
    UNIT(s, real_paths_follow_links);
    UNIT_ROWS(s, takes_names_apart, COUNT_OF(names_of));
    UNIT(s, joins_names);
    UNIT(s, makes_folders);
    UNIT(s, writes_whole_files);
    UNIT(s, leaves_no_part);
    UNIT(s, replaces_stale_parts);
    UNIT(s, keeps_permissions);
    UNIT(s, libraries_write_the_part);
    UNIT(s, says_why_it_cannot_write);
    UNIT_ROWS(s, full_disks, 2);
    UNIT(s, removes_parts_on_a_signal);
    UNIT(s, many_parts_at_once);
    UNIT_ROWS(s, commits_many_together, 2);
    return unit_run(s);
}
