/* pdf_everything: one document that holds all a PDF of ours can hold: every kind of op and tag,
 * text in many scripts, pictures in every form, links within and out, bookmarks, labels. */
#ifndef TESTS_PDF_EVERYTHING_H
#define TESTS_PDF_EVERYTHING_H

#include "emit/pdf_sample.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <zlib.h>

/* Marks of every kind meeting each other, brackets at line ends, mixed scripts. */
#define SAMPLE_TORTURE                                                                                                                          \
    "他说：「『光合作用』（photosynthesis）是什么？」老师答：“《植物生理学》（第三版）里写得很清"       \
    "楚："                                                                                                                                    \
    "‘光反应’、‘暗反应’，二者缺一不可。”于是，大家翻开《笔记》，（第 12 页）【重点】：叶绿体 " \
    "(chloroplast) 吸收蓝光与红光；反射绿光。The office staff fluffed AVATAR "                                                     \
    "files，“quoted”（twice），"                                                                                                        \
    "and went on。"

/* ---- pictures ---- */

static inline struct str sample_pixels(struct arena *a, uint32_t w, uint32_t h, int components) {
    char *p = arena_alloc(a, (size_t)w * h * (size_t)components), *at = p;
    for (uint32_t y = 0; y < h; y++)
        for (uint32_t x = 0; x < w; x++)
            for (int c = 0; c < components; c++)
                *at++ = (char)(c == 0 ? x * 255 / w : c == 1 ? y * 255 / h : 128);
    return (struct str){p, (size_t)(at - p)};
}

static inline struct image *sample_raw(struct arena *a, bool with_alpha) {
    struct image *i = arena_new(a, struct image);
    *i = (struct image){.form = IMAGE_RAW, .width = 60, .height = 40, .components = 3, .bits = 8};
    i->data = sample_pixels(a, 60, 40, 3);
    i->hash = with_alpha ? 11 : 10;
    if (with_alpha)
        i->alpha = sample_pixels(a, 60, 40, 1);
    return i;
}

/* A PNG's data: rows behind a filter byte, in zlib's format. 4 bits and a palette of 16 greys. */
static inline struct image *sample_idat(struct arena *a) {
    struct image *i = arena_new(a, struct image);
    *i = (struct image){.form = IMAGE_IDAT, .width = 32, .height = 16, .components = 1, .bits = 4};
    char rows[16 * 17], *palette = arena_alloc(a, 48);
    for (int y = 0; y < 16; y++) {
        rows[y * 17] = 0;
        memset(rows + y * 17 + 1, y * 17, 16);
    }
    for (int k = 0; k < 48; k++)
        palette[k] = (char)(k / 3 * 17);
    uLong n = compressBound(sizeof(rows));
    char *data = arena_alloc(a, n);
    compress((Bytef *)data, &n, (const Bytef *)rows, sizeof(rows));
    i->data = (struct str){data, n};
    i->palette = (struct str){palette, 48};
    i->hash = 12;
    return i;
}

static inline struct image *sample_jpeg(struct arena *a) {
    struct image *i = arena_new(a, struct image);
    *i = (struct image){.form = IMAGE_JPEG, .width = 60, .height = 40, .components = 3, .bits = 8};
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long n = 0;
    struct str pixels = sample_pixels(a, 60, 40, 3);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &n);
    jpeg.image_width = 60;
    jpeg.image_height = 40;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < 40; y++) {
        JSAMPROW row = (JSAMPROW)(pixels.p + y * 180);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    i->data = (struct str){arena_copy(a, bytes, n), n};
    i->hash = 13;
    free(bytes);
    return i;
}

/* ---- structure ---- */

struct everything {
    struct sample s;
    const struct face *face, *other; /* two faces; may be the same */
    uint32_t next_level;
};

static inline void every_text(struct everything *e, uint32_t tag, const char *text) {
    sample_paragraph(&e->s, e->face, 10500, tag, text, 0);
}

static inline uint32_t every_paragraph(struct everything *e, const char *text) {
    uint32_t p = pages_tag(e->s.pages, 1, TAG_P);
    every_text(e, p, text);
    return p;
}

static inline void every_heading(struct everything *e, uint8_t level, const char *text) {
    struct sample *s = &e->s;
    uint32_t h = pages_tag(s->pages, 1, TAG_H);
    s->pages->tags.v[h].level = level;
    uint32_t dest = pages_dest(s->pages, s->x, s->y, str_of(text));
    struct outline o = {.title = str_of(text), .level = level - 1u, .dest = dest};
    vec_push(s->a, &s->pages->outlines, o);
    sample_paragraph(s, e->other, level == 1 ? 18000 : 14000, h, text, 0);
}

