/* letters: finds option letters in a text by what stands around them. A letter never touches
 * another Latin letter or a digit. */
#include "plan/letters.h"

#include "base/utf8.h"

/* Options that sum up: the whole text, without blanks and final stop, is one of these, the first
 * part from one list and the second from the other. */
static const char *const sums_whole[] = {
    "all of the above",
    "none of the above",
    "all of them",
    "none of them",
    "all of these",
    "none of these",
    "都对",
    "都不对",
    "都是",
    "都不是",
    "都正确",
    "都不正确",
    "全部正确",
    "全部错误",
    "全都对",
    "全都不对",
    "无正确答案",
    "没有正确答案",
    "both of the above",
    "neither of the above",
};
static const char *const sums_start[] = {"以上", "上述", "前述", "上面"};

/* What may stand between and around letters in an option that names options. */
static const char *const naming_words[] = {
    "和",      "与",     "及",   "或", "、",   "，",   ",",   "/",       "&",     "and",     "or",
    "both",    "only",   "选项", "项", "都",   "均",   "皆",  "对",      "是",    "正确",    "不",
    "错误",    "错",     "只有", "仅", "以上", "同时", "are", "correct", "wrong", "neither", "nor",
    "options", "option", "答案", " ",  ".",    "。",   "(",   ")",       "（",    "）",
};

static const char *const before_letter[] = {
    "选",  "选项",    "答案",    "答案是",  "答案为",  "答案：",   "答案:",    "选项 ",
    "选 ", "option ", "Option ", "answer ", "Answer ", "answer: ", "Answer: ", "answer is "};
static const char *const after_letter[] = {"项", " 项", "选项", " 选项"};
static const char *const between_letters[] = {"、", "，", ",",     ", ",   "和", "与",
                                              "及", "/",  " and ", " or ", ""};

static bool is_letter(struct str s, size_t at) {
    return at < s.n && s.p[at] >= 'A' && s.p[at] <= 'H';
}

static bool is_latin(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool ends_with_any(struct str s, const char *const *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (*v[i] && str_ends(s, str_of(v[i])))
            return true;
    return false;
}

static bool starts_with_any(struct str s, const char *const *v, size_t n, size_t *length) {
    bool found = false;
    for (size_t i = 0; i < n; i++)
        if (str_starts(s, str_of(v[i]))) {
            *length = found ? MAX(*length, strlen(v[i])) : strlen(v[i]);
            found = true;
        }
    return found;
}

static struct str bare(struct str s) {
    static const char *const stops[] = {"。", ".", "！", "!"};
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        if (str_ends(s, str_of(stops[i])))
            s = str_trim(str_slice(s, 0, s.n - strlen(stops[i])));
    return s;
}

static bool equals_folded(struct str s, const char *word) {
    if (s.n != strlen(word))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
        if (c != word[i])
            return false;
    }
    return true;
}

static bool sums_up(struct str s) {
    s = bare(s);
    for (size_t i = 0; i < COUNT_OF(sums_whole); i++)
        if (equals_folded(s, sums_whole[i]))
            return true;
    for (size_t i = 0; i < COUNT_OF(sums_start); i++)
        if (str_starts(s, str_of(sums_start[i])) && utf8_count(s) <= 9)
            return true;
    return false;
}

/* At least two letters, or one with a naming word, and nothing else. */
static bool names_letters(struct str s) {
    size_t letters = 0, words = 0;
    for (size_t at = 0; at < s.n;) {
        size_t length = 0;
        if (is_letter(s, at)) {
            letters++;
            at++;
        } else if (starts_with_any(str_from(s, at), naming_words, COUNT_OF(naming_words),
                                   &length)) {
            words += s.p[at] != ' ';
            at += length;
        } else {
            return false;
        }
    }
    return letters >= 2 ? words > 0 : letters == 1 && words > 1;
}

/* Letters mean something only where the author wrote them. */
static const struct authored *lettered(const struct item *it) {
    const struct question *q = it->source.question;
    const struct authored *au = q ? q->authored : NULL;
    return au && au->n_options && it->n_options ? au : NULL;
}

int8_t letters_pin(const struct item *it, size_t option) {
    const struct str s = it->options[option].text.plain;
    if (it->options[option].pin)
        return it->options[option].pin;
    return sums_up(s) || (lettered(it) && names_letters(str_trim(s))) ? -1 : 0;
}

/* The printed letter of the option the author called `letter`; 0 when there is none. */
static char printed_letter(const struct paper_item *pi, const struct authored *au, char letter) {
    for (size_t i = 0; i < au->n_options; i++) {
        if (au->options[i].letter.n != 1 || au->options[i].letter.p[0] != letter)
            continue;
        for (size_t place = 0; place < pi->n_order; place++)
            if (str_eq(pi->item->options[pi->order[place]].text.plain, au->options[i].text.plain))
                return (char)('A' + place);
    }
    return 0;
}

/* Where a run of letters ("B", "AC", "A、C") that starts at `at` ends. */
static size_t run_end(struct str s, size_t at) {
    size_t end = at;
    while (is_letter(s, at)) {
        size_t gap = 0;
        end = ++at;
        if (!starts_with_any(str_from(s, at), between_letters, COUNT_OF(between_letters), &gap))
            break;
        at += gap;
    }
    return end;
}

static bool speaks_of_options(struct str s, size_t at, size_t end) {
    size_t length;
    return ends_with_any(str_slice(s, 0, at), before_letter, COUNT_OF(before_letter)) ||
           starts_with_any(str_from(s, end), after_letter, COUNT_OF(after_letter), &length);
}

static void replace_run(struct buf *out, const struct paper_item *pi, const struct authored *au,
                        struct str s, size_t at, size_t end) {
    for (; at < end; at++) {
        char c = is_letter(s, at) ? printed_letter(pi, au, s.p[at]) : 0;
        buf_byte(out, c ? c : s.p[at]);
    }
}

struct rich letters_rewrite(struct arena *a, const struct paper_item *pi, const struct rich *text,
                            bool whole) {
    const struct authored *au = lettered(pi->item);
    struct str s = text->plain;
    if (!au || (whole && !names_letters(str_trim(s))))
        return *text;
    struct rich result = *text;
    for (size_t at = 0; at < s.n; at++) {
        bool apart = at == 0 || !is_latin(s.p[at - 1]);
        size_t end = apart && is_letter(s, at) ? run_end(s, at) : at;
        if (end == at)
            continue;
        if ((end == s.n || !is_latin(s.p[end])) && (whole || speaks_of_options(s, at, end))) {
            /* replacing letters by letters keeps every offset */
            struct buf run = buf_in(a);
            replace_run(&run, pi, au, s, at, end);
            result = rich_replace(a, &result, at, end, buf_get(&run));
        }
        at = end;
    }
    return result;
}
