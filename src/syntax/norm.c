/* norm: the driver of the normaliser, and its output: edits of a line are collected, sorted and
 * applied while the rest is copied in as large pieces as there are. */
#include "syntax/norm_state.h"

#include <stdlib.h>

uint32_t norm_line_end(const struct normer *n, uint32_t at) {
    const char *p = at < n->len ? memchr(n->s + at, '\n', n->len - at) : NULL;
    return p ? (uint32_t)(p - n->s) : n->len;
}

void norm_use(struct normer *n, enum rule rule, uint32_t at) {
    n->out->first_use[rule] = MIN(n->out->first_use[rule], at);
}

/* What is inserted at a place stands before what is replaced there. */
static int by_place(const void *x, const void *y) {
    const struct edit *a = x, *b = y;
    if (a->at != b->at)
        return a->at > b->at ? 1 : -1;
    if ((a->len > 0) != (b->len > 0))
        return a->len > 0 ? 1 : -1;
    return (a->order > b->order) - (a->order < b->order);
}

static void add_edit(struct normer *n, struct edit e) {
    e.order = (uint32_t)n->edits.n;
    if (n->edits.n && by_place(&n->edits.v[n->edits.n - 1], &e) > 0)
        n->unsorted = true;
    vec_push(n->a, &n->edits, e);
}

void norm_edit(struct normer *n, enum rule rule, uint32_t at, uint32_t len, struct str with) {
    add_edit(n, (struct edit){at, len, with, (uint8_t)rule, false, 0});
}

void norm_cut(struct normer *n, enum rule rule, uint32_t at, uint32_t len) {
    add_edit(n, (struct edit){at, len, {0}, (uint8_t)rule, true, 0});
}

void norm_flatten(struct normer *n, uint32_t at, const struct line *l) {
    if (at < l->end)
        add_edit(n, (struct edit){at, l->end - at, STR(GUARD_FLAT), RULE_COUNT, false, 0});
}

static void add_piece(struct normer *n, uint32_t origin, uint32_t replaced, enum piece_kind kind) {
    vec_push(n->a, &n->pieces,
             (struct piece){(uint32_t)n->text.n, origin, replaced, (uint8_t)kind});
}

static void copy_to(struct normer *n, uint32_t to) {
    if (to <= n->copied)
        return;
    add_piece(n, n->copied, 0, n->after_cut ? PIECE_AFTER_CUT : PIECE_COPY);
    buf_bytes(&n->text, n->s + n->copied, to - n->copied);
    n->copied = to;
    n->after_cut = false;
}

static void apply(struct normer *n, const struct edit *e) {
    copy_to(n, e->at);
    if (e->with.n) {
        add_piece(n, e->at, e->len, PIECE_MADE);
        buf_str(&n->text, e->with);
    }
    n->copied = e->at + e->len;
    n->after_cut |= e->cut;
    if (e->rule == RULE_COUNT)
        return;
    norm_use(n, (enum rule)e->rule, e->at);
    if (rule_kind((enum rule)e->rule) <= RULE_WRITE)
        vec_push(n->a, &n->kept_edits, (struct norm_edit){e->at, e->len, e->with, e->rule});
}

/* Edits at one place keep the order they were made in; of two that overlap the first wins. */
static void sort_edits(struct normer *n) {
    if (n->edits.n < 32) {
        for (size_t i = 1; i < n->edits.n; i++)
            for (size_t k = i; k > 0 && by_place(&n->edits.v[k - 1], &n->edits.v[k]) > 0; k--) {
                struct edit e = n->edits.v[k];
                n->edits.v[k] = n->edits.v[k - 1];
                n->edits.v[k - 1] = e;
            }
    } else {
        qsort(n->edits.v, n->edits.n, sizeof(*n->edits.v), by_place);
    }
    n->unsorted = false;
}

static void flush_edits(struct normer *n) {
    if (n->unsorted)
        sort_edits(n);
    for (size_t i = 0; i < n->edits.n; i++)
        if (n->edits.v[i].at >= n->copied)
            apply(n, &n->edits.v[i]);
    n->edits.n = 0;
}

static void run_lines(struct normer *n, uint32_t from) {
    for (uint32_t at = from; at < n->len;) {
        struct line l = {.beg = at, .end = norm_line_end(n, at)};
        norm_block(n, &l);
        if (n->edits.n)
            flush_edits(n);
        at = l.end + 1;
    }
}

static void finish(struct normer *n) {
    copy_to(n, n->len);
    if (n->text.n == 0 || n->text.p[n->text.n - 1] != '\n') {
        add_piece(n, n->len, 0, PIECE_MADE);
        buf_byte(&n->text, '\n');
    }
    struct norm *out = n->out;
    out->text = buf_get(&n->text);
    out->pieces = n->pieces.v;
    out->n_pieces = n->pieces.n;
    out->edits = n->kept_edits.v;
    out->n_edits = n->kept_edits.n;
}

struct norm *norm_run(struct arena *a, struct rules *r, struct str text, uint32_t from,
                      bool no_definitions) {
    struct norm *out = arena_new(a, struct norm);
    struct normer *n = arena_new(a, struct normer);
    *n = (struct normer){.a = a,
                         .rules = r,
                         .s = text.p,
                         .len = (uint32_t)text.n,
                         .out = out,
                         .no_definitions = no_definitions,
                         .text = buf_in(a),
                         .copied = from,
                         .paragraph_at = from};
    out->origin = text;
    out->open_comment = out->deep_at = out->wide_at = out->crowded_at = UINT32_MAX;
    for (int i = 0; i < RULE_COUNT; i++)
        out->first_use[i] = UINT32_MAX;
    n->text.cap = text.n + text.n / 16 + 256;
    n->text.p = arena_alloc(a, n->text.cap);
    run_lines(n, from);
    finish(n);
    return out;
}

size_t norm_find_piece(const struct norm *n, uint32_t at, size_t hint) {
    const struct piece *p = n->pieces;
    if (hint < n->n_pieces && p[hint].norm <= at) {
        for (size_t i = hint; i < hint + 4; i++)
            if (i + 1 >= n->n_pieces || p[i + 1].norm > at)
                return MIN(i, n->n_pieces - 1);
    }
    size_t low = 0, high = n->n_pieces;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (p[mid].norm <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}
