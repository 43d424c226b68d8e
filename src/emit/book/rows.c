/* rows: the sheets that have a row for every question: bank, work, test, review. */
#include "emit/book/book.h"
#include "emit/book/measure.h"

#include "base/hash.h"

/* Bounds of a column's width; it grows up to `room` when only that shows all of its text. */
struct width_rule {
    double least, most, room;
};

/* The narrowest width within the rule in which every text of the column fits a row. */
static double fit_width(const struct study_book *b, const struct book_part *p,
                        enum bank_column column, const struct width_rule *rule) {
    double width = rule->least;
    for (size_t i = 0; i < p->n; i++) {
        struct str s = b->rows[p->from + i].cells[column];
        if (width < rule->most && s.n)
            width = MAX(width, MIN(measure_width(s), rule->most));
    }
    for (size_t i = 0; i < p->n; i++) {
        struct str s = b->rows[p->from + i].cells[column];
        while (width < rule->room && measure_is_small(s, width))
            width += 4;
    }
    return width;
}

static void set_height(struct study_book *b, uint32_t row, const struct str *cells,
                       const double *widths, size_t n) {
    double height = measure_height(1);
    for (size_t c = 0; c < n; c++)
        if (cells[c].n)
            height = MAX(height, measure_cell(cells[c], widths[c]));
    book_height(b->book, row, height);
}

static enum book_style style_of(struct str s, double width, enum book_style usual) {
    return measure_is_small(s, width) ? BOOK_SMALL : usual;
}

/* ---- bank ---- */

static const char *const bank_keys[BANK_COLUMNS] = {
    "bank.id",  "bank.section",     "bank.question",   "bank.kind", "bank.stem",  "bank.options",
    "bank.key", "bank.explanation", "bank.difficulty", "bank.tags", "bank.source"};

void book_bank_sheet(struct study_book *b, const struct book_part *p) {
    static const struct width_rule rules[BANK_COLUMNS] = {
        [BANK_ID] = {12, 12, 12},         [BANK_SECTION] = {10, 14, 14},
        [BANK_QUESTION] = {12, 16, 16},   [BANK_KIND] = {10, 14, 14},
        [BANK_STEM] = {24, 36, 44},       [BANK_OPTIONS] = {10, 32, 36},
        [BANK_KEY] = {8, 40, 80},         [BANK_EXPLANATION] = {8, 32, 80},
        [BANK_DIFFICULTY] = {10, 10, 10}, [BANK_TAGS] = {8, 12, 12},
        [BANK_SOURCE] = {10, 16, 16},
    };
    double widths[BANK_COLUMNS];
    const char *heads[BANK_COLUMNS];
    book_open_sheet(b, p->bank, 1);
    for (size_t c = 0; c < BANK_COLUMNS; c++) {
        heads[c] = book_word(b, bank_keys[c]);
        widths[c] = fit_width(b, p, (enum bank_column)c, &rules[c]);
    }
    book_columns(b->book, widths, BANK_COLUMNS);
    for (size_t i = 0; i < p->n; i++) {
        const struct book_row *r = &b->rows[p->from + i];
        uint32_t row = (uint32_t)i + 1;
        for (int c = 0; c < BANK_COLUMNS; c++)
            book_put(b, row, (uint16_t)c, r->cells[c],
                     style_of(r->cells[c], widths[c], book_band(i)), r->item);
        set_height(b, row, r->cells, widths, BANK_COLUMNS);
    }
    struct str name = str_format(b->a, "Bank%zu", (size_t)(p - b->parts) + 1);
    book_table(b->book, str_c(b->a, name), heads, BANK_COLUMNS, (uint32_t)p->n);
}

/* ---- formulas that look a question up ---- */

/* A text of the bank by the id in column A, so that an edit there shows here. */
static void put_looked_up(struct study_book *b, const struct book_part *p, uint32_t row,
                          uint16_t column, uint16_t what, enum book_style style) {
    const struct book_row *r = &b->rows[p->from + row - 1];
    struct arena_mark mark = arena_mark(b->scratch);
    struct str values = book_reference(b->scratch, p->bank, book_rows(p, what, what));
    struct str ids = book_reference(b->scratch, p->bank, book_rows(p, BANK_ID, BANK_ID));
    struct str formula =
        str_format(b->scratch, "=IFERROR(INDEX(%.*s,MATCH($A%u,%.*s,0))&\"\",\"\")",
                   STR_ARG(values), row + 1, STR_ARG(ids));
    book_formula_text(b->book, row, column, str_c(b->scratch, formula), r->cells[what], style);
    arena_reset(b->scratch, mark);
}

