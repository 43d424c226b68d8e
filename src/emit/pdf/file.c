/* file: libharu's objects (pages, page tree, numbers) and the sink that writes them. libharu's own
 * save is not used: it knows no object streams and does not notice a full disk. Its errors stick
 * to the document, so one look after each step finds them all. */
#include "emit/pdf/file.h"

#include "emit/pdf/sink.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

/* libharu's arrays end at 32,767 items; readers find a page faster in a tree than in one list. */
#define PAGES_PER_NODE 256

struct pdf_file {
    struct arena *a;
    struct pdf_sink sink;
    HPDF_Doc doc; /* NULL: a copy, whose objects are numbered and written at once */
    uint32_t root;
    VEC(uint32_t) form_fonts; /* of the form being drawn */
    HPDF_Page page;           /* the current one */
    HPDF_Array annotations;   /* of the current page, NULL = none yet */
    HPDF_Stream into_bodies;  /* libharu writes dictionaries to the sink's object streams by it */
};

static void check(struct pdf_file *f) {
    HPDF_STATUS error = HPDF_GetError(f->doc);
    if (error == HPDF_FAILD_TO_ALLOC_MEM)
        fail_raise(arena_failure(f->a), "libharu: out of memory");
    if (error)
        fail_raise(arena_failure(f->a), "libharu: error 0x%04lX, detail %lu", error,
                   HPDF_GetErrorDetail(f->doc));
}

static void *checked(struct pdf_file *f, void *object) {
    check(f);
    if (!object)
        fail_raise(arena_failure(f->a), "libharu: out of memory");
    return object;
}

static void free_doc(void *doc) {
    HPDF_Free(doc);
}

static void free_stream(void *stream) {
    HPDF_Stream_Free(stream);
}

static HPDF_STATUS write_body(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n) {
    buf_bytes(stream->attr, p, n);
    return HPDF_OK;
}

struct pdf_file *pdf_file_open(struct arena *a, struct fs_out *out, size_t n_pages,
                               unsigned threads) {
    struct pdf_file *f = arena_new(a, struct pdf_file);
    f->a = a;
    f->doc = HPDF_New(NULL, NULL);
    if (!f->doc)
        fail_raise(arena_failure(a), "libharu: out of memory");
    arena_defer(a, free_doc, f->doc);
    if (n_pages > PAGES_PER_NODE)
        HPDF_SetPagesConfiguration(f->doc, PAGES_PER_NODE);
    pdf_sink_open(&f->sink, a, out, threads);
    f->into_bodies = checked(f, HPDF_CallbackWriter_New(f->doc->mmgr, write_body, &f->sink.bodies));
    arena_defer(a, free_stream, f->into_bodies);
    return f;
}

struct pdf_file *pdf_file_resume(struct arena *a, struct fs_out *out, const struct pdf_file *kept) {
    struct pdf_file *f = arena_new(a, struct pdf_file);
    f->a = a;
    f->root = kept->root;
    pdf_sink_resume(&f->sink, a, out, &kept->sink);
    return f;
}

static uint32_t number_of(const void *object) {
    return ((const HPDF_Obj_Header *)object)->obj_id & 0xFFFFFFu;
}

static void *object_of(struct pdf_file *f, uint32_t id) {
    return HPDF_Xref_GetEntry(f->doc->xref, id)->obj;
}

uint32_t pdf_file_new(struct pdf_file *f) {
    if (!f->doc)
        return f->sink.next++;
    HPDF_Dict dict = checked(f, HPDF_Dict_New(f->doc->mmgr));
    HPDF_Xref_Add(f->doc->xref, dict);
    check(f);
    return number_of(dict);
}

static HPDF_STATUS write_text(HPDF_Dict dict, HPDF_Stream stream) {
    const struct str *body = dict->attr;
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)body->p, (HPDF_UINT)body->n);
}

/* Text goes where libharu lets a dictionary write more than it knows. */
static void set_body(struct pdf_file *f, HPDF_Dict dict, struct str body) {
    struct str *kept = arena_new(f->a, struct str);
    *kept = body;
    dict->attr = kept;
    dict->write_fn = write_text;
}

void pdf_file_dict(struct pdf_file *f, uint32_t id, struct str body) {
    if (f->doc) {
        set_body(f, object_of(f, id), body);
        return;
    }
    struct buf *b = pdf_sink_begin(&f->sink, id);
    buf_c(b, "<<");
    buf_str(b, body);
    buf_c(b, ">>");
    pdf_sink_pack(&f->sink);
}

void pdf_file_stream(struct pdf_file *f, uint32_t id, struct str body, struct str bytes) {
    pdf_sink_stream(&f->sink, id, body, bytes);
}

void pdf_file_deflate(struct pdf_file *f, uint32_t id, struct str body, struct str bytes) {
    pdf_sink_deflate(&f->sink, id, body, bytes);
}

uint32_t pdf_file_page(struct pdf_file *f, mpt width, mpt height) {
    HPDF_Page page = checked(f, HPDF_AddPage(f->doc));
    HPDF_Page_SetWidth(page, (HPDF_REAL)((double)width / 1000));
    HPDF_Page_SetHeight(page, (HPDF_REAL)((double)height / 1000));
    /* Obsolete since PDF 1.4 (14.2), and a kilobyte of memory for each page. */
    HPDF_Dict resources = HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT);
    HPDF_Dict_RemoveElement(resources, "ProcSet");
    check(f);
    return number_of(page);
}

