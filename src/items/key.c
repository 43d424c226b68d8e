/* key: tests on keys by the lists of rules. */
#include "items/key.h"

#include "base/utf8.h"
#include "items/clean.h"

#define SHORT_WORD     6 /* letters */
#define NAME_CELLS_MIN 2
#define NAME_CELLS_MAX 28
#define CLAIM_HAN      12 /* more Han characters than this are a claim */
#define CLAIM_LATIN    6  /* more words than this are one in English */

static size_t round_open(struct str s, size_t at) {
    if (s.p[at] == '(')
        return 1;
    return str_starts(str_from(s, at), STR("（")) ? strlen("（") : 0;
}

static size_t round_close(struct str s, size_t at) {
    if (s.p[at] == ')')
        return 1;
    return str_starts(str_from(s, at), STR("）")) ? strlen("）") : 0;
}

/* (MSE) behind a name is a gloss; (n) behind O and (log n) behind f are arguments. */
static bool is_gloss(struct str before, struct str gloss, size_t open) {
    if (open > 1 || utf8_count_han(gloss) || (unsigned char)before.p[before.n - 1] >= 0x80)
        return true;
    bool upper = false;
    for (size_t i = 0; i < gloss.n; i++)
        upper = upper || (gloss.p[i] >= 'A' && gloss.p[i] <= 'Z');
    return before.n > 1 && upper && gloss.n > 1;
}

bool key_split_gloss(struct str key, struct str *before, struct str *gloss, struct str *after) {
    for (size_t i = 0; i < key.n; i++) {
        size_t open = round_open(key, i);
        if (!open)
            continue;
        for (size_t k = i + open; k < key.n; k++) {
            size_t close = round_close(key, k);
            if (!close)
                continue;
            *before = str_trim(str_slice(key, 0, i));
            *gloss = str_trim(str_slice(key, i + open, k));
            *after = str_trim(str_from(key, k + close));
            return before->n > 0 && gloss->n > 0 && is_gloss(*before, *gloss, open);
        }
        return false;
    }
    return false;
}

static bool is_sentence_mark(uint32_t code) {
    static const uint32_t marks[] = {0xFF0C, 0x3002, 0xFF1B, 0x3001,
                                     0xFF1F, 0xFF01, 0xFF1A, 0x2026};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (code == marks[i])
            return true;
    return code == '?' || code == '!' || code == ';';
}

/* Sentence marks outside brackets. */
static bool has_sentence_mark(struct str s) {
    int depth = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t code = utf8_next(&p, end);
        depth += code == '(' || code == 0xFF08;
        depth -= code == ')' || code == 0xFF09;
        if (depth <= 0 && (is_sentence_mark(code) || (code == ',' && p < end && *p == ' ')))
            return true;
    }
    return false;
}

static bool is_only_number(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.' && s.p[i] != ' ')
            return false;
    return true;
}

/* 第1步, 第 5 行: a place in a row. */
static bool is_ordinal(struct str s) {
    if (!str_starts(s, STR("第")))
        return false;
    struct str rest = str_trim(str_from(s, strlen("第")));
    return rest.n && rest.p[0] >= '0' && rest.p[0] <= '9';
}

/* 3 种特殊类型: how many, not what. */
static bool is_count(struct str s) {
    static const char *const units[] = {"种", "个", "类", "项", "条", "层", "点"};
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    struct str rest = str_trim(str_from(s, n));
    for (size_t i = 0; n && i < COUNT_OF(units); i++)
        if (str_starts(rest, str_of(units[i])))
            return true;
    return false;
}

/* • 适用场景, 8 @Repository: a mark or number of a list stayed in front. */
static bool has_list_mark(struct str s) {
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return str_starts(s, STR("•")) || str_starts(s, STR("·")) ||
           (n && n + 1 < s.n && s.p[n] == ' ' && s.p[n + 1] == '@');
}

bool key_is_lettered(struct str s) {
    if (s.n < 3 || s.p[s.n - 1] < 'A' || s.p[s.n - 1] > 'Z')
        return false;
    unsigned char before = (unsigned char)s.p[s.n - 2];
    return before == ' ' || before >= 0x80;
}

bool key_is_name(const struct rules *r, struct str key) {
    size_t cells = utf8_cells(key);
    if (cells < NAME_CELLS_MIN || cells > NAME_CELLS_MAX || !clean_is_balanced(key))
        return false;
    if (is_count(key) || is_ordinal(key) || str_has(key, STR(" - ")) ||
        words_end(r->key_not_end, key) || has_sentence_mark(key) || is_only_number(key) ||
        str_has(key, STR("→")) || str_has(key, STR("—>")) || str_has(key, STR("<-")))
        return false;
    if (has_list_mark(key) || key_is_lettered(key) || words_is(r->key_stage, key))
        return false;
    return !words_is(r->key_not, key) && !words_is(r->weak, key) && !words_is(r->stop_title, key) &&
           !words_start(r->key_not_start, key) && !words_in(r->stop_deictic, key);
}

/* A claim word that is not part of a harmless one (性能 holds 能). */
static bool has_claim_word(const struct rules *r, struct str key) {
    for (size_t i = 0; i < key.n; i++) {
        size_t harmless = words_at(r->harmless, key, i);
        if (harmless)
            i += harmless - 1;
        else if (((unsigned char)key.p[i] & 0xC0) != 0x80 && words_at(r->claim, key, i))
            return true;
    }
    return false;
}

static size_t count_spaces(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

bool key_is_claim(const struct rules *r, struct str key) {
    size_t han = utf8_count_han(key);
    if (han > CLAIM_HAN || (han == 0 && count_spaces(key) >= CLAIM_LATIN))
        return true;
    return has_claim_word(r, key) || words_start(r->claim_start, key) > 0 ||
           words_end(r->claim_end, key) > 0;
}

struct str key_core(struct str key) {
    for (size_t i = 1; i < key.n; i++)
        if ((key.p[i] == '[' || key.p[i] == '<') && key.p[i - 1] == ' ')
            return str_trim_end(str_slice(key, 0, i));
    return key;
}

enum key_script key_script(struct str s) {
    bool han = false, latin = false;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        han = han || code_is_cjk(c);
        latin = latin || (code_is_letter(c) && !(c >= '0' && c <= '9'));
    }
    return han ? latin ? SCRIPT_MIXED : SCRIPT_HAN : latin ? SCRIPT_LATIN : SCRIPT_NONE;
}

bool key_is_short_word(struct str s) {
    if (s.n < 2 || s.n > SHORT_WORD)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((i && s.p[i] < 'a') || (s.p[i] | 0x20) < 'a' || (s.p[i] | 0x20) > 'z')
            return false;
    return true;
}
