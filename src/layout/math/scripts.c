/* scripts: sub- and superscripts beside a nucleus (rule 18), and limits over and under it (rule
 * 13a), with OpenType's constants. */
#include "layout/math/box.h"

/* The scripts of a nucleus and where they go. */
struct scripts {
    struct math_box *nucleus, *sub, *sup;
    int up, down; /* shifts of their baselines */
};

static bool has_limits(const struct math_node *n, struct math_style style) {
    return n->limits == LIMITS_ALWAYS ||
           (n->limits == LIMITS_DISPLAY && style.size == SIZE_DISPLAY);
}

static void shift_superscript(const struct math_setter *s, struct scripts *x,
                              struct math_style style) {
    int least = style.cramped ? CONSTANT(s, style, SUPERSCRIPT_SHIFT_UP_CRAMPED)
                              : CONSTANT(s, style, SUPERSCRIPT_SHIFT_UP);
    if (!x->nucleus->is_char)
        x->up = x->nucleus->ascent - CONSTANT(s, style, SUPERSCRIPT_BASELINE_DROP_MAX);
    x->up = MAX(x->up, least);
    x->up = MAX(x->up, x->sup->descent + CONSTANT(s, style, SUPERSCRIPT_BOTTOM_MIN));
}

static void shift_subscript(const struct math_setter *s, struct scripts *x,
                            struct math_style style) {
    if (!x->nucleus->is_char)
        x->down = x->nucleus->descent + CONSTANT(s, style, SUBSCRIPT_BASELINE_DROP_MIN);
    x->down = MAX(x->down, CONSTANT(s, style, SUBSCRIPT_SHIFT_DOWN));
    if (!x->sup)
        x->down = MAX(x->down, x->sub->ascent - CONSTANT(s, style, SUBSCRIPT_TOP_MAX));
}

/* Both: a gap between them, the superscript's foot not too low. */
static void part_scripts(const struct math_setter *s, struct scripts *x, struct math_style style) {
    int foot = x->up - x->sup->descent, head = x->sub->ascent - x->down;
    int lacks = CONSTANT(s, style, SUB_SUPERSCRIPT_GAP_MIN) - (foot - head);
    if (lacks <= 0)
        return;
    int low = CONSTANT(s, style, SUPERSCRIPT_BOTTOM_MAX_WITH_SUBSCRIPT) - foot;
    int raise = MAX(0, MIN(low, lacks));
    x->up += raise;
    x->down += lacks - raise;
}

/* Cut-ins of the corners that meet. */
static int script_kern(const struct math_setter *s, const struct scripts *x, bool super) {
    const struct math_box *script = super ? x->sup : x->sub, *base = x->nucleus;
    hb_ot_math_kern_t mine = super ? HB_OT_MATH_KERN_TOP_RIGHT : HB_OT_MATH_KERN_BOTTOM_RIGHT;
    hb_ot_math_kern_t its = super ? HB_OT_MATH_KERN_BOTTOM_LEFT : HB_OT_MATH_KERN_TOP_LEFT;
    int at_base = super ? x->up - script->descent : script->ascent - x->down;
    int at_script = super ? base->ascent - x->up : x->down - base->descent;
    return math_kern(s, base, mine, at_base) + math_kern(s, script, its, at_script);
}

static struct math_box *beside(const struct math_setter *s, const struct math_node *n,
                               struct scripts *x, struct math_style style) {
    if (x->sup)
        shift_superscript(s, x, style);
    if (x->sub)
        shift_subscript(s, x, style);
    if (x->sup && x->sub)
        part_scripts(s, x, style);
    struct math_box *row = box_empty(s);
    bool is_operator = n->kind == ATOM_CHAR && n->is_operator;
    /* a leaning integral: the lower script stands under its foot */
    int lean = x->nucleus->italic;
    int base = x->nucleus->width + (is_operator ? -lean : 0), right = base;
    box_append(s, row, x->nucleus, 0);
    if (x->sub) {
        int at = base + script_kern(s, x, false);
        box_put(s, row, x->sub, at, -x->down);
        right = MAX(right, at + x->sub->width);
    }
    if (x->sup) {
        int at = base + lean + script_kern(s, x, true);
        box_put(s, row, x->sup, at, x->up);
        right = MAX(right, at + x->sup->width);
    }
    row->width = right + CONSTANT(s, style, SPACE_AFTER_SCRIPT);
    return row;
}

/* TeX's own distances of limits, 1/1000 em: fonts are known to have less by mistake. */
enum { OVER_GAP = 111, OVER_RISE = 200, UNDER_GAP = 167, UNDER_DROP = 600 };

static int at_least(const struct math_setter *s, struct math_style style, int constant, int least) {
    return MAX(constant, least * math_scale(s, style) / 1000);
}

struct math_box *math_limits(const struct math_setter *s, struct math_box *base,
                             struct math_box *over, struct math_box *under,
                             struct math_style style) {
    int width = base->width;
    width = MAX(width, over ? over->width : 0);
    width = MAX(width, under ? under->width : 0);
    struct math_box *row = box_empty(s);
    int lean = base->italic / 2;
    box_put(s, row, base, (width - base->width) / 2, 0);
    if (under) {
        int drop =
            at_least(s, style, CONSTANT(s, style, LOWER_LIMIT_BASELINE_DROP_MIN), UNDER_DROP);
        int gap = at_least(s, style, CONSTANT(s, style, LOWER_LIMIT_GAP_MIN), UNDER_GAP);
        gap = MAX(gap, drop - under->ascent);
        box_put(s, row, under, (width - under->width) / 2 - lean,
                -(base->descent + gap + under->ascent));
    }
    if (over) {
        int rise = at_least(s, style, CONSTANT(s, style, UPPER_LIMIT_BASELINE_RISE_MIN), OVER_RISE);
        int gap = at_least(s, style, CONSTANT(s, style, UPPER_LIMIT_GAP_MIN), OVER_GAP);
        gap = MAX(gap, rise - over->descent);
        box_put(s, row, over, (width - over->width) / 2 + lean, base->ascent + gap + over->descent);
    }
    row->width = width;
    return row;
}

struct math_box *math_scripts(const struct math_setter *s, const struct math_node *n,
                              struct math_box *nucleus, struct math_style style) {
    struct math_style up = style_script(style), down = style_cramped(up);
    struct scripts x = {.nucleus = nucleus};
    if (n->has_sub)
        x.sub = math_nucleus(s, &n->sub, down);
    if (n->has_sup)
        x.sup = math_nucleus(s, &n->sup, up);
    if (has_limits(n, style))
        return math_limits(s, nucleus, x.sup, x.sub, style);
    return beside(s, n, &x, style);
}
