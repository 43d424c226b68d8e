/* notes: a note through the pipeline, for the targets that look at what comes of it. */
#ifndef TESTS_FUZZ_NOTES_H
#define TESTS_FUZZ_NOTES_H

#include "fuzz.h"
#include "items/item.h"
#include "plan/deck.h"
#include "plan/paper.h"

struct fuzz_notes {
    struct diag *d;
    const struct sources *sources;
    struct vault *vault;
    const struct document *document;
    const struct study *study;
    const struct bank *bank;
};

static inline void fuzz_study(struct arena *a, struct str text, struct fuzz_notes *n) {
    struct sources *s = arena_new(a, struct sources);
    struct study_options o = {.data_dir = FUZZ_DATA, .threads = 1};
    *s = source_from_text(a, STR("x.md"), text);
    n->d = diag_open(a);
    n->sources = s;
    n->vault = vault_open(a, s);
    n->document = syn_parse(a, s->v[0], &(struct syntax_options){0}, n->d);
    n->study = study_build(a, &n->document, 1, s, n->vault, &o, n->d);
    if (!n->study)
        fuzz_fail("no study model");
}

static inline void fuzz_bank(struct arena *a, struct str text, struct fuzz_notes *n) {
    fuzz_study(a, text, n);
    struct item_options o = {.data_dir = FUZZ_DATA, .lang = STR("auto"), .seed = 1, .threads = 1};
    n->bank = items_build(a, n->study, &o, n->d);
    if (!n->bank)
        fuzz_fail("no bank");
}

static inline struct paper_set *fuzz_papers(struct arena *a, const struct fuzz_notes *n) {
    struct paper_options o = {
        .data_dir = FUZZ_DATA, .title = STR("x"), .lang = STR("en"), .variants = 2};
    return paper_plan(a, n->bank, &o, n->d);
}

static inline struct deck *fuzz_deck(struct arena *a, const struct fuzz_notes *n, unsigned lists) {
    struct str input = STR("x.md");
    struct deck_options o = {.data_dir = FUZZ_DATA,
                             .name = STR("x"),
                             .lang = STR("en"),
                             .lists = (enum list_mode)(lists % 3),
                             .depth = 3,
                             .scheduling = true,
                             .vault = n->vault,
                             .inputs = &input,
                             .n_inputs = 1,
                             .now = 1764201600};
    return deck_plan(a, n->study, n->bank, &o, n->d);
}

#endif
