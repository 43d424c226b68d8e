/* make: the commands that write files: build, sheet, exam. */
#include "cli/build.h"

#include "cli/ahead.h"
#include "cli/check_papers.h"
#include "cli/copies.h"
#include "cli/outputs.h"
#include "cli/pages.h"

void command_build(const struct command *c) {
    struct build *b = build_open(c);
    for (size_t i = 0; b && i < b->n_inputs; i++)
        build_set(b, i);
}

void command_sheet(const struct command *c) {
    struct str path;
    struct run *r = command_one_set(c);
    if (r && command_output(c, "FILE.pdf", &path))
        command_finish(c, r, output_sheet(r, path));
}

static bool make_exam(struct batch *b, struct buf *report) {
    bool named = opt_text(b->r->o, OPT_ROSTER, "").n > 0;
    return named ? copies_make(b, report) : batch_make(b);
}

void command_exam(const struct command *c) {
    if (c->o->v[OPT_CHECK].set) {
        check_papers(c, opt_text(c->o, OPT_CHECK, ""));
        return;
    }
    struct run *r = command_one_set(c);
    if (!r || !command_output(c, "DIR", &r->out_dir))
        return;
    struct buf copies = buf_in(c->a);
    struct batch batch = {.r = r};
    command_keep_ids(c, r, r->out_dir);
    run_read_ahead(r);
    bool ok = !run_papers(r) || (output_add_papers(&batch) && output_add_seating(&batch) &&
                                 r->d->exit_status == 0 && make_exam(&batch, &copies));
    if (command_finish(c, r, ok))
        report_written(c->report, &copies);
}
