/* picture: see picture.h. */
#include "layout/picture.h"

#include "base/fs.h"
#include "base/map.h"
#include "base/utf8.h"
#include "source/source.h"
#include "source/vault.h"

#define PRINT_DPI      150 /* pixels an inch when the file does not say */
#define SCREEN_DPI     96  /* of widths authors write */
#define DPI_LEAST      72
#define SMALL_MOST     32000 /* as high as this a picture stands in the line */
#define LINE_TOP_EM    860   /* of such a one, above and below the baseline */
#define LINE_BOTTOM_EM 140
#define EM_ABOUT       8000 /* the size of text, for a larger one: what it is at most, in em */
#define WIDTH_MOST_EM  20000
#define HEIGHT_MOST_EM 14000
#define FRAMED_MOST    24  /* cells of a name that is framed: a frame is not broken */
#define CLEAR_EM       250 /* white above and below it */

/* A file that was read. */
struct file {
    const struct image *image; /* NULL: it cannot be used */
    struct str why;
};

struct pictures {
    struct arena *a;
    const struct study *study;
    bool grey;
    struct diag *d;
    struct map figures; /* "BASE TARGET": of the note, as written -> struct study_figure */
    struct map files;   /* path -> struct file */
};

static struct str figure_key(struct arena *a, const struct source *s, struct str target) {
    return str_format(a, "%u %.*s", s->base, STR_ARG(target));
}

struct pictures *pictures_open(struct arena *a, const struct study *study, bool grey,
                               struct diag *d) {
    struct pictures *p = arena_new(a, struct pictures);
    *p = (struct pictures){a, study, grey, d, map_in(a), map_in(a)};
    for (size_t i = 0; i < study->n; i++)
        for (size_t k = 0; k < study->v[i]->n_figures; k++) {
            const struct study_figure *f = study->v[i]->figures[k];
            struct str key = figure_key(a, study->v[i]->source, f->target);
            map_put(&p->figures, key)->ptr = (void *)(uintptr_t)f;
        }
    return p;
}

const struct image *pictures_read(struct pictures *p, struct str path, struct str *why) {
    struct map_entry *e = map_put(&p->files, path);
    if (!e->ptr) {
        struct file *file = arena_new(p->a, struct file);
        file->image = image_read(p->a, path, p->grey, &file->why);
        e->ptr = file;
    }
    const struct file *file = e->ptr;
    *why = file->why;
    return file->image;
}

mpt picture_width(const struct image *image, struct str written) {
    long pixels;
    size_t cross = str_find_byte(written, 'x');
    if (cross != SIZE_MAX)
        written = str_slice(written, 0, cross);
    if (str_to_int(written, &pixels) && pixels > 0 && pixels < 10000)
        return (mpt)(pixels * 72000 / SCREEN_DPI);
    int dpi = image->dpi >= DPI_LEAST ? MAX(image->dpi, PRINT_DPI) : PRINT_DPI;
    return (mpt)MIN((int64_t)image->width * 72000 / dpi, INT32_MAX / 2);
}

/* ---- in the line */

struct inline_picture {
    const struct image *image;
    struct str alt;
    int width, drop; /* 1/1000 em, and how far its foot is below the baseline */
};

static void draw_inline(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                        mpt y, mpt width, mpt size, uint32_t tag) {
    const struct inline_picture *in = o->data;
    mpt own = MIN(width, (mpt)((int64_t)size * in->width / 1000));
    uint32_t figure = tag ? pages_tag(p, tag, TAG_FIGURE) : 0;
    if (figure)
        p->tags.v[figure].alt = in->alt;
    struct op *op = page_op(p, page, OP_IMAGE, figure);
    op->w = own;
    op->h = (mpt)((int64_t)own * in->image->height / in->image->width);
    op->x = x;
    op->y = y + (mpt)((int64_t)size * in->drop / 1000) - op->h;
    op->image = in->image;
    op->uri = in->alt;
}

static int width_for(const struct image *image, int height) {
    return (int)MIN((int64_t)height * image->width / image->height, INT32_MAX / 4);
}

