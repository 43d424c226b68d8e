/* names: shapes of names, and ICU's word boundaries for terms nothing marks. */
#include "study/names.h"

#include "base/utf8.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define NAME_BYTES_MOST 80
#define NAME_WORDS_MOST 9

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

bool name_is_latin(struct str s) {
    size_t letters = 0, words = 1;
    if (s.n < 2 || s.n > NAME_BYTES_MOST || !(is_upper(s.p[0]) || is_lower(s.p[0])))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        letters += is_upper(c) || is_lower(c);
        words += c == ' ';
        bool fits = is_upper(c) || is_lower(c) || byte_is_digit(c) || strchr(" -'./&+#", c);
        if (!fits || c == '\0' || (c == '.' && i + 1 < s.n && s.p[i + 1] == ' '))
            return false;
    }
    return letters >= 2 && words <= NAME_WORDS_MOST && !str_has(s, STR("//"));
}

bool name_is_abbreviation(struct str s) {
    size_t upper = 0, digits = 0;
    if (s.n < 2 || s.n > 10 || byte_is_digit(s.p[0]))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        upper += is_upper(s.p[i]);
        digits += byte_is_digit(s.p[i]);
        if (!is_upper(s.p[i]) && !byte_is_digit(s.p[i]) && !is_lower(s.p[i]) &&
            !strchr("-/+&", s.p[i]))
            return false;
    }
    return upper >= 2 || (upper == 1 && digits > 0 && is_upper(s.p[0]));
}

bool name_is_cjk(struct str s, size_t most) {
    size_t n = 0, cjk = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end; n++) {
        uint32_t c = utf8_next(&p, end);
        cjk += code_is_cjk(c);
        if (!code_is_cjk(c) && !code_is_letter(c) && c != ' ' && c != '-' && c != 0x00B7)
            return false;
    }
    return cjk > 0 && n >= 2 && n <= most;
}

static bool is_small_word(struct str w) {
    static const char *const small[] = {"of", "the", "and", "for",  "to",  "in",
                                        "a",  "an",  "on",  "with", "from"};
    for (size_t i = 0; i < COUNT_OF(small); i++)
        if (str_eqc(w, small[i]))
            return true;
    return false;
}

static char upper(char c) {
    return is_lower(c) ? (char)(c - 0x20) : c;
}

/* Takes the letters of the abbreviation off as the words of the name begin with them. */
bool name_has_initials(struct str name, struct str abbreviation) {
    size_t at = 0;
    bool fresh = true;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == ' ' || name.p[i] == '-') {
            fresh = true;
            continue;
        }
        if (fresh) {
            size_t end = i;
            while (end < name.n && name.p[end] != ' ' && name.p[end] != '-')
                end++;
            bool fits = at < abbreviation.n && upper(name.p[i]) == upper(abbreviation.p[at]);
            if (fits)
                at++;
            else if (!is_small_word(str_slice(name, i, end)))
                return false;
        }
        fresh = false;
    }
    return at == abbreviation.n;
}

#define CLAUSE_BYTES_MOST 54 /* a term and what stands before it */

/* s from its last punctuation on, not longer than a clause. */
static struct str last_clause(struct str s) {
    const char *begin = s.p + s.n,
               *least = s.n > CLAUSE_BYTES_MOST ? s.p + s.n - CLAUSE_BYTES_MOST : s.p;
    while (begin > least) {
        const char *p = begin;
        uint32_t c = utf8_prev(&p, s.p);
        if (p < least || code_is_space(c) || (code_is_punct(c) && c != '-' && c != 0x00B7))
            break;
        begin = p;
    }
    return (struct str){begin, (size_t)(s.p + s.n - begin)};
}

struct word_breaker {
    UBreakIterator *words;
    UText *text;
    struct failure *f;
};

static void close_breaker(void *arg) {
    struct word_breaker *w = arg;
    if (w->words)
        ubrk_close(w->words);
    utext_close(w->text);
}

struct word_breaker *word_breaker_open(struct arena *a) {
    struct word_breaker *w = arena_new(a, struct word_breaker);
    UErrorCode status = U_ZERO_ERROR;
    w->f = arena_failure(a);
    w->text = utext_openUTF8(NULL, "", 0, &status);
    w->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    arena_defer(a, close_breaker, w);
    if (U_FAILURE(status))
        fail_raise(w->f, "ICU has no word boundaries: %s", u_errorName(status));
    return w;
}

/* A small word, or one with 的 behind it. */
static bool is_break(const struct labels *l, struct str word) {
    return labels_has(l, WORDS_TERM_BREAK, word) || str_ends(word, STR("的"));
}

/* Where the last small word of the clause ends. Most of the time finding words takes is saved where
 * none of their characters is there. */
static size_t after_small_words(struct word_breaker *w, const struct labels *l, struct str clause) {
    UErrorCode status = U_ZERO_ERROR;
    if (!labels_may_hold(l, WORDS_TERM_BREAK, clause) && !str_has(clause, STR("的")))
        return 0;
    w->text = utext_openUTF8(w->text, clause.p, (int64_t)clause.n, &status);
    ubrk_setUText(w->words, w->text, &status);
    if (U_FAILURE(status))
        fail_raise(w->f, "ICU cannot find words: %s", u_errorName(status));
    size_t start = 0;
    int32_t from = ubrk_first(w->words);
    for (int32_t to = ubrk_next(w->words); to != UBRK_DONE; from = to, to = ubrk_next(w->words))
        if (is_break(l, str_slice(clause, (size_t)from, (size_t)to)))
            start = (size_t)to;
    return start;
}

struct str name_last_term(struct word_breaker *w, const struct labels *l, struct str s,
                          bool *whole) {
    struct str clause = last_clause(s);
    struct str term = str_trim(str_from(clause, after_small_words(w, l, clause)));
    *whole = term.p == str_trim(s).p;
    return term;
}
