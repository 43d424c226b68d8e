/* paper: what the default blueprint makes of a bank: counts, marks, coverage, keys, permutations.
 */
#include "unit.h"

#include "bank_fixture.h"
#include "plan/blueprint.h"
#include "plan/enemies.h"
#include "plan/score.h"
#include "plan/shuffle.h"

#define SEEDS 200

static struct paper_set *plan(struct arena *a, const struct bank *b, uint64_t seed,
                              unsigned variants) {
    struct paper_options o = fixture_options(seed, variants);
    struct diag *d = diag_open(a);
    struct paper_set *s = paper_plan(a, b, &o, d);
    ck_assert_ptr_nonnull(s);
    ck_assert_uint_eq(d->n, 0);
    return s;
}

static const struct bank *full_bank(struct arena *a) {
    struct fixture f = fixture_open(a, 6, 5);
    fixture_fill(&f, 30);
    return fixture_bank(&f);
}

/* 15 × 2 + 5 × 3 + 10 × 1 + 10 × 1 + 4 × 3 + 3 + 4, and what is missing to 100 in 简答. */
UNIT_TEST(default_counts_and_marks) {
    UNIT_UNUSED(row);
    const struct paper_set *s = plan(a, full_bank(a), 1, 2);
    static const struct {
        size_t n;
        int half_marks;
    } want[] = {{15, 60}, {5, 30}, {10, 20}, {0, 20}, {4, 24}, {1, 6}, {1, 8}, {4, 32}};
    ck_assert_uint_eq(s->n, 2);
    for (size_t v = 0; v < s->n; v++) {
        ck_assert_int_eq(s->v[v].half_marks, 200);
        ck_assert_uint_eq(s->v[v].n_sections, 8);
        for (size_t i = 0; i < 8; i++) {
            const struct paper_section *sec = &s->v[v].sections[i];
            ck_assert_uint_eq(sec->kind, i);
            ck_assert_int_eq(sec->half_marks, want[i].half_marks);
            if (want[i].n)
                ck_assert_uint_eq(sec->n_items, want[i].n);
            else
                ck_assert_uint_eq(sec->n_blanks, 10);
            for (size_t k = 0; k < sec->n_items && i == 7; k++) {
                ck_assert_int_ge(sec->items[k].half_marks, 6);
                ck_assert_int_le(sec->items[k].half_marks, 16);
            }
        }
    }
}

UNIT_TEST(same_seed_same_paper) {
    UNIT_UNUSED(row);
    const struct bank *b = full_bank(a);
    struct buf x = buf_in(a), y = buf_in(a), z = buf_in(a);
    paper_manifest(plan(a, b, 7, 3), NULL, &x);
    paper_manifest(plan(a, b, 7, 3), NULL, &y);
    paper_manifest(plan(a, b, 8, 3), NULL, &z);
    unit_str_is(buf_get(&x), buf_get(&y));
    ck_assert(!str_eq(buf_get(&x), buf_get(&z)));
}

static const struct paper_item *same_item(const struct paper_section *s, const struct item *it) {
    for (size_t i = 0; i < s->n_items; i++)
        if (s->items[i].item == it)
            return &s->items[i];
    return NULL;
}

static bool is_permutation(const uint8_t *v, size_t n, size_t of) {
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++)
        seen |= 1u << v[i];
    return n <= of && (unsigned)__builtin_popcount(seen) == n && seen < 1u << of;
}

static void check_item(const struct paper_item *pi) {
    const struct item *it = pi->item;
    size_t of = it->n_options ? it->n_options : it->n_answers;
    if (it->n_options || it->kind == ITEM_ORDERING || it->kind == ITEM_MATCHING) {
        ck_assert_uint_eq(pi->n_order, of);
        ck_assert(is_permutation(pi->order, pi->n_order, of));
    }
    if (it->kind == ITEM_MATCHING)
        ck_assert(pi->n_left == 4 && is_permutation(pi->left_order, 4, 4));
    if (it->kind == ITEM_ORDERING)
        ck_assert(memcmp(pi->order, (uint8_t[]){0, 1, 2, 3, 4}, 5) != 0);
}

