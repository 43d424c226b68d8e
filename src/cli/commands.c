/* commands: one function a command; a table names them. */
#include "cli/commands.h"

#include "base/map.h"
#include "cli/copies.h"
#include "cli/data.h"
#include "cli/pages.h"
#include "layout/font.h"
#include "plan/blueprint.h"
#include "style/style.h"

/* What the commands share. */
struct command {
    struct arena *a;
    const struct options *o;
    struct report *report;
    struct diag *d; /* of what concerns no set */
    struct str data_dir;
};

static struct run *open_run(const struct command *c, const struct str *inputs, size_t n,
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

/* Prints the set's messages, and what was written when `written`. */
static void close_run(const struct command *c, struct run *r, const struct buf *written) {
    struct sources none = {0};
    report_diagnostics(c->report, r->sources ? r->sources : &none, r->d);
    if (written)
        report_written(c->report, written);
}

/* True when nothing stops outputs from being written: with --strict, no errors. */
static bool may_write(const struct run *r) {
    return r->d->exit_status == 0;
}

/* The set of all inputs of a command that makes one thing of them; false after reporting that there
 * are none. */
static struct run *one_set(const struct command *c) {
    if (!c->o->inputs.n) {
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`crib %s` wants a note or a folder of notes",
                            command_name(c->o->command)));
        return NULL;
    }
    struct str first = c->o->inputs.v[0];
    struct str name = str_eqc(first, "-") ? STR("notes") : fs_stem(first);
    return open_run(c, c->o->inputs.v, c->o->inputs.n, name, (struct str){0});
}

/* --output, or a usage error that says what to give. */
static bool output_path(const struct command *c, const char *example, struct str *path) {
    *path = opt_text(c->o, OPT_OUTPUT, "");
    if (!path->n)
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`crib %s` wants -o %s", command_name(c->o->command), example));
    return path->n > 0;
}

static bool emit_named(struct run *r, const char *backend, const struct emit_input *in,
                       struct str path, struct str about) {
    return run_emit(r, emit_find(str_of(backend)), in, path, about);
}

static bool emit_pages(struct run *r, const struct pages *pages, struct str path,
                       struct str about) {
    struct emit_input in = run_input(r);
    in.pages = pages;
    return emit_named(r, "pdf", &in, path, about);
}

static struct str set_path(const struct run *r, const char *ending) {
    return fs_join(r->a, r->out_dir, str_format(r->a, "%.*s%s", STR_ARG(r->name), ending));
}

static bool emit_sheet(struct run *r, struct str path) {
    struct str about;
    const struct pages *pages = run_sheet(r, &about);
    return pages && emit_pages(r, pages, path, about);
}

/* Student paper and key of every variant, and the manifest. Nothing, said aloud, when no item is
 * fit for a paper. */
static bool emit_papers(struct run *r) {
    const struct paper_set *set = run_papers(r);
    if (!set)
        return r->d->exit_status == 0;
    for (size_t i = 0; i < set->n; i++) {
        const struct run_paper *p = run_paper(r, i);
        const char letter[] = {set->v[i].variant, 0};
        if (!p ||
            !emit_pages(r, p->student,
                        set_path(r, str_c(r->a, str_format(r->a, "-%s.pdf", letter))),
                        p->student_about) ||
            !emit_pages(r, p->key,
                        set_path(r, str_c(r->a, str_format(r->a, "-%s-key.pdf", letter))),
                        p->key_about))
            return false;
    }
    if (set->blueprint->answer_sheet) {
        struct str about;
        const struct pages *cards = run_cards(r, &about);
        if (!cards || !emit_pages(r, cards, set_path(r, "-answer-sheet.pdf"), about))
            return false;
    }
    struct emit_input in = run_input(r);
    return emit_named(r, "manifest", &in, set_path(r, ".manifest.json"), (struct str){0});
}

/* For those who hold the exam: who sits where, which item stands where. */
static bool emit_seating(struct run *r) {
    struct str about;
    const struct pages *pages = r->papers ? run_seating(r, &about) : NULL;
    return r->papers ? pages && emit_pages(r, pages, set_path(r, "-seating.pdf"), about)
                     : r->d->exit_status == 0;
}

static bool emit_deck(struct run *r, const struct backend *b, struct str path) {
    const struct deck *deck = run_deck(r);
    if (!deck)
        return false;
    struct emit_input in = run_input(r);
    return run_emit(r, b, &in, path,
                    str_format(r->a, "%zu note%s", deck->n, deck->n == 1 ? "" : "s"));
}

