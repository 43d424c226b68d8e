/* sink: the bytes of a PDF file in the order they go to disk, where each object begins, and the
 * object streams that hold what is not a stream itself. For file.c.
 *
 * Terms: place = where an object is: at a byte of the file, or within an object stream. */
#ifndef EMIT_PDF_SINK_H
#define EMIT_PDF_SINK_H

#include "base/buf.h"
#include "base/fs.h"
#include "base/vec.h"

struct pdf_place {
    uint8_t kind;   /* 0 no object, 1 at a byte, 2 within an object stream */
    uint32_t where; /* the byte, or the object stream's number */
    uint16_t index; /* within the object stream */
};

/* A stream that waits to be deflated, with others, by several threads. */
struct pdf_waiting {
    uint32_t id;
    struct str body, bytes; /* deflated in place of what came */
};

struct pdf_sink {
    struct arena *a, *scratch; /* scratch is empty between calls */
    unsigned threads;
    struct arena *held; /* holds what waits */
    struct arena_mark nothing_held;
    VEC(struct pdf_waiting) waiting;
    size_t waiting_bytes;
    struct fs_out *out; /* NULL: all is kept in `kept` */
    struct buf kept;
    uint64_t at;   /* bytes written */
    uint64_t hash; /* of all of them */
    VEC(struct pdf_place) places;
    uint32_t next;            /* the next free object number, once libharu has given its last */
    uint32_t packed_in;       /* number of the object stream being filled, 0 = none */
    uint16_t n_packed;        /* objects in it */
    struct buf index, bodies; /* its two parts */
};

/* Writes the header line. Without `out` the bytes are kept. The bytes do not depend on the number
 * of threads. */
void pdf_sink_open(struct pdf_sink *s, struct arena *a, struct fs_out *out, unsigned threads);
/* Ends the object stream being filled: nothing is left to be written but what comes. */
void pdf_sink_flush(struct pdf_sink *s);
/* Goes on where `from` was kept and flushed, its bytes first. Any number may, at the same time. */
void pdf_sink_resume(struct pdf_sink *s, struct arena *a, struct fs_out *out,
                     const struct pdf_sink *from);
/* Writes a stream object whose bytes are encoded already. */
void pdf_sink_stream(struct pdf_sink *s, uint32_t id, struct str body, struct str bytes);
/* Writes it deflated, now or later. */
void pdf_sink_deflate(struct pdf_sink *s, uint32_t id, struct str body, struct str bytes);
bool pdf_sink_has(const struct pdf_sink *s, uint32_t id);

/* An object for the object streams: append its text to the buf returned, then pack it. */
struct buf *pdf_sink_begin(struct pdf_sink *s, uint32_t id);
void pdf_sink_pack(struct pdf_sink *s);

/* The last object stream, the cross-reference stream and the end of the file. */
void pdf_sink_finish(struct pdf_sink *s, uint32_t root, struct str info);

#endif
