/* cff: writing a CID-keyed CFF font program (Technical Notes 5176 and 5177) whose glyph indices are
 * the codes of the PDF font. Nothing of the source font's tables is parsed: all comes from
 * outlines, scaled to 1000 units per em, because validators compare widths without looking at the
 * FontMatrix.
 *
 * Glyphs that several codes show (twins, or one glyph for two texts) stand in a global subroutine
 * each, from the first move on: a twin differs from its glyph in that move and in its width only.
 *
 * Terms: INDEX = CFF's array of byte strings; FD = font dictionary of a CID-keyed font. */
#include "emit/pdf/outline.h"
#include "emit/pdf/program.h"

#include <stdlib.h>

#define NOMINAL_WIDTH    500 /* widths in charstrings are written relative to it */
#define STANDARD_STRINGS 391 /* ids of a font's own strings begin here (5176, appendix A) */

/* Operators of dictionaries (5176, tables 9, 10 and 23); 0x0C00 marks two-byte ones. */
enum {
    DICT_FONT_BBOX = 5,
    DICT_CHARSET = 15,
    DICT_CHARSTRINGS = 17,
    DICT_PRIVATE = 18,
    DICT_DEFAULT_WIDTH = 20,
    DICT_NOMINAL_WIDTH = 21,
    DICT_ROS = 0x0C1E,
    DICT_CID_COUNT = 0x0C22,
    DICT_FD_ARRAY = 0x0C24,
    DICT_FD_SELECT = 0x0C25
};

/* The items of an INDEX: their bytes one after the other, and where each ends. */
struct items {
    struct buf bytes;
    VEC(uint32_t) ends;
};

struct cff {
    struct arena *a;
    const struct pdf_font *font;
    struct pdf_pen *pen;
    uint32_t *subr_of; /* for each code: 1 + its glyph's subroutine, 0 = none */
    size_t n_subrs;
    int default_width;
    bool drawn; /* a glyph of the face has ink */
    struct pdf_box box;
    struct items subrs, charstrings;
};

static void put16(struct buf *b, uint32_t v) {
    buf_byte(b, (v >> 8) & 255);
    buf_byte(b, v & 255);
}

static void end_item(struct arena *a, struct items *items) {
    vec_push(a, &items->ends, (uint32_t)items->bytes.n);
}

static void put_index(struct buf *out, const struct items *items) {
    put16(out, (uint32_t)items->ends.n);
    if (items->ends.n == 0)
        return;
    size_t last = items->bytes.n + 1;
    int size = last < 1u << 8 ? 1 : last < 1u << 16 ? 2 : last < 1u << 24 ? 3 : 4;
    buf_byte(out, size);
    for (size_t i = 0; i <= items->ends.n; i++) {
        uint32_t at = 1 + (i ? items->ends.v[i - 1] : 0);
        for (int k = size - 1; k >= 0; k--)
            buf_byte(out, (at >> (8 * k)) & 255);
    }
    buf_str(out, buf_get(&items->bytes));
}

static void put_index_of(struct arena *a, struct buf *out, const struct str *v, size_t n) {
    struct items items = {.bytes = buf_in(a)};
    for (size_t i = 0; i < n; i++) {
        buf_str(&items.bytes, v[i]);
        end_item(a, &items);
    }
    put_index(out, &items);
}

static void put_operator(struct buf *dict, int op) {
    if (op > 255)
        buf_byte(dict, op >> 8);
    buf_byte(dict, op & 255);
}

/* Always five bytes, so that a dictionary's size is known before the offsets in it. */
static void put_long(struct buf *dict, size_t v, int op) {
    buf_byte(dict, 29);
    put16(dict, (uint32_t)v >> 16);
    put16(dict, (uint32_t)v & 0xFFFF);
    put_operator(dict, op);
}

struct user {
    uint32_t gid, cid;
};

static int by_gid(const void *a, const void *b) {
    const struct user *x = a, *y = b;
    return x->gid != y->gid ? (x->gid < y->gid ? -1 : 1) : (x->cid > y->cid) - (x->cid < y->cid);
}

/* Gives a subroutine number to each glyph of two codes or more. A missing glyph may be a box of its
 * own for each width and is left out. */
