/* authored: questions in explicit syntax. Each form is one function that looks at a row and takes
 * what belongs to the question; they stand in one table (authored.c), tried in order. What they do
 * not take is the heading's own answer. For study only.
 *
 * Terms: stem = the rows or the heading that ask; tail = what follows the options or the question:
 * key, explanation, remarks. */
#ifndef STUDY_AUTHORED_H
#define STUDY_AUTHORED_H

#include "study/question.h"

struct scan {
    struct builder *b;
    const struct context *cx;
    struct row *rows;
    size_t n;
    size_t low;       /* rows below this belong to earlier questions */
    bool has_title;   /* the rows stand below a heading or a line that may be the stem */
    bool title_asks;  /* … and that asks by itself */
    bool holds_cards; /* some row is a card */
    bool replies;     /* some row is a reply: a question without one is not answered */
    struct rich title;
    struct str title_number;
    const struct authored *of_title; /* found: the title is the stem of this */
    unit_vec *units;                 /* where the other questions go */
};

/* Some row is a reply ("A: …"). */
bool authored_has_replies(const struct scan *s);

/* Finds all questions in the rows; those rows are `taken`. */
void authored_find(struct scan *s);

/* A form: returns the row after what it took, or `at` when there is nothing of its form. */
typedef size_t authored_form(struct scan *s, size_t at);
authored_form authored_card_block, authored_card_line, authored_card_tag;
authored_form authored_pair, authored_unfold;
authored_form authored_choice, authored_choice_table;
authored_form authored_key, authored_truth, authored_marked_blank, authored_unanswered;
authored_form authored_term, authored_definition, authored_cloze;

/* ---- stems (authored_stem.c) ---- */

struct stem {
    size_t from;   /* the first of its rows; what follows it when the title is the stem */
    bool is_title; /* the title is the stem; its rows, if any, are parts of it */
    struct rich text;
    struct str number;
    part_vec parts; /* rows between its text and the options; empty before stem_parts */
    size_t rest;    /* the first of those rows */
};

/* Where the stem of what begins at `at` begins: text right above it, listings and pictures between.
 * `at` itself when there is none. */
size_t stem_start(const struct scan *s, size_t at, size_t low);
/* Reads the stem above `at`, without its parts; false when neither rows nor the title can be one.
 */
bool stem_read(struct scan *s, size_t at, struct stem *out);
/* Reads its parts, up to row `at`: when it is sure that there is a question. */
void stem_parts(struct scan *s, size_t at, struct stem *stem);
/* The stem is one by its own words: asks, holds a blank, "which of the following". */
bool stem_asks(const struct scan *s, const struct stem *stem);
/* The question that follows row `from` begins here (the end of the rows when there is none). */
size_t stem_next(const struct scan *s, size_t from);

/* A blank to fill in, at or after byte `from` of the text: ____ or （ ）. */
bool blank_find(const struct rich *text, size_t from, size_t *blank_from, size_t *blank_to);
/* The text with every blank written "____". */
struct rich blank_write(struct builder *b, const struct rich *text, size_t *n_blanks);

/* ---- options (authored_options.c) ---- */

#define OPTIONS_MOST 8

struct option_run {
    struct authored_option v[OPTIONS_MOST];
    size_t n, end; /* end: the row after the last one's */
    uint8_t style; /* enum letter_style */
    bool by_task;  /* - [ ] / - [x] */
    bool marked;   /* the right one has a mark before its letter */
    bool weak;     /* letters without a mark: a run only when a key follows */
};

/* The options that begin at row `at`, not yet with their right ones by key; false: none. */
bool options_read(struct scan *s, size_t at, struct option_run *out);
/* A run of options begins here. */
bool options_begin(const struct scan *s, size_t at);
/* The letter of an option row; false when the row is none. */
bool option_of_row(const struct row *row, uint8_t *letter, uint8_t *style, size_t *at, bool *weak);
/* Options marked right in themselves: checked, bold, coloured, ✓. */
void options_read_marks(struct scan *s, struct option_run *run);

/* ---- keys and explanations (authored_tail.c) ---- */

struct tail {
    bool has_key;
    struct rich key;
    struct span key_span;
    struct rich explanation;
    part_vec parts; /* of the explanation, after its first text */
    struct str scheduling;
    size_t end; /* the row after the last one taken */
};

/* Reads key, explanation and remarks from row `at` on. `whole`: what is left below the title is
 * explanation, too. */
void tail_read(struct scan *s, size_t at, bool whole, struct tail *out);

/* A key nobody asked for is part of the explanation. */
void tail_keep_key(struct scan *s, struct tail *tail);

enum key_result { KEY_NONE, KEY_FOUND, KEY_BAD };
/* Marks the options a key names. *rest: KEY_BAD: the letter that names none; KEY_FOUND: what
 * follows the letters. */
enum key_result key_apply(const struct scan *s, struct str key, struct option_run *run,
                          struct str *rest);
/* Two texts are the same but for blanks and a full stop. */
bool key_same_text(struct str x, struct str y);
/* A key in a bracket of the stem, "（B）": takes it out of the text. */
bool key_in_stem(struct scan *s, struct rich *stem, struct option_run *run);
/* True, false or neither. */
int key_truth(const struct labels *l, struct str s); /* 1, 0, -1 */

/* ---- all forms ---- */

void scan_take(struct scan *s, size_t from, size_t to);
/* Adds the question of an authored one: the title's, or a new one with this title. */
void scan_add(struct scan *s, const struct stem *stem, const struct authored *authored,
              const struct answer *answer);
/* The text of an answer as the back of a card: its lines and points, one below the other. */
struct rich scan_back(struct scan *s, const struct answer *answer);
/* A question with one answer, whose text is its back; not yet added. */
struct authored *scan_question(struct scan *s, enum authored_kind kind, const struct stem *stem,
                               const struct answer *answer);
/* Reads the answer in rows at..end, of whose first only `text` is left. */
void scan_answer(struct scan *s, size_t at, size_t end, struct rich text, struct answer *out);
/* n rich texts in the arena. */
const struct rich *scan_answers(struct scan *s, const struct rich *v, size_t n);

#endif
