/* code: what is what in a listing: keywords, comments, strings. Which words and marks make them is
 * data (styles/code/languages.yaml). Keywords are set in bold, nothing else is, so that a listing
 * survives a copier. For block_code. */
#ifndef LAYOUT_CODE_H
#define LAYOUT_CODE_H

#include "base/diag.h"

struct code_languages;
struct code_language;

/* The table below data_dir, read when first asked for a language. */
struct code_languages *code_languages_open(struct arena *a, struct str data_dir, struct diag *d);

/* The language of a fence's info string ("java", "{.python .input}", "C++ title=x"), NULL when it
 * names none. */
const struct code_language *code_language_of(struct code_languages *l, struct str info);

enum code_part { CODE_PLAIN, CODE_KEYWORD, CODE_COMMENT, CODE_STRING };

/* Where a listing's line begins: inside a comment or string of the lines before. Zeroed at first.
 */
struct code_state {
    struct str open; /* what ends it; empty: nothing is open */
    enum code_part part;
};

/* Sets part[i] (enum code_part) for every byte of the line. */
void code_mark(const struct code_language *l, struct code_state *s, struct str line, uint8_t *part);

#endif
