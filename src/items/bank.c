/* bank: runs every generator over every question, on any number of threads, and puts the results
 * together in the order of the notes. */
#include "items/bank.h"
#include "items/glossary.h"
#include "items/ids.h"
#include "items/lint.h"
#include "items/project.h"
#include "items/review.h"
#include "items/script.h"

#include "base/hash.h"
#include "base/jobs.h"
#include "base/utf8.h"

#include <stdlib.h>

#define BLOCK_MOST      128 /* questions a task works on: scratch memory is kept that long */
#define BLOCKS_A_THREAD 4   /* at least, so that threads end together */
#define SMALL_DOCUMENT  60  /* questions up to which a document's names are all siblings */

bool item_keeps_order(const struct item *it) {
    bool keeps = it->ordered_options;
    for (size_t i = 0; i < it->n_options; i++)
        keeps = keeps || it->options[i].pin;
    return keeps;
}

const char *item_kind_name(enum item_kind k) {
    static const char *const names[] = {
#define KIND(id, name) name,
#include "items/kinds.def"
#undef KIND
    };
    return k < ITEM_KIND_COUNT ? names[k] : "";
}

bool item_kind_find(struct str name, enum item_kind *k) {
    for (int i = 0; i < ITEM_KIND_COUNT; i++) {
        if (str_eqc(name, item_kind_name((enum item_kind)i))) {
            *k = (enum item_kind)i;
            return true;
        }
    }
    return false;
}

const char *gate_name(enum gate g) {
    static const char *const names[] = {
        "",
#define GATE(id, name) name,
#include "items/gates.def"
#undef GATE
    };
    return g < GATE_COUNT ? names[g] : "";
}

struct block {
    VEC(struct item *) items;
    VEC(struct item_rejected) rejected;
};

struct build {
    const struct study *study;
    const struct rules *rules;
    const struct view_doc *docs;        /* one for each document of study */
    const uint32_t *doc_of;             /* document of each question */
    const struct heading *const *above; /* the heading above each question */
    struct block *blocks;
    size_t a_block; /* questions */
};

/* Titles from the top, numbers left out, or the ^block-id the author gave. */
static struct str identity_path(struct arena *a, const struct view *v) {
    if (v->q->block_id.n)
        return str_format(a, "^%.*s", STR_ARG(v->q->block_id));
    return heading_path(a, v->above, v->title.words);
}

static bool may_run(const struct generator *gen, const struct view *v) {
    if (view_is_authored(v->q))
        return gen->authored;
    if (gen->everywhere)
        return true;
    if (v->q->status == STATUS_MISSING || v->title.stop != STOP_NONE || v->title.no_context ||
        v->title.trouble || v->title.imperative)
        return false;
    return gen->any_language || v->doc->wording;
}

static void ask(struct gen *g) {
    size_t n;
    const struct generator *const *all = generators(&n);
    for (size_t i = 0; i < n; i++) {
        if (!may_run(all[i], g->v))
            continue;
        g->running = all[i];
        all[i]->make(g);
    }
}

static void ask_question(struct build *b, size_t index, struct arena *scratch, struct arena *keep,
                         struct block *out) {
    const struct question *q = b->study->questions[index];
    struct gen g = {.a = scratch, .keep = keep};
    g.v = view_make(scratch, b->rules, &b->docs[b->doc_of[index]], q, b->above[index]);
    g.path = identity_path(scratch, g.v);
    ask(&g);
    for (size_t i = 0; i < g.items.n; i++)
        vec_push(keep, &out->items, g.items.v[i]);
    for (size_t i = 0; i < g.rejected.n; i++)
        vec_push(keep, &out->rejected, g.rejected.v[i]);
}

static void ask_block(void *shared, size_t index, struct arena *a) {
    struct build *b = shared;
    struct arena *scratch = *arena_hold(a);
    size_t end = MIN((index + 1) * b->a_block, b->study->n_questions);
    for (size_t i = index * b->a_block; i < end; i++) {
        struct arena_mark mark = arena_mark(scratch);
        ask_question(b, i, scratch, a, &b->blocks[index]);
        arena_reset(scratch, mark);
    }
}

