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

/* What a term's gloss is; NAME_NONE when it is no name, or not plainly the term's. */
struct name name_of(const struct rules *r, const struct term *t);

#endif
