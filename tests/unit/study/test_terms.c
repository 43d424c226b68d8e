/* Terms and clozes: what is found in a text, how sure, with which names. */
#include "study_of.h"

static const struct question *one_question(struct arena *a, const char *text) {
    struct str note = str_format(a, "# 标题\n%s\n", text);
    struct made m = study_of(a, note.p);
    ck_assert_uint_eq(m.study->n_questions, 1);
    return m.study->questions[0];
}

static const struct {
    const char *text, *terms; /* term|full name|abbreviation|certain or guessed; a blank between */
} term_rows[] = {
    {"- GPT（Generative Pre-trained Transformer）系列：解码器",
     "GPT|Generative Pre-trained Transformer|GPT|certain"},
    {"- 因果语言模型（Causal Language Model, CLM）: 解码器",
     "因果语言模型|Causal Language Model|CLM|certain"},
    {"- 循环神经网络（RNN, Recurrent Neural Network）：有记忆",
     "循环神经网络|Recurrent Neural Network|RNN|certain"},
    {"灾难性遗忘（Catastrophic Forgetting）：忘掉旧任务",
     "灾难性遗忘|Catastrophic Forgetting||certain"},
    {"INT8（8位整数量化）更快", "INT8|8位整数量化|INT8|certain"},
    {"它叫做*大数定律*（law of large numbers）。", "大数定律|law of large numbers||certain"},
    {"可以提高【每秒运算数】（Operations Per Second，OPS）",
     "每秒运算数|Operations Per Second|OPS|certain"},
    {"模型会出现灾难性的遗忘（Forgetting）。", "遗忘|Forgetting||guessed"},
    {"Support vector machine (SVM) draws a margin.",
     "Support vector machine|Support vector machine|SVM|certain"},
    {"It is solved by principal component analysis (PCA).",
     "principal component analysis|principal component analysis|PCA|guessed"},
    /* side by side, where a text begins */
    {"CLM, Causal Language Model：预测下一个词", "CLM|Causal Language Model|CLM|certain"},
    {"- FIFO, First In First Out", "FIFO|First In First Out|FIFO|certain"},
    {"SGD，Stochastic Gradient Descent 是优化器。", "SGD|Stochastic Gradient Descent|SGD|certain"},
    {"HTTP, FTP 和 SSH 都是协议", ""},
    {"AIC, Ridge regression and others", ""},
    /* an abbreviation alone may be an example of what stands before it */
    {"文本处理库（NLTK）很好用", "文本处理库||NLTK|guessed"},
    /* no names */
    {"模型的大小（参数量）", ""},
    {"见图（如下所示，很大）", ""},
    {"调用`f（x）`", ""},
    {"可视化工具(TensorBoard、Matplotlib)", ""},
    {"f(x) = 2 (see below)", ""},
    {"2019 年（第三版）", ""},
};

UNIT_TEST(terms) {
    const struct question *q = one_question(a, term_rows[row].text);
    struct buf got = buf_in(a);
    for (size_t i = 0; i < q->n_terms; i++)
        buf_printf(&got, "%s%.*s|%.*s|%.*s|%s", i ? " " : "", STR_ARG(q->terms[i].term),
                   STR_ARG(q->terms[i].full), STR_ARG(q->terms[i].abbr),
                   q->terms[i].confidence == TERM_CERTAIN ? "certain" : "guessed");
    unit_str_is(buf_get(&got), str_of(term_rows[row].terms));
}

UNIT_TEST(a_term_knows_its_point) {
    UNIT_UNUSED(row);
    const struct question *q =
        one_question(a, "- 剪枝（Pruning）：去掉权重\n- 蒸馏：小模型学大模型");
    ck_assert_uint_eq(q->n_terms, 1);
    ck_assert_ptr_eq(q->terms[0].point, q->facets[0].parts[0].point);
}

UNIT_TEST(titles_hold_terms) {
    UNIT_UNUSED(row);
    struct made m = study_of(a, "# 冒泡排序（Bubble Sort）\n两两交换。\n");
    ck_assert_uint_eq(m.study->questions[0]->n_terms, 1);
    unit_str_is(m.study->questions[0]->terms[0].full, STR("Bubble Sort"));
}

static const struct {
    const char *text, *clozes; /* sentence with the answer in [ ], number, hint; a blank between */
} cloze_rows[] = {
    {"先看。量化可以【节省显存】，代价小。后面。", "量化可以[节省显存]，代价小。 1 "},
    {"训练用【自监督学习 】方法，效果【很好】。",
     "训练用[自监督学习]方法，效果很好。 1  训练用自监督学习方法，效果[很好]。 2 "},
    {"==光速==约为每秒 30 万千米。", "[光速]约为每秒 30 万千米。 1 "},
    {"Light needs {{c1::eight minutes::how long?}} to come.",
     "Light needs [eight minutes] to come. 1 how long?"},
    {"It takes {{c2::one}} and {{c2::two}}.",
     "It takes [one] and two. 2  It takes one and [two]. 2 "},
    /* a label, not a cloze; no marks in code */
    {"【思路】先排序。", ""},
    {"用 `a【b】c` 表示", ""},
    {"a == b 与 c == d", ""},
    {"空的【】括号", ""},
};

UNIT_TEST(clozes) {
    const struct question *q = one_question(a, cloze_rows[row].text);
    struct buf got = buf_in(a);
    for (size_t i = 0; i < q->n_clozes; i++) {
        const struct cloze *c = &q->clozes[i];
        struct str s = c->sentence.plain;
        unit_str_is(str_slice(s, c->at, c->at + c->text.n), c->text);
        buf_printf(&got, "%s%.*s[%.*s]%.*s %u %.*s", i ? " " : "", (int)c->at, s.p,
                   STR_ARG(c->text), STR_ARG(str_from(s, c->at + c->text.n)), c->number,
                   STR_ARG(c->hint));
    }
    unit_str_is(buf_get(&got), str_of(cloze_rows[row].clozes));
}

UNIT_TEST(a_glossary_is_all_terms) {
    UNIT_UNUSED(row);
    struct buf note = buf_in(a);
    buf_c(&note, "# Glossary\n");
    for (int i = 0; i < 40; i++)
        buf_printf(&note, "## word %c%c\nA definition of it.\n", 'a' + i / 26, 'a' + i % 26);
    buf_byte(&note, 0);
    struct made m = study_of(a, note.p);
    ck_assert(m.study->v[0]->is_glossary);
    ck_assert_uint_eq(m.study->n_questions, 40);
    for (size_t i = 0; i < 40; i++) {
        const struct question *q = m.study->questions[i];
        ck_assert_uint_eq(q->n_terms, 1);
        ck_assert_int_eq(q->terms[0].confidence, TERM_CERTAIN);
        unit_str_is(q->terms[0].term, q->title.plain);
    }
}

int main(void) {
    Suite *s = suite_create("terms");
    UNIT_ROWS(s, terms, COUNT_OF(term_rows));
    UNIT(s, a_term_knows_its_point);
    UNIT(s, titles_hold_terms);
    UNIT_ROWS(s, clozes, COUNT_OF(cloze_rows));
    UNIT(s, a_glossary_is_all_terms);
    return unit_run(s);
}
