/* names: is a piece of text a name, an abbreviation, a CJK term; and where a term begins that ends
 * within a sentence. For study only. */
#ifndef STUDY_NAMES_H
#define STUDY_NAMES_H

#include "study/labels.h"

/* A foreign name: Latin words, no sentence. "Generative Pre-trained Transformer" */
bool name_is_latin(struct str s);
/* An abbreviation: GPT, INT8, T5, OPS. */
bool name_is_abbreviation(struct str s);
/* A CJK term without punctuation, at most `most` characters. */
bool name_is_cjk(struct str s, size_t most);
/* The initials of the words of `name` are `abbreviation`, small words apart. */
bool name_has_initials(struct str name, struct str abbreviation);

/* ICU's word boundaries; opened at the first use, closed with the arena. */
struct word_breaker;
struct word_breaker *word_breaker_open(struct arena *a);

/* The last words of s that make up one CJK term: what follows the last small word (的, 和, 是 …) or
 * punctuation. *whole: that is all of s. */
struct str name_last_term(struct word_breaker *w, const struct labels *l, struct str s,
                          bool *whole);

#endif
