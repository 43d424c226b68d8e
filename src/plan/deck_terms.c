/* deck_terms: the terms of a question, one note each: what the notes define (define) and what an
 * abbreviation or a foreign name is called in full (fullname) come together by the place they stand
 * at. */
#include "plan/deck_make.h"

struct named {
    const struct item *define, *name;
    const struct term *term;
};

static const struct term *term_of(const struct item *it) {
    const struct question *q = it->source.question;
    for (size_t i = 0; i < q->n_terms; i++)
        if (q->terms[i].span.at == it->source.span.at)
            return &q->terms[i];
    for (size_t i = 0; it->source.point && i < q->n_terms; i++)
        if (q->terms[i].point == it->source.point)
            return &q->terms[i];
    return NULL;
}

static void term_note(struct deck_maker *m, const struct named *t) {
    const struct item *it = t->name ? t->name : t->define;
    struct str term, full = {0}, def = {0};
    if (t->name) {
        term = deck_plain(m, str_trim(t->term->term));
        full = deck_rich(m, &t->name->answers[0].text);
    } else if (t->term) {
        term = deck_plain(m, str_trim(t->term->term));
    } else {
        term = deck_rich(m, &t->define->stem);
    }
    if (t->define && t->define->n_answers)
        def = deck_rich(m, &t->define->answers[0].text);
    struct str *f = deck_note_add(m, NOTETYPE_TERM, deck_item_key(it, "term"), it->source.span);
    f[TERM_TERM] = term;
    f[TERM_FULL] = full;
    f[TERM_DEF] = def;
}

void deck_terms(struct deck_maker *m, const struct item *const *items, size_t n) {
    VEC(struct named) v = {0};
    for (size_t i = 0; i < n; i++) {
        const struct item *it = items[i];
        bool define = it->kind == ITEM_TERM;
        const struct term *term = term_of(it);
        size_t k = 0;
        while (k < v.n &&
               !(term && v.v[k].term == term && (define ? v.v[k].define : v.v[k].name) == NULL))
            k++;
        if (k == v.n)
            vec_push(m->a, &v, (struct named){.term = term});
        if (define)
            v.v[k].define = it;
        else
            v.v[k].name = it;
    }
    for (size_t i = 0; i < v.n; i++)
        term_note(m, &v.v[i]);
}
