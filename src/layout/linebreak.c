/* linebreak: the layers over ICU's line break iterator, one function each, applied to the places
 * between characters in the order of brk_find. */
#include "layout/linebreak.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <hyphen.h>
#include <unicode/ubrk.h>

/* The iterators of one language. */
struct iterators {
    struct str lang;
    UBreakIterator *line, *word;
};

struct breaker {
    struct arena *a;
    VEC(struct iterators) langs;
    VEC(UChar) text;     /* the paragraph as UTF-16 */
    VEC(uint32_t) begin; /* where each character starts in it, and its end */
    HyphenDict *patterns;
    bool asked_for_patterns;
};

struct breaker *brk_open(struct arena *a) {
    struct breaker *b = arena_new(a, struct breaker);
    b->a = a;
    return b;
}

static void close_iterator(void *it) {
    ubrk_close(it);
}

static UBreakIterator *open_iterator(struct breaker *b, UBreakIteratorType type, struct str lang,
                                     const char *keywords) {
    UErrorCode error = U_ZERO_ERROR;
    const char *locale = str_c(b->a, str_format(b->a, "%.*s%s", STR_ARG(lang), keywords));
    UBreakIterator *it = ubrk_open(type, locale, NULL, 0, &error);
    if (U_FAILURE(error))
        fail_raise(arena_failure(b->a), "ICU has no line breaking rules: %s", u_errorName(error));
    arena_defer(b->a, close_iterator, it);
    return it;
}

/* The primary language: rules differ by language, not by script or region. */
static struct str primary(struct str lang) {
    size_t end = str_find_byte(lang, '-');
    lang = end == SIZE_MAX ? lang : str_slice(lang, 0, end);
    return lang.n == 0 ? STR("zh") : lang;
}

static struct iterators *iterators_of(struct breaker *b, struct str lang) {
    lang = primary(lang);
    for (size_t i = 0; i < b->langs.n; i++)
        if (str_eq(b->langs.v[i].lang, lang))
            return &b->langs.v[i];
    struct iterators *it = vec_add(b->a, &b->langs);
    it->lang = str_copy(b->a, lang);
    /* lb=loose would let ： and ！ start a line and cut …… and 25℃ */
    it->line = open_iterator(b, UBRK_LINE, it->lang, "@lb=strict");
    return it;
}

static void fill_utf16(struct breaker *b, const struct brk_char *v, size_t n) {
    b->text.n = b->begin.n = 0;
    for (size_t i = 0; i < n; i++) {
        vec_push(b->a, &b->begin, (uint32_t)b->text.n);
        uint32_t c = v[i].code;
        if (c > 0xFFFF) {
            vec_push(b->a, &b->text, (UChar)(0xD7C0 + (c >> 10)));
            c = 0xDC00 | (c & 0x3FF);
        }
        vec_push(b->a, &b->text, (UChar)c);
    }
    vec_push(b->a, &b->begin, (uint32_t)b->text.n);
}

static void set_text(struct breaker *b, UBreakIterator *it) {
    UErrorCode error = U_ZERO_ERROR;
    ubrk_setText(it, b->text.v, (int32_t)b->text.n, &error);
    if (U_FAILURE(error))
        fail_raise(arena_failure(b->a), "ICU cannot break a paragraph: %s", u_errorName(error));
}

/* Layer 1: ICU. */
static void layer_icu(struct breaker *b, struct brk_char *v, size_t n, UBreakIterator *it) {
    set_text(b, it);
    size_t i = 0;
    for (int32_t at = ubrk_next(it); at != UBRK_DONE; at = ubrk_next(it)) {
        while (i < n && b->begin.v[i] < (uint32_t)at)
            i++;
        if (i < n && b->begin.v[i] == (uint32_t)at)
            v[i].brk = BRK_OK;
    }
}

