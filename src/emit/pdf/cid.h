/* cid: character codes of the document's fonts. A code (CID) stands for a glyph as it is drawn, as
 * wide as the font program itself says (ISO 14289-1, 7.21.5), and for the text a reader extracts.
 *
 * Terms: natural width = the advance in the source font; twin = a copy of a glyph, its ink moved
 * by dx, whose advance is really another: a halved comma, a stretched space. Without twins readers
 * that go by geometry (poppler, MuPDF, pdfminer) break lines at halved marks and see spaces where
 * a line is stretched. gap = white between two glyphs that such a reader may take for a blank, as
 * between Chinese and Latin; it stays between them, as typesetters leave it, and a replacement text
 * (14.9.4) says that there is no blank. All lengths are in 1/1000 em. */
#ifndef EMIT_PDF_CID_H
#define EMIT_PDF_CID_H

#include "base/vec.h"
#include "layout/page.h"

#define PDF_GID_MISSING UINT32_MAX /* struct glyph's: no font has the character */

/* How a glyph is put on the line: declared width and place of the ink. */
struct pdf_fit {
    int16_t dx;     /* of the twin's ink; 0 for the glyph itself */
    uint16_t width; /* declared */
};

/* The fit for a glyph of natural width that is to be drawn dx off its origin and followed at
 * `advance`; a blank has no ink. What the fit leaves over is for the TJ operator. */
struct pdf_fit pdf_fit(int natural, int dx, int advance, bool is_blank);

/* What one code of a font stands for. */
struct pdf_cid {
    uint32_t gid; /* or PDF_GID_MISSING */
    struct pdf_fit fit;
    struct str text; /* UTF-8, not empty */
};

struct pdf_made;
struct pdf_file;

/* One font of the file: a face, or the next 65,535 codes of one. */
struct pdf_font {
    const struct face *face;
    uint32_t id;              /* its object, 0 = not used so far */
    bool written;             /* it takes no new codes */
    VEC(struct pdf_cid) cids; /* [0] is .notdef, never shown */
};

struct pdf_code {
    uint16_t font; /* index into pdf_cids.fonts */
    uint16_t cid;
};

struct pdf_cids {
    struct arena *a;
    const struct pdf_cids *base; /* codes of the file a copy goes on from; its fonts come first */
    VEC(struct pdf_font) fonts;
    struct pdf_code *slots; /* hash table of the codes that are not in base, cid 0 = free */
    size_t n_slots, n_codes;
};

/* An empty table, or one that goes on from `base` (which may be NULL and is not changed). */
struct pdf_cids pdf_cids_in(struct arena *a, const struct pdf_cids *base);
/* The code of a glyph of the face, made on first use. text must live as long as the table. */
struct pdf_code pdf_cid(struct pdf_cids *c, const struct face *face, uint32_t gid,
                        struct pdf_fit fit, struct str text);
/* The object of a font, numbered on first use. */
uint32_t pdf_font_id(struct pdf_cids *c, uint16_t font, struct pdf_file *file);
/* Natural width of a glyph; of .notdef for PDF_GID_MISSING. */
int pdf_natural(const struct face *face, uint32_t gid);

/* The glyphs of a run one after the other with their codes. Gaps are left to the TJ operator; at
 * the ends of a run, where no replacement text can reach over them, they are part of a twin. */
struct pdf_next {
    struct glyph g;
    int natural;
    struct str text;
    bool blank;
};
struct pdf_walk {
    struct pdf_cids *cids;
    const struct glyph_run *run;
    struct glyph_walk rest;
    struct pdf_next next;
    bool no_private, has_next;
    bool gap; /* before the next glyph */
};
struct pdf_shown {
    struct glyph g;
    struct pdf_code code;
    struct pdf_fit fit;
    bool gap_before, gap_after;
};
/* With no_private, characters for private use are extracted as a box. */
struct pdf_walk pdf_walk(struct pdf_cids *c, const struct glyph_run *run, bool no_private);
/* False after the last one. */
bool pdf_walk_next(struct pdf_walk *w, struct pdf_shown *out);

#endif
