/* cid: the table of codes. Codes are given in order of first use, which is the order of the pages;
 * the hash table only finds them again. */
#include "emit/pdf/cid.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "emit/pdf/file.h"

#include <hb.h>

#define CIDS_MOST 65535 /* codes and glyphs of one font, .notdef among them */

struct pdf_cids pdf_cids_in(struct arena *a, const struct pdf_cids *base) {
    struct pdf_cids c = {.a = a, .base = base};
    for (size_t i = 0; base && i < base->fonts.n; i++)
        vec_push(a, &c.fonts, base->fonts.v[i]);
    return c;
}

int pdf_natural(const struct face *face, uint32_t gid) {
    int natural = font_advance(face, gid == PDF_GID_MISSING ? 0 : gid);
    return gid == PDF_GID_MISSING && natural <= 0 ? 500 : natural; /* its box must be seen */
}

static uint64_t hash_of(const struct face *face, const struct pdf_cid *c) {
    uint64_t h = HASH_SEED ^ face->id ^ ((uint64_t)c->gid << 20);
    h = (h ^ (uint16_t)c->fit.dx ^ ((uint64_t)c->fit.width << 16)) * 0x9E3779B97F4A7C15ULL;
    h = hash_more(h ^ (h >> 29), c->text);
    return h ^ (h >> 32);
}

static bool is_same(const struct pdf_cid *a, const struct pdf_cid *b) {
    return a->gid == b->gid && a->fit.dx == b->fit.dx && a->fit.width == b->fit.width &&
           str_eq(a->text, b->text);
}

/* The slot that holds the code, or the free one where it belongs. */
static struct pdf_code *slot_of(const struct pdf_cids *c, const struct face *face,
                                const struct pdf_cid *cid) {
    for (uint64_t i = hash_of(face, cid);; i++) {
        struct pdf_code *slot = &c->slots[i & (c->n_slots - 1)];
        if (!slot->cid)
            return slot;
        const struct pdf_font *font = &c->fonts.v[slot->font];
        if (font->face == face && is_same(&font->cids.v[slot->cid], cid))
            return slot;
    }
}

static void grow(struct pdf_cids *c) {
    c->n_slots = c->n_slots ? c->n_slots * 2 : 2048;
    c->slots = arena_array(c->a, struct pdf_code, c->n_slots);
    for (size_t f = c->base ? c->base->fonts.n : 0; f < c->fonts.n; f++) {
        const struct pdf_font *font = &c->fonts.v[f];
        for (size_t i = 1; i < font->cids.n; i++)
            *slot_of(c, font->face, &font->cids.v[i]) = (struct pdf_code){(uint16_t)f, (uint16_t)i};
    }
}

/* The face's newest font, or a new one when it has none, or none that takes more codes. */
static size_t font_with_room(struct pdf_cids *c, const struct face *face) {
    for (size_t i = c->fonts.n; i-- > 0;) {
        const struct pdf_font *font = &c->fonts.v[i];
        if (font->face == face && !font->written && font->cids.n < CIDS_MOST)
            return i;
    }
    struct pdf_font *font = vec_add(c->a, &c->fonts);
    font->face = face;
    struct pdf_cid notdef = {.fit = {.width = (uint16_t)MAX(pdf_natural(face, 0), 0)},
                             .text = STR(" ")};
    vec_push(c->a, &font->cids, notdef);
    return c->fonts.n - 1;
}

struct pdf_code pdf_cid(struct pdf_cids *c, const struct face *face, uint32_t gid,
                        struct pdf_fit fit, struct str text) {
    struct pdf_cid cid = {.gid = gid, .fit = fit, .text = text};
    struct pdf_code made = {0};
    if (c->base && c->base->n_codes)
        made = *slot_of(c->base, face, &cid);
    if (made.cid)
        return made;
    if (c->n_codes * 2 >= c->n_slots)
        grow(c);
    struct pdf_code *slot = slot_of(c, face, &cid);
    if (!slot->cid) {
        size_t i = font_with_room(c, face);
        struct pdf_font *font = &c->fonts.v[i];
        *slot = (struct pdf_code){(uint16_t)i, (uint16_t)font->cids.n};
        vec_push(c->a, &font->cids, cid);
        c->n_codes++;
    }
    return *slot;
}

