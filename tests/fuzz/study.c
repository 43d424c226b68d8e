/* Notes to the study model and the items, with messages and dumps: nothing of the note is lost, and
 * items are what their kind says. */
#include "reconcile.h"

#include "base/utf8.h"
#include "notes.h"

static void check_nothing_lost(struct arena *a, const struct fuzz_notes *n) {
    struct str tree = tree_text(a, n->document), model = model_text(a, n->study->v[0]);
    size_t at = 0;
    while (at < tree.n && at < model.n && tree.p[at] == model.p[at])
        at++;
    if (at < tree.n || at < model.n)
        fuzz_fail("tree and model part at %zu:\n  %.60s\n  %.60s", at, str_c(a, str_from(tree, at)),
                  str_c(a, str_from(model, at)));
}

static void check_item(const struct item *it) {
    size_t right = 0;
    for (size_t i = 0; i < it->n_options; i++)
        right += it->options[i].right;
    if (it->n_options && right == 0)
        fuzz_fail("no right option");
    if (it->kind == ITEM_SINGLE_CHOICE && right != 1)
        fuzz_fail("%zu right options of one", right);
    if (!it->source.question || it->stem.plain.n == 0)
        fuzz_fail("an item without question or stem");
    if (utf8_check(it->stem.plain) != SIZE_MAX)
        fuzz_fail("a stem that is no UTF-8");
}

static void check_utf8(const struct buf *b) {
    if (utf8_check(buf_get(b)) != SIZE_MAX)
        fuzz_fail("a dump that is no UTF-8");
}

void fuzz_one(struct arena *a, struct str data) {
    struct fuzz_notes n = {0};
    struct buf study = buf_in(a), items = buf_in(a), messages = buf_in(a);
    struct diag_format format = {.json = fuzz_choice(&data) & 1};
    fuzz_bank(a, data, &n);
    check_nothing_lost(a, &n);
    for (size_t i = 0; i < n.bank->n; i++)
        check_item(n.bank->v[i]);
    study_dump(n.study, &study);
    items_dump(n.bank, n.sources, true, &items);
    diag_print(n.d, source_place, n.sources, &format, &messages);
    check_utf8(&study);
    check_utf8(&items);
    check_utf8(&messages);
}
