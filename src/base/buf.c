/* buf: a growing run of bytes. */
#include "base/buf.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void buf_room(struct buf *b, size_t n) {
    if (n <= b->cap - b->n)
        return;
    if (n > SIZE_MAX / 8 - b->n)
        fail_raise(arena_failure(b->a), "out of memory (%zu bytes wanted)", n);
    size_t cap = MAX(MAX((size_t)64, b->cap * 2), b->n + n);
    b->p = arena_grow(b->a, b->p, b->cap, cap);
    b->cap = cap;
}

void buf_bytes(struct buf *b, const void *p, size_t n) {
    if (n == 0)
        return;
    buf_room(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_str(struct buf *b, struct str s) {
    buf_bytes(b, s.p, s.n);
}

void buf_c(struct buf *b, const char *cstr) {
    buf_bytes(b, cstr, strlen(cstr));
}

void buf_printf(struct buf *b, const char *fmt, ...) {
    for (size_t room = 64;;) {
        buf_room(b, room);
        va_list args;
        va_start(args, fmt);
        int n = vsnprintf(b->p + b->n, room, fmt, args);
        va_end(args);
        if (n < 0)
            fail_raise(arena_failure(b->a), "cannot format `%s`", fmt);
        if ((size_t)n < room) {
            b->n += (size_t)n;
            return;
        }
        room = (size_t)n + 1;
    }
}

void buf_code(struct buf *b, uint32_t code) {
    char bytes[4] = {0};
    size_t n = utf8_put(bytes, code);
    buf_bytes(b, bytes, n);
}

void buf_xml(struct buf *b, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '&')
            buf_c(b, "&amp;");
        else if (c == '<')
            buf_c(b, "&lt;");
        else if (c == '>')
            buf_c(b, "&gt;");
        else if (c == '"')
            buf_c(b, "&quot;");
        else if (utf8_is_none(text.p + i, str_end(text)))
            i += 2;
        else if (c >= 0x20 || c == '\n' || c == '\t')
            buf_byte(b, c);
    }
}

void buf_fixed(struct buf *b, int64_t v, int digits) {
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char text[64]; /* filled from the end: 20 digits of a 64-bit number, the dot, leading zeros */
    char *const end = text + sizeof(text);
    char *p = end;
    bool fraction = false; /* a decimal other than a trailing zero was written */
    digits = MIN(digits, 40);
    for (int i = 0; i < digits; i++, rest /= 10) {
        fraction = fraction || rest % 10;
        if (fraction)
            *--p = (char)('0' + rest % 10);
    }
    if (fraction)
        *--p = '.';
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (v < 0)
        buf_byte(b, '-');
    buf_bytes(b, p, (size_t)(end - p));
}
