/* asks: does a text ask something, and is it a placeholder for an answer not written yet. For study
 * only. */
#ifndef STUDY_ASKS_H
#define STUDY_ASKS_H

#include "study/build.h"

/* Without emoji, blanks and closing marks at its ends: what a title is compared by. */
struct str asks_bare(struct str s);
/* Ends in a question mark, emoji and brackets behind it apart. */
bool asks_mark(struct str s);
/* Has a question mark with little behind it: a stray letter, a note in brackets. */
bool asks_mark_near_end(struct str s);
/* Ends in an emoji, as authors mark how hard a question is. */
bool asks_emoji(struct str s);
/* Asks by its mark, by a question word, or by telling the reader to explain. */
bool asks(const struct labels *l, struct str s);
/* Asks, with nothing else in the line: an implicit question, a line that opens one. */
bool asks_alone(const struct labels *l, struct str s);
/* "", "？", "...", TODO, 待补充: nothing is written here yet. */
bool asks_missing(const struct labels *l, struct str s);

#endif
