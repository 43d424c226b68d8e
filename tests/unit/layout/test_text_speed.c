/* How long text takes: a sheet's worth (8,000 characters in 220 paragraphs) shaped, and broken at
 * one size. The bounds are loose, for busy machines; the figures are printed. Shaping is paid once,
 * breaking for every size a sheet tries. */
#include "para_fixture.h"

#include "base/rng.h"

#include <time.h>

enum { PARAGRAPHS = 220, WORDS_EACH = 16 };

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct str paragraph(struct arena *a, struct rng *r) {
    static const char *const words[] = {
        "模型", "训练数据", "注意力机制", "的",   "可以", "语言", "生成", "Transformer", "LoRA",
        "，",   "、",       "。",         "参数", "（",   "）",   "在",   "多样性",      "GPT-4"};
    struct buf b = buf_in(a);
    for (int i = 0; i < WORDS_EACH; i++)
        buf_c(&b, words[rng_below(r, COUNT_OF(words))]);
    return buf_get(&b);
}

static double shape_all(struct setting *s, const struct para **v, size_t n) {
    struct rng r = rng_make(1, 1);
    double start = now_ms();
    for (size_t i = 0; i < n; i++)
        v[i] = para_of(s, paragraph(s->a, &r), "zh-Hans");
    return now_ms() - start;
}

static double break_all(struct setting *s, const struct para **v, size_t n) {
    struct para_shape shape = shape_of(248000, ALIGN_JUSTIFY);
    struct arena_mark mark = arena_mark(s->a);
    double start = now_ms();
    for (size_t i = 0; i < n; i++)
        para_break(s->a, v[i], &shape);
    double took = now_ms() - start;
    arena_reset(s->a, mark);
    return took;
}

UNIT_TEST(a_sheet_of_text) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    const struct para **v = arena_array(a, const struct para *, PARAGRAPHS);
    double first = shape_all(&s, v, PARAGRAPHS), warm = shape_all(&s, v, PARAGRAPHS);
    double lines = break_all(&s, v, PARAGRAPHS);
    printf("shape %.2f ms (first time %.2f ms), break %.2f ms\n", warm, first, lines);
    ck_assert(first < 1000 && warm < 500 && lines < 200);
}

UNIT_TEST(time_is_linear) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct buf text = buf_in(a);
    double took[2];
    for (int i = 0; i < 2; i++) {
        while (text.n < (i ? 1600000u : 100000u))
            buf_c(&text, "学习模型，训练 Transformer 数据。");
        double start = now_ms();
        const struct para *p = para_of(&s, buf_get(&text), "zh-Hans");
        struct para_shape shape = shape_of(248000, ALIGN_JUSTIFY);
        para_break(a, p, &shape);
        took[i] = now_ms() - start;
    }
    ck_assert_msg(took[1] < 16 * 6 * MAX(took[0], 5.0), "16 times the text: %.0f ms, then %.0f",
                  took[0], took[1]);
}

int main(void) {
    Suite *s = suite_create("text speed");
    UNIT(s, a_sheet_of_text);
    UNIT(s, time_is_linear);
    return unit_run(s);
}
