/* para, counted by hand: lines of the tests' own font, whose widths are round numbers. Characters
 * of extension A stand in for Han, since no dictionary joins them to words. */
#include "tiny_font.h"
#include "unit.h"

#include "layout/para.h"

#define SIZE  10000
#define PITCH 14000

struct fixture {
    struct arena *a;
    struct font_set *fonts;
    struct diag *d;
};

static struct para_lines set_text(struct fixture *f, const char *text, int measure_em,
                                  enum para_align align) {
    static const struct text_format format = {.family = FAMILY_SANS, .scale = 1000};
    struct para_builder *b = para_begin(f->a, f->fonts, STR("zh-Hans"));
    para_text(b, str_of(text), &format, (struct span){0});
    struct para_shape s = {.size = SIZE,
                           .pitch = PITCH,
                           .measure = measure_em * SIZE / 1000,
                           .align = align,
                           .avoid_orphan = true};
    return para_break(f->a, para_end(b, f->d), &s);
}

/* The glyphs as text: advance of each, `<n` before a glyph whose ink is shifted by n, `|` between
 * lines, the x of runs that do not start at the left edge as `@x`. */
static struct str drawn(struct fixture *f, const struct para_lines *l) {
    struct pages *pages = pages_make(f->a);
    struct page *page = pages_add(pages, 1000000, 1000000);
    struct buf out = buf_in(f->a);
    for (size_t i = 0; i < l->n; i++) {
        size_t first = page->ops.n;
        para_draw(l, i, i + 1, pages, page, 0, 0, 1);
        if (i > 0)
            buf_c(&out, "| ");
        for (size_t k = first; k < page->ops.n; k++) {
            const struct op *op = &page->ops.v[k];
            if (op->x != 0)
                buf_printf(&out, "@%d ", (int)op->x);
            if (op->run == NULL)
                continue;
            struct glyph g;
            for (struct glyph_walk w = glyph_walk(op->run); glyph_next(&w, &g);) {
                if (g.dx != 0)
                    buf_printf(&out, "<%d ", g.dx);
                buf_printf(&out, "%d ", (int)g.advance);
            }
        }
    }
    return str_trim_end(buf_get(&out));
}

struct exact {
    const char *text;
    int measure_em; /* 1/1000 em */
    enum para_align align;
    const char *expected;
};

static const struct exact EXACT[] = {
    /* an em each, the mark at the end half */
    {"㐀㐁㐂。", 9000, ALIGN_JUSTIFY, "1000 1000 1000 500"},
    /* an opening mark at the start without its left half */
    {"（㐀）㐁", 9000, ALIGN_JUSTIFY, "<-500 500 1000 1000 1000"},
    /* two marks take an em and a half */
    {"㐀）（㐁", 9000, ALIGN_JUSTIFY, "1000 500 1000 1000"},
    {"㐀）。㐁", 9000, ALIGN_JUSTIFY, "1000 500 1000 1000"},
    {"㐀（《㐁", 9000, ALIGN_JUSTIFY, "1000 1000 <-500 500 1000"},
    /* a quarter of an em beside Latin, at the Latin's side */
    {"㐀a㐁", 9000, ALIGN_JUSTIFY, "1000 <250 1000 1000"},
    {"㐀ab㐁", 9000, ALIGN_JUSTIFY, "1000 <250 750 750 1000"},
    {"㐀 a 㐁", 9000, ALIGN_JUSTIFY, "1000 250 500 250 1000"},
    {"a，b", 9000, ALIGN_JUSTIFY, "500 1000 500"},
    {"a b", 9000, ALIGN_JUSTIFY, "500 250 500"},
    /* 4 em into 4.05: 0.05 over three places of Han */
    {"㐀㐁㐂㐃㐄㐅㐆㐇", 4060, ALIGN_JUSTIFY, "1020 1020 1020 1000 | 1000 1000 1000 1000"},
    /* the same ragged */
    {"㐀㐁㐂㐃㐄㐅㐆㐇", 4060, ALIGN_RAGGED, "1000 1000 1000 1000 | 1000 1000 1000 1000"},
    {"㐀㐁", 4000, ALIGN_CENTER, "@10000 1000 1000"},
    {"㐀㐁", 4000, ALIGN_RIGHT, "@20000 1000 1000"},
    /* the comma gives up 0.3 em before anything is stretched */
    {"㐀，㐁㐂㐃㐄㐅㐆", 4700, ALIGN_JUSTIFY, "1000 700 1000 1000 1000 | 1000 1000 1000"},
    /* blanks are widened to 3/8 em before Han is */
    {"㐀a b㐁㐂㐃㐄㐅㐆", 4850, ALIGN_JUSTIFY,
     "1000 <250 750 350 750 1000 1000 | 1000 1000 1000 1000"},
    /* no line starts with a closing mark; its blank half hangs on no line's end */
    {"㐀㐁㐂㐃。㐄㐅㐆", 4500, ALIGN_JUSTIFY, "1000 1000 1000 1000 500 | 1000 1000 1000"},
};

UNIT_TEST(lines) {
    const struct exact *e = &EXACT[row];
    struct fixture f = {.a = a, .d = diag_open(a)};
    f.fonts = tiny_set(a, f.d);
    struct para_lines l = set_text(&f, e->text, e->measure_em, e->align);
    unit_str_is(drawn(&f, &l), str_of(e->expected));
}

/* The size changes nothing but the scale: lines are the same at any size of one measure in em. */
UNIT_TEST(sizes_do_not_matter) {
    struct fixture f = {.a = a, .d = diag_open(a)};
    f.fonts = tiny_set(a, f.d);
    static const char text[] = "㐀㐁，㐂㐃abc㐄（㐅㐆）㐇㐈。㐉㐊㐋㐌 de 㐍㐎㐏：㐐㐑";
    struct para_lines l = set_text(&f, text, 6500, ALIGN_JUSTIFY);
    struct str want = drawn(&f, &l);
    struct para_shape s = l.shape;
    s.size = (mpt)(5000 + row * 1000);
    s.measure = (mpt)(6500 * s.size / 1000);
    struct para_lines again = para_break(a, l.para, &s);
    ck_assert_uint_eq(again.n, l.n);
    for (size_t i = 0; i < l.n; i++)
        ck_assert_uint_eq(again.v[i].to, l.v[i].to);
    unit_str_is(drawn(&f, &again), want);
}

int main(void) {
    Suite *s = suite_create("para exact");
    UNIT_ROWS(s, lines, COUNT_OF(EXACT));
    UNIT_ROWS(s, sizes_do_not_matter, 8);
    return unit_run(s);
}
