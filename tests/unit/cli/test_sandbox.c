/* sandbox: what is left once it is entered. Each case runs in a process of its own, for there is no
 * way back; where the kernel has no sandbox nothing is asked. */
#include "cli/sandbox.h"
#include "unit.h"

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
/* The search for leaks traces the process, which is given up too. */
const char *__lsan_default_options(void);
const char *__lsan_default_options(void) {
    return "detect_leaks=0";
}
#endif

struct room { /* a folder outputs go to, and one beside it */
    char top[32], out[48], beside[48];
    struct sandbox s;
    bool held;
};

static void enter(struct arena *a, struct room *r, bool asked) {
    struct options o = {.command = CMD_build};
    struct diag *d = diag_open(a);
    memcpy(r->top, "/tmp/crib-sandbox-XXXXXX", 25);
    ck_assert_ptr_nonnull(mkdtemp(r->top));
    snprintf(r->out, sizeof(r->out), "%s/a/out", r->top);
    snprintf(r->beside, sizeof(r->beside), "%s/beside", r->top);
    ck_assert_int_eq(mkdir(r->beside, 0777), 0);
    o.v[OPT_OUTPUT].set = true;
    o.v[OPT_OUTPUT].text = str_of(r->out);
    o.v[OPT_NO_SANDBOX].set = !asked;
    sandbox_enter(a, &o, &r->s, d);
    r->held = asked && d->n == 0;
}

/* 0 or the error of making a file there. */
static int make_file(const char *dir) {
    char path[64];
    snprintf(path, sizeof(path), "%s/x", dir);
    int fd = open(path, O_WRONLY | O_CREAT, 0666);
    int error = fd < 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    unlink(path);
    return error;
}

UNIT_TEST(writes_only_to_outputs) {
    struct room r;
    UNIT_UNUSED(row);
    enter(a, &r, true);
    ck_assert_int_eq(make_file(r.out), 0);
    if (!r.held)
        return;
    ck_assert_int_eq(make_file(r.beside), EACCES);
    ck_assert_int_ne(rename("/etc/hostname", "/etc/hostname2"), 0);
    ck_assert_int_ne(unlink("/etc/hostname"), 0);
    ck_assert_int_ge(open("/etc/passwd", O_RDONLY), 0); /* reading stays: fonts, notes, libraries */
}

UNIT_TEST(runs_nothing_and_calls_nobody) {
    struct room r;
    char *argv[] = {"true", NULL};
    UNIT_UNUSED(row);
    enter(a, &r, true);
    if (!r.held)
        return;
    execv("/bin/true", argv);
    ck_assert_int_eq(errno, EPERM);
    ck_assert_int_eq(socket(AF_INET, SOCK_STREAM, 0), -1);
    ck_assert_int_eq(errno, EPERM);
    ck_assert_int_eq(socket(AF_UNIX, SOCK_STREAM, 0), -1);
}

static void *from_a_thread(void *dir) {
    return (void *)(intptr_t)make_file(dir);
}

UNIT_TEST(threads_are_held_too) {
    struct room r;
    pthread_t t;
    void *error;
    UNIT_UNUSED(row);
    enter(a, &r, true);
    ck_assert_int_eq(pthread_create(&t, NULL, from_a_thread, r.beside), 0);
    pthread_join(t, &error);
    ck_assert_int_eq((int)(intptr_t)error, r.held ? EACCES : 0);
}

UNIT_TEST(folders_made_in_vain_go) {
    struct room r;
    char path[64];
    UNIT_UNUSED(row);
    enter(a, &r, true);
    ck_assert_int_eq((int)r.s.n_made, 2);
    ck_assert_int_eq(fs_kind(a, str_of(r.out)), FS_DIR);
    sandbox_leave(a, &r.s);
    snprintf(path, sizeof(path), "%s/a", r.top);
    ck_assert_int_eq(fs_kind(a, str_of(path)), FS_NONE);
}

UNIT_TEST(nothing_is_given_up_unasked) {
    struct room r;
    UNIT_UNUSED(row);
    enter(a, &r, false);
    ck_assert_int_eq(make_file(r.beside), 0);
    ck_assert_int_eq(fs_kind(a, str_of(r.out)), FS_NONE);
}

int main(void) {
    Suite *s = suite_create("sandbox");
    UNIT(s, writes_only_to_outputs);
    UNIT(s, runs_nothing_and_calls_nobody);
    UNIT(s, threads_are_held_too);
    UNIT(s, folders_made_in_vain_go);
    UNIT(s, nothing_is_given_up_unasked);
    return unit_run(s);
}
