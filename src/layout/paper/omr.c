/* omr: the sheet itself: corners, ticks, boxes, the panel that says whose it is. */
#include "base/utf8.h"
#include "layout/paper/omr_int.h"

#define INK_55 ((struct color){115, 115, 115})
#define INK_40 ((struct color){153, 153, 153})
#define GREY   ((struct color){224, 224, 224})

static double in_mm(mpt x) {
    return (double)x / MPT_PER_MM;
}

struct ink omr_ink(double size, bool bold) {
    return (struct ink){.family = FAMILY_SANS, .bold = bold, .size = PT(size)};
}

void omr_cell(struct omr_maker *m, struct omr_cell cell, double x, double y, double w, double h) {
    cell.page = m->page_no;
    cell.x = MM(x);
    cell.y = MM(y);
    cell.w = MM(w);
    cell.h = MM(h);
    vec_push(m->e->a, &m->cells, cell);
}

mpt omr_words(struct omr_maker *m, struct str s, struct ink k, double x, double baseline,
              enum ink_align align) {
    return ink_text(m->e, m->page, s, k, MM(x), MM(baseline), align,
                    pages_tag(m->e->pages, 1, TAG_P));
}

/* 3 × 2 mm at both sides of a row, once. */
static void add_ticks(struct omr_maker *m, double y) {
    static const double x[] = {15.5, 191.5};
    for (size_t i = m->cells.n; i-- > 0;) {
        const struct omr_cell *c = &m->cells.v[i];
        if (c->role == OMR_TICK && c->page == m->page_no && c->y == MM(y - 1))
            return;
    }
    for (size_t i = 0; i < 2; i++) {
        page_fill(m->e->pages, m->page, MM(x[i]), MM(y - 1), MM(3), MM(2), COLOR_BLACK);
        omr_cell(m, (struct omr_cell){.role = OMR_TICK, .part = (uint32_t)i}, x[i], y - 1, 3, 2);
    }
}

/* The outline alone, its middle at y. */
static void draw_box(struct exam *e, struct page *page, double x, double y) {
    struct op *op = page_op(e->pages, page, OP_STROKE, 0);
    op->x = MM(x);
    op->y = MM(y - BUBBLE_H / 2);
    op->w = MM(BUBBLE_W);
    op->h = MM(BUBBLE_H);
    op->thick = PT(0.3);
    op->radius = MM(0.3);
    op->color = INK_55;
}

void omr_bubble(struct omr_maker *m, const struct omr_cell *cell, double x, double y,
                struct str label) {
    struct ink k = omr_ink(6.5, true);
    k.color = INK_40;
    draw_box(m->e, m->page, x, y);
    if (label.n)
        omr_words(m, label, k, x + BUBBLE_W / 2, y + 0.85, INK_CENTER);
    omr_cell(m, *cell, x, y - BUBBLE_H / 2, BUBBLE_W, BUBBLE_H);
    add_ticks(m, y);
}

void omr_label(struct omr_maker *m, struct str s, double x, double width) {
    page_fill(m->e->pages, m->page, MM(x), MM(m->y), MM(width), MM(5), GREY);
    omr_words(m, s, omr_ink(8.5, true), x + 1.6, m->y + 3.6, INK_LEFT);
}

static void draw_corners(struct omr_maker *m) {
    static const double at[][2] = {{14, 14}, {190, 14}, {14, 277}, {190, 277}};
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        page_fill(m->e->pages, m->page, MM(at[i][0]), MM(at[i][1]), MM(6), MM(6), COLOR_BLACK);
        omr_cell(m, (struct omr_cell){.role = OMR_CORNER, .part = (uint32_t)i}, at[i][0], at[i][1],
                 6, 6);
    }
    page_fill(m->e->pages, m->page, MM(15.5), MM(15.5), MM(3), MM(3), COLOR_WHITE);
}

