/* bench_items [FILE…]: questions a second for the bank of notes, and for the index of what they
 * speak of alone; of seven runs on one thread the quickest, in the processor's seconds. */
#include "items/item.h"
#include "items/rules.h"
#include "items/topics.h"
#include "source/vault.h"

#include <stdio.h>
#include <sys/resource.h>

#define RUNS 7
#define NEAR 24

static double user_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6;
}

/* All an index knows of a question: its title and the words of its first text. */
static struct str text_of(struct arena *a, const struct question *q) {
    struct str parts[2] = {q->title.plain, {0}};
    if (q->n_lead && q->lead[0].kind == PART_TEXT)
        parts[1] = q->lead[0].text.plain;
    return str_join(a, parts, 2, STR(" "));
}

static double index_once(struct arena *a, const struct study *s, const struct rules *r) {
    double from = user_seconds();
    const struct sim_text **v = arena_array(a, const struct sim_text *, s->n_questions);
    for (size_t i = 0; i < s->n_questions; i++) {
        struct sim_text *t = arena_new(a, struct sim_text);
        *t = sim_text(a, text_of(a, s->questions[i]), &r->stops);
        v[i] = t;
    }
    struct topics *topics = topics_make(a, v, s->n_questions);
    struct topic_link links[NEAR];
    for (size_t i = 0; i < s->n_questions; i++)
        topics_near(a, topics, (uint32_t)i, links, NEAR);
    return user_seconds() - from;
}

static double bank_once(struct arena *a, const struct study *s, struct diag *d, size_t *items) {
    struct item_options o = {.data_dir = STR(CRIB_SOURCE_DATA), .lang = STR("auto"), .threads = 1};
    double from = user_seconds();
    *items = items_build(a, s, &o, d)->n;
    return user_seconds() - from;
}

static struct study *study_of(struct arena *a, int n, char **paths, struct diag *d) {
    struct str *in = arena_array(a, struct str, (size_t)n);
    for (int i = 0; i < n; i++)
        in[i] = str_of(paths[i]);
    struct source_options source = {0};
    struct syntax_options syntax = {0};
    struct study_options study = {.data_dir = STR(CRIB_SOURCE_DATA), .threads = 1};
    struct sources *s = arena_new(a, struct sources);
    *s = source_load(a, in, (size_t)n, &source, d);
    const struct document **docs = arena_array(a, const struct document *, s->n);
    for (size_t i = 0; i < s->n; i++)
        docs[i] = syn_parse(a, s->v[i], &syntax, d);
    return study_build(a, docs, s->n, s, vault_open(a, s), &study, d);
}

int main(int argc, char **argv) {
    struct failure f;
    char *sample[] = {CRIB_SOURCE_DATA "/input/llm-notes.md"};
    if (setjmp(f.env)) {
        fprintf(stderr, "%s\n", f.text);
        return 3;
    }
    struct arena *a = arena_open(&f);
    struct diag *d = diag_open(a);
    struct study *s = argc > 1 ? study_of(a, argc - 1, argv + 1, d) : study_of(a, 1, sample, d);
    const struct rules *r = rules_load(a, STR(CRIB_SOURCE_DATA), d);
    double bank = 1e9, index = 1e9;
    size_t items = 0;
    for (int i = 0; i < RUNS; i++) {
        struct arena_mark mark = arena_mark(a);
        double t = bank_once(a, s, diag_open(a), &items);
        bank = MIN(bank, t);
        t = index_once(a, s, r);
        index = MIN(index, t);
        arena_reset(a, mark);
    }
    printf(
        "items: %zu questions, %zu items, %.3f s of the processor (%.0f questions/s); index %.4f s "
        "(%.0f questions/s)\n",
        s->n_questions, items, bank, (double)s->n_questions / bank, index,
        (double)s->n_questions / index);
    arena_close(a);
    return 0;
}
