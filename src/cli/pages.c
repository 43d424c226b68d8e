/* pages: see pages.h. */
#include "cli/pages.h"

#include "layout/paper/exam.h"
#include "layout/paper/omr.h"
#include "layout/paper/seating.h"
#include "layout/sheet/sheet.h"

/* Options that are keys of the style, with the unit a bare number has. */
static const struct {
    enum option_id option;
    const char *key, *unit;
} style_options[] = {
    {OPT_PAPER, "page.paper", ""},       {OPT_ORIENTATION, "page.orientation", ""},
    {OPT_COLUMNS, "columns.count", ""},  {OPT_SIZE, "text.size", "pt"},
    {OPT_LEADING, "text.leading", "em"}, {OPT_MARGIN, "page.margin", "mm"},
    {OPT_DETAIL, "fit.detail", ""},
};

static bool is_bare_number(struct str s) {
    double v;
    return str_to_double(s, &v);
}

/* The style named, with what the command line changes. Cards have one of their own. */
static const struct style *run_style(struct run *r) {
    bool cards = str_eqc(opt_text(r->o, OPT_DETAIL, ""), "cards");
    struct str name = opt_text(r->o, OPT_STYLE, cards ? "cards" : "compact");
    const struct style *named = style_load(r->a, r->data_dir, name, r->d);
    if (!named)
        return NULL;
    struct style *s = arena_new(r->a, struct style);
    *s = *named;
    for (size_t i = 0; i < COUNT_OF(style_options); i++) {
        if (!r->o->v[style_options[i].option].set)
            continue;
        struct str given = r->o->v[style_options[i].option].text, value = given, wants = {0};
        if (is_bare_number(given))
            value = str_format(r->a, "%.*s%s", STR_ARG(given), style_options[i].unit);
        if (!style_set(r->a, s, str_of(style_options[i].key), value, &wants)) {
            diag_say(r->d, DIAG_STYLE_VALUE, str_of(style_options[i].key), wants, given);
            return NULL;
        }
    }
    return s;
}

/* --fit: auto, none, or a number of pages. */
static bool fit_option(struct run *r, int *fit) {
    struct str word = opt_text(r->o, OPT_FIT, "auto");
    long pages;
    *fit = str_eqc(word, "none") ? SHEET_FIT_NONE : SHEET_FIT_AUTO;
    if (str_eqc(word, "auto") || str_eqc(word, "none"))
        return true;
    if (str_to_int(word, &pages) && pages >= 1 && pages <= 500) {
        *fit = (int)pages;
        return true;
    }
    diag_say(r->d, DIAG_OPTION_VALUE, STR("--fit"), STR("auto, none, or 1 to 500 pages"), word);
    return false;
}

const struct pages *run_sheet(struct run *r, struct str *about) {
    if (!run_study(r))
        return NULL;
    struct sheet_options o = {
        .size_given = r->o->v[OPT_SIZE].set,
        .columns_given = r->o->v[OPT_COLUMNS].set,
        .title = run_title(r),
        .lang = run_lang(r),
        .data_dir = r->data_dir,
    };
    struct sheet_report report = {0};
    const struct style *style = fit_option(r, &o.fit) ? run_style(r) : NULL;
    struct font_set *fonts = style ? run_fonts(r) : NULL;
    const struct pages *pages =
        fonts ? sheet_layout(r->a, r->study, style, fonts, &o, &report, r->d) : NULL;
    *about = pages ? sheet_report_text(r->a, &report) : (struct str){0};
    if (!pages || pages->v.n > 0)
        return pages;
    diag_say(r->d, DIAG_INPUT_EMPTY, r->name); /* comments and definitions, for one */
    return NULL;
}

static struct str pages_about(struct arena *a, size_t n, size_t items) {
    return str_format(a, "%zu page%s, %zu item%s", n, n == 1 ? "" : "s", items,
                      items == 1 ? "" : "s");
}

/* What a paper leaves to the cards is told with it. */
static struct str paper_about(struct arena *a, const struct run *r, size_t n, size_t items) {
    struct str pages = pages_about(a, n, items);
    size_t unsure = r->bank->n_unsure;
    return unsure ? str_format(a, "%.*s; %zu left to the cards: --min-confidence", STR_ARG(pages),
                               unsure)
                  : pages;
}

