/* unpack: the notes of a package written earlier, read back as rows of a CSV, to compare with. Its
 * database is read in memory; the deck of a note is that of its first card. */
#include "emit/anki/collection.h"

#include "emit/anki/rows.h"
#include "emit/archive.h"

#include <sqlite3.h>

static const char all_notes[] =
    "select n.mid, json_extract(d.value, '$.name'), trim(n.tags), n.guid, n.flds"
    " from notes n join cards c on c.nid = n.id, col, json_each(col.decks) d"
    " where d.key = cast(c.did as text) group by n.id order by n.id";

static void close_database(void *db) {
    sqlite3_close(db);
}

static struct str column(sqlite3_stmt *s, int i) {
    const unsigned char *text = sqlite3_column_text(s, i);
    return (struct str){(const char *)text, (size_t)sqlite3_column_bytes(s, i)};
}

static void put_note(struct buf *b, sqlite3_stmt *s) {
    struct str cells[ROW_CELLS_MAX], fields = column(s, ROW_META);
    size_t n = ROW_META;
    for (int i = 0; i < ROW_META; i++)
        cells[i] = column(s, i);
    while (n < ROW_CELLS_MAX && str_next_part(&fields, 0x1F, &cells[n]))
        n++;
    while (n < ROW_CELLS_MAX)
        cells[n++] = (struct str){0};
    row_put(b, cells, n);
}

bool collection_read(struct arena *a, struct str path, struct str *csv) {
    struct str bytes;
    struct buf b = buf_in(a);
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    if (!archive_read(a, path, "collection.anki2", ROWS_BYTES_MAX, &bytes))
        return false;
    int status = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE, NULL);
    arena_defer(a, close_database, db);
    if (status == SQLITE_OK)
        status = sqlite3_deserialize(db, "main", (unsigned char *)(uintptr_t)bytes.p,
                                     (sqlite3_int64)bytes.n, (sqlite3_int64)bytes.n,
                                     SQLITE_DESERIALIZE_READONLY);
    if (status == SQLITE_OK)
        status = sqlite3_prepare_v2(db, all_notes, -1, &s, NULL);
    for (size_t i = 0; i < ROW_HEADERS; i++)
        buf_printf(&b, "%s\n", row_headers[i]);
    while (status == SQLITE_OK || status == SQLITE_ROW) {
        status = sqlite3_step(s);
        if (status == SQLITE_ROW)
            put_note(&b, s);
    }
    sqlite3_finalize(s);
    *csv = buf_get(&b);
    return status == SQLITE_DONE;
}
