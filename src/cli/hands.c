/* hands: see hands.h. */
#include "cli/hands.h"

#include "base/jobs.h"
#include "cli/ahead.h"
#include "layout/font.h"

/* Font sets no thread uses now. */
struct run_hands {
    struct jobs_lock *lock;
    struct font_set **v;
    size_t n;
};

struct hands {
    struct run *r;
    hand_fn *fn;
    void *shared;
    struct diag **d;
    bool *made;
    size_t n;
};

unsigned run_threads(const struct run *r) {
    return (unsigned)opt_number(r->o, OPT_JOBS, jobs_processors());
}

static enum font_region region_of(struct str lang) {
    return str_eqc(lang, "ja") ? REGION_JP : str_eqc(lang, "ko") ? REGION_KR : REGION_SC;
}

struct font_set *run_fonts(struct run *r) {
    if (r->fonts)
        return r->fonts;
    struct font_options o = {
        .data_dir = r->data_dir,
        .font_dirs = r->o->v[OPT_FONT_DIR].list.v,
        .n_font_dirs = r->o->v[OPT_FONT_DIR].list.n,
        .region = region_of(r->study->n ? r->study->v[0]->lang : (struct str){0}),
        .config = ahead_fonts(r),
    };
    struct font_set **kept = r->kept_fonts ? &r->kept_fonts->v[o.region] : &r->fonts;
    if (*kept)
        font_set_reuse(*kept, r->d);
    else
        *kept = font_set_open(r->kept_fonts ? r->kept_fonts->a : r->a, &o, r->d);
    return r->fonts = *kept;
}

/* As many font sets as there are threads. */
static struct run_hands *open_sets(struct run *r) {
    unsigned threads = run_threads(r);
    struct run_hands *k = arena_new(r->a, struct run_hands);
    k->lock = jobs_lock_open(r->a);
    k->v = arena_array(r->a, struct font_set *, threads);
    for (; k->n < threads; k->n++)
        k->v[k->n] = k->n ? font_set_beside(r->a, r->fonts) : r->fonts;
    return k;
}

struct taking {
    struct run_hands *from;
    struct font_set *set;
};

static void take(void *shared) {
    struct taking *t = shared;
    t->set = t->from->v[--t->from->n];
}

static void give(void *shared) {
    const struct taking *t = shared;
    t->from->v[t->from->n++] = t->set;
}

struct hand hand_take(struct run *r, struct arena *a, struct diag *d) {
    struct taking t = {.from = r->hands};
    jobs_alone(r->hands->lock, a, take, &t);
    font_set_reuse(t.set, d);
    return (struct hand){a, t.set, d};
}

void hand_give(struct run *r, const struct hand *h) {
    struct taking t = {r->hands, h->fonts};
    jobs_alone(r->hands->lock, h->a, give, &t);
}

struct hands *hands_open(struct run *r, size_t n, hand_fn *fn, void *shared) {
    struct hands *all = arena_new(r->a, struct hands);
    if (!run_fonts(r))
        return NULL;
    if (!r->hands)
        r->hands = open_sets(r);
    *all = (struct hands){
        .r = r,
        .fn = fn,
        .shared = shared,
        .d = arena_array(r->a, struct diag *, n),
        .made = arena_array(r->a, bool, n),
        .n = n,
    };
    return all;
}

void hands_part(void *hands, size_t i, struct arena *a) {
    struct hands *all = hands;
    struct diag *d = all->d[i] = diag_open(a);
    d->strict = all->r->d->strict;
    struct hand h = hand_take(all->r, a, d);
    all->made[i] = all->fn(all->shared, i, &h);
    hand_give(all->r, &h);
}

bool hands_close(struct hands *all) {
    bool whole = true;
    font_set_reuse(all->r->fonts, all->r->d);
    for (size_t i = 0; i < all->n; i++) {
        if (all->d[i])
            diag_take(all->r->d, all->d[i]);
        whole = whole && all->made[i];
    }
    return whole;
}

bool hands_run(struct run *r, size_t n, hand_fn *fn, void *shared) {
    struct hands *all = hands_open(r, n, fn, shared);
    if (!all)
        return false;
    jobs_run(r->a, run_threads(r), n, hands_part, all);
    return hands_close(all);
}
