/* Decks: what never changes about notetypes; which notes come of which answers; where they go; what
 * stays when notes are edited. */
#include "items/bank_of.h"

#include "base/hash.h"
#include "base/map.h"
#include "plan/deck.h"

struct wish {
    enum list_mode lists;
    bool scheduling;
    struct str ids;
    int64_t now;
};

static const struct deck *deck_of(struct arena *a, const char *notes, const struct wish *w) {
    struct item_options items = {
        .ids = w->now ? STR("none/crib.ids") : (struct str){0},
        .ids_before = w->ids,
        .now = w->now,
        .threads = 1,
    };
    struct made m = bank_of(a, notes, w->now ? &items : NULL);
    struct deck_options o = {
        .data_dir = STR(CRIB_SOURCE_DATA),
        .name = STR("notes"),
        .lang = STR("en"),
        .lists = w->lists,
        .depth = 3,
        .scheduling = w->scheduling,
        .ids = m.bank->ids,
        .now = w->now ? w->now : 1,
    };
    return deck_plan(a, m.study, m.bank, &o, m.d);
}

static const struct deck_note *note_with(const struct deck *d, enum notetype_id t,
                                         const char *text) {
    for (size_t i = 0; i < d->n; i++)
        for (size_t f = 0; f < d->v[i].type->n_fields; f++)
            if (d->v[i].type == notetype_get(t) && str_has(d->v[i].fields[f], str_of(text)))
                return &d->v[i];
    return NULL;
}

/* The note of the point that says this. */
static const struct deck_note *point_with(const struct deck *d, const char *text) {
    for (size_t i = 0; i < d->n; i++)
        if (d->v[i].type == notetype_get(NOTETYPE_POINT) &&
            str_has(d->v[i].fields[POINT_ITEM], str_of(text)))
            return &d->v[i];
    return NULL;
}

static size_t count_of(const struct deck *d, enum notetype_id t) {
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->v[i].type == notetype_get(t);
    return n;
}

/* ---- notetypes ---- */

/* Ids of notetypes, fields and templates, and their number and order, as shipped first. A change
 * here is a mistake, whatever the reason: Anki would make a second notetype. */
UNIT_TEST(notetypes_are_frozen) {
    UNIT_UNUSED(row);
    static const uint64_t shipped[NOTETYPE_COUNT] = {0x57439301091d5856, 0x5e9f599e9e7abe2f,
                                                     0x726b82c82e1f1c43, 0xdf3c4dd4d8de5694,
                                                     0x5ba260340f6c48bb, 0x7ee1fdf22026a154};
    for (size_t i = 0; i < NOTETYPE_COUNT; i++) {
        const struct notetype *t = notetype_get((enum notetype_id)i);
        struct buf b = buf_in(a);
        buf_printf(&b, "%lld %d", (long long)t->id, t->is_cloze);
        for (size_t k = 0; k < t->n_fields; k++)
            buf_printf(&b, " f%lld", (long long)t->fields[k].id);
        for (size_t k = 0; k < t->n_templates; k++)
            buf_printf(&b, " t%lld", (long long)t->templates[k].id);
        ck_assert_msg(hash_str(buf_get(&b)) == shipped[i], "%s: 0x%016llx", t->slug,
                      (unsigned long long)hash_str(buf_get(&b)));
    }
}

