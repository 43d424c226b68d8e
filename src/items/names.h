/* names: what a term of the notes is called in full, in short, and in the other language. For
 * fullname and define. */
#ifndef ITEMS_NAMES_H
#define ITEMS_NAMES_H

#include "items/gen.h"

enum name_sort {
    NAME_NONE,    /* nothing to ask */
    NAME_FULL,    /* GPT -> Generative Pre-trained Transformer */
    NAME_FOREIGN, /* 灾难性遗忘 -> Catastrophic Forgetting */
    NAME_ABBR     /* 协议数据单元 -> PDU */
};

struct name {
    enum name_sort sort;
    struct str term; /* what is asked about */
    struct str name; /* the answer */
};

/* Whether a question explains its terms: not one that asks when to use which. */
bool name_is_explained(const struct view *v, const struct view_facet *f);
/* Whether the term goes on behind its gloss in the title or key: what stands before is not all of
 * it. */
bool name_goes_on(const struct view *v, const struct term *t);
/* Whether the brackets of the list t stands in hold examples instead of names. */
bool name_is_of_examples(const struct view *v, const struct term *t);
/* Whether a Chinese term begins its line, its clause or what its author set off, and the phrase
 * does not go on behind its foreign name in brackets. True of terms in other scripts. */
bool name_is_set_apart(const struct view *v, struct span term, struct str name);
/* Whether the note uses an abbreviation again, near the place that explains it. */
bool name_is_said_again(const struct view *v, struct span at, struct str abbreviation);
/* Whether a stem about a term says what it speaks of: with its topic in front, or by the term. */
bool name_stands_alone(const struct gen *g, struct str term);

/* What a term's gloss is; NAME_NONE when it is no name, or not plainly the term's. */
struct name name_of(const struct rules *r, const struct term *t);

#endif
