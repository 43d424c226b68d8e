/* image_gif: the first picture of a GIF (GIF89a Specification, 1990), on its canvas.
 *
 * Terms: sub-block = up to 255 bytes behind their count; code = of LZW, up to 12 bits, for a string
 * of colour indexes. */
#include "layout/image_int.h"

enum {
    CODES_MOST = 4096,
    HEADER_SIZE = 13,
    FRAME_SIZE = 9,
    EXTENSION = 0x21,
    CONTROL = 0xF9,
    FRAME = 0x2C
};

/* The file being read; beyond its end there are zeros, and `ended` is set. */
struct reader {
    const uint8_t *p;
    size_t n, at;
    bool ended;
};

static uint8_t next_byte(struct reader *r) {
    if (r->at < r->n)
        return r->p[r->at++];
    r->ended = true;
    return 0;
}

static uint32_t next_16(struct reader *r) {
    uint32_t low = next_byte(r);
    return low | (uint32_t)next_byte(r) << 8;
}

static void skip_sub_blocks(struct reader *r) {
    for (uint8_t n = next_byte(r); n > 0 && !r->ended; n = next_byte(r))
        r->at += MIN(n, r->n - r->at);
}

struct gif {
    struct reader r;
    const uint8_t *colors; /* triples; NULL: none given */
    uint32_t n_colors;
    int transparent; /* index, -1 = none */
    uint32_t x, y, w, h;
    bool interlaced;
};

static void take_colors(struct gif *g, uint8_t packed) {
    uint32_t n = 2u << (packed & 7);
    if (!(packed & 0x80))
        return;
    if (g->r.n - g->r.at < 3 * n) {
        g->r.ended = true;
        return;
    }
    g->colors = g->r.p + g->r.at;
    g->n_colors = n;
    g->r.at += 3 * n;
}

static void take_extension(struct gif *g) {
    if (next_byte(&g->r) == CONTROL && g->r.n - g->r.at >= 5) {
        const uint8_t *c = g->r.p + g->r.at + 1;
        g->transparent = c[0] & 1 ? c[3] : -1;
    }
    skip_sub_blocks(&g->r);
}

/* Up to the first frame; false when there is none. */
static bool find_frame(struct gif *g) {
    while (!g->r.ended) {
        uint8_t kind = next_byte(&g->r);
        if (kind == EXTENSION) {
            take_extension(g);
            continue;
        }
        if (kind != FRAME || g->r.n - g->r.at < FRAME_SIZE)
            return false;
        g->x = next_16(&g->r);
        g->y = next_16(&g->r);
        g->w = next_16(&g->r);
        g->h = next_16(&g->r);
        uint8_t packed = next_byte(&g->r);
        g->interlaced = (packed & 0x40) != 0;
        take_colors(g, packed);
        return !g->r.ended && g->colors != NULL;
    }
    return false;
}

/* ---- LZW */

struct lzw {
    struct reader *r;
    uint8_t left; /* bytes of the sub-block */
    uint32_t bits, n_bits;
    int size; /* bits of a code */
    uint16_t prefix[CODES_MOST];
    uint8_t suffix[CODES_MOST], stack[CODES_MOST];
};

/* -1 at the data's end. */
static int next_code(struct lzw *z) {
    while (z->n_bits < (uint32_t)z->size) {
        if (z->left == 0 && (z->left = next_byte(z->r)) == 0)
            return -1;
        z->left--;
        z->bits |= (uint32_t)next_byte(z->r) << z->n_bits;
        z->n_bits += 8;
        if (z->r->ended)
            return -1;
    }
    int code = (int)(z->bits & ((1u << z->size) - 1));
    z->bits >>= z->size;
    z->n_bits -= (uint32_t)z->size;
    return code;
}

/* The string of a code, from its end, on the stack; its length. A chain of prefixes leads to ever
 * smaller codes, so it ends. */
static int unfold(struct lzw *z, int code, int clear) {
    int n = 0;
    while (code >= clear && n < CODES_MOST - 1) {
        z->stack[n++] = z->suffix[code];
        code = z->prefix[code];
    }
    z->stack[n++] = (uint8_t)code;
    return n;
}

