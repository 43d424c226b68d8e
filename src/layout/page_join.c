/* page_join: documents put one behind the other. */
#include "layout/page.h"

/* By how much what belongs to the pages that are added moves up. */
struct joint {
    struct pages *to;
    uint32_t pages, tags, dests;
};

/* Tags 0 and 1, artifacts and the document, are the same everywhere. */
static uint32_t moved_tag(const struct joint *j, uint32_t tag) {
    return tag > 1 ? tag + j->tags : tag;
}

static void join_tags(const struct joint *j, const struct pages *from) {
    for (size_t i = 2; i < from->tags.n; i++) {
        struct tag tag = from->tags.v[i];
        tag.parent = moved_tag(j, tag.parent);
        vec_push(j->to->a, &j->to->tags, tag);
    }
}

static void join_dests(const struct joint *j, const struct pages *from) {
    for (size_t i = 0; i < from->dests.n; i++) {
        struct dest d = from->dests.v[i];
        d.page += j->pages;
        vec_push(j->to->a, &j->to->dests, d);
    }
}

static void join_outlines(const struct joint *j, const struct pages *from, bool deeper) {
    for (size_t i = 0; i < from->outlines.n; i++) {
        struct outline o = from->outlines.v[i];
        o.dest += j->dests;
        o.level += deeper;
        vec_push(j->to->a, &j->to->outlines, o);
    }
}

static void join_page(const struct joint *j, const struct page *from) {
    struct page *page = arena_new(j->to->a, struct page);
    *page = *from;
    if (!from->under.page) {
        page->under = (struct page_under){from, j->tags, j->dests};
        memset(&page->ops, 0, sizeof(page->ops));
    } else {
        page->under.tags += j->tags;
        page->under.dests += j->dests;
        memset(&page->ops, 0, sizeof(page->ops));
        for (size_t i = 0; i < from->ops.n; i++) {
            struct op op = from->ops.v[i];
            op.tag = moved_tag(j, op.tag);
            op.dest = op.dest >= 0 ? op.dest + (int32_t)j->dests : op.dest;
            vec_push(j->to->a, &page->ops, op);
        }
    }
    vec_push(j->to->a, &j->to->v, page);
}

void pages_append(struct pages *to, const struct pages *from, struct str title) {
    struct joint j = {to, (uint32_t)to->v.n, (uint32_t)to->tags.n - 2, (uint32_t)to->dests.n};
    for (size_t i = 0; i < from->v.n; i++)
        join_page(&j, from->v.v[i]);
    join_tags(&j, from);
    join_dests(&j, from);
    if (title.n && from->v.n) {
        struct dest d = {.page = j.pages};
        vec_push(to->a, &to->dests, d);
        vec_push(to->a, &to->outlines,
                 ((struct outline){.title = title, .dest = (uint32_t)to->dests.n - 1}));
    }
    join_outlines(&j, from, title.n > 0);
}
