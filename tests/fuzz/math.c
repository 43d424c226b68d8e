/* TeX to boxes in the tests' own font, inline or display. */
#include "base/utf8.h"
#include "layout/formula.h"

#include "fuzz.h"
#include "fuzz_fonts.h"

void fuzz_one(struct arena *a, struct str data) {
    struct formula_look look = {.lang = STR("en")};
    unsigned choice = fuzz_choice(&data);
    struct str tex = utf8_mended(a, data);
    struct diag *d = diag_open(a);
    const struct formula *f =
        formula_set(a, fuzz_fonts(), &look, tex, (enum math_mode)(choice & 1), (struct span){0}, d);
    if (!f && d->n == 0)
        fuzz_fail("a formula refused without a message");
    if (!f)
        return;
    int w, up, down;
    struct formula_line line = {f, f->math, 0, 1};
    struct pages *p = pages_make(a);
    struct page *page = pages_add(p, 600000, 800000);
    formula_measure(&line, &w, &up, &down);
    formula_draw(&line, p, page, 0, 0, 10000, pages_tag(p, 1, TAG_FORMULA));
}
