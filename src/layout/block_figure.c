/* block_figure: pictures fitted to the column, and the box that stands for one that is missing. */
#include "layout/block_make.h"

#include "base/fs.h"

#define MISSING_HEIGHT_EM 2500
#define DASH              2000 /* of the missing picture's frame, on and off */
#define PRINT_DPI         150  /* pixels an inch when the file does not say */
#define SCREEN_DPI        96   /* of widths authors write */
#define DPI_LEAST         72

struct figure {
    const struct image *image; /* NULL: missing */
    const struct para *name;   /* of a missing one */
    mpt natural;               /* width it would like */
    uint32_t slot;
    struct str alt;
};

struct figure_box {
    const struct figure *figure;
    mpt x, width, height, measure, pitch, size, rule;
};

static void frame_draw(const struct figure_box *f, const struct block_out *o, mpt x, mpt y) {
    struct op *op = page_op(o->pages, o->page, OP_STROKE, 0);
    op->x = x;
    op->y = y;
    op->w = f->measure;
    op->h = f->height;
    op->thick = f->rule;
    op->dash[0] = op->dash[1] = DASH;
    struct para_shape shape = {.size = f->size,
                               .pitch = f->pitch,
                               .measure = f->measure - f->size * 2,
                               .align = ALIGN_CENTER};
    struct para_lines lines = para_break(o->pages->a, f->figure->name, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, o->pages, o->page, x + f->size, y + (f->height - f->pitch) / 2,
                  o->tags[f->figure->slot]);
}

static void figure_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct figure_box *f = b->data;
    if (!f->figure->image) {
        frame_draw(f, o, x, y);
        return;
    }
    struct op *op = page_op(o->pages, o->page, OP_IMAGE, o->tags[f->figure->slot]);
    op->x = x + f->x;
    op->y = y;
    op->w = f->width;
    op->h = f->height;
    op->image = f->figure->image;
    op->uri = f->figure->alt;
}

/* Width and height in the column: natural, never wider than it, never higher than its share. */
static void fit_image(const struct maker *m, struct figure_box *f) {
    const struct image *image = f->figure->image;
    mpt most = m->area->frame ? (mpt)((int64_t)m->area->frame * m->l->look->figure_share / 1000)
                              : INT32_MAX;
    f->width = MIN(f->figure->natural, m->measure);
    f->height = (mpt)((int64_t)f->width * image->height / image->width);
    if (f->height > most) {
        f->height = most;
        f->width = (mpt)((int64_t)most * image->width / image->height);
    }
    f->x = (m->measure - f->width) / 2;
}

static void figure_make(struct maker *m, const void *data) {
    struct figure_box *f = arena_new(m->a, struct figure_box);
    *f = (struct figure_box){.figure = data,
                             .measure = m->measure,
                             .height = maker_em(m, MISSING_HEIGHT_EM),
                             .pitch = m->area->pitch,
                             .size = m->area->size,
                             .rule = m->l->look->rule_box};
    if (f->figure->image)
        fit_image(m, f);
    maker_box(m, f->height, figure_draw, f, 0);
}

static mpt natural_width(const struct study_figure *s, const struct image *image) {
    long pixels;
    struct str width = s->width;
    size_t cross = str_find_byte(width, 'x');
    if (cross != SIZE_MAX)
        width = str_slice(width, 0, cross);
    if (str_to_int(width, &pixels) && pixels > 0 && pixels < 10000)
        return (mpt)(pixels * 72000 / SCREEN_DPI);
    int dpi = image->dpi >= DPI_LEAST ? MAX(image->dpi, PRINT_DPI) : PRINT_DPI;
    return (mpt)MIN((int64_t)image->width * 72000 / dpi, INT32_MAX / 2);
}

/* What the box of a missing picture says: "缺图　name". */
static const struct para *missing_name(struct block_list *l, const struct study_figure *s,
                                       struct span span) {
    struct text_format f = block_format(l);
    f.scale = (uint16_t)l->look->note_scale;
    struct str written = l->look->sources ? block_written_line(l, span) : (struct str){0};
    if (written.n)
        return block_plain_para(l, written, &f);
    struct para_builder *b = block_builder(l);
    para_text(b, l->look->missing_figure, &f, (struct span){0});
    para_space(b, 1000, false);
    para_text(b, fs_base(s->target.n ? s->target : s->alt), &f, (struct span){0});
    return block_end(l, b);
}

void block_part_figure(struct block_list *l, const struct part *part,
                       const struct block_place *where) {
    const struct study_figure *s = part->figure;
    struct figure *f = arena_new(l->a, struct figure);
    struct str why;
    f->alt = s->alt.n ? s->alt : fs_base(s->target);
    f->slot = block_slot(l, where->slot, TAG_FIGURE, 0);
    block_slot_alt(l, f->slot, f->alt);
    if (s->path.n) {
        f->image = image_read(l->a, s->path, l->look->grey, &why);
        if (!f->image)
            diag_at(l->d, DIAG_FIGURE_BROKEN, part->span, s->target, why);
    }
    if (f->image)
        f->natural = natural_width(s, f->image);
    else
        f->name = missing_name(l, s, part->span);
    block_add(l, figure_make, f, where);
}
