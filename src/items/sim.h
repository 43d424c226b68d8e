/* sim: what texts have in common. For items.
 *
 * Terms: fold = NFKC, lower case, letters and digits only; token = a Latin word of two letters or
 * more that is no stop word, its ending cut and at most five letters kept, a number, or two Han
 * characters side by side neither of which is a stop character; bigram = two neighbouring
 * characters of the fold. Shares are in thousandths. */
#ifndef ITEMS_SIM_H
#define ITEMS_SIM_H

#include "items/words.h"

struct sim_text {
    struct str fold;
    const uint32_t *tokens; /* hashes, ascending, each once */
    uint32_t n_tokens;
    uint32_t *bigrams; /* hashes, ascending, with repeats; made at the first sim_dice, or before */
    uint32_t n_bigrams;
    uint32_t cells;       /* display width of the text as given */
    uint32_t han;         /* Han characters */
    uint32_t latin_words; /* runs of Latin letters */
    uint32_t digits;      /* runs of digits */
    uint32_t kana_hangul;
};

/* Words and characters that make no token. */
struct sim_stops {
    const struct words *latin, *han;
};

struct sim_text sim_text(struct arena *a, struct str text, const struct sim_stops *stops);

/* Makes the bigrams of a text that several threads will compare. */
void sim_bigrams(struct arena *a, struct sim_text *t);

/* 2 × common bigrams / all bigrams, counting repeats; two texts of one same character are alike. */
int sim_dice(struct arena *a, struct sim_text *x, struct sim_text *y);
/* Tokens in both / tokens in either; 0 when there are none. */
int sim_jaccard(const struct sim_text *x, const struct sim_text *y);
size_t sim_common(const struct sim_text *x, const struct sim_text *y);

/* A set of tokens that grows: what a title, a key and siblings say together. */
struct sim_set {
    uint32_t *v; /* ascending, each once */
    size_t n;
};
struct sim_set sim_set_of(struct arena *a, const struct sim_text *const *v, size_t n);
/* The same as sim_common(x, y), tokens in `without` not counted (NULL: none). */
size_t sim_common_without(const struct sim_text *x, const struct sim_text *y,
                          const struct sim_text *without);

/* Sorts numbers, ascending; `a` lends room. */
void sim_sort(struct arena *a, uint32_t *v, size_t n);

/* Just the fold. */
struct str sim_fold(struct arena *a, struct str s);

#endif
