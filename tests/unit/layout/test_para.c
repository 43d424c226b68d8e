/* para: properties of lines with real fonts: what no setting of any text may break. The texts are
 * drawn at random from a fixed seed; the limits are those of the design (clreq, "Line
 * Adjustment"). */
#include "para_fixture.h"

#include "base/rng.h"

static const char *const WORDS[] = {
    "学习", "模型", "的", "训练", "数据", "与", "参数", "注意力", "机制", "在", "可以",
    "不",   "语言", "层", "和",   "为",   "一", "是",   "就",     "这样", "上", "发展",
};
static const char *const MARKS_AND_TOKENS[] = {
    "，",   "。",     "、",     "；",         "：",    "？",    "！",        "（",  "）",  "《",
    "》",   "“",      "”",      "「",         "」",    "【",    "】",        "——",  "……",  "·",
    "Adam", "GPT-4",  "int8",   "FP16",       "C++",   "LoRA",  "7B",        "25℃", "95%", "3e-4",
    "72h",  "¥1,299", "v2.7.1", "2024-05-20", "第3章", "16 GB", "1,000,000", " ",   "  ",  "，",
};

/* Random text: not grammatical, so marks meet in every order. */
static struct str random_text(struct arena *a, uint64_t seed, size_t pieces) {
    struct rng r = rng_make(seed, 1);
    struct buf b = buf_in(a);
    buf_c(&b, "文");
    for (size_t i = 0; i < pieces; i++) {
        for (uint32_t n = 1 + rng_below(&r, 3); n > 0; n--)
            buf_c(&b, WORDS[rng_below(&r, COUNT_OF(WORDS))]);
        const char *piece = MARKS_AND_TOKENS[rng_below(&r, COUNT_OF(MARKS_AND_TOKENS))];
        buf_c(&b, piece);
        if (rng_below(&r, 4) == 0 && (unsigned char)piece[0] >= 0x80) /* marks that meet */
            buf_c(&b, MARKS_AND_TOKENS[rng_below(&r, 20)]);
    }
    buf_c(&b, "文");
    return buf_get(&b);
}

static bool is_in(uint32_t code, const char *set) {
    for (const char *p = set, *end = p + strlen(p); p < end;)
        if (utf8_next(&p, end) == code)
            return true;
    return false;
}

static bool is_latin(uint32_t c) {
    return c < 0x80 && code_is_letter(c);
}

#define NO_START "，。、；：？！）】》」』〉〕〗”’…—·％℃),.;:?!]}%"
#define NO_END   "（【《「『〈〔〖“‘([{¥￥$"

struct run_of_lines {
    struct setting s;
    struct para_lines l;
    struct para_shape shape;
    seen_vec v;
};

enum { TEXTS = 40, PIECES_EACH = 30 };

/* Text number `row` at a measure that differs from row to row, 8 to 34 em. */
static struct run_of_lines set_random(struct arena *a, size_t row) {
    struct run_of_lines r = {.s = fixture(a)};
    const struct para *p = para_of(&r.s, random_text(a, row, PIECES_EACH), "zh-Hans");
    r.shape = shape_of((mpt)(80000 + row * 6666), ALIGN_JUSTIFY);
    r.l = para_break(a, p, &r.shape);
    r.v = draw_lines(&r.s, &r.l);
    return r;
}

UNIT_TEST(prohibited_marks) {
    struct run_of_lines r = set_random(a, row);
    for (size_t i = 1; i < r.v.n; i++) {
        const struct seen *before = &r.v.v[i - 1], *c = &r.v.v[i];
        if (before->line == c->line)
            continue;
        size_t last = i - 1;
        while (last > 0 && r.v.v[last].code == ' ')
            last--;
        ck_assert_msg(!is_in(c->code, NO_START), "line %zu starts with U+%04X", c->line, c->code);
        ck_assert_msg(!is_in(r.v.v[last].code, NO_END), "line %zu ends with U+%04X", before->line,
                      r.v.v[last].code);
    }
}

UNIT_TEST(words_and_numbers_stay_whole) {
    struct run_of_lines r = set_random(a, row);
    for (size_t i = 1; i < r.v.n; i++) {
        uint32_t x = r.v.v[i - 1].code, y = r.v.v[i].code;
        if (r.v.v[i - 1].line == r.v.v[i].line || !is_latin(y))
            continue;
        bool in_number = is_in(x, ",.-¥") && y >= '0' && y <= '9';
        ck_assert_msg(!is_latin(x) && !in_number, "a line ends inside %c|%c", x, y);
    }
}

