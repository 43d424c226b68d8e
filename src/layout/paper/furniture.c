/* furniture: what repeats on pages and is no content: seal line, footer, variant letter, the key's
 * badge. All of it is outside the structure tree. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

#define SEAL_X    MM(22)
#define FIELD_GAP PT(2) /* between a field's name and its rule */

/* Furniture in large print: as much larger as it has room to be. */
static mpt larger(const struct exam *e, mpt usual, mpt large) {
    return e->bp->large_print ? large : usual;
}

static mpt seal_size(const struct exam *e) {
    return larger(e, PT(10.5), PT(14));
}

/* A text turned a quarter counter-clockwise, so that it reads from foot to head; its middle at
 * (x, y). */
static void turned(struct exam *e, struct page *page, struct str s, struct ink k, mpt x, mpt y) {
    size_t from = page->ops.n;
    const struct para *p = ink_shape(e, s, &k);
    mpt width = ink_width(e, p, k.size);
    ink_para(e, page, p, k.size, 0, 0, INK_LEFT, 0);
    ink_turn(e, page, from, x + k.size * 38 / 100, y + width / 2);
}

/* Length of a field's rule: the usual four have their own, others 36 mm. */
static mpt field_rule(const struct exam *e, size_t i) {
    static const double usual[] = {36, 40, 32, 44};
    return e->bp->fields.n || i >= COUNT_OF(usual) ? MM(36) : MM(usual[i]);
}

/* The fields, from the foot up, spread over the height, their middle at x = 11 mm. */
static void seal_fields(struct exam *e, struct page *page, uint32_t no, mpt top, mpt bottom) {
    size_t n = field_count(e);
    mpt x = MM(11), size = seal_size(e), used = 0;
    for (size_t i = 0; i < n; i++)
        used += FIELD_GAP + field_rule(e, i) + (mpt)utf8_count(field_label(e, i)) * size;
    mpt gap = n ? (bottom - top - used) / (mpt)(n + 1) : 0, y = bottom - gap;
    for (size_t i = 0; i < n; i++) {
        struct str name = field_label(e, i);
        mpt label = (mpt)utf8_count(name) * size + FIELD_GAP, rule = field_rule(e, i);
        turned(e, page, name, SONG(size), x, y - (label - FIELD_GAP) / 2);
        ink_rule(e, page, x + size * 45 / 100, y - label, 0, -rule, PT(0.5), COLOR_BLACK);
        field_note(e, name, no, x + size * 30 / 100, y - label - PT(4), rule - PT(6), 1);
        y -= label + rule + gap;
    }
}

/* The characters of the warning on white patches, spread evenly along the dashes. */
static void seal_words(struct exam *e, struct page *page, mpt top, mpt bottom) {
    struct str s = word_get(e, "seal");
    size_t n = utf8_count(s);
    mpt step = n > 1 ? (bottom - top) / (mpt)(n - 1) : 0;
    mpt w = larger(e, MM(4.8), MM(6.4)), h = larger(e, MM(6.4), MM(8.5)); /* of a patch */
    for (size_t i = 0; i < n; i++) {
        size_t at = utf8_offset(s, i);
        mpt y = bottom - (mpt)i * step;
        page_fill(e->pages, page, SEAL_X - w / 2, y - h / 2, w, h, COLOR_WHITE);
        turned(e, page, str_slice(s, at, utf8_offset(s, i + 1)), SONG(seal_size(e)), SEAL_X, y);
    }
}

static bool is_sealed(const struct exam *e, size_t page) {
    switch ((enum seal_scope)e->bp->seal_line) {
    case SEAL_FIRST:
        return page == 0;
    case SEAL_ODD:
        return page % 2 == 0;
    case SEAL_EVERY:
        return true;
    case SEAL_NONE:
        break;
    }
    return false;
}

static void seal_line(struct exam *e, struct page *page, uint32_t no) {
    mpt foot = e->look.page_h - MM(14);
    ink_rule(e, page, SEAL_X, MM(14), 0, foot - MM(14), PT(0.6), COLOR_BLACK);
    struct op *op = &page->ops.v[page->ops.n - 1];
    op->dash[0] = PT(1.6);
    op->dash[1] = PT(1.2);
    seal_words(e, page, MM(37), e->look.page_h - MM(43));
    seal_fields(e, page, no, MM(37), e->look.page_h - MM(43));
}

