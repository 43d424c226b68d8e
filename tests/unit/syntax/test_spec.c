/* The dialect's specification (the .md files of tests/spec): what comes of a note is its tree as
 * tree_text.h writes it. */
#include "spec_run.h"
#include "syntax/tree_text.h"

static bool unheard(enum diag_id id) {
    return id == DIAG_NORMALISED;
}

static bool run(struct arena *a, const struct example *e) {
    struct str off[32];
    struct syntax_options o = {off, words_behind(e->info, "off", off, COUNT_OF(off))};
    struct diag *d = diag_open(a);
    bool places = str_has(e->info, STR("places"));
    return example_holds(a, e, tree_text(a, e->note, &o, places, d), d, unheard);
}

UNIT_TEST(examples_hold) {
    UNIT_UNUSED(row);
    examples_run(a, "tests/spec", 100, run);
}

/* Each rule is shown at work in the specification: somewhere `off RULE` changes a tree. */
UNIT_TEST(every_rule_has_an_example) {
    UNIT_UNUSED(row);
    examples all = examples_in(a, "tests/spec");
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    for (size_t r = 0; r < n; r++) {
        bool shown = false;
        struct str name = str_of(rules[r].name), off[32];
        for (size_t i = 0; i < all.n; i++) {
            size_t k = words_behind(all.v[i].info, "off", off, COUNT_OF(off));
            for (size_t w = 0; w < k; w++)
                shown |= str_eq(off[w], name);
        }
        ck_assert_msg(shown, "no example turns `%s` off", rules[r].name);
    }
}

int main(void) {
    Suite *s = suite_create("spec");
    UNIT(s, examples_hold);
    UNIT(s, every_rule_has_an_example);
    return unit_run(s);
}
