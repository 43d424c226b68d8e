/* sheet: properties of whole sheets set in the system's real fonts: nothing outside its column,
 * nothing over anything else, columns that end level, every word of the notes on the pages. */
#include "layout/sheet/sheet.h"
#include "unit.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <ctype.h>
#include <stdlib.h>

static const char *const note_parts[] = {
    "# 一 缓存\n"
    "## 1. 缓存为什么快\n"
    "1. 局部性：程序在一段时间里反复使用相近的数据，所以小而快的存储就能满足大多数访问。\n"
    "2. 层次（Memory Hierarchy）：寄存器、L1、L2、内存、磁盘，一层比一层大，一层比一层慢\n"
    "3. 预取\n"
    "4. 写回\n"
    "## 2. 什么时候失效\n"
    "原因：\n"
    "1. 容量不足：数据比缓存大，旧的数据被挤出去，下次访问要重新读取。\n"
    "2. 冲突：多个地址映射到同一组，即使别处还有空位也会互相替换。\n"
    "3. 首次访问：\n"
    "对策：\n"
    "- 增大容量，提高相联度，选择合适的替换策略。\n"
    "- 重新安排数据，让常用的数据挨在一起。\n"
    "## 3 需要手动刷新吗\n"
    "不需要\n",
    "# 二 索引\n"
    "## 1. 索引的代价\n"
    "| 操作 | 没有索引 | 有索引 |\n|---|---|---|\n| 查找 | 全表扫描 | 几次比较 |\n"
    "| 插入 | 追加 | 还要改索引，可能分裂页 |\n\n"
    "## 2. 怎样使用\n"
    "```sql\nSELECT name FROM users WHERE id = 42 AND created_at > now() - interval 7 day;\n```\n"
    "最左前缀、覆盖索引、避免函数、统一类型\n"
    "## 3. 灾难\n"
    "索引太多会【拖慢写入】，也会占用【缓冲池】。先看执行计划，再决定删除哪一个。\n",
    "# 三 Networks in English\n"
    "## 1. Why is a handshake needed?\n"
    "Both sides have to agree on initial sequence numbers before the first byte of data is sent, "
    "otherwise a delayed duplicate of an old connection could be taken for a new one.\n"
    "- Client: sends SYN and waits for the acknowledgement of the other side\n"
    "- Server: answers with SYN and ACK in one segment\n"
    "> Half-open connections cost memory.\n",
};

static struct str make_note(struct arena *a, size_t repeats) {
    struct buf b = buf_in(a);
    buf_c(&b, "---\ntitle: 样例笔记\n---\n");
    for (size_t i = 0; i < repeats; i++)
        buf_c(&b, note_parts[i % COUNT_OF(note_parts)]);
    return buf_get(&b);
}

struct sheet_case {
    const char *style;
    int fit;
    size_t repeats;
    const char *key, *value; /* set on the style */
};

struct made {
    const struct study *study;
    const struct style *style;
    struct pages *pages;
    struct sheet_report report;
    struct diag *d;
};

static struct made make_sheet_of(struct arena *a, const struct sheet_case *c, struct str note) {
    struct str data = STR(CRIB_SOURCE_DATA), wants;
    struct made m = {.d = diag_open(a)};
    struct sources *sources = arena_new(a, struct sources);
    *sources = source_from_text(a, STR("note.md"), note);
    struct vault *vault = vault_open(a, sources);
    const struct document *doc = syn_parse(a, sources->v[0], &(struct syntax_options){0}, m.d);
    struct study_options so = {.data_dir = data, .threads = 1};
    m.study = study_build(a, &doc, 1, sources, vault, &so, m.d);
    struct font_set *fonts = font_set_open(a, &(struct font_options){.data_dir = data}, m.d);
    ck_assert_ptr_nonnull(fonts);
    struct style *style = arena_new(a, struct style);
    *style = *style_load(a, data, str_of(c->style), m.d);
    if (c->key)
        ck_assert(style_set(a, style, str_of(c->key), str_of(c->value), &wants));
    m.style = style;
    struct sheet_options o = {.fit = c->fit, .data_dir = data};
    o.columns_given = style->columns > 0;
    m.pages = sheet_layout(a, m.study, style, fonts, &o, &m.report, m.d);
    return m;
}

