/* xlsx: a deck as a workbook. Sheet 1 is the rows of the CSV, so that saving it as “CSV UTF-8”
 * gives a file Anki imports to the same notes; sheet 2 is for reading, sheet 3 says how. */
#include "emit/anki/plain.h"
#include "emit/anki/rows.h"

#include "emit/backend.h"
#include "emit/xlsx_book.h"
#include "style/wording.h"

#include "base/utf8.h"

#define ROWS_MOST       1048000 /* of a sheet, near Excel's 1,048,576 */
#define LINE_POINTS     17      /* of type of 11 points with Han characters */
#define ROW_POINTS_MOST 409     /* Excel's */

struct workbook {
    struct arena *a, *scratch;
    const struct emit_input *in;
    const struct wording *words;
    struct book *book;
    struct diag *d;
};

static const char *word(struct workbook *w, const char *key) {
    return str_c(w->a, wording_get(w->words, key));
}

static void put_cell(struct workbook *w, uint32_t row, size_t column, struct str text,
                     enum book_style style) {
    if (text.n || style != BOOK_CODE)
        book_text(w->book, row, (uint16_t)column, text, style);
}

/* A text is never cut: a note that does not fit is not in the workbook. */
static bool row_fits(struct workbook *w, const struct str *cells, size_t n, struct span span) {
    for (size_t i = 0; i < n; i++) {
        size_t units = cells[i].n > BOOK_CELL_UNITS ? book_units(cells[i]) : 0;
        if (units <= BOOK_CELL_UNITS)
            continue;
        diag_at(w->d, DIAG_CELL_LONG, span, str_format(w->a, "%zu", units));
        return false;
    }
    return true;
}

/* Field widths are a guess that shows the beginning of each; nothing is wrapped, or a row of code
 * would fill the screen. */
static void anki_sheet(struct workbook *w) {
    static const double widths[ROW_CELLS_MAX] = {16, 24, 18, 22, 22, 40, 40, 30, 30,
                                                 30, 8,  8,  30, 24, 24, 8,  8,  8};
    const struct deck *deck = w->in->deck;
    struct str cells[ROW_CELLS_MAX];
    book_sheet(w->book, "Anki");
    book_columns(w->book, widths, ROW_CELLS_MAX);
    book_freeze(w->book, ROW_HEADERS, ROW_META);
    for (size_t i = 0; i < ROW_HEADERS; i++)
        put_cell(w, (uint32_t)i, 0, str_of(row_headers[i]), BOOK_FIXED);
    uint32_t row = ROW_HEADERS;
    for (size_t i = 0; i < deck->n; i++) {
        struct arena_mark mark = arena_mark(w->scratch);
        size_t n = row_of(w->scratch, deck, &deck->v[i], cells);
        bool fits = row_fits(w, cells, n, deck->v[i].source);
        for (size_t c = 0; fits && c < n; c++)
            put_cell(w, row, c, cells[c], c < ROW_META ? BOOK_FIXED : BOOK_CODE);
        row += fits;
        arena_reset(w->scratch, mark);
    }
}

static struct str place_text(struct arena *a, const struct emit_input *in, struct span span) {
    const struct source *s = in->sources ? source_at(in->sources, span.at) : NULL;
    return s ? str_format(a, "%.*s:%u", STR_ARG(s->path), source_line(s, span.at))
             : (struct str){0};
}

/* For reading only, so that what is longer than a cell may end in it. */
static struct str reading_text(struct arena *a, struct str html) {
    struct str s = plain_text(a, html);
    return str_slice(s, 0, s.n > BOOK_CELL_UNITS ? utf8_offset(s, BOOK_CELL_UNITS / 3) : s.n);
}

/* Lines a text takes in a column so many characters wide. */
static size_t lines_of(struct str text, double width) {
    size_t n = 0, per_line = (size_t)width - 2;
    struct str line;
    while (str_next_line(&text, &line))
        n += MAX((utf8_cells(line) + per_line - 1) / per_line, 1);
    return n;
}

static const double reading_widths[] = {12, 60, 70, 30, 40};

static void reading_row(struct workbook *w, uint32_t row, const struct deck_note *n) {
    struct row_sides sides = row_sides_of(w->scratch, n);
    struct str cells[] = {
        str_from(str_of(n->type->name), strlen("crib ")), reading_text(w->scratch, sides.ask),
        reading_text(w->scratch, sides.answer),           n->deck,
        place_text(w->scratch, w->in, n->source),
    };
    size_t lines = 1;
    for (size_t c = 0; c < COUNT_OF(cells); c++) {
        put_cell(w, row, c, cells[c], BOOK_TEXT);
        lines = MAX(lines, lines_of(cells[c], reading_widths[c]));
    }
    book_height(w->book, row, MIN((double)lines * LINE_POINTS + 2, ROW_POINTS_MOST));
}

static void reading_sheet(struct workbook *w) {
    static const char *const heads[] = {"sheet.kind", "sheet.ask", "sheet.answer", "sheet.deck",
                                        "sheet.source"};
    const struct deck *deck = w->in->deck;
    book_sheet(w->book, word(w, "sheet.reading"));
    book_columns(w->book, reading_widths, COUNT_OF(reading_widths));
    book_freeze(w->book, 1, 0);
    book_print(w->book, 1);
    for (size_t c = 0; c < COUNT_OF(heads); c++)
        put_cell(w, 0, c, str_of(word(w, heads[c])), BOOK_HEAD);
    for (size_t i = 0; i < deck->n; i++) {
        struct arena_mark mark = arena_mark(w->scratch);
        reading_row(w, (uint32_t)i + 1, &deck->v[i]);
        arena_reset(w->scratch, mark);
    }
    if (deck->n)
        book_filter(w->book, 0, (uint32_t)deck->n, COUNT_OF(heads) - 1);
}

static void how_to_sheet(struct workbook *w) {
    static const double width = 100;
    book_sheet(w->book, word(w, "sheet.how-to"));
    book_columns(w->book, &width, 1);
    put_cell(w, 0, 0, str_of(word(w, "how-to.title")), BOOK_TITLE);
    for (unsigned i = 1;; i++) {
        struct str key = str_format(w->a, "how-to.%u", i);
        struct str line = wording_get(w->words, str_c(w->a, key));
        if (line.n == 0)
            return;
        put_cell(w, i, 0, line, BOOK_TEXT);
        book_height(w->book, i, (double)lines_of(line, width) * LINE_POINTS + 6);
    }
}

static bool emit_xlsx(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    struct workbook w = {.a = a, .in = in, .d = d};
    w.words = wording_load(a, in->data_dir, "deck", in->lang, d);
    if (!w.words)
        return false;
    if (in->deck->n > ROWS_MOST) {
        diag_say(d, DIAG_SHEET_ROWS, str_format(a, "%zu", in->deck->n));
        return false;
    }
    w.scratch = *arena_hold(a);
    w.book = book_open(a, out, in->deck->name, in->date, d);
    anki_sheet(&w);
    reading_sheet(&w);
    how_to_sheet(&w);
    return book_close(w.book);
}

const struct backend backend_anki_xlsx = {
    .name = "anki-xlsx",
    .extension = ".anki.xlsx",
    .about = "Anki notes as a workbook; save its first sheet as CSV UTF-8 to import it",
    .needs = NEEDS_DECK,
    .emit = emit_xlsx,
};
