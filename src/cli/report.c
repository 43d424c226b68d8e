/* report: see report.h. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool is_json(const struct report *r) {
    return str_eqc(opt_text(r->o, OPT_DIAGNOSTICS, "text"), "json");
}

static bool wants_color(const struct options *o) {
    struct str asked = opt_text(o, OPT_COLOR, "auto");
    if (!str_eqc(asked, "auto"))
        return str_eqc(asked, "always");
    return isatty(STDERR_FILENO) && !getenv("NO_COLOR");
}

void report_diagnostics(struct report *r, const struct sources *s, const struct diag *d) {
    struct diag_format f = {
        .json = is_json(r),
        .color = wants_color(r->o),
        .least = opt_flag(r->o, OPT_QUIET)     ? SEV_ERROR
                 : opt_flag(r->o, OPT_VERBOSE) ? SEV_NOTE
                                               : SEV_WARNING,
        .most = opt_flag(r->o, OPT_VERBOSE) || r->o->command == CMD_lint ? SIZE_MAX : 5,
    };
    struct buf out = buf_in(d->a);
    if (d->n || f.json)
        diag_print(d, source_place, s, &f, &out);
    if (out.n)
        (void)fwrite(out.p, 1, out.n, stderr);
    for (size_t i = 0; i < COUNT_OF(r->count); i++)
        r->count[i] += d->count[i];
    for (size_t i = 0; i < d->n; i++)
        r->kinds[d->v[i].id] += d->v[i].severity >= f.least;
    r->exit_status = MAX(r->exit_status, d->exit_status);
}

void report_data(struct report *r, const struct buf *text) {
    bool printed =
        (!text->n || fwrite(text->p, 1, text->n, stdout) == text->n) && fflush(stdout) == 0;
    if (printed)
        return;
    fprintf(
        stderr,
        "crib: error: cannot write to standard output: it is full or was closed [output-write]\n");
    r->exit_status = 3;
}

void report_written(struct report *r, const struct buf *text) {
    if (!opt_flag(r->o, OPT_QUIET))
        report_data(r, text);
}

/* The id with most messages not yet told; DIAG_COUNT when all are. */
static size_t next_kind(const struct report *r, const bool told[DIAG_COUNT]) {
    size_t most = DIAG_COUNT;
    for (size_t i = 0; i < DIAG_COUNT; i++)
        if (!told[i] && r->kinds[i] && (most == DIAG_COUNT || r->kinds[i] > r->kinds[most]))
            most = i;
    return most;
}

static void summary_by_kind(const struct report *r, struct arena *a) {
    bool told[DIAG_COUNT] = {false};
    const char *between = "crib: ";
    for (size_t i; (i = next_kind(r, told)) < DIAG_COUNT; between = ", ") {
        struct str slug = diag_slug(a, (enum diag_id)i);
        fprintf(stderr, "%s%zu %.*s", between, r->kinds[i], STR_ARG(slug));
        told[i] = true;
    }
    fputs(*between == ',' ? "\n" : "", stderr);
}

void report_summary(const struct report *r, struct arena *a) {
    if (opt_flag(r->o, OPT_QUIET) || is_json(r))
        return;
    if (r->o->command == CMD_lint)
        summary_by_kind(r, a);
    size_t errors = r->count[SEV_ERROR], warnings = r->count[SEV_WARNING];
    fprintf(stderr, "crib: %zu error%s, %zu warning%s\n", errors, errors == 1 ? "" : "s", warnings,
            warnings == 1 ? "" : "s");
}

void report_progress(const struct options *o, const char *what, size_t done, size_t of) {
    size_t step = of / 200 + 1;
    if (opt_flag(o, OPT_QUIET) || !isatty(STDERR_FILENO) || (done % step && done != of))
        return;
    if (done == of)
        fprintf(stderr, "\r%*s\r", 60, "");
    else
        fprintf(stderr, "\r%zu of %zu %s", done, of, what);
    (void)fflush(stderr);
}
