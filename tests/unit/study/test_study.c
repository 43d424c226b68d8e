/* The study stage as a whole: several notes, threads, places, what it says, what it keeps aside. */
#include "base/fs.h"
#include "reconcile.h"
#include "study_of.h"

struct note {
    const char *path, *text;
};

static struct sources sources_of_notes(struct arena *a, const struct note *notes, size_t n) {
    const struct source **v = arena_array(a, const struct source *, n);
    uint32_t base = 1;
    for (size_t i = 0; i < n; i++) {
        struct source *s = arena_new(a, struct source);
        *s = *source_from_text(a, str_of(notes[i].path), str_of(notes[i].text)).v[0];
        s->base = base;
        base += (uint32_t)s->text.n + 1;
        v[i] = s;
    }
    return (struct sources){v, n};
}

static struct made study_of_notes(struct arena *a, const struct note *notes, size_t n,
                                  unsigned threads) {
    return study_of_sources(a, sources_of_notes(a, notes, n), threads);
}

/* ---- questions asked twice ---- */

UNIT_TEST(a_question_in_two_notes_is_reported_once) {
    UNIT_UNUSED(row);
    const struct note notes[] = {
        {"a.md", "# 什么是死锁？\n互相等待。\n"},
        {"b.md", "# 一\n## 3. 什么是死锁?\n等来等去。\n## 注意什么\n小心。\n"},
        {"c.md", "# 注意什么\n小心。\n"}};
    struct made m = study_of_notes(a, notes, 3, 1);
    ck_assert_uint_eq(said(m.d, DIAG_DUPLICATE_QUESTION), 1);
    ck_assert_uint_eq(m.study->n_questions, 4);
}

/* ---- notes within notes ---- */

UNIT_TEST(a_part_of_a_note_is_embedded) {
    UNIT_UNUSED(row);
    const struct note notes[] = {{"a.md", "# A\n![[b#Two]]\n\n![[none]]\n"},
                                 {"b.md", "# One\nfirst\n# Two\n- x\n- y\n# Three\nz\n"}};
    struct made m = study_of_notes(a, notes, 2, 1);
    const struct question *q = m.study->questions[0];
    ck_assert_uint_eq(q->n_lead, 2);
    unit_str_is(q->lead[0].quote->kind, STR("embed"));
    ck_assert_uint_eq(q->lead[0].quote->n_parts, 3); /* its title and two points */
    ck_assert_uint_eq(q->lead[1].quote->n_parts, 0);
    ck_assert_uint_eq(said(m.d, DIAG_LINK_MISSING), 1);
}

/* The model is the same when the trees are given up for it, in one thread or two: those shown in
 * other notes stay until all are read, and what is not the source's own text stays. */
UNIT_TEST(trees_are_given_up) {
    const struct note notes[] = {
        {"a.md", "# A\n- k&amp;k：*x* `code` &lt;\n- ![b](b%20c.png \"t&amp;u\")\n\n![[c]]\n"},
        {"b.md", "# B\n```c\nint x;\n```\n<font color='red'>r</font> <kbd>k</kbd>\n\n![[a#A]]\n"},
        {"c.md",
         "# C\n> [!NOTE] T\n> text\n\n<pre>p &amp; q</pre>\n\n[l](http://x.y/?a=1&amp;b)\n"},
        {"d.md", "# D\n|a|b|\n|---|---|\n|`x\\|y`|z|\n\n![[b]]\n"}};
    struct sources s = sources_of_notes(a, notes, COUNT_OF(notes));
    struct buf kept = buf_in(a), given = buf_in(a);
    study_dump(study_of_sources(a, s, 1).study, &kept);
    struct made m = study_of_sources(a, s, 1);
    struct study_options o = {
        .data_dir = STR(CRIB_SOURCE_DATA), .takes_trees = true, .threads = 1 + (unsigned)row};
    study_dump(study_build(a, m.docs, s.n, &s, vault_open(a, &s), &o, m.d), &given);
    unit_str_is(buf_get(&given), buf_get(&kept));
    for (size_t i = 0; i < s.n; i++)
        ck_assert_ptr_null(*m.docs[i]->tree);
}

UNIT_TEST(notes_that_embed_themselves_are_named) {
    UNIT_UNUSED(row);
    const struct note notes[] = {{"a.md", "# A\n![[b]]\n"},
                                 {"b.md", "# B\n![[c]]\n"},
                                 {"c.md", "# C\n![[a]]\n\n![[d]]\n"},
                                 {"d.md", "# D\ntext\n"}};
    struct made m = study_of_notes(a, notes, 4, 1);
    ck_assert_uint_eq(said(m.d, DIAG_EMBED_CYCLE), 1); /* the ring, once */
    const struct part *b = &m.study->questions[0]->lead[0], *c = &b->quote->parts[1];
    unit_str_is(c->quote->parts[1].quote->title.plain, STR("a"));
    ck_assert_uint_eq(c->quote->parts[1].quote->n_parts, 0);
    ck_assert_uint_eq(c->quote->parts[2].quote->n_parts, 2);
}

