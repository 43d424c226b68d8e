/* pdf parts: fits, strings, charstrings, font programs, profile: each against its standard's
 * numbers or against HarfBuzz reading it back. */
#include "base/rng.h"
#include "emit/pdf/cid.h"
#include "emit/pdf/meta.h"
#include "emit/pdf/outline.h"
#include "emit/pdf/program.h"
#include "emit/pdf/text.h"
#include "emit/pdf_everything.h"

#include <math.h>

/* ---- fits ---- */

static const struct {
    int natural, dx, advance;
    bool blank;
    int want_dx, want_width;
} fits[] = {
    {1000, 0, 1000, false, 0, 1000},     /* as it is */
    {1000, 0, 920, false, 0, 1000},      /* squeezed by little: TJ */
    {600, 0, 520, false, 0, 600},        /* kerning */
    {1000, 0, 500, false, 0, 500},       /* a closing mark's half */
    {1000, -500, 500, false, -500, 500}, /* an opening mark's */
    {1000, -250, 500, false, -300, 500}, /* a centred mark: the ink's step, the rest in TJ */
    {1000, 0, 740, false, 0, 700},       /* steps of 0.1 em: 0.26 off is nearest to 0.3 */
    {1000, 0, 760, false, 0, 800},
    {1000, 0, 1080, false, 0, 1000},  /* Han-Han stretch: no reader sees it */
    {1000, 0, 1250, false, 0, 1250},  /* a gap: wide twin */
    {560, 250, 810, false, 250, 810}, /* a letter with the gap at its left */
    {560, 237, 797, false, 250, 810}, /* in steps of 0.05 em */
    {1000, 0, 3000, false, 0, 1000},  /* two ends of a line */
    {224, 0, 330, true, 0, 324},      /* a blank, stretched */
    {224, 0, 180, true, 0, 174},      /* and squeezed */
    {224, 0, 12000, true, 0, 12024},  /* one that stands for a formula */
    {224, 0, 90000, true, 0, 224},
    {0, -450, 0, false, 0, 0},     /* a mark above: no width, its place by TJ */
    {300, 0, -200, false, 0, 300}, /* back over itself: never a negative width */
};

UNIT_TEST(fit) {
    UNIT_UNUSED(a);
    struct pdf_fit f = pdf_fit(fits[row].natural, fits[row].dx, fits[row].advance, fits[row].blank);
    ck_assert_int_eq(f.dx, fits[row].want_dx);
    ck_assert_int_eq(f.width, fits[row].want_width);
}

/* ---- strings ---- */

static const struct {
    const char *text, *want;
} strings[] = {
    {"", "()"},
    {"plain", "(plain)"},
    {"a(b)c\\d", "(a\\(b\\)c\\\\d)"},
    {"é", "<FEFF00E9>"},
    {"中 \U00020BB7", "<FEFF4E2D0020D842DFB7>"}, /* surrogates: U+20BB7 = D842 DFB7 */
    {"a\tb", "<FEFF006100200062>"},              /* controls become blanks */
    {"\uFEFF|\uFFFF", "<FEFF200B007C200B>"},
};

UNIT_TEST(text_string) {
    struct buf b = buf_in(a);
    pdf_text(&b, str_of(strings[row].text));
    unit_str_is(buf_get(&b), str_of(strings[row].want));
}

UNIT_TEST(hex_text_sorts_as_its_bytes) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    pdf_hex_text(&b, STR("a(*"));
    unit_str_is(buf_get(&b), STR("<61282A>"));
    b.n = 0;
    pdf_hex_text(&b, STR("中"));
    unit_str_is(buf_get(&b), STR("<FEFF4E2D>"));
}

/* ---- charstrings ---- */

