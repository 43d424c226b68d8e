/* pdf_sample: pages set by hand for tests of the PDF back end, with HarfBuzz and nothing of layout:
 * lines of text with halved marks, stretched and squeezed as layout does it, and all that pages can
 * hold. Not a typesetter: lines break anywhere a mark allows. */
#ifndef TESTS_PDF_SAMPLE_H
#define TESTS_PDF_SAMPLE_H

#include "base/utf8.h"
#include "layout/page.h"
#include "unit.h"

#include <hb.h>

struct sample {
    struct arena *a;
    struct pages *pages;
    struct page *page;
    mpt x, y, width; /* of the text area; y is the next line's top */
};

/* ---- faces ---- */

/* The faces tests are run with, as fonts.yaml has them: one with CFF outlines, one with glyf. */
struct sample_faces {
    const struct face *cff, *glyf;
};

static inline struct sample_faces sample_faces(struct arena *a) {
    struct font_options o = {.data_dir = STR(CRIB_SOURCE_DATA)};
    struct font_set *fonts = font_set_open(a, &o, diag_open(a));
    ck_assert_ptr_nonnull(fonts);
    struct sample_faces f = {font_main(fonts, FAMILY_SANS, false),
                             font_main(fonts, FAMILY_KAI, false)};
    ck_assert_msg(f.cff->is_cff && !f.glyf->is_cff, "Noto Sans CJK or LXGW WenKai is missing");
    return f;
}

/* ---- shaping ---- */

static inline int sample_em(const struct face *f, int units) {
    int upem = (int)f->units_per_em;
    return (units * 1000 + (units < 0 ? -upem / 2 : upem / 2)) / upem;
}

/* Fills run->v from its text: one character's text per glyph as far as there is one. */
static inline void sample_shape(struct arena *a, struct glyph_run *run) {
    unsigned n;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_utf8(buffer, run->text.p, (int)run->text.n, 0, (int)run->text.n);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
    hb_shape(run->face->hb_font, buffer, NULL, 0);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    struct glyph *v = arena_array(a, struct glyph, n);
    for (unsigned i = 0; i < n; i++) {
        unsigned k = i + 1;
        while (k < n && info[k].cluster == info[i].cluster)
            k++;
        bool further = i > 0 && info[i - 1].cluster == info[i].cluster;
        size_t end = k < n ? info[k].cluster : run->text.n;
        v[i].gid = info[i].codepoint ? info[i].codepoint : UINT32_MAX;
        v[i].advance = sample_em(run->face, at[i].x_advance);
        v[i].dx = (int16_t)sample_em(run->face, at[i].x_offset);
        v[i].dy = (int16_t)sample_em(run->face, at[i].y_offset);
        v[i].text_at = info[i].cluster;
        v[i].text_len = further ? 0 : (uint32_t)(end - info[i].cluster);
    }
    hb_buffer_destroy(buffer);
    run->v = v;
    run->n = n;
}

enum sample_mark { SAMPLE_NO_MARK, SAMPLE_OPENING, SAMPLE_CLOSING };

static inline enum sample_mark sample_mark(struct str text) {
    static const char opening[] = "「『（《〈【“‘", closing[] = "」』）》〉】”’，。、；：！？";
    if (text.n != 3)
        return SAMPLE_NO_MARK;
    return str_has(STR(opening), text)   ? SAMPLE_OPENING
           : str_has(STR(closing), text) ? SAMPLE_CLOSING
                                         : SAMPLE_NO_MARK;
}

static inline struct str sample_glyph_text(const struct glyph_run *run, const struct glyph *g) {
    return str_slice(run->text, g->text_at, (size_t)g->text_at + g->text_len);
}

static inline enum sample_mark sample_mark_at(const struct glyph_run *run, size_t i) {
    return i < run->n ? sample_mark(sample_glyph_text(run, &run->v[i])) : SAMPLE_NO_MARK;
}

/* Takes `by` off a full-width mark, on the side that has no ink. */
static inline void sample_squeeze(struct glyph *g, enum sample_mark mark, int by) {
    if (mark == SAMPLE_NO_MARK || g->advance != 1000)
        return;
    g->advance -= by;
    if (mark == SAMPLE_OPENING)
        g->dx = (int16_t)(g->dx - by);
}

/* Marks that meet give up half an em each time (clreq 3.1.6). */
static inline void sample_halve(struct glyph_run *run) {
    struct glyph *v = (struct glyph *)run->v;
    for (size_t i = 0; i < run->n; i++) {
        enum sample_mark mark = sample_mark_at(run, i), next = sample_mark_at(run, i + 1);
        enum sample_mark before = i ? sample_mark_at(run, i - 1) : SAMPLE_NO_MARK;
        if ((mark == SAMPLE_CLOSING && next) ||
            (mark == SAMPLE_OPENING && before == SAMPLE_OPENING))
            sample_squeeze(&v[i], mark, 500);
    }
}

/* ---- pages and lines ---- */

static inline void sample_page(struct sample *s) {
    s->page = pages_add(s->pages, 595276, 841890);
    s->x = 50000;
    s->y = 60000;
    s->width = 495276;
}