static void share_glyphs(struct cff *c) {
    size_t n = c->font->cids.n;
    struct user *users = arena_array(c->a, struct user, n);
    for (size_t i = 0; i < n; i++)
        users[i] = (struct user){c->font->cids.v[i].gid, (uint32_t)i};
    qsort(users, n, sizeof(*users), by_gid);
    c->subr_of = arena_array(c->a, uint32_t, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && users[j].gid == users[i].gid;)
            j++;
        if (j - i < 2 || users[i].gid == PDF_GID_MISSING)
            continue;
        c->n_subrs++;
        for (size_t k = i; k < j; k++)
            c->subr_of[users[k].cid] = (uint32_t)c->n_subrs;
    }
}

static void choose_default_width(struct cff *c) {
    uint32_t *count = arena_array(c->a, uint32_t, UINT16_MAX + 1);
    for (size_t i = 0; i < c->font->cids.n; i++) {
        int width = c->font->cids.v[i].fit.width;
        if (++count[width] > count[c->default_width])
            c->default_width = width;
    }
}

static const struct pdf_outline *outline_of(struct cff *c, const struct pdf_cid *cid) {
    bool missing = cid->gid == PDF_GID_MISSING;
    const struct pdf_outline *o = pdf_pen_glyph(c->pen, missing ? 0 : cid->gid);
    c->drawn = c->drawn || o->box.any;
    return o->box.any || !missing ? o : pdf_pen_box(c->pen, cid->fit.width, PDF_BOX_HEIGHT);
}

static void add_box(struct cff *c, const struct pdf_box *box, int dx) {
    if (!box->any)
        return;
    pdf_box_add(&c->box, box->x0 + dx, box->y0);
    pdf_box_add(&c->box, box->x1 + dx, box->y1);
}

/* The bias makes small numbers short (5177, section 4.7). */
static int biased(const struct cff *c, uint32_t subr) {
    int bias = c->n_subrs < 1240 ? 107 : c->n_subrs < 33900 ? 1131 : 32768;
    return (int)subr - bias;
}

/* Subroutines are numbered by glyph but written in the order the codes reach them, so their bytes
 * are kept apart until all are there. */
struct body {
    struct pdf_step move;
    struct pdf_box box;
    struct str bytes;
    bool made;
};

static const struct body *body_of(struct cff *c, struct body *bodies, const struct pdf_cid *cid,
                                  uint32_t subr) {
    struct body *body = &bodies[subr];
    if (body->made)
        return body;
    const struct pdf_outline *o = outline_of(c, cid);
    struct buf bytes = buf_in(c->a);
    body->made = true;
    body->box = o->box;
    if (o->steps.n) {
        body->move = o->steps.v[0];
        pdf_charstring(&bytes, o, 1, o->steps.n, 0);
    }
    buf_byte(&bytes, T2_ENDCHAR);
    body->bytes = buf_get(&bytes);
    return body;
}

static void put_shared(struct cff *c, const struct body *body, int dx, uint32_t subr) {
    struct buf *out = &c->charstrings.bytes;
    add_box(c, &body->box, dx);
    if (!body->box.any) {
        buf_byte(out, T2_ENDCHAR);
        return;
    }
    struct pdf_step move = body->move;
    struct pdf_outline first = {.steps = {&move, 1, 1}};
    pdf_charstring(out, &first, 0, 1, dx);
    pdf_charstring_number(out, biased(c, subr));
    buf_byte(out, T2_CALLGSUBR);
}

static void put_charstring(struct cff *c, struct body *bodies, size_t i) {
    const struct pdf_cid *cid = &c->font->cids.v[i];
    struct buf *out = &c->charstrings.bytes;
    if (cid->fit.width != c->default_width)
        pdf_charstring_number(out, cid->fit.width - NOMINAL_WIDTH);
    if (c->subr_of[i]) {
        uint32_t subr = c->subr_of[i] - 1;
        put_shared(c, body_of(c, bodies, cid, subr), cid->fit.dx, subr);
    } else {
        const struct pdf_outline *o = outline_of(c, cid);
        add_box(c, &o->box, cid->fit.dx);
        pdf_charstring(out, o, 0, o->steps.n, cid->fit.dx);
        buf_byte(out, T2_ENDCHAR);
    }
    end_item(c->a, &c->charstrings);
}

/* HarfBuzz tells of no failure: when it could not read the face, for want of memory, glyphs are
 * just empty. A face has ink somewhere among its first glyphs. */
static void check_pen(struct cff *c) {
    enum { FIRST = 64 };
    for (uint32_t gid = 0; gid < FIRST; gid++)
        if (pdf_pen_glyph(c->pen, gid)->box.any)
            return;
    fail_raise(arena_failure(c->a), "HarfBuzz draws no glyph of %.*s",
               STR_ARG(c->font->face->path));
}

