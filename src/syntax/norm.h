/* norm: the text as CommonMark has to see it to read it as its author meant it, and the way back to
 * the author's text. For the files of this folder.
 *
 * Terms
 *   origin   the source's text; every offset an author could see is one of it
 *   piece    a run of the normalised text: copied from the origin, or made by a rule in place of
 *            some (perhaps no) bytes of it
 *   guard    a noncharacter put into the normalised text. It is neither blank nor punctuation to
 *            md4c, no note holds it (source/text.c), and since text is always taken from the origin
 *            it never comes out
 *   carrier  a code span or fence of md4c that stands for math, a wiki link or an embed */
#ifndef SYNTAX_NORM_H
#define SYNTAX_NORM_H

#include "syntax/rules.h"

#define GUARD "\xef\xb7\x90" /* U+FDD0: between a delimiter and punctuation; before a bracket */
#define GUARD_MATH                                                                                 \
    "\xef\xb7\x91" /* U+FDD1: first in a code span or info string that carries math */
#define GUARD_WIKI "\xef\xb7\x92" /* U+FDD2: first in a code span that carries a wiki link */
#define GUARD_FLAT "\xef\xb7\x93" /* U+FDD3: in place of a special byte past the caps */
#define GUARD_SIZE 3

#define NORM_BOXES_MAX    100    /* quotes and lists open at once */
#define NORM_COLUMNS_MAX  128    /* of a table */
#define NORM_SPECIALS_MAX 100000 /* bytes that may be markup, between two blank lines */

enum piece_kind { PIECE_COPY, PIECE_MADE, PIECE_AFTER_CUT };

struct piece {
    uint32_t norm, origin; /* where it begins in either text */
    uint32_t replaced;     /* MADE: bytes of the origin it stands for */
    uint8_t kind;          /* AFTER_CUT: a copy, bytes of the origin before it were left out */
};

struct norm_edit {
    uint32_t at, len; /* what it replaces, in the origin */
    struct str with;
    uint8_t rule;
};

struct norm {
    struct str text; /* ends in exactly one '\n' that md4c may read */
    struct str origin;
    const struct piece *pieces;
    size_t n_pieces;
    const struct norm_edit *edits; /* those of RULE_FIX and RULE_WRITE rules, in order */
    size_t n_edits;
    uint32_t first_use[RULE_COUNT];        /* by rule: where it was first of use, or UINT32_MAX */
    uint32_t open_comment;                 /* offset of a `%%` never closed, or UINT32_MAX */
    uint32_t deep_at, wide_at, crowded_at; /* first place where a cap held, or UINT32_MAX */
};

/* Normalises `text` from byte `from` on (what stands before is front matter). With `no_definitions`
 * every link reference definition becomes text (a cap, see tree.c). */
struct norm *norm_run(struct arena *a, struct rules *r, struct str text, uint32_t from,
                      bool no_definitions);

/* The index of the piece that holds byte `at` of the normalised text; `hint` is where to look
 * first. */
size_t norm_find_piece(const struct norm *n, uint32_t at, size_t hint);
static inline size_t norm_piece(const struct norm *n, uint32_t at, size_t hint) {
    const struct piece *p = n->pieces;
    bool holds = hint + 1 < n->n_pieces && p[hint].norm <= at && p[hint + 1].norm > at;
    return holds ? hint : norm_find_piece(n, at, hint);
}

#endif
