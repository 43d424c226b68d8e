/* reconcile: nothing an author wrote is lost or said twice. The visible text of a document's tree
 * and the text of its study model, marks of structure among it, are put in the order of the notes
 * and compared, blanks left out. */
#ifndef TESTS_RECONCILE_H
#define TESTS_RECONCILE_H

#include "base/fs.h"
#include "base/vec.h"
#include "study/study.h"

#include <stdlib.h>

struct piece {
    uint32_t at, order; /* place in the notes; then order of finding */
    struct str text;
};
typedef VEC(struct piece) piece_vec;

struct collector {
    struct arena *a;
    piece_vec pieces;
};

static inline void collect(struct collector *c, struct str text, struct span span) {
    struct piece p = {span.at, (uint32_t)c->pieces.n, text};
    if (str_trim(text).n > 0)
        vec_push(c->a, &c->pieces, p);
}

static inline void collect_rich(struct collector *c, const struct rich *r) {
    for (size_t i = 0; i < r->n; i++)
        if (r->runs[i].span.len > 0)
            collect(c, r->runs[i].text, r->runs[i].span);
}

static inline void collect_parts(struct collector *c, const struct part *parts, size_t n);

static inline void collect_table(struct collector *c, const struct study_table *t) {
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        collect_rich(c, &t->cells[i].text);
}

static inline void collect_part(struct collector *c, const struct part *p) {
    switch (p->kind) {
    case PART_TEXT:
        collect_rich(c, &p->text);
        break;
    case PART_POINT:
        collect_rich(c, &p->point->key);
        collect_rich(c, &p->point->text);
        collect_parts(c, p->point->parts, p->point->n_parts);
        break;
    case PART_TABLE:
        collect_table(c, p->table);
        break;
    case PART_CODE:
    case PART_MATH:
        collect(c, p->code.text, p->span);
        break;
    case PART_FIGURE:
        collect(c, str_trim(p->figure->alt).n ? p->figure->alt : p->figure->target, p->span);
        break;
    case PART_QUOTE:
        if (!str_eqc(p->quote->kind, "footnote"))
            collect_rich(c, &p->quote->title);
        if (!str_eqc(p->quote->kind, "embed")) /* that is another note's text */
            collect_parts(c, p->quote->parts, p->quote->n_parts);
        break;
    default:
        break;
    }
}

static inline void collect_parts(struct collector *c, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        collect_part(c, &parts[i]);
}

static inline void collect_authored(struct collector *c, const struct authored *a) {
    collect_parts(c, a->stem_parts, a->n_stem_parts);
    for (size_t i = 0; i < a->n_options; i++) {
        collect_rich(c, &a->options[i].text);
        collect_parts(c, a->options[i].parts, a->options[i].n_parts);
    }
    for (size_t i = 0; i < a->n_answers && a->kind == AUTHORED_BLANK; i++)
        collect_rich(c, &a->answers[i]);
    collect_rich(c, &a->explanation);
    collect_parts(c, a->explanation_parts, a->n_explanation_parts);
}

static inline void collect_unit(void *self, const struct section *section,
                                const struct question *q) {
    struct collector *c = self;
    if (!q) {
        if (section->n_units == 0 || section->units[0].kind != UNIT_QUESTION ||
            !section->units[0].question->is_section)
            collect_rich(c, &section->title);
        collect_parts(c, section->intro, section->n_intro);
        return;
    }
    collect_rich(c, &q->title);
    collect_parts(c, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets; i++)
        collect_parts(c, q->facets[i].parts, q->facets[i].n_parts);
    if (q->authored)
        collect_authored(c, q->authored);
}

/* What a reader of the tree sees. */
static inline void collect_node(struct collector *c, const struct node *n) {
    switch (n->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
        collect(c, n->text, n->span);
        return;
    case NODE_IMAGE:
    case NODE_EMBED: {
        struct str alt = n->first ? node_plain(c->a, n) : n->text;
        collect(c, str_trim(alt).n ? alt : n->more->target, n->span);
        return;
    }
    case NODE_COMMENT:
        return;
    case NODE_FOOTNOTE_MARK:
        collect(c, n->text.n ? n->text : n->more->target, n->span);
        return;
    case NODE_WIKILINK:
        if (!n->first)
            collect(c, n->text.n ? n->text : n->more->target, n->span);
        break;
    default:
        break;
    }
    for (const struct node *k = n->first; k; k = k->next)
        collect_node(c, k);
}

static inline int by_place(const void *x, const void *y) {
    const struct piece *p = x, *q = y;
    if (p->at != q->at)
        return p->at < q->at ? -1 : 1;
    return p->order < q->order ? -1 : p->order > q->order;
}

/* All pieces in order of place as one text without blanks. */
static inline struct str in_order(struct collector *c) {
    struct buf out = buf_in(c->a);
    if (c->pieces.n)
        qsort(c->pieces.v, c->pieces.n, sizeof(*c->pieces.v), by_place);
    for (size_t i = 0; i < c->pieces.n; i++)
        for (size_t k = 0; k < c->pieces.v[i].text.n; k++) {
            struct str rest = str_from(c->pieces.v[i].text, k);
            if (str_starts(rest, STR("\xE3\x80\x80")) || str_starts(rest, STR("\xEF\xBB\xBF")))
                k += 2;
            else if (str_starts(rest, STR("\xC2\xA0")))
                k += 1;
            else if (!strchr(" \t\n\f\v", rest.p[0]))
                buf_byte(&out, rest.p[0]);
        }
    return buf_get(&out);
}

static inline struct str tree_text(struct arena *a, const struct document *doc) {
    struct collector c = {.a = a};
    collect_node(&c, doc->root);
    return in_order(&c);
}

static inline struct str model_text(struct arena *a, const struct study_document *doc) {
    struct collector c = {.a = a};
    collect_parts(&c, doc->intro, doc->n_intro);
    study_walk(doc, collect_unit, &c);
    for (size_t i = 0; i < doc->n_marks; i++)
        if (doc->marks[i].span.len > 0)
            collect(&c, doc->marks[i].text, doc->marks[i].span);
    return in_order(&c);
}

#endif
