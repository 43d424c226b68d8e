/* list: a math list as a row of boxes with TeX's white between them (The TeXbook, appendix G, rules
 * 5, 6 and 20; the table of chapter 18). */
#include "layout/math/box.h"

#include "base/utf8.h"

enum { THIN = 167, MEDIUM = 222, THICK = 278 };

/* 1 thin, 2 medium, 3 thick; negative: not in script styles. Rows: the left one's class. */
static const int16_t SPACING[CLASS_COUNT][CLASS_COUNT] = {
    /*           Ord Op Bin Rel Open Close Punct Inner */
    /* Ord   */ {0, 1, -2, -3, 0, 0, 0, -1},
    /* Op    */ {1, 1, 0, -3, 0, 0, 0, -1},
    /* Bin   */ {-2, -2, 0, 0, -2, 0, 0, -2},
    /* Rel   */ {-3, -3, 0, 0, -3, 0, 0, -3},
    /* Open  */ {0, 0, 0, 0, 0, 0, 0, 0},
    /* Close */ {0, 1, -2, -3, 0, 0, 0, -1},
    /* Punct */ {-1, -1, 0, -1, -1, -1, -1, -1},
    /* Inner */ {-1, 1, -2, -3, -1, 0, -1, -1},
};

static int white_between(int left, int right, uint8_t size) {
    static const int widths[] = {0, THIN, MEDIUM, THICK};
    if (left == NO_CLASS)
        return 0;
    int v = SPACING[left][right];
    if (v < 0)
        return size >= SIZE_SCRIPT ? 0 : widths[-v];
    return widths[v];
}

struct math_style style_script(struct math_style s) {
    return (struct math_style){s.size < SIZE_SCRIPT ? SIZE_SCRIPT : SIZE_SCRIPT2, s.cramped};
}

struct math_style style_cramped(struct math_style s) {
    s.cramped = true;
    return s;
}

struct span math_span(const struct math_setter *s, uint32_t at, size_t len) {
    struct span src = s->env->src;
    if (src.len != s->tex_len || at > src.len)
        return src;
    return (struct span){src.at + at, (uint32_t)MIN(len, src.len - at)};
}

/* ---- nodes to boxes */

/* A character the math font lacks is set as text. */
static struct math_box *char_box(const struct math_setter *s, const struct math_node *n,
                                 struct math_style style) {
    struct math_box *b =
        n->is_operator ? math_operator(s, n->code, style) : math_glyph(s, n->code, n->plain, style);
    if (!b && n->code != n->plain)
        b = math_glyph(s, n->plain, n->plain, style);
    if (b)
        return b;
    char bytes[4];
    struct str text = {bytes, utf8_put(bytes, n->plain)};
    return box_text(s, str_copy(s->a, text), MATH_TEXT_PLAIN, math_span(s, n->at, text.n), style);
}

static struct math_box *text_box(const struct math_setter *s, const struct math_node *n,
                                 struct math_style style) {
    enum math_text_look look = (enum math_text_look)n->variant;
    return box_text(s, n->text, look, math_span(s, n->at, n->text.n), style);
}

static struct math_box *group_box(const struct math_setter *s, const struct math_node *n,
                                  struct math_style style) {
    return math_nucleus(s, &n->body, style);
}

static math_node_fn *const NODES[] = {
    [ATOM_CHAR] = char_box,        [ATOM_LIST] = group_box,
    [ATOM_TEXT] = text_box,        [ATOM_FRACTION] = math_fraction_box,
    [ATOM_ROOT] = math_root_box,   [ATOM_ACCENT] = math_accent_box,
    [ATOM_LINE] = math_line_box,   [ATOM_STRETCH] = math_stretch_box,
    [ATOM_ARROW] = math_arrow_box, [ATOM_FENCE] = math_fence_box,
    [ATOM_DELIM] = math_delim_box, [ATOM_TABLE] = math_table_box,
    [ATOM_STACK] = math_stack_box, [ATOM_PHANTOM] = math_phantom_box,
    [ATOM_FRAME] = math_frame_box, [ATOM_NEGATED] = math_negated_box,
};

/* A letter of an upright word, which is spaced as text is: no correction follows its f. */
static bool is_upright_letter(const struct math_node *n) {
    bool letter = (n->plain >= 'a' && n->plain <= 'z') || (n->plain >= 'A' && n->plain <= 'Z');
    return n->kind == ATOM_CHAR && letter && n->code == n->plain;
}

static struct math_box *node_box(const struct math_setter *s, const struct math_node *n,
                                 struct math_style style) {
    struct math_box *b = NODES[n->kind](s, n, style);
    if (n->has_sub || n->has_sup)
        return math_scripts(s, n, b, style);
    if (b->kind == BOX_GLYPH && !is_upright_letter(n))
        b->width += b->italic;
    return b;
}

/* ---- classes */

static bool keeps_sign(int before) {
    return before == CLASS_ORD || before == CLASS_CLOSE || before == CLASS_INNER;
}

