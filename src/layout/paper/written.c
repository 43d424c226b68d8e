/* written: ruled space for long answers, and the key's box over it: one scoring point a line. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"
#include "plan/score.h"

#define FIRST_LINE  MM(9.2) /* below the stem's ink */
#define KEY_SIZE    PT(9)
#define KEY_PITCH   PT(12.8)
#define KEY_PADDING MM(1.6)
#define LINES_LEAST 3
#define LINES_MOST  10 /* for the length of the key alone */

struct key_point {
    struct para_lines lines;
    const struct para *marks;
};

/* Cells of all that is to be written; a Han character is two. */
static size_t key_length(const struct item *it) {
    size_t cells = 0;
    for (size_t i = 0; i < it->n_answers; i++)
        cells += utf8_cells(it->answers[i].text.plain) + utf8_cells(it->answers[i].key.plain) +
                 utf8_cells(it->answers[i].label.plain);
    return cells;
}

static size_t lines_by_marks(const struct paper_item *pi) {
    return ((size_t)pi->half_marks * 375 + 999) / 1000;
}

/* ⌈max(0.75 × marks, 1.3 × Han / 25)⌉; Latin writing takes three quarters of its printed cells. */
size_t written_lines(const struct exam *e, const struct paper_item *pi) {
    size_t cells = key_length(pi->item) * (e->look.latin ? 75 : 100) / 100;
    size_t by_length = MIN((cells * 13 + 499) / 500, (size_t)LINES_MOST);
    size_t usual = MAX(MAX(lines_by_marks(pi), by_length), (size_t)LINES_LEAST);
    return usual * e->bp->answer_space / 100;
}

static struct str point_marks(struct exam *e, int half_marks) {
    struct str s = wording_fill(e->a, e->w, "key.points", "marks", word_marks(e, half_marks),
                                (const char *)NULL);
    return e->look.latin ? s : str_format(e->a, "（%.*s）", STR_ARG(s));
}

/* "label：key：text" in red, as far as there is each. */
const struct para *written_point(struct exam *e, const struct item_answer *an,
                                 const struct ink *k) {
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct text_format f = ink_format(k);
    const struct rich *parts[] = {&an->label, &an->key, &an->text};
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i]->plain.n == 0)
            continue;
        if (!first)
            para_text(b, e->look.latin ? STR(": ") : STR("："), &f, (struct span){0});
        pictures_put(e->pictures, b, parts[i], &f);
        first = false;
    }
    return para_end(b, e->d);
}

static struct key_point point_of(struct exam *e, const struct paper_item *pi, size_t i, mpt width,
                                 int half_marks) {
    struct ink k = {.family = FAMILY_SANS, .size = KEY_SIZE, .color = RED},
               bold = RED_HEI(KEY_SIZE);
    struct para_shape shape = {.size = KEY_SIZE,
                               .pitch = KEY_PITCH,
                               .measure = width - 2 * KEY_PADDING - MM(14),
                               .align = ALIGN_RAGGED};
    struct key_point p = {
        .lines = para_break(e->a, written_point(e, &pi->item->answers[i], &k), &shape)};
    if (half_marks)
        p.marks = ink_shape(e, point_marks(e, half_marks), &bold);
    return p;
}

struct space {
    struct ruled ruled;
    const struct paper_item *pi;
    struct key_point *v;
    size_t n;
};

static mpt points_height(const struct space *sp) {
    mpt h = 2 * KEY_PADDING;
    for (size_t i = 0; i < sp->n; i++)
        h += sp->v[i].lines.height;
    return h;
}

static void set_points(struct exam *e, struct space *sp) {
    const struct item *it = sp->pi->item;
    struct part_marks m = score_parts(e->a, it, sp->pi->half_marks);
    sp->n = it->n_answers;
    sp->v = arena_array(e->a, struct key_point, sp->n);
    for (size_t i = 0; i < sp->n; i++)
        sp->v[i] = point_of(e, sp->pi, i, sp->ruled.width,
                            i < m.n  ? m.v[i]
                            : i == 0 ? sp->pi->half_marks
                                     : 0);
}

/* Over the ruled space, white, so that the rules do not run through the words. */
static void draw_key(struct exam *e, const struct space *sp, const struct spot *s, mpt x, mpt top,
                     mpt height) {
    size_t from = s->page->ops.n;
    mpt y = top + KEY_PADDING, w = sp->ruled.width;
    uint32_t tag = pages_tag(e->pages, e->sect, TAG_P);
    page_fill(e->pages, s->page, x, top, w, height, COLOR_WHITE);
    ink_box(e, s->page, x, top, w, height, PT(0.9), RED);
    for (size_t i = 0; i < sp->n; i++) {
        const struct key_point *p = &sp->v[i];
        mpt base = y + para_baseline(&p->lines.shape);
        para_draw(&p->lines, 0, p->lines.n, e->pages, s->page, x + KEY_PADDING, y, tag);
        if (p->marks)
            ink_para(e, s->page, p->marks, KEY_SIZE, x + w - KEY_PADDING, base, INK_RIGHT, tag);
        y += p->lines.height;
    }
    ink_layer(s->page, from, LAYER_KEY);
}

static void draw_space(struct exam *e, const struct row *r, const struct spot *s) {
    const struct space *sp = r->data;
    const struct ruled *u = &sp->ruled;
    size_t n = (size_t)((int)u->n + u->extra);
    mpt x = s->x + u->left, y = s->y + u->first;
    for (size_t i = 0; i < n; i++)
        ink_rule(e, s->page, x, y + (mpt)i * u->pitch, u->width, 0, PT(0.3), COLOR_BLACK);
    mpt height = u->first + (mpt)(n - 1) * u->pitch;
    exam_mark(e, sp->pi, 0, x, s->y, u->width, height);
    draw_key(e, sp, s, x, s->y + MM(1.2), height - MM(1.2));
}

struct ruled *written_rows(struct exam *e, const struct paper_item *pi, row_vec *rows, mpt left) {
    struct space *sp = arena_new(e->a, struct space);
    struct ruled *u = &sp->ruled;
    sp->pi = pi;
    u->left = left;
    u->width = e->look.column - left;
    u->pitch = e->look.line_pitch;
    u->first = FIRST_LINE - (e->look.pitch - e->look.size) / 2 + u->pitch - MM(8);
    set_points(e, sp);
    size_t usual = written_lines(e, pi);
    mpt need = points_height(sp) + MM(1.2) - u->first;
    size_t for_key = need > 0 ? (size_t)((need + u->pitch - 1) / u->pitch) + 1 : 1;
    u->n = MAX(MAX(usual, for_key), (size_t)1);
    u->least = MIN(u->n, MAX(MAX(lines_by_marks(pi), for_key), (size_t)LINES_LEAST));
    vec_push(e->a, rows,
             (struct row){.height = u->first + (mpt)(u->n - 1) * u->pitch,
                          .glued = true,
                          .draw = draw_space,
                          .data = sp});
    return u;
}