/* The deck in every form; nothing, said aloud, when the notes answer no question. */
static bool emit_decks(struct run *r) {
    static const char *const forms[] = {"anki-csv", "anki-xlsx", "apkg"};
    const struct deck *deck = run_deck(r);
    if (deck && deck->n == 0)
        diag_say(r->d, DIAG_DECK_EMPTY, r->name);
    for (size_t i = 0; deck && deck->n && i < COUNT_OF(forms); i++) {
        const struct backend *b = emit_find(str_of(forms[i]));
        if (!emit_deck(r, b, set_path(r, b->extension)))
            return false;
    }
    return deck != NULL;
}

/* crib's notetypes, which a CSV cannot bring along. */
static bool emit_notetypes(struct run *r, struct str dir) {
    const struct backend *b = emit_find(STR("anki-notetypes"));
    struct emit_input in = run_input(r);
    return r->deck->stock ||
           run_emit(r, b, &in, fs_join(r->a, dir, str_of(b->extension)), STR("import once"));
}

static bool emit_set(struct run *r, bool notetypes) {
    return emit_sheet(r, set_path(r, "-sheet.pdf")) && emit_papers(r) && emit_decks(r) &&
           (!notetypes || emit_notetypes(r, r->out_dir));
}

/* `notetypes`: with crib-notetypes.apkg. */
static bool build_set(const struct command *c, struct run *r, bool notetypes) {
    struct buf written = buf_in(c->a);
    bool ok = emit_set(r, notetypes) && may_write(r) && run_commit(r, &written);
    close_run(c, r, ok ? &written : NULL);
    return ok;
}

/* The inputs of `crib build`: those named, or every note of input/ by itself. */
static bool build_inputs(const struct command *c, struct str **inputs, size_t *n) {
    *inputs = c->o->inputs.v;
    *n = c->o->inputs.n;
    if (*n)
        return true;
    struct source_options o = {0};
    struct str folder = STR("input");
    if (fs_kind(c->a, folder) != FS_DIR) {
        diag_say(
            c->d, DIAG_USAGE,
            STR("there is no folder input/ here; name a note or a folder: crib build NOTES.md"));
        return false;
    }
    struct sources s = source_load(c->a, &folder, 1, &o, c->d);
    *inputs = arena_array(c->a, struct str, s.n);
    for (size_t i = 0; i < s.n; i++)
        (*inputs)[(*n)++] = s.v[i]->path;
    return s.n > 0;
}

static struct str set_name(struct str input) {
    while (input.n > 1 && input.p[input.n - 1] == '/')
        input.n--;
    return str_eqc(input, "-") ? STR("notes") : str_eqc(input, ".") ? STR("notes") : fs_stem(input);
}

/* Two sets of one name would overwrite each other's files. */
static bool names_differ(const struct command *c, const struct str *inputs, size_t n) {
    struct map seen = map_in(c->a);
    for (size_t i = 0; i < n; i++) {
        struct map_entry *e = map_put(&seen, set_name(inputs[i]));
        if (e->num++) {
            diag_say(c->d, DIAG_USAGE,
                     str_format(c->a,
                                "two inputs are named `%.*s`; build them into different folders",
                                STR_ARG(e->key)));
            return false;
        }
    }
    return true;
}

static void run_build(const struct command *c) {
    struct str *inputs;
    size_t n;
    if (!build_inputs(c, &inputs, &n) || !names_differ(c, inputs, n))
        return;
    bool notetypes = true; /* until a set was written with them */
    for (size_t i = 0; i < n; i++) {
        struct run *r =
            open_run(c, &inputs[i], 1, set_name(inputs[i]), opt_text(c->o, OPT_OUTPUT, "output"));
        if (build_set(c, r, notetypes))
            notetypes = false;
    }
}

/* Ends a command that wrote one set. */
static void finish(const struct command *c, struct run *r, bool ok) {
    struct buf written = buf_in(c->a);
    ok = ok && may_write(r) && run_commit(r, &written);
    close_run(c, r, ok ? &written : NULL);
}

static void run_sheet_command(const struct command *c) {
    struct str path;
    struct run *r = one_set(c);
    if (r && output_path(c, "FILE.pdf", &path))
        finish(c, r, emit_sheet(r, path));
}

