/* font: glyphs, variants and constants of a math font, in 1/1000 em. */
#include "layout/math/box.h"

#include <limits.h>

#define PARTS_MOST    16  /* of a glyph put together */
#define REPEATS_MOST  400 /* of its middle parts: taller ones stay short */
#define VARIANTS_MOST 16

/* What plain values do for fonts without a MATH table: those of Latin Modern Math. */
static const int16_t PLAIN[] = {
    70,  50,  1300, 1300, 154, 250, 450, 664, 247, 344, 200, 363, 289, 108, 250, 160, 344,  56, 200,
    111, 167, 600,  444,  677, 345, 686, 120, 280, 111, 600, 200, 167, 394, 677, 345, 686,  40, 120,
    40,  40,  120,  350,  96,  120, 40,  40,  120, 40,  40,  50,  148, 40,  40,  278, -556, 60,
};

static int to_mille(const struct math_font *f, int64_t units, int scale) {
    int64_t v = units * scale, upem = f->upem;
    return (int)((2 * v + (v < 0 ? -upem : upem)) / (2 * upem));
}

static bool is_percentage(hb_ot_math_constant_t c) {
    return c == HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN ||
           c == HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN ||
           c == HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT;
}

/* The lookup with forms drawn for script sizes. */
static unsigned find_script_lookup(hb_face_t *face) {
    const hb_tag_t features[] = {HB_TAG('s', 's', 't', 'y'), HB_TAG_NONE};
    hb_set_t *lookups = hb_set_create();
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
    hb_codepoint_t first = HB_SET_VALUE_INVALID;
    bool found = hb_set_next(lookups, &first);
    hb_set_destroy(lookups);
    return found ? first : UINT_MAX;
}

void math_font_open(struct math_font *f, hb_font_t *hb) {
    hb_face_t *face = hb_font_get_face(hb);
    f->hb = hb;
    f->upem = (int)hb_face_get_upem(face);
    f->has_math = hb_ot_math_has_data(face);
    f->script_lookup = find_script_lookup(face);
    for (size_t i = 0; i < COUNT_OF(f->constants); i++) {
        hb_ot_math_constant_t c = (hb_ot_math_constant_t)i;
        int v = f->has_math ? hb_ot_math_get_constant(hb, c) : PLAIN[i];
        f->constants[i] = f->has_math && !is_percentage(c) ? to_mille(f, v, 1000) : v;
    }
}

int math_scale(const struct math_setter *s, struct math_style style) {
    if (style.size < SIZE_SCRIPT)
        return 1000;
    int percent = s->font.constants[style.size == SIZE_SCRIPT
                                        ? HB_OT_MATH_CONSTANT_SCRIPT_PERCENT_SCALE_DOWN
                                        : HB_OT_MATH_CONSTANT_SCRIPT_SCRIPT_PERCENT_SCALE_DOWN];
    return percent > 0 ? percent * 10 : 700;
}

int math_constant(const struct math_setter *s, struct math_style style, hb_ot_math_constant_t c) {
    int v = s->font.constants[c];
    return is_percentage(c) ? v : v * math_scale(s, style) / 1000;
}

/* ---- one glyph */

static hb_codepoint_t script_form(const struct math_font *f, hb_codepoint_t gid, uint8_t size) {
    if (size < SIZE_SCRIPT || f->script_lookup == UINT_MAX)
        return gid;
    hb_codepoint_t forms[2];
    unsigned n = COUNT_OF(forms);
    hb_ot_layout_lookup_get_glyph_alternates(hb_font_get_face(f->hb), f->script_lookup, gid, 0, &n,
                                             forms);
    return n == 0 ? gid : forms[MIN(n, size - SIZE_SCRIPT + 1u) - 1];
}

static struct math_box *glyph_box(const struct math_setter *s, hb_codepoint_t gid, uint32_t plain,
                                  int scale) {
    const struct math_font *f = &s->font;
    struct math_box *b = arena_new(s->a, struct math_box);
    hb_glyph_extents_t e = {0};
    hb_font_get_glyph_extents(f->hb, gid, &e);
    *b = (struct math_box){
        .kind = BOX_GLYPH, .is_char = true, .gid = (uint16_t)gid, .code = plain, .scale = scale};
    b->width = to_mille(f, hb_font_get_glyph_h_advance(f->hb, gid), scale);
    b->left = to_mille(f, e.x_bearing, scale);
    b->ascent = to_mille(f, e.y_bearing, scale);
    b->descent = -to_mille(f, (int64_t)e.y_bearing + e.height, scale);
    b->italic = to_mille(f, hb_ot_math_get_glyph_italics_correction(f->hb, gid), scale);
    b->accent = to_mille(f, hb_ot_math_get_glyph_top_accent_attachment(f->hb, gid), scale);
    return b;
}

