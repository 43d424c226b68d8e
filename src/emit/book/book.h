/* book: the study group's workbook. Sheets: bank (every question), work (who knows what), summary
 * (counted), test (answers hidden), settings (lists the others choose from), review (to be saved as
 * crib.review.csv). A bank of more rows than a sheet takes is split into parts, each with sheets of
 * its own. For emit/book.
 *
 * Every formula is written with the value it has, and uses only functions that Excel, WPS,
 * LibreOffice and Google Sheets share. */
#ifndef EMIT_BOOK_BOOK_H
#define EMIT_BOOK_BOOK_H

#include "emit/backend.h"
#include "emit/xlsx_book.h"
#include "style/wording.h"

#include "base/vec.h"

#define MEMBERS      8 /* places for names in the settings */
#define MEMBERS_MADE 4 /* of them filled */
#define STATUSES     4
#define SCORES       6 /* 0 to 5 */
#define DECISIONS    3

enum bank_column {
    BANK_ID,
    BANK_SECTION,
    BANK_QUESTION,
    BANK_KIND,
    BANK_STEM,
    BANK_OPTIONS,
    BANK_KEY,
    BANK_EXPLANATION,
    BANK_DIFFICULTY,
    BANK_TAGS,
    BANK_SOURCE,
    BANK_COLUMNS
};

enum work_column {
    WORK_ID,
    WORK_STEM,
    WORK_SECTION,
    WORK_OWNER,
    WORK_STATUS,
    WORK_SCORE,
    WORK_LAST,
    WORK_INTERVAL,
    WORK_NEXT,
    WORK_COLUMNS
};

struct book_row {
    const struct item *item;
    struct str cells[BANK_COLUMNS];
    uint32_t section; /* place in sections */
};

/* A text no row is high enough for: the bank has its beginning, a sheet of its own all of it. */
struct book_long {
    const struct book_row *row;
    enum bank_column column;
    struct str text;
};

struct book_section { /* numbered, so that no title is taken for a pattern or a number */
    struct str label;
    size_t n;
};

/* Rows of the bank on sheets of their own. */
struct book_part {
    const char *bank, *work, *test, *review; /* names of the sheets */
    size_t from, n;
};

struct study_book {
    struct arena *a, *scratch;
    const struct emit_input *in;
    const struct wording *words;
    struct book *book;
    struct diag *d;
    const struct book_row *rows;
    size_t n_rows;
    VEC(struct book_long) longs;
    const struct book_section *sections;
    size_t n_sections;
    const struct book_part *parts;
    size_t n_parts;
    const char *settings, *summary, *long_texts;
    bool ok;
};

/* The wording of a key as a C string. */
const char *book_word(struct study_book *b, const char *key);
struct str book_status(struct study_book *b, unsigned i); /* from 0 */
/* Writes a text cell; reports one that is too long at the item's place. */
void book_put(struct study_book *b, uint32_t row, uint16_t column, struct str text,
              enum book_style style, const struct item *it);
void book_heads(struct study_book *b, uint32_t row, const char *const *heads, size_t n);
/* A header in row 0, of the wordings of keys. */
void book_word_heads(struct study_book *b, const char *const *keys, size_t n);
/* A sheet with the first `columns` columns and its header kept in sight and printed on each page.
 */
void book_open_sheet(struct study_book *b, const char *name, uint16_t columns);
/* A range of a part's rows below the header. */
struct book_range book_rows(const struct book_part *p, uint16_t first, uint16_t last);
/* The i-th row's style, every other banded. */
enum book_style book_band(size_t i);

void book_bank_sheet(struct study_book *b, const struct book_part *p);
void book_work_sheet(struct study_book *b, const struct book_part *p);
void book_test_sheet(struct study_book *b, const struct book_part *p);
void book_review_sheet(struct study_book *b, const struct book_part *p);
void book_long_sheet(struct study_book *b);
/* Takes what fits no row out of the row's cells. */
void book_shorten(struct study_book *b, struct book_row *row);
void book_summary_sheet(struct study_book *b);
void book_settings_sheet(struct study_book *b);

#endif
