/* exam_int: what the files of layout/paper share.
 *
 * Terms: look = measures of a kind of page; ink = face, size and colour of a text; spot = where
 * something is drawn; row = a strip of an item that is never cut (a line, a row of options); unit =
 * what stays on one page (an item, a section's head): rows on top of each other; frame = a column
 * of a page. */
#ifndef LAYOUT_PAPER_EXAM_INT_H
#define LAYOUT_PAPER_EXAM_INT_H

#include "layout/block.h"
#include "layout/paper/exam.h"
#include "style/wording.h"

#define MPT_PER_MM 2834.6457
#define MM(x)      ((mpt)((x)*MPT_PER_MM + 0.5))
#define PT(x)      ((mpt)((x)*1000.0 + 0.5))

#define RED ((struct color){0xB0, 0x00, 0x18})

/* Measures; where they come from: the tables of look.c. */
struct look {
    mpt page_w, page_h;
    mpt x_odd, x_even, top, width, height; /* of the text block */
    mpt footer;                            /* middle of its line */
    mpt size, pitch, option_pitch;
    mpt column_gap, column; /* column: measure of one */
    size_t n_columns;
    mpt line_pitch;                     /* of ruled space */
    mpt gap, gap_least, gap_most;       /* between items, line box to line box */
    mpt gap_written, gap_written_least; /* below ruled space: from its last rule */
    mpt head_above, head_below;         /* white around a section's head */
    int hang_em;                        /* of item numbers, 1/1000 em */
    bool latin;                         /* pages of the English kind */
    bool one_option_a_row;
    enum para_align align;
};

struct exam {
    struct arena *a;
    struct font_set *fonts;
    const struct wording *w;
    const struct paper_set *set;
    const struct blueprint *bp;
    const struct paper *paper;
    size_t variant;
    const struct exam_options *o;
    struct exam_report *r;
    struct diag *d;
    struct look look;
    struct pictures *pictures;    /* within lines, may be NULL */
    struct block_look block_look; /* of code, tables, pictures in items */
    struct pages *pages;
    VEC(struct paper_place) places;
    uint32_t sect;    /* tag of the section being drawn */
    uint32_t page_no; /* of the page being drawn, from 0 */
};

/* Empty pages of one variant, with words and look. False after reporting that there are no words.
 */
bool exam_open(struct exam *e, struct arena *a, const struct paper_set *set, size_t variant,
               struct font_set *fonts, const struct exam_options *o, struct diag *d);

struct look look_make(const struct exam *e);

/* --- ink.c --- */

struct ink {
    enum font_family family;
    bool bold;
    mpt size;
    struct color color;
};
#define SONG(size_) ((struct ink){.family = FAMILY_SERIF, .size = (size_)})
#define HEI(size_)  ((struct ink){.family = FAMILY_SANS, .bold = true, .size = (size_)})
#define KAI(size_)  ((struct ink){.family = FAMILY_KAI, .size = (size_)})
#define RED_HEI(size_)                                                                             \
    ((struct ink){.family = FAMILY_SANS, .bold = true, .size = (size_), .color = RED})

struct text_format ink_format(const struct ink *k);
const struct para *ink_shape(struct exam *e, struct str s, const struct ink *k);
const struct para *ink_shape_rich(struct exam *e, const struct rich *r, const struct ink *k);

/* As ink_shape, cut to be no wider than `width`: `head` per cent of what is kept stands before the
 * ellipsis, the rest behind it. */
const struct para *ink_fitted(struct exam *e, struct str s, const struct ink *k, mpt width,
                              size_t head);

enum ink_align { INK_LEFT, INK_CENTER, INK_RIGHT };

/* As word_title; what is cut is the title, not the words of its frame. */
const struct para *ink_fitted_title(struct exam *e, const char *key, const struct ink *k,
                                    mpt width);

/* Draws one line with its left end, centre or right end at x. Gives its width. */
mpt ink_para(struct exam *e, struct page *page, const struct para *p, mpt size, mpt x, mpt baseline,
             enum ink_align align, uint32_t tag);
