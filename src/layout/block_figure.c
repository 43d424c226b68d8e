/* block_figure: pictures fitted to the column, the box that stands for one that is missing, and
 * captions. The box of a picture on the network has its address as a QR code (block_qr.c). */
#include "layout/block_make.h"

#include "base/fs.h"
#include "base/utf8.h"
#include "source/vault.h"

#define MISSING_HEIGHT_EM 2500
#define DASH              2000 /* of the missing picture's frame, on and off */

struct figure {
    const struct image *image; /* NULL: missing */
    const struct para *name;   /* of a missing one */
    mpt natural;               /* width it would like */
    uint32_t slot;
    struct str alt;
    const struct para *caption; /* NULL: none */
    const struct qr *code;      /* address of one on the network; NULL: none */
    struct str uri;
};

struct figure_box {
    const struct figure *figure;
    mpt x, width, height, measure, pitch, size, rule;
    mpt code;                  /* side of the QR code with its white, 0 = none */
    struct para_lines name;    /* of a missing one */
    struct para_lines caption; /* below the box */
};

static void link_draw(const struct figure_box *f, const struct block_out *o, mpt x, mpt y) {
    struct op *op = page_op(o->pages, o->page, OP_LINK, o->tags[f->figure->slot]);
    op->x = x;
    op->y = y;
    op->w = f->measure;
    op->h = f->height;
    op->uri = f->figure->uri;
}

static void frame_draw(const struct figure_box *f, const struct block_out *o, mpt x, mpt y) {
    uint32_t tag = o->tags[f->figure->slot];
    struct op *op = page_op(o->pages, o->page, OP_STROKE, 0);
    op->x = x;
    op->y = y;
    op->w = f->measure;
    op->h = f->height;
    op->thick = f->rule;
    op->dash[0] = op->dash[1] = DASH;
    if (f->code)
        qr_draw(f->figure->code, o, x, y + (f->height - f->code) / 2, f->code, tag);
    mpt top = y + (f->height - f->name.height) / 2;
    para_draw(&f->name, 0, f->name.n, o->pages, o->page, x + f->code + f->size, top, tag);
    if (f->figure->uri.n)
        link_draw(f, o, x, y);
}

static void picture_draw(const struct figure_box *f, const struct block_out *o, mpt x, mpt y) {
    struct op *op = page_op(o->pages, o->page, OP_IMAGE, o->tags[f->figure->slot]);
    op->x = x + f->x;
    op->y = y;
    op->w = f->width;
    op->h = f->height;
    op->image = f->figure->image;
    op->uri = f->figure->alt;
}

static void figure_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct figure_box *f = b->data;
    if (f->figure->image)
        picture_draw(f, o, x, y);
    else
        frame_draw(f, o, x, y);
    para_draw(&f->caption, 0, f->caption.n, o->pages, o->page, x, y + f->height,
              o->tags[f->figure->slot]);
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

/* Name and QR code of a missing one; the box is as high as both need. */
static void fit_frame(const struct maker *m, struct figure_box *f) {
    const struct figure *figure = f->figure;
    if (figure->code)
        f->code = qr_side(figure->code, m->measure / 2);
    struct para_shape shape = {.size = f->size,
                               .pitch = f->pitch,
                               .measure = f->measure - f->size * 2 - f->code,
                               .align = f->code ? ALIGN_RAGGED : ALIGN_CENTER};
    f->name = para_break(m->a, figure->name, &shape);
    f->height = MAX(maker_em(m, MISSING_HEIGHT_EM), f->code);
    f->height = MAX(f->height, f->name.height + f->pitch / 2);
}

