/* file: the objects of one PDF file on their way to disk. The only user of libharu in this folder,
 * and of no more of it than its objects: pages, page tree, dictionaries, cross-reference numbers.
 *
 * Streams (page contents, pictures, fonts) are written the moment they are given, so that memory
 * holds dictionaries only. Everything else is packed into object streams at the end, followed by a
 * cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
 *
 * Two kinds of objects: those libharu numbers (pdf_file_new, pages), and after the last of them
 * `late` objects, numbered in blocks and written one after the other (structure elements,
 * bookmarks): they cost no memory at all. Terms: body = what stands between << and >>; form = a
 * page's content that each copy of a file has another of (a form XObject, 8.10). */
#ifndef EMIT_PDF_FILE_H
#define EMIT_PDF_FILE_H

#include "base/buf.h"
#include "base/fs.h"

struct pdf_file;

/* Begins a file of n_pages pages; without `out` it is kept for copies. Owned by `a`, which also
 * closes libharu's document. Failures of libharu (memory, limits) raise the failure of `a`; those
 * of `out` stay with it. */
struct pdf_file *pdf_file_open(struct arena *a, struct fs_out *out, size_t n_pages,
                               unsigned threads);

/* Begins a copy of a file that was kept, its bytes first: new objects, forms and fonts follow. */
struct pdf_file *pdf_file_resume(struct arena *a, struct fs_out *out, const struct pdf_file *kept);

/* The number of a new object, to be given its value by one of the next three. */
uint32_t pdf_file_new(struct pdf_file *f);
/* A dictionary; body must live as long as the file. */
void pdf_file_dict(struct pdf_file *f, uint32_t id, struct str body);
/* A stream, with `bytes` already encoded as the /Filter in `body` says. */
void pdf_file_stream(struct pdf_file *f, uint32_t id, struct str body, struct str bytes);
/* A stream that is deflated here. */
void pdf_file_deflate(struct pdf_file *f, uint32_t id, struct str body, struct str bytes);

/* Adds a page (sizes in mpt); its object number. Every page is begun and ended once, in order. */
uint32_t pdf_file_page(struct pdf_file *f, mpt width, mpt height);
/* Makes the page the current one. */
void pdf_file_page_begin(struct pdf_file *f, uint32_t page);
/* The name of a font or picture among the current page's resources: "F1", "X2". */
const char *pdf_file_font_name(struct pdf_file *f, uint32_t font);
const char *pdf_file_image_name(struct pdf_file *f, uint32_t image);
/* Adds an annotation to the current page. */
void pdf_file_annotation(struct pdf_file *f, uint32_t annotation);
/* A form on the current page: its number; *name is its name among the page's resources. */
uint32_t pdf_file_form(struct pdf_file *f, const char **name);
/* Of a copy: begins a form, whose fonts are named as a page's are; ends it with its content. */
void pdf_file_form_begin(struct pdf_file *f);
void pdf_file_form_end(struct pdf_file *f, uint32_t form, mpt width, mpt height,
                       struct str content);
/* Ends the current page; its /StructParents key and its content. */
void pdf_file_page_end(struct pdf_file *f, int32_t struct_parents, struct str content);

/* Numbers for n late objects in a row: the first. No pdf_file_new after this. */
uint32_t pdf_file_late(struct pdf_file *f, size_t n);
/* Begins the late object id: append its whole text to the buf returned, then end it. */
struct buf *pdf_file_begin(struct pdf_file *f, uint32_t id);
void pdf_file_end(struct pdf_file *f);

/* What is left: the catalog with `catalog` added to its body, /Info, all dictionaries, the
 * cross-reference stream. `out` is not committed. */
void pdf_file_finish(struct pdf_file *f, struct str catalog, struct str info);
/* The same for a file opened without `out`, but for what copies end with. */
void pdf_file_keep(struct pdf_file *f, struct str catalog);
/* Ends a copy. */
void pdf_file_copy_finish(struct pdf_file *f, struct str info);

#endif
