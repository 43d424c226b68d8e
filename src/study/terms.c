/* terms: reading a bracket and what stands before it as two names of one thing. */
#include "study/terms.h"

#include "base/utf8.h"
#include "study/names.h"
#include "study/signs.h"

#define TERM_CHARACTERS_MOST    16
#define ABBREVIATION_BYTES_MOST 13 /* and the comma behind it */

struct bracket {
    struct str before, inside; /* slices of the text */
    size_t open;               /* byte offset of the bracket */
};

/* What the inside of a bracket says. */
struct naming {
    struct str full, abbr;
};

static size_t bracket_at(struct str s, size_t at, struct str *close) {
    bool narrow = s.p[at] == '(';
    *close = narrow ? STR(")") : STR("）");
    return narrow ? 1 : strlen("（");
}

#define INSIDE_BYTES_MOST 120

/* What opens a bracket, each kind found by itself: that is faster than looking at every byte. */
struct bracket_finder {
    struct str s;
    size_t narrow, wide; /* the next '(' and the next "（"; s.n when there is none */
    size_t at;           /* looked at so far */
};

static size_t next_narrow(struct str s, size_t from) {
    size_t at = str_find_byte(str_from(s, from), '(');
    return at == SIZE_MAX ? s.n : from + at;
}

static size_t next_wide(struct str s, size_t from) {
    size_t at = str_find(str_from(s, from), STR("（"));
    return at == SIZE_MAX ? s.n : from + at;
}

static struct bracket_finder find_brackets(struct str s) {
    return (struct bracket_finder){s, next_narrow(s, 0), next_wide(s, 0), 0};
}

static size_t candidate(struct bracket_finder *f) {
    if (f->narrow < f->at)
        f->narrow = next_narrow(f->s, f->at);
    if (f->wide < f->at)
        f->wide = next_wide(f->s, f->at);
    return MIN(f->narrow, f->wide);
}

static bool next_bracket(struct bracket_finder *f, struct bracket *out) {
    struct str s = f->s, close;
    for (size_t i; (i = candidate(f)) < s.n;) {
        size_t n = bracket_at(s, i, &close);
        struct str rest = str_slice(s, i + n, i + n + INSIDE_BYTES_MOST);
        size_t end = str_find(rest, close);
        f->at = i + 1;
        if (end == SIZE_MAX)
            continue;
        *out = (struct bracket){str_trim_end(str_slice(s, 0, i)), str_trim(str_slice(rest, 0, end)),
                                i};
        f->at = i + n + end + close.n;
        return true;
    }
    return false;
}

/* The comma or colon between two names in a bracket; SIZE_MAX when there is one name. */
static size_t comma_in(struct str s, size_t *n) {
    const struct str marks[] = {STR(","), STR("，"), STR("："), STR(":"), STR("；")};
    for (size_t at = 0; at < s.n; at++) {
        if (s.p[at] != ',' && s.p[at] != ':' && s.p[at] != '\xEF')
            continue;
        for (size_t i = 0; i < COUNT_OF(marks); i++)
            if (str_starts(str_from(s, at), marks[i])) {
                *n = marks[i].n;
                return at;
            }
    }
    return SIZE_MAX;
}

static bool read_inside(struct str s, struct naming *out) {
    size_t n = 0, comma = comma_in(s, &n);
    *out = (struct naming){0};
    if (comma == SIZE_MAX) {
        if (name_is_abbreviation(s))
            out->abbr = s;
        else if (name_is_latin(s) || name_is_cjk(s, TERM_CHARACTERS_MOST))
            out->full = s;
        return out->abbr.n > 0 || out->full.n > 0;
    }
    struct str first = str_trim(str_slice(s, 0, comma)), second = str_trim(str_from(s, comma + n));
    if (name_is_latin(first) && name_is_abbreviation(second))
        *out = (struct naming){first, second};
    else if (name_is_abbreviation(first) && name_is_latin(second))
        *out = (struct naming){second, first};
    else if (name_is_latin(first) && name_is_cjk(second, TERM_CHARACTERS_MOST))
        *out = (struct naming){.full = first};
    return out->full.n > 0;
}

