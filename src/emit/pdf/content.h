/* content: a page's ops as a content stream (ISO 32000-1, chapters 8, 9 and 14.6). For pdf.c.
 *
 * Operators are written only when the state they set changes: colour, line width, dash, font. Every
 * stretch of ops of one tag is one marked-content sequence; a text object never reaches across its
 * border. */
#ifndef EMIT_PDF_CONTENT_H
#define EMIT_PDF_CONTENT_H

#include "emit/pdf/cid.h"
#include "emit/pdf/image.h"
#include "emit/pdf/tags.h"

struct pdf_file;

struct pdf_content {
    struct buf out;
    struct pdf_file *file;
    struct pdf_cids *cids;
    struct pdf_images *images;
    struct pdf_tags *tags;
    bool grey;       /* colours are drawn as grey */
    bool no_private; /* private-use characters are extracted as U+25A1 */
    mpt height;      /* of the page */
    /* What the stream has set so far. */
    struct color fill, stroke;
    mpt thick, dash[2];
    uint32_t font; /* index into cids.fonts, UINT32_MAX = none */
    mpt size;
    bool in_text;
    bool is_upright; /* the text object's matrix only moves: to here, from the page's foot */
    mpt line_x, line_y;
    bool in_mark;
    uint32_t mark;    /* the tag, 0 = artifact */
    bool is_replaced; /* the mark holds another, with a text to extract instead of its glyphs' */
    bool mark_is_running; /* the artifact is text that belongs to the page: header, footer */
};

/* Begins the next page's content. out is emptied. */
void pdf_content_begin(struct pdf_content *c, mpt height);
/* Draws an op (OP_LINK draws nothing). */
void pdf_content_op(struct pdf_content *c, const struct op *op);
/* Draws a form by its name. */
void pdf_content_form(struct pdf_content *c, const char *name);
void pdf_content_end(struct pdf_content *c);

/* For text_run.c. */
void pdf_content_fill_color(struct pdf_content *c, struct color color);
void pdf_content_open_text(struct pdf_content *c);
/* Opens marked content that is extracted as the text (poppler looks for it in a Span only). */
void pdf_content_replace(struct pdf_content *c, struct str text);
void pdf_content_run(struct pdf_content *c, const struct glyph_run *run, mpt x, mpt y);

#endif
