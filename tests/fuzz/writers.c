/* Notes to decks, workbooks and exports, read back by other code: an Anki CSV has every field of
 * every note, a package a sound database with as many notes, a workbook and an export of XML are
 * well formed, JSON is JSON. */
#include "emit/anki/rows.h"
#include "emit/backend.h"
#include "items/csv.h"
#include "notes.h"
#include "xml.h"

#include <jansson.h>
#include <sqlite3.h>
#include <zip.h>

static struct str written(struct arena *a, const struct backend *b, const struct emit_input *in,
                          struct diag *d) {
    struct str out, error,
        path = str_format(a, "/dev/shm/crib-fuzz-%d%s", (int)getpid(), b->extension);
    struct fs_out *file = fs_create(a, path);
    if (!b->emit(a, in, file, d))
        return (struct str){0};
    fs_close_for_library(file);
    if (!fs_read(a, fs_part_path(file), 1u << 30, &out, &error))
        fuzz_fail("%s: %.*s", b->name, STR_ARG(error));
    return out;
}

/* ---- reading back ---- */

static void check_csv(struct arena *a, const struct deck *deck, struct str text) {
    struct str *cells, want[ROW_CELLS_MAX];
    size_t n, rows = 0;
    for (struct str line; str_starts(text, STR("#")) && str_next_line(&text, &line);)
        ;
    struct csv c = csv_read(a, text);
    for (; csv_row(&c, &cells, &n); rows++) {
        if (rows >= deck->n || n != row_of(a, deck, &deck->v[rows], want))
            fuzz_fail("CSV: %zu cells in row %zu", n, rows);
        for (size_t i = 0; i < n; i++)
            if (!str_eq(cells[i], want[i]))
                fuzz_fail("CSV: cell %zu of row %zu is `%s`", i, rows, str_c(a, cells[i]));
    }
    if (rows != deck->n)
        fuzz_fail("CSV: %zu rows of %zu notes", rows, deck->n);
}

static struct str member(struct arena *a, zip_t *z, zip_uint64_t i) {
    zip_stat_t st;
    zip_file_t *f = zip_fopen_index(z, i, 0);
    if (!f || zip_stat_index(z, i, 0, &st) != 0)
        fuzz_fail("zip: a member that cannot be read");
    char *p = arena_alloc(a, (size_t)st.size);
    if (zip_fread(f, p, st.size) != (zip_int64_t)st.size)
        fuzz_fail("zip: a member that cannot be read");
    zip_fclose(f);
    return (struct str){p, (size_t)st.size};
}

static void check_database(const struct deck *deck, struct str bytes) {
    sqlite3 *db;
    sqlite3_stmt *s;
    unsigned char *copy = sqlite3_malloc64(bytes.n);
    memcpy(copy, bytes.p, bytes.n);
    if (sqlite3_open(":memory:", &db) ||
        sqlite3_deserialize(db, "main", copy, (sqlite3_int64)bytes.n, (sqlite3_int64)bytes.n,
                            SQLITE_DESERIALIZE_FREEONCLOSE))
        fuzz_fail("apkg: no database");
    if (sqlite3_prepare_v2(db, "select count(*), count(distinct guid) from notes", -1, &s, NULL) ||
        sqlite3_step(s) != SQLITE_ROW || sqlite3_column_int64(s, 0) != (sqlite3_int64)deck->n ||
        sqlite3_column_int64(s, 1) != (sqlite3_int64)deck->n)
        fuzz_fail("apkg: not as many notes as the deck has");
    sqlite3_finalize(s);
    if (sqlite3_prepare_v2(db, "pragma integrity_check", -1, &s, NULL) ||
        sqlite3_step(s) != SQLITE_ROW || strcmp((const char *)sqlite3_column_text(s, 0), "ok") != 0)
        fuzz_fail("apkg: a broken database");
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static void check_zip(struct arena *a, const struct deck *deck, struct str bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    zip_t *z = src ? zip_open_from_source(src, ZIP_RDONLY, &error) : NULL;
    if (!z)
        fuzz_fail("no zip: %s", zip_error_strerror(&error));
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        struct str name = str_of(zip_get_name(z, (zip_uint64_t)i, 0));
        struct str data = member(a, z, (zip_uint64_t)i);
        bool is_xml = str_ends(name, STR(".xml")) || str_ends(name, STR(".rels"));
        const char *bad = is_xml ? xml_bad(data) : NULL;
        if (bad)
            fuzz_fail("%s: %s:\n%.*s", name.p, bad, STR_ARG(data));
        if (str_ends(name, STR(".anki2")))
            check_database(deck, data);
    }
    zip_discard(z);
}

