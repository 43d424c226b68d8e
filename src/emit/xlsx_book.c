/* xlsx_book: see xlsx_book.h. */
#include "emit/xlsx_book.h"

#include "emit/xlsx_book_int.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <time.h>

static void free_book(void *p) {
    struct book *b = p;
    if (b->workbook)
        lxw_workbook_free(b->workbook);
    b->workbook = NULL;
}

void book_note_error(struct book *b, lxw_error e) {
    if (b->error == LXW_NO_ERROR)
        b->error = e;
}

static void make_grid_formats(struct book *b) {
    for (size_t i = BOOK_CELL; i < BOOK_LINK; i++) {
        format_set_border(b->formats[i], LXW_BORDER_HAIR);
        format_set_border_color(b->formats[i], 0xA6A6A6);
    }
    format_set_text_wrap(b->formats[BOOK_CELL]);
    format_set_text_wrap(b->formats[BOOK_SMALL]);
    format_set_font_size(b->formats[BOOK_SMALL], SMALL_SIZE);
    format_set_text_wrap(b->formats[BOOK_BAND]);
    format_set_text_wrap(b->formats[BOOK_HEAD]);
    format_set_bg_color(b->formats[BOOK_BAND], 0xF3F7FB);
    format_set_text_wrap(b->formats[BOOK_INPUT]);
    format_set_bg_color(b->formats[BOOK_INPUT], 0xFFFBE6);
    format_set_num_format(b->formats[BOOK_INPUT], "General");
    format_set_text_wrap(b->formats[BOOK_INPUT_TEXT]);
    format_set_bg_color(b->formats[BOOK_INPUT_TEXT], 0xFFFBE6);
    format_set_bg_color(b->formats[BOOK_DATE], 0xFFFBE6);
    format_set_num_format(b->formats[BOOK_DATE], "yyyy-mm-dd");
    format_set_num_format(b->formats[BOOK_COUNT], "General");
    format_set_num_format(b->formats[BOOK_SHARE], "0%");
    format_set_num_format(b->formats[BOOK_LINK], "General");
    format_set_font_color(b->formats[BOOK_LINK], 0x0563C1);
    format_set_underline(b->formats[BOOK_LINK], LXW_UNDERLINE_SINGLE);
}

static void make_formats(struct book *b) {
    for (size_t i = 0; i < BOOK_STYLE_COUNT; i++) {
        lxw_format *f = workbook_add_format(b->workbook);
        b->formats[i] = f;
        if (!f)
            fail_raise(arena_failure(b->a), "out of memory");
        format_set_font_name(f, FONT_NAME);
        format_set_font_size(f, FONT_SIZE);
        format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
        format_set_num_format(f, "@");
    }
    format_set_text_wrap(b->formats[BOOK_TEXT]);
    format_set_font_color(b->formats[BOOK_FIXED], 0x7F7F7F);
    format_set_bg_color(b->formats[BOOK_FIXED], 0xF2F2F2);
    format_set_bold(b->formats[BOOK_HEAD]);
    format_set_bg_color(b->formats[BOOK_HEAD], 0xDDE6F0);
    format_set_bottom(b->formats[BOOK_HEAD], LXW_BORDER_THIN);
    format_set_bold(b->formats[BOOK_TITLE]);
    format_set_font_size(b->formats[BOOK_TITLE], 14);
    format_set_num_format(b->formats[BOOK_NUMBER], "General");
    make_grid_formats(b);
}

const char *book_cell_text(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool escape = c == '_' && i + 6 < s.n && s.p[i + 1] == 'x' && s.p[i + 6] == '_';
        for (size_t k = 2; escape && k < 6; k++)
            escape = strchr("0123456789abcdefABCDEF", s.p[i + k]) != NULL;
        if (escape)
            buf_c(&b, "_x005F");
        if (utf8_is_none(s.p + i, str_end(s)))
            i += 2;
        else if (c >= 0x20 || c == '\t' || c == '\n')
            buf_byte(&b, c);
    }
    buf_byte(&b, 0);
    return b.p;
}

size_t book_units(struct str s) {
    size_t n = 0;
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;)
        n += utf8_next(&p, end) > 0xFFFF ? 2 : 1;
    return n;
}

struct book *book_open(struct arena *a, struct fs_out *out, struct str title, int64_t created,
                       struct diag *d) {
    struct book *b = arena_new(a, struct book);
    *b = (struct book){.a = a, .d = d, .out = out};
    fs_close_for_library(out);
    /* Parts of it are kept where it will be. */
    const char *part = str_c(a, fs_part_path(out));
    lxw_workbook_options o = {.tmpdir = book_mutable(str_c(a, fs_dir(str_of(part))))};
    b->workbook = workbook_new_opt(part, &o);
    arena_defer(a, free_book, b);
    if (!b->workbook)
        fail_raise(arena_failure(a), "out of memory");
    lxw_doc_properties properties = {.title = book_mutable(book_cell_text(a, title)),
                                     .created = (time_t)MAX(created, 1)};
    book_note_error(b, workbook_set_properties(b->workbook, &properties));
    make_formats(b);
    return b;
}

