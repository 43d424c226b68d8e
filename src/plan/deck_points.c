/* deck_points: one note for each point of a list (minimum information), asked by its keyword, or by
 * its place among its neighbours when it has none. A note a point, not a blank a point: a point put
 * between two others then adds a note and moves no one's scheduling. */
#include "plan/deck_make.h"

#include "base/utf8.h"

#define ALL_POINTS_MOST                                                                            \
    12                /* a longer list is on its own card only, or notes would grow as its square */
#define NEAR_MOST  2  /* neighbours shown before and after */
#define NEAR_CELLS 60 /* of a neighbour */

struct deck_points deck_points_of(struct arena *a, const struct question *q) {
    VEC(struct deck_point) v = {0};
    size_t n_keyed = 0;
    for (size_t i = 0; i < q->n_facets; i++) {
        const struct facet *f = &q->facets[i];
        size_t first = v.n;
        for (size_t k = 0; k < f->n_parts; k++) {
            if (f->parts[k].kind != PART_POINT || f->parts[k].point->status == STATUS_MISSING)
                continue;
            const struct point *p = f->parts[k].point;
            size_t nth = v.n - first + 1;
            vec_push(a, &v, (struct deck_point){.facet = f, .point = p, .nth = nth});
            n_keyed += p->key.plain.n > 0;
        }
        for (size_t k = first; k < v.n; k++)
            v.v[k].of = v.n - first;
    }
    return (struct deck_points){v.v, v.n, n_keyed};
}

/* Bytes of s that fit NEAR_CELLS. */
static size_t near_bytes(struct str s) {
    size_t cells = 0, at = 0;
    for (const char *c = s.p, *end = str_end(s); s.n && c < end;) {
        cells += (size_t)utf8_cell(utf8_next(&c, end));
        if (cells > NEAR_CELLS)
            break;
        at = (size_t)(c - s.p);
    }
    return at;
}

/* A point as a reminder: its key, else the beginning of its text; without a gloss in brackets when
 * that makes it too long. */
static void put_near(struct deck_maker *m, const struct point *p) {
    const struct rich *r = p->key.plain.n ? &p->key : &p->text;
    struct str s = r->plain;
    size_t at = near_bytes(s);
    if (at == s.n || rich_has(r, RICH_MATH | RICH_CODE | RICH_IMAGE)) {
        note_rich(&m->h, r);
        return;
    }
    size_t gloss = MIN(str_find(s, STR("（")), str_find(s, STR("(")));
    bool whole = p->key.plain.n && gloss > 0 && gloss < at;
    struct rich part = rich_slice(m->a, r, 0, whole ? gloss : at);
    part = rich_trim(m->a, &part);
    note_rich(&m->h, &part);
    if (!whole)
        buf_c(&m->h.out, "…");
}

/* Points from..to of the list, numbered when the author numbered them. */
static struct str near_points(struct deck_maker *m, const struct deck_point *v, size_t from,
                              size_t to) {
    struct note_html *h = &m->h;
    if (from >= to)
        return (struct str){0};
    bool ordered = v[from].point->ordered;
    if (ordered)
        buf_printf(&h->out, "<ol start=\"%zu\">", v[from].nth);
    else
        buf_c(&h->out, "<ul>");
    for (size_t i = from; i < to; i++) {
        buf_c(&h->out, "<li>");
        put_near(m, v[i].point);
        buf_c(&h->out, "</li>");
    }
    buf_c(&h->out, ordered ? "</ol>" : "</ul>");
    return deck_take(m);
}

static struct str title_of(struct deck_maker *m, struct str title, struct str label) {
    buf_str(&m->h.out, title);
    if (label.n) {
        buf_c(&m->h.out, " <span class=\"label\">");
        note_text(&m->h, label);
        buf_c(&m->h.out, "</span>");
    }
    return deck_take(m);
}