uint32_t pdf_font_id(struct pdf_cids *c, uint16_t font, struct pdf_file *file) {
    struct pdf_font *f = &c->fonts.v[font];
    if (!f->id)
        f->id = pdf_file_new(file);
    return f->id;
}

/* ---- glyphs of runs ---- */

static bool has_private(struct str s) {
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        uint32_t code = utf8_next(&p, end);
        if ((code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000)
            return true;
    }
    return false;
}

/* The characters a glyph stands for. One that only completes the glyph before it must stand for
 * something (ISO 14289-1, 7.21.7): a zero width space hurts least. PDF/A-2a takes private-use
 * characters only with a replacement text (ISO 19005-2, 6.2.11.7.3): they are read as boxes. */
static struct str text_of(const struct glyph_run *run, const struct glyph *g, bool no_private) {
    struct str s = str_slice(run->text, g->text_at, (size_t)g->text_at + g->text_len);
    if (s.n == 0)
        return STR("\u200B");
    return no_private && has_private(s) ? STR("\u25A1") : s;
}

static bool is_space(struct str s) {
    return str_eq(s, STR(" ")) || str_eq(s, STR("\u00A0")) || str_eq(s, STR("\u3000"));
}

/* Layout carries the text of what it draws by other means on the face's blank, as wide as that. */
static bool is_blank_glyph(const struct face *face, uint32_t gid) {
    hb_codepoint_t blank;
    return hb_font_get_nominal_glyph(face->hb_font, ' ', &blank) && blank == gid;
}

/* ---- gaps ---- */

#define GAP_LEAST 86  /* what readers that go by geometry may take for a blank */
#define GAP_MOST  700 /* more is a tab, or the two ends of a line */

/* The next glyph, and what is asked of it more than once. */
static void look_ahead(struct pdf_walk *w) {
    struct pdf_next *next = &w->next;
    w->has_next = glyph_next(&w->rest, &next->g);
    if (!w->has_next)
        return;
    if (next->g.gid == 0)
        next->g.gid = PDF_GID_MISSING;
    next->natural = pdf_natural(w->run->face, next->g.gid);
    next->text = text_of(w->run, &next->g, w->no_private);
    next->blank = is_space(next->text) ||
                  (next->g.advance > next->natural && is_blank_glyph(w->run->face, next->g.gid));
}

/* Text a replacement can stand for: what the run says, nothing in its stead. */
static bool is_as_written(const struct pdf_walk *w, const struct pdf_next *n) {
    return !n->blank && n->text.n && n->text.p == w->run->text.p + n->g.text_at;
}

static bool is_gap(const struct pdf_walk *w, const struct pdf_next *a) {
    const struct pdf_next *b = &w->next;
    if (!w->has_next)
        return false;
    int white = a->g.advance - MAX(a->g.dx, 0) - a->natural + MAX(b->g.dx, 0);
    return white >= GAP_LEAST && white <= GAP_MOST && is_as_written(w, a) && is_as_written(w, b);
}

struct pdf_walk pdf_walk(struct pdf_cids *c, const struct glyph_run *run, bool no_private) {
    struct pdf_walk w = {.cids = c, .run = run, .no_private = no_private, .rest = glyph_walk(run)};
    look_ahead(&w);
    return w;
}

bool pdf_walk_next(struct pdf_walk *w, struct pdf_shown *out) {
    struct pdf_next now = w->next;
    if (!w->has_next)
        return false;
    look_ahead(w);
    *out = (struct pdf_shown){.g = now.g, .gap_before = w->gap, .gap_after = is_gap(w, &now)};
    w->gap = out->gap_after;
    int dx = now.g.dx, advance = now.g.advance;
    if (out->gap_before && dx > 0) {
        advance -= dx;
        dx = 0;
    }
    if (out->gap_after)
        advance = MIN(advance, now.natural + dx);
    out->fit = pdf_fit(now.natural, dx, advance, now.blank);
    out->code = pdf_cid(w->cids, w->run->face, now.g.gid, out->fit, now.text);
    return true;
}
