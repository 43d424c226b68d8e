/* font: families of fonts/fonts.yaml found on this system, opened once, with fallback per
 * character. For layout and for emit/pdf (which embeds the faces). Terms: family = a design (sans,
 * serif, kai …), face = one font file + index (+ weight), chain = faces asked in turn for a
 * character. */
#ifndef LAYOUT_FONT_H
#define LAYOUT_FONT_H

#include "base/diag.h"

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;

enum font_family { FAMILY_SANS, FAMILY_SERIF, FAMILY_KAI, FAMILY_MONO, FAMILY_MATH, FAMILY_COUNT };

/* Which regional forms Han characters take. */
enum font_region { REGION_SC, REGION_TC, REGION_HK, REGION_JP, REGION_KR, REGION_COUNT };

struct face {
    uint16_t id;     /* 0.., in order of first use */
    struct str path; /* of the font file */
    struct str file; /* its bytes, mapped by fs_map */
    uint32_t index;  /* within a collection */
    struct str postscript_name;
    hb_face_t *hb_face; /* closed with the font set's arena */
    hb_font_t *hb_font; /* scale = units_per_em; variable fonts: instance applied */
    uint32_t units_per_em;
    bool is_cff; /* CFF or CFF2 outlines, else glyf */
    bool bold;
    /* in 1/1000 em, descent negative */
    int ascent, descent, cap_height, x_height, underline_at, underline_thick;
};

struct font_set;

/* The system's fonts, read by fontconfig: takes as long as a page. By any thread; closed with `a`.
 */
struct font_config;
struct font_config *font_config_read(struct arena *a);

struct font_options {
    struct str data_dir;         /* holds fonts/fonts.yaml */
    const struct str *font_dirs; /* --font-dir: searched first */
    size_t n_font_dirs;
    enum font_region region;
    struct font_config *config; /* outlives the set; NULL: read here */
};

/* Reads fonts.yaml and finds the families. NULL after reporting what to install when sans regular
 * or bold is not to be had; other families fall back to sans. Faces are opened when first used, in
 * memory of the set's own that is given back with `caller`. One thread at a time uses a set. */
struct font_set *font_set_open(struct arena *caller, const struct font_options *o, struct diag *d);

/* Another set of the same faces, for another thread. Closed before `s`. */
struct font_set *font_set_beside(struct arena *caller, const struct font_set *s);

/* For the next notes, or the next thread: what is missed is reported to `d`, anew. Fails as `d`
 * does. */
void font_set_reuse(struct font_set *s, struct diag *d);

/* The main face of a family. Never NULL after a successful open. */
const struct face *font_main(struct font_set *s, enum font_family family, bool bold);

/* The first face of the family's chain that has `code` (the main face when it is a control, a
 * joiner or a variation selector). NULL when no font has it: then print a box (missing glyph). */
const struct face *font_for(struct font_set *s, enum font_family family, bool bold, uint32_t code);

/* Natural advance of a glyph in 1/1000 em, as PDF declares it. */
int font_advance(const struct face *f, uint32_t gid);

/* Gives back the memory that holds parts of the face's file: after work that looked at many glyphs,
 * which lie far apart. They are read again when needed. */
void font_rest(const struct face *f);

/* Lists families, faces, paths and where each comes from, a line each (for `crib fonts`). */
void font_list(struct font_set *s, struct buf *out);

#endif