static void check_keys(struct arena *a, const struct paper *p) {
    for (size_t s = 0; s < p->n_sections; s++) {
        uint8_t keys[64];
        const struct paper_section *sec = &p->sections[s];
        if (sec->kind != ITEM_SINGLE_CHOICE && sec->kind != ITEM_TRUE_FALSE)
            continue;
        for (size_t i = 0; i < sec->n_items; i++) {
            struct str key = paper_key(a, &sec->items[i]);
            ck_assert_uint_eq(key.n, 1);
            keys[i] = (uint8_t)(key.p[0] & 31);
        }
        for (size_t i = 4; i < sec->n_items; i++)
            ck_assert(keys[i] != keys[i - 1] || keys[i] != keys[i - 2] || keys[i] != keys[i - 3] ||
                      keys[i] != keys[i - 4]);
    }
}

static void check_balance(const struct paper_section *s) {
    size_t trues = 0;
    for (size_t i = 0; i < s->n_items; i++)
        trues += s->items[i].item->is_true;
    ck_assert_uint_ge(trues * 10, s->n_items * 4);
    ck_assert_uint_le(trues * 10, s->n_items * 6);
}

/* Latin square: no single-choice item has the same letter in two of four variants. */
static void check_apart(const struct paper_set *s) {
    for (size_t v = 0; v < s->n; v++)
        for (size_t w = v + 1; w < s->n; w++) {
            struct agreement g = paper_agreement(s, v, w);
            ck_assert_uint_eq(g.same, 0);
            ck_assert_uint_eq(g.of, 15);
        }
}

UNIT_TEST(every_seed_keeps_the_rules) {
    const struct bank *b = full_bank(a);
    const struct paper_set *s = plan(a, b, row, 4);
    check_apart(s);
    for (size_t v = 0; v < 4; v++) {
        uint32_t number = 0;
        check_keys(a, &s->v[v]);
        check_balance(&s->v[v].sections[2]);
        for (size_t k = 0; k < s->v[v].n_sections; k++)
            for (size_t i = 0; i < s->v[v].sections[k].n_items; i++) {
                const struct paper_item *pi = &s->v[v].sections[k].items[i];
                check_item(pi);
                ck_assert_uint_eq(pi->number, ++number);
                ck_assert_uint_eq(pi->position, i);
                ck_assert_ptr_nonnull(same_item(&s->v[0].sections[k], pi->item));
            }
    }
}

UNIT_TEST(variants_differ_in_order) {
    UNIT_UNUSED(row);
    const struct paper_set *s = plan(a, full_bank(a), 3, 2);
    size_t moved = 0, n = s->v[0].sections[0].n_items;
    for (size_t i = 0; i < n; i++)
        moved += s->v[0].sections[0].items[i].item != s->v[1].sections[0].items[i].item;
    ck_assert_uint_eq(moved, n); /* at least three places apart */
}

/* Six note sections of equal weight: fifteen choices leave none with fewer than two of them, and
 * the whole paper takes about as much of each. */
UNIT_TEST(coverage_is_proportional) {
    UNIT_UNUSED(row);
    const struct paper_set *s = plan(a, full_bank(a), 11, 1);
    size_t count[6] = {0};
    for (size_t k = 0; k < s->v[0].n_sections; k++)
        for (size_t i = 0; i < s->v[0].sections[k].n_items; i++) {
            struct str title =
                s->v[0].sections[k].items[i].item->source.question->section->title.plain;
            count[title.p[3] - '1']++;
        }
    for (size_t i = 0; i < 6; i++) {
        ck_assert_uint_ge(count[i], s->v[0].n_items / 6 - 1);
        ck_assert_uint_le(count[i], s->v[0].n_items / 6 + 2);
    }
}

