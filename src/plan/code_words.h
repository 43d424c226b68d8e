/* code_words: what to colour in a listing: comments, strings, numbers and keywords of the languages
 * of code_words.def; anything else stays plain. For plan. */
#ifndef PLAN_CODE_WORDS_H
#define PLAN_CODE_WORDS_H

#include "base/str.h"

enum code_class { CODE_PLAIN, CODE_COMMENT, CODE_STRING, CODE_NUMBER, CODE_KEYWORD };

/* Called with pieces of the text, in order and without gaps. */
typedef void code_piece(void *self, enum code_class class, struct str text);

/* `language` is the listing's info string; its first word counts. */
void code_words(struct str text, struct str language, code_piece *piece, void *self);

#endif