static inline struct sample sample_begin(struct arena *a, const char *title) {
    struct sample s = {.a = a, .pages = pages_make(a)};
    s.pages->title = str_of(title);
    s.pages->lang = STR("zh-Hans");
    sample_page(&s);
    return s;
}

static inline mpt sample_mpt(int64_t em, mpt size) {
    return (mpt)(em * size / 1000);
}

static inline int64_t sample_advance(const struct glyph_run *run, size_t from, size_t to) {
    int64_t sum = 0;
    for (size_t i = from; i < to; i++)
        sum += run->v[i].advance;
    return sum;
}

/* Draws glyphs from..to-1 as one op; the x behind them. */
static inline mpt sample_draw(struct sample *s, const struct glyph_run *run, size_t from, size_t to,
                              mpt x, mpt y, uint32_t tag) {
    struct glyph_run *part = arena_new(s->a, struct glyph_run);
    *part = *run;
    part->v = run->v + from;
    part->n = to - from;
    struct op *op = page_op(s->pages, s->page, OP_GLYPHS, tag);
    op->x = x;
    op->y = y;
    op->run = part;
    return x + sample_mpt(sample_advance(run, from, to), run->size);
}

static inline struct glyph_run *sample_run(struct sample *s, const struct face *face, mpt size,
                                           const char *text) {
    struct glyph_run *run = arena_new(s->a, struct glyph_run);
    run->face = face;
    run->size = size;
    run->text = str_of(text);
    sample_shape(s->a, run);
    sample_halve(run);
    return run;
}

/* A line of its own at a place; the x behind it. */
static inline mpt sample_line(struct sample *s, const struct face *face, mpt size, mpt x, mpt y,
                              uint32_t tag, const char *text) {
    struct glyph_run *run = sample_run(s, face, size, text);
    return sample_draw(s, run, 0, run->n, x, y, tag);
}

static inline bool sample_may_break(const struct glyph_run *run, size_t i) {
    struct str before = sample_glyph_text(run, &run->v[i - 1]);
    struct str after = sample_glyph_text(run, &run->v[i]);
    bool wide = before.n >= 3 || after.n >= 3;
    return after.n > 0 && !str_eqc(after, " ") && (wide || str_eqc(before, " ")) &&
           sample_mark(before) != SAMPLE_OPENING && sample_mark(after) != SAMPLE_CLOSING;
}

/* Where the line that begins at `from` ends: as many glyphs as fit. */
static inline size_t sample_break(const struct glyph_run *run, size_t from, int64_t room) {
    size_t best = from + 1;
    int64_t width = 0;
    for (size_t i = from; i < run->n; i++) {
        bool closing = sample_mark_at(run, i) == SAMPLE_CLOSING && run->v[i].advance == 1000;
        width += run->v[i].advance;
        if (width - (closing ? 500 : 0) > room)
            return best;
        if (i + 1 == run->n || sample_may_break(run, i + 1))
            best = i + 1;
    }
    return best;
}

/* Spreads what is missing over the spaces, else over all gaps if that is little enough. */
static inline void sample_justify(struct glyph_run *run, size_t from, size_t to, int64_t room) {
    struct glyph *v = (struct glyph *)run->v;
    int64_t missing = room - sample_advance(run, from, to);
    size_t spaces = 0;
    for (size_t i = from; i + 1 < to; i++)
        spaces += str_eqc(sample_glyph_text(run, &v[i]), " ");
    size_t gaps = spaces ? spaces : to - from - 1;
    if (missing <= 0 || gaps == 0 || missing / (int64_t)gaps > (spaces ? 500 : 70))
        return;
    for (size_t i = from; i + 1 < to; i++)
        if (!spaces || str_eqc(sample_glyph_text(run, &v[i]), " "))
            v[i].advance += (int32_t)(missing / (int64_t)gaps);
}

/* A justified paragraph; squeeze is taken off every mark that is whole, to try partial squeezes. */
static inline void sample_paragraph(struct sample *s, const struct face *face, mpt size,
                                    uint32_t tag, const char *text, int squeeze) {
    struct glyph_run *run = sample_run(s, face, size, text);
    struct glyph *v = (struct glyph *)run->v;
    int64_t room = (int64_t)s->width * 1000 / size;
    mpt pitch = size * 8 / 5;
    for (size_t i = 0; i < run->n; i++)
        sample_squeeze(&v[i], sample_mark_at(run, i), squeeze);
    for (size_t from = 0, to; from < run->n; from = to) {
        if (s->y + pitch > s->page->height - 60000)
            sample_page(s);
        if (sample_mark_at(run, from) == SAMPLE_OPENING)
            sample_squeeze(&v[from], SAMPLE_OPENING, 500);
        to = sample_break(run, from, room);
        size_t end = to;
        while (end > from + 1 && str_eqc(sample_glyph_text(run, &v[end - 1]), " "))
            end--;
        if (sample_mark_at(run, end - 1) == SAMPLE_CLOSING)
            sample_squeeze(&v[end - 1], SAMPLE_CLOSING, 500);
        if (to < run->n)
            sample_justify(run, from, end, room);
        sample_draw(s, run, from, end, s->x, s->y + size, tag);
        s->y += pitch;
    }
    s->y += pitch / 2;
}

#endif
