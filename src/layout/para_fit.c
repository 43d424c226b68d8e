/* para_fit: the arithmetic of one line, shared by breaking and drawing. */
#include "layout/font_int.h"
#include "layout/para_int.h"

int64_t line_uem(mpt v, mpt size) {
    return (int64_t)v * 1000000 / size;
}

int64_t line_hyphen(const struct para *p, size_t cluster) {
    const struct para_item *item = &p->items[p->v[cluster].item];
    return (int64_t)font_nominal(item->face, '-').advance * item->scale;
}

size_t line_visible_end(const struct para *p, size_t from, size_t to) {
    while (to > from && (p->v[to - 1].kind == CLUSTER_SPACE || p->v[to - 1].kind == CLUSTER_BREAK))
        to--;
    return to;
}

void line_add_boundary(struct line_sums *s, const struct cluster *c) {
    s->width += c->gap * 1000;
    s->shrink[c->shrink_class] += c->shrink;
    s->stretch[c->stretch_class] += c->stretch;
}

int64_t line_object_width(const struct para *p, const struct cluster *c,
                          const struct para_shape *shape) {
    const struct para_object *o = &p->objects[c->at];
    int64_t width = c->width + line_uem(o->width_fixed, shape->size);
    if (!o->is_word)
        return width;
    mpt room = shape->measure - MAX(shape->first_indent, shape->hang);
    return MIN(width, MAX(line_uem(room, shape->size), 1000));
}

static void add_object(struct line_sums *s, const struct para *p, const struct cluster *c,
                       const struct para_shape *shape) {
    const struct para_object *o = &p->objects[c->at];
    int64_t width = line_object_width(p, c, shape);
    int32_t give = (int32_t)(width / 1000 * o->give / 1000);
    s->width += width;
    s->shrink[SHRINK_BLANK] += give;
    s->stretch[STRETCH_BLANK] += give;
    s->fills += o->stretches;
}

void line_add_cluster(struct line_sums *s, const struct para *p, const struct cluster *c,
                      const struct para_shape *shape) {
    if (c->kind == CLUSTER_OBJECT)
        add_object(s, p, c, shape);
    else
        s->width += c->width;
    s->fills += c->kind == CLUSTER_FILL;
}

struct line_sums line_measure(const struct para *p, const struct para_shape *s, size_t from,
                              size_t end) {
    struct line_sums sums = {0};
    if (from >= end)
        return sums;
    sums.width = -p->v[from].trim_left * 1000;
    for (size_t k = from; k < end; k++) {
        if (k > from)
            line_add_boundary(&sums, &p->v[k]);
        line_add_cluster(&sums, p, &p->v[k], s);
    }
    sums.width -= p->v[end - 1].trim_right * 1000;
    return sums;
}

/* White is added to the classes in steps, so that no class bears it all while others have none:
 * blanks to 3/8 em, the gap to Latin to 0.29, Chinese by 0.04 em, blanks to 1/2, the gap to 1/3,
 * Chinese by 0.08, letters by 0.05, or 0.02 where there is no Chinese. */
struct step {
    uint8_t cls;
    uint8_t share; /* of what the class can gain, percent, in all steps so far */
};
static const struct step STRETCH_STEPS[] = {
    {STRETCH_BLANK, 100}, {STRETCH_SPACE, 50}, {STRETCH_GAP, 50},  {STRETCH_HAN, 50},
    {STRETCH_SPACE, 100}, {STRETCH_GAP, 100},  {STRETCH_HAN, 100}, {STRETCH_LETTER, 100},
};

/* Taken away in the order of the classes, but of the gap to Latin first only down to 0.2 em: below
 * that it is seen to be narrow. */
static const struct step SHRINK_STEPS[] = {
    {SHRINK_BLANK, 100}, {SHRINK_SPACE, 100}, {SHRINK_MIDDLE, 100}, {SHRINK_BRACKET, 100},
    {SHRINK_PAUSE, 100}, {SHRINK_GAP, 40},    {SHRINK_STOP, 100},   {SHRINK_GAP, 100},
};

static int64_t share_shrink(const struct line_sums *have, int64_t d, struct line_change *out) {
    for (size_t i = 0; d < 0 && i < COUNT_OF(SHRINK_STEPS); i++) {
        const struct step *s = &SHRINK_STEPS[i];
        int64_t room = have->shrink[s->cls] * INT64_C(10) * s->share - out->shrink[s->cls];
        int64_t taken = MIN(-d, room);
        out->shrink[s->cls] += taken;
        d += taken;
    }
    return d;
}

static int64_t share_stretch(const struct line_sums *have, int64_t d, struct line_change *out) {
    for (size_t i = 0; d > 0 && i < COUNT_OF(STRETCH_STEPS); i++) {
        const struct step *s = &STRETCH_STEPS[i];
        int64_t room = have->stretch[s->cls] * INT64_C(10) * s->share - out->stretch[s->cls];
        int64_t taken = MIN(d, room);
        out->stretch[s->cls] += taken;
        d -= taken;
    }
    return d;
}

int64_t line_share(const struct line_sums *have, int64_t d, bool stretch, struct line_change *out) {
    memset(out, 0, sizeof(*out));
    if (d < 0)
        return share_shrink(have, d, out);
    if (have->fills > 0) {
        out->fill = d;
        return 0;
    }
    return stretch ? share_stretch(have, d, out) : d;
}
