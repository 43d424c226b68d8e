/* check: heading jumps, questions asked more than once, ids given twice. */
#include "study/check.h"

#include "base/map.h"
#include "study/asks.h"

void check_headings(struct builder *b, const struct outline *o) {
    uint8_t before = 0;
    for (size_t i = 0; i < o->n; i++) {
        const struct heading *h = &o->v[i];
        if (h->folded)
            continue;
        if (before > 0 && h->level > before + 1)
            build_problem2(b, DIAG_HEADING_JUMP, h->node->span, str_format(b->a, "%d", before),
                           str_format(b->a, "%d", h->level));
        before = h->level;
    }
}

/* Titles that say what is asked only together with what stands above them. */
#define DUPLICATE_BYTES_LEAST 12

static struct str folded_title(struct arena *a, struct str title) {
    struct str s = str_lower_ascii(a, asks_bare(title));
    while (str_ends(s, STR("?")) || str_ends(s, STR(".")))
        s.n--;
    if (str_ends(s, STR("？")) || str_ends(s, STR("。")))
        s.n -= 3;
    return str_trim_end(s);
}

/* The author's ^id of a question or point; what is embedded from another note has its own there. */
static void check_id(struct arena *a, struct map *seen, const struct question *q, struct str id,
                     struct span span, const struct sources *sources, struct diag *d) {
    if (id.n == 0 || source_at(sources, span.at) != q->document->source)
        return;
    struct map_entry *e = map_put(seen, id);
    const struct span *first = e->ptr;
    if (!first) {
        struct span *own = arena_new(a, struct span);
        *own = span;
        e->ptr = own;
    } else if (first->at != span.at) {
        struct place at = source_place(sources, *first);
        diag_at(d, DIAG_DUPLICATE_ID, span, id,
                str_format(a, "%.*s:%u", STR_ARG(at.path), at.line));
    }
}

void check_ids(struct arena *a, const struct study *s, struct diag *d) {
    struct map seen = map_in(a);
    for (size_t i = 0; i < s->n_questions; i++) {
        const struct question *q = s->questions[i];
        check_id(a, &seen, q, q->block_id, q->span, s->sources, d);
        for (size_t f = 0; f < q->n_facets; f++)
            for (size_t k = 0; k < q->facets[f].n_parts; k++) {
                const struct part *p = &q->facets[f].parts[k];
                if (p->kind == PART_POINT)
                    check_id(a, &seen, q, p->point->block_id, p->point->text.span, s->sources, d);
            }
    }
}

void check_duplicates(struct arena *a, const struct study *s, struct diag *d) {
    struct map seen = map_in(a);
    for (size_t i = 0; i < s->n_questions; i++) {
        const struct question *q = s->questions[i];
        if (q->authored || !asks_mark(q->title.plain))
            continue;
        struct str title = folded_title(a, q->title.plain);
        if (title.n < DUPLICATE_BYTES_LEAST)
            continue;
        struct map_entry *e = map_put(&seen, title);
        if (e->num++)
            diag_at(d, DIAG_DUPLICATE_QUESTION, q->span, q->title.plain);
    }
}
