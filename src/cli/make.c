/* make: the commands that write files: build, sheet, exam, deck. */
#include "cli/command.h"

#include "base/map.h"
#include "cli/copies.h"
#include "cli/pages.h"
#include "plan/blueprint.h"

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

/* What one set leaves for the next. */
struct build {
    bool notetypes; /* crib-notetypes.apkg is still to be written */
    struct str ids; /* what crib.ids will hold */
};

/* Builds a set in memory of its own, given back at the end. */
static void build_set(const struct command *c, struct arena *own, struct str input,
                      struct build *b) {
    struct arena_mark mark = arena_mark(own);
    struct command set = *c;
    set.a = own;
    struct str out_dir = opt_text(c->o, OPT_OUTPUT, "output");
    struct run *r = command_open(&set, &input, 1, set_name(input), out_dir);
    command_keep_ids(&set, r, out_dir);
    r->ids_before = b->ids;
    if (command_finish(&set, r, emit_set(r, b->notetypes))) {
        b->notetypes = false;
        b->ids = str_copy(c->a, run_ids(r));
    }
    arena_reset(own, mark);
}

static void close_arena(void *arena) {
    arena_close(arena);
}

void command_build(const struct command *c) {
    struct str *inputs;
    size_t n;
    if (!build_inputs(c, &inputs, &n) || !names_differ(c, inputs, n))
        return;
    struct build b = {.notetypes = true};
    struct arena *own = arena_open(arena_failure(c->a));
    arena_defer(c->a, close_arena, own);
    for (size_t i = 0; i < n; i++)
        build_set(c, own, inputs[i], &b);
}

void command_sheet(const struct command *c) {
    struct str path;
    struct run *r = command_one_set(c);
    if (r && output_path(c, "FILE.pdf", &path))
        command_finish(c, r, emit_sheet(r, path));
}

void command_exam(const struct command *c) {
    struct run *r = command_one_set(c);
    if (!r || !output_path(c, "DIR", &r->out_dir))
        return;
    struct buf copies = buf_in(c->a);
    command_keep_ids(c, r, r->out_dir);
    bool ok = emit_papers(r) && emit_seating(r);
    if (ok && r->papers && r->d->exit_status == 0 && opt_text(c->o, OPT_ROSTER, "").n)
        ok = copies_write(r, run_seats(r), &copies);
    if (command_finish(c, r, ok))
        report_written(c->report, &copies);
}

void command_deck(const struct command *c) {
    struct str path;
    struct run *r = command_one_set(c);
    if (!r || !output_path(c, "FILE.apkg, FILE.anki.csv or FILE.anki.xlsx", &path))
        return;
    const struct backend *b = emit_for_path(path);
    if (!b || b->needs != NEEDS_DECK) {
        diag_say(c->d, DIAG_USAGE,
                 str_format(c->a, "`%.*s` is no name for a deck; `crib targets` lists the endings",
                            STR_ARG(path)));
        return;
    }
    command_keep_ids(c, r, fs_dir(path));
    bool rows = !str_eqc(str_of(b->name), "apkg"); /* text brings no notetypes along */
    command_finish(c, r, emit_deck(r, b, path) && (!rows || emit_notetypes(r, fs_dir(path))));
}
