/* nav: ways through the document: links, destinations, bookmarks, page labels. For pdf.c. */
#ifndef EMIT_PDF_NAV_H
#define EMIT_PDF_NAV_H

#include "emit/pdf/tags.h"

struct pdf_file;

/* The pages' objects, so that destinations can lead forward. */
struct pdf_nav {
    struct arena *a;
    struct pdf_file *file;
    const struct pages *pages;
    const uint32_t *page_ids; /* of all pages */
};

/* The annotation of an OP_LINK on the current page, and its place in the structure. A URI of
 * another scheme than http, https, mailto and obsidian makes none. */
void pdf_link(const struct pdf_nav *n, struct pdf_tags *tags, const struct op *op, mpt page_height);

/* Writes the bookmarks as late objects; the number of their root, 0 = there are none. */
uint32_t pdf_outlines_write(const struct pdf_nav *n);

/* Entries of the catalog: the page labels when any differs from the page's number, the named
 * destinations when there are any. */
void pdf_page_labels(const struct pdf_nav *n, struct buf *catalog);
void pdf_dest_names(const struct pdf_nav *n, struct buf *catalog);

#endif