/* Layer 2: what may not start or end a line. ICU lets `——` start one, which strict forbids. */
static void layer_prohibitions(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        bool no_start = (v[i].flags & BRKF_NO_START) != 0;
        bool no_end = (v[i - 1].flags & BRKF_NO_END) != 0;
        bool joined = v[i].cls == CLS_DASH && v[i - 1].cls == CLS_DASH;
        if (no_start || no_end || joined || v[i].cls == CLS_MARK)
            v[i].brk = BRK_NO;
    }
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool is_one_of(uint32_t c, const char *set) {
    return c > 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

/* A unit after "16 ": up to 7 letters from the table, and no letter after them. */
static bool is_unit(const struct brk_char *v, size_t i, size_t n) {
    static const char *const units[] = {
        "A",    "B",      "bit",    "bits", "cm",     "dB", "em", "FLOPS", "fps", "g",     "GB",
        "Gbps", "GFLOPS", "GHz",    "GiB",  "h",      "Hz", "K",  "KB",    "kB",  "kg",    "kHz",
        "KiB",  "km",     "kW",     "L",    "m",      "M",  "mA", "Mb",    "MB",  "Mbps",  "mg",
        "MHz",  "MiB",    "min",    "ml",   "mL",     "mm", "ms", "nm",    "ns",  "pt",    "px",
        "s",    "TB",     "TFLOPS", "TiB",  "tokens", "us", "V",  "W",     "x",   "years",
    };
    char word[8];
    size_t len = 0;
    while (i + len < n && v[i + len].cls == CLS_LATIN) {
        if (len == sizeof(word) - 1 || v[i + len].code > 0x7F)
            return false;
        word[len] = (char)v[i + len].code;
        len++;
    }
    word[len] = '\0';
    for (size_t k = 0; k < COUNT_OF(units); k++)
        if (strcmp(word, units[k]) == 0)
            return true;
    return false;
}

/* Words that count: 3 个, 第 3 章. */
static bool is_counter(uint32_t c) {
    static const uint16_t counters[] = {
        0x4E07, 0x4E2A, 0x4EBF, 0x4F4D, 0x500D, 0x5143, 0x5206, 0x5343, 0x53F0, 0x540D,
        0x5757, 0x5929, 0x5C42, 0x5E74, 0x5EA6, 0x5F20, 0x65E5, 0x65F6, 0x6708, 0x671F,
        0x6761, 0x6B21, 0x6B65, 0x6BB5, 0x7248, 0x767E, 0x79CD, 0x79D2, 0x7AE0, 0x7C7B,
        0x7EA7, 0x8282, 0x884C, 0x8F6E, 0x9053, 0x9875, 0x9879, 0x9898,
    }; /* 万个亿位倍元分千台名块天层年度张日时月期条次步段版百种秒章类级节行轮道页项题 */
    size_t lo = 0, hi = COUNT_OF(counters);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c == counters[mid])
            return true;
        if (c > counters[mid])
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

/* Layer 3: a number and its unit. */
static void layer_numbers(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (v[i].brk == BRK_NO)
            continue;
        bool after_space = i >= 2 && v[i - 1].cls == CLS_SPACE && is_digit(v[i - 2].code);
        if (after_space && is_unit(v, i, n))
            v[i].brk = BRK_NO;
        else if ((is_digit(v[i - 1].code) || after_space) && is_counter(v[i].code))
            v[i].brk = BRK_WORD;
        else if (v[i - 1].code == 0x7B2C && is_digit(v[i].code)) /* 第 */
            v[i].brk = BRK_WORD;
    }
}

#define ARROWS 0x2190 /* from here on signs are symbols and emoji, which ICU knows best */

static bool is_in_token(const struct brk_char *c) {
    return c->cls == CLS_LATIN || c->cls == CLS_MARK || (c->cls == CLS_SIGN && c->code < ARROWS);
}

#define SLASH_TOKEN 8  /* shorter tokens (A/B, I/O, and/or) stay whole */
#define DEEP_TOKEN  16 /* and only longer ones break after = _ ( , . & ? : */

/* May a token running from `from` to `to` be broken before v[i]? */
static enum brk_kind token_break(const struct brk_char *v, size_t from, size_t i, size_t to) {
    uint32_t before = v[i - 1].code, after = v[i].code;
    bool digits = i >= from + 2 && is_digit(v[i - 2].code) && is_digit(after);
    if (before == '-') {
        bool word_before = i >= from + 3 && v[i - 2].cls == CLS_LATIN && v[i - 3].cls == CLS_LATIN;
        bool word_after = i + 1 < to && v[i].cls == CLS_LATIN && v[i + 1].cls == CLS_LATIN;
        bool number = word_before && (is_digit(v[i - 2].code) || is_digit(after));
        return word_before && word_after && !number ? BRK_TOKEN : BRK_EMERGENCY;
    }
    if (before == 0x2013 || before == 0x2014) /* – — */
        return digits ? BRK_EMERGENCY : BRK_TOKEN;
    bool inner = i >= from + 3 && i + 1 < to && !digits;
    if ((before == '/' || before == '\\') && inner && to - from >= SLASH_TOKEN)
        return after == '/' || after == '\\' ? BRK_EMERGENCY : BRK_TOKEN;
    if (after == '(' && v[i - 1].cls == CLS_LATIN && inner && to - from >= DEEP_TOKEN)
        return BRK_DEEP; /* a call's arguments: after the bracket a line may not end */
    if (is_one_of(before, "=_(,.&?:;|+") && inner && to - from >= DEEP_TOKEN)
        return is_one_of(after, "=_(,.&?:;|+/") ? BRK_EMERGENCY : BRK_DEEP;
    return BRK_EMERGENCY;
}

/* Layer 4: inside tokens our rules replace ICU's. */
static void layer_tokens(struct brk_char *v, size_t n) {
    for (size_t from = 0, to; from < n; from = MAX(to, from + 1)) {
        for (to = from; to < n && is_in_token(&v[to]); to++)
            ;
        /* ICU takes the plus of C++ for a sign before a number */
        if (to > from + 1 && to < n && v[to].cls == CLS_HAN && is_one_of(v[to - 1].code, "+#\\"))
            v[to].brk = v[to].flags & BRKF_NO_START ? BRK_NO : BRK_OK;
        for (size_t i = from + 1; i < to; i++) {
            bool prohibited = (v[i].flags & BRKF_NO_START) || (v[i - 1].flags & BRKF_NO_END);
            if (v[i].cls != CLS_MARK && !prohibited)
                v[i].brk = (uint8_t)token_break(v, from, i, to);
        }
    }
}

