/* omr_codes: what tells a machine which sheet it sees: QR code, bit strip, patches of ink to
 * compare with; and the foot for people. */
#include "layout/paper/omr_int.h"

#include "layout/block_make.h"

#define QR_X   166.0
#define QR_Y   14.0
#define QR_W   18.0
#define BITS   48
#define BIT_X  33.0
#define BIT_Y  278.5
#define BIT_W  3.0
#define FOOT_Y 286.4
#define INK_40 ((struct color){153, 153, 153})

/* Modules of a row that touch are one rectangle. */
static void draw_modules(struct exam *e, struct page *page, const struct qr *q) {
    double module = QR_W / q->n;
    for (int y = 0; y < q->n; y++)
        for (int x = 0, end; x < q->n; x = end + 1) {
            for (end = x; end < q->n && q->dark[y * q->n + end]; end++)
                ;
            if (end == x)
                continue;
            mpt left = MM(QR_X + module * x), top = MM(QR_Y + module * y);
            page_fill(e->pages, page, left, top, MM(QR_X + module * end) - left,
                      MM(QR_Y + module * (y + 1)) - top, COLOR_BLACK);
        }
}

static void draw_qr(struct omr_maker *m, uint32_t of, uint32_t copy) {
    struct exam *e = m->e;
    struct str s = omr_text(e->a, paper_tag(e->set), e->paper->variant, copy, m->page_no + 1, of);
    draw_modules(e, m->page, qr_make(e->a, s, QR_MEDIUM));
}

static void draw_bits(struct omr_maker *m, uint32_t copy) {
    struct exam *e = m->e;
    uint64_t bits = omr_bits(paper_tag(e->set), copy, m->page_no + 1);
    for (int i = 0; i < BITS; i++) {
        double x = BIT_X + BIT_W * i;
        if (bits >> (BITS - 1 - i) & 1)
            page_fill(e->pages, m->page, MM(x), MM(BIT_Y), MM(x + BIT_W) - MM(x), MM(BIT_W),
                      COLOR_BLACK);
    }
}

/* "7F3A01C2 · A", and the copy's number when it has one. */
static void draw_id(struct omr_maker *m, uint32_t copy) {
    struct exam *e = m->e;
    const char *between = e->look.latin ? "/" : "·";
    struct str id =
        str_format(e->a, "%08X %s %c", (unsigned)paper_tag(e->set), between, e->paper->variant);
    if (copy)
        id = str_format(e->a, "%.*s %s № %04u", STR_ARG(id), between, copy);
    ink_text(e, m->page, id, omr_ink(7.5, false), MM(OMR_LEFT), MM(FOOT_Y), INK_LEFT, 0);
}

void omr_own(struct omr_maker *m, uint32_t of, uint32_t copy) {
    draw_qr(m, of, copy);
    draw_bits(m, copy);
    draw_id(m, copy);
}

/* Where the codes stand; what they say differs from copy to copy. */
static void note_codes(struct omr_maker *m) {
    omr_cell(m, (struct omr_cell){.role = OMR_QR}, QR_X, QR_Y, QR_W, QR_W);
    for (int i = 0; i < BITS; i++)
        omr_cell(m, (struct omr_cell){.role = OMR_BIT, .part = (uint32_t)i}, BIT_X + BIT_W * i,
                 BIT_Y, BIT_W, BIT_W);
}

static void draw_patch(struct omr_maker *m, double x, uint32_t per_cent, struct color c) {
    page_fill(m->e->pages, m->page, MM(x), MM(BIT_Y), MM(6), MM(3), c);
    omr_cell(m, (struct omr_cell){.role = OMR_PATCH, .part = per_cent}, x, BIT_Y, 6, 3);
}

void omr_foot(struct omr_maker *m, uint32_t of) {
    struct exam *e = m->e;
    struct ink k = omr_ink(7.5, false);
    struct str no = wording_fill(e->a, e->w, "page", "n", word_count(e, m->page_no + 1), "m",
                                 word_count(e, of), (const char *)NULL);
    note_codes(m);
    for (int i = 0; i < 2; i++)
        ink_rule(e, m->page, MM(BIT_X), MM(i ? BIT_Y + BIT_W + 0.9 : BIT_Y - 0.9), MM(BIT_W * BITS),
                 0, PT(0.25), COLOR_BLACK);
    draw_patch(m, 24, 100, COLOR_BLACK);
    draw_patch(m, 180, 40, INK_40);
    ink_text(e, m->page, no, k, MM(105), MM(FOOT_Y), INK_CENTER, 0);
    ink_text(e, m->page, word_get(e, "card.care"), k, MM(OMR_LEFT + OMR_WIDTH), MM(FOOT_Y),
             INK_RIGHT, 0);
}
