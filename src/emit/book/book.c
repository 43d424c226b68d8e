/* book: gathers the rows of the bank, splits them into parts, writes sheet after sheet. */
#include "emit/book/book.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "items/title.h"

#define ROWS_MOST    1048575 /* of a sheet, below its header */
#define LABEL_LENGTH 60      /* characters of a section's title */

/* What the bank is in this workbook's cells. */
static const struct target bank_target = {
    .name = {"book", 4},
    .math_open = {"$", 1},
    .math_close = {"$", 1},
    .blank = {"____", 4},
    .line_end = {"\n", 1},
    .cards = true,
    .pictures = true,
    .kinds =
        {
            [ITEM_SINGLE_CHOICE] = {true, {0}, CODING_LETTERS, OPTIONS_CHOICES},
            [ITEM_MULTIPLE_RESPONSE] = {true, {0}, CODING_LETTERS, OPTIONS_CHOICES},
            [ITEM_TRUE_FALSE] = {true, {0}, CODING_ANSWER, OPTIONS_NONE},
            [ITEM_FILL_BLANK] = {true, {0}, CODING_ANSWER, OPTIONS_NONE},
            [ITEM_TERM] = {true, {0}, CODING_ANSWER, OPTIONS_NONE},
            [ITEM_ORDERING] = {true, {0}, CODING_LETTERS, OPTIONS_STEPS},
            [ITEM_MATCHING] = {true, {0}, CODING_ANSWER, OPTIONS_NONE},
            [ITEM_SHORT_ANSWER] = {true, {0}, CODING_ANSWER, OPTIONS_NONE},
        },
};

const char *book_word(struct study_book *b, const char *key) {
    return str_c(b->a, wording_get(b->words, key));
}

struct str book_status(struct study_book *b, unsigned i) {
    return wording_get(b->words, str_c(b->a, str_format(b->a, "status.%u", i + 1)));
}

void book_put(struct study_book *b, uint32_t row, uint16_t column, struct str text,
              enum book_style style, const struct item *it) {
    if (book_text(b->book, row, column, text, style))
        return;
    diag_at(b->d, DIAG_BOOK_CELL_LONG, it ? it->source.span : (struct span){0},
            str_format(b->a, "%zu", book_units(text)));
    b->ok = false;
}

void book_heads(struct study_book *b, uint32_t row, const char *const *heads, size_t n) {
    for (size_t i = 0; i < n; i++)
        book_put(b, row, (uint16_t)i, str_of(heads[i]), BOOK_HEAD, NULL);
}

void book_word_heads(struct study_book *b, const char *const *keys, size_t n) {
    for (size_t i = 0; i < n; i++)
        book_put(b, 0, (uint16_t)i, wording_get(b->words, keys[i]), BOOK_HEAD, NULL);
}

void book_open_sheet(struct study_book *b, const char *name, uint16_t columns) {
    book_sheet(b->book, name);
    book_freeze(b->book, 1, columns);
    book_print(b->book, 1);
    book_footer(b->book);
}

struct book_range book_rows(const struct book_part *p, uint16_t first, uint16_t last) {
    return (struct book_range){1, first, (uint32_t)p->n, last};
}

enum book_style book_band(size_t i) {
    return i % 2 ? BOOK_BAND : BOOK_CELL;
}

/* ---- rows ---- */

/* "3 Title": the number keeps counting formulas from taking a title for a number, an operator or
 * another title; signs they take for patterns become full-width. */
static struct str section_label(struct arena *a, size_t number, struct str title) {
    struct buf b = buf_in(a);
    size_t n = 0;
    buf_printf(&b, "%02zu ", number);
    for (const char *p = title.p, *end = title.p + title.n; title.n && p < end; n++) {
        uint32_t c = utf8_next(&p, end);
        if (n == LABEL_LENGTH) {
            buf_c(&b, "…");
            break;
        }
        buf_code(&b, c == '*' || c == '?' || c == '~' ? c + 0xFEE0 : c < 0x20 ? ' ' : c);
    }
    return buf_get(&b);
}

static struct str options_text(struct arena *a, const struct quiz_item *q) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < q->n_options; i++) {
        buf_printf(&b, "%s%c. ", i ? "\n" : "", (int)('A' + i));
        buf_str(&b, q->options[i].text);
    }
    return buf_get(&b);
}

/* The two columns of a matching question, in the order papers print them. */
static struct str pairs_text(struct arena *a, const struct quiz_item *q) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < q->printed->n_left; i++) {
        buf_printf(&b, "%s%zu. ", i ? "\n" : "", i + 1);
        buf_str(&b, q->pairs[q->printed->left_order[i]].left);
    }
    for (size_t i = 0; i < q->printed->n_order; i++) {
        buf_printf(&b, "\n%c. ", (int)('A' + i));
        buf_str(&b, q->pairs[q->printed->order[i]].right);
    }
    return buf_get(&b);
}

/* LibreOffice reads a tab in a formula's value as _x0001_. */
static struct str without_tabs(struct arena *a, struct str s) {
    return str_find_byte(s, '\t') == SIZE_MAX ? s : str_replace(a, s, STR("\t"), STR("    "));
}

