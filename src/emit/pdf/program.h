/* program: the font programs embedded in the file, made from the codes of one font. Their advances
 * are exactly the widths the codes declare. For font.c. */
#ifndef EMIT_PDF_PROGRAM_H
#define EMIT_PDF_PROGRAM_H

#include "base/buf.h"
#include "emit/pdf/cid.h"

/* A CID-keyed CFF (Adobe Technical Note 5176) written from outlines: the glyph's index is its code.
 * Works for every face HarfBuzz can draw. Owned by `a`. */
struct str pdf_program_cff(struct arena *a, const struct pdf_font *font, struct str name);

/* A TrueType program: the face's own glyphs, twins as composites of them. *glyph_of
 * gets two bytes for each code, its glyph (PDF's CIDToGIDMap). Empty when the face's tables do not
 * allow it; then the CFF form still works. Owned by `a`. */
struct str pdf_program_glyf(struct arena *a, const struct pdf_font *font, struct str *glyph_of);

/* Glyphs lie far apart in a font file, and the system maps 64 KB around each: without a rest now
 * and then, a few hundred of them hold all of a file of 16 MB in memory. */
#define PDF_GLYPHS_UNTIL_REST 256
/* Fonts with no more glyphs than a copy's names need are made by the thousand: resting after each
 * would take longer than making it. */
#define PDF_GLYPHS_OF_A_NAME 32

/* The width most codes of the font have. */
int pdf_common_width(struct arena *a, const struct pdf_font *font);

/* Height of the box drawn for characters that no font has, when .notdef itself is empty. */
#define PDF_BOX_HEIGHT 700

#endif
