/* title: how a question's heading can be asked about: its class, what it needs from its parents to
 * be understood off the page, and whether anything may be asked below it at all. For items. */
#ifndef ITEMS_TITLE_H
#define ITEMS_TITLE_H

#include "items/clean.h"
#include "items/heading.h"
#include "study/study.h"

enum title_class {
    TITLE_ASKS,   /* a full question: question word or mark */
    TITLE_STATES, /* a statement: holds ，；。 */
    TITLE_NAMES   /* a noun phrase */
};

struct title {
    struct rich text;  /* 〈T〉: cleaned; without number, emoji, courtesies, final ？： */
    struct rich about; /* what stems name it by: text, or the part of it before (behind) a colon */
    enum title_class about_class;
    struct str words;       /* title_words */
    struct str bare;        /* the heading's own words, when text took in the parent's */
    struct subject subject; /* what it is about, for the tag in front of stems */
    bool needs_subject;     /* says too little without that tag */
    struct str parent;      /* the nearest parent's name fit to print; "" when there is none */
    enum title_class class;
    enum title_stop stop;
    bool zh;         /* its words are Chinese */
    bool weak;       /* meant nothing alone; text has the parent's name */
    bool no_context; /* cannot be understood and no parent helps */
    bool marked;     /* the heading ended in a question mark */
    bool two_part;   /* asks more than one thing */
    bool yes_no;
    bool is_set;         /* its answer can be a set one is in or out of */
    bool imperative;     /* tells what to do */
    bool lists_set;      /* names a set of things whose members may be asked about */
    bool slogan;         /* a noun phrase that is a claim: no recall */
    bool trouble;        /* pictures, leftovers of markup or shorthand in it */
    bool has_children;   /* headings or questions below it */
    bool survey;         /* names a whole note ("… 总结") and has headings below it */
    bool parent_in_text; /* shares a token with a title above it */
    bool names_parent;   /* holds the parent's name, or is held by it */
};

/* `above` is the heading of title_parent(q). */
struct title title_of(struct arena *a, const struct rules *r, const struct question *q,
                      const struct heading *above);

/* Whether it claims something (组织方式不一样) where it should name what its points are about. */
bool title_claims(const struct rules *r, const struct title *t);

/* The section a question stands in, its own one (of a heading that is both) passed over. */
const struct section *title_parent(const struct question *q);
/* Cleaned words of a heading without number, emoji and final mark. */
struct str title_words(struct arena *a, const struct rich *title);
/* Whether it ends with a question mark. */
bool title_is_marked(struct str title);

/* What a heading is called in print: cut at a colon, without numbers, courtesies, 总结, 面试题 … */
struct str title_name(struct arena *a, const struct rules *r, const struct rich *heading);
/* Whether that name, of a heading in d, says what something is about. */
bool title_is_name(const struct rules *r, const struct study_document *d,
                   const struct rich *heading, struct str name);
/* Whether it names nothing alone: 概述, 优点. */
bool title_is_generic(const struct rules *r, struct str name);
/* Whether a colon follows the name in the heading. */
bool title_is_cut(struct str name, struct str heading);
/* How far a heading of that name forbids items below it. */
enum title_stop title_stops(const struct rules *r, const struct rich *heading, struct str name);

#endif
