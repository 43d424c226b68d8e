/* image_svg: SVG by librsvg, drawn to pixels at print resolution. No base address is given, so that
 * nothing outside the file is ever loaded. Without librsvg SVG pictures print as boxes.
 *
 * librsvg brings forty libraries with it, and loading them takes as long as setting a page: it is
 * loaded when the first SVG is there. */
#include "layout/image_int.h"

#ifdef HAVE_RSVG

#include <dlfcn.h>
#include <librsvg/rsvg.h>

#ifdef __APPLE__
#define RSVG_LIBRARY "librsvg-2.2.dylib"
#else
#define RSVG_LIBRARY "librsvg-2.so.2"
#endif

/* What is called of librsvg, and of cairo and glib that come with it. */
#define RSVG_CALLS(X)                                                                              \
    X(rsvg_handle_new_from_data)                                                                   \
    X(rsvg_handle_get_intrinsic_size_in_pixels)                                                    \
    X(rsvg_handle_get_intrinsic_dimensions)                                                        \
    X(rsvg_handle_render_document)                                                                 \
    X(cairo_image_surface_create)                                                                  \
    X(cairo_image_surface_get_data)                                                                \
    X(cairo_image_surface_get_stride)                                                              \
    X(cairo_surface_flush)                                                                         \
    X(cairo_surface_destroy)                                                                       \
    X(cairo_create)                                                                                \
    X(cairo_status)                                                                                \
    X(cairo_destroy)                                                                               \
    X(g_object_unref)                                                                              \
    X(g_error_free)

// A name that is declared takes no parentheses.
// NOLINTNEXTLINE(bugprone-macro-parentheses)
#define DECLARE_CALL(name) __typeof__(name) *name;
struct calls {
    RSVG_CALLS(DECLARE_CALL)
};

enum {
    PRINT_DPI = 300,
    CSS_DPI = 96,
    SIDE_MOST = 4000,   /* pixels */
    DEFAULT_SIDE = 300, /* css pixels, for files that give neither size nor viewBox */
    USES_MOST = 200000  /* a second of drawing, or two */
};

struct drawing {
    struct calls call;
    RsvgHandle *handle;
    cairo_surface_t *surface;
    cairo_t *cr;
};

static void close_drawing(void *arg) {
    struct drawing *d = arg;
    if (d->handle != NULL)
        d->call.g_object_unref(d->handle);
    if (d->cr != NULL)
        d->call.cairo_destroy(d->cr);
    if (d->surface != NULL)
        d->call.cairo_surface_destroy(d->surface);
    *d = (struct drawing){0};
}

/* The library stays loaded: glib cannot be unloaded. */
static bool load_calls(struct calls *call) {
    void *library = dlopen(RSVG_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
    bool found = library != NULL;
#define FIND_CALL(name) found = found && (*(void **)&call->name = dlsym(library, #name)) != NULL;
    RSVG_CALLS(FIND_CALL)
    return found;
}

static bool take_error(struct picture *p, const struct drawing *d, GError *error) {
    p->why = str_format(p->a, "the SVG cannot be drawn: %s", error ? error->message : "");
    if (error)
        d->call.g_error_free(error);
    return false;
}

/* Its own size in css pixels, or its viewBox's. */
static void own_size(const struct drawing *d, double *width, double *height) {
    gboolean has_w, has_h, has_box;
    RsvgLength w, h;
    RsvgRectangle box = {0, 0, 0, 0};
    if (d->call.rsvg_handle_get_intrinsic_size_in_pixels(d->handle, width, height))
        return;
    d->call.rsvg_handle_get_intrinsic_dimensions(d->handle, &has_w, &w, &has_h, &h, &has_box, &box);
    *width = has_box && box.width > 0 ? box.width : DEFAULT_SIDE;
    *height = has_box && box.height > 0 ? box.height : DEFAULT_SIDE;
}

static bool choose_size(struct picture *p, const struct drawing *d) {
    double w = 0, h = 0;
    own_size(d, &w, &h);
    if (!(w >= 1 && h >= 1 && w <= 1e6 && h <= 1e6))
        return picture_refuse(p, "the SVG has no usable size");
    double scale = (double)PRINT_DPI / CSS_DPI;
    double longest = MAX(w, h) * scale;
    if (longest > SIDE_MOST)
        scale *= SIDE_MOST / longest;
    p->image->width = (uint32_t)MAX(1.0, w * scale + 0.5);
    p->image->height = (uint32_t)MAX(1.0, h * scale + 0.5);
    p->image->dpi = (int)(scale * CSS_DPI + 0.5);
    return true;
}

/* Cairo's colours are multiplied by alpha; PDF's soft masks want them as they are. */
static void take_pixels(struct picture *p, const struct drawing *d) {
    struct image *im = p->image;
    size_t n = (size_t)im->width * im->height;
    uint8_t *rgb = arena_array(p->a, uint8_t, n * 3), *alpha = arena_array(p->a, uint8_t, n);
    const uint8_t *data = d->call.cairo_image_surface_get_data(d->surface);
    size_t stride = (size_t)d->call.cairo_image_surface_get_stride(d->surface);
    for (size_t i = 0; i < n; i++) {
        uint32_t px;
        memcpy(&px, data + i / im->width * stride + i % im->width * 4, 4);
        uint32_t a = px >> 24;
        alpha[i] = (uint8_t)a;
        for (int c = 0; c < 3 && a > 0; c++)
            rgb[i * 3 + (size_t)c] =
                (uint8_t)MIN(255, ((px >> (16 - 8 * c) & 255) * 255 + a / 2) / a);
    }
    im->form = IMAGE_RAW;
    im->components = 3;
    im->data = (struct str){(const char *)rgb, n * 3};
    im->alpha = (struct str){(const char *)alpha, n};
}

static bool draw(struct picture *p, struct drawing *d) {
    GError *error = NULL;
    struct image *im = p->image;
    d->handle = d->call.rsvg_handle_new_from_data((const guint8 *)p->bytes.p, p->bytes.n, &error);
    if (d->handle == NULL)
        return take_error(p, d, error);
    if (!choose_size(p, d))
        return false;
    d->surface =
        d->call.cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)im->width, (int)im->height);
    d->cr = d->call.cairo_create(d->surface);
    if (d->call.cairo_status(d->cr) != CAIRO_STATUS_SUCCESS)
        fail_raise(arena_failure(p->a), "out of memory (cairo)");
    RsvgRectangle all = {0, 0, im->width, im->height};
    if (!d->call.rsvg_handle_render_document(d->handle, d->cr, &all, &error))
        return take_error(p, d, error);
    d->call.cairo_surface_flush(d->surface);
    take_pixels(p, d);
    return true;
}

bool svg_picture(struct picture *p) {
    struct drawing *d = arena_new(p->a, struct drawing);
    if (svg_uses_most(arena_failure(p->a), p->bytes, USES_MOST))
        return picture_refuse(p, "the SVG repeats its parts more than 200,000 times");
    if (!load_calls(&d->call))
        return picture_refuse(p, "an SVG; " RSVG_LIBRARY " is not installed");
    arena_defer(p->a, close_drawing, d);
    bool ok = draw(p, d);
    close_drawing(d);
    return ok;
}

#else

bool svg_picture(struct picture *p) {
    return picture_refuse(p, "an SVG; this crib was built without librsvg");
}

#endif
