/* ink: single lines of text, rules and boxes at exact places. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

#define ENDLESS     ((mpt)1 << 30)
#define KEY_PADDING PT(2.2)
#define KEY_BORDER  PT(0.9)

struct text_format ink_format(const struct ink *k) {
    return (struct text_format){
        .family = k->family, .bold = k->bold, .scale = 1000, .color = k->color};
}

const struct para *ink_shape(struct exam *e, struct str s, const struct ink *k) {
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct text_format f = ink_format(k);
    para_text(b, s, &f, (struct span){0});
    return para_end(b, e->d);
}

const struct para *ink_shape_rich(struct exam *e, const struct rich *r, const struct ink *k) {
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct text_format f = ink_format(k);
    pictures_put(e->pictures, b, r, &f);
    return para_end(b, e->d);
}

static struct para_lines one_line(struct exam *e, const struct para *p, mpt size) {
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = ENDLESS, .align = ALIGN_RAGGED};
    return para_break(e->a, p, &shape);
}

mpt ink_width(struct exam *e, const struct para *p, mpt size) {
    struct para_lines l = one_line(e, p, size);
    return l.n ? l.v[0].width : 0;
}

/* The first `head` per cent and the last of so many characters, an ellipsis between. */
static struct str cut(struct exam *e, struct str s, size_t keep, size_t head) {
    size_t all = utf8_count(s), first = keep * head / 100;
    struct str start = str_trim_end(str_slice(s, 0, utf8_offset(s, first)));
    struct str end = str_trim(str_from(s, utf8_offset(s, all - (keep - first))));
    return str_format(e->a, "%.*s…%.*s", STR_ARG(start), STR_ARG(end));
}

/* What is kept of a text, within the words of its frame if there is one. */
static const struct para *shape_kept(struct exam *e, const char *frame, struct str s,
                                     const struct ink *k) {
    struct str words = frame ? word_framed(e, frame, s) : s;
    return ink_shape(e, words, k);
}

static const struct para *fitted(struct exam *e, const char *frame, struct str s,
                                 const struct ink *k, mpt width, size_t head) {
    /* No character is narrower than an eighth of an em for long. */
    size_t all = utf8_count(s), keep = MIN(all, (size_t)(width / MAX(k->size, 1) + 1) * 8);
    const struct para *p = shape_kept(e, frame, keep < all ? cut(e, s, keep, head) : s, k);
    while (keep && ink_width(e, p, k->size) > width) {
        /* about as many fewer as it is too wide, at least one */
        mpt over = ink_width(e, p, k->size) - width;
        keep -= MIN(keep, MAX((size_t)(over / (k->size * 2)), (size_t)1));
        p = shape_kept(e, frame, cut(e, s, keep, head), k);
    }
    return p;
}

const struct para *ink_fitted(struct exam *e, struct str s, const struct ink *k, mpt width,
                              size_t head) {
    return fitted(e, NULL, s, k, width, head);
}

const struct para *ink_fitted_title(struct exam *e, const char *key, const struct ink *k,
                                    mpt width) {
    return fitted(e, key, word_bare_title(e), k, width, 100);
}

mpt ink_para(struct exam *e, struct page *page, const struct para *p, mpt size, mpt x, mpt baseline,
             enum ink_align align, uint32_t tag) {
    struct para_lines l = one_line(e, p, size);
    if (!l.n)
        return 0;
    mpt width = l.v[0].width;
    mpt left = align == INK_LEFT ? x : align == INK_CENTER ? x - width / 2 : x - width;
    para_draw(&l, 0, 1, e->pages, page, left, baseline - para_baseline(&l.shape), tag);
    return width;
}

mpt ink_text(struct exam *e, struct page *page, struct str s, struct ink k, mpt x, mpt baseline,
             enum ink_align align, uint32_t tag) {
    return s.n ? ink_para(e, page, ink_shape(e, s, &k), k.size, x, baseline, align, tag) : 0;
}