/* ---- work ---- */

#define WORK_STEM_WIDTH 56

static void work_row(struct study_book *b, const struct book_part *p, uint32_t row) {
    const struct book_row *r = &b->rows[p->from + row - 1];
    enum book_style band = book_band(row - 1);
    struct arena_mark mark = arena_mark(b->scratch);
    unsigned at = row + 1;
    book_put(b, row, WORK_ID, r->cells[BANK_ID], band, r->item);
    put_looked_up(b, p, row, WORK_STEM, BANK_STEM,
                  style_of(r->cells[BANK_STEM], WORK_STEM_WIDTH, band));
    put_looked_up(b, p, row, WORK_SECTION, BANK_SECTION, band);
    book_put(b, row, WORK_OWNER, (struct str){0}, BOOK_INPUT, NULL);
    book_put(b, row, WORK_STATUS, book_status(b, 0), BOOK_INPUT, NULL);
    book_put(b, row, WORK_SCORE, (struct str){0}, BOOK_INPUT, NULL);
    book_put(b, row, WORK_LAST, (struct str){0}, BOOK_DATE, NULL);
    struct str interval =
        str_format(b->scratch, "=IF($F%u=\"\",\"\",IFERROR(INDEX(Intervals,$F%u+1),\"\"))", at, at);
    struct str next =
        str_format(b->scratch, "=IF(OR($G%u=\"\",$H%u=\"\"),\"\",$G%u+$H%u)", at, at, at, at);
    book_formula_text(b->book, row, WORK_INTERVAL, str_c(b->scratch, interval), (struct str){0},
                      BOOK_COUNT);
    book_formula_text(b->book, row, WORK_NEXT, str_c(b->scratch, next), (struct str){0}, BOOK_DATE);
    arena_reset(b->scratch, mark);
}

void book_work_sheet(struct study_book *b, const struct book_part *p) {
    static const char *const keys[WORK_COLUMNS] = {"bank.id",    "bank.stem",     "bank.section",
                                                   "work.owner", "work.status",   "work.score",
                                                   "work.last",  "work.interval", "work.next"};
    static const double widths[WORK_COLUMNS] = {20, WORK_STEM_WIDTH, 24, 14, 14, 14, 14, 12, 14};
    book_open_sheet(b, p->work, 2);
    book_columns(b->book, widths, WORK_COLUMNS);
    book_word_heads(b, keys, WORK_COLUMNS);
    for (uint32_t row = 1; row <= p->n; row++) {
        const struct book_row *r = &b->rows[p->from + row - 1];
        work_row(b, p, row);
        book_height(b->book, row,
                    MAX(measure_cell(r->cells[BANK_STEM], widths[WORK_STEM]),
                        measure_cell(r->cells[BANK_SECTION], widths[WORK_SECTION])));
    }
    book_filter(b->book, 0, (uint32_t)p->n, WORK_COLUMNS - 1);
    book_choose(b->book, book_rows(p, WORK_OWNER, WORK_OWNER), "Members");
    book_choose(b->book, book_rows(p, WORK_STATUS, WORK_STATUS), "Statuses");
    book_whole(b->book, book_rows(p, WORK_SCORE, WORK_SCORE), 0, SCORES - 1);
    book_day(b->book, book_rows(p, WORK_LAST, WORK_LAST));
    book_alarm(b->book, book_rows(p, WORK_NEXT, WORK_NEXT), "=AND($I2<>\"\",$I2<=TODAY())");
}

/* ---- test ---- */

enum test_column { TEST_ID, TEST_STEM, TEST_OPTIONS, TEST_YOURS, TEST_ANSWER, TEST_MARK };
#define TEST_COLUMNS 6

