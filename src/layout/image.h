/* image: pictures checked and brought into a form a PDF takes as it is. For layout and emit/pdf.
 * PNG of every kind, JPEG (progressive, CMYK -> RGB, EXIF rotation), the first picture of a GIF,
 * SVG when librsvg is built in, WebP when libwebp is. Files are read only through the vault, never
 * more than IMAGE_PIXELS_MAX pixels, never a device or a FIFO. */
#ifndef LAYOUT_IMAGE_H
#define LAYOUT_IMAGE_H

#include "base/diag.h"

#define IMAGE_PIXELS_MAX (64u << 20)
#define IMAGE_BYTES_MAX  (256u << 20)
#define IMAGE_SIDE_MOST  3508 /* pixels: the long side of A4 at 300 dpi */

enum image_form {
    IMAGE_JPEG, /* data = a JPEG, mostly the file's bytes: baseline or progressive, 1 or 3
                   components, upright */
    IMAGE_IDAT, /* data = concatenated IDAT of a non-interlaced PNG without alpha (zlib, PNG
                   predictors) */
    IMAGE_RAW   /* data = rows of width * components samples of 8 bits, top first */
};

struct image {
    enum image_form form;
    uint32_t width, height; /* pixels, after rotation */
    int components;         /* 1 grey, 3 RGB; IMAGE_IDAT with a palette: 1 */
    int bits;               /* per sample: IMAGE_IDAT 1-16, else 8 */
    struct str data;
    struct str palette; /* RGB triples, or empty */
    struct str alpha;   /* width * height bytes, or empty */
    int dpi;            /* as the file says, 0 = unknown */
    uint64_t hash;      /* of the file's bytes: equal pictures are embedded once */
    struct str path;
};

/* Reads and checks the picture at `path`; NULL with *why set when it cannot be used. With grey,
 * colour is turned to grey. */
const struct image *image_read(struct arena *a, struct str path, bool grey, struct str *why);

#endif
