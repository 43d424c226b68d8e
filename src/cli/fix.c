/* fix: `crib lint --fix`: the safe rules of reading, written into the notes. What changes is
 * printed first, as a unified diff; --dry-run leaves it at that. */
#include "cli/fix.h"

#include "base/udiff.h"

struct fixer {
    const struct command *c;
    struct run *r;  /* the notes as they are */
    struct diag *d; /* of the run they are linted in */
    struct syntax_options rules;
};

/* Nobody edited the note since it was read. */
static bool is_unchanged(struct run *r, const struct source *s) {
    struct str now, error;
    return fs_read(r->a, s->file, SOURCE_BYTES_MAX, &now, &error) && str_eq(now, s->bytes);
}

static bool may_write(const struct fixer *f, const struct source *s,
                      const struct syntax_fixed *fixed) {
    if (!fixed->bytes.n)
        diag_say(f->d, DIAG_FIX_ENCODING, s->path, s->encoding);
    else if (!is_unchanged(f->r, s))
        diag_say(f->d, DIAG_FIX_CHANGED, s->path);
    else
        return true;
    return false;
}

static void write_note(const struct fixer *f, const struct source *s,
                       const struct syntax_fixed *fixed) {
    struct fs_out *out = fs_create(f->r->a, s->file);
    struct buf done = buf_in(f->r->a);
    struct str error;
    fs_write(out, fixed->bytes.p, fixed->bytes.n);
    if (!fs_commit(out, &error)) {
        diag_say(f->d, DIAG_OUTPUT_WRITE, s->path, error);
        return;
    }
    diag_show(&done, s->path);
    buf_printf(&done, ": %zu fixed\n", fixed->n);
    report_written(f->c->report, &done);
}

static void fix_note(const struct fixer *f, const struct source *s) {
    bool dry = opt_flag(f->c->o, OPT_DRY_RUN);
    struct syntax_fixed fixed = syn_fix(f->r->a, s, &f->rules);
    struct buf diff = buf_in(f->r->a);
    if (fixed.n == 0 || (!dry && !may_write(f, s, &fixed)))
        return;
    udiff_put(&diff, s->path, fixed.before, fixed.after, fixed.edits, fixed.n);
    if (dry) {
        report_data(f->c->report, &diff);
        return;
    }
    report_written(f->c->report, &diff);
    write_note(f, s, &fixed);
}

static bool reads_stdin(const struct run *r) {
    for (size_t i = 0; i < r->n_inputs; i++)
        if (str_eqc(r->inputs[i], "-"))
            return true;
    return false;
}

struct run *fix_notes(const struct command *c, struct run *r) {
    bool dry = opt_flag(c->o, OPT_DRY_RUN);
    if (!dry && reads_stdin(r)) {
        diag_say(c->d, DIAG_FIX_STDIN);
        return NULL;
    }
    struct run *next = dry ? r : command_one_set(c);
    struct fixer f = {c, r, next->d, {0}};
    const struct sources *s = run_rules(r, &f.rules) ? run_sources(r) : NULL;
    for (size_t i = 0; s && i < s->n; i++)
        fix_note(&f, s->v[i]);
    return next;
}
