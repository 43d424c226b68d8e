/* blank: rules to write on within a sentence. Their width tells the answer's class, not its length:
 * S 22, M 36, L 56 mm, then steps of 24 mm; an answer longer than a line gets whole lines. */
#include "layout/paper/exam_int.h"

#define RULE_BELOW PT(2.8)
#define SPARE      MM(2)
#define NUMBER     PT(8)
#define STEP       MM(24)
#define INSET      PT(1.8) /* white between the words and the rule */

struct blank {
    struct exam *e;
    const struct paper_item *pi;
    uint32_t part;
    struct para_lines key; /* the line of it that stands here */
    size_t line;
    const struct para *number; /* ①, or NULL */
};

static mpt width_class(mpt need, mpt measure) {
    static const double classes[] = {22, 36, 56};
    mpt w = MM(56);
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (need <= MM(classes[i]))
            return MIN(MM(classes[i]), measure);
    while (w < need)
        w += STEP;
    return MIN(w, measure);
}

/* How far above the line's own baseline an answer that holds a formula stands, so that what
 * reaches down ends at the rule; 0 for words. */
static mpt raised(const struct blank *b) {
    const struct para_shape *s = &b->key.shape;
    if (b->line >= b->key.n || !rich_has(&b->pi->item->answers[b->part].text, RICH_MATH))
        return 0;
    return MAX(s->pitch - para_baseline(s) + b->key.v[b->line].descent - RULE_BELOW, 1);
}

static void draw_key(const struct blank *b, struct page *page, mpt x, mpt baseline, mpt width,
                     uint32_t tag) {
    struct exam *e = b->e;
    mpt size = e->look.size, w = b->key.v[b->line].width + PT(5.3);
    mpt left = x + (width - w) / 2;
    size_t from = page->ops.n;
    uint32_t span = pages_tag(e->pages, tag, TAG_SPAN);
    const struct para_line *line = &b->key.v[b->line];
    mpt top = baseline - para_baseline(&b->key.shape) - line->ascent - raised(b);
    if (raised(b))
        ink_box(e, page, left, top, w, e->look.pitch + line->ascent + line->descent, PT(0.9), RED);
    else
        ink_box(e, page, left, baseline - size * 96 / 100, w, size * 116 / 100, PT(0.9), RED);
    para_draw(&b->key, b->line, b->line + 1, e->pages, page, left + (w - line->width) / 2, top,
              span);
    ink_layer(page, from, LAYER_KEY);
}

static void draw_blank(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                       mpt y, mpt width, mpt size, uint32_t tag) {
    const struct blank *b = o->data;
    struct exam *e = b->e;
    mpt used = 0;
    (void)p;
    x += INSET;
    width -= 2 * INSET;
    ink_rule(e, page, x, y + RULE_BELOW, width, 0, PT(0.5), COLOR_BLACK);
    if (b->number)
        used = ink_para(e, page, b->number, NUMBER, x, y - PT(0.6), INK_LEFT, tag);
    exam_mark(e, b->pi, b->part, x, y - size, width, size + RULE_BELOW);
    if (b->line < b->key.n)
        draw_key(b, page, x + used, y, width - used, tag);
}

static struct para_lines break_key(struct exam *e, const struct item_answer *an, mpt measure) {
    struct ink k = RED_HEI(e->look.size);
    struct para_shape shape = {
        .size = k.size, .pitch = e->look.pitch, .measure = measure, .align = ALIGN_RAGGED};
    return para_break(e->a, ink_shape_rich(e, &an->text, &k), &shape);
}

static struct blank *blank_make(struct exam *e, const struct paper_item *pi, size_t part) {
    struct blank *b = arena_new(e->a, struct blank);
    b->e = e;
    b->pi = pi;
    b->part = (uint32_t)part;
    if (pi->item->n_answers > 1) {
        struct buf number = buf_in(e->a);
        struct ink k = SONG(NUMBER);
        buf_code(&number, 0x2460 + (uint32_t)part);
        b->number = ink_shape(e, buf_get(&number), &k);
    }
    return b;
}

/* A formula to be written needs a higher line. */
static int ascent_of(const struct blank *b) {
    mpt size = b->e->look.size, up = raised(b);
    if (!up)
        return 0;
    up += para_baseline(&b->key.shape) + b->key.v[b->line].ascent;
    return (int)((int64_t)up * 1000 / size);
}

static void put_object(struct para_builder *pb, const struct blank *b, mpt width) {
    para_object(pb, &(struct para_object){.width_fixed = width + 2 * INSET,
                                          .ascent_em = ascent_of(b),
                                          .give = 100,
                                          .draw = draw_blank,
                                          .data = b,
                                          .text = STR("____")});
}

void blank_put(struct exam *e, struct para_builder *pb, const struct paper_item *pi, size_t part,
               mpt measure) {
    struct blank *b = blank_make(e, pi, part);
    mpt extra = SPARE + PT(5.3) + (b->number ? NUMBER * 12 / 10 : 0);
    b->key = break_key(e, &pi->item->answers[part], measure - extra);
    if (b->key.n <= 1) {
        put_object(pb, b,
                   width_class((b->key.n ? b->key.v[0].width : 0) + extra, measure - 2 * INSET));
        return;
    }
    for (size_t i = 0; i < b->key.n; i++) {
        struct blank *more = arena_new(e->a, struct blank);
        *more = *b;
        more->line = i;
        more->number = i ? NULL : b->number;
        para_line_break(pb);
        put_object(pb, more, measure - 2 * INSET);
    }
}
