/* pattern: PCRE2 behind a small door. */
#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* PCRE2's own limits would let one paragraph take minutes and gigabytes. */
enum { MATCH_LIMIT = 1000000, DEPTH_LIMIT = 10000, HEAP_LIMIT_KIB = 16 << 10 };

struct pattern {
    struct arena *a;
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
    size_t limits;
};

static void free_pattern(void *arg) {
    struct pattern *p = arg;
    pcre2_match_context_free(p->context);
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
}

static struct str message(struct arena *a, int code, size_t offset) {
    PCRE2_UCHAR text[128];
    if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
        return str_format(a, "error %d at offset %zu", code, offset);
    return str_format(a, "%s at offset %zu", (const char *)text, offset);
}

static void prepare(struct pattern *p) {
    p->data = pcre2_match_data_create_from_pattern(p->code, NULL);
    p->context = pcre2_match_context_create(NULL);
    if (!p->data || !p->context)
        fail_raise(arena_failure(p->a), "out of memory");
    pcre2_set_match_limit(p->context, MATCH_LIMIT);
    pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(p->context, HEAP_LIMIT_KIB);
    /* Where there is no JIT, or it does not know the pattern, pcre2_match interprets. */
    (void)pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
}

struct pattern *pat_make(struct arena *a, struct str expression, struct str *error) {
    struct pattern *p = arena_new(a, struct pattern);
    int code;
    PCRE2_SIZE offset;
    p->a = a;
    arena_defer(a, free_pattern, p);
    PCRE2_SPTR text = (PCRE2_SPTR)(expression.n ? expression.p : "");
    p->code = pcre2_compile(text, expression.n, PCRE2_UTF | PCRE2_UCP, &code, &offset, NULL);
    if (p->code) {
        prepare(p);
        return p;
    }
    if (code == PCRE2_ERROR_HEAP_FAILED)
        fail_raise(arena_failure(a), "out of memory");
    if (error)
        *error = message(a, code, offset);
    return NULL;
}

struct pattern *pat_must(struct arena *a, const char *expression) {
    struct str error = {0};
    struct pattern *p = pat_make(a, str_of(expression), &error);
    if (!p)
        fail_raise(arena_failure(a), "pattern `%.100s`: %.*s", expression, STR_ARG(error));
    return p;
}

static int run(const struct pattern *p, struct str subject, size_t from, uint32_t options) {
    PCRE2_SPTR text = (PCRE2_SPTR)(subject.n ? subject.p : "");
    return pcre2_match(p->code, text, subject.n, from, PCRE2_NO_UTF_CHECK | options, p->data,
                       p->context);
}

/* Like pcre2_match; a pattern too deep for JIT's stack is interpreted. */
static int match(struct pattern *p, struct str subject, size_t from) {
    if (from > subject.n)
        return PCRE2_ERROR_NOMATCH;
    int found = run(p, subject, from, 0);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = run(p, subject, from, PCRE2_NO_JIT);
    if (found == PCRE2_ERROR_NOMEMORY)
        fail_raise(arena_failure(p->a), "out of memory");
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        p->limits++;
    return found;
}

bool pat_find(struct pattern *p, struct str subject, size_t from, struct match *m) {
    int found = match(p, subject, from);
    m->n = found > 0 ? MIN((size_t)found, (size_t)PAT_GROUPS) : 0;
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(p->data);
    for (size_t i = 0; i < m->n; i++) {
        bool set = offsets[2 * i] != PCRE2_UNSET;
        m->from[i] = set ? offsets[2 * i] : SIZE_MAX;
        m->to[i] = set ? offsets[2 * i + 1] : SIZE_MAX;
    }
    return m->n > 0;
}

bool pat_test(struct pattern *p, struct str subject) {
    return match(p, subject, 0) > 0;
}

size_t pat_limits(const struct pattern *p) {
    return p->limits;
}
