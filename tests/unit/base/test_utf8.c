/* utf8: every code point, every short byte sequence against ICU's decoder, classes, cells. */
#include "base/utf8.h"
#include "unit.h"

#include <unicode/utf8.h>

UNIT_TEST(every_code_point) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        struct str s = {bytes, utf8_put(bytes, c)};
        bool surrogate = c >= 0xD800 && c < 0xE000;
        const char *p = bytes, *back = bytes + s.n;
        uint32_t want = surrogate ? 0xFFFD : c;
        ck_assert_uint_eq(s.n, (size_t)U8_LENGTH((UChar32)want));
        ck_assert_uint_eq(utf8_next(&p, bytes + s.n), want);
        ck_assert_ptr_eq(p, bytes + s.n);
        ck_assert_uint_eq(utf8_prev(&back, bytes), want);
        ck_assert_ptr_eq(back, bytes);
        ck_assert_uint_eq(utf8_check(s), SIZE_MAX);
    }
    char bytes[4];
    ck_assert_uint_eq(utf8_put(bytes, 0x110000), 3);
}

/* The code point at *at (moved behind it), negative when malformed. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion" /* inside ICU's macro */
#pragma GCC diagnostic ignored "-Wsign-conversion"
static UChar32 icu_next(const char *bytes, size_t n, int32_t *at) {
    UChar32 code;
    U8_NEXT(bytes, *at, (int32_t)n, code);
    return code;
}
#pragma GCC diagnostic pop

/* ICU is the oracle; it moves over a maximal malformed part, we by one byte. */
static void agrees(const char *bytes, size_t n) {
    int32_t i = 0;
    UChar32 want = icu_next(bytes, n, &i);
    const char *p = bytes;
    uint32_t got = utf8_next(&p, bytes + n);
    ck_assert_uint_eq(got, want < 0 ? 0xFFFD : (uint32_t)want);
    ck_assert_int_eq(p - bytes, want < 0 ? 1 : i);
    size_t bad = 0;
    for (i = 0; i < (int32_t)n; bad = (size_t)i) {
        if (icu_next(bytes, n, &i) < 0)
            break;
    }
    bool well = bad == n;
    ck_assert_uint_eq(utf8_check((struct str){bytes, n}), well ? SIZE_MAX : bad);
}

UNIT_TEST(agrees_with_icu) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                          0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE4,
                                          0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    const size_t n = COUNT_OF(edges);
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++) {
            char bytes[] = {(char)first, (char)second};
            agrees(bytes, 1);
            agrees(bytes, 2);
        }
    for (size_t i = 0; i < n * n * n * n; i++) {
        char bytes[] = {(char)edges[i % n], (char)edges[i / n % n], (char)edges[i / n / n % n],
                        (char)edges[i / n / n / n]};
        agrees(bytes, 3);
        agrees(bytes, 4);
    }
}

static const struct {
    const char *s;
    size_t bad;
} checks[] = {
    {"", SIZE_MAX},
    {"plain ASCII, longer than eight bytes", SIZE_MAX},
    {"十六个字节以上的中文", SIZE_MAX},
    {"12345678\xFF", 8},
    {"1234567\xFF", 7},
    {"12345678\xE4\xB8", 8},
    {"中\xC0\x80", 3},
    {"\xED\xA0\x80", 0},
    {"\xF4\x90\x80\x80", 0},
    {"abc\x80", 3},
};

UNIT_TEST(checks_text) {
    UNIT_UNUSED(a);
    ck_assert_uint_eq(utf8_check(str_of(checks[row].s)), checks[row].bad);
}

static const struct {
    const char *s;
    size_t count, cells, han;
} counts[] = {
    {"", 0, 0, 0},
    {"abc", 3, 3, 0},
    {"中文ab", 4, 6, 2},
    {"Ａ，。", 3, 6, 0},
    {"ｱｲ", 2, 2, 0},
    {"e\xCC\x81", 2, 1, 0},
    {"한국", 2, 4, 0},
    {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 3, 2, 0}, /* 한 in its three letters */
    {"\xF0\x9F\x98\x80", 1, 2, 0},                     /* U+1F600 */
    {"𠀀", 1, 2, 1},
    {"\xE2\x80\x8B\t\x1B", 3, 0, 0},
    {"…“—", 3, 3, 0}, /* ambiguous: narrow */
    {"\xFF\xFE", 2, 2, 0},
    {"々〇〆", 3, 6, 3},
    {"かカー", 3, 6, 0},
    {"plain text\x7F and\ttab", 19, 17, 0},
    {"一二三四五六七八九十abcdefgh中", 19, 30, 11},
    {"中文中文…中文\xE9\xE9中文中文", 13, 23, 10},
};

