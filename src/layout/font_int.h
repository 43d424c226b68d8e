/* font_int: what font sets keep beside the public faces. Only for font*.c and shape.c.
 *
 * Sets that stand beside each other share a library: faces, and the chains that lead to them. What
 * it holds is added under its lock and is never changed or moved, so that it is read without.
 *
 * Terms: slot = a face that may be opened when a character asks for it; trim = the part of a
 * full-width mark's advance that holds no ink and may be taken away on that side (clreq,
 * "Punctuation Width Adjustment"), measured on the outline, since many fonts have no `halt`. */
#ifndef LAYOUT_FONT_INT_H
#define LAYOUT_FONT_INT_H

#include "base/jobs.h"
#include "base/map.h"
#include "base/vec.h"
#include "base/yml.h"
#include "layout/font.h"

#include <stdatomic.h>

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
    _Atomic uint64_t v[NOMINAL_PAGE]; /* packed; 0: not looked up yet */
};

struct face_own {
    struct face pub; /* first: a struct face * of a library is a struct face_own * */
    _Atomic(struct nominal_page *) pages[0x110000 / NOMINAL_PAGE]; /* of calloc */
};

struct font_slot {
    struct font_place place;
    _Atomic(struct face_own *) face; /* NULL before its first use */
    atomic_bool broken;              /* could not be opened */
};

/* Faces asked in turn; the first is the main face. */
struct font_chain {
    VEC(struct font_slot *) slots;
    atomic_bool made; /* before: empty */
};

struct font_library {
    struct arena *a; /* the lock's */
    struct jobs_lock *lock;
    struct font_finder *finder;
    const struct yml *conf;
    enum font_region region;
    VEC(struct font_slot *) slots;
    uint16_t n_faces;
    struct font_chain chains[FAMILY_COUNT][2];
    struct map rescued; /* character no chain has (UTF-8) -> slot, or NULL */
};

struct shaper;

struct font_set {
    struct arena *a;
    struct diag *d;
    int64_t notes; /* how many sets of notes came before this one */
    struct font_library *library;
    struct shaper *shaper; /* made by the first paragraph, see shape.h */
};

/* font_find.c: the one user of fontconfig. */
struct font_finder *font_finder_open(struct arena *a, struct font_config *config,
                                     const struct str *dirs, size_t n_dirs);
/* The face of the family nearest regular or bold. False when the family, or a bold face of it, is
 * not installed. Static files win over variable ones, then the shorter path, then byte order. */
bool font_find(struct font_finder *f, struct str family, bool bold, struct font_place *out);
/* Any installed outline face with the character, first by path. */
bool font_find_code(struct font_finder *f, uint32_t code, struct font_place *out);

/* font_face.c. NULL when the file cannot be used; *why is then set when it cannot be read. */
struct face_own *font_face_open(struct arena *a, const struct font_place *place, struct str *why);
struct nominal font_nominal(const struct face *f, uint32_t code);
/* With trims. Zero for marks that are not about 1 em wide. */
struct nominal font_trims(const struct face *f, uint32_t code);

#endif
