/* sink: writing objects, object streams (ISO 32000-1, 7.5.7) and the cross-reference stream
 * (7.5.8).
 */
#include "emit/pdf/sink.h"

#include "base/hash.h"
#include "base/jobs.h"
#include "emit/pdf/deflate.h"

/* Objects in one object stream: more compress no better and make a reader unpack more for one. */
#define PACK_OBJECTS 800
#define PACK_BYTES   (128u << 10)

/* Streams deflated in one go, and their bytes. */
#define WAITING_MOST  32
#define WAITING_BYTES ((size_t)1 << 20)

#define XREF_ROW 7 /* bytes of a cross-reference row: kind 1, where 4, index 2 */

/* Eight bytes at a time, little end first on every machine: files are mostly long streams. */
static uint64_t mix(uint64_t h, struct str bytes) {
    const unsigned char *p = (const unsigned char *)bytes.p;
    size_t n = bytes.n;
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t word = 0;
        for (int i = 7; i >= 0; i--)
            word = word << 8 | p[i];
        h = (h ^ word) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 32;
    }
    return hash_more(h, (struct str){(const char *)p, n});
}

static void put(struct pdf_sink *s, struct str bytes) {
    if (s->out)
        fs_write(s->out, bytes.p, bytes.n);
    else
        buf_str(&s->kept, bytes);
    s->hash = mix(s->hash, bytes);
    s->at += bytes.n;
}

static void open_sink(struct pdf_sink *s, struct arena *a, struct fs_out *out) {
    s->a = a;
    s->out = out;
    s->kept = buf_in(a);
    s->scratch = *arena_hold(a);
    s->held = *arena_hold(a);
    s->nothing_held = arena_mark(s->held);
    s->index = buf_in(a);
    s->bodies = buf_in(a);
}

void pdf_sink_open(struct pdf_sink *s, struct arena *a, struct fs_out *out, unsigned threads) {
    *s = (struct pdf_sink){.hash = HASH_SEED, .threads = threads};
    open_sink(s, a, out);
    /* Four bytes above 127 tell programs that move files that this one is binary (7.5.2). */
    put(s, STR("%PDF-1.7\n%\267\276\255\252\n"));
}

void pdf_sink_resume(struct pdf_sink *s, struct arena *a, struct fs_out *out,
                     const struct pdf_sink *from) {
    struct str bytes = {from->kept.p, from->kept.n};
    *s = (struct pdf_sink){.at = from->at, .hash = from->hash, .next = from->next, .threads = 1};
    open_sink(s, a, out);
    s->places.cap = from->places.n + 16; /* the objects of a copy are few */
    s->places.v = arena_alloc_raw(a, s->places.cap * sizeof(*s->places.v));
    s->places.n = from->places.n;
    memcpy(s->places.v, from->places.v, from->places.n * sizeof(*s->places.v));
    fs_write(out, bytes.p, bytes.n);
}

static void set_place(struct pdf_sink *s, uint32_t id, struct pdf_place place) {
    while (s->places.n <= id)
        vec_add(s->a, &s->places);
    s->places.v[id] = place;
}

bool pdf_sink_has(const struct pdf_sink *s, uint32_t id) {
    return id < s->places.n && s->places.v[id].kind;
}

void pdf_sink_stream(struct pdf_sink *s, uint32_t id, struct str body, struct str bytes) {
    if (s->at > UINT32_MAX)
        fail_raise(arena_failure(s->a), "a PDF file cannot be larger than 4 GiB here");
    set_place(s, id, (struct pdf_place){.kind = 1, .where = (uint32_t)s->at});
    struct arena_mark mark = arena_mark(s->scratch);
    put(s, str_format(s->scratch, "%u 0 obj\n<<%.*s/Length %zu>>stream\n", id, STR_ARG(body),
                      bytes.n));
    put(s, bytes);
    put(s, STR("\nendstream\nendobj\n"));
    arena_reset(s->scratch, mark);
}

static void deflate_waiting(void *shared, size_t i, struct arena *a) {
    struct pdf_waiting *w = &((struct pdf_sink *)shared)->waiting.v[i];
    w->bytes = pdf_deflated(a, w->bytes);
}

static void write_waiting(struct pdf_sink *s) {
    jobs_run(s->held, s->threads, s->waiting.n, deflate_waiting, s);
    for (size_t i = 0; i < s->waiting.n; i++)
        pdf_sink_stream(s, s->waiting.v[i].id, s->waiting.v[i].body, s->waiting.v[i].bytes);
    s->waiting.n = s->waiting_bytes = 0;
    arena_reset(s->held, s->nothing_held);
}