/* Anki takes a changed template only with a later `mod`: with new texts goes a new date. */
UNIT_TEST(templates_have_a_date) {
    UNIT_UNUSED(row);
    static const struct {
        int64_t mod;
        uint64_t texts;
    } shipped[NOTETYPE_COUNT] = {
        {1795478400, 0x0cfc56ab854baf5e}, {1795478400, 0xdd9302f3fda66da4},
        {1795478400, 0xec5fac97909acd7f}, {1795478400, 0x544497bf45f8266f},
        {1795478400, 0x186c81ead7cf6b49}, {1795478400, 0xabfb99e85c896f43},
    };
    const struct notetype_texts *texts = notetypes_load(a, STR(CRIB_SOURCE_DATA), diag_open(a));
    ck_assert_ptr_nonnull(texts);
    for (size_t i = 0; i < NOTETYPE_COUNT; i++) {
        const struct notetype *t = notetype_get((enum notetype_id)i);
        uint64_t h = hash_str(texts[i].css);
        for (size_t k = 0; k < t->n_templates; k++)
            h = hash_more(hash_more(h, texts[i].front[k]), texts[i].back[k]);
        ck_assert_msg(t->mod == shipped[i].mod && h == shipped[i].texts,
                      "%s changed: set its mod in notetypes.c to now and put {%lld, "
                      "0x%016llx} here",
                      t->slug, (long long)t->mod, (unsigned long long)h);
    }
}

/* ---- lists ---- */

static const char list[] = "# Heat\n"
                           "## 1. Ways heat travels\n"
                           "1. Conduction：energy passes from particle to particle in a solid\n"
                           "2. Convection：warm fluid rises and carries its energy along\n"
                           "3. Radiation：waves carry energy through empty space\n";

UNIT_TEST(points_one_by_one) {
    UNIT_UNUSED(row);
    const struct deck *d = deck_of(a, list, &(struct wish){.lists = LISTS_POINTS});
    ck_assert_uint_eq(count_of(d, NOTETYPE_POINT), 3);
    const struct deck_note *n = point_with(d, "warm fluid rises");
    ck_assert_ptr_nonnull(n);
    unit_str_is(n->fields[POINT_CUE], STR("Convection"));
    unit_str_is(n->fields[POINT_ITEM], STR("warm fluid rises and carries its energy along"));
    unit_str_is(n->fields[POINT_BEFORE], STR("<ol start=\"1\"><li>Conduction</li></ol>"));
    unit_str_is(n->fields[POINT_AFTER], STR("<ol start=\"3\"><li>Radiation</li></ol>"));
    unit_str_is(n->fields[POINT_POS], STR("2"));
    unit_str_is(n->fields[POINT_TOTAL], STR("3"));
    unit_str_is(n->fields[POINT_ID], n->guid);
    unit_str_is(n->deck, STR("notes::Heat"));
    const struct deck_note *whole = note_with(d, NOTETYPE_QA, "(3 points)");
    ck_assert_ptr_nonnull(whole);
    unit_str_is(whole->tags[whole->n_tags - 1], STR("crib::whole"));
    unit_str_is(whole->fields[QA_A],
                STR("<ol><li>Conduction</li><li>Convection</li><li>Radiation</li></ol>"));
}

UNIT_TEST(list_as_blanks) {
    UNIT_UNUSED(row);
    uint16_t cards[DECK_CLOZES_MAX];
    const struct deck *d = deck_of(a, list, &(struct wish){.lists = LISTS_CLOZE});
    ck_assert_uint_eq(count_of(d, NOTETYPE_POINT), 0);
    const struct deck_note *n = note_with(d, NOTETYPE_CLOZE, "{{c3::waves carry energy");
    ck_assert_ptr_nonnull(n);
    ck_assert(str_has(n->fields[CLOZE_TEXT], STR("<b>Radiation</b>: {{c3::")));
    ck_assert_uint_eq(deck_cards(n, cards), 3);
    ck_assert_uint_eq(cards[2], 2);
}

UNIT_TEST(list_whole) {
    UNIT_UNUSED(row);
    const struct deck *d = deck_of(a, list, &(struct wish){.lists = LISTS_WHOLE});
    ck_assert_uint_eq(count_of(d, NOTETYPE_POINT), 0);
    ck_assert_uint_eq(count_of(d, NOTETYPE_CLOZE), 0);
    const struct deck_note *n = note_with(d, NOTETYPE_QA, "warm fluid rises");
    ck_assert_ptr_nonnull(n);
    ck_assert(str_has(n->fields[QA_A], STR("<li><b>Radiation</b>: waves")));
}

/* ---- decks ---- */

