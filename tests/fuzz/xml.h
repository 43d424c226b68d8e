/* xml: whether bytes are well-formed XML as our writers make it: UTF-8, the characters XML 1.0
 * allows, tags that close in order, no `<` or bare `&` in text. Comments, CDATA and declarations
 * are stepped over. Not for XML of others. */
#ifndef TESTS_FUZZ_XML_H
#define TESTS_FUZZ_XML_H

#include "base/utf8.h"

enum { XML_DEPTH = 64 };

static inline bool xml_allows(uint32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static inline const char *xml_bad_text(struct str s) {
    if (utf8_check(s) != SIZE_MAX)
        return "no UTF-8";
    for (const char *p = s.p, *end = str_end(s); p < end;)
        if (!xml_allows(utf8_next(&p, end)))
            return "a character XML does not have";
    return NULL;
}

/* What is stepped over, up to its end. */
static inline size_t xml_aside(struct str rest) {
    static const char *const asides[][2] = {
        {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    for (size_t i = 0; i < COUNT_OF(asides); i++)
        if (str_starts(rest, str_of(asides[i][0]))) {
            size_t end = str_find(rest, str_of(asides[i][1]));
            return end == SIZE_MAX ? rest.n : end + strlen(asides[i][1]);
        }
    return 0;
}

static inline bool xml_is_entity(struct str rest) {
    size_t end = str_find_byte(rest, ';');
    return end != SIZE_MAX && end > 1 && end < 10;
}

/* The length of a tag, quotes counted; 0 when it never ends. */
static inline size_t xml_tag(struct str rest) {
    char quote = 0;
    for (size_t i = 1; i < rest.n; i++) {
        char c = rest.p[i];
        if (c == '<')
            return 0;
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
        else if (c == '>' && !quote)
            return i + 1;
    }
    return 0;
}

static inline struct str xml_name(struct str tag) {
    size_t n = 0;
    while (n < tag.n && !strchr(" \t\r\n/>", tag.p[n]))
        n++;
    return str_slice(tag, 0, n);
}

/* NULL, or what is wrong. */
static inline const char *xml_bad(struct str s) {
    struct str open[XML_DEPTH];
    size_t depth = 0;
    const char *bad = xml_bad_text(s);
    while (!bad && s.n) {
        size_t step = xml_aside(s);
        if (!step && s.p[0] == '&' && !xml_is_entity(s))
            return "a bare &";
        if (!step && s.p[0] == '<') {
            step = xml_tag(s);
            struct str inside = str_slice(s, 1, step ? step - 1 : 1);
            bool closes = str_starts(inside, STR("/"));
            if (!step)
                return "a tag that does not end";
            if (closes && (depth == 0 || !str_eq(xml_name(str_from(inside, 1)), open[--depth])))
                return "a tag closed that is not open";
            if (!closes && !str_ends(inside, STR("/"))) {
                if (depth == XML_DEPTH)
                    return "too deep";
                open[depth++] = xml_name(inside);
            }
        }
        s = str_from(s, step ? step : 1);
    }
    return bad ? bad : depth ? "a tag that is not closed" : NULL;
}

#endif
