/* deck_answer: a question with its whole answer on one card; and, by --lists, its points one by one
 * (deck_points.c) or as blanks of one note. */
#include "plan/deck_make.h"

#define LIST_POINTS_MIN 2 /* a single point is the answer itself */

static void put_label(struct note_html *h, struct str label) {
    if (label.n == 0)
        return;
    buf_c(&h->out, "<div class=\"label\">");
    note_text(h, label);
    buf_c(&h->out, "</div>");
}

void deck_put_answer(struct deck_maker *m, const struct question *q) {
    note_parts(&m->h, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets; i++) {
        put_label(&m->h, q->facets[i].label);
        note_parts(&m->h, q->facets[i].parts, q->facets[i].n_parts);
    }
}

void deck_put_material(struct deck_maker *m, const struct question *q) {
    const struct section *s = study_material(q);
    if (!s || !s->n_intro)
        return;
    buf_c(&m->h.out, "<blockquote>");
    note_parts(&m->h, s->intro, s->n_intro);
    buf_c(&m->h.out, "</blockquote>");
}

static bool has_other_parts(const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind != PART_POINT && parts[i].kind != PART_RULE)
            return true;
    return false;
}

/* True when the answer is a list and nothing else, so that keywords can stand for it. */
static bool is_bare_list(const struct question *q) {
    if (has_other_parts(q->lead, q->n_lead))
        return false;
    for (size_t i = 0; i < q->n_facets; i++)
        if (has_other_parts(q->facets[i].parts, q->facets[i].n_parts))
            return false;
    return true;
}

/* The keywords of the points, by facet; a point without one as it is. */
static struct str keywords(struct deck_maker *m, const struct deck_points *points) {
    struct note_html *h = &m->h;
    for (size_t i = 0; i < points->n; i++) {
        const struct deck_point *p = &points->v[i];
        if (p->nth == 1) {
            put_label(h, p->facet->label);
            buf_c(&h->out, p->point->ordered ? "<ol>" : "<ul>");
        }
        buf_c(&h->out, "<li>");
        note_rich(h, p->point->key.plain.n ? &p->point->key : &p->point->text);
        buf_c(&h->out, "</li>");
        if (p->nth == p->of)
            buf_c(&h->out, points->v[i + 1 - p->of].point->ordered ? "</ol>" : "</ul>");
    }
    return deck_take(m);
}

/* What is asked, then how many points there are to name. */
static struct str ask_whole(struct deck_maker *m, const struct question *q, struct str title,
                            size_t n) {
    struct str count = str_format(m->a, "%zu", n);
    struct str more = wording_fill(m->a, m->at.words, "whole", "n", count, (const char *)NULL);
    deck_put_material(m, q);
    buf_str(&m->h.out, title);
    buf_c(&m->h.out, " <span class=\"count\">");
    note_text(&m->h, more);
    buf_c(&m->h.out, "</span>");
    return deck_take(m);
}

/* One card for the whole list: its keywords, the full answer folded. */
static void whole_list(struct deck_maker *m, const struct item *it, struct str title,
                       const struct deck_points *points) {
    const struct question *q = it->source.question;
    struct str ask = ask_whole(m, q, title, points->n);
    deck_put_answer(m, q);
    struct str full = deck_take(m);
    bool brief = points->n_keyed > 0 && is_bare_list(q);
    struct str *f = deck_note_add(m, NOTETYPE_QA, deck_item_key(it, "whole"), it->source.span);
    f[QA_Q] = ask;
    f[QA_A] = brief ? keywords(m, points) : full;
    f[QA_EXTRA] = brief ? full : (struct str){0};
}

static void whole_answer(struct deck_maker *m, const struct item *it, struct str title) {
    deck_put_material(m, it->source.question);
    buf_str(&m->h.out, title);
    struct str ask = deck_take(m);
    deck_put_answer(m, it->source.question);
    struct str answer = deck_take(m);
    struct str *f = deck_note_add(m, NOTETYPE_QA, deck_item_key(it, "qa"), it->source.span);
    f[QA_Q] = ask;
    f[QA_A] = answer;
}

