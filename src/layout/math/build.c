/* build: fractions, roots, accents, lines, arrows, stacks, frames: one function for each kind of
 * node (The TeXbook, appendix G, rules 9 to 15). */
#include "layout/math/box.h"

#include <limits.h>
#include <unicode/unorm2.h>

/* A box of the same size shifted within a wider one. */
static int centred(int room, const struct math_box *b) {
    return (room - b->width) / 2;
}

/* ---- fractions (rule 15) */

enum { NULL_DELIMITER = 120 };

struct fraction {
    struct math_box *over, *under;
    int up, down; /* of their baselines */
    int width, thick;
};

static void place_with_rule(const struct math_setter *s, struct fraction *f,
                            struct math_style style) {
    bool d = style.size == SIZE_DISPLAY;
    int axis = CONSTANT(s, style, AXIS_HEIGHT);
    f->thick = CONSTANT(s, style, FRACTION_RULE_THICKNESS);
    f->up = d ? CONSTANT(s, style, FRACTION_NUMERATOR_DISPLAY_STYLE_SHIFT_UP)
              : CONSTANT(s, style, FRACTION_NUMERATOR_SHIFT_UP);
    f->down = d ? CONSTANT(s, style, FRACTION_DENOMINATOR_DISPLAY_STYLE_SHIFT_DOWN)
                : CONSTANT(s, style, FRACTION_DENOMINATOR_SHIFT_DOWN);
    int above = d ? CONSTANT(s, style, FRACTION_NUM_DISPLAY_STYLE_GAP_MIN)
                  : CONSTANT(s, style, FRACTION_NUMERATOR_GAP_MIN);
    int below = d ? CONSTANT(s, style, FRACTION_DENOM_DISPLAY_STYLE_GAP_MIN)
                  : CONSTANT(s, style, FRACTION_DENOMINATOR_GAP_MIN);
    int half = f->thick / 2;
    f->up = MAX(f->up, axis + half + above + f->over->descent);
    f->down = MAX(f->down, f->under->ascent + below + half - axis);
}

static void place_without_rule(const struct math_setter *s, struct fraction *f,
                               struct math_style style) {
    bool d = style.size == SIZE_DISPLAY;
    f->up = d ? CONSTANT(s, style, STACK_TOP_DISPLAY_STYLE_SHIFT_UP)
              : CONSTANT(s, style, STACK_TOP_SHIFT_UP);
    f->down = d ? CONSTANT(s, style, STACK_BOTTOM_DISPLAY_STYLE_SHIFT_DOWN)
                : CONSTANT(s, style, STACK_BOTTOM_SHIFT_DOWN);
    int least =
        d ? CONSTANT(s, style, STACK_DISPLAY_STYLE_GAP_MIN) : CONSTANT(s, style, STACK_GAP_MIN);
    int gap = f->up - f->over->descent - (f->under->ascent - f->down);
    if (gap >= least)
        return;
    f->up += (least - gap) / 2;
    f->down += (least - gap) - (least - gap) / 2;
}

static struct math_box *put_fraction(const struct math_setter *s, const struct fraction *f,
                                     struct math_style style, int side) {
    struct math_box *row = box_empty(s);
    box_put(s, row, f->over, side + centred(f->width, f->over), f->up);
    if (f->thick) {
        int axis = CONSTANT(s, style, AXIS_HEIGHT), half = f->thick / 2;
        struct math_box *rule = box_rule(s, f->width, axis + f->thick - half, half - axis);
        box_put(s, row, rule, side, 0);
    }
    box_put(s, row, f->under, side + centred(f->width, f->under), -f->down);
    row->width = f->width + 2 * side;
    return row;
}

static struct math_style fraction_style(uint8_t variant, struct math_style style) {
    if ((variant & FRAC_SIZES) == FRAC_DISPLAY)
        style.size = SIZE_DISPLAY;
    if ((variant & FRAC_SIZES) == FRAC_TEXT)
        style.size = SIZE_TEXT;
    return style;
}

