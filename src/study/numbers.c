/* numbers: reading the number a title begins with. */
#include "study/numbers.h"

#include "base/utf8.h"

static size_t skip_blanks(struct str s, size_t at) {
    while (at < s.n) {
        const char *p = s.p + at;
        if (!code_is_space(utf8_next(&p, s.p + s.n)))
            break;
        at = (size_t)(p - s.p);
    }
    return at;
}

static uint32_t code_at(struct str s, size_t at) {
    const char *p = s.p + at;
    return at < s.n ? utf8_next(&p, s.p + s.n) : 0;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

static bool is_han_figure(uint32_t c) {
    switch (c) {
    case 0x96F6:
    case 0x4E00:
    case 0x4E8C:
    case 0x4E09:
    case 0x56DB:
    case 0x4E94: /* 零一二三四五 */
    case 0x516D:
    case 0x4E03:
    case 0x516B:
    case 0x4E5D:
    case 0x5341:
    case 0x767E: /* 六七八九十百 */
    case 0x3007:
    case 0x4E24: /* 〇两 */
        return true;
    default:
        return false;
    }
}

/* Bytes of Han figures at `at`. */
static size_t han_figures(struct str s, size_t at) {
    size_t end = at;
    while (is_han_figure(code_at(s, end)))
        end += 3;
    return end - at;
}

/* Bytes of Arabic figures at `at`, ASCII or full width. */
static size_t figures(struct str s, size_t at) {
    size_t end = at;
    for (;;) {
        uint32_t c = code_at(s, end);
        if (is_digit(c))
            end += 1;
        else if (c >= 0xFF10 && c <= 0xFF19)
            end += 3;
        else
            return end - at;
    }
}

/* Q07 · 合并, 3 | 分类: a mark between blanks parts number and title. */
static size_t skip_mark(struct str s, size_t at) {
    static const char *const marks[] = {"·", "•", "|", "—", "–", "-", "｜"};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t end = at + strlen(marks[i]);
        if (str_starts(str_from(s, at), str_of(marks[i])) && skip_blanks(s, end) > end)
            return skip_blanks(s, end);
    }
    return at;
}

static bool take(struct number *out, struct str s, size_t from, size_t to, size_t end) {
    out->text = str_slice(s, from, to);
    out->end = skip_mark(s, skip_blanks(s, end));
    return out->end < s.n;
}

/* 【第一题】, 【例1】, [Q3] */
static bool bracketed(struct str s, struct number *out) {
    size_t close = str_find(str_slice(s, 0, 48), STR("】"));
    if (!str_starts(s, STR("【")) || close == SIZE_MAX)
        return false;
    struct str inside = str_slice(s, 3, close);
    bool numbered = str_starts(inside, STR("第")) || str_starts(inside, STR("例")) ||
                    figures(inside, 0) == inside.n;
    if (!numbered || inside.n == 0)
        return false;
    size_t end = close + 3;
    return take(out, s, 0, end, end);
}

/* 第3章, 第一节：, 第 2 题 */
static bool ordinal(struct str s, struct number *out) {
    static const char *const units[] = {"章", "节", "讲", "题",   "部分", "课",
                                        "篇", "回", "步", "单元", "問",   "回"};
    if (!str_starts(s, STR("第")))
        return false;
    size_t at = skip_blanks(s, 3), n = figures(s, at);
    n = n ? n : han_figures(s, at);
    if (n == 0)
        return false;
    at = skip_blanks(s, at + n);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (!str_starts(str_from(s, at), str_of(units[i])))
            continue;
        size_t to = at + strlen(units[i]), end = to;
        uint32_t c = code_at(s, end);
        if (c == ':' || c == '.' || c == '-')
            end += 1;
        else if (c == 0xFF1A || c == 0x3001)
            end += 3;
        else if (!code_is_space(c))
            return false;
        return take(out, s, 0, to, end);
    }
    return false;
}

static bool has_digit_near(struct str s) {
    for (size_t i = 0; i < MIN(s.n, 16); i++)
        if (is_digit((unsigned char)s.p[i]))
            return true;
    return false;
}

/* Q3:, 问题1：, Question 12. */
static bool question_number(const struct labels *l, struct str s, struct number *out) {
    if (!has_digit_near(s))
        return false;
    size_t word = labels_start(l, WORDS_QUESTION, s), at = word;
    if (word == 0) {
        static const char *const words[] = {"问题", "题目", "题",   "Problem", "Exercise",
                                            "例题", "例",   "문제", "問題"};
        for (size_t i = 0; i < COUNT_OF(words) && at == 0; i++)
            at = str_starts(s, str_of(words[i])) ? strlen(words[i]) : 0;
    }
    if (at == 0)
        return false;
    at = skip_blanks(s, at);
    size_t n = figures(s, at), to = at + n;
    if (n == 0 || n > 4)
        return false;
    uint32_t c = code_at(s, to);
    size_t mark = c == ':' || c == '.' || c == ')'            ? 1
                  : c == 0xFF1A || c == 0x3001 || c == 0xFF0E ? 3
                                                              : 0;
    return (mark || code_is_space(c)) && take(out, s, 0, to, to + mark);
}

