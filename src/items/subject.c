/* subject: tests what headings are called, and picks of two names. */
#include "items/subject.h"

#include "base/utf8.h"
#include "items/clean.h"
#include "items/key.h"
#include "items/title.h"

#define BOTH_CELLS_MAX  34 /* wide and near stand together up to here … */
#define BOTH_LATIN_MAX  50 /* … and in a language of letters up to here */
#define ONE_CELLS_MAX   48
#define CELLS_MIN       4
#define LETTERS_MIN     2
#define PLACE_CELLS_MAX 14 /* 第一百零二部分 */

/* Machine Learning Glossary (first 150 terms): what stands in brackets at the end is a remark. */
static struct str without_remark(struct str s) {
    static const char *const opens[] = {"（", " (", "("};
    if (!str_ends(s, STR(")")) && !str_ends(s, STR("）")))
        return s;
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        size_t at = str_find(s, str_of(opens[i]));
        if (at != SIZE_MAX && at > 0)
            return str_trim_end(str_slice(s, 0, at));
    }
    return s;
}

/* 441–460, 1-5: questions by their numbers. */
static bool is_number_only(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (code_is_cjk(c) || (code_is_letter(c) && !(c >= '0' && c <= '9')))
            return false;
    }
    return true;
}

/* 第二章, Course 1: a place in a row names no subject. */
static bool is_only_place(const struct rules *r, struct str s) {
    static const char *const units[] = {"章",   "节", "部分", "课", "讲",
                                        "单元", "篇", "回",   "天", "周"};
    if (str_starts(s, STR("第")) && str_ends_any(s, units, COUNT_OF(units)) &&
        utf8_cells(s) <= PLACE_CELLS_MAX)
        return true;
    size_t n = words_start(r->numbering, s);
    struct str rest = str_trim(str_from(s, n));
    if (n && rest.n == 1 && byte_is_letter(rest.p[0])) /* Lecture A */
        return true;
    for (size_t i = 0; i < rest.n; i++)
        if (!strchr("0123456789.-IVXivx", rest.p[i]))
            return false;
    return n && rest.n;
}

struct str subject_name(struct arena *a, const struct rules *r, const struct study_document *d,
                        const struct rich *heading) {
    struct str name = without_remark(title_name(a, r, heading));
    bool letters = utf8_count_han(name) == 0;
    if (is_number_only(name) || is_only_place(r, name))
        return (struct str){0};
    bool fit = (letters ? name.n >= LETTERS_MIN : utf8_cells(name) >= CELLS_MIN) &&
               title_is_name(r, d, heading, name) && utf8_cells(name) <= ONE_CELLS_MAX &&
               !words_in(r->not_subject, name);
    return fit ? name : (struct str){0};
}

enum which { WIDE, NEAR, BOTH };

/* Of two names that do not fit together the near one, unless it says too little alone. */
static enum which which_of(const struct subject *s) {
    struct str wide = s->v[WIDE], near = s->v[NEAR];
    struct str w = s->sim[WIDE].fold, n = s->sim[NEAR].fold;
    if (wide.n == 0 || near.n == 0)
        return near.n ? NEAR : WIDE;
    if (str_has(w, n) || str_has(n, w))
        return w.n > n.n ? WIDE : NEAR;
    bool han = utf8_count_han(wide) || utf8_count_han(near);
    if (utf8_cells(wide) + utf8_cells(near) <= (size_t)(han ? BOTH_CELLS_MAX : BOTH_LATIN_MAX))
        return BOTH;
    return s->sim[NEAR].n_tokens > 1 ? NEAR : WIDE;
}

struct subject subject_of(struct arena *a, const struct rules *r, struct str wide,
                          struct str near) {
    struct subject s = {
        {wide, near}, {sim_text(a, wide, &r->stops), sim_text(a, near, &r->stops)}, 2};
    enum which w = which_of(&s);
    return w == BOTH ? s : (struct subject){{s.v[w]}, {s.sim[w]}, s.v[w].n > 0};
}
