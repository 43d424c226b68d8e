/* signs: reading the beginning of a line. */
#include "study/signs.h"

#include "base/bytes16.h"
#include "base/utf8.h"

#define WORD_COLON_BYTES 64 /* a label or answer word and its colon stand within this */
#define OPTIONS_LETTERS  8

static const uint32_t kana[OPTIONS_LETTERS] = {0x30A2, 0x30A4, 0x30A6, 0x30A8,
                                               0x30AA, 0x30AB, 0x30AD, 0x30AF};

struct str signs_letter(uint8_t letter, uint8_t style) {
    static const char *const names[][OPTIONS_LETTERS] = {
        [LETTER_UPPER] = {"A", "B", "C", "D", "E", "F", "G", "H"},
        [LETTER_LOWER] = {"A", "B", "C", "D", "E", "F", "G", "H"},
        [LETTER_CIRCLED] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧"},
        [LETTER_KANA] = {"ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク"},
    };
    return str_of(names[style][letter % OPTIONS_LETTERS]);
}

size_t signs_colon(struct str s, size_t at) {
    if (at < s.n && s.p[at] == ':')
        return 1;
    return at + 3 <= s.n && memcmp(s.p + at, "：", 3) == 0 ? 3 : 0;
}

static bool letter_of(uint32_t c, uint8_t *letter, uint8_t *style) {
    if (c >= 0xFF21 && c <= 0xFF5A) /* full-width Latin letters */
        c -= 0xFEE0;
    *style = LETTER_UPPER;
    if (c >= 'A' && c < 'A' + OPTIONS_LETTERS)
        return *letter = (uint8_t)(c - 'A'), true;
    *style = LETTER_LOWER;
    if (c >= 'a' && c < 'a' + OPTIONS_LETTERS)
        return *letter = (uint8_t)(c - 'a'), true;
    *style = LETTER_CIRCLED;
    if (c >= 0x2460 && c < 0x2460 + OPTIONS_LETTERS)
        return *letter = (uint8_t)(c - 0x2460), true;
    *style = LETTER_KANA;
    for (uint8_t i = 0; i < OPTIONS_LETTERS; i++)
        if (c == kana[i])
            return *letter = i, true;
    return false;
}

static bool is_open(uint32_t c) {
    return c == '(' || c == 0xFF08 || c == '[';
}

static bool is_close(uint32_t c) {
    return c == ')' || c == 0xFF09 || c == ']';
}

static bool is_option_mark(uint32_t c) {
    return c == '.' || c == 0xFF0E || c == ')' || c == 0xFF09 || c == ':' || c == 0xFF1A ||
           c == 0x3001;
}

/* After the mark: not a drive letter, a file name, an abbreviation ("e.g."). */
static bool mark_fits(uint32_t mark, uint8_t style, const char *p, const char *end) {
    if (p == end)
        return false;
    if (mark == ':' && (*p == '\\' || *p == '/' || *p == ':'))
        return false;
    bool glued = code_is_letter((unsigned char)*p) && (unsigned char)*p < 0x80;
    return !(glued && style == LETTER_LOWER) && !(glued && mark == '.' && *p >= 'a');
}

bool signs_option(struct str s, uint8_t *letter, uint8_t *style, size_t *at, bool *weak) {
    const char *p = s.p, *end = s.p + s.n;
    *weak = false;
    if (p == end)
        return false;
    uint32_t c = utf8_next(&p, end);
    bool bracketed = is_open(c);
    if (bracketed && p < end)
        c = utf8_next(&p, end);
    if (!letter_of(c, letter, style) || p == end)
        return false;
    const char *after = p;
    uint32_t mark = utf8_next(&p, end);
    if (bracketed ? is_close(mark) : is_option_mark(mark)) {
        if (!bracketed && !mark_fits(mark, *style, p, end))
            return false;
    } else if (bracketed || *style == LETTER_LOWER) {
        return false;
    } else {
        *weak = *style == LETTER_UPPER;
        if (!code_is_space(mark) && !(code_is_cjk(mark) && *style != LETTER_KANA) &&
            *style != LETTER_CIRCLED)
            return false;
        p = after;
        struct str dash = str_trim((struct str){p, (size_t)(end - p)});
        if (*weak && (str_starts(dash, STR("- ")) || str_starts(dash, STR("– ")))) {
            p = dash.p + (dash.p[0] == '-' ? 1 : 3);
            *weak = false;
        }
    }
    struct str rest = {p, (size_t)(end - p)};
    *at = s.n - str_trim(rest).n - (rest.n - str_trim_end(rest).n);
    return str_trim(rest).n > 0;
}

