/* font_int: what the font set keeps beside the public faces. Only for font*.c and shape.c.
 *
 * Terms: slot = a face that may be opened when a character asks for it; trim = the part of a
 * full-width mark's advance that holds no ink and may be taken away on that side (clreq,
 * "Punctuation Width Adjustment"), measured on the outline, since many fonts have no `halt`. */
#ifndef LAYOUT_FONT_INT_H
#define LAYOUT_FONT_INT_H

#include "base/map.h"
#include "base/vec.h"
#include "base/yml.h"
#include "layout/font.h"

/* A font file's place, as fontconfig or fonts.yaml tells it. */
struct font_place {
    struct str path;
    uint32_t index;    /* within a collection */
    uint32_t instance; /* named instance of a variable font, from 1; 0 = none */
    bool bold;
    struct str family, package; /* package empty: not from fonts.yaml */
};

/* A character's own glyph, without shaping. Advances beyond int16 (32 em) are clamped. */
struct nominal {
    uint16_t gid; /* 0: the face lacks it */
    int16_t advance;
    int16_t trim_left, trim_right; /* -1: not measured yet */
};

#define NOMINAL_PAGE 256
struct nominal_page {
    struct nominal v[NOMINAL_PAGE];
    uint32_t known[NOMINAL_PAGE / 32];
};

struct face_own {
    struct face pub; /* first: a struct face * of this set is a struct face_own * */
    struct arena *a;
    struct nominal_page *pages[0x110000 / NOMINAL_PAGE];
};

struct font_slot {
    struct font_place place;
    struct face_own *face; /* NULL before its first use */
    bool broken;           /* could not be opened */
};

/* Faces asked in turn; the first is the main face. Empty before its first use. */
struct font_chain {
    VEC(uint32_t) slots;
    bool made;
};

struct shaper;

struct font_set {
    struct arena *a;
    struct diag *d;
    int64_t notes; /* how many sets of notes came before this one */
    struct font_finder *finder;
    const struct yml *conf;
    struct str conf_path;
    enum font_region region;
    VEC(struct font_slot) slots;
    VEC(struct face_own *) faces;
    struct font_chain chains[FAMILY_COUNT][2];
    struct map rescued;    /* character no chain has (UTF-8) -> 1 + slot, or 0 */
    struct shaper *shaper; /* made by the first paragraph, see shape.h */
};

/* font_find.c: the one user of fontconfig. */
struct font_finder *font_finder_open(struct arena *a, const struct str *dirs, size_t n_dirs);
/* The face of the family nearest regular or bold. False when the family, or a bold face of it, is
 * not installed. Static files win over variable ones, then the shorter path, then byte order. */
bool font_find(struct font_finder *f, struct str family, bool bold, struct font_place *out);
/* Any installed outline face with the character, first by path. */
bool font_find_code(struct font_finder *f, uint32_t code, struct font_place *out);

/* font_face.c. NULL when the file cannot be used; *why is then set when it cannot be read. */
struct face_own *font_face_open(struct arena *a, const struct font_place *place, struct str *why);
const struct nominal *font_nominal(const struct face *f, uint32_t code);
/* With trims. Zero for marks that are not about 1 em wide. */
const struct nominal *font_trims(const struct face *f, uint32_t code);

#endif
