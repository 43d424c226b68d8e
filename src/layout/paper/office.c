/* office: see office.h. */
#include "layout/paper/office.h"

mpt office_left(void) {
    return MM(14);
}

mpt office_width(void) {
    return MM(297 - 28);
}

mpt office_top(void) {
    return MM(24);
}

mpt office_bottom(void) {
    return MM(197);
}

struct page *office_page(struct exam *e, struct str title, struct str facts) {
    struct page *page = pages_add(e->pages, MM(297), MM(210));
    uint32_t heading = pages_tag(e->pages, 1, TAG_H);
    mpt right = office_left() + office_width();
    e->pages->tags.v[heading].level = e->pages->v.n > 1 ? 2 : 1;
    ink_text(e, page, title, HEI(PT(15)), office_left(), MM(17.4), INK_LEFT, heading);
    ink_text(e, page, facts, (struct ink){.family = FAMILY_SANS, .size = PT(8.5)}, right, MM(17.4),
             INK_RIGHT, pages_tag(e->pages, 1, TAG_P));
    ink_rule(e, page, office_left(), MM(20), office_width(), 0, PT(1.2), COLOR_BLACK);
    return page;
}

void office_footers(struct exam *e) {
    struct ink k = {.family = FAMILY_SANS, .size = PT(7)};
    struct str tag = str_format(e->a, "%08X", (unsigned)paper_tag(e->set)),
               seed = str_format(e->a, "%llu", (unsigned long long)e->set->seed);
    struct str batch =
        wording_fill(e->a, e->w, "seating.batch", "tag", tag, "seed", seed, (const char *)NULL);
    mpt base = MM(202), middle = office_left() + office_width() / 2;
    for (size_t i = 0; i < e->pages->v.n; i++) {
        struct page *page = e->pages->v.v[i];
        ink_text(e, page, batch, k, office_left(), base, INK_LEFT, 0);
        ink_text(e, page,
                 wording_fill(e->a, e->w, "seating.page", "n", word_count(e, i + 1), "m",
                              word_count(e, e->pages->v.n), (const char *)NULL),
                 k, middle, base, INK_CENTER, 0);
        ink_text(e, page, word_get(e, "seating.keep"), k, office_left() + office_width(), base,
                 INK_RIGHT, 0);
    }
}
