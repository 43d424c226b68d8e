/* mapping: which item of the bank stands where on which variant. Items in the order of the notes;
 * sections with letters only. Up to four variants a table. */
#include "base/hash.h"
#include "layout/paper/office.h"

#define ROW_H     MM(9.6)
#define HEAD_H    MM(6.2)
#define VARIANT_W MM(34)
#define A_TABLE   4
#define GREY      ((struct color){224, 224, 224})

struct mapping {
    struct exam *e;
    size_t section, first, n; /* variants first … first+n-1 */
    struct page *page;
    uint32_t table;
    mpt y;
};

enum column { COLUMN_BANK, COLUMN_ID, COLUMN_STEM, COLUMN_SOURCE, COLUMN_COUNT };

static const struct {
    const char *key;
    double width; /* mm; 0: what is left */
} columns[COLUMN_COUNT] = {
    {"mapping.bank", 11}, {"mapping.id", 19}, {"mapping.stem", 0}, {"mapping.source", 34}};

static struct ink sans(mpt size) {
    return (struct ink){.family = FAMILY_SANS, .size = size};
}

static mpt column_width(const struct mapping *m, size_t column) {
    mpt used = (mpt)m->n * VARIANT_W;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        used += MM(columns[i].width);
    return columns[column].width > 0 ? MM(columns[column].width) : office_width() - used;
}

static mpt column_left(const struct mapping *m, size_t column) {
    mpt x = office_left();
    for (size_t i = 0; i < column; i++)
        x += column_width(m, i);
    return x;
}

static mpt variant_left(const struct mapping *m, size_t v) {
    return office_left() + office_width() - (mpt)(m->n - v) * VARIANT_W;
}

static uint32_t cell(struct exam *e, uint32_t row, bool head) {
    return pages_tag(e->pages, row, head ? TAG_TH : TAG_TD);
}

static void rule(struct mapping *m, mpt thick) {
    ink_rule(m->e, m->page, office_left(), m->y, office_width(), 0, thick, COLOR_BLACK);
}

/* Number, options, key: at these shares of a variant's width. */
static const int places[] = {16, 50, 84};

static void draw_head(struct mapping *m) {
    static const char *const names[] = {"mapping.number", "mapping.order", "mapping.key"};
    struct exam *e = m->e;
    mpt below = m->y + HEAD_H;
    m->table = pages_tag(e->pages, 1, TAG_TABLE);
    uint32_t row = pages_tag(e->pages, m->table, TAG_TR);
    rule(m, PT(1));
    for (size_t c = 0; c < COLUMN_COUNT; c++)
        ink_text(e, m->page, word_get(e, columns[c].key), HEI(PT(8)),
                 column_left(m, c) + column_width(m, c) / 2, ink_middle(m->y, 2 * HEAD_H, PT(8)),
                 INK_CENTER, cell(e, row, true));
    for (size_t v = 0; v < m->n; v++) {
        mpt x = variant_left(m, v);
        struct str letter = str_format(e->a, "%c", e->set->v[m->first + v].variant);
        page_fill(e->pages, m->page, x, m->y, VARIANT_W, HEAD_H, GREY);
        ink_text(e, m->page,
                 wording_fill(e->a, e->w, "mapping.variant", "variant", letter, (const char *)NULL),
                 HEI(PT(9)), x + VARIANT_W / 2, ink_middle(m->y, HEAD_H, PT(9)), INK_CENTER, 0);
        for (size_t k = 0; k < COUNT_OF(places); k++)
            ink_text(e, m->page, word_get(e, names[k]), HEI(PT(7.5)),
                     x + VARIANT_W * places[k] / 100, ink_middle(below, HEAD_H, PT(7.5)),
                     INK_CENTER, cell(e, row, true));
    }
    m->y = below + HEAD_H;
    rule(m, PT(0.6));
}

