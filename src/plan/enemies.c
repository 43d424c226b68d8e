/* enemies: searches one item's printed words for another's key. */
#include "plan/enemies.h"

#include "base/utf8.h"
#include "items/sim.h"

/* Shorter Latin keys (T5, RAG) must stand as a whole word: folding runs words together. */
#define SHORT_LATIN 5

#define ALIKE_BYTES 24 /* of folded statements: eight Han */

static struct str all_words(struct arena *a, const struct item *it) {
    struct buf b = buf_in(a);
    buf_str(&b, it->stem.plain);
    for (size_t i = 0; i < it->n_options; i++) {
        buf_byte(&b, '\n');
        buf_str(&b, it->options[i].text.plain);
    }
    if (it->kind == ITEM_ORDERING || it->kind == ITEM_MATCHING)
        for (size_t i = 0; i < it->n_answers; i++) {
            buf_byte(&b, '\n');
            buf_str(&b, it->answers[i].text.plain);
            buf_byte(&b, '\n');
            buf_str(&b, it->answers[i].left.plain);
        }
    return buf_get(&b);
}

static unsigned hash_triple(const char *p) {
    const unsigned char *u = (const unsigned char *)p;
    uint32_t h = (u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16) * 0x9E3779B1u;
    return h >> 23; /* nine bits */
}

static void note_triples(struct giveaway *g) {
    for (size_t i = 0; i + 3 <= g->all.n; i++) {
        unsigned h = hash_triple(g->all.p + i);
        g->triples[h / 64] |= 1ULL << h % 64;
    }
}

/* False: `fold` does not stand in y->all. */
static bool may_hold(const struct giveaway *y, struct str fold) {
    if (fold.n < 3)
        return true;
    const size_t at[] = {0, (fold.n - 3) / 2, fold.n - 3};
    for (size_t i = 0; i < COUNT_OF(at); i++) {
        unsigned h = hash_triple(fold.p + at[i]);
        if (!(y->triples[h / 64] >> h % 64 & 1))
            return false;
    }
    return true;
}

static void read_material(struct arena *a, struct giveaway *g) {
    g->material = study_material(g->item->source.question);
    if (!g->material)
        return;
    struct str words = study_material_words(a, g->material);
    g->material_all = sim_fold(a, words);
    g->material_plain = str_lower_ascii(a, words);
}

/* What somebody who answers must name: the key of a point where it has one, else its text. */
static struct str wanted(const struct item *it, size_t i) {
    const struct item_answer *an = &it->answers[i];
    if (it->kind == ITEM_MATCHING)
        return an->text.plain;
    return an->key.plain.n ? an->key.plain : an->text.plain;
}

struct giveaway giveaway_of(struct arena *a, const struct item *it) {
    struct str words = all_words(a, it);
    struct giveaway g = {.item = it,
                         .all = sim_fold(a, words),
                         .plain = str_lower_ascii(a, words),
                         .stem = sim_fold(a, it->stem.plain),
                         .plain_stem = str_lower_ascii(a, it->stem.plain)};
    note_triples(&g);
    read_material(a, &g);
    if (it->kind != ITEM_SHORT_ANSWER && it->kind != ITEM_ORDERING && it->kind != ITEM_MATCHING)
        return g;
    struct str *wants = arena_array(a, struct str, it->n_answers);
    for (size_t i = 0; i < it->n_answers; i++) {
        struct str fold = sim_fold(a, wanted(it, i));
        if (fold.n)
            wants[g.n_wants++] = fold;
    }
    g.wants = wants;
    return g;
}

static bool is_word_char(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_ascii(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static bool has_word(struct str text, struct str word) {
    for (size_t at = 0; at + word.n <= text.n;) {
        size_t found = str_find(str_from(text, at), word);
        if (found == SIZE_MAX)
            return false;
        at += found;
        bool left = at == 0 || !is_word_char(text.p[at - 1]);
        bool right = at + word.n == text.n || !is_word_char(text.p[at + word.n]);
        if (left && right)
            return true;
        at++;
    }
    return false;
}

/* Whether a text, given folded and in lower case, holds a folded one. */
static bool prints(struct str folded, struct str plain, struct str fold) {
    if (fold.n < 2 || !str_has(folded, fold))
        return false;
    return fold.n > SHORT_LATIN || !is_ascii(fold) || has_word(plain, fold);
}

/* y prints so many of the answers x wants listed that nothing is left to know. */
static bool lists(const struct giveaway *y, const struct giveaway *x) {
    size_t found = 0;
    for (size_t i = 0; i < x->n_wants; i++)
        found += may_hold(y, x->wants[i]) && prints(y->all, y->plain, x->wants[i]);
    return x->n_wants > 0 && found >= MIN((size_t)2, x->n_wants);
}

/* y prints x's key. Where x offers its key among options, to see the same name among other options
 * tells nothing; nor does it in a stem of the same question, unless both ask for the same point,
 * and then their topic is the same. */
static bool gives(const struct giveaway *y, const struct giveaway *x) {
    bool same_question = x->item->source.question == y->item->source.question;
    bool holds = may_hold(y, x->item->gives); /* the stem is part of `all` */
    if (!x->item->n_options)
        return (holds && prints(y->all, y->plain, x->item->gives)) ||
               (x->material != y->material &&
                prints(y->material_all, y->material_plain, x->item->gives));
    return holds && !same_question && prints(y->stem, y->plain_stem, x->item->gives);
}

/* Two items of several answers that ask for the same ones: one question written twice. */
static bool same_rights(const struct item *x, const struct item *y) {
    size_t same = 0;
    if (x->kind != ITEM_MULTIPLE_RESPONSE || y->kind != x->kind)
        return false;
    for (size_t i = 0; i < x->n_options; i++)
        for (size_t k = 0; k < y->n_options; k++)
            same += x->options[i].right && y->options[k].right &&
                    str_eq(x->options[i].text.plain, y->options[k].text.plain);
    return same >= 2;
}

/* Of one question, two statements that end alike (what is said of one thing is said of another):
 * who knows one to be true knows the other to be false. */
static bool same_statement(const struct giveaway *x, const struct giveaway *y) {
    size_t n = 0, most = MIN(x->stem.n, y->stem.n);
    if (x->item->kind != ITEM_TRUE_FALSE || y->item->kind != ITEM_TRUE_FALSE ||
        x->item->source.question != y->item->source.question)
        return false;
    while (n < most && x->stem.p[x->stem.n - 1 - n] == y->stem.p[y->stem.n - 1 - n])
        n++;
    return n >= ALIKE_BYTES;
}

bool giveaway_clash(const struct giveaway *x, const struct giveaway *y) {
    if (x->item == y->item)
        return true;
    if (x->item->topic && x->item->topic == y->item->topic)
        return true;
    if (gives(y, x) || gives(x, y) || same_rights(x->item, y->item) || same_statement(x, y))
        return true;
    return x->item->source.question == y->item->source.question && (lists(y, x) || lists(x, y));
}
