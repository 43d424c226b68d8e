/* box: boxes of a formula and what makes them. For math/ only.
 *
 * Lengths are 1/1000 em of the text around the formula. Terms: ascent, descent = above and below
 * the baseline (descent down); italic = by how much the upper part of a glyph leans out of its
 * width; em = scale of a style. */
#ifndef LAYOUT_MATH_BOX_H
#define LAYOUT_MATH_BOX_H

#include "layout/math/node.h"

#include <hb-ot.h>

enum math_box_kind { BOX_ROW, BOX_GLYPH, BOX_RULE, BOX_STROKE, BOX_TEXT };

struct math_box;
struct math_child {
    struct math_box *box;
    int x, y; /* of its origin, from its parent's; y up */
    struct math_child *next;
};

struct math_box {
    uint8_t kind; /* enum math_box_kind */
    bool is_char; /* one glyph: scripts stand at the font's places, not at its edges */
    int width, ascent, descent;
    int left; /* GLYPH: where its ink begins */
    int italic;
    int accent; /* where an accent's middle stands, from the left; INT_MIN: in the middle */
    int scale;  /* GLYPH, TEXT */
    uint16_t gid;
    uint32_t code;    /* GLYPH: what it stands for */
    int rise, thick;  /* STROKE: its way up over its width */
    const void *text; /* TEXT */
    struct math_child *first, *last;
};

/* Style as TeX's: size and whether exponents are kept low. */
struct math_style {
    uint8_t size; /* enum math_size */
    bool cramped;
};

/* A math font as opened for one formula. */
struct math_font {
    hb_font_t *hb;
    int upem;
    bool has_math;
    unsigned script_lookup; /* of `ssty`, UINT_MAX: none */
    int constants[HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT + 1];
};

struct math_setter {
    const struct math_env *env;
    struct arena *a;
    struct math_font font;
    size_t tex_len;
};

/* The place of bytes of the formula in the notes. */
struct span math_span(const struct math_setter *s, uint32_t at, size_t len);

/* ---- font.c */

void math_font_open(struct math_font *f, hb_font_t *hb);
int math_scale(const struct math_setter *s, struct math_style style); /* 1/1000 */
/* A constant of the MATH table in a style; percentages as they are. */
int math_constant(const struct math_setter *s, struct math_style style, hb_ot_math_constant_t c);
#define CONSTANT(s, style, name) math_constant((s), (style), HB_OT_MATH_CONSTANT_##name)

/* The character's glyph in a style; NULL when the font lacks it. */
struct math_box *math_glyph(const struct math_setter *s, uint32_t code, uint32_t plain,
                            struct math_style style);
/* … as a tall operator, at least so high; as wide as `width` at most (accents). */
struct math_box *math_operator(const struct math_setter *s, uint32_t code, struct math_style style);
struct math_box *math_wide_accent(const struct math_setter *s, uint32_t code, int width,
                                  struct math_style style);
/* A glyph at least `length` high or wide: a variant, or put together of parts. Its box is centred
 * on the axis when vertical; sits on the baseline when horizontal. An empty box for code 0. */
struct math_box *math_stretched(const struct math_setter *s, uint32_t code, int length,
                                bool vertical, struct math_style style);
int math_kern(const struct math_setter *s, const struct math_box *b, hb_ot_math_kern_t corner,
              int height);

/* ---- box.c */

struct math_box *box_empty(const struct math_setter *s);
struct math_box *box_space(const struct math_setter *s, int width);
struct math_box *box_rule(const struct math_setter *s, int width, int ascent, int descent);
/* A line from the lower or upper left corner of a box of that size to the opposite one. */
struct math_box *box_stroke(const struct math_setter *s, int width, int from, int to, int thick);
struct math_box *box_text(const struct math_setter *s, struct str text, enum math_text_look look,
                          struct span src, struct math_style style);
/* Puts a box into a row; the row's height grows with it, its width does not. */
void box_put(const struct math_setter *s, struct math_box *row, struct math_box *b, int x, int y);
/* … behind what it holds, at height y; its width grows. */
void box_append(const struct math_setter *s, struct math_box *row, struct math_box *b, int y);

/* ---- list.c */

/* The spacing's view of a list: boxes with classes and the white before each. */
struct math_item {
    struct math_box *box;
    const struct math_node *node;
    int white;    /* before it */
    uint8_t cls;  /* as it ended up */
    uint8_t size; /* enum math_size it stands in */
    bool is_glue; /* a space: no class */
};
typedef VEC(struct math_item) math_items;

math_items math_list_items(const struct math_setter *s, const struct math_list *l,
                           struct math_style style, int before, int *last_class);
#define NO_CLASS (-1)
struct math_box *math_list_box(const struct math_setter *s, const struct math_list *l,
                               struct math_style style);
/* The list as a nucleus: a single character keeps its own box. */
struct math_box *math_nucleus(const struct math_setter *s, const struct math_list *l,
                              struct math_style style);
/* A list between two delimiters as high as it. */
struct math_box *math_fenced(const struct math_setter *s, uint32_t left, uint32_t right,
                             struct math_box *inside, struct math_style style);

struct math_style style_script(struct math_style s);
struct math_style style_cramped(struct math_style s);

/* ---- one kind of node each */

typedef struct math_box *math_node_fn(const struct math_setter *s, const struct math_node *n,
                                      struct math_style style);
math_node_fn math_fraction_box, math_root_box, math_accent_box, math_line_box, math_stretch_box,
    math_arrow_box, math_fence_box, math_delim_box, math_table_box, math_stack_box,
    math_phantom_box, math_frame_box, math_negated_box;

/* Scripts (scripts.c) beside or over and under the nucleus. */
struct math_box *math_scripts(const struct math_setter *s, const struct math_node *n,
                              struct math_box *nucleus, struct math_style style);
/* A row of `base` with `over` and `under` (may be NULL) centred at the distances of limits. */
struct math_box *math_limits(const struct math_setter *s, struct math_box *base,
                             struct math_box *over, struct math_box *under,
                             struct math_style style);

#endif
