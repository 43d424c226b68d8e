/* deflate: libdeflate, which packs whole buffers in half of zlib's time, and better. */
#include "emit/pdf/deflate.h"

#include <libdeflate.h>

/* Measured on dense Chinese pages: 7 saves 0.7 % and takes a third longer; on fonts, 7 saves 0.5 %
 * and takes a sixth longer, 8 another 0.1 % and half as long again. */
enum { USUAL_LEVEL = 6, FONT_LEVEL = 7 };

static struct str deflate_at(struct arena *a, struct str bytes, int level) {
    size_t bound = libdeflate_zlib_compress_bound(NULL, bytes.n);
    if (bound > UINT32_MAX)
        fail_raise(arena_failure(a), "a PDF file cannot be larger than 4 GiB here");
    char *out = arena_alloc_raw(a, bound);
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(level);
    if (packer == NULL)
        fail_raise(arena_failure(a), "out of memory (libdeflate)");
    size_t n = libdeflate_zlib_compress(packer, bytes.p, bytes.n, out, bound);
    libdeflate_free_compressor(packer);
    if (n == 0)
        fail_raise(arena_failure(a), "libdeflate cannot compress %zu bytes", bytes.n);
    return (struct str){out, n};
}

struct str pdf_deflated(struct arena *a, struct str bytes) {
    return deflate_at(a, bytes, USUAL_LEVEL);
}

struct str pdf_deflated_font(struct arena *a, struct str program) {
    return deflate_at(a, program, FONT_LEVEL);
}
