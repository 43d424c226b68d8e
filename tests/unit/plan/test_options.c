/* letters, sorted: options that speak of options, and options that are numbers. */
#include "unit.h"

#include "bank_fixture.h"
#include "plan/letters.h"
#include "plan/shuffle.h"
#include "plan/sorted.h"

/* An authored choice whose bank order differs from the author's letters: the key comes first. */
static struct item *authored(struct fixture *f, const char *const *texts, size_t n, size_t right) {
    struct item *it = fixture_item(f, ITEM_SINGLE_CHOICE, 0);
    struct authored *au = arena_new(f->a, struct authored);
    struct authored_option *ao = arena_array(f->a, struct authored_option, n);
    struct item_option *o = arena_array(f->a, struct item_option, n);
    for (size_t i = 0, at = 1; i < n; i++) {
        struct rich text = fixture_rich(f->a, str_of(texts[i]));
        ao[i].letter = str_format(f->a, "%c", (int)('A' + i));
        ao[i].text = text;
        o[i == right ? 0 : at++] = (struct item_option){.text = text, .right = i == right};
    }
    au->options = ao;
    au->n_options = n;
    f->questions[0].authored = au;
    it->options = o;
    it->n_options = n;
    return it;
}

static struct paper_item printed(const struct item *it, const uint8_t *order) {
    struct paper_item pi = {.item = it, .n_order = (uint8_t)it->n_options};
    memcpy(pi.order, order, it->n_options);
    return pi;
}

/* The author wrote A 甲 B 乙 C 丙 D A和B都对, right: D. The bank holds D A B C; printed 2 1 3 0 =
 * 乙 甲 丙 D, so that the author's A is B and his B is A. */
UNIT_TEST(letters_follow_the_permutation) {
    UNIT_UNUSED(row);
    static const char *const texts[] = {"甲", "乙", "丙", "A和B都对"};
    struct fixture f = fixture_open(a, 1, 1);
    struct item *it = authored(&f, texts, 4, 3);
    struct paper_item pi = printed(it, (uint8_t[]){2, 1, 3, 0});
    ck_assert_int_eq(letters_pin(it, 0), -1);
    ck_assert_int_eq(letters_pin(it, 1), 0);
    unit_str_is(letters_rewrite(a, &pi, &it->options[0].text, true).plain, STR("B和A都对"));
    struct rich why = fixture_rich(a, STR("选项C不对，A项和 B项对，故选D；A 记录不是选项。"));
    unit_str_is(letters_rewrite(a, &pi, &why, false).plain,
                STR("选项C不对，B项和 A项对，故选D；A 记录不是选项。"));
}

static const struct {
    const char *text;
    int pin;
} sums[] = {
    {"以上都对", -1},
    {"以上选项均不正确", -1},
    {"以上皆非。", -1},
    {"都不对", -1},
    {"None of the above", -1},
    {"All of the above.", -1},
    {"以上是一段很长的说明文字", 0},
    {"都对数据敏感", 0},
    {"A 类地址", 0},
    {"ABC", 0},
};

UNIT_TEST(options_that_sum_up_stand_last) {
    struct fixture f = fixture_open(a, 1, 1);
    struct item *it = fixture_choice(&f, 0, 4, 1);
    ((struct item_option *)it->options)[2].text = fixture_rich(a, str_of(sums[row].text));
    ck_assert_int_eq(letters_pin(it, 2), sums[row].pin);
    for (uint64_t seed = 0; seed < 20 && sums[row].pin; seed++) {
        int marks = 2;
        const struct item *items[] = {it};
        struct shuffle_job j = {.seed = seed,
                                .shuffle = SHUFFLE_BOTH,
                                .n_variants = 4,
                                .items = items,
                                .half_marks = &marks,
                                .n = 1};
        struct paper_item *const *v = shuffle_section(a, &j);
        for (size_t k = 0; k < 4; k++)
            ck_assert_uint_eq(v[k][0].order[3], 2);
    }
}

static const struct {
    const char *v[4];
    bool marked, is_sorted;
    uint8_t order[4];
} numbers[] = {
    {{"8 天", "16 天", "4 天", "32 天"}, false, true, {2, 0, 1, 3}},
    {{"1.5 万", "3000", "2 亿", "900"}, true, true, {3, 1, 0, 2}},
    {{"2019年12月", "2019年7月", "2018年12月", "2020年1月"}, true, true, {2, 1, 0, 3}},
    {{"第三层", "第一层", "第十层", "第二层"}, true, true, {1, 3, 0, 2}},
    {{"-3", "5", "-10", "0"}, true, true, {2, 0, 3, 1}},
    {{"\\frac12", "\\frac14", "\\frac34", "\\frac78"}, false, false, {0}},
    {{"TCP", "UDP", "IP 4", "ICMP"}, false, false, {0}},
    {{"用 3 台机器", "用 5 次重试", "等 2 秒", "退出 1 次"}, false, false, {0}},
};

