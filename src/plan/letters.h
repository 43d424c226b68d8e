/* letters: options that speak of other options: by name (以上都对, none of the above) or by letter
 * (A和B都对, 故选 C). For plan. */
#ifndef PLAN_LETTERS_H
#define PLAN_LETTERS_H

#include "plan/paper.h"

/* Where the option must stand, as item_option.pin: by its author, or last, since it sums up the
 * others or names their letters. */
int8_t letters_pin(const struct item *it, size_t option);

/* The text with every option letter it names replaced by the one printed in `pi`; the text itself
 * when it names none, or when the item was not authored with letters. `whole`: the text is an
 * option, so letters alone count; else only after 选, 选项, 答案, option … or before 项. */
struct rich letters_rewrite(struct arena *a, const struct paper_item *pi, const struct rich *text,
                            bool whole);

#endif
