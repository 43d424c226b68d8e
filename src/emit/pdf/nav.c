/* nav: destinations (ISO 32000-1, 12.3.2), bookmarks (12.3.3), links (12.5.6.5), page labels
 * (12.4.2).
 */
#include "emit/pdf/nav.h"

#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

#include <stdlib.h>

/* [page /XYZ left top zoom]: zoom null keeps the reader's. */
static void put_dest(const struct pdf_nav *n, struct buf *b, uint32_t dest) {
    const struct dest *d = &n->pages->dests.v[dest];
    buf_printf(b, "[%u 0 R/XYZ ", n->page_ids[d->page]);
    buf_fixed(b, d->x, 3);
    buf_byte(b, ' ');
    buf_fixed(b, n->pages->v.v[d->page]->height - d->y, 3);
    buf_c(b, " null]");
}

/* ---- links ---- */

static bool is_allowed(struct str uri) {
    static const char *const schemes[] = {"http:", "https:", "mailto:", "obsidian:"};
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        size_t k = 0, n = strlen(schemes[i]);
        while (k < n && k < uri.n && ((uri.p[k] | 0x20) == (schemes[i][k] | 0x20)))
            k++;
        if (k == n)
            return true;
    }
    return false;
}

/* A URI is ASCII in PDF (12.6.4.7): other bytes and blanks are percent-encoded. */
static void put_uri(struct arena *a, struct buf *b, struct str uri) {
    struct buf ascii = buf_in(a);
    for (size_t i = 0; i < uri.n; i++) {
        unsigned char c = (unsigned char)uri.p[i];
        if (c <= 0x20 || c >= 0x7F)
            buf_printf(&ascii, "%%%02X", c);
        else
            buf_byte(&ascii, c);
    }
    buf_c(b, "/A<</S/URI/URI");
    pdf_literal(b, buf_get(&ascii));
    buf_c(b, ">>");
}

/* What a screen reader says of the link (ISO 14289-1, 7.18.5). */
static struct str description(const struct pdf_nav *n, const struct op *op) {
    if (op->uri.n)
        return op->uri;
    if (op->dest >= 0 && n->pages->dests.v[op->dest].name.n)
        return n->pages->dests.v[op->dest].name;
    return str_starts(n->pages->lang, STR("zh")) ? STR("链接") : STR("link");
}

static void put_corner(struct buf *b, mpt x, mpt y, const char *after) {
    buf_fixed(b, x, 3);
    buf_byte(b, ' ');
    buf_fixed(b, y, 3);
    buf_c(b, after);
}

void pdf_link(const struct pdf_nav *n, struct pdf_tags *tags, const struct op *op,
              mpt page_height) {
    enum { PRINT = 4 }; /* PDF/A wants annotations that print */
    if (op->dest < 0 && !is_allowed(op->uri))
        return;
    struct buf b = buf_in(n->a);
    uint32_t id = pdf_file_new(n->file);
    buf_c(&b, "/Type/Annot/Subtype/Link/Border[0 0 0]/Rect[");
    put_corner(&b, op->x, page_height - op->y - op->h, " ");
    put_corner(&b, op->x + op->w, page_height - op->y, "]");
    buf_printf(&b, "/F %d/StructParent %d/Contents", PRINT, pdf_tags_annotation(tags, op->tag, id));
    pdf_text(&b, description(n, op));
    if (op->dest >= 0) {
        buf_c(&b, "/Dest");
        put_dest(n, &b, (uint32_t)op->dest);
    } else {
        put_uri(n->a, &b, op->uri);
    }
    pdf_file_dict(n->file, id, buf_get(&b));
    pdf_file_annotation(n->file, id);
}

/* ---- bookmarks ---- */

struct mark {
    uint32_t parent, before, next, first, last; /* 1 + index, 0 = none */
    uint32_t children;
};

/* One pass with the last bookmark of each level at hand. */
static struct mark *nest(const struct pdf_nav *n, struct mark *root) {
    enum { LEVELS_MOST = 64 };
    size_t count = n->pages->outlines.n;
    struct mark *v = arena_array(n->a, struct mark, count);
    uint32_t open[LEVELS_MOST + 1] = {0}; /* [k]: the parent of level k */
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t level = MIN(MIN(n->pages->outlines.v[i].level, deepest), LEVELS_MOST - 1u);
        struct mark *parent = open[level] ? &v[open[level] - 1] : root;
        v[i].parent = open[level];
        v[i].before = parent->last;
        if (parent->last)
            v[parent->last - 1].next = i + 1;
        else
            parent->first = i + 1;
        parent->last = i + 1;
        parent->children++;
        open[level + 1] = i + 1;
        deepest = level + 1;
    }
    return v;
}