/* Every character once, in order; blanks may be fewer. */
UNIT_TEST(text_is_complete) {
    struct run_of_lines r = set_random(a, row);
    struct str want = str_replace(a, random_text(a, row, PIECES_EACH), STR(" "), STR(""));
    struct str got = str_replace(a, text_of(a, &r.v), STR(" "), STR(""));
    unit_str_is(got, want);
}

/* Lines that are not last reach the edge, to half a thousandth of an em; none goes beyond. */
UNIT_TEST(lines_reach_the_edge) {
    struct run_of_lines r = set_random(a, row);
    size_t from, to, flush = 0;
    for (size_t n = 0; line_of(&r.v, n, &from, &to); n++) {
        while (r.v.v[to - 1].code == ' ')
            to--;
        mpt end = r.v.v[to - 1].x + r.v.v[to - 1].advance;
        ck_assert_int_eq(r.v.v[from].x, 0);
        ck_assert_msg(end <= r.shape.measure + 10, "line %zu ends at %d of %d", n, end,
                      r.shape.measure);
        if (n + 1 == r.l.n || r.l.v[n].ragged)
            continue;
        ck_assert_msg(end >= r.shape.measure - 10, "line %zu ends at %d of %d", n, end,
                      r.shape.measure);
        flush++;
    }
    if (r.shape.measure > 160000) /* long words leave holes in narrow columns */
        ck_assert_uint_ge(flush * 10, (r.l.n - 1) * 7);
    ck_assert_uint_eq(r.l.n_overfull, 0);
    ck_assert_int_eq(r.l.height, (mpt)r.l.n * PITCH);
}

static bool is_full_mark(uint32_t c) {
    return is_in(c, "，。、；：？！（）《》「」【】");
}

/* What white between two characters may be: marks keep half an em, the gap to Latin 1/8 to 1/3,
 * Chinese open by 0.08 at most, blanks by 1/2. */
UNIT_TEST(white_stays_within_bounds) {
    struct run_of_lines r = set_random(a, row);
    for (size_t i = 0; i + 1 < r.v.n; i++) {
        const struct seen *c = &r.v.v[i], *next = &r.v.v[i + 1];
        if (c->line != next->line)
            continue;
        if (is_full_mark(c->code))
            ck_assert_int_ge(c->advance, 4690);
        if (c->code == ' ' && !is_full_mark(next->code) && i > 0 &&
            !is_full_mark(r.v.v[i - 1].code))
            ck_assert_msg(c->advance <= 5010 && c->advance >= 1240, "a blank of %d", c->advance);
        if (code_is_han(c->code) && code_is_han(next->code))
            ck_assert_msg(c->advance >= 10000 && c->advance <= 10800, "Han of %d", c->advance);
        if (code_is_han(c->code) && is_latin(next->code))
            ck_assert_msg(next->ink_shift >= 1240 && next->ink_shift <= 3340 && c->advance == 10000,
                          "a gap of %d", next->ink_shift);
        bool dashes = is_in(c->code, "—…") && c->code == next->code;
        bool joined = c->x == next->x || (i > 0 && r.v.v[i - 1].x == c->x); /* one glyph of all */
        if (dashes && !joined)
            ck_assert_int_eq(c->advance, 10000);
    }
}

UNIT_TEST(same_text_same_lines) {
    struct run_of_lines r = set_random(a, row), again = set_random(a, row);
    struct buf x = buf_in(a), y = buf_in(a);
    pages_dump(r.s.pages, &x);
    pages_dump(again.s.pages, &y);
    unit_str_is(buf_get(&x), buf_get(&y));
}

UNIT_TEST(ragged_lines_are_natural) {
    struct setting s = fixture(a);
    const struct para *p = para_of(&s, random_text(a, row, PIECES_EACH), "zh-Hans");
    struct para_shape shape = shape_of(200000, row % 2 ? ALIGN_RAGGED : ALIGN_RIGHT);
    struct para_lines l = para_break(a, p, &shape);
    seen_vec v = draw_lines(&s, &l);
    ck_assert_uint_eq(l.n_ragged, 0);
    for (size_t i = 0; i + 1 < v.n; i++)
        if (v.v[i].line == v.v[i + 1].line && code_is_han(v.v[i].code) &&
            code_is_han(v.v[i + 1].code))
            ck_assert_int_eq(v.v[i].advance, 10000);
    for (size_t n = 0; n < l.n; n++)
        ck_assert_int_le(l.v[n].x + l.v[n].width, 200010);
}

