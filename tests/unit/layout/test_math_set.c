/* math set: where boxes stand, from the rules of TeX (The TeXbook, appendix G) and the constants of
 * the font itself, read here with HarfBuzz. Lengths in 1/1000 em; the math font has 1000 units. */
#include "layout/font.h"
#include "layout/math/math.h"
#include "unit.h"

#include <hb-ot.h>

enum { THIN = 167, MEDIUM = 222, THICK = 278, TEXT_WIDTH = 2000 };

static hb_font_t *open_font(struct arena *a) {
    struct font_options o = {.data_dir = STR(CRIB_SOURCE_DATA)};
    struct font_set *fonts = font_set_open(a, &o, diag_open(a));
    ck_assert_msg(fonts != NULL, "install the packages named in fonts/fonts.yaml");
    hb_font_t *hb = font_main(fonts, FAMILY_MATH, false)->hb_font;
    ck_assert(hb_ot_math_has_data(hb_font_get_face(hb)));
    ck_assert_uint_eq(hb_face_get_upem(hb_font_get_face(hb)), 1000);
    return hb;
}

static struct math_text fixed_text(void *self, struct str text, enum math_text_look look,
                                   struct span src) {
    (void)self;
    (void)text;
    (void)look;
    (void)src;
    return (struct math_text){TEXT_WIDTH, 700, 200, "text"};
}

struct made {
    hb_font_t *font;
    struct diag *d;
    const struct math *math;
};

static struct made set(struct arena *a, const char *tex, enum math_mode mode) {
    struct made m = {.font = open_font(a), .d = diag_open(a)};
    struct math_env env = {
        .a = a, .font = m.font, .text = fixed_text, .d = m.d, .src = {1, (uint32_t)strlen(tex)}};
    m.math = math_set(&env, str_of(tex), mode);
    ck_assert_msg(m.math != NULL, "%s is not set", tex);
    return m;
}

static int constant(const struct made *m, hb_ot_math_constant_t c) {
    return hb_ot_math_get_constant(m->font, c);
}
#define FONT(m, name) constant((m), HB_OT_MATH_CONSTANT_##name)

static int advance(const struct made *m, uint32_t code) {
    hb_codepoint_t gid = 0;
    ck_assert(hb_font_get_nominal_glyph(m->font, code, &gid));
    return hb_font_get_glyph_h_advance(m->font, gid);
}

/* The piece with the character and its place in it; x is the glyph's origin. */
struct found {
    const struct math_piece *piece;
    const struct math_glyph *glyph;
    int x;
};

static bool find_nth(const struct made *m, uint32_t code, size_t nth, struct found *out) {
    for (size_t i = 0; i < m->math->n; i++)
        for (size_t k = 0; k < m->math->v[i].n; k++) {
            const struct math_piece *p = &m->math->v[i].v[k];
            int64_t x = 0;
            for (size_t g = 0; p->kind == MATH_GLYPHS && g < p->n; g++) {
                if (p->v[g].code == code && nth-- == 0) {
                    *out = (struct found){p, &p->v[g], p->x + (int)(x * p->scale / 1000)};
                    return true;
                }
                x += p->v[g].advance;
            }
        }
    return false;
}

static struct found find(const struct made *m, uint32_t code) {
    struct found f = {0};
    ck_assert_msg(find_nth(m, code, 0, &f), "U+%04X is not there", (unsigned)code);
    return f;
}

static const struct math_piece *rule_of(const struct made *m) {
    for (size_t k = 0; k < m->math->v[0].n; k++)
        if (m->math->v[0].v[k].kind == MATH_RULE)
            return &m->math->v[0].v[k];
    ck_abort_msg("no rule");
    return NULL;
}

static void is_near(int got, int want, int by) {
    ck_assert_msg(abs(got - want) <= by, "%d is not %d", got, want);
}

/* ---- white between classes (The TeXbook, chapter 18) */

struct spacing_row {
    const char *tex;
    uint32_t left, right; /* characters around the white */
    int white;
};

