/* removed: notes that are in Anki and no more in the notes, as a CSV that tags them crib::removed:
 * notetype, tag, GUID and first field, so that importing it leaves all other fields and the
 * scheduling alone. Nothing ever deletes a note by itself. Rows of an earlier such file that was
 * not imported yet are kept. */
#include "emit/anki/rows.h"

#include "emit/backend.h"

static const char head[] = "#separator:Comma\n#html:true\n#if matches:update current\n"
                           "#match scope:notetype\n#notetype column:1\n#tags column:2\n"
                           "#guid column:3\n";

static bool emit_removed(struct arena *a, const struct emit_input *in, struct fs_out *out,
                         struct diag *d) {
    struct buf b = buf_in(a);
    (void)d;
    buf_c(&b, head);
    for (size_t i = 0; i < in->deck->n_gone; i++) {
        const struct deck_gone *g = &in->deck->gone[i];
        if (!g->newly && !str_has(in->before, g->guid))
            continue;
        struct str cells[] = {str_format(a, "%lld", (long long)g->type->id), STR("crib::removed"),
                              g->guid, g->type->is_cloze ? g->key : g->guid};
        row_put(&b, cells, COUNT_OF(cells));
    }
    fs_write(out, b.p, b.n);
    return true;
}

const struct backend backend_anki_removed = {
    .name = "anki-removed",
    .extension = ".removed.csv",
    .about = "tags notes in Anki that are no more in the notes; search tag:crib::removed",
    .needs = NEEDS_DECK,
    .emit = emit_removed,
};
