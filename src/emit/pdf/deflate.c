/* deflate: zlib in one call. */
#include "emit/pdf/deflate.h"

#include <zlib.h>

/* zlib's levels from 4 on look for the best of several matches. Measured on dense Chinese pages and
 * fonts, 6 and 9 save 0.7 % of a file and take half as long again. */
#define LEVEL 4

enum { WINDOW_BITS = 15, MEMORY = 8 }; /* zlib's defaults */
/* Most bytes for which a window of 4 KB and a quarter of the memory do: setting up the usual
 * 256 KB takes longer than compressing them. */
enum { SHORT = 3840, SHORT_WINDOW_BITS = 12, SHORT_MEMORY = 6 };

static struct str deflate_all(struct arena *a, struct str bytes, int strategy) {
    bool is_short = bytes.n <= SHORT;
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes.p, .avail_in = (uInt)bytes.n};
    int rc = deflateInit2(&z, LEVEL, Z_DEFLATED, is_short ? SHORT_WINDOW_BITS : WINDOW_BITS,
                          is_short ? SHORT_MEMORY : MEMORY, strategy);
    uLong bound = rc == Z_OK ? deflateBound(&z, (uLong)bytes.n) : 0;
    if (bytes.n > UINT32_MAX || bound > UINT32_MAX) {
        deflateEnd(&z);
        fail_raise(arena_failure(a), "a PDF file cannot be larger than 4 GiB here");
    }
    Bytef *out = arena_alloc_raw(a, bound);
    z.next_out = out;
    z.avail_out = (uInt)bound;
    if (rc == Z_OK)
        rc = deflate(&z, Z_FINISH);
    deflateEnd(&z);
    if (rc != Z_STREAM_END)
        fail_raise(arena_failure(a), "zlib cannot compress %zu bytes: error %d", bytes.n, rc);
    return (struct str){(const char *)out, z.total_out};
}

struct str pdf_deflated(struct arena *a, struct str bytes) {
    return deflate_all(a, bytes, Z_DEFAULT_STRATEGY);
}

struct str pdf_deflated_plain(struct arena *a, struct str bytes) {
    return deflate_all(a, bytes, Z_HUFFMAN_ONLY);
}