static void draw_place(struct mapping *m, size_t v, const struct paper_item *pi, uint32_t row) {
    struct exam *e = m->e;
    mpt x = variant_left(m, v), size = PT(8);
    struct ink mono = {.family = FAMILY_MONO, .size = size};
    const struct str texts[] = {str_format(e->a, "%u", pi->number), paper_order(e->a, pi),
                                paper_key(e->a, pi)};
    const struct ink inks[] = {sans(size), mono, HEI(PT(10.5))};
    for (size_t k = 0; k < COUNT_OF(places); k++)
        ink_text(e, m->page, texts[k], inks[k], x + VARIANT_W * places[k] / 100,
                 ink_middle(m->y, ROW_H, inks[k].size), INK_CENTER, cell(e, row, false));
}

/* One line: the stem is cut. */
static void draw_item(struct mapping *m, size_t number, const struct item *it) {
    struct exam *e = m->e;
    uint32_t row = pages_tag(e->pages, m->table, TAG_TR);
    struct ink song = SONG(PT(8.5)), mono = {.family = FAMILY_MONO, .size = PT(7)},
               small = sans(PT(7.5));
    struct str id = str_slice(hash_hex(e->a, it->id), 0, 8);
    mpt stem = column_width(m, COLUMN_STEM), source = column_width(m, COLUMN_SOURCE);
    ink_text(e, m->page, word_count(e, number), sans(PT(8)),
             column_left(m, COLUMN_BANK) + column_width(m, COLUMN_BANK) / 2,
             ink_middle(m->y, ROW_H, PT(8)), INK_CENTER, cell(e, row, true));
    ink_text(e, m->page, id, mono, column_left(m, COLUMN_ID), ink_middle(m->y, ROW_H, mono.size),
             INK_LEFT, cell(e, row, false));
    ink_para(e, m->page, ink_fitted(e, it->stem.plain, &song, stem - MM(3), 30), song.size,
             column_left(m, COLUMN_STEM), ink_middle(m->y, ROW_H, song.size), INK_LEFT,
             cell(e, row, false));
    ink_para(e, m->page, ink_fitted(e, key_source(e, it, true), &small, source - MM(2), 100),
             small.size, column_left(m, COLUMN_SOURCE), ink_middle(m->y, ROW_H, small.size),
             INK_LEFT, cell(e, row, false));
    for (size_t v = 0; v < m->n; v++) {
        const struct paper_item *pi = paper_find(&e->set->v[m->first + v].sections[m->section], it);
        ink_rule(e, m->page, variant_left(m, v), m->y, 0, ROW_H, PT(0.6), COLOR_BLACK);
        if (pi)
            draw_place(m, v, pi, row);
    }
    m->y += ROW_H;
    rule(m, PT(0.25));
}

static struct str section_facts(struct exam *e, const struct paper_section *s) {
    struct str v[] = {s->title.n ? s->title : word_kind(e, s->kind, "name"),
                      wording_fill(e->a, e->w, "mapping.amount", "n", word_count(e, s->n_items),
                                   (const char *)NULL)};
    return str_join(e->a, v, 2, STR("　"));
}

static void new_page(struct mapping *m, const struct paper_section *s) {
    m->page = office_page(m->e, word_title(m->e, "mapping.title"), section_facts(m->e, s));
    m->y = office_top() + MM(2);
    draw_head(m);
}

/* The first variant's items in the order of the notes: by their place there. */
static const struct item **in_order(struct exam *e, const struct paper_section *s) {
    const struct item **v = arena_array(e->a, const struct item *, s->n_items);
    for (size_t i = 0; i < s->n_items; i++) {
        const struct item *it = s->items[i].item;
        size_t at = i;
        for (; at && v[at - 1]->source.span.at > it->source.span.at; at--)
            v[at] = v[at - 1];
        v[at] = it;
    }
    return v;
}

/* --- what variants share, below the single choices --- */

#define CELL_W MM(16)
#define CELL_H MM(6)

static void draw_square(struct mapping *m, mpt x, struct str s, bool head, mpt w) {
    struct ink k = head ? HEI(PT(7.5)) : sans(PT(8));
    ink_box(m->e, m->page, x, m->y, w, CELL_H, PT(0.4), COLOR_BLACK);
    ink_text(m->e, m->page, s, k, x + w / 2, ink_middle(m->y, CELL_H, k.size), INK_CENTER,
             pages_tag(m->e->pages, 1, TAG_P));
}