/* ---- marks ---- */

struct mark_case {
    const char *text;
    size_t at; /* of the first of the pair, in characters */
    mpt apart; /* from one mark's origin to the next character's, plus the shift of its ink */
};

/* GB/T 15834 and clreq "Punctuation Width Adjustment": two marks take an em and a half. */
static const struct mark_case MARKS[] = {
    {"甲）。乙", 1, 5000},         {"甲）（乙", 1, 10000 - 5000}, {"甲：“乙", 1, 10000 - 5000},
    {"甲（《乙", 1, 10000 - 5000}, {"甲》、乙", 1, 5000},         {"甲），乙", 1, 5000},
    {"甲，乙", 1, 10000},          {"甲（乙", 0, 10000},          {"甲）: 乙", 1, 5000},
};

UNIT_TEST(marks_that_meet) {
    struct setting s = fixture(a);
    const struct mark_case *c = &MARKS[row];
    struct para_shape shape = shape_of(500000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_of(&s, str_of(c->text), "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    const struct seen *x = &v.v[c->at], *y = &v.v[c->at + 1];
    mpt ink = y->x + y->ink_shift - x->x - x->ink_shift;
    ck_assert_msg(ink >= c->apart - 10 && ink <= c->apart + 10, "%s: %d, not %d", c->text, ink,
                  c->apart);
}

UNIT_TEST(marks_at_edges_lose_their_blank_half) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(55000, ALIGN_JUSTIFY);
    struct para_lines l =
        para_break(a, para_of(&s, STR("（甲乙丙丁，戊己庚辛。"), "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    ck_assert_uint_eq(l.n, 2);
    ck_assert_int_eq(v.v[0].x, 0);
    ck_assert_int_eq(v.v[0].ink_shift, -5000);
    ck_assert_int_eq(v.v[0].advance, 5000 + (v.v[1].advance - 10000));
    size_t from, to;
    line_of(&v, 0, &from, &to);
    ck_assert_uint_eq(v.v[to - 1].code, 0xFF0C);
    ck_assert_int_eq(v.v[to - 1].advance, 5000);
    ck_assert_int_eq(v.v[v.n - 1].advance, 5000);
}

/* ---- gaps and blanks ---- */

UNIT_TEST(latin_gets_a_gap_without_a_blank) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(500000, ALIGN_JUSTIFY);
    struct para_lines l =
        para_break(a, para_of(&s, STR("甲ab乙 cd 丙95%丁（e）"), "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    unit_str_is(text_of(a, &v), STR("甲ab乙 cd 丙95%丁（e）"));
    ck_assert_int_eq(v.v[1].ink_shift, 2500); /* a after 甲 */
    ck_assert_int_eq(v.v[4].advance, 2500);   /* the author's blank is the same gap */
    ck_assert_int_eq(v.v[5].ink_shift, 0);    /* not doubled */
    ck_assert_int_eq(v.v[7].advance, 2500);
    ck_assert_int_eq(v.v[9].ink_shift, 2500); /* 9 after 丙 */
    mpt percent = v.v[12].x - v.v[11].x;      /* and behind its sign */
    ck_assert_int_eq(percent, v.v[11].advance);
    ck_assert_int_eq(v.v[14].ink_shift, 0); /* none inside brackets */
}

UNIT_TEST(blanks_collapse_and_vanish_at_ends) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(500000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_of(&s, STR("  自注意力   多头  "), "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    unit_str_is(text_of(a, &v), STR("自注意力 多头"));
    ck_assert_int_eq(l.v[0].width, 63300);
}

/* ---- orphans ---- */

/* A paragraph of three lines and more never ends in one character where it can be avoided. */
UNIT_TEST(no_orphans) {
    struct setting s = fixture(a);
    struct buf text = buf_in(a);
    for (size_t i = 0; i < 41 + row; i++)
        buf_c(&text, i % 9 == 8 ? "，" : i % 2 ? "模" : "型");
    buf_c(&text, "吧。");
    struct para_shape shape = shape_of(200000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_of(&s, buf_get(&text), "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    size_t from, to;
    line_of(&v, l.n - 1, &from, &to);
    ck_assert_uint_gt(to - from, 2);
}

/* ---- objects, fills, tabs ---- */

struct drawn {
    mpt x, width;
    size_t times;
};

static void note_drawn(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                       mpt y, mpt width, mpt size, uint32_t tag) {
    struct drawn *d = (struct drawn *)(uintptr_t)o->data;
    (void)p, (void)page, (void)y, (void)size, (void)tag;
    *d = (struct drawn){x, width, d->times + 1};
}

UNIT_TEST(brackets_stand_flush_right) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct drawn d = {0};
    struct para_object o = {
        .width_em = 3000, .width_fixed = 5000, .draw = note_drawn, .data = &d, .text = STR("（）")};
    struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
    para_text(b, STR("下列哪一项是正确的说法？"), &SANS, (struct span){0});
    para_fill(b);
    para_object(b, &o);
    struct para_shape shape = shape_of(80000, ALIGN_JUSTIFY);
    const struct para *p = para_end(b, s.d);
    struct para_lines l = para_break(a, p, &shape);
    seen_vec v = draw_lines(&s, &l);
    ck_assert_uint_eq(l.n, 2);
    ck_assert_uint_eq(d.times, 1);
    ck_assert_int_eq(d.width, 35000);
    ck_assert_int_eq(d.x + d.width, 80000);
    unit_str_is(text_of(a, &v), STR("下列哪一项是正确的说法？（）"));
    shape.measure = 600000; /* and on one line */
    l = para_break(a, p, &shape);
    draw_lines(&s, &l);
    ck_assert_uint_eq(l.n, 1);
    ck_assert_int_eq(d.x + d.width, 600000);
}

/* A stem that fills its line gives two characters at least to the bracket's. */
UNIT_TEST(brackets_never_stand_alone) {
    struct setting s = fixture(a);
    struct drawn d = {0};
    struct para_object o = {.width_em = 3000, .draw = note_drawn, .data = &d};
    struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
    struct buf text = buf_in(a);
    for (size_t i = 0; i < 16 + row; i++)
        buf_c(&text, i % 2 ? "模" : "型");
    para_text(b, buf_get(&text), &SANS, (struct span){0});
    para_fill(b);
    para_object(b, &o);
    struct para_shape shape = shape_of(100000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_end(b, s.d), &shape);
    seen_vec v = draw_lines(&s, &l);
    size_t from, to;
    ck_assert(line_of(&v, l.n - 1, &from, &to));
    ck_assert_uint_ge(to - from, 2);
    ck_assert_int_eq(d.x + d.width, 100000);
}

UNIT_TEST(rules_take_the_rest_of_the_line) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct drawn d = {0};
    struct para_object o = {.width_em = 2000, .draw = note_drawn, .data = &d, .stretches = true};
    struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
    para_text(b, STR("模型："), &SANS, (struct span){0});
    para_object(b, &o);
    struct para_shape shape = shape_of(200000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_end(b, s.d), &shape);
    draw_lines(&s, &l);
    ck_assert_int_eq(d.x, 30000);
    ck_assert_int_eq(d.width, 170000);
}

UNIT_TEST(forced_lines_are_not_stretched) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(200000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_of(&s, STR("甲乙\n丙\n\n丁"), "zh-Hans"), &shape);
    ck_assert_uint_eq(l.n, 4);
    ck_assert_int_eq(l.v[0].width, 20000);
    ck_assert_int_eq(l.v[1].width, 10000);
    ck_assert_int_eq(l.v[2].width, 0);
    ck_assert_int_eq(para_width(l.para, SIZE), 20000);
}

UNIT_TEST(hang_and_indent) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(100000, ALIGN_JUSTIFY);
    shape.first_indent = 5000;
    shape.hang = 15000;
    struct para_lines l = para_break(a, para_of(&s, random_text(a, 3, 20), "zh-Hans"), &shape);
    ck_assert_uint_gt(l.n, 2);
    for (size_t i = 0; i < l.n; i++) {
        ck_assert_int_eq(l.v[i].x, i ? 15000 : 5000);
        if (i + 1 < l.n && !l.v[i].ragged)
            ck_assert_int_eq(l.v[i].x + l.v[i].width, 100000);
    }
}

/* ---- long tokens ---- */

UNIT_TEST(tokens_break_only_in_need) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_shape shape = shape_of(60000, ALIGN_JUSTIFY);
    struct para_lines l =
        para_break(a, para_of(&s, STR("abcdefghijklmnopqrstuvwxyz"), "en"), &shape);
    ck_assert_uint_gt(l.n, 1);
    ck_assert_uint_eq(l.n_overfull, 0);
    shape.measure = 5000; /* not even a character */
    l = para_break(a, para_of(&s, STR("甲乙"), "zh-Hans"), &shape);
    ck_assert_uint_eq(l.n, 2);
    ck_assert_uint_eq(l.n_overfull, 2);
}

/* ---- characters no font has ---- */

UNIT_TEST(missing_characters_print_as_boxes) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct str text = STR("甲\xF4\x8F\xBF\xBE乙\xF4\x8F\xBF\xBE");
    struct para_shape shape = shape_of(200000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_of(&s, text, "zh-Hans"), &shape);
    seen_vec v = draw_lines(&s, &l);
    ck_assert_uint_eq(v.n, 4);
    ck_assert_uint_eq(v.v[1].gid, UINT32_MAX);
    ck_assert_uint_eq(s.d->count[SEV_WARNING], 1);
    ck_assert_uint_eq(s.d->v[0].id, DIAG_GLYPH_MISSING);
    ck_assert_uint_eq(s.d->v[0].span.at, 4);
    ck_assert_uint_eq(s.d->v[0].span.len, 4);
    unit_str_is(text_of(a, &v), text);
}

/* ---- rich text ---- */

static struct rich one_run(struct arena *a, struct str text, uint32_t flags, struct str target) {
    struct rich_run *run = arena_new(a, struct rich_run);
    struct rich_more *more = arena_new(a, struct rich_more);
    *more = (struct rich_more){.target = target};
    *run = (struct rich_run){.text = text, .flags = flags, .more = more};
    return (struct rich){text, run, 1, {0}};
}

static size_t count_ops(const struct page *page, enum op_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < page->ops.n; i++)
        n += page->ops.v[i].kind == kind;
    return n;
}

