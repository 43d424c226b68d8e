/* formula: TeX to pieces by math/, pieces to ops. */
#include "layout/formula.h"

#include "base/utf8.h"

/* ---- setting */

struct texts {
    struct arena *a;
    struct font_set *fonts;
    const struct formula_look *look;
    struct diag *d;
};

/* How far running text reaches, 1/1000 em: Chinese fills its square, Latin letters do not. */
enum { HAN_ASCENT = 860, HAN_DESCENT = 100, LATIN_ASCENT = 740, LATIN_DESCENT = 210 };

static struct math_text set_text(void *self, struct str text, enum math_text_look look,
                                 struct span src) {
    struct texts *t = self;
    struct text_format f = {.family = look == MATH_TEXT_MONO ? FAMILY_MONO : t->look->family,
                            .bold = look == MATH_TEXT_BOLD,
                            .scale = 1000,
                            .color = t->look->color};
    struct para_builder *b = para_begin(t->a, t->fonts, t->look->lang);
    para_text(b, text, &f, src);
    const struct para *p = para_end(b, t->d);
    bool han = utf8_count_han(text) > 0;
    return (struct math_text){.width = para_width(p, 1000),
                              .ascent = han ? HAN_ASCENT : LATIN_ASCENT,
                              .descent = han ? HAN_DESCENT : LATIN_DESCENT,
                              .handle = p};
}

const struct formula *formula_set(struct arena *a, struct font_set *fonts,
                                  const struct formula_look *look, struct str tex,
                                  enum math_mode mode, struct span src, struct diag *d) {
    struct texts texts = {a, fonts, look, d};
    const struct face *face = font_main(fonts, FAMILY_MATH, false);
    struct math_env env = {
        .a = a, .font = face->hb_font, .text = set_text, .self = &texts, .d = d, .src = src};
    const struct math *m = math_set(&env, tex, mode);
    if (!m)
        return NULL;
    struct formula *f = arena_new(a, struct formula);
    *f = (struct formula){.math = m, .face = face, .color = look->color};
    const struct math **rows;
    if (mode == MATH_DISPLAY) {
        f->n_rows = math_set_rows(&env, tex, &rows);
        f->rows = f->n_rows ? rows : NULL;
    }
    return f;
}

/* ---- drawing */

struct pen {
    const struct formula *f;
    struct pages *pages;
    struct page *page;
    mpt x, y, size;
    uint32_t tag;
};

static mpt em(const struct pen *pen, int v) {
    int64_t product = (int64_t)v * pen->size;
    return (mpt)((product + (product < 0 ? -500 : 500)) / 1000);
}

/* The glyphs' text: each one's character, or nothing for a further piece of one. */
static struct str glyphs_text(struct arena *a, const struct math_piece *piece, struct glyph *v) {
    struct buf text = buf_in(a);
    for (size_t i = 0; i < piece->n; i++) {
        const struct math_glyph *g = &piece->v[i];
        v[i] = (struct glyph){.gid = g->gid, .advance = g->advance, .text_at = (uint32_t)text.n};
        if (g->code)
            buf_code(&text, g->code);
        v[i].text_len = (uint32_t)text.n - v[i].text_at;
    }
    return buf_get(&text);
}

static void draw_glyphs(const struct pen *pen, const struct math_piece *piece) {
    struct arena *a = pen->pages->a;
    struct glyph *v = arena_array(a, struct glyph, piece->n);
    struct glyph_run *run = arena_new(a, struct glyph_run);
    *run = (struct glyph_run){.face = pen->f->face,
                              .size = em(pen, piece->scale),
                              .color = pen->f->color,
                              .v = v,
                              .n = piece->n,
                              .text = glyphs_text(a, piece, v)};
    struct op *op = page_op(pen->pages, pen->page, OP_GLYPHS, pen->tag);
    op->x = pen->x + em(pen, piece->x);
    op->y = pen->y - em(pen, piece->y);
    op->run = run;
}

static void draw_rule(const struct pen *pen, const struct math_piece *piece) {
    struct op *op = page_op(pen->pages, pen->page, OP_FILL, pen->tag);
    op->x = pen->x + em(pen, piece->x);
    op->y = pen->y - em(pen, piece->y + piece->h);
    op->w = em(pen, piece->w);
    op->h = em(pen, piece->h);
    op->color = pen->f->color;
}

