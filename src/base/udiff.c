/* udiff: edits -> changed lines -> hunks.
 *
 * Terms: change = lines of either text that differ, none left at its ends that are the same; hunk =
 * changes less than seven lines apart, with context. */
#include "base/udiff.h"

#include "base/vec.h"

enum { CONTEXT = 3 };

struct side {
    size_t from, to; /* bytes, whole lines */
    size_t line, n;  /* the first line, from 0; lines */
};

struct change {
    struct side old, new;
};
typedef VEC(struct change) change_vec;

static size_t line_begin(struct str s, size_t at) {
    while (at > 0 && s.p[at - 1] != '\n')
        at--;
    return at;
}

/* Behind the line end at or after `at`. */
static size_t line_end(struct str s, size_t at) {
    size_t end = str_find_byte(str_from(s, at), '\n');
    return end == SIZE_MAX ? s.n : at + end + 1;
}

static size_t lines_in(struct str s, size_t from, size_t to) {
    size_t n = 0;
    for (; from < to; n++)
        from = line_end(s, from);
    return n;
}

static struct str first_line(struct str s, const struct side *x) {
    return str_slice(s, x->from, MIN(line_end(s, x->from), x->to));
}

static struct str last_line(struct str s, const struct side *x) {
    return str_slice(s, MAX(line_begin(s, x->to - 1), x->from), x->to);
}

/* Lines at either end that are the same in both are no change. */
static void trim(struct change *c, struct str before, struct str after) {
    while (c->old.from < c->old.to && c->new.from < c->new.to) {
        struct str x = first_line(before, &c->old);
        if (!str_eq(x, first_line(after, &c->new)))
            break;
        c->old.from += x.n;
        c->new.from += x.n;
    }
    while (c->old.from < c->old.to && c->new.from < c->new.to) {
        struct str x = last_line(before, &c->old);
        if (!str_eq(x, last_line(after, &c->new)))
            break;
        c->old.to -= x.n;
        c->new.to -= x.n;
    }
}

/* Whole lines around each edit; edits of one line are one change. */
static change_vec changes_of(struct arena *a, struct str before, struct str after,
                             const struct text_edit *v, size_t n) {
    change_vec all = {0};
    for (size_t i = 0; i < n; i++) {
        struct change c = {
            .old = {line_begin(before, v[i].from), line_end(before, v[i].to), 0, 0},
            .new = {line_begin(after, v[i].new_from), line_end(after, v[i].new_to), 0, 0}};
        struct change *last = all.n ? &all.v[all.n - 1] : NULL;
        if (last && (c.old.from < last->old.to || c.new.from < last->new.to)) {
            last->old.to = MAX(last->old.to, c.old.to);
            last->new.to = MAX(last->new.to, c.new.to);
        } else {
            vec_push(a, &all, c);
        }
    }
    return all;
}

static void number(change_vec *all, struct str before, struct str after) {
    size_t at = 0, line = 0, new_line = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct change *c = &all->v[i];
        trim(c, before, after);
        size_t same = lines_in(before, at, c->old.from);
        c->old.line = line + same;
        c->new.line = new_line + same;
        c->old.n = lines_in(before, c->old.from, c->old.to);
        c->new.n = lines_in(after, c->new.from, c->new.to);
        line = c->old.line + c->old.n;
        new_line = c->new.line + c->new.n;
        at = c->old.to;
    }
}

static void put_lines(struct buf *out, char sign, struct str s) {
    while (s.n > 0) {
        size_t end = line_end(s, 0);
        buf_byte(out, sign);
        buf_str(out, str_slice(s, 0, end));
        if (s.p[end - 1] != '\n')
            buf_c(out, "\n\\ No newline at end of file\n");
        s = str_from(s, end);
    }
}

static size_t lines_back(struct str s, size_t at, size_t least, size_t *n) {
    for (*n = 0; *n < CONTEXT && at > least; ++*n)
        at = line_begin(s, at - 1);
    return at;
}

static size_t lines_on(struct str s, size_t at, size_t *n) {
    for (*n = 0; *n < CONTEXT && at < s.n; ++*n)
        at = line_end(s, at);
    return at;
}

/* POSIX: an empty range names the line before it, and ",1" is left out. */
static void put_range(struct buf *out, char sign, size_t line, size_t n) {
    buf_printf(out, " %c%zu", sign, n ? line + 1 : line);
    if (n != 1)
        buf_printf(out, ",%zu", n);
}

static void put_hunk(struct buf *out, struct str before, struct str after, const struct change *v,
                     size_t n, size_t least) {
    const struct change *last = &v[n - 1];
    size_t lead, tail, from = lines_back(before, v[0].old.from, least, &lead),
                       to = lines_on(before, last->old.to, &tail);
    buf_c(out, "@@");
    put_range(out, '-', v[0].old.line - lead,
              last->old.line + last->old.n + tail - (v[0].old.line - lead));
    put_range(out, '+', v[0].new.line - lead,
              last->new.line + last->new.n + tail - (v[0].new.line - lead));
    buf_c(out, " @@\n");
    for (size_t i = 0; i < n; i++) {
        put_lines(out, ' ', str_slice(before, from, v[i].old.from));
        put_lines(out, '-', str_slice(before, v[i].old.from, v[i].old.to));
        put_lines(out, '+', str_slice(after, v[i].new.from, v[i].new.to));
        from = v[i].old.to;
    }
    put_lines(out, ' ', str_slice(before, from, to));
}

void udiff_put(struct buf *out, struct str name, struct str before, struct str after,
               const struct text_edit *v, size_t n) {
    change_vec all = changes_of(out->a, before, after, v, n);
    number(&all, before, after);
    if (all.n)
        buf_printf(out, "--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
    for (size_t i = 0, next; i < all.n; i = next) {
        next = i + 1;
        while (next < all.n && all.v[next].old.line <=
                                   all.v[next - 1].old.line + all.v[next - 1].old.n + 2 * CONTEXT)
            next++;
        put_hunk(out, before, after, &all.v[i], next - i, i ? all.v[i - 1].old.to : 0);
    }
}
