/* para_int: the inside of a paragraph, shared by para*.c and shape.c.
 *
 * Terms: cluster = the least that is set as one: a character with its marks, a ligature, a blank,
 * an object; boundary k = the place before cluster k, with the white there: `gap` at its natural
 * width, which may lose `shrink` or gain `stretch`; item = clusters of one face and format; µem = a
 * millionth of the paragraph's em, in which advances of any scale are whole numbers. Sums over a
 * paragraph are kept modulo 2^32: only differences within a line are used. */
#ifndef LAYOUT_PARA_INT_H
#define LAYOUT_PARA_INT_H

#include "base/vec.h"
#include "layout/linebreak.h"
#include "layout/para.h"

/* White is taken away in this order (clreq, "Line Adjustment": narrowest harm first) … */
enum shrink_class {
    SHRINK_BLANK,   /* objects that give */
    SHRINK_SPACE,   /* blanks between words, to 1/4 em */
    SHRINK_MIDDLE,  /* · */
    SHRINK_BRACKET, /* brackets and quotes, to half an em */
    SHRINK_PAUSE,   /* ，、；： */
    SHRINK_GAP,     /* between Chinese and Latin, to 1/8 em */
    SHRINK_STOP,    /* 。！？ */
    SHRINK_COUNT
};
/* … and added in this one, in the steps of para_fit. */
enum stretch_class {
    STRETCH_BLANK,  /* objects that give: blanks to write in */
    STRETCH_SPACE,  /* to 1/2 em */
    STRETCH_GAP,    /* to 1/3 em */
    STRETCH_HAN,    /* every other place between Chinese, at most 0.08 em: readers of the PDF's text
                       take more for a blank */
    STRETCH_LETTER, /* between the letters of a word, by 0.05 em: the last resort before a ragged
                       line, too little to be seen */
    STRETCH_COUNT
};

enum cluster_kind {
    CLUSTER_TEXT,
    CLUSTER_SPACE, /* blank that vanishes at a line's end */
    CLUSTER_FIXED, /* white of fixed width without text: padding, para_space */
    CLUSTER_OBJECT,
    CLUSTER_FILL,
    CLUSTER_BREAK /* a line the author ended */
};

#define GLYPH_MISSING UINT16_MAX

struct para_glyph {
    uint16_t gid;            /* GLYPH_MISSING: a box */
    int16_t dx, dy, advance; /* 1/1000 of the item's em */
};

struct cluster {
    uint32_t text_at;
    uint32_t at;   /* first glyph, or the glyph; CLUSTER_OBJECT: index of objects */
    int32_t width; /* µem, fixed parts of objects left out */
    uint32_t item;
    uint16_t text_len;
    uint8_t n_glyphs;
    int16_t gap;                    /* 1/1000 em, negative where marks are squeezed */
    uint16_t shrink, stretch;       /* 1/1000 em */
    uint16_t trim_left, trim_right; /* blank that goes at a line's start or end, 1/1000 em */
    uint8_t shrink_class, stretch_class;
    uint8_t brk;  /* enum brk_kind */
    uint8_t cls;  /* enum brk_class */
    uint8_t kind; /* enum cluster_kind */
    uint8_t flags;
};
enum cluster_flag {
    CLUSTER_IS_CJK = 1,    /* an ideograph, kana or hangul: counts for 孤字 */
    CLUSTER_IS_LETTER = 2, /* an ASCII letter of running text: may be hyphenated */
    CLUSTER_HAS_GLYPH = 4  /* its one glyph's number is in `at` */
};

struct para_item {
    const struct face *face;
    struct color color;
    uint16_t scale;
    int16_t rise;
    uint8_t decoration;
    uint16_t link; /* 1 + index of links, 0 = none */
};

struct para {
    struct str text; /* what the clusters stand for, in order; objects are U+FFFC */
    struct str lang;
    const struct cluster *v;
    size_t n;
    const struct para_glyph *glyphs;
    const struct para_item *items;
    const struct para_object *objects;
    const struct str *links;
    struct font_set *fonts;
    int64_t natural;           /* µem of the widest line when only forced breaks are made */
    int64_t natural_fixed;     /* mpt */
    int ascent_em, descent_em; /* of the tallest object; 0 when none */
    bool has_forced, has_emergency;
};