/* A paragraph's bounds are its own: long notes are many paragraphs of one builder after another. */
UNIT_TEST(paragraphs_count_for_themselves) {
    UNIT_UNUSED(row);
    enum { PARAGRAPHS = 40, REPEATS = 1000 };
    struct setting s = fixture(a);
    struct buf text = buf_in(a);
    for (int i = 0; i < REPEATS; i++)
        buf_c(&text, "字字");
    for (int i = 0; i < PARAGRAPHS; i++) { /* 240 kB in all */
        struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
        para_text(b, buf_get(&text), &SANS, (struct span){1, (uint32_t)text.n});
        ck_assert_int_eq(para_width(para_end(b, s.d), 1000), 2 * REPEATS * 1000);
    }
    ck_assert_uint_eq(s.d->n, 0);
}

static struct setting set_rich(struct arena *a, const struct rich *r) {
    struct setting s = fixture(a);
    struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
    para_rich(b, r, &SANS);
    struct para_shape shape = shape_of(200000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_end(b, s.d), &shape);
    para_draw(&l, 0, l.n, s.pages, s.page, 0, 0, 1);
    return s;
}

struct link_case {
    const char *target;
    size_t links;
};
static const struct link_case LINKS[] = {
    {"https://example.org/a", 1},
    {"http://a", 1},
    {"mailto:a@b.c", 1},
    {"obsidian://open?vault=x", 1},
    {"file:///etc", 0},
    {"javascript:alert(1)", 0},
    {"另一篇笔记", 0},
};