static void check_json(struct str text) {
    json_error_t error;
    json_t *j = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    if (!j)
        fuzz_fail("JSON: %s at %d", error.text, error.position);
    json_decref(j);
}

static void check(struct arena *a, const struct backend *b, const struct emit_input *in,
                  struct str bytes) {
    if (str_eqc(str_of(b->name), "anki-csv"))
        check_csv(a, in->deck, bytes);
    else if (str_starts(bytes, STR("PK\3\4")))
        check_zip(a, in->deck, bytes);
    else if (str_eqc(str_of(b->name), "json") || str_eqc(str_of(b->name), "manifest"))
        check_json(bytes);
    else if (str_starts(bytes, STR("<?xml")) && xml_bad(bytes))
        fuzz_fail("%s: %s:\n%.*s", b->name, xml_bad(bytes), STR_ARG(bytes));
    else if (utf8_check(bytes) != SIZE_MAX)
        fuzz_fail("%s: no UTF-8", b->name);
}

/* ---- writing ---- */

static const char *const deck_forms[] = {"anki-csv", "anki-xlsx", "apkg"};

static const struct target *target(struct arena *a, unsigned i, struct diag *d) {
    static const char *const names[] = {"blooket",    "canvas-qti", "csv",       "gift",
                                        "gimkit",     "json",       "kahoot",    "kaoshibao",
                                        "moodle-xml", "tsv",        "wayground", "wjx"};
    const struct target *t = target_load(a, FUZZ_DATA, str_of(names[i % COUNT_OF(names)]), d);
    if (!t)
        fuzz_fail("no target");
    return t;
}

static const struct backend *choose(struct arena *a, const struct fuzz_notes *n, unsigned choice,
                                    struct emit_input *in) {
    if (choice < 96) {
        in->deck = fuzz_deck(a, n, choice / 3);
        return in->deck ? emit_find(str_of(deck_forms[choice % 3])) : NULL;
    }
    if (choice < 112)
        return n->bank->n ? emit_find(STR("book")) : NULL;
    if (choice < 128) {
        in->papers = fuzz_papers(a, n);
        return in->papers ? emit_find(STR("manifest")) : NULL;
    }
    const struct target *t = target(a, choice, n->d);
    const struct quiz *q = quiz_plan(a, n->bank, n->sources, t);
    in->quiz = q;
    in->formulas = (uint8_t)(choice % 3);
    return q->n ? emit_find(t->writer) : NULL;
}

void fuzz_one(struct arena *a, struct str data) {
    struct fuzz_notes n = {0};
    unsigned choice = fuzz_choice(&data);
    fuzz_bank(a, data, &n);
    struct emit_input in = {.sources = n.sources,
                            .study = n.study,
                            .bank = n.bank,
                            .vault = n.vault,
                            .title = STR("x"),
                            .lang = STR("en"),
                            .data_dir = FUZZ_DATA,
                            .date = 1764201600};
    const struct backend *b = choose(a, &n, choice, &in);
    struct str bytes = b ? written(a, b, &in, n.d) : (struct str){0};
    if (bytes.n)
        check(a, b, &in, bytes);
}
