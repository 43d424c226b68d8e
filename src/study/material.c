/* material: see material.h. */
#include "study/material.h"

#include "study/numbers.h"

#define CUE_BYTES   400 /* no cue is longer */
#define NUMBER_MOST 500
#define BLANK_BYTES 4 /* between numbers and their noun */

static size_t skip_blanks(struct str s, size_t at) {
    while (at < s.n && s.p[at] == ' ')
        at++;
    return at;
}

static size_t skip_word(struct str s, size_t at, const char *word) {
    return str_starts(str_from(s, at), str_of(word)) ? at + strlen(word) : at;
}

static long read_number(struct str s, size_t *at) {
    long v = 0;
    for (; str_digit_at(s, *at) && v <= NUMBER_MOST; ++*at)
        v = v * 10 + (s.p[*at] - '0');
    return v;
}

/* "-", "～", " to ", "题至第", with blanks around; `at` when there is none. */
static size_t skip_joint(struct str s, size_t at) {
    static const char *const joints[] = {"-",  "–",  "—",   "−",        "~",    "～", "〜",
                                         "至", "到", "to ", "through ", "and ", "和", "、"};
    size_t from = skip_blanks(s, skip_word(s, skip_blanks(s, at), "题"));
    for (size_t i = 0; i < COUNT_OF(joints); i++)
        if (str_starts(str_from(s, from), str_of(joints[i])))
            return skip_blanks(s, skip_word(s, skip_blanks(s, from + strlen(joints[i])), "第"));
    return at;
}

/* 题, 小题, 个小题 behind the numbers. */
static bool noun_after(struct str s, size_t at) {
    static const char *const nouns[] = {"题", "小题", "各题", "两题", "三题"};
    at = skip_blanks(s, at);
    for (size_t i = 0; i < COUNT_OF(nouns); i++)
        if (str_starts(str_from(s, at), str_of(nouns[i])))
            return true;
    return false;
}

/* "Questions ", "question " before them. */
static bool noun_before(struct str s, size_t at) {
    static const char *const nouns[] = {"uestion", "uestions"};
    struct str before = str_trim_end(str_slice(s, 0, at));
    for (size_t i = 0; i < COUNT_OF(nouns) && at - before.n <= BLANK_BYTES; i++)
        if (str_ends(before, str_of(nouns[i])))
            return true;
    return false;
}

/* "1～3" of the questions, the first such pair. */
static bool find_numbers(struct str s, struct material_cue *out) {
    for (size_t at = 0; at < s.n; at++) {
        if (!str_digit_at(s, at) || (at && str_digit_at(s, at - 1)))
            continue;
        size_t end = at;
        long first = read_number(s, &end);
        size_t second = skip_joint(s, end);
        if (second == end || !str_digit_at(s, second))
            continue;
        long last = read_number(s, &second);
        if (first < 1 || last <= first || last > NUMBER_MOST ||
            !(noun_after(s, second) || noun_before(s, at)))
            continue;
        *out = (struct material_cue){at, second, first, last};
        return true;
    }
    return false;
}

bool material_read(const struct labels *l, struct str line, struct material_cue *out) {
    *out = (struct material_cue){0};
    if (line.n > CUE_BYTES || !(str_has(line, STR("题")) || str_has(line, STR("uestion"))))
        return false;
    bool reads = labels_within(l, WORDS_MATERIAL_READ, line);
    if (find_numbers(line, out))
        return reads || labels_within(l, WORDS_MATERIAL_ASK, line);
    return reads && labels_within(l, WORDS_MATERIAL_NOUN, line) &&
           labels_within(l, WORDS_MATERIAL_ALL, line);
}

bool material_opens(const struct labels *l, const struct row *row, struct material_cue *out) {
    return row->kind == ROW_LINE && row->depth == 0 && row->starts && !row->taken &&
           material_read(l, row->text.plain, out);
}

/* The number a row begins with: of an item, of a line "Q3: …"; 0 for none. */
static long number_of(const struct builder *b, const struct row *row) {
    struct number n;
    if (row->kind == ROW_BLOCK || row->kind == ROW_IMAGE || row->depth > 0)
        return 0;
    if (row->kind == ROW_ITEM && row->ordered)
        return row_figure(row);
    return number_read(b->labels, row->text.plain, &n) && !n.unsure ? n.value : 0;
}

bool material_range(const struct builder *b, const struct row *rows, size_t n, size_t at,
                    const struct material_cue *cue, size_t *end) {
    const uint32_t replies = SIGN_OPTION | SIGN_KEY | SIGN_TRUTH | SIGN_REPLY;
    struct material_cue other;
    bool asked = false;
    size_t i = at + 1;
    for (; i < n && !material_opens(b->labels, &rows[i], &other); i++) {
        if (asked && cue->last && number_of(b, &rows[i]) == cue->last + 1)
            break;
        asked = asked || (rows[i].signs.set & replies) || rows[i].task != TASK_NONE;
    }
    *end = i;
    return asked;
}
