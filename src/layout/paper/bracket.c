/* bracket: where short answers go: （　　） at the end of a stem, the line before an English
 * number, T and F to circle; and what the key puts there. */
#include "layout/paper/exam_int.h"

/* Between the marks: 2 em, 1.6 em before a stem wraps for it; several letters need more. Each
 * mark's ink takes half an em. */
#define WIDE_EM    2000
#define NARROW_EM  1600
#define SEVERAL_EM 1300 /* more */
#define MARK_EM    500

#define MANY_LETTERS 4 /* more are set smaller */

static mpt em(const struct exam *e, int v) {
    return (mpt)((int64_t)e->look.size * v / 1000);
}

mpt bracket_width(const struct exam *e, const struct paper_item *pi, bool narrow) {
    int several = pi->item->kind == ITEM_MULTIPLE_RESPONSE ? SEVERAL_EM : 0;
    return em(e, 2 * MARK_EM + (narrow ? NARROW_EM : WIDE_EM) + several);
}

void bracket_draw(struct exam *e, const struct spot *s, mpt left, mpt right, mpt baseline) {
    struct ink k = SONG(e->look.size);
    ink_text(e, s->page, STR("（"), k, left, baseline, INK_LEFT, s->tag);
    ink_text(e, s->page, STR("）"), k, right, baseline, INK_RIGHT, s->tag);
}

void answer_draw(struct exam *e, const struct paper_item *pi, const struct spot *s, mpt middle,
                 mpt baseline) {
    mpt size = e->look.size;
    if (pi->item->kind == ITEM_TRUE_FALSE) {
        uint32_t tag = pages_tag(e->pages, s->tag, TAG_SPAN);
        e->pages->tags.v[tag].actual = pi->item->is_true ? STR("√") : STR("×");
        ink_verdict(e, s->page, pi->item->is_true, middle, baseline - size * 38 / 100, size, tag);
        return;
    }
    struct ink k = RED_HEI(size);
    struct str key = paper_key(e->a, pi);
    if (key.n > MANY_LETTERS)
        size = size * MANY_LETTERS / (mpt)key.n;
    ink_key_box(e, s->page, ink_shape(e, key, &k), size, middle, baseline, s->tag);
}
