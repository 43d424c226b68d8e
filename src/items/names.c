/* names: tests that a gloss names the term it stands beside. */
#include "items/names.h"

#include "base/utf8.h"

#include <ctype.h>
#include <strings.h>

#define NAME_REACH       160   /* bytes from a term within which its bracket closes */
#define NOTE_REACH       65536 /* bytes before and behind: a note, and of a book a chapter */
#define NAME_CELLS_MAX   56
#define NAME_WORDS_MAX   7
#define NAME_LETTERS_MIN 3
#define ABBR_LETTERS_MAX 8
#define HAN_PER_WORD_MAX 4 /* more, and the gloss names only part of the term */
#define WORD_LETTERS_MIN 7 /* of one English word that is a term */
#define TERM_LETTERS     3
#define TERM_ALONE_HAN   3 /* a term of so few characters means several things */
#define TERM_CELLS_MAX   32
#define STUB_LETTERS_MAX 3
#define EXAMPLES_SHARE   3 /* one bracket of so many a tool: the list holds examples */

static size_t count_letters(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += byte_is_letter(s.p[i]);
    return n;
}

/* Words, a hyphen joining two counted as one between them. */
static size_t count_words(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += byte_is_letter(s.p[i]) && (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '-');
    return n;
}

/* Letters, digits, blanks, hyphens, apostrophes and slashes; starts with a letter. */
static bool is_latin_name(struct str s) {
    if (s.n == 0 || !byte_is_letter(s.p[0]) || count_letters(s) < NAME_LETTERS_MIN ||
        utf8_cells(s) > NAME_CELLS_MAX || count_words(s) > NAME_WORDS_MAX)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!isalnum((unsigned char)s.p[i]) && !strchr(" -'&/", s.p[i]))
            return false;
    return count_letters(s) * 2 > s.n && !str_has(s, STR("- ")); /* accu- racy */
}

static bool is_abbreviation(struct str s) {
    size_t upper = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || (unsigned char)s.p[i] >= 0x80)
            return false;
        upper += isupper((unsigned char)s.p[i]) != 0;
    }
    return s.n >= 2 && s.n <= ABBR_LETTERS_MAX && upper >= 2 && upper * 2 > count_letters(s);
}

/* earlySingletonObjects, NoSuchBeanDefinitionException: an identifier, no term. */
static bool is_identifier(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (isdigit((unsigned char)s.p[i]) && count_words(s) == 1)
            return true;
    for (size_t i = 1; i < s.n; i++)
        if (isupper((unsigned char)s.p[i]) && islower((unsigned char)s.p[i - 1]))
            return count_words(s) == 1;
    return false;
}

/* IB Switch for 交换机, LLaMA / ChatGLM for 现代做法: a product or abbreviation the term lacks. */
static bool names_a_product(struct str term, struct str name) {
    for (size_t at = 0; at < name.n;) {
        size_t n = 0, inner = 0;
        for (; at + n < name.n && !strchr(" -/", name.p[at + n]); n++)
            inner += n > 0 && isupper((unsigned char)name.p[at + n]);
        if (inner && !str_has(term, str_slice(name, at, at + n)))
            return true;
        at += n + 1;
    }
    return str_has(name, STR(" / "));
}

/* AdaLoRA, Adaptive LoRA: a part of the abbreviation stands in its full name. */
static bool holds_part(struct str abbr, struct str full) {
    for (size_t at = 0; at + STUB_LETTERS_MAX <= abbr.n; at++)
        if (str_has(full, str_slice(abbr, at, at + STUB_LETTERS_MAX)))
            return true;
    return false;
}

/* NOR, not or; SLR, Simple LR: a word of the full name stands in the abbreviation. */
static bool holds_word(struct str abbr, struct str full) {
    for (size_t at = 0; at < full.n;) {
        size_t n = 0;
        while (at + n < full.n && byte_is_letter(full.p[at + n]))
            n++;
        for (size_t i = 0; n > 1 && i + n <= abbr.n; i++)
            if (strncasecmp(abbr.p + i, full.p + at, n) == 0)
                return true;
        at += n + 1;
    }
    return false;
}

/* seq, len: shortened for code. */
static bool is_stub(struct str name) {
    return count_words(name) == 1 && name.n <= STUB_LETTERS_MAX &&
           islower((unsigned char)name.p[0]);
}

