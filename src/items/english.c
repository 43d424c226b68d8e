/* english: looks at the first words of clauses, by lists of rules. */
#include "items/english.h"

#define ANTECEDENT_BYTES 10 /* of words that can hold what a pronoun stands for */

/* Words of Latin letters at s, up to a blank. */
static struct str first_word(struct str s) {
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ')
        n++;
    return str_slice(s, 0, n);
}

/* A clause that begins with a question word goes on as a question does. */
static bool clause_asks(const struct rules *r, struct str s) {
    size_t verb = words_start(r->english_verb, s), which = words_start(r->english_which, s);
    if (verb)
        return verb < s.n && s.p[verb] == ' '; /* Do's asks nothing */
    if (which) {                               /* What System Design Covers is a heading */
        struct str rest = str_trim(str_from(s, which));
        return (rest.n && !(rest.p[0] >= 'A' && rest.p[0] <= 'Z')) ||
               words_in(r->english_verb, rest);
    }
    size_t n = words_start(r->english_adverb, s);
    return n && words_start(r->english_verb, str_trim(str_from(s, n))) > 0;
}

bool english_asks(const struct rules *r, struct str s) {
    static const char *const ends[] = {". ", ", ", "; ", ": ", "? ", " - ", " – "};
    if (clause_asks(r, s))
        return true;
    for (size_t at = 0; at < s.n; at++) {
        size_t mark = str_starts_any(str_from(s, at), ends, COUNT_OF(ends));
        if (mark && clause_asks(r, str_trim(str_from(s, at + mark))))
            return true;
    }
    return false;
}

bool english_points_outside(const struct rules *r, struct str s) {
    static const char *const joins[] = {" and ", ", ", ". ", "; ", " if ", " when ", " or "};
    size_t alone = s.n;
    for (size_t i = 0; i < COUNT_OF(joins); i++) {
        size_t at = str_find(s, str_of(joins[i]));
        if (at != SIZE_MAX && at > ANTECEDENT_BYTES)
            alone = MIN(alone, at);
    }
    return words_in(r->english_pronoun, str_slice(s, 0, alone)) || words_in(r->english_other, s);
}

bool english_commands(const struct rules *r, struct str s) {
    struct str word = first_word(s);
    return words_is(r->english_command, word) || str_starts(s, STR("Don't")) ||
           str_starts(s, STR("Do not"));
}