static void fill_row(struct study_book *b, struct book_row *row, const struct item *it,
                     struct str *section) {
    struct quiz_item q = quiz_item_of(b->a, it, b->in->sources, &bank_target);
    const char *kind = item_kind_name((enum item_kind)it->kind);
    row->item = it;
    *section = q.section;
    row->cells[BANK_ID] = hash_hex(b->a, it->id);
    row->cells[BANK_QUESTION] = title_words(b->a, &it->source.question->title);
    row->cells[BANK_KIND] = wording_get(b->words, str_c(b->a, str_format(b->a, "kind.%s", kind)));
    row->cells[BANK_STEM] = q.stem;
    row->cells[BANK_OPTIONS] = q.n_pairs ? pairs_text(b->a, &q) : options_text(b->a, &q);
    row->cells[BANK_KEY] = q.key;
    row->cells[BANK_EXPLANATION] = q.explanation;
    row->cells[BANK_DIFFICULTY] = q.level;
    row->cells[BANK_TAGS] = q.tags;
    row->cells[BANK_SOURCE] = q.source;
    for (size_t c = 0; c < BANK_COLUMNS; c++)
        row->cells[c] = without_tabs(b->a, row->cells[c]);
}

static void gather(struct study_book *b) {
    const struct bank *bank = b->in->bank;
    struct book_row *rows = arena_array(b->a, struct book_row, bank->n);
    VEC(struct book_section) sections = {0};
    struct map seen = map_in(b->a);
    for (size_t i = 0; i < bank->n; i++) {
        struct str title;
        fill_row(b, &rows[i], bank->v[i], &title);
        struct map_entry *e = map_put(&seen, title);
        if (!e->num) {
            struct str label = section_label(b->a, sections.n + 1, title);
            vec_push(b->a, &sections, (struct book_section){label, 0});
            e->num = (int64_t)sections.n;
        }
        rows[i].section = (uint32_t)e->num - 1;
        // Every number of the map is that of a section pushed.
        // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
        sections.v[rows[i].section].n++;
        rows[i].cells[BANK_SECTION] = sections.v[rows[i].section].label;
        book_shorten(b, &rows[i]);
    }
    b->rows = rows;
    b->n_rows = bank->n;
    b->sections = sections.v;
    b->n_sections = sections.n;
}

static const char *sheet_name(struct study_book *b, const char *key, size_t part) {
    struct str word = wording_get(b->words, key);
    if (part)
        word = str_format(b->a, "%.*s %zu", STR_ARG(word), part + 1);
    return str_c(b->a, book_sheet_name(b->a, word));
}

static void divide(struct study_book *b) {
    long wish = b->in->rows_per_sheet;
    size_t most = wish > 0 ? MIN((size_t)wish, (size_t)ROWS_MOST) : ROWS_MOST;
    size_t n = (b->n_rows + most - 1) / most;
    struct book_part *v = arena_array(b->a, struct book_part, n);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct book_part){
            .bank = sheet_name(b, "sheet.bank", i),
            .work = sheet_name(b, "sheet.work", i),
            .test = sheet_name(b, "sheet.test", i),
            .review = sheet_name(b, "sheet.review", i),
            .from = i * most,
            .n = MIN(most, b->n_rows - i * most),
        };
    b->parts = v;
    b->n_parts = n;
    if (b->longs.n)
        diag_say(b->d, DIAG_BOOK_LONG, str_format(b->a, "%zu", b->longs.n), str_of(b->long_texts));
    b->settings = sheet_name(b, "sheet.settings", 0);
    b->summary = sheet_name(b, "sheet.summary", 0);
    if (n > 1)
        diag_say(b->d, DIAG_BOOK_ROWS, str_format(b->a, "%zu", b->n_rows),
                 str_format(b->a, "%zu", most), str_format(b->a, "%zu", n));
}

static void write_sheets(struct study_book *b) {
    for (size_t i = 0; i < b->n_parts; i++)
        book_bank_sheet(b, &b->parts[i]);
    for (size_t i = 0; i < b->n_parts; i++)
        book_work_sheet(b, &b->parts[i]);
    book_summary_sheet(b);
    for (size_t i = 0; i < b->n_parts; i++)
        book_test_sheet(b, &b->parts[i]);
    book_settings_sheet(b);
    for (size_t i = 0; i < b->n_parts; i++)
        book_review_sheet(b, &b->parts[i]);
    if (b->longs.n)
        book_long_sheet(b);
}

static bool emit_book(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d) {
    struct study_book b = {.a = a, .in = in, .d = d, .ok = true};
    b.words = wording_load(a, in->data_dir, "book", in->lang, d);
    if (!b.words)
        return false;
    b.scratch = *arena_hold(a);
    b.long_texts = sheet_name(&b, "sheet.long", 0);
    gather(&b);
    divide(&b);
    b.book = book_open(a, out, in->title, in->date, d);
    write_sheets(&b);
    return book_close(b.book) && b.ok;
}

const struct backend backend_book = {
    .name = "book",
    .extension = ".xlsx",
    .about = "the study group's workbook: bank, work, summary, self-test, review",
    .needs = NEEDS_ITEMS,
    .emit = emit_book,
};