/* Running header and footer with a rule: artifacts. */
static inline void every_furniture(struct everything *e, const char *folio) {
    struct sample *s = &e->s;
    sample_line(s, e->face, 8000, s->x, 40000, 0, "植物生理学笔记 · 《光合作用》");
    page_line(s->pages, s->page, s->x, 44000, s->width, 0, 500);
    sample_line(s, e->face, 8000, s->x + s->width / 2, 810000, 0, folio);
}

static inline void every_item(struct everything *e, uint32_t list, const char *label,
                              const char *text, mpt indent, uint32_t *body) {
    struct sample *s = &e->s;
    uint32_t item = pages_tag(s->pages, list, TAG_LI);
    uint32_t lbl = pages_tag(s->pages, item, TAG_LBL);
    *body = pages_tag(s->pages, item, TAG_LBODY);
    uint32_t p = pages_tag(s->pages, *body, TAG_P);
    sample_line(s, e->face, 10500, s->x + indent, s->y + 10500, lbl, label);
    s->x += indent + 20000;
    s->width -= indent + 20000;
    every_text(e, p, text);
    s->x -= indent + 20000;
    s->width += indent + 20000;
}

static inline void every_list(struct everything *e) {
    uint32_t body, inner, list = pages_tag(e->s.pages, 1, TAG_L);
    every_item(e, list, "1.", "光反应：在类囊体膜上，产生 ATP 与 NADPH。", 0, &body);
    uint32_t bullets = pages_tag(e->s.pages, body, TAG_L);
    every_item(e, bullets, "•", "水的光解；", 20000, &inner);
    every_item(e, bullets, "•", "电子传递。", 20000, &inner);
    every_item(e, list, "2.", "暗反应：在基质中，固定「二氧化碳」（CO₂）。", 0, &body);
}

/* Three columns: a header row, a row headed by its first cell, a cell over two, an empty one. */
static inline void every_table(struct everything *e) {
    static const char *const text[3][3] = {
        {"阶段", "场所", "产物"}, {"光反应", "类囊体膜", ""}, {"暗反应", "基质（合并）", NULL}};
    struct sample *s = &e->s;
    uint32_t table = pages_tag(s->pages, 1, TAG_TABLE);
    for (int row = 0; row < 3; row++) {
        uint32_t tr = pages_tag(s->pages, table, TAG_TR);
        for (int column = 0; column < 3 && text[row][column]; column++) {
            bool heads = row == 0 || column == 0;
            uint32_t cell = pages_tag(s->pages, tr, heads ? TAG_TH : TAG_TD);
            s->pages->tags.v[cell].scope_row = row > 0;
            s->pages->tags.v[cell].colspan = row == 2 && column == 1 ? 2 : 1;
            sample_line(s, e->face, 10500, s->x + column * 120000, s->y + 14000, cell,
                        text[row][column]);
        }
        page_line(s->pages, s->page, s->x, s->y + 18000, 360000, 0, 250);
        s->y += 20000;
    }
    s->y += 10000;
}

static inline void every_picture(struct everything *e, const struct image *image, mpt x,
                                 const char *alt) {
    struct sample *s = &e->s;
    uint32_t figure = pages_tag(s->pages, 1, TAG_FIGURE);
    s->pages->tags.v[figure].alt = str_of(alt);
    struct op *op = page_op(s->pages, s->page, OP_IMAGE, figure);
    op->x = x;
    op->y = s->y;
    op->w = 60000;
    op->h = 40000;
    op->image = image;
}

static inline void every_link(struct everything *e, uint32_t tag, mpt x, mpt to, const char *uri,
                              int32_t dest) {
    struct op *op = page_op(e->s.pages, e->s.page, OP_LINK, tag);
    op->x = x;
    op->y = e->s.y - 2000;
    op->w = to - x;
    op->h = 14000;
    op->uri = str_of(uri);
    op->dest = dest;
}