/* Certain terms with a foreign name, in the order of the notes. */
static void collect_names(struct arena *a, const struct study *s, struct view_doc *docs,
                          const uint32_t *doc_of) {
    typedef VEC(struct view_name) name_vec;
    name_vec *names = arena_array(a, name_vec, s->n);
    size_t *questions = arena_array(a, size_t, s->n), *in_lists = arena_array(a, size_t, s->n);
    for (size_t i = 0; i < s->n_questions; i++) {
        const struct question *q = s->questions[i];
        questions[doc_of[i]]++;
        for (size_t k = 0; k < q->n_terms; k++) {
            if (q->terms[k].confidence != TERM_CERTAIN)
                continue;
            vec_push(a, &names[doc_of[i]], (struct view_name){q, &q->terms[k]});
            in_lists[doc_of[i]] += q->terms[k].point != NULL;
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        docs[i].names = names[i].v;
        docs[i].n_names = names[i].n;
        docs[i].names_of_lists = in_lists[i] * 2 >= names[i].n;
        docs[i].is_small = questions[i] <= SMALL_DOCUMENT;
    }
}

static void find_glossaries(struct arena *a, const struct rules *r, const struct study *s,
                            struct view_doc *docs, const uint32_t *doc_of) {
    for (size_t from = 0, to; from < s->n_questions; from = to) {
        for (to = from; to < s->n_questions && doc_of[to] == doc_of[from]; to++)
            ;
        docs[doc_of[from]].glossary = glossary_make(a, r, s->questions + from, to - from);
    }
}

/* The wording of a language, loaded once; NULL where there is none in that very language. */
static const struct wording *wording_in(struct arena *a, struct map *loaded, struct str data_dir,
                                        struct str lang, struct diag *d) {
    struct map_entry *e = map_find(loaded, lang);
    if (!e) {
        const struct wording *w = wording_load(a, data_dir, "items", lang, d);
        e = map_put(loaded, lang);
        e->ptr = w && str_eq(w->lang, lang) ? (void *)(uintptr_t)w : NULL;
    }
    return e->ptr;
}

/* Chinese stems are worded in the characters of the note. */
static struct str wording_of(const struct study_document *d, struct str lang) {
    bool old = str_eqc(lang, "zh") && script_is_traditional(d->source->text);
    return old ? STR("zh-Hant") : lang;
}

static struct view_doc *document_views(struct arena *a, const struct rules *r,
                                       const struct study *s, const struct item_options *o,
                                       struct diag *d) {
    struct view_doc *docs = arena_array(a, struct view_doc, s->n);
    struct map loaded = map_in(a);
    const struct confidence *confidence = confidence_load(a, o->data_dir, o->min_confidence, d);
    for (size_t i = 0; i < s->n; i++) {
        bool automatic = o->lang.n == 0 || str_eqc(o->lang, "auto");
        docs[i].document = s->v[i];
        docs[i].is_project = project_is_about(a, r, s->v[i]);
        docs[i].confidence = confidence;
        docs[i].note = confidence_of_note(s->v[i]);
        docs[i].lang = automatic ? s->v[i]->lang : o->lang;
        docs[i].wording = wording_in(a, &loaded, o->data_dir, wording_of(s->v[i], docs[i].lang), d);
    }
    return docs;
}

static uint32_t *documents_of(struct arena *a, const struct study *s) {
    uint32_t *doc_of = arena_array(a, uint32_t, s->n_questions);
    uint32_t doc = 0;
    for (size_t i = 0; i < s->n_questions; i++) {
        while (doc + 1 < s->n && s->v[doc] != s->questions[i]->document)
            doc++;
        doc_of[i] = doc;
    }
    return doc_of;
}

static const struct heading **headings_above(struct arena *a, const struct rules *r,
                                             const struct study *s) {
    const struct heading **v = arena_array(a, const struct heading *, s->n_questions);
    const struct heading *last = NULL;
    for (size_t i = 0; i < s->n_questions; i++) {
        const struct question *q = s->questions[i];
        if (i == 0 || q->document != s->questions[i - 1]->document)
            last = heading_of_document(a, r, q->document);
        v[i] = last = heading_at(a, r, title_parent(q), last);
    }
    return v;
}

void bank_reject(struct bank_draft *b, const struct item *it, enum gate gate) {
    vec_push(b->a, &b->rejected,
             (struct item_rejected){.generator = it->generator,
                                    .gate = (uint8_t)gate,
                                    .stem = it->stem.plain,
                                    .source = it->source});
}

void bank_drop(struct bank_draft *b, const uint8_t *drop) {
    size_t kept = 0;
    for (size_t i = 0; i < b->items.n; i++) {
        if (drop[i])
            bank_reject(b, b->items.v[i], (enum gate)drop[i]);
        else
            b->items.v[kept++] = b->items.v[i];
    }
    b->items.n = kept;
}

static void drop_low_scores(struct bank_draft *b, int min_score) {
    uint8_t *drop = arena_array(b->a, uint8_t, b->items.n);
    for (size_t i = 0; i < b->items.n; i++)
        if (b->items.v[i]->score < min_score)
            drop[i] = GATE_SCORE;
    bank_drop(b, drop);
}

static struct bank *finish(struct bank_draft *b) {
    struct bank *bank = arena_new(b->a, struct bank);
    const struct item **v = arena_array(b->a, const struct item *, b->items.n);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct item *it = b->items.v[i];
        v[i] = it;
        bank->by_kind[it->kind]++;
        bank->paper_by_kind[it->kind] += it->use == USE_PAPER;
        bank->n_unsure += it->unsure;
        bank->unsure_most = it->unsure ? MAX(bank->unsure_most, it->confidence) : bank->unsure_most;
    }
    for (size_t i = 0; i < b->rejected.n; i++)
        bank->by_gate[b->rejected.v[i].gate]++;
    bank->v = v;
    bank->n = b->items.n;
    bank->rejected = b->rejected.v;
    bank->n_rejected = b->rejected.n;
    return bank;
}

