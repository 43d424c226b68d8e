/* The author's veto, and that a bank does not change by itself. */
#include "bank_of.h"

#include "base/hash.h"
#include "items/csv.h"

#include <unistd.h>

static const char notes[] = "# 网络\n"
                            "## 传输层协议的特点\n"
                            "1. 面向连接：通信前要先建立连接，结束后要释放连接。\n"
                            "2. 可靠交付：丢失的报文段会被重传，收到的数据按序上交。\n"
                            "3. 流量控制：接收方用窗口字段限制发送方的速率。\n"
                            "4. 拥塞控制：发送方按网络状况调整拥塞窗口的大小。\n"
                            "## UDP 是否需要建立连接\n不需要。\n它直接发送数据报。\n";

UNIT_TEST(csv_reads_what_spreadsheets_write) {
    UNIT_UNUSED(row);
    struct csv c = csv_read(a, STR("\xEF\xBB\xBF"
                                   "id;decision\r\n\"a;\"\"b\"\"\r\nc\";keep\r\n\nlast"));
    struct str *cells;
    size_t n;
    ck_assert(csv_row(&c, &cells, &n));
    ck_assert_uint_eq(n, 2);
    unit_str_is(cells[0], STR("id"));
    ck_assert(csv_row(&c, &cells, &n));
    unit_str_is(cells[0], STR("a;\"b\"\nc"));
    unit_str_is(cells[1], STR("keep"));
    ck_assert(csv_row(&c, &cells, &n)); /* an empty line is one empty cell */
    ck_assert_uint_eq(cells[0].n, 0);
    ck_assert(csv_row(&c, &cells, &n));
    unit_str_is(cells[0], STR("last"));
    ck_assert(!csv_row(&c, &cells, &n));
}

UNIT_TEST(csv_never_writes_a_formula) {
    UNIT_UNUSED(row);
    struct buf b = buf_in(a);
    csv_put(&b, STR("=1+1"), true);
    csv_put(&b, STR("a,\"b\""), false);
    csv_put(&b, STR("x"), false);
    unit_str_is(buf_get(&b), STR("\"'=1+1\",\"a,\"\"b\"\"\",x"));
}

static struct str write_file(struct arena *a, struct str text) {
    char *path = arena_copy(a, "/tmp/crib-review-XXXXXX", strlen("/tmp/crib-review-XXXXXX"));
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text.p, text.n), (ssize_t)text.n);
    close(fd);
    return str_of(path);
}

UNIT_TEST(decisions_are_read_back) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, notes, NULL);
    const struct item *truth = item_with(m.bank, "verdict", "UDP");
    const struct item *choice = item_with(m.bank, "explain-key", "流量控制");
    const struct item *recall = item_with(m.bank, "recall", "传输层");
    ck_assert(truth && choice && recall);
    struct buf b = buf_in(a);
    buf_c(&b, "id,decision,stem,options,key,note\n");
    buf_printf(&b, "%.*s,drop,,,,\n", STR_ARG(hash_hex(a, truth->id)));
    buf_printf(&b, "%.*s,修改,新的题干,\"A. 一\nB. 二\nC. 三\nD. 四\",C,\n",
               STR_ARG(hash_hex(a, choice->id)));
    buf_printf(&b, "%.*s,edit,,,\"要点一\n要点二\",\n", STR_ARG(hash_hex(a, recall->id)));
    buf_c(&b, "0123456789abcdef,drop,,,,\nfedcba9876543210,keep,,,,\n");
    buf_printf(&b, "%.*s,perhaps,,,,\n", STR_ARG(hash_hex(a, recall->id)));
    struct item_options o = {.review = write_file(a, buf_get(&b)), .threads = 1};
    struct made n = bank_of(a, notes, &o);
    unlink(str_c(a, o.review));
    ck_assert_ptr_null(item_with(n.bank, "verdict", "UDP"));
    ck_assert_uint_eq(n.bank->by_gate[GATE_REVIEW], 1);
    const struct item *edited = item_with(n.bank, "explain-key", "新的题干");
    ck_assert_ptr_nonnull(edited);
    ck_assert_uint_eq(edited->id, choice->id);
    ck_assert_uint_eq(edited->n_options, 4);
    unit_str_is(edited->options[0].text.plain, STR("三"));
    ck_assert(edited->options[0].right && !edited->options[1].right);
    ck_assert_uint_eq(item_with(n.bank, "recall", "传输层")->n_answers, 2);
    ck_assert_uint_eq(count_diag(n.d, DIAG_REVIEW_ID), 1);
    ck_assert_uint_eq(count_diag(n.d, DIAG_REVIEW_DECISION), 1);
}