/* The end of the word before the first colon near the beginning, or SIZE_MAX. */
static size_t colon_at(struct str s) {
    size_t most = MIN(s.n, WORD_COLON_BYTES);
    for (size_t i = 0; i < most; i++)
        if ((s.p[i] == ':' || s.p[i] == '\xEF') && signs_colon(s, i))
            return i;
    return SIZE_MAX;
}

static uint32_t word_signs(uint64_t classes) {
    return ((classes >> WORDS_ANSWER & 1) ? SIGN_KEY : 0) |
           ((classes >> WORDS_EXPLANATION & 1) ? SIGN_EXPLANATION : 0) |
           ((classes >> WORDS_REMARK & 1) ? SIGN_REMARK : 0);
}

static size_t skip_blanks(struct str s, size_t at) {
    struct str rest = str_from(s, at);
    return s.n - str_trim(rest).n - (rest.n - str_trim_end(rest).n);
}

static void label_signs(const struct builder *b, struct str s, struct str word, size_t rest,
                        struct signs *out) {
    out->label = labels_facet(b->labels, word);
    if (!out->label)
        return;
    out->label_from = (uint32_t)(word.p - s.p);
    out->label_to = (uint32_t)(word.p + word.n - s.p);
    out->set |= rest < s.n ? SIGN_LABEL_TEXT : SIGN_LABEL;
    out->at = (uint32_t)rest;
}

/* 【答案】B, 【原因】, [答案]B: the word between the brackets and where the text behind begins. */
static struct str bracketed(struct str s, struct str open, struct str close, size_t *rest) {
    size_t end =
        str_starts(s, open) ? str_find(str_slice(s, 0, WORD_COLON_BYTES), close) : SIZE_MAX;
    if (end == SIZE_MAX)
        return (struct str){0};
    *rest = end + close.n;
    *rest = skip_blanks(s, *rest + signs_colon(s, *rest));
    return str_slice(s, open.n, end);
}

/* False when the line does not begin with a word in brackets that means something. */
static bool bracket_signs(const struct builder *b, struct str s, struct signs *out) {
    size_t rest = 0;
    struct str word = bracketed(s, STR("【"), STR("】"), &rest);
    bool is_plain = word.n == 0;
    if (is_plain)
        word = bracketed(s, STR("["), STR("]"), &rest);
    if (word.n == 0)
        word = bracketed(s, STR("［"), STR("］"), &rest);
    uint32_t set = word.n > 0 ? word_signs(labels_classes(b->labels, word)) : 0;
    if (is_plain && set == 0)
        return false;
    out->set |= set;
    out->at = (uint32_t)rest;
    if (!is_plain)
        label_signs(b, s, word, rest, out);
    return true;
}

/* "Q3" → "Q": the digits at the end of a question's or answer's mark */
static struct str without_digits(struct str word) {
    while (word.n > 1 && word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9')
        word.n--;
    return word;
}

#define KEYED_MOST 24

static bool has_sentence_mark(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF1F || c == 0xFF01 || c == ',' ||
            c == ';' || c == '?' || c == '!')
            return true;
    }
    return false;
}

