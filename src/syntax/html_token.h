/* html_token: raw HTML in pieces: text, tags, comments. For html.c. */
#ifndef SYNTAX_HTML_TOKEN_H
#define SYNTAX_HTML_TOKEN_H

#include "base/str.h"

enum html_kind { HTML_TEXT, HTML_OPEN, HTML_CLOSE, HTML_COMMENT, HTML_OTHER };

struct html_token {
    enum html_kind kind; /* OTHER: <!…>, <?…?>, <![CDATA[…]]> */
    uint32_t at, end;    /* bytes of the HTML */
    struct str name;     /* OPEN, CLOSE: as written; COMMENT: what stands in it */
    struct str attributes;
    bool is_empty; /* OPEN: ends in "/>" */
};

/* The piece at *at, which moves behind it; false at the end. A '<' that begins no tag is text. */
bool html_next(struct str html, uint32_t *at, struct html_token *out);

/* The value of an attribute, references resolved; empty when it has none. Names compare without
 * case. */
struct str html_attribute(struct arena *a, struct str attributes, const char *name);

/* A property of a style attribute's value ("color" is not "background-color"); empty when absent.
 */
struct str html_style(struct str style, const char *property);

#endif
