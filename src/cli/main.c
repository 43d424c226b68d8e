/* main: reads argv, runs a command, exits. Only cli does any of these, or prints.
 * Exit status: 0 done, 1 an input could not be used, 2 usage, 3 the system failed. */
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/sandbox.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Builds that look for faults report breakdowns better, and trace themselves. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif
/* Those that count what runs write where no output goes. */
#ifdef MEASURE_COVERAGE
enum { SHUT_IN = false };
#else
enum { SHUT_IN = !SANITIZED };
#endif

static void on_signal(int number) {
    fs_remove_parts();
    signal(number, SIG_DFL);
    raise(number);
}

/* A library that does not look whether it got memory, a font file cut short while it is mapped, a
 * fault of crib's own: nothing half-written is left, and whoever waits for the status is told. */
static void on_breakdown(int number) {
    static const char text[] = "crib: error: broke down in the middle of its work; nothing was "
                               "written (out of memory, or a fault in crib) [system]\n";
    (void)number;
    fs_remove_parts();
    ssize_t told = write(STDERR_FILENO, text, sizeof(text) - 1);
    (void)told;
    _exit(3);
}

static void watch_breakdowns(void) {
    static char stack[64 << 10]; /* where the own one has run out */
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    stack_t other = {.ss_sp = stack, .ss_size = sizeof(stack)};
    struct sigaction down = {.sa_handler = on_breakdown,
                             .sa_flags = (int)(SA_ONSTACK | SA_RESETHAND)};
    sigaltstack(&other, NULL);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        sigaction(numbers[i], &down, NULL);
}

static void watch_signals(void) {
    struct sigaction stop = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};
    if (!SANITIZED)
        watch_breakdowns();
    atexit(fs_remove_parts); /* libhyphen exits when there is no memory */
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    sigaction(SIGPIPE, &ignore, NULL); /* a closed pipe is a write error, reported as such */
}

static int run_program(struct arena *a, int argc, char **argv) {
    struct options *o = arena_new(a, struct options);
    struct report report = {.o = o};
    struct sources none = {0};
    struct diag *d = diag_open(a);
    struct buf text = buf_in(a);
    bool ok = opt_read(a, argc, argv, o, d);
    bool only_tells = ok && (o->help || opt_flag(o, OPT_VERSION));
    if (only_tells) {
        if (o->help)
            opt_help(o, &text);
        else
            buf_c(&text, "crib " CRIB_VERSION "\n");
        report_data(&report, &text);
    } else if (ok) {
        struct sandbox sandbox = {0};
        if (SHUT_IN)
            sandbox_enter(a, o, &sandbox, d);
        command_run(a, o, &report, d);
        sandbox_leave(a, &sandbox);
    }
    if (d->n)
        report_diagnostics(&report, &none, d);
    if (ok && !only_tells && command_reads_notes(o->command))
        report_summary(&report, a);
    return report.exit_status;
}

/* The system takes the memory back at once; giving it back piece by piece, and libraries that tidy
 * up, take as long as a dozen copies of a paper. Checkers that report at the end want it all done.
 */
static int leave(struct arena *a, int status) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(MEASURE_COVERAGE) ||  \
    defined(TIDY_EXIT)
    arena_close(a);
    return status;
#else
    (void)a;
    (void)fflush(NULL);
    fs_remove_parts();
    _exit(status);
#endif
}

int main(int argc, char **argv) {
    struct failure failure;
    struct arena *volatile a = NULL;
    watch_signals();
    if (setjmp(failure.env)) {
        fprintf(stderr, "crib: error: %s [system]\n", failure.text);
        arena_close(a);
        return 3;
    }
    utf8_start(&failure);
    a = arena_open(&failure);
    return leave(a, run_program(a, argc, argv));
}
