/* sandbox: see sandbox.h. Landlock (Linux 5.13) restricts files, a seccomp filter system calls.
 *
 * The structures of Landlock are written out here: the headers a system brings may be older than
 * its kernel. Rules: a right that is handled is denied everywhere but below the paths it is allowed
 * for; rights a kernel does not know must not be asked for. */
#include "cli/sandbox.h"

#include "base/fs.h"

#include <unistd.h>

/* ---- where outputs go ---- */

typedef VEC(struct str) folders;

static bool is_folder(enum command_id c) {
    return c == CMD_build || c == CMD_exam || c == CMD_watch;
}

/* The folders a command writes to. */
static folders writes_to(struct arena *a, const struct options *o) {
    folders f = {0};
    struct str out = opt_text(o, OPT_OUTPUT, ""), ids = opt_text(o, OPT_IDS, "");
    if (is_folder(o->command))
        vec_push(a, &f, out.n ? out : STR("output"));
    else if (out.n)
        vec_push(a, &f, fs_dir(out));
    if (ids.n)
        vec_push(a, &f, fs_dir(ids));
    if (o->command == CMD_init)
        vec_push(a, &f, o->inputs.n ? o->inputs.v[0] : STR("."));
    for (size_t i = 0; opt_flag(o, OPT_FIX) && i < o->inputs.n; i++)
        vec_push(a, &f,
                 fs_kind(a, o->inputs.v[i]) == FS_DIR ? o->inputs.v[i] : fs_dir(o->inputs.v[i]));
    return f;
}

/* Makes a folder and those above it, and remembers which were not there. */
static void make_folder(struct arena *a, struct str path, struct sandbox *s) {
    struct str missing[COUNT_OF(s->made)], error;
    size_t n = 0;
    for (struct str p = path; n < COUNT_OF(missing) && fs_kind(a, p) == FS_NONE; p = fs_dir(p))
        missing[n++] = p;
    if (!fs_make_dirs(a, path, &error))
        return; /* whoever writes there will say so */
    while (n > 0 && s->n_made < COUNT_OF(s->made))
        s->made[s->n_made++] = missing[--n];
}

void sandbox_leave(struct arena *a, const struct sandbox *s) {
    for (size_t i = s->n_made; i > 0; i--)
        if (rmdir(str_c(a, s->made[i - 1])) != 0)
            return; /* something is in it */
}

#if defined(__linux__) && defined(__x86_64__) || defined(__linux__) && defined(__aarch64__)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

/* ---- files ---- */

#define NR_LANDLOCK_CREATE   444
#define NR_LANDLOCK_ADD_RULE 445
#define NR_LANDLOCK_RESTRICT 446

enum {
    RIGHT_EXECUTE = 1 << 0,
    RIGHT_WRITE_FILE = 1 << 1,
    RIGHT_REMOVE_DIR = 1 << 4,
    RIGHT_REMOVE_FILE = 1 << 5,
    RIGHT_MAKE_CHAR = 1 << 6, /* and so on up to symbolic links, 1 << 12 */
    RIGHTS_MAKE = (1 << 13) - (1 << 6),
    RIGHT_REFER = 1 << 13,    /* from version 2 */
    RIGHT_TRUNCATE = 1 << 14, /* from version 3 */
};

struct ruleset {
    uint64_t files;
};

struct rule_below {
    uint64_t rights;
    int32_t folder;
} __attribute__((packed));

static void allow(struct arena *a, int rules, struct str path, uint64_t rights) {
    struct rule_below below = {rights, open(str_c(a, path), O_PATH | O_CLOEXEC)};
    if (below.folder < 0)
        return;
    syscall(NR_LANDLOCK_ADD_RULE, rules, 1, &below, 0);
    close(below.folder);
}

/* Rights of version 1, and those later versions of the kernel's know. */
static uint64_t rights_known(long version) {
    uint64_t rights = RIGHT_WRITE_FILE | RIGHT_REMOVE_DIR | RIGHT_REMOVE_FILE | RIGHTS_MAKE;
    return rights | (version >= 2 ? RIGHT_REFER : 0) | (version >= 3 ? RIGHT_TRUNCATE : 0);
}