static bool find_glyph(const struct math_setter *s, uint32_t code, struct math_style style,
                       hb_codepoint_t *gid) {
    if (!hb_font_get_nominal_glyph(s->font.hb, code, gid) || *gid >= UINT16_MAX)
        return false;
    *gid = script_form(&s->font, *gid, style.size);
    return true;
}

struct math_box *math_glyph(const struct math_setter *s, uint32_t code, uint32_t plain,
                            struct math_style style) {
    hb_codepoint_t gid;
    if (!find_glyph(s, code, style, &gid))
        return NULL;
    return glyph_box(s, gid, plain, math_scale(s, style));
}

int math_kern(const struct math_setter *s, const struct math_box *b, hb_ot_math_kern_t corner,
              int height) {
    if (b->kind != BOX_GLYPH || !b->scale)
        return 0;
    hb_position_t at = (hb_position_t)((int64_t)height * s->font.upem / b->scale);
    return to_mille(&s->font, hb_ot_math_get_glyph_kerning(s->font.hb, b->gid, corner, at),
                    b->scale);
}

/* ---- variants */

/* The smallest variant at least `length` long (or the longest one up to it), false when there is
 * none. */
static bool find_variant(const struct math_setter *s, hb_codepoint_t gid, int length, int scale,
                         hb_direction_t dir, bool at_most, hb_codepoint_t *out) {
    hb_ot_math_glyph_variant_t v[VARIANTS_MOST];
    unsigned n = COUNT_OF(v);
    hb_ot_math_get_glyph_variants(s->font.hb, gid, dir, 0, &n, v);
    bool found = false;
    for (unsigned i = 0; i < n; i++) {
        bool reaches = to_mille(&s->font, v[i].advance, scale) >= length;
        if (at_most && reaches && found)
            return true;
        *out = v[i].glyph;
        found = true;
        if (reaches)
            return true;
    }
    return at_most && found;
}

static void centre_on_axis(const struct math_setter *s, struct math_box *b, struct math_style style,
                           int *y) {
    *y = CONSTANT(s, style, AXIS_HEIGHT) - (b->ascent - b->descent) / 2;
}

/* The box moved up by y, as a box of its own. */
static struct math_box *raised(const struct math_setter *s, struct math_box *b, int y) {
    struct math_box *row = box_empty(s);
    box_append(s, row, b, y);
    row->italic = b->italic;
    row->is_char = b->is_char;
    row->accent = b->accent;
    return row;
}

/* Integrals are taller than sums: TeX's measure 2.2 em in displays to 1.4 em. */
static bool is_integral(uint32_t code) {
    return (code >= 0x222B && code <= 0x2233) || (code >= 0x2A0B && code <= 0x2A1C);
}

struct math_box *math_operator(const struct math_setter *s, uint32_t code,
                               struct math_style style) {
    hb_codepoint_t gid, big;
    if (!find_glyph(s, code, style, &gid))
        return NULL;
    int scale = math_scale(s, style), y;
    if (style.size == SIZE_DISPLAY) {
        int least = CONSTANT(s, style, DISPLAY_OPERATOR_MIN_HEIGHT);
        least += is_integral(code) ? least / 2 : 0;
        bool found = find_variant(s, gid, least, scale, HB_DIRECTION_TTB, false, &big);
        if (found || find_variant(s, gid, INT_MAX, scale, HB_DIRECTION_TTB, true, &big))
            gid = big;
    }
    struct math_box *b = glyph_box(s, gid, code, scale);
    centre_on_axis(s, b, style, &y);
    struct math_box *row = raised(s, b, y);
    row->is_char = style.size != SIZE_DISPLAY;
    return row;
}

struct math_box *math_wide_accent(const struct math_setter *s, uint32_t code, int width,
                                  struct math_style style) {
    hb_codepoint_t gid, wide;
    if (!find_glyph(s, code, style, &gid))
        return NULL;
    int scale = math_scale(s, style);
    if (find_variant(s, gid, width, scale, HB_DIRECTION_LTR, true, &wide))
        gid = wide;
    return glyph_box(s, gid, code, scale);
}

/* ---- glyphs put together */

