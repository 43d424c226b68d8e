/* str: slices of bytes, UTF-8 unless said otherwise, never NUL-terminated by promise. For every
 * folder. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

#include <string.h>

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_ARG(s)   (int)(s).n, (s).p /* for "%.*s" */

static inline const char *str_end(struct str s) {
    return s.n ? s.p + s.n : s.p;
}
struct str str_of(const char *cstr); /* NULL gives the empty slice */
bool str_eq(struct str a, struct str b);
bool str_eqc(struct str a, const char *b);
int str_cmp(struct str a, struct str b); /* by bytes, which for UTF-8 is by code point */
/* Here, so that a comparison with a literal costs no call. */
static inline bool str_starts(struct str s, struct str prefix) {
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}
static inline bool str_ends(struct str s, struct str suffix) {
    return s.n >= suffix.n &&
           (suffix.n == 0 || memcmp(s.p + (s.n - suffix.n), suffix.p, suffix.n) == 0);
}
static inline bool byte_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool byte_is_letter(char c) { /* of ASCII */
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}
static inline bool byte_is_alnum(char c) {
    return byte_is_letter(c) || byte_is_digit(c);
}
static inline bool str_digit_at(struct str s, size_t at) { /* false behind the end */
    return at < s.n && byte_is_digit(s.p[at]);
}
bool str_has_digit(struct str s);
/* The rest; at is clamped. */
static inline struct str str_from(struct str s, size_t at) {
    at = at < s.n ? at : s.n;
    return (struct str){at ? s.p + at : s.p, s.n - at};
}
struct str str_slice(struct str s, size_t from, size_t to); /* clamped, from <= to */
size_t str_find(struct str s, struct str needle);           /* byte offset, or SIZE_MAX */
size_t str_find_byte(struct str s, char c);                 /* byte offset, or SIZE_MAX */
static inline bool str_has(struct str s, struct str needle) {
    return str_find(s, needle) != SIZE_MAX;
}
/* The first of the `n` strings of `v` that s begins with, or ends in: its length; 0 for none. */
size_t str_starts_any(struct str s, const char *const *v, size_t n);
size_t str_ends_any(struct str s, const char *const *v, size_t n);
bool str_has_any(struct str s, const char *const *v, size_t n);

/* Without blanks at the ends: ASCII white space, U+3000, U+00A0, U+FEFF. */
struct str str_trim_any(struct str s);
struct str str_trim_end(struct str s);

/* What a byte may begin or end of these blanks: most texts have none, which two looks tell. */
enum { BLANK_BEGINS = 1, BLANK_ENDS = 2 };
extern const unsigned char str_blank_bytes[256];
static inline struct str str_trim(struct str s) {
    bool has_any = s.n && ((str_blank_bytes[(unsigned char)s.p[0]] & BLANK_BEGINS) ||
                           (str_blank_bytes[(unsigned char)s.p[s.n - 1]] & BLANK_ENDS));
    return has_any ? str_trim_any(s) : s;
}

/* Takes the next part, up to the separator (which is in neither), off *rest; false when nothing is
 * left. A separator at the end begins no further part. */
bool str_next_part(struct str *rest, char separator, struct str *part);
static inline bool str_next_line(struct str *rest, struct str *line) {
    return str_next_part(rest, '\n', line);
}

/* Copies owned by `a`. str_c is NUL-terminated. */
struct str str_copy(struct arena *a, struct str s);
const char *str_c(struct arena *a, struct str s);
struct str str_format(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str str_join(struct arena *a, const struct str *v, size_t n, struct str between);
struct str str_replace(struct arena *a, struct str s, struct str from, struct str to);
struct str str_lower_ascii(struct arena *a, struct str s);

/* Decimal number that is the whole of s; false when it is not one or does not fit. */
bool str_to_int(struct str s, long *out);
bool str_to_double(struct str s, double *out); /* locale-free: digits, one '.', sign */

#endif
