/* run: the pipeline, stage after stage. */
#include "cli/run.h"

#include "base/utf8.h"
#include "cli/ahead.h"

#include <stdlib.h>
#include <time.h>

#define FIXED_DATE 1764201600 /* 2025-11-27: of files that must have a date */

const struct sources *run_sources(struct run *r) {
    if (r->sources)
        return r->sources->n ? r->sources : NULL;
    struct source_options o = {
        .encoding = opt_text(r->o, OPT_ENCODING, ""),
        .lossy = opt_flag(r->o, OPT_LOSSY),
        .out_dir = r->out_dir,
    };
    struct sources *s = arena_new(r->a, struct sources);
    *s = source_load(r->a, r->inputs, r->n_inputs, &o, r->d);
    r->sources = s;
    r->vault = vault_open(r->a, s);
    return s->n ? s : NULL;
}

bool run_rules(struct run *r, struct syntax_options *o) {
    *o = (struct syntax_options){r->o->v[OPT_RULES_OFF].list.v, r->o->v[OPT_RULES_OFF].list.n};
    for (size_t i = 0; i < o->n_rules_off; i++) {
        if (syn_rule_known(o->rules_off[i]))
            continue;
        diag_say(r->d, DIAG_OPTION_VALUE, STR("--rules-off"), STR("the name of a rule"),
                 o->rules_off[i]);
        return false;
    }
    return true;
}

const struct document *const *run_documents(struct run *r) {
    const struct sources *s = run_sources(r);
    struct syntax_options o;
    if (r->documents || !s || !run_rules(r, &o))
        return r->documents;
    r->documents = arena_array(r->a, const struct document *, s->n);
    for (size_t i = 0; i < s->n; i++)
        r->documents[i] = syn_parse(r->a, s->v[i], &o, r->d);
    return r->documents;
}

/* A file of words that is not there would change what every note says: nothing is read without. */
static bool has_labels(const struct run *r) {
    for (size_t i = 0; i < r->o->v[OPT_LABELS].list.n; i++) {
        struct str path = r->o->v[OPT_LABELS].list.v[i];
        if (fs_kind(r->a, path) == FS_FILE)
            continue;
        diag_say(r->d, DIAG_INPUT_MISSING, path, STR("no such file"));
        return false;
    }
    return true;
}

const struct study *run_study(struct run *r) {
    const struct document *const *docs = run_documents(r);
    if (r->study || !docs || !has_labels(r))
        return r->study;
    struct study_options o = {
        .data_dir = r->data_dir,
        .label_files = r->o->v[OPT_LABELS].list.v,
        .n_label_files = r->o->v[OPT_LABELS].list.n,
        .takes_trees = true,
        .threads = (unsigned)opt_number(r->o, OPT_JOBS, 1),
    };
    r->study = study_build(r->a, docs, r->sources->n, r->sources, r->vault, &o, r->d);
    return r->study;
}

/* What a question that changed is dated: the only use of the clock, and crib.ids records it. */
static int64_t run_now(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long seconds;
    return epoch && str_to_int(str_of(epoch), &seconds) && seconds > 0 ? seconds
                                                                       : (int64_t)time(NULL);
}

const struct bank *run_bank(struct run *r) {
    const struct study *s = run_study(r);
    if (r->bank || !s)
        return r->bank;
    struct item_options o = {
        .data_dir = r->data_dir,
        .rules = ahead_rules(r),
        .lang = opt_text(r->o, OPT_LANG, "auto"),
        .seed = (uint64_t)opt_number(r->o, OPT_SEED, 1),
        .min_score = (int)opt_number(r->o, OPT_MIN_SCORE, 0),
        .min_confidence = (int)opt_number(r->o, OPT_MIN_CONFIDENCE, 0),
        .ids = r->ids,
        .ids_before = r->ids_before,
        .now = run_now(),
        .review =
            r->ids.n ? fs_join(r->a, fs_dir(r->ids), STR("crib.review.csv")) : (struct str){0},
        .threads = (unsigned)opt_number(r->o, OPT_JOBS, 1),
    };
    r->bank = items_build(r->a, s, &o, r->d);
    return r->bank;
}

