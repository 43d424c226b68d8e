/* font_face: opening a face with HarfBuzz, its metrics, and a cache of characters' own glyphs. */
#include "layout/font_int.h"

#include "base/fs.h"

#include <hb-ot.h>
#include <stdlib.h>

static void close_face(void *arg) {
    struct face_own *f = arg;
    for (size_t i = 0; i < COUNT_OF(f->pages); i++)
        free(atomic_load(&f->pages[i]));
    hb_font_destroy(f->pub.hb_font);
    hb_face_destroy(f->pub.hb_face);
}

static bool has_table(hb_face_t *face, hb_tag_t tag) {
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

static int to_mille(const struct face *f, int64_t units) {
    int64_t upem = f->units_per_em, twice = units * 2000;
    return (int)((twice + (twice < 0 ? -upem : upem)) / (2 * upem));
}

static int metric(const struct face *f, hb_ot_metrics_tag_t tag, int otherwise) {
    hb_position_t v;
    return hb_ot_metrics_get_position(f->hb_font, tag, &v) ? to_mille(f, v) : otherwise;
}

static void read_metrics(struct face *f) {
    hb_font_extents_t e = {0};
    hb_font_get_h_extents(f->hb_font, &e);
    f->ascent = to_mille(f, e.ascender);
    f->descent = to_mille(f, e.descender);
    f->cap_height = metric(f, HB_OT_METRICS_TAG_CAP_HEIGHT, 700);
    f->x_height = metric(f, HB_OT_METRICS_TAG_X_HEIGHT, 500);
    f->underline_at = metric(f, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -125);
    f->underline_thick = metric(f, HB_OT_METRICS_TAG_UNDERLINE_SIZE, 50);
}

static struct str read_name(struct arena *a, hb_face_t *face, hb_ot_name_id_t id) {
    char text[256];
    unsigned n = sizeof(text);
    hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &n, text);
    return str_copy(a, (struct str){text, MIN(n, sizeof(text) - 1)});
}

#define FONT_BYTES_MAX ((size_t)1 << 30)