static struct exam_options exam_options(const struct run *r) {
    return (struct exam_options){.data_dir = r->data_dir, .sources = r->sources, .study = r->study};
}

/* No pages, called as these are. */
static struct pages *pages_called(struct arena *a, const struct run *r, const struct pages *as) {
    struct pages *p = pages_make(a);
    p->title = as->title;
    p->subject = as->subject;
    p->lang = as->lang;
    p->two_sided = r->papers->blueprint->duplex;
    return p;
}

/* What copies are made from: the paper, and an answer sheet that leaves out what is a copy's own.
 */
static bool lay_out_original(const struct run *r, size_t variant, struct run_paper *out,
                             struct hand *h) {
    struct exam_options o = exam_options(r);
    struct exam_report *report = arena_new(h->a, struct exam_report);
    struct pages *both = NULL;
    out->original = (struct exam_original){r->papers, variant, out->student, &out->report, NULL};
    if (!r->papers->blueprint->answer_sheet)
        return true;
    const struct pages *card = omr_layout(h->a, r->papers, variant, h->fonts, &o, report, h->d);
    if (!card)
        return false;
    both = pages_called(h->a, r, out->student);
    pages_append(both, out->student, (struct str){0});
    pages_append(both, card, (struct str){0});
    out->original.pages = both;
    out->original.card = report;
    return true;
}

static bool lay_out_paper(const struct run *r, size_t variant, struct run_paper *out,
                          struct hand *h) {
    struct exam_options o = exam_options(r);
    size_t items = r->papers->v[variant].n_items;
    struct pages *both = exam_layout(h->a, r->papers, variant, h->fonts, &o, &out->report, h->d);
    if (!both)
        return false;
    out->student = pages_select(h->a, both, LAYER_STUDENT);
    out->key = pages_select(h->a, both, LAYER_KEY);
    out->student_about = paper_about(h->a, r, out->student->v.n, items);
    out->key_about = pages_about(h->a, out->key->v.n, items);
    return true;
}

static bool lay_out_variant(void *shared, size_t variant, struct hand *h) {
    const struct run *r = shared;
    struct run_paper *out = &r->laid_out[variant];
    struct exam_options o = exam_options(r);
    if (!lay_out_paper(r, variant, out, h))
        return false;
    if (r->papers->blueprint->answer_sheet)
        out->card = omr_layout(h->a, r->papers, variant, h->fonts, &o, NULL, h->d);
    if (r->papers->blueprint->answer_sheet && !out->card)
        return false;
    return !opt_text(r->o, OPT_ROSTER, "").n || lay_out_original(r, variant, out, h);
}

bool run_lay_out(struct run *r) {
    r->laid_out = arena_array(r->a, struct run_paper, r->papers->n);
    return hands_run(r, r->papers->n, lay_out_variant, r);
}

const struct pages *run_cards(struct run *r, struct str *about) {
    struct pages *all = pages_called(r->a, r, r->laid_out[0].card);
    for (size_t v = 0; v < r->papers->n; v++)
        pages_append(all, r->laid_out[v].card, str_format(r->a, "%c", r->papers->v[v].variant));
    *about = str_format(r->a, "%zu pages", all->v.n);
    return all;
}

const struct seating *run_seats(struct run *r) {
    struct str path = opt_text(r->o, OPT_ROSTER, "");
    const struct roster *roster = path.n && !r->seats ? roster_read(r->a, path, r->d) : NULL;
    const struct blueprint *bp = r->papers->blueprint;
    struct seating_options o = {.rows = bp->rows, .columns = bp->seats, .spares = bp->spares};
    if (!r->seats && (roster || !path.n))
        r->seats = seating_plan(r->a, r->papers, roster, &o);
    return r->seats;
}

const struct pages *run_seating(const struct run *r, struct hand *h, size_t from, size_t to) {
    struct exam_options o = {.data_dir = r->data_dir, .sources = r->sources};
    struct seating part = {.v = r->seats->v + from, .n = to - from};
    return seating_layout(h->a, r->papers, &part, from == 0, h->fonts, &o, h->d);
}
