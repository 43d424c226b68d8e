/* main: reads argv, runs a command, exits. Only cli does any of these, or prints.
 * Exit status: 0 done, 1 an input could not be used, 2 usage, 3 the system failed. */
#include "cli/commands.h"

#include <signal.h>
#include <stdio.h>

static void on_signal(int number) {
    fs_remove_parts();
    signal(number, SIG_DFL);
    raise(number);
}

static void watch_signals(void) {
    struct sigaction stop = {.sa_handler = on_signal}, ignore = {.sa_handler = SIG_IGN};
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
        command_run(a, o, &report, d);
    }
    if (d->n)
        report_diagnostics(&report, &none, d);
    if (ok && !only_tells && command_reads_notes(o->command))
        report_summary(&report, a);
    return report.exit_status;
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
    a = arena_open(&failure);
    int status = run_program(a, argc, argv);
    arena_close(a);
    return status;
}
