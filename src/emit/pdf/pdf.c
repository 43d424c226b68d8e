/* pdf: the stages of a PDF file: pages, fonts, structure, catalog. */
#include "emit/pdf/pdf.h"

#include "emit/pdf/content.h"
#include "emit/pdf/file.h"
#include "emit/pdf/font.h"
#include "emit/pdf/meta.h"
#include "emit/pdf/nav.h"
#include "emit/pdf/pool.h"

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
};

static void draw_page(struct writer *w, const struct page *page) {
    pdf_content_begin(&w->content, page->height);
    for (size_t i = 0; i < page->ops.n; i++) {
        const struct op *op = &page->ops.v[i];
        if (op->kind == OP_LINK)
            pdf_link(&w->nav, w->tags, op, page->height);
        else
            pdf_content_op(&w->content, op);
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
        draw_page(w, w->pages->v.v[i]);
    }
}

static void finish(struct writer *w) {
    struct buf catalog = buf_in(w->a);
    pdf_meta_catalog(w->a, w->file, w->pages, w->options, &catalog);
    pdf_page_labels(&w->nav, &catalog);
    pdf_dest_names(&w->nav, &catalog);
    uint32_t outlines = pdf_outlines_write(&w->nav);
    if (outlines)
        buf_printf(&catalog, "/Outlines %u 0 R", outlines);
    buf_printf(&catalog, "/StructTreeRoot %u 0 R", pdf_tags_write(w->tags, w->file));
    pdf_file_finish(w->file, buf_get(&catalog), pdf_meta_info(w->a, w->pages, w->options));
}

static bool write_pages(struct arena *a, const struct pages *pages, const struct pdf_options *o,
                        struct fs_out *out, struct diag *d) {
    struct writer w = {.a = a, .pages = pages, .options = o};
    w.file = pdf_file_open(a, out, pages->v.n);
    w.cids = pdf_cids_in(a, o->pool ? &o->pool->cids : NULL);
    w.images = pdf_images_in(a, w.file);
    w.tags = pdf_tags_make(a, pages);
    w.nav = (struct pdf_nav){.a = a, .file = w.file, .pages = pages};
    w.content = (struct pdf_content){.out = buf_in(a),
                                     .file = w.file,
                                     .cids = &w.cids,
                                     .images = &w.images,
                                     .tags = w.tags,
                                     .grey = pages->grey,
                                     .no_private = o->pdfa != 0};
    draw_pages(&w);
    if (!pdf_fonts_allowed(&w.cids, d))
        return false;
    pdf_fonts_write(a, w.file, &w.cids, MAX(o->threads, 1u));
    finish(&w);
    return true;
}

/* An arena that closes on return or with the caller's, whichever comes first. */
static void close_held(void *held) {
    struct arena **a = held;
    arena_close(*a);
    *a = NULL;
}

bool pdf_write(struct arena *a, const struct pages *pages, const struct pdf_options *o,
               struct fs_out *out, struct diag *d) {
    struct arena **mine = arena_new(a, struct arena *);
    if (pages->v.n == 0)
        fail_raise(arena_failure(a), "a PDF file needs a page");
    *mine = arena_open(arena_failure(a));
    arena_defer(a, close_held, mine);
    bool done = write_pages(*mine, pages, o, out, d);
    close_held(mine);
    return done;
}
