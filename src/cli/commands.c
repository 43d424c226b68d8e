/* commands: what they share, and the table that names them. */
#include "cli/commands.h"

#include "cli/command.h"
#include "cli/data.h"

struct run *command_open(const struct command *c, const struct str *inputs, size_t n,
                         struct str name, struct str out) {
    struct run *r = arena_new(c->a, struct run);
    *r = (struct run){
        .a = c->a,
        .o = c->o,
        .d = diag_open(c->a),
        .data_dir = c->data_dir,
        .name = name,
        .out_dir = out,
        .inputs = inputs,
        .n_inputs = n,
    };
    r->d->strict = opt_flag(c->o, OPT_STRICT);
    return r;
}

/* For those who try crib on notes that are no notes of this kind. */
static void say_no_question(struct run *r) {
    if (r->study && !r->study->n_questions && r->d->exit_status == 0)
        diag_say(r->d, DIAG_INPUT_NO_QUESTION, r->name);
}

void command_close(const struct command *c, struct run *r, const struct buf *written) {
    struct sources none = {0};
    say_no_question(r);
    report_diagnostics(c->report, r->sources ? r->sources : &none, r->d);
    if (written)
        report_written(c->report, written);
}

void command_keep_ids(const struct command *c, struct run *r, struct str dir) {
    if (opt_flag(c->o, OPT_NO_IDS))
        return;
    struct str in_dir = dir.n ? fs_join(r->a, dir, STR("crib.ids")) : (struct str){0};
    r->ids = c->o->v[OPT_IDS].set ? c->o->v[OPT_IDS].text : in_dir;
}

struct run *command_one_set(const struct command *c) {
    if (!c->o->inputs.n) {
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`crib %s` wants a note or a folder of notes",
                            command_name(c->o->command)));
        return NULL;
    }
    struct str first = c->o->inputs.v[0];
    struct str name = str_eqc(first, "-") ? STR("notes") : fs_stem(first);
    return command_open(c, c->o->inputs.v, c->o->inputs.n, name, (struct str){0});
}

bool command_finish(const struct command *c, struct run *r, bool ok) {
    struct buf written = buf_in(c->a);
    ok = ok && r->d->exit_status == 0;
    if (ok)
        run_emit_ids(r);
    ok = ok && run_commit(r, &written);
    command_close(c, r, ok ? &written : NULL);
    return ok;
}

bool command_output(const struct command *c, const char *example, struct str *path) {
    *path = opt_text(c->o, OPT_OUTPUT, "");
    if (!path->n)
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`crib %s` wants -o %s", command_name(c->o->command), example));
    return path->n > 0;
}

static void (*const functions[COMMAND_COUNT])(const struct command *c) = {
#define COMMAND(letter, id, name, arguments, about) command_##id,
#include "cli/commands.def"
#undef COMMAND
};

void command_run(struct arena *a, const struct options *o, struct report *report, struct diag *d) {
    struct command c = {a, o, report, d, data_find(a)};
    if (!c.data_dir.n)
        diag_say(d, DIAG_DATA_MISSING, STR("styles/"),
                 STR("not found beside the program nor in $CRIB_DATA"));
    else
        functions[o->command](&c);
}

bool command_reads_notes(enum command_id c) {
    return c != CMD_dump && c != CMD_init && c != CMD_styles && c != CMD_fonts && c != CMD_targets;
}
