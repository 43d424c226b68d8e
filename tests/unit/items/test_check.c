/* The bank measured: rules that beat a badly made set of questions, and do not beat crib's own. */
#include "bank_of.h"

#include "base/rng.h"
#include "items/check.h"

#define ITEMS 40

/* Questions whose key is always the longest option, and always C. */
static const char *bad_questions(struct arena *a) {
    struct buf b = buf_in(a);
    buf_c(&b, "# 题库\n\n");
    for (int i = 1; i <= ITEMS; i++)
        buf_printf(&b,
                   "%d. 第%d号设备的用途是\nA. 采集样本\nB. 打印报表\n"
                   "C. 在温度超过规定的上限时切断%d号回路的供电\nD. 校准仪表\n答案：C\n\n",
                   i, i, i);
    return str_c(a, buf_get(&b));
}

static const struct check_rule *rule(const struct check *c, enum check_group g, const char *name) {
    for (size_t i = 0; i < c->n_rules[g]; i++)
        if (strcmp(c->rules[g][i].name, name) == 0)
            return &c->rules[g][i];
    return NULL;
}

UNIT_TEST(the_longest_option_beats_chance) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, bad_questions(a), NULL);
    struct check *c = bank_check(a, m.bank, m.study);
    ck_assert_uint_eq(c->choices[CHECK_AUTHORED], ITEMS);
    const struct check_rule *longest = rule(c, CHECK_AUTHORED, "longest");
    ck_assert(longest != NULL);
    ck_assert(longest->beats_chance);
    ck_assert(longest->score > 0.99 && longest->chance > 0.24 && longest->chance < 0.26);
    const struct check_rule *other = rule(c, CHECK_AUTHORED, "not the longest");
    ck_assert(other != NULL);
    ck_assert(!other->beats_chance && other->score < 0.01);
}

static const char plain[] =
    "# 存储系统\n## 缓存淘汰策略\n"
    "1. 先进先出：最早进入缓存的数据最先被移除，不看访问的次数。\n"
    "2. 最近最少使用：移除最长时间没有被访问过的数据，命中时移到链表头部。\n"
    "3. 访问频率：按累计次数排序，每次移除次数最低的那一个记录。\n"
    "4. 随机淘汰：从所有键里任意挑选一个删除，实现简单但效果不稳定。\n"
    "## 什么是预热\n"
    "## 缓存的容量怎么定\n| 场景 | 容量 |\n|--|--|\n| 小 | 1 |\n";

UNIT_TEST(coverage_is_counted) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, plain, NULL);
    struct check *c = bank_check(a, m.bank, m.study);
    ck_assert_uint_eq(c->coverage.questions, 3);
    ck_assert_uint_eq(c->coverage.answered, 2);
    ck_assert_uint_eq(c->coverage.on_paper, 1);
    ck_assert_uint_eq(c->coverage.points, 4);
    ck_assert_uint_eq(c->coverage.asked + c->n_unasked, 4);
    ck_assert_uint_eq(
        c->truths + c->falsehoods,
        count_items(m.bank, "verdict", USE_PAPER)); /* nothing else is true or false */
}

static bool is_balanced(struct str s, char open, char close) {
    long depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += (s.p[i] == open) - (s.p[i] == close);
        if (depth < 0)
            return false;
    }
    return depth == 0 && !quoted;
}

UNIT_TEST(reports_hold_together) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, plain, NULL), none = bank_of(a, "没有问题的文字。\n", NULL);
    const struct made *made[] = {&m, &none};
    for (size_t i = 0; i < COUNT_OF(made); i++) {
        struct check *c = bank_check(a, made[i]->bank, made[i]->study);
        struct buf text = buf_in(a), json = buf_in(a), svg = buf_in(a);
        bank_check_text(c, &made[i]->sources, &text);
        bank_check_json(c, &made[i]->sources, &json);
        bank_check_svg(c, &svg);
        ck_assert(str_starts(buf_get(&json), STR("{")) && str_ends(buf_get(&json), STR("}\n")));
        ck_assert(is_balanced(buf_get(&json), '{', '}') && is_balanced(buf_get(&json), '[', ']'));
        ck_assert(!str_has(buf_get(&json), STR(": nan")));
        ck_assert(str_starts(buf_get(&svg), STR("<svg ")) &&
                  str_ends(buf_get(&svg), STR("</svg>\n")));
    }
}

/* Characters that make up names and explanations with nothing in common. */
static void put_words(struct buf *b, struct rng *r, int n) {
    static const char words[] = "山川湖海林泉岩石云雨风雷霜露冰雪松竹梅兰菊荷桂柳杨枫桃杏"
                                "鹰雁鹤燕雀莺鹭鸥鲸鲤鲈鲫虎豹熊狼鹿羊牛马驼象狮猫狐兔龟蛇"
                                "琴棋书画笔墨纸砚刀剑弓矛盾甲舟车桥塔亭楼阁殿瓦砖灯烛炉鼎";
    for (int i = 0; i < n; i++) {
        uint32_t at = rng_below(r, (uint32_t)(sizeof words / 3));
        buf_bytes(b, words + 3 * at, 3);
    }
}

/* Many lists of one shape, so that the letters of their keys can be counted. */
static const char *many_lists(struct arena *a) {
    struct buf b = buf_in(a);
    struct rng r = rng_make(7, 1);
    buf_c(&b, "# 图鉴\n");
    for (int i = 0; i < 60; i++) {
        buf_c(&b, "## ");
        put_words(&b, &r, 4);
        buf_c(&b, "有哪些\n");
        for (int k = 0; k < 4; k++) {
            buf_printf(&b, "%d. ", k + 1);
            put_words(&b, &r, 3);
            buf_c(&b, "：");
            put_words(&b, &r, 12);
            buf_c(&b, "。\n");
        }
    }
    return str_c(a, buf_get(&b));
}

UNIT_TEST(letters_fall_evenly) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, many_lists(a), NULL);
    struct check *c = bank_check(a, m.bank, m.study);
    size_t letters = 0;
    for (size_t i = 0; i < 4; i++)
        letters += c->letters[i];
    ck_assert_uint_ge(letters, 60);
    ck_assert(c->chi2 < 11.35); /* 99 % point, 3 degrees of freedom */
    size_t all = c->truths + c->falsehoods;
    ck_assert_uint_ge(all, 60);
    ck_assert(c->truths * 100 >= 35 * all && c->truths * 100 <= 65 * all);
}

int main(void) {
    Suite *s = suite_create("check");
    UNIT(s, the_longest_option_beats_chance);
    UNIT(s, coverage_is_counted);
    UNIT(s, reports_hold_together);
    UNIT(s, letters_fall_evenly);
    return unit_run(s);
}
