/* glyf: TrueType font programs. The glyphs in use are copied from the face and renumbered, without
 * hints; twins follow them as composite glyphs of one component (OpenType specification, `glyf`).
 * Ink is moved by the component's offset, never by the side bearing alone, which not every renderer
 * honours.
 *
 * hb-subset is not asked: it ends in a crash when memory runs out (HarfBuzz 6), takes longer than
 * all the rest, and its bytes differ between versions. A face whose tables are not as they should
 * be is left to the CFF form, which HarfBuzz's drawing serves. */
#include "base/vec.h"
#include "emit/pdf/program.h"
#include "emit/pdf/sfnt.h"

#include <hb.h>
#include <stdlib.h>

#define GLYPHS_MOST 65535

enum table { GLYF, HEAD, HHEA, HMTX, LOCA, MAXP, N_TABLES };
static const char table_tags[N_TABLES][5] = {"glyf", "head", "hhea", "hmtx", "loca", "maxp"};

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
    MAXP_INSTRUCTIONS = 26,
    MAXP_COMPONENTS = 28,
    MAXP_DEPTH = 30
};
/* Flags of a component. */
enum {
    WORD_ARGUMENTS = 0x0001,
    ARGUMENTS_ARE_XY = 0x0002,
    ONE_SCALE = 0x0008,
    MORE_COMPONENTS = 0x0020,
    TWO_SCALES = 0x0040,
    MATRIX = 0x0080,
    INSTRUCTIONS = 0x0100
};

struct glyf {
    struct arena *a;
    const struct pdf_font *font;
    struct str source[N_TABLES];
    uint32_t n_source, n_metrics;
    bool long_loca, nested; /* nested: a twin of a composite */
    uint32_t *new_of;       /* of each source glyph: 1 + its number here, 0 = not in use */
    VEC(uint32_t) used;     /* source glyphs by their number here */
    struct buf out[N_TABLES];
    uint32_t n_glyphs; /* written */
    char *glyph_of;    /* two bytes for each code */
};

/* ---- the source ---- */

static void free_blob(void *blob) {
    hb_blob_destroy(blob);
}

