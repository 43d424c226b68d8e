/* fullname: what an abbreviation stands for, what a term is called in the other language: to fill
 * in; and, for a Chinese term, to choose among the names of its siblings. Never abbreviation to
 * full name as a choice: the initials give it away. */
#include "items/names.h"
#include "items/pick.h"

#include "base/utf8.h"

#include <ctype.h>

#define LENGTH_STEP 4
#define SHORT_CELLS 3 /* NOR, PDN: so few letters stand for several things */

/* The name is told by a heading above: 服务端（Ollama） below Ollama is no translation. */
static bool stands_above(struct gen *g, struct str fold) {
    if (str_has(sim_fold(g->a, g->v->q->title.plain), fold))
        return true;
    for (const struct heading *h = g->v->above; h->section; h = h->above)
        if (str_has(h->sim.fold, fold))
            return true;
    return false;
}

/* Serverless架构, Serverless Architecture: half of the name stands in the term. */
static bool shares_word(struct str term, struct str name) {
    for (size_t at = 0; at < term.n;) {
        size_t n = 0;
        while (at + n < term.n && isalpha((unsigned char)term.p[at + n]))
            n++;
        if (n > 2 && utf8_count_han(term) && str_has(name, str_slice(term, at, at + n)))
            return true;
        at += MAX(n, 1);
    }
    return false;
}

/* C F for Catastrophic Forgetting: with them no other translation fits. */
static struct str initials_of(struct arena *a, struct str name) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < name.n; i++) {
        bool part = !byte_is_alnum(name.p[i]) && name.p[i] != '\'';
        if (part || i == 0 || name.p[i - 1] == ' ' || name.p[i - 1] == '-' || name.p[i - 1] == '/')
            buf_byte(&b, name.p[i]);
    }
    return buf_get(&b);
}

/* PEFT under Fine-tuning: a tag that holds a word of the answer is left out. */
static bool subject_gives_away(struct gen *g, struct str name) {
    struct sim_text key = sim_text(g->a, name, &g->v->r->stops);
    for (size_t i = 0; i < g->v->title.subject.n; i++)
        if (sim_common(&g->v->title.subject.sim[i], &key))
            return true;
    return false;
}

static void fill_blank(struct gen *g, const struct term *t, struct name n,
                       const struct view_point *p) {
    static const char *const wordings[] = {[NAME_FULL] = "fullname.full",
                                           [NAME_FOREIGN] = "fullname.name",
                                           [NAME_ABBR] = "fullname.abbr"};
    struct item it = gen_item(g, ITEM_FILL_BLANK, str_c(g->a, n.term), NULL, p);
    bool word = n.sort == NAME_FOREIGN && str_find_byte(n.name, ' ') == SIZE_MAX;
    it.form = n.sort == NAME_FULL ? "fullname.full" : word ? "fullname.word" : "fullname.name";
    struct slot slots[] = {{"K", gen_words(g, n.term)},
                           {"I", gen_words(g, initials_of(g->a, n.name))}};
    it.stem = gen_fill(g, wordings[n.sort], slots, COUNT_OF(slots));
    it.term = it.stem.plain;
    it.about = n.term;
    it.source.span = t->span;
    it.gives = sim_fold(g->a, n.name);
    if (!subject_gives_away(g, n.name))
        it.stem = gen_stem(g, it.stem);
    else if (utf8_cells(n.term) <= SHORT_CELLS)
        it.use = USE_CARD; /* of what, nothing says any more */
    struct item_answer answer = {.text = rich_plain(g->a, n.name, t->span),
                                 .at = str_find(it.stem.plain, STR("____"))};
    it.answers = &answer;
    it.n_answers = 1;
    gate_score_plain(&it, (struct score_parts){.own = 8});
    it.difficulty = (int)MIN(utf8_cells(n.name) * 20, 1000);
    gen_why(&it, "difficulty:length", it.difficulty);
    bool does = utf8_count_han(n.term) && words_start(g->v->r->claim_start, n.term); /* 创建线程 */
    bool leaks = str_has(sim_fold(g->a, n.term), it.gives) || stands_above(g, it.gives) ||
                 shares_word(n.term, n.name);
    enum gate gate = it.stem.plain.n == 0                    ? GATE_NO_WORDING
                     : !name_stands_alone(g, n.term) || does ? GATE_NO_CONTEXT
                     : leaks                                 ? GATE_CUE
                                                             : GATE_PASSED;
    gen_judged(g, gate, &it);
}

