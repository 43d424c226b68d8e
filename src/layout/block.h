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

#include "layout/picture.h"
#include "study/study.h"

#define BOX_NEVER 100000 /* penalty: only when nothing else fits */

struct block_list;
struct code_languages;

/* How the blocks of a list look. block_look_default gives the values of the design's table 2. */
struct block_look {
    enum font_family family;
    struct str lang;             /* BCP 47 of the text */
    enum para_align align;       /* of running text */
    bool hyphenate;              /* Latin words of running text … */
    int hyphenate_most_em;       /* … in columns up to this wide */
    bool grey;                   /* pictures without colour */
    bool solid;                  /* no fills, outlines only */
    bool pack;                   /* short points share a row */
    bool bold_keys;              /* keys of points are bold, bold in the notes or not */
    int hang_em;                 /* where text stands beside its number */
    int sub_em;                  /* further indent of each level of subpoints */
    int code_scale, table_scale; /* of the size, 1/1000 */
    int inline_scale;            /* of code within text */
    int table_least;   /* … of tables too wide for their column, before rows are stacked */
    int note_scale;    /* names of missing figures */
    int name_scale;    /* full names in brackets inside a key */
    int figure_share;  /* of the frame's height a figure takes at most, 1/1000 */
    int tag_run_in_em; /* measure from which on tags stand on a line of their own */
    mpt rule_hair, rule_box, rule_strong, rule_missing; /* thicknesses */
    struct color fill;                                  /* behind bands and tags */
    struct str colon;              /* between a key and its text: "：", ": " */
    const struct sources *sources; /* set: numbers, colons and brackets as the author wrote them */
    struct str missing_figure;     /* "缺图" */
    struct pictures *pictures;     /* within lines; NULL: they are names */
    struct code_languages *languages; /* of listings; NULL: no keywords are told apart */
    bool notes_later;                 /* footnotes wait for block_notes */
    bool link_notes;                  /* … and so do the addresses of links, marked by letters */
    uint32_t left_out; /* kinds of parts that are not printed: 1 << enum part_kind, or-ed */
    /* How texts and points are put into a paragraph; NULL = whole. Lets a sheet blank or shorten
     * them. `self` is handed through. */
    void (*put_text)(void *self, struct para_builder *b, const struct rich *text,
                     const struct text_format *f);
    void (*put_point)(void *self, struct para_builder *b, const struct point *p);
    void *self;
};
struct block_look block_look_default(void);

struct gap_em {
    int natural, stretch, shrink; /* 1/1000 em */
};

/* An empty list. Everything it makes is owned by `a`; `fonts` and `look` outlive it. */
struct block_list *block_open(struct arena *a, struct font_set *fonts,
                              const struct block_look *look, struct diag *d);

/* An empty list of the same look that shares l's structure tree: a column beside l's. */
struct block_list *block_open_beside(const struct block_list *l);

/* A node of the structure tree under `parent` (0 = what block_tags is given); its slot. */
uint32_t block_slot(struct block_list *l, uint32_t parent, enum tag_role role, int level);
void block_slot_alt(struct block_list *l, uint32_t slot, struct str alt);

/* A piece set in front of a paragraph's first line: a number, a dash, a facet's tag. */
struct block_label {
    const struct para *para;
    int width_em;  /* room it takes, or its own width plus after_em when that is more */
    int after_em;  /* white behind it at least */
    uint32_t slot; /* 0 = the place's */
    bool is_tag;   /* on a line of its own where the column is wide (look.tag_run_in_em) */
};

/* Where and how the next blocks stand. Zeroed: at the left edge, without gap, breakable. */
struct block_place {
    int indent_em;                    /* of the text's left edge */
    int level;                        /* of points: 0, 1 for subpoints … */
    int quotes;                       /* quotes around it: a bar and an indent each */
    struct gap_em gap;                /* above the first box */
    int32_t penalty;                  /* after the last box */
    uint32_t slot;                    /* parent in the structure tree */
    uint32_t mark;                    /* a number of the caller's for the first box, 0 = none */
    const struct block_label *labels; /* in front of the first block's own labels */
    size_t n_labels;
};

/* Every part in order: text, points with their subpoints, tables, code, math, figures, quotes. */
void block_parts(struct block_list *l, const struct part *parts, size_t n,
                 const struct block_place *where);

/* Footnotes kept back since the last call, and addresses of links. */
void block_notes(struct block_list *l, uint32_t parent);

/* What was added last ends a question or section: it need not stay with what follows. Or what is
 * added next belongs to its end. */
void block_part_here(struct block_list *l);
void block_keep_here(struct block_list *l);

/* White between two parts (NULL: other text): tables, listings and pictures stand clear. */
struct gap_em block_gap(const struct part *before, const struct part *after);

/* One paragraph; labels stand in front of its first line; its further lines hang at hang_em. */
struct block_text {
    const struct para *para; /* NULL: the labels alone */
    const struct block_label *labels;
    size_t n_labels;
    int hang_em;     /* indent of the further lines */
    int scale;       /* of the size, 1/1000; 0 = 1000 */
    int pitch_scale; /* of the pitch, 1/1000; 0 = 1000 */
    bool ragged;     /* whatever the look says */
    enum tag_role
        role;  /* TAG_P, TAG_H, TAG_LBODY …; TAG_ARTIFACT: straight into the place's slot */
    int level; /* TAG_H */
    const struct para *tail; /* one line, behind the last line if there is room, else below */
    int tail_gap_em;
};
void block_text(struct block_list *l, const struct block_text *t, const struct block_place *where);

/* What the author wrote in front of a text on its line, without the marks of a heading ("1."), and
 * the first line of a span. Empty unless look.sources is set. */
struct str block_written_before(const struct block_list *l, struct span text);
struct str block_written_line(const struct block_list *l, struct span line);

/* Helpers for callers that build paragraphs of their own. */
struct text_format block_format(const struct block_list *l);
/* A rich text in the list's manner, whatever look.put_text does to others. */
void block_put_whole(struct block_list *l, struct para_builder *b, const struct rich *text,
                     const struct text_format *f);
/* A facet's tag or another short text in a box, as an object of the paragraph. */
void block_put_tag(struct block_list *l, struct para_builder *b, struct str text, int scale);
/* A tag alone, and a short plain text: the same paragraph for the same text, shaped once. */
const struct para *block_tag_para(struct block_list *l, struct str text, int scale);
const struct para *block_short_para(struct block_list *l, struct str text, bool bold);
/* A rule to the column's edge where an answer is missing. */
void block_put_missing(struct block_list *l, struct para_builder *b);
/* A point's key in bold, full names in its brackets not. */
void block_put_key(struct block_list *l, struct para_builder *b, const struct rich *key);
/* Key, colon and text of a point, or the rule when it has no text: look.put_point's default. */
void block_put_point(struct block_list *l, struct para_builder *b, const struct point *p);
struct para_builder *block_builder(struct block_list *l);
const struct para *block_end(struct block_list *l, struct para_builder *b);
const struct para *block_plain_para(struct block_list *l, struct str text,
                                    const struct text_format *f);

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
    mpt indent;    /* of the text from the measure's left edge */
    uint8_t bars;  /* quote bars at its left, bar_step apart */
    mpt bar_step, bar_thick;
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

/* Draws one box, its top at y, the measure's left edge at x; not its head. */
void box_draw(const struct box *b, const struct block_out *o, mpt x, mpt y);

/* Draws boxes from..to-1 below each other, natural gaps, from the top at y; y below the last. */
mpt block_draw(const struct boxes *b, size_t from, size_t to, const struct block_out *o, mpt x,
               mpt y);

#endif
