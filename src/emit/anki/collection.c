/* collection: see collection.h. Ids need to be unique within the file only: Anki knows notes by
 * GUID, notetypes by our ids, decks by name. They are milliseconds of a year long past and count up
 * in note order, so that sorting by “created” in Anki gives the order of the notes. */
#include "emit/anki/collection.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"

#include <sqlite3.h>

#define FIRST_ID    1577836800000 /* 2020-01-01 */
#define ID_SPREAD   31536000000   /* a year: decks begin at different places in it */
#define CREATED     1577836800    /* of the collection */
#define PAGE_BYTES  16384
#define FIELDS_ROOM 4096

static const char schema[] =
    "create table col (id integer primary key, crt integer not null, mod integer not null,"
    " scm integer not null, ver integer not null, dty integer not null, usn integer not null,"
    " ls integer not null, conf text not null, models text not null, decks text not null,"
    " dconf text not null, tags text not null);"
    "create table notes (id integer primary key, guid text not null, mid integer not null,"
    " mod integer not null, usn integer not null, tags text not null, flds text not null,"
    " sfld integer not null, csum integer not null, flags integer not null, data text not null);"
    "create table cards (id integer primary key, nid integer not null, did integer not null,"
    " ord integer not null, mod integer not null, usn integer not null, type integer not null,"
    " queue integer not null, due integer not null, ivl integer not null,"
    " factor integer not null, reps integer not null, lapses integer not null,"
    " left integer not null, odue integer not null, odid integer not null,"
    " flags integer not null, data text not null);"
    "create table revlog (id integer primary key, cid integer not null, usn integer not null,"
    " ease integer not null, ivl integer not null, lastIvl integer not null,"
    " factor integer not null, time integer not null, type integer not null);"
    "create table graves (usn integer not null, oid integer not null, type integer not null);";

/* ---- models and decks as JSON ---- */

