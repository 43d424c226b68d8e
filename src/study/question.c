/* question: finishing questions. */
#include "study/question.h"

#include "study/asks.h"
#include "study/clozes.h"
#include "study/terms.h"

struct finish {
    struct builder *b;
    term_vec terms;
    cloze_vec clozes;
};

static void read_parts(struct finish *f, const struct part *parts, size_t n);

static void read_point(struct finish *f, const struct point *p) {
    terms_add(f->b, &p->key, p, &f->terms);
    terms_add(f->b, &p->text, p, &f->terms);
    clozes_add(f->b, &p->text, &f->clozes);
    read_parts(f, p->parts, p->n_parts);
}

static void read_parts(struct finish *f, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct part *p = &parts[i];
        if (p->kind == PART_TEXT) {
            terms_add(f->b, &p->text, NULL, &f->terms);
            clozes_add(f->b, &p->text, &f->clozes);
        } else if (p->kind == PART_POINT) {
            read_point(f, p->point);
        } else if (p->kind == PART_QUOTE) {
            read_parts(f, p->quote.parts, p->quote.n_parts);
        }
    }
}

static void add_tags(struct builder *b, struct question *q, const struct context *cx,
                     const struct answer *answer) {
    str_vec tags = {0};
    for (size_t i = 0; i < cx->tags.n; i++)
        vec_push(b->a, &tags, cx->tags.v[i]);
    if (b->deck_tag.n > 0)
        vec_push(b->a, &tags, b->deck_tag);
    for (size_t i = 0; answer && i < answer->tags.n; i++)
        vec_push(b->a, &tags, answer->tags.v[i]);
    q->tags = tags.v;
    q->n_tags = tags.n;
}

static struct question *new_question(struct builder *b, const struct context *cx,
                                     const struct rich *title, struct str number,
                                     const struct answer *answer) {
    struct question *q = arena_new(b->a, struct question);
    struct finish f = {.b = b};
    q->title = *title;
    q->number = number;
    q->span = title->span;
    q->section = cx->section;
    q->document = b->out;
    terms_add(b, title, NULL, &f.terms);
    clozes_add(b, title, &f.clozes);
    if (answer) {
        q->lead = answer->lead.v;
        q->n_lead = answer->lead.n;
        q->facets = answer->facets.v;
        q->n_facets = answer->facets.n;
        read_parts(&f, q->lead, q->n_lead);
        for (size_t i = 0; i < q->n_facets; i++)
            read_parts(&f, q->facets[i].parts, q->facets[i].n_parts);
    }
    q->terms = f.terms.v;
    q->n_terms = f.terms.n;
    q->clozes = f.clozes.v;
    q->n_clozes = f.clozes.n;
    add_tags(b, q, cx, answer);
    b->out->n_questions++;
    return q;
}

static void set_status(struct builder *b, struct question *q, enum study_status status) {
    q->status = (uint8_t)status;
    if (status != STATUS_MISSING)
        return;
    build_problem(b, DIAG_MISSING_ANSWER, q->span, asks_bare(q->title.plain));
    b->out->n_missing++;
}

struct question *question_of(struct builder *b, const struct context *cx, const struct rich *title,
                             struct str number, const struct answer *answer) {
    struct question *q = new_question(b, cx, title, number, answer);
    set_status(b, q, answer_status(b, answer));
    return q;
}

struct question *question_authored(struct builder *b, const struct context *cx,
                                   const struct rich *title, struct str number,
                                   const struct authored *authored, const struct answer *answer) {
    struct question *q = new_question(b, cx, title, number, answer);
    q->authored = authored;
    if (authored->kind == AUTHORED_CHOICE || authored->kind == AUTHORED_BLANK)
        q->title = authored->stem; /* without the key in its bracket */
    q->status = authored->malformed ? STATUS_MISSING : STATUS_ANSWERED;
    return q;
}
