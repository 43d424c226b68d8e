/* block_text: one paragraph with labels in front of its first line and, at will, a short piece
 * behind its last one. */
#include "layout/block_make.h"

struct text_data *text_data_make(struct block_list *l, const struct block_text *t,
                                 const struct block_place *where) {
    struct text_data *d = arena_new(l->a, struct text_data);
    d->t = *t;
    d->slot = t->role == TAG_ARTIFACT ? where->slot : block_slot(l, where->slot, t->role, t->level);
    d->t.n_labels = where->n_labels + t->n_labels;
    struct block_label *labels = arena_array(l->a, struct block_label, d->t.n_labels);
    for (size_t i = 0; i < d->t.n_labels; i++) {
        labels[i] = i < where->n_labels ? where->labels[i] : t->labels[i - where->n_labels];
        if (!labels[i].slot)
            labels[i].slot = d->slot;
    }
    d->t.labels = labels;
    return d;
}

void block_text(struct block_list *l, const struct block_text *t, const struct block_place *where) {
    block_add(l, text_make, text_data_make(l, t, where), where);
}

int32_t line_penalty(size_t i, size_t n) {
    if (n <= LINES_KEPT_MOST || i == 0 || i + 2 == n)
        return BOX_NEVER;
    return SPLIT_PENALTY;
}

/* ---- breaking */

static mpt scaled(mpt length, int scale) {
    return scale ? (mpt)(((int64_t)length * scale + 500) / 1000) : length;
}

/* Room a label takes in front of the text. */
static mpt label_width(const struct maker *m, const struct block_label *label, mpt size) {
    return MAX(maker_em(m, label->width_em),
               para_width(label->para, size) + maker_em(m, label->after_em));
}

mpt text_natural_width(const struct maker *m, const struct text_data *d) {
    mpt size = scaled(m->area->size, d->t.scale);
    mpt w = d->t.para ? para_width(d->t.para, size) : 0;
    for (size_t i = 0; i < d->t.n_labels; i++)
        w += label_width(m, &d->t.labels[i], size);
    return w;
}

/* Sets the labels' places; what is left of the first line starts at the result. */
static mpt place_labels(struct maker *m, struct text_lines *t, mpt measure) {
    const struct block_text *text = &t->data->t;
    mpt *x = arena_array(m->a, mpt, text->n_labels), at = 0;
    t->label_x = x;
    for (size_t i = 0; i < text->n_labels; i++) {
        x[i] = at;
        at += label_width(m, &text->labels[i], t->size);
        if (i == 0 && text->labels[0].is_tag && measure > maker_em(m, m->l->look->tag_run_in_em)) {
            t->first_label = 1;
            at = 0;
        }
    }
    return at;
}

static void place_tail(struct maker *m, struct text_lines *t, mpt measure) {
    const struct block_text *text = &t->data->t;
    t->tail_x = -1;
    t->tail_size = m->area->size;
    if (!text->tail || !t->lines.n)
        return;
    const struct para_line *last = &t->lines.v[t->lines.n - 1];
    mpt x = last->x + last->width + maker_em(m, text->tail_gap_em);
    if (x + para_width(text->tail, t->tail_size) <= measure)
        t->tail_x = x;
}

struct text_lines *text_break(struct maker *m, const struct text_data *d, mpt measure) {
    struct text_lines *t = arena_new(m->a, struct text_lines);
    const struct block_look *look = m->l->look;
    t->data = d;
    t->size = scaled(m->area->size, d->t.scale);
    t->pitch = scaled(m->area->pitch, d->t.pitch_scale);
    mpt first = place_labels(m, t, measure);
    struct para_shape shape = {
        .size = t->size,
        .pitch = t->pitch,
        .measure = measure,
        .first_indent = first,
        .hang = maker_em(m, d->t.hang_em),
        .align = d->t.ragged ? ALIGN_RAGGED : look->align,
        .hyphenate =
            look->hyphenate && !d->t.ragged && measure < maker_em(m, look->hyphenate_most_em),
        .avoid_orphan = true,
    };
    if (d->t.para)
        t->lines = para_break(m->a, d->t.para, &shape);
    m->n_ragged += t->lines.n_ragged;
    m->n_overfull += t->lines.n_overfull;
    place_tail(m, t, measure);
    return t;
}

/* ---- drawing */

void draw_one_line(const struct para *para, mpt size, mpt pitch, const struct block_out *o, mpt x,
                   mpt y, uint32_t tag) {
    struct para_shape shape = {
        .size = size, .pitch = pitch, .measure = ONE_LINE, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(o->pages->a, para, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, o->pages, o->page, x, y, tag);
}

static void draw_labels(const struct text_lines *t, size_t from, size_t to,
                        const struct block_out *o, mpt x, mpt y) {
    for (size_t i = from; i < to; i++) {
        const struct block_label *label = &t->data->t.labels[i];
        draw_one_line(label->para, t->size, t->pitch, o, x + t->label_x[i], y,
                      o->tags[label->slot]);
    }
}

void text_draw_line(const struct text_lines *t, size_t line, const struct block_out *o, mpt x,
                    mpt y) {
    const struct text_data *d = t->data;
    uint32_t tag = o->tags[d->slot];
    mpt above = line < t->lines.n ? t->lines.v[line].ascent : 0; /* of a line with something tall */
    if (line == 0)
        draw_labels(t, t->first_label, d->t.n_labels, o, x, y + above);
    if (line < t->lines.n)
        para_draw(&t->lines, line, line + 1, o->pages, o->page, x, y, tag);
    if (t->tail_x >= 0 && line + 1 == t->lines.n)
        draw_one_line(d->t.tail, t->tail_size, t->pitch, o, x + t->tail_x, y + above, tag);
}

static void line_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    text_draw_line(b->data, b->line, o, x, y);
}

static void tag_line_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct text_lines *t = b->data;
    draw_labels(t, 0, t->first_label, o, x, y);
}

static void tail_line_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct text_lines *t = b->data;
    draw_one_line(t->data->t.tail, t->tail_size, t->pitch, o, x, y, o->tags[t->data->slot]);
}

void text_boxes(struct maker *m, const struct text_lines *t) {
    size_t n = t->lines.n;
    bool labels_alone = n == 0 && t->data->t.n_labels > t->first_label;
    if (t->first_label)
        maker_box(m, t->pitch, tag_line_draw, t, 0)->penalty = n || labels_alone ? BOX_NEVER : 0;
    if (labels_alone)
        maker_box(m, t->pitch, line_draw, t, 0);
    for (size_t i = 0; i < n; i++) {
        const struct para_line *line = &t->lines.v[i];
        struct box *b = maker_box(m, t->pitch + line->ascent + line->descent, line_draw, t, i);
        b->penalty = i + 1 < n ? line_penalty(i, n) : 0;
    }
    if (t->data->t.tail && t->tail_x < 0) {
        if (n)
            m->out.v[m->out.n - 1].penalty = BOX_NEVER;
        maker_box(m, t->pitch, tail_line_draw, t, 0);
    }
}

void text_make(struct maker *m, const void *data) {
    text_boxes(m, text_break(m, data, m->measure));
}
