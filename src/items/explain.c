/* explain: strips, shortens and tests the text of a point. */
#include "items/explain.h"

#include "items/english.h"

#include "base/utf8.h"

#include <ctype.h>

#define CODE_MARKS_MIN  3
#define REMARK_CELLS    8 /* a last sentence so short says nothing of its own */
#define INNER_KEY_CELLS 16
#define VAGUE_CELLS     16 /* below: says too little */
#define VAGUE_HAN       6
#define LIST_ITEMS_MIN  3 /* names in a row */
#define LIST_ITEM_CELLS 20

/* Blanks, commas, colons and dashes that join a name to what is said of it. */
static size_t joint_length(struct str s) {
    static const char *const joints[] = {"，", ",", "：", ":", " - ", " – ", " — ", "——", " "};
    size_t at = 0, n;
    while ((n = str_starts_any(str_from(s, at), joints, COUNT_OF(joints))) > 0)
        at += n;
    return at;
}

static size_t gloss_length(struct str s) {
    if (s.n == 0 || (s.p[0] != '(' && !str_starts(s, STR("（"))))
        return 0;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == ')')
            return i + 1;
        if (str_starts(str_from(s, i), STR("）")))
            return i + strlen("）");
    }
    return 0;
}

/* Bytes of the key's own name, its gloss and 是指/，at the start of s; 0 when the name is not
 * there or belongs to a longer phrase. */
static size_t own_name_length(const struct rules *r, struct str s, struct str key) {
    if (key.n == 0 || !str_starts(s, key))
        return 0;
    size_t at = key.n;
    at += gloss_length(str_from(s, at));
    size_t joint = joint_length(str_from(s, at));
    size_t means = words_at(r->means_strict, s, at + joint);
    bool blanks_only = str_trim(str_slice(s, at, at + joint)).n == 0;
    if (blanks_only && means == 0)
        return 0; /* NAT 协议… is not NAT，协议… */
    at += joint + means;
    at += joint_length(str_from(s, at));
    if (at >= s.n || words_at(r->not_after_key, s, at))
        return 0;
    return at;
}

static bool ends_sentence(uint32_t code) {
    return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF1B; /* 。！？； */
}

/* A full stop at byte `at`: before a blank and a capital, not behind an initial or another dot. */
static bool is_full_stop(struct str s, size_t at) {
    return at + 2 < s.n && s.p[at + 1] == ' ' && at > 1 && isupper((unsigned char)s.p[at + 2]) &&
           !isupper((unsigned char)s.p[at - 1]) && s.p[at - 2] != '.';
}

/* 是一种… is what is said of the key: the stem has its own 是. */
static size_t copula_length(struct str s) {
    static const char *const english[] = {"is ", "are ", "refers to ", "means "};
    size_t n = str_starts_any(s, english, COUNT_OF(english));
    if (n)
        return n;
    return str_starts(s, STR("是")) && !str_starts(s, STR("是否")) && !str_starts(s, STR("是不是"))
               ? strlen("是")
               : 0;
}

size_t explain_sentence(struct str s) {
    int depth = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        size_t at = (size_t)(p - s.p);
        uint32_t code = utf8_next(&p, end);
        if (code == '(' || code == 0xFF08 || code == 0x201C)
            depth++;
        else if (depth && (code == ')' || code == 0xFF09 || code == 0x201D))
            depth--;
        else if (depth == 0 && ends_sentence(code))
            return (size_t)(p - s.p);
        else if (depth == 0 && code == '.' && is_full_stop(s, at))
            return at + 1;
    }
    return s.n;
}

/* Bytes of the whole sentences of s that fit into `most` cells; 0 when the first does not. */
static size_t whole_sentences(struct str s, unsigned most) {
    size_t at = 0;
    while (at < s.n) {
        size_t next = at + explain_sentence(str_from(s, at));
        if (utf8_cells(str_trim_end(str_slice(s, 0, next))) > most)
            break;
        at = next;
    }
    return at;
}

