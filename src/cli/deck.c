/* deck: `crib deck`: a deck in one form, and what changed in it. */
#include "cli/command.h"
#include "cli/outputs.h"

#define OLD_BYTES_MAX (1u << 28)

/* The path without the ending of its back end. */
static struct str deck_base(const struct backend *b, struct str path) {
    return str_slice(path, 0, path.n - strlen(b->extension));
}

/* What --diff names: a file, or what a build left in a folder: its CSV, its package, or crib.ids.
 */
static struct str old_path(const struct run *r, struct str with) {
    const struct str names[] = {str_format(r->a, "%.*s.anki.csv", STR_ARG(r->name)),
                                str_format(r->a, "%.*s.apkg", STR_ARG(r->name)), STR("crib.ids")};
    if (fs_kind(r->a, with) != FS_DIR)
        return with;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str path = fs_join(r->a, with, names[i]);
        if (fs_kind(r->a, path) == FS_FILE)
            return path;
    }
    return with;
}

/* The text of an earlier deck or ledger. False after reporting why there is none. */
static bool read_old(struct run *r, struct str path, struct str *text) {
    const struct backend *b = emit_for_path(path);
    struct str error;
    if (b && b->read && b->read(r->a, path, text))
        return true;
    bool ok = fs_read(r->a, path, OLD_BYTES_MAX, text, &error);
    if (!ok)
        diag_say(r->d, DIAG_INPUT_MISSING, path, error);
    return ok;
}

/* The deck as --diff wants it: against the ledger, or against what was built before. NULL after
 * reporting why not. */
static const struct deck *deck_against(struct run *r, struct str with) {
    struct str text, path = old_path(r, with);
    if (str_eqc(with, "LAST"))
        return run_deck(r);
    if (!read_old(r, path, &text))
        return NULL;
    struct str beside = fs_join(r->a, fs_dir(path), STR("crib.ids"));
    if (fs_kind(r->a, r->ids) == FS_NONE && fs_kind(r->a, beside) == FS_FILE)
        r->ids = beside; /* there is no other to keep ids by */
    else if (fs_kind(r->a, r->ids) == FS_NONE && str_starts(text, STR("# crib.ids")))
        r->ids = path;
    struct deck *out = arena_new(r->a, struct deck);
    if (run_deck(r) && deck_compare(r->a, r->deck, r->study, text, out, r->d))
        return out;
    if (r->deck)
        diag_say(r->d, DIAG_OPTION_VALUE, STR("--diff"),
                 STR("LAST, a .anki.csv, .apkg or crib.ids of before, or the folder it is in"),
                 with);
    return NULL;
}

/* Prints what changed. False when that is a likely loss and not forced, there is no deck, or it is
 * all that was wanted. */
static bool tell_diff(const struct command *c, struct str with, struct str dir) {
    struct run *r = command_one_set(c);
    if (!r)
        return false;
    command_keep_ids(c, r, dir);
    bool writes = opt_text(c->o, OPT_OUTPUT, "").n > 0;
    bool json = str_eqc(opt_text(c->o, OPT_DIAGNOSTICS, "text"), "json");
    const struct deck *deck = deck_against(r, with);
    bool stops = deck && deck_is_loss(deck) && !opt_flag(c->o, OPT_FORCE);
    if (deck) {
        struct buf out = buf_in(c->a);
        deck_diff(deck, r->sources, json, &out);
        report_data(c->report, &out);
    }
    if (stops)
        diag_say(r->d, DIAG_DECK_LOSS_STOPPED, str_format(c->a, "%zu", deck_newly_gone(deck)),
                 str_format(c->a, "%zu", deck->n_before));
    if (!deck || stops || !writes) /* else the run that writes says the same */
        command_close(c, r, NULL);
    return deck && !stops && writes;
}

static const struct backend *deck_backend(const struct command *c, struct str path) {
    const struct backend *b = emit_for_path(path);
    if (b && b->needs == NEEDS_DECK)
        return b;
    diag_say(c->d, DIAG_USAGE,
             str_format(c->a, "`%.*s` is no name for a deck; `crib targets` lists the endings",
                        STR_ARG(path)));
    return NULL;
}

void command_deck(const struct command *c) {
    struct str path = opt_text(c->o, OPT_OUTPUT, ""), diff = opt_text(c->o, OPT_DIFF, "");
    const struct backend *b = path.n ? deck_backend(c, path) : NULL;
    if (path.n && !b)
        return;
    if (diff.n && !tell_diff(c, diff, path.n ? fs_dir(path) : STR("output")))
        return;
    struct run *r = command_one_set(c);
    if (r && !b)
        diag_say(c->d, DIAG_USAGE,
                 STR("`crib deck` wants -o FILE.apkg, FILE.anki.csv or FILE.anki.xlsx"));
    if (!r || !b)
        return;
    command_keep_ids(c, r, fs_dir(path));
    bool ok = output_deck(r, b, path);
    if (ok) {
        struct str removed = str_format(r->a, "%.*s.removed.csv", STR_ARG(deck_base(b, path)));
        bool rows = !str_eqc(str_of(b->name), "apkg"); /* text brings no notetypes along */
        ok = output_deck_changes(r, removed) && (!rows || output_notetypes(r, fs_dir(path)));
    }
    command_finish(c, r, ok);
}