static const struct spacing_row SPACINGS[] = {
    {"a+b", 0x61, '+', MEDIUM},
    {"a+b", '+', 0x62, MEDIUM},
    {"a=b", 0x61, '=', THICK},
    {"-b", 0x2212, 0x62, 0},
    {"(-b)", 0x2212, 0x62, 0},
    {"a=-b", 0x2212, 0x62, 0},
    {"a=-b", '=', 0x2212, THICK},
    {"a,b", ',', 0x62, THIN},
    {"a,b", 0x61, ',', 0},
    {"a/b", 0x61, '/', 0},
    {"(a)", '(', 0x61, 0},
    {"a(b", 0x61, '(', 0},
    {"a\\to b", 0x2192, 0x62, THICK},
    {"a\\,b", 0x61, 0x62, THIN},
    {"a\\;b", 0x61, 0x62, THICK},
    {"a\\quad b", 0x61, 0x62, 1000},
    {"a\\cdots b", 0x61, 0x22EF, THIN},
    {"a\\log b", 'g', 0x62, THIN},
    {"\\log(b)", 'g', '(', 0},
    {"a==b", '=', '=', 0},
    {"{=}b", '=', 0x62, 0},
    {"a+", 0x61, '+', 0},
    {"a\\mathbin{c}b", 0x63, 0x62, MEDIUM},
    {"a{+}b", 0x61, '+', 0},
    {"+b", '+', 0x62, 0},
    {"a\\mid b", 0x61, 0x2223, THICK},
};

static uint32_t glyph_of(uint32_t c) {
    return c >= 'a' && c <= 'z' && c != 'g' ? 0x1D44E + (c - 'a') : c;
}

UNIT_TEST(white_is_by_class) {
    const struct spacing_row *r = &SPACINGS[row];
    struct made m = set(a, r->tex, MATH_INLINE);
    struct found left = find(&m, r->left), right;
    ck_assert(find_nth(&m, r->right, r->left == r->right, &right));
    is_near(right.x - left.x - advance(&m, glyph_of(r->left)), r->white, 1);
}

/* In scripts only what the table gives without brackets stays. */
UNIT_TEST(scripts_are_tight) {
    UNIT_UNUSED(row);
    struct made m = set(a, "x^{a+b}", MATH_INLINE);
    struct found left = find(&m, 'a'), right = find(&m, '+');
    ck_assert_ptr_eq(left.piece, right.piece);
    ck_assert(left.glyph + 1 == right.glyph);
    hb_glyph_extents_t e;
    hb_font_get_glyph_extents(m.font, left.glyph->gid, &e);
    is_near(left.glyph->advance, hb_font_get_glyph_h_advance(m.font, left.glyph->gid), 1);
}

/* ---- scripts (rule 18) */

UNIT_TEST(scripts_stand_at_the_fonts_constants) {
    UNIT_UNUSED(row);
    struct made m = set(a, "x^2", MATH_INLINE);
    struct found x = find(&m, 'x'), two = find(&m, '2');
    int percent = FONT(&m, SCRIPT_PERCENT_SCALE_DOWN);
    ck_assert_int_eq(two.piece->y, FONT(&m, SUPERSCRIPT_SHIFT_UP));
    ck_assert_int_eq(two.piece->scale, percent * 10);
    ck_assert_int_eq(two.x, x.x + advance(&m, 0x1D465));
    ck_assert_uint_eq(m.math->n, 1);

    m = set(a, "x_2", MATH_INLINE);
    ck_assert_int_eq(find(&m, '2').piece->y, -FONT(&m, SUBSCRIPT_SHIFT_DOWN));

    m = set(a, "\\sqrt{x^2}", MATH_INLINE); /* cramped */
    ck_assert_int_eq(find(&m, '2').piece->y, FONT(&m, SUPERSCRIPT_SHIFT_UP_CRAMPED));

    m = set(a, "x^{y^z}", MATH_INLINE);
    ck_assert_int_eq(find(&m, 'z').piece->scale, FONT(&m, SCRIPT_SCRIPT_PERCENT_SCALE_DOWN) * 10);
}

/* Both scripts: the least gap of the font is between them. */
UNIT_TEST(scripts_keep_apart) {
    UNIT_UNUSED(row);
    struct made m = set(a, "x_{A}^{y}", MATH_INLINE);
    struct found sub = find(&m, 'A'), sup = find(&m, 'y');
    hb_glyph_extents_t lower, upper;
    hb_font_get_glyph_extents(m.font, sub.glyph->gid, &lower);
    hb_font_get_glyph_extents(m.font, sup.glyph->gid, &upper);
    int foot = sup.piece->y + (upper.y_bearing + upper.height) * sup.piece->scale / 1000;
    int head = sub.piece->y + lower.y_bearing * sub.piece->scale / 1000;
    ck_assert_int_ge(foot - head, FONT(&m, SUB_SUPERSCRIPT_GAP_MIN) - 2);
    ck_assert_int_eq(sub.x, sup.x);
}

