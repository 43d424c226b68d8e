/* marks: bytes that become structure, and messages kept for later. */
#include "study/build.h"

void build_problem2(struct builder *b, enum diag_id id, struct span span, struct str x,
                    struct str y) {
    struct problem *p = vec_add(b->a, &b->problems);
    *p = (struct problem){.id = id, .span = span, .args = {x, y}, .n_args = 2};
}

void build_problem(struct builder *b, enum diag_id id, struct span span, struct str x) {
    build_problem2(b, id, span, x, (struct str){0});
    b->problems.v[b->problems.n - 1].n_args = 1;
}

void build_mark_text(struct builder *b, struct str text, struct span span) {
    struct study_mark mark = {text, span};
    if (str_trim(text).n > 0)
        vec_push(b->a, &b->marks, mark);
}

void build_mark(struct builder *b, const struct rich *r, size_t from, size_t to) {
    size_t begin = 0;
    for (size_t i = 0; i < r->n && begin < to; i++) {
        const struct rich_run *run = &r->runs[i];
        size_t lo = MAX(begin, from), hi = MIN(begin + run->text.n, to);
        if (lo < hi) {
            struct span span = run->span;
            if (span.len == run->text.n)
                span = (struct span){span.at + (uint32_t)(lo - begin), (uint32_t)(hi - lo)};
            build_mark_text(b, str_slice(r->plain, lo, hi), span);
        }
        begin += run->text.n;
    }
}

struct build_mark_point build_save(const struct builder *b) {
    return (struct build_mark_point){b->problems.n, b->figures.n, b->marks.n, b->out->n_missing};
}

void build_restore(struct builder *b, struct build_mark_point p) {
    b->problems.n = p.problems;
    b->figures.n = p.figures;
    b->marks.n = p.marks;
    b->out->n_missing = p.n_missing;
}

uint32_t build_flags_at(const struct rich *text, size_t at) {
    size_t end = 0;
    for (size_t i = 0; i < text->n; i++) {
        end += text->runs[i].text.n;
        if (at < end)
            return text->runs[i].flags;
    }
    return 0;
}

bool build_is_verbatim(const struct rich *text, size_t at) {
    return (build_flags_at(text, at) & (RICH_CODE | RICH_MATH | RICH_IMAGE)) != 0;
}

struct rich build_slice(struct builder *b, const struct rich *r, size_t from, size_t to) {
    struct str part = str_slice(r->plain, from, to), trimmed = str_trim(part);
    if (trimmed.n == 0)
        return (struct rich){.span = rich_span_at(r, from)};
    size_t lead = (size_t)(trimmed.p - part.p);
    if (from + lead == 0 && trimmed.n == r->plain.n)
        return *r;
    return rich_slice(b->a, r, from + lead, from + lead + trimmed.n);
}

struct rich build_replace(struct builder *b, const struct rich *r, size_t from, size_t to,
                          struct str with) {
    build_mark(b, r, from, to);
    struct rich pieces[] = {rich_slice(b->a, r, 0, from), rich_plain(b->a, with, (struct span){0}),
                            rich_slice(b->a, r, to, r->plain.n)};
    return rich_join(b->a, pieces, COUNT_OF(pieces), (struct str){0});
}

part_vec build_parts(struct builder *b, size_t base) {
    size_t n = b->parts.n - base;
    struct part *v = n ? arena_array(b->a, struct part, n) : NULL;
    if (n)
        memcpy(v, b->parts.v + base, n * sizeof(*v));
    b->parts.n = base;
    return (part_vec){v, n, n};
}
