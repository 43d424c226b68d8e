/* linebreak: where lines may end, written out by hand. In the expected text `|` is a free place,
 * `'` one inside a word or before a counting word, `/` after a hyphen or slash, `_` deep in a
 * token, `~` a soft hyphen; places for emergencies are not shown. Sources: clreq "Prohibition
 * Rules" (strict), GB/T 15834-2011, UAX 14, and the requirements of the design. */
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "layout/linebreak.h"
#include "unit.h"

struct example {
    const char *lang, *text, *expected;
};

static const struct example EXAMPLES[] = {
    /* marks that never start or end a line */
    {"zh", "甲，乙。", "甲，|乙。"},
    {"zh", "（甲）《乙》", "（甲）|《乙》"},
    {"zh", "他说：“好！”", "他|说：|“好！”"},
    {"zh", "甲、“乙”、丙", "甲、|“乙”、|丙"},
    {"zh", "甲）。乙", "甲）。|乙"},
    {"zh", "甲·乙", "甲·|乙"},
    {"zh", "甲——乙", "甲——|乙"},
    {"zh", "甲……乙", "甲……|乙"},
    {"zh", "甲(b)乙", "甲|(b)|乙"},
    {"zh", "￥甲％乙", "￥甲％|乙"},
    /* numbers and units */
    {"zh", "约72h甲", "约|72h|甲"},
    {"zh", "甲25℃乙", "甲|25℃|乙"},
    {"zh", "占95%的", "占|95%|的"},
    {"zh", "价¥1,299元", "价|¥1,299'元"},
    {"zh", "比3:1乙", "比|3:1|乙"},
    {"zh", "用16 GB存", "用|16 GB|存"},
    {"zh", "率3e-4，", "率|3e-4，"},
    {"zh", "在2024-05-20日", "在|2024-05-20'日"},
    {"zh", "v2.7.1版", "v2.7.1'版"},
    {"zh", "第3章", "第'3'章"},
    /* tokens stay whole */
    {"zh", "用int8和FP16", "用|int8|和|FP16"},
    {"zh", "用GPT-4和C++写", "用|GPT-4|和|C++|写"},
    {"zh", "用batch_size=32训", "用|batch_size=32|训"},
    {"zh", "读I/O和and/or乙", "读|I/O|和|and/or|乙"},
    {"en", "don't stop", "don't |stop"},
    {"en", "e.g. this", "e.g. |this"},
    /* and may be broken where it does no harm */
    {"en", "self-attention", "self-/attention"},
    {"en", "n-gram X-ray", "n-gram |X-ray"},
    {"zh", "共7B/13B/70B级", "共|7B//13B//70B|级"},
    {"zh", "共17B/130B/70B级", "共|17B//130B//70B|级"},
    {"en", "https://example.org/a/path?q=1&lang=zh",
     "https:///example._org//a//path?_q=_1&_lang=_zh"},
    {"en", "AdamW(beta1=0.9,beta2=0.95)", "AdamW_(beta1=0.9,_beta2=0.95)"},
    /* words of the dictionary, and the author's hints */
    {"zh", "机器学习", "机'器|学'习"},
    {"en", "photo\u00ADsynthesis", "photo\u00AD~synthesis"},
    {"zh", "甲\u2060乙", "甲\u2060乙"},
    {"ko", "한국어 문장", "한'국'어 |문'장"},
    {"zh", "", ""},
};

static char sign_of(uint8_t brk) {
    static const char signs[] = {
        [BRK_OK] = '|',   [BRK_WORD] = '\'',   [BRK_TOKEN] = '/', [BRK_DEEP] = '_',
        [BRK_SOFT] = '~', [BRK_EMERGENCY] = 0, [BRK_LAST] = 0,    [BRK_MUST] = '!'};
    return signs[brk];
}

UNIT_TEST(places) {
    const struct example *e = &EXAMPLES[row];
    struct str text = str_of(e->text), lang = str_of(e->lang);
    VEC(struct brk_char) v = {0};
    for (const char *p = text.p, *end = p + text.n; p < end;) {
        const char *at = p;
        struct brk_char c = {.code = utf8_next(&p, end), .at = (uint32_t)(at - text.p)};
        c.len = (uint8_t)(p - at);
        vec_push(a, &v, c);
    }
    brk_classify(v.v, v.n, lang);
    brk_find(brk_open(a), v.v, v.n, lang);
    struct buf out = buf_in(a);
    for (size_t i = 0; i < v.n; i++) {
        if (sign_of(v.v[i].brk))
            buf_byte(&out, sign_of(v.v[i].brk));
        buf_code(&out, v.v[i].code);
    }
    unit_str_is(buf_get(&out), str_of(e->expected));
}

struct ambiguity {
    const char *lang, *text;
    size_t at; /* of the mark, in characters */
    bool latin;
};

static const struct ambiguity AMBIGUITIES[] = {
    {"zh", "他说“好”", 2, false},      {"zh", "don’t", 3, true},
    {"zh", "甲——乙", 1, false},        {"zh", "a — b", 2, true},
    {"zh", "甲’乙", 1, false},         {"en", "say “yes”", 4, true},
    {"en", "the dogs’ toys", 8, true}, {"en", "wait…", 4, true},
    {"en", "中“文”", 1, false},        {"zh", "“Attention is all”", 0, false},
};

UNIT_TEST(ambiguous_marks) {
    const struct ambiguity *e = &AMBIGUITIES[row];
    struct brk_char v[32] = {{0}};
    size_t n = 0;
    struct str text = str_of(e->text);
    for (const char *p = text.p, *end = p + text.n; p < end;)
        v[n++].code = utf8_next(&p, end);
    brk_classify(v, n, str_of(e->lang));
    ck_assert_int_eq((v[e->at].flags & BRKF_LATIN) != 0, e->latin);
    (void)a;
}

int main(void) {
    Suite *s = suite_create("linebreak");
    UNIT_ROWS(s, places, COUNT_OF(EXAMPLES));
    UNIT_ROWS(s, ambiguous_marks, COUNT_OF(AMBIGUITIES));
    return unit_run(s);
}