/* ---- fractions (rule 15) */

UNIT_TEST(fractions_sit_on_the_axis) {
    static const enum math_mode modes[] = {MATH_INLINE, MATH_DISPLAY};
    bool display = modes[row] == MATH_DISPLAY;
    struct made m = set(a, "\\frac{a}{b}", modes[row]);
    const struct math_piece *rule = rule_of(&m);
    int axis = FONT(&m, AXIS_HEIGHT);
    ck_assert_int_eq(rule->h, FONT(&m, FRACTION_RULE_THICKNESS));
    is_near(rule->y + rule->h / 2, axis, 1);
    int up = display ? FONT(&m, FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP)
                     : FONT(&m, FRACTION_NUMERATOR_SHIFT_UP);
    int down = display ? FONT(&m, FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN)
                       : FONT(&m, FRACTION_DENOMINATOR_SHIFT_DOWN);
    struct found over = find(&m, 'a'), under = find(&m, 'b');
    ck_assert_int_ge(over.piece->y, up);
    ck_assert_int_le(under.piece->y, -down);
    ck_assert_int_gt(over.piece->y, axis);
    ck_assert_int_eq(over.piece->scale, display ? 1000 : FONT(&m, SCRIPT_PERCENT_SCALE_DOWN) * 10);
}

/* Whatever stands in it, ink keeps the font's distance from the rule. */
UNIT_TEST(fractions_keep_clear_of_their_rule) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\frac{\\sqrt{g}}{\\sum_{i}^{N}}", MATH_DISPLAY);
    struct found g = find(&m, 'g'), upper = find(&m, 'N');
    hb_glyph_extents_t e;
    const struct math_piece *bar = NULL; /* the fraction's: of several rules the thickest */
    for (size_t k = 0; k < m.math->v[0].n; k++) {
        const struct math_piece *p = &m.math->v[0].v[k];
        if (p->kind == MATH_RULE && (!bar || p->h > bar->h))
            bar = p;
    }
    ck_assert_ptr_nonnull(bar);
    hb_font_get_glyph_extents(m.font, g.glyph->gid, &e);
    ck_assert_int_ge(g.piece->y + e.y_bearing + e.height - bar->y - bar->h,
                     FONT(&m, FRACTION_NUM_DISPLAY_STYLE_GAP_MIN) - 2);
    hb_font_get_glyph_extents(m.font, upper.glyph->gid, &e);
    ck_assert_int_ge(bar->y - upper.piece->y - e.y_bearing * upper.piece->scale / 1000,
                     FONT(&m, FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN) - 2);
}

/* ---- roots, operators, delimiters, accents */

UNIT_TEST(roots_cover_what_is_under_them) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\sqrt{x+y}", MATH_INLINE);
    const struct math_piece *rule = rule_of(&m);
    struct found sign = find(&m, 0x221A), x = find(&m, 'x'), y = find(&m, 'y');
    hb_glyph_extents_t e;
    ck_assert_int_eq(rule->h, FONT(&m, RADICAL_RULE_THICKNESS));
    ck_assert_int_eq(rule->x, x.x);
    ck_assert_int_eq(rule->w, y.x + advance(&m, 0x1D466) - x.x);
    hb_font_get_glyph_extents(m.font, sign.glyph->gid, &e);
    is_near(sign.piece->y + e.y_bearing, rule->y + rule->h, 2); /* the sign meets its rule */
    ck_assert_int_le(m.math->v[0].ascent, rule->y + rule->h + FONT(&m, RADICAL_EXTRA_ASCENDER));
}