/* Numbers of Technical Note 5176, table 3, and the borders of the ranges. */
static const struct {
    int v;
    size_t n;
    uint8_t bytes[3];
} numbers[] = {{0, 1, {0x8B}},
               {100, 1, {0xEF}},
               {-100, 1, {0x27}},
               {107, 1, {0xF6}},
               {108, 2, {0xF7, 0x00}},
               {1000, 2, {0xFA, 0x7C}},
               {1131, 2, {0xFA, 0xFF}},
               {1132, 3, {0x1C, 0x04, 0x6C}},
               {-108, 2, {0xFB, 0x00}},
               {-1000, 2, {0xFE, 0x7C}},
               {-1131, 2, {0xFE, 0xFF}},
               {10000, 3, {0x1C, 0x27, 0x10}},
               {-10000, 3, {0x1C, 0xD8, 0xF0}}};

UNIT_TEST(charstring_numbers) {
    struct buf b = buf_in(a);
    pdf_charstring_number(&b, numbers[row].v);
    ck_assert_uint_eq(b.n, numbers[row].n);
    ck_assert_mem_eq(b.p, numbers[row].bytes, b.n);
}

/* Steps and the operators they make; 139 + v is the number v. */
#define N(v) ((uint8_t)(139 + (v)))
static const struct {
    size_t n_steps;
    struct pdf_step steps[4];
    uint8_t bytes[24];
} paths[] = {
    {1, {{STEP_MOVE, {1, 2}}}, {N(1 + 5), N(2), T2_RMOVETO}}, /* the first move goes 5 on */
    {1, {{STEP_MOVE, {-5, 2}}}, {N(2), T2_VMOVETO}},
    {1, {{STEP_MOVE, {1, 0}}}, {N(6), T2_HMOVETO}},
    {4, /* a box: lines along the axes in turn take one operand each */
     {{STEP_MOVE, {-5, 0}}, {STEP_LINE, {9, 0}}, {STEP_LINE, {0, 8}}, {STEP_LINE, {-9, 0}}},
     {N(0), T2_HMOVETO, N(9), N(8), N(-9), T2_HLINETO}},
    {3,
     {{STEP_MOVE, {-5, 0}}, {STEP_LINE, {1, 2}}, {STEP_LINE, {3, 4}}},
     {N(0), T2_HMOVETO, N(1), N(2), N(3), N(4), T2_RLINETO}},
    {3, /* leaves along x, arrives along y; then the other way round */
     {{STEP_MOVE, {-5, 0}}, {STEP_CURVE, {1, 0, 2, 3, 0, 4}}, {STEP_CURVE, {0, 5, 6, 7, 8, 0}}},
     {N(0), T2_HMOVETO, N(1), N(2), N(3), N(4), N(5), N(6), N(7), N(8), T2_HVCURVETO}},
    {2,
     {{STEP_MOVE, {-5, 0}}, {STEP_CURVE, {1, 0, 2, 3, 4, 0}}},
     {N(0), T2_HMOVETO, N(1), N(2), N(3), N(4), T2_HHCURVETO}},
    {2,
     {{STEP_MOVE, {-5, 0}}, {STEP_CURVE, {0, 1, 2, 3, 0, 4}}},
     {N(0), T2_HMOVETO, N(1), N(2), N(3), N(4), T2_VVCURVETO}},
    {2,
     {{STEP_MOVE, {-5, 0}}, {STEP_CURVE, {1, 2, 3, 4, 5, 6}}},
     {N(0), T2_HMOVETO, N(1), N(2), N(3), N(4), N(5), N(6), T2_RRCURVETO}},
};

UNIT_TEST(charstring_operators) {
    struct buf b = buf_in(a);
    struct pdf_step steps[4];
    memcpy(steps, paths[row].steps, sizeof(steps));
    struct pdf_outline o = {.steps = {steps, paths[row].n_steps, 4}};
    pdf_charstring(&b, &o, 0, o.steps.n, 5);
    size_t n = 0;
    while (n < sizeof(paths[row].bytes) && paths[row].bytes[n])
        n++;
    ck_assert_uint_eq(b.n, n);
    ck_assert_mem_eq(b.p, paths[row].bytes, n);
}

/* ---- font programs, read back by HarfBuzz ---- */

struct ink {
    double area; /* signed, of the polygon of all points */
    float x0, x1, x, y, start_x, start_y;
    bool any;
};

