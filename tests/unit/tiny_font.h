/* tiny_font: a font family made by the tests, so that layouts can be compared exactly on every
 * system: boxes of known widths for whole ranges of characters.
 *
 *     character                         advance   ink (1/1000 em)
 *     blank                             250       none
 *     Latin, digits, ASCII signs        500       50–450
 *     - (hyphen)                        300       50–250
 *     closing marks ，。、；：？！）》”…  1000      50–250
 *     opening marks （《“…               1000      750–950
 *     ·                                 1000      450–550
 *     Han, kana, everything else wide   1000      50–950
 *
 * The box of every glyph is 700 high on the baseline. */
#ifndef TESTS_TINY_FONT_H
#define TESTS_TINY_FONT_H

#include "base/buf.h"
#include "base/fs.h"
#include "layout/font.h"

#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    TINY_NOTDEF,
    TINY_BLANK,
    TINY_LATIN,
    TINY_HYPHEN,
    TINY_CLOSE,
    TINY_OPEN,
    TINY_MIDDLE,
    TINY_WIDE,
    TINY_GLYPHS
};

struct tiny_glyph {
    int advance, from, to;
};
static const struct tiny_glyph TINY[TINY_GLYPHS] = {
    [TINY_NOTDEF] = {1000, 100, 900}, [TINY_BLANK] = {250, 0, 0},
    [TINY_LATIN] = {500, 50, 450},    [TINY_HYPHEN] = {300, 50, 250},
    [TINY_CLOSE] = {1000, 50, 250},   [TINY_OPEN] = {1000, 750, 950},
    [TINY_MIDDLE] = {1000, 450, 550}, [TINY_WIDE] = {1000, 50, 950},
};

struct tiny_range {
    uint32_t from, to, glyph;
};
static const struct tiny_range TINY_MAP[] = {
    {0x20, 0x20, TINY_BLANK},      {0x21, 0x2C, TINY_LATIN},     {0x2D, 0x2D, TINY_HYPHEN},
    {0x2E, 0x7E, TINY_LATIN},      {0xA0, 0xA0, TINY_BLANK},     {0xA1, 0xB6, TINY_LATIN},
    {0xB7, 0xB7, TINY_MIDDLE},     {0xB8, 0x24F, TINY_LATIN},    {0x2010, 0x2013, TINY_HYPHEN},
    {0x2014, 0x2014, TINY_WIDE},   {0x2018, 0x2018, TINY_OPEN},  {0x2019, 0x2019, TINY_CLOSE},
    {0x201C, 0x201C, TINY_OPEN},   {0x201D, 0x201D, TINY_CLOSE}, {0x2026, 0x2026, TINY_WIDE},
    {0x2190, 0x2BFF, TINY_WIDE},   {0x3000, 0x3000, TINY_BLANK}, {0x3001, 0x3002, TINY_CLOSE},
    {0x3003, 0x3007, TINY_WIDE},   {0x3008, 0x3008, TINY_OPEN},  {0x3009, 0x3009, TINY_CLOSE},
    {0x300A, 0x300A, TINY_OPEN},   {0x300B, 0x300B, TINY_CLOSE}, {0x300C, 0x300C, TINY_OPEN},
    {0x300D, 0x300D, TINY_CLOSE},  {0x300E, 0x300E, TINY_OPEN},  {0x300F, 0x300F, TINY_CLOSE},
    {0x3010, 0x3010, TINY_OPEN},   {0x3011, 0x3011, TINY_CLOSE}, {0x3041, 0x9FFF, TINY_WIDE},
    {0xAC00, 0xD7A3, TINY_WIDE},   {0xFF01, 0xFF01, TINY_CLOSE}, {0xFF08, 0xFF08, TINY_OPEN},
    {0xFF09, 0xFF09, TINY_CLOSE},  {0xFF0C, 0xFF0C, TINY_CLOSE}, {0xFF10, 0xFF19, TINY_WIDE},
    {0xFF1A, 0xFF1B, TINY_CLOSE},  {0xFF1F, 0xFF1F, TINY_CLOSE}, {0xFF21, 0xFF3A, TINY_WIDE},
    {0x20000, 0x2A6DF, TINY_WIDE},
};

