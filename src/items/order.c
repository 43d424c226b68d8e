/* order: put the steps of a procedure in order. Only numbered lists that the title or label calls
 * steps. */
#include "items/gates.h"

#include "base/utf8.h"

#define STEPS_MIN      4
#define STEPS_MAX      8
#define STEP_CELLS_MAX 100

/* The title without what may stand behind its last noun: a bracket, 是什么, 有哪些. */
static struct str head_end(const struct rules *r, struct str s) {
    struct str before, gloss, after;
    if (key_split_gloss(s, &before, &gloss, &after) && after.n == 0)
        s = before;
    for (size_t n; (n = words_end(r->step_after, s)) > 0 && n < s.n;)
        s = str_trim_end(str_slice(s, 0, s.n - n));
    return s;
}

static bool is_procedure(const struct view *v, const struct view_facet *f) {
    if (f->unclear)
        return false;
    if (f->label.n)
        return str_eqc(f->canonical, "steps") || words_is(v->r->step_label, f->label);
    return f->direct && words_end(v->r->step_title_end, head_end(v->r, v->title.text.plain)) > 0;
}

/* A step as printed: its key, or its whole text, without 首先 or 第一步. */
static struct rich step_text(struct gen *g, const struct view_point *p) {
    struct rich s = p->key.plain.n ? p->key : clean_without_stop(g->a, &p->text.text);
    size_t n = words_start(g->v->r->step_prefix, s.plain);
    if (n == 0 || str_starts(str_from(s.plain, n), STR("次")))
        return s; /* 再次标记 */
    struct rich rest = rich_slice(g->a, &s, n, s.plain.n);
    static const char *const joints[] = {"，", "：", ",", ":", " "};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < COUNT_OF(joints); i++)
            if (str_starts(rest.plain, str_of(joints[i]))) {
                rest = rich_slice(g->a, &rest, strlen(joints[i]), rest.plain.n);
                cut = true;
            }
    }
    return rest.plain.n ? rest : s;
}

static bool names_step(const struct rules *r, struct str s) {
    return words_in(r->step_names_step, s) || explain_names_step(r, s);
}

static enum gate judge_step(struct gen *g, const struct view_point *p, const struct rich *step) {
    const struct rules *r = g->v->r;
    struct str s = step->plain;
    if (p->missing || s.n == 0)
        return GATE_UNANSWERED;
    unsigned bad = CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_DISPLAY | CLEAN_ARROW | CLEAN_RAGGED;
    if ((!p->key.plain.n && (p->text.trouble & bad)) || words_in(r->person, s) ||
        words_in(r->page, s))
        return GATE_NO_CONTEXT;
    if (utf8_cells(s) < 4 || words_is(r->key_not, s))
        return GATE_VAGUE;
    if (utf8_cells(s) > STEP_CELLS_MAX)
        return GATE_TOO_LONG;
    if (words_start(r->step_branch, s))
        return GATE_SECOND_KEY;
    return names_step(r, s) || names_step(r, p->text.text.plain) ? GATE_CUE : GATE_PASSED;
}

static bool has_equals(struct gen *g, const struct item_answer *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (str_eq(sim_fold(g->a, v[i].text.plain), sim_fold(g->a, v[k].text.plain)))
                return true;
    return false;
}

static void make_one(struct gen *g, const struct view_facet *f) {
    struct item it = gen_item(g, ITEM_ORDERING, "", f, NULL);
    struct slot slots[] = {{"T", clean_inner_quotes(g->a, &g->v->title.text)},
                           {"about", gen_about(g, f->label)}};
    it.stem = gen_stem(g, gen_fill(g, gen_by_class(g, "order"), slots, COUNT_OF(slots)));
    struct item_answer *steps = arena_array(g->a, struct item_answer, f->n);
    for (size_t i = 0; i < f->n; i++) {
        steps[i].text = step_text(g, &f->points[i]);
        enum gate gate = judge_step(g, &f->points[i], &steps[i].text);
        if (gate != GATE_PASSED) {
            gen_reject(g, gate, &it);
            return;
        }
    }
    it.answers = steps;
    it.n_answers = f->n;
    if (has_equals(g, steps, f->n)) {
        gen_reject(g, GATE_SECOND_KEY, &it);
        return;
    }
    gate_score_plain(&it, (struct score_parts){.own = 8});
    it.difficulty = (int)MIN(f->n * 100, 1000);
    gen_why(&it, "difficulty:steps", it.difficulty);
    gen_judged(g, it.stem.plain.n ? GATE_PASSED : GATE_NO_WORDING, &it);
}

static void make(struct gen *g) {
    for (size_t i = 0; i < g->v->n_facets; i++) {
        const struct view_facet *f = &g->v->facets[i];
        if (f->ordered && f->n >= STEPS_MIN && f->n <= STEPS_MAX && is_procedure(g->v, f))
            make_one(g, f);
    }
}

const struct generator generator_order = {.name = "order", .make = make};