/* small, overridden: a word of everyday, or no noun. */
static bool is_everyday_form(struct str name) {
    static const char *const forms[] = {"ed", "en", "ly", "able", "ible"};
    return count_words(name) == 1 &&
           (name.n < WORD_LETTERS_MIN || str_ends_any(name, forms, COUNT_OF(forms)));
}

static const char *const noun_ends[] = {
    "ity",   "ness", "tion", "sion", "ment", "ism", "ence", "ance", "ship", "ing", "ics", "ogy",
    "graph", "ware", "work", "er",   "or",   "al",  "ure",  "sis",  "ics",  "phy", "try", "ency",
    "ancy",  "tude", "hood", "dom",  "ist",  "ant", "ent",  "ive",  "ex",   "age"};

/* esbuild: one small word that has no noun's ending is as often a tool or a command. */
static bool is_tool(struct str name) {
    return count_words(name) == 1 && islower((unsigned char)name.p[0]) &&
           str_find_byte(name, '-') == SIZE_MAX &&
           !str_ends_any(name, noun_ends, COUNT_OF(noun_ends));
}

/* Cost of meal, The Truth table, Advanced printing techniques: a label. */
static bool is_phrase(const struct rules *r, struct str name) {
    return words_in(r->name_phrase, name);
}

/* One English word for a Chinese term of four characters or more is a command or a part of it
 * (命令追加: append), unless its ending makes it a noun (可扩展性: scalability). */
static bool is_part_only(struct str term, struct str name) {
    static const char *const nouns[] = {"ity",   "ness", "tion", "sion", "ment", "ism",
                                        "ence",  "ance", "ship", "ing",  "ics",  "ogy",
                                        "graph", "ware", "work", "er",   "or"};
    static const char *const abstract[] = {"性", "化", "度", "率", "器", "体", "数", "法"};
    return count_words(name) == 1 && utf8_count_han(term) >= 4 &&
           ((!str_ends_any(term, abstract, COUNT_OF(abstract)) && !str_ends(name, STR("ing"))) ||
            !str_ends_any(name, nouns, COUNT_OF(nouns)));
}

/* The letters of the abbreviation stand in the name in order, the first at its start. */
static bool spells(struct str abbr, struct str name) {
    size_t at = 0;
    bool first = true;
    for (size_t i = 0; i < abbr.n; i++) {
        if (!byte_is_letter(abbr.p[i]))
            continue;
        char c = (char)tolower((unsigned char)abbr.p[i]);
        while (at < name.n && tolower((unsigned char)name.p[at]) != c) {
            if (first)
                return false;
            at++;
        }
        if (at == name.n)
            return false;
        at++;
        first = false;
    }
    return !first;
}

/* MAC, Media Access Control Address: the abbreviation has nothing of the last word. */
static bool spells_last(struct str abbr, struct str name) {
    size_t end = name.n, from;
    while (end > 0 && !byte_is_letter(name.p[end - 1]))
        end--;
    for (from = end; from > 0 && byte_is_letter(name.p[from - 1]);)
        from--;
    for (size_t i = abbr.n; i-- > 0;)
        if (byte_is_letter(abbr.p[i])) {
            char c = (char)tolower((unsigned char)abbr.p[i]);
            for (size_t k = from; k < end; k++)
                if (tolower((unsigned char)name.p[k]) == c)
                    return true;
            return false;
        }
    return true;
}

static bool is_han_term(const struct rules *r, struct str s) {
    return utf8_count_han(s) >= 2 && utf8_cells(s) <= TERM_CELLS_MAX && key_is_name(r, s) &&
           !key_is_claim(r, s) && !words_in(r->title_ask, s) && !words_end(r->name_not_end, s) &&
           !words_start(r->name_not_start, s);
}

/* TCP of TCP传输控制协议 or of 传输控制协议TCP, which is spelled by the name's initials. */
static struct str abbreviation_beside(struct str term, struct str name) {
    size_t front = 0, back = term.n;
    while (front < term.n && byte_is_alnum(term.p[front]))
        front++;
    while (back > 0 && byte_is_alnum(term.p[back - 1]))
        back--;
    struct str ends[] = {str_slice(term, 0, front), str_from(term, back)};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (ends[i].n >= NAME_LETTERS_MIN && is_abbreviation(ends[i]) && spells(ends[i], name) &&
            spells_last(ends[i], name))
            return ends[i];
    return (struct str){0};
}