static struct math_style part_style(struct math_style style) {
    return (struct math_style){(uint8_t)MIN(style.size + 1, SIZE_SCRIPT2), style.cramped};
}

struct math_box *math_fraction_box(const struct math_setter *s, const struct math_node *n,
                                   struct math_style style) {
    static const struct {
        uint8_t variant;
        uint32_t left, right;
    } brackets[] = {{FRAC_BINOM, '(', ')'}, {FRAC_BRACK, '[', ']'}, {FRAC_BRACE, '{', '}'}};
    style = fraction_style(n->variant, style);
    struct math_style part = part_style(style);
    struct fraction f = {.over = math_list_box(s, &n->body, part),
                         .under = math_list_box(s, &n->second, style_cramped(part))};
    f.width = MAX(f.over->width, f.under->width);
    if (n->variant & FRAC_ATOP)
        place_without_rule(s, &f, style);
    else
        place_with_rule(s, &f, style);
    for (size_t i = 0; i < COUNT_OF(brackets); i++)
        if ((n->variant & ~FRAC_SIZES) == brackets[i].variant)
            return math_fenced(s, brackets[i].left, brackets[i].right,
                               put_fraction(s, &f, style, 0), style);
    return put_fraction(s, &f, style, NULL_DELIMITER);
}

/* ---- roots (rule 11) */

static int put_degree(const struct math_setter *s, struct math_box *row,
                      const struct math_list *degree, const struct math_box *sign, int sign_y,
                      struct math_style style) {
    struct math_style small = {SIZE_SCRIPT2, true};
    struct math_box *d = math_list_box(s, degree, small);
    int before = CONSTANT(s, style, RADICAL_KERN_BEFORE_DEGREE);
    int after = CONSTANT(s, style, RADICAL_KERN_AFTER_DEGREE);
    int percent = CONSTANT(s, style, RADICAL_DEGREE_BOTTOM_RAISE_PERCENT);
    int height = sign->ascent + sign->descent;
    int y = sign_y - sign->descent + height * percent / 100 + d->descent;
    box_put(s, row, d, before, y);
    return MAX(0, before + d->width + after);
}

struct math_box *math_root_box(const struct math_setter *s, const struct math_node *n,
                               struct math_style style) {
    struct math_box *body = math_list_box(s, &n->body, style_cramped(style));
    int thick = CONSTANT(s, style, RADICAL_RULE_THICKNESS);
    int gap = style.size == SIZE_DISPLAY ? CONSTANT(s, style, RADICAL_DISPLAY_STYLE_VERTICAL_GAP)
                                         : CONSTANT(s, style, RADICAL_VERTICAL_GAP);
    int least = body->ascent + body->descent + gap + thick;
    struct math_box *sign = math_stretched(s, 0x221A, least, true, style);
    int spare = sign->ascent + sign->descent - least;
    if (spare > 0)
        gap += spare / 2;
    int top = body->ascent + gap + thick, sign_y = top - sign->ascent;
    struct math_box *row = box_empty(s);
    int x = n->has_second ? put_degree(s, row, &n->second, sign, sign_y, style) : 0;
    box_put(s, row, sign, x, sign_y);
    x += sign->width;
    box_put(s, row, box_rule(s, body->width, top, thick - top), x, 0);
    box_put(s, row, body, x, 0);
    row->width = x + body->width;
    row->ascent = MAX(row->ascent, top + CONSTANT(s, style, RADICAL_EXTRA_ASCENDER));
    return row;
}

/* ---- accents and lines (rules 9, 10, 12) */

static int accent_place(const struct math_box *b) {
    return b->accent == INT_MIN ? b->width / 2 : b->accent;
}

