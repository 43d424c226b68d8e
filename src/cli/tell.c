/* tell: the commands that print: lint, dump, check-bank and most lists of what there is. */
#include "cli/command.h"

#include "cli/fix.h"
#include "cli/pages.h"
#include "items/check.h"
#include "layout/font.h"
#include "style/style.h"

/* Builds all stages whose messages are about the notes. */
void command_lint(const struct command *c) {
    if (opt_flag(c->o, OPT_DRY_RUN) && !opt_flag(c->o, OPT_FIX)) {
        diag_say(c->d, DIAG_USAGE, STR("--dry-run shows what --fix would change: give both"));
        return;
    }
    struct run *r = command_one_set(c);
    if (!r || (opt_flag(c->o, OPT_FIX) && !(r = fix_notes(c, r))))
        return;
    command_keep_ids(c, r, (struct str){0});
    run_deck(r);
    command_close(c, r, NULL);
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

void command_dump(const struct command *c) {
    struct run *r = command_one_set(c);
    if (!r)
        return;
    struct buf out = buf_in(c->a);
    command_keep_ids(c, r, (struct str){0});
    dump_stage(r, opt_text(c->o, OPT_STAGE, "study"), &out);
    command_close(c, r, NULL);
    if (out.n)
        report_data(c->report, &out);
}

/* A list of all questions, to decide upon. */
static bool is_review(struct str path) {
    return str_ends(path, STR(".csv"));
}

/* The form of the measurements by the ending of the file they go to: text without one. */
static void check_report(struct run *r, struct str path, struct buf *out) {
    const struct check *check = bank_check(r->a, r->bank, r->study);
    if (is_review(path))
        items_review(r->bank, out);
    else if (str_ends(path, STR(".json")))
        bank_check_json(check, r->sources, out);
    else if (str_ends(path, STR(".svg")))
        bank_check_svg(check, out);
    else
        bank_check_text(check, r->sources, out);
}

/* Decisions somebody made are not written over. */
static bool is_decided(struct run *r, struct str path) {
    if (!is_review(path) || fs_kind(r->a, path) == FS_NONE)
        return false;
    diag_say(r->d, DIAG_USAGE,
             str_format(r->a,
                        "`%.*s` is already there; crib leaves the decisions in it as they are",
                        STR_ARG(path)));
    return true;
}

void command_check_bank(const struct command *c) {
    struct run *r = command_one_set(c);
    if (!r)
        return;
    struct str path = opt_text(c->o, OPT_OUTPUT, "");
    struct buf out = buf_in(c->a);
    command_keep_ids(c, r, is_review(path) ? fs_dir(path) : (struct str){0});
    bool ok = !is_decided(r, path) && run_bank(r) != NULL;
    if (ok)
        check_report(r, path, &out);
    if (ok && path.n)
        run_emit_text(r, path, buf_get(&out), (struct str){0});
    if (path.n)
        command_finish(c, r, ok);
    else
        command_close(c, r, NULL);
    if (ok && !path.n)
        report_data(c->report, &out);
}

void command_styles(const struct command *c) {
    struct buf out = buf_in(c->a);
    if (!style_list(c->a, c->data_dir, &out, c->d))
        return;
    if (opt_flag(c->o, OPT_VERBOSE)) {
        buf_byte(&out, '\n');
        style_keys(&out);
    }
    report_data(c->report, &out);
}

void command_fonts(const struct command *c) {
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
