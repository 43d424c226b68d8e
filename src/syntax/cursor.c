/* cursor: where things stand in the text md4c reads. */
#include "syntax/cursor.h"

enum { DELIMITER_REACH = 512 }; /* a line's prefix, blanks, escapes at most stand before it */

uint32_t cur_line_end(const struct cursor *c, uint32_t at) {
    const char *p = at < c->len ? memchr(c->s + at, '\n', c->len - at) : NULL;
    return p ? (uint32_t)(p - c->s) : c->len;
}

/* Asked nearly in order: only what was not looked at yet is, lines may be long. */
uint32_t cur_line_begin(struct cursor *c, uint32_t at) {
    bool ahead = at >= c->line;
    uint32_t from = ahead ? MAX(c->line, MIN(c->line_to, at)) : 0;
    const char *p = at > from ? memrchr(c->s + from, '\n', at - from) : NULL;
    uint32_t begin = p ? (uint32_t)(p - c->s) + 1 : ahead ? c->line : 0;
    if (ahead) {
        c->line_to = MAX(c->line_to, at);
        c->line = begin;
    }
    return begin;
}

uint32_t cur_skip_blanks(const struct cursor *c, uint32_t at) {
    while (cur_is_blank(cur_byte(c, at)))
        at++;
    return at;
}

uint32_t cur_skip_prefix(const struct cursor *c, uint32_t at) {
    while (cur_is_blank(cur_byte(c, at)) || cur_byte(c, at) == '>')
        at++;
    return at;
}

void cur_to_text(struct cursor *c) {
    bool at_line = c->at == 0 || c->s[c->at - 1] == '\n';
    c->at = at_line ? cur_skip_prefix(c, c->at) : cur_skip_blanks(c, c->at);
    while (c->at < c->len && c->s[c->at] == '\n')
        c->at = cur_skip_prefix(c, c->at + 1);
}

static bool is_item(const struct cursor *c, uint32_t at, char mark) {
    uint32_t i = at;
    bool ordered = mark == '.' || mark == ')';
    while (ordered && byte_is_digit(cur_byte(c, i)))
        i++;
    char next = cur_byte(c, i + 1);
    return ordered == (i > at) && cur_byte(c, i) == mark && (cur_is_blank(next) || next == '\n');
}

bool cur_is_fence(const struct cursor *c, uint32_t at, char mark) {
    return cur_byte(c, at) == mark && cur_byte(c, at + 1) == mark && cur_byte(c, at + 2) == mark;
}

bool cur_closes_fence(const struct cursor *c, uint32_t at, uint32_t opening) {
    char mark = cur_byte(c, opening);
    uint32_t open = opening, close = at;
    while (cur_byte(c, open) == mark)
        open++;
    while (cur_byte(c, close) == mark)
        close++;
    return close - at >= open - opening && cur_byte(c, cur_skip_blanks(c, close)) == '\n';
}

static bool is_rule(const struct cursor *c, uint32_t at, char unused) {
    char mark = cur_byte(c, at);
    int marks = 0;
    (void)unused;
    if (mark != '-' && mark != '*' && mark != '_')
        return false;
    for (; cur_byte(c, at) != '\n'; at++) {
        if (cur_byte(c, at) == mark)
            marks++;
        else if (!cur_is_blank(cur_byte(c, at)))
            return false;
    }
    return marks >= 3;
}

static bool to_line_with(struct cursor *c, char mark,
                         bool (*is)(const struct cursor *, uint32_t, char)) {
    for (uint32_t at = c->at;;) {
        at = cur_skip_prefix(c, at);
        if (is(c, at, mark)) {
            c->at = at;
            return true;
        }
        at = cur_line_end(c, at) + 1;
        if (at >= c->len)
            return false;
    }
}

bool cur_to_item(struct cursor *c, char mark) {
    return to_line_with(c, mark, is_item);
}

bool cur_to_rule(struct cursor *c) {
    return to_line_with(c, '\0', is_rule);
}

bool cur_to_fence(struct cursor *c, char mark) {
    return to_line_with(c, mark, cur_is_fence);
}

