/* page: making pages and adding ops to them, choosing one layer of them, and the text dump. */
#include "layout/page.h"

struct pages *pages_make(struct arena *a) {
    struct pages *p = arena_new(a, struct pages);
    p->a = a;
    vec_push(a, &p->tags, (struct tag){.role = TAG_ARTIFACT, .colspan = 1});
    vec_push(a, &p->tags, (struct tag){.role = TAG_DOCUMENT, .colspan = 1});
    return p;
}

/* The ops of a page that is done get an array of their length; the new page goes on in the larger
 * one. */
static void hand_over(struct pages *p, struct page *to) {
    struct page *from = p->v.n ? p->v.v[p->v.n - 1] : NULL;
    if (!from || !from->ops.n || from->ops.cap == from->ops.n)
        return;
    struct op *own = arena_alloc_raw(p->a, from->ops.n * sizeof(*own));
    memcpy(own, from->ops.v, from->ops.n * sizeof(*own));
    to->ops.v = from->ops.v;
    to->ops.cap = from->ops.cap;
    from->ops.v = own;
    from->ops.cap = from->ops.n;
}

struct page *pages_add(struct pages *p, mpt width, mpt height) {
    struct page *page = arena_new(p->a, struct page);
    hand_over(p, page);
    page->width = width;
    page->height = height;
    vec_push(p->a, &p->v, page);
    return page;
}

uint32_t pages_tag(struct pages *p, uint32_t parent, enum tag_role role) {
    vec_push(p->a, &p->tags, (struct tag){.role = (uint8_t)role, .parent = parent, .colspan = 1});
    return (uint32_t)(p->tags.n - 1);
}

uint32_t pages_dest(struct pages *p, mpt x, mpt y, struct str name) {
    struct dest d = {.page = p->v.n ? (uint32_t)(p->v.n - 1) : 0, .x = x, .y = y, .name = name};
    vec_push(p->a, &p->dests, d);
    return (uint32_t)(p->dests.n - 1);
}

struct op *page_op(struct pages *p, struct page *page, enum op_kind kind, uint32_t tag) {
    struct op *op = vec_add(p->a, &page->ops);
    op->kind = (uint8_t)kind;
    op->tag = tag;
    op->dest = -1;
    return op;
}

static struct op *op_at(struct pages *p, struct page *page, enum op_kind kind, mpt x, mpt y, mpt w,
                        mpt h) {
    struct op *op = page_op(p, page, kind, 0);
    op->x = x;
    op->y = y;
    op->w = w;
    op->h = h;
    return op;
}

void page_fill(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, struct color c) {
    op_at(p, page, OP_FILL, x, y, w, h)->color = c;
}

void page_line(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick) {
    op_at(p, page, OP_LINE, x, y, w, h)->thick = thick;
}

void page_box(struct pages *p, struct page *page, mpt x, mpt y, mpt w, mpt h, mpt thick) {
    op_at(p, page, OP_STROKE, x, y, w, h)->thick = thick;
}

static const char *const role_names[] = {
    [TAG_ARTIFACT] = "Artifact",
    [TAG_DOCUMENT] = "Document",
    [TAG_SECT] = "Sect",
    [TAG_H] = "H",
    [TAG_P] = "P",
    [TAG_L] = "L",
    [TAG_LI] = "LI",
    [TAG_LBL] = "Lbl",
    [TAG_LBODY] = "LBody",
    [TAG_TABLE] = "Table",
    [TAG_TR] = "TR",
    [TAG_TH] = "TH",
    [TAG_TD] = "TD",
    [TAG_FIGURE] = "Figure",
    [TAG_FORMULA] = "Formula",
    [TAG_CODE] = "Code",
    [TAG_QUOTE] = "BlockQuote",
    [TAG_NOTE] = "Note",
    [TAG_LINK] = "Link",
    [TAG_SPAN] = "Span",
    [TAG_REFERENCE] = "Reference",
};

const char *tag_role_name(unsigned role) {
    return role_names[role];
}
