/* summary: how far the group is, counted by section and by owner from the work sheets; and
 * settings, the lists the other sheets choose from. */
#include "emit/book/book.h"
#include "emit/book/measure.h"

#include "base/vec.h"

/* ---- settings: where each list stands ---- */

enum settings_column {
    SETTINGS_MEMBERS,
    SETTINGS_STATUS,
    SETTINGS_SCORE,
    SETTINGS_INTERVALS,
    SETTINGS_SHOW,
    SETTINGS_YES_NO,
    SETTINGS_MARKS,
    SETTINGS_DECISIONS,
    SETTINGS_COLUMNS
};

#define LIST_ROW   2 /* first row of the lists; their titles are above */
#define HOW_TO_ROW (LIST_ROW + MEMBERS + 1)

static struct book_range list_at(uint16_t column, uint32_t n) {
    return (struct book_range){LIST_ROW, column, LIST_ROW + n - 1, column};
}

static struct str member_name(struct study_book *b, unsigned i) {
    return i < MEMBERS_MADE ? wording_fill(b->a, b->words, "settings.member", "n",
                                           str_format(b->a, "%u", i + 1), NULL)
                            : (struct str){0};
}

static void put_lists(struct study_book *b) {
    static const unsigned days[SCORES] = {1, 2, 4, 7, 15, 30};
    static const char *const marks[] = {"right", "wrong"}, *const yes_no[] = {"yes", "no"};
    for (unsigned i = 0; i < MEMBERS; i++)
        book_put(b, LIST_ROW + i, SETTINGS_MEMBERS, member_name(b, i), BOOK_INPUT, NULL);
    for (unsigned i = 0; i < STATUSES; i++)
        book_put(b, LIST_ROW + i, SETTINGS_STATUS, book_status(b, i), BOOK_INPUT, NULL);
    for (unsigned i = 0; i < SCORES; i++) {
        book_number(b->book, LIST_ROW + i, SETTINGS_SCORE, i, BOOK_COUNT);
        book_number(b->book, LIST_ROW + i, SETTINGS_INTERVALS, days[i], BOOK_INPUT);
    }
    book_put(b, LIST_ROW, SETTINGS_SHOW, wording_get(b->words, "no"), BOOK_INPUT, NULL);
    for (unsigned i = 0; i < 2; i++) {
        book_put(b, LIST_ROW + i, SETTINGS_YES_NO, wording_get(b->words, yes_no[i]), BOOK_CELL,
                 NULL);
        book_put(b, LIST_ROW + i, SETTINGS_MARKS, wording_get(b->words, marks[i]), BOOK_CELL, NULL);
    }
    for (unsigned i = 0; i < DECISIONS; i++) {
        struct str key = str_format(b->a, "decision.%u", i + 1);
        book_put(b, LIST_ROW + i, SETTINGS_DECISIONS, wording_get(b->words, str_c(b->a, key)),
                 BOOK_CELL, NULL);
    }
}

static void define_lists(struct study_book *b) {
    static const struct {
        const char *name;
        uint16_t column;
        uint32_t n;
    } lists[] = {
        {"Members", SETTINGS_MEMBERS, MEMBERS},
        {"Statuses", SETTINGS_STATUS, STATUSES},
        {"Intervals", SETTINGS_INTERVALS, SCORES},
        {"ShowAnswers", SETTINGS_SHOW, 1},
        {"YesNo", SETTINGS_YES_NO, 2},
        {"Marks", SETTINGS_MARKS, 2},
        {"Decisions", SETTINGS_DECISIONS, DECISIONS},
    };
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        book_define(b->book, lists[i].name, b->settings, list_at(lists[i].column, lists[i].n));
}

void book_settings_sheet(struct study_book *b) {
    static const char *const keys[SETTINGS_COLUMNS] = {
        "settings.members", "settings.status", "settings.score", "settings.intervals",
        "settings.show",    "settings.show",   "settings.marks", "settings.decisions"};
    static const double widths[SETTINGS_COLUMNS] = {18, 14, 10, 14, 16, 16, 10, 10};
    book_sheet(b->book, b->settings);
    book_columns(b->book, widths, SETTINGS_COLUMNS);
    book_print(b->book, 0);
    book_footer(b->book);
    book_put(b, 0, 0, wording_get(b->words, "settings.title"), BOOK_TITLE, NULL);
    for (int c = 0; c < SETTINGS_COLUMNS; c++)
        book_put(b, LIST_ROW - 1, (uint16_t)c, wording_get(b->words, keys[c]), BOOK_HEAD, NULL);
    put_lists(b);
    define_lists(b);
    book_choose(b->book, list_at(SETTINGS_SHOW, 1), "YesNo");
    for (unsigned i = 1;; i++) {
        struct str key = str_format(b->a, "how-to.%u", i);
        struct str line = wording_get(b->words, str_c(b->a, key));
        if (line.n == 0)
            break;
        book_line(b->book, HOW_TO_ROW + i, SETTINGS_COLUMNS - 1, line);
        book_height(b->book, HOW_TO_ROW + i, measure_height(measure_lines(line, 106)));
    }
}

