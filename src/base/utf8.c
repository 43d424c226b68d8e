/* utf8: code points, their classes and their width on a terminal. Classes come from ICU, with the
 * ranges notes are made of decided before it is asked. */
#include "base/utf8.h"

#include "base/buf.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uclean.h>
#include <unicode/uloc.h>

static void *some(void *p) {
    if (!p)
        abort();
    return p;
}

static void *icu_alloc(const void *context, size_t n) {
    (void)context;
    return some(malloc(n));
}

static void *icu_grow(const void *context, void *p, size_t n) {
    (void)context;
    return some(realloc(p, n));
}

static void icu_free(const void *context, void *p) {
    (void)context;
    free(p);
}

void utf8_start(struct failure *f) {
    UErrorCode status = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_alloc, icu_grow, icu_free, &status);
    uloc_setDefault("en_US_POSIX", &status);
    if (U_FAILURE(status))
        fail_raise(f, "ICU cannot start: %s", u_errorName(status));
}

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* The length of the well-formed sequence at p, or 0 (RFC 3629, section 4: no overlong form, no
 * surrogate, nothing above 10FFFF); the second byte has a narrower range after E0, ED, F0 and F4.
 */
static size_t sequence(const unsigned char *p, size_t n) {
    unsigned char c = p[0];
    size_t need = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
    if (need < 2 || need > n)
        return need > n ? 0 : need;
    unsigned char least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char most = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < least || p[1] > most)
        return 0;
    for (size_t i = 2; i < need; i++)
        if (!is_tail(p[i]))
            return 0;
    return need;
}

uint32_t utf8_next_long(const char **p, const char *end) {
    const unsigned char *s = (const unsigned char *)*p;
    size_t n = sequence(s, (size_t)(end - *p));
    *p += n ? n : 1;
    switch (n) {
    case 1:
        return s[0];
    case 2:
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    case 3:
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    case 4:
        return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
               (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
    default:
        return 0xFFFD;
    }
}

uint32_t utf8_prev(const char **p, const char *begin) {
    const char *end = *p;
    for (const char *s = end - 1; end - s <= 4 && s >= begin; s--) {
        const char *next = s;
        if (is_tail((unsigned char)*s))
            continue;
        uint32_t code = utf8_next(&next, end);
        if (next != end)
            break;
        *p = s;
        return code;
    }
    --*p;
    return 0xFFFD;
}

size_t utf8_put(char out[4], uint32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00 >> n & 0xFF) | code);
    return n;
}

/* Three bytes from E1 to EC or EE, EF in front: most of CJK text, and nothing special about the
 * second byte. */
static bool is_common_three(const unsigned char *p, size_t n) {
    return n >= 3 && p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && is_tail(p[1]) && is_tail(p[2]);
}

static bool is_common_lead(unsigned char c) {
    return c != 0xE0 && c != 0xED;
}

/* Whether the first six of eight bytes look like two characters of three. */
static inline bool is_two_threes(uint64_t eight) {
    static const unsigned char bits[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0},
                               want[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80};
    uint64_t mask, pattern;
    memcpy(&mask, bits, sizeof(mask));
    memcpy(&pattern, want, sizeof(pattern));
    return (eight & mask) == pattern;
}

/* The bytes of common characters of three at the beginning, counted by twos. */
static inline size_t common_threes(const unsigned char *p, size_t n) {
    uint64_t eight;
    size_t i = 0;
    while (n - i >= sizeof(eight) && (memcpy(&eight, p + i, sizeof(eight)), is_two_threes(eight)) &&
           is_common_lead(p[i]) && is_common_lead(p[i + 3]))
        i += 6;
    return i;
}

/* Counted as utf8_next moves, so that offsets agree with it in malformed text too. */
size_t utf8_count(struct str s) {
    size_t n = 0;
    uint64_t eight;
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        bool plain = (size_t)(end - p) >= sizeof(eight) &&
                     (memcpy(&eight, p, sizeof(eight)), !(eight & 0x8080808080808080ULL));
        size_t threes = plain ? 0 : common_threes((const unsigned char *)p, (size_t)(end - p));
        if (!plain && !threes)
            utf8_next(&p, end);
        p += plain ? sizeof(eight) : threes;
        n += plain ? sizeof(eight) : threes ? threes / 3 : 1;
    }
    return n;
}

size_t utf8_offset(struct str s, size_t code_points) {
    const char *p = s.p, *end = str_end(s);
    for (; p < end && code_points > 0; code_points--)
        utf8_next(&p, end);
    return s.n ? (size_t)(p - s.p) : 0;
}

size_t utf8_check(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        uint64_t eight;
        if (p[i] < 0x80) {
            i++;
            while (s.n - i >= sizeof(eight) &&
                   (memcpy(&eight, p + i, sizeof(eight)), !(eight & 0x8080808080808080ULL)))
                i += sizeof(eight);
        } else if (is_common_three(p + i, s.n - i)) {
            i += 3 + common_threes(p + i + 3, s.n - i - 3);
        } else {
            size_t n = sequence(p + i, s.n - i);
            if (n == 0)
                return i;
            i += n;
        }
    }
    return SIZE_MAX;
}

