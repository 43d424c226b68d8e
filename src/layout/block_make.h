/* block_make: what the files of block.h share: the list's inside and the maker that turns blocks
 * into boxes. For block*.c only. */
#ifndef LAYOUT_BLOCK_MAKE_H
#define LAYOUT_BLOCK_MAKE_H

#include "layout/block.h"

#include "base/map.h"

#define QUOTE_EM        700 /* indent of a quote */
#define BARS_MOST       8   /* of quotes within quotes */
#define INSET_GAP_EM    300 /* white around tables, listings and pictures */
#define SPLIT_PENALTY   40  /* a paragraph cut between two columns */
#define LIST_PENALTY    10  /* a list cut between two points */
#define ONE_LINE        ((mpt)1 << 30)
#define LINES_KEPT_MOST 3 /* paragraphs up to this long are not cut */

struct maker;

/* One block, shaped. `make` adds its boxes to the maker. */
struct block {
    struct block_place place;
    void (*make)(struct maker *m, const void *data);
    const void *data;
};

struct block_slot {
    uint8_t role, level, colspan;
    bool scope_row;
    uint32_t parent;
    struct str alt, actual;
};

/* Nodes of the structure tree, shared by lists that stand side by side. */
struct block_slots {
    VEC(struct block_slot) v; /* [0]: the parent block_tags is given */
};

struct block_list {
    struct arena *a;
    struct font_set *fonts;
    const struct block_look *look;
    struct diag *d;
    VEC(struct block) v;
    struct block_slots *slots;
    struct block_notes *notes;    /* block_note.c */
    struct map short_paras;       /* numbers and tags by their text: shaped once */
    const struct para *no_number; /* "–", shaped once */
    const struct para *turned;    /* "↪", mark of a continued line of code */
};

struct maker {
    struct arena *a;
    const struct block_list *l;
    const struct block_area *area;
    const struct block *block; /* being made */
    mpt indent, measure;       /* of its text */
    VEC(struct box) out;
    size_t n_ragged, n_overfull;
};

typedef VEC(struct block_label) label_vec;

/* Adds a block at the place; data lives in the list's arena. */
void block_add(struct block_list *l, void (*make)(struct maker *, const void *), const void *data,
               const struct block_place *where);

mpt maker_em(const struct maker *m, int em);
/* A box of the height, at the block's indent, drawn by draw(data, line). */
struct box *maker_box(struct maker *m, mpt height,
                      void (*draw)(const struct box *, const struct block_out *, mpt, mpt),
                      const void *data, size_t line);

/* A text ready to be broken: block_text with its labels complete and its place in the tree. */
struct text_data {
    struct block_text t;
    uint32_t slot;
};
/* A text broken for a measure. */
struct text_lines {
    const struct text_data *data;
    struct para_lines lines;
    mpt size, pitch;
    const mpt *label_x; /* of each label, from the text's left edge */
    size_t first_label; /* labels before it stand on a line of their own */
    mpt tail_x;         /* of the tail on the last line; < 0: on a line of its own, or none */
    mpt tail_size;
};
struct text_data *text_data_make(struct block_list *l, const struct block_text *t,
                                 const struct block_place *where);
mpt text_natural_width(const struct maker *m, const struct text_data *d);
struct text_lines *text_break(struct maker *m, const struct text_data *d, mpt measure);
void text_boxes(struct maker *m, const struct text_lines *t);
void text_make(struct maker *m, const void *data);
void text_draw_line(const struct text_lines *t, size_t line, const struct block_out *o, mpt x,
                    mpt y);

/* Draws a paragraph that is known to be one line, its line's top at y. */
void draw_one_line(const struct para *para, mpt size, mpt pitch, const struct block_out *o, mpt x,
                   mpt y, uint32_t tag);

/* Lines of one paragraph of n lines: what ending a column after line i (from 0) costs. */
int32_t line_penalty(size_t i, size_t n);

/* A rich text in the list's manner (look.put_text). */
void block_put_rich(struct block_list *l, struct para_builder *b, const struct rich *text,
                    const struct text_format *f);
const struct para *block_rich_para(struct block_list *l, const struct rich *text,
                                   const struct text_format *f);

/* The author's bytes (block_written.c): the colon behind a key, what stands between two texts of a
 * line, a text with the brackets of its clozes. */
struct str block_written_colon(const struct block_list *l, struct span key);
struct str block_written_between(const struct block_list *l, struct span a, struct span b);
void block_put_written(struct block_list *l, struct para_builder *b, const struct rich *text,
                       const struct text_format *f);

/* An address as a QR code (block_qr.c); NULL when it is too long for one of a usable size. */
struct qr {
    int n; /* modules a side */
    const uint8_t *dark;
};
enum qr_level { QR_LOW, QR_MEDIUM }; /* of errors corrected */
const struct qr *qr_make(struct arena *a, struct str text, enum qr_level level);
/* Its side with the white around it: modules a camera can tell apart, 0 when that is more than
 * `most`. */
mpt qr_side(const struct qr *q, mpt most);
void qr_draw(const struct qr *q, const struct block_out *o, mpt x, mpt y, mpt side, uint32_t tag);

/* Footnotes and addresses (block_note.c). True when a quote is a footnote that waits. */
struct block_notes *block_notes_open(struct arena *a);
bool block_note_later(struct block_list *l, const struct part *part);
/* The text with a mark behind every link whose address the paper does not show. */
struct rich block_with_addresses(struct block_list *l, const struct rich *text);

/* One part of each kind. */
void block_part_points(struct block_list *l, const struct part *parts, size_t n,
                       const struct block_place *where);
void block_part_table(struct block_list *l, const struct part *part,
                      const struct block_place *where);
void block_part_math(struct block_list *l, const struct part *part,
                     const struct block_place *where);
void block_part_code(struct block_list *l, const struct part *part,
                     const struct block_place *where);
void block_part_figure(struct block_list *l, const struct part *part,
                       const struct block_place *where);

#endif
