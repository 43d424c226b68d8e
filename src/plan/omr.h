/* omr: what is printed on an answer sheet for machines: where every mark box stands and what it
 * means. Drawing, manifest and, later, reading scans share this one table. For layout/paper and the
 * manifest. */
#ifndef PLAN_OMR_H
#define PLAN_OMR_H

#include "plan/paper.h"

enum omr_role {
    OMR_CHOICE,  /* number, part (place or pair; 0 for choices), value: the letter, T or F */
    OMR_DIGIT,   /* part: digit place of the student number; value: '0'…'9' */
    OMR_SCORE,   /* number (0: of a whole section, part = its index); value: marks, 'h' = ½ */
    OMR_VARIANT, /* value: the letter */
    OMR_ABSENT,  /* filled by the invigilator */
    OMR_CHEATED,
    OMR_CORNER, /* part 0: top left, hollow; 1 top right; 2 bottom left; 3 bottom right */
    OMR_TICK,   /* beside every row that has a box; part 0 left, 1 right */
    OMR_QR,
    OMR_BIT,   /* of the strip; part: 0…47; value '0' or '1' */
    OMR_PATCH, /* ink to compare with; part: per cent */
    OMR_TEXT,  /* written by hand: number, part */
    OMR_ROLE_COUNT
};

struct omr_cell {
    uint8_t role; /* enum omr_role */
    uint8_t value;
    uint32_t number, part, page; /* page of the card, from 0 */
    mpt x, y, w, h;              /* ink, from the top left */
};

struct omr_card {
    const struct omr_cell *v;
    size_t n, n_pages;
};

const char *omr_role_name(enum omr_role role); /* "choice" */

/* CRC-8 with polynomial 07, start 0, high bit first (SMBus). */
uint8_t omr_crc(uint8_t crc, const void *bytes, size_t n);

/* The 48 bits of the strip: tag 16, copy 18, page 6, CRC-8 of these 40, high bit first. */
uint64_t omr_bits(uint32_t tag, uint32_t copy, uint32_t page);

/* "v1|TAG8|A|0017|1/2|CRC": what the QR code says. */
struct str omr_text(struct arena *a, uint32_t tag, char variant, uint32_t copy, uint32_t page,
                    uint32_t pages);

#endif
