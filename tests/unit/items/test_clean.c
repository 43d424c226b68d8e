#include "items/clean.h"

#include "unit.h"

static const struct span nowhere = {0};

static struct rich one(struct arena *a, const char *s) {
    return rich_plain(a, str_of(s), nowhere);
}

#define ck_assert_str(got, want)                                                                   \
    ck_assert_msg(str_eqc((got), (want)), "got “%.*s”, want “%s”", STR_ARG(got), (want))

UNIT_TEST(shorthand_is_written_out) {
    UNIT_UNUSED(row);
    static const struct {
        const char *text;
        enum clean_kind kind;
        const char *want;
        unsigned trouble;
    } rows[] = {
        {" 数据  偏差 ", CLEAN_STATEMENT, "数据，偏差", 0},
        {"谷歌的 模型", CLEAN_STATEMENT, "谷歌的模型", 0},
        {"人工审核+用户反馈", CLEAN_STATEMENT, "人工审核、用户反馈", 0},
        {"编造信息/误导用户", CLEAN_STATEMENT, "编造信息/误导用户", 0},
        {"训练/推理方法", CLEAN_NAME, "训练/推理方法", 0},
        {"I/O 模型", CLEAN_STATEMENT, "I/O 模型", 0},
        {"参数更新->遗忘", CLEAN_STATEMENT, "参数更新→遗忘", CLEAN_ARROW},
        {"甲 => 乙", CLEAN_STATEMENT, "甲 → 乙", CLEAN_ARROW},
        {"⭐️ 什么是锁 🔒", CLEAN_NAME, "什么是锁", 0},
        {"质量 多样性", CLEAN_STATEMENT, "质量 多样性", CLEAN_RAGGED},
        {"新数据vs旧数据", CLEAN_STATEMENT, "新数据vs旧数据", CLEAN_VERSUS},
        {"capitalism vs. communism", CLEAN_STATEMENT, "capitalism vs. communism", 0},
        {"写 ~~错~~", CLEAN_STATEMENT, "写 ~~错~~", CLEAN_MARKUP},
        {"使用 GPU 加速", CLEAN_STATEMENT, "使用 GPU 加速", 0},
        {"x < y，即 x-y", CLEAN_STATEMENT, "x < y，即 x-y", 0},
        {"a - b => c", CLEAN_STATEMENT, "a - b → c", CLEAN_ARROW},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct rich r = one(a, rows[i].text);
        struct clean c = clean_rich(a, &r, rows[i].kind);
        ck_assert_str(c.text.plain, rows[i].want);
        ck_assert_msg((c.trouble & ~(unsigned)CLEAN_BREAK) == rows[i].trouble, "%s: %x",
                      rows[i].text, c.trouble);
    }
}

/* “甲**乙** 丙~~丁~~`x->y`”: emphasis goes, the blank beside it goes, struck words go, code stays.
 */
UNIT_TEST(runs_keep_code_and_lose_emphasis) {
    UNIT_UNUSED(row);
    struct str plain = STR("甲乙 丙丁x->y");
    struct rich_run runs[] = {
        {.text = str_slice(plain, 0, 3)},
        {.text = str_slice(plain, 3, 6), .flags = RICH_BOLD},
        {.text = str_slice(plain, 6, 10)},
        {.text = str_slice(plain, 10, 13), .flags = RICH_STRIKE},
        {.text = str_slice(plain, 13, 17), .flags = RICH_CODE | RICH_BOLD},
    };
    struct rich r = {.plain = plain, .runs = runs, .n = COUNT_OF(runs)};
    struct clean c = clean_rich(a, &r, CLEAN_STATEMENT);
    ck_assert_str(c.text.plain, "甲乙丙x->y");
    ck_assert_uint_eq(c.trouble, CLEAN_STRUCK);
    const struct rich_run *last = &c.text.runs[c.text.n - 1];
    ck_assert_str(last->text, "x->y");
    ck_assert_uint_eq(last->flags, RICH_CODE);
    size_t covered = 0;
    for (size_t i = 0; i < c.text.n; i++)
        covered += c.text.runs[i].text.n;
    ck_assert_uint_eq(covered, c.text.plain.n);
}

UNIT_TEST(final_stops_come_off) {
    UNIT_UNUSED(row);
    static const char *const rows[][2] = {{"一句。", "一句"},    {"一句：", "一句"},
                                          {"问？", "问？"},      {"e.g.", "e.g."},
                                          {"a word.", "a word"}, {"and so on...", "and so on..."}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct rich r = one(a, rows[i][0]);
        ck_assert_str(clean_without_stop(a, &r).plain, rows[i][1]);
    }
}

UNIT_TEST(balance) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    ck_assert(clean_is_balanced(STR("甲（乙)")));
    ck_assert(clean_is_balanced(STR("don’t")));
    ck_assert(!clean_is_balanced(STR("甲（乙")));
    ck_assert(!clean_is_balanced(STR("乙）（")));
    ck_assert(!clean_is_balanced(STR("“甲")));
    ck_assert(!clean_is_balanced(STR("`x")));
}

UNIT_TEST(inner_quotes) {
    UNIT_UNUSED(row);
    struct rich r = one(a, "称为“甲”和“乙”");
    ck_assert_str(clean_inner_quotes(a, &r).plain, "称为‘甲’和‘乙’");
}

int main(void) {
    Suite *s = suite_create("clean");
    UNIT(s, shorthand_is_written_out);
    UNIT(s, runs_keep_code_and_lose_emphasis);
    UNIT(s, final_stops_come_off);
    UNIT(s, balance);
    UNIT(s, inner_quotes);
    return unit_run(s);
}
