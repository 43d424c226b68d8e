/* material: what several questions are asked about, as a unit before the first of them: its title
 * with the numbers these questions have on this paper, then a passage, a listing, a table. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

static struct str fill(struct exam *e, const char *key, uint32_t first, uint32_t last) {
    return wording_fill(e->a, e->w, key, "first", word_count(e, first), "last", word_count(e, last),
                        (const char *)NULL);
}

/* "阅读下面的材料，回答 1～3 题。" of which this paper asks what became 7 and 8. */
static struct rich title_of(struct exam *e, const struct section *s, uint32_t first,
                            uint32_t last) {
    bool one = first == last;
    if (s->numbers_to > s->numbers_from) {
        struct str numbers = one ? word_count(e, first) : fill(e, "material.numbers", first, last);
        if (one && utf8_count_han(s->title.plain) == 0) /* "Questions 6 refer" is no English */
            return rich_plain(e->a, fill(e, "material.one-latin", first, last), s->title.span);
        return rich_replace(e->a, &s->title, s->numbers_from, s->numbers_to, numbers);
    }
    struct str after = fill(e, one ? "material.after-one" : "material.after", first, last);
    size_t end = s->title.plain.n;
    static const char *const stops[] = {"。", "：", ":", "."};
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        if (str_ends(str_slice(s->title.plain, 0, end), str_of(stops[i])))
            end -= strlen(stops[i]);
    return rich_replace(e->a, &s->title, end, s->title.plain.n, after);
}

struct exam_unit material_unit(struct exam *e, const struct section *s, uint32_t first,
                               uint32_t last, bool opens_section) {
    struct exam_unit u = {.role = TAG_P,
                          .is_head = true,
                          .may_stand_apart = true,
                          .gap = e->look.gap_most,
                          .gap_least = e->look.gap,
                          .gap_most = e->look.gap_most};
    row_vec rows = {0};
    struct text_format bold = {
        .family = e->look.latin ? FAMILY_SERIF : FAMILY_SANS, .bold = true, .scale = 1000};
    struct para_shape shape = {.size = e->look.size,
                               .pitch = e->look.pitch,
                               .measure = e->look.column,
                               .align = e->look.align,
                               .avoid_orphan = true};
    struct rich title = title_of(e, s, first, last);
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    pictures_put(e->pictures, b, &title, &bold);
    struct text_rows t = {.lines = para_break(e->a, para_end(b, e->d), &shape)};
    text_rows_add(e, &t, &rows);
    part_rows(e, s->intro, s->n_intro, &rows, 0, e->look.column);
    unit_close(&u, &rows);
    if (opens_section)
        u.gap = u.gap_least = e->look.head_below;
    u.gap_most = MAX(u.gap_most, u.gap);
    return u;
}
