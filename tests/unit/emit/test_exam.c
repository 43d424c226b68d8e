/* exam: papers and keys as PDFs, read back with poppler: what is printed as the key of an item
 * names the right option of that paper; items stay on one page; the student's copy tells nothing.
 */
#include "pdf_read.h"

#include "../plan/bank_fixture.h"
#include "base/utf8.h"
#include "layout/paper/exam.h"

enum { SEEDS = 8, VARIANTS = 2 };

static const struct pdf_options plain = {0};

struct printed {
    struct pages *both;
    struct exam_report report;
    struct str student, key; /* paths */
};

static struct font_set *open_fonts(struct arena *a) {
    struct font_options o = {.data_dir = str_of(CRIB_SOURCE_DATA)};
    struct font_set *fonts = font_set_open(a, &o, diag_open(a));
    ck_assert_ptr_nonnull(fonts);
    return fonts;
}

static struct printed print_variant(struct arena *a, const struct paper_set *set, size_t v,
                                    struct font_set *fonts) {
    struct printed p = {0};
    struct exam_options o = {.data_dir = str_of(CRIB_SOURCE_DATA)};
    struct diag *d = diag_open(a);
    const char *letter = str_format(a, "%c", set->v[v].variant).p;
    p.both = exam_layout(a, set, v, fonts, &o, &p.report, d);
    ck_assert_ptr_nonnull(p.both);
    ck_assert_uint_eq(d->n, 0);
    p.student = read_write(a, str_format(a, "exam-%s.pdf", letter).p,
                           pages_select(a, p.both, LAYER_STUDENT), &plain);
    p.key = read_write(a, str_format(a, "exam-%s-key.pdf", letter).p,
                       pages_select(a, p.both, LAYER_KEY), &plain);
    return p;
}

static const struct paper_set *plan(struct arena *a, const struct bank *b, uint64_t seed) {
    struct paper_options o = fixture_options(seed, VARIANTS);
    const struct paper_set *set = paper_plan(a, b, &o, diag_open(a));
    ck_assert_ptr_nonnull(set);
    return set;
}

static const struct bank *full_bank(struct arena *a) {
    struct fixture f = fixture_open(a, 6, 5);
    fixture_fill(&f, 30);
    return fixture_bank(&f);
}

/* Without blanks and line ends. */
static struct str squeeze(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (const char *p = s.p; p < s.p + s.n;) {
        uint32_t c = utf8_next(&p, s.p + s.n);
        if (!code_is_space(c) && c != '\f')
            buf_code(&b, c);
    }
    return buf_get(&b);
}

struct texts_read {
    struct str v[64]; /* of each page */
    size_t n;
};

static struct texts_read page_texts(struct arena *a, struct str path) {
    struct texts_read t = {0};
    struct str all = read_with(a, "pdftotext -raw '%s' -", path);
    while (all.n && t.n < COUNT_OF(t.v)) {
        size_t end = MIN(str_find_byte(all, '\f'), all.n);
        t.v[t.n++] = squeeze(a, str_slice(all, 0, end));
        all = str_from(all, end + 1);
    }
    return t;
}

static bool has_words(const struct paper_item *pi, struct str text) {
    if (!str_has(text, str_slice(pi->item->stem.plain, 6, 12)))
        return false;
    for (size_t i = 0; i < pi->item->n_options; i++)
        if (!str_has(text, pi->item->options[i].text.plain))
            return false;
    return true;
}

/* What stands between the stem and option A, and then the words of each letter. */
static void check_choice(struct arena *a, const struct paper_item *pi, struct str student,
                         struct str key) {
    struct str stem = str_slice(pi->item->stem.plain, 6, 12), letters = {0};
    struct str after = str_from(student, str_find(student, stem) + stem.n);
    struct str after_key = str_from(key, str_find(key, stem) + stem.n);
    struct buf printed = buf_in(a);
    after_key = str_slice(after_key, 0, str_find(after_key, STR("A.")));
    for (size_t i = 0; i < after_key.n; i++)
        if (after_key.p[i] >= 'A' && after_key.p[i] <= 'H')
            buf_byte(&printed, after_key.p[i]);
    letters = buf_get(&printed);
    ck_assert_uint_ge(letters.n, 1);
    size_t right = 0;
    for (size_t i = 0; i < pi->item->n_options; i++) {
        struct str label = str_format(a, "%c.", (int)('A' + i));
        struct str option = str_from(after, str_find(after, label) + label.n);
        for (size_t k = 0; k < pi->item->n_options; k++) {
            const struct item_option *o = &pi->item->options[k];
            if (!str_starts(option, o->text.plain))
                continue;
            ck_assert_int_eq(o->right, str_find_byte(letters, (char)('A' + i)) != SIZE_MAX);
            right += o->right;
        }
    }
    ck_assert_uint_eq(right, letters.n);
}

