/* image: every kind of PNG, JPEG as cameras and Adobe write it, SVG; damaged files. The files are
 * written here, pixel by pixel, so that what must be read is known. */
#include "base/buf.h"
#include "base/fs.h"
#include "layout/image.h"
#include "unit.h"

#include <jpeglib.h>
#include <png.h>
#include <unistd.h>

enum { W = 13, H = 9 };

/* The colour of a pixel of all test pictures. */
static void pixel(uint32_t x, uint32_t y, uint8_t rgb[3]) {
    rgb[0] = (uint8_t)(x * 19);
    rgb[1] = (uint8_t)(y * 28);
    rgb[2] = (uint8_t)((x + y) * 12);
}

static struct str save(struct arena *a, struct str bytes) {
    struct str path =
        str_format(a, "/tmp/crib-test-image-%ld-%p", (long)getpid(), (const void *)bytes.p);
    FILE *f = fopen(str_c(a, path), "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(bytes.p, 1, bytes.n, f);
    fclose(f);
    return path;
}

static const struct image *read_bytes(struct arena *a, struct str bytes, bool grey,
                                      struct str *why) {
    struct str path = save(a, bytes);
    const struct image *im = image_read(a, path, grey, why);
    unlink(str_c(a, path));
    return im;
}

/* ---- PNG ---- */

struct png_kind {
    int color, bits, interlace;
    bool transparency; /* a tRNS chunk */
};

static const struct png_kind PNGS[] = {
    {PNG_COLOR_TYPE_GRAY, 1, 0, false},       {PNG_COLOR_TYPE_GRAY, 2, 0, false},
    {PNG_COLOR_TYPE_GRAY, 4, 0, false},       {PNG_COLOR_TYPE_GRAY, 8, 0, false},
    {PNG_COLOR_TYPE_GRAY, 16, 0, false},      {PNG_COLOR_TYPE_RGB, 8, 0, false},
    {PNG_COLOR_TYPE_RGB, 16, 0, false},       {PNG_COLOR_TYPE_PALETTE, 1, 0, false},
    {PNG_COLOR_TYPE_PALETTE, 4, 0, false},    {PNG_COLOR_TYPE_PALETTE, 8, 0, false},
    {PNG_COLOR_TYPE_GRAY_ALPHA, 8, 0, false}, {PNG_COLOR_TYPE_GRAY_ALPHA, 16, 0, false},
    {PNG_COLOR_TYPE_RGBA, 8, 0, false},       {PNG_COLOR_TYPE_RGBA, 16, 0, false},
    {PNG_COLOR_TYPE_GRAY, 8, 1, false},       {PNG_COLOR_TYPE_GRAY, 1, 1, false},
    {PNG_COLOR_TYPE_RGB, 8, 1, false},        {PNG_COLOR_TYPE_PALETTE, 4, 1, false},
    {PNG_COLOR_TYPE_RGBA, 8, 1, false},       {PNG_COLOR_TYPE_RGB, 8, 0, true},
    {PNG_COLOR_TYPE_GRAY, 8, 0, true},        {PNG_COLOR_TYPE_PALETTE, 8, 0, true},
    {PNG_COLOR_TYPE_RGB, 16, 1, true},        {PNG_COLOR_TYPE_PALETTE, 2, 1, true},
};

static void append(png_structp png, png_bytep p, size_t n) {
    buf_bytes(png_get_io_ptr(png), p, n);
}

static void no_flush(png_structp png) {
    (void)png;
}

static int channels_of(int color) {
    return (color & PNG_COLOR_MASK_PALETTE ? 1
            : color & PNG_COLOR_MASK_COLOR ? 3
                                           : 1) +
           (color & PNG_COLOR_MASK_ALPHA ? 1 : 0);
}

/* The value of one sample: colour by `pixel`, palette index x + y, alpha 10 * x. */
static uint32_t sample(const struct png_kind *k, uint32_t x, uint32_t y, int channel) {
    uint8_t rgb[3];
    pixel(x, y, rgb);
    if (k->color & PNG_COLOR_MASK_PALETTE)
        return (x + y) % (1u << MIN(k->bits, 5));
    int colors = k->color & PNG_COLOR_MASK_COLOR ? 3 : 1;
    uint32_t v = channel == colors ? x * 10 : rgb[channel];
    return k->bits == 16 ? v * 257 : k->bits < 8 ? v >> (8 - k->bits) : v;
}

static void put_sample(uint8_t *row, int bits, size_t at, uint32_t v) {
    if (bits == 16) {
        row[2 * at] = (uint8_t)(v >> 8);
        row[2 * at + 1] = (uint8_t)v;
    } else if (bits == 8) {
        row[at] = (uint8_t)v;
    } else {
        size_t per = 8 / (size_t)bits;
        row[at / per] |= (uint8_t)(v << (8 - (size_t)bits * (at % per + 1)));
    }
}

static struct str write_png(struct arena *a, const struct png_kind *k) {
    struct buf out = buf_in(a);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &out, append, no_flush);
    png_set_IHDR(png, info, W, H, k->bits, k->color, k->interlace, 0, 0);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER); /* 300 dpi */
    png_color palette[32];
    for (uint32_t i = 0; i < 32; i++)
        palette[i] = (png_color){(png_byte)(i * 8), (png_byte)(255 - i * 8), (png_byte)i};
    if (k->color & PNG_COLOR_MASK_PALETTE)
        png_set_PLTE(png, info, palette, 1 << MIN(k->bits, 5));
    png_byte alphas[1] = {0};
    png_color_16 key = {0, 0, 0, 0, 0}; /* the pixel at (0, 0) */
    if (k->transparency)
        png_set_tRNS(png, info, alphas, 1, &key);
    png_write_info(png, info);
    int channels = channels_of(k->color);
    uint8_t rows[H][W * 8] = {{0}};
    png_bytep at[H];
    for (uint32_t y = 0; y < H; y++) {
        for (uint32_t x = 0; x < W; x++)
            for (int c = 0; c < channels; c++)
                put_sample(rows[y], k->bits, x * (size_t)channels + (size_t)c, sample(k, x, y, c));
        at[y] = rows[y];
    }
    png_write_image(png, at);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return buf_get(&out);
}

