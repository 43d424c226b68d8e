/* fit: looks at every text a paper or its key would print. */
#include "items/fit.h"

/* \leq, in mathematics too where `strict`: many exports and readers show the source. Papers set
 * it. */
static bool has_raw_tex(const struct rich *text, bool strict) {
    for (size_t i = 0; i < text->n; i++) {
        const struct rich_run *run = &text->runs[i];
        struct str s = run->text;
        for (size_t k = 0; k + 1 < s.n; k++) {
            char c = s.p[k + 1];
            if (s.p[k] == '\\' && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
                !(run->flags & (strict ? RICH_CODE : RICH_CODE | RICH_MATH)))
                return true;
        }
    }
    return false;
}

/* "Cobra: a quotation that does not end, or a formula whose marks are seen ($ z $). */
static bool has_stray_marks(struct str s) {
    size_t quotes = 0;
    for (size_t i = 0; i < s.n; i++)
        quotes += s.p[i] == '"';
    return quotes % 2 != 0 || (str_has(s, STR("$ ")) && str_has(s, STR(" $")));
}

static enum gate judge(const struct rules *r, const struct rich *text, bool strict) {
    if (text->plain.n == 0)
        return GATE_PASSED;
    if (has_raw_tex(text, strict) || has_stray_marks(text->plain))
        return GATE_NO_CONTEXT;
    return words_in(r->opinion, text->plain) ? GATE_VAGUE : GATE_PASSED;
}

enum gate fit_to_print(const struct rules *r, const struct item *it) {
    bool strict = it->kind != ITEM_SHORT_ANSWER; /* which is for papers and cards */
    enum gate gate = judge(r, &it->stem, strict);
    for (size_t i = 0; i < it->n_options && gate == GATE_PASSED; i++)
        gate = judge(r, &it->options[i].text, strict);
    for (size_t i = 0; i < it->n_answers && gate == GATE_PASSED; i++) {
        struct str s = it->answers[i].text.plain;
        gate = str_ends(s, STR("!")) || str_ends(s, STR("！"))
                   ? GATE_VAGUE
                   : judge(r, &it->answers[i].text, strict);
        if (gate == GATE_PASSED)
            gate = judge(r, &it->answers[i].left, strict);
    }
    return gate;
}