/* One part of a paragraph being built. */
enum piece_kind {
    PIECE_TEXT,
    PIECE_FIXED,
    PIECE_OBJECT,
    PIECE_FILL,
    PIECE_BREAK,
    PIECE_FORMULA, /* text is TeX; set when the paragraph ends, as objects or else as text */
    PIECE_DISPLAY  /* … in display style */
};
struct piece {
    uint8_t kind;                     /* enum piece_kind */
    bool sticks_before, sticks_after; /* other than text: no break on that side */
    bool blank;                       /* PIECE_FIXED: vanishes at a line's end */
    bool code;                        /* never hyphenated, blanks keep their width */
    uint16_t link;                    /* as para_item.link */
    uint32_t at;                      /* objects: index; PIECE_FIXED: width in 1/1000 em */
    struct str text;
    struct text_format format;
    struct span src;
};

/* What paragraphs of one font set share: the shaping buffer, the breaker, growing arrays. */
struct shaper;
struct breaker *shape_breaker(struct font_set *s);
/* The head of the list of builders that wait for their next paragraph. */
struct para_builder **shape_builders(struct font_set *s);
/* Working memory, used as a stack: mark it, reset it. One thread at a time uses a font set and its
 * paragraphs. */
struct arena *shape_scratch(struct font_set *s);

/* shape.c: pieces -> text, clusters, glyphs and items of `p`, with the classes and breaks of
 * linebreak and the white of para_glue. Missing characters are reported once each. */
void shape_pieces(struct arena *a, struct para *p, const struct piece *pieces, size_t n,
                  struct diag *d);

/* para_glue.c: sets gap, shrink and stretch at every boundary of the clusters, and the widths of
 * blanks. Blanks that do not count lose their glyph. */
struct glue_input {
    struct str lang;
    struct cluster *v;
    size_t n;
    const struct para_item *items;
    const struct brk_char *chars;
    const uint32_t *first; /* each cluster's first character; first[n] = number of characters */
};
void glue_set(const struct glue_input *g);

/* para_fit.c: one line of a paragraph: clusters from..end-1 are visible on it. */
enum line_end_flag {
    LINE_JUSTIFIED = 1, /* stretched to the measure */
    LINE_HYPHEN = 2     /* a hyphen is added */
};

/* Widths in µem, fixed parts of objects included; what may be lost and gained in 1/1000 em. */
struct line_sums {
    int64_t width;
    int32_t shrink[SHRINK_COUNT], stretch[STRETCH_COUNT];
    int32_t fills; /* fills and stretching objects */
};

/* How a line's white changes: µem by class. */
struct line_change {
    int64_t shrink[SHRINK_COUNT], stretch[STRETCH_COUNT];
    int64_t fill; /* for all fills together */
};

/* Where a line visibly ends that goes up to cluster `to`: blanks at its end go. */
size_t line_visible_end(const struct para *p, size_t from, size_t to);
void line_add_boundary(struct line_sums *s, const struct cluster *c);
void line_add_cluster(struct line_sums *s, const struct para *p, const struct cluster *c,
                      const struct para_shape *shape);
/* Natural width of an object, µem; one that stands for a word is never wider than its line. */
int64_t line_object_width(const struct para *p, const struct cluster *c,
                          const struct para_shape *shape);
/* The sums over one line set at its natural width, trims at its ends taken off. */
struct line_sums line_measure(const struct para *p, const struct para_shape *s, size_t from,
                              size_t end);
/* Shares d µem (negative: taken away) among the classes in their order, or gives it to the fills.
 * What could not be placed is returned. */
int64_t line_share(const struct line_sums *have, int64_t d, bool stretch, struct line_change *out);
/* What a cluster takes above and below the baseline, 1/1000 em. */
void cluster_height(const struct para *p, const struct cluster *c, int *ascent, int *descent);
int64_t line_uem(mpt v, mpt size); /* µem of a length on paper, rounded down */
int64_t line_hyphen(const struct para *p, size_t cluster); /* µem of a hyphen after that cluster */

#endif
