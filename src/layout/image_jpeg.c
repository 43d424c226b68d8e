/* image_jpeg: JPEG by libjpeg. Upright baseline and progressive files of 1 or 3 components go into
 * a PDF as they are, after one fast decoding has proved them whole; turned ones (EXIF), CMYK, those
 * wanted grey and those larger than paper shows are decoded. */
#include "layout/image_int.h"

#include <stdio.h> /* which jpeglib.h needs before it */

#include <jpeglib.h>

#define SCANS_MOST 200 /* a progressive file with more is made to take time */
#define EXIF       (JPEG_APP0 + 1)

struct decoder {
    struct jpeg_decompress_struct cinfo;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf env;
    char message[JMSG_LENGTH_MAX];
    bool open, damaged;
    int turn;      /* EXIF orientation, 1–8 */
    uint8_t *rows; /* decoded, components side by side */
};

static void close_decoder(void *arg) {
    struct decoder *d = arg;
    if (d->open)
        jpeg_destroy_decompress(&d->cinfo);
    d->open = false;
}

static struct decoder *decoder_of(j_common_ptr cinfo) {
    return cinfo->client_data;
}

static void on_error(j_common_ptr cinfo) {
    struct decoder *d = decoder_of(cinfo);
    cinfo->err->format_message(cinfo, d->message);
    longjmp(d->env, 1);
}

/* Warnings (level -1) mean that libjpeg made something up. */
static void on_message(j_common_ptr cinfo, int level) {
    struct decoder *d = decoder_of(cinfo);
    if (level >= 0 || d->damaged)
        return;
    d->damaged = true;
    cinfo->err->format_message(cinfo, d->message);
}

static void on_progress(j_common_ptr cinfo) {
    struct decoder *d = decoder_of(cinfo);
    if (d->cinfo.input_scan_number <= SCANS_MOST)
        return;
    (void)snprintf(d->message, sizeof(d->message), "it has more than %d scans", SCANS_MOST);
    longjmp(d->env, 1);
}

static void open_decoder(struct decoder *d, struct str bytes) {
    d->cinfo.err = jpeg_std_error(&d->errors);
    d->errors.error_exit = on_error;
    d->errors.emit_message = on_message;
    d->cinfo.client_data = d;
    jpeg_create_decompress(&d->cinfo);
    d->open = true;
    d->cinfo.client_data = d;
    d->progress.progress_monitor = on_progress;
    d->cinfo.progress = &d->progress;
    jpeg_save_markers(&d->cinfo, EXIF, 0xFFFF);
    jpeg_mem_src(&d->cinfo, (const unsigned char *)bytes.p, bytes.n);
    jpeg_read_header(&d->cinfo, TRUE);
}

/* ---- EXIF ---- */

struct tiff {
    const uint8_t *p;
    size_t n;
    bool big;
};

static uint32_t tiff_get(const struct tiff *t, size_t at, size_t bytes) {
    uint32_t v = 0;
    if (at > t->n || t->n - at < bytes)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        v = v << 8 | t->p[t->big ? at + i : at + bytes - 1 - i];
    return v;
}

/* Orientation (tag 0x0112, a SHORT) of the first directory; 1 when there is none. */
static int tiff_orientation(const struct tiff *t) {
    size_t dir = tiff_get(t, 4, 4);
    uint32_t entries = tiff_get(t, dir, 2);
    for (uint32_t i = 0; i < entries && i < 512; i++) {
        size_t at = dir + 2 + (size_t)i * 12;
        if (tiff_get(t, at, 2) == 0x0112) {
            uint32_t v = tiff_get(t, at + 8, 2);
            return v >= 1 && v <= 8 ? (int)v : 1;
        }
    }
    return 1;
}

static int orientation_of(const struct jpeg_decompress_struct *cinfo) {
    for (jpeg_saved_marker_ptr m = cinfo->marker_list; m != NULL; m = m->next) {
        if (m->marker != EXIF || m->data_length < 14 || memcmp(m->data, "Exif\0\0", 6) != 0)
            continue;
        struct tiff t = {m->data + 6, m->data_length - 6, m->data[6] == 'M'};
        return tiff_orientation(&t);
    }
    return 1;
}

/* ---- decoding ---- */

/* Eighths of its size a picture larger than paper shows is decoded at: the least that is enough. */
static void scale_down(struct picture *p, struct jpeg_decompress_struct *c) {
    uint64_t longest = MAX(c->image_width, c->image_height);
    unsigned eighths = (unsigned)MIN(8, (IMAGE_SIDE_MOST * UINT64_C(8) + longest - 1) / longest);
    if (!picture_is_large(c->image_width, c->image_height))
        return;
    c->scale_num = eighths;
    c->scale_denom = 8;
    jpeg_calc_output_dimensions(c);
    p->image->dpi = (int)((uint64_t)p->image->dpi * c->output_width / c->image_width);
    p->image->width = c->output_width;
    p->image->height = c->output_height;
}

static void decode_rows(struct picture *p, struct decoder *d) {
    struct jpeg_decompress_struct *c = &d->cinfo;
    if (c->num_components == 4)
        c->out_color_space = JCS_CMYK;
    else
        c->out_color_space = c->num_components == 1 || p->grey ? JCS_GRAYSCALE : JCS_RGB;
    if (c->jpeg_color_space == JCS_RGB && p->grey)
        c->out_color_space = JCS_RGB;
    scale_down(p, c);
    jpeg_start_decompress(c);
    size_t stride = (size_t)c->output_width * (size_t)c->output_components;
    d->rows = arena_array(p->a, uint8_t, stride * c->output_height);
    while (c->output_scanline < c->output_height) {
        JSAMPROW row = d->rows + stride * c->output_scanline;
        jpeg_read_scanlines(c, &row, 1);
    }
    p->image->components = c->output_components;
    jpeg_finish_decompress(c);
}

