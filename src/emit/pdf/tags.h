/* tags: the structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): which stretch of a page's
 * content belongs to which tag of the pages, and back again.
 *
 * Elements are compact records, written as text once all pages are drawn; there may be a hundred
 * thousand of them. Terms: element = a tag as the file has it; kid = what an element holds, in
 * order: elements, marked stretches of content (MCID), annotations; key = a number of the parent
 * tree, which leads from content to elements. */
#ifndef EMIT_PDF_TAGS_H
#define EMIT_PDF_TAGS_H

#include "layout/page.h"

struct pdf_tags;
struct pdf_file;

/* Elements for the tags that are used: those with content at or below them, the document, and every
 * cell of a table in use. Heading levels are kept from skipping (14289-1, 7.4.2), as they may when
 * a reader's copy of the pages leaves out a heading. */
struct pdf_tags *pdf_tags_make(struct arena *a, const struct pages *pages);

/* What follows is on this page (its object), the next one. */
void pdf_tags_page(struct pdf_tags *t, uint32_t page);
/* The page's key, and how many stretches it has so far. */
int32_t pdf_tags_key(const struct pdf_tags *t);

/* A new stretch of content of the tag: its MCID. */
uint32_t pdf_tags_mark(struct pdf_tags *t, uint32_t tag);
/* What its next stretch is extracted as: a formula as the TeX it comes from, its glyphs in a row
 * say something else; nothing in a further stretch, on another page. False for other tags. */
bool pdf_tags_replacement(const struct pdf_tags *t, uint32_t tag, struct str *text);
/* The type of the tag's element, as marked content names it: "P", "H2". */
const char *pdf_tags_type(const struct pdf_tags *t, uint32_t tag);
/* An annotation (its object) in the tag's element, which becomes or gets a Link: its key. */
int32_t pdf_tags_annotation(struct pdf_tags *t, uint32_t tag, uint32_t annotation);
/* Ink of a tag on the page, in the page's own coordinates (mpt, y up): a figure tells its bounds.
 */
void pdf_tags_ink(struct pdf_tags *t, uint32_t tag, mpt x0, mpt y0, mpt x1, mpt y1);
/* Text of a tag: a list item's label tells how the list counts. */
void pdf_tags_label(struct pdf_tags *t, uint32_t tag, struct str text);

/* Writes tree and parent tree as late objects; the number of the root. */
uint32_t pdf_tags_write(struct pdf_tags *t, struct pdf_file *file);

#endif
