/* explain: what a point says about its key, made ready to be quoted in a stem or an option. For
 * items. */
#ifndef ITEMS_EXPLAIN_H
#define ITEMS_EXPLAIN_H

#include "items/clean.h"
#include "items/item.h"
#include "items/rules.h"

#define EXPLAIN_CELLS_MAX                                                                          \
    110 /* of a quoted explanation; longer ones are cut to whole sentences                         \
         */

struct explanation {
    struct rich text; /* without the key's own name in front and without a final full stop */
    uint8_t gate;     /* enum gate: why it may not be quoted, or GATE_PASSED */
    bool shortened;
};

struct explain_wish {
    bool zh;       /* the notes are Chinese: an explanation without Chinese words is none */
    unsigned keep; /* thousandths of the text that must survive shortening */
    unsigned most; /* cells */
};

/* Prepares `text` (cleaned, with its troubles) as the explanation of `key` (may be empty). Does not
 * judge how much it shares with siblings. */
struct explanation explain(struct arena *a, const struct rules *r, const struct clean *text,
                           struct str key, const struct explain_wish *w);

/* Whether s is understood off its page: no pointing word at its start or inside, no question, no
 * reader spoken to, no path, no bare condition. */
bool explain_stands_alone(const struct rules *r, struct str s);

/* When … without a main clause behind it. */
/* Whether it reads as a line of a program. */
bool explain_is_code(struct str s);
/* 操作码、数据源、寻址方式: names in a row, which tell what a thing has but state nothing. */
bool explain_is_bare_list(struct str s);
bool explain_is_bare_condition(const struct rules *r, struct str s);
/* Whether s speaks of a step by its number: 步骤 2, 第 3 步, 2~4 步骤, step 4. */
bool explain_names_step(const struct rules *r, struct str s);

/* Cuts after the sentence at the start of s; its bytes with the mark. A sentence ends at 。！？；
 * or at ". " after a lower-case letter, digit or bracket; never inside brackets or quotes. */
size_t explain_sentence(struct str s);

#endif