UNIT_TEST(parents_first) {
    UNIT_UNUSED(row);
    static const char notes[] = "---\ndeck: A/B\n---\n"
                                "# X\n## Y\n### What is deep?\nIt is far below the top of it all.\n"
                                "# X\n## What is high?\nIt is far above the bottom of it all.\n"
                                "# z\n## What is z?\nIt is the last letter of the alphabet.\n"
                                "# Z\n## What is Z?\nIt is the last capital of the alphabet.\n";
    const struct deck *d = deck_of(a, notes, &(struct wish){0});
    struct map seen = map_in(a);
    for (size_t i = 0; i < d->n; i++) {
        struct str deck = d->v[i].deck;
        bool last = i + 1 == d->n || !str_eq(d->v[i + 1].deck, deck);
        ck_assert_msg(!map_find(&seen, deck), "notes of %.*s stand apart", STR_ARG(deck));
        if (last)
            map_put(&seen, deck);
        for (size_t k = i + 1; k < d->n; k++)
            ck_assert_msg(!str_starts(deck, str_format(a, "%.*s::", STR_ARG(d->v[k].deck))),
                          "%.*s comes after its child", STR_ARG(d->v[k].deck));
    }
    ck_assert_ptr_nonnull(map_find(&seen, STR("A::B::X")));
    ck_assert_ptr_nonnull(map_find(&seen, STR("A::B::z"))); /* z and Z are one deck to Anki */
    ck_assert_ptr_null(map_find(&seen, STR("A::B::Z")));
}

/* ---- what the author scheduled ---- */

UNIT_TEST(scheduling) {
    UNIT_UNUSED(row);
    static const char notes[] = "---\ntags: [flashcards]\n---\n# A\n"
                                "sky:::blue\n<!--SR:!2024-08-16,51,230!1972-03-01,10,250-->\n";
    const struct deck *d = deck_of(a, notes, &(struct wish){.scheduling = true});
    const struct deck_note *n = note_with(d, NOTETYPE_TERM, "sky");
    ck_assert_ptr_nonnull(n);
    ck_assert_uint_eq(n->n_due, 2);
    ck_assert_int_eq(n->due[0].day, 19951); /* date -d 2024-08-16 +%s / 86400 */
    ck_assert_int_eq(n->due[0].interval, 51);
    ck_assert_int_eq(n->due[0].ease, 230);
    ck_assert_int_eq(n->due[1].day, 790); /* 730 + 31 + 29 */
}

/* ---- edits ---- */

UNIT_TEST(edited_points_keep_guids) {
    UNIT_UNUSED(row);
    const struct deck *d = deck_of(a, list, &(struct wish){.now = 1000});
    struct str edited = str_replace(a, STR(list), STR("2. Convection"),
                                    STR("2. Evaporation：a leaving liquid takes energy with it\n"
                                        "3. Convection in fluids"));
    const struct deck *e = deck_of(a, str_c(a, edited), &(struct wish){.ids = d->ids, .now = 2000});
    const struct deck_note *was = point_with(d, "warm fluid rises and");
    const struct deck_note *is = point_with(e, "warm fluid");
    const struct deck_note *new = point_with(e, "a leaving liquid");
    ck_assert_ptr_nonnull(is);
    ck_assert_ptr_nonnull(new);
    unit_str_is(is->guid, was->guid);
    ck_assert_int_eq(was->mod, 1000);
    ck_assert_int_eq(is->mod, 2000);
    ck_assert_int_eq(is->change, IDS_CHANGED);
    ck_assert_int_eq(new->change, IDS_NEW);
    const struct deck *same =
        deck_of(a, str_c(a, edited), &(struct wish){.ids = e->ids, .now = 3000});
    for (size_t i = 0; i < same->n; i++) {
        ck_assert_int_eq(same->v[i].change, IDS_SAME);
        ck_assert_int_lt(same->v[i].mod, 3000);
    }
    unit_str_is(same->ids, e->ids);
}