/* Our own mapping, not HarfBuzz's, so that font_rest may give it back. */
static hb_face_t *open_file(struct arena *a, const struct font_place *place, struct str *file,
                            struct str *why) {
    if (!fs_map(a, place->path, FONT_BYTES_MAX, file, why))
        return NULL;
    hb_blob_t *blob =
        hb_blob_create(file->p, (unsigned)file->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face =
        place->index < hb_face_count(blob) ? hb_face_create(blob, place->index) : NULL;
    bool no_memory = blob == hb_blob_get_empty() || face == hb_face_get_empty();
    hb_blob_destroy(blob);
    if (no_memory)
        fail_raise(arena_failure(a), "out of memory (HarfBuzz)");
    if (face == NULL || hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return NULL;
    }
    return face;
}

void font_rest(const struct face *f) {
    fs_rest(f->file);
}

static bool is_embeddable(hb_face_t *face, bool *is_cff) {
    *is_cff =
        has_table(face, HB_TAG('C', 'F', 'F', ' ')) || has_table(face, HB_TAG('C', 'F', 'F', '2'));
    return *is_cff || has_table(face, HB_TAG('g', 'l', 'y', 'f'));
}

struct face_own *font_face_open(struct arena *a, const struct font_place *place, struct str *why) {
    struct str file;
    hb_face_t *hb = open_file(a, place, &file, why);
    if (hb == NULL)
        return NULL;
    bool is_cff;
    if (!is_embeddable(hb, &is_cff)) {
        hb_face_destroy(hb);
        return NULL;
    }
    struct face_own *f = arena_new(a, struct face_own);
    f->pub = (struct face){.path = place->path,
                           .file = file,
                           .index = place->index,
                           .hb_face = hb,
                           .hb_font = hb_font_create(hb),
                           .units_per_em = hb_face_get_upem(hb),
                           .is_cff = is_cff,
                           .bold = place->bold};
    arena_defer(a, close_face, f);
    if (f->pub.hb_font == hb_font_get_empty())
        fail_raise(arena_failure(a), "out of memory (HarfBuzz)");
    if (place->instance > 0)
        hb_font_set_var_named_instance(f->pub.hb_font, place->instance - 1);
    hb_font_make_immutable(f->pub.hb_font);
    f->pub.postscript_name = read_name(a, hb, HB_OT_NAME_ID_POSTSCRIPT_NAME);
    read_metrics(&f->pub);
    return f;
}

int font_advance(const struct face *f, uint32_t gid) {
    return to_mille(f, hb_font_get_glyph_h_advance(f->hb_font, gid));
}

static struct nominal look_up(const struct face *f, uint32_t code) {
    struct nominal n = {.trim_left = -1, .trim_right = -1};
    hb_codepoint_t gid;
    if (hb_font_get_nominal_glyph(f->hb_font, code, &gid) && gid < UINT16_MAX) {
        n.gid = (uint16_t)gid;
        n.advance = (int16_t)MIN(font_advance(f, gid), INT16_MAX);
    }
    return n;
}

/* In a word that is never 0, so that threads write and read it in one go; they all find the same.
 */
#define TRIM_STORED 2

static uint64_t pack(struct nominal n) {
    return (uint64_t)n.gid << 48 | (uint64_t)(uint16_t)n.advance << 32 |
           (uint64_t)(uint16_t)(n.trim_left + TRIM_STORED) << 16 |
           (uint16_t)(n.trim_right + TRIM_STORED);
}

static struct nominal unpack(uint64_t word) {
    return (struct nominal){.gid = (uint16_t)(word >> 48),
                            .advance = (int16_t)(word >> 32),
                            .trim_left = (int16_t)((int16_t)(word >> 16) - TRIM_STORED),
                            .trim_right = (int16_t)((int16_t)word - TRIM_STORED)};
}

/* The character's place in the cache; NULL where there is no memory for one. */
static _Atomic uint64_t *cached(const struct face *pub, uint32_t code) {
    /* Faces are handed out as const; the cache behind them is their own. */
    struct face_own *f = (struct face_own *)(uintptr_t)pub;
    _Atomic(struct nominal_page *) *at = &f->pages[code / NOMINAL_PAGE];
    struct nominal_page *page = atomic_load_explicit(at, memory_order_acquire);
    if (page == NULL) {
        struct nominal_page *made = calloc(1, sizeof(*made));
        if (made != NULL && atomic_compare_exchange_strong(at, &page, made))
            page = made;
        else
            free(made);
    }
    return page == NULL ? NULL : &page->v[code % NOMINAL_PAGE];
}

static struct nominal keep(_Atomic uint64_t *at, struct nominal n) {
    if (at != NULL)
        atomic_store_explicit(at, pack(n), memory_order_relaxed);
    return n;
}

static struct nominal nominal_at(const struct face *f, uint32_t code, _Atomic uint64_t *at) {
    uint64_t word = at == NULL ? 0 : atomic_load_explicit(at, memory_order_relaxed);
    return word ? unpack(word) : keep(at, look_up(f, code));
}

static uint32_t existing(uint32_t code) {
    return code > 0x10FFFF ? 0xFFFD : code;
}

struct nominal font_nominal(const struct face *f, uint32_t code) {
    code = existing(code);
    return nominal_at(f, code, cached(f, code));
}

#define INK_MARGIN  30  /* left beside the ink, so that marks do not touch what follows */
#define HALF        500 /* a mark never gets narrower than half an em by one side's trim */
#define FULL_LEAST  850 /* narrower glyphs are proportional: nothing to trim */
#define CENTRE_BAND 150 /* blank sides that differ by less: the ink stands in the middle */

static void measure_trims(const struct face *f, struct nominal *n) {
    hb_glyph_extents_t e;
    n->trim_left = n->trim_right = 0;
    if (n->advance < FULL_LEAST || !hb_font_get_glyph_extents(f->hb_font, n->gid, &e))
        return;
    int left = to_mille(f, e.x_bearing);
    int right = n->advance - to_mille(f, (int64_t)e.x_bearing + e.width);
    int room = n->advance - HALF;
    int apart = left - right;
    if (apart > -CENTRE_BAND && apart < CENTRE_BAND) {
        int side = MIN(MIN(left, right) - INK_MARGIN, room / 2);
        n->trim_left = n->trim_right = (int16_t)MAX(0, side);
    } else if (left > right) {
        n->trim_left = (int16_t)MAX(0, MIN(left - INK_MARGIN, room));
    } else {
        n->trim_right = (int16_t)MAX(0, MIN(right - INK_MARGIN, room));
    }
}

struct nominal font_trims(const struct face *f, uint32_t code) {
    code = existing(code);
    _Atomic uint64_t *at = cached(f, code);
    struct nominal n = nominal_at(f, code, at);
    if (n.trim_left >= 0)
        return n;
    measure_trims(f, &n);
    return keep(at, n);
}