/* 8 bits of the colour that a decoded picture must hold. */
static void expected(const struct png_kind *k, uint32_t x, uint32_t y, uint8_t rgb[3]) {
    if (k->color & PNG_COLOR_MASK_PALETTE) {
        uint32_t i = sample(k, x, y, 0);
        rgb[0] = (uint8_t)(i * 8);
        rgb[1] = (uint8_t)(255 - i * 8);
        rgb[2] = (uint8_t)i;
        return;
    }
    pixel(x, y, rgb);
    if (k->bits < 8)
        rgb[0] = (uint8_t)(sample(k, x, y, 0) * 255 / ((1u << k->bits) - 1));
}

static void check_raw(const struct image *im, const struct png_kind *k) {
    ck_assert_uint_eq(im->data.n, (size_t)W * H * (size_t)im->components);
    for (uint32_t y = 0; y < H; y++)
        for (uint32_t x = 0; x < W; x++) {
            uint8_t rgb[3];
            expected(k, x, y, rgb);
            const uint8_t *p = (const uint8_t *)im->data.p + (y * W + x) * (uint32_t)im->components;
            for (int c = 0; c < im->components; c++)
                ck_assert_uint_eq(p[c], rgb[c]);
        }
}

UNIT_TEST(every_png) {
    const struct png_kind *k = &PNGS[row];
    struct str why = {0};
    const struct image *im = read_bytes(a, write_png(a, k), false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    ck_assert_uint_eq(im->width, W);
    ck_assert_uint_eq(im->height, H);
    ck_assert_int_eq(im->dpi, 300);
    bool alpha = (k->color & PNG_COLOR_MASK_ALPHA) || k->transparency;
    ck_assert_int_eq(im->form == IMAGE_IDAT, !alpha && !k->interlace);
    if (im->form == IMAGE_IDAT) {
        ck_assert_int_eq(im->bits, k->bits);
        ck_assert_int_eq(im->components, channels_of(k->color));
        ck_assert_uint_eq(im->palette.n,
                          k->color & PNG_COLOR_MASK_PALETTE ? 3u << MIN(k->bits, 5) : 0);
        return;
    }
    ck_assert_int_eq(im->bits, 8);
    check_raw(im, k);
    ck_assert_uint_eq(im->alpha.n, alpha ? W * H : 0);
    if (k->color & PNG_COLOR_MASK_ALPHA)
        for (uint32_t x = 0; x < W; x++)
            ck_assert_uint_eq((uint8_t)im->alpha.p[x], x * 10);
    if (k->transparency)
        ck_assert_uint_eq((uint8_t)im->alpha.p[0], 0);
}

UNIT_TEST(grey_when_asked) {
    struct str why = {0};
    const struct image *im = read_bytes(a, write_png(a, &PNGS[row]), true, &why);
    ck_assert_ptr_nonnull(im);
    ck_assert_int_eq(im->components, 1);
    ck_assert_uint_eq(im->palette.n, 0);
    if (im->form != IMAGE_RAW || !(PNGS[row].color & PNG_COLOR_MASK_COLOR))
        return;
    uint8_t rgb[3];
    expected(&PNGS[row], 5, 3, rgb);
    unsigned luma = (299u * rgb[0] + 587u * rgb[1] + 114u * rgb[2] + 500) / 1000;
    ck_assert_uint_eq((uint8_t)im->data.p[3 * W + 5], luma);
}

/* Cut at every length, and with every byte changed: refused or read, never a crash. */
UNIT_TEST(damaged_pngs) {
    static const size_t kinds[] = {5, 9, 12, 18, 21};
    struct str whole = write_png(a, &PNGS[kinds[row]]);
    struct str why;
    for (size_t n = 0; n < whole.n; n++)
        ck_assert_ptr_null(read_bytes(a, str_slice(whole, 0, n), false, &why));
    for (size_t i = 8; i < whole.n - 12; i++) {
        char *copy = arena_copy(a, whole.p, whole.n);
        copy[i] = (char)(copy[i] ^ 0x5A);
        const struct image *im = read_bytes(a, (struct str){copy, whole.n}, false, &why);
        ck_assert(im == NULL || im->width <= W);
    }
}

static struct str with_size(struct arena *a, struct str png, uint32_t w, uint32_t h) {
    char *copy = arena_copy(a, png.p, png.n);
    for (int i = 0; i < 4; i++) {
        copy[16 + i] = (char)(w >> (24 - 8 * i));
        copy[20 + i] = (char)(h >> (24 - 8 * i));
    }
    uint32_t crc = 0xFFFFFFFFu; /* of IHDR, ISO/IEC 15948 annex D */
    for (size_t i = 12; i < 29; i++) {
        crc ^= (uint8_t)copy[i];
        for (int k = 0; k < 8; k++)
            crc = crc & 1 ? 0xEDB88320u ^ crc >> 1 : crc >> 1;
    }
    crc = ~crc;
    for (int i = 0; i < 4; i++)
        copy[29 + i] = (char)(crc >> (24 - 8 * i));
    return (struct str){copy, png.n};
}

UNIT_TEST(huge_pictures_are_refused) {
    struct str png = write_png(a, &PNGS[row ? 5 : 12]);
    struct str why = {0};
    ck_assert_ptr_null(read_bytes(a, with_size(a, png, 60000, 60000), false, &why));
    ck_assert_uint_gt(why.n, 0);
    ck_assert_ptr_null(read_bytes(a, with_size(a, png, W, H + 1), false, &why));
}

/* ---- JPEG ---- */

struct jpeg_kind {
    J_COLOR_SPACE in, stored;
    bool progressive;
    int turn; /* EXIF orientation, 0: no EXIF */
    bool big; /* EXIF written big end first */
};

static const struct jpeg_kind JPEGS[] = {
    {JCS_RGB, JCS_YCbCr, false, 0, false}, {JCS_GRAYSCALE, JCS_GRAYSCALE, false, 0, false},
    {JCS_RGB, JCS_YCbCr, true, 0, false},  {JCS_RGB, JCS_YCbCr, false, 1, false},
    {JCS_RGB, JCS_RGB, false, 0, false},   {JCS_CMYK, JCS_CMYK, false, 0, false},
    {JCS_CMYK, JCS_YCCK, false, 0, false}, {JCS_RGB, JCS_YCbCr, false, 2, false},
    {JCS_RGB, JCS_YCbCr, false, 3, true},  {JCS_RGB, JCS_YCbCr, false, 4, false},
    {JCS_RGB, JCS_YCbCr, false, 5, true},  {JCS_RGB, JCS_YCbCr, true, 6, false},
    {JCS_RGB, JCS_YCbCr, false, 7, true},  {JCS_GRAYSCALE, JCS_GRAYSCALE, false, 8, true},
};

enum { JW = 32, JH = 16 };

/* Flat quarters, so that compression does not blur what is compared: top left red, top right green,
 * bottom left blue, bottom right white. */
static const uint8_t QUARTERS[4][3] = {
    {200, 30, 30}, {30, 180, 40}, {20, 40, 210}, {240, 240, 240}};

static void quarter_sample(const struct jpeg_kind *k, uint32_t x, uint32_t y, uint8_t *out) {
    const uint8_t *rgb = QUARTERS[(y >= JH / 2) * 2 + (x >= JW / 2)];
    if (k->in == JCS_GRAYSCALE) {
        out[0] = rgb[0];
    } else if (k->in == JCS_CMYK) { /* Adobe's inverted values, no black */
        memcpy(out, rgb, 3);
        out[3] = 255;
    } else {
        memcpy(out, rgb, 3);
    }
}

static void write_exif(struct jpeg_compress_struct *c, const struct jpeg_kind *k) {
    static const uint8_t little[] = {'E',  'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0,
                                     0x12, 1,   3,   0,   1, 0, 0,   0,   0,  0, 0, 0, 0, 0, 0, 0};
    static const uint8_t big[] = {'E', 'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
                                  1,   0x12, 0,   3,   0, 0, 0,   1,   0, 0,  0, 0, 0, 0, 0, 0};
    uint8_t data[sizeof(little)];
    memcpy(data, k->big ? big : little, sizeof(data));
    data[k->big ? 25 : 24] = (uint8_t)k->turn;
    jpeg_write_marker(c, JPEG_APP0 + 1, data, sizeof(data));
}

/* A JPEG of so many pixels; paint() gives one, three or four bytes for each. */
static struct str
compress(struct arena *a, const struct jpeg_kind *k, uint32_t width, uint32_t height,
         void (*paint)(const struct jpeg_kind *k, uint32_t x, uint32_t y, uint8_t *out)) {
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long n = 0;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &n);
    c.image_width = width;
    c.image_height = height;
    c.input_components = k->in == JCS_GRAYSCALE ? 1 : k->in == JCS_CMYK ? 4 : 3;
    c.in_color_space = k->in;
    jpeg_set_defaults(&c);
    jpeg_set_colorspace(&c, k->stored);
    jpeg_set_quality(&c, 98, TRUE);
    c.density_unit = 1;
    c.X_density = c.Y_density = 150;
    if (k->stored == JCS_RGB)
        c.write_Adobe_marker = FALSE; /* ids R, G, B tell instead */
    if (k->progressive)
        jpeg_simple_progression(&c);
    jpeg_start_compress(&c, TRUE);
    if (k->turn)
        write_exif(&c, k);
    uint8_t *row = arena_array(a, uint8_t, (size_t)width * 4);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++)
            paint(k, x, y, row + x * (uint32_t)c.input_components);
        JSAMPROW r = row;
        jpeg_write_scanlines(&c, &r, 1);
    }
    jpeg_finish_compress(&c);
    struct str copy = {arena_copy(a, bytes, n), n};
    jpeg_destroy_compress(&c);
    free(bytes);
    return copy;
}

