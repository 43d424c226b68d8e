/* glyf: TrueType font programs. hb-subset takes the glyphs in use out of the face; twins are added
 * behind them as composite glyphs of one component (OpenType specification, `glyf`), and the tables
 * that count glyphs are rewritten. Ink is moved by the component's offset, never by the side
 * bearing alone, which not every renderer honours. hb_face_builder makes directory and checksums.
 */
#include "base/vec.h"
#include "emit/pdf/program.h"

#include <hb-subset.h>
#include <hb.h>
#include <stdlib.h>

#define GLYPHS_MOST 65535

enum table { GLYF, LOCA, HMTX, HHEA, MAXP, HEAD, N_TABLES };
static const hb_tag_t table_tags[N_TABLES] = {
    HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'e', 'a', 'd')};

/* Sizes of what is read of the tables without a length of their own. */
enum { HHEA_SIZE = 36, MAXP_SIZE = 32, HEAD_SIZE = 54, GLYPH_HEADER = 10 };
/* Places of the fields used. */
enum {
    HEAD_LOCA_FORMAT = 50,
    HHEA_N_METRICS = 34,
    MAXP_N_GLYPHS = 4,
    MAXP_POINTS = 6,
    MAXP_CONTOURS = 8,
    MAXP_COMPOSITE_POINTS = 10,
    MAXP_COMPOSITE_CONTOURS = 12,
    MAXP_COMPONENTS = 28,
    MAXP_DEPTH = 30
};

struct glyf {
    struct arena *a;
    const struct pdf_font *font;
    const hb_map_t *new_of; /* gids of the face to those of the subset */
    struct str source[N_TABLES];
    uint32_t n_source, n_metrics, n_glyphs;
    bool long_loca, nested; /* nested: a twin of a composite */
    struct buf out[N_TABLES];
    char *glyph_of; /* two bytes for each code */
};