void omr_page(struct omr_maker *m) {
    struct exam *e = m->e;
    struct str v[] = {e->bp->school, e->bp->subtitle};
    bool further = m->page != NULL;
    m->page = pages_add(e->pages, MM(210), MM(297));
    m->page_no = (uint32_t)e->pages->v.n - 1;
    draw_corners(m);
    uint32_t tag = pages_tag(e->pages, 1, TAG_H);
    e->pages->tags.v[tag].level = e->pages->v.n > 1 ? 2 : 1;
    struct str school = str_join(e->a, e->bp->school.n ? v : v + 1,
                                 e->bp->school.n && e->bp->subtitle.n ? 2 : 1, (struct str){0});
    omr_words(m, school, SONG(PT(10)), OMR_LEFT, 17, INK_LEFT);
    struct ink k = HEI(further ? PT(12) : PT(15));
    const char *words = further ? "card.title-more" : "card.title";
    const struct para *p = ink_fitted_title(e, words, &k, MM(138));
    ink_para(e, m->page, p, k.size, MM(OMR_LEFT), MM(24), INK_LEFT, tag);
    m->y = further ? 36 : 101;
    if (further)
        omr_words(m, word_get(e, "card.frames"), KAI(PT(8)), OMR_LEFT, 30, INK_LEFT);
}

/* --- who --- */

static void draw_fields(struct omr_maker *m) {
    struct exam *e = m->e;
    struct str list = word_get(e, "card.fields");
    struct ink k = SONG(PT(9.5));
    double x = OMR_LEFT;
    for (size_t i = 0; i < word_parts(list); i++) {
        mpt w = omr_words(m, word_part(list, i), k, x, 32, INK_LEFT);
        double from = x + in_mm(w) + 1;
        ink_rule(e, m->page, MM(from), MM(32.6), MM(30), 0, PT(0.5), COLOR_BLACK);
        field_note(e, word_part(list, i), 0, MM(from + 1), MM(32), MM(28), 0);
        x = from + 33;
    }
}

static size_t digit_count(const struct exam *e) {
    return MIN(MAX(e->bp->id_digits, 4u), 11u);
}

static double digit_x(const struct exam *e, size_t place) {
    return OMR_LEFT + (78 - 7.0 * (double)digit_count(e)) / 2 + 7.0 * (double)place;
}

static double digit_y(size_t value) {
    return 53.2 + 4.6 * (double)value;
}

static void draw_number(struct omr_maker *m) {
    struct exam *e = m->e;
    ink_box(e, m->page, MM(OMR_LEFT), MM(36), MM(78), MM(62), PT(0.5), COLOR_BLACK);
    ink_rule(e, m->page, MM(OMR_LEFT), MM(42), MM(78), 0, PT(0.4), COLOR_BLACK);
    omr_words(m, word_get(e, "card.number"), omr_ink(9, true), OMR_LEFT + 39, 40.2, INK_CENTER);
    for (size_t d = 0; d < digit_count(e); d++) {
        double x = digit_x(e, d);
        ink_box(e, m->page, MM(x), MM(43), MM(7), MM(7), PT(0.5), COLOR_BLACK);
        for (size_t v = 0; v < 10; v++) {
            struct omr_cell c = {
                .role = OMR_DIGIT, .value = (uint8_t)('0' + v), .part = (uint32_t)d};
            omr_bubble(m, &c, x + 1, digit_y(v), str_format(e->a, "%zu", v));
        }
    }
}

void omr_fill_number(struct exam *e, struct page *page, struct str number) {
    bool fits = number.n > 0 && number.n <= digit_count(e);
    for (size_t i = 0; i < number.n; i++)
        fits = fits && number.p[i] >= '0' && number.p[i] <= '9';
    for (size_t i = 0; fits && i < number.n; i++) {
        double x = digit_x(e, i);
        double y = digit_y((size_t)(number.p[i] - '0')) - BUBBLE_H / 2;
        ink_text(e, page, str_slice(number, i, i + 1), SONG(PT(12)), MM(x + 3.5), MM(48.2),
                 INK_CENTER, 0);
        page_fill(e->pages, page, MM(x + 1), MM(y), MM(BUBBLE_W), MM(BUBBLE_H), COLOR_BLACK);
    }
}

