/* gates: tests on finished candidates; the first that fires names why an item is not made. For
 * generators. The order is that of gates.def. */
#ifndef ITEMS_GATES_H
#define ITEMS_GATES_H

#include "items/gen.h"

#define STEM_CELLS_MAX   320
#define OPTION_CELLS_MAX 160

struct gate_option {
    struct rich text;
    struct sim_text sim;
    bool right;
};

struct gate_choice {
    struct gate_option *v;
    size_t n;
    struct sim_text stem;         /* the whole stem */
    struct str text;              /* its words, for parts of words; empty: not looked at */
    struct sim_text clue;         /* what in it points at the key (an E, a K); empty: the stem */
    struct str clue_text;         /* its words, for pairs of characters; empty: not looked at */
    const struct sim_text *known; /* tokens that say nothing: the title's; NULL: none */
    int alike;   /* options this alike (thousandths) are one too many; 0: the usual 500 */
    bool values; /* options are values (O(n), 5 s): one may stand inside another */
};

/* too-long, second-key, uneven, cue on the options of a choice. */
enum gate gate_choice(struct arena *a, struct gate_choice *c);

/* Fills an option's measures. */
struct gate_option gate_option(struct gen *g, struct rich text, bool right);
/* Gives the item its options: right ones first, in the order of v; numbers in their order. */
void gate_to_options(struct gen *g, struct item *it, const struct gate_option *v, size_t n);

/* Score of a choice and what it is made of: how far its E is its own, how close key and distractors
 * are, whether E was cut, how usual the key's length is. */
struct score_parts {
    unsigned own; /* own tokens of the explanation; 8 or more count full */
    bool shortened;
};
void gate_score_choice(struct arena *a, struct item *it, struct gate_option *v, size_t n,
                       struct score_parts parts);
/* Score of items without options. */
void gate_score_plain(struct item *it, struct score_parts parts);

#endif