static inline void every_inline(struct everything *e) {
    struct sample *s = &e->s;
    mpt x = s->x, y = s->y + 10500;
    uint32_t p = pages_tag(s->pages, 1, TAG_P), link = pages_tag(s->pages, p, TAG_LINK);
    uint32_t formula = pages_tag(s->pages, p, TAG_FORMULA);
    uint32_t code = pages_tag(s->pages, p, TAG_CODE), ref = pages_tag(s->pages, p, TAG_REFERENCE);
    uint32_t inner = pages_tag(s->pages, ref, TAG_LINK);
    uint32_t note = pages_tag(s->pages, p, TAG_NOTE);
    s->pages->tags.v[formula].alt = STR("E 等于 m 乘 c 的平方");
    s->pages->tags.v[formula].actual = STR("E = mc^2");
    s->pages->tags.v[code].lang = STR("en");
    mpt from = x = sample_line(s, e->face, 10500, x, y, p, "参见 ");
    x = sample_line(s, e->face, 10500, x, y, link, "example.org 的说明");
    every_link(e, link, from, x, "https://example.org/a?b=(c)&d=é", -1);
    x = sample_line(s, e->face, 10500, x, y, p, "；质能关系 ");
    x = sample_line(s, e->other, 10500, x, y, formula, "E = mc²");
    x = sample_line(s, e->face, 10500, x, y, p, "；代码 ");
    from = x = sample_line(s, e->other, 10500, x, y, code, "int main(void)");
    x = sample_line(s, e->face, 7000, x, y - 4000, inner, "1");
    every_link(e, inner, from, x, "", 0);
    sample_line(s, e->face, 10500, x, y, p, "。");
    sample_line(s, e->face, 8000, s->x, 780000, note, "1 注释文字（在页脚）。");
    every_link(e, p, s->x, s->x + 10000, "javascript:alert(1)", -1);
    every_link(e, p, s->x + 20000, s->x + 30000, "mailto:a@example.org", -1);    /* no Link tag */
    every_link(e, 0, s->x + 40000, s->x + 50000, "OBSIDIAN://open?vault=v", -1); /* no tag */
    s->y += 20000;
}

/* Ornaments in every shape, a run in each quarter turn. */
static inline void every_shape(struct everything *e) {
    struct sample *s = &e->s;
    for (int i = 0; i < 4; i++) {
        struct op *op = page_op(s->pages, s->page, i % 2 ? OP_FILL : OP_STROKE, 0);
        op->x = s->x + i * 70000;
        op->y = s->y;
        op->w = 60000;
        op->h = 30000;
        op->thick = 750;
        op->radius = i > 1 ? 8000 : 0;
        op->color = (struct color){(uint8_t)(i * 60), 200, 220};
        op->dash[0] = op->dash[1] = i == 2 ? 3000 : 0;
    }
    uint32_t p = pages_tag(s->pages, 1, TAG_P);
    for (uint8_t i = 0; i < 4; i++) {
        struct glyph_run *run = sample_run(s, e->face, 10500, "转（四）");
        run->turn = i;
        run->color = (struct color){200, 30, 30};
        sample_draw(s, run, 0, run->n, s->x + 340000 + i * 40000, s->y + 20000, p);
    }
    s->y += 60000;
}

static inline struct pages *sample_everything(struct arena *a, const struct face *face,
                                              const struct face *other) {
    struct everything e = {
        .s = sample_begin(a, "植物生理学 & <笔记> (Plant)"), .face = face, .other = other};
    e.s.pages->author = STR("张三");
    e.s.pages->subject = STR("光合作用");
    e.s.pages->two_sided = true;
    e.s.page->label = STR("封面");
    every_furniture(&e, "第 1 页");
    every_heading(&e, 1, "第一章 光合作用 Photosynthesis");
    every_paragraph(&e, SAMPLE_TORTURE);
    every_heading(&e, 3, "1.1 卡尔文循环 𠮷 Calvin cycle");
    every_inline(&e);
    every_paragraph(
        &e, "部首 ⼀ 与汉字 一；office 与 ﬁle；CO₂，H₂O，e\u0301，x\u0304，ṏ；扩展区 𠮷 𠀀；"
            "未收录 \U0001F33F\u2603 与 \U000F0000。");
    every_list(&e);
    every_table(&e);
    every_picture(&e, sample_raw(a, false), e.s.x, "渐变：从左到右红色加深");
    every_picture(&e, sample_raw(a, true), e.s.x + 70000, "同一渐变，半透明");
    every_picture(&e, sample_idat(a), e.s.x + 140000, "");
    every_picture(&e, sample_jpeg(a), e.s.x + 210000, "a JPEG");
    every_picture(&e, sample_raw(a, false), e.s.x + 280000, "第一幅，再来一次");
    e.s.y += 50000;
    every_shape(&e);
    uint32_t quote = pages_tag(e.s.pages, 1, TAG_QUOTE);
    every_text(&e, pages_tag(e.s.pages, quote, TAG_P), "引用：“百闻不如一见。”");
    sample_page(&e.s);
    every_furniture(&e, "第 2 页");
    every_heading(&e, 2, "1.2 小结");
    for (int i = 0; i < 12; i++)
        every_paragraph(&e, SAMPLE_TORTURE);
    e.s.page->label = STR("7");
    sample_page(&e.s);
    e.s.page->is_padding = true;
    return e.s.pages;
}

#endif