static void ink_to(struct ink *i, float x, float y) {
    i->area += ((double)i->x * (double)y - (double)x * (double)i->y) / 2;
    i->x0 = !i->any || x < i->x0 ? x : i->x0;
    i->x1 = !i->any || x > i->x1 ? x : i->x1;
    i->any = true;
    i->x = x;
    i->y = y;
}

static void ink_move(hb_draw_funcs_t *f, void *ink, hb_draw_state_t *st, float x, float y,
                     void *data) {
    (void)f, (void)st, (void)data;
    struct ink *i = ink;
    i->x = i->start_x = x;
    i->y = i->start_y = y;
}

static void ink_line(hb_draw_funcs_t *f, void *ink, hb_draw_state_t *st, float x, float y,
                     void *data) {
    (void)f, (void)st, (void)data;
    ink_to(ink, x, y);
}

static void ink_curve(hb_draw_funcs_t *f, void *ink, hb_draw_state_t *st, float x1, float y1,
                      float x2, float y2, float x, float y, void *data) {
    (void)f, (void)st, (void)data;
    ink_to(ink, x1, y1);
    ink_to(ink, x2, y2);
    ink_to(ink, x, y);
}

static void ink_close(hb_draw_funcs_t *f, void *ink, hb_draw_state_t *st, void *data) {
    (void)f, (void)st, (void)data;
    struct ink *i = ink;
    ink_to(i, i->start_x, i->start_y);
}