bool explain_is_bare_condition(const struct rules *r, struct str s) {
    if (!words_start(r->conditional, s))
        return false;
    size_t comma = str_find(s, STR("，"));
    if (comma == SIZE_MAX)
        comma = str_find(s, STR(", "));
    return comma == SIZE_MAX || !words_in(r->consequence, str_from(s, comma));
}

static bool ends_open(struct str s) {
    s = str_trim_end(s);
    return str_ends(s, STR("：")) || str_ends(s, STR(":"));
}

bool explain_stands_alone(const struct rules *r, struct str s) {
    bool points = words_in(r->any_pointer, s);
    if (words_start(r->deictic_start, s) ||
        (points && (words_in(r->deictic_inside, s) || words_in(r->person, s))))
        return false;
    if (points && words_in(r->asks_back, s) && !words_in(r->whatever, s))
        return false;
    if (str_has(s, STR("？")) || str_has(s, STR("?")) || str_has(s, STR("……")))
        return false;
    return !ends_open(s) && !(points && words_in(r->path_marks, s)) &&
           !explain_is_bare_condition(r, s);
}

/* polymorphism（在希腊语里…）: what stands in brackets explains nothing by itself. */
static size_t han_outside_brackets(struct str s) {
    size_t n = 0, depth = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        depth += c == '(' || c == 0xFF08;
        if (depth == 0)
            n += code_is_han(c);
        depth -= depth && (c == ')' || c == 0xFF09);
    }
    return n;
}

static bool is_vague(struct str s, bool zh) {
    return utf8_cells(s) < VAGUE_CELLS || (zh && han_outside_brackets(s) < VAGUE_HAN);
}

/* Bytes of s without a last sentence of a word or two (…提供者。必须。). */
static size_t without_remark(struct str s) {
    size_t at = 0, last = 0;
    s = str_trim_end(s);
    while (at < s.n) {
        last = at;
        at += explain_sentence(str_from(s, at));
    }
    return last && utf8_cells(str_from(s, last)) <= REMARK_CELLS ? last : s.n;
}

static bool ends_any(struct str s, const char *const *marks, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_ends(s, str_of(marks[i])))
            return true;
    return false;
}

/* 机器. 以极高概率: a narrow full stop in Chinese text. */
static bool has_narrow_stop(struct str s) {
    for (size_t i = 1; i + 2 < s.n; i++)
        if (s.p[i] == '.' && s.p[i + 1] == ' ' && (unsigned char)s.p[i - 1] >= 0x80 &&
            (unsigned char)s.p[i + 2] >= 0x80)
            return true;
    return false;
}

/* hidden：文本溢出… : a key of its own in front. */
static bool opens_with_key(struct str s) {
    size_t at = str_find(s, STR("："));
    return at != SIZE_MAX && utf8_cells(str_slice(s, 0, at)) <= INNER_KEY_CELLS;
}

/* 效率低。中断：容易遗漏: what another thing is called stands within the text. */
static bool holds_key(const struct rules *r, struct str s) {
    for (size_t at = explain_sentence(s); at < s.n; at += explain_sentence(str_from(s, at))) {
        struct str rest = str_trim(str_from(s, at));
        size_t colon = str_find(str_slice(rest, 0, explain_sentence(rest)), STR("："));
        struct str key = str_slice(rest, 0, colon == SIZE_MAX ? 0 : colon);
        if (key.n && utf8_cells(key) <= INNER_KEY_CELLS && !words_is(r->key_not, key))
            return true;
    }
    return false;
}

/* if (from == NULL) { return; }: a line of a program that no fence holds. */
bool explain_is_code(struct str s) {
    static const char *const marks[] = {
        "::", "();", ");", "->", " == ", " = ", "//", "{", "&&", "!="};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(marks) && n + COUNT_OF(marks) - i >= CODE_MARKS_MIN; i++)
        n += str_has(s, str_of(marks[i]));
    return n >= CODE_MARKS_MIN;
}