static uint32_t get16(const char *p) {
    return (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

static int signed16(const char *p) {
    return (int16_t)get16(p);
}

static uint32_t get32(const char *p) {
    return get16(p) << 16 | get16(p + 2);
}

static void set16(char *p, uint32_t v) {
    p[0] = (char)(v >> 8);
    p[1] = (char)v;
}

static void put16(struct buf *b, int v) {
    buf_byte(b, (v >> 8) & 255);
    buf_byte(b, v & 255);
}

static void put32(struct buf *b, uint32_t v) {
    put16(b, (int)(v >> 16));
    put16(b, (int)(v & 0xFFFF));
}

/* ---- the subset ---- */

static void free_blob(void *blob) {
    hb_blob_destroy(blob);
}

static void free_face(void *face) {
    hb_face_destroy(face);
}

static void free_plan(void *plan) {
    hb_subset_plan_destroy(plan);
}

static void choose_glyphs(hb_subset_input_t *input, const struct pdf_font *font) {
    static const hb_tag_t drop[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('B', 'A', 'S', 'E'), HB_TAG('M', 'A', 'T', 'H'), HB_TAG('n', 'a', 'm', 'e'),
        HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
        HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'), HB_TAG('C', 'O', 'L', 'R'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('m', 'e', 't', 'a')};
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    for (size_t i = 0; i < COUNT_OF(drop); i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), drop[i]);
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    hb_set_add(glyphs, 0);
    for (size_t i = 1; i < font->cids.n; i++)
        if (font->cids.v[i].gid != PDF_GID_MISSING)
            hb_set_add(glyphs, font->cids.v[i].gid);
}

/* The subset and where its glyphs went, or NULL. */
static hb_face_t *subset(struct glyf *g) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    choose_glyphs(input, g->font);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(g->font->face->hb_face, input);
    hb_subset_input_destroy(input);
    if (!plan)
        return NULL;
    arena_defer(g->a, free_plan, plan);
    g->new_of = hb_subset_plan_old_to_new_glyph_mapping(plan);
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    if (face)
        arena_defer(g->a, free_face, face);
    return face;
}

static void read_tables(struct glyf *g, hb_face_t *face) {
    for (int i = 0; i < N_TABLES; i++) {
        unsigned n;
        hb_blob_t *blob = hb_face_reference_table(face, table_tags[i]);
        arena_defer(g->a, free_blob, blob);
        const char *p = hb_blob_get_data(blob, &n);
        g->source[i] = (struct str){p, n};
        g->out[i] = buf_in(g->a);
    }
}

static bool is_sound(struct glyf *g) {
    const struct str *t = g->source;
    if (t[HHEA].n < HHEA_SIZE || t[MAXP].n < MAXP_SIZE || t[HEAD].n < HEAD_SIZE)
        return false;
    g->n_source = g->n_glyphs = get16(t[MAXP].p + MAXP_N_GLYPHS);
    g->n_metrics = get16(t[HHEA].p + HHEA_N_METRICS);
    g->long_loca = get16(t[HEAD].p + HEAD_LOCA_FORMAT) != 0;
    return g->n_source && g->n_metrics && g->n_metrics <= g->n_source &&
           t[LOCA].n >= (g->n_source + 1) * (g->long_loca ? 4u : 2u) &&
           t[HMTX].n >= g->n_metrics * 4 + (g->n_source - g->n_metrics) * 2;
}

/* ---- the tables with twins ---- */

static uint32_t loca(const struct glyf *g, uint32_t i) {
    const char *p = g->source[LOCA].p;
    return g->long_loca ? get32(p + 4 * (size_t)i) : 2 * get16(p + 2 * (size_t)i);
}

static void copy_glyphs(struct glyf *g) {
    const char *metrics = g->source[HMTX].p;
    buf_str(&g->out[GLYF], g->source[GLYF]);
    for (uint32_t i = 0; i <= g->n_source; i++)
        put32(&g->out[LOCA], loca(g, i));
    for (uint32_t i = 0; i < g->n_source; i++) {
        uint32_t full = MIN(i, g->n_metrics - 1);
        const char *bearing =
            i < g->n_metrics ? metrics + 4 * (size_t)i + 2
                             : metrics + 4 * (size_t)g->n_metrics + 2 * (size_t)(i - g->n_metrics);
        buf_bytes(&g->out[HMTX], metrics + 4 * (size_t)full, 2);
        buf_bytes(&g->out[HMTX], bearing, 2);
    }
}

static int to_units(const struct glyf *g, int em) {
    int upem = (int)g->font->face->units_per_em, half = em < 0 ? -500 : 500;
    return (em * upem + half) / 1000;
}

/* Ends a glyph appended to glyf: its place and its metrics. */
static uint32_t end_glyph(struct glyf *g, int width, int bearing) {
    while (g->out[GLYF].n % 4)
        buf_byte(&g->out[GLYF], 0);
    put32(&g->out[LOCA], (uint32_t)g->out[GLYF].n);
    put16(&g->out[HMTX], width);
    put16(&g->out[HMTX], bearing);
    return g->n_glyphs++;
}

/* A composite of one component moved by dx. False when glyf is not what it should be. */
static bool add_twin(struct glyf *g, uint32_t of, int dx, int width, uint32_t *glyph) {
    enum { WORD_ARGUMENTS = 1, ARGUMENTS_ARE_XY = 2 };
    if (of >= g->n_source)
        return false;
    uint32_t from = loca(g, of), to = loca(g, of + 1);
    if (to > g->source[GLYF].n || from > to)
        return false;
    struct buf *out = &g->out[GLYF];
    int bearing = 0;
    if (to - from >= GLYPH_HEADER) {
        const char *p = g->source[GLYF].p + from;
        bearing = signed16(p + 2) + dx;
        g->nested = g->nested || signed16(p) < 0;
        put16(out, -1);
        put16(out, bearing);
        put16(out, signed16(p + 4));
        put16(out, signed16(p + 6) + dx);
        put16(out, signed16(p + 8));
        put16(out, WORD_ARGUMENTS | ARGUMENTS_ARE_XY);
        put16(out, (int)of);
        put16(out, dx);
        put16(out, 0);
    }
    *glyph = end_glyph(g, width, bearing);
    return true;
}

/* A frame as a simple glyph of two contours, the outer one clockwise. */
static uint32_t add_box(struct glyf *g, int width) {
    enum { POINTS = 8, ON_CURVE = 1 };
    struct buf *out = &g->out[GLYF];
    int em = (int)g->font->face->units_per_em, line = em / 25;
    int left = MIN(em / 20, width / 8), right = MAX(width - left, left + 2 * line);
    int top = to_units(g, PDF_BOX_HEIGHT);
    const int header[] = {2, left, 0, right, top, 3, 7, 0}; /* contours, bounds, ends, no hints */
    const int point[POINTS][2] = {{left, 0},
                                  {left, top},
                                  {right, top},
                                  {right, 0},
                                  {left + line, line},
                                  {right - line, line},
                                  {right - line, top - line},
                                  {left + line, top - line}};
    for (size_t i = 0; i < COUNT_OF(header); i++)
        put16(out, header[i]);
    for (int i = 0; i < POINTS; i++)
        buf_byte(out, ON_CURVE);
    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i < POINTS; i++)
            put16(out, point[i][axis] - (i ? point[i - 1][axis] : 0));
    return end_glyph(g, width, left);
}

static bool is_empty(const struct glyf *g, uint32_t glyph) {
    return loca(g, glyph + 1) <= loca(g, glyph);
}

