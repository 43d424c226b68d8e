/* cursor: where things stand in the text md4c reads. md4c tells no positions; but its calls come in
 * the order of the text, and it passes over nothing but blank lines, closing fences, underlines,
 * delimiter rows and link definitions without a call. So a cursor that only moves forward finds
 * every mark. For tree.c.
 *
 * Terms: cursor, the first byte not yet accounted for by a call; prefix, blanks and '>' at the
 * beginning of a line. All offsets are of the normalised text. */
#ifndef SYNTAX_CURSOR_H
#define SYNTAX_CURSOR_H

#include "base/str.h"

struct cursor {
    const char *s;
    uint32_t len, at;
    uint32_t quotes;        /* quotes open */
    uint32_t line, line_to; /* the beginning of a line, and up to where it is known to go on */
};

static inline bool cur_is_blank(char c) {
    return c == ' ' || c == '\t';
}
static inline char cur_byte(const struct cursor *c, uint32_t at) {
    return at < c->len ? c->s[at] : '\n';
}
uint32_t cur_line_end(const struct cursor *c, uint32_t at);
uint32_t cur_line_begin(struct cursor *c, uint32_t at);
uint32_t cur_skip_blanks(const struct cursor *c, uint32_t at);
uint32_t cur_skip_prefix(const struct cursor *c, uint32_t at);

/* Moves to the next visible byte behind blank lines and prefixes. */
void cur_to_text(struct cursor *c);
/* Each moves to the mark, on the cursor's line or the first below that has it; false, not moving,
 * when there is none. */
bool cur_to_item(struct cursor *c, char mark);
bool cur_to_quote(struct cursor *c);
bool cur_to_rule(struct cursor *c);
bool cur_to_fence(struct cursor *c, char mark);
/* Whether the fence at `at` closes the one at `opening`. */
bool cur_closes_fence(const struct cursor *c, uint32_t at, uint32_t opening);
bool cur_is_fence(const struct cursor *c, uint32_t at, char mark);
/* Moves over lines that hold nothing but the marks of the open quotes, the innermost of which may
 * stand in an item of a list. */
void cur_pass_quote_lines(struct cursor *c, bool in_item);
/* Moves to the delimiter `d` not far from here, if there is one. */
void cur_to_delimiter(struct cursor *c, char d);
/* The end of a link whose text ends at `at` (behind its ']'). */
uint32_t cur_link_end(const struct cursor *c, uint32_t at);

#endif
