/* block: parts of answers as boxes, in the system's real fonts; positions told from the design's
 * measures. Body 10 pt, pitch 14 pt, column 200 pt. */
#include "layout/block.h"
#include "layout/code.h"
#include "source/vault.h"
#include "unit.h"

enum { SIZE = 10000, PITCH = 14000, MEASURE = 200000 };

struct made {
    struct block_look look;
    struct block_list *list;
    struct boxes boxes;
    struct pages *pages;
    struct page *page;
};

static void open_made(struct arena *a, struct made *m) {
    struct diag *d = diag_open(a);
    struct font_options o = {.data_dir = STR(CRIB_SOURCE_DATA)};
    m->look = block_look_default();
    m->list = block_open(a, font_set_open(a, &o, d), &m->look, d);
}

static void draw_made(struct arena *a, struct made *m) {
    struct block_area area = {SIZE, PITCH, MEASURE, 400000};
    m->boxes = block_break(a, m->list, &area);
    m->pages = pages_make(a);
    m->page = pages_add(m->pages, 300000, 900000);
    struct block_out out = {m->pages, m->page, block_tags(a, m->list, m->pages, 1)};
    block_draw(&m->boxes, 0, m->boxes.n, &out, 0, 0);
}

static struct rich text(struct arena *a, const char *s) {
    return rich_plain(a, str_of(s), (struct span){0});
}

static struct part point(struct arena *a, const char *marker, const char *key, const char *s) {
    struct point *p = arena_new(a, struct point);
    p->marker = str_of(marker);
    p->ordered = marker[0] >= '0' && marker[0] <= '9';
    p->key = text(a, key);
    p->text = text(a, s);
    p->status = *s ? STATUS_ANSWERED : STATUS_MISSING;
    return (struct part){.kind = PART_POINT, .point = p};
}

/* The run that holds `s`; its op. */
static const struct op *find(const struct made *m, const char *s) {
    for (size_t i = 0; i < m->page->ops.n; i++) {
        const struct op *op = &m->page->ops.v[i];
        if (op->kind == OP_GLYPHS && str_has(op->run->text, str_of(s)))
            return op;
    }
    ck_abort_msg("\"%s\" is not on the page", s);
    return NULL;
}

static size_t count_ops(const struct made *m, enum op_kind kind) {
    size_t n = 0;
    for (size_t i = 0; i < m->page->ops.n; i++)
        n += m->page->ops.v[i].kind == kind;
    return n;
}

UNIT_TEST(points_hang) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct part parts[] = {
        point(a, "1.", "局部性", "程序反复使用相近的数据，所以小而快的存储就能满足大多数访问。"),
        point(a, "2.", "", "预取会把还没有用到的数据提前取来，猜错了就白费带宽，也会挤掉有用的。"),
    };
    block_parts(m.list, parts, COUNT_OF(parts), &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(m.boxes.n, 4);
    for (size_t i = 0; i < m.boxes.n; i++)
        ck_assert_int_eq(m.boxes.v[i].height, PITCH);
    ck_assert_int_eq(find(&m, "1")->x, 0);
    ck_assert_int_eq(find(&m, "局部性")->x, 15000); /* 1.5 em */
    ck_assert(find(&m, "局部性")->run->face->bold);
    ck_assert(!find(&m, "程序")->run->face->bold);
    ck_assert_int_eq(find(&m, "预取")->x, 15000);
    ck_assert_int_ge(m.boxes.v[0].penalty, BOX_NEVER); /* two lines stay together */
    ck_assert_int_lt(m.boxes.v[1].penalty, BOX_NEVER);
}

UNIT_TEST(short_points_share_rows) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct part parts[] = {point(a, "1.", "", "写回写回写"), point(a, "2.", "", "预取预取预"),
                           point(a, "3.", "", "分支预测分支预测分支预测分支预")};
    block_parts(m.list, parts, COUNT_OF(parts), &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(m.boxes.n, 2);
    ck_assert_int_eq(find(&m, "预取")->x, MEASURE / 2 + 15000);
    ck_assert_int_eq(find(&m, "写回")->y, find(&m, "预取")->y);
    ck_assert_int_eq(find(&m, "分支")->x, 15000);
}