/* Han characters reach from about 0.12 em below the baseline to 0.88 em above. */
mpt ink_middle(mpt y, mpt height, mpt size) {
    return y + height / 2 + size * 38 / 100;
}

void ink_layer(struct page *page, size_t from, enum layer layer) {
    for (size_t i = from; i < page->ops.n; i++)
        page->ops.v[i].layer = (uint8_t)layer;
}

void ink_turn(struct exam *e, struct page *page, size_t from, mpt x, mpt y) {
    for (size_t i = from; i < page->ops.n; i++) {
        struct op *op = &page->ops.v[i];
        if (op->kind != OP_GLYPHS)
            continue;
        struct glyph_run *run = arena_new(e->a, struct glyph_run);
        mpt along = op->x, across = op->y;
        *run = *op->run;
        run->turn = 1;
        op->run = run;
        op->x = x + across;
        op->y = y - along;
    }
}

static struct op *put(struct exam *e, struct page *page, enum op_kind kind, mpt x, mpt y, mpt w,
                      mpt h) {
    struct op *op = page_op(e->pages, page, kind, 0);
    op->x = x;
    op->y = y;
    op->w = w;
    op->h = h;
    return op;
}

void ink_rule(struct exam *e, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick,
              struct color c) {
    struct op *op = put(e, page, OP_LINE, x, y, w, h);
    op->thick = thick;
    op->color = c;
}

void ink_box(struct exam *e, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick,
             struct color c) {
    struct op *op = put(e, page, OP_STROKE, x, y, w, h);
    op->thick = thick;
    op->color = c;
}

static void stroke(struct pages *p, struct page *page, uint32_t tag, mpt x, mpt y, mpt w, mpt h) {
    struct op *op = page_op(p, page, OP_LINE, tag);
    op->x = x;
    op->y = y;
    op->w = w;
    op->h = h;
    op->thick = PT(0.9);
    op->color = RED;
}

#define SIGN_EM 800

static void draw_true(const struct para_object *o, struct pages *p, struct page *page, mpt x, mpt y,
                      mpt width, mpt size, uint32_t tag) {
    mpt h = width / 2, middle = y - size * 38 / 100;
    (void)o;
    stroke(p, page, tag, x, middle, h * 6 / 10, h * 8 / 10);
    stroke(p, page, tag, x + h * 6 / 10, middle + h * 8 / 10, h * 14 / 10, -h * 16 / 10);
}

static void draw_false(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                       mpt y, mpt width, mpt size, uint32_t tag) {
    mpt h = width * 4 / 10, left = x + width / 2 - h, middle = y - size * 38 / 100;
    (void)o;
    stroke(p, page, tag, left, middle - h, 2 * h, 2 * h);
    stroke(p, page, tag, left, middle + h, 2 * h, -2 * h);
}

void ink_verdict(struct exam *e, struct page *page, bool is_true, mpt x, mpt y, mpt size,
                 uint32_t tag) {
    struct para_object sign = {.width_em = SIGN_EM,
                               .draw = is_true ? draw_true : draw_false,
                               .text = is_true ? STR("√") : STR("×")};
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    size_t from = page->ops.n;
    para_object(b, &sign);
    ink_para(e, page, para_end(b, e->d), size, x, y + size * 38 / 100, INK_CENTER, tag);
    ink_layer(page, from, LAYER_KEY);
}

mpt ink_key_width(struct exam *e, const struct para *p, mpt size) {
    return ink_width(e, p, size) + 2 * KEY_PADDING + KEY_BORDER;
}

void ink_key_box(struct exam *e, struct page *page, const struct para *p, mpt size, mpt x,
                 mpt baseline, uint32_t parent) {
    size_t from = page->ops.n;
    uint32_t tag = pages_tag(e->pages, parent ? parent : 1, TAG_SPAN);
    mpt w = ink_key_width(e, p, size);
    ink_box(e, page, x - w / 2, baseline - size * 96 / 100, w, size * 116 / 100, KEY_BORDER, RED);
    ink_para(e, page, p, size, x, baseline, INK_CENTER, tag);
    ink_layer(page, from, LAYER_KEY);
}
