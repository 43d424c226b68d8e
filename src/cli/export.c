/* export: the commands that take questions to other programs: book, export and targets. */
#include "cli/command.h"

#include "cli/outputs.h"

/* --to or --target-file; NULL after reporting. */
static const struct target *find_target(const struct command *c, struct diag *d) {
    struct str file = opt_text(c->o, OPT_TARGET_FILE, ""), name = opt_text(c->o, OPT_TO, "");
    if (file.n)
        return target_read(c->a, file, d);
    if (name.n)
        return target_load(c->a, c->data_dir, name, d);
    diag_say(d, DIAG_USAGE, STR("`crib export` wants --to TARGET; `crib targets` lists them"));
    return NULL;
}

static uint8_t formula_policy(const struct command *c, const struct target *t) {
    struct str word = opt_text(c->o, OPT_CSV_FORMULA, t->guard ? "escape" : "keep");
    return str_eqc(word, "escape") ? FORMULAS_ESCAPE
           : str_eqc(word, "fail") ? FORMULAS_FAIL
                                   : FORMULAS_KEEP;
}

static bool write_quiz(struct run *r, const struct target *t, const struct quiz *q, uint8_t policy,
                       struct str path) {
    static const char *const policies[] = {"keep", "escape", "fail"};
    const struct backend *b = emit_find(t->writer);
    struct emit_input in = run_input(r);
    struct buf manifest = buf_in(r->a);
    size_t formulas = 0;
    if (!b || b->needs != NEEDS_QUIZ) {
        diag_say(r->d, DIAG_USAGE,
                 str_format(r->a, "target `%.*s`: there is no writer `%.*s`", STR_ARG(t->name),
                            STR_ARG(t->writer)));
        return false;
    }
    in.quiz = q;
    in.formulas = policy;
    in.n_formulas = &formulas;
    if (!run_emit(r, b, &in, path, str_format(r->a, "%zu of %zu questions", q->n, q->n_items)))
        return false;
    quiz_manifest(q, r->sources, formulas, str_of(policies[policy]), &manifest);
    run_emit_text(r, str_format(r->a, "%.*s.manifest.json", STR_ARG(path)), buf_get(&manifest),
                  STR("what is in it, what is not, and why"));
    return true;
}

static bool emit_export(const struct command *c, struct run *r, struct str path) {
    const struct target *t = find_target(c, r->d);
    const struct bank *b = t ? run_bank(r) : NULL;
    if (!b)
        return false;
    const struct quiz *q = quiz_plan(r->a, b, r->sources, t);
    quiz_report(q, r->d);
    if (q->n == 0) {
        diag_say(r->d, DIAG_EXPORT_EMPTY, r->name, t->name);
        return false;
    }
    return write_quiz(r, t, q, formula_policy(c, t), path);
}

void command_book(const struct command *c) {
    struct str path;
    struct run *r = command_one_set(c);
    if (!r || !command_output(c, "FILE.xlsx", &path))
        return;
    command_keep_ids(c, r, fs_dir(path));
    command_finish(c, r, output_book(r, path));
}

void command_export(const struct command *c) {
    struct str path;
    struct run *r = command_one_set(c);
    if (!r || !command_output(c, "FILE", &path))
        return;
    command_keep_ids(c, r, fs_dir(path));
    command_finish(c, r, emit_export(c, r, path));
}

/* The targets as a page of documentation, in a file. */
static void write_document(const struct command *c, const struct target *const *v, size_t n,
                           struct str path) {
    struct buf text = buf_in(c->a);
    struct fs_out *out = fs_create(c->a, path);
    struct str error;
    target_document(v, n, &text);
    fs_write(out, text.p, text.n);
    if (!fs_commit(out, &error))
        diag_say(c->d, DIAG_OUTPUT_WRITE, path, error);
}

void command_targets(const struct command *c) {
    struct buf out = buf_in(c->a);
    const struct target *const *targets;
    size_t n, n_targets;
    const struct backend *const *all = emit_all(&n);
    if (!target_all(c->a, c->data_dir, &targets, &n_targets, c->d))
        return;
    if (c->o->v[OPT_OUTPUT].set) {
        write_document(c, targets, n_targets, c->o->v[OPT_OUTPUT].text);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (all[i]->needs != NEEDS_QUIZ)
            buf_printf(&out, "%-12s %-16s %s\n", all[i]->name, all[i]->extension, all[i]->about);
    buf_c(&out, "\ncrib export --to:\n");
    target_list(c->a, targets, n_targets, &out);
    report_data(c->report, &out);
}
