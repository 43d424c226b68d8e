/* section: heads of sections: the examiners' box, the name, what is asked and how it is marked. */
#include "layout/paper/exam_int.h"

/* The examiners' box: 26 × 13.5 mm beside type of 10.5 pt, larger beside larger type. */
#define BOX_WIDTH  26.0
#define BOX_TOP    6.0
#define BOX_HEIGHT 13.5
#define BOX_GAP    MM(4)
#define NARROW     MM(110) /* in columns below this the heading stands under the box */

struct head {
    struct para_lines lines;
    mpt x, height;
    bool boxed, stacked;
    const struct para *right; /* English: marks, flush right */
    struct para_lines below;  /* English: what is asked */
};

static struct str section_name(struct exam *e, const struct paper_section *s) {
    return s->title.n ? s->title : word_kind(e, s->kind, "name");
}

static struct str numeral(struct exam *e, size_t i) {
    return word_part(word_get(e, "numerals"), i);
}

/* "一、单项选择题" or "Section A  Multiple choice" */
static struct str heading(struct exam *e, const struct paper_section *s, size_t i) {
    struct str name = section_name(e, s);
    struct str h = wording_fill(e->a, e->w, "section", "numeral", numeral(e, i), "name", name,
                                (const char *)NULL);
    return e->look.latin ? str_format(e->a, "%.*s %.*s", STR_ARG(h), STR_ARG(name)) : h;
}

static mpt box_length(const struct exam *e, double mm) {
    return MM(mm * MAX(e->look.size, PT(10.5)) / 10500.0);
}

static void draw_boxes(struct exam *e, const struct spot *s, mpt y) {
    static const char *const names[] = {"table.got", "table.marker"};
    mpt w = box_length(e, BOX_WIDTH / 2), top = box_length(e, BOX_TOP),
        rest = box_length(e, BOX_HEIGHT) - top, size = box_length(e, 9 * 25.4 / 72);
    for (size_t i = 0; i < 2; i++) {
        mpt x = s->x + (mpt)i * w;
        ink_box(e, s->page, x, y, w, top, PT(0.5), COLOR_BLACK);
        ink_box(e, s->page, x, y + top, w, rest, PT(0.5), COLOR_BLACK);
        ink_text(e, s->page, word_get(e, names[i]), SONG(size), x + w / 2, ink_middle(y, top, size),
                 INK_CENTER, 0);
    }
}

static void draw_chinese(struct exam *e, const struct row *r, const struct spot *s) {
    const struct head *h = r->data;
    mpt box = box_length(e, BOX_HEIGHT), y = s->y;
    if (h->boxed)
        draw_boxes(e, s, h->stacked ? y : y + (r->height - box) / 2);
    y += h->stacked ? r->height - h->lines.height : (r->height - h->lines.height) / 2;
    para_draw(&h->lines, 0, h->lines.n, e->pages, s->page, s->x + h->x, y, s->tag);
}

static struct exam_unit unit_of(struct exam *e, const struct head *h, struct str outline,
                                void (*draw)(struct exam *, const struct row *,
                                             const struct spot *)) {
    struct exam_unit u = {.is_head = true, .outline = outline, .role = TAG_H, .level = 2};
    row_vec rows = {0};
    vec_push(e->a, &rows, (struct row){.height = h->height, .draw = draw, .data = h});
    unit_close(&u, &rows);
    u.gap = e->look.head_above;
    u.gap_least = e->look.head_above - MM(1);
    u.gap_most = e->look.head_above + MM(3);
    return u;
}

