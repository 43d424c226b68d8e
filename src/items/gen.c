/* gen: stems, identities, and the copies that outlive a question's scratch memory. */
#include "items/gen.h"
#include "items/fit.h"

#include "base/hash.h"
#include "base/rng.h"
#include "base/utf8.h"

#define LABEL_CELLS_MAX 10
#define FOREIGN_HAN_MAX 3
#define ACCENTS_MIN     3

#define GENERATOR(name) extern const struct generator generator_##name;
#include "items/generators.def"
#undef GENERATOR

const struct generator *const *generators(size_t *n) {
    static const struct generator *const all[] = {
#define GENERATOR(name) &generator_##name,
#include "items/generators.def"
#undef GENERATOR
    };
    *n = COUNT_OF(all);
    return all;
}

struct rich gen_words(struct gen *g, struct str s) {
    return rich_plain(g->a, s, (struct span){0});
}

static const struct rich *find_slot(const struct slot *slots, size_t n, struct str name) {
    for (size_t i = 0; i < n; i++)
        if (str_eqc(name, slots[i].name))
            return &slots[i].value;
    return NULL;
}

/* Without the mark behind an opening that is empty. */
static struct str after_opening(struct str rest) {
    static const char *const marks[] = {"，", "：", ", ", ": "};
    return str_from(rest, str_starts_any(rest, marks, COUNT_OF(marks)));
}

struct rich gen_fill(struct gen *g, const char *key, const struct slot *slots, size_t n) {
    struct str rest = g->v->doc->wording ? wording_get(g->v->doc->wording, key) : (struct str){0};
    VEC(struct rich) pieces = {0};
    while (rest.n) {
        size_t open = str_find_byte(rest, '{');
        size_t close = open == SIZE_MAX ? SIZE_MAX : str_find_byte(str_from(rest, open), '}');
        size_t text = close == SIZE_MAX ? rest.n : open;
        if (text)
            vec_push(g->a, &pieces, gen_words(g, str_slice(rest, 0, text)));
        if (close == SIZE_MAX)
            break;
        const struct rich *value = find_slot(slots, n, str_slice(rest, open + 1, open + close));
        if (value && value->plain.n)
            vec_push(g->a, &pieces, *value);
        rest = str_from(rest, open + close + 1);
        if (!pieces.n)
            rest = after_opening(rest);
    }
    return rich_join(g->a, pieces.v, pieces.n, (struct str){0});
}

static const char *row_of(struct gen *g, const char *key, enum title_class class) {
    static const char *const names[] = {
        [TITLE_ASKS] = "asks", [TITLE_STATES] = "states", [TITLE_NAMES] = "names"};
    return str_c(g->a, str_format(g->a, "%s.%s", key, names[class]));
}

const char *gen_by_class(struct gen *g, const char *key) {
    return row_of(g, key, g->v->title.class);
}

struct rich gen_about(struct gen *g, struct str label) {
    const struct title *t = &g->v->title;
    if (utf8_cells(label) > LABEL_CELLS_MAX)
        label = (struct str){0}; /* 具体的流程分析 is no name of a facet */
    if (label.n && str_has(t->about.plain, STR("、")))
        return (struct rich){0}; /* the 特征 of 进程的概念、组成、特征 */
    struct slot slots[] = {{"T", clean_inner_quotes(g->a, &t->about)}, {"L", gen_words(g, label)}};
    const char *key = row_of(g, label.n ? "about-label" : "about", t->about_class);
    return gen_fill(g, key, slots, COUNT_OF(slots));
}

/* The stem speaks of that subject in its own words. */
static bool says(const struct sim_text *stem, const struct sim_text *subject) {
    return str_has(stem->fold, subject->fold) ||
           (subject->n_tokens && sim_common(subject, stem) == subject->n_tokens);
}

