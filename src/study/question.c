/* question: finishing questions. */
#include "study/question.h"

#include "study/asks.h"
#include "study/clozes.h"
#include "study/pins.h"
#include "study/terms.h"

static void read_parts(struct builder *b, const struct part *parts, size_t n);

static void read_point(struct builder *b, const struct point *p) {
    terms_add(b, &p->key, p, &b->terms);
    terms_add(b, &p->text, p, &b->terms);
    clozes_add(b, &p->text, &b->clozes);
    read_parts(b, p->parts, p->n_parts);
}

static void read_parts(struct builder *b, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct part *p = &parts[i];
        if (p->kind == PART_TEXT) {
            terms_add(b, &p->text, NULL, &b->terms);
            clozes_add(b, &p->text, &b->clozes);
        } else if (p->kind == PART_POINT) {
            read_point(b, p->point);
        } else if (p->kind == PART_QUOTE && !str_eqc(p->quote->kind, "embed")) {
            read_parts(b, p->quote->parts, p->quote->n_parts);
        }
    }
}

static void add_tags(struct builder *b, struct question *q, const struct context *cx,
                     const struct answer *answer) {
    str_vec tags = {0};
    if (b->deck_tag.n == 0 && !(answer && answer->tags.n)) {
        q->tags = cx->tags.v;
        q->n_tags = cx->tags.n;
        return;
    }
    for (size_t i = 0; i < cx->tags.n; i++)
        vec_push(b->a, &tags, cx->tags.v[i]);
    if (b->deck_tag.n > 0)
        vec_push(b->a, &tags, b->deck_tag);
    for (size_t i = 0; answer && i < answer->tags.n; i++)
        vec_push(b->a, &tags, answer->tags.v[i]);
    q->tags = tags.v;
    q->n_tags = tags.n;
}

static void keep_found(struct builder *b, struct question *q) {
    q->n_terms = b->terms.n;
    q->n_clozes = b->clozes.n;
    if (q->n_terms > 0)
        q->terms = memcpy(arena_array(b->a, struct term, q->n_terms), b->terms.v,
                          q->n_terms * sizeof(*q->terms));
    if (q->n_clozes > 0)
        q->clozes = memcpy(arena_array(b->a, struct cloze, q->n_clozes), b->clozes.v,
                           q->n_clozes * sizeof(*q->clozes));
}

static struct question *new_question(struct builder *b, const struct context *cx,
                                     const struct rich *title, struct str number,
                                     const struct answer *answer) {
    struct question *q = arena_new(b->a, struct question);
    b->terms.n = b->clozes.n = 0;
    q->title = *title;
    q->number = number;
    q->span = title->span;
    q->section = cx->section;
    q->document = b->out;
    terms_add(b, title, NULL, &b->terms);
    clozes_add(b, title, &b->clozes);
    if (answer) {
        q->lead = answer->lead.v;
        q->n_lead = answer->lead.n;
        q->facets = answer->facets.v;
        q->n_facets = answer->facets.n;
        read_parts(b, q->lead, q->n_lead);
        for (size_t i = 0; i < q->n_facets; i++)
            read_parts(b, q->facets[i].parts, q->facets[i].n_parts);
    }
    keep_found(b, q);
    add_tags(b, q, cx, answer);
    b->out->n_questions++;
    return q;
}

static void set_status(struct builder *b, struct question *q, enum study_status status) {
    q->status = (uint8_t)status;
    if (status != STATUS_MISSING)
        return;
    struct str name = q->title.plain.n ? q->title.plain : q->number;
    build_problem(b, DIAG_MISSING_ANSWER, q->span, asks_bare(name));
    b->out->n_missing++;
}

struct question *question_of(struct builder *b, const struct context *cx, const struct rich *title,
                             struct str number, const struct answer *answer) {
    struct question *q = new_question(b, cx, title, number, answer);
    set_status(b, q, answer_status(b, answer));
    return q;
}

/* Its pins off the end of its stem, and of the title, which is the same text. */
static const struct authored *pinned(struct builder *b, const struct authored *authored,
                                     struct rich *title) {
    struct rich stem = authored->stem;
    struct pins p = pins_take(b, &stem);
    struct build_mark_point once = build_save(b);
    pins_take(b, title);
    build_restore(b, once);
    if (stem.plain.n == authored->stem.plain.n)
        return authored;
    struct authored *own = arena_new(b->a, struct authored);
    *own = *authored;
    own->stem = stem;
    own->ordered = p.ordered || p.here;
    own->pin = p.first ? 1 : p.last ? -1 : 0;
    return own;
}

struct question *question_authored(struct builder *b, const struct context *cx,
                                   const struct rich *title, struct str number,
                                   const struct authored *authored, const struct answer *answer) {
    struct rich own = *title;
    authored = pinned(b, authored, &own);
    struct question *q = new_question(b, cx, &own, number, answer);
    q->authored = authored;
    if (authored->kind == AUTHORED_CHOICE || authored->kind == AUTHORED_BLANK)
        q->title = authored->stem; /* without the key in its bracket */
    q->status = authored->malformed ? STATUS_MISSING : STATUS_ANSWERED;
    return q;
}
