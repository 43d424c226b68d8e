#include "items/sim.h"

#include "unit.h"

static const struct words *list(struct arena *a, const char *const *words, size_t n) {
    struct str *v = arena_array(a, struct str, n);
    for (size_t i = 0; i < n; i++)
        v[i] = str_of(words[i]);
    return words_make(a, v, n);
}

static struct sim_stops stops(struct arena *a) {
    static const char *const latin[] = {"the", "of"}, *const han[] = {"的", "了"};
    return (struct sim_stops){list(a, latin, 2), list(a, han, 2)};
}

static struct sim_text text(struct arena *a, const char *s) {
    struct sim_stops *all = arena_new(a, struct sim_stops);
    *all = stops(a);
    return sim_text(a, str_of(s), all);
}

#define ck_assert_str(got, want)                                                                   \
    ck_assert_msg(str_eqc((got), (want)), "got “%.*s”, want “%s”", STR_ARG(got), (want))

UNIT_TEST(fold_keeps_letters_and_digits) {
    UNIT_UNUSED(row);
    static const char *const rows[][2] = {
        {"Soft Max（ＡＢ１）！", "softmaxab1"}, {"C++ / Ｃ＃", "cc"},       {"ﬁne ①", "fine1"},
        {"数据、分布。", "数据分布"},           {"STRASSE ß", "strassess"}, {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_assert_str(sim_fold(a, str_of(rows[i][0])), rows[i][1]);
}

/* Counted by hand: each row's tokens. */
UNIT_TEST(tokens_are_counted) {
    UNIT_UNUSED(row);
    static const struct {
        const char *text;
        uint32_t tokens;
    } rows[] = {
        {"模型参数", 3},           /* 模型 型参 参数 */
        {"模型的参数", 2},         /* 的 cuts the run */
        {"模", 0},                 /* a single character is no token */
        {"the embedding of X", 1}, /* embed; X has one letter */
        {"embed embedding embeds", 1},
        {"INT8 和 FP16", 2},
        {"1.5 倍", 2},
        {"数据 数据", 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        ck_assert_msg(text(a, rows[i].text).n_tokens == rows[i].tokens, "%s: %u", rows[i].text,
                      text(a, rows[i].text).n_tokens);
}

UNIT_TEST(measures_of_a_text) {
    UNIT_UNUSED(row);
    struct sim_text t = text(a, "GPU 有 24GB，很快");
    ck_assert_uint_eq(t.han, 3);
    ck_assert_uint_eq(t.latin_words, 2); /* GPU, 24GB */
    ck_assert_uint_eq(t.digits, 1);
    ck_assert_uint_eq(t.cells, 3 + 1 + 2 + 1 + 4 + 2 + 4);
}

/* Dice of bigrams with repeats, by hand: abab has ab ba ab; ab has ab: 2*1/(3+1). */
UNIT_TEST(dice_counts_repeats) {
    UNIT_UNUSED(row);
    struct sim_text x = text(a, "abab"), y = text(a, "ab"), z = text(a, "a"), same = text(a, "A");
    ck_assert_int_eq(sim_dice(a, &x, &y), 500);
    ck_assert_int_eq(sim_dice(a, &x, &x), 1000);
    ck_assert_int_eq(sim_dice(a, &x, &z), 0);
    ck_assert_int_eq(sim_dice(a, &z, &same), 1000);
}

/* 模型参数 {模型 型参 参数}, 模型结构 {模型 型结 结构}: one of five. */
UNIT_TEST(jaccard_and_common) {
    UNIT_UNUSED(row);
    struct sim_text x = text(a, "模型参数"), y = text(a, "模型结构"), known = text(a, "模型");
    ck_assert_int_eq(sim_jaccard(&x, &y), 200);
    ck_assert_uint_eq(sim_common(&x, &y), 1);
    ck_assert_uint_eq(sim_common_without(&x, &y, &known), 0);
    const struct sim_text *both[] = {&x, &y};
    struct sim_set set = sim_set_of(a, both, 2);
    ck_assert_uint_eq(set.n, 5);
}

/* More than 48 hashes take the other way of sorting. */
UNIT_TEST(long_texts_sort_too) {
    UNIT_UNUSED(row);
    char s[400] = "";
    for (int i = 0; i < 90; i++)
        snprintf(s + strlen(s), sizeof s - strlen(s), "%d ", 100 + i);
    struct sim_text t = text(a, s);
    ck_assert_uint_eq(t.n_tokens, 90);
    for (uint32_t i = 1; i < t.n_tokens; i++)
        ck_assert(t.tokens[i - 1] < t.tokens[i]);
    ck_assert_int_eq(sim_dice(a, &t, &t), 1000);
}

int main(void) {
    Suite *s = suite_create("sim");
    UNIT(s, fold_keeps_letters_and_digits);
    UNIT(s, tokens_are_counted);
    UNIT(s, measures_of_a_text);
    UNIT(s, dice_counts_repeats);
    UNIT(s, jaccard_and_common);
    UNIT(s, long_texts_sort_too);
    return unit_run(s);
}