static struct made make_sheet(struct arena *a, const struct sheet_case *c) {
    return make_sheet_of(a, c, make_note(a, c->repeats));
}

static const struct sheet_case cases[] = {
    {"compact", SHEET_FIT_AUTO, 3, NULL, NULL},
    {"compact", SHEET_FIT_AUTO, 24, NULL, NULL},
    {"compact", SHEET_FIT_AUTO, 200, NULL, NULL},
    {"compact", SHEET_FIT_NONE, 12, "columns.count", "3"},
    {"compact", 1, 10, NULL, NULL},
    {"compact", 3, 40, NULL, NULL},
    {"mono", SHEET_FIT_AUTO, 24, NULL, NULL},
    {"serif", SHEET_FIT_AUTO, 24, NULL, NULL},
    {"large-print", SHEET_FIT_AUTO, 6, NULL, NULL},
    {"pocket", SHEET_FIT_AUTO, 12, "page.impose", "none"},
    {"binder", SHEET_FIT_AUTO, 24, NULL, NULL},
    {"self-test", SHEET_FIT_AUTO, 15, NULL, NULL},
    {"compact", SHEET_FIT_AUTO, 24, "fit.detail", "points"},
    {"compact", SHEET_FIT_AUTO, 24, "fit.detail", "keys"},
    {"compact", SHEET_FIT_AUTO, 24, "fit.detail", "cornell"},
};

/* ---- where things are */

/* Blanks at a line's end hang over and are not seen. */
static mpt run_width(const struct glyph_run *run) {
    int64_t w = 0;
    size_t seen = str_trim_end(run->text).n;
    struct glyph g;
    for (struct glyph_walk walk = glyph_walk(run); glyph_next(&walk, &g) && g.text_at < seen;)
        w += g.advance;
    return (mpt)(w * run->size / 1000);
}

UNIT_TEST(nothing_outside_the_margins) {
    struct made m = make_sheet(a, &cases[row]);
    ck_assert_ptr_nonnull(m.pages);
    const mpt ink = 1000; /* a box's stroke, a bracket's overhang */
    mpt margin = m.style->margin - ink;
    for (size_t p = 0; p < m.pages->v.n; p++) {
        const struct page *page = m.pages->v.v[p];
        for (size_t i = 0; i < page->ops.n; i++) {
            const struct op *op = &page->ops.v[i];
            mpt w = op->kind == OP_GLYPHS ? run_width(op->run) : op->w;
            bool turned = op->kind == OP_GLYPHS && op->run->turn == 2;
            mpt left = turned ? op->x - w : op->x;
            if (op->kind == OP_LINE && m.style->hole_ticks && w == MIN(w, 12000))
                continue; /* ticks stand at the paper's edge */
            ck_assert_msg(left >= margin && left + w <= page->width - margin,
                          "page %zu: op %zu from %d to %d: %.*s", p + 1, i, left, left + w,
                          STR_ARG(op->kind == OP_GLYPHS ? op->run->text : STR("a rule")));
            ck_assert_int_ge(op->y, margin);
            ck_assert_int_le(op->y + (op->kind == OP_GLYPHS ? 0 : op->h),
                             page->height - margin / 2);
        }
    }
}

struct placed {
    mpt x, right, top, foot;
    struct str text;
};

/* Runs as boxes, seven tenths of an em high: enough to tell lines that collide. */
static size_t place_runs(struct arena *a, const struct page *page, struct placed **out) {
    struct placed *v = arena_array(a, struct placed, page->ops.n);
    size_t n = 0;
    for (size_t i = 0; i < page->ops.n; i++) {
        const struct op *op = &page->ops.v[i];
        if (op->kind != OP_GLYPHS || !str_trim(op->run->text).n || op->run->turn)
            continue;
        mpt w = run_width(op->run), size = op->run->size;
        v[n++] = (struct placed){op->x + size / 10, op->x + w - size / 10, op->y - size * 7 / 10,
                                 op->y, op->run->text};
    }
    *out = v;
    return n;
}