static void test_row(struct study_book *b, const struct book_part *p, uint32_t row,
                     const double *widths) {
    const struct book_row *r = &b->rows[p->from + row - 1];
    enum book_style band = book_band(row - 1);
    struct arena_mark mark = arena_mark(b->scratch);
    struct str keys = book_reference(b->scratch, p->bank, book_rows(p, BANK_KEY, BANK_KEY));
    struct str ids = book_reference(b->scratch, p->bank, book_rows(p, BANK_ID, BANK_ID));
    struct str answer = str_format(
        b->scratch,
        "=IF(ShowAnswers=INDEX(YesNo,1),IFERROR(INDEX(%.*s,MATCH($A%u,%.*s,0))&\"\",\"\"),\"\")",
        STR_ARG(keys), row + 1, STR_ARG(ids));
    book_put(b, row, TEST_ID, r->cells[BANK_ID], band, r->item);
    put_looked_up(b, p, row, TEST_STEM, BANK_STEM,
                  style_of(r->cells[BANK_STEM], widths[TEST_STEM], band));
    put_looked_up(b, p, row, TEST_OPTIONS, BANK_OPTIONS,
                  style_of(r->cells[BANK_OPTIONS], widths[TEST_OPTIONS], band));
    book_put(b, row, TEST_YOURS, (struct str){0}, BOOK_INPUT, NULL);
    book_formula_text(b->book, row, TEST_ANSWER, str_c(b->scratch, answer), (struct str){0},
                      style_of(r->cells[BANK_KEY], widths[TEST_ANSWER], band));
    book_put(b, row, TEST_MARK, (struct str){0}, BOOK_INPUT, NULL);
    arena_reset(b->scratch, mark);
}

void book_test_sheet(struct study_book *b, const struct book_part *p) {
    static const char *const keys[TEST_COLUMNS] = {"bank.id",    "bank.stem",   "bank.options",
                                                   "test.yours", "test.answer", "test.mark"};
    static const struct width_rule answer_rule = {20, 44, 80};
    double widths[TEST_COLUMNS] = {20, 44, 36, 30, 0, 8};
    widths[TEST_ANSWER] = fit_width(b, p, BANK_KEY, &answer_rule);
    book_open_sheet(b, p->test, 2);
    book_columns(b->book, widths, TEST_COLUMNS);
    book_word_heads(b, keys, TEST_COLUMNS);
    for (uint32_t row = 1; row <= p->n; row++) {
        const struct book_row *r = &b->rows[p->from + row - 1];
        struct str shown[TEST_COLUMNS] = {[TEST_STEM] = r->cells[BANK_STEM],
                                          [TEST_OPTIONS] = r->cells[BANK_OPTIONS],
                                          [TEST_ANSWER] = r->cells[BANK_KEY]};
        test_row(b, p, row, widths);
        set_height(b, row, shown, widths, TEST_COLUMNS);
    }
    book_choose(b->book, book_rows(p, TEST_MARK, TEST_MARK), "Marks");
}

/* ---- review ---- */

void book_review_sheet(struct study_book *b, const struct book_part *p) {
    static const double widths[REVIEW_CELLS] = {20, 12, 50, 44, 50, 30};
    book_open_sheet(b, p->review, 2);
    book_columns(b->book, widths, REVIEW_CELLS);
    book_heads(b, 0, items_review_heads, REVIEW_CELLS);
    struct str keep = wording_get(b->words, "decision.1");
    for (size_t i = 0; i < p->n; i++) {
        const struct item *it = b->rows[p->from + i].item;
        struct arena_mark mark = arena_mark(b->scratch);
        struct str cells[REVIEW_CELLS];
        uint32_t row = (uint32_t)i + 1;
        items_review_row(b->scratch, it, cells);
        for (uint16_t c = 2; c < REVIEW_CELLS; c++) /* an empty cell leaves it as it is */
            if (!measure_fits(cells[c], widths[c]))
                cells[c] = (struct str){0};
        for (uint16_t c = 0; c < REVIEW_CELLS; c++)
            book_put(b, row, c, c == 1 ? keep : cells[c],
                     style_of(cells[c], widths[c], c ? BOOK_INPUT_TEXT : book_band(i)), it);
        set_height(b, row, cells, widths, REVIEW_CELLS);
        arena_reset(b->scratch, mark);
    }
    book_filter(b->book, 0, (uint32_t)p->n, REVIEW_CELLS - 1);
    book_choose(b->book, book_rows(p, 1, 1), "Decisions");
}
