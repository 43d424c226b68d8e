/* select: greedy choice, one item at a time. Terms: candidate = a paper-grade item of the bank;
 * cell = a section of the notes; unit = what a section of the paper counts (items, or blanks);
 * side = a group a section holds a limited number of: true and false statements, or bands of
 * difficulty; form = one paper of a set that shares no items.
 *
 * The next item comes from the cell furthest behind its proportion (Webster's method: least
 * (2 taken + 1) / weight), there from the question asked least, then by the item's own draw. */
#include "plan/select.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/vec.h"
#include "plan/enemies.h"

#include <inttypes.h>

#define ATTEMPTS 16

enum side_set { SIDES_NONE, SIDES_TRUTH, SIDES_BAND };

struct candidate {
    struct giveaway g;
    uint32_t cell, question;
    const struct section *material;       /* several questions are asked about, or NULL */
    const struct blueprint_section *held; /* that took it, by the form that did */
    uint8_t band;                         /* enum item_band: third of its kind, by difficulty */
    uint64_t draw;
    uint32_t blocked; /* bit per form: clashes with what that form holds */
    uint32_t open;    /* bit per form: it holds a question about the same material */
    bool taken;
};

struct form {
    VEC(const struct candidate *) held;
    uint32_t *cell_count, *question_count;
};

struct chooser {
    struct arena *a;
    const struct bank *bank;
    const struct blueprint *bp;
    uint64_t seed;
    struct diag *d;
    struct candidate *v;
    size_t n;
    uint32_t *weight; /* of each cell: its questions that have candidates */
    size_t n_cells, n_questions;
    struct form *forms;
    struct selection *out;
};

/* What one section of one form may still take. */
struct quota {
    const struct blueprint_section *s;
    size_t form;
    size_t want; /* units */
    unsigned side_set;
    size_t cap[BAND_COUNT], count[BAND_COUNT];
    const struct item *like; /* parallel forms: the item of the first form to match, or NULL */
};

struct str select_id(struct arena *a, const struct item *it) {
    return hash_hex(a, it->id);
}

static size_t units_of(const struct item *it) {
    return it->kind == ITEM_FILL_BLANK ? MAX(it->n_answers, (size_t)1) : 1;
}

/* Number of a thing by its address, in order of first sight. */
static uint32_t number_of(struct map *m, const void *const *thing) {
    size_t before = m->n;
    struct str key = {(const char *)thing, sizeof(*thing)};
    struct map_entry *e = map_find(m, key);
    if (e)
        return (uint32_t)e->num;
    key.p = arena_copy(m->a, thing, sizeof(*thing));
    map_put(m, key)->num = (int64_t)before;
    return (uint32_t)before;
}

static const void *cell_of(const struct item *it) {
    const struct question *q = it->source.question;
    return q->section ? (const void *)q->section : (const void *)q->document;
}

static void add_candidate(struct chooser *c, const struct item *it, struct map *cells,
                          struct map *questions) {
    struct candidate *k = &c->v[c->n++];
    const void *cell = cell_of(it), *question = it->source.question;
    k->g = giveaway_of(c->a, it);
    k->material = study_material(it->source.question);
    k->cell = number_of(cells, &cell);
    k->question = number_of(questions, &question);
}

/* A cell weighs as many as its questions that can be asked. */
static void weigh_cells(struct chooser *c) {
    bool *seen = arena_array(c->a, bool, c->n_questions);
    c->weight = arena_array(c->a, uint32_t, c->n_cells);
    for (size_t i = 0; i < c->n; i++)
        if (!seen[c->v[i].question]) {
            seen[c->v[i].question] = true;
            c->weight[c->v[i].cell]++;
        }
}

/* Figures of different kinds do not compare; thirds of one kind do. Of equal ones the later in the
 * notes counts as the harder. */
static void set_bands(struct chooser *c) {
    for (size_t i = 0; i < c->n; i++) {
        const struct item *it = c->v[i].g.item;
        size_t easier = 0, all = 0;
        for (size_t k = 0; k < c->n; k++) {
            const struct item *other = c->v[k].g.item;
            if (other->kind != it->kind)
                continue;
            all++;
            easier += other->difficulty < it->difficulty ||
                      (other->difficulty == it->difficulty && k < i);
        }
        c->v[i].band = (uint8_t)(easier * BAND_COUNT / all);
    }
}