struct str book_sheet_name(struct arena *a, struct str wish) {
    struct buf b = buf_in(a);
    size_t units = 0;
    for (const char *p = wish.p, *end = wish.p + wish.n; wish.n && p < end;) {
        uint32_t c = utf8_next(&p, end);
        units += c > 0xFFFF ? 2 : 1;
        if (units > BOOK_NAME_UNITS)
            break;
        if (c == 0xFFFE || c == 0xFFFF)
            continue;
        buf_code(&b, c < 0x20 || (c < 0x80 && strchr("[]:*?/\\", (int)c)) ? ' ' : c);
    }
    struct str s = str_trim(buf_get(&b));
    while (s.n && s.p[0] == '\'')
        s = str_from(s, 1);
    while (s.n && s.p[s.n - 1] == '\'')
        s.n--;
    bool reserved = s.n == 0 || str_eqc(str_lower_ascii(a, s), "history");
    return reserved ? str_format(a, "crib %.*s", STR_ARG(s)) : s;
}

void book_sheet(struct book *b, const char *name) {
    b->sheet = workbook_add_worksheet(b->workbook, name);
    if (!b->sheet)
        book_note_error(b, LXW_ERROR_PARAMETER_VALIDATION);
}

void book_columns(struct book *b, const double *widths, size_t n) {
    for (size_t i = 0; i < n; i++)
        book_note_error(
            b, worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
}

void book_freeze(struct book *b, uint32_t rows, uint16_t columns) {
    worksheet_freeze_panes(b->sheet, rows, columns);
}

bool book_text(struct book *b, uint32_t row, uint16_t column, struct str text,
               enum book_style style) {
    struct arena_mark mark = arena_mark(b->a);
    bool fits = text.n <= BOOK_CELL_UNITS || book_units(text) <= BOOK_CELL_UNITS;
    if (fits && text.n == 0)
        book_note_error(b, worksheet_write_blank(b->sheet, row, column, b->formats[style]));
    else if (fits)
        book_note_error(b, worksheet_write_string(b->sheet, row, column, book_cell_text(b->a, text),
                                                  b->formats[style]));
    arena_reset(b->a, mark);
    return fits;
}

void book_number(struct book *b, uint32_t row, uint16_t column, double value,
                 enum book_style style) {
    book_note_error(b, worksheet_write_number(b->sheet, row, column, value, b->formats[style]));
}

void book_line(struct book *b, uint32_t row, uint16_t last, struct str text) {
    book_note_error(b, worksheet_merge_range(b->sheet, row, 0, row, last,
                                             book_cell_text(b->a, text), b->formats[BOOK_TEXT]));
}

void book_height(struct book *b, uint32_t row, double points) {
    book_note_error(b, worksheet_set_row(b->sheet, row, points, NULL));
}

void book_table(struct book *b, const char *name, const char *const *heads, uint16_t n,
                uint32_t last_row) {
    lxw_table_column *columns = arena_array(b->a, lxw_table_column, n);
    lxw_table_column **list = arena_array(b->a, lxw_table_column *, (size_t)n + 1);
    for (size_t i = 0; i < n; i++) {
        columns[i].header = book_mutable(book_cell_text(b->a, str_of(heads[i])));
        columns[i].header_format = b->formats[BOOK_HEAD];
        list[i] = &columns[i];
    }
    lxw_table_options o = {
        .name = book_mutable(name),
        .columns = list,
        .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
        .style_type_number = 1,
    };
    book_note_error(b, worksheet_add_table(b->sheet, 0, 0, last_row, (lxw_col_t)(n - 1), &o));
}

void book_filter(struct book *b, uint32_t row, uint32_t last_row, uint16_t last_column) {
    book_note_error(b, worksheet_autofilter(b->sheet, row, 0, last_row, last_column));
}

void book_print(struct book *b, uint32_t head_rows) {
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9);                    /* A4 */
    worksheet_set_margins(b->sheet, 0.4, 0.4, 0.5, 0.6); /* inches */
    worksheet_fit_to_pages(b->sheet, 1, 0);
    if (head_rows)
        book_note_error(b, worksheet_repeat_rows(b->sheet, 0, head_rows - 1));
}

bool book_close(struct book *b) {
    lxw_workbook *workbook = b->workbook;
    b->workbook = NULL; /* freed by closing, whatever comes of it */
    lxw_error closed = workbook_close(workbook);
    book_note_error(b, closed);
    if (b->error == LXW_NO_ERROR && !book_is_whole(b->a, fs_part_path(b->out)))
        book_note_error(b, LXW_ERROR_CREATING_TMPFILE);
    if (b->error == LXW_NO_ERROR)
        return true;
    diag_say(b->d, DIAG_OUTPUT_WRITE, fs_part_path(b->out), str_of(lxw_strerror(b->error)));
    return false;
}
