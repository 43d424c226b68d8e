/* topics: postings sorted by token; a text keeps where its tokens' postings are. */
#include "items/topics.h"

#include <stdlib.h>

#define POSTINGS_MAX 64 /* texts with a token, above which it says nothing */

struct posting {
    uint32_t token, text;
};

struct run { /* the postings of one token of a text */
    uint32_t from, n;
};

struct topics {
    const struct posting *postings;
    const struct run *runs; /* of all texts, in order */
    const uint32_t *first;  /* a text's first run; n + 1 entries */
    size_t n;
};

static int by_token(const void *pa, const void *pb) {
    const struct posting *a = pa, *b = pb;
    if (a->token != b->token)
        return a->token < b->token ? -1 : 1;
    return a->text < b->text ? -1 : a->text > b->text;
}

static size_t collect(const struct sim_text *const *v, size_t n, struct posting *out) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < v[i]->n_tokens; k++)
            out[count++] = (struct posting){v[i]->tokens[k], (uint32_t)i};
    return count;
}

struct topics *topics_make(struct arena *a, const struct sim_text *const *v, size_t n) {
    struct topics *t = arena_new(a, struct topics);
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += v[i]->n_tokens;
    struct posting *p = arena_array(a, struct posting, all);
    collect(v, n, p);
    if (all)
        qsort(p, all, sizeof *p, by_token);
    uint32_t *first = arena_array(a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        first[i + 1] = first[i] + v[i]->n_tokens;
    struct run *runs = arena_array(a, struct run, all);
    uint32_t *next = arena_array(a, uint32_t, n + 1);
    memcpy(next, first, (n + 1) * sizeof *next);
    for (size_t from = 0, to; from < all; from = to) {
        for (to = from; to < all && p[to].token == p[from].token; to++)
            ;
        for (size_t k = from; k < to; k++)
            runs[next[p[k].text]++] = (struct run){(uint32_t)from, (uint32_t)(to - from)};
    }
    *t = (struct topics){.postings = p, .runs = runs, .first = first, .n = n};
    return t;
}

static int by_text(const void *pa, const void *pb) {
    const struct topic_link *a = pa, *b = pb;
    return a->text < b->text ? -1 : a->text > b->text;
}

static int by_weight(const void *pa, const void *pb) {
    const struct topic_link *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return by_text(pa, pb);
}

size_t topics_near(struct arena *a, const struct topics *t, uint32_t i, struct topic_link *out,
                   size_t most) {
    size_t room = 0, n = 0, merged = 0;
    for (uint32_t r = t->first[i]; r < t->first[i + 1]; r++)
        room += t->runs[r].n <= POSTINGS_MAX ? t->runs[r].n : 0;
    struct topic_link *links = arena_array(a, struct topic_link, room);
    for (uint32_t r = t->first[i]; r < t->first[i + 1]; r++) {
        struct run run = t->runs[r];
        for (uint32_t k = 0; run.n <= POSTINGS_MAX && k < run.n; k++)
            if (t->postings[run.from + k].text != i)
                links[n++] = (struct topic_link){t->postings[run.from + k].text, 1 + 64 / run.n};
    }
    if (n)
        qsort(links, n, sizeof *links, by_text);
    for (size_t k = 0; k < n; k++) {
        if (merged && links[merged - 1].text == links[k].text)
            links[merged - 1].weight += links[k].weight;
        else
            links[merged++] = links[k];
    }
    if (merged)
        qsort(links, merged, sizeof *links, by_weight);
    merged = MIN(merged, most);
    if (merged)
        memcpy(out, links, merged * sizeof *out);
    return merged;
}