/* The variant is filled in print: candidates cannot get it wrong. */
static void draw_variant(struct omr_maker *m) {
    struct exam *e = m->e;
    size_t shown = MAX(MIN(e->set->n, (size_t)6), (size_t)4);
    omr_words(m, word_get(e, "card.variant"), omr_ink(8.5, true), 109, 41.6, INK_LEFT);
    for (size_t v = 0; v < shown; v++) {
        struct omr_cell c = {.role = OMR_VARIANT, .value = (uint8_t)('A' + v)};
        double x = 128 + 8.0 * (double)v;
        if (c.value == (uint8_t)e->paper->variant)
            page_fill(e->pages, m->page, MM(x), MM(39), MM(BUBBLE_W), MM(BUBBLE_H), COLOR_BLACK);
        omr_bubble(m, &c, x, 40.5,
                   c.value == (uint8_t)e->paper->variant ? (struct str){0}
                                                         : str_format(e->a, "%c", c.value));
    }
}

/* A label and its box; gives where the box ends. */
static double draw_flag(struct omr_maker *m, const char *key, uint8_t role, double x) {
    struct str label = word_get(m->e, key);
    double box = x + in_mm(omr_words(m, label, omr_ink(8, false), x, 48.6, INK_LEFT)) + 1.5;
    omr_bubble(m, &(struct omr_cell){.role = role}, box, 47.5, (struct str){0});
    return box + BUBBLE_W;
}

/* What the invigilator fills in. */
static void draw_absence(struct omr_maker *m) {
    struct exam *e = m->e;
    omr_words(m, word_get(e, "card.watch"), omr_ink(8.5, true), 109, 48.6, INK_LEFT);
    double x = draw_flag(m, "card.absent", OMR_ABSENT, 128);
    draw_flag(m, "card.cheated", OMR_CHEATED, x + 4);
    omr_words(m, word_get(e, "card.watch-note"), omr_ink(6.5, false), 184, 48.4, INK_RIGHT);
}

static void draw_barcode_place(struct omr_maker *m) {
    struct exam *e = m->e;
    ink_box(e, m->page, MM(109), MM(52.5), MM(74), MM(19), PT(0.5), COLOR_BLACK);
    struct op *op = &m->page->ops.v[m->page->ops.n - 1];
    op->dash[0] = PT(2);
    op->dash[1] = PT(1.5);
    omr_words(m, word_get(e, "card.barcode"), omr_ink(8, false), 146, 63, INK_CENTER);
}

/* A box filled as it should be, and five that are not. */
static void draw_samples(struct omr_maker *m) {
    static const struct {
        double x, y, w, h; /* a stroke from the box's middle, its run */
    } strokes[] = {
        {8 - 1.1, 0, 0.8, 0.8},     {8 - 0.3, 0.8, 1.4, -1.7},  /* tick */
        {16 - 0.9, -0.9, 1.8, 1.8}, {16 - 0.9, 0.9, 1.8, -1.8}, /* cross */
        {32 - 1.0, 0, 2.0, 0},                                  /* dash */
    };
    struct exam *e = m->e;
    double y = 94, x = 109;
    x += in_mm(omr_words(m, word_get(e, "card.right"), omr_ink(7.5, true), x, 95, INK_LEFT)) + 2;
    page_fill(e->pages, m->page, MM(x), MM(y - 1.5), MM(BUBBLE_W), MM(BUBBLE_H), COLOR_BLACK);
    x += BUBBLE_W + 4;
    x += in_mm(omr_words(m, word_get(e, "card.wrong"), omr_ink(7.5, true), x, 95, INK_LEFT)) + 2;
    for (int i = 0; i < 5; i++)
        draw_box(e, m->page, x + 8.0 * i, y);
    x += BUBBLE_W / 2;
    for (size_t i = 0; i < COUNT_OF(strokes); i++)
        ink_rule(e, m->page, MM(x - 8 + strokes[i].x), MM(y + strokes[i].y),
                 (mpt)(strokes[i].w * MPT_PER_MM), (mpt)(strokes[i].h * MPT_PER_MM), PT(0.9),
                 COLOR_BLACK);
    page_fill(e->pages, m->page, MM(x + 16 - 0.5), MM(y - 0.5), MM(1), MM(1), COLOR_BLACK);
    page_fill(e->pages, m->page, MM(x + 32 - 2.5), MM(y), MM(2.5), MM(1.5), COLOR_BLACK);
}