UNIT_TEST(enemies_stay_apart) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 10);
    struct item *x = fixture_choice(&f, 0, 4, 1), *y = fixture_choice(&f, 1, 4, 1),
                *z = fixture_choice(&f, 2, 4, 1), *w = fixture_choice(&f, 3, 4, 1);
    x->topic = y->topic = 77;
    z->gives = STR("vllm");
    w->stem = fixture_rich(a, STR("使用 vLLM 时"));
    struct giveaway gx = giveaway_of(a, x), gy = giveaway_of(a, y), gz = giveaway_of(a, z),
                    gw = giveaway_of(a, w);
    ck_assert(giveaway_clash(&gx, &gy));
    ck_assert(giveaway_clash(&gz, &gw) && giveaway_clash(&gw, &gz));
    ck_assert(!giveaway_clash(&gx, &gz));
    const struct paper_set *s = plan(a, fixture_bank(&f), 1, 1);
    ck_assert_uint_eq(s->v[0].n_items, 2);
}

/* RAG is no part of fragment, but a word of its own in "RAG 系统". */
UNIT_TEST(short_keys_are_words) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 10);
    struct item *x = fixture_choice(&f, 0, 4, 1), *y = fixture_choice(&f, 1, 4, 1);
    x->gives = STR("rag");
    y->stem = fixture_rich(a, STR("a fragment"));
    struct giveaway gx = giveaway_of(a, x), gy = giveaway_of(a, y);
    ck_assert(!giveaway_clash(&gx, &gy));
    y->stem = fixture_rich(a, STR("关于RAG系统"));
    gy = giveaway_of(a, y);
    ck_assert(giveaway_clash(&gx, &gy));
}

UNIT_TEST(cards_never_reach_a_paper) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 10);
    for (size_t i = 0; i < 8; i++)
        fixture_choice(&f, i, 4, 1)->use = i % 2 ? USE_CARD : USE_PAPER;
    const struct paper_set *s = plan(a, fixture_bank(&f), 1, 1);
    ck_assert_uint_eq(s->v[0].n_items, 4);
}

UNIT_TEST(empty_bank_says_so) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 1);
    struct paper_options o = fixture_options(1, 2);
    struct diag *d = diag_open(a);
    ck_assert_ptr_null(paper_plan(a, fixture_bank(&f), &o, d));
    ck_assert_uint_eq(d->n, 1);
    ck_assert_int_eq(d->v[0].id, DIAG_PAPER_EMPTY);
}

/* A new item takes no other's place in a variant's order: hash-keyed draws. */
UNIT_TEST(one_more_item_moves_no_other) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 10);
    struct shuffle_job j = {.seed = 5, .shuffle = SHUFFLE_BOTH, .n_variants = 1};
    int marks[12] = {0};
    for (size_t i = 0; i < 12; i++)
        fixture_choice(&f, i, 4, 1);
    j.items = f.items.v;
    j.half_marks = marks;
    j.n = 11;
    struct paper_item *const *before = shuffle_section(a, &j);
    j.n = 12;
    struct paper_item *const *after = shuffle_section(a, &j);
    for (size_t i = 0, k = 0; i < 12; i++) {
        if (after[0][i].item == f.items.v[11])
            continue;
        ck_assert_ptr_eq(after[0][i].item, before[0][k].item);
        ck_assert_mem_eq(after[0][i].order, before[0][k].order, 4);
        k++;
    }
}

/* 10^5 draws: every option stands at every place a quarter of the time. Chi-square with 9 degrees
 * of freedom stays below 27.88 with p = 0.999. */
