/* define: explain a term. Terms are keyed points with a foreign name, a lead 术语（Name）：…, a
 * lead that says what its title is, or the headings of a glossary; there the term is also to be
 * chosen for its definition. */
#include "items/glossary.h"
#include "items/names.h"
#include "items/pick.h"

#include "base/utf8.h"

#include <ctype.h>

#define DEFINITION_CELLS_MAX 300
#define CIRCULAR             340 /* thousandths of the term's tokens that its definition may repeat */
#define NEAR_MAX             24 /* neighbours of a glossary entry that are looked at */
#define CHOICE_CELLS_MAX     220
#define FIRST_ALIKE          400 /* Dice of two definitions that could change places */
#define LENGTH_STEP          6
#define CHOICE_CELLS_MIN     50 /* a shorter definition fits several terms */
#define CHOICE_TOKENS_MIN    7
#define FIRST_CELLS_MIN      40
#define SYNONYM_CELLS        20 /* less is another word for the term */
#define ENGLISH_CELLS        32

struct definition {
    struct str term, name; /* name: the foreign one, or empty */
    struct rich text;
    const struct view_point *point; /* or NULL */
    struct span span;
};

static bool is_circular(const struct sim_text *term, const struct sim_text *text) {
    size_t repeated = sim_common(term, text);
    return repeated && repeated * 1000 >= term->n_tokens * CIRCULAR;
}

static enum gate judge(struct gen *g, const struct definition *d) {
    const struct rules *r = g->v->r;
    struct clean c = {.text = d->text};
    struct explain_wish wish = {g->v->title.zh, 1000, DEFINITION_CELLS_MAX};
    struct explanation e = explain(g->a, r, &c, d->term, &wish);
    if (e.gate != GATE_PASSED)
        return (enum gate)e.gate;
    size_t least = utf8_count_han(e.text.plain) ? SYNONYM_CELLS : ENGLISH_CELLS;
    if (utf8_cells(e.text.plain) < least)
        return GATE_VAGUE;
    struct sim_text term = sim_text(g->a, d->term, &r->stops);
    struct sim_text text = sim_text(g->a, e.text.plain, &r->stops);
    return is_circular(&term, &text) ? GATE_VAGUE : GATE_PASSED;
}

/* A definition that began with its term's "is" begins with a capital again. */
static struct rich with_capital(struct gen *g, const struct rich *r) {
    char first = r->plain.n ? r->plain.p[0] : 0;
    bool word = r->plain.n > 1 && (r->plain.p[1] == ' ' || islower((unsigned char)r->plain.p[1]));
    if (first < 'a' || first > 'z' || !word || utf8_count_han(r->plain))
        return *r;
    char upper[] = {(char)(first - 32), 0};
    return rich_replace(g->a, r, 0, 1, str_copy(g->a, str_of(upper)));
}

static struct rich with_stop(struct gen *g, const struct rich *text) {
    struct rich capital = with_capital(g, text), *r = &capital;
    struct rich parts[2] = {clean_without_stop(g->a, r),
                            gen_words(g, utf8_count_han(r->plain) ? STR("。") : STR("."))};
    return rich_join(g->a, parts, 2, (struct str){0});
}

static void ask_term(struct gen *g, const struct definition *d, enum gate gate) {
    struct item it = gen_item(g, ITEM_TERM, str_c(g->a, d->term), NULL, d->point);
    it.form = glossary_find(g->v->doc->glossary, g->v->q) ? "define.glossary"
              : d->point                                  ? "define.point"
                                                          : "define.term";
    struct slot slots[] = {{"K", gen_words(g, d->term)}, {"F", gen_words(g, d->name)}};
    it.stem = gen_fill(g, d->name.n ? "define.term" : "define.bare", slots, COUNT_OF(slots));
    it.term = it.stem.plain;
    it.stem = gen_stem(g, it.stem);
    it.source.span = d->span;
    it.gives = sim_fold(g->a, d->term);
    struct item_answer answer = {.text = with_stop(g, &d->text)};
    it.answers = &answer;
    it.n_answers = 1;
    gate_score_plain(&it, (struct score_parts){.own = d->point ? d->point->own : 8});
    it.difficulty = (int)MIN(utf8_cells(d->text.plain) * 5, 1000);
    gen_why(&it, "difficulty:length", it.difficulty);
    if (gate == GATE_PASSED && (words_start(g->v->r->define_not_start, d->text.plain) ||
                                str_eq(sim_fold(g->a, d->name), sim_fold(g->a, d->term))))
        gate = GATE_VAGUE;
    if (gate == GATE_PASSED && key_is_short_word(d->term) && d->name.n == 0)
        gate = GATE_VAGUE;
    bool word = utf8_count_han(d->term) == 0 && str_find_byte(d->term, ' ') == SIZE_MAX;
    if (gate == GATE_PASSED &&
        (!name_stands_alone(g, d->term) || (word && g->v->title.subject.n == 0)))
        gate = GATE_NO_CONTEXT;
    gen_judged(g, it.stem.plain.n ? gate : GATE_NO_WORDING, &it);
}