static bool add_glyph(struct glyf *g, const struct pdf_cid *cid, uint32_t *glyph) {
    int width = to_units(g, cid->fit.width);
    if (cid->gid != PDF_GID_MISSING)
        return add_twin(g, hb_map_get(g->new_of, cid->gid), to_units(g, cid->fit.dx), width, glyph);
    if (!is_empty(g, 0))
        return add_twin(g, 0, 0, width, glyph);
    *glyph = add_box(g, width);
    return true;
}

struct user {
    const struct pdf_cid *cid;
    uint32_t code;
};

static int compare(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int by_look(const void *a, const void *b) {
    const struct pdf_cid *x = ((const struct user *)a)->cid, *y = ((const struct user *)b)->cid;
    int order = compare(x->gid, y->gid);
    order = order ? order : compare(x->fit.width, y->fit.width);
    return order ? order : compare(x->fit.dx, y->fit.dx);
}

static int by_look_then_code(const void *a, const void *b) {
    int order = by_look(a, b);
    return order ? order : compare(((const struct user *)a)->code, ((const struct user *)b)->code);
}

static bool is_twin(const struct glyf *g, const struct pdf_cid *cid) {
    return cid->gid == PDF_GID_MISSING || cid->gid == 0 || cid->fit.dx ||
           cid->fit.width != pdf_natural(g->font->face, cid->gid);
}

/* Every code gets its glyph; codes that look the same share one. */
static bool assign_glyphs(struct glyf *g) {
    size_t n = g->font->cids.n;
    struct user *users = arena_array(g->a, struct user, n);
    g->glyph_of = arena_alloc(g->a, 2 * n);
    for (size_t i = 1; i < n; i++)
        users[i] = (struct user){&g->font->cids.v[i], (uint32_t)i};
    qsort(users + 1, n - 1, sizeof(*users), by_look_then_code);
    uint32_t glyph = 0;
    for (size_t i = 1; i < n; i++) {
        const struct pdf_cid *cid = users[i].cid;
        bool as_before = i > 1 && by_look(&users[i - 1], &users[i]) == 0;
        if (!as_before && !is_twin(g, cid))
            glyph = hb_map_get(g->new_of, cid->gid);
        else if (!as_before && !add_glyph(g, cid, &glyph))
            return false;
        if (glyph >= g->n_glyphs || g->n_glyphs > GLYPHS_MOST)
            return false;
        set16(g->glyph_of + 2 * (size_t)users[i].code, glyph);
    }
    return true;
}

static void raise_to(char *field, uint32_t least) {
    if (get16(field) < least)
        set16(field, least);
}

static void count_glyphs(struct glyf *g) {
    for (int i = MAXP; i <= HEAD; i++)
        buf_str(&g->out[i], g->source[i]);
    buf_str(&g->out[HHEA], g->source[HHEA]);
    char *maxp = g->out[MAXP].p;
    set16(g->out[HHEA].p + HHEA_N_METRICS, g->n_glyphs);
    set16(g->out[HEAD].p + HEAD_LOCA_FORMAT, 1);
    set16(maxp + MAXP_N_GLYPHS, g->n_glyphs);
    raise_to(maxp + MAXP_POINTS, 8);
    raise_to(maxp + MAXP_CONTOURS, 2);
    raise_to(maxp + MAXP_COMPOSITE_POINTS, get16(maxp + MAXP_POINTS));
    raise_to(maxp + MAXP_COMPOSITE_CONTOURS, get16(maxp + MAXP_CONTOURS));
    raise_to(maxp + MAXP_COMPONENTS, 1);
    raise_to(maxp + MAXP_DEPTH, 1);
    if (g->nested)
        set16(maxp + MAXP_DEPTH, get16(maxp + MAXP_DEPTH) + 1);
}

static struct str build(struct glyf *g) {
    hb_face_t *builder = hb_face_builder_create();
    arena_defer(g->a, free_face, builder);
    for (int i = 0; i < N_TABLES; i++) {
        hb_blob_t *blob =
            hb_blob_create(g->out[i].p, (unsigned)g->out[i].n, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_builder_add_table(builder, table_tags[i], blob);
        hb_blob_destroy(blob);
    }
    hb_blob_t *font = hb_face_reference_blob(builder);
    arena_defer(g->a, free_blob, font);
    unsigned n;
    const char *p = hb_blob_get_data(font, &n);
    return (struct str){p, n};
}

struct str pdf_program_glyf(struct arena *a, const struct pdf_font *font, struct str *glyph_of) {
    struct glyf g = {.a = a, .font = font};
    hb_face_t *face = subset(&g);
    if (!face)
        return (struct str){0};
    read_tables(&g, face);
    if (!is_sound(&g))
        return (struct str){0};
    copy_glyphs(&g);
    if (!assign_glyphs(&g))
        return (struct str){0};
    count_glyphs(&g);
    *glyph_of = (struct str){g.glyph_of, 2 * font->cids.n};
    return build(&g);
}
