/* How sure crib is of a question: each case is notes, a question of theirs, and the sum of the rows
 * of styles/items/evidence.yaml that hold of it, added up by hand. */
#include "bank_of.h"

#define THRESHOLD 800

#define POINTS                                                                                           \
    "1. 先进先出：最早进入缓存的数据最先被移除，不看访问的次数。\n"          \
    "2. 最近最少使用：移除最长时间没有被访问过的数据，命中时移到表头。\n" \
    "3. 访问频率：按累计次数排序，每次移除次数最低的那一个记录。\n"          \
    "4. 随机淘汰：从所有键里任意挑选一个删除，实现简单但效果不稳定。\n"

struct sure {
    const char *name, *notes, *generator, *stem;
    int confidence;
};

static const struct sure cases[] = {
    {"four points can be marked", "# 存储\n## 缓存淘汰策略有哪些？\n" POINTS, "recall", "有哪些",
     700},
    {"two points",
     "# 存储\n## 缓存有哪些好处？\n- 热点数据不再每次都读磁盘。\n- 数据库的连接数因此降下来。\n",
     "recall", "有哪些好处", 650},
    {"a list below a heading without a number", "# 存储\n## 缓存淘汰策略\n" POINTS, "explain-key",
     "缓存淘汰策略", 650},
    {"numbered headings above lists of names: 650 + 300", "# 存储\n## 1. 缓存淘汰策略\n" POINTS,
     "explain-key", "缓存淘汰策略", 950},
    {"700 + 300, no more than certain", "# 存储\n## 1. 缓存淘汰策略有哪些？\n" POINTS, "recall",
     "有哪些", 1000},
    {"brackets in the heading: 700 - 100",
     "# 存储\n## 缓存淘汰策略有哪些（重点看第 2 种）？\n" POINTS, "recall", "有哪些", 600},
    {"mere names: 700 - 150", "# 存储\n## 常见的缓存策略有哪些？\n- 先进\n- 后进\n- 最近\n- 随机\n",
     "recall", "有哪些", 550},
    {"blanks where words are missing: 700 - 200",
     "# 软件\n## 质量特性有哪些？\n- 功能性 功能测试\n- 可靠性 稳定测试\n- 易用性 体验测试\n"
     "- 效率高 性能测试\n",
     "recall", "有哪些", 500},
    {"arrows: 700 - 200",
     "# 物理\n## 光电效应的过程有哪些？\n1. 光照 → 吸收\n2. 吸收 → 跃迁\n3. 跃迁 → 逸出\n"
     "4. 逸出 → 电流\n",
     "recall", "有哪些", 500},
    {"what an abbreviation stands for",
     "# Security\n## Kinds of attacks\n- DDOS (Distributed Denial of Service): floods a server "
     "from many machines.\n",
     "fullname", "DDOS stands for", 850},
    {"a name of several words",
     "# 编译\n## 控制流\n- 支配前沿（dominance frontier）：支配关系结束的那些基本块。\n",
     "fullname", "支配前沿", 750},
    {"the same, whose last word translates the term's: 750 + 100",
     "# 编译\n## 优化\n- 循环优化（loop optimization）：把不变的计算移到循环之外。\n", "fullname",
     "循环优化", 850},
    {"one word, which another may do for",
     "# 安全\n## 模型\n- 可扩展性（scalability）：负载增加时仍能继续工作的能力。\n", "fullname",
     "可扩展性", 650},
    {"a term by its sentence",
     "# Compilers\n## Loop invariant\nLoop invariant is a condition that holds before and after "
     "every pass through the body.\n",
     "define", "Loop invariant", 650},
    {"a lecture is no subject: 850 - 100",
     "# 3/9 Lecture\n## Tree methods\n- PDN (Pull-Down Network): the transistors that connect an "
     "output to ground.\n",
     "fullname", "PDN stands for", 750},
    {"an abbreviation in a sentence, never used again: 850 - 100",
     "# Cloud storage\n## Object stores\nObjects may be served by CDN (Content Delivery Network) "
     "nodes close to the reader.\n",
     "fullname", "CDN stands for", 750},
    {"the same, and used again",
     "# Cloud storage\n## Object stores\nObjects may be served by CDN (Content Delivery Network) "
     "nodes close to the reader. The CDN keeps a copy.\n",
     "fullname", "CDN stands for", 850},
    {"a Chinese term that goes on behind its foreign name: 850 - 100",
     "# 前端\n## 大量数据\n- 工作线程（worker thread）计算时界面不会停住。\n", "fullname",
     "工作线程", 750},
    {"the same with a verb behind it",
     "# 前端\n## 大量数据\n- 工作线程（worker thread）是不占用界面的后台线程。\n", "fullname",
     "工作线程", 850},
    {"a heading of two sentences quoted in a stem: 650 + 300 - 300",
     "# 存储\n## 1. 缓存满了。淘汰策略有哪些？\n" POINTS, "explain-key", "缓存满了", 650},
    {"one thing for short, several in full: 850 - 100",
     "# Processors\n## Kinds of machines\n- ISA (Instruction Set Architectures): what a program "
     "may "
     "ask of them.\n",
     "fullname", "ISA stands for", 750},
    {"an entry of a mere list, never used again: 850 - 100",
     "# Footprints\n## Kinds of equipment\n- Customer Premises Access Equipment (CPAE)\n- Servers\n"
     "- Screens\n",
     "fullname", "CPAE stands for", 750},
    {"an English heading joined to the one above: 700 - 100",
     "# Weight quantization\n## Advantages\n- Faster arithmetic on small integers.\n- Less memory "
     "for the same model.\n"
     "- Less power for the same work.\n- Smaller chips do.\n",
     "recall", "Advantages of", 600},
    {"an author's blank",
     "# 网络\n## 缓存\n命中率最高的淘汰策略是【最近最少使用】，它移除最久没有访问的数据。\n",
     "cloze", "淘汰策略", 850},
    {"a highlight",
     "# 网络\n## 缓存\n命中率最高的淘汰策略是==最近最少使用==，它移除最久没有访问的数据。\n",
     "cloze", "淘汰策略", 600},
    {"as its author wrote it", "# 网络\n1. 两加二等于几？\nA. 3\nB. 4\nC. 5\n答案：B\n", "authored",
     "两加二", 1000},
};

