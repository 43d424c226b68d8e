/* quiz: the bank as one target takes it: what fits, its options in the order they are printed, its
 * texts as plain text, the key in the target's coding. What does not fit is left out and named:
 * nothing is ever cut. For emit and cli. */
#ifndef PLAN_QUIZ_H
#define PLAN_QUIZ_H

#include "plan/paper.h"
#include "plan/target.h"

enum quiz_reason {
#define REASON(id, slug, text) REASON_##id,
#include "plan/reasons.def"
#undef REASON
    REASON_COUNT
};

struct quiz_option {
    struct str text;
    bool right;
};

struct quiz_pair { /* MATCHING; left is empty for an entry without a partner */
    struct str left, right;
};

struct quiz_item {
    const struct item *item;
    const struct paper_item *printed; /* the order of options, steps, pairs */
    struct str type;                  /* the target's word for the kind */
    struct str stem;
    /* What the option columns hold, as target_kind.options says. */
    const struct quiz_option *options;
    size_t n_options;
    /* Answers in words: blanks, points, steps in order, the definition; MATCHING: "left → right".
     */
    const struct str *answers;
    size_t n_answers;
    const struct quiz_pair *pairs;
    size_t n_pairs;
    struct str answer; /* all of it in words */
    struct str key;    /* in the target's coding */
    struct str explanation, section, tags, source;
    struct str level; /* of difficulty */
};

struct quiz_misfit {
    const struct item *item;
    uint8_t reason; /* enum quiz_reason */
};

struct quiz {
    const struct target *target;
    const struct quiz_item *v;
    size_t n;
    const struct quiz_misfit *misfits;
    size_t n_misfits, n_items; /* n_items: all that were looked at */
    size_t by_reason[REASON_COUNT];
};

/* Every item of the bank, or of a target's choice. */
struct quiz *quiz_plan(struct arena *a, const struct bank *b, const struct sources *s,
                       const struct target *t);

/* One item for a target, whether it fits or not: for the workbook. */
struct quiz_item quiz_item_of(struct arena *a, const struct item *it, const struct sources *s,
                              const struct target *t);

const char *quiz_reason_slug(enum quiz_reason r);
const char *quiz_reason_text(enum quiz_reason r);

/* Reports a line for every reason, and a note for every item. */
void quiz_report(const struct quiz *q, struct diag *d);

/* JSON of what the export carries and what it does not (docs/schema/export-manifest.json). */
void quiz_manifest(const struct quiz *q, const struct sources *s, size_t formulas,
                   struct str formula_policy, struct buf *out);

/* UTF-16 units of a text. */
size_t quiz_units(struct str s);

#endif