UNIT_TEST(operators_have_limits_in_displays) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\sum_i^n", MATH_DISPLAY);
    struct found sum = find(&m, 0x2211), i = find(&m, 'i'), n = find(&m, 'n');
    hb_glyph_extents_t e;
    hb_font_get_glyph_extents(m.font, sum.glyph->gid, &e);
    ck_assert_int_ge(-e.height, FONT(&m, DISPLAY_OPERATOR_MIN_HEIGHT));
    int middle = sum.piece->y + e.y_bearing + e.height / 2;
    is_near(middle, FONT(&m, AXIS_HEIGHT), 2);
    ck_assert_int_gt(n.piece->y, sum.piece->y + e.y_bearing);
    ck_assert_int_lt(i.piece->y, sum.piece->y + e.y_bearing + e.height);
    is_near(i.x + advance(&m, 0x1D456) * i.piece->scale / 2000, sum.x + e.x_bearing + e.width / 2,
            80);

    m = set(a, "\\sum_i^n", MATH_INLINE);
    sum = find(&m, 0x2211);
    ck_assert_int_ge(find(&m, 'i').x, sum.x + advance(&m, 0x2211));
    m = set(a, "\\int_i^n", MATH_DISPLAY);
    ck_assert_int_gt(find(&m, 'i').x, find(&m, 0x222B).x);
    m = set(a, "\\int\\limits_i", MATH_INLINE);
    ck_assert_int_lt(find(&m, 'i').piece->y, -FONT(&m, LOWER_LIMIT_GAP_MIN));
}

/* The height of the pieces of a delimiter. */
static int height_of(const struct made *m, uint32_t code) {
    struct found f = find(m, code);
    hb_glyph_extents_t e;
    hb_font_get_glyph_extents(m->font, f.glyph->gid, &e);
    return -e.height;
}

UNIT_TEST(delimiters_grow) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\left(x\\right)", MATH_DISPLAY);
    int small = height_of(&m, '(');
    m = set(a, "\\left(\\frac{a}{b}\\right)", MATH_DISPLAY);
    int reach =
        MAX(m.math->ascent - FONT(&m, AXIS_HEIGHT), m.math->descent + FONT(&m, AXIS_HEIGHT));
    ck_assert_int_gt(height_of(&m, '('), small);
    ck_assert_int_ge(height_of(&m, '(') * 1000, 2 * reach * 901 - 1000);
    m = set(a, "\\big(\\Big(", MATH_INLINE);
    ck_assert_int_ge(height_of(&m, '('), 1200 - 200);
}

/* A brace taller than any glyph is put together: its pieces reach the height and meet. */
UNIT_TEST(tall_delimiters_are_put_together) {
    UNIT_UNUSED(row);
    struct made m =
        set(a, "\\begin{cases}1\\\\2\\\\3\\\\4\\\\5\\\\6\\\\7\\\\8\\end{cases}", MATH_DISPLAY);
    int low = INT32_MAX, high = INT32_MIN, sum = 0, n = 0;
    for (size_t k = 0; k < m.math->v[0].n; k++) {
        const struct math_piece *p = &m.math->v[0].v[k];
        hb_glyph_extents_t e;
        if (p->kind != MATH_GLYPHS || (p->v[0].code != '{' && p->v[0].code != 0))
            continue;
        hb_font_get_glyph_extents(m.font, p->v[0].gid, &e);
        low = MIN(low, p->y + e.y_bearing + e.height);
        high = MAX(high, p->y + e.y_bearing);
        sum -= e.height;
        n++;
    }
    ck_assert_int_ge(n, 5);
    ck_assert_int_ge(sum, high - low); /* no gaps */
    ck_assert_int_ge((high - low) * 1000, (m.math->ascent + m.math->descent) * 850);
}

UNIT_TEST(accents_stand_over_their_letter) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\hat{x}\\hat{A}", MATH_INLINE);
    struct found low, high;
    ck_assert(find_nth(&m, 0x302, 0, &low) && find_nth(&m, 0x302, 1, &high));
    ck_assert_int_eq(low.piece->y, 0); /* x is no higher than the font's accent base height */
    ck_assert_int_gt(high.piece->y, 100);
    struct found x = find(&m, 'x');
    hb_codepoint_t gid = 0;
    hb_font_get_nominal_glyph(m.font, 0x1D465, &gid);
    int over = hb_ot_math_get_glyph_top_accent_attachment(m.font, gid);
    int of = hb_ot_math_get_glyph_top_accent_attachment(m.font, low.glyph->gid);
    is_near(low.x + of, x.x + over, 1);
    m = set(a, "\\widehat{abc}", MATH_INLINE);
    ck_assert_int_ne(find(&m, 0x302).glyph->gid, low.glyph->gid);
}