/* Puts the picture; true when it wants a line of its own. */
static struct para_object picture_object(struct pictures *p, const struct image *image,
                                         const struct rich_run *run, const struct text_format *f,
                                         bool *large) {
    mpt natural = picture_width(image, run_hint(run));
    int64_t high = (int64_t)natural * image->height / image->width;
    struct inline_picture *in = arena_new(p->a, struct inline_picture);
    *in = (struct inline_picture){.image = image, .alt = run->text};
    *large = high > SMALL_MOST;
    int height = (LINE_TOP_EM + LINE_BOTTOM_EM) * f->scale / 1000;
    in->width = MIN(width_for(image, height), WIDTH_MOST_EM);
    in->drop = LINE_BOTTOM_EM * f->scale / 1000;
    if (*large) {
        in->width = (int)MIN((int64_t)natural * 1000 / EM_ABOUT, WIDTH_MOST_EM);
        in->width = MIN(in->width, width_for(image, HEIGHT_MOST_EM));
        height = (int)((int64_t)in->width * image->height / image->width);
    }
    int clear = *large ? CLEAR_EM : 0;
    return (struct para_object){.width_em = in->width,
                                .ascent_em = height - in->drop + clear,
                                .descent_em = in->drop + clear,
                                .draw = draw_inline,
                                .data = in,
                                .is_word = true};
}

/* ---- texts */

/* One that is not there: its name, which leads to it when it is on the network. */
static void put_name(struct para_builder *b, const struct rich_run *run, bool remote,
                     const struct text_format *f) {
    struct rich_run name = *run;
    struct text_format framed = *f;
    if (str_eq(run->text, run_target(run))) /* the author gave no other name */
        name.text = fs_base(run_target(run));
    name.flags = remote ? RICH_LINK : 0;
    if (utf8_cells(name.text) <= FRAMED_MOST)
        framed.decoration |= DECO_BOX;
    para_rich(b, &(struct rich){.plain = name.text, .runs = &name, .n = 1}, &framed);
}

static bool is_edge(const struct rich *text, size_t i, bool after) {
    for (size_t k = i; after ? k + 1 < text->n : k > 0;) {
        k += after ? 1 : (size_t)-1;
        if (text->runs[k].flags & RICH_BREAK)
            return true;
        if (str_trim(text->runs[k].text).n)
            return false;
    }
    return true;
}

static void put_large(struct para_builder *b, const struct para_object *o, bool begins, bool ends) {
    if (!begins)
        para_line_break(b);
    para_fill(b);
    para_object(b, o);
    para_fill(b);
    if (!ends)
        para_line_break(b);
}

static void put_picture(struct pictures *p, struct para_builder *b, const struct rich *text,
                        size_t i, const struct text_format *f) {
    const struct rich_run *run = &text->runs[i];
    const struct source *s = source_at(p->study->sources, run->span.at);
    struct map_entry *e = s ? map_find(&p->figures, figure_key(p->a, s, run_target(run))) : NULL;
    const struct study_figure *figure = e ? e->ptr : NULL;
    const struct image *image = NULL;
    struct str why = {0};
    if (figure && figure->path.n)
        image = pictures_read(p, figure->path, &why);
    if (why.n)
        diag_at(p->d, DIAG_FIGURE_BROKEN, run->span, run_target(run), why);
    if (!image) {
        put_name(b, run, figure && figure->result == VAULT_REMOTE, f);
        return;
    }
    bool large;
    struct para_object o = picture_object(p, image, run, f, &large);
    if (large)
        put_large(b, &o, is_edge(text, i, false), is_edge(text, i, true));
    else
        para_object(b, &o);
}

void pictures_put(struct pictures *p, struct para_builder *b, const struct rich *text,
                  const struct text_format *f) {
    size_t from = 0;
    for (size_t i = 0; p && i < text->n; i++) {
        if (!(text->runs[i].flags & RICH_IMAGE))
            continue;
        struct rich before = {.plain = text->plain, .runs = text->runs + from, .n = i - from};
        para_rich(b, &before, f);
        put_picture(p, b, text, i, f);
        from = i + 1;
    }
    struct rich rest = {.plain = text->plain, .runs = text->runs + from, .n = text->n - from};
    para_rich(b, &rest, f);
}
