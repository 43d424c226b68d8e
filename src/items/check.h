/* check: the bank measured: how far people who know test-taking but not the subject get, whether
 * keys and truths are balanced, what was made and rejected, which points nothing asks. For cli
 * (`crib check-bank`) and the bench.
 *
 * Terms: guesser = a rule that picks an option without knowing the subject; eliminator = a rule
 * that strikes one out and guesses among the rest. A rule beats chance when even the lower end of
 * its 95 % interval lies more than 3 points above what blind guessing gets. */
#ifndef ITEMS_CHECK_H
#define ITEMS_CHECK_H

#include "items/item.h"

enum check_group { CHECK_GENERATED, CHECK_AUTHORED, CHECK_GROUPS };

struct check_rule {
    const char *name; /* "longest", "not the longest", … */
    const char
        *about; /* what it is played on: "single-choice", "true-false", "multiple-response" */
    size_t items;
    double score, chance; /* shares, 0–1 */
    double margin;        /* half width of the 95 % interval of score */
    bool beats_chance;
};

#define CHECK_RULES_MAX 24
#define CHECK_LETTERS   8

struct check_coverage {
    size_t questions, answered, on_paper, card_only, nothing;
    size_t points, asked;
    size_t why[GATE_COUNT]; /* points nothing asks, by the gate that turned their items away */
    size_t untried;         /* points no generator tried */
};

struct check_point { /* a point nothing asks */
    const struct question *question;
    const struct point *point;
    uint8_t gate; /* GATE_PASSED: no generator tried */
};

struct check {
    const struct bank *bank;
    struct check_rule rules[CHECK_GROUPS][CHECK_RULES_MAX];
    size_t n_rules[CHECK_GROUPS];
    size_t choices[CHECK_GROUPS];
    size_t letters[CHECK_LETTERS]; /* keys of four-option single choices by the letter drawn */
    double chi2;                   /* of those letters against equal shares, 3 degrees of freedom */
    size_t longest_run;            /* of equal letters */
    size_t truths, falsehoods;
    struct check_coverage coverage;
    const struct check_point *unasked;
    size_t n_unasked;
};

/* Measures; items of card grade count for coverage only. */
struct check *bank_check(struct arena *a, const struct bank *b, const struct study *s);

void bank_check_text(const struct check *c, const struct sources *s, struct buf *out);
void bank_check_json(const struct check *c, const struct sources *s, struct buf *out);
/* One A4 page: yields, gates, guessers with their intervals, letters, coverage. */
void bank_check_svg(const struct check *c, struct buf *out);

#endif