UNIT_TEST(missing_answers_are_ruled) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct part part = point(a, "2.", "写直达", "");
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(count_ops(&m, OP_LINE), 1);
    for (size_t i = 0; i < m.page->ops.n; i++) {
        const struct op *op = &m.page->ops.v[i];
        if (op->kind != OP_LINE)
            continue;
        ck_assert_int_eq(op->thick, 450);
        ck_assert_int_ge(op->w, 80000); /* 8 em at least */
        ck_assert_int_le(abs(op->x + op->w - MEASURE), 1);
    }
}

UNIT_TEST(listings_keep_indents_and_mark_turns) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct part part = {.kind = PART_CODE};
    part.code.text =
        STR("if x:\n\treturn compute_the_answer(first_argument, second_argument, third)\n");
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_ge(m.boxes.n, 3);
    mpt cell = SIZE * 880 / 1000 / 2; /* half an em of 0.88 em */
    ck_assert_int_le(abs(find(&m, "return")->x - find(&m, "if")->x - 4 * cell), 2);
    find(&m, "↪");
    ck_assert_uint_eq(m.boxes.n_overfull, 0);
}

/* A comment of nine lines is cut after its second to its seventh, one of three lines never;
 * nothing is cut right before what the comment is about. */
UNIT_TEST(long_comments_are_cut) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    m.look.languages = code_languages_open(a, STR(CRIB_SOURCE_DATA), diag_open(a));
    struct part part = {.kind = PART_CODE};
    part.code.info = STR("c");
    part.code.text =
        STR("int a;\nint b;\nint c;\n// 1\n// 2\n// 3\nint d;\nint e;\n// 1\n// 2\n// 3\n// 4\n"
            "// 5\n// 6\n// 7\n// 8\n// 9\nint f;\nint g;\nint h;\n");
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    /* after each line: may it be cut? */
    static const char cuts[] = "nyynnnyynyyyyyynnyn";
    ck_assert_uint_eq(m.boxes.n, 20);
    for (size_t i = 0; i + 1 < m.boxes.n; i++)
        ck_assert_msg((m.boxes.v[i].penalty < BOX_NEVER) == (cuts[i] == 'y'), "line %zu", i + 1);
}

static struct part table(struct arena *a, size_t rows, size_t columns, const char *const *cells) {
    struct study_table *t = arena_new(a, struct study_table);
    struct table_cell *v = arena_array(a, struct table_cell, rows * columns);
    for (size_t i = 0; i < rows * columns; i++)
        v[i] = (struct table_cell){.text = text(a, cells[i]), .is_head = i < columns};
    *t = (struct study_table){rows, columns, 1, v};
    return (struct part){.kind = PART_TABLE, .table = t};
}