static void draw_stroke(const struct pen *pen, const struct math_piece *piece) {
    struct op *op = page_op(pen->pages, pen->page, OP_LINE, pen->tag);
    op->x = pen->x + em(pen, piece->x);
    op->y = pen->y - em(pen, piece->y);
    op->w = em(pen, piece->w);
    op->h = -em(pen, piece->h);
    op->thick = em(pen, piece->thick);
    op->color = pen->f->color;
}

static void draw_text(const struct pen *pen, const struct math_piece *piece) {
    mpt size = em(pen, piece->scale);
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = INT32_MAX / 2, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(pen->pages->a, piece->text, &shape);
    para_draw(&lines, 0, lines.n, pen->pages, pen->page, pen->x + em(pen, piece->x),
              pen->y - em(pen, piece->y) - para_baseline(&shape), pen->tag);
}

static void draw_part(const struct pen *pen, const struct math_part *part) {
    static void (*const draw[])(const struct pen *, const struct math_piece *) = {
        [MATH_GLYPHS] = draw_glyphs,
        [MATH_RULE] = draw_rule,
        [MATH_STROKE] = draw_stroke,
        [MATH_TEXT] = draw_text,
    };
    for (size_t i = 0; i < part->n; i++)
        draw[part->v[i].kind](pen, &part->v[i]);
}

void formula_draw(const struct formula_line *l, struct pages *p, struct page *page, mpt x, mpt y,
                  mpt size, uint32_t tag) {
    struct pen pen = {.f = l->formula, .pages = p, .page = page, .y = y, .size = size, .tag = tag};
    int at = 0;
    for (size_t i = l->from; i < l->to; i++) {
        const struct math_part *part = &l->math->v[i];
        at += i > l->from ? part->white : 0;
        pen.x = x + em(&pen, at);
        draw_part(&pen, part);
        at += part->width;
    }
}

void formula_measure(const struct formula_line *l, int *width, int *ascent, int *descent) {
    *width = *ascent = *descent = 0;
    for (size_t i = l->from; i < l->to; i++) {
        const struct math_part *part = &l->math->v[i];
        *width += part->width + (i > l->from ? part->white : 0);
        *ascent = MAX(*ascent, part->ascent);
        *descent = MAX(*descent, part->descent);
    }
}

/* ---- in paragraphs */

struct inline_part {
    const struct formula *formula;
    size_t i;
    int scale, rise;
};

/* The tag of the formula's part before, drawn just now, is this part's too; else it gets a new one.
 */
static uint32_t formula_tag(struct pages *p, uint32_t parent, const struct math *m,
                            const struct math_part *part) {
    struct str tex = str_slice(m->tex, part->at, part->to);
    struct tag *last = p->tags.n ? &p->tags.v[p->tags.n - 1] : NULL;
    bool goes_on = last && part->at > 0 && last->role == TAG_FORMULA && last->parent == parent &&
                   str_end(last->alt) == tex.p;
    uint32_t tag = goes_on ? (uint32_t)(p->tags.n - 1) : pages_tag(p, parent, TAG_FORMULA);
    struct tag *t = &p->tags.v[tag];
    t->alt = goes_on ? (struct str){t->alt.p, t->alt.n + tex.n} : tex;
    t->actual = t->alt;
    return tag;
}

static void inline_draw(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                        mpt y, mpt width, mpt size, uint32_t tag) {
    const struct inline_part *in = o->data;
    struct formula_line l = {in->formula, in->formula->math, in->i, in->i + 1};
    if (tag)
        tag = formula_tag(p, tag, l.math, &l.math->v[in->i]);
    mpt own = (mpt)(((int64_t)size * in->scale + 500) / 1000);
    int64_t natural = (int64_t)own * l.math->v[in->i].width / 1000;
    if (natural > (int64_t)width + own / 10) /* wider than its line: smaller, never cut off */
        own = (mpt)((int64_t)own * width / natural);
    formula_draw(&l, p, page, x, y - (mpt)((int64_t)size * in->rise / 1000), own, tag);
}

#define CLEAR 50 /* of the lines above and below, 1/1000 em */

struct para_object formula_object(struct arena *a, const struct formula *f, size_t i, int scale,
                                  int rise) {
    const struct math_part *part = &f->math->v[i];
    struct inline_part *in = arena_new(a, struct inline_part);
    *in = (struct inline_part){f, i, scale, rise};
    return (struct para_object){.width_em = (int)((int64_t)part->width * scale / 1000),
                                .ascent_em = (part->ascent + CLEAR) * scale / 1000 + rise,
                                .descent_em = (part->descent + CLEAR) * scale / 1000 - rise,
                                .draw = inline_draw,
                                .data = in,
                                .is_word = true};
}