UNIT_TEST(only_safe_links_are_live) {
    struct rich r = one_run(a, STR("链接文字"), RICH_LINK, str_of(LINKS[row].target));
    struct setting s = set_rich(a, &r);
    ck_assert_uint_eq(count_ops(s.page, OP_LINK), LINKS[row].links);
    ck_assert_uint_eq(s.pages->tags.n, 2 + LINKS[row].links);
    const struct op *text = &s.page->ops.v[0];
    ck_assert_uint_eq(text->tag, LINKS[row].links ? 2 : 1);
    if (LINKS[row].links) {
        const struct op *link = &s.page->ops.v[1];
        ck_assert_int_eq(link->x, 0);
        ck_assert_int_eq(link->w, 40000);
        ck_assert_int_eq(link->dest, -1);
        ck_assert_uint_eq(link->tag, 2);
    }
}

UNIT_TEST(clozes_are_underlined) {
    UNIT_UNUSED(row);
    struct rich r = one_run(a, STR("注意力"), RICH_CLOZE, (struct str){0});
    struct setting s = set_rich(a, &r);
    ck_assert_uint_eq(s.page->ops.n, 2);
    const struct op *text = &s.page->ops.v[0], *rule = &s.page->ops.v[1];
    ck_assert_int_eq(rule->kind, OP_LINE);
    ck_assert_int_eq(rule->w, 30000);
    ck_assert_int_eq(rule->thick, 500);
    ck_assert_int_eq(rule->y - text->y, 1600);
    ck_assert_uint_eq(rule->tag, 0);
}

