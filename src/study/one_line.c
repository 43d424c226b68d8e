/* one_line: looking for what may stand behind a question on its line. Every look begins at a byte
 * that is seldom met: a colon, an A. */
#include "study/one_line.h"

#include "base/utf8.h"
#include "study/authored.h"

#define WORD_BYTES_MOST  30 /* "正确答案", "correct answer" */
#define VALUE_BYTES_MOST 24

static bool is_gap(uint32_t c) {
    return code_is_space(c) || (code_is_punct(c) && c != '*' && c != '#');
}

static uint32_t code_before(struct str s, size_t at) {
    const char *p = s.p + at;
    return at > 0 ? utf8_prev(&p, s.p) : 0;
}

/* Where the words before the colon at `colon` begin that are of the class, behind a sentence's end
 * or a blank; 0: they are none, or begin the text. */
static size_t word_at(const struct builder *b, const struct rich *text, size_t colon,
                      enum word_class class) {
    struct str s = text->plain;
    size_t found = 0; /* "correct answer" rather than "answer" */
    struct str word = str_trim_end(str_slice(s, 0, colon));
    if (word.n == 0 || !labels_end(b->labels, class, word))
        return 0;
    for (const char *p = s.p + colon; p > s.p && s.p + colon - p <= WORD_BYTES_MOST;) {
        size_t at = (size_t)(p - s.p);
        if (at < colon && is_gap(code_before(s, at)) &&
            labels_has(b->labels, class, str_slice(s, at, colon)))
            found = at;
        utf8_prev(&p, s.p);
    }
    return found && !build_is_verbatim(text, found) ? found : 0;
}

/* The next colons of either kind, each looked for again only when it is passed: a text of many of
 * one kind is not searched for the other every time. */
struct colons {
    struct str s;
    size_t narrow, wide; /* s.n: none */
};

static struct colons find_colons(struct str s) {
    size_t narrow = str_find_byte(s, ':'), wide = str_find(s, STR("："));
    return (struct colons){s, MIN(narrow, s.n), MIN(wide, s.n)};
}

/* The next colon from byte `at` on; its length in *n. */
static size_t colon_from(struct colons *c, size_t at, size_t *n) {
    if (c->narrow < at) {
        size_t narrow = str_find_byte(str_from(c->s, at), ':');
        c->narrow = narrow == SIZE_MAX ? c->s.n : at + narrow;
    }
    if (c->wide < at) {
        size_t wide = str_find(str_from(c->s, at), STR("："));
        c->wide = wide == SIZE_MAX ? c->s.n : at + wide;
    }
    size_t first = MIN(c->narrow, c->wide);
    *n = c->wide < c->narrow ? 3 : 1;
    return first == c->s.n ? SIZE_MAX : first;
}

static bool is_letters(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (!(c >= 'A' && c <= 'H') && !(c >= 0x2460 && c <= 0x2467) && c != 0x3001 &&
            c != 0xFF0C && c != ',')
            return false;
    }
    return s.n > 0;
}

/* What a key says: letters of options, true or false. */
static bool is_value(const struct builder *b, struct str s) {
    size_t end = 0;
    for (const char *p = s.p, *last = s.p + s.n; p < last && end <= VALUE_BYTES_MOST;
         end = (size_t)(p - s.p)) {
        uint32_t c = utf8_next(&p, last);
        if (code_is_space(c) || c == 0x3002 || c == '.' || c == 0xFF1B || c == 0xFF08 || c == '(')
            break;
    }
    struct str first = str_slice(s, 0, end);
    return first.n <= VALUE_BYTES_MOST && (is_letters(first) || key_truth(b->labels, first) >= 0);
}

static size_t key_at(const struct builder *b, const struct rich *text) {
    struct str s = text->plain;
    struct colons colons = find_colons(s);
    size_t n, from, to = 0; /* the first blank; SIZE_MAX: there is none */
    for (size_t colon = colon_from(&colons, 1, &n); colon != SIZE_MAX;
         colon = colon_from(&colons, colon + n, &n)) {
        size_t at = word_at(b, text, colon, WORDS_ANSWER);
        if (at == 0)
            continue;
        if (to == 0 && !blank_find(text, 0, &from, &to))
            to = SIZE_MAX;
        if (to <= at || is_value(b, str_trim(str_from(s, colon + n))))
            return at;
    }
    return 0;
}

/* Behind a key: "B 解析：…". */
static size_t explanation_at(const struct builder *b, const struct rich *text) {
    struct str s = text->plain;
    struct colons colons = find_colons(s);
    size_t n, colon = colon_from(&colons, 0, &n);
    if (colon == SIZE_MAX || !labels_has(b->labels, WORDS_ANSWER, str_slice(s, 0, colon)))
        return 0;
    while ((colon = colon_from(&colons, colon + n, &n)) != SIZE_MAX) {
        size_t at = word_at(b, text, colon, WORDS_EXPLANATION);
        if (at)
            return at;
    }
    return 0;
}

/* A lettered option here, behind a blank or what ends a stem. */
static bool is_option(const struct rich *text, size_t at, uint8_t want) {
    uint8_t letter, style;
    size_t unused;
    bool weak;
    return is_gap(code_before(text->plain, at)) &&
           signs_option(str_from(text->plain, at), &letter, &style, &unused, &weak) && !weak &&
           letter == want && style == LETTER_UPPER && !build_is_verbatim(text, at);
}

static size_t option_from(const struct rich *text, size_t from, uint8_t letter) {
    struct str s = text->plain;
    for (size_t at = from, hit; at < s.n; at += hit + 1) {
        hit = str_find_byte(str_from(s, at), (char)('A' + letter));
        if (hit == SIZE_MAX)
            break;
        if (at + hit > 0 && is_option(text, at + hit, letter))
            return at + hit;
    }
    return 0;
}

static bool ends_stem(struct str s) {
    static const char *const ends[] = {"?", "？", ")", "）", "_", "。", ":", "："};
    s = str_trim_end(s);
    return str_ends_any(s, ends, COUNT_OF(ends)) > 0;
}

/* Two options and more side by side, where a stem ends before them. */
static size_t options_at(const struct rich *text) {
    size_t a = option_from(text, 1, 0);
    size_t b = a ? option_from(text, a + 1, 1) : 0;
    if (!b || !ends_stem(str_slice(text->plain, 0, a)))
        return 0;
    return a;
}

size_t one_line_break(const struct builder *b, const struct rich *text, uint32_t holds) {
    bool colon = !(holds & HOLDS_NO_COLON);
    size_t options = holds & HOLDS_NO_OPTION ? 0 : options_at(text);
    size_t key = colon ? key_at(b, text) : 0;
    if (options && key)
        return MIN(options, key);
    if (options || key)
        return MAX(options, key);
    return colon ? explanation_at(b, text) : 0;
}
