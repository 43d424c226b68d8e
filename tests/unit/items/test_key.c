/* Keys and explanations: what is a name, what is a claim, what may be quoted off its page. */
#include "bank_of.h"

#include "items/explain.h"
#include "items/key.h"

static const struct rules *rules_of(struct arena *a) {
    struct diag *d = diag_open(a);
    const struct rules *r = rules_load(a, STR(CRIB_SOURCE_DATA), d);
    ck_assert(r != NULL && d->n == 0); /* every list of the file is known to rules.def */
    return r;
}

struct key_case {
    const char *key;
    bool name, claim;
};

static const struct key_case keys[] = {
    {"滑动窗口", true, false},
    {"LoRA", true, false},
    {"git rebase", true, false},
    {"智能网卡", true, false}, /* holds 能 */
    {"O(n log n)", true, false},
    {"Boltzmann 机", true, false},
    {"步骤一", false, false},
    {"第1步", false, false},
    {"第 5 行", false, false},
    {"写法二", false, false},
    {"注意", false, false},
    {"优点", false, false},
    {"3 种特殊类型", false, false},
    {"甲，乙", false, false},
    {"与纯静态页面相比", false, false},
    {"Redis 实战 - 关键词", false, false},
    {"（未完", false, false},
    {"2024", false, false},
    {"x", false, false},
    {"数据会丢失", true, true},
    {"不支持事务", true, true},
    {"避免重复计算", true, true},
    {"is thread-safe", true, true},
    {"响应时间较慢", true, true},
    {"按访问频率从低到高依次淘汰数据", false, true}, /* too long for a name */
};

UNIT_TEST(keys_are_names_or_claims) {
    const struct rules *r = rules_of(a);
    const struct key_case *k = &keys[row];
    ck_assert_msg(key_is_name(r, str_of(k->key)) == k->name, "%s: name", k->key);
    if (k->name || k->claim)
        ck_assert_msg(key_is_claim(r, str_of(k->key)) == k->claim, "%s: claim", k->key);
}

struct gloss_case {
    const char *key, *before, *gloss, *after; /* before NULL: no gloss */
};

static const struct gloss_case glosses[] = {
    {"均方误差（MSE）", "均方误差", "MSE", ""},
    {"GPT（Generative Pre-trained）系列", "GPT", "Generative Pre-trained", "系列"},
    {"适配器 (adapter)", "适配器", "adapter", ""},
    {"O(n)", NULL, NULL, NULL},
    {"f(log n)", NULL, NULL, NULL},
    {"（只有括号）", NULL, NULL, NULL},
    {"没有右括号（啊", NULL, NULL, NULL},
    {"名字", NULL, NULL, NULL},
};

UNIT_TEST(glosses_are_split_off) {
    UNIT_UNUSED(a);
    const struct gloss_case *c = &glosses[row];
    struct str before = {0}, gloss = {0}, after = {0};
    bool found = key_split_gloss(str_of(c->key), &before, &gloss, &after);
    ck_assert_msg(found == (c->before != NULL), "%s", c->key);
    if (!found)
        return;
    unit_str_is(before, str_of(c->before));
    unit_str_is(gloss, str_of(c->gloss));
    unit_str_is(after, str_of(c->after));
}

struct explain_case {
    const char *key, *text;
    enum gate gate;
    const char *quoted; /* NULL: not looked at */
};

static const struct explain_case explanations[] = {
    {"缓存", "缓存是指把经常访问的数据放到更快的介质里。", GATE_PASSED,
     "把经常访问的数据放到更快的介质里"},
    {"缓存", "缓存，一种把数据放到更快介质里的技术。", GATE_PASSED,
     "一种把数据放到更快介质里的技术"},
    {"缓存", "缓存器件和主存之间的映射由硬件完成。", GATE_PASSED,
     "缓存器件和主存之间的映射由硬件完成"},
    {"锁", "是一种协调多个线程访问共享数据的机制。", GATE_PASSED,
     "一种协调多个线程访问共享数据的机制"},
    {"锁", "它保证同一时间只有一个线程进入临界区。", GATE_NO_CONTEXT, NULL},
    {"锁", "如下图所示，线程先申请再进入临界区。", GATE_NO_CONTEXT, NULL},
    {"锁", "这样就不会有两个线程同时修改数据了。", GATE_NO_CONTEXT, NULL},
    {"锁", "什么时候释放由持有锁的线程自己决定？", GATE_NO_CONTEXT, NULL},
    {"锁", "当线程数量很多的时候", GATE_NO_CONTEXT, NULL},
    {"锁", "你可以把锁理解为房间唯一的一把钥匙。", GATE_NO_CONTEXT, NULL},
    {"锁", "互斥访问。", GATE_VAGUE, NULL},
    {"锁", "", GATE_UNANSWERED, NULL},
    {"锁", "，并且可以重入，同一线程可多次获得。", GATE_NO_CONTEXT, NULL},
    {"锁", "提供简单的接口而不是复杂的接口比如", GATE_NO_CONTEXT, NULL},
    {"锁", "等待的时间长，利用率低。信号量：计数的锁。", GATE_NO_CONTEXT, NULL},
    {"锁", "同一时间只允许一个线程进入的机制。重要。", GATE_PASSED,
     "同一时间只允许一个线程进入的机制"},
};

UNIT_TEST(explanations_stand_off_their_page) {
    const struct rules *r = rules_of(a);
    const struct explain_case *c = &explanations[row];
    struct rich plain = rich_plain(a, str_of(c->text), (struct span){0});
    struct clean text = clean_rich(a, &plain, CLEAN_STATEMENT);
    struct explain_wish wish = {true, 500, EXPLAIN_CELLS_MAX};
    struct explanation e = explain(a, r, &text, str_of(c->key), &wish);
    ck_assert_msg(e.gate == c->gate, "%s: %s", c->text, gate_name((enum gate)e.gate));
    if (c->quoted)
        unit_str_is(e.text.plain, str_of(c->quoted));
}

UNIT_TEST(long_explanations_are_cut_to_sentences) {
    UNIT_UNUSED(row);
    const struct rules *r = rules_of(a);
    struct rich plain = rich_plain(
        a,
        STR("把经常访问的数据放到更快的介质里。命中时直接返回，没有命中时回到慢的介质读取。"
            "淘汰由策略决定。"),
        (struct span){0});
    struct clean text = clean_rich(a, &plain, CLEAN_STATEMENT);
    struct explain_wish generous = {true, 300, 40}, strict = {true, 900, 40};
    struct explanation e = explain(a, r, &text, STR("缓存"), &generous);
    ck_assert(e.shortened && e.gate == GATE_PASSED);
    unit_str_is(e.text.plain, STR("把经常访问的数据放到更快的介质里"));
    ck_assert_uint_eq(explain(a, r, &text, STR("缓存"), &strict).gate, GATE_TOO_LONG);
}

int main(void) {
    Suite *s = suite_create("key");
    UNIT_ROWS(s, keys_are_names_or_claims, COUNT_OF(keys));
    UNIT_ROWS(s, glosses_are_split_off, COUNT_OF(glosses));
    UNIT_ROWS(s, explanations_stand_off_their_page, COUNT_OF(explanations));
    UNIT(s, long_explanations_are_cut_to_sentences);
    return unit_run(s);
}
