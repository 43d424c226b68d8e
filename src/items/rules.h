/* rules: the lists of styles/items/words.yaml, loaded once a run and only read afterwards. For
 * items. */
#ifndef ITEMS_RULES_H
#define ITEMS_RULES_H

#include "base/diag.h"
#include "items/sim.h"

struct rule_pair {
    struct str first, second;
};

struct rule_pairs {
    const struct rule_pair *v;
    size_t n;
};

struct rules {
#define WORDS(field, key) const struct words *field;
#define PAIRS(field, key) struct rule_pairs field;
#include "items/rules.def"
#undef WORDS
#undef PAIRS
    struct sim_stops stops;             /* latin_stops and han_stops */
    const struct words *directions_all; /* both words of every pair of directions */
    /* Lists in one: most texts hold no word of any of them, and need not be searched for each. */
    const struct words *any_remark;  /* about the page, to the reader, beside the answer */
    const struct words *any_pointer; /* to what stands outside a text */
};

/* Reads data_dir/styles/items/words.yaml. NULL after reporting DIAG_DATA_MISSING or a YAML error; a
 * list the file lacks is empty, an unknown one is reported as DIAG_STYLE_KEY and ignored. */
const struct rules *rules_load(struct arena *a, struct str data_dir, struct diag *d);

#endif
