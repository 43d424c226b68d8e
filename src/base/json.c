/* json: a small writer (RFC 8259). The text is safe inside an HTML script element too. */
#include "base/json.h"

#include "base/utf8.h"

#include <stdio.h>

struct json json_to(struct buf *out, bool pretty) {
    return (struct json){.out = out, .pretty = pretty};
}

static void new_line(struct json *j) {
    if (!j->pretty)
        return;
    buf_byte(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        buf_bytes(j->out, "  ", 2);
}

/* What stands between the last thing and a new value or key. */
static void before(struct json *j) {
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->need_comma)
        buf_byte(j->out, ',');
    if (j->depth > 0)
        new_line(j);
}

void json_open(struct json *j, char bracket) {
    before(j);
    buf_byte(j->out, bracket);
    j->depth++;
    j->need_comma = false;
}

void json_close(struct json *j, char bracket) {
    j->depth--;
    if (j->need_comma)
        new_line(j);
    buf_byte(j->out, bracket);
    j->need_comma = true;
}

static void escape(struct buf *out, uint32_t code) {
    static const char short_form[][2] = {{'"', '"'},  {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'},
                                         {'\r', 'r'}, {'\b', 'b'},  {'\f', 'f'}, {'/', '/'}};
    for (size_t i = 0; i < COUNT_OF(short_form); i++)
        if (code == (unsigned char)short_form[i][0]) {
            buf_byte(out, '\\');
            buf_byte(out, short_form[i][1]);
            return;
        }
    buf_printf(out, "\\u%04x", code);
}

/* `p` points behind the character, `start` to the whole text's beginning. */
static bool needs_escape(uint32_t code, const char *p, const char *start) {
    if (code == '/' || code == '!') /* </script>, <!-- */
        return p - start >= 2 && p[-2] == '<';
    return code < 0x20 || code == '"' || code == '\\' || code == 0x7F || code == 0x2028 ||
           code == 0x2029;
}

static void quoted(struct buf *out, struct str s) {
    const char *p = s.p, *end = str_end(s), *done = s.p;
    buf_byte(out, '"');
    while (p < end) {
        const char *at = p;
        uint32_t code = utf8_next(&p, end);
        bool malformed = code == 0xFFFD && p - at == 1;
        if (!malformed && !needs_escape(code, p, s.p))
            continue;
        buf_bytes(out, done, (size_t)(at - done));
        if (malformed)
            buf_code(out, code);
        else
            escape(out, code);
        done = p;
    }
    if (s.n)
        buf_bytes(out, done, (size_t)(end - done));
    buf_byte(out, '"');
}

void json_key(struct json *j, const char *key) {
    before(j);
    quoted(j->out, str_of(key));
    buf_c(j->out, j->pretty ? ": " : ":");
    j->after_key = true;
}

void json_str(struct json *j, struct str s) {
    before(j);
    quoted(j->out, s);
    j->need_comma = true;
}

static void plain(struct json *j, const char *text) {
    before(j);
    buf_c(j->out, text);
    j->need_comma = true;
}

void json_int(struct json *j, int64_t v) {
    json_fixed(j, v, 0);
}

void json_fixed(struct json *j, int64_t v, int digits) {
    before(j);
    buf_fixed(j->out, v, digits);
    j->need_comma = true;
}

void json_bool(struct json *j, bool v) {
    plain(j, v ? "true" : "false");
}

void json_nil(struct json *j) {
    plain(j, "null");
}

void json_kstr(struct json *j, const char *key, struct str s) {
    json_key(j, key);
    json_str(j, s);
}

void json_kint(struct json *j, const char *key, int64_t v) {
    json_key(j, key);
    json_int(j, v);
}

void json_kbool(struct json *j, const char *key, bool v) {
    json_key(j, key);
    json_bool(j, v);
}
