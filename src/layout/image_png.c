/* image_png: PNG (ISO/IEC 15948). Files without alpha and interlace go into a PDF as they are, once
 * their check sums and the size of their unpacked data have been proved; all others are decoded by
 * libpng to 8 bits a sample. */
#include "layout/image_int.h"

#include "base/buf.h"

#include <png.h>
#include <zlib.h>

#define SIGNATURE     8
#define MAX_CHUNK     0x7FFFFFFFu
#define MAX_ANCILLARY ((png_alloc_size_t)8 << 20) /* of profiles and texts, which are not used */

struct header {
    uint32_t width, height;
    int bits, color, interlace;
    bool has_transparency; /* tRNS */
};

/* ---- the file as it is ---- */

static uint32_t be32(const char *p) {
    const uint8_t *b = (const uint8_t *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

struct chunk {
    struct str type, data;
};

/* Takes a chunk off *rest; false when it is cut short or its check sum is wrong. */
static bool next_chunk(struct str *rest, struct chunk *c) {
    if (rest->n < 12)
        return false;
    uint32_t n = be32(rest->p);
    if (n > MAX_CHUNK || rest->n - 12 < n)
        return false;
    c->type = str_slice(*rest, 4, 8);
    c->data = str_slice(*rest, 8, 8 + (size_t)n);
    uLong crc = crc32(0, (const Bytef *)rest->p + 4, n + 4);
    if ((uint32_t)crc != be32(rest->p + 8 + n))
        return false;
    *rest = str_from(*rest, 12 + (size_t)n);
    return true;
}

static int samples_of(int color) {
    return color == PNG_COLOR_TYPE_RGB ? 3 : 1;
}

/* Bytes the pixel data must unpack to: a filter byte and the packed samples for each row. */
static uint64_t unpacked_size(const struct header *h) {
    uint64_t bits = (uint64_t)h->width * (uint64_t)samples_of(h->color) * (uint64_t)h->bits;
    return (1 + (bits + 7) / 8) * h->height;
}

/* Unpacks without keeping anything. False when the stream is damaged, or shorter than `size`. */
static bool unpacks_to(struct str packed, uint64_t size) {
    Bytef sink[16384];
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n};
    if (inflateInit(&z) != Z_OK)
        return false;
    int status = Z_OK;
    uint64_t got = 0;
    while (status == Z_OK && got < size) {
        z.next_out = sink;
        z.avail_out = sizeof(sink);
        status = inflate(&z, Z_NO_FLUSH);
        got += sizeof(sink) - z.avail_out;
    }
    inflateEnd(&z);
    return (status == Z_OK || status == Z_STREAM_END) && got >= size;
}

/* Gathers IDAT and PLTE, and proves every check sum up to IEND. */
static bool gather(struct picture *p, struct str *idat, struct str *palette) {
    struct str rest = str_from(p->bytes, SIGNATURE);
    struct buf data = buf_in(p->a);
    struct chunk c;
    while (next_chunk(&rest, &c)) {
        if (str_eqc(c.type, "PLTE"))
            *palette = c.data;
        if (str_eqc(c.type, "IDAT"))
            buf_str(&data, c.data);
        if (str_eqc(c.type, "IEND")) {
            *idat = buf_get(&data);
            return true;
        }
    }
    return picture_refuse(p, "the PNG is damaged or cut short");
}

static bool pass_through(struct picture *p, const struct header *h) {
    struct image *im = p->image;
    if (!gather(p, &im->data, &im->palette))
        return false;
    if (!unpacks_to(im->data, unpacked_size(h)))
        return picture_refuse(p, "the PNG's pixel data are damaged");
    im->form = IMAGE_IDAT;
    im->bits = h->bits;
    im->components = samples_of(h->color);
    if (h->color != PNG_COLOR_TYPE_PALETTE)
        im->palette = (struct str){0};
    return true;
}

/* ---- libpng ---- */

/* A decoder; its structures are freed at once, or with the arena when the run unwinds. */
struct decoder {
    png_structp png;
    png_infop info;
    struct str rest;   /* of the file */
    char message[120]; /* what libpng said */
    struct header header;
};

static void close_decoder(void *arg) {
    struct decoder *d = arg;
    if (d->png != NULL)
        png_destroy_read_struct(&d->png, &d->info, NULL);
    d->png = NULL;
}

static void read_bytes(png_structp png, png_bytep to, size_t n) {
    struct decoder *d = png_get_io_ptr(png);
    if (d->rest.n < n)
        png_error(png, "it is cut short");
    memcpy(to, d->rest.p, n);
    d->rest = str_from(d->rest, n);
}

static void on_error(png_structp png, png_const_charp message) {
    struct decoder *d = png_get_error_ptr(png);
    size_t n = MIN(strlen(message), sizeof(d->message) - 1);
    memcpy(d->message, message, n);
    d->message[n] = '\0';
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static struct decoder *open_decoder(struct picture *p) {
    struct decoder *d = arena_new(p->a, struct decoder);
    arena_defer(p->a, close_decoder, d);
    d->rest = p->bytes;
    d->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, d, on_error, on_warning);
    d->info = d->png ? png_create_info_struct(d->png) : NULL;
    if (d->info == NULL)
        fail_raise(arena_failure(p->a), "out of memory");
    png_set_read_fn(d->png, d, read_bytes);
    png_set_chunk_malloc_max(d->png, MAX_ANCILLARY); /* before any memory is asked for a chunk */
    return d;
}

static void read_header(struct decoder *d, struct image *im) {
    png_read_info(d->png, d->info);
    d->header = (struct header){
        .width = png_get_image_width(d->png, d->info),
        .height = png_get_image_height(d->png, d->info),
        .bits = png_get_bit_depth(d->png, d->info),
        .color = png_get_color_type(d->png, d->info),
        .interlace = png_get_interlace_type(d->png, d->info),
        .has_transparency = png_get_valid(d->png, d->info, PNG_INFO_tRNS) != 0,
    };
    im->width = d->header.width;
    im->height = d->header.height;
    im->dpi = (int)png_get_x_pixels_per_inch(d->png, d->info);
}

static void ask_for_8_bits(struct decoder *d) {
    png_set_scale_16(d->png);
    png_set_palette_to_rgb(d->png);
    png_set_expand_gray_1_2_4_to_8(d->png);
    if (d->header.has_transparency)
        png_set_tRNS_to_alpha(d->png);
    png_set_interlace_handling(d->png);
    png_read_update_info(d->png, d->info);
}

/* Takes alpha out of rows of colour and alpha side by side; the colour closes up where it is. */
static void split_alpha(struct picture *p, uint8_t *rows, int channels) {
    struct image *im = p->image;
    size_t n = (size_t)im->width * im->height;
    bool has_alpha = channels == 2 || channels == 4;
    im->components = channels - has_alpha;
    im->form = IMAGE_RAW;
    im->data = (struct str){(const char *)rows, n * (size_t)channels};
    if (!has_alpha)
        return;
    uint8_t *alpha = arena_array(p->a, uint8_t, n), *color = rows;
    const uint8_t *from = rows;
    for (size_t i = 0; i < n; i++) {
        for (int c = 0; c < im->components; c++)
            *color++ = *from++;
        alpha[i] = *from++;
    }
    im->data.n = n * (size_t)im->components;
    im->alpha = (struct str){(const char *)alpha, n};
}

static void decode_rows(struct picture *p, struct decoder *d, uint8_t **rows, int *channels) {
    ask_for_8_bits(d);
    *channels = png_get_channels(d->png, d->info);
    size_t stride = png_get_rowbytes(d->png, d->info);
    *rows = arena_array(p->a, uint8_t, stride * d->header.height);
    png_bytepp at = arena_array(p->a, png_bytep, d->header.height);
    for (size_t y = 0; y < d->header.height; y++)
        at[y] = *rows + y * stride;
    png_read_image(d->png, at);
    png_read_end(d->png, NULL);
}

static bool is_as_pdf_wants(const struct picture *p, const struct header *h) {
    bool alpha = (h->color & PNG_COLOR_MASK_ALPHA) != 0 || h->has_transparency;
    bool color = (h->color & PNG_COLOR_MASK_COLOR) != 0;
    return !picture_is_large(h->width, h->height) && !alpha && h->interlace == PNG_INTERLACE_NONE &&
           !(p->grey && color);
}

/* What decoding gives, kept outside the frame that libpng's longjmp returns to. */
struct pixels {
    uint8_t *rows;
    int channels;
};

static bool run_decoder(struct picture *p, struct decoder *d, struct pixels *px, bool rows) {
    if (setjmp(png_jmpbuf(d->png)))
        return false;
    if (rows)
        decode_rows(p, d, &px->rows, &px->channels);
    else
        read_header(d, p->image);
    return true;
}

/* libpng asks for a chunk's memory before it looks whether the file holds that much. */
static bool lengths_fit(struct str file) {
    struct str rest = str_from(file, SIGNATURE);
    while (rest.n >= 12) {
        uint32_t n = be32(rest.p);
        if (n > rest.n - 12)
            return false;
        rest = str_from(rest, 12 + (size_t)n);
    }
    return true;
}

bool png_picture(struct picture *p) {
    if (!lengths_fit(p->bytes))
        return picture_refuse(p, "the PNG is damaged or cut short");
    struct decoder *d = open_decoder(p);
    struct pixels *px = arena_new(p->a, struct pixels);
    bool ok = run_decoder(p, d, px, false) && picture_size_ok(p, d->header.width, d->header.height);
    bool as_is = ok && is_as_pdf_wants(p, &d->header);
    if (as_is)
        ok = pass_through(p, &d->header);
    else if (ok && (ok = run_decoder(p, d, px, true)))
        split_alpha(p, px->rows, px->channels);
    if (!ok && p->why.n == 0)
        p->why = str_format(p->a, "the PNG is damaged: %s", d->message);
    close_decoder(d);
    return ok;
}