static bool wants_bands(const struct blueprint *bp) {
    for (size_t i = 0; i < bp->n_sections; i++)
        for (size_t b = 0; b < BAND_COUNT; b++)
            if (bp->sections[i].difficulty.share[b])
                return true;
    return false;
}

static void collect(struct chooser *c) {
    struct map cells = map_in(c->a), questions = map_in(c->a);
    c->v = arena_array(c->a, struct candidate, c->bank->n);
    for (size_t i = 0; i < c->bank->n; i++)
        if (c->bank->v[i]->use == USE_PAPER)
            add_candidate(c, c->bank->v[i], &cells, &questions);
    c->n_cells = cells.n;
    c->n_questions = questions.n;
    weigh_cells(c);
    if (wants_bands(c->bp))
        set_bands(c);
}

static bool title_has(const struct section *s, struct str name) {
    for (; s; s = s->parent)
        if (str_has(s->title.plain, name) || (s->number.n && str_eq(s->number, name)))
            return true;
    return false;
}

static bool comes_from(const struct item *it, struct str name) {
    const struct question *q = it->source.question;
    for (size_t i = 0; i < it->n_tags; i++)
        if (str_eq(it->tags[i], name))
            return true;
    if (q->document && q->document->source && str_ends(q->document->source->path, name))
        return true;
    return title_has(q->section, name);
}

static bool fits_section(const struct item *it, const struct blueprint_section *s) {
    if (it->kind != s->kind || it->difficulty < s->difficulty.least ||
        it->difficulty > s->difficulty.most)
        return false;
    if (it->n_options > PAPER_OPTIONS_MAX || it->n_answers > PAPER_OPTIONS_MAX)
        return false;
    for (size_t i = 0; i < s->from.n; i++)
        if (comes_from(it, s->from.v[i]))
            return true;
    return s->from.n == 0;
}

static size_t side_of(const struct quota *q, const struct candidate *k) {
    return q->side_set == SIDES_TRUTH  ? k->g.item->is_true
           : q->side_set == SIDES_BAND ? k->band
                                       : 0;
}

/* Whether nothing but a clash stands against it. */
static bool may_take(const struct quota *q, const struct candidate *k, size_t units) {
    const struct item *it = k->g.item;
    if (k->taken || (k->blocked >> q->form & 1) || !fits_section(it, q->s) || units_of(it) > units)
        return false;
    size_t side = side_of(q, k);
    return q->side_set == SIDES_NONE || q->count[side] < q->cap[side];
}

/* Material stands on a paper once: all questions about it are of one section. */
static bool splits_material(const struct quota *q, const struct candidate *held,
                            const struct candidate *k) {
    return k->material && held->material == k->material && held->held != q->s;
}

/* A clash is remembered: it cannot go away. */
static bool clashes(struct chooser *c, const struct quota *q, struct candidate *k) {
    const struct form *f = &c->forms[q->form];
    for (size_t i = 0; i < f->held.n; i++)
        if (splits_material(q, f->held.v[i], k) || giveaway_clash(&f->held.v[i]->g, &k->g)) {
            k->blocked |= 1u << q->form;
            return true;
        }
    return false;
}

/* Parallel forms: the same section of the notes, as hard, as many blanks. */
static int distance(const struct item *it, const struct item *like) {
    int d = it->difficulty - like->difficulty;
    return (cell_of(it) == cell_of(like) ? 0 : 1000) + (d < 0 ? -d : d) +
           (units_of(it) == units_of(like) ? 0 : 2000);
}

/* True when x is to be taken before y. */
static bool comes_first(const struct chooser *c, const struct quota *q, const struct candidate *x,
                        const struct candidate *y) {
    const struct form *f = &c->forms[q->form];
    uint32_t open_x = x->open >> q->form & 1, open_y = y->open >> q->form & 1;
    if (open_x != open_y)
        return open_x; /* what is printed for one question serves the others */
    if (q->like) {
        int dx = distance(x->g.item, q->like), dy = distance(y->g.item, q->like);
        if (dx != dy)
            return dx < dy;
    }
    uint64_t behind_x = (2ull * f->cell_count[x->cell] + 1) * c->weight[y->cell];
    uint64_t behind_y = (2ull * f->cell_count[y->cell] + 1) * c->weight[x->cell];
    if (behind_x != behind_y)
        return behind_x < behind_y;
    uint32_t asked_x = f->question_count[x->question], asked_y = f->question_count[y->question];
    if (asked_x != asked_y)
        return asked_x < asked_y;
    return x->draw != y->draw ? x->draw < y->draw : x < y;
}

