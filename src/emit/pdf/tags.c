/* tags: collecting the structure tree while pages are drawn. An element becomes its parent's kid
 * when its first content is drawn, so that kids stand in reading order between the parent's own
 * stretches of text; tags before it that are still waiting (an empty cell, a note whose text comes
 * at the foot) are placed first, where layout created them. */
#include "emit/pdf/element.h"

static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};

const char *pdf_element_type(const struct element *e) {
    return e->role == TAG_H ? headings[e->level - 1] : tag_role_name(e->role);
}

static void mark_used(struct pdf_tags *t) {
    for (size_t i = 0; i < t->pages->v.n; i++) {
        const struct page *page = t->pages->v.v[i];
        for (size_t k = 0; k < page->ops.n; k++)
            t->v.v[page->ops.v[k].tag].kept = true;
    }
    for (size_t i = t->v.n; i-- > 2;) /* parents stand before their children */
        if (t->v.v[i].kept)
            t->v.v[t->v.v[i].parent].kept = true;
    t->v.v[1].kept = true;
}

static bool is_table_part(uint8_t role) {
    return role == TAG_TR || role == TAG_TH || role == TAG_TD;
}

/* Rows must have the same number of cells (14289-1, 7.5), the empty ones included. */
static void keep_cells(struct pdf_tags *t) {
    for (size_t i = 2; i < t->v.n; i++) {
        struct element *e = &t->v.v[i];
        const struct element *parent = &t->v.v[e->parent];
        bool in_table = parent->role == TAG_TABLE || is_table_part(parent->role);
        if (is_table_part(e->role) && in_table && parent->kept)
            e->kept = true;
    }
}

static void level_headings(struct pdf_tags *t) {
    int last = 0;
    for (size_t i = 2; i < t->v.n; i++) {
        struct element *e = &t->v.v[i];
        if (e->role != TAG_H || !e->kept)
            continue;
        last = MIN(MIN(MAX(t->pages->tags.v[i].level, 1), last + 1), (int)COUNT_OF(headings));
        e->level = (uint8_t)last;
    }
}

static void link_children(struct pdf_tags *t) {
    for (size_t i = t->v.n; i-- > 2;) {
        struct element *e = &t->v.v[i], *parent = &t->v.v[e->parent];
        e->sibling = parent->unplaced;
        parent->unplaced = (uint32_t)i;
    }
}

static struct element new_element(uint8_t role, uint32_t parent) {
    return (struct element){.role = role,
                            .level = 1,
                            .parent = parent,
                            .sibling = ELEMENT_NONE,
                            .unplaced = ELEMENT_NONE,
                            .kid = ELEMENT_NONE,
                            .last_kid = ELEMENT_NONE,
                            .page = ELEMENT_NONE};
}

struct pdf_tags *pdf_tags_make(struct arena *a, const struct pages *pages) {
    struct pdf_tags *t = arena_new(a, struct pdf_tags);
    t->a = a;
    t->pages = pages;
    t->v.n = t->v.cap = pages->tags.n;
    t->v.v = arena_array(a, struct element, t->v.n);
    for (size_t i = 0; i < pages->tags.n; i++)
        t->v.v[i] = new_element(pages->tags.v[i].role, pages->tags.v[i].parent);
    mark_used(t);
    keep_cells(t);
    level_headings(t);
    link_children(t);
    t->v.v[1].placed = true;
    return t;
}

const struct tag *pdf_element_tag(const struct pdf_tags *t, uint32_t element) {
    static const struct tag none = {.role = TAG_LINK, .colspan = 1};
    return element < t->pages->tags.n ? &t->pages->tags.v[element] : &none;
}

void pdf_tags_page(struct pdf_tags *t, uint32_t page) {
    vec_push(t->a, &t->page_ids, page);
    vec_push(t->a, &t->first_owner, (uint32_t)t->owners.n);
}

int32_t pdf_tags_key(const struct pdf_tags *t) {
    return (int32_t)t->page_ids.n - 1;
}

const char *pdf_tags_type(const struct pdf_tags *t, uint32_t tag) {
    return pdf_element_type(&t->v.v[tag]);
}

static void add_kid(struct pdf_tags *t, uint32_t element, enum kid_kind kind, uint32_t value) {
    struct element *e = &t->v.v[element];
    uint32_t page = (uint32_t)t->page_ids.n - 1, at = (uint32_t)t->kids.n;
    struct kid kid = {.kind = (uint8_t)kind, .value = value, .page = page, .next = ELEMENT_NONE};
    vec_push(t->a, &t->kids, kid);
    if (e->kid == ELEMENT_NONE)
        e->kid = at;
    else
        t->kids.v[e->last_kid].next = at;
    e->last_kid = at;
    if (kind != KID_ELEMENT && e->page == ELEMENT_NONE)
        e->page = page;
}