static void put_charstrings(struct cff *c) {
    struct body *bodies = arena_array(c->a, struct body, c->n_subrs);
    for (size_t i = 0; i < c->font->cids.n; i++)
        put_charstring(c, bodies, i);
    for (size_t i = 0; i < c->n_subrs; i++) {
        buf_str(&c->subrs.bytes, bodies[i].bytes);
        end_item(c->a, &c->subrs);
    }
}

/* Offsets of the parts behind the top dictionary. */
struct offsets {
    size_t charset, fd_select, fd_array, charstrings;
};

static struct str top_dict(const struct cff *c, const struct offsets *at) {
    struct buf dict = buf_in(c->a);
    pdf_charstring_number(&dict, STANDARD_STRINGS);     /* Registry: Adobe */
    pdf_charstring_number(&dict, STANDARD_STRINGS + 1); /* Ordering: Identity */
    pdf_charstring_number(&dict, 0);
    put_operator(&dict, DICT_ROS);
    const int box[4] = {c->box.x0, c->box.y0, c->box.x1, c->box.y1};
    for (int i = 0; i < 4; i++)
        pdf_charstring_number(&dict, box[i]);
    put_operator(&dict, DICT_FONT_BBOX);
    put_long(&dict, c->font->cids.n, DICT_CID_COUNT);
    put_long(&dict, at->charset, DICT_CHARSET);
    put_long(&dict, at->fd_select, DICT_FD_SELECT);
    put_long(&dict, at->fd_array, DICT_FD_ARRAY);
    put_long(&dict, at->charstrings, DICT_CHARSTRINGS);
    return buf_get(&dict);
}

static void put_charset(struct buf *out, size_t n) {
    buf_byte(out, 2); /* ranges with two-byte lengths: code = glyph */
    if (n > 1) {
        put16(out, 1);
        put16(out, (uint32_t)n - 2);
    }
}

static void put_fd_select(struct buf *out, size_t n) {
    buf_byte(out, 3); /* ranges: all glyphs use FD 0 */
    put16(out, 1);
    put16(out, 0);
    buf_byte(out, 0);
    put16(out, (uint32_t)n);
}

/* The private dictionary, then the FD array that points at it; returns where the array begins. */
static size_t put_font_dict(const struct cff *c, struct buf *out) {
    struct buf fd = buf_in(c->a);
    size_t private_at = out->n;
    put_long(out, (size_t)c->default_width, DICT_DEFAULT_WIDTH);
    put_long(out, NOMINAL_WIDTH, DICT_NOMINAL_WIDTH);
    buf_byte(&fd, 29);
    put16(&fd, 0);
    put16(&fd, (uint32_t)(out->n - private_at));
    put_long(&fd, private_at, DICT_PRIVATE);
    size_t at = out->n;
    put_index_of(c->a, out, (struct str[]){buf_get(&fd)}, 1);
    return at;
}

/* The whole font with the offsets known so far; sets those it finds. */
static struct buf assemble(const struct cff *c, struct str name, struct offsets *at) {
    static const char header[] = {1, 0, 4, 4};
    struct buf out = buf_in(c->a);
    buf_room(&out, c->charstrings.bytes.n + c->subrs.bytes.n + 4 * c->font->cids.n + 1024);
    buf_bytes(&out, header, sizeof(header));
    put_index_of(c->a, &out, &name, 1);
    put_index_of(c->a, &out, (struct str[]){top_dict(c, at)}, 1);
    put_index_of(c->a, &out, (struct str[]){STR("Adobe"), STR("Identity")}, 2);
    put_index(&out, &c->subrs);
    at->charset = out.n;
    put_charset(&out, c->font->cids.n);
    at->fd_select = out.n;
    put_fd_select(&out, c->font->cids.n);
    at->fd_array = put_font_dict(c, &out);
    at->charstrings = out.n;
    return out;
}

struct str pdf_program_cff(struct arena *a, const struct pdf_font *font, struct str name) {
    struct cff c = {.a = a, .font = font, .pen = pdf_pen_open(a, font->face)};
    struct offsets at = {0};
    c.subrs.bytes = buf_in(a);
    c.charstrings.bytes = buf_in(a);
    share_glyphs(&c);
    choose_default_width(&c);
    put_charstrings(&c);
    if (!c.drawn)
        check_pen(&c);
    assemble(&c, name, &at); /* once for the offsets, once with them */
    struct buf out = assemble(&c, name, &at);
    put_index(&out, &c.charstrings);
    return buf_get(&out);
}