static inline void tiny_16(struct buf *b, int v) {
    buf_byte(b, v >> 8 & 0xFF);
    buf_byte(b, v & 0xFF);
}

static inline void tiny_32(struct buf *b, uint32_t v) {
    tiny_16(b, (int)(v >> 16));
    tiny_16(b, (int)(v & 0xFFFF));
}

static inline void tiny_16s(struct buf *b, const int *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        tiny_16(b, v[i]);
}
#define TINY_16S(b, ...)                                                                           \
    tiny_16s((b), (const int[]){__VA_ARGS__}, sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

static inline void tiny_add(hb_face_t *builder, const char tag[5], const struct buf *b) {
    hb_blob_t *blob = hb_blob_create(b->p, (unsigned)b->n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(builder, hb_tag_from_string(tag, 4), blob);
    hb_blob_destroy(blob);
}

/* A rectangle, clockwise (OpenType, "glyf"). */
static inline void tiny_box(struct buf *glyf, const struct tiny_glyph *g) {
    int w = g->to - g->from;
    TINY_16S(glyf, 1, g->from, 0, g->to, 700, 3, 0);
    for (int i = 0; i < 4; i++)
        buf_byte(glyf, 1); /* on the curve, both steps as words */
    TINY_16S(glyf, g->from, 0, w, 0, 0, 700, 0, -700);
}

static inline void tiny_outlines(hb_face_t *builder, struct arena *a) {
    struct buf glyf = buf_in(a), loca = buf_in(a), hmtx = buf_in(a);
    for (int i = 0; i < TINY_GLYPHS; i++) {
        tiny_16(&loca, (int)(glyf.n / 2));
        TINY_16S(&hmtx, TINY[i].advance, TINY[i].from);
        if (TINY[i].to > 0)
            tiny_box(&glyf, &TINY[i]);
    }
    tiny_16(&loca, (int)(glyf.n / 2));
    tiny_add(builder, "glyf", &glyf);
    tiny_add(builder, "loca", &loca);
    tiny_add(builder, "hmtx", &hmtx);
}

static inline void tiny_cmap(hb_face_t *builder, struct arena *a) {
    struct buf b = buf_in(a);
    TINY_16S(&b, 0, 1, 3, 10, 0, 12, 13, 0); /* one subtable, format 13: many to one */
    tiny_32(&b, 16 + 12 * COUNT_OF(TINY_MAP));
    tiny_32(&b, 0);
    tiny_32(&b, COUNT_OF(TINY_MAP));
    for (size_t i = 0; i < COUNT_OF(TINY_MAP); i++) {
        tiny_32(&b, TINY_MAP[i].from);
        tiny_32(&b, TINY_MAP[i].to);
        tiny_32(&b, TINY_MAP[i].glyph);
    }
    tiny_add(builder, "cmap", &b);
}

static inline void tiny_names(hb_face_t *builder, struct arena *a, bool bold) {
    const char *texts[] = {"Crib Tiny", bold ? "Bold" : "Regular",
                           bold ? "Crib Tiny Bold" : "Crib Tiny",
                           bold ? "CribTiny-Bold" : "CribTiny-Regular"};
    static const int ids[] = {1, 2, 4, 6};
    struct buf b = buf_in(a), text = buf_in(a);
    TINY_16S(&b, 0, COUNT_OF(ids), 6 + 12 * (int)COUNT_OF(ids));
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        int n = (int)strlen(texts[i]);
        TINY_16S(&b, 3, 1, 0x409, ids[i], 2 * n, (int)text.n);
        for (int k = 0; k < n; k++)
            tiny_16(&text, texts[i][k]);
    }
    buf_str(&b, buf_get(&text));
    tiny_add(builder, "name", &b);
}

static inline void tiny_metrics(hb_face_t *builder, struct arena *a, bool bold) {
    struct buf head = buf_in(a), hhea = buf_in(a), maxp = buf_in(a), os2 = buf_in(a),
               post = buf_in(a);
    TINY_16S(&head, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000,
             700, bold, 8, 2, 0, 0);
    TINY_16S(&hhea, 1, 0, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, TINY_GLYPHS);
    TINY_16S(&maxp, 1, 0, TINY_GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    TINY_16S(&os2, 4, 500, bold ? 700 : 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0, 0,
             0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, bold ? 0x20 : 0x40, 0x20, 0xFFFF, 880, -120,
             0, 880, 120, 0, 0, 0, 0, 500, 700, 0, 0x20, 0);
    TINY_16S(&post, 3, 0, 0, 0, -125, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    tiny_add(builder, "head", &head);
    tiny_add(builder, "hhea", &hhea);
    tiny_add(builder, "maxp", &maxp);
    tiny_add(builder, "OS/2", &os2);
    tiny_add(builder, "post", &post);
}

/* Not Check's: fuzz targets use this font, too. */
static inline void tiny_must(bool well, const char *what) {
    if (!well) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

static inline void tiny_save(struct arena *a, struct str path, const char *p, size_t n) {
    FILE *f = fopen(str_c(a, path), "wb");
    tiny_must(f != NULL, "the tests' own font cannot be written");
    fwrite(p, 1, n, f);
    fclose(f);
}

static inline void tiny_write(struct arena *a, struct str dir, bool bold) {
    hb_face_t *builder = hb_face_builder_create();
    tiny_outlines(builder, a);
    tiny_cmap(builder, a);
    tiny_names(builder, a, bold);
    tiny_metrics(builder, a, bold);
    hb_blob_t *blob = hb_face_reference_blob(builder);
    unsigned n;
    const char *data = hb_blob_get_data(blob, &n);
    tiny_save(a, fs_join(a, dir, bold ? STR("fonts/tiny-bold.ttf") : STR("fonts/tiny.ttf")), data,
              n);
    hb_blob_destroy(blob);
    hb_face_destroy(builder);
}

static inline void tiny_remove(void *arg) {
    static const char *const files[] = {"/fonts/tiny.ttf", "/fonts/tiny-bold.ttf",
                                        "/fonts/fonts.yaml", "/fonts/.uuid"};
    char path[512];
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        snprintf(path, sizeof(path), "%s%s", (const char *)arg, files[i]);
        unlink(path);
    }
    snprintf(path, sizeof(path), "%s/fonts", (const char *)arg);
    rmdir(path);
    rmdir(arg);
}

/* A font set in which every role is the tiny font. Its files are removed when `a` closes. */
static inline struct font_set *tiny_set(struct arena *a, struct diag *d) {
    char *dir = arena_copy(a, "/tmp/crib-tiny-XXXXXX", 21);
    struct str error, where;
    tiny_must(mkdtemp(dir) != NULL, "no folder for the tests' own font");
    where = str_of(dir);
    arena_defer(a, tiny_remove, dir);
    struct str fonts = fs_join(a, where, STR("fonts"));
    tiny_must(fs_make_dirs(a, fonts, &error), "no folder for the tests' own font");
    tiny_write(a, where, false);
    tiny_write(a, where, true);
    struct str conf = STR("packages: none\n"
                          "families: {tiny: {any: [Crib Tiny]}}\n"
                          "roles: {sans: [tiny], serif: [tiny], kai: [tiny], mono: [tiny], math: "
                          "[tiny]}\n"
                          "fallback: []\n");
    tiny_save(a, fs_join(a, fonts, STR("fonts.yaml")), conf.p, conf.n);
    struct font_options o = {.data_dir = where, .font_dirs = &fonts, .n_font_dirs = 1};
    struct font_set *s = font_set_open(a, &o, d);
    tiny_must(s != NULL, "the tests' own font cannot be opened");
    return s;
}

#endif
