/* str: slices of bytes. */
#include "base/str.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

struct str str_of(const char *cstr) {
    return cstr ? (struct str){cstr, strlen(cstr)} : (struct str){0};
}

bool str_eq(struct str a, struct str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eqc(struct str a, const char *b) {
    return str_eq(a, str_of(b));
}

int str_cmp(struct str a, struct str b) {
    size_t n = MIN(a.n, b.n);
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_has_digit(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (byte_is_digit(s.p[i]))
            return true;
    return false;
}

struct str str_slice(struct str s, size_t from, size_t to) {
    to = MIN(to, s.n);
    from = MIN(from, to);
    return s.p ? (struct str){s.p + from, to - from} : s;
}

/* memmem looks at every byte; memchr at sixteen and more at once. Of UTF-8 the last byte tells
 * most. Only for needles so short that comparing them everywhere costs little. */
enum { SHORT_NEEDLE = 8 };

static size_t find_short(struct str s, struct str needle) {
    const size_t last = needle.n - 1;
    for (size_t at = last; at < s.n; at++) {
        const char *hit = memchr(s.p + at, needle.p[last], s.n - at);
        if (!hit)
            break;
        at = (size_t)(hit - s.p);
        if (hit[-(ptrdiff_t)last] == needle.p[0] && memcmp(hit - last, needle.p, last) == 0)
            return at - last;
    }
    return SIZE_MAX;
}

size_t str_find(struct str s, struct str needle) {
    if (needle.n == 0)
        return 0;
    if (needle.n > s.n)
        return SIZE_MAX;
    if (needle.n > SHORT_NEEDLE) {
        const char *hit = memmem(s.p, s.n, needle.p, needle.n);
        return hit ? (size_t)(hit - s.p) : SIZE_MAX;
    }
    return find_short(s, needle);
}

size_t str_starts_any(struct str s, const char *const *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_starts(s, str_of(v[i])))
            return strlen(v[i]);
    return 0;
}

size_t str_ends_any(struct str s, const char *const *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_ends(s, str_of(v[i])))
            return strlen(v[i]);
    return 0;
}

bool str_has_any(struct str s, const char *const *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_has(s, str_of(v[i])))
            return true;
    return false;
}

