/* image: image dictionaries (ISO 32000-1, 8.9.5). Pictures come checked and in a form PDF takes as
 * it is; none is decoded here, and none is CMYK. */
#include "emit/pdf/image.h"

#include "emit/pdf/file.h"
#include "emit/pdf/text.h"

struct pdf_images pdf_images_in(struct arena *a, struct pdf_file *file) {
    return (struct pdf_images){.a = a, .file = file, .known = map_in(a)};
}

/* One file may be read twice, in colour and in grey. */
static struct str identity(struct arena *a, const struct image *i) {
    return str_format(a, "%016llx %d %ux%u %d %d", (unsigned long long)i->hash, (int)i->form,
                      i->width, i->height, i->components, i->bits);
}

static void put_head(struct buf *b, const struct image *i, int bits) {
    buf_printf(b, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d", i->width,
               i->height, bits);
}

static uint32_t write_alpha(struct pdf_images *m, const struct image *image) {
    struct buf body = buf_in(m->a);
    uint32_t id = pdf_file_new(m->file);
    put_head(&body, image, 8);
    buf_c(&body, "/ColorSpace/DeviceGray");
    pdf_file_deflate(m->file, id, buf_get(&body), image->alpha);
    return id;
}

static void put_color_space(struct buf *b, const struct image *image) {
    if (image->palette.n == 0) {
        buf_c(b, image->components == 1 ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
        return;
    }
    buf_printf(b, "/ColorSpace[/Indexed/DeviceRGB %zu<", image->palette.n / 3 - 1);
    for (size_t i = 0; i < image->palette.n; i++)
        buf_printf(b, "%02X", (unsigned char)image->palette.p[i]);
    buf_c(b, ">]");
}

static void put_filter(struct buf *b, const struct image *i) {
    if (i->form == IMAGE_JPEG)
        buf_c(b, "/Filter/DCTDecode");
    else if (i->form == IMAGE_IDAT)
        buf_printf(b,
                   "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d"
                   "/Columns %u>>",
                   i->components, i->bits, i->width);
}

static uint32_t write_image(struct pdf_images *m, const struct image *image) {
    struct buf body = buf_in(m->a);
    put_head(&body, image, image->form == IMAGE_IDAT ? image->bits : 8);
    put_color_space(&body, image);
    put_filter(&body, image);
    if (image->alpha.n)
        buf_printf(&body, "/SMask %u 0 R", write_alpha(m, image));
    uint32_t id = pdf_file_new(m->file);
    if (image->form == IMAGE_RAW)
        pdf_file_deflate(m->file, id, buf_get(&body), image->data);
    else
        pdf_file_stream(m->file, id, buf_get(&body), image->data);
    return id;
}

uint32_t pdf_image(struct pdf_images *m, const struct image *image) {
    struct map_entry *e = map_put(&m->known, identity(m->a, image));
    if (!e->num)
        e->num = write_image(m, image);
    return (uint32_t)e->num;
}
