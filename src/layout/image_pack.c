/* image_pack: photographs that had to be decoded (turned, grey, CMYK, larger than paper shows) as
 * JPEG again: bare pixels would be ten times as many bytes. */
#include "layout/image_int.h"

#include <stdio.h> /* which jpeglib.h needs before it */
#include <stdlib.h>

#include <jpeglib.h>

#define QUALITY    90
#define SMALL_MOST (1u << 20) /* bytes of pixels that are kept as they are */

struct encoder {
    struct jpeg_compress_struct cinfo;
    struct jpeg_error_mgr errors;
    jmp_buf env;
    unsigned char *bytes; /* of malloc, by libjpeg */
    unsigned long n;
    bool open;
};

static void close_encoder(void *arg) {
    struct encoder *e = arg;
    if (e->open)
        jpeg_destroy_compress(&e->cinfo);
    free(e->bytes);
    e->open = false;
    e->bytes = NULL;
}

static void on_error(j_common_ptr cinfo) {
    struct encoder *e = cinfo->client_data;
    longjmp(e->env, 1);
}

static void on_message(j_common_ptr cinfo, int level) {
    (void)cinfo;
    (void)level;
}

static void write_rows(struct encoder *e, const struct image *im) {
    struct jpeg_compress_struct *c = &e->cinfo;
    size_t stride = (size_t)im->width * (size_t)im->components;
    c->image_width = im->width;
    c->image_height = im->height;
    c->input_components = im->components;
    c->in_color_space = im->components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(c);
    jpeg_set_quality(c, QUALITY, TRUE);
    jpeg_start_compress(c, TRUE);
    while (c->next_scanline < c->image_height) {
        JSAMPROW row =
            (JSAMPROW)(uintptr_t)(im->data.p + stride * (size_t)c->next_scanline); /* only read */
        jpeg_write_scanlines(c, &row, 1);
    }
    jpeg_finish_compress(c);
}

static bool run_encoder(struct encoder *e, const struct image *im) {
    if (setjmp(e->env))
        return false;
    e->cinfo.err = jpeg_std_error(&e->errors);
    e->errors.error_exit = on_error;
    e->errors.emit_message = on_message;
    e->cinfo.client_data = e;
    jpeg_create_compress(&e->cinfo);
    e->open = true;
    e->cinfo.client_data = e;
    jpeg_mem_dest(&e->cinfo, &e->bytes, &e->n);
    write_rows(e, im);
    return true;
}

void picture_pack(struct arena *a, struct image *im) {
    if (im->form != IMAGE_RAW || im->alpha.n || im->data.n <= SMALL_MOST)
        return;
    struct encoder *e = arena_new(a, struct encoder);
    arena_defer(a, close_encoder, e);
    if (run_encoder(e, im)) {
        im->data = str_copy(a, (struct str){(const char *)e->bytes, e->n});
        im->form = IMAGE_JPEG;
    }
    close_encoder(e);
}