/* A change of the same second is still a later one. */
UNIT_TEST(dates_only_grow) {
    UNIT_UNUSED(row);
    const struct deck *d = deck_of(a, list, &(struct wish){.now = 1000});
    const char *edited = str_c(a, str_replace(a, STR(list), STR("warm fluid"), STR("hot fluid")));
    const struct deck *e = deck_of(a, edited, &(struct wish){.ids = d->ids, .now = 1000});
    ck_assert_int_eq(point_with(e, "hot fluid rises and")->mod, 1001);
}

UNIT_TEST(blanks_keep_numbers) {
    UNIT_UNUSED(row);
    static const char notes[] = "# Heat\n## How does water change?\n"
                                "At sea level water freezes at ==zero degrees== and boils at ==a "
                                "hundred degrees== always.\n";
    const struct deck *d = deck_of(a, notes, &(struct wish){.now = 1000});
    const struct deck_note *was = note_with(d, NOTETYPE_CLOZE, "boils");
    ck_assert_ptr_nonnull(was);
    ck_assert(str_has(was->fields[CLOZE_TEXT], STR("{{c1::<mark>zero degrees")));
    const char *edited =
        str_c(a, str_replace(a, STR(notes), STR("At sea level"), STR("At ==sea level==")));
    const struct deck *e = deck_of(a, edited, &(struct wish){.ids = d->ids, .now = 2000});
    const struct deck_note *is = note_with(e, NOTETYPE_CLOZE, "boils");
    ck_assert_ptr_nonnull(is);
    unit_str_is(is->guid, was->guid);
    ck_assert(str_has(is->fields[CLOZE_TEXT], STR("{{c1::<mark>zero degrees")));
    ck_assert(str_has(is->fields[CLOZE_TEXT], STR("{{c2::<mark>a hundred degrees")));
    ck_assert(str_has(is->fields[CLOZE_TEXT], STR("{{c3::<mark>sea level")));
    /* gone and back again: the number is not given to another */
    const struct deck *f = deck_of(a, notes, &(struct wish){.ids = e->ids, .now = 3000});
    const char *other =
        str_c(a, str_replace(a, STR(notes), STR("always"), STR("==nearly always==")));
    const struct deck *g = deck_of(a, other, &(struct wish){.ids = f->ids, .now = 4000});
    is = note_with(g, NOTETYPE_CLOZE, "boils");
    ck_assert_msg(str_has(is->fields[CLOZE_TEXT], STR("{{c4::<mark>nearly always")), "%.*s",
                  STR_ARG(is->fields[CLOZE_TEXT]));
}

UNIT_TEST(removed_notes_are_known) {
    UNIT_UNUSED(row);
    const struct deck *d = deck_of(a, list, &(struct wish){.now = 1000});
    struct str gone = point_with(d, "through empty space")->guid;
    size_t cut = str_find(STR(list), STR("3. Radiation"));
    const struct deck *e = deck_of(a, str_c(a, str_slice(STR(list), 0, cut)),
                                   &(struct wish){.ids = d->ids, .now = 2000});
    bool found = false;
    for (size_t i = 0; i < e->n_gone; i++)
        found = found || (str_eq(e->gone[i].guid, gone) && e->gone[i].newly);
    ck_assert(found);
    ck_assert_uint_eq(e->n_before, d->n);
    const struct deck *f = deck_of(a, list, &(struct wish){.ids = e->ids, .now = 3000});
    unit_str_is(point_with(f, "through empty space")->guid, gone);
}

int main(void) {
    Suite *s = suite_create("deck");
    UNIT(s, notetypes_are_frozen);
    UNIT(s, templates_have_a_date);
    UNIT(s, points_one_by_one);
    UNIT(s, list_as_blanks);
    UNIT(s, list_whole);
    UNIT(s, parents_first);
    UNIT(s, scheduling);
    UNIT(s, edited_points_keep_guids);
    UNIT(s, dates_only_grow);
    UNIT(s, blanks_keep_numbers);
    UNIT(s, removed_notes_are_known);
    return unit_run(s);
}
