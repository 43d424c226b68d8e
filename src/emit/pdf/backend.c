/* backend: pages to PDF as a row of backends.def. */
#include "emit/backend.h"
#include "base/jobs.h"
#include "emit/pdf/copies.h"
#include "emit/pdf/pdf.h"

static bool emit_pdf(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d) {
    struct pdf_options o = {.threads = in->threads ? in->threads : jobs_processors(),
                            .producer = STR("crib"),
                            .pdfa = in->pdfa};
    return pdf_write(a, in->pages, &o, out, d);
}

const struct backend backend_pdf = {
    .name = "pdf",
    .extension = ".pdf",
    .about = "pages: the cheat sheet, papers and keys",
    .needs = NEEDS_PAGES,
    .emit = emit_pdf,
    .emit_copies = pdf_emit_copies,
};
