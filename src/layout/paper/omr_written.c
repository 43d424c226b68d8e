/* omr_written: frames for what is written by hand, each with boxes for its marks. */
#include "layout/paper/omr_int.h"
#include "plan/score.h"

#define FRAME_GAP   3.0
#define TITLE_ROW   4.0 /* its middle, below the frame's top */
#define FIRST_LINE  16.0
#define LINE_PITCH  8.0
#define BLANK_PITCH 8.2
#define BLANK_LINE  66.0
#define STRIP_PITCH 6.0

static double room(const struct omr_maker *m) {
    return OMR_BOTTOM - m->y;
}

/* Boxes 0 … marks at the right end of the title row; a last one for half a mark. Gives where they
 * begin. Long strips count in steps that still fit. */
static double draw_strip(struct omr_maker *m, uint32_t number, uint32_t part, int half_marks,
                         double y) {
    struct exam *e = m->e;
    bool half = half_marks % 2 || half_marks <= 20;
    int boxes = half_marks / 2 + 1 + half;
    double right = OMR_LEFT + OMR_WIDTH - 2 - BUBBLE_W, x;
    if (boxes > 22) { /* tens and ones */
        boxes = 10 + half;
    }
    x = right - STRIP_PITCH * (double)(boxes - 1);
    for (int i = 0; i < boxes; i++) {
        bool is_half = half && i == boxes - 1;
        struct omr_cell c = {.role = OMR_SCORE,
                             .value = (uint8_t)(is_half ? 'h' : i),
                             .number = number,
                             .part = part};
        omr_bubble(m, &c, x + STRIP_PITCH * (double)i, y,
                   is_half ? STR("½") : str_format(e->a, "%d", i));
    }
    omr_words(m, word_get(e, "card.score"), omr_ink(7, false), x - 3, y + 0.9, INK_RIGHT);
    return x - 18;
}

static void draw_frame(struct omr_maker *m, double height) {
    ink_box(m->e, m->page, MM(OMR_LEFT), MM(m->y), MM(OMR_WIDTH), MM(height), PT(0.8), COLOR_BLACK);
}

static void draw_title(struct omr_maker *m, struct str s, double until) {
    struct ink k = omr_ink(8.5, true);
    const struct para *p = ink_fitted(m->e, s, &k, MM(until - OMR_LEFT - 4), 100);
    ink_para(m->e, m->page, p, k.size, MM(OMR_LEFT + 2), MM(m->y + TITLE_ROW + 1.1), INK_LEFT,
             pages_tag(m->e->pages, 1, TAG_P));
}

static struct str section_words(struct exam *e, size_t s) {
    const struct paper_section *sec = &e->paper->sections[s];
    struct str name = sec->title.n ? sec->title : word_kind(e, sec->kind, "name");
    return str_format(e->a, "%.*s %.*s", STR_ARG(word_part(word_get(e, "numerals"), s)),
                      STR_ARG(name));
}

/* --- blanks: two columns in one frame --- */

static struct str blank_words(struct exam *e, const struct paper_item *pi, size_t i) {
    struct buf b = buf_in(e->a);
    buf_printf(&b, "%u", pi->number);
    if (pi->item->n_answers > 1)
        buf_code(&b, 0x2460 + (uint32_t)i);
    return buf_get(&b);
}

static void draw_blank(struct omr_maker *m, const struct paper_item *pi, size_t i, double x,
                       double y) {
    struct exam *e = m->e;
    struct omr_cell c = {.role = OMR_TEXT, .number = pi->number, .part = (uint32_t)i};
    omr_words(m, blank_words(e, pi, i), omr_ink(8, false), x, y - 0.8, INK_LEFT);
    ink_rule(e, m->page, MM(x + 9), MM(y), MM(BLANK_LINE), 0, PT(0.4), COLOR_BLACK);
    omr_cell(m, c, x + 9, y - 7, BLANK_LINE, 7.4);
}

static void draw_blanks(struct omr_maker *m, size_t s) {
    struct exam *e = m->e;
    const struct paper_section *sec = &e->paper->sections[s];
    size_t rows = MAX((sec->n_blanks + 1) / 2, (size_t)1), k = 0;
    double height = 12 + BLANK_PITCH * (double)rows;
    if (height > room(m))
        omr_page(m);
    draw_frame(m, height);
    draw_title(m, section_words(e, s),
               draw_strip(m, 0, (uint32_t)s, sec->half_marks, m->y + TITLE_ROW));
    for (size_t i = 0; i < sec->n_items; i++)
        for (size_t b = 0; b < MAX(sec->items[i].item->n_answers, (size_t)1); b++, k++)
            draw_blank(m, &sec->items[i], b, k < rows ? OMR_LEFT + 3 : OMR_LEFT + 83,
                       m->y + 16 + BLANK_PITCH * (double)(k % rows));
    m->y += height + FRAME_GAP;
}

/* --- long answers: a frame each --- */

/* Lines as on the paper by its marks, at most what a page holds. */
static size_t lines_for(const struct paper_item *pi) {
    size_t by_marks = ((size_t)pi->half_marks * 375 + 999) / 1000 + 1;
    return MIN(MAX(by_marks, (size_t)2), (size_t)24);
}

static void draw_answer(struct omr_maker *m, size_t s, const struct paper_item *pi) {
    struct exam *e = m->e;
    size_t lines = lines_for(pi);
    double height = FIRST_LINE + LINE_PITCH * (double)(lines - 1) + 4;
    if (height > room(m)) {
        size_t fitting = room(m) < FIRST_LINE + LINE_PITCH + 4
                             ? 0
                             : (size_t)((room(m) - FIRST_LINE - 4) / LINE_PITCH) + 1;
        if (fitting + 1 < lines)
            omr_page(m);
        else
            lines = fitting;
        height = FIRST_LINE + LINE_PITCH * (double)(lines - 1) + 4;
    }
    struct str marks = wording_fill(e->a, e->w, "item-marks", "marks",
                                    word_marks(e, pi->half_marks), (const char *)NULL);
    struct str words =
        str_format(e->a, "%.*s %u. %.*s%.*s", STR_ARG(word_part(word_get(e, "numerals"), s)),
                   pi->number, STR_ARG(pi->item->stem.plain), STR_ARG(marks));
    draw_frame(m, height);
    draw_title(m, words, draw_strip(m, pi->number, 0, pi->half_marks, m->y + TITLE_ROW));
    for (size_t i = 0; i < lines; i++)
        ink_rule(e, m->page, MM(OMR_LEFT + 5), MM(m->y + FIRST_LINE + LINE_PITCH * (double)i),
                 MM(OMR_WIDTH - 10), 0, PT(0.3), COLOR_BLACK);
    omr_cell(m, (struct omr_cell){.role = OMR_TEXT, .number = pi->number}, OMR_LEFT, m->y,
             OMR_WIDTH, height);
    m->y += height + FRAME_GAP;
}

void omr_written(struct omr_maker *m) {
    m->y += 1;
    for (size_t s = 0; s < m->e->paper->n_sections; s++) {
        const struct paper_section *sec = &m->e->paper->sections[s];
        if (sec->kind == ITEM_FILL_BLANK)
            draw_blanks(m, s);
        for (size_t i = 0; i < sec->n_items; i++)
            if (sec->kind == ITEM_TERM || sec->kind == ITEM_SHORT_ANSWER)
                draw_answer(m, s, &sec->items[i]);
    }
}
