/* outline: glyph outlines as HarfBuzz draws them, in 1/1000 em, and as Type 2 charstrings (Adobe
 * Technical Note 5177). Whatever the source font holds (CFF, CFF2, glyf, a variable instance) comes
 * out the same way. For cff.c.
 *
 * Terms: step = one drawing command, its points relative to the point before. */
#ifndef EMIT_PDF_OUTLINE_H
#define EMIT_PDF_OUTLINE_H

#include "base/buf.h"
#include "base/vec.h"
#include "layout/font.h"

enum pdf_step_kind { STEP_MOVE, STEP_LINE, STEP_CURVE };

struct pdf_step {
    uint8_t kind;
    int16_t d[6]; /* dx dy of each point; a move and a line use the first two */
};

struct pdf_box {
    int x0, y0, x1, y1;
    bool any; /* false: nothing was drawn */
};

struct pdf_outline {
    VEC(struct pdf_step) steps; /* contours are closed by themselves */
    struct pdf_box box;         /* of all points, so it may be larger than the ink */
};

void pdf_box_add(struct pdf_box *b, int x, int y);

/* A pen that draws glyphs of one face, one after the other. Owned by `a`. */
struct pdf_pen;
struct pdf_pen *pdf_pen_open(struct arena *a, const struct face *face);
/* The outline of a glyph, or of a box of a width and height; valid until the pen's next. */
const struct pdf_outline *pdf_pen_glyph(struct pdf_pen *p, uint32_t gid);
const struct pdf_outline *pdf_pen_box(struct pdf_pen *p, int width, int height);

/* Numbers and operators of steps from..to-1, the first of which, a move, goes `dx` further. */
void pdf_charstring(struct buf *out, const struct pdf_outline *o, size_t from, size_t to, int dx);
void pdf_charstring_number(struct buf *out, int v);

enum {
    T2_VMOVETO = 4,
    T2_RLINETO = 5,
    T2_HLINETO = 6,
    T2_VLINETO = 7,
    T2_RRCURVETO = 8,
    T2_ENDCHAR = 14,
    T2_RMOVETO = 21,
    T2_HMOVETO = 22,
    T2_VVCURVETO = 26,
    T2_HHCURVETO = 27,
    T2_CALLGSUBR = 29,
    T2_VHCURVETO = 30,
    T2_HVCURVETO = 31
};

#endif
