/* labels: the words by which notes are read, from styles/labels/: facet labels with their canonical
 * names, answer words, section types, how a line asks. For study only.
 *
 * All look-ups ignore ASCII case and blanks at the ends. */
#ifndef STUDY_LABELS_H
#define STUDY_LABELS_H

#include "base/diag.h"
#include "base/map.h"

struct label {
    struct str canonical; /* "cause" */
    bool aside;           /* its points do not answer the question (note, example) */
    bool is_inline;       /* closing a sentence it does not end the lead */
};

/* A class of words, by its key in the files. */
enum word_class {
#define WORDS(id, key) WORDS_##id,
#include "study/words.def"
#undef WORDS
    WORDS_COUNT
};
_Static_assert(WORDS_COUNT <= 64, "classes are bits");

#define FIRSTS_BITS 1024

struct word_list {
    const struct str *v; /* as in the files, in order, ASCII in lower case */
    size_t n, longest;   /* words; bytes of the longest */
    uint64_t
        firsts[FIRSTS_BITS / 64]; /* bits of their first characters: who is not there starts none */
    uint64_t lasts[256 / 64];     /* bits of their last bytes */
};

/* What a word of the tables is. */
struct word {
    uint64_t classes;          /* bits 1 << enum word_class */
    const struct label *label; /* the facet label it is, or NULL */
};

struct labels {
    struct map words; /* -> struct word * */
    struct word_list lists[WORDS_COUNT];
    struct word_list all; /* firsts and longest of all words, those of facets too */
};

/* Reads styles/labels/ *.yaml below data_dir, in order of their names, then the `n` files. What is
 * wrong with a file is reported. */
const struct labels *labels_load(struct arena *a, struct str data_dir, const struct str *files,
                                 size_t n, struct diag *d);

/* The facet label s stands for, whole or with words around it (主要原因, 原因如下); NULL when it
 * is none. */
const struct label *labels_facet(const struct labels *l, struct str s);
/* What s is as a whole; all zero when it is in no table. */
struct word labels_word(const struct labels *l, struct str s);
/* The classes s is a word of, as bits; 0 for a word of no class. */
uint64_t labels_classes(const struct labels *l, struct str s);
bool labels_has(const struct labels *l, enum word_class c, struct str s);
/* The length of the longest word of the class s starts or ends with; 0 when there is none. */
size_t labels_start(const struct labels *l, enum word_class c, struct str s);
size_t labels_end(const struct labels *l, enum word_class c, struct str s);
/* False when s, which is not empty, ends with no word of the class, by a look at its last byte. */
bool labels_may_end(const struct labels *l, enum word_class c, struct str s);
/* False when no word of the class stands anywhere in s, within other words neither. */
bool labels_may_hold(const struct labels *l, enum word_class c, struct str s);
/* Any word of the class stands in s. */
bool labels_within(const struct labels *l, enum word_class c, struct str s);

#endif