UNIT_TEST(tables_keep_words_whole) {
    UNIT_UNUSED(row);
    static const char *const cells[] = {"Operator",
                                        "Meaning",
                                        "BETWEEN",
                                        "Compares with two bounds, both of which belong to the "
                                        "range, and is therefore true for each",
                                        "LIKE",
                                        "Compares with a pattern"};
    struct made m;
    open_made(a, &m);
    struct part part = table(a, 3, 2, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    find(&m, "BETWEEN");
    ck_assert_int_eq(find(&m, "Operator")->x, 3000); /* padding 0.3 em */
    ck_assert_int_eq(find(&m, "Operator")->run->size, 9400);
    ck_assert_uint_eq(count_ops(&m, OP_LINE), 4); /* top, below the head, between, foot */
    ck_assert_ptr_nonnull(m.boxes.v[2].head);
    ck_assert_ptr_null(m.boxes.v[0].head);
}

/* Set in 9.4 pt with 3 pt of padding; columns that have all they need are 1.2 em wider than that.
 */
UNIT_TEST(narrow_tables_stand_apart) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    static const char *const cells[] = {"甲", "乙", "丙", "丁"};
    struct part part = table(a, 2, 2, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    mpt left = find(&m, "甲")->x, right = find(&m, "乙")->x;
    ck_assert_int_eq(left, 3000);
    ck_assert_int_le(right - (left + 9400 + 11280 + 6000), 20);
    ck_assert_int_ge(right - (left + 9400 + 11280 + 6000), 0);
}

UNIT_TEST(wide_tables_stay_in_the_column) {
    UNIT_UNUSED(row);
    enum { COLUMNS = 9 };
    const char *cells[2 * COLUMNS];
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        cells[i] = i % 2 ? "identifier" : "一二三四五六";
    struct made m;
    open_made(a, &m);
    struct part part = table(a, 2, COLUMNS, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    for (size_t i = 0; i < m.page->ops.n; i++)
        if (m.page->ops.v[i].kind == OP_GLYPHS)
            ck_assert_int_lt(m.page->ops.v[i].x, MEASURE);
}

/* Twelve columns of words need more than the column: each row is one text, with its headers. */
UNIT_TEST(too_wide_tables_are_stacked) {
    UNIT_UNUSED(row);
    enum { COLUMNS = 12 };
    static const char *const heads[COLUMNS] = {"alpha",   "beta",   "gamma",   "delta",
                                               "epsilon", "zeta",   "eta",     "iota",
                                               "kappa",   "lambda", "omicron", "rho"};
    const char *cells[2 * COLUMNS];
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        cells[i] = i < COLUMNS ? heads[i] : "identifier";
    struct made m;
    open_made(a, &m);
    struct part part = table(a, 2, COLUMNS, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(count_ops(&m, OP_LINE), 0);
    for (size_t i = 0; i < COLUMNS; i++)
        find(&m, heads[i]);
    ck_assert(find(&m, "identifier")->run->face->bold); /* the first cell is the row's name */
    ck_assert_uint_eq(m.boxes.n_overfull, 0);
}

/* Words that need a little more than the column are set smaller before they are cut. */
UNIT_TEST(wide_tables_are_set_smaller) {
    UNIT_UNUSED(row);
    static const char *const cells[] = {"mmmmmmmm", "mmmmmmm", "mmmmmmm", "a", "b", "c"};
    struct made m;
    open_made(a, &m);
    struct part part = table(a, 2, 3, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    mpt size = find(&m, "mmmmmmmm")->run->size;
    ck_assert_int_lt(size, 9400);
    ck_assert_int_ge(size, 8000); /* the floor is 0.8 */
    ck_assert_uint_eq(m.boxes.n, 2);
}

/* The header drawn where a table goes on has all its lines, and is no text of the structure's. */
UNIT_TEST(headers_of_several_lines_are_repeated) {
    UNIT_UNUSED(row);
    static const char *const cells[] = {"一段很长的表头文字要分成两行才放得下的",
                                        "另一段很长的表头文字也要分成两行才行",
                                        "1",
                                        "2",
                                        "3",
                                        "4"};
    struct made m;
    open_made(a, &m);
    struct part part = table(a, 3, 2, cells);
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(m.boxes.n, 4);
    const struct box *head = m.boxes.v[3].head;
    ck_assert_ptr_nonnull(head);
    ck_assert_int_eq(head->height, m.boxes.v[0].height + m.boxes.v[1].height);
    size_t before = m.page->ops.n, again = 0;
    struct block_out out = {m.pages, m.page, block_tags(a, m.list, m.pages, 1)};
    box_draw(head, &out, 0, 500000);
    for (size_t i = before; i < m.page->ops.n; i++) {
        ck_assert_uint_eq(m.page->ops.v[i].tag, 0);
        again += m.page->ops.v[i].kind == OP_GLYPHS;
    }
    ck_assert_uint_eq(again, 4); /* two lines of two cells */
}

UNIT_TEST(missing_figures_are_boxes) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct study_figure figure = {.target = STR("folder/cache levels.png")};
    struct part part = {.kind = PART_FIGURE, .figure = &figure};
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(m.boxes.n, 1);
    ck_assert_int_eq(m.boxes.v[0].height, 25000); /* 2.5 em */
    ck_assert_uint_eq(count_ops(&m, OP_STROKE), 1);
    find(&m, "cache levels.png");
}

/* A picture on the network: the finder patterns of the code for its address (7 dark modules wide,
 * 4 modules from its edges; ISO/IEC 18004), its host, a link. */
UNIT_TEST(pictures_on_the_network_have_a_code) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct study_figure figure = {.target = STR("https://example.org/a/b.png"),
                                  .result = VAULT_REMOTE};
    struct part part = {.kind = PART_FIGURE, .figure = &figure};
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    const struct op *first = NULL;
    for (size_t i = 0; i < m.page->ops.n && !first; i++)
        if (m.page->ops.v[i].kind == OP_FILL)
            first = &m.page->ops.v[i];
    ck_assert_ptr_nonnull(first);
    ck_assert_int_eq(first->w, 7 * first->h);
    ck_assert_int_eq(first->x, 4 * first->h);
    ck_assert_int_ge(first->h, 1000); /* 0.35 mm */
    ck_assert_uint_eq(count_ops(&m, OP_LINK), 1);
    find(&m, "example.org");
}

/* Words under a picture are printed; a file's name is not. */
UNIT_TEST(captions_are_words) {
    static const struct {
        const char *alt;
        bool printed;
    } rows[] = {{"缓存的层次", true}, {"levels of cache", true}, {"cache", false},
                {"img", false},       {"image-2024", false},     {"", false}};
    struct made m;
    open_made(a, &m);
    struct study_figure figure = {.target = STR("cache.png"), .alt = str_of(rows[row].alt)};
    figure.caption = text(a, rows[row].alt);
    struct part part = {.kind = PART_FIGURE, .figure = &figure};
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    size_t runs = count_ops(&m, OP_GLYPHS);
    if (rows[row].printed)
        find(&m, rows[row].alt);
    else
        ck_assert_uint_eq(runs, 2); /* the box: what is missing, and its name */
}

/* Cells with something tall: all of a row share its baseline. */
UNIT_TEST(cells_share_a_baseline) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct rich_run run = {.text = STR("\\dfrac{a}{b}"), .flags = RICH_MATH};
    struct table_cell cells[2] = {{.text = text(a, "分式")},
                                  {.text = {.plain = run.text, .runs = &run, .n = 1}}};
    struct study_table table = {.n_rows = 1, .n_columns = 2, .cells = cells};
    struct part part = {.kind = PART_TABLE, .table = &table};
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    mpt base = find(&m, "分式")->y;
    ck_assert_int_lt(find(&m, "a")->y, base);
    ck_assert_int_gt(find(&m, "b")->y, base);
    ck_assert_int_gt(m.boxes.v[0].height, PITCH + 4000);
}

static const struct op *last_of(const struct made *m, enum op_kind kind) {
    const struct op *last = NULL;
    for (size_t i = 0; i < m->page->ops.n; i++)
        if (m->page->ops.v[i].kind == kind)
            last = &m->page->ops.v[i];
    ck_assert_ptr_nonnull(last);
    return last;
}

static void put_math(struct arena *a, struct made *m, const char *tex) {
    struct part *part = arena_new(a, struct part);
    part->kind = PART_MATH;
    part->code.text = str_of(tex);
    block_parts(m->list, part, 1, &(struct block_place){0});
    draw_made(a, m);
}

/* Displayed formulas: in the middle; cut before a sign when too wide; never beyond the column. */
UNIT_TEST(displays_are_centred) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    put_math(a, &m, "a");
    ck_assert_uint_eq(m.boxes.n, 1);
    mpt x = find(&m, "a")->x;
    ck_assert_int_gt(x, MEASURE / 2 - SIZE);
    ck_assert_int_lt(x, MEASURE / 2);
}

