/* paper: blueprint and bank -> variants: selection, marks, permutations put together. */
#include "plan/paper.h"

#include "base/vec.h"
#include "plan/omr.h"
#include "plan/score.h"
#include "plan/select.h"
#include "plan/shuffle.h"

struct planner {
    struct arena *a;
    const struct bank *bank;
    const struct blueprint *bp;
    const struct paper_options *o;
    struct paper_set *set;
    struct paper *papers;
    struct diag *d;
};

static bool has_paper_items(const struct bank *b) {
    for (size_t k = 0; k < ITEM_KIND_COUNT; k++)
        if (b->paper_by_kind[k])
            return true;
    return false;
}

/* Marks of each item where they are all the same, else 0; of each blank for FILL_BLANK. */
static int marks_each(const struct paper_section *s) {
    int each = 0;
    for (size_t i = 0; i < s->n_items; i++) {
        const struct paper_item *pi = &s->items[i];
        size_t parts = s->kind == ITEM_FILL_BLANK ? MAX(pi->item->n_answers, (size_t)1) : 1;
        int own = pi->half_marks / (int)parts;
        if (i && own != each)
            return 0;
        each = own;
    }
    return each;
}

static void fill_section(struct paper_section *s, const struct blueprint_section *bs,
                         struct paper_item *items, size_t n) {
    *s = (struct paper_section){.kind = bs->kind,
                                .title = bs->title,
                                .instructions = bs->instructions,
                                .items = items,
                                .n_items = n,
                                .scoring = bs->scoring};
    for (size_t i = 0; i < n; i++) {
        s->half_marks += items[i].half_marks;
        if (s->kind == ITEM_FILL_BLANK)
            s->n_blanks += MAX(items[i].item->n_answers, (size_t)1);
    }
    s->half_marks_each = marks_each(s);
}

static void number_items(struct paper *p, struct paper_section *sections) {
    uint32_t number = 0;
    for (size_t s = 0; s < p->n_sections; s++) {
        struct paper_item *items = (struct paper_item *)sections[s].items;
        for (size_t i = 0; i < sections[s].n_items; i++)
            items[i].number = ++number;
        p->half_marks += sections[s].half_marks;
    }
    p->n_items = number;
}

/* Languages are counted by item; the first seen wins a draw. */
static struct str language_of(const struct planner *pl, const struct picks *picks) {
    size_t zh = 0, other = 0;
    if (pl->o->lang.n && !str_eqc(pl->o->lang, "auto"))
        return pl->o->lang;
    for (size_t s = 0; s < pl->bp->n_sections; s++)
        for (size_t i = 0; i < picks[s].n; i++) {
            if (str_starts(picks[s].v[i]->lang, STR("zh")))
                zh++;
            else
                other++;
        }
    return zh >= other ? STR("zh") : STR("en");
}

/* Variants first … first+n-1 of the items one form holds. */
static void make_variants(struct planner *pl, const struct picks *picks, int *const *marks,
                          size_t first, size_t n) {
    size_t n_sections = 0;
    struct paper_section **sections = arena_array(pl->a, struct paper_section *, n);
    for (size_t v = 0; v < n; v++)
        sections[v] = arena_array(pl->a, struct paper_section, pl->bp->n_sections);
    for (size_t s = 0; s < pl->bp->n_sections; s++) {
        const struct blueprint_section *bs = &pl->bp->sections[s];
        struct shuffle_job job = {.seed = pl->set->seed,
                                  .shuffle = bs->shuffle,
                                  .n_variants = n,
                                  .first_variant = first,
                                  .items = picks[s].v,
                                  .half_marks = marks[s],
                                  .n = picks[s].n};
        if (!job.n)
            continue; /* a kind the notes do not give; only where fewer will do */
        struct paper_item *const *items = shuffle_section(pl->a, &job);
        for (size_t v = 0; v < n; v++)
            fill_section(&sections[v][n_sections], bs, items[v], job.n);
        n_sections++;
    }
    for (size_t v = 0; v < n; v++) {
        struct paper *p = &pl->papers[first + v];
        *p = (struct paper){.variant = (char)('A' + first + v),
                            .title = pl->set->title,
                            .lang = language_of(pl, picks),
                            .sections = sections[v],
                            .n_sections = n_sections,
                            .minutes = (int)pl->bp->minutes};
        number_items(p, sections[v]);
    }
}