static void read_tables(struct glyf *g) {
    for (int i = 0; i < N_TABLES; i++) {
        unsigned n;
        hb_tag_t tag = hb_tag_from_string(table_tags[i], 4);
        hb_blob_t *blob = hb_face_reference_table(g->font->face->hb_face, tag);
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
    g->n_source = pdf_get16(t[MAXP].p + MAXP_N_GLYPHS);
    g->n_metrics = pdf_get16(t[HHEA].p + HHEA_N_METRICS);
    g->long_loca = pdf_get16(t[HEAD].p + HEAD_LOCA_FORMAT) != 0;
    return g->n_source && g->n_metrics && g->n_metrics <= g->n_source &&
           t[LOCA].n >= (g->n_source + 1) * (g->long_loca ? 4u : 2u) &&
           t[HMTX].n >= g->n_metrics * 4 + (g->n_source - g->n_metrics) * 2;
}

static uint32_t loca(const struct glyf *g, uint32_t i) {
    const char *p = g->source[LOCA].p;
    return g->long_loca ? pdf_get32(p + 4 * (size_t)i) : 2 * pdf_get16(p + 2 * (size_t)i);
}

/* A source glyph's bytes, empty for one without ink; false when loca leads out of glyf. */
static bool source_glyph(const struct glyf *g, uint32_t gid, struct str *glyph) {
    uint32_t from = loca(g, gid), to = loca(g, gid + 1);
    if (from > to || to > g->source[GLYF].n)
        return false;
    *glyph = str_slice(g->source[GLYF], from, to);
    if (glyph->n > 0 && glyph->n < GLYPH_HEADER)
        return false;
    if (glyph->n > 0 && pdf_get16(glyph->p) == 0) /* no contours */
        glyph->n = 0;
    return true;
}

/* ---- glyphs in use ---- */

static bool use_glyph(struct glyf *g, uint32_t gid) {
    if (gid >= g->n_source)
        return false;
    if (!g->new_of[gid]) {
        vec_push(g->a, &g->used, gid);
        g->new_of[gid] = (uint32_t)g->used.n;
    }
    return true;
}

static size_t component_size(uint32_t flags) {
    size_t transform = flags & ONE_SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0;
    return 4 + (flags & WORD_ARGUMENTS ? 4u : 2u) + transform;
}

/* Takes the next component off a composite's bytes; false when they end before it does. */
static bool next_component(struct str *rest, struct str *component, uint32_t *flags) {
    if (rest->n < 4)
        return false;
    *flags = pdf_get16(rest->p);
    size_t n = component_size(*flags);
    if (rest->n < n)
        return false;
    *component = str_slice(*rest, 0, n);
    *rest = str_from(*rest, n);
    return true;
}

static bool is_composite(struct str glyph) {
    return glyph.n >= GLYPH_HEADER && pdf_get_signed16(glyph.p) < 0;
}

static bool use_components(struct glyf *g, struct str glyph) {
    struct str rest = str_from(glyph, GLYPH_HEADER), component = {0};
    for (uint32_t flags = MORE_COMPONENTS; flags & MORE_COMPONENTS;)
        if (!next_component(&rest, &component, &flags) || !use_glyph(g, pdf_get16(component.p + 2)))
            return false;
    return true;
}

/* In the source's order: its file is read from front to back, and glyphs that are alike stand
 * together, so that they pack better. */
static void number_glyphs(struct glyf *g) {
    g->used.n = 0;
    for (uint32_t gid = 0; gid < g->n_source; gid++) {
        if (!g->new_of[gid])
            continue;
        vec_push(g->a, &g->used, gid);
        g->new_of[gid] = (uint32_t)g->used.n;
    }
}

static void rest_after(const struct glyf *g, size_t i) {
    if (i % PDF_GLYPHS_UNTIL_REST == PDF_GLYPHS_UNTIL_REST - 1)
        font_rest(g->font->face);
}

/* .notdef, the codes' glyphs, and what those are made of. */
static bool choose_glyphs(struct glyf *g) {
    struct str glyph = {0};
    g->new_of = arena_array(g->a, uint32_t, g->n_source);
    if (!use_glyph(g, 0))
        return false;
    for (size_t i = 1; i < g->font->cids.n; i++) {
        uint32_t gid = g->font->cids.v[i].gid;
        if (gid != PDF_GID_MISSING && !use_glyph(g, gid))
            return false;
    }
    number_glyphs(g);
    for (size_t i = 0; i < g->used.n; i++) {
        if (!source_glyph(g, g->used.v[i], &glyph) ||
            (is_composite(glyph) && !use_components(g, glyph)))
            return false;
        rest_after(g, i);
    }
    number_glyphs(g);
    return true;
}

/* ---- writing glyphs ---- */

/* Ends the glyph just appended to glyf: its place, which a long loca gives to the byte, and its
 * metrics. */
static uint32_t end_glyph(struct glyf *g, int width, int bearing) {
    pdf_put32(&g->out[LOCA], (uint32_t)g->out[GLYF].n);
    pdf_put16(&g->out[HMTX], width);
    pdf_put16(&g->out[HMTX], bearing);
    return g->n_glyphs++;
}

static bool copy_simple(struct glyf *g, struct str glyph) {
    size_t ends = GLYPH_HEADER + 2 * (size_t)pdf_get16(glyph.p);
    if (glyph.n < ends + 2)
        return false;
    size_t instructions = pdf_get16(glyph.p + ends);
    if (glyph.n < ends + 2 + instructions)
        return false;
    buf_str(&g->out[GLYF], str_slice(glyph, 0, ends));
    pdf_put16(&g->out[GLYF], 0);
    buf_str(&g->out[GLYF], str_from(glyph, ends + 2 + instructions));
    return true;
}

static void copy_composite(struct glyf *g, struct str glyph) {
    struct str rest = str_from(glyph, GLYPH_HEADER), component = {0};
    uint32_t flags;
    buf_str(&g->out[GLYF], str_slice(glyph, 0, GLYPH_HEADER));
    while (next_component(&rest, &component, &flags)) {
        pdf_put16(&g->out[GLYF], (int)(flags & ~(uint32_t)INSTRUCTIONS));
        pdf_put16(&g->out[GLYF], (int)g->new_of[pdf_get16(component.p + 2)] - 1);
        buf_str(&g->out[GLYF], str_from(component, 4));
        if (!(flags & MORE_COMPONENTS))
            break;
    }
}

static void metrics_of(const struct glyf *g, uint32_t gid, int *width, int *bearing) {
    const char *p = g->source[HMTX].p, *tail = p + 4 * (size_t)g->n_metrics;
    bool full = gid < g->n_metrics;
    *width = (int)pdf_get16(p + 4 * (size_t)MIN(gid, g->n_metrics - 1));
    *bearing =
        pdf_get_signed16(full ? p + 4 * (size_t)gid + 2 : tail + 2 * (size_t)(gid - g->n_metrics));
}

static bool copy_glyphs(struct glyf *g) {
    struct str glyph = {0};
    int width, bearing;
    pdf_put32(&g->out[LOCA], 0);
    for (size_t i = 0; i < g->used.n; i++) {
        source_glyph(g, g->used.v[i], &glyph);
        if (is_composite(glyph))
            copy_composite(g, glyph);
        else if (glyph.n && !copy_simple(g, glyph))
            return false;
        metrics_of(g, g->used.v[i], &width, &bearing);
        end_glyph(g, width, bearing);
        rest_after(g, i);
    }
    return true;
}

/* ---- twins ---- */

static int to_units(const struct glyf *g, int em) {
    int upem = (int)g->font->face->units_per_em, half = em < 0 ? -500 : 500;
    return (em * upem + half) / 1000;
}

/* A composite of one component, a source glyph in use, moved by dx. */
static uint32_t add_twin(struct glyf *g, uint32_t gid, int dx, int width) {
    struct buf *out = &g->out[GLYF];
    struct str glyph = {0};
    if (!source_glyph(g, gid, &glyph) || glyph.n == 0)
        return end_glyph(g, width, 0);
    int left = pdf_get_signed16(glyph.p + 2) + dx, right = pdf_get_signed16(glyph.p + 6) + dx;
    g->nested = g->nested || is_composite(glyph);
    pdf_put16(out, -1);
    pdf_put16(out, left);
    buf_bytes(out, glyph.p + 4, 2);
    pdf_put16(out, right);
    buf_bytes(out, glyph.p + 8, 2);
    pdf_put16(out, WORD_ARGUMENTS | ARGUMENTS_ARE_XY);
    pdf_put16(out, (int)g->new_of[gid] - 1);
    pdf_put16(out, dx);
    pdf_put16(out, 0);
    return end_glyph(g, width, left);
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
        pdf_put16(out, header[i]);
    for (int i = 0; i < POINTS; i++)
        buf_byte(out, ON_CURVE);
    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i < POINTS; i++)
            pdf_put16(out, point[i][axis] - (i ? point[i - 1][axis] : 0));
    return end_glyph(g, width, left);
}