/* ---- --lists cloze ---- */

static void put_blank(struct deck_maker *m, size_t number, const struct deck_point *p) {
    struct note_html *h = &m->h;
    const struct point *point = p->point;
    struct point rest = *point;
    if (point->key.plain.n && (point->text.plain.n || point->n_parts)) {
        note_key(h, &point->key);
        note_text(h, deck_words(m, "colon"));
        rest.key = (struct rich){0};
    }
    buf_printf(&h->out, "{{c%zu::", number);
    h->in_blank = true;
    note_point(h, &rest);
    h->in_blank = false;
    if (h->out.p[h->out.n - 1] == '}')
        buf_c(&h->out, "<!-- -->");
    buf_c(&h->out, "}}");
}

/* A part of an answer with its points as blanks from number *n + 1 on. */
static void put_blanked(struct deck_maker *m, const struct deck_points *points, size_t *n,
                        const struct facet *f) {
    struct note_html *h = &m->h;
    for (size_t i = 0; i < f->n_parts; i++) {
        bool mine = *n < points->n && f->parts[i].kind == PART_POINT &&
                    points->v[*n].point == f->parts[i].point;
        if (!mine) {
            note_parts(h, &f->parts[i], 1);
            continue;
        }
        bool ordered = f->parts[i].point->ordered;
        const struct deck_point *p = &points->v[*n];
        if (ordered)
            buf_printf(&h->out, "<ol start=\"%zu\"><li>", p->nth);
        else
            buf_c(&h->out, "<ul><li>");
        put_blank(m, ++*n, p);
        buf_c(&h->out, ordered ? "</li></ol>" : "</li></ul>");
    }
}

/* The item's stem; the heading itself when that is a picture, or nothing, which a wording around it
 * would hide. */
static const struct rich *asked(const struct item *it) {
    const struct question *q = it->source.question;
    bool worded =
        it->stem.plain.n && str_trim(q->title.plain).n && !rich_has(&q->title, RICH_IMAGE);
    return worded ? &it->stem : &q->title;
}

static void cloze_list(struct deck_maker *m, const struct item *it,
                       const struct deck_points *points) {
    const struct question *q = it->source.question;
    struct note_html *h = &m->h;
    size_t n = 0;
    h->cloze = true;
    buf_c(&h->out, "<div class=\"title\">");
    note_rich(h, asked(it));
    buf_c(&h->out, "</div>");
    note_parts(h, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets; i++) {
        put_label(h, q->facets[i].label);
        put_blanked(m, points, &n, &q->facets[i]);
    }
    h->cloze = false;
    struct str text = deck_take(m);
    deck_cloze_add(m, deck_own_key(m, "cloze", STR("list"), (struct str){0}), text, n,
                   (struct str){0}, it->source.span);
}

void deck_recall(struct deck_maker *m, const struct item *it) {
    const struct question *q = it->source.question;
    struct deck_points points = deck_points_of(m->a, q);
    struct str title = deck_rich(m, asked(it));
    bool list = points.n >= LIST_POINTS_MIN;
    if (!list || m->o->lists == LISTS_WHOLE)
        whole_answer(m, it, title);
    else
        whole_list(m, it, title, &points);
    if (list && m->o->lists == LISTS_POINTS)
        deck_point_notes(m, &points, title);
    if (list && m->o->lists == LISTS_CLOZE && points.n > DECK_CLOZES_MAX)
        diag_at(m->d, DIAG_DECK_LISTS_LONG, it->source.span, str_format(m->a, "%zu", points.n));
    else if (list && m->o->lists == LISTS_CLOZE)
        cloze_list(m, it, &points);
    deck_row_notes(m, title);
}