/* Puts the picks of each section into the order of the notes: what shuffle draws from. */
static void sort_picks(struct arena *a, const struct bank *b, struct picks *p, size_t n) {
    for (size_t s = 0; s < n; s++) {
        const struct item **v = arena_array(a, const struct item *, p[s].n);
        size_t k = 0;
        for (size_t i = 0; i < b->n; i++)
            for (size_t j = 0; j < p[s].n; j++)
                if (p[s].v[j] == b->v[i])
                    v[k++] = b->v[i];
        p[s].v = v;
    }
}

static bool make_forms(struct planner *pl) {
    bool parallel = pl->bp->mode == EXAM_PARALLEL;
    size_t n_forms = parallel ? pl->set->n : 1, n_sections = pl->bp->n_sections;
    const struct selection *sel =
        select_items(pl->a, pl->bank, pl->bp, pl->set->seed, n_forms, pl->d);
    for (size_t f = 0; sel && f < n_forms; f++) {
        struct picks *picks = &sel->v[f * n_sections];
        sort_picks(pl->a, pl->bank, picks, n_sections);
        int *const *marks = score_items(pl->a, pl->bp, picks, pl->d);
        if (!marks)
            return false;
        make_variants(pl, picks, marks, f, parallel ? 1 : pl->set->n);
    }
    return sel != NULL;
}

struct paper_set *paper_plan(struct arena *a, const struct bank *b, const struct paper_options *o,
                             struct diag *d) {
    struct planner pl = {.a = a, .bank = b, .o = o, .d = d};
    if (!has_paper_items(b)) {
        if (b->n_unsure)
            diag_say(d, DIAG_PAPER_UNSURE, o->title, str_format(a, "%d", b->unsure_most));
        else
            diag_say(d, DIAG_PAPER_EMPTY, o->title);
        return NULL;
    }
    pl.bp = blueprint_load(a, o->data_dir, o->blueprint.n ? o->blueprint : STR("standard"), d);
    if (!pl.bp)
        return NULL;
    pl.set = arena_new(a, struct paper_set);
    pl.set->blueprint = pl.bp;
    pl.set->seed = o->has_seed ? o->seed : pl.bp->seed;
    pl.set->title = pl.bp->title.n ? pl.bp->title : o->title;
    pl.set->n = MIN(o->variants ? o->variants : pl.bp->variants, BLUEPRINT_VARIANTS_MAX);
    pl.set->places = arena_array(a, struct paper_places, pl.set->n);
    pl.set->cards = arena_array(a, struct omr_card, pl.set->n);
    pl.set->v = pl.papers = arena_array(a, struct paper, pl.set->n);
    if (!make_forms(&pl))
        return NULL;
    if (!pl.papers[0].n_items) {
        diag_say(d, DIAG_PAPER_EMPTY, o->title);
        return NULL;
    }
    return pl.set;
}

static void letter_of_answer(struct buf *b, const struct paper_item *pi, size_t answer) {
    for (size_t i = 0; i < pi->n_order; i++)
        if (pi->order[i] == answer)
            buf_byte(b, (int)('A' + i));
}

struct str paper_key(struct arena *a, const struct paper_item *pi) {
    const struct item *it = pi->item;
    struct buf b = buf_in(a);
    if (it->kind == ITEM_TRUE_FALSE)
        return it->is_true ? STR("T") : STR("F");
    for (size_t i = 0; i < pi->n_order && it->n_options; i++)
        if (it->options[pi->order[i]].right)
            buf_byte(&b, (int)('A' + i));
    for (size_t i = 0; i < it->n_answers && it->kind == ITEM_ORDERING; i++)
        letter_of_answer(&b, pi, i);
    for (size_t i = 0; i < pi->n_left; i++)
        letter_of_answer(&b, pi, pi->left_order[i]);
    return buf_get(&b);
}

const struct rich *paper_option(const struct paper_item *pi, size_t i) {
    return pi->rewritten ? &pi->rewritten[i] : &pi->item->options[i].text;
}

struct str paper_order(struct arena *a, const struct paper_item *pi) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < pi->n_order; i++)
        buf_byte(&b, 'A' + pi->order[i]);
    return buf_get(&b);
}

const struct paper_item *paper_find(const struct paper_section *s, const struct item *it) {
    for (size_t i = 0; i < s->n_items; i++)
        if (s->items[i].item == it)
            return &s->items[i];
    return NULL;
}
