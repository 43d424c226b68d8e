/* bench_sheet [HOW [ROWS [FILE]]]: writes a sheet of 10 columns and 100,000 rows, 3 numbers and 7
 * texts each. HOW is `crib` (through crib's gate for cells), `bare` or `bare-formats`
 * (libxlsxwriter alone; without HOW all three in turn, the quickest of three each). Prints seconds
 * on the clock and of the processor. */
#include "emit/xlsx_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xlsxwriter.h>

#define CREATED   1700000000
#define TEXTS     7
#define TEXT_ROOM 96

static const uint16_t text_columns[TEXTS] = {1, 2, 3, 4, 5, 6, 7};
static const uint16_t number_columns[] = {0, 8, 9};

static void texts_of(long i, char out[TEXTS][TEXT_ROOM]) {
    snprintf(out[0], TEXT_ROOM, "第%ld题：什么是注意力机制 attention #%ld？", i, i);
    for (int k = 0; k < 4; k++)
        snprintf(out[1 + k], TEXT_ROOM, "选项%c-%ld", 'A' + k, i % 5000);
    snprintf(out[5], TEXT_ROOM, "%c", "ABCD"[i % 4]);
    snprintf(out[6], TEXT_ROOM, "第%ld章", i % 20);
}

static double number_of(long i, size_t k) {
    return k == 0 ? (double)i : k == 1 ? (double)(i % 5 + 1) : 46000.0 + (double)(i % 365);
}

static bool write_crib(struct arena *a, long rows, const char *path) {
    char text[TEXTS][TEXT_ROOM];
    struct str error;
    struct fs_out *out = fs_create(a, str_of(path));
    struct book *b = book_open(a, out, STR("bench"), CREATED, diag_open(a));
    book_sheet(b, "题库");
    for (long i = 0; i < rows; i++) {
        texts_of(i, text);
        for (size_t k = 0; k < COUNT_OF(number_columns); k++)
            book_number(b, (uint32_t)i + 1, number_columns[k], number_of(i, k), BOOK_CELL);
        for (size_t k = 0; k < TEXTS; k++)
            book_text(b, (uint32_t)i + 1, text_columns[k], str_of(text[k]), BOOK_CELL);
    }
    return book_close(b) && fs_commit(out, &error);
}

static bool write_bare(long rows, const char *path, bool formats) {
    char text[TEXTS][TEXT_ROOM];
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "题库");
    lxw_format *format = formats ? workbook_add_format(book) : NULL;
    lxw_doc_properties properties = {.title = "bench", .created = CREATED};
    workbook_set_properties(book, &properties);
    if (format) {
        format_set_text_wrap(format);
        format_set_font_name(format, "Microsoft YaHei");
    }
    for (long i = 0; i < rows; i++) {
        texts_of(i, text);
        for (size_t k = 0; k < COUNT_OF(number_columns); k++)
            worksheet_write_number(sheet, (lxw_row_t)i + 1, number_columns[k], number_of(i, k),
                                   format);
        for (size_t k = 0; k < TEXTS; k++)
            worksheet_write_string(sheet, (lxw_row_t)i + 1, text_columns[k], text[k], format);
    }
    return workbook_close(book) == LXW_NO_ERROR;
}

static const char *const ways[] = {"crib", "bare", "bare-formats"};

/* Seconds on the clock; *busy: of the processor. Negative when it failed. */
static double run(struct failure *f, size_t way, long rows, const char *path, double *busy) {
    struct timespec from, to;
    struct arena *a = arena_open(f);
    clock_gettime(CLOCK_MONOTONIC, &from);
    clock_t begin = clock();
    bool ok = way == 0 ? write_crib(a, rows, path) : write_bare(rows, path, way == 2);
    *busy = (double)(clock() - begin) / CLOCKS_PER_SEC;
    clock_gettime(CLOCK_MONOTONIC, &to);
    arena_close(a);
    return ok ? (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9 : -1;
}

int main(int argc, char **argv) {
    struct failure f;
    const char *how = argc > 1 ? argv[1] : NULL, *path = argc > 3 ? argv[3] : "bench.xlsx";
    long rows = argc > 2 ? atol(argv[2]) : 100000;
    double least[COUNT_OF(ways)] = {1e9, 1e9, 1e9}, least_busy[COUNT_OF(ways)] = {1e9, 1e9, 1e9};
    if (setjmp(f.env)) {
        fprintf(stderr, "%s\n", f.text);
        return 3;
    }
    for (int turn = 0; turn < (how ? 1 : 3); turn++)
        for (size_t w = 0; w < COUNT_OF(ways); w++) {
            if (how && strcmp(how, ways[w]) != 0)
                continue;
            double busy, s = run(&f, w, rows, path, &busy);
            if (s < 0)
                return 1;
            least[w] = MIN(least[w], s);
            least_busy[w] = MIN(least_busy[w], busy);
        }
    for (size_t w = 0; w < COUNT_OF(ways); w++)
        if (!how || strcmp(how, ways[w]) == 0)
            printf("sheet, %s: %ld cells, %.3f s (%.3f s of the processor)\n", ways[w], rows * 10,
                   least[w], least_busy[w]);
    if (!how)
        printf(
            "sheet: crib takes %.2f times bare libxlsxwriter's processor time, %.2f with formats\n",
            least_busy[0] / least_busy[1], least_busy[0] / least_busy[2]);
    if (argc < 4)
        remove(path);
    return 0;
}