size_t str_find_byte(struct str s, char c) {
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

static bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The blanks beyond ASCII that notes have at the ends of lines: U+3000, U+00A0, U+FEFF. */
static const struct {
    char bytes[4];
    unsigned n;
} wide_blanks[] = {{"\xE3\x80\x80", 3}, {"\xC2\xA0", 2}, {"\xEF\xBB\xBF", 3}};

static size_t blank_at_start(struct str s) {
    if (s.n && is_ascii_space(s.p[0]))
        return 1;
    if (s.n == 0 || (s.p[0] != '\xE3' && s.p[0] != '\xC2' && s.p[0] != '\xEF'))
        return 0;
    for (size_t i = 0; i < COUNT_OF(wide_blanks); i++)
        if (str_starts(s, (struct str){wide_blanks[i].bytes, wide_blanks[i].n}))
            return wide_blanks[i].n;
    return 0;
}

static size_t blank_at_end(struct str s) {
    if (s.n && is_ascii_space(s.p[s.n - 1]))
        return 1;
    char last = s.n ? s.p[s.n - 1] : 0;
    if (last != '\x80' && last != '\xA0' && last != '\xBF')
        return 0;
    for (size_t i = 0; i < COUNT_OF(wide_blanks); i++)
        if (str_ends(s, (struct str){wide_blanks[i].bytes, wide_blanks[i].n}))
            return wide_blanks[i].n;
    return 0;
}

const unsigned char str_blank_bytes[256] = {
    ['\t'] = BLANK_BEGINS | BLANK_ENDS,
    ['\n'] = BLANK_BEGINS | BLANK_ENDS,
    ['\v'] = BLANK_BEGINS | BLANK_ENDS,
    ['\f'] = BLANK_BEGINS | BLANK_ENDS,
    ['\r'] = BLANK_BEGINS | BLANK_ENDS,
    [' '] = BLANK_BEGINS | BLANK_ENDS,
    [0xE3] = BLANK_BEGINS,
    [0xC2] = BLANK_BEGINS,
    [0xEF] = BLANK_BEGINS,
    [0x80] = BLANK_ENDS,
    [0xA0] = BLANK_ENDS,
    [0xBF] = BLANK_ENDS,
};

struct str str_trim_any(struct str s) {
    for (size_t n; (n = blank_at_start(s)) > 0;)
        s = str_from(s, n);
    return str_trim_end(s);
}

struct str str_trim_end(struct str s) {
    for (size_t n; (n = blank_at_end(s)) > 0;)
        s.n -= n;
    return s;
}

bool str_next_part(struct str *rest, char separator, struct str *part) {
    if (rest->n == 0)
        return false;
    size_t end = str_find_byte(*rest, separator);
    *part = str_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? str_from(*rest, rest->n) : str_from(*rest, end + 1);
    return true;
}

struct str str_copy(struct arena *a, struct str s) {
    return (struct str){arena_copy(a, s.p, s.n), s.n};
}

const char *str_c(struct arena *a, struct str s) {
    return arena_copy(a, s.p, s.n);
}

struct str str_format(struct arena *a, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        fail_raise(arena_failure(a), "cannot format `%s`", fmt);
    char *p = arena_alloc(a, (size_t)n + 1);
    va_start(args, fmt);
    (void)vsnprintf(p, (size_t)n + 1, fmt, args);
    va_end(args);
    return (struct str){p, (size_t)n};
}

static char *put(char *to, struct str s) {
    if (s.n)
        memcpy(to, s.p, s.n);
    return to + s.n;
}

struct str str_join(struct arena *a, const struct str *v, size_t n, struct str between) {
    size_t total = n ? between.n * (n - 1) : 0;
    for (size_t i = 0; i < n; i++)
        total += v[i].n;
    char *start = arena_alloc(a, total + 1), *p = start;
    for (size_t i = 0; i < n; i++)
        p = put(i ? put(p, between) : p, v[i]);
    return (struct str){start, total};
}

struct str str_replace(struct arena *a, struct str s, struct str from, struct str to) {
    size_t hits = 0;
    if (from.n)
        for (size_t at, i = 0; (at = str_find(str_from(s, i), from)) != SIZE_MAX; i += at + from.n)
            hits++;
    size_t total = s.n - hits * from.n + hits * to.n;
    char *start = arena_alloc(a, total + 1), *p = start;
    for (; hits > 0; hits--) {
        size_t at = str_find(s, from);
        p = put(put(p, str_slice(s, 0, at)), to);
        s = str_from(s, at + from.n);
    }
    put(p, s);
    return (struct str){start, total};
}

struct str str_lower_ascii(struct arena *a, struct str s) {
    char *p = arena_copy(a, s.p, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] + ('a' - 'A'));
    return (struct str){p, s.n};
}

static bool take_sign(struct str *s) {
    bool minus = s->n && s->p[0] == '-';
    if (minus || (s->n && s->p[0] == '+'))
        *s = str_from(*s, 1);
    return minus;
}

bool str_to_int(struct str s, long *out) {
    bool minus = take_sign(&s);
    unsigned long most = minus ? 0UL - (unsigned long)LONG_MIN : (unsigned long)LONG_MAX, v = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
        if (digit > 9 || v > (most - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *out = minus ? (long)(0UL - v) : (long)v;
    return true;
}

/* Digits beyond the 18th significant one are not looked at: the result is within two units in the
 * last place of a double, and exact for up to 15 digits with up to 22 decimals. */
bool str_to_double(struct str s, double *out) {
    bool minus = take_sign(&s), dot = false;
    uint64_t mantissa = 0;
    int digits = 0, exponent = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' && !dot) {
            dot = true;
            continue;
        }
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
        if (digit > 9 || ++digits > 300)
            return false;
        bool kept = mantissa < UINT64_C(100000000000000000);
        if (kept)
            mantissa = mantissa * 10 + digit;
        exponent += (kept ? 0 : 1) - (dot ? 1 : 0);
    }
    if (digits == 0)
        return false;
    double v = (double)mantissa, scale = 1;
    for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--)
        scale *= 10;
    v = exponent < 0 ? v / scale : v * scale;
    *out = minus ? -v : v;
    return true;
}