static struct candidate *next_candidate(struct chooser *c, const struct quota *q, size_t units) {
    struct candidate *best = NULL;
    for (size_t i = 0; i < c->n; i++) {
        struct candidate *k = &c->v[i];
        if (may_take(q, k, units) && (!best || comes_first(c, q, k, best)) && !clashes(c, q, k))
            best = k;
    }
    return best;
}

static void take(struct chooser *c, struct quota *q, struct picks *p, struct candidate *k) {
    struct form *f = &c->forms[q->form];
    k->taken = true;
    k->held = q->s;
    for (size_t i = 0; i < c->n && k->material; i++)
        if (c->v[i].material == k->material)
            c->v[i].open |= 1u << q->form;
    vec_push(c->a, &f->held, k);
    f->cell_count[k->cell]++;
    f->question_count[k->question]++;
    q->count[side_of(q, k)]++;
    p->v[p->n++] = k->g.item;
    p->units += units_of(k->g.item);
}

static bool take_one(struct chooser *c, struct quota *q, struct picks *p) {
    struct candidate *k = p->units < q->want ? next_candidate(c, q, q->want - p->units) : NULL;
    if (k)
        take(c, q, p, k);
    return k != NULL;
}

/* The most items one of two sides may have of n: 60 %. */
static size_t truth_most(size_t n) {
    return MAX((n + 1) / 2, n * 3 / 5);
}

/* How many statements are false is drawn too: neither side is to be guessed. */
static void cap_truth(struct chooser *c, struct quota *q, size_t section, bool loose) {
    size_t most = truth_most(q->want), least = q->want - most;
    struct rng r = rng_keyed(c->seed, STR("truth"), str_format(c->a, "%zu", section));
    size_t trues = least + rng_below(&r, (uint32_t)(most - least + 1));
    q->side_set = SIDES_TRUTH;
    q->cap[1] = loose ? most : trues;
    q->cap[0] = loose ? most : q->want - trues;
}

/* Shares to numbers by largest remainder. */
static void cap_bands(struct quota *q) {
    const unsigned *share = q->s->difficulty.share;
    size_t sum = share[0] + share[1] + share[2], given = 0, rest[BAND_COUNT];
    q->side_set = SIDES_BAND;
    for (size_t i = 0; i < BAND_COUNT; i++) {
        q->cap[i] = q->want * share[i] / sum;
        rest[i] = q->want * share[i] % sum;
        given += q->cap[i];
    }
    for (; given < q->want; given++) {
        size_t top = 0;
        for (size_t i = 1; i < BAND_COUNT; i++)
            if (rest[i] > rest[top])
                top = i;
        q->cap[top]++;
        rest[top] = 0;
    }
}

static struct quota quota_of(struct chooser *c, size_t section, size_t form) {
    const struct blueprint_section *s = &c->bp->sections[section];
    struct quota q = {.s = s, .form = form, .want = s->count ? s->count : s->at_most};
    if (s->kind == ITEM_TRUE_FALSE)
        cap_truth(c, &q, section, false);
    else if (s->difficulty.share[0] + s->difficulty.share[1] + s->difficulty.share[2])
        cap_bands(&q);
    return q;
}

/* What could not be had as drawn or spread may be had otherwise; a count that must be met keeps its
 * spread, and falls short. */
static void loosen(struct chooser *c, struct quota *q, size_t section) {
    if (q->side_set == SIDES_TRUTH)
        cap_truth(c, q, section, true);
    else if (q->side_set == SIDES_BAND && q->s->at_most)
        q->side_set = SIDES_NONE;
}

/* Takes statements off the larger side until it has no more than 60 %. */
static void balance_truth(struct quota *q, struct picks *p) {
    if (q->side_set != SIDES_TRUTH)
        return;
    while (p->n > 1 && MAX(q->count[0], q->count[1]) > truth_most(p->n)) {
        bool larger = q->count[1] > q->count[0];
        size_t i = p->n;
        while (p->v[i - 1]->is_true != larger)
            i--;
        memmove(&p->v[i - 1], &p->v[i], (p->n - i) * sizeof(*p->v));
        p->n--;
        p->units--;
        q->count[larger]--;
    }
}