static void check_blanks(const struct paper_item *pi, struct str student, struct str key) {
    for (size_t i = 0; i < pi->item->n_answers; i++) {
        ck_assert(!str_has(student, pi->item->answers[i].text.plain));
        ck_assert(str_has(key, pi->item->answers[i].text.plain));
    }
}

static void check_item(struct arena *a, const struct paper_item *pi, const struct texts_read *s,
                       const struct texts_read *k) {
    for (size_t page = 0; page < s->n; page++) {
        if (!has_words(pi, s->v[page]))
            continue;
        ck_assert(has_words(pi, k->v[page]));
        if (pi->item->n_options)
            check_choice(a, pi, s->v[page], k->v[page]);
        if (pi->item->kind == ITEM_FILL_BLANK || pi->item->kind == ITEM_TERM ||
            pi->item->kind == ITEM_SHORT_ANSWER)
            check_blanks(pi, s->v[page], k->v[page]);
        return;
    }
    ck_abort_msg("item %u stands on no page as a whole", pi->number);
}

UNIT_TEST(printed_keys_name_the_right_options) {
    const struct paper_set *set = plan(a, full_bank(a), row);
    struct font_set *fonts = open_fonts(a);
    for (size_t v = 0; v < set->n; v++) {
        struct printed p = print_variant(a, set, v, fonts);
        ck_assert_uint_eq(p.report.n_split, 0);
        ck_assert_uint_eq(p.report.n_overfull, 0);
        struct texts_read student = page_texts(a, p.student), key = page_texts(a, p.key);
        ck_assert_uint_eq(student.n, p.report.n_pages);
        for (size_t s = 0; s < set->v[v].n_sections; s++)
            for (size_t i = 0; i < set->v[v].sections[s].n_items; i++)
                check_item(a, &set->v[v].sections[s].items[i], &student, &key);
    }
}

/* Every answer is another one of the same length. */
static const struct bank *other_answers(struct arena *a, bool other) {
    struct fixture f = fixture_open(a, 2, 5);
    for (size_t i = 0; i < 4; i++) {
        struct item *it = fixture_choice(&f, i, 4, 1);
        struct item_option *o = (struct item_option *)it->options;
        o[0].right = !other;
        o[i % 3 + 1].right = other;
        it->explanation = fixture_rich(a, other ? STR("天地玄黄") : STR("宇宙洪荒"));
        it = fixture_answers(&f, ITEM_FILL_BLANK, i, 1);
        ((struct item_answer *)it->answers)->text =
            fixture_rich(a, other ? STR("日月盈昃") : STR("辰宿列张"));
        it = fixture_answers(&f, ITEM_SHORT_ANSWER, i, 3);
        ((struct item_answer *)it->answers)->text =
            fixture_rich(a, other ? STR("寒来暑往") : STR("秋收冬藏"));
        it = fixture_answers(&f, ITEM_TERM, i, 1);
        ((struct item_answer *)it->answers)->text =
            fixture_rich(a, other ? STR("闰余成岁") : STR("律吕调阳"));
    }
    return fixture_bank(&f);
}

/* The strongest that can be said: whatever the answers are, the student's file is the same, byte by
 * byte; the key is not. */
UNIT_TEST(student_file_does_not_depend_on_answers) {
    UNIT_UNUSED(row);
    struct font_set *fonts = open_fonts(a);
    struct str student[2], key[2];
    for (int i = 0; i < 2; i++) {
        struct printed p = print_variant(a, plan(a, other_answers(a, i), 1), 0, fonts);
        student[i] = read_file(a, p.student);
        key[i] = read_file(a, p.key);
    }
    ck_assert_uint_eq(student[0].n, student[1].n);
    ck_assert_mem_eq(student[0].p, student[1].p, student[0].n);
    ck_assert(!str_eq(key[0], key[1]));
}

