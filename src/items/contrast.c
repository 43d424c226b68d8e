/* contrast: pairs facets by the table of complements and takes options from both. */
#include "items/contrast.h"

#include "base/utf8.h"

#include <stdlib.h>

#define LENGTH_SPREAD       2200 /* option : median, thousandths, either way */
#define STATEMENT_CELLS_MAX 70
#define STATEMENT_KEEP      300 /* thousandths of a statement that survive shortening */
#define ENOUGH              2
#define JUDGED_CELLS_MIN    12 /* an advantage said in less does not tell that it is one */

bool contrast_applies(const struct view *v, const struct view_facet *f) {
    const struct title *t = &v->title;
    if (f->examples || f->unclear || f->n < ENOUGH || str_eqc(f->canonical, "steps"))
        return false;
    if (f->label.n == 0)
        return f->direct && t->is_set && !t->weak;
    return f->canonical.n > 0;
}

static bool complement(const struct rules *r, struct str a, struct str b) {
    for (size_t i = 0; i < r->complements.n; i++) {
        const struct rule_pair *p = &r->complements.v[i];
        if ((str_eq(a, p->first) && str_eq(b, p->second)) ||
            (str_eq(b, p->first) && str_eq(a, p->second)))
            return true;
    }
    return false;
}

/* The unlabelled list is what the title asks for: its causes, its advantages. */
static struct str meaning_of(const struct view *v, const struct view_facet *f) {
    if (f->label.n)
        return f->canonical;
    for (size_t i = 0; i < v->r->title_meanings.n; i++)
        if (str_has(v->title.text.plain, v->r->title_meanings.v[i].first))
            return v->r->title_meanings.v[i].second;
    return (struct str){0};
}

/* As a name: the key, or a whole statement short enough to be one. */
static struct rich name_form(const struct rules *r, const struct view_point *p) {
    if (p->key.plain.n)
        return p->is_name ? p->key : (struct rich){0};
    if (p->text.trouble == 0 && key_is_name(r, p->text.text.plain))
        return p->text.text;
    return (struct rich){0};
}

static struct rich statement_form(struct gen *g, const struct view_point *p) {
    struct explain_wish wish = {g->v->title.zh, STATEMENT_KEEP, STATEMENT_CELLS_MAX};
    struct explanation e = explain(g->a, g->v->r, &p->text, p->key.plain, &wish);
    return e.gate == GATE_PASSED ? e.text : (struct rich){0};
}

static size_t options_of(struct gen *g, const struct view_facet *f, bool names, bool right,
                         struct gate_option *out) {
    size_t n = 0;
    bool evaluates = words_is(g->v->r->evaluates, f->canonical);
    for (size_t i = 0; i < f->n; i++) {
        const struct view_point *p = &f->points[i];
        if (p->missing)
            continue;
        struct rich text = names ? name_form(g->v->r, p) : statement_form(g, p);
        if (evaluates && utf8_cells(text.plain) < JUDGED_CELLS_MIN)
            continue; /* 依赖管理 may be good or bad */
        if (text.plain.n)
            out[n++] = gate_option(g, text, right);
    }
    return n;
}

/* Keeps the options whose length is within the spread of the median of all. */
static size_t keep_even(struct gate_option *v, size_t n, unsigned median) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t cells = v[i].sim.cells;
        if (cells * 1000 <= median * LENGTH_SPREAD && median * 1000 <= cells * LENGTH_SPREAD)
            v[kept++] = v[i];
    }
    return kept;
}

static void even_out(struct gen *g, struct contrast *c) {
    unsigned *cells = arena_array(g->a, unsigned, c->n_right + c->n_wrong);
    for (size_t i = 0; i < c->n_right; i++)
        cells[i] = c->right[i].sim.cells;
    for (size_t i = 0; i < c->n_wrong; i++)
        cells[c->n_right + i] = c->wrong[i].sim.cells;
    unsigned median = view_median(g->a, cells, c->n_right + c->n_wrong);
    c->n_right = keep_even(c->right, c->n_right, median);
    c->n_wrong = keep_even(c->wrong, c->n_wrong, median);
}

/* Drops wrong options that could be said of the facet, too: alike to one of its points, or named in
 * it. */
static void drop_right_ones(struct gen *g, const struct view_facet *f, struct contrast *c) {
    size_t kept = 0;
    for (size_t i = 0; i < c->n_wrong; i++) {
        struct gate_option *w = &c->wrong[i];
        bool also_right = false;
        for (size_t k = 0; k < f->n && !also_right; k++) {
            struct view_point *p = &f->points[k];
            also_right = sim_dice(g->a, &w->sim, &p->key_sim) >= CONTRAST_ALIKE ||
                         sim_dice(g->a, &w->sim, &p->text_sim) >= CONTRAST_ALIKE ||
                         str_has(p->text_sim.fold, w->sim.fold) ||
                         str_has(p->key_sim.fold, w->sim.fold);
        }
        if (!also_right)
            c->wrong[kept++] = *w;
    }
    c->n_wrong = kept;
}

struct drawn {
    uint32_t draw;
    struct gate_option option;
};

static int by_draw(const void *pa, const void *pb) {
    const struct drawn *a = pa, *b = pb;
    return a->draw < b->draw ? -1 : a->draw > b->draw;
}

static void shuffle_options(struct gen *g, struct gate_option *v, size_t n) {
    struct drawn *d = arena_array(g->a, struct drawn, n);
    for (size_t i = 0; i < n; i++)
        d[i] = (struct drawn){gen_draw(g, "contrast", v[i].text.plain, 1u << 31), v[i]};
    if (n)
        qsort(d, n, sizeof *d, by_draw);
    for (size_t i = 0; i < n; i++)
        v[i] = d[i].option;
}

static void fill(struct gen *g, const struct view_facet *f, const struct view_facet *other,
                 bool names, struct contrast *c) {
    c->n_right = options_of(g, f, names, true, c->right);
    c->n_wrong = options_of(g, other, names, false, c->wrong);
    even_out(g, c);
    drop_right_ones(g, f, c);
    shuffle_options(g, c->right, c->n_right);
    shuffle_options(g, c->wrong, c->n_wrong);
}

static struct rich points_in_one(struct gen *g, const struct view_facet *f) {
    struct rich *v = arena_array(g->a, struct rich, f->n);
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        if (!f->points[i].missing)
            v[n++] = f->points[i].key.plain.n ? f->points[i].key
                                              : clean_without_stop(g->a, &f->points[i].text.text);
    return rich_join(g->a, v, n, g->v->title.zh ? STR("；") : STR("; "));
}

bool contrast_of(struct gen *g, const struct view_facet *f, struct contrast *out) {
    struct str meaning = meaning_of(g->v, f);
    for (size_t i = 0; meaning.n && i < g->v->n_facets; i++) {
        const struct view_facet *other = &g->v->facets[i];
        if (other == f || other->unclear || !complement(g->v->r, meaning, meaning_of(g->v, other)))
            continue;
        *out = (struct contrast){.right = arena_array(g->a, struct gate_option, f->n),
                                 .wrong = arena_array(g->a, struct gate_option, other->n),
                                 .explanation = points_in_one(g, f)};
        fill(g, f, other, true, out);
        if (out->n_right < ENOUGH || out->n_wrong < ENOUGH)
            fill(g, f, other, false, out);
        return true;
    }
    return false;
}
