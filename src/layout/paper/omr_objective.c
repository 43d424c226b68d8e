/* omr_objective: boxes for choices, signs, sequences and pairs, on the first page. */
#include "layout/paper/omr_int.h"

#define GROUP       5 /* items below each other */
#define GROUPS      3 /* across */
#define GROUP_PITCH 56.0
#define MANY        60 /* choices beyond which four groups stand across, if their letters fit */
#define MANY_PITCH  41.0
#define NUMBER_W    7.0
#define FIRST       9.0 /* from a group's left edge to its first box */
#define PITCH       8.0
#define TIGHT_PITCH 7.0 /* of sequences and pairs */
#define LABEL_GAP   3.0 /* label to the boxes of the first row */

static const struct paper_item *const *collect(struct exam *e, bool (*fits)(uint8_t kind),
                                               size_t *n) {
    const struct paper_item **v = arena_array(e->a, const struct paper_item *, e->paper->n_items);
    *n = 0;
    for (size_t s = 0; s < e->paper->n_sections; s++)
        for (size_t i = 0; i < e->paper->sections[s].n_items; i++)
            if (fits(e->paper->sections[s].kind))
                v[(*n)++] = &e->paper->sections[s].items[i];
    return v;
}

static bool is_choice(uint8_t kind) {
    return kind == ITEM_SINGLE_CHOICE || kind == ITEM_MULTIPLE_RESPONSE;
}

static bool is_verdict(uint8_t kind) {
    return kind == ITEM_TRUE_FALSE;
}

static bool is_order(uint8_t kind) {
    return kind == ITEM_ORDERING;
}

static bool is_match(uint8_t kind) {
    return kind == ITEM_MATCHING;
}

static void draw_row(struct omr_maker *m, const struct paper_item *pi, double x, double y) {
    struct exam *e = m->e;
    omr_words(m, str_format(e->a, "%u", pi->number), omr_ink(8, false), x + NUMBER_W - 2, y + 1,
              INK_RIGHT);
    for (size_t i = 0; i < pi->n_order; i++) {
        struct omr_cell c = {.role = OMR_CHOICE, .value = (uint8_t)('A' + i), .number = pi->number};
        omr_bubble(m, &c, x + FIRST + PITCH * (double)i, y, str_format(e->a, "%c", (int)('A' + i)));
    }
}

static void rule_between(struct omr_maker *m, double x, double y, double h) {
    ink_rule(m->e, m->page, MM(x), MM(y), 0, MM(h), PT(0.25), COLOR_BLACK);
}

/* "一、二　选择题（1–10 单选，11–15 多选）" comes from the sections' own names. */
static struct str label_of(struct exam *e, bool (*fits)(uint8_t kind)) {
    struct buf b = buf_in(e->a);
    for (size_t s = 0; s < e->paper->n_sections; s++) {
        const struct paper_section *sec = &e->paper->sections[s];
        if (!fits(sec->kind))
            continue;
        if (b.n)
            buf_c(&b, e->look.latin ? "; " : "；");
        buf_str(&b, word_part(word_get(e, "numerals"), s));
        buf_c(&b, " ");
        buf_str(&b, sec->title.n ? sec->title : word_kind(e, sec->kind, "name"));
        if (sec->n_items > 1)
            buf_printf(&b, " %u–%u", sec->items[0].number, sec->items[sec->n_items - 1].number);
    }
    return buf_get(&b);
}

/* Groups of five, side by side. */
struct block {
    size_t across;
    double pitch;
};

static struct block block_for(const struct paper_item *const *v, size_t n) {
    size_t widest = 0;
    for (size_t i = 0; i < n; i++)
        widest = MAX(widest, (size_t)v[i]->n_order);
    return n > MANY && widest <= 4 ? (struct block){GROUPS + 1, MANY_PITCH}
                                   : (struct block){GROUPS, GROUP_PITCH};
}

static void draw_choices(struct omr_maker *m) {
    size_t n;
    const struct paper_item *const *v = collect(m->e, is_choice, &n);
    if (!n)
        return;
    struct block block = block_for(v, n);
    omr_label(m, label_of(m->e, is_choice), OMR_LEFT, OMR_WIDTH);
    m->y += 5 + LABEL_GAP + BUBBLE_H / 2;
    for (size_t i = 0; i < n; i += GROUP * block.across) {
        size_t here = MIN(n - i, GROUP * block.across);
        double rows = (double)MIN(here, (size_t)GROUP);
        for (size_t k = 0; k < here; k++) {
            size_t column = k / GROUP, row = k % GROUP;
            draw_row(m, v[i + k], OMR_LEFT + block.pitch * (double)column,
                     m->y + ROW_PITCH * (double)row);
        }
        for (size_t g = 1; g * GROUP < here; g++)
            rule_between(m, OMR_LEFT + block.pitch * (double)g - 1.6, m->y - 2,
                         rows * ROW_PITCH - 2);
        m->y += rows * ROW_PITCH + 1;
    }
    m->y += 0.5;
}