static uint32_t code_before(struct str s) {
    const char *p = s.p + s.n;
    return s.n > 0 ? utf8_prev(&p, s.p) : 0;
}

/* The last Latin word of s. */
static struct str last_word(struct str s) {
    size_t from = s.n;
    while (from > 0) {
        char c = s.p[from - 1];
        if ((unsigned char)c >= 0x80 || c == ' ' ||
            !(code_is_letter((unsigned char)c) || strchr("-/+&", c)))
            break;
        from--;
    }
    return str_from(s, from);
}

/* Runs passed so far, so that one pass over them serves all brackets of a text. */
struct run_cursor {
    const struct rich *text;
    size_t i, begin; /* the run of the bracket, where it begins */
    bool series; /* the text began with ABBR（中文）: the next of this form are names, too */
};

static void move_to(struct run_cursor *c, size_t at) {
    while (c->i < c->text->n && c->begin + c->text->runs[c->i].text.n <= at)
        c->begin += c->text->runs[c->i++].text.n;
}

static bool is_verbatim(const struct run_cursor *c) {
    return c->i < c->text->n &&
           (c->text->runs[c->i].flags & (RICH_CODE | RICH_MATH | RICH_IMAGE | RICH_STRIKE)) != 0;
}

/* What the author set off right before the bracket: **x**（…）, 【x】（…）. */
static struct str styled_before(const struct run_cursor *c, struct str before) {
    const uint32_t styles = RICH_BOLD | RICH_ITALIC | RICH_MARK | RICH_CLOZE;
    if (c->i == 0 || c->begin != before.n || !(c->text->runs[c->i - 1].flags & styles))
        return (struct str){0};
    return c->text->runs[c->i - 1].text;
}

/* The last words of s with these initials: "… linear discriminant analysis (LDA)". */
static struct str words_with_initials(struct str s, struct str abbr) {
    for (size_t at = s.n; at > 0; at--) {
        bool word_start = at == 1 || s.p[at - 2] == ' ';
        if (s.n - at > INSIDE_BYTES_MOST || (unsigned char)s.p[at - 1] >= 0x80)
            break;
        struct str words = str_from(s, at - 1);
        if (word_start && str_find_byte(words, ' ') != SIZE_MAX && name_is_latin(words) &&
            name_has_initials(words, abbr))
            return words;
    }
    return (struct str){0};
}

/* 烯醇**互变异构（keto-enol tautomerism）**: what is bold with its bracket begins there. */
static struct str styled_around(const struct run_cursor *c, struct str before) {
    const uint32_t styles = RICH_BOLD | RICH_ITALIC | RICH_MARK | RICH_CLOZE;
    if (c->i == c->text->n || c->begin >= before.n || !(c->text->runs[c->i].flags & styles))
        return (struct str){0};
    return str_trim(str_from(before, c->begin));
}

static bool at_start(const struct rich *text, struct str s) {
    return str_trim(text->plain).p == s.p;
}

/* A CJK term before the bracket. */
static bool cjk_term(struct builder *b, const struct run_cursor *c, const struct bracket *k,
                     struct term *out) {
    struct str styled = styled_before(c, k->before);
    if (name_is_cjk(styled, TERM_CHARACTERS_MOST)) {
        out->term = styled;
        out->confidence = TERM_CERTAIN;
        return true;
    }
    bool whole;
    if (!b->words)
        b->words = word_breaker_open(b->a);
    struct str around = styled_around(c, k->before);
    out->term = name_last_term(b->words, b->labels, around.n ? around : k->before, &whole);
    bool certain = whole && (around.n || at_start(c->text, out->term));
    out->confidence = certain ? TERM_CERTAIN : TERM_GUESSED;
    return name_is_cjk(out->term, TERM_CHARACTERS_MOST);
}

/* Not "从小到大排序": what begins with a small word tells what the term does. */
static bool is_noun(const struct builder *b, struct str s) {
    return labels_start(b->labels, WORDS_TERM_BREAK, s) == 0;
}