UNIT_TEST(numbers_are_sorted) {
    struct fixture f = fixture_open(a, 1, 1);
    struct item *it = fixture_choice(&f, 0, 4, 1);
    uint8_t order[4];
    it->ordered_options = numbers[row].marked;
    for (size_t i = 0; i < 4; i++)
        ((struct item_option *)it->options)[i].text = fixture_rich(a, str_of(numbers[row].v[i]));
    ck_assert_int_eq(sorted_options(it), numbers[row].is_sorted);
    if (!numbers[row].is_sorted)
        return;
    sorted_order(it, order);
    ck_assert_mem_eq(order, numbers[row].order, 4);
}

UNIT_TEST(extremes_are_told) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    const uint8_t run[] = {0, 1, 1, 1, 1, 1, 2}, fair[] = {0, 1, 1, 1, 1, 2, 3};
    uint8_t lean[20];
    for (size_t i = 0; i < 20; i++)
        lean[i] = (uint8_t)(i % 2 ? i % 4 : 0); /* ten of 20 are A */
    ck_assert(shuffle_is_extreme(run, 7, 4));
    ck_assert(!shuffle_is_extreme(fair, 7, 4));
    ck_assert(shuffle_is_extreme(lean, 20, 4));
    ck_assert(!shuffle_is_extreme(lean, 19, 4)); /* too few to judge */
}

/* Free options fill the places pinned ones leave, in a Latin square: each at every such place once.
 */
static const struct {
    int8_t pin[4];
    int at[4]; /* where the option stands in every variant; -1: moves */
} pinned[] = {
    {{0, 0, 0, -1}, {-1, -1, -1, 3}}, {{1, 0, 0, 0}, {0, -1, -1, -1}},
    {{0, 0, 2, 0}, {-1, -1, 1, -1}},  {{4, 0, -1, 0}, {0, -1, 3, -1}},
    {{2, 2, 0, 0}, {1, 2, -1, -1}},   {{-1, -1, 0, 0}, {2, 3, -1, -1}},
    {{1, 2, 3, 4}, {0, 1, 2, 3}},
};

UNIT_TEST(pinned_options_keep_their_places) {
    struct fixture f = fixture_open(a, 1, 1);
    struct item *it = fixture_choice(&f, 0, 4, 1);
    int marks = 2;
    const struct item *items[] = {it};
    struct shuffle_job j = {.seed = 7,
                            .shuffle = SHUFFLE_BOTH,
                            .n_variants = 2,
                            .items = items,
                            .half_marks = &marks,
                            .n = 1};
    for (size_t i = 0; i < 4; i++)
        ((struct item_option *)it->options)[i].pin = pinned[row].pin[i];
    struct paper_item *const *v = shuffle_section(a, &j);
    for (size_t place = 0; place < 4; place++) {
        size_t one = v[0][0].order[place], two = v[1][0].order[place];
        int at = pinned[row].at[one];
        ck_assert(at == -1 || (size_t)at == place);
        ck_assert(at == -1 ? one != two : one == two);
    }
}

static size_t place_in(const struct paper_item *v, size_t n, const struct item *it) {
    size_t i = 0;
    while (i < n && v[i].item != it)
        i++;
    return i;
}

/* Twelve items, 4-6 about one material; 1 is pinned last, 9 first. */
UNIT_TEST(material_stays_together) {
    UNIT_UNUSED(row);
    struct fixture f = fixture_open(a, 12, 1);
    const struct item *items[12];
    int marks[12];
    for (size_t i = 0; i < 12; i++) {
        struct item *it = fixture_choice(&f, i, 4, 1);
        it->pin = i == 1 ? -1 : i == 9;
        marks[i] = 2;
        items[i] = it;
        if (i == 5 || i == 6)
            f.questions[i].section = &f.sections[4];
    }
    f.sections[4].is_material = true;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct shuffle_job j = {.seed = seed,
                                .shuffle = SHUFFLE_BOTH,
                                .n_variants = 4,
                                .items = items,
                                .half_marks = marks,
                                .n = 12};
        struct paper_item *const *v = shuffle_section(a, &j);
        for (size_t k = 0; k < 4; k++) {
            size_t first = place_in(v[k], 12, items[4]);
            ck_assert_ptr_eq(v[k][0].item, items[9]);
            ck_assert_ptr_eq(v[k][11].item, items[1]);
            ck_assert_ptr_eq(v[k][first + 1].item, items[5]);
            ck_assert_ptr_eq(v[k][first + 2].item, items[6]);
        }
    }
}

int main(void) {
    Suite *s = suite_create("options");
    UNIT(s, letters_follow_the_permutation);
    UNIT_ROWS(s, options_that_sum_up_stand_last, COUNT_OF(sums));
    UNIT_ROWS(s, numbers_are_sorted, COUNT_OF(numbers));
    UNIT(s, extremes_are_told);
    UNIT_ROWS(s, pinned_options_keep_their_places, COUNT_OF(pinned));
    UNIT(s, material_stays_together);
    return unit_run(s);
}