static struct str page_words(struct exam *e, const char *key, size_t n, size_t of) {
    return wording_fill(e->a, e->w, key, "n", word_count(e, n), "m", word_count(e, of),
                        (const char *)NULL);
}

struct footer {
    const char *title, *page;
    size_t n, of;
    enum layer layer;
};

static void footer_right(struct exam *e, struct page *page, mpt right, bool is_last) {
    mpt middle = e->look.footer;
    struct str turn = word_get(e, "turn-over");
    if (!e->look.latin) {
        mpt w = larger(e, MM(7), MM(9)), h = larger(e, MM(5), MM(6.4));
        mpt size = larger(e, PT(9), PT(12));
        ink_box(e, page, right - w, middle - h / 2, w, h, PT(0.8), COLOR_BLACK);
        ink_text(e, page, word_variant(e), HEI(size), right - w / 2,
                 ink_middle(middle - h / 2, h, size) - PT(0.3), INK_CENTER, 0);
    } else if (!is_last) {
        ink_text(e, page, turn, SONG(PT(8.5)), right, ink_middle(middle, 0, PT(8.5)), INK_RIGHT, 0);
    }
}

/* Where a copy's own number is printed. */
static void note_copy(struct exam *e, size_t i) {
    mpt right = flow_left(e, (uint32_t)i) + e->look.width -
                (e->look.latin ? MM(24) : larger(e, MM(9), MM(11)));
    struct exam_field f = {.kind = FIELD_COPY,
                           .page = (uint32_t)i,
                           .x = right,
                           .y = ink_middle(e->look.footer, 0, PT(8.5)),
                           .room = MM(30)};
    vec_push(e->a, &e->r->fields, f);
}

static void draw_footer(struct exam *e, struct page *page, size_t i, const struct footer *f) {
    size_t from = page->ops.n;
    mpt left = flow_left(e, (uint32_t)i), width = e->look.width;
    mpt small = larger(e, PT(8.5), PT(12)), base = ink_middle(e->look.footer, 0, small);
    struct ink k = SONG(small), middle = SONG(larger(e, PT(9), PT(12)));
    const struct para *no = ink_shape(e, page_words(e, f->page, f->n, f->of), &middle);
    mpt room = (width - ink_width(e, no, middle.size)) / 2 - MM(3);
    ink_para(e, page, ink_fitted_title(e, f->title, &k, room), small, left, base, INK_LEFT, 0);
    ink_para(e, page, no, middle.size, left + width / 2, base, INK_CENTER, 0);
    footer_right(e, page, left + width, f->n == f->of);
    ink_layer(page, from, f->layer);
}

/* Top right on every page of the key, so that no sheet of it is handed out by mistake. */
static void badge(struct exam *e, struct page *page) {
    size_t from = page->ops.n;
    struct ink k = RED_HEI(PT(9));
    const struct para *p = ink_shape(e, word_get(e, "badge"), &k);
    mpt width = ink_width(e, p, k.size) + MM(5), right = e->look.page_w - MM(10);
    ink_box(e, page, right - width, MM(7), width, MM(6), PT(1), RED);
    ink_para(e, page, p, k.size, right - width / 2, ink_middle(MM(7), MM(6), k.size), INK_CENTER,
             0);
    ink_layer(page, from, LAYER_KEY);
}

void furniture_draw(struct exam *e, size_t n_paper_pages) {
    size_t all = e->pages->v.n, counted = n_paper_pages;
    for (size_t i = 0; i < all; i++)
        counted -= i < n_paper_pages && e->pages->v.v[i]->is_padding;
    for (size_t i = 0; i < all; i++) {
        struct page *page = e->pages->v.v[i];
        if (page->is_padding)
            continue;
        if (i < n_paper_pages) {
            note_copy(e, i);
            if (!e->look.latin && is_sealed(e, i))
                seal_line(e, page, (uint32_t)i);
            draw_footer(e, page, i,
                        &(struct footer){"short-title", "page", i + 1, counted, LAYER_STUDENT});
        }
        size_t n = i < n_paper_pages ? i + 1 : i + 1 - (n_paper_pages - counted);
        draw_footer(e, page, i,
                    &(struct footer){"key-short", "key-page", n, all - (n_paper_pages - counted),
                                     LAYER_KEY});
        badge(e, page);
    }
}
