/* content: marked content, lines, boxes, pictures. Text runs are in text_run.c. */
#include "emit/pdf/content.h"

#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

#define NO_FONT UINT32_MAX

void pdf_content_begin(struct pdf_content *c, mpt height) {
    c->out.n = 0;
    c->height = height;
    c->fill = c->stroke = COLOR_BLACK; /* a page begins in black, its lines 1 pt wide */
    c->thick = 1000;
    c->dash[0] = c->dash[1] = 0;
    c->font = NO_FONT;
    c->size = 0;
    c->in_text = c->in_mark = c->is_replaced = false;
}

/* ---- numbers and state ---- */

static void put_number(struct pdf_content *c, mpt v) {
    buf_fixed(&c->out, v, 3);
    buf_byte(&c->out, ' ');
}

static void put_point(struct pdf_content *c, mpt x, mpt y) {
    put_number(c, x);
    put_number(c, c->height - y);
}

static bool same_color(struct color a, struct color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* Luma as in sRGB's primaries (ITU-R BT.709). */
static struct color greyed(struct color c) {
    uint8_t y = (uint8_t)((2126 * c.r + 7152 * c.g + 722 * c.b + 5000) / 10000);
    return (struct color){y, y, y};
}

static void set_color(struct pdf_content *c, struct color *current, struct color color,
                      const char *grey_operator, const char *rgb_operator) {
    if (c->grey)
        color = greyed(color);
    if (same_color(*current, color))
        return;
    *current = color;
    const uint8_t part[3] = {color.r, color.g, color.b};
    int n = color.r == color.g && color.g == color.b ? 1 : 3;
    for (int i = 0; i < n; i++)
        put_number(c, (part[i] * 1000 + 127) / 255);
    buf_c(&c->out, n == 1 ? grey_operator : rgb_operator);
}

void pdf_content_fill_color(struct pdf_content *c, struct color color) {
    set_color(c, &c->fill, color, "g\n", "rg\n");
}

static void set_pen(struct pdf_content *c, const struct op *op) {
    set_color(c, &c->stroke, op->color, "G\n", "RG\n");
    if (c->thick != op->thick) {
        c->thick = op->thick;
        put_number(c, op->thick);
        buf_c(&c->out, "w\n");
    }
    if (c->dash[0] == op->dash[0] && c->dash[1] == op->dash[1])
        return;
    memcpy(c->dash, op->dash, sizeof(c->dash));
    buf_byte(&c->out, '[');
    if (op->dash[0] > 0) {
        put_number(c, op->dash[0]);
        buf_fixed(&c->out, op->dash[1], 3);
    }
    buf_c(&c->out, "]0 d\n");
}

/* ---- marked content ---- */

static void close_text(struct pdf_content *c) {
    if (c->in_text)
        buf_c(&c->out, "ET\n");
    c->in_text = false;
}

void pdf_content_open_text(struct pdf_content *c) {
    if (c->in_text)
        return;
    buf_c(&c->out, "BT\n");
    c->in_text = c->is_upright = true;
    c->line_x = c->line_y = 0;
}

void pdf_content_replace(struct pdf_content *c, struct str text) {
    buf_c(&c->out, "/Span<</ActualText");
    pdf_hex_text(&c->out, text);
    buf_c(&c->out, ">>BDC\n");
}

static void close_mark(struct pdf_content *c) {
    close_text(c);
    if (c->is_replaced)
        buf_c(&c->out, "EMC\n");
    if (c->in_mark)
        buf_c(&c->out, "EMC\n");
    c->in_mark = c->is_replaced = false;
}

/* Text outside the structure is what is repeated on every page (14.8.2.2.2); all else outside it
 * is ornament. */
static void open_mark(struct pdf_content *c, const struct op *op) {
    bool running = op->tag == 0 && op->kind == OP_GLYPHS;
    if (c->in_mark && c->mark == op->tag && c->mark_is_running == running)
        return;
    close_mark(c);
    c->in_mark = true;
    c->mark = op->tag;
    c->mark_is_running = running;
    if (op->tag) {
        struct str instead;
        c->is_replaced = pdf_tags_replacement(c->tags, op->tag, &instead);
        buf_byte(&c->out, '/');
        buf_c(&c->out, pdf_tags_type(c->tags, op->tag));
        buf_c(&c->out, "<</MCID ");
        buf_fixed(&c->out, pdf_tags_mark(c->tags, op->tag), 0);
        buf_c(&c->out, ">>BDC\n");
        if (c->is_replaced)
            pdf_content_replace(c, instead);
    } else {
        buf_c(&c->out,
              running ? "/Artifact<</Type/Pagination>>BDC\n" : "/Artifact<</Type/Layout>>BDC\n");
    }
}

/* ---- paths ---- */

static void put_rectangle(struct pdf_content *c, const struct op *op) {
    put_point(c, op->x, op->y + op->h);
    put_number(c, op->w);
    put_number(c, op->h);
    buf_c(&c->out, "re ");
}

static void put_corner(struct pdf_content *c, const mpt p[6]) {
    for (int i = 0; i < 6; i += 2)
        put_point(c, p[i], p[i + 1]);
    buf_c(&c->out, "c ");
}

static void put_side(struct pdf_content *c, mpt x, mpt y, const char *operator_) {
    put_point(c, x, y);
    buf_c(&c->out, operator_);
}

/* A quarter of a circle as one Bézier curve: its handles are 0.5523 r long. */
static void put_rounded(struct pdf_content *c, const struct op *op) {
    mpt r = MIN(op->radius, MIN(op->w, op->h) / 2), k = r - (mpt)((int64_t)r * 5523 / 10000);
    mpt x0 = op->x, y0 = op->y, x1 = op->x + op->w, y1 = op->y + op->h;
    put_side(c, x0 + r, y0, "m ");
    put_side(c, x1 - r, y0, "l ");
    put_corner(c, (mpt[]){x1 - k, y0, x1, y0 + k, x1, y0 + r});
    put_side(c, x1, y1 - r, "l ");
    put_corner(c, (mpt[]){x1, y1 - k, x1 - k, y1, x1 - r, y1});
    put_side(c, x0 + r, y1, "l ");
    put_corner(c, (mpt[]){x0 + k, y1, x0, y1 - k, x0, y1 - r});
    put_side(c, x0, y0 + r, "l ");
    put_corner(c, (mpt[]){x0, y0 + k, x0 + k, y0, x0 + r, y0});
    buf_c(&c->out, "h ");
}

static void put_box(struct pdf_content *c, const struct op *op) {
    if (op->radius > 0)
        put_rounded(c, op);
    else
        put_rectangle(c, op);
}

/* ---- ops ---- */

static void draw_glyphs(struct pdf_content *c, const struct op *op) {
    if (op->tag)
        pdf_tags_label(c->tags, op->tag, op->run->text);
    pdf_content_run(c, op->run, op->x, op->y);
}

static void draw_fill(struct pdf_content *c, const struct op *op) {
    pdf_content_fill_color(c, op->color);
    put_box(c, op);
    buf_c(&c->out, "f\n");
}

static void draw_stroke(struct pdf_content *c, const struct op *op) {
    set_pen(c, op);
    put_box(c, op);
    buf_c(&c->out, "S\n");
}

static void draw_line(struct pdf_content *c, const struct op *op) {
    set_pen(c, op);
    put_side(c, op->x, op->y, "m ");
    put_side(c, op->x + op->w, op->y + op->h, "l S\n");
}

static void draw_image(struct pdf_content *c, const struct op *op) {
    const char *name = pdf_file_image_name(c->file, pdf_image(c->images, op->image));
    buf_c(&c->out, "q ");
    put_number(c, op->w);
    buf_c(&c->out, "0 0 ");
    put_number(c, op->h);
    put_point(c, op->x, op->y + op->h);
    buf_c(&c->out, "cm /");
    buf_c(&c->out, name);
    buf_c(&c->out, " Do Q\n");
}

static void (*const draw[])(struct pdf_content *c, const struct op *op) = {
    [OP_GLYPHS] = draw_glyphs, [OP_FILL] = draw_fill,   [OP_STROKE] = draw_stroke,
    [OP_LINE] = draw_line,     [OP_IMAGE] = draw_image, [OP_LINK] = NULL};

void pdf_content_op(struct pdf_content *c, const struct op *op) {
    if (op->kind >= COUNT_OF(draw) || !draw[op->kind])
        return;
    if (op->kind == OP_GLYPHS && op->run->n == 0)
        return;
    open_mark(c, op);
    if (op->kind != OP_GLYPHS)
        close_text(c);
    if (op->tag && op->kind != OP_GLYPHS)
        pdf_tags_ink(c->tags, op->tag, op->x, c->height - op->y - op->h, op->x + op->w,
                     c->height - op->y);
    draw[op->kind](c, op);
}

/* What it holds is marked within it. */
void pdf_content_form(struct pdf_content *c, const char *name) {
    close_mark(c);
    buf_byte(&c->out, '/');
    buf_c(&c->out, name);
    buf_c(&c->out, " Do\n");
}

void pdf_content_end(struct pdf_content *c) {
    close_mark(c);
}
