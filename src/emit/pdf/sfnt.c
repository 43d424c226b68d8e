/* sfnt: directory and checksums. */
#include "emit/pdf/sfnt.h"

enum { HEADER_SIZE = 12, RECORD_SIZE = 16, HEAD_ADJUSTMENT = 8 };

uint32_t pdf_get16(const char *p) {
    return (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

int pdf_get_signed16(const char *p) {
    return (int16_t)pdf_get16(p);
}

uint32_t pdf_get32(const char *p) {
    return pdf_get16(p) << 16 | pdf_get16(p + 2);
}

void pdf_set16(char *p, uint32_t v) {
    p[0] = (char)(v >> 8);
    p[1] = (char)v;
}

void pdf_set32(char *p, uint32_t v) {
    pdf_set16(p, v >> 16);
    pdf_set16(p + 2, v & 0xFFFF);
}

void pdf_put16(struct buf *b, int v) {
    const char bytes[2] = {(char)((uint16_t)v >> 8), (char)v};
    buf_bytes(b, bytes, 2);
}

void pdf_put32(struct buf *b, uint32_t v) {
    pdf_put16(b, (int)(v >> 16));
    pdf_put16(b, (int)(v & 0xFFFF));
}

static void pad(struct buf *b) {
    while (b->n % 4)
        buf_byte(b, 0);
}

/* The sum of 32-bit words; n is a multiple of four. */
static uint32_t checksum(const char *p, size_t n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i += 4)
        sum += pdf_get32(p + i);
    return sum;
}

static void put_header(struct buf *b, size_t n) {
    int power = 0;
    while ((size_t)2 << power <= n)
        power++;
    int range = 16 << power;
    pdf_put32(b, 0x00010000);
    pdf_put16(b, (int)n);
    pdf_put16(b, range);
    pdf_put16(b, power);
    pdf_put16(b, (int)n * 16 - range);
}

struct str pdf_sfnt(struct arena *a, const struct pdf_table *v, size_t n) {
    struct buf out = buf_in(a);
    size_t total = HEADER_SIZE + RECORD_SIZE * n, head = 0;
    for (size_t i = 0; i < n; i++)
        total += v[i].bytes.n + 3;
    buf_room(&out, total);
    put_header(&out, n);
    out.n += RECORD_SIZE * n;
    for (size_t i = 0; i < n; i++) {
        char *record = out.p + HEADER_SIZE + RECORD_SIZE * i;
        size_t at = out.n;
        buf_str(&out, v[i].bytes);
        pad(&out);
        if (memcmp(v[i].tag, "head", 4) == 0) {
            head = at;
            pdf_set32(out.p + at + HEAD_ADJUSTMENT, 0);
        }
        memcpy(record, v[i].tag, 4);
        pdf_set32(record + 4, checksum(out.p + at, out.n - at));
        pdf_set32(record + 8, (uint32_t)at);
        pdf_set32(record + 12, (uint32_t)v[i].bytes.n);
    }
    pdf_set32(out.p + head + HEAD_ADJUSTMENT, 0xB1B0AFBA - checksum(out.p, out.n));
    return buf_get(&out);
}
