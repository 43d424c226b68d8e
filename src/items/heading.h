/* heading: what the headings above questions say, looked at once for all questions below them. For
 * items. */
#ifndef ITEMS_HEADING_H
#define ITEMS_HEADING_H

#include "items/subject.h"

/* How far a stop heading in the path or in the title forbids items. */
enum title_stop {
    STOP_NONE,
    STOP_CARD, /* the answer stays a card */
    STOP_ALL   /* nothing is made */
};

struct heading {
    const struct section *section; /* NULL for the document, which is above all its headings */
    const struct heading *above;   /* NULL above the document */
    struct str path;               /* its words and those of the headings above, from the top */
    struct str name;               /* what it is called in print: title_name */
    bool is_name;                  /* that name says what something is about */
    bool generic;                  /* it names nothing alone: 概述, 优点 */
    bool cut;                      /* a colon follows that name in the heading */
    enum title_stop stop;          /* of it and of what is above it, the top level left out */
    struct sim_text sim;           /* of its words as written */
    struct str wide, near;         /* see subject.h */
    struct subject subject;        /* of what stands below it */
};

/* The heading of a document, of a section; with `last`, the heading asked for before in the order
 * of the notes, none is made twice. All is owned by `a`. */
const struct heading *heading_of_document(struct arena *a, const struct rules *r,
                                          const struct study_document *d);
const struct heading *heading_at(struct arena *a, const struct rules *r, const struct section *s,
                                 const struct heading *last);

/* The path of a thing with such words below it: "A › B › words". */
struct str heading_path(struct arena *a, const struct heading *above, struct str words);

#endif
