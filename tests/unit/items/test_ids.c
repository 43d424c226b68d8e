/* Ids while notes are edited: a table of edits, each with what must happen to the ids. */
#include "bank_of.h"

static const char before[] =
    "# 存储\n"
    "## 缓存淘汰策略\n"
    "1. 先进先出：最早进入缓存的数据最先被移除，不看它被访问过多少次。\n"
    "2. 最近最少使用：移除最长时间没有被访问过的数据，命中时移到链表头部。\n"
    "3. 最不经常使用：按访问频率排序，每次移除累计次数最低的那一个。\n"
    "4. 随机淘汰：从所有键里任意挑选一个删除，实现简单但效果不稳定。\n"
    "## 索引的优点\n"
    "1. 加快检索：查找时不必扫描整张表的全部记录。\n"
    "2. 保证唯一：唯一索引拒绝写入重复的值。\n"
    "3. 加速连接：参照完整性检查和多表连接都能少读磁盘。\n";

struct edit {
    const char *name;
    const char *from, *to;        /* replaced in the notes */
    const char *generator, *stem; /* the item looked at before … */
    const char *stem_after;       /* … and after; NULL: gone */
    bool same_id, same_mod;
    size_t guesses; /* at least so many reported */
};

static const struct edit edits[] = {
    {"nothing", "存储", "存储", "recall", "缓存淘汰策略", "缓存淘汰策略", true, true, 0},
    {"rename the heading", "## 缓存淘汰策略", "## 缓存的淘汰策略", "recall", "缓存淘汰策略",
     "缓存的淘汰策略", true, false, 1},
    {"rename the top heading", "# 存储", "# 存储系统", "recall", "缓存淘汰策略", "缓存淘汰策略",
     true, false, 1},
    {"fix a typo in a point", "任意挑选一个删除", "任意挑一个删除", "recall", "缓存淘汰策略",
     "缓存淘汰策略", true, false, 0},
    {"insert a point in the middle", "3. 最不",
     "3. 剩余寿命：优先移除马上就要过期的那些键，快到时间的先走。\n4. 最不", "verdict",
     "最近最少使用", "最近最少使用", true, true, 0},
    {"delete another question", "## 索引的优点\n", "## 目录\n", "recall", "缓存淘汰策略",
     "缓存淘汰策略", true, true, 0},
};

static const char *replaced(struct arena *a, const char *s, const char *from, const char *to) {
    return str_c(a, str_replace(a, str_of(s), str_of(from), str_of(to)));
}

static struct item_options with_ids(struct str ids_before, int64_t now) {
    return (struct item_options){
        .ids = STR("none/crib.ids"), .ids_before = ids_before, .now = now, .threads = 1};
}

UNIT_TEST(edits_keep_ids) {
    const struct edit *e = &edits[row];
    struct item_options first = with_ids((struct str){0}, 1000);
    struct made m = bank_of(a, before, &first);
    const struct item *was = item_with(m.bank, e->generator, e->stem);
    ck_assert_msg(was != NULL, "%s: no item before", e->name);
    ck_assert_int_eq(was->mod, 1000);
    struct item_options second = with_ids(m.bank->ids, 2000);
    struct made n = bank_of(a, replaced(a, before, e->from, e->to), &second);
    const struct item *is = item_with(n.bank, e->generator, e->stem_after);
    ck_assert_msg(is != NULL, "%s: no item after", e->name);
    ck_assert_msg((was->id == is->id) == e->same_id, "%s: id", e->name);
    ck_assert_msg((was->mod == is->mod) == e->same_mod, "%s: mod %ld", e->name, (long)is->mod);
    ck_assert_msg(count_diag(n.d, DIAG_ID_KEPT) >= e->guesses, "%s: %zu guesses", e->name,
                  count_diag(n.d, DIAG_ID_KEPT));
}

UNIT_TEST(a_question_moved_to_another_file_keeps_its_id) {
    UNIT_UNUSED(row);
    const char *paths[] = {"a.md", "b.md"};
    const char *one[] = {before,
                         "# 别的\n## 什么是事务\n事务是一组要么全部成功、要么全部撤销的操作。\n"};
    const char *moved[] = {"# 存储\n## 索引的优点\n"
                           "1. 加快检索：查找时不必扫描整张表的全部记录。\n"
                           "2. 保证唯一：唯一索引拒绝写入重复的值。\n"
                           "3. 加速连接：参照完整性检查和多表连接都能少读磁盘。\n",
                           "# 别的\n## 什么是事务\n事务是一组要么全部成功、要么全部撤销的操作。\n"
                           "## 缓存淘汰策略\n"
                           "1. 先进先出：最早进入缓存的数据最先被移除，不看它被访问过多少次。\n"
                           "2. 最近最少使用：移除最长时间没有被访问过的数据，命中时移到链表头部。\n"
                           "3. 最不经常使用：按访问频率排序，每次移除累计次数最低的那一个。\n"
                           "4. 随机淘汰：从所有键里任意挑选一个删除，实现简单但效果不稳定。\n"};
    struct item_options first = with_ids((struct str){0}, 1000);
    struct made m = bank_of_files(a, paths, one, 2, &first);
    struct item_options second = with_ids(m.bank->ids, 2000);
    struct made n = bank_of_files(a, paths, moved, 2, &second);
    const struct item *was = item_with(m.bank, "recall", "缓存淘汰策略");
    const struct item *is = item_with(n.bank, "recall", "缓存淘汰策略");
    ck_assert_ptr_nonnull(was);
    ck_assert_ptr_nonnull(is);
    ck_assert_uint_eq(was->id, is->id);
}

