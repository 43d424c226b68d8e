/* page: tags, one reader's copy, the dump. */
#include "layout/page.h"
#include "unit.h"

static void add(struct pages *p, struct page *page, uint32_t tag, enum layer layer) {
    page_op(p, page, OP_FILL, tag)->layer = (uint8_t)layer;
}

/* Two pages: the first for both readers, the second only for the key's. */
static struct pages *sample(struct arena *a) {
    struct pages *p = pages_make(a);
    uint32_t sect = pages_tag(p, 1, TAG_SECT);      /* 2 */
    uint32_t question = pages_tag(p, sect, TAG_P);  /* 3 */
    uint32_t answer = pages_tag(p, sect, TAG_P);    /* 4: key only */
    uint32_t word = pages_tag(p, answer, TAG_SPAN); /* 5: in it */
    uint32_t cell = pages_tag(p, sect, TAG_TD);     /* 6: never had an op */
    uint32_t foot = pages_tag(p, 1, TAG_P);         /* 7 */
    struct page *one = pages_add(p, 1000, 2000);
    uint32_t top = pages_dest(p, 0, 0, STR("top"));
    add(p, one, question, LAYER_BOTH);
    add(p, one, answer, LAYER_KEY);
    add(p, one, word, LAYER_KEY);
    add(p, one, foot, LAYER_STUDENT);
    ck_assert_uint_eq(cell, 6);
    struct page *two = pages_add(p, 1000, 2000);
    uint32_t key = pages_dest(p, 10, 20, STR("key"));
    add(p, two, answer, LAYER_KEY);
    struct op *link = page_op(p, one, OP_LINK, question);
    link->dest = (int32_t)key;
    link = page_op(p, one, OP_LINK, question);
    link->dest = (int32_t)top;
    vec_push(a, &p->outlines, (struct outline){STR("题"), 0, top});
    vec_push(a, &p->outlines, (struct outline){STR("解"), 1, key});
    vec_push(a, &p->outlines, (struct outline){STR("末"), 2, top});
    return p;
}

UNIT_TEST(students_see_nothing_of_the_key) {
    UNIT_UNUSED(row);
    struct pages *s = pages_select(a, sample(a), LAYER_STUDENT);
    ck_assert_uint_eq(s->v.n, 1);
    ck_assert_uint_eq(s->v.v[0]->ops.n, 3); /* the link to the key is gone */
    ck_assert_uint_eq(s->tags.n, 6);        /* answer and its word are gone, the empty cell stays */
    ck_assert_uint_eq(s->tags.v[4].role, TAG_TD);
    ck_assert_uint_eq(s->tags.v[4].parent, 2);
    ck_assert_uint_eq(s->v.v[0]->ops.v[1].tag, 5);
    ck_assert_uint_eq(s->dests.n, 1);
    ck_assert_int_eq(s->v.v[0]->ops.v[2].dest, 0);
    ck_assert_uint_eq(s->outlines.n, 2);
    ck_assert_uint_eq(s->outlines.v[1].level, 1); /* no level is skipped */
}

UNIT_TEST(the_key_loses_what_is_the_students) {
    UNIT_UNUSED(row);
    struct pages *k = pages_select(a, sample(a), LAYER_KEY);
    ck_assert_uint_eq(k->v.n, 2);
    ck_assert_uint_eq(k->tags.n, 7);
    ck_assert_uint_eq(k->dests.n, 2);
    ck_assert_uint_eq(k->outlines.n, 3);
    for (size_t i = 0; i < k->v.n; i++)
        for (size_t j = 0; j < k->v.v[i]->ops.n; j++)
            ck_assert_uint_eq(k->v.v[i]->ops.v[j].layer, LAYER_BOTH);
}

UNIT_TEST(padding_pages_stay) {
    UNIT_UNUSED(row);
    struct pages *p = pages_make(a);
    pages_add(p, 10, 10)->is_padding = true;
    ck_assert_uint_eq(pages_select(a, p, LAYER_STUDENT)->v.n, 1);
}

