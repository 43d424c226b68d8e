/* pdf: the stages of a PDF file: pages, fonts, structure, catalog. A master is a file kept in
 * memory without its end; each of its pages draws a form, which every copy adds. */
#include "emit/pdf/pdf.h"

#include "emit/pdf/content.h"
#include "emit/pdf/file.h"
#include "emit/pdf/font.h"
#include "emit/pdf/meta.h"
#include "emit/pdf/nav.h"

struct writer {
    struct arena *a;
    const struct pages *pages;
    const struct pdf_options *options;
    struct pdf_file *file;
    struct pdf_cids cids;
    struct pdf_images images;
    struct pdf_tags *tags;
    struct pdf_content content;
    struct pdf_nav nav;
    uint32_t *forms; /* of a master: by page */
    bool grey;
};

struct pdf_master {
    struct writer w;
    struct str info;
};

static void draw_op(struct writer *w, const struct op *op, mpt height) {
    if (op->kind == OP_LINK)
        pdf_link(&w->nav, w->tags, op, height);
    else
        pdf_content_op(&w->content, op);
}

static void draw_under(struct writer *w, const struct page_under *under) {
    for (size_t i = 0; i < under->page->ops.n; i++) {
        struct op op = under->page->ops.v[i];
        op.tag += op.tag > 1 ? under->tags : 0;
        op.dest += op.dest >= 0 ? (int32_t)under->dests : 0;
        draw_op(w, &op, under->page->height);
    }
}

static void draw_page(struct writer *w, size_t i) {
    const struct page *page = w->pages->v.v[i];
    const char *name;
    pdf_content_begin(&w->content, page->height);
    if (page->under.page)
        draw_under(w, &page->under);
    for (size_t k = 0; k < page->ops.n; k++)
        draw_op(w, &page->ops.v[k], page->height);
    if (w->forms) {
        w->forms[i] = pdf_file_form(w->file, &name);
        pdf_content_form(&w->content, name);
    }
    pdf_content_end(&w->content);
    pdf_file_page_end(w->file, pdf_tags_key(w->tags), buf_get(&w->content.out));
}

/* All pages exist before the first is drawn: links lead forward. */
static void draw_pages(struct writer *w) {
    size_t n = w->pages->v.n;
    uint32_t *ids = arena_array(w->a, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        ids[i] = pdf_file_page(w->file, w->pages->v.v[i]->width, w->pages->v.v[i]->height);
    w->nav.page_ids = ids;
    for (size_t i = 0; i < n; i++) {
        pdf_file_page_begin(w->file, ids[i]);
        pdf_tags_page(w->tags, ids[i]);
        draw_page(w, i);
    }
}

/* The catalog's own entries. */
static struct str finish_body(struct writer *w) {
    struct buf catalog = buf_in(w->a);
    pdf_meta_catalog(w->a, w->file, w->pages, w->options, &catalog);
    pdf_page_labels(&w->nav, &catalog);
    pdf_dest_names(&w->nav, &catalog);
    uint32_t outlines = pdf_outlines_write(&w->nav);
    if (outlines)
        buf_printf(&catalog, "/Outlines %u 0 R", outlines);
    buf_printf(&catalog, "/StructTreeRoot %u 0 R", pdf_tags_write(w->tags, w->file));
    return buf_get(&catalog);
}

static void open_content(struct writer *w) {
    w->content = (struct pdf_content){.out = buf_in(w->a),
                                      .file = w->file,
                                      .cids = &w->cids,
                                      .images = &w->images,
                                      .tags = w->tags,
                                      .grey = w->grey,
                                      .no_private = w->options->pdfa != 0};
}

/* Everything before the catalog. False after reporting. */
static bool write_body(struct writer *w, struct fs_out *out, struct diag *d) {
    if (w->pages->v.n == 0)
        fail_raise(arena_failure(w->a), "a PDF file needs a page");
    w->file = pdf_file_open(w->a, out, w->pages->v.n, w->options->threads);
    w->cids = pdf_cids_in(w->a, NULL);
    w->images = pdf_images_in(w->a, w->file);
    w->tags = pdf_tags_make(w->a, w->pages);
    w->nav = (struct pdf_nav){.a = w->a, .file = w->file, .pages = w->pages};
    open_content(w);
    draw_pages(w);
    if (!pdf_fonts_allowed(&w->cids, d))
        return false;
    pdf_fonts_write(w->a, w->file, &w->cids, MAX(w->options->threads, 1u));
    return true;
}

static bool write_pages(struct arena *a, const struct pages *pages, const struct pdf_options *o,
                        struct fs_out *out, struct diag *d) {
    struct writer w = {.a = a, .pages = pages, .options = o, .grey = pages->grey};
    if (!write_body(&w, out, d))
        return false;
    pdf_file_finish(w.file, finish_body(&w), pdf_meta_info(a, pages, o));
    return true;
}

bool pdf_write(struct arena *a, const struct pages *pages, const struct pdf_options *o,
               struct fs_out *out, struct diag *d) {
    struct arena **mine = arena_hold(a);
    bool done = write_pages(*mine, pages, o, out, d);
    arena_release(mine);
    return done;
}

/* ---- copies ---- */

const struct pdf_master *pdf_master_make(struct arena *a, const struct pages *pages,
                                         const struct pdf_options *o, struct diag *d) {
    struct pdf_master *m = arena_new(a, struct pdf_master);
    m->w = (struct writer){.a = a, .pages = pages, .options = o, .grey = pages->grey};
    m->w.forms = arena_array(a, uint32_t, pages->v.n);
    if (!write_body(&m->w, NULL, d))
        return NULL;
    pdf_file_keep(m->w.file, finish_body(&m->w));
    m->info = pdf_meta_info(a, pages, o);
    return m;
}

static void draw_form(struct writer *w, const struct pdf_master *m, size_t i,
                      const struct page *over) {
    const struct page *page = m->w.pages->v.v[i];
    pdf_file_form_begin(w->file);
    pdf_content_begin(&w->content, page->height);
    for (size_t k = 0; k < over->ops.n; k++)
        pdf_content_op(&w->content, &over->ops.v[k]);
    pdf_content_end(&w->content);
    pdf_file_form_end(w->file, m->w.forms[i], page->width, page->height, buf_get(&w->content.out));
}

static bool write_copy(struct arena *a, const struct pdf_master *m, struct page *const *over,
                       struct fs_out *out, struct diag *d) {
    struct writer w = {.a = a, .options = m->w.options, .grey = m->w.grey};
    w.file = pdf_file_resume(a, out, m->w.file);
    w.cids = pdf_cids_in(a, &m->w.cids);
    open_content(&w);
    for (size_t i = 0; i < m->w.pages->v.n; i++)
        draw_form(&w, m, i, over[i]);
    if (!pdf_fonts_allowed(&w.cids, d))
        return false;
    pdf_fonts_write(a, w.file, &w.cids, 1);
    pdf_file_copy_finish(w.file, m->info);
    return true;
}

bool pdf_copy_write(struct arena *a, const struct pdf_master *m, struct page *const *over,
                    struct fs_out *out, struct diag *d) {
    struct arena_mark before = arena_mark(a);
    bool done = write_copy(a, m, over, out, d);
    arena_reset(a, before);
    return done;
}

void pdf_master_rest(const struct pdf_master *m) {
    for (size_t i = 0; i < m->w.cids.fonts.n; i++)
        font_rest(m->w.cids.fonts.v[i].face);
}
