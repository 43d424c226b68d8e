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

static enum font_region region_of(struct str lang) {
    return str_eqc(lang, "ja") ? REGION_JP : str_eqc(lang, "ko") ? REGION_KR : REGION_SC;
}

static struct font_set *run_fonts(struct run *r) {
    if (r->fonts)
        return r->fonts;
    struct font_options o = {
        .data_dir = r->data_dir,
        .font_dirs = r->o->v[OPT_FONT_DIR].list.v,
        .n_font_dirs = r->o->v[OPT_FONT_DIR].list.n,
        .region = region_of(r->study->n ? r->study->v[0]->lang : (struct str){0}),
    };
    struct font_set **kept = r->kept_fonts ? &r->kept_fonts->v[o.region] : &r->fonts;
    if (*kept)
        font_set_reuse(*kept, r->d);
    else
        *kept = font_set_open(r->kept_fonts ? r->kept_fonts->a : r->a, &o, r->d);
    return r->fonts = *kept;
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

static struct str pages_about(struct run *r, size_t n, size_t items) {
    return str_format(r->a, "%zu page%s, %zu item%s", n, n == 1 ? "" : "s", items,
                      items == 1 ? "" : "s");
}

/* What a paper leaves to the cards is told with it. */
static struct str paper_about(struct run *r, size_t n, size_t items) {
    struct str pages = pages_about(r, n, items);
    size_t unsure = r->bank->n_unsure;
    return unsure ? str_format(r->a, "%.*s; %zu left to the cards: --min-confidence",
                               STR_ARG(pages), unsure)
                  : pages;
}

const struct run_paper *run_paper(struct run *r, size_t variant) {
    struct exam_options o = {.data_dir = r->data_dir, .sources = r->sources, .study = r->study};
    struct font_set *fonts = run_fonts(r);
    if (!r->laid_out)
        r->laid_out = arena_array(r->a, struct run_paper *, r->papers->n);
    if (!fonts || r->laid_out[variant])
        return r->laid_out[variant];
    struct run_paper *out = arena_new(r->a, struct run_paper);
    struct pages *both = exam_layout(r->a, r->papers, variant, fonts, &o, &out->report, r->d);
    if (!both)
        return NULL;
    size_t items = r->papers->v[variant].n_items;
    out->student = pages_select(r->a, both, LAYER_STUDENT);
    out->key = pages_select(r->a, both, LAYER_KEY);
    out->student_about = paper_about(r, out->student->v.n, items);
    out->key_about = pages_about(r, out->key->v.n, items);
    return r->laid_out[variant] = out;
}

/* The answer sheet of a variant; for copies of it with `report`. */
static struct pages *lay_out_card(struct run *r, size_t variant, struct exam_report *report) {
    struct exam_options o = {.data_dir = r->data_dir, .sources = r->sources};
    struct font_set *fonts = run_fonts(r);
    return fonts ? omr_layout(r->a, r->papers, variant, fonts, &o, report, r->d) : NULL;
}

/* No pages, called as these are. */
static struct pages *pages_called(struct run *r, const struct pages *as) {
    struct pages *p = pages_make(r->a);
    p->title = as->title;
    p->subject = as->subject;
    p->lang = as->lang;
    p->two_sided = r->papers->blueprint->duplex;
    return p;
}

const struct pages *run_cards(struct run *r, struct str *about) {
    struct pages *all = NULL;
    for (size_t v = 0; v == 0 || v < r->papers->n; v++) { /* there is a first one */
        const struct pages *card = lay_out_card(r, v, NULL);
        if (!card)
            return NULL;
        if (!all)
            all = pages_called(r, card);
        pages_append(all, card, str_format(r->a, "%c", r->papers->v[v].variant));
    }
    *about = str_format(r->a, "%zu pages", all->v.n);
    return all;
}

const struct exam_original *run_original(struct run *r, size_t variant) {
    const struct run_paper *p = run_paper(r, variant);
    struct exam_original *o = arena_new(r->a, struct exam_original);
    if (!p)
        return NULL;
    *o = (struct exam_original){r->papers, variant, p->student, &p->report, NULL};
    if (!r->papers->blueprint->answer_sheet)
        return o;
    struct exam_report *report = arena_new(r->a, struct exam_report);
    const struct pages *card = lay_out_card(r, variant, report);
    if (!card)
        return NULL;
    struct pages *both = pages_called(r, p->student);
    pages_append(both, p->student, (struct str){0});
    pages_append(both, card, (struct str){0});
    o->pages = both;
    o->card = report;
    return o;
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

const struct pages *run_seating(struct run *r, struct arena *a, size_t from, size_t to) {
    struct exam_options o = {.data_dir = r->data_dir, .sources = r->sources};
    struct seating part = {.v = r->seats->v + from, .n = to - from};
    struct font_set *fonts = run_fonts(r);
    return fonts ? seating_layout(a, r->papers, &part, from == 0, fonts, &o, r->d) : NULL;
}
