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

static struct str write_jpeg(struct arena *a, const struct jpeg_kind *k) {
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long n = 0;
    c.err = jpeg_std_error(&errors);
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &bytes, &n);
    c.image_width = JW;
    c.image_height = JH;
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
    for (uint32_t y = 0; y < JH; y++) {
        uint8_t row[JW * 4];
        for (uint32_t x = 0; x < JW; x++)
            quarter_sample(k, x, y, row + x * (uint32_t)c.input_components);
        JSAMPROW r = row;
        jpeg_write_scanlines(&c, &r, 1);
    }
    jpeg_finish_compress(&c);
    struct str copy = {arena_copy(a, bytes, n), n};
    jpeg_destroy_compress(&c);
    free(bytes);
    return copy;
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

int main(void) {
    Suite *s = suite_create("image");
    UNIT_ROWS(s, every_png, COUNT_OF(PNGS));
    UNIT_ROWS(s, grey_when_asked, COUNT_OF(PNGS));
    UNIT_ROWS(s, damaged_pngs, 5);
    UNIT_ROWS(s, huge_pictures_are_refused, 2);
    UNIT_ROWS(s, every_jpeg, COUNT_OF(JPEGS));
    UNIT_ROWS(s, damaged_jpegs, 3);
    UNIT(s, svg);
    UNIT_ROWS(s, refusals_say_why, COUNT_OF(REFUSALS));
    UNIT(s, only_files_are_read);
    return unit_run(s);
}