struct rich gen_stem(struct gen *g, struct rich stem) {
    const struct subject *subject = &g->v->title.subject;
    struct sim_text words = sim_text(g->a, stem.plain, &g->v->r->stops);
    struct str unsaid[2];
    size_t n = 0;
    for (size_t i = 0; i < subject->n; i++)
        if (!says(&words, &subject->sim[i]))
            unsaid[n++] = subject->v[i];
    if (n == 0 || stem.plain.n == 0 || !g->v->doc->wording)
        return stem;
    struct slot slots[] = {{"P", gen_words(g, unsaid[0])},
                           {"Q", gen_words(g, n > 1 ? unsaid[1] : (struct str){0})},
                           {"S", stem}};
    return gen_fill(g, n > 1 ? "tag.two" : "tag.one", slots, COUNT_OF(slots));
}

struct str gen_name(const struct view_point *p) {
    return p->key.plain.n ? p->key.plain : p->text.text.plain;
}

static struct str point_identity(const struct view_point *p) {
    if (!p)
        return (struct str){0};
    return p->point->block_id.n ? p->point->block_id : gen_name(p);
}

static uint64_t hash_part(uint64_t h, struct str s) {
    return hash_more(hash_more(h, s), STR("\x1f"));
}

/* Tabs and line ends would break the lines of crib.ids. */
static struct str one_line(struct arena *a, struct str s) {
    if (str_find_byte(s, '\t') == SIZE_MAX && str_find_byte(s, '\n') == SIZE_MAX)
        return s;
    return str_replace(a, str_replace(a, s, STR("\t"), STR(" ")), STR("\n"), STR(" "));
}

static struct str identity_of(struct gen *g, const char *form, const struct view_facet *facet,
                              const struct view_point *point) {
    bool named = point && point->point->block_id.n;
    struct str path = named ? STR("^") : g->path;
    struct str key = point ? point_identity(point) : facet ? facet->label : (struct str){0};
    struct buf b = buf_in(g->a);
    buf_c(&b, g->running->name);
    if (*form)
        buf_printf(&b, "/%s", form);
    buf_byte(&b, '\t');
    buf_str(&b, one_line(g->a, path));
    buf_byte(&b, '\t');
    buf_str(&b, one_line(g->a, key));
    return buf_get(&b);
}

/* The topic: what the point says, wherever it stands; without a point, what the question asks. */
static uint64_t topic_of(struct gen *g, const struct view_point *p) {
    const struct title *t = &g->v->title;
    if (!p)
        return hash_str(sim_fold(g->a, t->text.plain));
    return hash_part(hash_part(HASH_SEED, p->key_sim.fold), p->text_sim.fold);
}

struct item gen_item(struct gen *g, enum item_kind kind, const char *form,
                     const struct view_facet *facet, const struct view_point *point) {
    const struct view *v = g->v;
    struct item it = {.kind = (uint8_t)kind,
                      .use = USE_PAPER,
                      .generator = g->running->name,
                      .lang = v->doc->lang,
                      .tags = v->q->tags,
                      .n_tags = v->q->n_tags};
    it.source = (struct item_source){.question = v->q,
                                     .point = point ? point->point : NULL,
                                     .facet = facet ? facet->facet : NULL,
                                     .span = point ? point->span : v->q->span};
    it.identity = identity_of(g, form, facet, point);
    it.id = hash_str(it.identity);
    it.topic = topic_of(g, point);
    return it;
}

void gen_named(struct gen *g, struct item *it, struct str key) {
    struct buf b = buf_in(g->a);
    size_t form = str_find_byte(it->identity, '\t') + 1;
    size_t path = str_find_byte(str_from(it->identity, form), '\t') + 1;
    buf_str(&b, str_slice(it->identity, 0, form + path));
    buf_str(&b, one_line(g->a, key));
    it->identity = buf_get(&b);
    it->id = hash_str(it->identity);
}

uint32_t gen_draw(struct gen *g, const char *purpose, struct str thing, uint32_t bound) {
    struct rng r = rng_keyed(0, str_of(purpose), sim_fold(g->a, thing));
    return rng_below(&r, bound);
}

void gen_why(struct item *it, const char *name, int value) {
    if (it->n_why < ITEM_WHY_MAX)
        it->why[it->n_why++] = (struct item_why){name, value};
}

