/* text: line ends, reserved characters, the line map. */
#include "source/text.h"

/* U+FDD0–FDEF are EF B7 90–AF. */
static bool is_reserved(const char *p, const char *end) {
    const unsigned char *u = (const unsigned char *)p;
    return end - p >= 3 && u[0] == 0xEF && u[1] == 0xB7 && u[2] >= 0x90 && u[2] <= 0xAF;
}

static bool is_clean(struct str s) {
    if (s.n == 0)
        return true;
    if (memchr(s.p, '\r', s.n) || memchr(s.p, '\0', s.n))
        return false;
    const char *end = s.p + s.n;
    for (const char *p = s.p + 1; p < end && (p = memchr(p, 0xB7, (size_t)(end - p))); p++)
        if (is_reserved(p - 1, end))
            return false;
    return true;
}

static struct str cleaned(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    const char *end = s.p + s.n;
    for (const char *p = s.p, *from = p; p <= end; p++) {
        bool reserved = p < end && is_reserved(p, end);
        if (p < end && *p != '\r' && *p != '\0' && !reserved)
            continue;
        buf_bytes(&b, from, (size_t)(p - from));
        if (p < end && *p == '\r')
            buf_byte(&b, '\n');
        else if (p < end)
            buf_c(&b, "\uFFFD");
        if (reserved)
            p += 2;
        else if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
            p++;
        from = p + 1;
    }
    return buf_get(&b);
}

void text_read(struct arena *a, struct str utf8, struct source *s) {
    s->text = is_clean(utf8) ? utf8 : cleaned(a, utf8);
    VEC(uint32_t) lines = {0};
    vec_push(a, &lines, 0);
    const char *begin = s->text.p, *end = str_end(s->text);
    for (const char *p = begin; p < end;) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (!p || ++p == end)
            break;
        vec_push(a, &lines, (uint32_t)(p - begin));
    }
    s->line_at = lines.v;
    s->n_lines = (uint32_t)lines.n;
}
