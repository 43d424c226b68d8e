/* text_run: a glyph run as text operators. A run becomes one TJ array: codes, and between them the
 * numbers that move what follows by 1/1000 em. The pen is where a reader will be after the codes so
 * far, going by their declared widths; glyphs are wanted where layout put them. Both are whole
 * thousandths, so nothing adds up along the line. */
#include "emit/pdf/content.h"

#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

struct run_writer {
    struct pdf_content *c;
    const struct glyph_run *run;
    int64_t pen, want; /* from the run's origin */
    int rise;
    bool open;      /* a TJ array is */
    bool in_string; /* and a string in it */
};

static void close_string(struct run_writer *w) {
    if (w->in_string)
        buf_byte(&w->c->out, ')');
    w->in_string = false;
}

static void close_array(struct run_writer *w) {
    close_string(w);
    if (w->open)
        buf_c(&w->c->out, "]TJ\n");
    w->open = false;
}

static void open_array(struct run_writer *w) {
    if (!w->open)
        buf_byte(&w->c->out, '[');
    w->open = true;
}

static void set_font(struct run_writer *w, uint16_t font) {
    struct pdf_content *c = w->c;
    if (c->font == font && c->size == w->run->size)
        return;
    close_array(w);
    c->font = font;
    c->size = w->run->size;
    buf_byte(&c->out, '/');
    buf_c(&c->out, pdf_file_font_name(c->file, pdf_font_id(c->cids, font, c->file)));
    buf_byte(&c->out, ' ');
    buf_fixed(&c->out, w->run->size, 3);
    buf_c(&c->out, " Tf\n");
}

static void set_rise(struct run_writer *w, int rise) {
    if (w->rise == rise)
        return;
    close_array(w);
    w->rise = rise;
    buf_fixed(&w->c->out, (int64_t)rise * w->run->size / 1000, 3);
    buf_c(&w->c->out, " Ts\n");
}

static void move_pen(struct run_writer *w, int64_t to) {
    if (w->pen == to)
        return;
    open_array(w);
    close_string(w);
    buf_fixed(&w->c->out, w->pen - to, 0); /* the operator subtracts */
    w->pen = to;
}

static void put_code(struct run_writer *w, uint16_t cid) {
    open_array(w);
    if (!w->in_string)
        buf_byte(&w->c->out, '(');
    w->in_string = true;
    pdf_literal_byte(&w->c->out, (char)(cid >> 8));
    pdf_literal_byte(&w->c->out, (char)cid);
}

static void put_glyph(struct run_writer *w, const struct pdf_shown *s) {
    set_font(w, s->code.font);
    set_rise(w, s->g.dy);
    move_pen(w, w->want + s->g.dx - s->fit.dx);
    put_code(w, s->code.cid);
    w->pen += s->fit.width;
    w->want += s->g.advance;
}

/* ---- gaps ---- */

/* The text from a glyph on over all the gaps that follow one another. */
static struct str text_over_gaps(struct pdf_walk ahead, const struct pdf_shown *first) {
    struct pdf_shown last = *first;
    while (last.gap_after && pdf_walk_next(&ahead, &last))
        continue;
    return str_slice(ahead.run->text, first->g.text_at, (size_t)last.g.text_at + last.g.text_len);
}

static void open_span(struct run_writer *w, struct str text) {
    close_array(w);
    pdf_content_replace(w->c, text);
}

static void close_span(struct run_writer *w) {
    close_array(w);
    buf_c(&w->c->out, "EMC\n");
}

/* Where the run begins: a step from where the run before began, or a matrix, in quarter turns
 * counter-clockwise about the run's origin. */
static void place_run(struct pdf_content *c, uint8_t turn, mpt x, mpt y) {
    static const char *const turns[] = {"1 0 0 1 ", "0 1 -1 0 ", "-1 0 0 -1 ", "0 -1 1 0 "};
    bool steps = !(turn & 3) && c->is_upright;
    if (!steps)
        buf_c(&c->out, turns[turn & 3]);
    buf_fixed(&c->out, steps ? x - c->line_x : x, 3);
    buf_byte(&c->out, ' ');
    buf_fixed(&c->out, c->height - y - (steps ? c->line_y : 0), 3);
    buf_c(&c->out, steps ? " Td\n" : " Tm\n");
    c->is_upright = !(turn & 3);
    c->line_x = x;
    c->line_y = c->height - y;
}

void pdf_content_run(struct pdf_content *c, const struct glyph_run *run, mpt x, mpt y) {
    struct run_writer w = {.c = c, .run = run};
    pdf_content_fill_color(c, run->color);
    pdf_content_open_text(c);
    place_run(c, run->turn, x, y);
    struct pdf_shown s;
    for (struct pdf_walk walk = pdf_walk(c->cids, run, c->no_private); pdf_walk_next(&walk, &s);) {
        if (s.gap_after && !s.gap_before && !c->is_replaced)
            open_span(&w, text_over_gaps(walk, &s));
        put_glyph(&w, &s);
        if (s.gap_before && !s.gap_after && !c->is_replaced)
            close_span(&w);
    }
    set_rise(&w, 0);
    close_array(&w);
}
