/* sheet: sets up the page and the look, then composes, fits and draws. */
#include "layout/sheet/sheet.h"
#include "layout/code.h"

#include "layout/impose.h"
#include "layout/sheet/sheet_detail.h"
#include "layout/sheet/sheet_make.h"

const struct para *sheet_line(struct sheet *s, struct str text, bool bold, struct color color) {
    struct text_format f = block_format(s->list);
    f.bold = bold;
    f.color = color;
    return block_plain_para(s->list, text, &f);
}

/* "zh" -> "zh-Hans": regional forms are asked for by script. */
static struct str full_lang(struct str lang) {
    return str_eqc(lang, "zh") || !lang.n ? STR("zh-Hans") : lang;
}

static bool is_cjk(struct str lang) {
    return str_starts(lang, STR("zh")) || str_starts(lang, STR("ja")) ||
           str_starts(lang, STR("ko"));
}

static struct block_look look_of(const struct sheet *s) {
    const struct style *st = s->style;
    struct block_look look = block_look_default();
    uint8_t grey = (uint8_t)((int64_t)st->fill_luma * 255 / 1000);
    look.family = (enum font_family)st->family;
    look.lang = s->lang;
    look.align = st->align == STYLE_RAGGED ? ALIGN_RAGGED : ALIGN_JUSTIFY;
    look.hyphenate = st->hyphenate;
    if (!is_cjk(s->lang)) /* Latin text wants hyphens at every measure of a sheet */
        look.hyphenate_most_em = 100000;
    look.grey = st->grey;
    look.solid = !st->fill;
    look.notes_later = st->detail != DETAIL_CORNELL && st->detail != DETAIL_CARDS;
    look.link_notes = look.notes_later && st->link_notes;
    look.pictures = pictures_open(s->a, s->study, st->grey, s->d);
    look.pack = st->pack_points;
    look.bold_keys = st->bold_keys;
    look.hang_em = st->hang;
    look.sub_em = st->sub_indent;
    look.code_scale = st->code_scale;
    look.inline_scale = st->code_inline;
    look.table_scale = st->table_scale;
    look.table_least = st->table_least;
    look.name_scale = st->name_scale;
    look.note_scale = st->figure_note;
    look.figure_share = st->figure_share;
    look.tag_run_in_em = st->tag_own_line ? 0 : st->tag_run_in_most;
    look.fill = (struct color){grey, grey, grey};
    if (st->verbatim)
        look.sources = s->study->sources;
    look.colon = wording_get(s->wording, "colon");
    look.missing_figure = wording_get(s->wording, "missing-figure");
    look.languages = code_languages_open(s->a, s->o->data_dir, s->d);
    return look;
}

/* The page's frame: what the strip, the footer and the margins leave. */
static void set_page(struct sheet *s) {
    const struct style *st = s->style;
    mpt w, h;
    style_paper_size((enum style_paper)st->paper, &w, &h);
    bool landscape = st->orientation == ORIENTATION_LANDSCAPE;
    s->page_w = landscape ? h : w;
    s->page_h = landscape ? w : h;
    s->frame_x = st->margin + st->binding;
    s->frame_y = st->margin + (st->strip_show ? st->strip_height + st->strip_gap : 0);
    s->frame_w = s->page_w - 2 * st->margin - st->binding;
    s->frame_h = s->page_h - st->margin - (st->footer_show ? st->footer_height : 0) - s->frame_y;
}

static bool set_up(struct sheet *s) {
    const struct style *st = s->style;
    const struct study_document *first = s->study->v[0];
    struct str lang = s->o->lang.n ? s->o->lang : first->lang;
    s->title = s->o->title.n ? s->o->title : first->title;
    s->lang = full_lang(first->lang);
    s->wording = wording_load(s->a, s->o->data_dir, "sheet", lang.n ? lang : STR("zh"), s->d);
    if (!s->wording)
        return false;
    s->look = look_of(s);
    sheet_detail_set(s);
    s->list = block_open(s->a, s->fonts, &s->look, s->d);
    set_page(s);
    if (st->detail == DETAIL_CORNELL || st->detail == DETAIL_CARDS)
        s->cues = block_open_beside(s->list);
    if (st->detail == DETAIL_CORNELL) {
        s->foot_h = st->cornell_foot;
        s->frame_h -= s->foot_h;
    }
    return true;
}

/* Takes room for the answers of blanks off the frame, now that the number of pages is known. */
static bool keep_foot(struct sheet *s, size_t n_pages) {
    mpt height = sheet_answers_height(s, n_pages);
    s->foot_h += height;
    s->frame_h -= height;
    return height > 0;
}

static struct pages *lay_out(struct sheet *s, struct sheet_report *report) {
    struct sheet_plan plan = {0};
    if (!set_up(s))
        return NULL;
    sheet_compose(s);
    if (s->style->detail == DETAIL_CARDS)
        return sheet_cards(s, report);
    if (!sheet_fit(s, &plan, report))
        return NULL;
    if (keep_foot(s, plan.n_pages) && !sheet_fit(s, &plan, report))
        return NULL;
    struct pages *pages = sheet_draw(s, &plan);
    if (sheet_has_backs(s))
        report->n_pages = pages->v.n;
    return pages;
}

/* What was shaped is given back as soon as it is drawn: at no other time is so much memory held. */
struct pages *sheet_layout(struct arena *a, const struct study *study, const struct style *st,
                           struct font_set *fonts, const struct sheet_options *o,
                           struct sheet_report *report, struct diag *d) {
    struct sheet s = {.a = a, .study = study, .style = st, .fonts = fonts, .o = o, .d = d};
    struct arena **store = arena_hold(a);
    *report = (struct sheet_report){0};
    para_store(fonts, *store);
    struct pages *pages = lay_out(&s, report);
    para_store(fonts, NULL);
    arena_release(store);
    if (!pages)
        return NULL;
    pages = pages_impose(a, pages, (enum impose_scheme)st->impose);
    if (st->detail == DETAIL_CARDS)
        report->n_pages = pages->v.n;
    return pages;
}

struct str sheet_report_text(struct arena *a, const struct sheet_report *r) {
    struct buf b = buf_in(a);
    buf_printf(&b, "%zu page%s, %zu column%s, ", r->n_pages, r->n_pages == 1 ? "" : "s",
               r->n_columns, r->n_columns == 1 ? "" : "s");
    buf_fixed(&b, r->size / 10, 2);
    buf_c(&b, " / ");
    buf_fixed(&b, r->pitch / 10, 2);
    buf_c(&b, " pt, last column ");
    buf_fixed(&b, r->fill, 1);
    buf_printf(&b, " %% full, %zu line%s ragged", r->n_ragged, r->n_ragged == 1 ? "" : "s");
    if (r->n_overfull)
        buf_printf(&b, ", %zu too wide", r->n_overfull);
    return buf_get(&b);
}
