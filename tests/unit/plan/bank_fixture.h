/* bank_fixture: a bank made by hand, of made-up words, for tests of planning and of papers. Every
 * item's words are its own unless a test says otherwise. */
#ifndef TESTS_BANK_FIXTURE_H
#define TESTS_BANK_FIXTURE_H

#include "base/hash.h"
#include "base/vec.h"
#include "plan/paper.h"

struct fixture {
    struct arena *a;
    VEC(const struct item *) items;
    struct study_document *document;
    struct section *sections;
    struct question *questions;
    size_t n_sections, per_section;
    uint32_t words; /* how many words were made up */
};

static inline struct rich fixture_rich(struct arena *a, struct str s) {
    return rich_plain(a, s, (struct span){0});
}

/* A word of two Han characters that no other has. */
static inline struct str fixture_word(struct fixture *f) {
    struct buf b = buf_in(f->a);
    buf_code(&b, 0x4E00 + 2 * f->words);
    buf_code(&b, 0x4E01 + 2 * f->words++);
    return buf_get(&b);
}

static inline struct fixture fixture_open(struct arena *a, size_t n_sections, size_t per_section) {
    struct fixture f = {.a = a, .n_sections = n_sections, .per_section = per_section};
    f.document = arena_new(a, struct study_document);
    f.document->title = STR("讲义");
    f.document->lang = STR("zh");
    f.sections = arena_array(a, struct section, n_sections);
    f.questions = arena_array(a, struct question, n_sections * per_section);
    for (size_t s = 0; s < n_sections; s++) {
        f.sections[s].document = f.document;
        f.sections[s].title = fixture_rich(a, str_format(a, "第%zu节", s + 1));
    }
    for (size_t q = 0; q < n_sections * per_section; q++) {
        f.questions[q].document = f.document;
        f.questions[q].section = &f.sections[q / per_section];
        f.questions[q].title = fixture_rich(a, str_format(a, "问%zu", q + 1));
    }
    return f;
}

static inline struct item *fixture_item(struct fixture *f, enum item_kind kind, size_t question) {
    struct item *it = arena_new(f->a, struct item);
    it->kind = (uint8_t)kind;
    it->use = USE_PAPER;
    it->generator = "fixture";
    it->lang = STR("zh");
    it->source.question = &f->questions[question % (f->n_sections * f->per_section)];
    it->stem = fixture_rich(f->a, str_format(f->a, "关于%.*s", STR_ARG(fixture_word(f))));
    it->id = hash_str(it->stem.plain);
    it->difficulty = (int)(it->id % 1000);
    it->score = 800;
    vec_push(f->a, &f->items, it);
    return it;
}

static inline struct item *fixture_choice(struct fixture *f, size_t question, size_t n_options,
                                          size_t n_right) {
    struct item *it =
        fixture_item(f, n_right == 1 ? ITEM_SINGLE_CHOICE : ITEM_MULTIPLE_RESPONSE, question);
    struct item_option *v = arena_array(f->a, struct item_option, n_options);
    for (size_t i = 0; i < n_options; i++) {
        v[i].text = fixture_rich(f->a, fixture_word(f));
        v[i].right = i < n_right;
    }
    it->options = v;
    it->n_options = n_options;
    return it;
}

static inline struct item *fixture_answers(struct fixture *f, enum item_kind kind, size_t question,
                                           size_t n) {
    struct item *it = fixture_item(f, kind, question);
    struct item_answer *v = arena_array(f->a, struct item_answer, n);
    for (size_t i = 0; i < n; i++) {
        v[i].text = fixture_rich(f->a, fixture_word(f));
        v[i].weight = 1;
        if (kind == ITEM_MATCHING && i < 4)
            v[i].left = fixture_rich(f->a, fixture_word(f));
    }
    it->answers = v;
    it->n_answers = n;
    if (kind == ITEM_FILL_BLANK) {
        struct buf b = buf_in(f->a);
        buf_str(&b, it->stem.plain);
        for (size_t i = 0; i < n; i++) {
            v[i].at = b.n;
            buf_c(&b, "____，");
        }
        it->stem = fixture_rich(f->a, buf_get(&b));
    }
    return it;
}

/* `each` items of every kind. */
static inline void fixture_fill(struct fixture *f, size_t each) {
    for (size_t i = 0; i < each; i++) {
        fixture_choice(f, i, 4, 1);
        fixture_choice(f, i, 5, 2 + i % 2);
        fixture_item(f, ITEM_TRUE_FALSE, i)->is_true = i % 3 != 0;
        fixture_answers(f, ITEM_FILL_BLANK, i, 1 + i % 3);
        fixture_answers(f, ITEM_TERM, i, 1);
        fixture_answers(f, ITEM_ORDERING, i, 5);
        fixture_answers(f, ITEM_MATCHING, i, 5);
        fixture_answers(f, ITEM_SHORT_ANSWER, i, 3 + i % 5);
    }
}

static inline const struct bank *fixture_bank(struct fixture *f) {
    struct bank *b = arena_new(f->a, struct bank);
    b->v = f->items.v;
    b->n = f->items.n;
    for (size_t i = 0; i < b->n; i++) {
        b->by_kind[b->v[i]->kind]++;
        b->paper_by_kind[b->v[i]->kind] += b->v[i]->use == USE_PAPER;
    }
    return b;
}

static inline struct paper_options fixture_options(uint64_t seed, unsigned variants) {
    return (struct paper_options){.data_dir = STR(CRIB_SOURCE_DATA),
                                  .title = STR("讲义"),
                                  .lang = STR("zh"),
                                  .seed = seed,
                                  .has_seed = true,
                                  .variants = variants};
}

#endif