static bool restrict_files(struct arena *a, const folders *f, const struct sandbox *s, bool runs) {
    long version = syscall(NR_LANDLOCK_CREATE, NULL, 0, 1);
    if (version < 1)
        return false;
    uint64_t all = rights_known(version);
    struct ruleset set = {all | (runs ? 0 : RIGHT_EXECUTE)};
    int rules = (int)syscall(NR_LANDLOCK_CREATE, &set, sizeof(set), 0);
    if (rules < 0)
        return false;
    for (size_t i = 0; i < f->n; i++)
        allow(a, rules, f->v[i], all);
    for (size_t i = 0; i < s->n_made; i++) /* to be removed again when nothing comes of it */
        allow(a, rules, fs_dir(s->made[i]), RIGHT_REMOVE_DIR);
    allow(a, rules, STR("/dev/null"), all & (RIGHT_WRITE_FILE | RIGHT_TRUNCATE));
    bool done = syscall(NR_LANDLOCK_RESTRICT, rules, 0) == 0;
    close(rules);
    return done;
}

/* ---- system calls ---- */

#ifdef __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif
#define FIRST_FOREIGN 0x40000000 /* numbers of x32 */

/* Programs; the network; other processes; the kernel itself. */
static const uint32_t programs[] = {SYS_execve, SYS_execveat};
static const uint32_t denied[] = {
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_ptrace,
    SYS_kcmp,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_pidfd_getfd,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_add_key,
    SYS_keyctl,
    SYS_request_key,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_open_by_handle_at,
};

#define DATA(field) (uint32_t) offsetof(struct seccomp_data, field)
#define LOAD(field) (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, DATA(field))
#define SAY(what)   (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, what)
#define DENY        (SECCOMP_RET_ERRNO | EPERM)

typedef VEC(struct sock_filter) program;

static void deny(struct arena *a, program *p, const uint32_t *calls, size_t n) {
    for (size_t i = 0; i < n; i++) {
        vec_push(a, p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1));
        vec_push(a, p, SAY(DENY));
    }
}

static bool restrict_calls(struct arena *a, bool runs) {
    program p = {0};
    vec_push(a, &p, LOAD(arch));
    vec_push(a, &p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    vec_push(a, &p, SAY(DENY));
    vec_push(a, &p, LOAD(nr));
    vec_push(a, &p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FIRST_FOREIGN, 0, 1));
    vec_push(a, &p, SAY(DENY));
    if (!runs)
        deny(a, &p, programs, COUNT_OF(programs));
    deny(a, &p, denied, COUNT_OF(denied));
    vec_push(a, &p, SAY(SECCOMP_RET_ALLOW));
    struct sock_fprog filter = {(unsigned short)p.n, p.v};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

void sandbox_enter(struct arena *a, const struct options *o, struct sandbox *s, struct diag *d) {
    folders f = writes_to(a, o);
    bool runs = opt_flag(o, OPT_CHECK); /* which reads PDFs by another program */
    *s = (struct sandbox){0};
    if (opt_flag(o, OPT_NO_SANDBOX))
        return;
    for (size_t i = 0; i < f.n; i++)
        make_folder(a, f.v[i], s);
    bool ready = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    if (!ready || !restrict_files(a, &f, s, runs))
        diag_say(d, DIAG_SANDBOX, STR("files"), STR("Landlock"));
    if (!ready || !restrict_calls(a, runs))
        diag_say(d, DIAG_SANDBOX, STR("system calls"), STR("seccomp"));
}

#else

void sandbox_enter(struct arena *a, const struct options *o, struct sandbox *s, struct diag *d) {
    (void)a, (void)o;
    *s = (struct sandbox){0};
    diag_say(d, DIAG_SANDBOX, STR("anything"), STR("Landlock and seccomp"));
}

#endif
