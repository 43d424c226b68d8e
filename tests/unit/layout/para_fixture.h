/* para_fixture: paragraphs set with the system's fonts and read back from the ops, for tests. */
#ifndef TESTS_LAYOUT_PARA_FIXTURE_H
#define TESTS_LAYOUT_PARA_FIXTURE_H

#include "base/utf8.h"
#include "layout/para.h"
#include "unit.h"

#define SIZE  10000 /* mpt: a thousandth of an em is 10 mpt */
#define PITCH 14000

struct setting {
    struct arena *a;
    struct diag *d;
    struct font_set *fonts;
    struct pages *pages;
    struct page *page;
};

/* A character as it stands on a page. */
struct seen {
    uint32_t code;
    size_t line;
    mpt x, ink_shift, advance; /* mpt; ink begins at x + ink_shift + its own bearing */
    uint32_t gid;
    const struct glyph_run *run;
};
typedef VEC(struct seen) seen_vec;

static struct setting fixture(struct arena *a) {
    struct setting s = {.a = a, .d = diag_open(a), .pages = pages_make(a)};
    struct font_options o = {.data_dir = str_of(CRIB_SOURCE_DATA)};
    s.fonts = font_set_open(a, &o, s.d);
    ck_assert_msg(s.fonts != NULL, "install the packages named in fonts/fonts.yaml");
    s.page = pages_add(s.pages, 1000000, 1000000);
    return s;
}

static const struct text_format SANS = {.family = FAMILY_SANS, .scale = 1000};

static inline const struct para *para_of(struct setting *s, struct str text, const char *lang) {
    struct para_builder *b = para_begin(s->a, s->fonts, str_of(lang));
    para_text(b, text, &SANS, (struct span){1, (uint32_t)text.n});
    return para_end(b, s->d);
}

static inline struct para_shape shape_of(mpt measure, enum para_align align) {
    return (struct para_shape){
        .size = SIZE, .pitch = PITCH, .measure = measure, .align = align, .avoid_orphan = true};
}

/* The characters of all lines, in order. Glyphs of several characters give the first one's place to
 * all of them. */
static inline seen_vec draw_lines(struct setting *s, const struct para_lines *l) {
    seen_vec out = {0};
    size_t first = s->page->ops.n;
    para_draw(l, 0, l->n, s->pages, s->page, 0, 0, 1);
    for (size_t i = first; i < s->page->ops.n; i++) {
        const struct op *op = &s->page->ops.v[i];
        if (op->kind != OP_GLYPHS)
            continue;
        mpt x = op->x;
        struct glyph glyph;
        for (struct glyph_walk w = glyph_walk(op->run); glyph_next(&w, &glyph);) {
            struct str t = str_slice(op->run->text, glyph.text_at, glyph.text_at + glyph.text_len);
            mpt advance = (mpt)((int64_t)glyph.advance * op->run->size / 1000);
            for (const char *p = t.p, *end = t.p + t.n; p < end;) {
                struct seen c = {.code = utf8_next(&p, end),
                                 .line = (size_t)((op->y - s->page->ops.v[first].y) / PITCH),
                                 .x = x,
                                 .ink_shift = (mpt)((int64_t)glyph.dx * op->run->size / 1000),
                                 .advance = advance,
                                 .gid = glyph.gid,
                                 .run = op->run};
                vec_push(s->a, &out, c);
            }
            x += advance;
        }
    }
    return out;
}

static inline struct str text_of(struct arena *a, const seen_vec *v) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < v->n; i++)
        buf_code(&b, v->v[i].code);
    return buf_get(&b);
}

/* The line's lines: characters from..to-1 of line n; false when there is no such line. */
static inline bool line_of(const seen_vec *v, size_t n, size_t *from, size_t *to) {
    *from = 0;
    while (*from < v->n && v->v[*from].line < n)
        ++*from;
    for (*to = *from; *to < v->n && v->v[*to].line == n; ++*to)
        ;
    return *from < *to;
}

#endif
