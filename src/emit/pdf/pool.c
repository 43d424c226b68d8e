/* pool: fonts made once for many files. Programs and their compression are most of the time a short
 * document takes. */
#include "emit/pdf/pool.h"

#include "emit/pdf/font.h"
#include "emit/pdf/pdf.h"

static void collect_run(struct pdf_cids *cids, const struct glyph_run *run, bool no_private) {
    struct pdf_shown shown;
    for (struct pdf_walk w = pdf_walk(cids, run, no_private); pdf_walk_next(&w, &shown);)
        continue;
}

static void collect(struct pdf_cids *cids, const struct pages *pages, bool no_private) {
    for (size_t i = 0; i < pages->v.n; i++) {
        const struct page *page = pages->v.v[i];
        for (size_t k = 0; k < page->ops.n; k++)
            if (page->ops.v[k].kind == OP_GLYPHS)
                collect_run(cids, page->ops.v[k].run, no_private);
    }
}

const struct pdf_pool *pdf_pool_make(struct arena *a, const struct pages *const *v, size_t n,
                                     const struct pdf_options *o, struct diag *d) {
    struct pdf_pool *pool = arena_new(a, struct pdf_pool);
    pool->cids = pdf_cids_in(a, NULL);
    for (size_t i = 0; i < n; i++)
        collect(&pool->cids, v[i], o->pdfa != 0);
    if (!pdf_fonts_allowed(&pool->cids, d))
        return NULL;
    const struct pdf_made *made = pdf_fonts_make(a, &pool->cids, MAX(o->threads, 1u));
    for (size_t i = 0; i < pool->cids.fonts.n; i++)
        pool->cids.fonts.v[i].made = &made[i];
    return pool;
}