UNIT_TEST(runs_take_faces_and_sizes) {
    UNIT_UNUSED(row);
    struct rich code = one_run(a, STR("int x"), RICH_CODE, (struct str){0});
    struct setting s = set_rich(a, &code);
    ck_assert_int_eq(s.page->ops.v[0].run->size, 9000);
    ck_assert_ptr_eq(s.page->ops.v[0].run->face, font_main(s.fonts, FAMILY_MONO, false));
    struct rich bold = one_run(a, STR("粗"), RICH_BOLD, (struct str){0});
    s = set_rich(a, &bold);
    ck_assert(s.page->ops.v[0].run->face->bold);
    struct rich super = one_run(a, STR("2"), RICH_SUPER, (struct str){0});
    s = set_rich(a, &super);
    ck_assert_int_eq(s.page->ops.v[0].run->size, 7000);
    ck_assert_int_eq(s.page->ops.v[0].y,
                     para_baseline(&(struct para_shape){.size = SIZE, .pitch = PITCH}) - 3400);
}

/* ---- tall objects ---- */

UNIT_TEST(tall_objects_raise_their_line) {
    UNIT_UNUSED(row);
    struct setting s = fixture(a);
    struct para_object o = {.width_em = 1000, .ascent_em = 3000, .descent_em = 100};
    struct para_builder *b = para_begin(a, s.fonts, STR("zh-Hans"));
    para_text(b, STR("一二三四五六七八九十"), &SANS, (struct span){0});
    para_object(b, &o);
    struct para_shape shape = shape_of(100000, ALIGN_JUSTIFY);
    struct para_lines l = para_break(a, para_end(b, s.d), &shape);
    ck_assert_uint_eq(l.n, 2);
    ck_assert_int_eq(l.v[0].ascent, 0);
    ck_assert_int_eq(l.v[1].ascent, 30000 - para_baseline(&shape));
    ck_assert_int_eq(l.height, 2 * PITCH + l.v[1].ascent);
}

int main(void) {
    Suite *s = suite_create("para");
    UNIT_ROWS(s, prohibited_marks, TEXTS);
    UNIT_ROWS(s, words_and_numbers_stay_whole, TEXTS);
    UNIT_ROWS(s, text_is_complete, TEXTS);
    UNIT_ROWS(s, lines_reach_the_edge, TEXTS);
    UNIT_ROWS(s, white_stays_within_bounds, TEXTS);
    UNIT_ROWS(s, same_text_same_lines, 4);
    UNIT_ROWS(s, ragged_lines_are_natural, 8);
    UNIT_ROWS(s, marks_that_meet, COUNT_OF(MARKS));
    UNIT(s, marks_at_edges_lose_their_blank_half);
    UNIT(s, paragraphs_count_for_themselves);
    UNIT(s, latin_gets_a_gap_without_a_blank);
    UNIT(s, blanks_collapse_and_vanish_at_ends);
    UNIT_ROWS(s, no_orphans, 20);
    UNIT(s, brackets_stand_flush_right);
    UNIT_ROWS(s, brackets_never_stand_alone, 12);
    UNIT(s, rules_take_the_rest_of_the_line);
    UNIT(s, forced_lines_are_not_stretched);
    UNIT(s, hang_and_indent);
    UNIT(s, tokens_break_only_in_need);
    UNIT(s, missing_characters_print_as_boxes);
    UNIT_ROWS(s, only_safe_links_are_live, COUNT_OF(LINKS));
    UNIT(s, clozes_are_underlined);
    UNIT(s, runs_take_faces_and_sizes);
    UNIT(s, tall_objects_raise_their_line);
    return unit_run(s);
}