/* A question deleted in one build and put back in the next has its old id, renamed or not. */
UNIT_TEST(what_was_gone_comes_back) {
    UNIT_UNUSED(row);
    struct item_options o = with_ids((struct str){0}, 1000);
    struct made m = bank_of(a, before, &o);
    o = with_ids(m.bank->ids, 2000);
    struct made without = bank_of(a, "# 存储\n## 什么是事务\n一组要么全做要么全不做的操作。\n", &o);
    o = with_ids(without.bank->ids, 3000);
    struct made back = bank_of(a, replaced(a, before, "缓存淘汰策略", "缓存的淘汰策略"), &o);
    const struct item *was = item_with(m.bank, "recall", "缓存淘汰策略");
    const struct item *is = item_with(back.bank, "recall", "缓存的淘汰策略");
    ck_assert_uint_eq(was->id, is->id);
}

/* Two headings equally near to the renamed one: a new id, and a word about it. */
UNIT_TEST(unclear_matches_get_new_ids) {
    UNIT_UNUSED(row);
    static const char two[] =
        "# 网络\n## 连接的建立过程一\n甲方先发送请求报文。\n## 连接的建立过程二\n"
        "乙方再返回确认报文。\n";
    static const char one[] = "# 网络\n## 连接的建立过程三\n双方各自保存会话密钥。\n";
    struct item_options o = with_ids((struct str){0}, 1000);
    struct made m = bank_of(a, two, &o);
    o = with_ids(m.bank->ids, 2000);
    struct made n = bank_of(a, one, &o);
    const struct item *is = item_with(n.bank, "recall", "过程三");
    ck_assert_ptr_nonnull(is);
    for (size_t i = 0; i < m.bank->n; i++)
        ck_assert_uint_ne(m.bank->v[i]->id, is->id);
    ck_assert_uint_eq(count_diag(n.d, DIAG_ID_UNCLEAR), 1);
}

/* The ledger of a run over other notes keeps their lines. */
UNIT_TEST(lines_are_sorted_and_bad_ones_reported) {
    UNIT_UNUSED(row);
    struct item_options o = with_ids(STR("# crib.ids 1\nnonsense\n"), 1000);
    struct made m = bank_of(a, before, &o);
    ck_assert_uint_eq(count_diag(m.d, DIAG_IDS_LINE), 1);
    struct str rest = m.bank->ids, line, last = {0};
    size_t lines = 0;
    str_next_line(&rest, &line);
    for (; str_next_line(&rest, &line); lines++) {
        struct str identity = str_from(line, str_find(line, STR("notes.md")));
        ck_assert_int_le(str_cmp(last, identity), 0);
        last = identity;
    }
    ck_assert_uint_eq(lines, m.bank->n);
    /* the same notes and ledger: the same bytes */
    o = with_ids(m.bank->ids, 5000);
    struct made again = bank_of(a, before, &o);
    ck_assert(str_eq(m.bank->ids, again.bank->ids));
}

UNIT_TEST(block_ids_survive_everything) {
    UNIT_UNUSED(row);
    static const char named[] =
        "# 存储\n## 索引的优点 ^q-index\n1. 加快检索：查找时不必扫描整张表的全部记录。\n"
        "2. 保证唯一：唯一索引拒绝写入重复的值。\n";
    static const char renamed[] =
        "# 数据库\n## 为什么要建索引 ^q-index\n1. 提速：按键查找，不读全表。\n"
        "2. 唯一：不许有两行相同。\n";
    struct made m = bank_of(a, named, NULL), n = bank_of(a, renamed, NULL);
    const struct item *was = item_with(m.bank, "recall", "索引"),
                      *is = item_with(n.bank, "recall", "索引");
    ck_assert_ptr_nonnull(was);
    ck_assert_ptr_nonnull(is);
    ck_assert_uint_eq(was->id, is->id);
}

int main(void) {
    Suite *s = suite_create("ids");
    UNIT_ROWS(s, edits_keep_ids, COUNT_OF(edits));
    UNIT(s, a_question_moved_to_another_file_keeps_its_id);
    UNIT(s, what_was_gone_comes_back);
    UNIT(s, unclear_matches_get_new_ids);
    UNIT(s, lines_are_sorted_and_bad_ones_reported);
    UNIT(s, block_ids_survive_everything);
    return unit_run(s);
}