UNIT_TEST(nothing_over_anything_else) {
    struct made m = make_sheet(a, &cases[row]);
    for (size_t p = 0; p < MIN(m.pages->v.n, 3); p++) {
        struct placed *v;
        size_t n = place_runs(a, m.pages->v.v[p], &v);
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k < n; k++)
                ck_assert_msg(v[i].right <= v[k].x || v[k].right <= v[i].x ||
                                  v[i].foot <= v[k].top || v[k].foot <= v[i].top,
                              "page %zu: \"%.*s\" over \"%.*s\"", p + 1, STR_ARG(v[i].text),
                              STR_ARG(v[k].text));
    }
}

UNIT_TEST(columns_end_within_a_line) {
    static const struct sheet_case fits[] = {
        {"compact", SHEET_FIT_AUTO, 24, NULL, NULL},
        {"compact", SHEET_FIT_AUTO, 30, NULL, NULL},
        {"compact", 1, 12, NULL, NULL},
        {"compact", 3, 40, NULL, NULL},
        {"mono", 2, 24, NULL, NULL},
    };
    struct made m = make_sheet(a, &fits[row]);
    ck_assert_ptr_nonnull(m.pages);
    ck_assert_int_le(m.report.rest_most, m.report.pitch);
    ck_assert_int_ge(m.report.fill, 950);
    if (fits[row].fit > 0)
        ck_assert_uint_eq(m.report.n_pages, (size_t)fits[row].fit);
    ck_assert_uint_eq(m.report.n_pages, m.pages->v.n);
    ck_assert_uint_eq(m.report.n_overfull, 0);
}

/* ---- what they say */

static void add_letters(struct buf *out, struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        if (!code_is_space(c) && c != 0xAD)
            buf_bytes(out, from, (size_t)(p - from));
    }
}

static struct str page_letters(struct arena *a, const struct pages *pages) {
    struct buf b = buf_in(a);
    for (size_t p = 0; p < pages->v.n; p++)
        for (size_t i = 0; i < pages->v.v[p]->ops.n; i++) {
            const struct op *op = &pages->v.v[p]->ops.v[i];
            if (op->kind == OP_GLYPHS && op->tag)
                add_letters(&b, op->run->text);
        }
    return buf_get(&b);
}

static void expect(struct arena *a, struct str pages, struct str text) {
    struct buf b = buf_in(a);
    add_letters(&b, text);
    struct str want = buf_get(&b);
    /* a hyphen may have been added at a line's end, so words are looked for, not sentences */
    for (size_t at = 0, to; at < want.n; at = to) {
        to = MIN(at + 12, want.n);
        while (to < want.n && ((unsigned char)want.p[to] & 0xC0) == 0x80)
            to++;
        while (at > 0 && ((unsigned char)want.p[at] & 0xC0) == 0x80)
            at++;
        struct str piece = str_slice(want, at, to);
        if (piece.n && (unsigned char)piece.p[0] >= 0x80)
            ck_assert_msg(str_has(pages, piece), "\"%.*s\" is missing", STR_ARG(piece));
    }
}

static void expect_parts(struct arena *a, struct str pages, const struct part *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].kind == PART_TEXT)
            expect(a, pages, v[i].text.plain);
        if (v[i].kind != PART_POINT)
            continue;
        expect(a, pages, v[i].point->key.plain);
        if (v[i].point->status != STATUS_MISSING)
            expect(a, pages, v[i].point->text.plain);
        expect_parts(a, pages, v[i].point->parts, v[i].point->n_parts);
    }
}

UNIT_TEST(every_word_is_on_the_pages) {
    UNIT_UNUSED(row);
    struct made m = make_sheet(a, &(struct sheet_case){"compact", SHEET_FIT_AUTO, 6, NULL, NULL});
    struct str pages = page_letters(a, m.pages);
    ck_assert_uint_gt(m.study->n_questions, 0);
    for (size_t i = 0; i < m.study->n_questions; i++) {
        const struct question *q = m.study->questions[i];
        expect(a, pages, q->title.plain);
        expect_parts(a, pages, q->lead, q->n_lead);
        for (size_t k = 0; k < q->n_facets; k++) {
            expect(a, pages, q->facets[k].label);
            expect_parts(a, pages, q->facets[k].parts, q->facets[k].n_parts);
        }
    }
    ck_assert(str_has(pages, STR("SELECTnameFROMusersWHEREid=42ANDcreated_at>now()")));
    ck_assert(str_has(pages, STR("操作没有索引有索引查找全表扫描")));
}