UNIT_TEST(options_are_drawn_evenly) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 10);
    struct shuffle_job j = {.shuffle = SHUFFLE_BOTH, .n_variants = 1, .n = 1};
    int marks[1] = {2};
    double n = 20000, chi = 0;
    size_t count[4][4] = {{0}};
    fixture_choice(&f, 0, 4, 1);
    j.items = f.items.v;
    j.half_marks = marks;
    for (; j.seed < (uint64_t)n; j.seed++) {
        struct arena_mark m = arena_mark(a);
        const struct paper_item *pi = &shuffle_section(a, &j)[0][0];
        for (size_t p = 0; p < 4; p++)
            count[pi->order[p]][p]++;
        arena_reset(a, m);
    }
    for (size_t o = 0; o < 4; o++)
        for (size_t p = 0; p < 4; p++) {
            double off = (double)count[o][p] - n / 4;
            chi += off * off / (n / 4);
        }
    ck_assert_msg(chi < 27.88, "chi-square %.2f", chi);
}

static struct part_marks parts(struct arena *a, size_t n, int half_marks) {
    struct fixture f = fixture_open(a, 1, 1);
    return score_parts(a, fixture_answers(&f, ITEM_SHORT_ANSWER, 0, n), half_marks);
}

UNIT_TEST(points_share_the_marks) {
    UNIT_UNUSED(row);
    struct part_marks m = parts(a, 3, 16); /* 8 marks: 3 3 2 */
    ck_assert_int_eq(m.v[0], 6);
    ck_assert_int_eq(m.v[1], 6);
    ck_assert_int_eq(m.v[2], 4);
    m = parts(a, 6, 10); /* 5 marks for any five of six */
    ck_assert_uint_eq(m.any, 5);
    ck_assert_int_eq(m.v[5], 2);
    m = parts(a, 2, 7); /* 3.5 marks: 2 1.5 */
    ck_assert_int_eq(m.v[0] + m.v[1], 7);
}

UNIT_TEST(heavier_points_earn_more) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 1);
    struct item *it = fixture_answers(&f, ITEM_SHORT_ANSWER, 0, 3);
    ((struct item_answer *)it->answers)[1].weight = 4;
    struct part_marks m = score_parts(a, it, 12); /* 6 marks: 1 4 1 */
    ck_assert_int_eq(m.v[0], 2);
    ck_assert_int_eq(m.v[1], 8);
    ck_assert_int_eq(m.v[2], 2);
}

/* 20 questions at 45 seconds take 15 minutes. */
UNIT_TEST(too_little_time_is_told) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 1, 20);
    for (size_t i = 0; i < 20; i++)
        fixture_choice(&f, i, 4, 1);
    struct blueprint_section section = {.kind = ITEM_SINGLE_CHOICE, .each = {2, 2}};
    struct blueprint bp = {.sections = &section, .n_sections = 1};
    struct picks picks = {.v = f.items.v, .n = f.items.n, .units = f.items.n};
    static const unsigned minutes[] = {0, 14, 15};
    for (size_t i = 0; i < COUNT_OF(minutes); i++) {
        struct diag *d = diag_open(a);
        bp.minutes = minutes[i];
        ck_assert_ptr_nonnull(score_items(a, &bp, &picks, d));
        ck_assert_uint_eq(d->n, minutes[i] == 14);
    }
}

int main(void) {
    Suite *s = suite_create("paper");
    UNIT(s, default_counts_and_marks);
    UNIT(s, same_seed_same_paper);
    UNIT_ROWS(s, every_seed_keeps_the_rules, SEEDS);
    UNIT(s, variants_differ_in_order);
    UNIT(s, coverage_is_proportional);
    UNIT(s, enemies_stay_apart);
    UNIT(s, short_keys_are_words);
    UNIT(s, cards_never_reach_a_paper);
    UNIT(s, empty_bank_says_so);
    UNIT(s, one_more_item_moves_no_other);
    UNIT(s, options_are_drawn_evenly);
    UNIT(s, points_share_the_marks);
    UNIT(s, heavier_points_earn_more);
    UNIT(s, too_little_time_is_told);
    return unit_run(s);
}