/* ---- summary ---- */

/* Column 0 names, then a column a status, the total, the share of the last status. */
#define SUMMARY_TOTAL   (1 + STATUSES)
#define SUMMARY_SHARE   (2 + STATUSES)
#define SUMMARY_COLUMNS (3 + STATUSES)
#define CHART_ROWS_MOST 30

struct grid {
    struct study_book *b;
    uint32_t head, row;         /* of the status words; the one being written */
    enum work_column criterion; /* what a row's name is compared with */
};

/* COUNTIFS over every part: rows whose criterion is `name` (a reference) and whose status is
 * `status`, or any when that is empty. */
static struct str counting(struct grid *g, struct str name, struct str status) {
    struct arena *a = g->b->scratch;
    struct buf f = buf_in(a);
    for (size_t i = 0; i < g->b->n_parts; i++) {
        const struct book_part *p = &g->b->parts[i];
        uint16_t column = (uint16_t)g->criterion;
        struct str range = book_reference(a, p->work, book_rows(p, column, column));
        buf_printf(&f, "%sCOUNTIFS(%.*s,%.*s", i ? "+" : "", STR_ARG(range), STR_ARG(name));
        if (status.n) {
            struct str of = book_reference(a, p->work, book_rows(p, WORK_STATUS, WORK_STATUS));
            buf_printf(&f, ",%.*s,%.*s", STR_ARG(of), STR_ARG(status));
        }
        buf_byte(&f, ')');
    }
    return buf_get(&f);
}

/* A row of counts of which the first status has all there are: nothing is learnt yet. */
static void put_counts(struct grid *g, size_t n) {
    struct arena *a = g->b->scratch;
    struct book *book = g->b->book;
    struct str name = str_format(a, "$A%u", g->row + 1);
    for (unsigned s = 0; s < STATUSES; s++) {
        struct str status = str_format(a, "%c$%u", (int)('B' + s), g->head + 1);
        struct str f = str_format(a, "=IF(%.*s=\"\",0,%.*s)", STR_ARG(name),
                                  STR_ARG(counting(g, name, status)));
        book_formula_number(book, g->row, (uint16_t)(1 + s), str_c(a, f), s ? 0 : (double)n,
                            BOOK_COUNT);
    }
    struct str all = str_format(a, "=SUM(B%u:%c%u)", g->row + 1, (int)('A' + STATUSES), g->row + 1);
    book_formula_number(book, g->row, SUMMARY_TOTAL, str_c(a, all), (double)n, BOOK_COUNT);
    struct str share =
        str_format(a, "=IF(%c%u=0,0,%c%u/%c%u)", (int)('A' + SUMMARY_TOTAL), g->row + 1,
                   (int)('A' + STATUSES), g->row + 1, (int)('A' + SUMMARY_TOTAL), g->row + 1);
    book_formula_number(book, g->row, SUMMARY_SHARE, str_c(a, share), 0, BOOK_SHARE);
}

/* Status words are references, so that changing one in the settings changes it here. */
static void put_head(struct grid *g, const char *key) {
    struct study_book *b = g->b;
    g->head = g->row;
    book_put(b, g->row, 0, wording_get(b->words, key), BOOK_HEAD, NULL);
    for (unsigned s = 0; s < STATUSES; s++) {
        struct str f = str_format(b->a, "=INDEX(Statuses,%u)&\"\"", s + 1);
        book_formula_text(b->book, g->row, (uint16_t)(1 + s), str_c(b->a, f), book_status(b, s),
                          BOOK_HEAD);
    }
    book_put(b, g->row, SUMMARY_TOTAL, wording_get(b->words, "summary.total"), BOOK_HEAD, NULL);
    book_put(b, g->row, SUMMARY_SHARE, wording_get(b->words, "summary.done"), BOOK_HEAD, NULL);
    g->row++;
}