struct math_box *math_accent_box(const struct math_setter *s, const struct math_node *n,
                                 struct math_style style) {
    struct math_box *base = math_nucleus(s, &n->body, style_cramped(style));
    struct math_box *accent = n->wide ? math_wide_accent(s, n->code, base->width, style)
                                      : math_glyph(s, n->code, n->code, style);
    if (!accent)
        return base;
    int y = base->ascent - MIN(base->ascent, CONSTANT(s, style, ACCENT_BASE_HEIGHT));
    struct math_box *row = box_empty(s);
    box_append(s, row, base, 0);
    box_put(s, row, accent, accent_place(base) - accent_place(accent), y);
    row->is_char = base->is_char;
    row->italic = base->italic;
    row->accent = base->accent;
    return row;
}

struct math_box *math_line_box(const struct math_setter *s, const struct math_node *n,
                               struct math_style style) {
    bool over = n->variant == STRETCH_OVER;
    struct math_box *base = math_list_box(s, &n->body, over ? style_cramped(style) : style);
    struct math_box *row = box_empty(s);
    int gap =
        over ? CONSTANT(s, style, OVERBAR_VERTICAL_GAP) : CONSTANT(s, style, UNDERBAR_VERTICAL_GAP);
    int thick = over ? CONSTANT(s, style, OVERBAR_RULE_THICKNESS)
                     : CONSTANT(s, style, UNDERBAR_RULE_THICKNESS);
    box_append(s, row, base, 0);
    int at = over ? base->ascent + gap : -base->descent - gap - thick;
    box_put(s, row, box_rule(s, base->width, at + thick, -at), 0, 0);
    row->ascent += over ? CONSTANT(s, style, OVERBAR_EXTRA_ASCENDER) : 0;
    row->descent += over ? 0 : CONSTANT(s, style, UNDERBAR_EXTRA_DESCENDER);
    return row;
}

/* ---- braces and arrows */

struct math_box *math_stretch_box(const struct math_setter *s, const struct math_node *n,
                                  struct math_style style) {
    struct math_box *base = math_list_box(s, &n->body, style);
    struct math_box *mark = math_stretched(s, n->code, base->width, false, style);
    int gap = CONSTANT(s, style, STRETCH_STACK_GAP_ABOVE_MIN);
    int width = MAX(base->width, mark->width);
    struct math_box *row = box_empty(s);
    box_put(s, row, base, centred(width, base), 0);
    int y = n->variant == STRETCH_OVER ? base->ascent + gap + mark->descent
                                       : -base->descent - gap - mark->ascent;
    box_put(s, row, mark, centred(width, mark), y);
    row->width = width;
    return row;
}

enum { ARROW_SIDE = 300, ARROW_LEAST = 1000 };

struct math_box *math_arrow_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    struct math_style small = style_script(style);
    struct math_box *over = math_list_box(s, &n->body, small);
    struct math_box *under =
        n->has_second ? math_list_box(s, &n->second, style_cramped(small)) : NULL;
    int width = MAX(over->width, under ? under->width : 0) + 2 * ARROW_SIDE;
    struct math_box *arrow = math_stretched(s, n->code, MAX(width, ARROW_LEAST), false, style);
    int gap = CONSTANT(s, style, STRETCH_STACK_GAP_ABOVE_MIN);
    width = MAX(width, arrow->width);
    struct math_box *row = box_empty(s);
    box_put(s, row, arrow, centred(width, arrow), 0);
    if (over->first)
        box_put(s, row, over, centred(width, over), arrow->ascent + gap + over->descent);
    if (under)
        box_put(s, row, under, centred(width, under), -arrow->descent - gap - under->ascent);
    row->width = width;
    return row;
}

struct math_box *math_stack_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    bool is_over = n->variant == STRETCH_OVER;
    struct math_style small = style_script(style);
    struct math_box *base = math_list_box(s, &n->body, style);
    struct math_box *mark = math_list_box(s, &n->second, is_over ? small : style_cramped(small));
    return math_limits(s, base, is_over ? mark : NULL, is_over ? NULL : mark, style);
}