const struct paper_set *run_papers(struct run *r) {
    const struct bank *b = run_bank(r);
    if (r->papers_tried || !b)
        return r->papers;
    struct paper_options o = {
        .data_dir = r->data_dir,
        .blueprint = opt_text(r->o, OPT_BLUEPRINT, ""),
        .title = run_title(r),
        .lang = opt_text(r->o, OPT_LANG, "auto"),
        .seed = (uint64_t)opt_number(r->o, OPT_SEED, 1),
        .has_seed = r->o->v[OPT_SEED].set,
        .variants = (unsigned)opt_number(r->o, OPT_VARIANTS, 0),
    };
    r->papers_tried = true;
    r->papers = paper_plan(r->a, b, &o, r->d);
    return r->papers;
}

static enum list_mode list_mode(struct str word) {
    return str_eqc(word, "cloze")   ? LISTS_CLOZE
           : str_eqc(word, "whole") ? LISTS_WHOLE
                                    : LISTS_POINTS;
}

/* --notetypes crib or stock[=LANG]; false after reporting a language Anki has no names in. */
static bool find_stock(struct run *r, const struct notetype_stock **stock) {
    struct str word = opt_text(r->o, OPT_NOTETYPES, "crib"), prefix = STR("stock");
    *stock = NULL;
    if (!str_starts(word, prefix))
        return str_eqc(word, "crib") || (diag_say(r->d, DIAG_OPTION_VALUE, STR("--notetypes"),
                                                  STR("crib or stock[=LANG]"), word),
                                         false);
    struct str lang = str_from(word, prefix.n);
    lang = lang.n ? str_from(lang, 1) : run_lang(r);
    *stock = notetype_stock_find(lang);
    if (!*stock)
        diag_say(r->d, DIAG_OPTION_VALUE, STR("--notetypes"),
                 STR("a language of Anki's, such as stock=zh_CN or stock=en"), word);
    return *stock != NULL;
}

const struct deck *run_deck(struct run *r) {
    const struct bank *b = run_bank(r);
    const struct notetype_stock *stock;
    if (r->deck || !b || !find_stock(r, &stock))
        return r->deck;
    struct deck_options o = {
        .data_dir = r->data_dir,
        .name = utf8_mended(r->a, r->name),
        .lang = run_lang(r),
        .lists = list_mode(opt_text(r->o, OPT_LISTS, "points")),
        .depth = (int)opt_number(r->o, OPT_DECK_DEPTH, 3),
        .numbers = opt_flag(r->o, OPT_DECK_NUMBERS),
        .scheduling = opt_flag(r->o, OPT_WITH_SCHEDULING),
        .obsidian = opt_text(r->o, OPT_OBSIDIAN, ""),
        .vault = r->vault,
        .inputs = r->inputs,
        .n_inputs = r->n_inputs,
        .ids = b->ids,
        .stock = stock,
        .now = b->ids.n ? run_now() : run_date(),
    };
    r->deck = deck_plan(r->a, r->study, b, &o, r->d);
    return r->deck;
}

int64_t run_date(void) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long seconds;
    return epoch && str_to_int(str_of(epoch), &seconds) && seconds > 0 ? seconds : FIXED_DATE;
}

struct str run_title(struct run *r) {
    return r->study && r->study->n == 1 ? r->study->v[0]->title : utf8_mended(r->a, r->name);
}

struct str run_lang(struct run *r) {
    struct str asked = opt_text(r->o, OPT_LANG, "auto");
    if (!str_eqc(asked, "auto"))
        return asked;
    return r->study && r->study->n && str_eqc(r->study->v[0]->lang, "zh") ? STR("zh") : STR("en");
}

char run_pdfa(const struct run *r) {
    struct str level = opt_text(r->o, OPT_PDFA, "");
    return level.n == 2 ? (char)(level.p[1] - 'a' + 'A') : 0; /* "2a", "2b", "2u" */
}

