/* sorted: reads the numbers in a text. Dates compare as their numbers in turn (2019-07 < 2019-12);
 * 万, 亿, k, M scale; Chinese numerals up to 十九 count, for ordinals (第二层). */
#include "plan/sorted.h"

#include "base/utf8.h"

#define NUMBERS_MAX 4

struct numbers {
    double v[NUMBERS_MAX];
    size_t n;
};

static const struct {
    const char *suffix;
    double scale;
} scales[] = {{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}, {"千", 1e3}, {"百", 1e2}, {"k", 1e3},
              {"K", 1e3},     {"M", 1e6},  {"G", 1e9},  {"T", 1e12}, {"B", 1e9}};

static const char *const numerals[] = {"零", "一", "二", "三", "四", "五",
                                       "六", "七", "八", "九", "十"};

/* A decimal number at *at; moves *at behind it. */
static double read_decimal(struct str s, size_t *at) {
    double v = 0, place = 1;
    for (; str_digit_at(s, *at) || (*at < s.n && s.p[*at] == ',' && str_digit_at(s, *at + 1));
         ++*at)
        if (s.p[*at] != ',')
            v = v * 10 + (s.p[*at] - '0');
    if (*at < s.n && s.p[*at] == '.' && str_digit_at(s, *at + 1))
        for (++*at; str_digit_at(s, *at); ++*at)
            v += (s.p[*at] - '0') * (place /= 10);
    size_t scale_at = *at + (*at < s.n && s.p[*at] == ' ');
    for (size_t i = 0; i < COUNT_OF(scales); i++)
        if (str_starts(str_from(s, scale_at), str_of(scales[i].suffix)))
            return v * scales[i].scale;
    return v;
}

/* 三, 十, 十二; false when no numeral stands at *at. */
static bool read_numeral(struct str s, size_t *at, double *v) {
    bool found = false;
    *v = 0;
    for (size_t i = 0; i < COUNT_OF(numerals);) {
        if (!str_starts(str_from(s, *at), str_of(numerals[i]))) {
            i++;
            continue;
        }
        *v += (double)i;
        *at += strlen(numerals[i]);
        found = true;
        i = 0;
    }
    return found;
}

static struct numbers numbers_of(struct str s) {
    struct numbers n = {0};
    for (size_t at = 0; at < s.n && n.n < NUMBERS_MAX;) {
        double v;
        if (str_digit_at(s, at)) {
            bool minus = at && (s.p[at - 1] == '-' && (at < 2 || !str_digit_at(s, at - 2)));
            v = read_decimal(s, &at);
            n.v[n.n++] = minus ? -v : v;
        } else if (read_numeral(s, &at, &v)) {
            n.v[n.n++] = v;
        } else {
            at++;
        }
    }
    return n;
}

static int compare(struct str x, struct str y) {
    struct numbers a = numbers_of(x), b = numbers_of(y);
    for (size_t i = 0; i < a.n && i < b.n; i++)
        if (a.v[i] < b.v[i] || a.v[i] > b.v[i])
            return a.v[i] < b.v[i] ? -1 : 1;
    return a.n != b.n ? (a.n < b.n ? -1 : 1) : str_cmp(x, y);
}

/* The text around its one number: "约 7 天" -> 4 bytes before, 4 after. False without a digit. */
static bool around_number(struct str s, struct str *before, struct str *after) {
    size_t from = 0, to;
    if (str_find_byte(s, '\\') != SIZE_MAX)
        return false; /* digits of TeX: \\frac12 is not twelve */
    while (from < s.n && !str_digit_at(s, from))
        from++;
    to = from;
    if (from == s.n)
        return false;
    read_decimal(s, &to);
    *before = str_slice(s, 0, from);
    *after = str_from(s, to);
    return true;
}

bool sorted_options(const struct item *it) {
    struct str before, after, b, f;
    if (it->ordered_options || it->n_options < 2)
        return it->ordered_options;
    if (!around_number(it->options[0].text.plain, &before, &after) || before.n + after.n > 12)
        return false;
    for (size_t i = 1; i < it->n_options; i++)
        if (!around_number(it->options[i].text.plain, &b, &f) || !str_eq(b, before) ||
            !str_eq(f, after))
            return false;
    return true;
}

void sorted_order(const struct item *it, uint8_t *order) {
    for (size_t i = 0; i < it->n_options; i++) {
        size_t at = i;
        for (; at && compare(it->options[order[at - 1]].text.plain, it->options[i].text.plain) > 0;
             at--)
            order[at] = order[at - 1];
        order[at] = (uint8_t)i;
    }
}