/* Reads all of the file at an eighth of its size and keeps nothing. */
static void decode_for_proof(struct picture *p, struct decoder *d) {
    struct jpeg_decompress_struct *c = &d->cinfo;
    c->scale_num = 1;
    c->scale_denom = 8;
    c->dct_method = JDCT_IFAST;
    c->do_fancy_upsampling = FALSE;
    jpeg_start_decompress(c);
    JSAMPROW row =
        arena_array(p->a, uint8_t, (size_t)c->output_width * (size_t)c->output_components);
    while (c->output_scanline < c->output_height)
        jpeg_read_scanlines(c, &row, 1);
    jpeg_finish_decompress(c);
}

/* Adobe's CMYK files hold inverted values; either way K scales what C, M and Y leave. */
static void cmyk_to_rgb(struct picture *p, struct decoder *d) {
    struct image *im = p->image;
    bool inverted = d->cinfo.saw_Adobe_marker;
    uint8_t *to = d->rows;
    const uint8_t *from = d->rows;
    size_t n = (size_t)im->width * im->height;
    for (size_t i = 0; i < n; i++, from += 4) {
        uint8_t cmyk[4];
        for (int c = 0; c < 4; c++)
            cmyk[c] = inverted ? from[c] : (uint8_t)(255 - from[c]);
        for (int c = 0; c < 3; c++)
            *to++ = (uint8_t)((cmyk[c] * cmyk[3] + 127) / 255);
    }
    im->components = 3;
}

/* Where pixel (x, y) of the upright picture lies in the stored one (EXIF 2.3, tag Orientation). */
static size_t source_pixel(int turn, uint32_t x, uint32_t y, uint32_t stored_w, uint32_t stored_h) {
    bool swap = turn >= 5;
    uint32_t sx = swap ? y : x, sy = swap ? x : y;
    bool mirror_x = turn == 2 || turn == 3 || turn == 7 || turn == 8;
    bool mirror_y = turn == 3 || turn == 4 || turn == 6 || turn == 7;
    if (mirror_x)
        sx = stored_w - 1 - sx;
    if (mirror_y)
        sy = stored_h - 1 - sy;
    return (size_t)sy * stored_w + sx;
}

static void turn_upright(struct picture *p, struct decoder *d) {
    struct image *im = p->image;
    uint32_t w = im->width, h = im->height;
    size_t k = (size_t)im->components;
    if (d->turn == 1)
        return;
    uint8_t *out = arena_array(p->a, uint8_t, (size_t)w * h * k);
    if (d->turn >= 5) {
        im->width = h;
        im->height = w;
    }
    uint8_t *to = out;
    for (uint32_t y = 0; y < im->height; y++)
        for (uint32_t x = 0; x < im->width; x++, to += k)
            memcpy(to, d->rows + source_pixel(d->turn, x, y, w, h) * k, k);
    d->rows = out;
}

static int dpi_of(const struct jpeg_decompress_struct *c) {
    if (!c->saw_JFIF_marker || c->X_density <= 1)
        return 0;
    return c->density_unit == 1   ? c->X_density
           : c->density_unit == 2 ? c->X_density * 254 / 100
                                  : 0;
}

static bool is_as_pdf_wants(const struct picture *p, const struct decoder *d) {
    const struct jpeg_decompress_struct *c = &d->cinfo;
    bool upright = d->turn == 1;
    bool plain = (c->num_components == 1 || c->num_components == 3) && !c->arith_code &&
                 c->data_precision == 8;
    /* without the marker PDF takes three components for YCbCr */
    plain &= c->jpeg_color_space != JCS_RGB || c->saw_Adobe_marker;
    return !picture_is_large(c->image_width, c->image_height) && upright && plain &&
           !(p->grey && c->num_components != 1);
}

static void decode(struct picture *p, struct decoder *d) {
    struct image *im = p->image;
    if (is_as_pdf_wants(p, d)) {
        decode_for_proof(p, d);
        im->form = IMAGE_JPEG;
        im->components = d->cinfo.num_components;
        im->data = p->bytes;
        return;
    }
    decode_rows(p, d);
    if (im->components == 4)
        cmyk_to_rgb(p, d);
    turn_upright(p, d);
    im->form = IMAGE_RAW;
    im->data = (struct str){(const char *)d->rows,
                            (size_t)im->width * im->height * (size_t)im->components};
}

static bool run_decoder(struct picture *p, struct decoder *d) {
    if (setjmp(d->env))
        return false;
    open_decoder(d, p->bytes);
    if (!picture_size_ok(p, d->cinfo.image_width, d->cinfo.image_height))
        return false;
    p->image->width = d->cinfo.image_width;
    p->image->height = d->cinfo.image_height;
    p->image->dpi = dpi_of(&d->cinfo);
    d->turn = orientation_of(&d->cinfo);
    decode(p, d);
    return !d->damaged;
}

bool jpeg_picture(struct picture *p) {
    struct decoder *d = arena_new(p->a, struct decoder);
    arena_defer(p->a, close_decoder, d);
    bool ok = run_decoder(p, d);
    if (!ok && p->why.n == 0)
        p->why = str_format(p->a, "the JPEG is damaged: %s", d->message);
    close_decoder(d);
    return ok;
}