/* Layer 5: text the author or the caller wants whole. */
static void layer_keep(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++)
        if ((v[i].flags & v[i - 1].flags & BRKF_KEEP) && v[i].brk != BRK_NO)
            v[i].brk = BRK_EMERGENCY;
}

/* Layer 6: places inside words of the dictionary cost more … */
static void layer_words(struct breaker *b, struct brk_char *v, size_t n, struct iterators *it) {
    if (it->word == NULL)
        it->word = open_iterator(b, UBRK_WORD, it->lang, "");
    set_text(b, it->word);
    size_t i = 0;
    int32_t end;
    ubrk_first(it->word);
    while ((end = ubrk_next(it->word)) != UBRK_DONE) {
        for (i++; i < n && b->begin.v[i] < (uint32_t)end; i++)
            if (v[i].brk == BRK_OK && v[i].cls == CLS_HAN && v[i - 1].cls == CLS_HAN)
                v[i].brk = BRK_WORD;
    }
}

/* … and in Korean all but those at blanks. */
static void layer_hangul(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (v[i].brk == BRK_OK && code_is_hangul(v[i].code) && code_is_hangul(v[i - 1].code))
            v[i].brk = BRK_WORD;
}

/* Layer 7: the author's own hints. */
static void layer_hints(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (v[i - 1].code == 0x00AD && v[i].brk != BRK_NO)
            v[i].brk = BRK_SOFT;
        if (v[i - 1].code == 0x200B)
            v[i].brk = BRK_OK;
    }
}

/* Layer 8: text in which everything is prohibited (，。，。… without end) must end somewhere. */
static void layer_last(struct brk_char *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        bool text = v[i].cls < CLS_SPACE && v[i - 1].cls < CLS_OBJECT;
        bool joined = v[i].cls == CLS_DASH && v[i - 1].cls == CLS_DASH;
        if (v[i].brk == BRK_NO && text && !joined)
            v[i].brk = BRK_LAST;
    }
}

static bool has_han(const struct brk_char *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (v[i].cls == CLS_HAN)
            return true;
    return false;
}

void brk_find(struct breaker *b, struct brk_char *v, size_t n, struct str lang) {
    if (n == 0)
        return;
    struct iterators *it = iterators_of(b, lang);
    fill_utf16(b, v, n);
    layer_icu(b, v, n, it->line);
    layer_prohibitions(v, n);
    layer_numbers(v, n);
    layer_tokens(v, n);
    layer_keep(v, n);
    bool dictionary = str_eqc(it->lang, "zh") || str_eqc(it->lang, "ja");
    if (dictionary && has_han(v, n))
        layer_words(b, v, n, it);
    layer_hangul(v, n);
    layer_hints(v, n);
    layer_last(v, n);
    v[0].brk = BRK_NO;
}

static const char *const PATTERN_DIRS[] = {"/usr/share/hyphen", "/usr/share/myspell/dicts"};

static void close_patterns(void *patterns) {
    hnj_hyphen_free(patterns);
}

/* TeX patterns of American English; the file is large, so it is read once and only when asked. */
static HyphenDict *patterns_of(struct breaker *b, struct str lang) {
    if (!str_eqc(primary(lang), "en") && !str_eqc(primary(lang), "zh"))
        return NULL;
    for (size_t i = 0; i < COUNT_OF(PATTERN_DIRS) && !b->asked_for_patterns; i++) {
        const char *path = str_c(b->a, str_format(b->a, "%s/hyph_en_US.dic", PATTERN_DIRS[i]));
        b->patterns = hnj_hyphen_load(path);
        if (b->patterns != NULL) {
            arena_defer(b->a, close_patterns, b->patterns);
            break;
        }
    }
    b->asked_for_patterns = true;
    return b->patterns;
}

/* Letters before a hyphen: two in English, three among Chinese, where en- and de- say little. */
enum { WORD_LEAST = 6, WORD_MOST = 60, HEAD_LEAST = 2, HEAD_LEAST_CHINESE = 3, TAIL_LEAST = 3 };

bool brk_hyphenate(struct breaker *b, struct str word, struct str lang, bool *at) {
    HyphenDict *patterns = patterns_of(b, lang);
    char lower[WORD_MOST + 1], marks[WORD_MOST + 5];
    if (patterns == NULL || word.n < WORD_LEAST || word.n > WORD_MOST)
        return patterns != NULL;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    lower[word.n] = '\0';
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    if (hnj_hyphen_hyphenate2(patterns, lower, (int)word.n, marks, NULL, &rep, &pos, &cut) != 0)
        return false;
    bool english = str_eqc(primary(lang), "en");
    for (size_t i = english ? HEAD_LEAST : HEAD_LEAST_CHINESE; i + TAIL_LEAST <= word.n; i++)
        at[i] = (marks[i - 1] & 1) != 0;
    return true;
}