/* What is written is read back without a change. */
UNIT_TEST(round_trip_changes_nothing) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, notes, NULL);
    struct buf csv = buf_in(a);
    items_review(m.bank, &csv);
    struct item_options o = {.review = write_file(a, buf_get(&csv)), .threads = 1};
    struct made n = bank_of(a, notes, &o);
    unlink(str_c(a, o.review));
    ck_assert(str_eq(dump_of(a, &m), dump_of(a, &n)));
}

/* An edit that does not fit its kind leaves the item as it was. */
UNIT_TEST(edits_that_do_not_fit_are_refused) {
    UNIT_UNUSED(row);
    struct made m = bank_of(a, notes, NULL);
    const struct item *choice = item_with(m.bank, "explain-key", "流量控制");
    struct buf b = buf_in(a);
    buf_printf(&b, "id,decision,key\n%.*s,edit,AB\n", STR_ARG(hash_hex(a, choice->id)));
    struct item_options o = {.review = write_file(a, buf_get(&b)), .threads = 1};
    struct made n = bank_of(a, notes, &o);
    unlink(str_c(a, o.review));
    ck_assert_uint_eq(count_diag(n.d, DIAG_REVIEW_EDIT), 1);
    ck_assert(str_eq(dump_of(a, &m), dump_of(a, &n)));
}

UNIT_TEST(same_bank_on_any_number_of_threads) {
    UNIT_UNUSED(row);
    struct buf many = buf_in(a);
    for (int i = 0; i < 40; i++)
        buf_printf(&many, "# 卷 %d\n%s", i, notes + strlen("# 网络\n"));
    const char *text = str_c(a, buf_get(&many));
    struct item_options one = {.threads = 1}, four = {.threads = 4};
    struct made m = bank_of(a, text, &one), n = bank_of(a, text, &four);
    ck_assert_uint_gt(m.bank->n, 40);
    ck_assert(str_eq(dump_of(a, &m), dump_of(a, &n)));
}

UNIT_TEST(adding_a_note_changes_no_other_item) {
    UNIT_UNUSED(row);
    const char *paths[] = {"a.md", "b.md"},
               *texts[] = {"# 数据\n## 备份的好处\n1. 可以恢复误删的文件。\n", notes};
    struct made alone = bank_of_files(a, paths + 1, texts + 1, 1, NULL);
    struct made both = bank_of_files(a, paths, texts, 2, NULL);
    size_t found = 0;
    for (size_t i = 0; i < alone.bank->n; i++)
        for (size_t k = 0; k < both.bank->n; k++) {
            const struct item *x = alone.bank->v[i], *y = both.bank->v[k];
            if (x->id != y->id)
                continue;
            found++;
            unit_str_is(y->stem.plain, x->stem.plain);
            ck_assert_uint_eq(x->n_options, y->n_options);
            for (size_t o = 0; o < x->n_options; o++)
                unit_str_is(y->options[o].text.plain, x->options[o].text.plain);
        }
    ck_assert_uint_eq(found, alone.bank->n);
}

int main(void) {
    Suite *s = suite_create("review");
    UNIT(s, csv_reads_what_spreadsheets_write);
    UNIT(s, csv_never_writes_a_formula);
    UNIT(s, decisions_are_read_back);
    UNIT(s, round_trip_changes_nothing);
    UNIT(s, edits_that_do_not_fit_are_refused);
    UNIT(s, same_bank_on_any_number_of_threads);
    UNIT(s, adding_a_note_changes_no_other_item);
    return unit_run(s);
}