struct emit_input run_input(struct run *r) {
    return (struct emit_input){
        .sources = r->sources,
        .study = r->study,
        .bank = r->bank,
        .deck = r->deck,
        .papers = r->papers,
        .vault = r->vault,
        .title = run_title(r),
        .lang = run_lang(r),
        .data_dir = r->data_dir,
        .date = run_date(),
        .strict = opt_flag(r->o, OPT_STRICT),
        .pdfa = run_pdfa(r),
        .threads = (unsigned)opt_number(r->o, OPT_JOBS, 0),
    };
}

/* True, after reporting, when `path` is one of the notes: an output never overwrites what it is
 * made of. */
static bool is_input(struct run *r, struct str path) {
    struct str real = fs_real(r->a, path);
    for (size_t i = 0; real.n && r->sources && i < r->sources->n; i++)
        if (str_eq(real, r->sources->v[i]->file)) {
            diag_say(r->d, DIAG_USAGE,
                     str_format(r->a, "`%.*s` is one of the notes; name another file with -o",
                                STR_ARG(path)));
            return true;
        }
    return false;
}

bool run_prepare(struct run *r, struct str path) {
    struct str error;
    if (is_input(r, path))
        return false;
    bool made = fs_make_dirs(r->a, fs_dir(path), &error);
    if (!made)
        diag_say(r->d, DIAG_OUTPUT_WRITE, path, error);
    return made;
}

bool run_emit(struct run *r, const struct backend *b, const struct emit_input *in, struct str path,
              struct str about) {
    struct str error;
    if (!run_prepare(r, path))
        return false;
    struct run_output out = {path, fs_create(r->a, path), about};
    if (!fs_failed(out.file, &error) && !b->emit(r->a, in, out.file, r->d))
        return false;
    if (fs_failed(out.file, &error)) { /* rather than when all else has been made */
        diag_say(r->d, DIAG_OUTPUT_WRITE, path, error);
        return false;
    }
    vec_push(r->a, &r->outputs, out);
    return true;
}

void run_emit_text(struct run *r, struct str path, struct str text, struct str about) {
    struct str error;
    (void)fs_make_dirs(r->a, fs_dir(path), &error); /* where it cannot, nor can the file be made */
    struct run_output out = {path, fs_create(r->a, path), about};
    fs_write(out.file, text.p, text.n);
    vec_push(r->a, &r->outputs, out);
}

struct str run_ids(const struct run *r) {
    if (r->deck && r->deck->ids.n)
        return r->deck->ids;
    return r->bank ? r->bank->ids : (struct str){0};
}

void run_emit_ids(struct run *r) {
    struct str ids = run_ids(r);
    bool some = (r->bank && r->bank->n) || (r->deck && r->deck->n);
    if (r->ids.n && ids.n && (some || fs_kind(r->a, r->ids) == FS_FILE))
        run_emit_text(r, r->ids, ids, STR("keep it with the notes"));
}

static void report_size(struct buf *report, size_t bytes) {
    if (bytes < 10240)
        buf_printf(report, "%7zu B ", bytes);
    else
        buf_printf(report, "%7zu KB", (bytes + 512) / 1024);
}

static void report_output(struct buf *report, const struct run_output *out) {
    report_size(report, fs_written(out->file));
    buf_c(report, "  ");
    diag_show(report, out->path);
    if (out->about.n) {
        buf_c(report, "  (");
        diag_show(report, out->about);
        buf_byte(report, ')');
    }
    buf_byte(report, '\n');
}

bool run_commit(struct run *r, struct buf *report) {
    struct fs_out **files = arena_array(r->a, struct fs_out *, r->outputs.n);
    struct str error;
    size_t failed;
    for (size_t i = 0; i < r->outputs.n; i++)
        files[i] = r->outputs.v[i].file;
    if (!fs_commit_all(files, r->outputs.n, &failed, &error)) {
        diag_say(r->d, DIAG_OUTPUT_WRITE, r->outputs.v[failed].path, error);
        return false;
    }
    for (size_t i = 0; i < r->outputs.n; i++)
        report_output(report, &r->outputs.v[i]);
    return true;
}
