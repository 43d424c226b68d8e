/* omr_written: frames for what is written by hand, each with boxes for its marks. */
#include "layout/paper/omr_int.h"
#include "plan/score.h"

#define FRAME_GAP     3.0
#define TITLE_ROW     4.0 /* its middle, below the frame's top */
#define FIRST_LINE    16.0
#define LINE_PITCH    8.0
#define BLANK_PITCH   8.2
#define BLANK_LINE    66.0
#define STRIP_PITCH   6.0
#define STRAIGHT_MOST 15 /* marks that have a box each */
#define STRIP_MOST    24 /* boxes: ten tens, ten ones, a half */
#define LINES_MOST    24

static double room(const struct omr_maker *m) {
    return OMR_BOTTOM - m->y;
}

/* What the boxes of a score stand for, from left to right: 0 … marks, or tens and then ones where
 * those would be too many; last a half. Gives how many. */
static int strip_values(int half_marks, uint8_t *v) {
    int marks = half_marks / 2, n = 0;
    bool split = marks > STRAIGHT_MOST;
    for (int tens = 10; split && tens <= MIN(marks, 100); tens += 10)
        v[n++] = (uint8_t)tens;
    for (int ones = 0; ones <= (split ? 9 : marks); ones++)
        v[n++] = (uint8_t)ones;
    if (half_marks % 2 || marks <= 10)
        v[n++] = 'h';
    return n;
}

/* Boxes at the right end of the title row. Gives where they begin. */
static double draw_strip(struct omr_maker *m, uint32_t number, uint32_t part, int half_marks,
                         double y) {
    struct exam *e = m->e;
    uint8_t v[STRIP_MOST];
    int boxes = strip_values(half_marks, v);
    double x = OMR_LEFT + OMR_WIDTH - 2 - BUBBLE_W - STRIP_PITCH * (double)(boxes - 1);
    for (int i = 0; i < boxes; i++) {
        struct omr_cell c = {.role = OMR_SCORE, .value = v[i], .number = number, .part = part};
        omr_bubble(m, &c, x + STRIP_PITCH * (double)i, y,
                   v[i] == 'h' ? STR("½") : str_format(e->a, "%u", v[i]));
    }
    omr_words(m, word_get(e, "card.score"), omr_ink(7, false), x - 3, y + 0.9, INK_RIGHT);
    return x - 18;
}

static void draw_frame(struct omr_maker *m, double height) {
    ink_box(m->e, m->page, MM(OMR_LEFT), MM(m->y), MM(OMR_WIDTH), MM(height), PT(0.8), COLOR_BLACK);
}

/* The words are cut to leave room for the marks behind them. */
static void draw_title(struct omr_maker *m, struct str s, struct str marks, double until) {
    struct exam *e = m->e;
    struct ink k = omr_ink(8.5, true);
    uint32_t tag = pages_tag(e->pages, 1, TAG_P);
    mpt y = MM(m->y + TITLE_ROW + 1.1), x = MM(OMR_LEFT + 2);
    const struct para *end = ink_shape(e, marks, &k);
    mpt gap = e->look.latin && marks.n ? MM(1.5) : 0;
    mpt room = MM(until) - x - MM(2) - gap - ink_width(e, end, k.size);
    x += ink_para(e, m->page, ink_fitted(e, s, &k, room, 100), k.size, x, y, INK_LEFT, tag) + gap;
    ink_para(e, m->page, end, k.size, x, y, INK_LEFT, tag);
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
    draw_title(m, section_words(e, s), (struct str){0},
               draw_strip(m, 0, (uint32_t)s, sec->half_marks, m->y + TITLE_ROW));
    for (size_t i = 0; i < sec->n_items; i++)
        for (size_t b = 0; b < MAX(sec->items[i].item->n_answers, (size_t)1); b++, k++)
            draw_blank(m, &sec->items[i], b, k < rows ? OMR_LEFT + 3 : OMR_LEFT + 83,
                       m->y + 16 + BLANK_PITCH * (double)(k % rows));
    m->y += height + FRAME_GAP;
}

/* --- long answers: a frame each --- */

static void draw_answer(struct omr_maker *m, size_t s, const struct paper_item *pi) {
    struct exam *e = m->e;
    size_t lines = MIN(written_lines(e, pi), (size_t)LINES_MOST);
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
        str_format(e->a, "%.*s %u. %.*s", STR_ARG(word_part(word_get(e, "numerals"), s)),
                   pi->number, STR_ARG(pi->item->stem.plain));
    draw_frame(m, height);
    draw_title(m, words, marks, draw_strip(m, pi->number, 0, pi->half_marks, m->y + TITLE_ROW));
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