static struct ink ink_of(hb_font_t *font, uint32_t gid) {
    struct ink ink = {0};
    hb_draw_funcs_t *f = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(f, ink_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(f, ink_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(f, ink_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(f, ink_close, NULL, NULL);
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, gid, f, &ink);
#else
    hb_font_get_glyph_shape(font, gid, f, &ink);
#endif
    hb_draw_funcs_destroy(f);
    return ink;
}

static void add_table(hb_face_t *builder, hb_tag_t tag, struct str bytes) {
    hb_blob_t *blob =
        hb_blob_create(bytes.p, (unsigned)bytes.n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(builder, tag, blob);
    hb_blob_destroy(blob);
}

/* A CFF alone is no font to HarfBuzz: with the least of tables around it. Its unit is 1/1000 em. */
static hb_font_t *open_cff(struct arena *a, struct str cff, size_t n) {
    char *head = arena_alloc(a, 54), *maxp = arena_alloc(a, 6);
    memcpy(head, "\0\1\0\0", 4);
    memcpy(head + 12, "\x5F\x0F\x3C\xF5", 4);
    memcpy(head + 18, "\x03\xE8", 2);
    memcpy(maxp, "\0\0\x50\0", 4);
    maxp[4] = (char)(n >> 8);
    maxp[5] = (char)n;
    hb_face_t *builder = hb_face_builder_create();
    add_table(builder, HB_TAG('h', 'e', 'a', 'd'), (struct str){head, 54});
    add_table(builder, HB_TAG('m', 'a', 'x', 'p'), (struct str){maxp, 6});
    add_table(builder, HB_TAG('C', 'F', 'F', ' '), cff);
    hb_blob_t *file = hb_face_reference_blob(builder);
    hb_face_t *face = hb_face_create(file, 0);
    hb_font_t *font = hb_font_create(face);
    ck_assert_uint_eq(hb_face_get_upem(face), 1000);
    hb_face_destroy(face);
    hb_face_destroy(builder);
    hb_blob_destroy(file);
    return font;
}

/* Codes for common characters, two twins of each mark, and two texts for one glyph. */
static struct pdf_cids codes_of(struct arena *a, const struct face *face) {
    static const char text[] = SAMPLE_TORTURE "的一是不了人我在有他这中大来上国ABCxyz0123";
    struct pdf_cids c = pdf_cids_in(a, NULL);
    const char *p = text, *end = text + sizeof(text) - 1;
    while (p < end) {
        const char *at = p;
        hb_codepoint_t gid = 0;
        ck_assert(hb_font_get_nominal_glyph(face->hb_font, utf8_next(&p, end), &gid));
        struct str s = {at, (size_t)(p - at)};
        int natural = pdf_natural(face, gid);
        pdf_cid(&c, face, gid, (struct pdf_fit){0, (uint16_t)natural}, s);
        if (sample_mark(s)) {
            pdf_cid(&c, face, gid, (struct pdf_fit){0, 500}, s);
            pdf_cid(&c, face, gid, (struct pdf_fit){-500, 500}, s);
        }
        if (s.n == 1)
            pdf_cid(&c, face, gid, (struct pdf_fit){250, (uint16_t)(natural + 250)}, s);
        pdf_cid(&c, face, gid, (struct pdf_fit){0, (uint16_t)natural}, STR("other"));
    }
    ck_assert_uint_eq(c.fonts.n, 1);
    return c;
}

static void same_ink(const struct ink *got, const struct ink *want, double scale, int dx,
                     size_t code) {
    ck_assert_int_eq(got->any, want->any);
    if (!got->any)
        return;
    double off = want->x0 * scale + dx, area = want->area * scale * scale;
    ck_assert_msg(fabs((double)got->x0 - off) <= 1, "code %zu: ink from %g, not %g", code,
                  (double)got->x0, off);
    ck_assert_msg(fabs(got->area - area) <= fabs(area) * 0.02 + 400, "code %zu: area %g, not %g",
                  code, got->area, area);
}

/* Every code's glyph has the source's ink, moved by the twin's dx. Both kinds of face. */
UNIT_TEST(cff_program) {
    struct sample_faces f = sample_faces(a);
    const struct face *face = row ? f.glyf : f.cff;
    struct pdf_cids c = codes_of(a, face);
    const struct pdf_font *font = &c.fonts.v[0];
    struct str program = pdf_program_cff(a, font, STR("ABCDEF+Test"));
    hb_font_t *cff = open_cff(a, program, font->cids.n);
    for (size_t i = 1; i < font->cids.n; i++) {
        const struct pdf_cid *cid = &font->cids.v[i];
        struct ink got = ink_of(cff, (uint32_t)i), want = ink_of(face->hb_font, cid->gid);
        same_ink(&got, &want, 1000.0 / face->units_per_em, cid->fit.dx, i);
    }
    hb_font_destroy(cff);
}

/* The same for glyf, and each glyph's advance is the width its code declares. */
UNIT_TEST(glyf_program) {
    UNIT_UNUSED(row);
    const struct face *face = sample_faces(a).glyf;
    struct pdf_cids c = codes_of(a, face);
    const struct pdf_font *font = &c.fonts.v[0];
    struct str glyph_of, program = pdf_program_glyf(a, font, &glyph_of);
    ck_assert_uint_eq(glyph_of.n, 2 * font->cids.n);
    hb_blob_t *blob =
        hb_blob_create(program.p, (unsigned)program.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *read = hb_face_create(blob, 0);
    hb_font_t *glyf = hb_font_create(read);
    for (size_t i = 1; i < font->cids.n; i++) {
        const struct pdf_cid *cid = &font->cids.v[i];
        uint32_t gid = (uint32_t)(uint8_t)glyph_of.p[2 * i] << 8 | (uint8_t)glyph_of.p[2 * i + 1];
        struct ink got = ink_of(glyf, gid), want = ink_of(face->hb_font, cid->gid);
        same_ink(&got, &want, 1, cid->fit.dx * (int)face->units_per_em / 1000, i);
        int advance = hb_font_get_glyph_h_advance(glyf, gid);
        int upem = (int)face->units_per_em;
        ck_assert_int_eq((advance * 1000 + upem / 2) / upem, cid->fit.width);
    }
    hb_font_destroy(glyf);
    hb_face_destroy(read);
    hb_blob_destroy(blob);
}

/* Faces with bytes damaged at random are refused or read, never read beyond. */
UNIT_TEST(damaged_glyf) {
    enum { DAMAGES = 12 };
    struct rng rng = rng_make(row, 1);
    const struct face *whole = sample_faces(a).glyf;
    struct pdf_cids c = codes_of(a, whole);
    struct str glyph_of, program = pdf_program_glyf(a, &c.fonts.v[0], &glyph_of);
    char *bytes = arena_copy(a, program.p, program.n);
    for (int i = 0; i < DAMAGES; i++) { /* half of them in what counts: loca, maxp */
        size_t from = i % 2 ? program.n - 3000 : 12 + 6 * 16;
        bytes[from + rng_below(&rng, (uint32_t)(program.n - from))] = (char)rng_next(&rng);
    }
    hb_blob_t *blob =
        hb_blob_create(bytes, (unsigned)program.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    struct face damaged = *whole;
    damaged.hb_face = hb_face_create(blob, 0);
    damaged.hb_font = hb_font_create(damaged.hb_face);
    struct pdf_cids d = pdf_cids_in(a, NULL);
    uint32_t n = (uint32_t)glyph_of.n / 2;
    for (uint32_t gid = 1; gid < n; gid++)
        pdf_cid(&d, &damaged, gid, (struct pdf_fit){gid % 3 ? 0 : 100, 500}, STR("x"));
    struct str again = pdf_program_glyf(a, &d.fonts.v[0], &glyph_of);
    ck_assert(again.n == 0 || glyph_of.n == 2 * (size_t)n);
    hb_font_destroy(damaged.hb_font);
    hb_face_destroy(damaged.hb_face);
    hb_blob_destroy(blob);
}

/* A character no font has: a box, whatever .notdef looks like, and as wide as it says. */
UNIT_TEST(missing_glyph_is_a_box) {
    struct sample_faces f = sample_faces(a);
    const struct face *face = row ? f.glyf : f.cff;
    struct pdf_cids c = pdf_cids_in(a, NULL);
    pdf_cid(&c, face, PDF_GID_MISSING, (struct pdf_fit){0, 600}, STR("\U0001F33F"));
    struct str program = pdf_program_cff(a, &c.fonts.v[0], STR("ABCDEF+Test"));
    hb_font_t *cff = open_cff(a, program, 2);
    ck_assert(ink_of(cff, 1).any);
    hb_font_destroy(cff);
}

/* ---- colour profile ---- */

static uint32_t word_at(struct str s, size_t at) {
    const unsigned char *p = (const unsigned char *)s.p + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* ICC.1:2004, 7.2: size, version, signature; every tag within the profile and aligned. */
UNIT_TEST(profile) {
    UNIT_UNUSED(row);
    struct str icc = pdf_icc_srgb(a);
    ck_assert_uint_eq(word_at(icc, 0), icc.n);
    ck_assert_uint_eq(word_at(icc, 8) >> 24, 4);
    unit_str_is(str_slice(icc, 12, 24), STR("mntrRGB XYZ "));
    unit_str_is(str_slice(icc, 36, 40), STR("acsp"));
    ck_assert_uint_eq(word_at(icc, 68), 0xF6D6); /* D50's X, 0.9642 */
    ck_assert_uint_eq(word_at(icc, 128), 10);
    for (size_t i = 0; i < 10; i++) {
        uint32_t at = word_at(icc, 132 + 12 * i + 4), n = word_at(icc, 132 + 12 * i + 8);
        ck_assert_uint_eq(at % 4, 0);
        ck_assert_uint_le(at + n, icc.n);
    }
}

int main(void) {
    Suite *s = suite_create("pdf parts");
    UNIT_ROWS(s, fit, COUNT_OF(fits));
    UNIT_ROWS(s, text_string, COUNT_OF(strings));
    UNIT(s, hex_text_sorts_as_its_bytes);
    UNIT_ROWS(s, charstring_numbers, COUNT_OF(numbers));
    UNIT_ROWS(s, charstring_operators, COUNT_OF(paths));
    UNIT_ROWS(s, cff_program, 2);
    UNIT(s, glyf_program);
    UNIT_ROWS(s, damaged_glyf, 100);
    UNIT_ROWS(s, missing_glyph_is_a_box, 2);
    UNIT(s, profile);
    return unit_run(s);
}
