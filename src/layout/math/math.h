/* math: a formula in TeX -> glyphs, rules and texts at places, in 1/1000 of the size of the text
 * around it (em), laid out with the MATH table of an OpenType font. Knows nothing of pages or font
 * sets: the caller gives the font and sets texts (\text{…}, Han). For layout.
 *
 * Terms: part = a stretch of a formula that is never cut; between two parts a line may end; TeX =
 * the formula as the author wrote it, without its dollars; style = TeX's display, text, script and
 * scriptscript style. Rules: The TeXbook, appendix G; OpenType MATH table; where they differ in
 * what they measure, MathML Core. */
#ifndef LAYOUT_MATH_MATH_H
#define LAYOUT_MATH_MATH_H

#include "base/diag.h"

typedef struct hb_font_t hb_font_t;

#define MATH_BYTES_MOST (64u << 10) /* longer TeX is not set */
#define MATH_DEPTH_MOST 100         /* nor what is nested deeper */
#define MATH_EM_MOST    2000000     /* nor a formula wider or higher than this, 1/1000 em */

enum math_text_look { MATH_TEXT_PLAIN, MATH_TEXT_BOLD, MATH_TEXT_MONO };

/* A stretch of text as the caller has set it: measures in 1/1000 em of its own size. */
struct math_text {
    int width, ascent, descent;
    const void *handle; /* the caller's */
};

/* What math_set needs. */
struct math_env {
    struct arena *a;
    hb_font_t *font; /* scale = units per em; without a MATH table plain values are used */
    /* Sets a text; called while the formula is laid out. `src` is its place in the notes. */
    struct math_text (*text)(void *self, struct str text, enum math_text_look look,
                             struct span src);
    void *self;
    struct diag *d;
    struct span src; /* of the TeX; when its length is not that of the TeX, of all of it */
};

/* Glyphs of the math font on one baseline. */
struct math_glyph {
    uint16_t gid;
    int32_t advance; /* to the next one, 1/1000 of the run's em */
    uint32_t code;   /* the character it stands for; 0: a further piece of one */
};

enum math_piece_kind { MATH_GLYPHS, MATH_RULE, MATH_STROKE, MATH_TEXT };

/* x to the right of the part's left edge, y up from its baseline. */
struct math_piece {
    uint8_t kind; /* enum math_piece_kind */
    int x, y;     /* GLYPHS, TEXT: origin; RULE: bottom left corner; STROKE: one end */
    int w, h;     /* RULE: its size; STROKE: way to its other end */
    int thick;    /* STROKE */
    int scale;    /* GLYPHS, TEXT: their em, 1/1000 */
    const struct math_glyph *v;
    size_t n;
    const void *text; /* math_text.handle */
};

/* What a line that ends before a part ends with. */
enum math_break {
    MATH_BREAK_NONE, /* the formula's start */
    MATH_BREAK_RELATION,
    MATH_BREAK_BINARY,
    MATH_BREAK_COMMA,
    MATH_BREAK_INNER /* any of these between plain brackets */
};

struct math_part {
    int width, ascent, descent;
    int white;       /* between it and the part before, when they share a line */
    uint8_t before;  /* enum math_break */
    uint32_t at, to; /* the bytes of the TeX it comes from; parts cover all of it in order */
    const struct math_piece *v;
    size_t n;
};

struct math {
    struct str tex;
    const struct math_part *v;
    size_t n;
    int width, ascent, descent; /* of all parts on one line */
    struct str tag;             /* \tag{…}, without brackets; empty: none */
};

enum math_mode {
    MATH_INLINE, /* text style; a line ends after a relation, an operator or a comma */
    MATH_DISPLAY /* display style; a line ends before a relation or an operator */
};

/* Sets the formula; owned by env->a. Unknown commands are reported (DIAG_MATH_UNKNOWN, each once)
 * and stand in it as written. NULL after a report when there is nothing to set or the TeX cannot be
 * read: then the caller prints it as it is. Linear in the TeX. */
const struct math *math_set(const struct math_env *env, struct str tex, enum math_mode mode);

/* For a formula that is an aligned, gathered or split environment: its rows as formulas of their
 * own, in display style; 0 when it is no such environment. For columns too narrow for it. */
size_t math_set_rows(const struct math_env *env, struct str tex, const struct math ***rows);

#endif
