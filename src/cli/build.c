/* build: see build.h. */
#include "cli/build.h"

#include "base/map.h"
#include "cli/outputs.h"

/* The inputs of `crib build`: those named, or every note of input/ by itself. */
static bool find_inputs(const struct command *c, struct str **inputs, size_t *n) {
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

struct build *build_open(const struct command *c) {
    struct str *inputs;
    size_t n;
    if (!find_inputs(c, &inputs, &n) || !names_differ(c, inputs, n))
        return NULL;
    struct build *b = arena_new(c->a, struct build);
    *b = (struct build){
        .c = c,
        .inputs = inputs,
        .n_inputs = n,
        .own = *arena_hold(c->a),
        .kept = *arena_hold(c->a),
        .notetypes = true,
        .fonts = arena_new(c->a, struct run_fonts),
    };
    b->fonts->a = c->a;
    return b;
}

/* Puts in place what was made so far. */
static bool commit_early(const struct command *c, struct run *r) {
    struct buf written = buf_in(c->a);
    bool ok = r->d->exit_status == 0 && run_commit(r, &written);
    r->outputs.n = 0;
    report_written(c->report, &written);
    return ok;
}

void build_set(struct build *b, size_t i) {
    struct arena_mark mark = arena_mark(b->own);
    struct command set = *b->c;
    set.a = b->own;
    struct str out_dir = opt_text(set.o, OPT_OUTPUT, "output");
    struct run *r = command_open(&set, &b->inputs[i], 1, set_name(b->inputs[i]), out_dir);
    command_keep_ids(&set, r, out_dir);
    r->ids_before = b->ids;
    r->kept_fonts = b->fonts;
    bool ok = output_set_sheet(r) && (!b->sheet_first || commit_early(&set, r)) &&
              output_set_rest(r, b->notetypes);
    if (command_finish(&set, r, ok)) {
        b->notetypes = false;
        b->ids = str_copy(b->kept, run_ids(r));
    }
    arena_reset(b->own, mark);
}