UNIT_TEST(headings_are_bookmarks) {
    UNIT_UNUSED(row);
    struct made m = make_sheet(a, &(struct sheet_case){"compact", SHEET_FIT_AUTO, 6, NULL, NULL});
    ck_assert_uint_eq(m.pages->outlines.n, 6 + 2 * (3 + 3 + 1));
    for (size_t i = 0; i < m.pages->outlines.n; i++) {
        const struct outline *o = &m.pages->outlines.v[i];
        ck_assert_uint_lt(o->dest, m.pages->dests.n);
        ck_assert_uint_lt(m.pages->dests.v[o->dest].page, m.pages->v.n);
        ck_assert_uint_eq(o->level, str_starts(o->title, STR("一")) ||
                                            str_starts(o->title, STR("二")) ||
                                            str_starts(o->title, STR("三"))
                                        ? 0
                                        : 1);
    }
}

static bool says(const struct made *m, enum diag_id id) {
    for (size_t i = 0; i < m->d->n; i++)
        if (m->d->v[i].id == id)
            return true;
    return false;
}

UNIT_TEST(refuses_what_cannot_fit) {
    UNIT_UNUSED(row);
    struct made m = make_sheet(a, &(struct sheet_case){"compact", 1, 60, NULL, NULL});
    ck_assert_ptr_null(m.pages);
    ck_assert(m.report.refused);
    ck_assert(says(&m, DIAG_SHEET_REFUSED));
}

UNIT_TEST(says_when_notes_are_too_short_to_fill) {
    UNIT_UNUSED(row);
    struct made m = make_sheet(a, &(struct sheet_case){"compact", 4, 3, NULL, NULL});
    ck_assert_int_eq(m.report.size, 9000);
    ck_assert(says(&m, DIAG_SHEET_SHORT));
    m = make_sheet(a, &(struct sheet_case){"compact", SHEET_FIT_AUTO, 3, NULL, NULL});
    ck_assert(!says(&m, DIAG_SHEET_SHORT));
}

/* A style's number of columns is a default, given up before the notes are refused. */
UNIT_TEST(columns_of_a_style_give_way) {
    UNIT_UNUSED(row);
    size_t n = 6;
    struct made m;
    do
        m = make_sheet(a, &(struct sheet_case){"plain", 1, ++n, NULL, NULL});
    while (m.pages && m.report.n_columns == 3);
    ck_assert_ptr_nonnull(m.pages);
    ck_assert_uint_gt(m.report.n_columns, 3);
    ck_assert_uint_eq(m.report.n_pages, 1);
    ck_assert_int_le(m.report.rest_most, m.report.pitch);
}

/* Just too many notes for a page of three columns. */
UNIT_TEST(the_columns_that_would_do_are_named) {
    UNIT_UNUSED(row);
    size_t n = 6;
    struct made m;
    do
        m = make_sheet(a, &(struct sheet_case){"compact", 1, ++n, "columns.count", "3"});
    while (m.pages);
    ck_assert(says(&m, DIAG_SHEET_REFUSED_COLUMNS));
    ck_assert(!says(&m, DIAG_SHEET_REFUSED));
    m = make_sheet(a, &(struct sheet_case){"compact", 1, n, NULL, NULL});
    ck_assert_ptr_nonnull(m.pages);
    ck_assert_uint_gt(m.report.n_columns, 3);
}

UNIT_TEST(large_print_is_large) {
    UNIT_UNUSED(row);
    struct made m =
        make_sheet(a, &(struct sheet_case){"large-print", SHEET_FIT_AUTO, 6, NULL, NULL});
    for (size_t p = 0; p < m.pages->v.n; p++)
        for (size_t i = 0; i < m.pages->v.v[p]->ops.n; i++) {
            const struct op *op = &m.pages->v.v[p]->ops.v[i];
            if (op->kind == OP_GLYPHS)
                ck_assert_int_ge(op->run->size, 18000);
        }
}