struct name name_of(const struct rules *r, const struct term *t) {
    struct name none = {0};
    struct str term = str_trim(t->term), full = str_trim(t->full), abbr = str_trim(t->abbr);
    if (t->confidence != TERM_CERTAIN)
        return none;
    if (abbr.n && full.n && is_latin_name(full) && !spells(abbr, full))
        return none; /* 文件传输（FTP, SCP）: examples, no names */
    struct str beside = utf8_count_han(term) && is_latin_name(full)
                            ? abbreviation_beside(term, full)
                            : (struct str){0};
    if (beside.n && count_words(full) > 1)
        return (struct name){NAME_FULL, beside, full};
    if (is_han_term(r, term)) {
        size_t words = count_words(full);
        if (is_abbreviation(full))
            return words_end(r->abbr_end, term) ? (struct name){NAME_ABBR, term, full} : none;
        if (words_is(r->everyday, full) || is_phrase(r, full) || is_tool(full))
            return none;
        if (is_latin_name(full) && !is_identifier(full) && !is_stub(full) &&
            !is_part_only(term, full) && !is_everyday_form(full) && !names_a_product(term, full) &&
            utf8_count_han(term) <= HAN_PER_WORD_MAX * words)
            return (struct name){NAME_FOREIGN, term, full};
        if (full.n == 0 && is_abbreviation(abbr) && words_end(r->abbr_end, term))
            return (struct name){NAME_ABBR, term, abbr};
        return none;
    }
    struct str shorter = abbr.n && full.n ? abbr : term;
    bool expands = is_latin_name(full) && count_words(full) >= 2 && utf8_count_han(shorter) == 0 &&
                   utf8_cells(shorter) <= 12 && shorter.n < full.n && spells(shorter, full) &&
                   spells_last(shorter, full);
    if (shorter.n > 1 && shorter.p[shorter.n - 1] == 's' &&
        isupper((unsigned char)shorter.p[shorter.n - 2]))
        return none; /* DTOs: several of them */
    if (shorter.n < NAME_LETTERS_MIN && !str_has_digit(shorter))
        return none; /* RC, BQ: two letters stand for many things */
    if (words_end(r->organisation, full) || holds_part(shorter, full) ||
        holds_word(shorter, full) || words_is(r->everyday, full))
        return none;
    return expands ? (struct name){NAME_FULL, shorter, full} : none;
}

/* Of a list with several like 编译型（esbuild）, no bracket is a name: they hold examples. */
bool name_is_of_examples(const struct view *v, const struct term *t) {
    if (!t->point)
        return false;
    size_t brackets = 0, tools = 0;
    for (size_t i = 0; i < v->q->n_terms; i++) {
        const struct term *o = &v->q->terms[i];
        struct str term = str_trim(o->term), name = str_trim(o->full);
        if (!o->point || !utf8_count_han(term) || !name.n || utf8_count_han(name))
            continue;
        brackets++;
        tools += is_tool(name) || is_identifier(name) || names_a_product(term, name);
    }
    return tools * EXAMPLES_SHARE >= brackets && tools;
}

/* 适配器（Adapter Pattern）模式: the term goes on behind its gloss. */
static bool goes_on(struct str text, const struct term *t) {
    size_t at = str_find(text, str_trim(t->full));
    if (at == SIZE_MAX || t->full.n == 0)
        return false;
    struct str rest = str_from(text, at + str_trim(t->full).n);
    static const char *const closes[] = {"）", ")"};
    for (size_t i = 0; i < COUNT_OF(closes); i++)
        if (str_starts(rest, str_of(closes[i])) && rest.n > strlen(closes[i])) {
            const char *p = rest.p + strlen(closes[i]);
            return code_is_han(utf8_next(&p, rest.p + rest.n));
        }
    return false;
}

bool name_goes_on(const struct view *v, const struct term *t) {
    return goes_on(v->q->title.plain, t) || (t->point && goes_on(t->point->key.plain, t));
}

bool name_is_explained(const struct view *v, const struct view_facet *f) {
    return !words_in(v->r->chooses, v->title.text.plain) && !(f && (f->examples || !f->direct));
}

