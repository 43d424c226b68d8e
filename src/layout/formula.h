/* formula: math in paragraphs and blocks: sets TeX with the math font of a font set (math/ knows
 * neither fonts nor pages) and draws it. For layout.
 *
 * Terms: as in math/math.h; part = what is never cut. Parts of one formula drawn one after the
 * other share a node of the structure tree, whose text is the TeX they come from. */
#ifndef LAYOUT_FORMULA_H
#define LAYOUT_FORMULA_H

#include "layout/math/math.h"
#include "layout/para.h"

struct formula {
    const struct math *math;
    const struct face *face;
    struct color color;
    /* rows of an aligned environment as formulas of their own, made when asked */
    const struct math *const *rows;
    size_t n_rows;
};

struct formula_look {
    struct str lang;
    enum font_family family; /* of texts inside it */
    struct color color;
};

/* Sets the TeX; NULL after a report when it cannot be set. Owned by `a`. */
const struct formula *formula_set(struct arena *a, struct font_set *fonts,
                                  const struct formula_look *look, struct str tex,
                                  enum math_mode mode, struct span src, struct diag *d);

/* Draws parts from..to-1 of a formula on one line, the first one's left end at x, baseline y. */
struct formula_line {
    const struct formula *formula;
    const struct math *math; /* the formula's, or one of its rows */
    size_t from, to;
};
void formula_draw(const struct formula_line *l, struct pages *p, struct page *page, mpt x, mpt y,
                  mpt size, uint32_t tag);
/* Width, ascent and descent of the line in 1/1000 em. */
void formula_measure(const struct formula_line *l, int *width, int *ascent, int *descent);

/* Part number i as an object of a paragraph, at `scale` and `rise` (1/1000) of its size. */
struct para_object formula_object(struct arena *a, const struct formula *f, size_t i, int scale,
                                  int rise);

#endif
