/* founding: what the founding sample, and notes of the same shapes in other words, must be read as.
 * Counted by hand in the notes. */
#ifndef TESTS_FOUNDING_H
#define TESTS_FOUNDING_H

#include "study/study.h"

struct founding_row {
    const char *section, *number; /* as written */
    const char *shape; /* "lead N" lines of text, then "label points/keyed" for each facet; a number
                        * in (…) of points not written yet */
    int terms, clozes, figures; /* at least so many certain terms; clozes; figures */
};

static const struct founding_row founding_rows[] = {
    {"一", "1", "- 5/5", 3, 0, 0},
    {"一", "2", "- 4/4", 3, 0, 1},
    {"一", "3", "- 4/1", 0, 0, 0},
    {"一", "4", "- 5/0", 0, 0, 0},
    {"二", "1", "概念 2/0, 原因 3/2, 对策 4/3", 0, 1, 0},
    {"二", "2", "lead 1, - 3/3, 对策 2/0", 0, 0, 0},
    {"二", "3", "- 3/3 (1), 限制 3/3", 0, 0, 0},
    {"二", "4", "lead 1, 原因 4/4", 0, 2, 0},
    {"二", "5", "- 4/4", 0, 0, 0},
    {"三", "1", "- 5/5", 0, 0, 0},
    {"三", "2", "lead 1, 实现 5/2", 0, 0, 0},
    {"三", "3", "实现 4/4", 0, 0, 0},
    {"四", "", "- 4/0", 0, 0, 0},
    {"五", "1", "- 4/2", 0, 0, 0},
    {"五", "2", "- 3/3", 0, 0, 0},
    {"五", "3", "lead 2", 4, 4, 0},
    {"五", "4", "lead 2", 0, 0, 0},
    {"五", "5", "- 8/8", 7, 0, 0},
    {"六", "1", "lead 1, - 4/0", 0, 0, 0},
    {"六", "2", "lead 1, 原因 4/4, 对策 5/0", 0, 0, 0},
    {"六", "3", "- 7/4", 0, 0, 0},
    {"六", "4", "- 6/4", 0, 0, 0},
    {"六", "5", "- 6/6", 2, 0, 0},
    {"六", "6", "- 5/5", 0, 0, 0},
    {"六", "7", "lead 1", 0, 0, 0},
    {"六", "8", "lead 1, 考虑 3/2", 0, 0, 0},
    {"六", "9", "- 7/6", 0, 0, 0},
    {"六", "10", "lead 4, 好处 5/5 (1)", 0, 0, 0},
    {"六", "11", "lead 2", 0, 0, 0},
    {"六", "12", "lead 2", 0, 0, 0},
    {"六", "13", "lead 1, 原因 2/2, 对策 4/4", 5, 0, 0},
    {"六", "14", "- 4/0", 0, 0, 0},
    {"六", "15", "- 3/3", 0, 0, 0},
    {"六", "16", "- 6/0", 0, 0, 0},
    {"六", "17", "- 7/0", 0, 0, 0},
};

static inline void shape_of_parts(struct buf *out, struct str name, const struct part *parts,
                                  size_t n) {
    size_t points = 0, keyed = 0, missing = 0;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].kind != PART_POINT)
            continue;
        points++;
        keyed += parts[i].point->key.plain.n > 0;
        missing += parts[i].point->status == STATUS_MISSING;
    }
    buf_printf(out, "%s%.*s %zu/%zu", out->n ? ", " : "", STR_ARG(name), points, keyed);
    if (missing)
        buf_printf(out, " (%zu)", missing);
}

static inline struct str shape_of(struct arena *a, const struct question *q) {
    struct buf out = buf_in(a);
    size_t lead = 0;
    for (size_t i = 0; i < q->n_lead; i++)
        lead += q->lead[i].kind == PART_TEXT;
    if (lead)
        buf_printf(&out, "lead %zu", lead);
    for (size_t i = 0; i < q->n_facets; i++)
        shape_of_parts(&out, q->facets[i].label.n ? q->facets[i].label : STR("-"),
                       q->facets[i].parts, q->facets[i].n_parts);
    return buf_get(&out);
}

/* What is wrong with a question; empty when nothing is. */
static inline struct str founding_wrong(struct arena *a, const struct study *s, size_t row) {
    const struct founding_row *want = &founding_rows[row];
    const struct question *q = s->questions[row];
    int terms = 0, figures = 0;
    struct buf b = buf_in(a);
    for (size_t i = 0; i < q->n_terms; i++)
        terms += q->terms[i].confidence == TERM_CERTAIN;
    for (size_t i = 0; i < q->n_lead; i++)
        figures += q->lead[i].kind == PART_FIGURE;
    struct str shape = shape_of(a, q);
    if (!str_eqc(q->section->number, want->section) || !str_eqc(q->number, want->number))
        buf_printf(&b, "it is %.*s-%.*s; ", STR_ARG(q->section->number), STR_ARG(q->number));
    if (!str_eqc(shape, want->shape))
        buf_printf(&b, "%.*s, not %s; ", STR_ARG(shape), want->shape);
    if (terms < want->terms || (int)q->n_clozes != want->clozes || figures != want->figures)
        buf_printf(&b, "%d terms, %zu clozes, %d figures; ", terms, q->n_clozes, figures);
    if (q->implicit != (want->number[0] == '\0'))
        buf_c(&b, "implicit; ");
    return buf_get(&b);
}

/* The same of the whole note. */
static inline struct str founding_wrong_counts(struct arena *a, const struct study *s) {
    const struct study_document *d = s->v[0];
    size_t clozes = 0, partial = 0;
    for (size_t i = 0; i < s->n_questions; i++) {
        clozes += s->questions[i]->n_clozes;
        partial += s->questions[i]->status == STATUS_PARTIAL;
    }
    bool right = d->n_sections == 6 && d->n_questions == 35 && s->n_questions == 35 &&
                 d->n_missing == 2 && clozes == 7 && partial == 2;
    return right
               ? (struct str){0}
               : str_format(a, "%zu sections, %zu questions, %zu missing, %zu clozes, %zu partial",
                            d->n_sections, d->n_questions, d->n_missing, clozes, partial);
}

/* The comparison of 六-15: three points, below each the same two keys. */
static inline bool founding_compares(const struct study *s) {
    const struct facet *f = &s->questions[32]->facets[0];
    static const char *const aspects[] = {"目标", "数据", "训练方式"};
    for (size_t i = 0; i < 3; i++) {
        const struct point *p = f->parts[i].point;
        if (!str_eqc(p->key.plain, aspects[i]) || p->n_parts != 2 ||
            !str_eqc(p->parts[0].point->key.plain, "预训练") ||
            !str_eqc(p->parts[1].point->key.plain, "有监督微调") ||
            p->parts[0].point->text.plain.n == 0 || p->parts[1].point->text.plain.n == 0)
            return false;
    }
    return true;
}

#endif
