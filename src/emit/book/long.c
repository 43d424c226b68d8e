/* long: texts no row is high enough for. A row of a spreadsheet is at most 409 points high, and
 * what is longer is neither seen nor printed. */
#include "emit/book/book.h"
#include "emit/book/measure.h"

/* The narrowest a column gets on any sheet that shows its texts. 0: they are never long. */
static const double narrowest[BANK_COLUMNS] = {
    [BANK_STEM] = 44, [BANK_OPTIONS] = 36, [BANK_KEY] = 80, [BANK_EXPLANATION] = 80};

void book_shorten(struct study_book *b, struct book_row *row) {
    for (int c = 0; c < BANK_COLUMNS; c++) {
        struct str s = row->cells[c];
        if (narrowest[c] == 0 || measure_fits(s, narrowest[c]))
            continue;
        struct str head = str_slice(s, 0, measure_head(s, narrowest[c], measure_row_lines() - 2));
        vec_push(b->a, &b->longs, (struct book_long){row, (enum bank_column)c, s});
        row->cells[c] =
            str_format(b->a, "%.*s\n%.*s", STR_ARG(str_trim_end(head)),
                       STR_ARG(wording_fill(b->a, b->words, "bank.more", "sheet",
                                            str_of(b->long_texts), (const char *)NULL)));
    }
}

enum long_column { LONG_ID, LONG_QUESTION, LONG_WHAT, LONG_PART, LONG_TEXT };
#define LONG_COLUMNS 5

void book_long_sheet(struct study_book *b) {
    static const char *const keys[LONG_COLUMNS] = {"bank.id", "bank.question", "long.what",
                                                   "long.part", "long.text"};
    static const double widths[LONG_COLUMNS] = {20, 24, 14, 8, 100};
    static const char *const what[BANK_COLUMNS] = {[BANK_STEM] = "bank.stem",
                                                   [BANK_OPTIONS] = "bank.options",
                                                   [BANK_KEY] = "bank.key",
                                                   [BANK_EXPLANATION] = "bank.explanation"};
    uint32_t row = 0;
    book_open_sheet(b, b->long_texts, 2);
    book_columns(b->book, widths, LONG_COLUMNS);
    book_word_heads(b, keys, LONG_COLUMNS);
    for (size_t i = 0; i < b->longs.n; i++) {
        const struct book_long *l = &b->longs.v[i];
        unsigned part = 0;
        for (struct str rest = l->text; rest.n;) {
            size_t n = measure_head(rest, widths[LONG_TEXT], measure_row_lines());
            struct str cells[LONG_COLUMNS] = {l->row->cells[BANK_ID], l->row->cells[BANK_QUESTION],
                                              str_of(book_word(b, what[l->column])),
                                              str_format(b->a, "%u", ++part),
                                              str_trim_end(str_slice(rest, 0, n))};
            double height = measure_height(1);
            row++;
            for (uint16_t c = 0; c < LONG_COLUMNS; c++) {
                book_put(b, row, c, cells[c], book_band(i), l->row->item);
                height = MAX(height, measure_cell(cells[c], widths[c]));
            }
            book_height(b->book, row, height);
            rest = str_from(rest, n);
        }
    }
    book_filter(b->book, 0, row, LONG_COLUMNS - 1);
}