static void draw_notices(struct omr_maker *m) {
    struct exam *e = m->e;
    struct str list = word_get(e, "card.notices");
    struct ink k = e->look.latin ? SONG(PT(7.8)) : KAI(PT(7.8));
    struct para_shape shape = {
        .size = k.size, .pitch = PT(10.6), .measure = MM(74 - 3.6), .align = ALIGN_RAGGED};
    mpt y = MM(73);
    for (size_t i = 0; i < word_parts(list); i++) {
        struct para_lines l = para_break(e->a, ink_shape(e, word_part(list, i), &k), &shape);
        uint32_t tag = pages_tag(e->pages, 1, TAG_P);
        ink_text(e, m->page, str_format(e->a, "%zu.", i + 1), k, MM(109), y + para_baseline(&shape),
                 INK_LEFT, tag);
        para_draw(&l, 0, l.n, e->pages, m->page, MM(109 + 3.6), y, tag);
        y += l.height;
    }
}

void omr_identity(struct omr_maker *m) {
    draw_fields(m);
    draw_number(m);
    ink_box(m->e, m->page, MM(106), MM(36), MM(80), MM(62), PT(0.5), COLOR_BLACK);
    draw_variant(m);
    draw_absence(m);
    draw_barcode_place(m);
    draw_notices(m);
    draw_samples(m);
}

/* An even number of pages, where both sides are printed: the next copy begins on a sheet of its
 * own.
 */
static void pad(struct omr_maker *m) {
    struct exam *e = m->e;
    if (!e->bp->duplex || e->pages->v.n % 2 == 0)
        return;
    struct page *page = pages_add(e->pages, MM(210), MM(297));
    ink_text(e, page, word_get(e, "empty-page"), SONG(PT(10.5)), MM(105), MM(148), INK_CENTER, 0);
    page->is_padding = true;
}

struct pages *omr_layout(struct arena *a, const struct paper_set *set, size_t variant,
                         struct font_set *fonts, const struct exam_options *o,
                         struct exam_report *r, struct diag *d) {
    struct exam e;
    struct omr_maker m = {.e = &e};
    if (!exam_open(&e, a, set, variant, fonts, o, d))
        return NULL;
    e.r = r ? r : e.r;
    e.pages->title = word_title(&e, "card.title");
    e.pages->lang = e.look.latin ? e.paper->lang : STR("zh-Hans");
    omr_page(&m);
    omr_identity(&m);
    if (!omr_objective(&m)) {
        diag_say(d, DIAG_CARD_FULL);
        return NULL;
    }
    omr_written(&m);
    uint32_t pages = (uint32_t)e.pages->v.n;
    for (m.page_no = 0; m.page_no < pages; m.page_no++) {
        m.page = e.pages->v.v[m.page_no];
        omr_foot(&m, pages);
        if (!r)
            omr_own(&m, pages, 0);
    }
    if (!r)
        set->cards[variant] = (struct omr_card){m.cells.v, m.cells.n, pages};
    e.r->n_pages = pages;
    pad(&m);
    return e.pages;
}
