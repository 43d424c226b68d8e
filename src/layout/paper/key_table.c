/* key_table: answers at a glance: a table per section, so many answers a row; blanks in two
 * columns; sequences and pairs a line each. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

#define LABEL_W  MM(17)
#define NUMBER_H MM(6)
#define ANSWER_H MM(7)
#define NUMBER_W MM(11)
#define RULE     PT(0.5)
#define LINE_H   MM(6)
#define SIZE     PT(10)

struct answers {
    const struct paper_section *s;
    const struct paper_item *v;
    size_t n, a_row;
};

/* "单选 2′" */
static struct str label_words(struct exam *e, const struct paper_section *s) {
    struct str name = word_kind(e, s->kind, "short");
    if (!s->half_marks_each)
        return name;
    struct str marks = wording_fill(e->a, e->w, "key.marks", "marks",
                                    word_marks(e, s->half_marks_each), (const char *)NULL);
    return str_format(e->a, "%.*s %.*s", STR_ARG(name), STR_ARG(marks));
}

static uint32_t cell_tag(struct exam *e, uint32_t row, bool head) {
    uint32_t t = pages_tag(e->pages, row, head ? TAG_TH : TAG_TD);
    e->pages->tags.v[t].scope_row = head;
    return t;
}

static void boxed(struct exam *e, const struct spot *s, mpt x, mpt w, mpt h, struct str text,
                  struct ink k, uint32_t tag) {
    ink_box(e, s->page, x, s->y, w, h, RULE, COLOR_BLACK);
    ink_text(e, s->page, text, k, x + w / 2, ink_middle(s->y, h, k.size), INK_CENTER, tag);
}

static void answer_cell(struct exam *e, const struct paper_item *pi, const struct spot *s, mpt x,
                        mpt w, uint32_t row) {
    uint32_t tag = cell_tag(e, row, false);
    bool signs = pi->item->kind == ITEM_TRUE_FALSE && !e->look.latin;
    boxed(e, s, x, w, ANSWER_H, signs ? (struct str){0} : paper_key(e->a, pi), RED_HEI(PT(11)),
          tag);
    if (!signs)
        return;
    e->pages->tags.v[tag].actual = pi->item->is_true ? STR("√") : STR("×");
    ink_verdict(e, s->page, pi->item->is_true, x + w / 2, s->y + ANSWER_H / 2, SIZE, tag);
}

static void draw_answers(struct exam *e, const struct row *r, const struct spot *s) {
    const struct answers *t = r->data;
    struct spot at = *s;
    mpt w = (e->look.column - LABEL_W) / (mpt)t->a_row;
    uint32_t table = pages_tag(e->pages, s->tag, TAG_TABLE);
    uint32_t row = pages_tag(e->pages, table, TAG_TR);
    boxed(e, &at, s->x, LABEL_W, NUMBER_H, word_get(e, "table.number"), SONG(PT(9.5)),
          cell_tag(e, row, true));
    for (size_t i = 0; i < t->n; i++)
        boxed(e, &at, s->x + LABEL_W + (mpt)i * w, w, NUMBER_H,
              str_format(e->a, "%u", t->v[i].number), SONG(PT(9.5)), cell_tag(e, row, false));
    at.y += NUMBER_H;
    row = pages_tag(e->pages, table, TAG_TR);
    boxed(e, &at, s->x, LABEL_W, ANSWER_H, label_words(e, t->s), HEI(PT(9)),
          cell_tag(e, row, true));
    for (size_t i = 0; i < t->n; i++)
        answer_cell(e, &t->v[i], &at, s->x + LABEL_W + (mpt)i * w, w, row);
}

static struct exam_unit unit_of(struct exam *e, const row_vec *rows) {
    struct exam_unit u = {.role = TAG_SECT, .gap = MM(1.5), .gap_least = MM(1), .gap_most = MM(3)};
    (void)e;
    unit_close(&u, rows);
    return u;
}

static void add_answers(struct exam *e, const struct paper_section *s, exam_unit_vec *out) {
    size_t a_row = s->kind == ITEM_MULTIPLE_RESPONSE ? 5 : 10;
    for (size_t i = 0; i < s->n_items; i += a_row) {
        struct answers *t = arena_new(e->a, struct answers);
        row_vec rows = {0};
        *t = (struct answers){s, &s->items[i], MIN(a_row, s->n_items - i), a_row};
        vec_push(e->a, &rows,
                 (struct row){.height = NUMBER_H + ANSWER_H, .draw = draw_answers, .data = t});
        vec_push(e->a, out, unit_of(e, &rows));
    }
}

/* --- blanks, sequences, pairs: a number and a text each --- */

struct entry {
    struct str number;
    struct para_lines lines;
};

struct entries {
    const struct para *label;
    struct entry *v;
    size_t n, columns, a_column;
    mpt *heights; /* of each line of entries */
};

static struct entry entry_of(struct exam *e, struct str number, const struct para *p, mpt measure) {
    struct para_shape shape = {
        .size = SIZE, .pitch = PT(13.5), .measure = measure, .align = ALIGN_RAGGED};
    return (struct entry){number, para_break(e->a, p, &shape)};
}

static void draw_entry(struct exam *e, const struct entry *n, const struct spot *s, mpt x, mpt w,
                       mpt h, uint32_t row) {
    ink_box(e, s->page, x, s->y, NUMBER_W, h, RULE, COLOR_BLACK);
    ink_box(e, s->page, x + NUMBER_W, s->y, w - NUMBER_W, h, RULE, COLOR_BLACK);
    ink_text(e, s->page, n->number, SONG(PT(9.5)), x + NUMBER_W / 2, ink_middle(s->y, h, PT(9.5)),
             INK_CENTER, cell_tag(e, row, true));
    para_draw(&n->lines, 0, n->lines.n, e->pages, s->page, x + NUMBER_W + MM(1.6),
              s->y + (h - n->lines.height) / 2, cell_tag(e, row, false));
}

