/* key_list: answers listed at the end of a paper: "参考答案", "1-5 ABDCA", "1.√ 2.×". For study
 * only.
 *
 * Numbers begin anew with each part of a paper, in its questions as in its list: group is how often
 * they did so. A question without a key of its own has that of its group and number. The list stays
 * as it is written, text of its section. */
#ifndef STUDY_KEY_LIST_H
#define STUDY_KEY_LIST_H

#include "study/build.h"

/* Reads all lists of the document. */
void key_list_read(struct builder *b);

/* The listed key of the question with this number in this section; NULL when there is none. It
 * has no place of its own: the list keeps that. To be asked once for each question without a key,
 * in their order. */
const struct rich *key_listed(struct builder *b, const struct section *section, struct str number);

/* A heading, or a line, that such a list stands below, or in. */
bool key_list_holds(const struct builder *b, struct span span);

#endif
