/* icc: a colour profile for sRGB (IEC 61966-2-1) built from its definition: primaries adapted to
 * D50 and the parametric curve. Profile format: ICC.1:2004-10. Terms: s15 = signed fixed-point
 * number with 16 fractional bits; PCS = the profile's connection space, XYZ under D50. */
#include "emit/pdf/meta.h"

#include <math.h>

enum { HEADER_SIZE = 128, TAG_ROW = 12 };

static void put16(struct buf *b, uint32_t v) {
    buf_byte(b, (v >> 8) & 255);
    buf_byte(b, v & 255);
}

static void put32(struct buf *b, uint32_t v) {
    put16(b, v >> 16);
    put16(b, v & 0xFFFF);
}

static void put_s15(struct buf *b, double v) {
    put32(b, (uint32_t)(int32_t)floor(v * 65536 + 0.5));
}

static void put_type(struct buf *b, const char *signature) {
    buf_bytes(b, signature, 4);
    put32(b, 0);
}

static void put_numbers(struct buf *b, const char *type, const double *v, size_t n) {
    put_type(b, type);
    for (size_t i = 0; i < n; i++)
        put_s15(b, v[i]);
}

/* One text in one language (10.13). */
static void put_text(struct buf *b, const char *ascii) {
    size_t n = strlen(ascii);
    put_type(b, "mluc");
    put32(b, 1);
    put32(b, 12);
    buf_c(b, "enUS");
    put32(b, (uint32_t)n * 2);
    put32(b, 28);
    for (size_t i = 0; i < n; i++)
        put16(b, (unsigned char)ascii[i]);
}

static void put_curve(struct buf *b) {
    enum { LINEAR_BELOW_D = 3 }; /* y = (a x + b)^g above d, else c x (10.15) */
    put_type(b, "para");
    put16(b, LINEAR_BELOW_D);
    put16(b, 0);
    const double gabcd[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    for (size_t i = 0; i < COUNT_OF(gabcd); i++)
        put_s15(b, gabcd[i]);
}

static const double d50[] = {0.9642, 1.0, 0.8249};
static const double to_d50[] = {1.04788,  0.02292,  -0.05022, 0.02959, 0.99048,
                                -0.01707, -0.00925, 0.01508,  0.75168}; /* Bradford, from D65 */
static const double red[] = {0.43607, 0.22249, 0.01392};
static const double green[] = {0.38515, 0.71687, 0.09708};
static const double blue[] = {0.14307, 0.06061, 0.71410};

/* What the tags hold, in order; the three curves are one. */
enum data { DESC, CPRT, WTPT, CHAD, RXYZ, GXYZ, BXYZ, TRC, N_DATA };

static void put_data(struct buf *b, enum data which) {
    switch (which) {
    case DESC:
        put_text(b, "sRGB IEC61966-2.1");
        break;
    case CPRT:
        put_text(b, "No copyright, use freely");
        break;
    case WTPT:
        put_numbers(b, "XYZ ", d50, 3);
        break;
    case CHAD:
        put_numbers(b, "sf32", to_d50, 9);
        break;
    case RXYZ:
        put_numbers(b, "XYZ ", red, 3);
        break;
    case GXYZ:
        put_numbers(b, "XYZ ", green, 3);
        break;
    case BXYZ:
        put_numbers(b, "XYZ ", blue, 3);
        break;
    case TRC:
    case N_DATA:
        put_curve(b);
        break;
    }
}

static void put_header(struct buf *b, size_t size) {
    put32(b, (uint32_t)size);
    put32(b, 0); /* no preferred CMM */
    put32(b, 0x04200000);
    buf_c(b, "mntrRGB XYZ ");
    const uint32_t date[] = {2020, 1, 1, 0, 0, 0}; /* fixed: the profile never changes */
    for (size_t i = 0; i < COUNT_OF(date); i++)
        put16(b, date[i]);
    buf_c(b, "acsp");
    for (int i = 0; i < 7; i++) /* platform, flags, maker, model, attributes (2), intent */
        put32(b, 0);
    for (int i = 0; i < 3; i++)
        put_s15(b, d50[i]);
    while (b->n < HEADER_SIZE)
        buf_byte(b, 0);
}

struct str pdf_icc_srgb(struct arena *a) {
    static const struct {
        const char *tag;
        enum data data;
    } tags[] = {{"desc", DESC}, {"cprt", CPRT}, {"wtpt", WTPT}, {"chad", CHAD}, {"rXYZ", RXYZ},
                {"gXYZ", GXYZ}, {"bXYZ", BXYZ}, {"rTRC", TRC},  {"gTRC", TRC},  {"bTRC", TRC}};
    struct buf data = buf_in(a), out = buf_in(a);
    uint32_t at[N_DATA], size[N_DATA];
    size_t first = HEADER_SIZE + 4 + TAG_ROW * COUNT_OF(tags);
    for (int i = 0; i < N_DATA; i++) {
        at[i] = (uint32_t)(first + data.n);
        put_data(&data, (enum data)i);
        size[i] = (uint32_t)(first + data.n) - at[i];
        while (data.n % 4)
            buf_byte(&data, 0);
    }
    put_header(&out, first + data.n);
    put32(&out, COUNT_OF(tags));
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        buf_bytes(&out, tags[i].tag, 4);
        put32(&out, at[tags[i].data]);
        put32(&out, size[tags[i].data]);
    }
    buf_str(&out, buf_get(&data));
    return buf_get(&out);
}