static struct str write_jpeg(struct arena *a, const struct jpeg_kind *k) {
    return compress(a, k, JW, JH, quarter_sample);
}

/* Which stored quarter stands in each corner of the upright picture (EXIF 2.3, Orientation): top
 * left, top right, bottom left, bottom right. */
static const uint8_t UPRIGHT[9][4] = {{0, 1, 2, 3}, {0, 1, 2, 3}, {1, 0, 3, 2},
                                      {3, 2, 1, 0}, {2, 3, 0, 1}, {0, 2, 1, 3},
                                      {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}};

static void check_corners(const struct image *im, const struct jpeg_kind *k) {
    for (int corner = 0; corner < 4; corner++) {
        uint32_t x = corner % 2 ? im->width - 3 : 2, y = corner / 2 ? im->height - 3 : 2;
        const uint8_t *p =
            (const uint8_t *)im->data.p + (y * im->width + x) * (uint32_t)im->components;
        const uint8_t *want = QUARTERS[UPRIGHT[k->turn][corner]];
        for (int c = 0; c < im->components; c++)
            ck_assert_msg(abs(p[c] - want[c]) < 12, "corner %d, component %d: %d, not %d", corner,
                          c, p[c], want[c]);
    }
}

UNIT_TEST(every_jpeg) {
    const struct jpeg_kind *k = &JPEGS[row];
    struct str bytes = write_jpeg(a, k), why = {0};
    const struct image *im = read_bytes(a, bytes, false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    bool turned = k->turn > 1;
    bool as_is = !turned && (k->stored == JCS_YCbCr || k->stored == JCS_GRAYSCALE);
    ck_assert_int_eq(im->form == IMAGE_JPEG, as_is);
    ck_assert_uint_eq(im->width, k->turn >= 5 ? JH : JW);
    ck_assert_uint_eq(im->height, k->turn >= 5 ? JW : JH);
    ck_assert_int_eq(im->components, k->in == JCS_GRAYSCALE ? 1 : 3);
    if (k->stored == JCS_YCbCr)
        ck_assert_int_eq(im->dpi, 150);
    if (as_is)
        unit_str_is(im->data, bytes);
    else
        check_corners(im, k);
    im = read_bytes(a, bytes, true, &why);
    ck_assert_ptr_nonnull(im);
    ck_assert_int_eq(im->components, 1);
}

UNIT_TEST(damaged_jpegs) {
    struct str whole = write_jpeg(a, &JPEGS[row * 2]), why;
    for (size_t n = 0; n + 2 < whole.n; n++)
        ck_assert_ptr_null(read_bytes(a, str_slice(whole, 0, n), false, &why));
    for (size_t i = 3; i < whole.n; i += 3) {
        char *copy = arena_copy(a, whole.p, whole.n);
        copy[i] = (char)(copy[i] ^ 0x41);
        const struct image *im = read_bytes(a, (struct str){copy, whole.n}, row > 0, &why);
        ck_assert(im == NULL || (im->width > 0 && im->data.n > 0));
    }
}

/* ---- SVG and the rest ---- */

UNIT_TEST(svg) {
    UNIT_UNUSED(row);
    struct str why = {0};
    const struct image *im = read_bytes(
        a,
        STR("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96\" "
            "height=\"48\"><rect width=\"48\" height=\"48\" fill=\"#ff0000\"/></svg>"),
        false, &why);
    if (im == NULL) { /* built without librsvg */
        ck_assert(str_has(why, STR("librsvg")));
        return;
    }
    ck_assert_uint_eq(im->width, 300);
    ck_assert_uint_eq(im->height, 150);
    ck_assert_int_eq(im->dpi, 300);
    const uint8_t *rgb = (const uint8_t *)im->data.p;
    ck_assert(rgb[0] == 255 && rgb[1] == 0 && rgb[2] == 0);
    ck_assert_uint_eq((uint8_t)im->alpha.p[0], 255);
    ck_assert_uint_eq((uint8_t)im->alpha.p[299], 0);
}

struct refusal {
    const char *bytes;
    size_t n;
    const char *why; /* a part of the reason */
};
static const struct refusal REFUSALS[] = {
    {"", 0, "empty"},
    {"hello", 5, "not a picture"},
    {"GIF89a....", 10, "GIF"},
    {"RIFF....WEBP", 12, "WebP"},
    {"\xFF\xD8\xFF", 3, "JPEG"},
    {"\x89PNG\r\n\x1A\n", 8, "PNG"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"", 49, "SVG"},
};

UNIT_TEST(refusals_say_why) {
    struct str why = {0};
    const struct refusal *r = &REFUSALS[row];
    ck_assert_ptr_null(read_bytes(a, (struct str){r->bytes, r->n}, false, &why));
    ck_assert_msg(str_has(why, str_of(r->why)), "%.*s", STR_ARG(why));
}

UNIT_TEST(only_files_are_read) {
    UNIT_UNUSED(row);
    struct str why = {0};
    ck_assert_ptr_null(image_read(a, STR("/dev/zero"), false, &why));
    ck_assert_ptr_null(image_read(a, STR("/tmp"), false, &why));
    ck_assert_ptr_null(image_read(a, STR("/nonexistent.png"), false, &why));
    ck_assert_uint_gt(why.n, 0);
}

/* ---- GIF and WebP ---- */

static void put_16(struct buf *b, unsigned v) {
    buf_byte(b, (int)(v & 255));
    buf_byte(b, (int)(v >> 8));
}

/* Codes of 9 bits, low bits first, in sub-blocks; a clear code before the codes would grow. */
static void put_plain_lzw(struct buf *b, const uint8_t *v, size_t n) {
    struct buf data = buf_in(b->a);
    uint32_t bits = 0, count = 0;
    for (size_t i = 0; i <= n; i++) {
        unsigned codes[2] = {256, i < n ? v[i] : 257};
        for (int k = i % 200 == 0 ? 0 : 1; k < 2; k++) {
            bits |= codes[k] << count;
            for (count += 9; count >= 8; count -= 8, bits >>= 8)
                buf_byte(&data, (int)(bits & 255));
        }
    }
    buf_byte(&data, (int)(bits & 255));
    buf_byte(b, 8);
    for (size_t at = 0; at < data.n; at += 255) {
        size_t len = MIN(data.n - at, 255);
        buf_byte(b, (int)len);
        buf_bytes(b, data.p + at, len);
    }
    buf_byte(b, 0);
}

/* A picture of W by H whose pixel (x, y) has the colour index 10 y + x and the grey of it, at (1,
 * 2) of a larger canvas; index 11 is transparent. */
static struct str make_gif(struct arena *a, bool interlaced) {
    static const uint8_t order[H] = {0, 8, 4, 2, 6, 1, 3, 5, 7};
    struct buf b = buf_in(a);
    uint8_t v[W * H];
    buf_c(&b, "GIF89a");
    put_16(&b, W + 1);
    put_16(&b, H + 2);
    buf_bytes(&b, "\xF7\0\0", 3);
    for (int i = 0; i < 256; i++)
        for (int c = 0; c < 3; c++)
            buf_byte(&b, i);
    buf_bytes(&b,
              "\x21\xFE\x03"
              "abc\0\x21\xF9\x04\x01\0\0\x0B\0\x2C",
              16);
    put_16(&b, 1);
    put_16(&b, 2);
    put_16(&b, W);
    put_16(&b, H);
    buf_byte(&b, interlaced ? 0x40 : 0);
    for (unsigned y = 0; y < H; y++)
        for (unsigned x = 0; x < W; x++)
            v[y * W + x] = (uint8_t)(10 * (interlaced ? order[y] : y) + x);
    put_plain_lzw(&b, v, sizeof(v));
    buf_byte(&b, 0x3B);
    return buf_get(&b);
}

UNIT_TEST(gif_pictures_stand_on_their_canvas) {
    struct str why = {0};
    const struct image *im = read_bytes(a, make_gif(a, row == 1), false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    ck_assert_uint_eq(im->width, W + 1);
    ck_assert_uint_eq(im->height, H + 2);
    ck_assert_uint_eq(im->alpha.n, (W + 1) * (H + 2));
    for (unsigned y = 0; y < H + 2; y++)
        for (unsigned x = 0; x < W + 1; x++) {
            size_t at = y * (W + 1) + x;
            unsigned index = x >= 1 && y >= 2 ? 10 * (y - 2) + x - 1 : 11;
            ck_assert_uint_eq((uint8_t)im->alpha.p[at], index == 11 ? 0 : 255);
            if (index != 11)
                ck_assert_uint_eq((uint8_t)im->data.p[3 * at + 1], index);
        }
}

/* Ten by ten pixels of four colours whose codes name strings, and one its own (the sample that is
 * taken apart in explanations of the format). */
UNIT_TEST(gif_strings_are_unfolded) {
    static const char *const rows[] = {"1111122222", "1111122222", "1111122222", "1110000222",
                                       "1110000222", "2220000111", "2220000111", "2222211111",
                                       "2222211111", "2222211111"};
    static const char bytes[] =
        "GIF89a\x0A\0\x0A\0\x91\0\0\xFF\xFF\xFF\xFF\0\0\0\0\xFF\0\0\0\x2C\0\0\0\0\x0A\0\x0A\0\0"
        "\x02\x16\x8C\x2D\x99\x87\x2A\x1C\xDC\x33\xA0\x02\x75\xEC\x95\xFA\xA8\xDE\x60\x8C\x04\x91"
        "\x4C\x01\0\x3B";
    static const uint8_t reds[] = {255, 255, 0, 0}, blues[] = {255, 0, 255, 0};
    struct str why = {0};
    UNIT_UNUSED(row);
    const struct image *im = read_bytes(a, (struct str){bytes, sizeof(bytes) - 1}, false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    ck_assert_uint_eq(im->alpha.n, 0);
    for (size_t y = 0; y < 10; y++)
        for (size_t x = 0; x < 10; x++) {
            const uint8_t *px = (const uint8_t *)im->data.p + 3 * (10 * y + x);
            ck_assert_uint_eq(px[0], reds[rows[y][x] - '0']);
            ck_assert_uint_eq(px[2], blues[rows[y][x] - '0']);
        }
}

/* Cut anywhere or with any byte changed, a GIF is read or refused. */
UNIT_TEST(damaged_gifs) {
    struct str gif = make_gif(a, false), why;
    UNIT_UNUSED(row);
    for (size_t n = 0; n < gif.n; n += n < 820 && n > 20 ? 97 : 1)
        if (n + 3 < gif.n) /* the end marks are not needed */
            ck_assert_ptr_null(read_bytes(a, str_slice(gif, 0, n), false, &why));
    char *bytes = arena_copy(a, gif.p, gif.n);
    for (size_t i = 0; i < gif.n; i += i < 20 || i > 790 ? 1 : 100) {
        char kept = bytes[i];
        bytes[i] = (char)~kept;
        read_bytes(a, (struct str){bytes, gif.n}, true, &why);
        bytes[i] = kept;
    }
}

/* Three by two pixels, losslessly: red, green, blue; (10, 20, 30), half of (200, 100, 50), nothing.
 */
UNIT_TEST(webp) {
    static const uint8_t bytes[] = {
        0x52, 0x49, 0x46, 0x46, 0x44, 0x00, 0x00, 0x00, 0x57, 0x45, 0x42, 0x50, 0x56,
        0x50, 0x38, 0x4C, 0x38, 0x00, 0x00, 0x00, 0x2F, 0x02, 0x40, 0x00, 0x10, 0x2F,
        0x40, 0x90, 0x6D, 0xB3, 0x39, 0x0C, 0xEC, 0xFE, 0x32, 0xD7, 0x20, 0x93, 0xB6,
        0xC9, 0x5F, 0xFF, 0x76, 0x66, 0x6D, 0x64, 0xD2, 0x36, 0xAD, 0x87, 0xDE, 0xF3,
        0xEF, 0x72, 0x02, 0x82, 0xA2, 0xEB, 0x96, 0x0B, 0x00, 0xFF, 0xE4, 0x51, 0xB3,
        0x15, 0x04, 0x02, 0x64, 0x88, 0x16, 0x4B, 0x22, 0xFA, 0x1F, 0x39};
    static const uint8_t rgb[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 200, 100, 50};
    static const uint8_t alpha[] = {255, 255, 255, 255, 128, 0};
    struct str why = {0}, file = {(const char *)bytes, sizeof(bytes)};
    UNIT_UNUSED(row);
    const struct image *im = read_bytes(a, file, false, &why);
    if (im == NULL) {
        ck_assert(str_has(why, STR("built without libwebp")));
        return;
    }
    ck_assert_uint_eq(im->width, 3);
    ck_assert_uint_eq(im->height, 2);
    ck_assert_mem_eq(im->data.p, rgb, sizeof(rgb));
    ck_assert_mem_eq(im->alpha.p, alpha, sizeof(alpha));
    for (size_t n = 12; n < file.n; n++)
        ck_assert_ptr_null(read_bytes(a, str_slice(file, 0, n), false, &why));
}

/* More pixels than paper shows are averaged: a GIF of 7016 stripes, two to a pixel of half their
 * greys' sum. */
UNIT_TEST(large_pictures_are_averaged) {
    enum { WIDE = 2 * IMAGE_SIDE_MOST };
    struct buf b = buf_in(a);
    uint8_t *v = arena_array(a, uint8_t, WIDE * 2);
    UNIT_UNUSED(row);
    buf_c(&b, "GIF87a");
    put_16(&b, WIDE);
    put_16(&b, 2);
    buf_bytes(&b, "\xF7\0\0", 3);
    for (int i = 0; i < 256 * 3; i++)
        buf_byte(&b, i / 3);
    buf_byte(&b, 0x2C);
    put_16(&b, 0);
    put_16(&b, 0);
    put_16(&b, WIDE);
    put_16(&b, 2);
    buf_byte(&b, 0);
    for (size_t i = 0; i < WIDE * 2; i++)
        v[i] = i % 2 ? 200 : 100;
    put_plain_lzw(&b, v, WIDE * 2);
    struct str why = {0};
    const struct image *im = read_bytes(a, buf_get(&b), false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    ck_assert_uint_eq(im->width, IMAGE_SIDE_MOST);
    ck_assert_uint_eq(im->height, 1);
    for (size_t i = 0; i < im->data.n; i++)
        ck_assert_uint_eq((uint8_t)im->data.p[i], 150);
}

static void paint_gray(const struct jpeg_kind *k, uint32_t x, uint32_t y, uint8_t *out) {
    UNIT_UNUSED(k);
    UNIT_UNUSED(x);
    UNIT_UNUSED(y);
    memset(out, 100, 3);
}

/* A photograph twice as wide as paper shows, turned a quarter (EXIF 6): upright, half the size, a
 * JPEG again, its header's size (ISO 10918-1, B.2.2) the picture's. */
UNIT_TEST(large_photographs_stay_jpeg) {
    enum { WIDE = 2 * IMAGE_SIDE_MOST, HIGH = 600 };
    const struct jpeg_kind kind = {.in = JCS_RGB, .stored = JCS_YCbCr, .turn = row ? 6 : 0};
    struct str why = {0}, file = compress(a, &kind, WIDE, HIGH, paint_gray);
    const struct image *im = read_bytes(a, file, false, &why);
    ck_assert_msg(im != NULL, "%.*s", STR_ARG(why));
    ck_assert_int_eq(im->form, IMAGE_JPEG);
    ck_assert_uint_eq(im->width, row ? HIGH / 2 : IMAGE_SIDE_MOST);
    ck_assert_uint_eq(im->height, row ? IMAGE_SIDE_MOST : HIGH / 2);
    size_t frame = str_find(im->data, STR("\xFF\xC0"));
    ck_assert_uint_ne(frame, SIZE_MAX);
    const uint8_t *size = (const uint8_t *)im->data.p + frame + 5;
    ck_assert_uint_eq((unsigned)(size[0] << 8 | size[1]), im->height);
    ck_assert_uint_eq((unsigned)(size[2] << 8 | size[3]), im->width);
}

int main(void) {
    Suite *s = suite_create("image");
    UNIT_ROWS(s, every_png, COUNT_OF(PNGS));
    UNIT_ROWS(s, grey_when_asked, COUNT_OF(PNGS));
    UNIT_ROWS(s, damaged_pngs, 5);
    UNIT_ROWS(s, huge_pictures_are_refused, 2);
    UNIT_ROWS(s, every_jpeg, COUNT_OF(JPEGS));
    UNIT_ROWS(s, damaged_jpegs, 3);
    UNIT_ROWS(s, large_photographs_stay_jpeg, 2);
    UNIT(s, svg);
    UNIT_ROWS(s, refusals_say_why, COUNT_OF(REFUSALS));
    UNIT(s, only_files_are_read);
    UNIT_ROWS(s, gif_pictures_stand_on_their_canvas, 2);
    UNIT(s, gif_strings_are_unfolded);
    UNIT(s, damaged_gifs);
    UNIT(s, webp);
    UNIT(s, large_pictures_are_averaged);
    return unit_run(s);
}