mpt ink_text(struct exam *e, struct page *page, struct str s, struct ink k, mpt x, mpt baseline,
             enum ink_align align, uint32_t tag);
mpt ink_width(struct exam *e, const struct para *p, mpt size); /* without blank at its ends */
/* The baseline that centres a text of this size in a height. */
mpt ink_middle(mpt y, mpt height, mpt size);

/* Ops from number `from` on get the layer. */
void ink_layer(struct page *page, size_t from, enum layer layer);

/* Turns what was drawn at (0, 0) since op `from` a quarter counter-clockwise, its start to (x, y).
 */
void ink_turn(struct exam *e, struct page *page, size_t from, mpt x, mpt y);

void ink_rule(struct exam *e, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick,
              struct color c);
void ink_box(struct exam *e, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick,
             struct color c);
/* √ or × as red strokes centred at (x, y), for type of this size, read as these signs; key only. */
void ink_verdict(struct exam *e, struct page *page, bool is_true, mpt x, mpt y, mpt size,
                 uint32_t tag);
/* Key only: a text in a red box, centred at x on the baseline. */
void ink_key_box(struct exam *e, struct page *page, const struct para *p, mpt size, mpt x,
                 mpt baseline, uint32_t parent);
mpt ink_key_width(struct exam *e, const struct para *p, mpt size);

/* --- flow.c --- */

struct spot {
    struct page *page;
    mpt x, y;
    uint32_t tag; /* of the unit */
};

struct row {
    mpt gap, height; /* gap: white above, none at a page's head */
    bool glued;      /* stays with the row above even where a unit must be cut */
    void (*draw)(struct exam *e, const struct row *r, const struct spot *s);
    const void *data;
    size_t i;
};

/* Ruled lines to write on: as many as asked; more where a page has room, fewer where that saves a
 * page. */
struct ruled {
    size_t n, least;
    int extra;                     /* added, or taken off */
    mpt first, pitch, left, width; /* first: of the first line below the row's top */
};

struct exam_unit {
    struct row *rows;
    size_t n_rows;
    mpt height;                   /* of the rows, gaps included */
    mpt gap, gap_least, gap_most; /* white above, none at a frame's head */
    bool is_head;                 /* stays with the next unit */
    bool may_stand_apart;         /* a head that may be cut, or leave it, where both are too tall */
    struct ruled *ruled;          /* or NULL */
    uint8_t role, level;          /* of the unit's tag */
    struct str outline;           /* entry of the outline, or empty; opens a section */
    uint32_t number;              /* of an item, for messages */
};

typedef VEC(struct exam_unit) exam_unit_vec;
typedef VEC(struct row) row_vec;

/* Gives the unit its rows, and its height. */
void unit_close(struct exam_unit *u, const row_vec *rows);

/* Places units on pages: as few as possible, then with the least white at their feet. The first
 * page is the last one made, used down to first_top; further ones are added. The white of a page
 * that is not the last goes to gaps, then to ruled lines. All ops get the layer. */
void flow_units(struct exam *e, const exam_unit_vec *units, mpt first_top, enum layer layer);
mpt flow_left(const struct exam *e, uint32_t page_no); /* x of the text block */

/* --- words.c --- */

struct str word_get(const struct exam *e, const char *key);
struct str word_part(struct str list, size_t i); /* i-th part of a list split at '|'; "" beyond */
size_t word_parts(struct str list);
struct str word_marks(struct exam *e, int half_marks);
struct str word_count(struct exam *e, size_t n);
struct str word_kind(struct exam *e, uint8_t kind, const char *part);
struct str word_variant(struct exam *e);
struct str word_bare_title(const struct exam *e); /* without the book marks frames bring */
struct str word_framed(struct exam *e, const char *key, struct str title);
struct str word_title(struct exam *e, const char *key); /* of the paper, in a frame of words */
struct str word_rule(struct exam *e, const struct paper_section *s); /* what the heading says */