static void gather(struct bank_draft *draft, const struct build *b, size_t n_blocks) {
    for (size_t i = 0; i < n_blocks; i++) {
        for (size_t k = 0; k < b->blocks[i].items.n; k++)
            vec_push(draft->a, &draft->items, b->blocks[i].items.v[k]);
        for (size_t k = 0; k < b->blocks[i].rejected.n; k++)
            vec_push(draft->a, &draft->rejected, b->blocks[i].rejected.v[k]);
    }
}

static size_t block_size(size_t n_questions, unsigned threads) {
    size_t shared = n_questions / ((size_t)threads * BLOCKS_A_THREAD);
    return threads == 1 ? BLOCK_MOST : MAX((size_t)1, MIN(shared, (size_t)BLOCK_MOST));
}

struct bank *items_build(struct arena *a, const struct study *s, const struct item_options *o,
                         struct diag *d) {
    struct build b = {.study = s, .rules = o->rules ? o->rules : rules_load(a, o->data_dir, d)};
    struct bank_draft draft = {.a = a};
    if (!b.rules)
        return finish(&draft);
    struct view_doc *docs = document_views(a, b.rules, s, o, d);
    b.doc_of = documents_of(a, s);
    b.docs = docs;
    b.above = headings_above(a, b.rules, s);
    collect_names(a, s, docs, b.doc_of);
    find_glossaries(a, b.rules, s, docs, b.doc_of);
    unsigned threads = MAX(o->threads, 1);
    b.a_block = block_size(s->n_questions, threads);
    size_t n_blocks = (s->n_questions + b.a_block - 1) / b.a_block;
    b.blocks = arena_array(a, struct block, n_blocks);
    jobs_run(a, threads, n_blocks, ask_block, &b);
    gather(&draft, &b, n_blocks);
    bank_drop_twins(&draft);
    bank_number_ids(&draft);
    lint_authored(&draft, b.rules, d);
    struct str ids = ids_keep(&draft, o, d);
    review_apply(&draft, o, d);
    drop_low_scores(&draft, o->min_score);
    struct bank *bank = finish(&draft);
    bank->ids = ids;
    return bank;
}
