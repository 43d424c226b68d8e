/* shuffle: the order of items and options in every variant. Every draw is keyed by the item's own
 * id (base/rng.h), so that a new item reorders no other.
 *
 * Free options of one item form a Latin square over up to as many variants as there are free
 * options: no option has the same letter twice. Pinned options, 以上都对 and its like, options
 * that name other options' letters, sorted numbers and 对/错 do not move. Items about one material
 * stay together in the order of the notes; pinned items stand first or last. Keys are
 * random; only extremes are drawn again (see shuffle_is_extreme). For plan. */
#ifndef PLAN_SHUFFLE_H
#define PLAN_SHUFFLE_H

#include "plan/blueprint.h"

struct shuffle_job {
    uint64_t seed;
    uint8_t shuffle; /* enum exam_shuffle: what differs between variants */
    size_t n_variants;
    size_t first_variant;            /* parallel forms: this form's place, n_variants is 1 */
    const struct item *const *items; /* in the order of the notes */
    const int *half_marks;
    size_t n;
};

/* The items of one section for each variant: v[variant][position]; number is left 0. */
struct paper_item *const *shuffle_section(struct arena *a, const struct shuffle_job *j);

/* A run of five equal keys, or of 20 and more, one letter below 10 % or above 40 %. Keys of single
 * choice as 0…n_letters-1 in printed order, 1/0 of true-false (n_letters 2: runs only). */
bool shuffle_is_extreme(const uint8_t *keys, size_t n, unsigned n_letters);

#endif
