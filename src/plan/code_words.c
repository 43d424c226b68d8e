/* code_words: see code_words.h. One pass; a string ends at its line's end unless it is triple. */
#include "plan/code_words.h"

#include <strings.h>

enum { CODE_NO_CASE = 1, CODE_TRIPLE = 2 };

struct language {
    const char *names, *line_comments, *block_comment, *quotes;
    int flags;
    const char *keywords;
};

static const struct language languages[] = {
#define LANGUAGE(names, lines, block, quotes, flags, keywords)                                     \
    {names, lines, block, quotes, flags, keywords},
#include "plan/code_words.def"
#undef LANGUAGE
};

/* True when `word` is one of the words of a list. */
static bool is_listed(const char *list, struct str word, bool no_case) {
    struct str rest = str_of(list), one;
    while (str_next_part(&rest, ' ', &one))
        if (one.n == word.n && (no_case ? strncasecmp(one.p, word.p, word.n) == 0
                                        : memcmp(one.p, word.p, word.n) == 0))
            return true;
    return false;
}

static const struct language *find_language(struct str info) {
    size_t n = 0;
    info = str_trim(info);
    while (n < info.n && !strchr(" \t{,:", info.p[n]))
        n++;
    struct str name = str_slice(info, 0, n);
    for (size_t i = 0; name.n && i < COUNT_OF(languages); i++)
        if (is_listed(languages[i].names, name, true))
            return &languages[i];
    return NULL;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t to_line_end(struct str s) {
    size_t at = str_find_byte(s, '\n');
    return at == SIZE_MAX ? s.n : at;
}

/* Bytes of the comment at the start of s, 0 when there is none. */
static size_t comment_at(const struct language *l, struct str s) {
    struct str rest = str_of(l->block_comment), open = {0}, close = {0};
    if (str_next_part(&rest, ' ', &open) && str_next_part(&rest, ' ', &close) &&
        str_starts(s, open)) {
        size_t end = str_find(str_from(s, open.n), close);
        return end == SIZE_MAX ? s.n : open.n + end + close.n;
    }
    rest = str_of(l->line_comments);
    while (str_next_part(&rest, ' ', &open))
        if (str_starts(s, open))
            return to_line_end(s);
    return 0;
}

/* Bytes of the string at the start of s, 0 when there is none. */
static size_t string_at(const struct language *l, struct str s) {
    char quote = s.p[0];
    if (!strchr(l->quotes, quote))
        return 0;
    char three[3] = {quote, quote, quote};
    struct str triple = {three, 3};
    if ((l->flags & CODE_TRIPLE) && str_starts(s, triple)) {
        size_t end = str_find(str_from(s, 3), triple);
        return end == SIZE_MAX ? s.n : end + 6;
    }
    for (size_t i = 1; i < s.n && (s.p[i] != '\n' || quote == '`'); i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == quote)
            return i + 1;
    }
    return 1; /* never closed: a lone quote */
}

static size_t word_at(const struct language *l, struct str s, enum code_class *class) {
    size_t n = 0;
    bool digits = s.p[0] >= '0' && s.p[0] <= '9';
    while (n < s.n && (is_word(s.p[n]) || (digits && s.p[n] == '.')))
        n++;
    *class = digits ? CODE_NUMBER
             : is_listed(l->keywords, str_slice(s, 0, n), (l->flags & CODE_NO_CASE) != 0)
                 ? CODE_KEYWORD
                 : CODE_PLAIN;
    return n;
}

/* Bytes of what begins s, and what it is. */
static size_t token_at(const struct language *l, struct str s, enum code_class *class) {
    size_t n = comment_at(l, s);
    *class = CODE_COMMENT;
    if (n)
        return n;
    *class = CODE_STRING;
    n = string_at(l, s);
    if (n > 1)
        return n;
    if (n == 0 && is_word(s.p[0]))
        return word_at(l, s, class);
    *class = CODE_PLAIN;
    return 1;
}

void code_words(struct str text, struct str language, code_piece *piece, void *self) {
    const struct language *l = find_language(language);
    size_t plain = 0, at = 0;
    while (l && at < text.n) {
        enum code_class class;
        size_t n = token_at(l, str_from(text, at), &class);
        if (class != CODE_PLAIN) {
            if (at > plain)
                piece(self, CODE_PLAIN, str_slice(text, plain, at));
            piece(self, class, str_slice(text, at, at + n));
            plain = at + n;
        }
        at += n;
    }
    if (text.n > plain)
        piece(self, CODE_PLAIN, str_from(text, plain));
}