void pdf_sink_deflate(struct pdf_sink *s, uint32_t id, struct str body, struct str bytes) {
    bool waits = bytes.n < WAITING_BYTES;
    struct pdf_waiting w = {id, str_format(s->held, "%.*s/Filter/FlateDecode", STR_ARG(body)),
                            waits ? str_copy(s->held, bytes) : bytes};
    set_place(s, id, (struct pdf_place){.kind = 1});
    vec_push(s->a, &s->waiting, w);
    s->waiting_bytes += bytes.n;
    if (s->waiting.n == WAITING_MOST || s->waiting_bytes >= WAITING_BYTES)
        write_waiting(s);
}

static void end_packed(struct pdf_sink *s) {
    if (!s->packed_in)
        return;
    struct arena_mark mark = arena_mark(s->scratch);
    struct str body =
        str_format(s->scratch, "/Type/ObjStm/N %u/First %zu", s->n_packed, s->index.n);
    buf_str(&s->index, buf_get(&s->bodies));
    pdf_sink_deflate(s, s->packed_in, body, buf_get(&s->index));
    arena_reset(s->scratch, mark);
    s->index.n = s->bodies.n = 0;
    s->n_packed = 0;
    s->packed_in = 0;
}

void pdf_sink_flush(struct pdf_sink *s) {
    end_packed(s);
    write_waiting(s);
}

struct buf *pdf_sink_begin(struct pdf_sink *s, uint32_t id) {
    if (!s->packed_in)
        s->packed_in = s->next++;
    buf_fixed(&s->index, id, 0);
    buf_byte(&s->index, ' ');
    buf_fixed(&s->index, (int64_t)s->bodies.n, 0);
    buf_byte(&s->index, ' ');
    set_place(s, id, (struct pdf_place){.kind = 2, .where = s->packed_in, .index = s->n_packed++});
    return &s->bodies;
}

void pdf_sink_pack(struct pdf_sink *s) {
    buf_byte(&s->bodies, '\n');
    if (s->n_packed == PACK_OBJECTS || s->bodies.n >= PACK_BYTES)
        end_packed(s);
}

/* Rows as differences to the row above (PNG's Up predictor): they hardly change. */
static struct str xref_rows(struct pdf_sink *s) {
    struct buf rows = buf_in(s->scratch);
    uint8_t above[XREF_ROW] = {0};
    for (size_t i = 0; i < s->places.n; i++) {
        const struct pdf_place *p = &s->places.v[i];
        const uint8_t row[XREF_ROW] = {p->kind,
                                       (uint8_t)(p->where >> 24),
                                       (uint8_t)(p->where >> 16),
                                       (uint8_t)(p->where >> 8),
                                       (uint8_t)p->where,
                                       (uint8_t)(p->index >> 8),
                                       (uint8_t)p->index};
        buf_byte(&rows, 2);
        for (int k = 0; k < XREF_ROW; k++)
            buf_byte(&rows, (uint8_t)(row[k] - above[k]));
        memcpy(above, row, XREF_ROW);
    }
    return buf_get(&rows);
}

/* /ID from the content, so that equal documents are equal files (and others are not). */
static struct str file_id(struct pdf_sink *s) {
    struct str first = hash_hex(s->scratch, s->hash);
    struct str second = hash_hex(s->scratch, hash_more(s->hash, first));
    return str_format(s->scratch, "%.*s%.*s", STR_ARG(first), STR_ARG(second));
}

void pdf_sink_finish(struct pdf_sink *s, uint32_t root, struct str info) {
    uint32_t info_id = s->next++;
    buf_printf(pdf_sink_begin(s, info_id), "<<%.*s>>", STR_ARG(info));
    pdf_sink_pack(s);
    pdf_sink_flush(s);
    uint32_t id = s->next++;
    uint64_t start = s->at;
    set_place(s, id, (struct pdf_place){.kind = 1, .where = (uint32_t)start});
    s->places.v[0] = (struct pdf_place){.index = UINT16_MAX};
    struct str file = file_id(s);
    struct str body =
        str_format(s->scratch,
                   "/Type/XRef/Size %u/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>/Root %u 0 R"
                   "/Info %u 0 R/ID[<%.*s><%.*s>]/Filter/FlateDecode",
                   id + 1, XREF_ROW, root, info_id, STR_ARG(file), STR_ARG(file));
    pdf_sink_stream(s, id, body, pdf_deflated(s->scratch, xref_rows(s)));
    put(s, str_format(s->scratch, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)start));
}
