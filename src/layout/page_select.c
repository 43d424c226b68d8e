/* page_select: one reader's copy of pages made for two (paper and key). */
#include "layout/page.h"

#define GONE UINT32_MAX

/* What becomes of each page, tag and dest: its new index, or GONE. */
struct selection {
    const struct pages *from;
    enum layer layer;
    uint32_t *page, *tag, *dest;
};

static bool is_seen(const struct selection *s, uint8_t layer) {
    return layer == LAYER_BOTH || layer == s->layer;
}

static void choose_pages(struct selection *s, struct arena *a) {
    uint32_t next = 0;
    s->page = arena_array(a, uint32_t, s->from->v.n);
    for (size_t i = 0; i < s->from->v.n; i++) {
        const struct page *page = s->from->v.v[i];
        bool keep = page->ops.n == 0;
        for (size_t k = 0; k < page->ops.n && !keep; k++)
            keep = is_seen(s, page->ops.v[k].layer);
        s->page[i] = keep ? next++ : GONE;
    }
}

static void count_ops(const struct selection *s, uint32_t *all, uint32_t *seen) {
    for (size_t i = 0; i < s->from->v.n; i++) {
        const struct page *page = s->from->v.v[i];
        for (size_t k = 0; k < page->ops.n; k++) {
            const struct op *op = &page->ops.v[k];
            all[op->tag]++;
            seen[op->tag] += is_seen(s, op->layer);
        }
    }
}

/* Parents stand before their children, so counts add up from the end. */
static void choose_tags(struct selection *s, struct arena *a) {
    size_t n = s->from->tags.n;
    const struct tag *tags = s->from->tags.v;
    uint32_t *all = arena_array(a, uint32_t, n), *seen = arena_array(a, uint32_t, n);
    count_ops(s, all, seen);
    for (size_t i = n; i-- > 2;) {
        all[tags[i].parent] += all[i];
        seen[tags[i].parent] += seen[i];
    }
    s->tag = arena_array(a, uint32_t, n);
    uint32_t next = 0;
    for (size_t i = 0; i < n; i++) {
        bool lost = i > 1 && ((all[i] > 0 && seen[i] == 0) || s->tag[tags[i].parent] == GONE);
        s->tag[i] = lost ? GONE : next++;
    }
}

static void choose_dests(struct selection *s, struct arena *a) {
    uint32_t next = 0;
    s->dest = arena_array(a, uint32_t, s->from->dests.n);
    for (size_t i = 0; i < s->from->dests.n; i++) {
        const struct dest *d = &s->from->dests.v[i];
        bool keep = is_seen(s, d->layer) && d->page < s->from->v.n && s->page[d->page] != GONE;
        s->dest[i] = keep ? next++ : GONE;
    }
}

static bool copy_op(const struct selection *s, struct op *op) {
    if (!is_seen(s, op->layer))
        return false;
    if (op->kind == OP_LINK && op->dest >= 0) {
        if (s->dest[op->dest] == GONE)
            return false;
        op->dest = (int32_t)s->dest[op->dest];
    }
    op->tag = s->tag[op->tag];
    op->layer = LAYER_BOTH;
    return true;
}

static void copy_page(const struct selection *s, struct pages *to, const struct page *page) {
    struct page *copy = arena_new(to->a, struct page);
    *copy = *page;
    memset(&copy->ops, 0, sizeof(copy->ops));
    for (size_t k = 0; k < page->ops.n; k++) {
        struct op op = page->ops.v[k];
        if (copy_op(s, &op))
            vec_push(to->a, &copy->ops, op);
    }
    vec_push(to->a, &to->v, copy);
}

static void copy_tags(const struct selection *s, struct pages *to) {
    for (size_t i = 0; i < s->from->tags.n; i++) {
        if (s->tag[i] == GONE)
            continue;
        struct tag tag = s->from->tags.v[i];
        tag.parent = s->tag[tag.parent];
        vec_push(to->a, &to->tags, tag);
    }
}

static void copy_dests(const struct selection *s, struct pages *to) {
    for (size_t i = 0; i < s->from->dests.n; i++) {
        if (s->dest[i] == GONE)
            continue;
        struct dest d = s->from->dests.v[i];
        d.page = s->page[d.page];
        d.layer = LAYER_BOTH;
        vec_push(to->a, &to->dests, d);
    }
}

/* An entry whose parent is gone moves up, so that no level is skipped. */
static void copy_outlines(const struct selection *s, struct pages *to) {
    uint32_t deepest = 0;
    for (size_t i = 0; i < s->from->outlines.n; i++) {
        struct outline o = s->from->outlines.v[i];
        if (s->dest[o.dest] == GONE)
            continue;
        o.dest = s->dest[o.dest];
        o.level = MIN(o.level, deepest);
        deepest = o.level + 1;
        vec_push(to->a, &to->outlines, o);
    }
}

struct pages *pages_select(struct arena *a, const struct pages *p, enum layer layer) {
    struct selection s = {.from = p, .layer = layer};
    choose_pages(&s, a);
    choose_tags(&s, a);
    choose_dests(&s, a);
    struct pages *to = arena_new(a, struct pages);
    *to = (struct pages){.a = a,
                         .title = p->title,
                         .subject = p->subject,
                         .author = p->author,
                         .lang = p->lang,
                         .two_sided = p->two_sided,
                         .grey = p->grey};
    copy_tags(&s, to);
    copy_dests(&s, to);
    copy_outlines(&s, to);
    for (size_t i = 0; i < p->v.n; i++)
        if (s.page[i] != GONE)
            copy_page(&s, to, p->v.v[i]);
    return to;
}