/* --- signs, sequences, pairs: side by side --- */

struct column {
    double x, width;
    double y; /* below it */
};

static void draw_verdicts(struct omr_maker *m, struct column *c) {
    struct exam *e = m->e;
    size_t n;
    const struct paper_item *const *v = collect(e, is_verdict, &n);
    if (!n)
        return;
    size_t rows = (n + 1) / 2;
    omr_label(m, label_of(e, is_verdict), c->x, c->width);
    double y = m->y + 5 + LABEL_GAP + BUBBLE_H / 2;
    for (size_t i = 0; i < n; i++) {
        size_t column = i / rows;
        double x = c->x + 23.0 * (double)column, at = y + ROW_PITCH * (double)(i % rows);
        omr_words(m, str_format(e->a, "%u", v[i]->number), omr_ink(8, false), x + NUMBER_W - 1,
                  at + 1, INK_RIGHT);
        for (size_t k = 0; k < 2; k++) {
            struct omr_cell cell = {
                .role = OMR_CHOICE, .value = k ? 'F' : 'T', .number = v[i]->number};
            omr_bubble(m, &cell, x + 8 + 7.0 * (double)k, at,
                       e->look.latin ? (k ? STR("F") : STR("T")) : (k ? STR("×") : STR("√")));
        }
    }
    c->y = y + (double)rows * ROW_PITCH;
}

/* A row for each place (ordering) or pair (matching), a box for each letter. */
static void draw_places(struct omr_maker *m, struct column *c, bool (*fits)(uint8_t kind)) {
    struct exam *e = m->e;
    size_t n;
    const struct paper_item *const *v = collect(e, fits, &n);
    if (!n)
        return;
    omr_label(m, label_of(e, fits), c->x, c->width);
    double y = m->y + 5 + LABEL_GAP + BUBBLE_H / 2;
    for (size_t i = 0; i < n; i++) {
        size_t places = v[i]->n_left ? v[i]->n_left : v[i]->n_order;
        for (size_t p = 0; p < places; p++) {
            struct str number = n > 1 && p == 0 ? str_format(e->a, "%u: %zu", v[i]->number, p + 1)
                                                : str_format(e->a, "%zu", p + 1);
            omr_words(m, number, omr_ink(7.5, false), c->x + 4.6, y + 1, INK_RIGHT);
            for (size_t k = 0; k < v[i]->n_order; k++) {
                struct omr_cell cell = {.role = OMR_CHOICE,
                                        .value = (uint8_t)('A' + k),
                                        .number = v[i]->number,
                                        .part = (uint32_t)p};
                omr_bubble(m, &cell, c->x + 5.6 + TIGHT_PITCH * (double)k, y,
                           str_format(e->a, "%c", (int)('A' + k)));
            }
            y += ROW_PITCH;
        }
    }
    c->y = y;
}

/* How many letters the widest row of these has. */
static double places_width(struct exam *e, bool (*fits)(uint8_t kind)) {
    size_t n, widest = 0;
    const struct paper_item *const *v = collect(e, fits, &n);
    for (size_t i = 0; i < n; i++)
        widest = MAX(widest, (size_t)v[i]->n_order);
    return n ? MAX(5.6 + TIGHT_PITCH * (double)widest, 46.0) : 0;
}

/* Beside each other while they fit, else one below the other. */
static void draw_others(struct omr_maker *m) {
    struct exam *e = m->e;
    size_t verdicts;
    collect(e, is_verdict, &verdicts);
    double order = places_width(e, is_order), match = places_width(e, is_match), x = OMR_LEFT;
    struct column c[3] = {{.x = x, .width = 46, .y = m->y}};
    x += verdicts ? 49 : 0;
    c[1] = (struct column){x, order, m->y};
    x += order > 0 ? order + 3 : 0;
    bool below = x + match > OMR_LEFT + OMR_WIDTH;
    c[2] = (struct column){below ? OMR_LEFT : x, match, m->y};
    draw_verdicts(m, &c[0]);
    draw_places(m, &c[1], is_order);
    if (below)
        m->y = MAX(c[0].y, c[1].y);
    c[2].y = m->y;
    draw_places(m, &c[2], is_match);
    m->y = MAX(MAX(c[0].y, c[1].y), c[2].y);
}

bool omr_objective(struct omr_maker *m) {
    draw_choices(m);
    draw_others(m);
    return m->y <= OMR_BOTTOM;
}