static struct picks *picks_at(struct chooser *c, size_t form, size_t section) {
    return &c->out->v[form * c->out->n_sections + section];
}

/* Fills one section of all forms, an item in turn, so that none has the first choice of all. */
static void fill_section(struct chooser *c, size_t section) {
    size_t n_forms = c->out->n_forms;
    struct quota *q = arena_array(c->a, struct quota, n_forms);
    for (size_t f = 0; f < n_forms; f++) {
        q[f] = quota_of(c, section, f);
        picks_at(c, f, section)->v = arena_array(c->a, const struct item *, q[f].want);
    }
    for (int pass = 0; pass < 2; pass++) {
        bool more = true;
        for (size_t f = 0; f < n_forms && pass; f++)
            loosen(c, &q[f], section);
        while (more) {
            more = false;
            for (size_t f = 0; f < n_forms; f++) {
                struct picks *p = picks_at(c, f, section);
                const struct picks *first = picks_at(c, 0, section);
                q[f].like = f && p->n < first->n ? first->v[p->n] : NULL;
                more = take_one(c, &q[f], p) || more;
            }
        }
    }
    for (size_t f = 0; f < n_forms; f++)
        balance_truth(&q[f], picks_at(c, f, section));
}

static size_t count_fitting(const struct chooser *c, const struct blueprint_section *s) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (fits_section(c->v[i].g.item, s))
            n += units_of(c->v[i].g.item);
    return n;
}

/* --- attempts: which section chooses first, and which draws --- */

/* The scarce first: their items are the hardest to replace; then the small, as written, reversed.
 */
enum section_order { ORDER_SCARCE, ORDER_SMALL, ORDER_WRITTEN, ORDER_REVERSED, ORDER_COUNT };

static size_t weight_in(struct chooser *c, enum section_order order, size_t section) {
    const struct blueprint_section *s = &c->bp->sections[section];
    size_t want = MAX(MAX(s->count, s->at_most), 1u);
    switch (order) {
    case ORDER_SCARCE:
        return count_fitting(c, s) * 1000 / want;
    case ORDER_SMALL:
        return want;
    case ORDER_REVERSED:
        return c->bp->n_sections - section;
    default:
        return section;
    }
}

static size_t *order_sections(struct chooser *c, enum section_order how) {
    size_t n = c->bp->n_sections;
    size_t *order = arena_array(c->a, size_t, n), *weight = arena_array(c->a, size_t, n);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        weight[i] = weight_in(c, how, i);
        for (; at && weight[order[at - 1]] > weight[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static void start_over(struct chooser *c, unsigned attempt) {
    struct str purpose = str_format(c->a, "select/%u", attempt / ORDER_COUNT);
    for (size_t i = 0; i < c->n; i++) {
        struct candidate *k = &c->v[i];
        struct rng r = rng_keyed(c->seed, purpose, select_id(c->a, k->g.item));
        k->draw = (uint64_t)rng_next(&r) << 32;
        k->draw |= rng_next(&r);
        k->blocked = k->open = 0;
        k->taken = false;
    }
    c->out->v = arena_array(c->a, struct picks, c->out->n_forms * c->out->n_sections);
    c->forms = arena_array(c->a, struct form, c->out->n_forms);
    for (size_t f = 0; f < c->out->n_forms; f++) {
        c->forms[f].cell_count = arena_array(c->a, uint32_t, c->n_cells);
        c->forms[f].question_count = arena_array(c->a, uint32_t, c->n_questions);
    }
}

/* Half marks that are missing to what was asked. */
static size_t missing_marks(struct chooser *c) {
    size_t missing = 0;
    for (size_t f = 0; f < c->out->n_forms; f++)
        for (size_t i = 0; i < c->bp->n_sections; i++) {
            const struct blueprint_section *s = &c->bp->sections[i];
            size_t want = s->count ? s->count : s->at_most, units = picks_at(c, f, i)->units;
            missing += (want - MIN(want, units)) * (size_t)s->each.least;
        }
    return missing;
}

static size_t attempt(struct chooser *c, unsigned number) {
    start_over(c, number);
    const size_t *order = order_sections(c, (enum section_order)(number % ORDER_COUNT));
    for (size_t i = 0; i < c->bp->n_sections; i++)
        fill_section(c, order[i]);
    return missing_marks(c);
}

/* Of a small bank one choice may spoil another; the first attempt that misses nothing stands, else
 * the one that misses least. */
static void choose(struct chooser *c) {
    size_t least = SIZE_MAX;
    unsigned best = 0;
    for (unsigned i = 0; i < ATTEMPTS && least; i++) {
        struct arena_mark m = arena_mark(c->a);
        size_t missing = attempt(c, i);
        if (missing < least) {
            least = missing;
            best = i;
        }
        arena_reset(c->a, m);
    }
    attempt(c, best);
}

static bool makes_kind(const struct bank *b, const char *generator, uint8_t kind) {
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i]->kind == kind && !strcmp(b->v[i]->generator, generator))
            return true;
    return false;
}

/* "; 9 rejected: cue 5, second-key 4", counting the generators that make this kind. */
static void tell_rejected(struct buf *out, const struct bank *b, uint8_t kind) {
    size_t by_gate[GATE_COUNT] = {0}, all = 0;
    const char *last = NULL;
    bool counts = false;
    for (size_t i = 0; i < b->n_rejected; i++) {
        const struct item_rejected *r = &b->rejected[i];
        if (r->generator != last) {
            counts = makes_kind(b, r->generator, kind);
            last = r->generator;
        }
        by_gate[r->gate] += counts;
        all += counts;
    }
    if (all)
        buf_printf(out, "; %zu rejected:", all);
    for (size_t g = 0, told = 0; g < GATE_COUNT; g++)
        if (by_gate[g])
            buf_printf(out, "%s %s %zu", told++ ? "," : "", gate_name((enum gate)g), by_gate[g]);
}

/* How many candidates of the section were left out because they clash with the paper. */
static size_t count_blocked(const struct chooser *c, const struct blueprint_section *s) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += !c->v[i].taken && c->v[i].blocked && fits_section(c->v[i].g.item, s);
    return n;
}