UNIT_TEST(rows_add_up) {
    const struct sure *c = &cases[row];
    struct item_options o = {.threads = 1, .min_confidence = THRESHOLD};
    struct made m = bank_of(a, c->notes, &o);
    const struct item *it = item_with(m.bank, c->generator, c->stem);
    ck_assert_msg(it != NULL, "%s: no such item", c->name);
    ck_assert_msg(it->confidence == c->confidence, "%s: %d", c->name, it->confidence);
    ck_assert_msg((it->use == USE_PAPER) == (c->confidence >= THRESHOLD), "%s: use", c->name);
}

/* An answered question is never lost by it: its card stays. */
UNIT_TEST(what_is_doubtful_stays_a_card) {
    (void)row;
    struct item_options sure = {.threads = 1, .min_confidence = THRESHOLD},
                        any = {.threads = 1, .min_confidence = 1};
    const char *notes = "# 存储\n## 缓存淘汰策略\n" POINTS;
    struct made few = bank_of(a, notes, &sure), all = bank_of(a, notes, &any);
    ck_assert_uint_eq(few.bank->n, all.bank->n);
    ck_assert_uint_eq(few.bank->paper_by_kind[ITEM_SINGLE_CHOICE], 0);
    ck_assert_uint_gt(all.bank->paper_by_kind[ITEM_SINGLE_CHOICE], 0);
}

int main(void) {
    Suite *s = suite_create("confidence");
    UNIT_ROWS(s, rows_add_up, COUNT_OF(cases));
    UNIT_ROWS(s, what_is_doubtful_stays_a_card, 1);
    return unit_run(s);
}
