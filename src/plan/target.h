/* target: what another program's question import takes, as data: styles/targets/NAME.yaml, or a
 * file of the user's. docs/exports.md describes the keys. For plan/quiz, emit and cli.
 *
 * Terms: writer = the back end that writes it ("table" for rows and columns); preamble = rows above
 * the header; coding = how the right answer is told. Lengths count UTF-16 units, as spreadsheets
 * and browsers count. */
#ifndef PLAN_TARGET_H
#define PLAN_TARGET_H

#include "items/item.h"

#define TARGET_COLUMNS_MAX 64

enum target_field {
#define FIELD(id, name, about) COLUMN_##id,
#include "plan/target_fields.def"
#undef FIELD
    COLUMN_COUNT
};

enum target_coding {
    CODING_NONE,    /* the key column stays empty */
    CODING_LETTERS, /* ABD */
    CODING_NUMBERS, /* 1,2,4 */
    CODING_TEXT,    /* the right options' text */
    CODING_ANSWER   /* the answer's text */
};

/* What the option columns hold. */
enum target_options {
    OPTIONS_NONE,
    OPTIONS_CHOICES,
    OPTIONS_TRUTH,
    OPTIONS_ANSWERS,
    OPTIONS_STEPS
};

struct target_column {
    struct str head;
    uint8_t field;   /* enum target_field */
    uint8_t nth;     /* COLUMN_OPTION, COLUMN_WRONG: from 1 */
    struct str text; /* COLUMN_VALUE */
};

struct target_kind {
    bool carried;
    struct str type;         /* as the program calls it */
    uint8_t coding, options; /* enum target_coding, target_options */
};

struct target_rows { /* fixed rows of cells */
    const struct str *const *v;
    const size_t *width;
    size_t n;
};

struct target {
    struct str name, about, evidence, notes, writer, extension;
    struct str container; /* xlsx, csv, tsv; empty for other writers */
    struct str sheet;
    bool bom, guard;                    /* guard: a CSV people open: formulas are disarmed */
    struct target_rows preamble, after; /* above and below the header */
    bool has_header;
    const struct target_column *columns;
    size_t n_columns;
    struct target_kind kinds[ITEM_KIND_COUNT];
    long stem_most, option_most, explanation_most; /* 0: no limit */
    long options_least, options_most, right_most, blanks_most, rows_most;
    bool pictures;                                     /* it carries pictures */
    bool options_in_stem;                              /* for programs without columns of options */
    bool cards;                                        /* it takes items of card grade, too */
    struct str math_open, math_close, blank, line_end; /* line_end: between lines of one cell */
    struct str truth[2];  /* words for right and wrong; empty: by language */
    struct str levels[4]; /* words of difficulty from easy to hard */
};

/* Reads a target of crib's by name. NULL after reporting. */
const struct target *target_load(struct arena *a, struct str data_dir, struct str name,
                                 struct diag *d);
/* Reads a target of the user's from a file. NULL after reporting. */
const struct target *target_read(struct arena *a, struct str path, struct diag *d);
/* Every target of crib's, by name. False after reporting. */
bool target_all(struct arena *a, struct str data_dir, const struct target *const **v, size_t *n,
                struct diag *d);

/* One line a target, of what it carries. */
void target_list(struct arena *a, const struct target *const *v, size_t n, struct buf *out);

/* docs/exports.md: every target, and how to describe one. */
void target_document(const struct target *const *v, size_t n, struct buf *out);

#endif
