/* exam: the pages of one variant of a paper, with its key. For cli.
 *
 * Paper and key come from one pass: every op says on whose copy it stands (layout/page.h), so that
 * lines and pages break alike. pages_select then makes the student's copy, which loses what is the
 * key's alone, down to its structure tree and outline, and the key. */
#ifndef LAYOUT_PAPER_EXAM_H
#define LAYOUT_PAPER_EXAM_H

#include "layout/page.h"
#include "plan/blueprint.h"
#include "plan/roster.h"

struct exam_options {
    struct str data_dir;           /* holds styles/wording */
    const struct study *study;     /* for pictures within lines; NULL: they are names */
    const struct sources *sources; /* for file and line in the key; NULL: left out */
};

/* A place for what differs between copies of one variant: the candidate's name and numbers. */
enum exam_field_kind { FIELD_NAME, FIELD_NUMBER, FIELD_GROUP, FIELD_COPY, FIELD_COUNT };
struct exam_field {
    uint8_t kind, turn; /* turn: quarter turns counter-clockwise */
    uint32_t page;      /* from 0 */
    mpt x, y, room;     /* baseline's start; FIELD_COPY: its right end */
};

struct exam_report {
    size_t n_pages, n_key_pages; /* of the student's copy; further ones of the key */
    size_t n_split;              /* items taller than a page, cut between lines */
    size_t n_overfull;           /* lines wider than their measure */
    mpt most_white;              /* at the foot of a page that is not the last */
    VEC(struct exam_field) fields;
};

/* Lays out variant `variant` of the set, and fills its set->places. NULL after reporting when the
 * wording is missing. Owned by `a`; what is not right about the pages is told in *r and d. */
struct pages *exam_layout(struct arena *a, const struct paper_set *set, size_t variant,
                          struct font_set *fonts, const struct exam_options *o,
                          struct exam_report *r, struct diag *d);

/* What copies of one variant are made from; read only, for any number of copies. */
struct exam_original {
    const struct paper_set *set;
    size_t variant;
    const struct pages *pages; /* the student's, of pages_select; then the card's, if any */
    const struct exam_report *paper, *card; /* where a copy's own goes; card may be NULL */
};

/* One copy: the candidate's name (NULL: a spare) and the copy's number, over the student's pages,
 * which stand under the copy's. Not at the same time as another with the same
 * `fonts`. */
struct pages *exam_copy(struct arena *a, const struct exam_original *from, const struct sitter *who,
                        uint32_t copy, struct font_set *fonts, struct diag *d);

#endif