/* Fills n indexes; false when the data is too short or no LZW. */
static bool unpack(struct lzw *z, uint8_t *out, size_t n) {
    int least = next_byte(z->r);
    if (least < 1 || least > 8)
        return false;
    int clear = 1 << least, next = clear + 2, before = -1;
    uint8_t first = 0;
    z->size = least + 1;
    for (size_t at = 0; at < n;) {
        int code = next_code(z);
        if (code == clear) {
            z->size = least + 1;
            next = clear + 2;
            before = -1;
            continue;
        }
        if (code < 0 || code == clear + 1 || code > next || (code == next && before < 0))
            return false;
        bool is_new = code == next;
        int len = unfold(z, is_new ? before : code, clear);
        uint8_t head = z->stack[len - 1];
        for (int i = len; i-- > 0 && at < n;)
            out[at++] = z->stack[i];
        if (is_new && at < n)
            out[at++] = first;
        if (before >= 0 && next < CODES_MOST) {
            z->prefix[next] = (uint16_t)before;
            z->suffix[next++] = head;
            if (next == 1 << z->size && z->size < 12)
                z->size++;
        }
        before = code;
        first = head;
    }
    return true;
}

/* ---- pixels */

/* Row of the picture that row number i of the data is. */
static uint32_t row_of(const struct gif *g, uint32_t i) {
    static const uint8_t from[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    if (!g->interlaced)
        return i;
    for (size_t pass = 0; pass < COUNT_OF(from); pass++) {
        uint32_t rows = g->h > from[pass] ? (g->h - from[pass] + step[pass] - 1) / step[pass] : 0;
        if (i < rows)
            return from[pass] + i * step[pass];
        i -= rows;
    }
    return 0;
}

/* The frame on its canvas; what it leaves is transparent. */
static void paint(struct picture *p, const struct gif *g, const uint8_t *indexes) {
    struct image *im = p->image;
    size_t n = (size_t)im->width * im->height;
    uint8_t *rgb = arena_array(p->a, uint8_t, n * 3), *alpha = arena_array(p->a, uint8_t, n);
    bool full = g->x == 0 && g->y == 0 && g->w >= im->width && g->h >= im->height;
    for (uint32_t i = 0; i < g->h; i++) {
        uint32_t y = g->y + row_of(g, i);
        for (uint32_t x = 0; y < im->height && x < g->w && g->x + x < im->width; x++) {
            uint8_t index = indexes[(size_t)i * g->w + x];
            size_t at = (size_t)y * im->width + g->x + x;
            if (index == g->transparent || index >= g->n_colors) {
                full = false;
                continue;
            }
            memcpy(rgb + at * 3, g->colors + (size_t)index * 3, 3);
            alpha[at] = 255;
        }
    }
    im->form = IMAGE_RAW;
    im->components = 3;
    im->data = (struct str){(const char *)rgb, n * 3};
    if (!full)
        im->alpha = (struct str){(const char *)alpha, n};
}

bool gif_picture(struct picture *p) {
    struct gif g = {.r = {(const uint8_t *)p->bytes.p, p->bytes.n, 6, false}, .transparent = -1};
    if (p->bytes.n < HEADER_SIZE)
        return picture_refuse(p, "the GIF is cut short");
    uint32_t width = next_16(&g.r), height = next_16(&g.r);
    uint8_t packed = next_byte(&g.r);
    g.r.at = HEADER_SIZE;
    take_colors(&g, packed);
    if (!picture_size_ok(p, width, height))
        return false;
    if (!find_frame(&g))
        return picture_refuse(p, "the GIF holds no picture");
    if (!picture_size_ok(p, g.w, g.h))
        return false;
    p->image->width = width;
    p->image->height = height;
    uint8_t *indexes = arena_array(p->a, uint8_t, (size_t)g.w * g.h);
    struct lzw *z = arena_new(p->a, struct lzw);
    z->r = &g.r;
    if (!unpack(z, indexes, (size_t)g.w * g.h))
        return picture_refuse(p, "the GIF is cut short or damaged");
    paint(p, &g, indexes);
    return true;
}