/* Parts of two notes may show parts of each other without a ring; a list item is a part, too. */
UNIT_TEST(embeds_stand_in_embeds) {
    UNIT_UNUSED(row);
    const struct note notes[] = {
        {"a.md", "# A\n![[b#Two]]\n# B\nsaid once ![[none.png]] ^x\n"},
        {"b.md", "# One\n![[a]]\n# Two\n- p\n- q: r ^q\n\n![[a#^x]]\n\n![[#^q]]\n"}};
    struct made m = study_of_notes(a, notes, 2, 1);
    const struct part *two = &m.study->questions[0]->lead[0];
    ck_assert_uint_eq(said(m.d, DIAG_EMBED_CYCLE), 0);
    ck_assert_uint_eq(two->quote->n_parts, 5);
    unit_str_is(two->quote->parts[3].quote->parts[0].text.plain, STR("said once none.png"));
    unit_str_is(two->quote->parts[4].quote->parts[0].point->key.plain, STR("q"));
    ck_assert_uint_eq(said(m.d, DIAG_FIGURE_MISSING), 1);
    ck_assert_uint_eq(m.study->v[0]->n_figures, 2); /* its own, and shown once more */
}

/* Each note shows the next one twice: what doubles and doubles is cut. */
UNIT_TEST(embeds_that_double_are_cut) {
    UNIT_UNUSED(row);
    struct note notes[30];
    for (int i = 0; i < 30; i++) {
        notes[i].path = str_c(a, str_format(a, "n%d.md", i));
        notes[i].text = str_c(a, str_format(a, "# T%d\n![[n%d]]\n\n![[n%d]]\n", i, i + 1, i + 1));
    }
    struct made m = study_of_notes(a, notes, 30, 1);
    ck_assert_uint_eq(m.study->n_questions, 30);
    ck_assert_uint_gt(said(m.d, DIAG_EMBED_CAP), 0);
}

/* ---- threads ---- */

UNIT_TEST(threads_change_nothing) {
    UNIT_UNUSED(row);
    struct str input = STR(CRIB_SOURCE_DATA "/input");
    struct source_options o = {0};
    struct sources s = source_load(a, &input, 1, &o, diag_open(a));
    struct buf one = buf_in(a), four = buf_in(a);
    struct made x = study_of_sources(a, s, 1), y = study_of_sources(a, s, 4);
    study_dump(x.study, &one);
    study_dump(y.study, &four);
    unit_str_is(buf_get(&four), buf_get(&one));
    ck_assert_uint_eq(x.d->n, y.d->n);
    for (size_t i = 0; i < x.d->n; i++)
        unit_str_is(y.d->v[i].text, x.d->v[i].text);
}

/* ---- places ---- */

static uint32_t line_of(const struct made *m, struct span span) {
    return source_line(m->sources.v[0], span.at);
}

UNIT_TEST(everything_knows_its_line) {
    UNIT_UNUSED(row);
    struct made m = study_of(a, "---\ntags: [x]\n---\n\n# 一 标题\n\n## 1.数据从哪里来？\n"
                                "原因：\n1.网络：公开\n2.采集\n\n对策：\n- 清洗（Cleaning）\n\n"
                                "## 2 选一个？\n- A: 甲\n- B: 乙\n\n答案：C\n");
    const struct question *q = m.study->questions[0];
    ck_assert_uint_eq(line_of(&m, q->section->span), 5);
    ck_assert_uint_eq(line_of(&m, q->span), 7);
    ck_assert_uint_eq(line_of(&m, q->facets[0].span), 8);
    ck_assert_uint_eq(line_of(&m, q->facets[0].parts[0].span), 9);
    ck_assert_uint_eq(line_of(&m, q->facets[0].parts[1].span), 10);
    ck_assert_uint_eq(line_of(&m, q->facets[1].span), 12);
    ck_assert_uint_eq(line_of(&m, q->terms[0].span), 13);
    const struct authored *choice = m.study->questions[1]->authored;
    ck_assert_uint_eq(line_of(&m, choice->options[1].span), 17);
    ck_assert_uint_eq(said(m.d, DIAG_AUTHORED_BAD_KEY), 1);
    for (size_t i = 0; i < m.d->n; i++)
        if (m.d->v[i].id == DIAG_AUTHORED_BAD_KEY)
            ck_assert_uint_eq(line_of(&m, m.d->v[i].span), 19);
}

/* ---- kept aside ---- */

UNIT_TEST(scheduling_stays_with_its_card) {
    UNIT_UNUSED(row);
    struct made m =
        study_of(a, "#flashcards/net\n\nport of DNS::53\n<!--SR:!2026-01-02,3,250-->\n\n"
                    "front\n?\nback\n<!--SR:!2026-02-03,4,230-->\n");
    ck_assert_uint_eq(m.study->n_questions, 2);
    unit_str_is(m.study->questions[0]->authored->scheduling, STR("SR:!2026-01-02,3,250"));
    unit_str_is(m.study->questions[1]->authored->scheduling, STR("SR:!2026-02-03,4,230"));
    ck_assert_uint_eq(m.study->questions[0]->n_tags, 1);
    unit_str_is(m.study->questions[0]->tags[0], STR("flashcards/net"));
}

