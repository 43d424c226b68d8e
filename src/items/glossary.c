/* glossary: tests that headings are terms, and finds their definitions. */
#include "items/glossary.h"

#include "base/utf8.h"
#include "base/vec.h"

#define HEADINGS_MIN    30
#define TERM_WORDS_MAX  5
#define TERM_CELLS_MAX  40
#define FIRST_CELLS_MIN 24

static size_t count_spaces(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

static bool is_term(const struct rules *r, struct str s) {
    return s.n >= 2 && utf8_cells(s) <= TERM_CELLS_MAX && count_spaces(s) < TERM_WORDS_MAX &&
           !words_is(r->weak, s) && !words_is(r->stop_title, s) && !words_in(r->title_ask, s) &&
           !words_start(r->title_english, s) && clean_is_balanced(s) && !str_has(s, STR("，")) &&
           !str_has(s, STR(", "));
}

/* The first sentence of the lead, when it reads as a definition. */
static struct rich first_sentence(struct arena *a, const struct rules *r,
                                  const struct question *q) {
    for (size_t i = 0; i < q->n_lead; i++) {
        if (q->lead[i].kind != PART_TEXT)
            continue;
        struct clean c = clean_rich(a, &q->lead[i].text, CLEAN_STATEMENT);
        struct rich s = rich_slice(a, &c.text, 0, explain_sentence(c.text.plain));
        bool whole = str_ends(s.plain, STR(".")) || str_ends(s.plain, STR("。"));
        if (!whole || (c.trouble & (CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_DISPLAY)) ||
            !words_start(r->definition_start, s.plain))
            return (struct rich){0};
        return clean_without_stop(a, &s);
    }
    return (struct rich){0};
}

/* The words that say what kind of thing it is: without "In …, " in front and what is said of it
 * behind. */
static struct str kind_phrase(struct str s) {
    static const char *const ends[] = {" that ", " which ", " for ", " used ",
                                       " when ", " by ",    " to "};
    size_t comma = str_find(s, STR(", "));
    bool opening = str_starts(s, STR("In ")) || str_starts(s, STR("When "));
    if (opening && comma != SIZE_MAX)
        s = str_from(s, comma + 2);
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        size_t at = str_find(s, str_of(ends[i]));
        if (at != SIZE_MAX)
            s = str_slice(s, 0, at);
    }
    return s;
}

/* The kind named first in a definition. */
static unsigned genus_of(const struct rules *r, struct str whole) {
    struct str s = kind_phrase(whole);
    const struct words *const kinds[] = {r->genus_process, r->genus_system, r->genus_quantity,
                                         r->genus_collection, r->genus_field};
    size_t first = SIZE_MAX;
    unsigned genus = 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t at = 0;
        if (words_find(kinds[i], s, &at) && at < first) {
            first = at;
            genus = (unsigned)i + 1;
        }
    }
    return genus;
}

static bool make_entry(struct arena *a, const struct rules *r, const struct question *q,
                       struct glossary_entry *out) {
    if (q->level == 0 || q->authored || q->n_lead == 0 || q->status != STATUS_ANSWERED)
        return false;
    struct str term = title_words(a, &q->title), before, gloss, after;
    if (key_split_gloss(term, &before, &gloss, &after) && after.n == 0)
        term = before;
    if (!is_term(r, term) || str_has(term, STR("(")) || str_has(term, STR(" or ")))
        return false;
    *out = (struct glossary_entry){.question = q, .term = term, .first = first_sentence(a, r, q)};
    if (utf8_cells(out->first.plain) < FIRST_CELLS_MIN)
        return false;
    out->genus = genus_of(r, out->first.plain);
    out->term_sim = sim_text(a, term, &r->stops);
    out->first_sim = sim_text(a, out->first.plain, &r->stops);
    return true;
}

static const struct topics *topics_of(struct arena *a, const struct rules *r,
                                      const struct glossary_entry *v, size_t n) {
    const struct sim_text **texts = arena_array(a, const struct sim_text *, n);
    for (size_t i = 0; i < n; i++) {
        struct sim_text *t = arena_new(a, struct sim_text);
        struct str both[2] = {v[i].term, v[i].first.plain};
        *t = sim_text(a, str_join(a, both, 2, STR(" ")), &r->stops);
        texts[i] = t;
    }
    return topics_make(a, texts, n);
}

const struct glossary *glossary_make(struct arena *a, const struct rules *r,
                                     const struct question *const *questions, size_t n) {
    VEC(struct glossary_entry) v = {0};
    if (n < HEADINGS_MIN)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        struct glossary_entry e;
        if ((v.n + n - i) * 2 <= n)
            return NULL; /* half of the headings are none already */
        if (make_entry(a, r, questions[i], &e))
            vec_push(a, &v, e);
    }
    if (v.n * 2 <= n)
        return NULL;
    for (size_t i = 0; i < v.n; i++)
        sim_bigrams(a, &v.v[i].first_sim);
    struct glossary *g = arena_new(a, struct glossary);
    *g = (struct glossary){.v = v.v, .n = v.n, .topics = topics_of(a, r, v.v, v.n)};
    return g;
}

const struct glossary_entry *glossary_find(const struct glossary *g, const struct question *q) {
    size_t lo = 0, hi = g ? g->n : 0; /* questions lie in the order of the notes */
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (g->v[mid].question == q)
            return &g->v[mid];
        if (g->v[mid].question->span.at < q->span.at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}