/* Packing keeps every field at its ends. */
UNIT_TEST(packed_glyphs_come_back) {
    UNIT_UNUSED(row);
    static const struct glyph v[] = {
        {1, 0, 0, 1000, 0, 3},         {65535, -500, 0, 500, 3, 3}, {UINT32_MAX, 0, 0, 1000, 6, 7},
        {70000, 3, -4, -12, 13, 8},    {2, 0, 0, 70000, 21, 1},     {3, 0, 250, 1000, 22, 0},
        {4, 0, 0, 1000, 100000, 2000}, {5, 0, 0, 0, 5, 1},
    };
    struct glyph_run run = {.n = COUNT_OF(v), .packed = glyphs_pack(a, v, COUNT_OF(v))};
    struct glyph_walk w = glyph_walk(&run);
    struct glyph g;
    for (size_t i = 0; i < COUNT_OF(v); i++) {
        ck_assert(glyph_next(&w, &g));
        ck_assert(g.gid == v[i].gid && g.dx == v[i].dx && g.dy == v[i].dy);
        ck_assert(g.advance == v[i].advance && g.text_at == v[i].text_at);
        ck_assert_uint_eq(g.text_len, v[i].text_len);
    }
    ck_assert(!glyph_next(&w, &g));
}

/* Ops of a page stay with it when the next one begins. */
UNIT_TEST(pages_keep_their_ops) {
    UNIT_UNUSED(row);
    struct pages *p = pages_make(a);
    for (uint32_t i = 0; i < 20; i++) {
        struct page *page = pages_add(p, 1000, 2000);
        for (uint32_t k = 0; k < i * 7; k++)
            page_op(p, page, OP_FILL, i)->x = (mpt)k;
    }
    add(p, p->v.v[3], 3, LAYER_BOTH);
    for (uint32_t i = 0; i < 20; i++) {
        struct page *page = p->v.v[i];
        ck_assert_uint_eq(page->ops.n, i * 7 + (i == 3));
        for (uint32_t k = 0; k < i * 7; k++)
            ck_assert(page->ops.v[k].tag == i && page->ops.v[k].x == (mpt)k);
    }
}

UNIT_TEST(dump_is_one_op_a_line) {
    UNIT_UNUSED(row);
    struct pages *p = pages_make(a);
    p->lang = STR("zh-Hans");
    struct page *page = pages_add(p, 595276, 841890);
    page_line(p, page, 1, 2, 3, 0, 250);
    page_fill(p, page, 5, 6, 7, 8, (struct color){224, 224, 224});
    struct buf out = buf_in(a);
    pages_dump(p, &out);
    unit_str_is(
        buf_get(&out),
        STR("{\"schema\":1,\"lang\":\"zh-Hans\",\"two_sided\":false,\"grey\":false,\"pages\":[\n"
            "{\"width\":595276,\"height\":841890,\"ops\":[\n"
            "{\"op\":\"line\",\"tag\":0,\"x\":1,\"y\":2,\"w\":3,\"thick\":250}\n"
            ",{\"op\":\"fill\",\"tag\":0,\"x\":5,\"y\":6,\"w\":7,\"h\":8,"
            "\"color\":\"#E0E0E0\"}]}],\"tags\":[\n"
            "{\"role\":\"Artifact\",\"parent\":0}\n"
            ",{\"role\":\"Document\",\"parent\":0}],\"dests\":[],\"outlines\":[]}\n"));
}

int main(void) {
    Suite *s = suite_create("page");
    UNIT(s, students_see_nothing_of_the_key);
    UNIT(s, the_key_loses_what_is_the_students);
    UNIT(s, padding_pages_stay);
    UNIT(s, packed_glyphs_come_back);
    UNIT(s, pages_keep_their_ops);
    UNIT(s, dump_is_one_op_a_line);
    return unit_run(s);
}
