/* pattern: PCRE2 (UTF, UCP, JIT where there is one) with match, depth and heap limits. The only
 * user of pcre2.h. Subjects must be valid UTF-8. For every folder. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/str.h"

struct pattern;
#define PAT_GROUPS 16

struct match {
    size_t n; /* groups set, 0 = no match; group 0 is the whole match */
    size_t from[PAT_GROUPS],
        to[PAT_GROUPS]; /* byte offsets; SIZE_MAX both where a group took no part */
};

/* Compiles; the pattern lives as long as `a`. NULL when the expression is wrong, with *error (may
 * be NULL) set to the message and offset. In our own tables a NULL is a bug: pat_must raises the
 * failure. */
struct pattern *pat_make(struct arena *a, struct str expression, struct str *error);
struct pattern *pat_must(struct arena *a, const char *expression);

/* First match at or after `from`. False when there is none or a limit was hit (then it did not
 * match; pat_limits counts those). Reentrant per pattern only within one thread. */
bool pat_find(struct pattern *p, struct str subject, size_t from, struct match *m);
bool pat_test(struct pattern *p, struct str subject);
size_t pat_limits(const struct pattern *p);

static inline struct str match_group(const struct match *m, struct str subject, size_t group) {
    return group < m->n && m->from[group] != SIZE_MAX
               ? str_slice(subject, m->from[group], m->to[group])
               : (struct str){0};
}

#endif