/* What stands in one chapter is of one kind; farther off, a wrong name is absurd. */
static bool is_near(const struct question *a, const struct question *b) {
    return a == b || title_parent(a) == title_parent(b);
}

/* Names lie in the order of the notes. */
static size_t first_name_of(const struct view_doc *doc, const struct question *q) {
    size_t lo = 0, hi = doc->n_names;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (doc->names[mid].question->span.at < q->span.at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Names of other terms: of the same question, or of the same chapter when the document is small. */
static size_t candidates_of(struct gen *g, struct name n, struct pick_candidate **out) {
    const struct view_doc *doc = g->v->doc;
    VEC(struct pick_candidate) c = {0};
    size_t i = doc->is_small ? 0 : first_name_of(doc, g->v->q);
    for (; i < doc->n_names && (doc->is_small || doc->names[i].question == g->v->q); i++) {
        const struct question *q = doc->names[i].question;
        if (!is_near(q, g->v->q))
            continue;
        struct name other = name_of(g->v->r, doc->names[i].term);
        if (other.sort != NAME_FOREIGN || str_eq(other.term, n.term) || str_eq(other.name, n.name))
            continue;
        struct pick_candidate one = {gate_option(g, gen_words(g, other.name), false), NULL,
                                     gen_draw(g, "distractor", other.name, 1u << 30) +
                                         (q != g->v->q) * (1u << 30)};
        vec_push(g->a, &c, one);
    }
    *out = c.v;
    return c.n;
}

/* Takes distractors that are not alike to those taken before. */
static size_t take_unlike(struct gen *g, struct gate_option *options, struct pick_candidate *c,
                          size_t n) {
    size_t taken = 1;
    for (size_t i = 0; i < n && taken < PICK_OPTIONS; i++) {
        bool alike = false;
        for (size_t k = 0; k < taken; k++)
            alike = alike || sim_dice(g->a, &options[k].sim, &c[i].option.sim) >= 500;
        if (!alike)
            options[taken++] = c[i].option;
    }
    return taken;
}

static void choose(struct gen *g, const struct term *t, struct name n, const struct view_point *p) {
    struct str form = str_format(g->a, "choice %.*s", STR_ARG(n.term));
    struct item it = gen_item(g, ITEM_SINGLE_CHOICE, str_c(g->a, form), NULL, p);
    it.form = "fullname.choice";
    struct slot slots[] = {{"K", gen_words(g, n.term)}};
    it.stem = gen_fill(g, "fullname.choice", slots, COUNT_OF(slots));
    it.term = it.stem.plain;
    it.stem = gen_stem(g, it.stem);
    it.source.span = t->span;
    if (it.stem.plain.n == 0)
        return;
    struct pick_candidate *c;
    struct gate_option options[PICK_OPTIONS] = {gate_option(g, gen_words(g, n.name), true)};
    struct gate_choice choice = {.v = options, .n = PICK_OPTIONS};
    choice.stem = sim_text(g->a, it.stem.plain, &g->v->r->stops);
    choice.text = it.stem.plain;
    size_t count = candidates_of(g, n, &c);
    pick_rank(g, &options[0], &choice.stem, LENGTH_STEP, c, count);
    if (take_unlike(g, options, c, count) < PICK_OPTIONS) {
        gen_reject(g, GATE_TOO_FEW, &it);
        return;
    }
    enum gate gate = shares_word(n.term, n.name) ? GATE_CUE : gate_choice(g->a, &choice);
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, options, PICK_OPTIONS);
        gate_score_choice(g->a, &it, options, PICK_OPTIONS, (struct score_parts){.own = 8});
    }
    gen_judged(g, gate, &it);
}

static void make(struct gen *g) {
    const struct question *q = g->v->q;
    for (size_t i = 0; i < q->n_terms; i++) {
        struct name n = name_of(g->v->r, &q->terms[i]);
        const struct view_facet *f = NULL;
        const struct view_point *p = view_find(g->v, q->terms[i].point, &f);
        if (n.sort == NAME_NONE || !name_is_explained(g->v, f) ||
            name_goes_on(g->v, &q->terms[i]) ||
            (n.sort == NAME_FOREIGN && name_is_of_examples(g->v, &q->terms[i])))
            continue;
        fill_blank(g, &q->terms[i], n, p);
        if (n.sort == NAME_FOREIGN && g->v->title.zh && (p || g->v->doc->names_of_lists))
            choose(g, &q->terms[i], n, p);
    }
}

const struct generator generator_fullname = {.name = "fullname", .make = make};