static void figure_make(struct maker *m, const void *data) {
    struct figure_box *f = arena_new(m->a, struct figure_box);
    const struct figure *figure = data;
    *f = (struct figure_box){.figure = figure,
                             .measure = m->measure,
                             .pitch = m->area->pitch,
                             .size = m->area->size,
                             .rule = m->l->look->rule_box};
    if (figure->image)
        fit_image(m, f);
    else
        fit_frame(m, f);
    struct para_shape shape = {
        .size = f->size, .pitch = f->pitch, .measure = m->measure, .align = ALIGN_CENTER};
    if (figure->caption)
        f->caption = para_break(m->a, figure->caption, &shape);
    maker_box(m, f->height + f->caption.height, figure_draw, f, 0);
}

static struct text_format note_format(const struct block_list *l) {
    struct text_format f = block_format(l);
    f.scale = (uint16_t)l->look->note_scale;
    return f;
}

/* The host of an address. */
static struct str host_of(struct str uri) {
    size_t from = str_find(uri, STR("//"));
    struct str host = from == SIZE_MAX ? uri : str_from(uri, from + 2);
    return str_slice(host, 0, MIN(str_find_byte(host, '/'), host.n));
}

/* What the box of a missing picture says: "缺图　name", and its address (next to the code for it
 * only the host). */
static const struct para *missing_name(struct block_list *l, const struct study_figure *s,
                                       struct span span, struct str address) {
    struct text_format f = note_format(l);
    struct str written = l->look->sources ? block_written_line(l, span) : (struct str){0};
    if (written.n)
        return block_plain_para(l, written, &f);
    struct para_builder *b = block_builder(l);
    f.no_break = true;
    para_text(b, l->look->missing_figure, &f, (struct span){0});
    f.no_break = false;
    para_space(b, 1000, true);
    para_text(b, fs_base(s->target.n ? s->target : s->alt), &f, (struct span){0});
    if (address.n) {
        para_line_break(b);
        f.family = FAMILY_MONO;
        para_text(b, address, &f, (struct span){0});
    }
    return block_end(l, b);
}

/* Alternative text that says something: words, not the picture's name or a tool's. */
static bool is_caption(const struct study_figure *s) {
    struct str alt = str_trim(s->caption.plain), name = fs_base(s->target);
    if (utf8_count(alt) < 2 || str_has(name, alt) || str_has(alt, name))
        return false;
    bool words = false;
    for (const char *p = alt.p, *end = str_end(alt); p < end;) {
        uint32_t c = utf8_next(&p, end);
        words |= code_is_cjk(c) || c == ' ';
    }
    return words;
}

static void find_picture(struct block_list *l, struct figure *f, const struct part *part) {
    const struct study_figure *s = part->figure;
    struct str why;
    if (s->path.n) {
        f->image = l->look->pictures ? pictures_read(l->look->pictures, s->path, &why)
                                     : image_read(l->a, s->path, l->look->grey, &why);
        if (!f->image)
            diag_at(l->d, DIAG_FIGURE_BROKEN, part->span, s->target, why);
    }
    if (f->image) {
        f->natural = picture_width(f->image, s->width);
        return;
    }
    if (s->result == VAULT_REMOTE &&
        (str_starts(s->target, STR("http://")) || str_starts(s->target, STR("https://")))) {
        f->uri = s->target;
        f->code = qr_make(l->a, s->target, QR_LOW);
    }
    f->name = missing_name(l, s, part->span, f->code ? host_of(f->uri) : f->uri);
}

void block_part_figure(struct block_list *l, const struct part *part,
                       const struct block_place *where) {
    const struct study_figure *s = part->figure;
    struct figure *f = arena_new(l->a, struct figure);
    f->alt = s->alt.n ? s->alt : fs_base(s->target);
    f->slot = block_slot(l, where->slot, TAG_FIGURE, 0);
    block_slot_alt(l, f->slot, f->alt);
    find_picture(l, f, part);
    if (is_caption(s) && !l->look->sources) {
        struct text_format note = note_format(l);
        f->caption = block_rich_para(l, &s->caption, &note);
    }
    block_add(l, figure_make, f, where);
}