UNIT_TEST(block_names_are_ids) {
    UNIT_UNUSED(row);
    struct made m = study_of(a, "# 什么是栈？ ^stack\n- 后进先出 ^lifo\n- 一端进出\n");
    const struct question *q = m.study->questions[0];
    unit_str_is(q->block_id, STR("stack"));
    unit_str_is(q->facets[0].parts[0].point->block_id, STR("lifo"));
}

UNIT_TEST(bold_is_a_cloze_only_when_asked) {
    const char *note = "# 标题\n光速约为**每秒 30 万**千米。\n";
    struct made m = study_of(a, note);
    ck_assert_uint_eq(m.study->questions[0]->n_clozes, 0);
    struct study_options o = {.data_dir = STR(CRIB_SOURCE_DATA), .threads = 1, .bold_cloze = true};
    const struct study *s = study_build(a, m.docs, 1, &m.sources, NULL, &o, m.d);
    ck_assert_uint_eq(s->questions[0]->n_clozes, 1);
    unit_str_is(s->questions[0]->clozes[0].text, STR("每秒 30 万"));
    UNIT_UNUSED(row);
}

UNIT_TEST(cards_anywhere_when_asked) {
    UNIT_UNUSED(row);
    struct made m = study_of(a, "front::back\n");
    ck_assert_uint_eq(m.study->n_questions, 0);
    struct study_options o = {
        .data_dir = STR(CRIB_SOURCE_DATA), .threads = 1, .cards_anywhere = true};
    const struct study *s = study_build(a, m.docs, 1, &m.sources, NULL, &o, m.d);
    ck_assert_uint_eq(s->n_questions, 1);
}

UNIT_TEST(languages) {
    static const struct {
        const char *text, *lang;
    } rows[] = {
        {"# 什么是栈\n后进先出的 stack。\n", "zh"},
        {"# What is a stack\nLast in, first out.\n", "en"},
        {"# スタックとは何ですか\n最後に入れたものを最初に取り出すデータの構造のことです。\n",
         "ja"},
        {"# 스택이란 무엇인가\n나중에 넣은 것을 먼저 꺼내는 자료 구조이다.\n", "ko"}};
    unit_str_is(study_of(a, rows[row].text).study->v[0]->lang, str_of(rows[row].lang));
}

/* ---- hostile notes: nothing hangs, nothing is lost ---- */

static struct str repeated(struct arena *a, const char *unit, size_t n) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_c(&b, unit);
    buf_byte(&b, 0);
    return buf_get(&b);
}

UNIT_TEST(repetition_is_linear) {
    static const char *const units[] = {"# ",
                                        "# a\n",
                                        "- a：",
                                        "- a：b\n",
                                        "【a】b",
                                        "{{c1::a}}b",
                                        "（A",
                                        "a（Bc）",
                                        "a、",
                                        "a  b  ",
                                        "A. x\n",
                                        "A. x\nB. y\n",
                                        "A. x B. y ",
                                        "答案：B\n",
                                        "Q: a\n",
                                        "A: b\n",
                                        "a::b\n",
                                        "?\n",
                                        "**a？**\n\n",
                                        "原因：\n",
                                        "1. 什么？\n",
                                        "____",
                                        "（ ）",
                                        "==a==",
                                        "- [x] a\n",
                                        "> [!question] a\n",
                                        "<details><summary>答案</summary>\n",
                                        "```\n",
                                        "|A|b|\n|--|--|\n",
                                        "---\n",
                                        "\t- a\n",
                                        "![[a]]\n",
                                        "- [a？](b)\n",
                                        "【",
                                        "（√）\n",
                                        "#card\n",
                                        "a #card\n",
                                        ":",
                                        "：",
                                        "[[a]]"};
    struct made m = study_of(a, repeated(a, units[row], 20000).p);
    struct str tree = tree_text(a, m.docs[0]), model = model_text(a, m.study->v[0]);
    ck_assert_msg(str_eq(tree, model), "%s: the model has %zu bytes of %zu", units[row], model.n,
                  tree.n);
}

int main(void) {
    Suite *s = suite_create("study");
    UNIT(s, a_question_in_two_notes_is_reported_once);
    UNIT(s, a_part_of_a_note_is_embedded);
    UNIT_ROWS(s, trees_are_given_up, 2);
    UNIT(s, notes_that_embed_themselves_are_named);
    UNIT(s, embeds_stand_in_embeds);
    UNIT(s, embeds_that_double_are_cut);
    UNIT(s, threads_change_nothing);
    UNIT(s, everything_knows_its_line);
    UNIT(s, scheduling_stays_with_its_card);
    UNIT(s, block_names_are_ids);
    UNIT(s, bold_is_a_cloze_only_when_asked);
    UNIT(s, cards_anywhere_when_asked);
    UNIT_ROWS(s, languages, 4);
    UNIT_ROWS(s, repetition_is_linear, 40);
    return unit_run(s);
}
