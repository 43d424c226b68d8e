/* child: posix_spawn with a pipe. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

static bool start(const char *const *argv, int to, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    bool ok =
        posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
        posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return ok;
}

/* Read to the end before anything can fail: the pipe is closed by then. */
static void read_all(int from, struct buf *out) {
    char block[1 << 14];
    ssize_t n;
    while ((n = read(from, block, sizeof(block))) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            buf_bytes(out, block, (size_t)n);
}

int child_read(const char *const *argv, struct buf *out) {
    int ends[2], status;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    bool started = start(argv, ends[1], &pid);
    close(ends[1]);
    if (started)
        read_all(ends[0], out);
    close(ends[0]);
    while (started && waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return started && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
