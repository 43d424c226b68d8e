/* view: a question as generators see it: title, facets and points cleaned, measured and judged
 * once, so that each generator only picks and words. For items.
 *
 * Terms: L = a facet's label; K = a point's key; E = its explanation; own tokens = tokens of E that
 * stand neither in the title, in K, nor in any sibling. */
#ifndef ITEMS_VIEW_H
#define ITEMS_VIEW_H

#include "items/confidence.h"
#include "items/explain.h"
#include "items/key.h"
#include "items/title.h"
#include "style/wording.h"

#define VIEW_POINTS_MAX 40 /* of one facet that are looked at; a longer list is no answer */

struct view_point {
    const struct point *point;
    struct span span;
    struct rich key;   /* cleaned; a gloss in brackets taken off; empty when the point has none */
    struct str gloss;  /* that gloss */
    struct clean text; /* cleaned text: all that stands behind the key, or the whole statement */
    struct explanation e;
    struct sim_text key_sim, text_sim, e_sim;
    unsigned own;  /* own tokens of E */
    bool missing;  /* empty or partial */
    bool is_name;  /* K is fit to be asked for */
    bool is_claim; /* K says something instead of naming something */
    bool usable;   /* K is a name, E may be quoted */
    bool link;     /* mostly a link: an entry of a list of contents */
    bool nested;   /* has points or other blocks below it */
};

struct view_facet {
    const struct facet *facet;
    struct str label;     /* as printed, "" for the unlabelled list */
    struct str canonical; /* of the label table, "" for none */
    bool direct;
    bool ordered;  /* every point was numbered */
    bool examples; /* the text before it introduces examples */
    bool contents; /* names the headings below */
    bool unclear;  /* its label does not say of what: another facet has the same */
    bool plain;    /* holds points only: no text, table, code, picture or quote between them */
    size_t n_missing;
    struct view_point *points;
    size_t n;
    size_t n_usable;
    bool regular; /* nearly every point is keyed by a name and explained: what is asked of one fits
                     all */
};

/* A foreign name standing beside a term somewhere in a document. */
struct view_name {
    const struct question *question;
    const struct term *term;
};

/* What a generator may know of the rest of the document. */
struct view_doc {
    const struct study_document *document;
    const struct wording *wording; /* NULL: crib has no wording in this language */
    struct str lang;               /* of the wording: "zh", "en" */
    const struct view_name *names; /* certain terms with a foreign name, in order */
    size_t n_names;
    bool names_of_lists; /* at least half of them stand in lists: they name things beside each
                            other; those of prose whatever it came to speak of */
    bool is_small;       /* few enough questions for names from anywhere in it to be siblings */
    const struct glossary *glossary; /* NULL when it is none */
    bool is_project;                 /* about a project, not about what one learns: cards only */
    const struct confidence *confidence;
    struct confidence_note note;
};

struct view {
    const struct question *q;
    const struct rules *r;
    const struct view_doc *doc;
    const struct heading *above; /* of title_parent(q) */
    struct title title;
    struct sim_text title_sim; /* of the printed title with its prefix */
    struct str about_fold;     /* of what stems name the question by */
    struct view_facet *facets;
    size_t n_facets;
    size_t n_points;
    size_t lead_cells; /* of the text before the first list */
    bool has_missing;  /* some point, or the answer, is missing */
    bool has_blocks;   /* a table, code, picture, display math or quote in the answer */
};

/* `above` is the heading of title_parent(q). Everything else in it is owned by `a`. */
struct view *view_make(struct arena *a, const struct rules *r, const struct view_doc *doc,
                       const struct question *q, const struct heading *above);

/* The view of a point, and its facet; NULL when the question has no such point at its first level.
 */
const struct view_point *view_find(const struct view *v, const struct point *p,
                                   const struct view_facet **facet);
/* Whether a question is asked as its author wrote it and by nothing else. A card whose back is a
 * whole answer with facets is asked like any other question, too. */
bool view_is_authored(const struct question *q);
/* Whether E says its own key over again: a third of its tokens or more. */
bool view_repeats_key(const struct view_point *p);
/* Whether the source around a text holds a tag of HTML that is neither formatting nor seen in it.
 */
bool view_lost_tag(const struct rules *r, const struct source *source, struct span span,
                   struct str seen);
/* The point whose text holds a place of the notes; NULL when none does. */
const struct view_point *view_at(const struct view *v, struct span span);

/* Cells of the median key (or E) of a facet's points; 0 for none. */
unsigned view_median(struct arena *a, const unsigned *cells, size_t n);

#endif