/* Begins or ends as no whole text does. */
static bool is_broken(const struct rules *r, struct str s) {
    static const char *const starts[] = {"（", "(", "，", "。",  "、",   "；", "）", ")",
                                         "的", "”", "】", ",",   ".",    "【", "#",  "+",
                                         "=",  "-", "A:", "A：", "答：", "Q:"};
    static const char *const ends[] = {"（",  "(",  "、",   "，",   "的",   "和",
                                       "与",  "或", "“",    "【",   " and", " the",
                                       " of", "如", "比如", "例如", "即",   "“"};
    if (str_starts_any(s, starts, COUNT_OF(starts)) || str_has(s, STR("。（")) ||
        str_has(s, STR(";，")) || str_has(s, STR("；，")))
        return true;
    if (ends_any(s, ends, COUNT_OF(ends)) && !str_ends(s, STR("目的")))
        return true;
    return explain_is_code(s) || !clean_is_balanced(s) || has_narrow_stop(s) || opens_with_key(s) ||
           holds_key(r, s);
}

bool explain_names_step(const struct rules *r, struct str s) {
    size_t n;
    for (size_t at = 0; (n = words_find(r->step_number_after, s, &at)) > 0; at += n) {
        struct str rest = str_trim(str_from(s, at + n)), before = str_trim_end(str_slice(s, 0, at));
        if ((rest.n && byte_is_digit(rest.p[0])) ||
            (before.n && byte_is_digit(before.p[before.n - 1])))
            return true;
    }
    return false;
}

static enum gate judge(const struct rules *r, const struct clean *text, struct str s, bool zh,
                       bool open) {
    unsigned bad = CLEAN_IMAGE | CLEAN_RAGGED | CLEAN_VERSUS | CLEAN_ARROW | CLEAN_MARKUP |
                   CLEAN_STRUCK | CLEAN_GLUED | CLEAN_DISPLAY | CLEAN_BREAK | CLEAN_HOLE;
    if (s.n == 0)
        return GATE_UNANSWERED;
    if ((text->trouble & bad) || open || is_broken(r, s) || !explain_stands_alone(r, s))
        return GATE_NO_CONTEXT;
    if (is_vague(s, zh) || english_commands(r, s))
        return GATE_VAGUE;
    return GATE_PASSED;
}

bool explain_is_bare_list(struct str s) {
    static const char *const marks[] = {"、", "，", ", "};
    size_t items = 1;
    for (size_t from = 0; from < s.n; items++) {
        struct str rest = str_from(s, from);
        size_t at = rest.n, mark = 0;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            size_t found = str_find(rest, str_of(marks[i]));
            if (found < at) {
                at = found;
                mark = strlen(marks[i]);
            }
        }
        if (utf8_cells(str_slice(rest, 0, at)) > LIST_ITEM_CELLS)
            return false;
        if (mark == 0)
            break;
        from += at + mark;
    }
    return items >= (str_has(s, STR("、")) ? LIST_ITEMS_MIN : LIST_ITEMS_MIN + 1);
}

struct explanation explain(struct arena *a, const struct rules *r, const struct clean *text,
                           struct str key, const struct explain_wish *w) {
    const struct rich *t = &text->text;
    size_t own = own_name_length(r, t->plain, key);
    own += words_at(r->means_bare, t->plain, own);
    own += copula_length(str_from(t->plain, own));
    struct str s = str_from(t->plain, own);
    struct explanation e = {0};
    size_t end = s.n;
    if (utf8_cells(s) > w->most) {
        end = whole_sentences(s, w->most);
        e.shortened = true;
    }
    end = without_remark(str_slice(s, 0, end));
    struct rich cut = rich_slice(a, t, own, own + end);
    bool open = ends_open(cut.plain);
    e.text = clean_without_stop(a, &cut);
    if (e.shortened && utf8_cells(e.text.plain) * 1000 < utf8_cells(s) * w->keep)
        e.gate = GATE_TOO_LONG;
    else
        e.gate = (uint8_t)judge(r, text, e.text.plain, w->zh, open);
    return e;
}
