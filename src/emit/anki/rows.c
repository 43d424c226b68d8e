/* rows: see rows.h. */
#include "emit/anki/rows.h"

#include "base/buf.h"

const char *const row_headers[ROW_HEADERS] = {
    "#separator:Comma",      "#html:true",         "#if matches:update current",
    "#match scope:notetype", "#notetype column:1", "#deck column:2",
    "#tags column:3",        "#guid column:4",
};

/* ---- two sides ---- */

/* Fields of a notetype that make up a side, in order; ended by -1. */
static const struct {
    int8_t ask[4], answer[5];
} side_fields[NOTETYPE_COUNT] = {
    [NOTETYPE_QA] = {{QA_Q, -1}, {QA_A, QA_EXTRA, -1}},
    [NOTETYPE_TERM] = {{TERM_TERM, -1}, {TERM_FULL, TERM_DEF, TERM_NOTE, -1}},
    [NOTETYPE_POINT] = {{POINT_TITLE, POINT_BEFORE, POINT_CUE, -1}, {POINT_ITEM, -1}},
    [NOTETYPE_CLOZE] = {{CLOZE_TEXT, -1}, {CLOZE_EXTRA, -1}},
    [NOTETYPE_CHOICE] = {{CHOICE_STEM, CHOICE_OPTIONS, -1}, {CHOICE_CORRECT, CHOICE_WHY, -1}},
    [NOTETYPE_TRUE_FALSE] = {{TF_Q, TF_OPTIONS, -1}, {TF_A, TF_WHY, -1}},
};

static void put_side(struct buf *b, const struct deck_note *n, const int8_t *fields) {
    for (; *fields >= 0; fields++) {
        if (n->fields[*fields].n == 0)
            continue;
        if (b->n)
            buf_c(b, "<br>");
        buf_str(b, n->fields[*fields]);
    }
}

struct row_sides row_sides_of(struct arena *a, const struct deck_note *n) {
    size_t t = 0;
    struct buf ask = buf_in(a), answer = buf_in(a);
    while (n->type != notetype_get((enum notetype_id)t))
        t++;
    put_side(&ask, n, side_fields[t].ask);
    put_side(&answer, n, side_fields[t].answer);
    /* a point without a keyword is asked by its place, or two points would read the same */
    if (t == NOTETYPE_POINT && n->fields[POINT_CUE].n == 0)
        buf_printf(&ask, "<br>%.*s/%.*s", STR_ARG(n->fields[POINT_POS]),
                   STR_ARG(n->fields[POINT_TOTAL]));
    return (struct row_sides){buf_get(&ask), buf_get(&answer)};
}

/* Stock notetypes have two fields. */
static size_t stock_row(struct arena *a, const struct deck *deck, const struct deck_note *n,
                        struct str *cells) {
    struct row_sides sides = row_sides_of(a, n);
    struct str source = n->fields[n->type->source];
    cells[0] = str_of(n->type->is_cloze ? deck->stock->cloze : deck->stock->basic);
    cells[ROW_META] = sides.ask;
    cells[ROW_META + 1] = str_format(a, "%.*s%s%.*s", STR_ARG(sides.answer),
                                     sides.answer.n ? "<br>" : "", STR_ARG(source));
    return ROW_META + 2;
}

/* ---- rows ---- */

static size_t own_row(struct arena *a, const struct deck_note *n, struct str *cells) {
    cells[0] = str_format(a, "%lld", (long long)n->type->id);
    for (size_t i = 0; i < NOTETYPE_FIELDS_MAX; i++)
        cells[ROW_META + i] = i < n->type->n_fields ? n->fields[i] : (struct str){0};
    return ROW_CELLS_MAX;
}

size_t row_of(struct arena *a, const struct deck *deck, const struct deck_note *n,
              struct str cells[ROW_CELLS_MAX]) {
    cells[1] = n->deck;
    cells[2] = str_join(a, n->tags, n->n_tags, STR(" "));
    cells[3] = n->guid;
    return deck->stock ? stock_row(a, deck, n, cells) : own_row(a, n, cells);
}

/* ---- as text ---- */

static void put_field(struct buf *b, struct str s) {
    buf_byte(b, '"');
    for (size_t from = 0; from < s.n;) {
        size_t at = str_find_byte(str_from(s, from), '"');
        size_t end = at == SIZE_MAX ? s.n : from + at + 1;
        buf_str(b, str_slice(s, from, end));
        if (at != SIZE_MAX)
            buf_byte(b, '"');
        from = end;
    }
    buf_byte(b, '"');
}

void row_put(struct buf *b, const struct str *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_byte(b, ',');
        put_field(b, cells[i]);
    }
    buf_byte(b, '\n');
}