/* A keyed point whose whole key is a term with a name. */
static void from_point(struct gen *g, const struct term *t, struct name n,
                       const struct view_point *p) {
    if (p->missing || p->nested || !str_eq(p->key.plain, str_trim(t->term)))
        return;
    struct explain_wish wish = {g->v->title.zh, 1000, DEFINITION_CELLS_MAX};
    struct explanation e = explain(g->a, g->v->r, &p->text, p->key.plain, &wish);
    struct definition d = {
        .term = n.term, .name = n.name, .text = e.text, .point = p, .span = p->span};
    if (n.sort == NAME_FULL && !str_eq(n.term, p->key.plain))
        return;
    enum gate gate = (enum gate)e.gate;
    if (gate == GATE_PASSED && p->own < 3)
        gate = GATE_VAGUE;
    ask_term(g, &d, gate == GATE_PASSED ? judge(g, &d) : gate);
}

/* Bytes of 术语（Name）： or 术语（Name）是指 … at the start of s, 0 when it does not start so. */
static size_t defined_at(const struct rules *r, struct str s, struct str term) {
    if (term.n == 0 || !str_starts(s, term))
        return 0;
    struct str before, gloss, after, rest = str_trim(str_from(s, term.n));
    bool glossed = rest.n && (rest.p[0] == '(' || str_starts(rest, STR("（")));
    if (glossed && key_split_gloss(s, &before, &gloss, &after) && str_eq(before, term))
        rest = after;
    size_t at = (size_t)(rest.p - s.p);
    static const char *const colons[] = {"：", ":"};
    for (size_t i = 0; i < COUNT_OF(colons); i++)
        if (str_starts(rest, str_of(colons[i])))
            return at + strlen(colons[i]);
    return words_start(r->defines, rest) ? at : 0;
}

/* What is left after 是指; 是一种… stays. */
static struct rich definition_text(struct gen *g, const struct rich *lead, size_t at) {
    struct rich rest = rich_slice(g->a, lead, at, lead->plain.n);
    rest = rich_trim(g->a, &rest);
    size_t means = words_start(g->v->r->means_strict, rest.plain);
    if (!means && words_start(g->v->r->defines, rest.plain) && str_starts(rest.plain, STR("是")))
        means = strlen("是");
    rest = rich_slice(g->a, &rest, means, rest.plain.n);
    return rich_trim(g->a, &rest);
}

/* The first sentence, and the second where the first says little. */
static struct rich first_sentences(struct gen *g, const struct rich *text) {
    size_t at = explain_sentence(text->plain);
    if (utf8_cells(str_slice(text->plain, 0, at)) < FIRST_CELLS_MIN)
        at += explain_sentence(str_from(text->plain, at));
    return rich_slice(g->a, text, 0, at);
}

static const struct rich *lead_text(const struct question *q) {
    for (size_t i = 0; i < q->n_lead; i++)
        if (q->lead[i].kind == PART_TEXT)
            return &q->lead[i].text;
    return NULL;
}

/* The lead says what a term, or the title, is. */
static void from_lead(struct gen *g, struct str term, struct str name, struct span span) {
    const struct rich *lead = lead_text(g->v->q);
    if (!lead)
        return;
    struct clean c = clean_rich(g->a, lead, CLEAN_STATEMENT);
    size_t at = defined_at(g->v->r, c.text.plain, term);
    if (at == 0)
        return;
    struct rich whole = definition_text(g, &c.text, at);
    whole = first_sentences(g, &whole);
    struct clean body = {.text = whole, .trouble = c.trouble};
    struct explain_wish wish = {g->v->title.zh, 300, DEFINITION_CELLS_MAX};
    struct explanation e = explain(g->a, g->v->r, &body, term, &wish);
    struct definition d = {.term = term, .name = name, .text = e.text, .span = span};
    ask_term(g, &d, e.gate == GATE_PASSED ? judge(g, &d) : (enum gate)e.gate);
}

static bool from_terms(struct gen *g) {
    const struct question *q = g->v->q;
    bool in_lead = false;
    for (size_t i = 0; i < q->n_terms; i++) {
        const struct term *t = &q->terms[i];
        struct name n = name_of(g->v->r, t);
        const struct view_facet *f = NULL;
        const struct view_point *p = view_find(g->v, t->point, &f);
        if (n.sort == NAME_NONE || n.sort == NAME_ABBR || !name_is_explained(g->v, f) ||
            name_goes_on(g->v, t))
            continue;
        if (p) {
            from_point(g, t, n, p);
        } else if (!t->point) {
            from_lead(g, str_trim(t->term), n.name, t->span);
            in_lead = true;
        }
    }
    return in_lead;
}