UNIT_TEST(primes_are_small_and_high) {
    UNIT_UNUSED(row);
    struct made m = set(a, "f'", MATH_INLINE);
    struct found prime = find(&m, 0x2032);
    hb_glyph_extents_t e;
    hb_font_get_glyph_extents(m.font, prime.glyph->gid, &e);
    int head = prime.piece->y + e.y_bearing * prime.piece->scale / 1000;
    ck_assert_int_gt(head, 650);
    ck_assert_int_lt(head, 850);
}

/* ---- tables */

UNIT_TEST(aligned_rows_meet_at_their_sign) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\begin{aligned}abc&=d\\\\e&=f\\end{aligned}", MATH_DISPLAY);
    struct found first, second;
    ck_assert(find_nth(&m, '=', 0, &first) && find_nth(&m, '=', 1, &second));
    ck_assert_int_eq(first.x, second.x);
    ck_assert_int_gt(first.piece->y, second.piece->y);
    ck_assert_int_eq(first.x - find(&m, 'c').x - advance(&m, 0x1D450), THICK);
    is_near(m.math->ascent - FONT(&m, AXIS_HEIGHT), m.math->descent + FONT(&m, AXIS_HEIGHT), 1);
}

UNIT_TEST(matrix_columns_are_centred) {
    UNIT_UNUSED(row);
    struct made m = set(a, "\\begin{matrix}1&2222\\\\33&4\\end{matrix}", MATH_INLINE);
    int digit = advance(&m, '1');
    is_near(find(&m, '1').x, digit / 2, 1);
    is_near(find(&m, '4').x - find(&m, '2').x, 3 * digit / 2, 1);
    is_near(find(&m, '2').x - find(&m, '3').x, 2 * digit + 1000, 1);
}

/* ---- parts */

struct parts_row {
    const char *tex;
    enum math_mode mode;
    const char *cuts; /* parts, separated by | */
};

static const struct parts_row PARTS[] = {
    {"a=b", MATH_INLINE, "a=b"}, /* short */
    {"aaaaaaaaa=bbbbb+ccccc", MATH_INLINE, "aaaaaaaaa=|bbbbb+|ccccc"},
    {"aaaaaaaaa=bbbbb+ccccc", MATH_DISPLAY, "aaaaaaaaa|=bbbbb|+ccccc"},
    {"f(aaaaa+bbbb)=cccccc", MATH_INLINE, "f(aaaaa+bbbb)=|cccccc"},
    {"\\{aaaa,bbbb,cccc,dddd\\}", MATH_INLINE, "\\{aaaa,|bbbb,|cccc,|dddd\\}"},
    {"aaaaa,\\quad bbbbbbbb", MATH_INLINE, "aaaaa,\\quad |bbbbbbbb"},
    {"\\frac{aaaaa=bbbb}{ccccccccc=d}", MATH_INLINE, "\\frac{aaaaa=bbbb}{ccccccccc=d}"},
    {"\\left(aaaaaaaa+bbbbbbb\\right)", MATH_INLINE, "\\left(aaaaaaaa+bbbbbbb\\right)"},
    {"=aaaaaaaaaa", MATH_INLINE, "=aaaaaaaaaa"},
    {"-aaaaaaaaaa", MATH_INLINE, "-aaaaaaaaaa"},
};

UNIT_TEST(formulas_are_cut_at_operations) {
    const struct parts_row *r = &PARTS[row];
    struct made m = set(a, r->tex, r->mode);
    struct buf b = buf_in(a);
    for (size_t i = 0; i < m.math->n; i++) {
        const struct math_part *p = &m.math->v[i];
        buf_c(&b, i ? "|" : "");
        buf_str(&b, str_slice(m.math->tex, p->at, p->to));
    }
    unit_str_is(buf_get(&b), str_of(r->cuts));
}