static void put_mark_ref(struct buf *b, const char *key, uint32_t root, uint32_t mark) {
    if (mark)
        buf_printf(b, "/%s %u 0 R", key, root + mark);
}

/* The root is followed by the bookmarks, so bookmark 1 + i is object root + 1 + i. Bookmarks with
 * children begin closed (a negative count). */
uint32_t pdf_outlines_write(const struct pdf_nav *n) {
    size_t count = n->pages->outlines.n;
    if (count == 0)
        return 0;
    struct mark top = {0};
    const struct mark *v = nest(n, &top);
    uint32_t root = pdf_file_late(n->file, count + 1);
    buf_printf(pdf_file_begin(n->file, root),
               "<</Type/Outlines/First %u 0 R/Last %u 0 R/Count %u>>", root + top.first,
               root + top.last, top.children);
    pdf_file_end(n->file);
    for (uint32_t i = 0; i < count; i++) {
        struct buf *b = pdf_file_begin(n->file, root + 1 + i);
        buf_c(b, "<</Title");
        pdf_text(b, n->pages->outlines.v[i].title);
        buf_printf(b, "/Parent %u 0 R", root + v[i].parent);
        put_mark_ref(b, "Prev", root, v[i].before);
        put_mark_ref(b, "Next", root, v[i].next);
        put_mark_ref(b, "First", root, v[i].first);
        put_mark_ref(b, "Last", root, v[i].last);
        if (v[i].children)
            buf_printf(b, "/Count -%u", v[i].children);
        buf_c(b, "/Dest");
        put_dest(n, b, n->pages->outlines.v[i].dest);
        buf_c(b, ">>");
        pdf_file_end(n->file);
    }
    return root;
}

/* ---- page labels ---- */

/* A page's label as a number to count on from, or 0 when it is another text. */
static long label_number(const struct page *page, size_t index) {
    long v;
    if (page->label.n == 0)
        return (long)index + 1;
    return str_to_int(page->label, &v) && v > 0 && page->label.p[0] != '0' ? v : 0;
}

/* Ranges of pages that count on; a label that is no number is a range of its own. */
void pdf_page_labels(const struct pdf_nav *n, struct buf *catalog) {
    struct buf nums = buf_in(n->a);
    bool plain = true;
    long expected = 0;
    for (size_t i = 0; i < n->pages->v.n; i++) {
        const struct page *page = n->pages->v.v[i];
        long number = label_number(page, i);
        plain = plain && number == (long)i + 1;
        if (number == 0) {
            buf_printf(&nums, "%zu<</P", i);
            pdf_text(&nums, page->label);
            buf_c(&nums, ">>");
        } else if (number != expected) {
            buf_printf(&nums, "%zu<</S/D/St %ld>>", i, number);
        }
        expected = number ? number + 1 : 0;
    }
    if (!plain)
        buf_printf(catalog, "/PageLabels<</Nums[%.*s]>>", STR_ARG(buf_get(&nums)));
}

/* ---- named destinations ---- */

struct named {
    struct str key; /* as it is written */
    uint32_t dest;
};

static int by_key(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->dest > y->dest) - (x->dest < y->dest);
}

static struct named *named_dests(const struct pdf_nav *n, size_t *count) {
    struct named *v = arena_array(n->a, struct named, n->pages->dests.n);
    *count = 0;
    for (uint32_t i = 0; i < n->pages->dests.n; i++) {
        struct buf key = buf_in(n->a);
        if (n->pages->dests.v[i].name.n == 0)
            continue;
        pdf_hex_text(&key, n->pages->dests.v[i].name);
        v[(*count)++] = (struct named){buf_get(&key), i};
    }
    return v;
}

/* Names must stand sorted by their bytes (7.9.6), each once: the first dest of a name has it. */
void pdf_dest_names(const struct pdf_nav *n, struct buf *catalog) {
    size_t count;
    struct named *v = named_dests(n, &count);
    if (count == 0)
        return;
    qsort(v, count, sizeof(*v), by_key);
    buf_c(catalog, "/Names<</Dests<</Names[");
    for (size_t i = 0; i < count; i++) {
        if (i && str_eq(v[i].key, v[i - 1].key))
            continue;
        buf_str(catalog, v[i].key);
        put_dest(n, catalog, v[i].dest);
    }
    buf_c(catalog, "]>>>>");
}
