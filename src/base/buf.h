/* buf: a growing run of bytes in an arena. For every folder. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    struct arena *a;
    char *p;
    size_t n, cap;
};

static inline struct buf buf_in(struct arena *a) {
    return (struct buf){.a = a};
}
/* Makes room for n more bytes at p + n. */
void buf_room(struct buf *b, size_t n);
void buf_bytes(struct buf *b, const void *p, size_t n);
static inline void buf_byte(struct buf *b, int c) {
    if (b->n == b->cap)
        buf_room(b, 1);
    b->p[b->n++] = (char)c;
}
void buf_str(struct buf *b, struct str s);
void buf_c(struct buf *b, const char *cstr);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_code(struct buf *b, uint32_t code); /* as UTF-8; a surrogate or > 10FFFF becomes U+FFFD */

/* Text of XML 1.0: & < > " escaped, without the characters it forbids. Text is UTF-8. */
void buf_xml(struct buf *b, struct str text);

/* v / 10^digits in decimal, without exponent or locale, no trailing zeros: (12345, 3) -> 12.345 */
void buf_fixed(struct buf *b, int64_t v, int digits);

static inline struct str buf_get(const struct buf *b) {
    return (struct str){b->p, b->n};
}

#endif