static struct exam_unit chinese_unit(struct exam *e, const struct paper_section *s, size_t i) {
    struct head *h = arena_new(e->a, struct head);
    struct text_format hei = {.family = FAMILY_SANS, .bold = true, .scale = 1048},
                       song = {.family = FAMILY_SERIF, .scale = 1000};
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct str name = heading(e, s, i);
    para_text(b, name, &hei, (struct span){0});
    para_text(b, str_format(e->a, "（%.*s）", STR_ARG(word_rule(e, s))), &song, (struct span){0});
    h->boxed = e->bp->score_boxes;
    h->stacked = h->boxed && e->look.column < NARROW;
    h->x = h->boxed && !h->stacked ? box_length(e, BOX_WIDTH) + BOX_GAP : 0;
    struct para_shape shape = {.size = e->look.size,
                               .pitch = e->look.pitch,
                               .measure = e->look.column - h->x,
                               .align = e->look.align,
                               .avoid_orphan = true};
    h->lines = para_break(e->a, para_end(b, e->d), &shape);
    mpt box = h->boxed ? box_length(e, BOX_HEIGHT) : 0;
    h->height = h->stacked ? box + MM(1) + h->lines.height : MAX(box, h->lines.height);
    return unit_of(e, h, name, draw_chinese);
}

static void draw_english(struct exam *e, const struct row *r, const struct spot *s) {
    const struct head *h = r->data;
    mpt y = s->y, size = e->look.size;
    para_draw(&h->lines, 0, h->lines.n, e->pages, s->page, s->x, y, s->tag);
    y += h->lines.height;
    ink_para(e, s->page, h->right, size * 93 / 100, s->x + e->look.column, y - size * 45 / 100,
             INK_RIGHT, s->tag);
    ink_rule(e, s->page, s->x, y, e->look.column, 0, PT(0.6), COLOR_BLACK);
    if (h->below.n)
        para_draw(&h->below, 0, h->below.n, e->pages, s->page, s->x, y + PT(1.5),
                  pages_tag(e->pages, e->sect, TAG_P));
}

/* "6 × 2 = 12 marks" */
static struct str english_marks(struct exam *e, const struct paper_section *s) {
    const char *key = s->half_marks == 2                       ? "count.mark"
                      : s->n_blanks && s->half_marks_each      ? "count.blanks"
                      : s->n_items == 1 || !s->half_marks_each ? "count.one"
                                                               : "count.equal";
    return wording_fill(e->a, e->w, key, "n", word_count(e, s->n_items), "blanks",
                        word_count(e, s->n_blanks), "each", word_marks(e, s->half_marks_each),
                        "total", word_marks(e, s->half_marks), (const char *)NULL);
}

static const struct para *english_name(struct exam *e, const struct paper_section *s, size_t i,
                                       const struct ink *k) {
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct text_format f = ink_format(k);
    para_text(b, wording_fill(e->a, e->w, "section", "numeral", numeral(e, i), (const char *)NULL),
              &f, (struct span){0});
    para_space(b, 700, false);
    para_text(b, section_name(e, s), &f, (struct span){0});
    return para_end(b, e->d);
}

static struct exam_unit english_unit(struct exam *e, const struct paper_section *s, size_t i) {
    struct head *h = arena_new(e->a, struct head);
    mpt size = e->look.size;
    struct str rule = word_rule(e, s);
    struct ink bold = HEI(size * 1095 / 1000), plain = SONG(size * 95 / 100),
               sans = {.family = FAMILY_SANS, .size = size * 93 / 100};
    struct para_shape shape = {.size = bold.size,
                               .pitch = size * 16 / 10,
                               .measure = e->look.column - MM(30),
                               .align = ALIGN_RAGGED};
    h->lines = para_break(e->a, english_name(e, s, i, &bold), &shape);
    h->right = ink_shape(e, english_marks(e, s), &sans);
    h->height = h->lines.height + PT(1.5);
    shape.size = plain.size;
    shape.pitch = size * 138 / 100;
    shape.measure = e->look.column;
    if (rule.n) {
        h->below = para_break(e->a, ink_shape(e, str_format(e->a, "%.*s.", STR_ARG(rule)), &plain),
                              &shape);
        h->height += h->below.height + PT(1);
    }
    return unit_of(e, h, heading(e, s, i), draw_english);
}

struct exam_unit section_head(struct exam *e, const struct paper_section *s, size_t i) {
    return e->look.latin ? english_unit(e, s, i) : chinese_unit(e, s, i);
}
