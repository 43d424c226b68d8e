/* rich: slicing, trimming, joining and replacing text with runs. A result never shares a run array
 * with its input; it shares the bytes of `plain` when they are the same bytes. */
#include "study/rich.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

typedef VEC(struct rich_run) run_vec;

static struct span span_cover(struct span a, struct span b) {
    if (a.len == 0)
        return b;
    if (b.len == 0)
        return a;
    uint32_t from = MIN(a.at, b.at);
    uint32_t to = MAX(a.at + a.len, b.at + b.len);
    return (struct span){from, to - from};
}

static struct rich rich_of(struct str plain, const run_vec *runs) {
    struct rich r = {.plain = plain, .runs = runs->v, .n = runs->n};
    for (size_t i = 0; i < runs->n; i++)
        r.span = span_cover(r.span, runs->v[i].span);
    return r;
}

static bool is_verbatim(const struct rich_run *run) {
    return run->span.len == run->text.n;
}

/* The part from..to (bytes of the run) of a run; text is repointed by the caller. Where the notes
 * hold the run byte for byte its place is cut too, else (escapes, markup inside) it stays whole. */
static struct rich_run cut_run(const struct rich_run *run, size_t from, size_t to) {
    struct rich_run part = *run;
    part.text = str_slice(run->text, from, to);
    if (is_verbatim(run))
        part.span = (struct span){run->span.at + (uint32_t)from, (uint32_t)(to - from)};
    return part;
}

/* Appends the runs of bytes from..to of r, their text repointed to `plain` from byte `at` on. */
static void add_runs(struct arena *a, run_vec *out, const struct rich *r, size_t from, size_t to,
                     const char *plain, size_t at) {
    size_t begin = 0;
    for (size_t i = 0; i < r->n && begin < to; i++) {
        const struct rich_run *run = &r->runs[i];
        size_t end = begin + run->text.n;
        size_t lo = MAX(begin, from), hi = MIN(end, to);
        if (lo < hi) {
            struct rich_run part = cut_run(run, lo - begin, hi - begin);
            part.text.p = plain + at + (lo - from);
            vec_push(a, out, part);
        }
        begin = end;
    }
}

static bool is_inside_code_point(struct str s, size_t at) {
    return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

static size_t border_before(struct str s, size_t at) {
    at = MIN(at, s.n);
    while (at > 0 && is_inside_code_point(s, at))
        at--;
    return at;
}

struct rich rich_plain(struct arena *a, struct str s, struct span span) {
    if (s.n == 0)
        return (struct rich){.span = span};
    struct rich_run *run = arena_new(a, struct rich_run);
    *run = (struct rich_run){.text = s, .span = span};
    return (struct rich){.plain = s, .runs = run, .n = 1, .span = span};
}

static size_t runs_within(const struct rich *r, size_t from, size_t to) {
    size_t n = 0, begin = 0;
    for (size_t i = 0; i < r->n && begin < to; begin += r->runs[i++].text.n)
        n += MAX(begin, from) < MIN(begin + r->runs[i].text.n, to);
    return n;
}

/* Slices are many and of few runs: they get no more room than they need. */
static run_vec room_for(struct arena *a, size_t n) {
    return (run_vec){.v = arena_array(a, struct rich_run, n), .cap = n};
}

struct rich rich_slice(struct arena *a, const struct rich *r, size_t from, size_t to) {
    from = border_before(r->plain, from);
    to = border_before(r->plain, to);
    if (from >= to)
        return (struct rich){.span = rich_span_at(r, from)};
    struct str plain = str_slice(r->plain, from, to);
    run_vec runs = room_for(a, runs_within(r, from, to));
    add_runs(a, &runs, r, from, to, plain.p, 0);
    return rich_of(plain, &runs);
}

struct rich rich_trim(struct arena *a, const struct rich *r) {
    struct str trimmed = str_trim(r->plain);
    if (trimmed.n == r->plain.n)
        return *r;
    if (trimmed.n == 0)
        return (struct rich){.span = r->span};
    size_t from = (size_t)(trimmed.p - r->plain.p);
    return rich_slice(a, r, from, from + trimmed.n);
}

struct rich rich_join(struct arena *a, const struct rich *v, size_t n, struct str between) {
    struct buf text = buf_in(a);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_str(&text, between);
        buf_str(&text, v[i].plain);
    }
    struct str plain = buf_get(&text);
    run_vec runs = {0};
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && between.n > 0) {
            struct rich_run gap = {.text = str_slice(plain, at, at + between.n)};
            vec_push(a, &runs, gap);
            at += between.n;
        }
        add_runs(a, &runs, &v[i], 0, v[i].plain.n, plain.p, at);
        at += v[i].plain.n;
    }
    return rich_of(plain, &runs);
}

/* The notes' bytes that bytes from..to of plain stand for. */
static struct span span_between(const struct rich *r, size_t from, size_t to) {
    struct span first = rich_span_at(r, from);
    if (to <= from)
        return (struct span){first.at, 0};
    return span_cover(first, rich_span_at(r, border_before(r->plain, to - 1)));
}

struct rich rich_replace(struct arena *a, const struct rich *r, size_t from, size_t to,
                         struct str with) {
    from = border_before(r->plain, from);
    to = MAX(from, border_before(r->plain, to));
    struct str plain =
        str_join(a, (struct str[]){str_slice(r->plain, 0, from), with, str_from(r->plain, to)}, 3,
                 (struct str){0});
    run_vec runs = {0};
    add_runs(a, &runs, r, 0, from, plain.p, 0);
    if (with.n > 0) {
        struct rich_run run = {.text = str_slice(plain, from, from + with.n),
                               .span = span_between(r, from, to)};
        vec_push(a, &runs, run);
    }
    add_runs(a, &runs, r, to, r->plain.n, plain.p, from + with.n);
    return rich_of(plain, &runs);
}

static uint32_t code_point_length(struct str s, size_t at) {
    const char *p = s.p + at;
    utf8_next(&p, s.p + s.n);
    return (uint32_t)(p - (s.p + at));
}

struct span rich_span_at(const struct rich *r, size_t at) {
    size_t begin = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        size_t in = at - begin;
        if (at >= begin && in < run->text.n) {
            if (!is_verbatim(run))
                return run->span;
            in = border_before(run->text, in);
            return (struct span){run->span.at + (uint32_t)in, code_point_length(run->text, in)};
        }
        begin += run->text.n;
    }
    return (struct span){r->span.at + r->span.len, 0};
}

bool rich_has(const struct rich *r, uint32_t flags) {
    for (size_t i = 0; i < r->n; i++)
        if (r->runs[i].flags & flags)
            return true;
    return false;
}