/* Makes the parent's waiting tags its kids up to and with `last`; all of them for ELEMENT_NONE. */
static void place_up_to(struct pdf_tags *t, uint32_t parent, uint32_t last) {
    uint32_t i = t->v.v[parent].unplaced;
    while (i != ELEMENT_NONE) {
        struct element *e = &t->v.v[i];
        uint32_t next = e->sibling;
        if (e->kept) {
            e->placed = true;
            add_kid(t, parent, KID_ELEMENT, i);
        }
        t->v.v[parent].unplaced = next;
        if (i == last)
            break;
        i = next;
    }
}

/* Depth is bounded by the nesting of the notes, which syntax caps. */
static void place(struct pdf_tags *t, uint32_t element) {
    const struct element *e = &t->v.v[element];
    if (e->placed)
        return;
    place(t, e->parent);
    place_up_to(t, e->parent, element);
}

void pdf_element_place_all(struct pdf_tags *t, uint32_t element) {
    place_up_to(t, element, ELEMENT_NONE);
}

uint32_t pdf_tags_mark(struct pdf_tags *t, uint32_t tag) {
    uint32_t mcid = (uint32_t)t->owners.n - t->first_owner.v[t->first_owner.n - 1];
    place(t, tag);
    add_kid(t, tag, KID_MCID, mcid);
    vec_push(t->a, &t->owners, tag);
    return mcid;
}

bool pdf_tags_replacement(const struct pdf_tags *t, uint32_t tag, struct str *text) {
    const struct tag *own = pdf_element_tag(t, tag);
    bool begins = t->v.v[tag].kid == ELEMENT_NONE;
    *text = begins ? own->actual : (struct str){0};
    return own->role == TAG_FORMULA && own->actual.n;
}

/* The Link at or above the tag, else a new one in it. */
static uint32_t link_for(struct pdf_tags *t, uint32_t tag) {
    for (uint32_t i = tag; i > 1; i = t->v.v[i].parent)
        if (t->v.v[i].role == TAG_LINK)
            return i;
    uint32_t parent = MAX(tag, 1u);
    struct element link = new_element(TAG_LINK, parent);
    link.kept = link.placed = true;
    place(t, parent);
    vec_push(t->a, &t->v, link);
    add_kid(t, parent, KID_ELEMENT, (uint32_t)t->v.n - 1);
    return (uint32_t)t->v.n - 1;
}

int32_t pdf_tags_annotation(struct pdf_tags *t, uint32_t tag, uint32_t annotation) {
    uint32_t element = link_for(t, tag);
    place(t, element);
    add_kid(t, element, KID_ANNOTATION, annotation);
    vec_push(t->a, &t->annotated, element);
    return (int32_t)(t->pages->v.n + t->annotated.n - 1);
}

void pdf_tags_ink(struct pdf_tags *t, uint32_t tag, mpt x0, mpt y0, mpt x1, mpt y1) {
    struct element *e = &t->v.v[tag];
    struct ink ink = {x0, y0, x1, y1};
    if (e->role != TAG_FIGURE)
        return;
    if (!e->ink) {
        vec_push(t->a, &t->inks, ink);
        e->ink = (uint32_t)t->inks.n;
        return;
    }
    const struct ink old = t->inks.v[e->ink - 1];
    t->inks.v[e->ink - 1] =
        (struct ink){MIN(x0, old.x0), MIN(y0, old.y0), MAX(x1, old.x1), MAX(y1, old.y1)};
}

void pdf_tags_label(struct pdf_tags *t, uint32_t tag, struct str text) {
    uint32_t item = t->v.v[tag].parent, list = t->v.v[item].parent;
    bool first = t->v.v[list].role == TAG_L && !t->v.v[list].numbering;
    if (t->v.v[tag].role != TAG_LBL || !first || text.n == 0)
        return;
    char c = text.p[0] == '(' && text.n > 1 ? text.p[1] : text.p[0];
    char kind = '*'; /* anything but ASCII digits and letters: a bullet, or ①, 一 */
    if (c >= '0' && c <= '9')
        kind = '1';
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        kind = c >= 'a' ? 'a' : 'A';
    t->v.v[list].numbering = kind;
}
