/* What is said of questions an author wrote himself: each lint on a question that deserves it, and
 * none on one that does not. Nothing is ever dropped. */
#include "bank_of.h"

struct linted {
    const char *name;
    enum diag_id id;
    const char *bad, *good; /* a question with the fault, and the same without it */
};

static const struct linted lints[] = {
    {"negative stem", DIAG_LINT_NEGATIVE,
     "下列不属于传输层协议的是\nA. 甲协议\nB. 乙协议\nC. 丙协议\nD. 丁协议\n答案：A\n",
     "下列**不属于**传输层协议的是\nA. 甲协议\nB. 乙协议\nC. 丙协议\nD. 丁协议\n答案：A\n"},
    {"absolute word", DIAG_LINT_ABSOLUTE,
     "关于缓存，正确的是\nA. 命中率随容量上升\nB. 淘汰总是发生在写入时\nC. 容量有上限\nD. "
     "内容可能过期\n答案：A\n",
     "关于缓存，正确的是\nA. 命中率随容量上升\nB. 淘汰发生在写入时\nC. 容量有上限\nD. "
     "内容会过期\n答案：A\n"},
    {"all of the above", DIAG_LINT_ALL_ABOVE,
     "属于关系数据库的是\nA. 甲数据库\nB. 乙数据库\nC. 丙数据库\nD. 以上都是\n答案：D\n",
     "属于关系数据库的是\nA. 甲数据库\nB. 乙数据库\nC. 丙数据库\nD. 丁数据库\n答案：D\n"},
    {"longest key", DIAG_LINT_LONGEST,
     "索引的作用是\nA. 加快查找，因为不必扫描整张表的每一条记录\nB. 压缩数据\nC. 加密数据\nD. "
     "备份数据\n答案：A\n",
     "索引的作用是\nA. 加快查找\nB. 压缩数据\nC. 加密数据\nD. 备份数据\n答案：A\n"},
    {"clang", DIAG_LINT_CLANG,
     "拥塞窗口的作用是\nA. 避免网络拥塞\nB. 校验报文内容\nC. 加密报文内容\nD. "
     "压缩报文首部\n答案：A\n",
     "该窗口的作用是\nA. 避免网络过载\nB. 校验报文内容\nC. 加密报文内容\nD. "
     "压缩报文首部\n答案：A\n"},
    {"nested options", DIAG_LINT_NESTED,
     "快速排序的平均复杂度是\nA. 线性对数\nB. 线性对数以内\nC. 平方\nD. 常数\n答案：A\n",
     "快速排序的平均复杂度是\nA. 线性对数\nB. 立方\nC. 平方\nD. 常数\n答案：A\n"},
    {"common start", DIAG_LINT_COMMON_START,
     "三次握手的目的是\nA. 为了确认双方的能力\nB. 为了确认双方的地址\nC. 为了确认双方的名称\nD. "
     "为了确认双方的时钟\n答案：A\n",
     "三次握手的目的是\nA. 确认双方的能力\nB. 交换两端的地址\nC. 协商加密的算法\nD. "
     "校准本地的时钟\n答案：A\n"},
    {"all right", DIAG_LINT_COUNT,
     "（多选）属于淘汰策略的有\nA. 先进先出\nB. 最近最少使用\nC. 随机淘汰\nD. "
     "最不常用\n答案：ABCD\n",
     "（多选）属于淘汰策略的有\nA. 先进先出\nB. 最近最少使用\nC. 随机淘汰\nD. "
     "两阶段提交\n答案：ABC\n"},
};

static struct made made_of(struct arena *a, const char *question) {
    struct str parts[] = {STR("# 题库\n\n1. "), str_of(question)};
    return bank_of(a, str_c(a, str_join(a, parts, 2, (struct str){0})), NULL);
}

UNIT_TEST(faults_are_told_and_kept) {
    const struct linted *l = &lints[row];
    struct made bad = made_of(a, l->bad), good = made_of(a, l->good);
    ck_assert_msg(count_diag(bad.d, l->id) == 1, "%s: told %zu times", l->name,
                  count_diag(bad.d, l->id));
    ck_assert_msg(count_diag(good.d, l->id) == 0, "%s: told of a good one", l->name);
    ck_assert_msg(count_items(bad.bank, "authored", USE_PAPER) == 1, "%s: dropped", l->name);
}

/* L16: the same letter again and again, over a whole document. */
UNIT_TEST(runs_of_one_letter_are_told) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    buf_c(&b, "# 题库\n\n");
    for (int i = 1; i <= 6; i++)
        buf_printf(&b,
                   "%d. 第%d号设备的用途是\nA. 采集%d号样本\nB. 打印%d号报表\n"
                   "C. 存放%d号备件\nD. 校准%d号仪表\n答案：B\n\n",
                   i, i, i, i, i, i);
    struct made m = bank_of(a, str_c(a, buf_get(&b)), NULL);
    ck_assert_uint_eq(count_items(m.bank, "authored", USE_PAPER), 6);
    ck_assert_uint_eq(count_diag(m.d, DIAG_LINT_RUN), 1);
}

int main(void) {
    Suite *s = suite_create("lint");
    UNIT_ROWS(s, faults_are_told_and_kept, COUNT_OF(lints));
    UNIT(s, runs_of_one_letter_are_told);
    return unit_run(s);
}