/* A binary operator with nothing to work on is a sign: (-1), = -1. */
static void settle_classes(math_items *items, int before) {
    struct math_item *prev = NULL;
    for (size_t i = 0; i < items->n; i++) {
        struct math_item *it = &items->v[i];
        if (it->is_glue)
            continue;
        if (it->cls == CLASS_BIN && !keeps_sign(prev ? prev->cls : before))
            it->cls = CLASS_ORD;
        bool ends = it->cls == CLASS_REL || it->cls == CLASS_CLOSE || it->cls == CLASS_PUNCT;
        if (ends && prev && prev->cls == CLASS_BIN)
            prev->cls = CLASS_ORD;
        prev = it;
    }
    if (prev && prev->cls == CLASS_BIN)
        prev->cls = CLASS_ORD;
}

static int set_whites(math_items *items, int before) {
    int left = before;
    for (size_t i = 0; i < items->n; i++) {
        struct math_item *it = &items->v[i];
        if (it->is_glue)
            continue;
        it->white = white_between(left, it->cls, it->size);
        left = it->cls;
    }
    return left;
}

math_items math_list_items(const struct math_setter *s, const struct math_list *l,
                           struct math_style style, int before, int *last_class) {
    math_items items = {0};
    for (const struct math_node *n = l->first; n; n = n->next) {
        if (n->kind == ATOM_STYLE) {
            style.size = (uint8_t)n->width;
            continue;
        }
        struct math_item it = {.node = n, .cls = n->cls, .size = style.size};
        it.is_glue = n->kind == ATOM_SPACE;
        it.box = it.is_glue ? box_space(s, n->width * math_scale(s, style) / 1000)
                            : node_box(s, n, style);
        vec_push(s->a, &items, it);
    }
    settle_classes(&items, before);
    int last = set_whites(&items, before);
    if (last_class)
        *last_class = last;
    return items;
}

static struct math_box *items_box(const struct math_setter *s, const math_items *items) {
    struct math_box *row = box_empty(s);
    for (size_t i = 0; i < items->n; i++) {
        row->width += items->v[i].white;
        box_append(s, row, items->v[i].box, 0);
    }
    return row;
}

struct math_box *math_list_box(const struct math_setter *s, const struct math_list *l,
                               struct math_style style) {
    math_items items = math_list_items(s, l, style, NO_CLASS, NULL);
    return items_box(s, &items);
}

struct math_box *math_nucleus(const struct math_setter *s, const struct math_list *l,
                              struct math_style style) {
    const struct math_node *n = l->first;
    bool one = n && n == l->last && n->kind != ATOM_STYLE && n->kind != ATOM_SPACE;
    if (one && !n->has_sub && !n->has_sup)
        return NODES[n->kind](s, n, style);
    return math_list_box(s, l, style);
}

/* ---- delimiters (rule 19) */

enum {
    SHORTFALL = 500,   /* a delimiter may be so much lower than what it embraces, 1/1000 em … */
    LEAST_SHARE = 901, /* … but no lower than this share of it, 1/1000 */
    NULL_DELIMITER = 120
};

static int fence_height(const struct math_setter *s, const struct math_box *inside,
                        struct math_style style) {
    int axis = CONSTANT(s, style, AXIS_HEIGHT);
    int reach = MAX(inside->ascent - axis, inside->descent + axis);
    reach = MIN(reach, MATH_EM_MOST / 2);
    return MAX(2 * reach * LEAST_SHARE / 1000, 2 * reach - SHORTFALL);
}

static struct math_box *fence_side(const struct math_setter *s, uint32_t code, int height,
                                   struct math_style style) {
    return code ? math_stretched(s, code, height, true, style) : box_space(s, NULL_DELIMITER);
}

struct math_box *math_fenced(const struct math_setter *s, uint32_t left, uint32_t right,
                             struct math_box *inside, struct math_style style) {
    int height = fence_height(s, inside, style);
    struct math_box *row = box_empty(s);
    box_append(s, row, fence_side(s, left, height, style), 0);
    box_append(s, row, inside, 0);
    box_append(s, row, fence_side(s, right, height, style), 0);
    return row;
}

struct math_box *math_fence_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    math_items items = math_list_items(s, &n->body, style, CLASS_OPEN, NULL);
    struct math_box *inside = items_box(s, &items);
    int height = fence_height(s, inside, style);
    bool has_middle = false;
    for (size_t i = 0; i < items.n; i++) {
        const struct math_node *m = items.v[i].node;
        if (m->kind != ATOM_DELIM || !m->is_middle)
            continue;
        items.v[i].box = fence_side(s, m->code, height, style);
        has_middle = true;
    }
    if (has_middle)
        inside = items_box(s, &items);
    return math_fenced(s, n->code, n->plain, inside, style);
}

struct math_box *math_delim_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    if (n->is_middle)
        return box_empty(s);
    return fence_side(s, n->code, n->width * math_scale(s, style) / 1000, style);
}