/* A title that is a term: its name, without what stands in brackets behind it. */
static void from_title(struct gen *g) {
    const struct title *t = &g->v->title;
    struct str term = t->bare, before, gloss, after, name = {0};
    if (t->class != TITLE_NAMES || t->weak || t->slogan)
        return;
    if (key_split_gloss(term, &before, &gloss, &after) && after.n == 0) {
        term = before;
        name = utf8_count_han(gloss) ? (struct str){0} : gloss;
    }
    if (key_is_name(g->v->r, term) && !words_in(g->v->r->title_ask, term) &&
        (name.n || !words_end(g->v->r->define_not_end, term)))
        from_lead(g, term, name, g->v->q->span);
}

/* The definition with every mention of its term blanked. */
static struct rich blank_term(struct gen *g, const struct rich *first, struct str term) {
    struct rich out = *first;
    struct str low = str_lower_ascii(g->a, term);
    for (size_t from = 0; from < out.plain.n;) {
        struct str plain = str_lower_ascii(g->a, out.plain);
        size_t at = str_find(str_from(plain, from), low);
        if (at == SIZE_MAX)
            break;
        out = rich_replace(g->a, &out, from + at, from + at + low.n, STR("____"));
        from += at + strlen("____");
    }
    return out;
}

static size_t near_terms(struct gen *g, const struct glossary *all, const struct glossary_entry *e,
                         const struct sim_text *clue, struct pick_candidate *out) {
    struct topic_link links[NEAR_MAX];
    size_t n = topics_near(g->a, all->topics, (uint32_t)(e - all->v), links, NEAR_MAX), kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct glossary_entry *o = &all->v[links[i].text];
        struct sim_text mine = e->first_sim, other = o->first_sim;
        if (o->genus != e->genus || o->genus == 0 || str_has(clue->fold, o->term_sim.fold) ||
            sim_dice(g->a, &mine, &other) >= FIRST_ALIKE ||
            str_has(o->first_sim.fold, e->term_sim.fold))
            continue;
        out[kept] = (struct pick_candidate){gate_option(g, gen_words(g, o->term), false), NULL,
                                            (uint32_t)kept}; /* nearest first among equals */
        kept++;
    }
    return kept;
}

static void choose_term(struct gen *g, const struct glossary *all, const struct glossary_entry *e) {
    struct item it = gen_item(g, ITEM_SINGLE_CHOICE, "choice", NULL, NULL);
    it.form = "define.choice";
    struct rich first = blank_term(g, &e->first, e->term);
    struct slot slots[] = {{"E", clean_inner_quotes(g->a, &first)}};
    it.stem = gen_fill(g, "define.choice", slots, COUNT_OF(slots));
    struct sim_text clue = sim_text(g->a, first.plain, &g->v->r->stops);
    struct pick_candidate c[NEAR_MAX];
    struct gate_option options[PICK_OPTIONS] = {gate_option(g, gen_words(g, e->term), true)};
    struct gate_choice choice = {
        .v = options, .n = PICK_OPTIONS, .stem = clue, .text = first.plain};
    if (it.stem.plain.n == 0 || clue.cells > CHOICE_CELLS_MAX || clue.cells < CHOICE_CELLS_MIN ||
        clue.n_tokens < CHOICE_TOKENS_MIN || !explain_stands_alone(g->v->r, first.plain)) {
        gen_reject(g, it.stem.plain.n == 0 ? GATE_NO_WORDING : GATE_NO_CONTEXT, &it);
        return;
    }
    size_t n = near_terms(g, all, e, &clue, c), taken = 1;
    pick_rank(g, &options[0], &clue, LENGTH_STEP, c, n);
    for (size_t i = 0; i < n && taken < PICK_OPTIONS; i++) {
        bool alike = false;
        for (size_t k = 0; k < taken; k++)
            alike = alike || sim_dice(g->a, &options[k].sim, &c[i].option.sim) >= 500 ||
                    str_has(options[k].sim.fold, c[i].option.sim.fold) ||
                    str_has(c[i].option.sim.fold, options[k].sim.fold);
        if (!alike)
            options[taken++] = c[i].option;
    }
    enum gate gate = taken < PICK_OPTIONS ? GATE_TOO_FEW : gate_choice(g->a, &choice);
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, options, PICK_OPTIONS);
        gate_score_choice(g->a, &it, options, PICK_OPTIONS, (struct score_parts){.own = 8});
        it.explanation = e->first;
    }
    gen_judged(g, gate, &it);
}

static void from_glossary(struct gen *g, const struct glossary *all,
                          const struct glossary_entry *e) {
    struct definition d = {.term = e->term, .text = e->first, .span = e->question->span};
    ask_term(g, &d, judge(g, &d));
    choose_term(g, all, e);
}

static void make(struct gen *g) {
    const struct glossary *all = g->v->doc->glossary;
    const struct glossary_entry *e = glossary_find(all, g->v->q);
    if (e) {
        from_glossary(g, all, e);
        return;
    }
    if (!from_terms(g))
        from_title(g);
}

const struct generator generator_define = {.name = "define", .make = make};
