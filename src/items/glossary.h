/* glossary: a document whose headings are terms and whose answers begin with their definition. For
 * define and the bank. */
#ifndef ITEMS_GLOSSARY_H
#define ITEMS_GLOSSARY_H

#include "items/topics.h"
#include "items/view.h"

struct glossary_entry {
    const struct question *question;
    struct str term;   /* cleaned, without gloss */
    struct rich first; /* the first sentence of its definition, without final stop */
    struct sim_text term_sim, first_sim;
    unsigned genus; /* what kind of thing the definition says it is, by rules; 0 = unknown */
};

struct glossary {
    const struct glossary_entry *v; /* in order; only headings that are terms with a definition */
    size_t n;
    const struct topics *topics; /* of the definitions' first sentences with their terms */
};

/* NULL when the document is no glossary: fewer than 30 questions, or most of them no terms with a
 * definition. `questions` are those of the document. */
const struct glossary *glossary_make(struct arena *a, const struct rules *r,
                                     const struct question *const *questions, size_t n);
/* The entry of a question; NULL when it is none. */
const struct glossary_entry *glossary_find(const struct glossary *g, const struct question *q);

#endif