/* The sum of the rows above, from the one below the head. */
static void put_total(struct grid *g) {
    struct study_book *b = g->b;
    book_put(b, g->row, 0, wording_get(b->words, "summary.total"), BOOK_HEAD, NULL);
    for (unsigned c = 1; c <= SUMMARY_TOTAL; c++) {
        struct str f = str_format(b->a, "=SUM(%c%u:%c%u)", (int)('A' + c), g->head + 2,
                                  (int)('A' + c), g->row);
        bool counts = c == 1 || c == SUMMARY_TOTAL;
        book_formula_number(b->book, g->row, (uint16_t)c, str_c(b->a, f),
                            counts ? (double)b->n_rows : 0, BOOK_COUNT);
    }
    struct str share =
        str_format(b->a, "=IF(%c%u=0,0,%c%u/%c%u)", (int)('A' + SUMMARY_TOTAL), g->row + 1,
                   (int)('A' + STATUSES), g->row + 1, (int)('A' + SUMMARY_TOTAL), g->row + 1);
    book_formula_number(b->book, g->row, SUMMARY_SHARE, str_c(b->a, share), 0, BOOK_SHARE);
    g->row++;
}

static void put_sections(struct grid *g, double width) {
    struct study_book *b = g->b;
    g->criterion = WORK_SECTION;
    put_head(g, "summary.by-section");
    for (size_t i = 0; i < b->n_sections; i++) {
        struct arena_mark mark = arena_mark(b->scratch);
        book_put(b, g->row, 0, b->sections[i].label, BOOK_CELL, NULL);
        book_height(b->book, g->row, measure_height(measure_lines(b->sections[i].label, width)));
        put_counts(g, b->sections[i].n);
        arena_reset(b->scratch, mark);
        g->row++;
    }
    put_total(g);
}

/* Members, whose names come from the settings, and what is nobody's. */
static void put_owners(struct grid *g) {
    struct study_book *b = g->b;
    g->criterion = WORK_OWNER;
    put_head(g, "summary.by-owner");
    for (unsigned i = 0; i < MEMBERS; i++, g->row++) {
        struct arena_mark mark = arena_mark(b->scratch);
        struct str f = str_format(b->scratch, "=INDEX(Members,%u)&\"\"", i + 1);
        book_formula_text(b->book, g->row, 0, str_c(b->scratch, f), member_name(b, i), BOOK_CELL);
        put_counts(g, 0);
        arena_reset(b->scratch, mark);
    }
}

static void put_due(struct grid *g) {
    struct study_book *b = g->b;
    struct buf f = buf_in(b->a);
    for (size_t i = 0; i < b->n_parts; i++) {
        const struct book_part *p = &b->parts[i];
        struct str next = book_reference(b->a, p->work, book_rows(p, WORK_NEXT, WORK_NEXT));
        buf_printf(&f, "%sCOUNTIFS(%.*s,\">0\",%.*s,\"<=\"&TODAY())", i ? "+" : "=", STR_ARG(next),
                   STR_ARG(next));
    }
    book_put(b, g->row, 0, wording_get(b->words, "summary.due"), BOOK_HEAD, NULL);
    book_formula_number(b->book, g->row, 1, str_c(b->a, buf_get(&f)), 0, BOOK_COUNT);
    g->row++;
}

/* Links to the sheets, in a row. */
static void put_links(struct study_book *b, uint32_t row) {
    const struct book_part *p = &b->parts[0];
    const char *const sheets[] = {p->bank, p->work, p->test, b->settings, p->review};
    for (unsigned i = 0; i < COUNT_OF(sheets); i++)
        book_link(b->book, row, (uint16_t)(1 + i), sheets[i]);
}

void book_summary_sheet(struct study_book *b) {
    double widths[SUMMARY_COLUMNS] = {28, 12, 12, 12, 12, 12, 12};
    struct grid g = {.b = b, .row = 2};
    book_sheet(b->book, b->summary);
    book_print(b->book, 0);
    book_footer(b->book);
    for (size_t i = 0; i < b->n_sections; i++)
        widths[0] = MAX(widths[0], MIN(measure_width(b->sections[i].label), 44));
    book_columns(b->book, widths, SUMMARY_COLUMNS);
    book_put(b, 0, 0, wording_get(b->words, "summary.title"), BOOK_TITLE, NULL);
    put_links(b, 0);
    put_due(&g);
    g.row++;
    put_owners(&g);
    g.row++;
    put_sections(&g, widths[0]);
    struct book_range bars = {g.head + 1, SUMMARY_SHARE, g.row - 1, SUMMARY_SHARE};
    book_bars(b->book, bars);
    uint32_t shown = (uint32_t)MIN(b->n_sections, (size_t)CHART_ROWS_MOST);
    struct book_chart chart = {
        .sheet = b->summary,
        .title = book_word(b, "summary.by-section"),
        .range = {g.head + 1, 1, g.head + shown, STATUSES},
        .names = 0,
        .titles = g.head,
        .width = 560,
        .height = 140 + 22 * shown,
    };
    book_chart(b->book, 2, SUMMARY_COLUMNS + 1, &chart);
}
