/* rows: see rows.h. */
#include "emit/anki/rows.h"

#include "base/buf.h"

const char *const row_headers[ROW_HEADERS] = {
    "#separator:Comma",      "#html:true",         "#if matches:update current",
    "#match scope:notetype", "#notetype column:1", "#deck column:2",
    "#tags column:3",        "#guid column:4",
};

/* ---- stock notetypes: two fields ---- */

/* Fields of a notetype that make up a side, in order; ended by -1. */
struct stock_sides {
    int8_t front[4], back[6];
};

static const struct stock_sides sides[NOTETYPE_COUNT] = {
    [NOTETYPE_QA] = {{QA_Q, -1}, {QA_A, QA_EXTRA, QA_SOURCE, -1}},
    [NOTETYPE_TERM] = {{TERM_TERM, -1}, {TERM_FULL, TERM_DEF, TERM_NOTE, TERM_SOURCE, -1}},
    [NOTETYPE_POINT] = {{POINT_TITLE, POINT_BEFORE, POINT_CUE, -1},
                        {POINT_ITEM, POINT_AFTER, POINT_SOURCE, -1}},
    [NOTETYPE_CLOZE] = {{CLOZE_TEXT, -1}, {CLOZE_EXTRA, CLOZE_SOURCE, -1}},
    [NOTETYPE_CHOICE] = {{CHOICE_STEM, CHOICE_OPTIONS, -1},
                         {CHOICE_CORRECT, CHOICE_WHY, CHOICE_SOURCE, -1}},
    [NOTETYPE_TRUE_FALSE] = {{TF_Q, TF_OPTIONS, -1}, {TF_A, TF_WHY, TF_SOURCE, -1}},
};

static struct str side(struct arena *a, const struct deck_note *n, const int8_t *fields) {
    struct buf b = buf_in(a);
    for (; *fields >= 0; fields++) {
        if (n->fields[*fields].n == 0)
            continue;
        if (b.n)
            buf_c(&b, "<br>");
        buf_str(&b, n->fields[*fields]);
    }
    return buf_get(&b);
}

/* A point without a keyword is asked by its place, or two points would read the same. */
static struct str point_front(struct arena *a, const struct deck_note *n, struct str front) {
    if (n->type != notetype_get(NOTETYPE_POINT) || n->fields[POINT_CUE].n)
        return front;
    return str_format(a, "%.*s<br>%.*s/%.*s", STR_ARG(front), STR_ARG(n->fields[POINT_POS]),
                      STR_ARG(n->fields[POINT_TOTAL]));
}

static size_t stock_row(struct arena *a, const struct deck *deck, const struct deck_note *n,
                        struct str *cells) {
    size_t t = 0;
    while (n->type != notetype_get((enum notetype_id)t))
        t++;
    cells[0] = str_of(n->type->is_cloze ? deck->stock->cloze : deck->stock->basic);
    cells[ROW_META] = point_front(a, n, side(a, n, sides[t].front));
    cells[ROW_META + 1] = side(a, n, sides[t].back);
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
