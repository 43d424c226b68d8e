/* deck_rows: tables, one note for each row: its head is what is asked about. Only tables that
 * compare: those of an exercise (with code beside them), of data (headed by identifiers) and long
 * ones stay on the card of the whole answer. */
#include "plan/deck_make.h"

#include "base/utf8.h"

#define ROWS_MOST       24
#define HEAD_CELLS_MOST 40

static const struct table_cell *cell(const struct study_table *t, size_t row, size_t column) {
    return &t->cells[row * t->n_columns + column];
}

/* user_id, colA: names of a data table's columns. */
static bool is_identifier(struct str s) {
    bool under = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        under = under || c == '_';
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_'))
            return false;
    }
    return under || (s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z');
}

static bool heads_are_words(const struct study_table *t) {
    size_t identifiers = 0;
    for (size_t c = 0; c < t->n_columns; c++) {
        struct str head = str_trim(cell(t, 0, c)->text.plain);
        if (c > 0 && head.n == 0)
            return false;
        identifiers += is_identifier(head);
    }
    return identifiers < t->n_columns;
}

static bool rows_are_named(struct arena *a, const struct study_table *t) {
    struct map seen = map_in(a);
    for (size_t r = t->n_head; r < t->n_rows; r++) {
        struct str head = str_trim(cell(t, r, 0)->text.plain);
        bool number = true;
        for (size_t i = 0; i < head.n; i++)
            number = number && head.p[i] >= '0' && head.p[i] <= '9';
        if (number || utf8_cells(head) > HEAD_CELLS_MOST || map_put(&seen, head)->num++)
            return false;
    }
    return true;
}

static bool compares(struct arena *a, const struct study_table *t) {
    return t->n_head == 1 && t->n_columns >= 2 && t->n_rows >= 3 && t->n_rows <= ROWS_MOST &&
           heads_are_words(t) && rows_are_named(a, t);
}

static struct str ask_row(struct deck_maker *m, struct str title, const struct study_table *t,
                          size_t row) {
    struct note_html *h = &m->h;
    buf_printf(&h->out, "%.*s<div class=\"cue\">", STR_ARG(title));
    note_rich(h, &cell(t, row, 0)->text);
    buf_c(&h->out, "</div><div class=\"count\">");
    for (size_t c = 1; c < t->n_columns; c++) {
        if (c > 1)
            buf_c(&h->out, " · ");
        note_rich(h, &cell(t, 0, c)->text);
    }
    buf_c(&h->out, "</div>");
    return deck_take(m);
}

/* Empty when the row says nothing. */
static struct str answer_row(struct deck_maker *m, const struct study_table *t, size_t row) {
    struct note_html *h = &m->h;
    size_t said = 0;
    buf_c(&h->out, "<table>");
    for (size_t c = 1; c < t->n_columns; c++) {
        if (str_trim(cell(t, row, c)->text.plain).n == 0)
            continue;
        said++;
        buf_c(&h->out, "<tr><th>");
        note_rich(h, &cell(t, 0, c)->text);
        buf_c(&h->out, "</th><td>");
        note_rich(h, &cell(t, row, c)->text);
        buf_c(&h->out, "</td></tr>");
    }
    buf_c(&h->out, "</table>");
    struct str html = deck_take(m);
    return said ? html : (struct str){0};
}

/* By the table's head and the row's. */
static struct deck_key row_key(struct deck_maker *m, const struct study_table *t, size_t row) {
    struct buf form = buf_in(m->a);
    buf_c(&form, "row");
    for (size_t c = 0; c < t->n_columns; c++) {
        buf_byte(&form, c ? ',' : ':');
        buf_str(&form, cell(t, 0, c)->text.plain);
    }
    return deck_own_key(m, "row", buf_get(&form), cell(t, row, 0)->text.plain);
}

static void rows_of(struct deck_maker *m, struct str title, const struct part *part) {
    const struct study_table *t = part->table;
    if (!compares(m->a, t))
        return;
    note_parts(&m->h, part, 1);
    struct str whole = deck_take(m);
    for (size_t r = t->n_head; r < t->n_rows; r++) {
        struct str answer = answer_row(m, t, r);
        if (answer.n == 0)
            continue;
        struct str ask = ask_row(m, title, t, r);
        struct span span = cell(t, r, 0)->text.span.at ? cell(t, r, 0)->text.span : part->span;
        struct str *f = deck_note_add(m, NOTETYPE_QA, row_key(m, t, r), span);
        f[QA_Q] = ask;
        f[QA_A] = answer;
        f[QA_EXTRA] = whole;
    }
}

static bool has_code(const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind == PART_CODE)
            return true;
    return false;
}

static void rows_among(struct deck_maker *m, struct str title, const struct part *parts, size_t n) {
    if (has_code(parts, n))
        return;
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind == PART_TABLE)
            rows_of(m, title, &parts[i]);
}

void deck_row_notes(struct deck_maker *m, struct str title) {
    const struct question *q = m->at.question;
    rows_among(m, title, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets; i++)
        rows_among(m, title, q->facets[i].parts, q->facets[i].n_parts);
}