UNIT_TEST(mono_has_no_grey) {
    UNIT_UNUSED(row);
    struct made m = make_sheet(a, &(struct sheet_case){"mono", SHEET_FIT_AUTO, 6, NULL, NULL});
    for (size_t p = 0; p < m.pages->v.n; p++)
        for (size_t i = 0; i < m.pages->v.v[p]->ops.n; i++) {
            const struct op *op = &m.pages->v.v[p]->ops.v[i];
            ck_assert_int_ne(op->kind, OP_FILL);
            if (op->kind == OP_GLYPHS)
                ck_assert_int_eq(op->run->color.r, 0);
        }
}

/* ---- the gap between Chinese and Latin */

struct gaps {
    int v[4000]; /* 1/1000 em */
    size_t n;
};

/* What is seen between two glyphs of one run: the place of the second one's ink less where the
 * first one's own width ends. */
static void collect_gaps(const struct glyph_run *run, struct gaps *gaps) {
    struct glyph before = {0}, g;
    uint32_t code = 0;
    for (struct glyph_walk w = glyph_walk(run); glyph_next(&w, &g);) {
        const char *p = run->text.p + g.text_at;
        uint32_t next = g.text_len ? utf8_next(&p, p + g.text_len) : 0;
        bool latin = (code < 0x80 && isalnum((int)code)) || (next < 0x80 && isalnum((int)next));
        bool meet = latin && (code_is_han(code) || code_is_han(next));
        if (meet && gaps->n < COUNT_OF(gaps->v))
            gaps->v[gaps->n++] =
                before.advance - font_advance(run->face, before.gid) - before.dx + g.dx;
        before = g;
        code = next;
    }
}

static int by_size(const void *x, const void *y) {
    return *(const int *)x - *(const int *)y;
}

/* Sentences of mixed text; every line begins one later, so that no two lines are set alike. */
static struct str mixed_note(struct arena *a) {
    static const char *const parts[] = {
        "CPU缓存分为L1、L2和L3三级，",
        "每次miss约耗时100个周期，",
        "用perf统计cache命中率，",
        "把struct按64字节对齐，",
        "在NUMA机器上绑定线程到node，",
        "编译时打开O2与LTO优化，",
        "SSD顺序读约3GB每秒，",
        "数据库用B+树与LSM树两类索引，",
        "Redis把热点数据放在内存里，",
        "TCP握手需要1个RTT才能发送数据，",
        "HTTP请求经过DNS解析后到达网关，",
        "容器由runtime创建并加入cgroup限制资源，",
        "调度器按CFS规则挑选下一个进程，",
    };
    struct buf b = buf_in(a);
    buf_c(&b, "# 一 混排\n## 1. 怎样提速\n");
    for (size_t i = 0; i < 80; i++) {
        buf_printf(&b, "%zu. ", i + 1);
        for (size_t k = 0; k < 3 + i % 4; k++)
            buf_c(&b, parts[(i * 5 + k * (1 + i % 3)) % COUNT_OF(parts)]);
        buf_c(&b, "如此反复。\n");
    }
    return buf_get(&b);
}

static const char *const gap_styles[] = {"plain", "compact"};

/* clreq, "Mixed Text Composition": a quarter of an em, from an eighth to a third; nine tenths of
 * them near the quarter. */
UNIT_TEST(latin_gap_is_a_quarter_em) {
    struct made m = make_sheet_of(
        a, &(struct sheet_case){gap_styles[row], SHEET_FIT_NONE, 0, NULL, NULL}, mixed_note(a));
    struct gaps gaps = {0};
    for (size_t i = 0; i < m.pages->v.n; i++)
        for (size_t k = 0; k < m.pages->v.v[i]->ops.n; k++)
            if (m.pages->v.v[i]->ops.v[k].kind == OP_GLYPHS)
                collect_gaps(m.pages->v.v[i]->ops.v[k].run, &gaps);
    ck_assert_uint_ge(gaps.n, 40);
    qsort(gaps.v, gaps.n, sizeof(gaps.v[0]), by_size);
    ck_assert_int_eq(gaps.v[gaps.n / 2], 250);
    ck_assert_int_ge(gaps.v[0], 124);
    ck_assert_int_le(gaps.v[gaps.n - 1], 334);
    ck_assert_int_ge(gaps.v[gaps.n / 20], 200);
}