static void put_fields(struct json *j, const struct notetype *t) {
    json_key(j, "flds");
    json_open(j, '[');
    for (size_t i = 0; i < t->n_fields; i++) {
        json_open(j, '{');
        json_kint(j, "id", t->fields[i].id);
        json_kstr(j, "name", str_of(t->fields[i].name));
        json_kint(j, "ord", (int64_t)i);
        json_kbool(j, "sticky", false);
        json_kbool(j, "rtl", false);
        json_kstr(j, "font", STR("Arial"));
        json_kint(j, "size", 20);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_templates(struct json *j, const struct notetype *t,
                          const struct notetype_texts *texts) {
    json_key(j, "tmpls");
    json_open(j, '[');
    for (size_t i = 0; i < t->n_templates; i++) {
        json_open(j, '{');
        json_kint(j, "id", t->templates[i].id);
        json_kstr(j, "name", str_of(t->templates[i].name));
        json_kint(j, "ord", (int64_t)i);
        json_kstr(j, "qfmt", texts->front[i]);
        json_kstr(j, "afmt", texts->back[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static struct str models_json(struct arena *a, const struct notetype_texts *texts) {
    struct buf b = buf_in(a);
    struct json j = json_to(&b, false);
    json_open(&j, '{');
    for (size_t i = 0; i < NOTETYPE_COUNT; i++) {
        const struct notetype *t = notetype_get((enum notetype_id)i);
        json_key(&j, str_c(a, str_format(a, "%lld", (long long)t->id)));
        json_open(&j, '{');
        json_kint(&j, "id", t->id);
        json_kstr(&j, "name", str_of(t->name));
        json_kint(&j, "type", t->is_cloze);
        json_kint(&j, "mod", t->mod);
        json_kint(&j, "usn", -1);
        json_kint(&j, "sortf", t->is_cloze ? 0 : t->ask);
        json_kint(&j, "did", 1);
        json_kstr(&j, "css", texts[i].css);
        put_fields(&j, t);
        put_templates(&j, t, &texts[i]);
        json_close(&j, '}');
    }
    json_close(&j, '}');
    return buf_get(&b);
}

static void put_deck(struct json *j, struct arena *a, int64_t id, struct str name,
                     struct str about) {
    json_key(j, str_c(a, str_format(a, "%lld", (long long)id)));
    json_open(j, '{');
    json_kint(j, "id", id);
    json_kstr(j, "name", name);
    json_kint(j, "usn", -1);
    json_kint(j, "mod", CREATED);
    json_kstr(j, "desc", about);
    json_kint(j, "dyn", 0);
    json_kint(j, "conf", 1);
    json_kbool(j, "collapsed", false);
    static const char *const today[] = {"newToday", "revToday", "lrnToday", "timeToday"};
    for (size_t i = 0; i < COUNT_OF(today); i++) {
        json_key(j, today[i]);
        json_open(j, '[');
        json_int(j, 0);
        json_int(j, 0);
        json_close(j, ']');
    }
    json_close(j, '}');
}

/* Decks by name to their ids, those of documents first, the others in order of first use; `ids`
 * tells a note's. */
static struct str decks_json(struct arena *a, const struct deck *deck, int64_t first,
                             struct map *ids) {
    struct buf b = buf_in(a);
    struct json j = json_to(&b, false);
    json_open(&j, '{');
    for (size_t i = 0; i < deck->n_about + deck->n; i++) {
        const struct deck_about *about = i < deck->n_about ? &deck->about[i] : NULL;
        struct map_entry *e = map_put(ids, about ? about->deck : deck->v[i - deck->n_about].deck);
        if (e->num)
            continue;
        e->num = first + (int64_t)ids->n;
        put_deck(&j, a, e->num, e->key, about ? about->text : STR(""));
    }
    json_close(&j, '}');
    return buf_get(&b);
}

/* ---- database ---- */

struct writer {
    struct arena *a;
    sqlite3 *db;
    sqlite3_stmt *note, *card;
    bool suspend;
    int status; /* the first that was no success */
};

static void close_writer(void *p) {
    struct writer *w = p;
    sqlite3_finalize(w->note);
    sqlite3_finalize(w->card);
    sqlite3_close(w->db);
    w->note = w->card = NULL;
    w->db = NULL;
}

static void note_status(struct writer *w, int status) {
    if (w->status == SQLITE_OK && status != SQLITE_OK && status != SQLITE_DONE &&
        status != SQLITE_ROW)
        w->status = status;
}

static void run_sql(struct writer *w, const char *sql) {
    if (w->status == SQLITE_OK)
        note_status(w, sqlite3_exec(w->db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *prepare(struct writer *w, const char *sql) {
    sqlite3_stmt *s = NULL;
    if (w->status == SQLITE_OK)
        note_status(w, sqlite3_prepare_v2(w->db, sql, -1, &s, NULL));
    return s;
}

static void bind_text(sqlite3_stmt *s, int at, struct str text) {
    sqlite3_bind_text64(s, at, text.n ? text.p : "", text.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void step(struct writer *w, sqlite3_stmt *s) {
    note_status(w, sqlite3_step(s));
    note_status(w, sqlite3_reset(s));
}

static void open_database(struct writer *w, struct str path) {
    w->status =
        sqlite3_open_v2(str_c(w->a, path), &w->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    run_sql(w, str_c(w->a, str_format(w->a, "pragma page_size = %d", PAGE_BYTES)));
    run_sql(w, "pragma journal_mode = off; pragma synchronous = off;"
               "pragma locking_mode = exclusive; pragma cache_size = -8000; begin");
    run_sql(w, schema);
    w->note = prepare(w, "insert into notes values (?,?,?,?,-1,?,?,'',0,0,'')");
    w->card = prepare(w, "insert into cards values (?,?,?,?,?,-1,?,?,?,?,?,?,0,0,0,0,0,'')");
}

static void write_col(struct writer *w, struct str models, struct str decks) {
    sqlite3_stmt *s = prepare(w, "insert into col values (1,?,?,?,11,0,0,0,'{}',?,?,'{}','{}')");
    if (!s)
        return;
    for (int i = 1; i <= 3; i++)
        sqlite3_bind_int64(s, i, CREATED);
    bind_text(s, 4, models);
    bind_text(s, 5, decks);
    step(w, s);
    sqlite3_finalize(s);
}

static void write_note(struct writer *w, const struct deck_note *n, int64_t id, struct buf *text) {
    text->n = 0;
    for (size_t i = 0; i < n->type->n_fields; i++) {
        if (i)
            buf_byte(text, 0x1F);
        buf_str(text, n->fields[i]);
    }
    size_t fields = text->n;
    for (size_t i = 0; i < n->n_tags; i++) {
        buf_byte(text, ' ');
        buf_str(text, n->tags[i]);
    }
    if (n->n_tags)
        buf_byte(text, ' ');
    sqlite3_bind_int64(w->note, 1, id);
    bind_text(w->note, 2, n->guid);
    sqlite3_bind_int64(w->note, 3, n->type->id);
    sqlite3_bind_int64(w->note, 4, n->mod);
    bind_text(w->note, 5, str_from(buf_get(text), fields));
    bind_text(w->note, 6, str_slice(buf_get(text), 0, fields));
    step(w, w->note);
}

/* A new card at a place in the order; or one learnt elsewhere, due on a day counted from the
 * collection's first. */
static void write_card(struct writer *w, const struct deck_note *n, size_t nth, int64_t id,
                       int64_t note, int64_t deck, int ord, int64_t position) {
    const struct deck_due *due = nth < n->n_due ? &n->due[nth] : NULL;
    const int64_t values[] = {
        id,
        note,
        deck,
        ord,
        n->mod,
        due ? 2 : 0, /* type: review */
        w->suspend ? -1
        : due      ? 2
                   : 0,
        due ? due->day - CREATED / 86400 : position,
        due ? due->interval : 0,
        due ? due->ease * 10 : 0,
        due ? 1 : 0, /* reps */
    };
    for (size_t i = 0; i < COUNT_OF(values); i++)
        sqlite3_bind_int64(w->card, (int)i + 1, values[i]);
    step(w, w->card);
}

static void write_notes(struct writer *w, const struct deck *deck, const struct map *decks,
                        int64_t first) {
    struct buf text = buf_in(w->a);
    uint16_t ords[DECK_CLOZES_MAX];
    int64_t card = first;
    const struct map_entry *in = NULL;
    buf_room(&text, FIELDS_ROOM);
    for (size_t i = 0; i < deck->n && w->status == SQLITE_OK; i++) {
        const struct deck_note *n = &deck->v[i];
        int64_t id = first + (int64_t)i;
        size_t n_cards = deck_cards(n, ords);
        if (!in || in->key.p != n->deck.p)
            in = map_find(decks, n->deck);
        write_note(w, n, id, &text);
        for (size_t k = 0; k < n_cards; k++)
            write_card(w, n, k, card++, id, in->num, ords[k], (int64_t)i + 1);
    }
}

bool collection_write(struct arena *a, const struct deck *deck, const struct notetype_texts *texts,
                      struct str path, bool suspend, struct diag *d) {
    int64_t first = FIRST_ID + (int64_t)(hash_str(deck->name) % ID_SPREAD);
    struct map ids = map_in(a);
    struct str decks = decks_json(a, deck, first, &ids), models = models_json(a, texts);
    struct writer *w = arena_new(a, struct writer);
    *w = (struct writer){.a = a, .suspend = suspend};
    arena_defer(a, close_writer, w);
    open_database(w, path);
    write_col(w, models, decks);
    write_notes(w, deck, &ids, first);
    run_sql(w, "commit");
    int status = w->status;
    struct str why = str_copy(a, str_of(sqlite3_errstr(status)));
    close_writer(w);
    if (status != SQLITE_OK)
        diag_say(d, DIAG_OUTPUT_WRITE, path, why);
    return status == SQLITE_OK;
}
