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

/* A glyph as it was drawn: its first move, and the bytes of all that follows, endchar included. */
struct body {
    struct pdf_step move;
    struct pdf_box box;
    size_t at, n;  /* within cff.drawn */
    uint32_t subr; /* 1 + its subroutine, 0 = none */
};

struct cff {
    struct arena *a;
    const struct pdf_font *font;
    struct pdf_pen *pen;
    VEC(struct body) bodies;
    uint32_t *body_of; /* for each code */
    struct buf drawn;
    bool any_ink; /* in a glyph of the face */
    int default_width;
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

/* ---- drawing ---- */

static void add_body(struct cff *c, const struct pdf_outline *o) {
    struct body body = {.box = o->box, .at = c->drawn.n};
    if (o->steps.n) {
        body.move = o->steps.v[0];
        pdf_charstring(&c->drawn, o, 1, o->steps.n, 0);
    }
    buf_byte(&c->drawn, T2_ENDCHAR);
    body.n = c->drawn.n - body.at;
    vec_push(c->a, &c->bodies, body);
}

static void draw_glyph(struct cff *c, uint32_t gid) {
    const struct pdf_outline *o = pdf_pen_glyph(c->pen, gid);
    c->any_ink = c->any_ink || o->box.any;
    add_body(c, o);
    if (c->bodies.n % PDF_GLYPHS_UNTIL_REST == 0)
        font_rest(c->font->face);
}

/* A copy of .notdef for a character that no font has, or a box as wide as it says. */
static void draw_missing(struct cff *c, int width) {
    const struct pdf_outline *o = pdf_pen_glyph(c->pen, 0);
    add_body(c, o->box.any ? o : pdf_pen_box(c->pen, width, PDF_BOX_HEIGHT));
}

static void share_body(struct cff *c, struct body *body) {
    if (body->subr || !body->box.any)
        return;
    buf_bytes(&c->subrs.bytes, c->drawn.p + body->at, body->n);
    end_item(c->a, &c->subrs);
    body->subr = (uint32_t)c->subrs.ends.n;
}

struct user {
    uint32_t gid, code;
};

static int by_gid(const void *a, const void *b) {
    const struct user *x = a, *y = b;
    int order = (x->gid > y->gid) - (x->gid < y->gid);
    return order ? order : (x->code > y->code) - (x->code < y->code);
}

/* Draws every glyph once. In the order of the face, so that its file is read from front to back. */
static void draw_glyphs(struct cff *c) {
    size_t n = c->font->cids.n;
    struct user *users = arena_array(c->a, struct user, n);
    for (size_t i = 0; i < n; i++)
        users[i] = (struct user){c->font->cids.v[i].gid, (uint32_t)i};
    qsort(users, n, sizeof(*users), by_gid);
    c->body_of = arena_array(c->a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        const struct user *u = &users[i];
        if (u->gid == PDF_GID_MISSING)
            draw_missing(c, c->font->cids.v[u->code].fit.width);
        else if (i == 0 || users[i - 1].gid != u->gid)
            draw_glyph(c, u->gid);
        else
            share_body(c, &c->bodies.v[c->bodies.n - 1]);
        c->body_of[u->code] = (uint32_t)c->bodies.n - 1;
    }
    if (n > PDF_GLYPHS_OF_A_NAME)
        font_rest(c->font->face);
}

/* HarfBuzz tells of no failure: when it could not read the face, for want of memory, glyphs are
 * just empty. A face has ink somewhere among its first glyphs. */
static void check_pen(struct cff *c) {
    enum { FIRST = 64 };
    for (uint32_t gid = 0; gid < FIRST && !c->any_ink; gid++)
        c->any_ink = pdf_pen_glyph(c->pen, gid)->box.any;
    if (!c->any_ink)
        fail_raise(arena_failure(c->a), "HarfBuzz draws no glyph of %.*s",
                   STR_ARG(c->font->face->path));
}

/* ---- charstrings ---- */

static void choose_default_width(struct cff *c) {
    c->default_width = pdf_common_width(c->a, c->font);
}

static void add_box(struct cff *c, const struct pdf_box *box, int dx) {
    if (!box->any)
        return;
    pdf_box_add(&c->box, box->x0 + dx, box->y0);
    pdf_box_add(&c->box, box->x1 + dx, box->y1);
}

/* The bias makes small numbers short (5177, section 4.7). */
static int biased(const struct cff *c, uint32_t subr) {
    size_t n = c->subrs.ends.n;
    return (int)subr - (n < 1240 ? 107 : n < 33900 ? 1131 : 32768);
}

static void put_move(struct buf *out, const struct body *body, int dx) {
    struct pdf_step move = body->move;
    struct pdf_outline first = {.steps = {&move, 1, 1}};
    pdf_charstring(out, &first, 0, 1, dx);
}

static void put_charstring(struct cff *c, size_t code) {
    const struct pdf_fit *fit = &c->font->cids.v[code].fit;
    const struct body *body = &c->bodies.v[c->body_of[code]];
    struct buf *out = &c->charstrings.bytes;
    if (fit->width != c->default_width)
        pdf_charstring_number(out, fit->width - NOMINAL_WIDTH);
    if (body->box.any)
        put_move(out, body, fit->dx);
    if (body->subr) {
        pdf_charstring_number(out, biased(c, body->subr - 1));
        buf_byte(out, T2_CALLGSUBR);
    } else {
        buf_bytes(out, c->drawn.p + body->at, body->n);
    }
    end_item(c->a, &c->charstrings);
    add_box(c, &body->box, fit->dx);
}

/* ---- the file ---- */

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
    c.drawn = buf_in(a);
    draw_glyphs(&c);
    check_pen(&c);
    choose_default_width(&c);
    for (size_t i = 0; i < font->cids.n; i++)
        put_charstring(&c, i);
    assemble(&c, name, &at); /* once for the offsets, once with them */
    struct buf out = assemble(&c, name, &at);
    put_index(&out, &c.charstrings);
    return buf_get(&out);
}
