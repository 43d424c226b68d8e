/* image_webp: WebP by libwebp; of a moving one the first picture. Without libwebp such pictures
 * print as boxes. */
#include "layout/image_int.h"

#ifdef HAVE_WEBP

#include <webp/decode.h>
#include <webp/demux.h>

static void close_demuxer(void *demuxer) {
    WebPDemuxDelete(demuxer);
}

/* RGBA to RGB and alpha. */
static void take_pixels(struct picture *p, const uint8_t *rgba) {
    struct image *im = p->image;
    size_t n = (size_t)im->width * im->height;
    uint8_t *rgb = arena_array(p->a, uint8_t, n * 3), *alpha = arena_array(p->a, uint8_t, n);
    bool full = true;
    for (size_t i = 0; i < n; i++) {
        memcpy(rgb + i * 3, rgba + i * 4, 3);
        alpha[i] = rgba[i * 4 + 3];
        full &= alpha[i] == 255;
    }
    im->form = IMAGE_RAW;
    im->components = 3;
    im->data = (struct str){(const char *)rgb, n * 3};
    if (!full)
        im->alpha = (struct str){(const char *)alpha, n};
}

static bool decode(struct picture *p, const WebPData *frame) {
    int w = 0, h = 0;
    if (!WebPGetInfo(frame->bytes, frame->size, &w, &h))
        return picture_refuse(p, "the WebP is damaged");
    if (!picture_size_ok(p, (uint64_t)w, (uint64_t)h))
        return false;
    size_t stride = (size_t)w * 4, size = stride * (size_t)h;
    uint8_t *rgba = arena_array(p->a, uint8_t, size);
    if (!WebPDecodeRGBAInto(frame->bytes, frame->size, rgba, size, (int)stride))
        return picture_refuse(p, "the WebP is cut short or damaged");
    p->image->width = (uint32_t)w;
    p->image->height = (uint32_t)h;
    take_pixels(p, rgba);
    return true;
}

bool webp_picture(struct picture *p) {
    WebPData data = {(const uint8_t *)p->bytes.p, p->bytes.n};
    WebPDemuxer *demuxer = WebPDemux(&data);
    WebPIterator frame;
    if (demuxer == NULL)
        return picture_refuse(p, "the WebP is cut short or damaged");
    arena_defer(p->a, close_demuxer, demuxer);
    if (!WebPDemuxGetFrame(demuxer, 1, &frame))
        return picture_refuse(p, "the WebP holds no picture");
    bool ok = decode(p, &frame.fragment);
    WebPDemuxReleaseIterator(&frame);
    return ok;
}

#else

bool webp_picture(struct picture *p) {
    return picture_refuse(p, "a WebP; this crib was built without libwebp");
}

#endif
