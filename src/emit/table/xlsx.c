/* xlsx: a tabular target as a workbook of one sheet: every cell a text, numbers only where a column
 * counts or holds a fixed number. */
#include "emit/table/cells.h"

#include "emit/xlsx_book.h"

struct sheet {
    struct arena *a;
    const struct target *t;
    struct book *book;
    struct diag *d;
    uint32_t row;
    bool ok;
};

static double width_of(const struct target_column *c) {
    switch ((enum target_field)c->field) {
    case COLUMN_STEM:
    case COLUMN_ANSWER:
    case COLUMN_EXPLANATION:
    case COLUMN_OPTIONS:
        return 48;
    case COLUMN_OPTION:
    case COLUMN_WRONG:
    case COLUMN_SECTION:
    case COLUMN_SOURCE:
        return 24;
    case COLUMN_NUMBER:
        return 6;
    default:
        return 14;
    }
}

static void put_text(struct sheet *s, size_t column, struct str text, enum book_style style,
                     struct span at) {
    if (text.n == 0 && style != BOOK_HEAD)
        return;
    if (!book_text(s->book, s->row, (uint16_t)column, text, style)) {
        diag_at(s->d, DIAG_BOOK_CELL_LONG, at, str_format(s->a, "%zu", book_units(text)));
        s->ok = false;
    }
}

static void put_fixed(struct sheet *s, const struct target_rows *rows) {
    for (size_t i = 0; i < rows->n; i++, s->row++)
        for (size_t c = 0; c < rows->width[i]; c++)
            put_text(s, c, rows->v[i][c], BOOK_FIXED, (struct span){0});
}

static void put_header(struct sheet *s) {
    if (!s->t->has_header)
        return;
    for (size_t c = 0; c < s->t->n_columns; c++)
        if (s->t->columns[c].head.n)
            put_text(s, c, s->t->columns[c].head, BOOK_HEAD, (struct span){0});
    s->row++;
}

static void put_question(struct sheet *s, const struct quiz_item *q, size_t number) {
    for (size_t c = 0; c < s->t->n_columns; c++) {
        const struct target_column *column = &s->t->columns[c];
        struct str cell = table_cell(s->a, column, q, number);
        long n;
        bool counts = column->field == COLUMN_NUMBER || column->field == COLUMN_VALUE;
        if (counts && str_to_int(cell, &n))
            book_number(s->book, s->row, (uint16_t)c, (double)n, BOOK_NUMBER);
        else
            put_text(s, c, cell, BOOK_CODE, q->item->source.span);
    }
    s->row++;
}

bool table_write_xlsx(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    struct sheet s = {.a = a, .t = in->quiz->target, .d = d, .ok = true};
    double widths[TARGET_COLUMNS_MAX];
    s.book = book_open(a, out, in->title, in->date, d);
    book_sheet(s.book, str_c(a, book_sheet_name(a, s.t->sheet)));
    for (size_t c = 0; c < s.t->n_columns; c++)
        widths[c] = width_of(&s.t->columns[c]);
    book_columns(s.book, widths, s.t->n_columns);
    put_fixed(&s, &s.t->preamble);
    put_header(&s);
    put_fixed(&s, &s.t->after);
    for (size_t i = 0; i < in->quiz->n; i++)
        put_question(&s, &in->quiz->v[i], i + 1);
    return book_close(s.book) && s.ok;
}