static struct rich keep_rich(struct arena *a, const struct rich *r) {
    struct rich out = *r;
    if (r->plain.n == 0)
        return out;
    out.plain = str_copy(a, r->plain);
    struct rich_run *runs = arena_array(a, struct rich_run, r->n);
    for (size_t i = 0; i < r->n; i++) {
        runs[i] = r->runs[i];
        size_t at = (size_t)(r->runs[i].text.p - r->plain.p);
        runs[i].text = str_slice(out.plain, at, at + r->runs[i].text.n);
    }
    out.runs = runs;
    return out;
}

static void keep_options(struct arena *a, struct item *it) {
    struct item_option *v = arena_array(a, struct item_option, it->n_options);
    for (size_t i = 0; i < it->n_options; i++) {
        v[i] = it->options[i];
        v[i].text = keep_rich(a, &it->options[i].text);
        v[i].why = str_copy(a, it->options[i].why);
    }
    it->options = v;
}

static void keep_answers(struct arena *a, struct item *it) {
    struct item_answer *v = arena_array(a, struct item_answer, it->n_answers);
    for (size_t i = 0; i < it->n_answers; i++) {
        v[i] = it->answers[i];
        v[i].text = keep_rich(a, &it->answers[i].text);
        v[i].left = keep_rich(a, &it->answers[i].left);
        v[i].key = keep_rich(a, &it->answers[i].key);
        v[i].label = keep_rich(a, &it->answers[i].label);
        v[i].weight = MAX(v[i].weight, 1);
    }
    it->answers = v;
}

/* The text that would give the key away on another item: the one right option, blank or term. */
static struct str key_given(struct arena *a, const struct item *it) {
    const struct rich *key = NULL;
    for (size_t i = 0; i < it->n_options; i++) {
        if (it->options[i].right && key)
            return (struct str){0};
        if (it->options[i].right)
            key = &it->options[i].text;
    }
    if (!key && it->n_answers == 1)
        key = &it->answers[0].text;
    return key ? sim_fold(a, key->plain) : (struct str){0};
}

void gen_accept(struct gen *g, const struct item *draft) {
    struct item *it = arena_new(g->keep, struct item);
    *it = *draft;
    size_t negative = it->negative.n ? (size_t)(it->negative.p - draft->stem.plain.p) : 0;
    it->stem = keep_rich(g->keep, &draft->stem);
    if (it->negative.n)
        it->negative = str_slice(it->stem.plain, negative, negative + draft->negative.n);
    it->explanation = keep_rich(g->keep, &draft->explanation);
    keep_options(g->keep, it);
    keep_answers(g->keep, it);
    it->identity = str_copy(g->keep, draft->identity);
    it->gives = str_copy(g->keep, it->gives.n ? it->gives : key_given(g->a, it));
    it->term = str_copy(g->keep, it->term);
    it->about = str_copy(g->keep, it->about);
    confidence_judge(g, it);
    vec_push(g->keep, &g->items, it);
}

void gen_reject(struct gen *g, enum gate gate, const struct item *it) {
    struct item_rejected r = {.generator = it->generator,
                              .gate = (uint8_t)gate,
                              .stem = str_copy(g->keep, it->stem.plain),
                              .source = it->source};
    vec_push(g->keep, &g->rejected, r);
}

/* Letters with marks on them, in an English item: words of another language. */
static bool is_accented(struct str s) {
    size_t n = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        n += (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00);
    }
    return n >= ACCENTS_MIN;
}

/* Chinese text in English words: the language of the document was guessed by its headings. */
static bool is_foreign(const struct gen *g, const struct item *it) {
    if (!str_eqc(g->v->doc->lang, "en"))
        return false;
    size_t han = utf8_count_han(it->stem.plain);
    for (size_t i = 0; i < it->n_options; i++)
        han += utf8_count_han(it->options[i].text.plain);
    return han > FOREIGN_HAN_MAX || is_accented(it->stem.plain);
}

void gen_judged(struct gen *g, enum gate gate, const struct item *it) {
    if (gate == GATE_PASSED && is_foreign(g, it))
        gate = GATE_NO_WORDING;
    if (gate == GATE_PASSED)
        gate = fit_to_print(g->v->r, it);
    if (gate == GATE_PASSED)
        gen_accept(g, it);
    else
        gen_reject(g, gate, it);
}