/* ---- room and frames */

enum {
    STRUT_ASCENT = 700,
    STRUT_DESCENT = 300,
    FRAME_PAD = 300,
    FRAME_THICK = 40,
    STRIKE_THICK = 50
};

struct math_box *math_phantom_box(const struct math_setter *s, const struct math_node *n,
                                  struct math_style style) {
    struct math_box *b = box_empty(s);
    if (n->variant == PHANTOM_STRUT) {
        b->ascent = STRUT_ASCENT;
        b->descent = STRUT_DESCENT;
        return b;
    }
    struct math_box *body = math_list_box(s, &n->body, style);
    if (n->variant == PHANTOM_SMASH) {
        box_append(s, b, body, 0);
        b->ascent = b->descent = 0;
        return b;
    }
    b->width = n->variant == PHANTOM_HEIGHT ? 0 : body->width;
    b->ascent = n->variant == PHANTOM_WIDTH ? 0 : body->ascent;
    b->descent = n->variant == PHANTOM_WIDTH ? 0 : body->descent;
    return b;
}

static void put_frame(const struct math_setter *s, struct math_box *row,
                      const struct math_box *body) {
    int w = body->width + 2 * FRAME_PAD, up = body->ascent + FRAME_PAD;
    int down = body->descent + FRAME_PAD, t = FRAME_THICK;
    box_put(s, row, box_rule(s, w, up, t - up), 0, 0);
    box_put(s, row, box_rule(s, w, t - down, down), 0, 0);
    box_put(s, row, box_rule(s, t, up, down), 0, 0);
    box_put(s, row, box_rule(s, t, up, down), w - t, 0);
    row->width = w;
}

static void put_strike(const struct math_setter *s, struct math_box *row,
                       const struct math_box *body, uint8_t frame) {
    int w = body->width, up = body->ascent, down = -body->descent;
    int middle = (up + down) / 2;
    if (frame == FRAME_STRIKE)
        box_put(s, row, box_stroke(s, w, 0, 0, STRIKE_THICK), 0, middle);
    if (frame == FRAME_UP || frame == FRAME_CROSS)
        box_put(s, row, box_stroke(s, w, down, up, STRIKE_THICK), 0, down);
    if (frame == FRAME_DOWN || frame == FRAME_CROSS)
        box_put(s, row, box_stroke(s, w, up, down, STRIKE_THICK), 0, up);
}

struct math_box *math_frame_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    struct math_box *body = math_list_box(s, &n->body, style);
    struct math_box *row = box_empty(s);
    bool is_box = n->variant == FRAME_BOX;
    box_put(s, row, body, is_box ? FRAME_PAD : 0, 0);
    row->width = body->width;
    if (is_box)
        put_frame(s, row, body);
    else
        put_strike(s, row, body, n->variant);
    return row;
}

/* ---- negation */

enum { SOLIDUS = 0x338 };

/* The negated relation as a character of its own, where Unicode has one. */
static uint32_t negated_char(uint32_t code) {
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    UChar32 c = U_FAILURE(error) ? -1 : unorm2_composePair(nfc, (UChar32)code, SOLIDUS);
    return c > 0 ? (uint32_t)c : 0;
}

struct math_box *math_negated_box(const struct math_setter *s, const struct math_node *n,
                                  struct math_style style) {
    const struct math_node *one = n->body.first;
    if (one && one == n->body.last && one->kind == ATOM_CHAR) {
        uint32_t code = negated_char(one->plain);
        struct math_box *b = code ? math_glyph(s, code, code, style) : NULL;
        if (b)
            return b;
    }
    struct math_box *base = math_list_box(s, &n->body, style);
    struct math_box *row = box_empty(s), *mark = math_glyph(s, SOLIDUS, SOLIDUS, style);
    box_append(s, row, base, 0);
    if (mark)
        box_put(s, row, mark, base->width / 2 - accent_place(mark), 0);
    return row;
}