static void colon_signs(const struct builder *b, struct str s, size_t colon, struct signs *out) {
    struct str word = str_trim_end(str_slice(s, 0, colon));
    size_t n = signs_colon(s, colon), rest = skip_blanks(s, colon + n);
    bool spaced = n == 3 || rest > colon + 1 || rest == s.n || (unsigned char)s.p[rest] >= 0x80;
    uint64_t classes = labels_classes(b->labels, word), numbered = classes;
    struct str bare = without_digits(word);
    if (bare.n < word.n)
        numbered = labels_classes(b->labels, bare);
    out->at = (uint32_t)rest;
    if (spaced || (classes >> WORDS_ANSWER & 1))
        out->set |= word_signs(classes);
    if (spaced && (numbered >> WORDS_QUESTION & 1))
        out->set |= SIGN_QUESTION;
    if (spaced && (numbered >> WORDS_REPLY & 1))
        out->set |= SIGN_REPLY;
    if (spaced)
        label_signs(b, s, word, rest, out);
    if (spaced && rest < s.n && word.n > 0 && word.n <= 4 * KEYED_MOST &&
        utf8_count(word) <= KEYED_MOST && !has_sentence_mark(word))
        out->set |= SIGN_KEYED;
}

static bool is_bold(const struct rich *r) {
    bool bold = false;
    for (size_t i = 0; i < r->n; i++) {
        if (r->runs[i].flags & RICH_BOLD) {
            bold = true;
            continue;
        }
        const char *p = r->runs[i].text.p, *end = p + r->runs[i].text.n;
        while (p < end) {
            uint32_t c = utf8_next(&p, end);
            if (!code_is_space(c) && !code_is_punct(c) && c < 0x1F000 && c != 0xFE0F && c != 0x200D)
                return false;
        }
    }
    return bold;
}

static bool is_tag_char(uint32_t c) {
    return c == '_' || c == '-' || c == '/' || code_is_letter(c) || code_is_cjk(c);
}

/* The end of the tag at byte `at` of s, or `at` when there is none. A tag is not only digits. */
static size_t tag_end(struct str s, size_t at) {
    if (at >= s.n || s.p[at] != '#')
        return at;
    const char *p = s.p + at + 1, *end = s.p + s.n;
    bool digits = true;
    while (p < end) {
        const char *next = p;
        uint32_t c = utf8_next(&next, end);
        if (!is_tag_char(c))
            break;
        digits = digits && c >= '0' && c <= '9';
        p = next;
    }
    return digits ? at : (size_t)(p - s.p);
}

static bool only_tags(struct str s) {
    size_t at = 0;
    while (at < s.n) {
        size_t end = tag_end(s, at);
        if (end == at)
            return false;
        size_t next = skip_blanks(s, end);
        if (next == end && end < s.n)
            return false;
        at = next;
    }
    return s.n > 0;
}

static bool ends_in_card_tag(struct str s) {
    static const char *const tags[] = {"#card", "#anki", "#flashcard", "#flashcards"};
    size_t hash = SIZE_MAX;
    for (size_t i = s.n; i > 0 && s.p[i - 1] != ' '; i--)
        if (s.p[i - 1] == '#')
            hash = i - 1;
    if (hash == SIZE_MAX || hash == 0)
        return false;
    struct str tag = str_from(s, hash);
    for (size_t i = 0; i < COUNT_OF(tags); i++)
        if (str_eqc(tag, tags[i]) ||
            (str_starts(tag, str_of(tags[i])) && tag.p[strlen(tags[i])] == '/'))
            return true;
    return false;
}

static uint32_t card_signs(const struct rich *text) {
    struct str s = text->plain;
    uint32_t set = 0;
    if (str_eqc(s, "?") || str_eqc(s, "？"))
        set = SIGN_SEPARATOR;
    else if (str_eqc(s, "??") || str_eqc(s, "？？"))
        set = SIGN_SEPARATOR_BOTH;
    else if (str_has(s, STR("::")) || str_has(s, STR("：：")))
        set = SIGN_CARD;
    return set | (ends_in_card_tag(s) ? SIGN_CARD_TAG : 0);
}

/* A bracket at the end with what says true or false: …（√） */
static bool ends_in_truth(const struct builder *b, struct str s) {
    char last = s.p[s.n - 1];
    size_t close = last == ')' ? 1 : last == '\x89' && str_ends(s, STR("）")) ? 3 : 0;
    if (!close)
        return false;
    struct str inner = str_slice(s, s.n - MIN(s.n, 24), s.n - close);
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < inner.n; i++)
        if (inner.p[i] == '(' || str_starts(str_from(inner, i), STR("（")))
            open = i;
    if (open == SIZE_MAX)
        return false;
    inner = str_from(inner, open + (inner.p[open] == '(' ? 1 : 3));
    uint64_t classes = labels_classes(b->labels, inner);
    return (classes >> WORDS_TRUE & 1) || (classes >> WORDS_FALSE & 1);
}