static mpt advances(const struct glyph_run *run) {
    mpt sum = 0;
    struct glyph g;
    for (struct glyph_walk w = glyph_walk(run); glyph_next(&w, &g);)
        sum += (mpt)((int64_t)g.advance * run->size / 1000);
    return sum;
}

UNIT_TEST(wide_displays_are_cut_or_shrunk) {
    static const char *const formulas[] = {
        "aaaaaaaaaaaaaaaaa=bbbbbbbbbbbbbbbb+cccccccccccccccc-dddddddddddd",
        "\\sqrt{aaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbcccccccccccccccc}",
        "\\begin{aligned}aaaaaaaaaaaaaaaaa&=bbbbbbbbbbbbbbbb\\\\&=cccccccccccccccccc\\end{aligned}",
        "\\begin{matrix}aaaaaaaaaaaaaaaaa&bbbbbbbbbbbbbbbb&ccccccccccccccccc\\end{matrix}",
    };
    struct made m;
    open_made(a, &m);
    put_math(a, &m, formulas[row]);
    for (size_t i = 0; i < m.page->ops.n; i++) {
        const struct op *op = &m.page->ops.v[i];
        mpt right = op->x + op->w;
        right += op->kind == OP_GLYPHS ? advances(op->run) : 0;
        ck_assert_int_ge(op->x, 0);
        ck_assert_int_le(right, MEASURE + SIZE / 10);
    }
    if (row == 0) {
        ck_assert_uint_ge(m.boxes.n, 2);
        ck_assert_int_eq(find(&m, "=")->x, 2 * SIZE); /* further lines hang */
    }
}

