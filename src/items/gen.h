/* gen: what generators are made of: the contract (one file, one row in generators.def), stems from
 * wording, and handing items in. For the generators and the bank. */
#ifndef ITEMS_GEN_H
#define ITEMS_GEN_H

#include "base/vec.h"
#include "items/view.h"

struct gen {
    struct arena *a;    /* scratch: gone after this question */
    struct arena *keep; /* what is handed in is copied here */
    const struct view *v;
    const struct generator *running;
    struct str path; /* identity of the question: its titles from the top, or its ^block-id */
    VEC(struct item *) items;
    VEC(struct item_rejected) rejected;
};

struct generator {
    const char *name;
    /* Looks at g->v and hands in what it can make of it. Questions in explicit syntax are only
     * shown to generators with `authored`; a question below a stop heading to those with
     * `everywhere`; one in a language without wording to those with `any_language`. */
    void (*make)(struct gen *g);
    bool authored, everywhere, any_language;
};

/* Every row of generators.def, in order. */
const struct generator *const *generators(size_t *n);

/* A slot of a wording and what to put there. */
struct slot {
    const char *name;
    struct rich value;
};

/* The wording's text with its slots filled by rich texts; empty when the table has no such row. */
struct rich gen_fill(struct gen *g, const char *key, const struct slot *slots, size_t n);
/* A rich text of plain words. */
struct rich gen_words(struct gen *g, struct str s);
/* “About” the question, or about the facet of that label: the opening of most stems. */
struct rich gen_about(struct gen *g, struct str label);
/* A wording row by the title's class: key + ".asks" / ".names" / ".states". */
const char *gen_by_class(struct gen *g, const char *key);
/* The stem with what it is about in front, as far as it does not say so itself: the one place where
 * items get their topic. */
struct rich gen_stem(struct gen *g, struct rich stem);

/* A new item of this question: source, language, generator, id and topic set. `form` tells apart
 * items a generator makes of one point ("" when it makes one); `facet` and `point` may be NULL. */
struct item gen_item(struct gen *g, enum item_kind kind, const char *form,
                     const struct view_facet *facet, const struct view_point *point);
/* Gives an item another key in its identity than its point's: what it is made of, when that is no
 * point. */
void gen_named(struct gen *g, struct item *it, struct str key);
/* A number below bound drawn for the thing named (a key, a statement): the same whatever heading or
 * file it stands under, and whatever is said of it. */
uint32_t gen_draw(struct gen *g, const char *purpose, struct str thing, uint32_t bound);
/* What a point is known by: its key, else its text. */
struct str gen_name(const struct view_point *p);

/* Hands in; copies everything. Sets gives from the key where it is empty. */
void gen_accept(struct gen *g, const struct item *draft);
void gen_reject(struct gen *g, enum gate gate, const struct item *it);
/* gen_accept when the gate passed, else gen_reject. */
void gen_judged(struct gen *g, enum gate gate, const struct item *it);

/* Notes a part of the score or difficulty, in thousandths. */
void gen_why(struct item *it, const char *name, int value);

#endif