/* On a new line the marks of the quotes around come first. */
bool cur_to_quote(struct cursor *c) {
    uint32_t at = cur_skip_blanks(c, c->at);
    while (cur_byte(c, at) != '>') {
        at = cur_line_end(c, at) + 1;
        if (at >= c->len)
            return false;
        at = cur_skip_blanks(c, at);
        for (uint32_t k = c->quotes; k > 0 && cur_byte(c, at) == '>'; k--)
            at = cur_skip_blanks(c, at + 1);
    }
    c->at = at;
    return true;
}

void cur_pass_quote_lines(struct cursor *c, bool in_item) {
    for (;;) {
        uint32_t end = cur_line_end(c, c->at), marks = 0;
        if (cur_skip_blanks(c, c->at) != end || end + 1 >= c->len)
            return;
        uint32_t before = end + 1, at = cur_skip_blanks(c, before);
        bool apart = !in_item; /* from what is before its mark: an item's lines are indented */
        for (; cur_byte(c, at) == '>'; marks++) {
            apart |= marks + 1 == c->quotes && at > before;
            before = at + 1;
            at = cur_skip_blanks(c, before);
        }
        if (!apart || marks < c->quotes || cur_byte(c, at) != '\n')
            return;
        c->at = at;
    }
}

void cur_to_delimiter(struct cursor *c, char d) {
    uint32_t reach = MIN(c->len - c->at, (uint32_t)DELIMITER_REACH);
    const char *p = reach ? memchr(c->s + c->at, d, reach) : NULL;
    if (p)
        c->at = (uint32_t)(p - c->s);
}

/* Blanks, and at most one line end with the next line's prefix. */
static uint32_t skip_space(const struct cursor *c, uint32_t at) {
    at = cur_skip_blanks(c, at);
    return at < c->len && c->s[at] == '\n' ? cur_skip_prefix(c, at + 1) : at;
}

/* The end of a link's target that begins at `at`: in angle brackets, or up to a blank or the
 * parenthesis that closes the link. */
static uint32_t target_end(const struct cursor *c, uint32_t at) {
    bool pointed = cur_byte(c, at) == '<';
    int depth = 0;
    for (uint32_t i = at + pointed; i < c->len; i++) {
        char b = c->s[i];
        if (pointed && b == '>')
            return i + 1;
        if (b == '\n' || (!pointed && b == ' ') || (!pointed && b == ')' && depth-- == 0))
            return i;
        depth += !pointed && b == '(';
        i += b == '\\' && cur_byte(c, i + 1) != '\n';
    }
    return c->len;
}

/* The end of a title whose quote stands at `at`. */
static uint32_t title_end(const struct cursor *c, uint32_t at) {
    char quote = c->s[at] == '(' ? ')' : c->s[at];
    for (uint32_t i = at + 1; i < c->len; i++) {
        if (c->s[i] == quote)
            return i + 1;
        i += c->s[i] == '\\';
    }
    return c->len;
}

/* `(target "title")`; what is none belongs to the text behind a reference. */
static uint32_t inline_link_end(const struct cursor *c, uint32_t at) {
    uint32_t i = target_end(c, skip_space(c, at + 1)), space = i;
    i = skip_space(c, i);
    char quote = cur_byte(c, i);
    if (i > space && (quote == '"' || quote == '\'' || quote == '('))
        i = skip_space(c, title_end(c, i));
    return cur_byte(c, i) == ')' ? i + 1 : at;
}

/* `[label]`: no bracket inside, at most so long (CommonMark 6.3). */
static uint32_t label_end(const struct cursor *c, uint32_t at) {
    enum { LABEL_MAX = 1000 };
    for (uint32_t i = at + 1; i < c->len && i - at <= LABEL_MAX; i++) {
        if (c->s[i] == ']')
            return i + 1;
        if (c->s[i] == '[')
            return at;
        i += c->s[i] == '\\';
    }
    return at;
}

uint32_t cur_link_end(const struct cursor *c, uint32_t at) {
    if (cur_byte(c, at) == '(')
        return inline_link_end(c, at);
    return cur_byte(c, at) == '[' ? label_end(c, at) : at;
}
