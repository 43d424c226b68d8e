/* xlsx_more: formulas, names, rules for what may be filled in, charts. See xlsx_book.h. */
#include "emit/xlsx_book_int.h"

#include "base/buf.h"

void book_formula_text(struct book *b, uint32_t row, uint16_t column, const char *formula,
                       struct str value, enum book_style style) {
    struct arena_mark mark = arena_mark(b->a);
    book_note_error(b, worksheet_write_formula_str(b->sheet, row, column, formula,
                                                   b->formats[style], book_cell_text(b->a, value)));
    arena_reset(b->a, mark);
}

void book_formula_number(struct book *b, uint32_t row, uint16_t column, const char *formula,
                         double value, enum book_style style) {
    book_note_error(
        b, worksheet_write_formula_num(b->sheet, row, column, formula, b->formats[style], value));
}

/* ---- names ---- */

static void put_column(struct buf *b, unsigned column) {
    if (column >= 26)
        put_column(b, column / 26 - 1);
    buf_byte(b, (int)('A' + column % 26));
}

static void put_cell(struct buf *b, uint32_t row, unsigned column) {
    buf_byte(b, '$');
    put_column(b, column);
    buf_printf(b, "$%u", row + 1);
}

struct str book_reference(struct arena *a, const char *sheet, struct book_range range) {
    struct buf b = buf_in(a);
    buf_byte(&b, '\'');
    buf_str(&b, str_replace(a, str_of(sheet), STR("'"), STR("''")));
    buf_c(&b, "'!");
    put_cell(&b, range.first_row, range.first_column);
    if (range.first_row != range.last_row || range.first_column != range.last_column) {
        buf_byte(&b, ':');
        put_cell(&b, range.last_row, range.last_column);
    }
    return buf_get(&b);
}

void book_define(struct book *b, const char *name, const char *sheet, struct book_range range) {
    struct str formula = str_format(b->a, "=%.*s", STR_ARG(book_reference(b->a, sheet, range)));
    book_note_error(b, workbook_define_name(b->workbook, name, str_c(b->a, formula)));
}

/* ---- what may be filled in ---- */

static void validate(struct book *b, struct book_range r, lxw_data_validation *v) {
    book_note_error(b, worksheet_data_validation_range(b->sheet, r.first_row, r.first_column,
                                                       r.last_row, r.last_column, v));
}

void book_choose(struct book *b, struct book_range range, const char *name) {
    struct str formula = str_format(b->a, "=%s", name);
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
        .value_formula = book_mutable(str_c(b->a, formula)),
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
    };
    validate(b, range, &v);
}

void book_whole(struct book *b, struct book_range range, int least, int most) {
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_INTEGER,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = least,
        .maximum_number = most,
    };
    validate(b, range, &v);
}

void book_day(struct book *b, struct book_range range) {
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DATE,
        .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN,
        .value_datetime = {.year = 2000, .month = 1, .day = 1},
    };
    validate(b, range, &v);
}

/* ---- what shows by itself ---- */

static void add_rule(struct book *b, struct book_range r, lxw_conditional_format *f) {
    book_note_error(b, worksheet_conditional_format_range(b->sheet, r.first_row, r.first_column,
                                                          r.last_row, r.last_column, f));
}

void book_alarm(struct book *b, struct book_range range, const char *formula) {
    lxw_format *red = workbook_add_format(b->workbook);
    if (!red)
        fail_raise(arena_failure(b->a), "out of memory");
    format_set_font_color(red, 0x9C0006);
    format_set_bg_color(red, 0xFFC7CE);
    lxw_conditional_format f = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = book_mutable(formula), .format = red};
    add_rule(b, range, &f);
}

void book_bars(struct book *b, struct book_range range) {
    lxw_conditional_format f = {
        .type = LXW_CONDITIONAL_DATA_BAR,
        .bar_color = 0x9DC3E6,
        .bar_solid = LXW_TRUE,
        .data_bar_2010 = LXW_TRUE,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = 0,
        .max_value = 1,
    };
    add_rule(b, range, &f);
}

void book_link(struct book *b, uint32_t row, uint16_t column, const char *sheet) {
    struct str name = str_replace(b->a, str_of(sheet), STR("'"), STR("''"));
    struct str url = str_format(b->a, "internal:'%.*s'!A1", STR_ARG(name));
    book_note_error(b, worksheet_write_url_opt(b->sheet, row, column, str_c(b->a, url),
                                               b->formats[BOOK_LINK], sheet, NULL));
}

/* ---- chart ---- */

void book_chart(struct book *b, uint32_t row, uint16_t column, const struct book_chart *c) {
    static const lxw_color_t colors[] = {0xBFBFBF, 0x9DC3E6, 0xF4B183, 0x70AD47, 0xFFD966};
    lxw_chart *chart = workbook_add_chart(b->workbook, LXW_CHART_BAR_STACKED);
    if (!chart)
        fail_raise(arena_failure(b->a), "out of memory");
    for (uint16_t i = c->range.first_column; i <= c->range.last_column; i++) {
        lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = {.color = colors[(i - c->range.first_column) % COUNT_OF(colors)]};
        chart_series_set_categories(s, c->sheet, c->range.first_row, c->names, c->range.last_row,
                                    c->names);
        chart_series_set_values(s, c->sheet, c->range.first_row, i, c->range.last_row, i);
        chart_series_set_name_range(s, c->sheet, c->titles, i);
        chart_series_set_fill(s, &fill);
    }
    chart_title_set_name(chart, c->title);
    chart_axis_set_reverse(chart->y_axis); /* the first row at the top, as in the table */
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_set_series_gap(chart, 40);
    lxw_chart_options o = {.x_scale = c->width / 480.0, .y_scale = c->height / 288.0};
    book_note_error(b, worksheet_insert_chart_opt(b->sheet, row, column, chart, &o));
}

/* ---- sheet ---- */

void book_footer(struct book *b) {
    book_note_error(b, worksheet_set_footer(b->sheet, "&L&A&R&P / &N"));
}
