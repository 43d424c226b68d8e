/* block_qr: addresses as QR codes (ISO/IEC 18004), drawn as filled runs of dark modules. */
#include "layout/block_make.h"

#include <qrencode.h>

#define BYTES_MOST 300  /* of an address: a code for more would be too large for a column */
#define MODULE     1000 /* mpt, 0.35 mm: what telephones read from an office printer's page */
#define WHITE      4    /* modules of white around it that the standard asks for */

static QRcode *encode(struct arena *a, struct str text, enum qr_level level) {
    static const QRecLevel levels[] = {[QR_LOW] = QR_ECLEVEL_L, [QR_MEDIUM] = QR_ECLEVEL_M};
    QRcode *code = QRcode_encodeString8bit(str_c(a, text), 0, levels[level]);
    if (code)
        return code;
    fail_raise(arena_failure(a), "libqrencode cannot encode %.*s", STR_ARG(text));
}

const struct qr *qr_make(struct arena *a, struct str text, enum qr_level level) {
    if (text.n == 0 || text.n > BYTES_MOST)
        return NULL;
    QRcode *code = encode(a, text, level);
    struct qr *q = arena_new(a, struct qr);
    size_t n = (size_t)code->width * (size_t)code->width;
    uint8_t *dark = arena_array(a, uint8_t, n);
    for (size_t i = 0; i < n; i++)
        dark[i] = code->data[i] & 1;
    *q = (struct qr){code->width, dark};
    QRcode_free(code);
    return q;
}

mpt qr_side(const struct qr *q, mpt most) {
    mpt side = (q->n + 2 * WHITE) * MODULE;
    return side <= most ? side : 0;
}

void qr_draw(const struct qr *q, const struct block_out *o, mpt x, mpt y, mpt side, uint32_t tag) {
    int all = q->n + 2 * WHITE;
    for (int row = 0; row < q->n; row++)
        for (int i = 0, end; i < q->n; i = MAX(end, i + 1)) {
            for (end = i; end < q->n && q->dark[row * q->n + end]; end++)
                ;
            if (end == i)
                continue;
            struct op *op = page_op(o->pages, o->page, OP_FILL, tag);
            op->x = x + (mpt)((int64_t)side * (WHITE + i) / all);
            op->w = x + (mpt)((int64_t)side * (WHITE + end) / all) - op->x;
            op->y = y + (mpt)((int64_t)side * (WHITE + row) / all);
            op->h = y + (mpt)((int64_t)side * (WHITE + row + 1) / all) - op->y;
        }
}
