/* The specification of the study model (the .md files of tests/spec/study): what comes of a note is
 * its model as study_of.h writes it. Of every example it is also checked that nothing of the note
 * is lost or said twice. */
#include "reconcile.h"
#include "spec_run.h"
#include "study_of.h"

/* The study stage's own messages are told; pictures are looked up in no folder here. */
static bool unheard(enum diag_id id) {
    return id == DIAG_NORMALISED || id == DIAG_FIGURE_MISSING || id == DIAG_HTML_DROPPED ||
           id == DIAG_LINK_MISSING;
}

static bool run(struct arena *a, const struct example *e) {
    struct made m = study_of(a, str_c(a, e->note));
    bool same = example_holds(a, e, tell(a, m.study->v[0]), m.d, unheard);
    struct str tree = tree_text(a, m.docs[0]), model = model_text(a, m.study->v[0]);
    bool whole = str_eq(tree, model);
    if (!whole)
        fprintf(stderr, "%.*s:%zu: lost or said twice\n--- tree  %.*s\n--- model %.*s\n",
                STR_ARG(e->file), e->line, STR_ARG(tree), STR_ARG(model));
    return same && whole;
}

UNIT_TEST(examples_hold) {
    UNIT_UNUSED(row);
    examples_run(a, "tests/spec/study", 40, run);
}

int main(void) {
    Suite *s = suite_create("study-spec");
    UNIT(s, examples_hold);
    return unit_run(s);
}