void pdf_file_page_begin(struct pdf_file *f, uint32_t page) {
    f->page = object_of(f, page);
    f->annotations = NULL;
}

/* A form names a font by its object. */
static const char *form_font_name(struct pdf_file *f, uint32_t font) {
    size_t i = 0;
    while (i < f->form_fonts.n && f->form_fonts.v[i] != font)
        i++;
    if (i == f->form_fonts.n)
        vec_push(f->a, &f->form_fonts, font);
    return str_format(f->a, "F%u", font).p;
}

const char *pdf_file_font_name(struct pdf_file *f, uint32_t font) {
    if (!f->doc)
        return form_font_name(f, font);
    HPDF_Dict dict = object_of(f, font);
    dict->header.obj_class = HPDF_OCLASS_DICT | HPDF_OSUBCLASS_FONT;
    return checked(f, (void *)HPDF_Page_GetLocalFontName(f->page, dict));
}

const char *pdf_file_image_name(struct pdf_file *f, uint32_t image) {
    HPDF_Dict dict = object_of(f, image);
    dict->header.obj_class = HPDF_OCLASS_DICT | HPDF_OSUBCLASS_XOBJECT;
    return checked(f, (void *)HPDF_Page_GetXObjectName(f->page, dict));
}

void pdf_file_annotation(struct pdf_file *f, uint32_t annotation) {
    if (!f->annotations) {
        f->annotations = checked(f, HPDF_Array_New(f->doc->mmgr));
        HPDF_Dict_Add(f->page, "Annots", f->annotations);
        check(f);
    }
    HPDF_Array_Add(f->annotations, object_of(f, annotation));
    check(f);
}

uint32_t pdf_file_form(struct pdf_file *f, const char **name) {
    uint32_t id = pdf_file_new(f);
    *name = pdf_file_image_name(f, id);
    return id;
}

void pdf_file_form_begin(struct pdf_file *f) {
    f->form_fonts.n = 0;
}

void pdf_file_form_end(struct pdf_file *f, uint32_t form, mpt width, mpt height,
                       struct str content) {
    struct buf body = buf_in(f->a);
    buf_c(&body, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    buf_fixed(&body, width, 3);
    buf_byte(&body, ' ');
    buf_fixed(&body, height, 3);
    buf_c(&body, "]/Resources<<");
    if (f->form_fonts.n)
        buf_c(&body, "/Font<<");
    for (size_t i = 0; i < f->form_fonts.n; i++)
        buf_printf(&body, "/F%u %u 0 R", f->form_fonts.v[i], f->form_fonts.v[i]);
    buf_c(&body, f->form_fonts.n ? ">>>>" : ">>");
    pdf_sink_stream(&f->sink, form, buf_get(&body), content);
}

void pdf_file_page_end(struct pdf_file *f, int32_t struct_parents, struct str content) {
    HPDF_Dict_AddNumber(f->page, "StructParents", struct_parents);
    HPDF_Dict_AddName(f->page, "Tabs", "S"); /* ISO 14289-1, 7.18.3 */
    check(f);
    HPDF_PageAttr attr = f->page->attr;
    pdf_sink_deflate(&f->sink, number_of(attr->contents), (struct str){0}, content);
}

uint32_t pdf_file_late(struct pdf_file *f, size_t n) {
    if (!f->sink.next)
        f->sink.next = f->doc->xref->start_offset + f->doc->xref->entries->count;
    uint32_t first = f->sink.next;
    f->sink.next += (uint32_t)n;
    return first;
}

struct buf *pdf_file_begin(struct pdf_file *f, uint32_t id) {
    return pdf_sink_begin(&f->sink, id);
}

void pdf_file_end(struct pdf_file *f) {
    pdf_sink_pack(&f->sink);
}

/* What libharu holds beside dictionaries is the lengths of the page contents, which are written.
 * Forms have no body: copies write them. */
static bool is_left(const struct pdf_file *f, uint32_t id, const HPDF_Obj_Header *object) {
    if ((object->obj_class & HPDF_OSUBCLASS_XOBJECT) == HPDF_OSUBCLASS_XOBJECT)
        return false;
    return (object->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && !pdf_sink_has(&f->sink, id);
}

static void pack_dictionaries(struct pdf_file *f) {
    uint32_t n = f->doc->xref->entries->count;
    for (uint32_t id = 1; id < n; id++) {
        void *object = object_of(f, id);
        if (!is_left(f, id, object))
            continue;
        pdf_sink_begin(&f->sink, id);
        HPDF_Obj_WriteValue(object, f->into_bodies, NULL);
        pdf_sink_pack(&f->sink);
    }
    check(f);
}

static void finish_objects(struct pdf_file *f, struct str catalog) {
    pdf_file_late(f, 0);
    set_body(f, f->doc->catalog, catalog);
    f->root = number_of(f->doc->catalog);
    pack_dictionaries(f);
}

void pdf_file_finish(struct pdf_file *f, struct str catalog, struct str info) {
    finish_objects(f, catalog);
    pdf_sink_finish(&f->sink, f->root, info);
}

void pdf_file_keep(struct pdf_file *f, struct str catalog) {
    finish_objects(f, catalog);
    pdf_sink_flush(&f->sink);
}

void pdf_file_copy_finish(struct pdf_file *f, struct str info) {
    pdf_sink_finish(&f->sink, f->root, info);
}