/* Cut or not, a formula takes the same room. */
UNIT_TEST(parts_add_up_to_the_whole) {
    UNIT_UNUSED(row);
    struct made m = set(a, "aaaaaaaaa=bbbbb+ccccc", MATH_INLINE);
    int letters = 9 * advance(&m, 0x1D44E) + 5 * advance(&m, 0x1D44F) + 5 * advance(&m, 0x1D450);
    int signs = advance(&m, '=') + advance(&m, '+') + 2 * THICK + 2 * MEDIUM;
    is_near(m.math->width, letters + signs, 2);
    ck_assert_int_eq(m.math->v[1].white, THICK);
    ck_assert_int_eq(m.math->v[1].before, MATH_BREAK_RELATION);
    ck_assert_int_eq(m.math->v[2].before, MATH_BREAK_BINARY);
}

UNIT_TEST(rows_stand_alone) {
    UNIT_UNUSED(row);
    struct str tex = STR("\\begin{aligned}a&=b\\\\&=c\\end{aligned}.");
    struct math_env env = {.a = a, .font = open_font(a), .text = fixed_text, .d = diag_open(a)};
    const struct math **rows;
    ck_assert_uint_eq(math_set_rows(&env, tex, &rows), 2);
    unit_str_is(str_slice(tex, rows[0]->v[0].at, rows[0]->v[0].to), STR("a&=b"));
    ck_assert_uint_eq(math_set_rows(&env, STR("a=b"), &rows), 0);
    ck_assert_uint_eq(math_set_rows(&env, STR("x\\begin{aligned}a\\end{aligned}"), &rows), 0);
}

/* ---- texts and caps */

UNIT_TEST(texts_are_the_callers) {
    UNIT_UNUSED(row);
    struct made m = set(a, "x^{\\text{n}}准", MATH_INLINE);
    int n = 0, width = 0;
    for (size_t k = 0; k < m.math->v[0].n; k++) {
        const struct math_piece *p = &m.math->v[0].v[k];
        n += p->kind == MATH_TEXT;
        width += p->kind == MATH_TEXT ? p->scale : 0;
    }
    ck_assert_int_eq(n, 2);
    ck_assert_int_eq(width, 1000 + FONT(&m, SCRIPT_PERCENT_SCALE_DOWN) * 10);
}

/* Formulas as long as may be, and boxes that would be larger than any paper. */
UNIT_TEST(large_formulas_are_set_or_refused) {
    static const char *const units[] = {"x+", "\\frac{a}{b}", "\\left(x\\right)", "x^{2}_{i}",
                                        "\\hat{x}"};
    struct buf b = buf_in(a);
    UNIT_UNUSED(row);
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        b.n = 0;
        while (b.n + strlen(units[u]) < MATH_BYTES_MOST)
            buf_c(&b, units[u]);
        struct math_env env = {.a = a, .font = open_font(a), .text = fixed_text, .d = diag_open(a)};
        const struct math *m = math_set(&env, buf_get(&b), MATH_INLINE);
        ck_assert(m == NULL || m->width <= MATH_EM_MOST);
        ck_assert(m != NULL || env.d->n == 1);
    }
    b.n = 0;
    for (int i = 0; i < 3000; i++)
        buf_c(&b, "\\hspace{20em}");
    struct math_env env = {.a = a, .font = open_font(a), .text = fixed_text, .d = diag_open(a)};
    math_set(&env, buf_get(&b), MATH_INLINE);
}

int main(void) {
    Suite *s = suite_create("math_set");
    UNIT_ROWS(s, white_is_by_class, COUNT_OF(SPACINGS));
    UNIT(s, scripts_are_tight);
    UNIT(s, scripts_stand_at_the_fonts_constants);
    UNIT(s, scripts_keep_apart);
    UNIT_ROWS(s, fractions_sit_on_the_axis, 2);
    UNIT(s, fractions_keep_clear_of_their_rule);
    UNIT(s, roots_cover_what_is_under_them);
    UNIT(s, operators_have_limits_in_displays);
    UNIT(s, delimiters_grow);
    UNIT(s, tall_delimiters_are_put_together);
    UNIT(s, accents_stand_over_their_letter);
    UNIT(s, primes_are_small_and_high);
    UNIT(s, aligned_rows_meet_at_their_sign);
    UNIT(s, matrix_columns_are_centred);
    UNIT_ROWS(s, formulas_are_cut_at_operations, COUNT_OF(PARTS));
    UNIT(s, parts_add_up_to_the_whole);
    UNIT(s, rows_stand_alone);
    UNIT(s, texts_are_the_callers);
    UNIT(s, large_formulas_are_set_or_refused);
    return unit_run(s);
}
