/* What people edit in a spreadsheet and hand back: rosters, the ledger, the review, decks to
 * compare with. */
#include "items/csv.h"
#include "items/ids_file.h"

#include "notes.h"
#include "plan/roster.h"

static const char NOTE[] = "# Heat\n\n## 1. Ways heat travels\n\n1. Conduction: energy passes from "
                           "particle to particle\n2. Convection: warm fluid rises\n3. Radiation: "
                           "waves carry energy through empty space\n";

static void read_csv(struct arena *a, struct str text) {
    struct csv c = csv_read(a, text);
    struct buf out = buf_in(a);
    struct str *cells;
    size_t n;
    while (csv_row(&c, &cells, &n))
        for (size_t i = 0; i < n; i++)
            csv_put(&out, cells[i], i == 0);
}

static void read_roster(struct arena *a, struct str text) {
    const struct roster *r = roster_read(a, fuzz_file(a, text), diag_open(a));
    for (size_t i = 0; r && i < r->n; i++)
        if (r->v[i].name.n == 0)
            fuzz_fail("a sitter without a name");
}

/* Written and read again it is the same. */
static void read_ids(struct arena *a, struct str text) {
    struct ids_ledger first = {0}, second = {0};
    ids_read(a, text, STR("crib.ids"), &first, diag_open(a));
    struct str once = ids_write(a, &first);
    struct diag *d = diag_open(a);
    ids_read(a, once, STR("crib.ids"), &second, d);
    if (d->n || !str_eq(once, ids_write(a, &second)))
        fuzz_fail("a ledger changes when it is read again:\n%s", str_c(a, once));
}

static struct bank *bank_with(struct arena *a, struct fuzz_notes *n, struct str ids,
                              struct str review) {
    struct item_options o = {.data_dir = FUZZ_DATA,
                             .lang = STR("auto"),
                             .seed = 1,
                             .threads = 1,
                             .ids = ids,
                             .review = review,
                             .now = 1764201600};
    fuzz_study(a, STR(NOTE), n);
    return items_build(a, n->study, &o, n->d);
}

static void keep_ids(struct arena *a, struct str text) {
    struct fuzz_notes n = {0};
    bank_with(a, &n, fuzz_file(a, text), (struct str){0});
}

static void review(struct arena *a, struct str text) {
    struct fuzz_notes n = {0};
    bank_with(a, &n, (struct str){0}, fuzz_file(a, text));
}

static void compare(struct arena *a, struct str text) {
    struct fuzz_notes n = {0};
    struct deck out;
    struct buf b = buf_in(a);
    fuzz_bank(a, STR(NOTE), &n);
    struct deck *deck = fuzz_deck(a, &n, 0);
    if (deck && deck_compare(a, deck, n.study, text, &out, n.d))
        deck_diff(&out, n.sources, text.n & 1, &b);
}

void fuzz_one(struct arena *a, struct str data) {
    static void (*const kinds[])(struct arena *, struct str) = {read_csv, read_roster, read_ids,
                                                                keep_ids, review,      compare};
    kinds[fuzz_choice(&data) % COUNT_OF(kinds)](a, data);
}