UNIT_TEST(equation_numbers_stand_at_the_edge) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    put_math(a, &m, "a=b \\tag{2}");
    const struct op *op = last_of(&m, OP_GLYPHS);
    unit_str_is(op->run->text, STR("(2)"));
    mpt right = op->x + advances(op->run);
    ck_assert_int_ge(right, MEASURE - 200);
    ck_assert_int_le(right, MEASURE);
}

UNIT_TEST(quotes_have_bars) {
    UNIT_UNUSED(row);
    struct made m;
    open_made(a, &m);
    struct part inner = {.kind = PART_TEXT, .text = text(a, "不以规矩，不能成方圆。")};
    struct study_quote quote = {.parts = &inner, .n_parts = 1};
    struct part part = {.kind = PART_QUOTE, .quote = &quote};
    block_parts(m.list, &part, 1, &(struct block_place){0});
    draw_made(a, &m);
    ck_assert_uint_eq(count_ops(&m, OP_LINE), 1);
    ck_assert_int_eq(find(&m, "不以")->x, 7000); /* 0.7 em */
}

int main(void) {
    Suite *s = suite_create("block");
    UNIT(s, points_hang);
    UNIT(s, short_points_share_rows);
    UNIT(s, missing_answers_are_ruled);
    UNIT(s, listings_keep_indents_and_mark_turns);
    UNIT(s, long_comments_are_cut);
    UNIT(s, tables_keep_words_whole);
    UNIT(s, narrow_tables_stand_apart);
    UNIT(s, wide_tables_stay_in_the_column);
    UNIT(s, too_wide_tables_are_stacked);
    UNIT(s, wide_tables_are_set_smaller);
    UNIT(s, headers_of_several_lines_are_repeated);
    UNIT(s, missing_figures_are_boxes);
    UNIT(s, pictures_on_the_network_have_a_code);
    UNIT_ROWS(s, captions_are_words, 6);
    UNIT(s, cells_share_a_baseline);
    UNIT(s, displays_are_centred);
    UNIT_ROWS(s, wide_displays_are_cut_or_shrunk, 4);
    UNIT(s, equation_numbers_stand_at_the_edge);
    UNIT(s, quotes_have_bars);
    return unit_run(s);
}