static struct str page_text(struct arena *a, const struct page *page) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < page->ops.n; i++)
        if (page->ops.v[i].kind == OP_GLYPHS)
            buf_str(&b, page->ops.v[i].run->text);
    return buf_get(&b);
}

/* Seven questions, seven cards: what is asked on the front alone, the answer behind it, nothing
 * over the card's edge. */
UNIT_TEST(cards_have_fronts_and_backs) {
    static const char *const asked[] = {"缓存为什么快",      "什么时候失效", "需要手动刷新",
                                        "索引的代价",        "怎样使用",     "灾难",
                                        "Why is a handshake"};
    static const char *const answers[] = {"局部性",   "容量不足", "不需要",   "全表扫描",
                                          "interval", "拖慢写入", "Half-open"};
    UNIT_UNUSED(row);
    struct made m =
        make_sheet(a, &(struct sheet_case){"cards", SHEET_FIT_AUTO, 3, "page.impose", "none"});
    ck_assert_uint_eq(m.pages->v.n, 2 * COUNT_OF(asked));
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        struct str front = page_text(a, m.pages->v.v[2 * i]);
        struct str back = page_text(a, m.pages->v.v[2 * i + 1]);
        ck_assert(str_has(front, str_of(asked[i])) && !str_has(back, str_of(asked[i])));
        ck_assert(str_has(back, str_of(answers[i])) && !str_has(front, str_of(answers[i])));
    }
    for (size_t p = 0; p < m.pages->v.n; p++)
        for (size_t i = 0; i < m.pages->v.v[p]->ops.n; i++) {
            const struct op *op = &m.pages->v.v[p]->ops.v[i];
            ck_assert_int_ge(op->x, m.style->margin - 1000);
            ck_assert_int_le(op->y, m.pages->v.v[p]->height - m.style->margin + 1000);
        }
}

/* On cards of four lines answers go on on the next ones; none of it is lost. */
UNIT_TEST(long_answers_take_several_cards) {
    UNIT_UNUSED(row);
    struct sheet_case c = {"cards", SHEET_FIT_AUTO, 3, "page.margin", "28 mm"}; /* imposed */
    struct made m = make_sheet(a, &c);
    struct buf all = buf_in(a);
    for (size_t p = 0; p < m.pages->v.n; p++)
        buf_str(&all, page_text(a, m.pages->v.v[p]));
    ck_assert(str_has(buf_get(&all), STR("局部性")) && str_has(buf_get(&all), STR("挨在一起")));
    ck_assert(str_has(buf_get(&all), STR("Half-open")) && str_has(buf_get(&all), STR("2/")));
    ck_assert_uint_gt(m.report.n_pages, 2); /* more than a sheet of eight */
}

/* The same notes give the same pages. */
UNIT_TEST(repeats_itself) {
    struct buf first = buf_in(a), second = buf_in(a);
    pages_dump(make_sheet(a, &cases[row]).pages, &first);
    pages_dump(make_sheet(a, &cases[row]).pages, &second);
    ck_assert(str_eq(buf_get(&first), buf_get(&second)));
}

int main(void) {
    Suite *s = suite_create("sheet");
    UNIT_ROWS(s, nothing_outside_the_margins, COUNT_OF(cases));
    UNIT_ROWS(s, nothing_over_anything_else, COUNT_OF(cases));
    UNIT_ROWS(s, columns_end_within_a_line, 5);
    UNIT(s, every_word_is_on_the_pages);
    UNIT(s, headings_are_bookmarks);
    UNIT(s, refuses_what_cannot_fit);
    UNIT(s, says_when_notes_are_too_short_to_fill);
    UNIT(s, columns_of_a_style_give_way);
    UNIT(s, the_columns_that_would_do_are_named);
    UNIT(s, large_print_is_large);
    UNIT(s, mono_has_no_grey);
    UNIT_ROWS(s, latin_gap_is_a_quarter_em, COUNT_OF(gap_styles));
    UNIT(s, cards_have_fronts_and_backs);
    UNIT(s, long_answers_take_several_cards);
    UNIT_ROWS(s, repeats_itself, 4);
    return unit_run(s);
}
