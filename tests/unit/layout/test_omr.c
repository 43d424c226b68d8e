/* omr: answer sheets: codes, and where everything stands that a machine reads. */
#include "../plan/bank_fixture.h"
#include "layout/paper/omr.h"
#include "unit.h"

#define MM(x) ((mpt)((x)*2834.6457 + 0.5))

/* The check value of CRC-8/SMBus is F4. */
UNIT_TEST(crc_is_the_known_one) {
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    ck_assert_uint_eq(omr_crc(0, "123456789", 9), 0xF4);
}

UNIT_TEST(codes_say_which_sheet) {
    UNIT_UNUSED(row);
    uint64_t bits = omr_bits(0x4014CB20, 17, 2);
    ck_assert_uint_eq(bits >> 32, 0xCB20);
    ck_assert_uint_eq(bits >> 14 & 0x3FFFF, 17);
    ck_assert_uint_eq(bits >> 8 & 0x3F, 2);
    unit_str_is(omr_text(a, 0x4014CB20, 'A', 0, 1, 3), STR("v1|4014CB20|A|0000|1/3|91"));
}

static const struct paper_set *make_cards(struct arena *a, unsigned variants,
                                          struct pages **pages) {
    struct fixture f = fixture_open(a, 6, 5);
    struct paper_options po = fixture_options(2, variants);
    struct font_options fo = {.data_dir = str_of(CRIB_SOURCE_DATA)};
    struct exam_options o = {.data_dir = str_of(CRIB_SOURCE_DATA)};
    struct diag *d = diag_open(a);
    fixture_fill(&f, 30);
    const struct paper_set *set = paper_plan(a, fixture_bank(&f), &po, d);
    struct font_set *fonts = font_set_open(a, &fo, d);
    *pages = pages_make(a);
    for (size_t v = 0; v < variants; v++) {
        const struct pages *card = omr_layout(a, set, v, fonts, &o, NULL, d);
        ck_assert_ptr_nonnull(card);
        for (size_t i = 0; i < card->v.n; i++)
            vec_push(a, &(*pages)->v, card->v.v[i]);
    }
    ck_assert_uint_eq(d->n, 0);
    return set;
}

static size_t count_choices(const struct omr_card *c, uint32_t number) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].role == OMR_CHOICE && c->v[i].number == number) {
            ck_assert_uint_eq(c->v[i].page, 0); /* objective marks never leave the first page */
            n++;
        }
    return n;
}

/* A box for every letter; for sequences and pairs one in every row. */
UNIT_TEST(every_letter_has_a_box) {
    UNIT_UNUSED(row);
    struct pages *pages;
    const struct paper_set *set = make_cards(a, 3, &pages);
    for (size_t v = 0; v < set->n; v++)
        for (size_t s = 0; s < set->v[v].n_sections; s++)
            for (size_t i = 0; i < set->v[v].sections[s].n_items; i++) {
                const struct paper_item *pi = &set->v[v].sections[s].items[i];
                size_t rows = pi->item->kind == ITEM_ORDERING ? pi->n_order
                              : pi->n_left                    ? pi->n_left
                                                              : 1;
                size_t want = pi->item->kind == ITEM_TRUE_FALSE ? 2 : pi->n_order * rows;
                ck_assert_uint_eq(count_choices(&set->cards[v], pi->number), want);
            }
}

static bool is_box(const struct omr_cell *c) {
    return c->role <= OMR_CHEATED;
}

static bool overlap(const struct omr_cell *x, const struct omr_cell *y) {
    return x->page == y->page && x->x < y->x + y->w && y->x < x->x + x->w && x->y < y->y + y->h &&
           y->y < x->y + x->h;
}

static bool has_ticks(const struct omr_card *c, const struct omr_cell *box) {
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->v[i].role == OMR_TICK && c->v[i].page == box->page &&
             abs(c->v[i].y + c->v[i].h / 2 - box->y - box->h / 2) < 20;
    return n == 2;
}

/* Boxes of 5 × 3 mm, none over another, x 24–186, y below the head and above the strip, each row
 * with its two ticks; corners where they belong. */
UNIT_TEST(boxes_stand_free) {
    UNIT_UNUSED(row);
    static const double corners[][2] = {{14, 14}, {190, 14}, {14, 277}, {190, 277}};
    struct pages *pages;
    const struct paper_set *set = make_cards(a, 2, &pages);
    const struct omr_card *c = &set->cards[1];
    ck_assert_uint_eq(pages->v.n, set->cards[0].n_pages + c->n_pages);
    for (size_t i = 0; i < c->n; i++) {
        const struct omr_cell *x = &c->v[i];
        if (x->role == OMR_CORNER) {
            ck_assert_int_eq(x->x, MM(corners[x->part][0]));
            ck_assert_int_eq(x->y, MM(corners[x->part][1]));
        }
        if (!is_box(x))
            continue;
        ck_assert_int_eq(x->w, MM(5));
        ck_assert_int_eq(x->h, MM(3));
        ck_assert_int_ge(x->x, MM(24));
        ck_assert_int_le(x->x + x->w, MM(186) + 1);
        ck_assert_int_ge(x->y, MM(36));
        ck_assert_int_le(x->y + x->h, MM(274));
        ck_assert(has_ticks(c, x));
        for (size_t k = i + 1; k < c->n; k++)
            ck_assert(!is_box(&c->v[k]) || !overlap(x, &c->v[k]));
    }
}

/* Nothing else is printed where ticks are looked for. */
UNIT_TEST(margins_are_free) {
    UNIT_UNUSED(row);
    struct pages *pages;
    make_cards(a, 1, &pages);
    for (size_t p = 0; p < pages->v.n; p++)
        for (size_t i = 0; i < pages->v.v[p]->ops.n; i++) {
            const struct op *op = &pages->v.v[p]->ops.v[i];
            bool outside = op->x < MM(24) - 5 * 1000 || op->x > MM(186) + 1000;
            ck_assert(!outside || op->kind == OP_FILL);
        }
}

int main(void) {
    Suite *s = suite_create("omr");
    UNIT(s, crc_is_the_known_one);
    UNIT(s, codes_say_which_sheet);
    UNIT(s, every_letter_has_a_box);
    UNIT(s, boxes_stand_free);
    UNIT(s, margins_are_free);
    return unit_run(s);
}