/* "; hard: 3 asked, 1 found" */
static void tell_bands(struct buf *out, struct chooser *c, size_t section, size_t form) {
    struct quota q = quota_of(c, section, form);
    const struct picks *p = picks_at(c, form, section);
    if (q.side_set != SIDES_BAND)
        return;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < p->n; k++)
            q.count[c->v[i].band] += p->v[k] == c->v[i].g.item;
    for (size_t b = 0; b < BAND_COUNT; b++)
        if (q.count[b] < q.cap[b])
            buf_printf(out, "; %s: %zu asked, %zu found", blueprint_band_name((enum item_band)b),
                       q.cap[b], q.count[b]);
}

static bool report_short(struct chooser *c, size_t section, size_t form) {
    const struct blueprint_section *s = &c->bp->sections[section];
    const struct picks *p = picks_at(c, form, section);
    if (p->units >= s->count)
        return false;
    struct buf why = buf_in(c->a);
    size_t blocked = count_blocked(c, s), fitting = count_fitting(c, s);
    tell_rejected(&why, c->bank, s->kind);
    if (blocked)
        buf_printf(&why, "; %zu give another item's answer away or ask the same", blocked);
    if (fitting >= s->count * c->out->n_forms)
        buf_printf(&why, "; %zu fit together", p->units);
    tell_bands(&why, c, section, form);
    diag_in(c->d, DIAG_BLUEPRINT_SHORT, s->place, str_of(item_kind_name(s->kind)),
            str_format(c->a, "%zu", s->count * c->out->n_forms), str_format(c->a, "%zu", fitting),
            buf_get(&why));
    return true;
}

static bool check_counts(struct chooser *c) {
    bool met = true;
    for (size_t s = 0; s < c->bp->n_sections; s++)
        for (size_t f = 0; f < c->out->n_forms; f++)
            if (report_short(c, s, f)) {
                met = false;
                break;
            }
    return met;
}

const struct selection *select_items(struct arena *a, const struct bank *b,
                                     const struct blueprint *bp, uint64_t seed, size_t n_forms,
                                     struct diag *d) {
    struct chooser c = {.a = a, .bank = b, .bp = bp, .seed = seed, .d = d};
    collect(&c);
    c.out = arena_new(a, struct selection);
    c.out->n_forms = n_forms;
    c.out->n_sections = bp->n_sections;
    choose(&c);
    return check_counts(&c) ? c.out : NULL;
}
