/* page: what layout makes and back ends draw: pages of glyph runs, rules, boxes and images at
 * integer positions, with their place in the document's structure. Layout never touches a PDF
 * library; a back end never measures.
 *
 * Coordinates: mpt from the top left corner of the page, y down; a glyph run's y is its baseline.
 * Every op belongs to a tag (a node of the structure tree, PDF/UA) or is an artifact (tag 0). Ops
 * stand in reading order. */
#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "base/vec.h"
#include "layout/font.h"
#include "layout/image.h"

struct color {
    uint8_t r, g, b;
};
#define COLOR_BLACK ((struct color){0, 0, 0})
#define COLOR_WHITE ((struct color){255, 255, 255})

struct glyph {
    uint32_t gid; /* UINT32_MAX: no font has the character; draw a box of the face's .notdef */
    int16_t dx,
        dy; /* ink offset in 1/1000 em, dy up; dx = -500: an opening mark without its left half */
    int32_t advance;   /* to the next glyph's origin, 1/1000 em, squeeze and stretch included */
    uint32_t text_at;  /* the characters it stands for: bytes of glyph_run.text; */
    uint32_t text_len; /*   0 for a further glyph of a cluster */
};

/* Glyphs of one face and size on one line. */
struct glyph_run {
    const struct face *face;
    mpt size;
    struct color color;
    uint8_t turn;          /* quarter turns counter-clockwise about (x, y) */
    const struct glyph *v; /* NULL: they are packed */
    size_t n;
    struct str text;
    const uint8_t *packed; /* of glyphs_pack */
};

/* The glyphs of a run in order, however they are kept. */
struct glyph_walk {
    const struct glyph_run *run;
    size_t i;
    const uint8_t *at;
    uint32_t text_at; /* where the text of the next glyph begins, if nothing else is said */
};
struct glyph_walk glyph_walk(const struct glyph_run *run);
/* False after the last one. */
bool glyph_next(struct glyph_walk *w, struct glyph *out);
/* n glyphs packed, owned by `a`: pages of a long document are mostly glyphs. */
const uint8_t *glyphs_pack(struct arena *a, const struct glyph *v, size_t n);

enum op_kind {
    OP_GLYPHS,
    OP_FILL,   /* filled rectangle x y w h */
    OP_STROKE, /* rectangle outline x y w h, line width `thick`, corner `radius`, `dash` */
    OP_LINE,   /* from (x, y) to (x + w, y + h), `thick`, `dash` {on, off}; {0,0} = solid */
    OP_IMAGE,  /* picture scaled into x y w h */
    OP_LINK    /* clickable rectangle x y w h; `uri`, or `dest` >= 0 within the document */
};

/* On whose copy an op stands. A paper and its key come from one layout pass. */
enum layer { LAYER_BOTH, LAYER_STUDENT, LAYER_KEY };

struct op {
    uint8_t kind;  /* enum op_kind */
    uint8_t layer; /* enum layer */
    uint32_t tag;  /* index into pages.tags, 0 = artifact */
    mpt x, y, w, h;
    mpt thick, radius, dash[2];
    struct color color;
    int32_t dest;                /* OP_LINK: index into pages.dests, -1 = uri */
    const struct glyph_run *run; /* OP_GLYPHS */
    const struct image *image;   /* OP_IMAGE */
    struct str uri; /* OP_LINK: http, https, mailto, obsidian only; alt text for readers */
};

/* A page drawn before another's own ops, with its tags and dests moved up by so many: what many
 * pages have in common is kept once. */
struct page_under {
    const struct page *page; /* NULL: nothing; has no page under it itself */
    uint32_t tags, dests;
};

struct page {
    mpt width, height;
    struct page_under under; /* for back ends; what looks at ops before them does not see it */
    VEC(struct op) ops;
    struct str label; /* "1", "ii"; empty = its number */
    bool is_padding;  /* an empty page added for duplex printing */
};

/* Structure types as PDF names them (ISO 32000-1, 14.8.4). */
enum tag_role {
    TAG_ARTIFACT,
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_H, /* H1–H6 by depth, see `level` */
    TAG_P,
    TAG_L,
    TAG_LI,
    TAG_LBL,
    TAG_LBODY,
    TAG_TABLE,
    TAG_TR,
    TAG_TH,
    TAG_TD,
    TAG_FIGURE,
    TAG_FORMULA,
    TAG_CODE,
    TAG_QUOTE,
    TAG_NOTE,
    TAG_LINK,
    TAG_SPAN,
    TAG_REFERENCE
};

/* The name PDF gives a role (enum tag_role); of a heading "H", without its level. */
const char *tag_role_name(unsigned role);

struct tag {
    uint8_t role;      /* enum tag_role */
    uint8_t level;     /* TAG_H: 1–6, never skipping */
    uint8_t colspan;   /* TAG_TH, TAG_TD: at least 1 */
    bool scope_row;    /* TAG_TH: heads a row, else a column */
    uint32_t parent;   /* index of the parent; 1 is the document itself */
    struct str alt;    /* TAG_FIGURE, TAG_FORMULA: text instead of it */
    struct str actual; /* replacement text, e.g. TeX of a formula */
    struct str lang;   /* when it differs from the document's */
};

struct dest {
    uint32_t page; /* from 0 */
    mpt x, y;
    struct str name;
    uint8_t layer; /* enum layer: on whose copy it stands */
};

struct outline {
    struct str title;
    uint32_t level; /* 0 = top; never more than one deeper than the one before */
    uint32_t dest;
};

struct pages {
    struct arena *a;
    VEC(struct page *) v;
    VEC(struct tag) tags; /* [0] artifact, [1] the document */
    VEC(struct dest) dests;
    VEC(struct outline) outlines;
    struct str title, subject, author, lang; /* lang as BCP 47: "zh-Hans", "en" */
    bool two_sided;
    bool own_text; /* runs drawn from now on copy their text, and need no paragraph any longer */
    bool grey;     /* every colour is drawn as grey; pictures are grey already */
};

struct pages *pages_make(struct arena *a);
/* The ops of the page before may move. */
struct page *pages_add(struct pages *p, mpt width, mpt height);
/* A new tag under `parent`; its index. */
uint32_t pages_tag(struct pages *p, uint32_t parent, enum tag_role role);
/* A destination on the page last added; its index. */
uint32_t pages_dest(struct pages *p, mpt x, mpt y, struct str name);

/* Adding ops. The op is returned to be completed; valid until the next op of that page. */
struct op *page_op(struct pages *p, struct page *page, enum op_kind kind, uint32_t tag);
void page_fill(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, struct color c);
void page_line(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick);
void page_box(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick);

/* The pages as one reader sees them: ops and dests of `layer` and LAYER_BOTH. Pages and tags that
 * lose every op are left out, and so are the dests, outlines and links that led there, so that
 * nothing of the other layer stays behind. Pages and tags that never had an op stay. */
struct pages *pages_select(struct arena *a, const struct pages *p, enum layer layer);

/* Adds pages with all that belongs to them to the end of others. They are shared, not copied: each
 * new page has the old one under it. With a title, an entry of the outline leads to the first. */
void pages_append(struct pages *to, const struct pages *from, struct str title);

/* Text dump for golden tests and `crib dump --stage layout`: JSON, one op a line. */
void pages_dump(const struct pages *p, struct buf *out);

#endif