/* --- head.c, furniture.c --- */

mpt head_draw(struct exam *e, struct page *page);          /* y below the head of the first page */
void furniture_draw(struct exam *e, size_t n_paper_pages); /* seal lines, footers, badges */
void two_up(struct exam *e); /* joins pages in pairs on A3 sheets; the key's own ones apart */

/* Notes a place for the candidate's own: `label` tells which field it is, if any. */
void field_note(struct exam *e, struct str label, uint32_t page, mpt x, mpt y, mpt room, int turn);
/* The fields candidates fill in, of the blueprint or the usual ones. */
size_t field_count(const struct exam *e);
struct str field_label(const struct exam *e, size_t i);

/* --- section.c, item.c --- */

struct exam_unit section_head(struct exam *e, const struct paper_section *s, size_t i);
struct exam_unit item_unit(struct exam *e, const struct paper_section *s,
                           const struct paper_item *pi);

/* What items first … last are about. */
struct exam_unit material_unit(struct exam *e, const struct section *s, uint32_t first,
                               uint32_t last, bool opens_section);
struct exam_unit grid_unit(struct exam *e, const struct paper_section *s); /* answer grid */

/* Lines of a paragraph as rows at x; the label stands at label_x before the first. */
struct text_rows {
    struct para_lines lines;
    mpt x, label_x;
    const struct para *label;
    mpt label_size;
    /* drawn with line `i`, its baseline known */
    void (*with)(struct exam *e, const struct text_rows *t, size_t i, const struct spot *s,
                 mpt baseline);
    const void *data;
};
void text_rows_add(struct exam *e, const struct text_rows *t, row_vec *rows);

/* The rows below a stem, by kind; `left` is the text's left edge in the frame. */
void option_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left);
void step_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left);
void pair_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left);
/* How many lines a long answer gets, before a page's white is shared out. */
size_t written_lines(const struct exam *e, const struct paper_item *pi);
struct ruled *written_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left);
void part_rows(struct exam *e, const struct part *parts, size_t n, row_vec *rows, mpt left,
               mpt width);

/* A grid of short texts, as options are set: so many to a row as the widest allows. */
struct grid_cell {
    const struct para *label, *text;
    const struct part *parts;
    size_t n_parts;
};
void grid_rows(struct exam *e, const struct grid_cell *v, size_t n, row_vec *rows, mpt left);

/* （　　） from left to right, the marks included. */
mpt bracket_width(const struct exam *e, const struct paper_item *pi, bool narrow);
void bracket_draw(struct exam *e, const struct spot *s, mpt left, mpt right, mpt baseline);

/* What the key writes at the middle of a bracket or a line: the letters in a box, √ or ×. */
void answer_draw(struct exam *e, const struct paper_item *pi, const struct spot *s, mpt middle,
                 mpt baseline);
/* A blank of the item for the paragraph of its stem. */
void blank_put(struct exam *e, struct para_builder *pb, const struct paper_item *pi, size_t part,
               mpt measure);
/* A scoring point as the key says it: "key：text". */
const struct para *written_point(struct exam *e, const struct item_answer *an, const struct ink *k);

/* Notes a place for the manifest. */
void exam_mark(struct exam *e, const struct paper_item *pi, uint32_t part, mpt x, mpt y, mpt w,
               mpt h);

/* --- key.c, key_table.c, key_why.c, key_rubric.c --- */

void key_pages(struct exam *e);
void key_table_units(struct exam *e, exam_unit_vec *out);
void key_why_units(struct exam *e, exam_unit_vec *out);
void key_rubric_units(struct exam *e, exam_unit_vec *out);
/* Where an item comes from: "六-13，第195行"; without numbers the title, shortened, if asked. */
struct str key_source(struct exam *e, const struct item *it, bool with_title);
struct exam_unit key_heading(struct exam *e, size_t i, const char *word_key);

#endif
