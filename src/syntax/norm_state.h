/* norm_state: what the three files of the normaliser share: norm.c (driver and output),
 * norm_block.c (beginnings of lines), norm_inline.c (inside of lines).
 *
 * Terms
 *   box   a quote or list item that is open, as md4c will see it; a line is in the boxes whose
 * marks or indent it repeats body  a line's text behind marks and blanks own   a byte of a line
 * that belongs to code, a tag, a link's target or a carrier: no rule touches it */
#ifndef SYNTAX_NORM_STATE_H
#define SYNTAX_NORM_STATE_H

#include "base/utf8.h"
#include "syntax/norm.h"

struct box {
    char mark;        /* '>', or a list's: - + * . ) */
    uint32_t content; /* columns its text is indented by, within the box around it */
};

enum inside { IN_TEXT, IN_FENCE, IN_MATH, IN_COMMENT, IN_HTML };

struct edit {
    uint32_t at, len; /* bytes of the origin it replaces */
    struct str with;
    uint8_t rule;
    bool cut;       /* what is replaced is no text of the note */
    uint32_t order; /* in which it was made: edits at one place keep it */
};

struct line {
    uint32_t beg, end; /* without the '\n' */
    uint32_t body;
    uint32_t column; /* of body */
    uint32_t indent; /* columns of blanks before body, within the innermost box */
    size_t kept;     /* boxes of the lines above that hold this line */
    bool opened;     /* a box begins on it */
    bool heading, row;
};

struct normer {
    struct arena *a;
    struct rules *rules;
    const char *s;
    uint32_t len;
    bool no_definitions;

    struct box box[NORM_BOXES_MAX];
    size_t n_boxes;
    enum inside inside;
    size_t inside_boxes; /* boxes open where it began: it ends with them */
    char fence;
    uint32_t fence_len;
    int html_kind;
    bool paragraph;           /* the line above is text of a paragraph */
    bool table;               /* the line above is a row, or the delimiter row is next */
    bool delimiter;           /* the line above is the delimiter row */
    uint32_t header_at;       /* the body of the header of the table open */
    uint32_t paragraph_at;    /* first byte since the last blank line or block */
    uint32_t n_specials;      /* counted since then, once that can matter */
    uint32_t specials_to;     /* where the count stands */
    uint32_t code_to;         /* a code span of an earlier line ends here */
    uint32_t no_ticks_to[33]; /* no run of so many backticks up to here */

    uint8_t *own;
    size_t own_cap;
    VEC(struct edit) edits; /* of the current line */
    bool unsorted;

    uint32_t copied; /* of the origin, already in `text` */
    bool after_cut;
    struct buf text;
    VEC(struct piece) pieces;
    VEC(struct norm_edit) kept_edits;
    struct norm *out;
};

static inline char byte_at(const struct normer *n, uint32_t at) {
    return at < n->len ? n->s[at] : '\n';
}
static inline bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
static inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline struct str origin_slice(const struct normer *n, uint32_t from, uint32_t to) {
    return (struct str){n->s + from, to - from};
}
uint32_t norm_line_end(const struct normer *n, uint32_t at); /* of its '\n', or of the text */

/* The rule mattered at `at`. */
void norm_use(struct normer *n, enum rule rule, uint32_t at);
/* Replaces bytes of the current line; `with` must outlive the run. */
void norm_edit(struct normer *n, enum rule rule, uint32_t at, uint32_t len, struct str with);
void norm_cut(struct normer *n, enum rule rule, uint32_t at, uint32_t len);
/* From `at` on the line is one piece of text without markup. */
void norm_flatten(struct normer *n, uint32_t at, const struct line *l);

void norm_block(struct normer *n, struct line *l);
/* The boxes of the lines above that a line repeats: sets body, column, indent, kept. */
void norm_keep_boxes(const struct normer *n, struct line *l);

bool norm_is_delimiter_row(struct normer *n, uint32_t from, uint32_t end);
void norm_delimiter_row(struct normer *n, const struct line *l);

/* Straightens the quotes of the tags on a line. */
void norm_tags(struct normer *n, const struct line *l);
/* `seen` holds the rules, and the kinds of own bytes, that the bytes of the body make possible. */
void norm_inline(struct normer *n, const struct line *l, uint32_t seen);

#endif
