/* manifest: the record of a set of papers as JSON (docs/schema/manifest.json). */
#include "emit/backend.h"

static bool emit_manifest(struct arena *a, const struct emit_input *in, struct fs_out *out,
                          struct diag *d) {
    (void)d;
    struct buf text = buf_in(a);
    paper_manifest(in->papers, in->sources, &text);
    fs_write(out, text.p, text.n);
    return true;
}

const struct backend backend_manifest = {
    .name = "manifest",
    .extension = ".manifest.json",
    .about = "which item stands where on which paper, with its options and marks",
    .needs = NEEDS_PAPERS,
    .emit = emit_manifest,
};
