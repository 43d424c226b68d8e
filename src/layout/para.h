/* para: paragraphs. A paragraph is shaped once, at no particular size (lengths in 1/1000 em); lines
 * for a size and a measure are arithmetic on prefix sums, so that a sheet can try many sizes
 * without shaping anything again. For block, sheet and exam composition.
 *
 * Terms: measure = width of a line; pitch = baseline to baseline; hang = indent of the lines after
 * the first; object = something drawn in the line that is not text (a tag box, a blank, a bracket).
 */
#ifndef LAYOUT_PARA_H
#define LAYOUT_PARA_H

#include "layout/page.h"
#include "study/rich.h"

/* How a stretch of text is set. */
struct text_format {
    enum font_family family;
    bool bold;
    bool no_break;       /* e.g. identifiers */
    uint16_t scale;      /* of the paragraph's size, 1000 = 1 em */
    uint16_t code_scale; /* of code within it, 1/1000 of that; 0 = 900 */
    struct color color;
    uint8_t decoration; /* enum text_decoration, or-ed */
    int16_t rise;       /* baseline shift up, 1/1000 em (superscript) */
};
enum text_decoration {
    DECO_NONE = 0,
    DECO_UNDERLINE = 1, /* cloze: 0.5 pt, 1.6 pt below the baseline */
    DECO_STRIKE = 2,
    DECO_MARK = 4, /* highlight: grey fill behind */
    DECO_BOX = 8   /* a key: outline, padding; must not raise the pitch */
};

/* An object in a line. Measured once in 1/1000 em plus a fixed part in mpt (blanks have widths in
 * mm). */
struct para_object {
    int width_em; /* 1/1000 em */
    mpt width_fixed;
    int ascent_em,
        descent_em; /* above and below the baseline; beyond the font's they raise the pitch */
    /* Draws it with its left end at x on the baseline y. width is its final width in mpt. */
    void (*draw)(const struct para_object *o, struct pages *p, struct page *page, mpt x, mpt y,
                 mpt width, mpt size, uint32_t tag);
    const void *data;
    bool stretches;  /* takes what is left of its line (rule to the column's edge); last on its line
                      */
    struct str text; /* what a reader of the text extracts, may be empty */
    uint16_t give;   /* 1/1000 of its width it may lose or gain when its line is justified */
    bool is_word;    /* stands among text as a Latin word does: white beside Chinese, no break
                        beside letters; on a line it is too wide for it gets the line's width */
    uint8_t cost;    /* enum object_cost, of ending a line before it */
};
enum object_cost { OBJECT_AS_TEXT, OBJECT_DEAR, OBJECT_DEARER };

struct para_builder; /* collects the parts of one paragraph */
struct para_builder *para_begin(struct arena *a, struct font_set *fonts, struct str lang);
void para_text(struct para_builder *b, struct str text, const struct text_format *f,
               struct span src);
/* Runs of a rich text under base format f: bold, code, links, clozes, math … as the runs say. */
void para_rich(struct para_builder *b, const struct rich *r, const struct text_format *f);
void para_space(struct para_builder *b, int width_em, bool may_break);
void para_fill(struct para_builder *b); /* what follows stands flush right on its line */
void para_line_break(struct para_builder *b);
void para_object(struct para_builder *b, const struct para_object *o);

/* Paragraphs ended from now on keep the bulk of what was shaped in `store` instead of the builder's
 * arena (NULL: there again), so that it can be given back once they are drawn. */
void para_store(struct font_set *fonts, struct arena *store);

struct para; /* shaped; immutable; may be shared */
/* Shapes. Missing glyphs are reported to d at their place in the notes. Owned by the builder's
 * arena. */
const struct para *para_end(struct para_builder *b, struct diag *d);

enum para_align { ALIGN_JUSTIFY, ALIGN_RAGGED, ALIGN_CENTER, ALIGN_RIGHT };

struct para_shape { /* the shape of the area to fill */
    mpt size, pitch;
    mpt measure;
    mpt first_indent, hang; /* indent of the first and of the further lines */
    enum para_align align;
    bool hyphenate;    /* Latin words, where lines without hyphens fail; never code or names */
    bool avoid_orphan; /* no last line of one or two Han (孤字), or of a bracket alone */
};

struct para_line {
    uint32_t from, to;     /* clusters of the paragraph */
    mpt x, width;          /* indent, width as set */
    mpt ascent, descent;   /* what it needs above and below more than the pitch gives, mostly 0 */
    int32_t adjust;        /* opaque to callers */
    bool overfull, ragged; /* could not be set within bounds */
    uint8_t end;           /* opaque */
};

struct para_lines {
    const struct para *para;
    struct para_shape shape;
    const struct para_line *v;
    size_t n;
    size_t n_ragged, n_overfull;
    mpt height; /* n * pitch plus what tall lines add */
};

/* Breaks into lines: least total demerits (Knuth–Plass) under CLREQ's rules. At least one line
 * unless the paragraph is empty. Owned by `a`. The width of the widest line, for ragged setting:
 * para_width. */
struct para_lines para_break(struct arena *a, const struct para *p, const struct para_shape *s);
mpt para_width(const struct para *p, mpt size); /* natural width on one endless line */
/* Width of the widest stretch without a place to break, 1/1000 em; fixed parts left out. */
int para_least_em(const struct para *p);

/* Draws lines from..to-1, the first one's top at y (its baseline is pitch-dependent: y + (pitch +
 * cap height) / 2 rounded), left edge of the measure at x. */
void para_draw(const struct para_lines *l, size_t from, size_t to, struct pages *p,
               struct page *page, mpt x, mpt y, uint32_t tag);

/* The baseline's distance from a line's top for this shape. */
mpt para_baseline(const struct para_shape *s);

#endif