static bool read_term(struct builder *b, struct run_cursor *c, const struct bracket *k,
                      struct term *out) {
    const struct rich *text = c->text;
    struct naming inside;
    if (k->before.n == 0 || !read_inside(k->inside, &inside))
        return false;
    struct str word = last_word(k->before);
    bool latin_inside = inside.full.n > 0 && name_is_latin(inside.full);
    out->full = inside.full;
    out->abbr = inside.abbr;
    if (code_is_cjk(code_before(k->before))) {
        if (inside.full.n > 0 && !latin_inside)
            return false;
        if (!cjk_term(b, c, k, out))
            return false;
        if (!latin_inside) /* an abbreviation alone may be an example of the term */
            out->confidence = TERM_GUESSED;
        return true;
    }
    if (inside.full.n > 0 && name_is_abbreviation(word)) {
        out->term = out->abbr = word;
        bool sure = latin_inside ? at_start(text, word) || name_has_initials(inside.full, word)
                                 : (at_start(text, word) || c->series) && is_noun(b, inside.full);
        out->confidence = sure ? TERM_CERTAIN : TERM_GUESSED;
        c->series = c->series || (sure && !latin_inside);
        return true;
    }
    struct str words =
        inside.full.n == 0 ? words_with_initials(k->before, inside.abbr) : (struct str){0};
    out->term = out->full = words;
    out->confidence = at_start(text, words) ? TERM_CERTAIN : TERM_GUESSED;
    return words.n > 0;
}

static bool is_known(const term_vec *v, const struct term *t) {
    for (size_t i = v->n - MIN(v->n, 64); i < v->n; i++)
        if (str_eq(v->v[i].term, t->term) && str_eq(v->v[i].full, t->full))
            return true;
    return false;
}

/* The words at the beginning of s whose initials are the abbreviation's; empty when there are none.
 */
static struct str words_for(struct str s, struct str abbr) {
    for (size_t i = 1; i <= s.n && i <= INSIDE_BYTES_MOST; i++) {
        bool ends = i == s.n || s.p[i] == ' ' || (unsigned char)s.p[i] >= 0x80 || s.p[i] == ':' ||
                    s.p[i] == ',' || s.p[i] == '.' || s.p[i] == '(';
        struct str words = str_slice(s, 0, i);
        if (!ends || str_find_byte(words, ' ') == SIZE_MAX)
            continue;
        if (!name_is_latin(words))
            break;
        if (name_has_initials(words, abbr))
            return words;
    }
    return (struct str){0};
}

/* "CLM, Causal Language Model" begins the text. */
static bool leading_pair(const struct rich *text, struct term *out) {
    struct str s = str_trim(text->plain);
    size_t n = 0, comma = s.n && s.p[0] >= 'A' && s.p[0] <= 'Z'
                              ? comma_in(str_slice(s, 0, ABBREVIATION_BYTES_MOST), &n)
                              : SIZE_MAX;
    if (comma == SIZE_MAX || signs_colon(s, comma) || build_is_verbatim(text, comma))
        return false;
    struct str abbr = str_slice(s, 0, comma);
    if (!name_is_abbreviation(abbr))
        return false;
    out->term = out->abbr = abbr;
    out->full = words_for(str_trim(str_from(s, comma + n)), abbr);
    out->confidence = TERM_CERTAIN;
    return out->full.n > 0;
}

static void keep_term(struct builder *b, const struct rich *text, struct term t, term_vec *out) {
    if (is_known(out, &t))
        return;
    size_t from = (size_t)(t.term.p - text->plain.p);
    t.span = rich_slice(b->a, text, from, from + t.term.n).span;
    vec_push(b->a, out, t);
}

void terms_add(struct builder *b, const struct rich *text, const struct point *point,
               term_vec *out) {
    struct str s = text->plain;
    struct bracket k;
    struct run_cursor c = {.text = text};
    struct bracket_finder finder = find_brackets(s);
    struct term first = {.point = point};
    if (leading_pair(text, &first))
        keep_term(b, text, first, out);
    while (next_bracket(&finder, &k)) {
        struct term t = {.point = point};
        move_to(&c, k.open);
        if (!is_verbatim(&c) && read_term(b, &c, &k, &t))
            keep_term(b, text, t, out);
    }
}