UNIT_TEST(key_says_what_it_is) {
    UNIT_UNUSED(row);
    const struct paper_set *set = plan(a, full_bank(a), 1);
    struct printed p = print_variant(a, set, 1, open_fonts(a));
    struct str student = squeeze(a, read_with(a, "pdftotext -raw '%s' -", p.student));
    struct str key = squeeze(a, read_with(a, "pdftotext -raw '%s' -", p.key));
    read_has(key, "参考答案及评分标准");
    read_has(key, "勿发给考生");
    read_has(key, "答案表");
    ck_assert(!str_has(student, STR("答案表")) && !str_has(student, STR("评分标准")) &&
              !str_has(student, STR("勿发给考生")));
    read_has(student, "《讲义》试卷（B卷）");
    read_has(student, "一、单项选择题（本大题共15小题，每小题2分，共30分。"
                      "每小题给出的四个选项中，只有一项符合题意）");
    read_has(student, str_format(a, "第1页共%zu页", p.report.n_pages).p);
}

/* --- measures --- */

#define MM(x) ((mpt)((x)*2834.6457 + 0.5))
#define NEAR  20 /* mpt */

static bool has_op(const struct page *page, enum op_kind kind, mpt x, mpt y, mpt w, mpt h) {
    for (size_t i = 0; i < page->ops.n; i++) {
        const struct op *op = &page->ops.v[i];
        if (op->kind == kind && (x < 0 || abs(op->x - x) < NEAR) &&
            (y < 0 || abs(op->y - y) < NEAR) && abs(op->w - w) < NEAR && abs(op->h - h) < NEAR)
            return true;
    }
    return false;
}

/* Numbers of the design: section boxes 2 × 13 mm, 6 over 7.5; table 16 + 8 × 14.5 + 18 mm centred
 * on the block; seal line at x = 22, y 14–283. */
UNIT_TEST(measures_of_the_first_page) {
    UNIT_UNUSED(row);
    const struct paper_set *set = plan(a, full_bank(a), 1);
    struct printed p = print_variant(a, set, 0, open_fonts(a));
    const struct page *first = p.both->v.v[0];
    ck_assert_int_eq(first->width, MM(210));
    ck_assert_int_eq(first->height, MM(297));
    ck_assert(has_op(first, OP_STROKE, MM(30), -1, MM(13), MM(6)));
    ck_assert(has_op(first, OP_STROKE, MM(43), -1, MM(13), MM(7.5)));
    ck_assert(has_op(first, OP_STROKE, MM(30 + 82.5 - 75), -1, MM(16), MM(7)));
    ck_assert(has_op(first, OP_STROKE, MM(30 + 82.5 - 75 + 16), -1, MM(14.5), MM(8)));
    ck_assert(has_op(first, OP_STROKE, MM(30 + 82.5 - 75 + 132), -1, MM(18), MM(8)));
    ck_assert(has_op(first, OP_LINE, MM(22), MM(14), 0, MM(269)));
    ck_assert(!has_op(p.both->v.v[1], OP_LINE, MM(22), MM(14), 0, MM(269)));
}

/* Nothing of an item leaves the block: x 30–195 on odd pages, 15–180 on even ones, y 19–277. */
UNIT_TEST(items_stay_in_the_block) {
    const struct paper_set *set = plan(a, full_bank(a), row);
    struct printed p = print_variant(a, set, 0, open_fonts(a));
    for (size_t i = 0; i < p.report.n_pages; i++) {
        const struct page *page = p.both->v.v[i];
        mpt left = i % 2 ? MM(15) : MM(30);
        for (size_t k = 0; k < page->ops.n; k++) {
            const struct op *op = &page->ops.v[k];
            if (op->kind != OP_GLYPHS || !op->tag)
                continue;
            ck_assert_int_ge(op->x, left - 1000);
            ck_assert_int_le(op->x, left + MM(165));
            ck_assert_int_ge(op->y, MM(19));
            ck_assert_int_le(op->y, MM(277) + 1000);
        }
    }
}

int main(void) {
    Suite *s = suite_create("exam");
    UNIT_ROWS(s, printed_keys_name_the_right_options, SEEDS);
    UNIT(s, student_file_does_not_depend_on_answers);
    UNIT(s, key_says_what_it_is);
    UNIT(s, measures_of_the_first_page);
    UNIT_ROWS(s, items_stay_in_the_block, SEEDS);
    return unit_run(s);
}
