/* build: what the files of this folder share while one document's model is built. For study only.
 *
 * Terms: row = one written line, list item or other block, flat, with its nesting as a number (see
 * rows.h); mark = bytes of the author's that the model holds as structure instead of text. */
#ifndef STUDY_BUILD_H
#define STUDY_BUILD_H

#include "base/vec.h"
#include "study/labels.h"
#include "study/lines.h"
#include "study/study.h"

typedef VEC(struct part) part_vec;
typedef VEC(struct facet) facet_vec;
typedef VEC(struct unit) unit_vec;
typedef VEC(struct term) term_vec;
typedef VEC(struct cloze) cloze_vec;
typedef VEC(struct str) str_vec;

/* A message found while building; reported when all documents are built, in their order. */
struct problem {
    enum diag_id id;
    struct span span;
    struct str args[2];
    size_t n_args;
};

/* A picture to look up when all documents are built: looking up is not for several threads. */
struct wanted_figure {
    struct study_figure *figure;
    struct span span;
    const struct source *source; /* it stands in */
    bool embedded; /* that is shown in another note: trouble is said where it stands */
};

/* What holds for the rows being read: it is inherited down the headings. */
struct context {
    uint8_t type; /* enum section_type */
    bool cards;   /* `::` and `?` separate the sides of cards */
    const struct section *section;
    str_vec tags;
};

enum section_type {
    TYPE_NONE,
    TYPE_CHOICE,
    TYPE_SEVERAL,
    TYPE_TRUTH,
    TYPE_BLANK,
    TYPE_TERM,
    TYPE_SHORT
};

/* A key listed at the end of a paper; see key_list.h. */
struct listed_key {
    unsigned group, number;
    struct rich value;
};

struct open_embed;

struct builder {
    struct arena *a;
    struct arena *scratch;      /* for what is needed no longer than the document is read */
    const struct document *doc; /* what is read stands in */
    struct study_document *out;
    const struct labels *labels;
    const struct study_options *options;
    VEC(struct problem) problems;
    VEC(struct wanted_figure) figures;
    VEC(struct study_mark) marks;
    const struct links *links;
    const struct open_embed *embed; /* what is read stands in another note */
    uint32_t n_embedded;            /* bytes of other notes shown so far */
    bool embeds_cut;                /* and there was more */
    VEC(struct listed_key) keys;    /* of all lists */
    VEC(struct span) key_lists;
    const struct section *asked_section; /* of the question last looked up there */
    unsigned asked_group, asked_number;
    bool asked;
    struct line_reader lines;
    part_vec parts;   /* parts being read, those of the innermost list on top */
    facet_vec facets; /* of the answer being read */
    term_vec terms;   /* of the question being finished, as are */
    cloze_vec clozes;
    bool cards;                 /* `::` and `?` separate the sides of cards from here on */
    struct str deck_tag;        /* of the scope a line of tags opened */
    struct word_breaker *words; /* for terms; NULL until one needs it */
    bool has_headings;          /* the note has any */
    bool bold_asks;             /* questions are lines in bold, in this note */
    bool asks_by_rule; /* a note of cards whose headings ask: those that do not are no questions */
    bool may_hold_cards; /* separators of cards are looked for at all */
    uint32_t n_blocks;   /* paragraphs seen, to tell their lines apart */
};

void build_problem(struct builder *b, enum diag_id id, struct span span, struct str x);
void build_problem2(struct builder *b, enum diag_id id, struct span span, struct str x,
                    struct str y);

/* Records bytes from..to of r.plain as structure. */
void build_mark(struct builder *b, const struct rich *r, size_t from, size_t to);
void build_mark_text(struct builder *b, struct str text, struct span span);

/* Reading that may turn out to be nothing: what it recorded so far, and taking it back. */
struct build_mark_point {
    size_t problems, figures, marks, n_missing;
};
struct build_mark_point build_save(const struct builder *b);
void build_restore(struct builder *b, struct build_mark_point p);

/* Takes the parts from `base` on off b->parts: an array of their own. */
part_vec build_parts(struct builder *b, size_t base);

/* Byte `at` of the text stands in code, math or a picture's name: nothing there is ours to read. */
bool build_is_verbatim(const struct rich *text, size_t at);
/* The flags of the run byte `at` stands in. */
uint32_t build_flags_at(const struct rich *text, size_t at);

/* rich_slice without blanks at its ends. */
struct rich build_slice(struct builder *b, const struct rich *r, size_t from, size_t to);

/* rich_replace with text that is ours, of no place in the notes; what it replaces becomes a mark.
 */
struct rich build_replace(struct builder *b, const struct rich *r, size_t from, size_t to,
                          struct str with);

#endif
