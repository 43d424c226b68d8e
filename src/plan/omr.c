/* omr: codes on answer sheets. */
#include "plan/omr.h"

#define POLYNOMIAL 0x07

const char *omr_role_name(enum omr_role role) {
    static const char *const names[] = {"choice", "digit", "score", "variant", "absent", "cheated",
                                        "corner", "tick",  "qr",    "bit",     "patch",  "text"};
    return names[role];
}

uint8_t omr_crc(uint8_t crc, const void *bytes, size_t n) {
    const uint8_t *p = bytes;
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (uint8_t)(crc & 0x80 ? crc << 1 ^ POLYNOMIAL : crc << 1);
    }
    return crc;
}

uint64_t omr_bits(uint32_t tag, uint32_t copy, uint32_t page) {
    uint64_t bits =
        (uint64_t)(tag & 0xFFFF) << 24 | (uint64_t)(copy & 0x3FFFF) << 6 | (page & 0x3F);
    uint8_t bytes[5];
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)(bits >> (32 - 8 * i));
    return bits << 8 | omr_crc(0, bytes, sizeof(bytes));
}

struct str omr_text(struct arena *a, uint32_t tag, char variant, uint32_t copy, uint32_t page,
                    uint32_t pages) {
    struct str s =
        str_format(a, "v1|%08X|%c|%04u|%u/%u", (unsigned)tag, variant, copy, page, pages);
    return str_format(a, "%.*s|%02X", STR_ARG(s), omr_crc(0, s.p, s.n));
}