static void draw_entries(struct exam *e, const struct row *r, const struct spot *s) {
    const struct entries *t = r->data;
    struct spot at = *s;
    mpt w = (e->look.column - LABEL_W) / (mpt)t->columns;
    uint32_t label = pages_tag(e->pages, s->tag, TAG_P);
    uint32_t table = pages_tag(e->pages, s->tag, TAG_TABLE);
    ink_box(e, s->page, s->x, s->y, LABEL_W, r->height, RULE, COLOR_BLACK);
    ink_para(e, s->page, t->label, PT(9), s->x + LABEL_W / 2, ink_middle(s->y, r->height, PT(9)),
             INK_CENTER, label);
    for (size_t i = 0; i < t->a_column; i++) {
        uint32_t row = pages_tag(e->pages, table, TAG_TR);
        for (size_t c = 0; c < t->columns; c++) {
            mpt x = s->x + LABEL_W + (mpt)c * w;
            size_t k = c * t->a_column + i;
            if (k < t->n) {
                draw_entry(e, &t->v[k], &at, x, w, t->heights[i], row);
                continue;
            }
            ink_box(e, s->page, x, at.y, w, t->heights[i], RULE, COLOR_BLACK);
            cell_tag(e, row, false); /* all rows of a table have as many cells */
            cell_tag(e, row, false);
        }
        at.y += t->heights[i];
    }
}

static void close_entries(struct exam *e, struct entries *t, exam_unit_vec *out) {
    row_vec rows = {0};
    mpt height = 0;
    t->a_column = (t->n + t->columns - 1) / t->columns;
    t->heights = arena_array(e->a, mpt, t->a_column);
    for (size_t i = 0; i < t->n; i++) {
        mpt *h = &t->heights[i % t->a_column];
        *h = MAX(*h, MAX(LINE_H, t->v[i].lines.height + MM(1.4)));
    }
    for (size_t i = 0; i < t->a_column; i++)
        height += t->heights[i];
    vec_push(e->a, &rows, (struct row){.height = height, .draw = draw_entries, .data = t});
    vec_push(e->a, out, unit_of(e, &rows));
}

static struct entries *entries_of(struct exam *e, const struct paper_section *s, size_t n,
                                  size_t columns) {
    struct entries *t = arena_new(e->a, struct entries);
    struct ink k = HEI(PT(9));
    t->label = ink_shape(e, label_words(e, s), &k);
    t->v = arena_array(e->a, struct entry, n);
    t->columns = columns;
    return t;
}

static struct str blank_number(struct exam *e, const struct paper_item *pi, size_t i) {
    struct buf b = buf_in(e->a);
    buf_printf(&b, "%u", pi->number);
    if (pi->item->n_answers > 1)
        buf_code(&b, 0x2460 + (uint32_t)i);
    return buf_get(&b);
}

static void add_blanks(struct exam *e, const struct paper_section *s, exam_unit_vec *out) {
    struct entries *t = entries_of(e, s, s->n_blanks, s->n_blanks > 1 ? 2 : 1);
    struct ink k = RED_HEI(SIZE);
    mpt w = (e->look.column - LABEL_W) / (mpt)t->columns - NUMBER_W - MM(3);
    for (size_t i = 0; i < s->n_items; i++)
        for (size_t b = 0; b < s->items[i].item->n_answers; b++)
            t->v[t->n++] = entry_of(e, blank_number(e, &s->items[i], b),
                                    ink_shape_rich(e, &s->items[i].item->answers[b].text, &k), w);
    close_entries(e, t, out);
}

/* "D → B → A → C" or "1C  2F  3A" */
static struct str sequence(struct exam *e, const struct paper_item *pi) {
    struct str key = paper_key(e->a, pi);
    struct buf b = buf_in(e->a);
    for (size_t i = 0; i < key.n; i++) {
        if (pi->item->kind == ITEM_ORDERING)
            buf_printf(&b, "%s%c", i ? " → " : "", key.p[i]);
        else
            buf_printf(&b, "%s%zu%c", i ? "\xE2\x80\x82" : "", i + 1, key.p[i]);
    }
    return buf_get(&b);
}

static void add_sequences(struct exam *e, const struct paper_section *s, exam_unit_vec *out) {
    struct entries *t = entries_of(e, s, s->n_items, 1);
    struct ink k = RED_HEI(SIZE);
    for (size_t i = 0; i < s->n_items; i++)
        t->v[t->n++] = entry_of(e, str_format(e->a, "%u", s->items[i].number),
                                ink_shape(e, sequence(e, &s->items[i]), &k),
                                e->look.column - LABEL_W - NUMBER_W - MM(3));
    close_entries(e, t, out);
}

void key_table_units(struct exam *e, exam_unit_vec *out) {
    for (size_t i = 0; i < e->paper->n_sections; i++) {
        const struct paper_section *s = &e->paper->sections[i];
        if (s->kind <= ITEM_TRUE_FALSE)
            add_answers(e, s, out);
        else if (s->kind == ITEM_FILL_BLANK)
            add_blanks(e, s, out);
        else if (s->kind == ITEM_ORDERING || s->kind == ITEM_MATCHING)
            add_sequences(e, s, out);
    }
}
