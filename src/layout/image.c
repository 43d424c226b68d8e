/* image: telling formats by their first bytes, and what all of them need. */
#include "layout/image_int.h"

#include "base/fs.h"
#include "base/hash.h"

struct format {
    const char *magic;
    size_t n, at; /* bytes of magic, their offset */
    bool (*read)(struct picture *p);
    const char *refusal; /* for formats that are known but not read */
};

static const struct format FORMATS[] = {
    {"\x89PNG\r\n\x1A\n", 8, 0, png_picture, NULL},
    {"\xFF\xD8\xFF", 3, 0, jpeg_picture, NULL},
    {"GIF87a", 6, 0, gif_picture, NULL},
    {"GIF89a", 6, 0, gif_picture, NULL},
    {"WEBP", 4, 8, webp_picture, NULL},
    {"BM", 2, 0, NULL, "a BMP; crib reads PNG, JPEG, SVG, GIF and WebP"},
    {"II*\0", 4, 0, NULL, "a TIFF; crib reads PNG, JPEG, SVG, GIF and WebP"},
    {"MM\0*", 4, 0, NULL, "a TIFF; crib reads PNG, JPEG, SVG, GIF and WebP"},
    {"ftyp", 4, 4, NULL, "a HEIC or AVIF; crib reads PNG, JPEG, SVG, GIF and WebP"},
    {"\x1F\x8B", 2, 0, NULL, "a compressed file; crib reads PNG, JPEG and plain SVG"},
};

#define SVG_LOOK 4096 /* an SVG's root element stands within that many bytes */

static bool has_magic(struct str bytes, const struct format *f) {
    return bytes.n >= f->at + f->n && memcmp(bytes.p + f->at, f->magic, f->n) == 0;
}

static bool read_format(struct picture *p) {
    for (size_t i = 0; i < COUNT_OF(FORMATS); i++)
        if (has_magic(p->bytes, &FORMATS[i]))
            return FORMATS[i].read ? FORMATS[i].read(p) : picture_refuse(p, FORMATS[i].refusal);
    if (str_has(str_slice(p->bytes, 0, SVG_LOOK), STR("<svg")))
        return svg_picture(p);
    return picture_refuse(p, p->bytes.n == 0
                                 ? "the file is empty"
                                 : "not a picture crib knows (PNG, JPEG, SVG, GIF, WebP)");
}

bool picture_size_ok(struct picture *p, uint64_t width, uint64_t height) {
    if (width == 0 || height == 0)
        return picture_refuse(p, "it has no width or height");
    if (width > IMAGE_PIXELS_MAX || height > IMAGE_PIXELS_MAX || width * height > IMAGE_PIXELS_MAX)
        return picture_refuse(p, "it has more than 64 million pixels");
    return true;
}

void picture_to_grey(struct image *image) {
    if (image->form != IMAGE_RAW || image->components != 3)
        return;
    uint8_t *to = (uint8_t *)(uintptr_t)image->data.p;
    const uint8_t *from = to;
    size_t n = (size_t)image->width * image->height;
    for (size_t i = 0; i < n; i++, from += 3)
        to[i] = (uint8_t)((299u * from[0] + 587u * from[1] + 114u * from[2] + 500u) / 1000u);
    image->components = 1;
    image->data.n = n;
}

/* One plane of a picture, `per` samples a pixel, averaged down to w * h. */
static struct str shrunk(struct arena *a, const struct image *im, struct str data, size_t per,
                         uint32_t w, uint32_t h) {
    const uint8_t *from = (const uint8_t *)data.p;
    uint8_t *to = arena_array(a, uint8_t, (size_t)w * h * per);
    for (uint32_t y = 0; y < h; y++) {
        size_t y0 = (size_t)y * im->height / h, y1 = (size_t)(y + 1) * im->height / h;
        for (uint32_t x = 0; x < w; x++) {
            size_t x0 = (size_t)x * im->width / w, x1 = (size_t)(x + 1) * im->width / w;
            for (size_t c = 0; c < per; c++) {
                uint64_t sum = 0;
                for (size_t v = y0; v < y1; v++)
                    for (size_t u = x0; u < x1; u++)
                        sum += from[(v * im->width + u) * per + c];
                uint64_t n = MAX((y1 - y0) * (x1 - x0), 1); /* w, h: at most the picture's */
                to[((size_t)y * w + x) * per + c] = (uint8_t)((sum + n / 2) / n);
            }
        }
    }
    return (struct str){(const char *)to, (size_t)w * h * per};
}

/* Pictures that are embedded as bare pixels keep no more of them than paper shows. */
static void picture_limit(struct arena *a, struct image *im) {
    uint32_t longest = MAX(im->width, im->height);
    if (im->form != IMAGE_RAW || longest <= IMAGE_SIDE_MOST)
        return;
    uint32_t w = (uint32_t)MAX(1, (uint64_t)im->width * IMAGE_SIDE_MOST / longest);
    uint32_t h = (uint32_t)MAX(1, (uint64_t)im->height * IMAGE_SIDE_MOST / longest);
    im->data = shrunk(a, im, im->data, (size_t)im->components, w, h);
    if (im->alpha.n)
        im->alpha = shrunk(a, im, im->alpha, 1, w, h);
    im->dpi = (int)((int64_t)im->dpi * IMAGE_SIDE_MOST / longest);
    im->width = w;
    im->height = h;
}

static bool is_photograph(struct str bytes) {
    return str_starts(bytes, STR("\xFF\xD8\xFF"));
}

const struct image *image_read(struct arena *a, struct str path, bool grey, struct str *why) {
    struct picture p = {.a = a, .grey = grey, .image = arena_new(a, struct image)};
    if (!fs_read_real(a, path, IMAGE_BYTES_MAX, &p.bytes, why))
        return NULL;
    p.image->bits = 8;
    p.image->hash = hash_str(p.bytes);
    p.image->path = str_copy(a, path);
    if (!read_format(&p)) {
        *why = p.why;
        return NULL;
    }
    if (grey)
        picture_to_grey(p.image);
    picture_limit(a, p.image);
    if (is_photograph(p.bytes))
        picture_pack(a, p.image);
    return p.image;
}
