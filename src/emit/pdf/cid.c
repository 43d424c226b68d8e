/* cid: the table of codes. Codes are given in order of first use, which is the order of the pages;
 * the hash table only finds them again. */
#include "emit/pdf/cid.h"

#include "base/hash.h"
#include "emit/pdf/file.h"

#define CIDS_MOST 65535 /* codes and glyphs of one font, .notdef among them */

struct pdf_cids pdf_cids_in(struct arena *a, struct pdf_file *file) {
    return (struct pdf_cids){.a = a, .file = file};
}

int pdf_natural(const struct face *face, uint32_t gid) {
    return font_advance(face, gid == PDF_GID_MISSING ? 0 : gid);
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
    for (size_t f = 0; f < c->fonts.n; f++) {
        const struct pdf_font *font = &c->fonts.v[f];
        for (size_t i = 1; i < font->cids.n; i++)
            *slot_of(c, font->face, &font->cids.v[i]) = (struct pdf_code){(uint16_t)f, (uint16_t)i};
    }
}

/* The face's newest font, or a new one when it has none or the last is full. */
static size_t font_with_room(struct pdf_cids *c, const struct face *face) {
    for (size_t i = c->fonts.n; i-- > 0;)
        if (c->fonts.v[i].face == face) {
            if (c->fonts.v[i].cids.n < CIDS_MOST)
                return i;
            break;
        }
    struct pdf_font *font = vec_add(c->a, &c->fonts);
    font->face = face;
    font->id = pdf_file_new(c->file);
    struct pdf_cid notdef = {.fit = {.width = (uint16_t)MAX(pdf_natural(face, 0), 0)},
                             .text = STR(" ")};
    vec_push(c->a, &font->cids, notdef);
    return c->fonts.n - 1;
}

struct pdf_code pdf_cid(struct pdf_cids *c, const struct face *face, uint32_t gid,
                        struct pdf_fit fit, struct str text) {
    struct pdf_cid cid = {.gid = gid, .fit = fit, .text = text};
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
