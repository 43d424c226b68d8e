/* outline: drawing a glyph into steps. */
#include "emit/pdf/outline.h"

#include <hb-ot.h>
#include <hb.h>
#include <math.h>

/* The pen draws absolute points in font units and keeps relative ones in 1/1000 em. Rounding each
 * absolute point keeps errors from adding up along the contour. */
struct pdf_pen {
    struct arena *a;
    hb_font_t *font;
    hb_draw_funcs_t *funcs;
    double scale;
    struct pdf_outline to;
    int x, y;             /* the current point */
    int start_x, start_y; /* of the contour */
};

void pdf_box_add(struct pdf_box *b, int x, int y) {
    b->x0 = b->any ? MIN(b->x0, x) : x;
    b->y0 = b->any ? MIN(b->y0, y) : y;
    b->x1 = b->any ? MAX(b->x1, x) : x;
    b->y1 = b->any ? MAX(b->y1, y) : y;
    b->any = true;
}

static int to_em(const struct pdf_pen *p, float v) {
    return (int)floor((double)v * p->scale + 0.5);
}

static void add_step(struct pdf_pen *p, enum pdf_step_kind kind, const int *points, int n) {
    struct pdf_step *s = vec_add(p->a, &p->to.steps);
    s->kind = (uint8_t)kind;
    for (int i = 0; i < n; i += 2) {
        s->d[i] = (int16_t)(points[i] - p->x);
        s->d[i + 1] = (int16_t)(points[i + 1] - p->y);
        p->x = points[i];
        p->y = points[i + 1];
        if (kind != STEP_MOVE)
            pdf_box_add(&p->to.box, p->x, p->y);
    }
}

static void pen_move(struct pdf_pen *p, int x, int y) {
    add_step(p, STEP_MOVE, (int[]){x, y}, 2);
    p->start_x = x;
    p->start_y = y;
}

static void pen_line(struct pdf_pen *p, int x, int y) {
    pdf_box_add(&p->to.box, p->x, p->y);
    if (x != p->x || y != p->y)
        add_step(p, STEP_LINE, (int[]){x, y}, 2);
}

static void on_move(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x, float y,
                    void *data) {
    (void)funcs, (void)state, (void)data;
    struct pdf_pen *p = pen;
    pen_move(p, to_em(p, x), to_em(p, y));
}

static void on_line(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x, float y,
                    void *data) {
    (void)funcs, (void)state, (void)data;
    struct pdf_pen *p = pen;
    pen_line(p, to_em(p, x), to_em(p, y));
}

static void on_curve(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x1, float y1,
                     float x2, float y2, float x, float y, void *data) {
    (void)funcs, (void)state, (void)data;
    struct pdf_pen *p = pen;
    pdf_box_add(&p->to.box, p->x, p->y);
    add_step(
        p, STEP_CURVE,
        (int[]){to_em(p, x1), to_em(p, y1), to_em(p, x2), to_em(p, y2), to_em(p, x), to_em(p, y)},
        6);
}

/* A closing line that only goes back to the start is implied by the next move. */
static void on_close(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, void *data) {
    (void)funcs, (void)state, (void)data;
    struct pdf_pen *p = pen;
    size_t n = p->to.steps.n;
    if (n == 0 || p->x != p->start_x || p->y != p->start_y)
        return;
    const struct pdf_step *last = &p->to.steps.v[n - 1];
    if (last->kind != STEP_LINE)
        return;
    p->x -= last->d[0];
    p->y -= last->d[1];
    p->to.steps.n--;
}

static void free_funcs(void *funcs) {
    hb_draw_funcs_destroy(funcs);
}

struct pdf_pen *pdf_pen_open(struct arena *a, const struct face *face) {
    struct pdf_pen *p = arena_new(a, struct pdf_pen);
    p->a = a;
    p->font = face->hb_font;
    p->scale = 1000.0 / MAX(face->units_per_em, 1u);
    p->funcs = hb_draw_funcs_create();
    arena_defer(a, free_funcs, p->funcs);
    hb_draw_funcs_set_move_to_func(p->funcs, on_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(p->funcs, on_line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(p->funcs, on_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(p->funcs, on_close, NULL, NULL);
    return p; /* HarfBuzz turns quadratic curves into cubic ones by itself */
}

static void start(struct pdf_pen *p) {
    p->to.steps.n = 0;
    p->to.box = (struct pdf_box){0};
    p->x = p->y = p->start_x = p->start_y = 0;
}

const struct pdf_outline *pdf_pen_glyph(struct pdf_pen *p, uint32_t gid) {
    start(p);
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(p->font, gid, p->funcs, p);
#else
    hb_font_get_glyph_shape(p->font, gid, p->funcs, p);
#endif
    return &p->to;
}

static void rectangle(struct pdf_pen *p, int x0, int y0, int x1, int y1) {
    pen_move(p, x0, y0);
    pen_line(p, x1, y0);
    pen_line(p, x1, y1);
    pen_line(p, x0, y1);
}

const struct pdf_outline *pdf_pen_box(struct pdf_pen *p, int width, int height) {
    enum { STROKE = 40 };
    int left = MIN(50, width / 8), right = width - left;
    start(p);
    rectangle(p, left, 0, right, height);
    /* Clockwise within anticlockwise: the inside stays empty. */
    pen_move(p, left + STROKE, STROKE);
    pen_line(p, left + STROKE, height - STROKE);
    pen_line(p, right - STROKE, height - STROKE);
    pen_line(p, right - STROKE, STROKE);
    return &p->to;
}
