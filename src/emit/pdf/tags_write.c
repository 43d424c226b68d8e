/* tags_write: the structure tree as text (ISO 32000-1, 14.7.2 to 14.7.4). */
#include "emit/pdf/element.h"
#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

/* Object numbers: the root, the parent tree, then the kept elements by rank. */
struct numbering {
    uint32_t root, parent_tree, first;
};

static uint32_t element_id(const struct pdf_tags *t, const struct numbering *n, uint32_t element) {
    return n->first + t->v.v[element].rank;
}

static uint32_t rank_elements(struct pdf_tags *t) {
    uint32_t rank = 0;
    for (size_t i = 1; i < t->v.n; i++)
        if (t->v.v[i].kept)
            t->v.v[i].rank = rank++;
    return rank;
}

static void put_ref(struct buf *b, uint32_t id) {
    buf_fixed(b, id, 0);
    buf_c(b, " 0 R");
}

static void put_key(struct buf *b, const char *key, struct str text) {
    if (text.n == 0)
        return;
    buf_c(b, key);
    pdf_text(b, text);
}

static void put_cell(struct buf *b, const struct tag *tag) {
    bool heads = tag->role == TAG_TH;
    if (!heads && tag->colspan <= 1)
        return;
    buf_c(b, "/A<</O/Table");
    if (heads)
        buf_c(b, tag->scope_row ? "/Scope/Row" : "/Scope/Column");
    if (tag->colspan > 1)
        buf_printf(b, "/ColSpan %u", tag->colspan);
    buf_c(b, ">>");
}

static void put_list(struct buf *b, const struct element *e) {
    const char *style = e->numbering == '1'   ? "Decimal"
                        : e->numbering == 'a' ? "LowerAlpha"
                        : e->numbering == 'A' ? "UpperAlpha"
                        : e->numbering == '*' ? "Disc"
                                              : NULL;
    if (style)
        buf_printf(b, "/A<</O/List/ListNumbering/%s>>", style);
}

static void put_ink(const struct pdf_tags *t, struct buf *b, const struct element *e) {
    if (!e->ink)
        return;
    const struct ink *ink = &t->inks.v[e->ink - 1];
    const mpt box[] = {ink->x0, ink->y0, ink->x1, ink->y1};
    buf_c(b, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        buf_fixed(b, box[i], 3);
        buf_byte(b, i < 3 ? ' ' : ']');
    }
    buf_c(b, ">>");
}

/* Figures and formulas must have a text (14289-1, 7.3 and 7.7): one of three, or their kind's name
 * in the document's language. */
static struct str alternative(const struct pdf_tags *t, const struct tag *tag) {
    bool zh = str_starts(t->pages->lang, STR("zh"));
    if (tag->alt.n)
        return tag->alt;
    if (tag->actual.n)
        return tag->actual;
    if (tag->role == TAG_FIGURE)
        return zh ? STR("图") : STR("figure");
    return tag->role == TAG_FORMULA ? (zh ? STR("公式") : STR("formula")) : (struct str){0};
}

static void put_attributes(const struct pdf_tags *t, struct buf *b, uint32_t i) {
    const struct element *e = &t->v.v[i];
    const struct tag *tag = pdf_element_tag(t, i);
    put_key(b, "/Alt", alternative(t, tag));
    put_key(b, "/ActualText", tag->actual);
    put_key(b, "/Lang", tag->lang);
    if (e->role == TAG_TH || e->role == TAG_TD)
        put_cell(b, tag);
    else if (e->role == TAG_L)
        put_list(b, e);
    else if (e->role == TAG_FIGURE)
        put_ink(t, b, e);
    else if (e->role == TAG_NOTE)
        buf_printf(b, "/ID(note%u)", e->rank);
}

static void put_kid(const struct pdf_tags *t, const struct numbering *n, struct buf *b,
                    const struct element *e, const struct kid *kid) {
    switch (kid->kind) {
    case KID_ELEMENT:
        put_ref(b, element_id(t, n, kid->value));
        break;
    case KID_MCID:
        if (kid->page == e->page)
            buf_fixed(b, kid->value, 0);
        else
            buf_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", t->page_ids.v[kid->page], kid->value);
        break;
    case KID_ANNOTATION:
        buf_printf(b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", t->page_ids.v[kid->page], kid->value);
        break;
    }
}

static void put_kids(const struct pdf_tags *t, const struct numbering *n, struct buf *b,
                     const struct element *e) {
    if (e->kid == ELEMENT_NONE)
        return;
    bool many = e->kid != e->last_kid;
    buf_c(b, many ? "/K[" : "/K ");
    for (uint32_t i = e->kid; i != ELEMENT_NONE; i = t->kids.v[i].next) {
        put_kid(t, n, b, e, &t->kids.v[i]);
        if (i != e->last_kid)
            buf_byte(b, ' ');
    }
    if (many)
        buf_byte(b, ']');
}

static void put_element(const struct pdf_tags *t, const struct numbering *n, struct buf *b,
                        uint32_t i) {
    const struct element *e = &t->v.v[i];
    buf_c(b, "<</S/");
    buf_c(b, pdf_element_type(e));
    buf_c(b, "/P ");
    put_ref(b, i == 1 ? n->root : element_id(t, n, e->parent));
    if (e->page != ELEMENT_NONE) {
        buf_c(b, "/Pg ");
        put_ref(b, t->page_ids.v[e->page]);
    }
    put_attributes(t, b, i);
    put_kids(t, n, b, e);
    buf_c(b, ">>");
}

static size_t owners_end(const struct pdf_tags *t, size_t page) {
    return page + 1 < t->first_owner.n ? t->first_owner.v[page + 1] : t->owners.n;
}

static void put_parent_tree(const struct pdf_tags *t, const struct numbering *n, struct buf *b) {
    buf_c(b, "<</Nums[");
    for (size_t page = 0; page < t->first_owner.n; page++) {
        buf_printf(b, "%zu[", page);
        for (size_t i = t->first_owner.v[page]; i < owners_end(t, page); i++) {
            put_ref(b, element_id(t, n, t->owners.v[i]));
            buf_byte(b, ' ');
        }
        buf_c(b, "]\n");
    }
    for (size_t i = 0; i < t->annotated.n; i++)
        buf_printf(b, "%zu %u 0 R\n", t->pages->v.n + i, element_id(t, n, t->annotated.v[i]));
    buf_c(b, "]>>");
}

static void place_rest(struct pdf_tags *t) {
    for (uint32_t i = 1; i < t->v.n; i++)
        pdf_element_place_all(t, i);
}

uint32_t pdf_tags_write(struct pdf_tags *t, struct pdf_file *file) {
    place_rest(t);
    uint32_t kept = rank_elements(t);
    struct numbering n = {.root = pdf_file_late(file, 2 + (size_t)kept)};
    n.parent_tree = n.root + 1;
    n.first = n.root + 2;
    buf_printf(pdf_file_begin(file, n.root),
               "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %zu>>", n.first,
               n.parent_tree, t->pages->v.n + t->annotated.n);
    pdf_file_end(file);
    put_parent_tree(t, &n, pdf_file_begin(file, n.parent_tree));
    pdf_file_end(file);
    for (uint32_t i = 1; i < t->v.n; i++) {
        if (!t->v.v[i].kept)
            continue;
        put_element(t, &n, pdf_file_begin(file, element_id(t, &n, i)), i);
        pdf_file_end(file);
    }
    return n.root;
}
