/* html_token: raw HTML in pieces. */
#include "syntax/html_token.h"

#include "syntax/entity.h"

#include <strings.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_name_byte(char c) {
    return byte_is_alnum(c) || c == '-' || c == '_' || c == ':';
}

static size_t skip_space(struct str s, size_t i) {
    while (i < s.n && is_space(s.p[i]))
        i++;
    return i;
}

/* The end of a tag whose attributes begin at `i`: a '>' outside of values in quotes, or SIZE_MAX.
 */
static size_t tag_end(struct str s, size_t i) {
    char quote = '\0', before = '\0';
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && before == '=')
            quote = c;
        else if (c == '>')
            return i + 1;
        else if (c == '<')
            return SIZE_MAX;
        before = is_space(c) ? before : c;
    }
    return SIZE_MAX;
}

static size_t end_behind(struct str s, size_t from, const char *mark) {
    size_t at = str_find(str_from(s, from), str_of(mark));
    return at == SIZE_MAX ? SIZE_MAX : from + at + strlen(mark);
}

static bool read_tag(struct str s, size_t at, struct html_token *out) {
    bool closes = at + 1 < s.n && s.p[at + 1] == '/';
    size_t name = at + 1 + closes, i = name;
    if (i >= s.n || !byte_is_letter(s.p[i]))
        return false;
    while (i < s.n && is_name_byte(s.p[i]))
        i++;
    size_t end = tag_end(s, i);
    if (end == SIZE_MAX || (i < end - 1 && !is_space(s.p[i]) && s.p[i] != '/'))
        return false;
    out->kind = closes ? HTML_CLOSE : HTML_OPEN;
    out->end = (uint32_t)end;
    out->name = str_slice(s, name, i);
    out->attributes = str_slice(s, i, end - 1);
    out->is_empty = s.p[end - 2] == '/';
    return true;
}

static bool read_other(struct str s, size_t at, struct html_token *out) {
    struct str rest = str_from(s, at);
    size_t end = SIZE_MAX;
    out->kind = HTML_OTHER;
    if (str_starts(rest, STR("<!--"))) {
        end = end_behind(s, at + 4, "-->");
        out->kind = HTML_COMMENT;
        size_t to = end == SIZE_MAX ? s.n : end - 3;
        out->name = str_trim(str_slice(s, at + 4, to));
        end = MIN(end, s.n); /* one never closed goes to the end */
    } else if (str_starts(rest, STR("<![CDATA["))) {
        end = end_behind(s, at, "]]>");
    } else if (str_starts(rest, STR("<?"))) {
        end = end_behind(s, at, "?>");
    } else if (str_starts(rest, STR("<!"))) {
        end = end_behind(s, at, ">");
    }
    out->end = (uint32_t)MIN(end, s.n);
    return end != SIZE_MAX;
}

bool html_next(struct str html, uint32_t *at, struct html_token *out) {
    uint32_t from = *at;
    if (from >= html.n)
        return false;
    *out = (struct html_token){.at = from};
    if (html.p[from] == '<' && (read_tag(html, from, out) || read_other(html, from, out))) {
        *at = out->end;
        return true;
    }
    const char *next = memchr(html.p + from + 1, '<', html.n - from - 1);
    *out = (struct html_token){HTML_TEXT, from, next ? (uint32_t)(next - html.p) : (uint32_t)html.n,
                               {0},       {0},  false};
    *at = out->end;
    return true;
}

/* One attribute at *i; false at the end. */
static bool next_attribute(struct str s, size_t *i, struct str *name, struct str *value) {
    while (*i < s.n && !is_name_byte(s.p[*i]))
        ++*i;
    size_t from = *i;
    while (*i < s.n && is_name_byte(s.p[*i]))
        ++*i;
    *name = str_slice(s, from, *i);
    *value = (struct str){0};
    size_t eq = skip_space(s, *i);
    if (eq >= s.n || s.p[eq] != '=')
        return name->n > 0;
    size_t v = skip_space(s, eq + 1);
    bool quoted = v < s.n && (s.p[v] == '"' || s.p[v] == '\'');
    size_t end = v + quoted;
    while (end < s.n && (quoted ? s.p[end] != s.p[v] : !is_space(s.p[end])))
        end++;
    *value = str_slice(s, v + quoted, end);
    *i = end + quoted;
    return true;
}

struct str html_attribute(struct arena *a, struct str attributes, const char *name) {
    size_t i = 0;
    struct str n, v;
    while (next_attribute(attributes, &i, &n, &v)) {
        if (n.n != strlen(name) || strncasecmp(n.p, name, n.n) != 0)
            continue;
        if (str_find_byte(v, '&') == SIZE_MAX)
            return str_copy(a, str_trim(v));
        struct buf b = buf_in(a);
        entity_put_all(&b, str_trim(v));
        return buf_get(&b);
    }
    return (struct str){0};
}

struct str html_style(struct str style, const char *property) {
    while (style.n) {
        size_t end = str_find_byte(style, ';');
        struct str rule = str_slice(style, 0, end);
        size_t colon = str_find_byte(rule, ':');
        struct str name = str_trim(str_slice(rule, 0, colon));
        if (colon != SIZE_MAX && name.n == strlen(property) &&
            strncasecmp(name.p, property, name.n) == 0)
            return str_trim(str_from(rule, colon + 1));
        style = str_from(style, end == SIZE_MAX ? style.n : end + 1);
    }
    return (struct str){0};
}
