/* bracket: where short answers go: （　　） at the end of a stem, the line before an English
 * number, T and F to circle; and what the key puts there. */
#include "layout/paper/exam_int.h"

/* Between the marks: 2 em, 1.6 em before a stem wraps for it. Each mark's ink takes half an em. */
#define WIDE_EM   2000
#define NARROW_EM 1600
#define MARK_EM   500

static mpt em(const struct exam *e, int v) {
    return (mpt)((int64_t)e->look.size * v / 1000);
}

mpt bracket_width(const struct exam *e, bool narrow) {
    return em(e, 2 * MARK_EM + (narrow ? NARROW_EM : WIDE_EM));
}

void bracket_draw(struct exam *e, const struct spot *s, mpt right, mpt baseline, bool narrow) {
    struct ink k = SONG(e->look.size);
    mpt left = right - bracket_width(e, narrow);
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
    ink_key_box(e, s->page, ink_shape(e, paper_key(e->a, pi), &k), size, middle, baseline, s->tag);
}
