/* asks: telling questions from statements by their words and marks. */
#include "study/asks.h"

#include "base/utf8.h"

static bool is_emoji(uint32_t c) {
    return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           c == 0xFE0F || c == 0x200D;
}

/* A letter, figure or mark of ASCII, or of the ideographs from 5000 on, by its first byte. */
static bool is_plain_lead(char c) {
    return (c > ' ' && c <= '~') || ((unsigned char)c >= 0xE5 && (unsigned char)c <= 0xE9);
}

/* Nothing at either end can go: most texts, by a look at two or three bytes. */
static bool is_bare(struct str s) {
    if (s.n == 0 || !is_plain_lead(s.p[0]))
        return s.n == 0;
    char last = s.p[s.n - 1];
    return (last > ' ' && last <= '~') ||
           (s.n >= 3 && (last & 0xC0) == 0x80 && (s.p[s.n - 2] & 0xC0) == 0x80 &&
            s.p[s.n - 3] < 0 && is_plain_lead(s.p[s.n - 3]));
}

struct str asks_bare(struct str s) {
    if (is_bare(s))
        return s;
    const char *begin = s.p, *end = s.p + s.n;
    while (begin < end) {
        const char *next = begin;
        uint32_t c = utf8_next(&next, end);
        if (!is_emoji(c) && !code_is_space(c))
            break;
        begin = next;
    }
    while (end > begin) {
        const char *before = end;
        uint32_t c = utf8_prev(&before, begin);
        if (!is_emoji(c) && !code_is_space(c))
            break;
        end = before;
    }
    return (struct str){begin, (size_t)(end - begin)};
}

/* Without a bracket at its end, and one quotation mark. */
static struct str before_bracket(struct str s) {
    const struct str closes[] = {STR(")"), STR("）"), STR("】")},
                     opens[] = {STR("("), STR("（"), STR("【")};
    for (size_t i = 0; i < COUNT_OF(closes); i++) {
        if (!str_ends(s, closes[i]))
            continue;
        for (size_t at = s.n - closes[i].n; at > 0; at--)
            if (str_starts(str_from(s, at), opens[i]))
                return asks_bare(str_slice(s, 0, at));
    }
    return s;
}

static bool ends_in_mark(struct str s) {
    return str_ends(s, STR("?")) || str_ends(s, STR("？")) || str_ends(s, STR("?”")) ||
           str_ends(s, STR("？”"));
}

bool asks_mark(struct str s) {
    struct str bare = asks_bare(s);
    return ends_in_mark(bare) || ends_in_mark(before_bracket(bare));
}

bool asks(const struct labels *l, struct str s) {
    struct str bare = asks_bare(s);
    if (bare.n == 0)
        return false;
    if (asks_mark(s))
        return true;
    if (labels_within(l, WORDS_ASKS_WITHIN, bare) || labels_end(l, WORDS_ASKS_END, bare))
        return true;
    return labels_start(l, WORDS_ASKS_START, bare) > 0;
}

#define STRAY_BYTES_MOST 16

bool asks_mark_near_end(struct str s) {
    struct str tail = str_slice(s, s.n - MIN(s.n, STRAY_BYTES_MOST), s.n);
    return str_find_byte(tail, '?') != SIZE_MAX || str_has(tail, STR("？"));
}

bool asks_emoji(struct str s) {
    s = str_trim(s);
    const char *p = s.p + s.n;
    return s.n > 0 && is_emoji(utf8_prev(&p, s.p));
}

#define ASKS_BYTES_MOST 180

static bool has_break(struct str s) {
    const struct str marks[] = {STR("。"), STR("；"), STR(". "), STR("："), STR(": ")};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_has(s, marks[i]))
            return true;
    return false;
}

bool asks_alone(const struct labels *l, struct str s) {
    struct str bare = asks_bare(s);
    return bare.n > 0 && bare.n <= ASKS_BYTES_MOST && !has_break(bare) && asks(l, bare);
}

static bool is_filler(uint32_t c) {
    return c == '?' || c == 0xFF1F || c == '.' || c == 0x2026 || c == '_' || c == '-' ||
           c == 0x2014 || c == '/' || code_is_space(c);
}

#define MISSING_BYTES_MOST 80

bool asks_missing(const struct labels *l, struct str s) {
    if (s.n > MISSING_BYTES_MOST)
        return false;
    struct str bare = asks_bare(s);
    bool filler = true;
    for (const char *p = bare.p, *end = bare.p + bare.n; p < end && filler;)
        filler = is_filler(utf8_next(&p, end));
    if (filler)
        return true;
    while (bare.n > 0 &&
           (bare.p[bare.n - 1] == '.' || bare.p[bare.n - 1] == '!' || bare.p[bare.n - 1] == ':'))
        bare.n--;
    const struct str wide[] = {STR("。"), STR("！"), STR("："), STR("…")};
    for (size_t i = 0; i < COUNT_OF(wide); i++)
        if (str_ends(bare, wide[i]))
            bare.n -= wide[i].n;
    const struct str open[] = {STR("（"), STR("("), STR("【"), STR("[")};
    for (size_t i = 0; i < COUNT_OF(open); i++) {
        size_t n = open[i].n;
        if (str_starts(bare, open[i]) && bare.n > 2 * n)
            return labels_has(l, WORDS_MISSING, str_slice(bare, n, bare.n - n));
    }
    return labels_has(l, WORDS_MISSING, bare);
}