static struct str letter_of(struct exam *e, size_t v) {
    return str_format(e->a, "%c", e->set->v[v].variant);
}

static void draw_same(struct mapping *m, mpt x) {
    struct exam *e = m->e;
    draw_square(m, x, word_get(e, "mapping.same"), true, MM(22));
    for (size_t v = 0; v < e->set->n; v++)
        draw_square(m, x + MM(22) + (mpt)v * CELL_W, letter_of(e, v), true, CELL_W);
    for (size_t v = 0; v < e->set->n; v++) {
        m->y += CELL_H;
        draw_square(m, x, letter_of(e, v), true, MM(22));
        for (size_t w = 0; w < e->set->n; w++)
            draw_square(m, x + MM(22) + (mpt)w * CELL_W,
                        v == w ? STR("–") : word_count(e, paper_agreement(e->set, v, w).same),
                        false, CELL_W);
    }
}

static size_t count_letter(struct exam *e, const struct paper_section *s, char letter) {
    size_t n = 0;
    for (size_t i = 0; i < s->n_items; i++) {
        struct str key = paper_key(e->a, &s->items[i]);
        n += key.n == 1 && key.p[0] == letter;
    }
    return n;
}

static void draw_counts(struct mapping *m, mpt x) {
    struct exam *e = m->e;
    draw_square(m, x, word_get(e, "mapping.counts"), true, MM(22));
    for (int c = 'A'; c <= 'D'; c++)
        draw_square(m, x + MM(22) + (c - 'A') * CELL_W, str_format(e->a, "%c", c), true, CELL_W);
    for (size_t v = 0; v < e->set->n; v++) {
        m->y += CELL_H;
        draw_square(m, x, letter_of(e, v), true, MM(22));
        for (int c = 'A'; c <= 'D'; c++)
            draw_square(m, x + MM(22) + (c - 'A') * CELL_W,
                        word_count(e, count_letter(e, &e->set->v[v].sections[m->section], (char)c)),
                        false, CELL_W);
    }
}

static void draw_shared(struct mapping *m, const struct paper_section *s) {
    struct exam *e = m->e;
    mpt height = MM(8) + (mpt)(e->set->n + 1) * CELL_H, x = office_left();
    mpt second = x + MM(22) + (mpt)e->set->n * CELL_W + MM(12);
    if (s->kind != ITEM_SINGLE_CHOICE || e->set->n < 2 ||
        second + MM(22) + 4 * CELL_W > x + office_width())
        return;
    if (m->y + height > office_bottom())
        new_page(m, s);
    m->y += MM(4);
    ink_text(e, m->page, word_get(e, "mapping.note"), sans(PT(8)), x, m->y, INK_LEFT,
             pages_tag(e->pages, 1, TAG_P));
    m->y += MM(3);
    mpt top = m->y;
    draw_same(m, x);
    m->y = top;
    draw_counts(m, second);
}

static bool has_letters(const struct paper_section *s) {
    return s->kind <= ITEM_TRUE_FALSE || s->kind == ITEM_ORDERING || s->kind == ITEM_MATCHING;
}

static void draw_section(struct mapping *m) {
    const struct paper_section *s = &m->e->set->v[m->first].sections[m->section];
    const struct item **items = in_order(m->e, s);
    new_page(m, s);
    for (size_t i = 0; i < s->n_items; i++) {
        if (m->y + ROW_H > office_bottom())
            new_page(m, s);
        draw_item(m, i + 1, items[i]);
    }
    rule(m, PT(1));
    if (m->first == 0)
        draw_shared(m, s);
}

void mapping_draw(struct exam *e) {
    bool parallel = e->bp->mode == EXAM_PARALLEL;
    for (size_t s = 0; s < e->paper->n_sections; s++)
        for (size_t v = 0; v < e->set->n && has_letters(&e->paper->sections[s]);) {
            struct mapping m = {.e = e, .section = s, .first = v};
            m.n = parallel ? 1 : MIN(e->set->n - v, (size_t)A_TABLE);
            draw_section(&m);
            v += m.n;
        }
}
