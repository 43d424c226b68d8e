/* deflate: zlib in one call. */
#include "emit/pdf/deflate.h"

#include <zlib.h>

struct str pdf_deflated(struct arena *a, struct str bytes) {
    uLong n = compressBound((uLong)bytes.n);
    Bytef *to = arena_alloc(a, n);
    int rc = compress2(to, &n, (const Bytef *)bytes.p, (uLong)bytes.n, Z_DEFAULT_COMPRESSION);
    if (rc != Z_OK)
        fail_raise(arena_failure(a), "zlib cannot compress %zu bytes: error %d", bytes.n, rc);
    return (struct str){(const char *)to, n};
}