/* The list a point belongs to, whole. */
static struct str whole_facet(struct deck_maker *m, const struct facet *f, size_t n) {
    if (n <= 1 || n > ALL_POINTS_MOST)
        return (struct str){0};
    note_parts(&m->h, f->parts, f->n_parts);
    return deck_take(m);
}

/* What is answered: the explanation of a keyed point, else the point. */
static struct str item_of(struct deck_maker *m, const struct point *p) {
    struct point rest = *p;
    if (p->key.plain.n && (p->text.plain.n || p->n_parts))
        rest.key = (struct rich){0};
    note_point(&m->h, &rest);
    return deck_take(m);
}

/* Signs only ("……"), or a link to read: nothing to recall. */
static bool says_nothing(const struct point *p) {
    size_t linked = 0, letters = 0;
    struct str s = p->text.plain;
    for (size_t i = 0; i < p->text.n; i++)
        linked += p->text.runs[i].flags & RICH_LINK ? p->text.runs[i].text.n : 0;
    for (const char *c = s.p, *end = str_end(s); s.n && c < end;) {
        uint32_t code = utf8_next(&c, end);
        letters += !code_is_punct(code) && !code_is_space(code);
    }
    bool bare = p->n_parts == 0 && p->key.plain.n == 0;
    return bare && (letters == 0 || linked * 2 > s.n);
}

static bool asks_by_key(const struct point *p) {
    return p->key.plain.n && (p->text.plain.n || p->n_parts);
}

/* Examples after a paragraph, and the like: without it, and without a key, nothing says what is
 * asked. They are on the card of the whole. */
static bool needs_page(const struct deck_point *p) {
    return !p->facet->is_direct && p->facet->label.n == 0 && !asks_by_key(p->point);
}

/* By ^block-id, key or text, and the label of its list. */
static struct deck_key point_key(const struct deck_maker *m, const struct deck_point *p) {
    const struct point *point = p->point;
    struct str name = point->block_id.n    ? point->block_id
                      : point->key.plain.n ? point->key.plain
                                           : point->text.plain;
    struct str label = point->block_id.n ? (struct str){0} : p->facet->label;
    struct str form = str_format(m->a, "point%s%.*s", label.n ? ":" : "", STR_ARG(label));
    return deck_own_key(m, "point", form, name);
}

static struct span point_span(const struct deck_point *p) {
    for (size_t i = 0; i < p->facet->n_parts; i++)
        if (p->facet->parts[i].kind == PART_POINT && p->facet->parts[i].point == p->point)
            return p->facet->parts[i].span;
    return p->facet->span;
}

void deck_point_notes(struct deck_maker *m, const struct deck_points *points, struct str title) {
    struct str all = {0}, ask = {0};
    for (size_t i = 0; i < points->n; i++) {
        const struct deck_point *p = &points->v[i];
        size_t first = i + 1 - p->nth, end = first + p->of;
        if (p->nth == 1) {
            all = whole_facet(m, p->facet, p->of);
            ask = title_of(m, title, p->facet->label);
        }
        if (says_nothing(p->point) || needs_page(p))
            continue;
        struct str before =
            near_points(m, points->v, MAX(first, i > NEAR_MOST ? i - NEAR_MOST : 0), i);
        struct str after = near_points(m, points->v, i + 1, MIN(end, i + 1 + NEAR_MOST));
        struct str item = item_of(m, p->point);
        if (item.n == 0)
            continue;
        struct str *f = deck_note_add(m, NOTETYPE_POINT, point_key(m, p), point_span(p));
        f[POINT_TITLE] = ask;
        f[POINT_CUE] = asks_by_key(p->point) ? deck_rich(m, &p->point->key) : (struct str){0};
        f[POINT_BEFORE] = before;
        f[POINT_ITEM] = item;
        f[POINT_AFTER] = after;
        f[POINT_POS] = str_format(m->a, "%zu", p->nth);
        f[POINT_TOTAL] = str_format(m->a, "%zu", p->of);
        f[POINT_ALL] = all;
    }
}