struct seen {
    bytes16 marks, comma, gap, slash, colon, option;
};

/* What begins in 16 bytes; 18 are read. 【 is E3 80 90, 、 is E3 80 81, the ideographic space
 * E3 80 80, ： is EF BC 9A. */
static inline void look(const char *p, struct seen *out) {
    bytes16 x = bytes16_load(p), y = bytes16_load(p + 1), z = bytes16_load(p + 2);
    bytes16 cjk = BYTES16_IS(x, 0xE3) & BYTES16_IS(y, 0x80), blank = BYTES16_IS(x, ' ');
    out->marks |= (cjk & BYTES16_IS(z, 0x90)) | (BYTES16_IS(x, '{') & BYTES16_IS(y, '{'));
    out->comma |= cjk & BYTES16_IS(z, 0x81);
    out->gap |= (cjk & BYTES16_IS(z, 0x80)) | (blank & BYTES16_IS(y, ' ')) | BYTES16_IS(x, '\t');
    out->slash |= blank & BYTES16_IS(y, '/');
    out->colon |=
        BYTES16_IS(x, ':') | (BYTES16_IS(x, 0xEF) & BYTES16_IS(y, 0xBC) & BYTES16_IS(z, 0x9A));
    out->option |= BYTES16_IS(x, 'A');
}

static uint32_t glance(struct str s) {
    enum { STEP = 16, AHEAD = 2 };
    struct seen seen = {0};
    size_t at = 0;
    for (; s.n - at >= STEP + AHEAD; at += STEP)
        look(s.p + at, &seen);
    char end[2 * STEP + AHEAD] = {0};
    memcpy(end, s.p + at, s.n - at);
    for (size_t i = 0; at + i < s.n; i += STEP)
        look(end + i, &seen);
    return (bytes16_any(seen.marks) ? HOLDS_MARKS : 0) |
           (bytes16_any(seen.comma) ? HOLDS_COMMA : 0) | (bytes16_any(seen.gap) ? HOLDS_GAP : 0) |
           (bytes16_any(seen.slash) ? HOLDS_SLASH : 0) |
           (bytes16_any(seen.colon) ? 0 : HOLDS_NO_COLON) |
           (bytes16_any(seen.option) ? 0 : HOLDS_NO_OPTION);
}

struct signs signs_of(const struct builder *b, const struct rich *text) {
    struct signs out = {0};
    struct str s = text->plain;
    if (s.n == 0)
        return out;
    out.holds = glance(s);
    bool weak;
    size_t at, colon = out.holds & HOLDS_NO_COLON ? SIZE_MAX : colon_at(s);
    if (colon != SIZE_MAX && build_is_verbatim(text, colon))
        colon = SIZE_MAX;
    if (signs_option(s, &out.letter, &out.style, &at, &weak)) {
        out.set |= weak ? SIGN_OPTION_WEAK : SIGN_OPTION;
        out.option_at = (uint32_t)at;
    }
    bool bracket = s.p[0] == '[' || s.p[0] == '\xE3' || s.p[0] == '\xEF';
    if (!(bracket && bracket_signs(b, s, &out)) && colon != SIZE_MAX && colon > 0)
        colon_signs(b, s, colon, &out);
    if (is_bold(text))
        out.set |= SIGN_BOLD;
    if (s.p[0] == '#' && only_tags(s))
        out.set |= SIGN_TAGS;
    if (s.p[s.n - 1] == ':' || (s.p[s.n - 1] == '\x9A' && str_ends(s, STR("："))))
        out.set |= SIGN_COLON_END;
    if (ends_in_truth(b, s))
        out.set |= SIGN_TRUTH;
    if ((out.set & SIGN_BOLD) && !out.label) {
        label_signs(b, s, s, s.n, &out);
    }
    if (b->may_hold_cards)
        out.set |= card_signs(text);
    return out;
}