struct str utf8_mended(struct arena *a, struct str s) {
    if (utf8_check(s) == SIZE_MAX)
        return s;
    struct buf b = buf_in(a);
    for (const char *p = s.p, *end = str_end(s); p < end;)
        buf_code(&b, utf8_next(&p, end));
    return buf_get(&b);
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t c, const struct range *r, size_t n) {
    for (size_t i = 0; i < n && c >= r[i].first; i++)
        if (c <= r[i].last)
            return true;
    return false;
}

bool code_is_rare_han(uint32_t code) {
    static const struct range han[] = {
        {0x2E80, 0x2FDF},   /* radicals */
        {0x3005, 0x3007},   /* 々 〆 〇 */
        {0x3021, 0x3029},   /* Suzhou numerals */
        {0x3038, 0x303B},   /* Suzhou numerals, 〻 */
        {0x3400, 0x4DBF},   /* extension A */
        {0xF900, 0xFAFF},   /* compatibility ideographs */
        {0x20000, 0x3FFFD}, /* planes 2 and 3 */
    };
    return in_ranges(code, han, COUNT_OF(han));
}

bool code_is_kana(uint32_t code) {
    static const struct range kana[] = {
        {0x3041, 0x309F}, {0x30A1, 0x30FA}, {0x30FC, 0x30FF},
        {0x31F0, 0x31FF}, {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F},
    };
    return code >= 0x3041 && in_ranges(code, kana, COUNT_OF(kana));
}

bool code_is_hangul(uint32_t code) {
    static const struct range hangul[] = {
        {0x1100, 0x11FF}, {0x3131, 0x318E}, {0xA960, 0xA97C},
        {0xAC00, 0xD7A3}, {0xD7B0, 0xD7FB}, {0xFFA0, 0xFFDC},
    };
    return code >= 0x1100 && in_ranges(code, hangul, COUNT_OF(hangul));
}

bool code_is_space(uint32_t code) {
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x00A0 ||
           (code >= 0x2000 && code <= 0x200B) || code == 0x3000 || code == 0xFEFF;
}

bool code_is_punct(uint32_t code) {
    if (code < 0x80)
        return code > ' ' && code < 0x7F &&
               !((code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z'));
    if (code >= 0x3400 && code < 0xA000)
        return code >= 0x4DC0 && code < 0x4E00; /* hexagrams are symbols */
    return (U_GET_GC_MASK((UChar32)code) & (U_GC_P_MASK | U_GC_S_MASK)) != 0 && !code_is_han(code);
}

bool code_is_foreign_letter(uint32_t code) {
    return !code_is_cjk(code) && u_isalnum((UChar32)code);
}

/* Controls, marks that combine, format characters but the soft hyphen, the parts of a Hangul
 * syllable after its first. */
static bool has_no_cell(uint32_t code) {
    if (code == 0x00AD)
        return false;
    if (code >= 0x1160 && code <= 0x11FF)
        return true;
    return (U_GET_GC_MASK((UChar32)code) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_MN_MASK |
                                            U_GC_ME_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0;
}

int utf8_cell(uint32_t code) {
    if (code < 0x7F)
        return code >= ' ';
    if ((code >= 0x4E00 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3) ||
        (code >= 0x3000 && code <= 0x3029) || (code >= 0xFF01 && code <= 0xFF60))
        return 2;
    if (has_no_cell(code))
        return 0;
    int width = u_getIntPropertyValue((UChar32)code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* Eight bytes of ASCII that print, each in a cell. */
static inline bool are_plain_cells(uint64_t eight) {
    const uint64_t high = 0x8080808080808080ULL, blank = 0x2020202020202020ULL,
                   one = 0x0101010101010101ULL;
    return !((eight | (eight - blank) | (eight + one)) & high);
}

/* Two characters from U+5000 to U+9FFF: ideographs of two cells. */
static inline bool are_wide_threes(const unsigned char *p, uint64_t eight) {
    return is_two_threes(eight) && p[0] >= 0xE5 && p[0] <= 0xE9 && p[3] >= 0xE5 && p[3] <= 0xE9;
}

size_t utf8_cells(struct str s) {
    size_t n = 0;
    uint64_t eight = 0;
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        bool room = (size_t)(end - p) >= sizeof(eight);
        if (room)
            memcpy(&eight, p, sizeof(eight));
        if (room && are_plain_cells(eight)) {
            n += sizeof(eight);
            p += sizeof(eight);
        } else if (room && are_wide_threes((const unsigned char *)p, eight)) {
            n += 4;
            p += 6;
        } else {
            n += (size_t)utf8_cell(utf8_next(&p, end));
        }
    }
    return n;
}

size_t utf8_count_han(struct str s) {
    size_t n = 0;
    for (const char *p = s.p, *end = str_end(s); p < end;)
        n += code_is_han(utf8_next(&p, end));
    return n;
}

bool utf8_has_letter(struct str s) {
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (code_is_letter(c) || code_is_cjk(c))
            return true;
    }
    return false;
}