struct assembly {
    hb_ot_math_glyph_part_t v[PARTS_MOST];
    unsigned n;
    int scale, least_overlap;
    int repeats; /* of each extender */
    int overlap; /* of two neighbours, beyond the least */
};

/* Length with `repeats` of each extender, neighbours overlapping by the least. */
static int assembly_length(const struct math_setter *s, const struct assembly *g, int repeats,
                           int *joints) {
    int length = 0;
    *joints = -1;
    for (unsigned i = 0; i < g->n; i++) {
        int times = g->v[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER ? repeats : 1;
        length += times * to_mille(&s->font, g->v[i].full_advance, g->scale);
        *joints += times;
    }
    return length - MAX(*joints, 0) * g->least_overlap;
}

/* As few repeats as reach the length; what is too much goes into the joints. */
static void plan_assembly(const struct math_setter *s, struct assembly *g, int length) {
    int joints, zero = assembly_length(s, g, 0, &joints);
    int step = assembly_length(s, g, 1, &joints) - zero;
    int repeats = zero >= length || step <= 0 ? 0 : (length - zero + step - 1) / step;
    g->repeats = MIN(repeats, REPEATS_MOST);
    int over = assembly_length(s, g, g->repeats, &joints) - length;
    int most = INT_MAX;
    for (unsigned i = 0; i + 1 < g->n; i++) {
        int connector = MIN(g->v[i].end_connector_length, g->v[i + 1].start_connector_length);
        most = MIN(most, to_mille(&s->font, connector, g->scale) - g->least_overlap);
    }
    if (over > 0 && joints > 0)
        g->overlap = MAX(0, MIN(over / joints, most));
}

static struct math_box *build_assembly(const struct math_setter *s, const struct assembly *g,
                                       uint32_t code, bool vertical) {
    struct math_box *row = box_empty(s);
    int at = 0;
    for (unsigned i = 0; i < g->n; i++) {
        int times = g->v[i].flags & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER ? g->repeats : 1;
        for (; times > 0; times--) {
            struct math_box *b = glyph_box(s, g->v[i].glyph, row->first ? 0 : code, g->scale);
            int long_ = to_mille(&s->font, g->v[i].full_advance, g->scale);
            box_put(s, row, b, vertical ? 0 : at - b->left, vertical ? at + b->descent : 0);
            row->width = MAX(row->width, vertical ? b->width : at + long_);
            at += long_ - g->least_overlap - g->overlap;
        }
    }
    return row;
}

static bool assemble(const struct math_setter *s, hb_codepoint_t gid, int length, int scale,
                     hb_direction_t dir, struct assembly *g) {
    hb_position_t italic;
    *g = (struct assembly){.n = PARTS_MOST, .scale = scale};
    hb_ot_math_get_glyph_assembly(s->font.hb, gid, dir, 0, &g->n, g->v, &italic);
    if (g->n == 0)
        return false;
    g->least_overlap =
        to_mille(&s->font, hb_ot_math_get_min_connector_overlap(s->font.hb, dir), scale);
    plan_assembly(s, g, length);
    return true;
}

/* The glyph with its ink alone as its width. */
static struct math_box *ink_only(const struct math_setter *s, struct math_box *b) {
    hb_glyph_extents_t e = {0};
    hb_font_get_glyph_extents(s->font.hb, b->gid, &e);
    struct math_box *row = box_empty(s);
    box_put(s, row, b, -b->left, 0);
    row->width = to_mille(&s->font, e.width, b->scale);
    return row;
}

struct math_box *math_stretched(const struct math_setter *s, uint32_t code, int length,
                                bool vertical, struct math_style style) {
    hb_codepoint_t gid, longer;
    if (code == 0 || !find_glyph(s, code, (struct math_style){0}, &gid))
        return box_empty(s);
    hb_direction_t dir = vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR;
    int scale = math_scale(s, style), y = 0;
    struct assembly g;
    struct math_box *b;
    if (find_variant(s, gid, length, scale, dir, false, &longer))
        b = glyph_box(s, longer, code, scale);
    else if (assemble(s, gid, length, scale, dir, &g))
        b = build_assembly(s, &g, code, vertical);
    else if (find_variant(s, gid, INT_MAX, scale, dir, true, &longer))
        b = glyph_box(s, longer, code, scale);
    else
        b = glyph_box(s, gid, code, scale);
    if (!vertical)
        return b->kind == BOX_GLYPH ? ink_only(s, b) : b;
    centre_on_axis(s, b, style, &y);
    return raised(s, b, y);
}
