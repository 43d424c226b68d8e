/* paper: exam papers: which items, in what order, with what marks, for each variant. For
 * layout/paper and emit. Terms: variant = A, B, …; blueprint = what a paper should hold
 * (styles/exams/, docs/blueprint.md); permutation = where each option of the bank went: the record
 * everything else is drawn from. */
#ifndef PLAN_PAPER_H
#define PLAN_PAPER_H

#include "items/item.h"

#define PAPER_OPTIONS_MAX 26

struct paper_item {
    const struct item *item;
    uint32_t number;   /* as printed, from 1 through the whole paper */
    uint32_t position; /* within its section, from 0 */
    int half_marks;    /* marks × 2 */
    /* What stands at each printed place: order[0] is the option of the bank printed as A. Choices:
     * options; ORDERING: answers; MATCHING: answers as the right column prints them (left_order:
     * the left). */
    uint8_t order[PAPER_OPTIONS_MAX], left_order[PAPER_OPTIONS_MAX];
    uint8_t n_order, n_left;
    /* Options whose text names letters ("A和B都对"), rewritten for this variant; by place in the
     * bank. NULL when none does. Read option texts through paper_option. */
    const struct rich *rewritten;
    struct rich explanation; /* of the item, letters rewritten likewise */
};

enum scoring_policy {
    SCORING_ALL,     /* all right or nothing */
    SCORING_PARTIAL, /* some right ones and no wrong one: so much for each */
    SCORING_DEDUCT   /* each wrong answer costs so much */
};

struct scoring {         /* how answers that are not wholly right are marked; printed in words */
    uint8_t policy;      /* enum scoring_policy */
    int half_marks_each; /* PARTIAL: per right option chosen; DEDUCT: per wrong one, positive */
    bool floor_section;  /* DEDUCT: the section, not the item, never falls below 0 */
};

struct paper_section {
    uint8_t kind;     /* enum item_kind */
    struct str title; /* of the blueprint, or empty: by kind and language */
    struct str instructions;
    const struct paper_item *items;
    size_t n_items;
    int half_marks;      /* of the whole section */
    int half_marks_each; /* of each item (each blank for FILL_BLANK), 0 when they differ */
    size_t n_blanks;     /* FILL_BLANK */
    struct scoring scoring;
};

struct paper {
    char variant;     /* 'A' … */
    struct str title; /* of the course or the notes */
    struct str lang;
    const struct paper_section *sections;
    size_t n_sections;
    size_t n_items;
    int half_marks;
    int minutes;
};

/* Where something to be marked stands, set by layout: the bracket, blank, box, line or ruled space
 * of part `part` of item `number`; from the page's top left. */
struct paper_place {
    uint32_t number, part, page; /* page from 0 */
    mpt x, y, w, h;
};

struct paper_places {
    const struct paper_place *v; /* in the order of the paper */
    size_t n, n_pages;
};

struct omr_card;

struct paper_set {
    const struct blueprint *blueprint; /* never NULL: the default one when none was named */
    const struct paper *v;
    size_t n;
    uint64_t seed;
    struct str title;
    struct paper_places *places; /* n of them, empty until layout fills a variant's */
    struct omr_card *cards;      /* n of them, empty until answer sheets are laid out: plan/omr.h */
};

struct blueprint; /* plan/blueprint.h */

struct paper_options {
    struct str data_dir;
    struct str blueprint; /* name or path, or empty */
    struct str title;     /* of the notes */
    struct str lang;
    uint64_t seed; /* used when has_seed; else the blueprint's */
    bool has_seed;
    unsigned variants; /* 0: the blueprint's */
};

/* Makes the variants. NULL when no item is fit for a paper (DIAG_PAPER_EMPTY) or the blueprint
 * cannot be met (an error that says what is short). */
struct paper_set *paper_plan(struct arena *a, const struct bank *b, const struct paper_options *o,
                             struct diag *d);

/* The printed key: letters of a choice ("BD"), "T"/"F" of a true-false, letters in their order for
 * ORDERING ("DBAC"), one letter a left-hand entry for MATCHING in printed order. Empty otherwise.
 * The letter printed at place i is 'A' + i. */
struct str paper_key(struct arena *a, const struct paper_item *pi);

/* The permutation as letters of the bank by printed place: "CADB". Empty where there is none. */
struct str paper_order(struct arena *a, const struct paper_item *pi);

/* The item of the section that prints `it`; NULL when none does. */
const struct paper_item *paper_find(const struct paper_section *s, const struct item *it);

/* The text of the option the bank holds at `i`, as this variant prints it. */
const struct rich *paper_option(const struct paper_item *pi, size_t i);

/* Names the set of papers: changes when any permutation does. On seating sheets and answer cards.
 */
uint32_t paper_tag(const struct paper_set *s);

/* Single-choice items two variants share, and how many of them have the same letter in both. */
struct agreement {
    size_t same, of;
};
struct agreement paper_agreement(const struct paper_set *s, size_t v, size_t w);

/* JSON manifest (docs/schema/manifest.json): the permutations, marks and positions of every item,
 * the agreement of variants; of variants that were laid out, the places of what is to be marked. */
void paper_manifest(const struct paper_set *s, const struct sources *src, struct buf *out);

#endif