/* The line in front of a term, without the marks that set the term off; *styled: there are any. */
static struct str line_before(struct str text, size_t at, bool *styled) {
    static const char *const marks[] = {"**", "__", "==", "*", "`", "「", "“", "【", "《", "\""};
    size_t from = at;
    while (from > 0 && text.p[from - 1] != '\n')
        from--;
    struct str s = str_slice(text, from, at);
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_ends(s, str_of(marks[i]))) {
            *styled = true;
            s.n -= strlen(marks[i]);
        }
    return str_trim_end(s);
}

static bool begins(struct str text, size_t at) {
    static const char *const stops[] = {"，", "。", "；", "：", "、", "？", "！", "）", ",",
                                        ";",  ":",  ".",  "?",  "!",  "|",  ">",  ")"};
    bool styled = false;
    struct str before = line_before(text, at, &styled);
    return styled || !utf8_has_letter(before) || str_ends_any(before, stops, COUNT_OF(stops));
}

/* Bytes of blanks and of marks of markup that s starts with. */
static size_t marks_of(struct str s) {
    size_t n = 0;
    while (n < s.n && strchr("*_= `", s.p[n]))
        n++;
    return n;
}

/* 后台（Web Worker）计算: what is named is the whole phrase. */
static bool ends(const struct rules *r, struct str text, struct str name) {
    size_t at = str_find(text, name);
    struct str rest = at == SIZE_MAX ? (struct str){0} : str_from(text, at + name.n);
    static const char *const closes[] = {"）", ")"};
    size_t n = marks_of(rest);
    size_t close = str_starts_any(str_from(rest, n), closes, COUNT_OF(closes));
    rest = str_from(rest, n + close);
    if (close == 0 || rest.n == 0)
        return true;
    const char *p = rest.p;
    return !code_is_han(utf8_next(&p, rest.p + rest.n)) || words_start(r->name_goes_on, rest);
}

bool name_is_set_apart(const struct view *v, struct span term, struct str name) {
    const struct source *source = v->q->document->source;
    size_t at = term.at - source->base;
    if (at >= source->text.n || term.len > source->text.n - at)
        return true;
    if (utf8_count_han(str_slice(source->text, at, at + term.len)) == 0)
        return true;
    struct str rest = str_slice(source->text, at + term.len, at + term.len + NAME_REACH);
    return begins(source->text, at) && ends(v->r, rest, name);
}

static bool stands_in(struct str text, struct str word) {
    for (size_t at = 0, n; (n = str_find(str_from(text, at), word)) != SIZE_MAX; at += n + 1) {
        size_t from = at + n, to = from + word.n;
        if ((from == 0 || !byte_is_alnum(text.p[from - 1])) &&
            (to == text.n || !byte_is_alnum(text.p[to])))
            return true;
    }
    return false;
}

/* Bytes of the bracket behind a term that explains it: " (CPAE)". */
static size_t bracket_behind(struct str text) {
    static const char *const opens[] = {"(", "（"}, *const closes[] = {")", "）"};
    size_t n = marks_of(text);
    struct str rest = str_slice(text, n, n + NAME_REACH);
    if (!str_starts_any(rest, opens, COUNT_OF(opens)))
        return 0;
    size_t close = MIN(str_find(rest, str_of(closes[0])), str_find(rest, str_of(closes[1])));
    return close == SIZE_MAX ? 0 : n + close;
}

bool name_is_said_again(const struct view *v, struct span span, struct str abbreviation) {
    struct str text = v->q->document->source->text;
    size_t at = MIN(span.at - v->q->document->source->base, text.n);
    size_t from = at - MIN(at, NOTE_REACH), end = MIN(at + span.len, text.n);
    end += bracket_behind(str_from(text, end));
    return stands_in(str_slice(text, from, at), abbreviation) ||
           stands_in(str_slice(text, end, MIN(text.n, end + NOTE_REACH)), abbreviation);
}

bool name_stands_alone(const struct gen *g, struct str term) {
    return g->v->title.subject.n || utf8_count_han(term) > TERM_ALONE_HAN ||
           (utf8_count_han(term) == 0 && (term.n > TERM_LETTERS || count_words(term) > 1));
}
