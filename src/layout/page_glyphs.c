/* page_glyphs: glyphs of a run packed to a few bytes each. A packed glyph is a byte that says which
 * fields are other than expected, the glyph's number in two bytes, then those fields, each whole:
 * mostly three or four bytes, where struct glyph takes twenty. */
#include "layout/page.h"

enum {
    HAS_GID = 1,     /* 4 bytes instead of 2 */
    HAS_ADVANCE = 2, /* other than an em */
    HAS_SHIFT = 4,   /* dx, dy */
    HAS_AT = 8,      /* the text is not what follows the glyph before */
    HAS_LENGTH = 16, /* longer than the flags hold */
    LENGTH_SHIFT = 5,
    LENGTH_MOST = 7,
    EM = 1000,
    PACKED_MOST = 1 + sizeof(uint32_t) * 4 + sizeof(int16_t) * 2
};

struct packing {
    uint8_t *at;
    uint32_t text_at;
};

static void put(struct packing *p, const void *field, size_t size) {
    memcpy(p->at, field, size);
    p->at += size;
}

static uint8_t flags_of(const struct packing *p, const struct glyph *g) {
    unsigned flags = 0;
    flags |= g->gid > UINT16_MAX ? HAS_GID : 0;
    flags |= g->advance != EM ? HAS_ADVANCE : 0;
    flags |= g->dx || g->dy ? HAS_SHIFT : 0;
    flags |= g->text_at != p->text_at ? HAS_AT : 0;
    flags |= g->text_len > LENGTH_MOST ? HAS_LENGTH : g->text_len << LENGTH_SHIFT;
    return (uint8_t)flags;
}

static void pack(struct packing *p, const struct glyph *g) {
    uint8_t flags = flags_of(p, g);
    uint16_t gid = (uint16_t)g->gid;
    *p->at++ = flags;
    if (flags & HAS_GID)
        put(p, &g->gid, sizeof(g->gid));
    else
        put(p, &gid, sizeof(gid));
    if (flags & HAS_ADVANCE)
        put(p, &g->advance, sizeof(g->advance));
    if (flags & HAS_SHIFT) {
        put(p, &g->dx, sizeof(g->dx));
        put(p, &g->dy, sizeof(g->dy));
    }
    if (flags & HAS_AT)
        put(p, &g->text_at, sizeof(g->text_at));
    if (flags & HAS_LENGTH)
        put(p, &g->text_len, sizeof(g->text_len));
    p->text_at = g->text_at + g->text_len;
}

const uint8_t *glyphs_pack(struct arena *a, const struct glyph *v, size_t n) {
    size_t most = n * PACKED_MOST;
    uint8_t *packed = arena_alloc_raw(a, most);
    struct packing p = {packed, 0};
    for (size_t i = 0; i < n; i++)
        pack(&p, &v[i]);
    arena_shrink(a, packed, most, (size_t)(p.at - packed));
    return packed;
}

struct glyph_walk glyph_walk(const struct glyph_run *run) {
    return (struct glyph_walk){.run = run, .at = run->packed};
}

static void take(struct glyph_walk *w, void *field, size_t size) {
    memcpy(field, w->at, size);
    w->at += size;
}

static void unpack(struct glyph_walk *w, struct glyph *g) {
    uint8_t flags = *w->at++;
    uint16_t gid;
    *g = (struct glyph){.advance = EM, .text_at = w->text_at};
    if (flags & HAS_GID) {
        take(w, &g->gid, sizeof(g->gid));
    } else {
        take(w, &gid, sizeof(gid));
        g->gid = gid;
    }
    if (flags & HAS_ADVANCE)
        take(w, &g->advance, sizeof(g->advance));
    if (flags & HAS_SHIFT) {
        take(w, &g->dx, sizeof(g->dx));
        take(w, &g->dy, sizeof(g->dy));
    }
    if (flags & HAS_AT)
        take(w, &g->text_at, sizeof(g->text_at));
    g->text_len = (uint32_t)flags >> LENGTH_SHIFT;
    if (flags & HAS_LENGTH)
        take(w, &g->text_len, sizeof(g->text_len));
    w->text_at = g->text_at + g->text_len;
}

bool glyph_next(struct glyph_walk *w, struct glyph *out) {
    if (w->i >= w->run->n)
        return false;
    if (w->run->v)
        *out = w->run->v[w->i];
    else
        unpack(w, out);
    w->i++;
    return true;
}