static uint32_t add_glyph(struct glyf *g, const struct pdf_cid *cid) {
    int width = to_units(g, cid->fit.width);
    struct str notdef;
    if (cid->gid != PDF_GID_MISSING)
        return add_twin(g, cid->gid, to_units(g, cid->fit.dx), width);
    if (source_glyph(g, 0, &notdef) && notdef.n)
        return add_twin(g, 0, 0, width);
    return add_box(g, width);
}

/* ---- codes ---- */

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
        if (i == 1 || by_look(&users[i - 1], &users[i]) != 0)
            glyph = is_twin(g, cid) ? add_glyph(g, cid) : g->new_of[cid->gid] - 1;
        pdf_set16(g->glyph_of + 2 * (size_t)users[i].code, glyph);
    }
    return g->n_glyphs <= GLYPHS_MOST;
}

/* ---- the file ---- */

static void raise_to(char *field, uint32_t least) {
    if (pdf_get16(field) < least)
        pdf_set16(field, least);
}

static void count_glyphs(struct glyf *g) {
    buf_str(&g->out[MAXP], str_slice(g->source[MAXP], 0, MAXP_SIZE));
    buf_str(&g->out[HEAD], str_slice(g->source[HEAD], 0, HEAD_SIZE));
    buf_str(&g->out[HHEA], str_slice(g->source[HHEA], 0, HHEA_SIZE));
    char *maxp = g->out[MAXP].p;
    pdf_set16(g->out[HHEA].p + HHEA_N_METRICS, g->n_glyphs);
    pdf_set16(g->out[HEAD].p + HEAD_LOCA_FORMAT, 1);
    pdf_set16(maxp + MAXP_N_GLYPHS, g->n_glyphs);
    pdf_set16(maxp + MAXP_INSTRUCTIONS, 0);
    raise_to(maxp + MAXP_POINTS, 8);
    raise_to(maxp + MAXP_CONTOURS, 2);
    raise_to(maxp + MAXP_COMPOSITE_POINTS, pdf_get16(maxp + MAXP_POINTS));
    raise_to(maxp + MAXP_COMPOSITE_CONTOURS, pdf_get16(maxp + MAXP_CONTOURS));
    raise_to(maxp + MAXP_COMPONENTS, 1);
    raise_to(maxp + MAXP_DEPTH, 1);
    if (g->nested)
        pdf_set16(maxp + MAXP_DEPTH, pdf_get16(maxp + MAXP_DEPTH) + 1);
}

static struct str build(struct glyf *g) {
    struct pdf_table tables[N_TABLES];
    for (int i = 0; i < N_TABLES; i++) {
        memcpy(tables[i].tag, table_tags[i], sizeof(tables[i].tag));
        tables[i].bytes = buf_get(&g->out[i]);
    }
    return pdf_sfnt(g->a, tables, N_TABLES);
}

struct str pdf_program_glyf(struct arena *a, const struct pdf_font *font, struct str *glyph_of) {
    struct glyf g = {.a = a, .font = font};
    read_tables(&g);
    if (!is_sound(&g) || !choose_glyphs(&g) || !copy_glyphs(&g) || !assign_glyphs(&g))
        return (struct str){0};
    count_glyphs(&g);
    font_rest(font->face);
    *glyph_of = (struct str){g.glyph_of, 2 * font->cids.n};
    return build(&g);
}