/* （一）, (3), ① */
static bool in_round_brackets(struct str s, struct number *out) {
    uint32_t c = code_at(s, 0);
    if (c >= 0x2460 && c <= 0x2473) {
        out->value = (long)(c - 0x2460 + 1);
        return take(out, s, 0, 3, 3);
    }
    size_t open = c == '(' ? 1 : c == 0xFF08 ? 3 : 0;
    if (!open)
        return false;
    size_t n = figures(s, open);
    n = n ? n : han_figures(s, open);
    uint32_t close = code_at(s, open + n);
    size_t end = open + n + (close == ')' ? 1 : 3);
    if (n == 0 || n > 12 || (close != ')' && close != 0xFF09))
        return false;
    return take(out, s, 0, end, end);
}

/* 一、  一 LLM基础面  十二. */
static bool han_number(struct str s, struct number *out) {
    size_t n = han_figures(s, 0);
    uint32_t c = code_at(s, n);
    if (n == 0)
        return false;
    if (c == 0x3001 || c == 0xFF0E || c == 0xFF1A)
        return take(out, s, 0, n, n + 3);
    if (c == '.' || c == ':')
        return take(out, s, 0, n, n + 1);
    return code_is_space(c) && take(out, s, 0, n, n);
}

static long value_of(struct str s) {
    long v = 0;
    for (size_t at = 0; at < s.n && v < 100000; at++)
        if (is_digit((unsigned char)s.p[at]))
            v = v * 10 + (s.p[at] - '0');
    return v;
}

/* Figures in parts: 1.2.3. *to is the end of the last, *last the start of it. */
static void parts(struct str s, size_t *last, size_t *to) {
    *last = 0;
    *to = figures(s, 0);
    for (;;) {
        uint32_t c = code_at(s, *to);
        size_t n = c == '.' || c == '-' ? figures(s, *to + 1) : 0;
        if (n == 0 || n > 3)
            return;
        *last = *to + 1;
        *to = *last + n;
    }
}

/* After "1." there is a title, not the rest of a decimal, a date or a name (1.js). */
static bool is_title_start(struct str s, size_t at) {
    uint32_t c = code_at(s, at);
    return c != 0 && !is_digit(c) && !(c >= 'a' && c <= 'z');
}

static bool measured(const struct labels *l, struct str rest) {
    return labels_start(l, WORDS_MEASURE_WORD, rest) > 0;
}

/* 1.主流  1 什么  13、  2) x  1.2 x  3. x */
static bool in_figures(const struct labels *l, struct str s, struct number *out) {
    size_t last, to;
    parts(s, &last, &to);
    if (to == 0 || to - last > 4)
        return false;
    out->value = value_of(str_slice(s, last, to));
    uint32_t c = code_at(s, to);
    bool blank = code_is_space(c), single = last == 0;
    size_t title = skip_blanks(s, to);
    if (c == 0x3001 || c == 0xFF0E || c == 0xFF09 || c == 0xFF1A)
        return take(out, s, 0, to, to + 3);
    if (c == ')' || (c == '.' && code_is_space(code_at(s, to + 1))))
        return take(out, s, 0, to, to + 1);
    if (c == '.')
        return is_title_start(s, to + 1) && take(out, s, 0, to, to + 1);
    if (c == ':')
        return single && blank && take(out, s, 0, to, to + 1);
    if (!blank || (single && to > 3))
        return false;
    struct str rest = str_from(s, title);
    bool marked = skip_mark(s, title) > title;
    out->unsure = single && !marked && (!code_is_cjk(code_at(rest, 0)) || measured(l, rest));
    return take(out, s, 0, to, to);
}

/* The kinds are told apart by the first character. */
static bool read_at_start(const struct labels *l, struct str s, struct number *out) {
    uint32_t c = code_at(s, 0);
    if (is_digit(c) || (c >= 0xFF10 && c <= 0xFF19))
        return in_figures(l, s, out);
    if (c == 0x3010) /* 【 */
        return bracketed(s, out);
    if (c == 0x7B2C) /* 第 */
        return ordinal(s, out);
    if (c == '(' || c == 0xFF08 || (c >= 0x2460 && c <= 0x2473))
        return in_round_brackets(s, out);
    return is_han_figure(c) ? han_number(s, out) : question_number(l, s, out);
}

bool number_read(const struct labels *l, struct str s, struct number *out) {
    *out = (struct number){0};
    size_t at = skip_blanks(s, 0);
    bool found = read_at_start(l, str_from(s, at), out);
    out->end += at;
    return found;
}

struct str number_bare(struct str marker) {
    const struct str marks[] = {STR("."),  STR("、"), STR("．"), STR(")"),
                                STR("）"), STR("："), STR(":")};
    bool bracketed = str_starts(marker, STR("(")) || str_starts(marker, STR("（"));
    for (size_t i = 0; i < COUNT_OF(marks) && !bracketed; i++)
        if (str_ends(marker, marks[i]) && marker.n > marks[i].n)
            return str_slice(marker, 0, marker.n - marks[i].n);
    return marker;
}