UNIT_TEST(counts_text) {
    UNIT_UNUSED(a);
    struct str s = str_of(counts[row].s);
    ck_assert_uint_eq(utf8_count(s), counts[row].count);
    ck_assert_uint_eq(utf8_cells(s), counts[row].cells);
    ck_assert_uint_eq(utf8_count_han(s), counts[row].han);
    ck_assert_uint_eq(utf8_offset(s, counts[row].count), s.n);
    ck_assert_uint_eq(utf8_offset(s, counts[row].count + 5), s.n);
    ck_assert_uint_eq(utf8_offset(s, 0), 0);
}

UNIT_TEST(offsets) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    ck_assert_uint_eq(utf8_offset(STR("a中b"), 1), 1);
    ck_assert_uint_eq(utf8_offset(STR("a中b"), 2), 4);
    ck_assert_uint_eq(utf8_offset((struct str){0}, 2), 0);
    /* backwards over what is malformed: byte by byte, never past the start */
    static const char bad[] = "\x80\x80\x80\x80\x80\xE4\xB8";
    const char *p = bad + 7;
    for (int i = 0; i < 7; i++)
        ck_assert_uint_eq(utf8_prev(&p, bad), 0xFFFD);
    ck_assert_ptr_eq(p, bad);
}

enum { HAN = 1, KANA = 2, HANGUL = 4, SPACE = 8, PUNCT = 16, LETTER = 32 };

static const struct {
    uint32_t code;
    unsigned classes;
} classes[] = {
    {'a', LETTER},   {'Z', LETTER},    {'5', LETTER},    {'_', PUNCT},     {'$', PUNCT},
    {'~', PUNCT},    {' ', SPACE},     {'\n', SPACE},    {0x00, 0},        {0x7F, 0},
    {'@', PUNCT},    {'[', PUNCT},     {'`', PUNCT},     {'{', PUNCT},     {0xA0, SPACE},
    {0xE9, LETTER},  {0x3B1, LETTER},  {0x416, LETTER},  {0x4E2D, HAN},    {0x3400, HAN},
    {0x2E80, HAN},   {0x2F00, HAN},    {0x3005, HAN},    {0x3007, HAN},    {0x20000, HAN},
    {0xF900, HAN},   {0x4DC0, PUNCT},  {0x3042, KANA},   {0x30AB, KANA},   {0x30FC, KANA},
    {0x30FB, PUNCT}, {0xFF71, KANA},   {0xAC00, HANGUL}, {0x1100, HANGUL}, {0x3131, HANGUL},
    {0x3000, SPACE}, {0xFEFF, SPACE},  {0x200B, SPACE},  {0x3001, PUNCT},  {0xFF0C, PUNCT},
    {0x201C, PUNCT}, {0x2192, PUNCT},  {0x2460, 0},      {0xD7, PUNCT},    {0xFF21, LETTER},
    {0x301, 0},      {0x1F600, PUNCT}, {0x2028, 0},      {0x660, LETTER},  {0x9FFF, HAN},
};

UNIT_TEST(classifies) {
    UNIT_UNUSED(a);
    uint32_t c = classes[row].code;
    unsigned got = (code_is_han(c) ? HAN : 0) | (code_is_kana(c) ? KANA : 0) |
                   (code_is_hangul(c) ? HANGUL : 0) | (code_is_space(c) ? SPACE : 0) |
                   (code_is_punct(c) ? PUNCT : 0) | (code_is_letter(c) ? LETTER : 0);
    ck_assert_msg(got == classes[row].classes, "U+%04X is %u, not %u", (unsigned)c, got,
                  classes[row].classes);
    ck_assert_int_eq(code_is_cjk(c), (got & (HAN | KANA | HANGUL)) != 0);
}

int main(void) {
    Suite *s = suite_create("utf8");
    UNIT(s, every_code_point);
    UNIT(s, agrees_with_icu);
    UNIT_ROWS(s, checks_text, COUNT_OF(checks));
    UNIT_ROWS(s, counts_text, COUNT_OF(counts));
    UNIT(s, offsets);
    UNIT_ROWS(s, classifies, COUNT_OF(classes));
    return unit_run(s);
}
