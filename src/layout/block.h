/* block: parts of the study model -> vertical lists of boxes. In two steps: blocks are shaped once,
 * at no particular size; block_break then makes boxes for a size, a pitch and a measure by
 * arithmetic alone, so that a sheet can try many. For sheet and paper composition.
 *
 * Terms: block = a paragraph, a point, a table, a listing, a figure …; box = what is never cut:
 * usually one line; gap = the white above a box, glue that stretches and shrinks; penalty = what
 * ending a column (or page) after a box costs; slot = a block's node in the structure tree before
 * there are pages (block_tags makes the tags). Lengths called _em are in 1/1000 of the body size.
 */
#ifndef LAYOUT_BLOCK_H
#define LAYOUT_BLOCK_H

#include "layout/para.h"
#include "study/study.h"

#define BOX_NEVER 100000 /* penalty: only when nothing else fits */

/* How the blocks of a list look. block_look_default gives the values of the design's table 2. */
struct block_look {
    enum font_family family, code_family;
    struct str lang;                      /* BCP 47 of the text */
    enum para_align align;                /* of running text */
    bool hyphenate, grey;                 /* grey: pictures without colour; */
    bool solid;                           /*   solid: no fills, outlines only */
    int hang_em;                          /* where text stands beside its number: 1500 */
    int sub_em;                           /* further indent of each level of subpoints: 850 */
    int code_scale;                       /* of the size, 1/1000: 880 */
    int table_scale;                      /* 940 */
    int note_scale;                       /* names of missing figures, 830 */
    mpt rule_hair, rule_box, rule_strong; /* 250, 400, 800 */
    int figure_share;          /* of the frame's height a figure takes at most, 1/1000: 350 */
    bool keep_numbers;         /* print the author's "1." as written; else its figure alone ("1") */
    struct str missing_figure; /* "缺图" */
};
struct block_look block_look_default(void);

struct gap_em {
    int natural, stretch, shrink; /* 1/1000 em */
};

struct block_list;

/* An empty list. Everything it makes is owned by `a`; `fonts` and `look` outlive it. */
struct block_list *block_open(struct arena *a, struct font_set *fonts,
                              const struct block_look *look, struct diag *d);

/* A node of the structure tree under `parent` (0 = what block_tags is given); its slot. */
uint32_t block_slot(struct block_list *l, uint32_t parent, enum tag_role role, int level);
void block_slot_alt(struct block_list *l, uint32_t slot, struct str alt);

/* Where and how the next blocks stand. Zeroed: at the left edge, without gap, breakable. */
struct block_place {
    int indent_em;     /* of the text's left edge */
    struct gap_em gap; /* above the first box */
    int32_t penalty;   /* after the last box */
    uint32_t slot;     /* parent in the structure tree */
    uint32_t mark;     /* a number of the caller's for the first box, 0 = none */
};

/* Every part in order: text, points with their subpoints, tables, code, math, figures, quotes. */
void block_parts(struct block_list *l, const struct part *parts, size_t n,
                 const struct block_place *where);

/* A piece set in front of a paragraph's first line: a number, a dash, a tag. */
struct block_label {
    const struct para *para;
    int width_em;  /* room it takes, 0 = its own width ... */
    int after_em;  /* ... and this much more */
    uint32_t slot; /* 0 = an artifact */
};

/* One paragraph; labels stand in front of its first line, in order; its text hangs under itself at
 * hang_em from the place's indent. */
struct block_text {
    const struct para *para;
    const struct block_label *labels;
    size_t n_labels;
    int hang_em;     /* indent of the further lines, and of the first if labels are narrower */
    int first_em;    /* indent of the first line when there are no labels */
    int scale;       /* of size, 1/1000; 0 = 1000. The pitch stays the body's */
    int pitch_scale; /* of the pitch, 1/1000; 0 = 1000 */
    enum para_align align;
    bool bar;           /* 0.8 pt rule at the left, as of a quote */
    enum tag_role role; /* TAG_P, TAG_H, TAG_LBODY … */
    int level;          /* TAG_H */
};
void block_text(struct block_list *l, const struct block_text *t, const struct block_place *where);

/* A block the caller knows how to measure and draw (a section band, a score row). */
struct block_area;
struct block_out;
struct block_custom {
    mpt (*height)(const void *data, const struct block_area *area);
    void (*draw)(const void *data, const struct block_area *area, const struct block_out *o, mpt x,
                 mpt y);
    const void *data;
};
void block_custom(struct block_list *l, const struct block_custom *c,
                  const struct block_place *where);

/* The area boxes are made for. */
struct block_area {
    mpt size, pitch, measure;
    mpt frame; /* height of a whole column: figures keep below their share of it; 0 = no limit */
};

/* Where a box is drawn. */
struct block_out {
    struct pages *pages;
    struct page *page;
    const uint32_t *tags; /* by slot, of block_tags */
};

struct box {
    mpt height;
    mpt gap, stretch, shrink; /* white above; dropped at the head of a column */
    int32_t penalty;          /* of ending a column after it */
    uint32_t mark;            /* block_place.mark, on the first box of its block */
    const struct box *head;   /* drawn above it when it opens a column: a table's header */
    void (*draw)(const struct box *b, const struct block_out *o, mpt x, mpt y);
    const void *data;
    uint32_t line; /* which line of `data` */
    mpt indent;    /* from the measure's left edge, already known to draw */
};

struct boxes {
    struct box *v;
    size_t n;
    size_t n_ragged, n_overfull; /* lines that could not be justified, lines too wide */
};

/* Boxes of the whole list, owned by `a`. Shapes nothing; the list is not changed. */
struct boxes block_break(struct arena *a, const struct block_list *l,
                         const struct block_area *area);

/* Height of boxes from..to-1 with natural gaps, the first one's gap left out. */
mpt block_height(const struct boxes *b, size_t from, size_t to);

/* Makes the tags of the list's slots below `parent`; result indexed by slot, for block_out.tags. */
const uint32_t *block_tags(struct arena *a, const struct block_list *l, struct pages *p,
                           uint32_t parent);

/* Draws boxes from..to-1 below each other, natural gaps, from the top at y; y below the last. */
mpt block_draw(const struct boxes *b, size_t from, size_t to, const struct block_out *o, mpt x,
               mpt y);

#endif
