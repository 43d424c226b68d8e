/* bank_of: a bank made from notes written in a test. */
#ifndef TESTS_BANK_OF_H
#define TESTS_BANK_OF_H

#include "items/item.h"

#include "unit.h"

struct made {
    struct sources sources;
    const struct study *study;
    const struct bank *bank;
    struct diag *d;
};

static inline struct made bank_of_files(struct arena *a, const char *const *paths,
                                        const char *const *texts, size_t n,
                                        const struct item_options *options) {
    struct made m = {.d = diag_open(a)};
    const struct document **docs = arena_array(a, const struct document *, n);
    const struct source **v = arena_array(a, const struct source *, n);
    struct syntax_options syntax = {0};
    for (size_t i = 0; i < n; i++) {
        struct sources one = source_from_text(a, str_of(paths[i]), str_of(texts[i]));
        v[i] = one.v[0];
        docs[i] = syn_parse(a, v[i], &syntax, m.d);
    }
    m.sources = (struct sources){v, n};
    struct sources *kept = arena_new(a, struct sources); /* the model points to it */
    *kept = m.sources;
    struct vault *vault = vault_open(a, kept);
    struct study_options study = {.data_dir = STR(CRIB_SOURCE_DATA), .threads = 1};
    m.study = study_build(a, docs, n, kept, vault, &study, m.d);
    struct item_options items = options ? *options : (struct item_options){.threads = 1};
    if (items.min_confidence == 0)
        items.min_confidence = 1; /* what can be asked, whatever a paper would take */
    items.data_dir = STR(CRIB_SOURCE_DATA);
    m.bank = items_build(a, m.study, &items, m.d);
    return m;
}

static inline struct made bank_of(struct arena *a, const char *notes,
                                  const struct item_options *options) {
    const char *path = "notes.md";
    return bank_of_files(a, &path, &notes, 1, options);
}

/* The first item of a generator whose stem holds a text; NULL when there is none. */
static inline const struct item *item_with(const struct bank *b, const char *generator,
                                           const char *in_stem) {
    for (size_t i = 0; i < b->n; i++)
        if (strcmp(b->v[i]->generator, generator) == 0 &&
            str_has(b->v[i]->stem.plain, str_of(in_stem)))
            return b->v[i];
    return NULL;
}

static inline size_t count_items(const struct bank *b, const char *generator, enum item_use use) {
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        n += strcmp(b->v[i]->generator, generator) == 0 && b->v[i]->use == use;
    return n;
}

static inline size_t count_diag(const struct diag *d, enum diag_id id) {
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->v[i].id == id;
    return n;
}

/* All items as JSON, for comparing whole banks. */
static inline struct str dump_of(struct arena *a, const struct made *m) {
    struct buf b = buf_in(a);
    items_dump(m->bank, &m->sources, true, &b);
    return buf_get(&b);
}

#endif
