/* words: sets of words and turns of phrase, looked up in running text. For items.
 *
 * A word matches its letters, ASCII letters in either case. Where it begins or ends with an ASCII
 * letter or digit, the text must not go on with one there: "test" is not in "latest", but it is in
 * "A/B test". */
#ifndef ITEMS_WORDS_H
#define ITEMS_WORDS_H

#include "base/str.h"

struct words;

/* The set of n words (empty ones left out); owned by `a`, the bytes stay the caller's. */
const struct words *words_make(struct arena *a, const struct str *v, size_t n);

/* The words of n sets in one. */
const struct words *words_union(struct arena *a, const struct words *const *sets, size_t n);

/* Whether s is one of them, whole. NULL is the empty set, here and below. */
bool words_is(const struct words *w, struct str s);
/* Bytes of the longest word that begins at byte `at` of s; 0 when none does. */
size_t words_at(const struct words *w, struct str s, size_t at);
size_t words_start(const struct words *w, struct str s);
/* Bytes of the longest word s ends with; 0 when it ends with none. */
size_t words_end(const struct words *w, struct str s);
/* The first word in s at or after byte *at: sets *at and gives its length; 0 when there is none. */
size_t words_find(const struct words *w, struct str s, size_t *at);
bool words_in(const struct words *w, struct str s);
/* Whether s is made of words of either set alone, blanks and hyphens between them. */
bool words_cover(const struct words *w, const struct words *more, struct str s);
/* How many words stand in s, the longest at each place, without overlap. */
size_t words_count(const struct words *w, struct str s);

#endif
