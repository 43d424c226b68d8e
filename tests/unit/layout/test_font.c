/* font: what a set promises on any system that has the packages of fonts.yaml. */
#include "layout/font_int.h"
#include "unit.h"

#include <hb.h>

static struct font_set *open_set(struct arena *a, enum font_region region, struct diag *d) {
    struct font_options o = {.data_dir = str_of(CRIB_SOURCE_DATA), .region = region};
    struct font_set *s = font_set_open(a, &o, d);
    ck_assert_msg(s != NULL, "install the packages named in fonts/fonts.yaml");
    return s;
}

UNIT_TEST(every_role_has_faces) {
    UNIT_UNUSED(row);
    struct font_set *s = open_set(a, REGION_SC, diag_open(a));
    for (int f = 0; f < FAMILY_COUNT; f++) {
        const struct face *regular = font_main(s, (enum font_family)f, false);
        const struct face *bold = font_main(s, (enum font_family)f, true);
        ck_assert(regular != NULL && bold != NULL);
        ck_assert(!regular->bold && bold->bold); /* a real bold face, never the same one */
        ck_assert(!str_eq(regular->postscript_name, bold->postscript_name));
        ck_assert_int_gt(regular->ascent, 0);
        ck_assert_int_lt(regular->descent, 0);
    }
}

UNIT_TEST(ids_follow_first_use) {
    UNIT_UNUSED(row);
    struct font_set *s = open_set(a, REGION_SC, diag_open(a));
    uint16_t sans = font_main(s, FAMILY_SANS, false)->id;
    uint16_t serif = font_main(s, FAMILY_SERIF, false)->id;
    ck_assert_uint_eq(font_main(s, FAMILY_SANS, false)->id, sans);
    ck_assert_uint_gt(serif, sans);
}

UNIT_TEST(regions_take_their_own_forms) {
    struct diag *d = diag_open(a);
    struct font_set *sc = open_set(a, REGION_SC, d);
    struct font_set *other = open_set(a, (enum font_region)(row + 1), d);
    ck_assert(!str_eq(font_main(sc, FAMILY_SANS, false)->postscript_name,
                      font_main(other, FAMILY_SANS, false)->postscript_name));
}

static const uint32_t COVERED[] = {'a', 0x4E2D, 0x20BB7, 0x1F600, 0x2200, 0xAC00, 0x3042, 0x2460};

UNIT_TEST(characters_find_a_face) {
    struct font_set *s = open_set(a, REGION_SC, diag_open(a));
    for (int f = 0; f < FAMILY_COUNT; f++)
        for (int bold = 0; bold < 2; bold++)
            ck_assert_ptr_nonnull(font_for(s, (enum font_family)f, bold, COVERED[row]));
}

UNIT_TEST(joiners_keep_the_main_face) {
    UNIT_UNUSED(row);
    struct font_set *s = open_set(a, REGION_SC, diag_open(a));
    const struct face *sans = font_main(s, FAMILY_SANS, false);
    ck_assert_ptr_eq(font_for(s, FAMILY_SANS, false, 0x200D), sans);
    ck_assert_ptr_eq(font_for(s, FAMILY_SANS, false, 0xFE0F), sans);
    ck_assert_ptr_eq(font_for(s, FAMILY_SANS, false, '\t'), sans);
    ck_assert_ptr_null(font_for(s, FAMILY_SANS, false, 0x10FFFE)); /* a noncharacter */
}

UNIT_TEST(han_fill_an_em) {
    UNIT_UNUSED(row);
    struct font_set *s = open_set(a, REGION_SC, diag_open(a));
    struct buf list = buf_in(a);
    for (int f = FAMILY_SANS; f <= FAMILY_MONO; f++) {
        const struct face *face = font_main(s, (enum font_family)f, false);
        ck_assert_int_gt(font_advance(face, 0), 0);
    }
    font_list(s, &list);
    ck_assert(str_has(buf_get(&list), STR("serif\n")));
    ck_assert(str_has(buf_get(&list), STR("fonts-noto-cjk")));
}

static const uint32_t TRIMMED[] = {0xFF0C, 0x3002, 0x3001, 0xFF1B, 0xFF1A, 0xFF1F, 0xFF01,
                                   0xFF08, 0xFF09, 0x300A, 0x300B, 0x300C, 0x300D, 0x3010,
                                   0x3011, 0x201C, 0x201D, 0x2018, 0x2019, 0x00B7};

/* What may be taken off a mark is blank in its outline, whatever the font. */
UNIT_TEST(trims_never_cut_ink) {
    struct font_set *s = open_set(a, (enum font_region)row, diag_open(a));
    for (int f = FAMILY_SANS; f <= FAMILY_MONO; f++)
        for (size_t i = 0; i < COUNT_OF(TRIMMED); i++) {
            const struct face *face = font_for(s, (enum font_family)f, false, TRIMMED[i]);
            struct nominal n = font_trims(face, TRIMMED[i]);
            hb_glyph_extents_t e;
            ck_assert(hb_font_get_glyph_extents(face->hb_font, n.gid, &e));
            double unit = 1000.0 / face->units_per_em;
            ck_assert_msg(n.trim_left <= MAX(0, e.x_bearing * unit) + 0.5 &&
                              n.trim_right <=
                                  MAX(0, n.advance - (e.x_bearing + e.width) * unit) + 0.5,
                          "U+%04X in %.*s", TRIMMED[i], STR_ARG(face->postscript_name));
            ck_assert_int_ge(n.advance - n.trim_left - n.trim_right, MIN(n.advance, 500));
        }
}

UNIT_TEST(missing_conf_is_reported) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    struct font_options o = {.data_dir = STR("/nonexistent")};
    ck_assert_ptr_null(font_set_open(a, &o, d));
    ck_assert_uint_eq(d->count[SEV_ERROR], 1);
}

int main(void) {
    Suite *s = suite_create("font");
    UNIT(s, every_role_has_faces);
    UNIT(s, ids_follow_first_use);
    UNIT_ROWS(s, regions_take_their_own_forms, REGION_COUNT - 1);
    UNIT_ROWS(s, characters_find_a_face, COUNT_OF(COVERED));
    UNIT(s, joiners_keep_the_main_face);
    UNIT(s, han_fill_an_em);
    UNIT_ROWS(s, trims_never_cut_ink, REGION_COUNT);
    UNIT(s, missing_conf_is_reported);
    return unit_run(s);
}
