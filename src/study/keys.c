/* keys: looking for the colon that ends a key. One pass over the first characters of a text. */
#include "study/keys.h"

#include "base/utf8.h"
#include "study/signs.h"

#define BOLD_KEY_CHARACTERS_MOST 60 /* a key in bold type is one by its author's word */

struct scan {
    const struct rich *text;
    size_t run, run_end; /* the run of the current byte */
    int depth;           /* of brackets */
    size_t characters;   /* outside brackets */
};

static bool is_open(uint32_t c) {
    return c == '(' || c == 0xFF08 || c == '[' || c == 0x3010 || c == 0x300A || c == 0x201C ||
           c == 0x300C || c == '{';
}

static bool is_close(uint32_t c) {
    return c == ')' || c == 0xFF09 || c == ']' || c == 0x3011 || c == 0x300B || c == 0x201D ||
           c == 0x300D || c == '}';
}

/* What stands at p, where that matters to what stands before it. */
static uint32_t code_at(const char *p, const char *end) {
    return p < end ? utf8_next(&p, end) : 0;
}

static bool ends_sentence(uint32_t c, const char *next, const char *end) {
    switch (c) {
    case 0x3002:
    case 0xFF0C:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF01: /* 。，；？！ */
    case ',':
    case ';':
    case '?':
    case '!':
    case '\n':
        return true;
    case '.':
        return code_is_space(code_at(next, end));
    default:
        return false;
    }
}

static uint32_t flags_at(struct scan *k, size_t at) {
    while (k->run < k->text->n && k->run_end + k->text->runs[k->run].text.n <= at)
        k->run_end += k->text->runs[k->run++].text.n;
    return k->run < k->text->n ? k->text->runs[k->run].flags : 0;
}

static bool is_word(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

/* A half-width colon in a time, an address, a path or a name of code separates nothing. */
static bool separates(uint32_t before, uint32_t next) {
    if (next == '/' || next == '\\' || next == ':' || before == ':' || next == '=')
        return false;
    if (is_digit(before) && is_digit(next))
        return false;
    return !(is_word(before) && is_word(next));
}

static bool is_figures(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (!is_digit(c) && !code_is_space(c) && !code_is_punct(c))
            return false;
    }
    return true;
}

static bool is_key(const struct labels *l, struct str key) {
    key = str_trim(key);
    return key.n > 0 && !is_figures(key) && !labels_has(l, WORDS_CONNECTIVE, key);
}

/* The length of bold text at the start, without a colon in it at its end. */
static size_t bold_start(const struct rich *text) {
    size_t n = 0;
    for (size_t i = 0; i < text->n && (text->runs[i].flags & RICH_BOLD); i++)
        n += text->runs[i].text.n;
    return n;
}

static bool key_by_colon(const struct labels *l, const struct rich *text, size_t *key_end,
                         size_t *text_at) {
    struct scan k = {.text = text};
    size_t bold = bold_start(text);
    uint32_t before = 0;
    const char *begin = text->plain.p, *end = begin + text->plain.n;
    for (const char *p = begin; p < end;) {
        size_t at = (size_t)(p - begin);
        uint32_t c = utf8_next(&p, end), flags = flags_at(&k, at);
        bool verbatim = (flags & (RICH_CODE | RICH_MATH | RICH_IMAGE)) != 0;
        bool colon = !verbatim && k.depth == 0 &&
                     (c == 0xFF1A || (c == ':' && separates(before, code_at(p, end))));
        if (colon && is_key(l, str_slice(text->plain, 0, at))) {
            *key_end = at;
            *text_at = (size_t)(p - begin);
            return true;
        }
        if (colon || (!verbatim && k.depth == 0 && at >= bold && ends_sentence(c, p, end)))
            return false;
        k.depth += verbatim ? 0 : is_open(c) - (is_close(c) && k.depth > 0);
        k.characters += k.depth == 0 && !is_close(c);
        if (k.characters > (at < bold ? BOLD_KEY_CHARACTERS_MOST : KEY_CHARACTERS_MOST))
            return false;
        before = c;
    }
    return false;
}

/* **Key** - text, **Key** — text: bold, then a dash between blanks. */
static bool key_by_dash(const struct rich *text, size_t *key_end, size_t *text_at) {
    const struct str dashes[] = {STR("-"), STR("–"), STR("—"), STR("——")};
    size_t bold = bold_start(text);
    if (bold == 0 || bold == text->plain.n ||
        utf8_count(str_slice(text->plain, 0, bold)) > BOLD_KEY_CHARACTERS_MOST)
        return false;
    struct str rest = str_from(text->plain, bold), dash = str_trim(rest);
    if (dash.p == rest.p && !str_starts(dash, STR("——")))
        return false;
    for (size_t i = COUNT_OF(dashes); i-- > 0;) {
        if (!str_starts(dash, dashes[i]))
            continue;
        size_t at = (size_t)(dash.p - text->plain.p) + dashes[i].n;
        if (at < text->plain.n && text->plain.p[at] != ' ' && i < 3)
            return false;
        *key_end = bold;
        *text_at = at;
        return true;
    }
    return false;
}

#define KEY_BYTES_MOST 400 /* with the brackets within it, which do not count */

static bool may_have_key(const struct rich *text, uint32_t holds) {
    struct str s = str_slice(text->plain, 0, KEY_BYTES_MOST);
    bool bold = text->n > 1 && (text->runs[0].flags & RICH_BOLD);
    return bold || (!(holds & HOLDS_NO_COLON) &&
                    (str_find_byte(s, ':') != SIZE_MAX || str_has(s, STR("："))));
}

bool key_find(const struct labels *l, const struct rich *text, uint32_t holds, size_t *key_end,
              size_t *text_at) {
    if (!may_have_key(text, holds))
        return false;
    return key_by_colon(l, text, key_end, text_at) || key_by_dash(text, key_end, text_at);
}