static void run_exam(const struct command *c) {
    struct run *r = one_set(c);
    struct buf written = buf_in(c->a);
    if (!r || !output_path(c, "DIR", &r->out_dir))
        return;
    bool ok = emit_papers(r) && emit_seating(r) && may_write(r);
    if (ok && r->papers && opt_text(c->o, OPT_ROSTER, "").n)
        ok = copies_write(r, run_seats(r), &written);
    ok = ok && run_commit(r, &written);
    close_run(c, r, ok ? &written : NULL);
}

static void run_deck_command(const struct command *c) {
    struct str path;
    struct run *r = one_set(c);
    if (!r || !output_path(c, "FILE.apkg, FILE.anki.csv or FILE.anki.xlsx", &path))
        return;
    const struct backend *b = emit_for_path(path);
    if (!b || b->needs != NEEDS_DECK) {
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`%.*s` is no name for a deck; `crib targets` lists the endings",
                            STR_ARG(path)));
        return;
    }
    bool rows = !str_eqc(str_of(b->name), "apkg"); /* text brings no notetypes along */
    finish(c, r, emit_deck(r, b, path) && (!rows || emit_notetypes(r, fs_dir(path))));
}

/* Builds all stages whose messages are about the notes. */
static void run_lint(const struct command *c) {
    struct run *r = one_set(c);
    if (!r)
        return;
    run_bank(r);
    close_run(c, r, NULL);
}

static void dump_layout(struct run *r, struct buf *out) {
    struct str about;
    const struct pages *pages = run_sheet(r, &about);
    if (pages)
        pages_dump(pages, out);
}

static void dump_stage(struct run *r, struct str stage, struct buf *out) {
    if (str_eqc(stage, "source") && run_sources(r))
        source_dump(r->sources, out);
    else if (str_eqc(stage, "ast") && run_documents(r))
        syn_dump(r->documents, r->sources->n, r->sources, out);
    else if (str_eqc(stage, "study") && run_study(r))
        study_dump(r->study, out);
    else if (str_eqc(stage, "items") && run_bank(r))
        items_dump(r->bank, r->sources, opt_flag(r->o, OPT_REJECTED), out);
    else if (str_eqc(stage, "plan") && run_papers(r))
        paper_manifest(r->papers, r->sources, out);
    else if (str_eqc(stage, "layout"))
        dump_layout(r, out);
}

static void run_dump(const struct command *c) {
    struct run *r = one_set(c);
    if (!r)
        return;
    struct buf out = buf_in(c->a);
    dump_stage(r, opt_text(c->o, OPT_STAGE, "study"), &out);
    close_run(c, r, NULL);
    if (out.n)
        report_data(c->report, &out);
}

static void run_styles(const struct command *c) {
    struct buf out = buf_in(c->a);
    if (style_list(c->a, c->data_dir, &out, c->d))
        report_data(c->report, &out);
}

static void run_fonts(const struct command *c) {
    struct font_options o = {
        .data_dir = c->data_dir,
        .font_dirs = c->o->v[OPT_FONT_DIR].list.v,
        .n_font_dirs = c->o->v[OPT_FONT_DIR].list.n,
    };
    struct font_set *fonts = font_set_open(c->a, &o, c->d);
    struct buf out = buf_in(c->a);
    if (!fonts)
        return;
    font_list(fonts, &out);
    report_data(c->report, &out);
}

static void run_targets(const struct command *c) {
    struct buf out = buf_in(c->a);
    size_t n;
    const struct backend *const *all = emit_all(&n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%-12s %-16s %s\n", all[i]->name, all[i]->extension, all[i]->about);
    report_data(c->report, &out);
}

static void (*const functions[COMMAND_COUNT])(const struct command *c) = {
    [CMD_build] = run_build,       [CMD_sheet] = run_sheet_command, [CMD_exam] = run_exam,
    [CMD_deck] = run_deck_command, [CMD_lint] = run_lint,           [CMD_dump] = run_dump,
    [CMD_styles] = run_styles,     [CMD_fonts] = run_fonts,         [CMD_targets] = run_targets,
};

void command_run(struct arena *a, const struct options *o, struct report *report, struct diag *d) {
    struct command c = {a, o, report, d, data_find(a)};
    if (!c.data_dir.n)
        diag_say(d, DIAG_DATA_MISSING, STR("styles/"),
                 STR("not found beside the program nor in $CRIB_DATA"));
    else
        functions[o->command](&c);
}
