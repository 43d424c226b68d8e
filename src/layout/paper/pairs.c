/* pairs: matching items: entries with a place for a letter at the left, lettered ones at the
 * right, row by row; the right column is longer by what has no partner. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

/* Columns at full width; in narrower ones the left takes what its texts do, up to half. */
static const mpt FULL = MM(158), LEFT_WIDTH = MM(58), RIGHT_AT = MM(64), ROW_GAP = MM(2.5);

struct pair {
    const struct paper_item *pi;
    struct para_lines left, right;
    const struct para *number, *letter;
    mpt at, text_at, left_end, right_at, right_text_at;
    struct str key;
    bool narrow;
};

static mpt em(const struct exam *e, int v) {
    return (mpt)((int64_t)e->look.size * v / 1000);
}

static void draw_place(struct exam *e, const struct pair *p, const struct spot *s, size_t i,
                       mpt baseline) {
    struct ink k = RED_HEI(e->look.size);
    mpt x = s->x + p->at, width = e->look.latin ? MM(9) : bracket_width(e, p->pi, false);
    if (e->look.latin)
        ink_rule(e, s->page, x, baseline + PT(2), width, 0, PT(0.5), COLOR_BLACK);
    else
        bracket_draw(e, s, x, x + width, baseline);
    exam_mark(e, p->pi, (uint32_t)i, x, baseline - e->look.size, width, e->look.size);
    ink_key_box(e, s->page, ink_shape(e, p->key, &k), k.size, x + width / 2, baseline, s->tag);
}

static void draw_pair(struct exam *e, const struct row *r, const struct spot *s) {
    const struct pair *p = r->data;
    mpt base = s->y + para_baseline(&p->right.shape);
    uint32_t tag = pages_tag(e->pages, e->sect, TAG_P);
    struct spot own = {s->page, s->x, s->y, tag};
    if (p->number) {
        draw_place(e, p, &own, r->i, base);
        ink_para(e, s->page, p->number, e->look.size, s->x + p->text_at, base, INK_LEFT, tag);
        para_draw(&p->left, 0, p->left.n, e->pages, s->page, s->x + p->text_at + em(e, 1400), s->y,
                  tag);
    }
    ink_para(e, s->page, p->letter, e->look.size, s->x + p->right_at, base, INK_LEFT, tag);
    para_draw(&p->right, 0, p->right.n, e->pages, s->page, s->x + p->right_text_at, s->y, tag);
}

static struct para_lines broken(struct exam *e, const struct rich *text, mpt measure) {
    struct ink k = SONG(e->look.size);
    struct para_shape shape = {.size = k.size,
                               .pitch = e->look.pitch,
                               .measure = measure,
                               .align = ALIGN_RAGGED,
                               .avoid_orphan = true};
    struct para_lines l = para_break(e->a, ink_shape_rich(e, text, &k), &shape);
    e->r->n_overfull += l.n_overfull;
    return l;
}

static void set_left(struct exam *e, struct pair *p, size_t i) {
    const struct item_answer *an = &p->pi->item->answers[p->pi->left_order[i]];
    struct ink k = SONG(e->look.size);
    struct str keys = paper_key(e->a, p->pi);
    p->text_at = p->at + (e->look.latin ? MM(10) : bracket_width(e, p->pi, false) + em(e, 400));
    p->number = ink_shape(e, str_format(e->a, e->look.latin ? "%zu." : "%zu）", i + 1), &k);
    p->left = broken(e, &an->left, p->left_end - p->text_at - em(e, 1400));
    p->key = str_slice(keys, i, i + 1);
}

static void set_right(struct exam *e, struct pair *p, size_t i) {
    struct ink k = SONG(e->look.size);
    int letter = 'A' + (int)i;
    p->right_text_at = p->right_at + em(e, e->look.latin ? 1750 : 1250);
    p->letter = ink_shape(e, str_format(e->a, e->look.latin ? "(%c)" : "%c.", letter), &k);
    p->right =
        broken(e, &p->pi->item->answers[p->pi->order[i]].text, e->look.column - p->right_text_at);
}

/* Where the left column ends and the right one begins, for all rows. */
static void set_columns(struct exam *e, const struct paper_item *pi, struct pair *p) {
    mpt measure = e->look.column - p->at, widest = 0;
    struct ink k = SONG(e->look.size);
    p->left_end = p->at + LEFT_WIDTH;
    p->right_at = p->at + RIGHT_AT;
    if (measure >= FULL)
        return;
    for (size_t i = 0; i < pi->n_left; i++)
        widest =
            MAX(widest, ink_width(e, ink_shape_rich(e, &pi->item->answers[i].left, &k), k.size));
    widest += em(e, 1800) + (e->look.latin ? MM(10) : bracket_width(e, pi, false) + em(e, 400));
    mpt usual = (mpt)((int64_t)LEFT_WIDTH * measure / FULL);
    p->left_end = p->at + MAX(usual, MIN(widest, measure / 2));
    p->right_at = p->left_end + (mpt)((int64_t)(RIGHT_AT - LEFT_WIDTH) * measure / FULL);
}

void pair_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left) {
    mpt white = ROW_GAP - (e->look.pitch - e->look.size);
    struct pair columns = {.pi = pi, .at = left};
    set_columns(e, pi, &columns);
    for (size_t i = 0; i < pi->n_order; i++) {
        struct pair *p = arena_new(e->a, struct pair);
        *p = columns;
        set_right(e, p, i);
        if (i < pi->n_left)
            set_left(e, p, i);
        vec_push(e->a, rows,
                 (struct row){.gap = white,
                              .height = MAX(p->left.height, p->right.height),
                              .draw = draw_pair,
                              .data = p,
                              .i = i});
    }
}
