/* mapping: the workbook for those who hold and mark an exam: which item of the bank stands where on
 * which paper with which options and key, by item and by place; how often variants agree. It holds
 * keys. */
#include "base/hash.h"
#include "emit/backend.h"
#include "emit/xlsx_book.h"
#include "style/wording.h"

#include <string.h>

struct mapping {
    struct arena *a;
    const struct emit_input *in;
    const struct paper_set *set;
    const struct wording *w;
    struct book *book;
    uint32_t row;
};

static struct str word(const struct mapping *m, const char *key) {
    return wording_get(m->w, key);
}

static void put(struct mapping *m, uint16_t column, struct str text, enum book_style style) {
    book_text(m->book, m->row, column, text, style);
}

static void put_marks(struct mapping *m, uint16_t column, int half_marks) {
    book_number(m->book, m->row, column, half_marks / 2.0, BOOK_NUMBER);
}

static void open_sheet(struct mapping *m, const char *name, uint16_t fixed, const double *widths,
                       size_t n) {
    book_sheet(m->book, str_c(m->a, book_sheet_name(m->a, word(m, name))));
    book_columns(m->book, widths, n);
    book_freeze(m->book, 1, fixed);
    book_print(m->book, 1);
    book_footer(m->book);
    m->row = 0;
}

static struct str section_name(const struct mapping *m, const struct paper_section *s) {
    const char *kind = item_kind_name((enum item_kind)s->kind);
    return s->title.n ? s->title : word(m, str_c(m->a, str_format(m->a, "kind.%s.name", kind)));
}

/* What a marker compares with: the letters, √ or ×, or the text. */
static struct str key_text(const struct mapping *m, const struct paper_item *pi) {
    const struct item *it = pi->item;
    struct str key = paper_key(m->a, pi);
    if (it->kind == ITEM_TRUE_FALSE && str_eqc(m->set->v[0].lang, "zh"))
        return it->is_true ? STR("√") : STR("×");
    if (key.n)
        return key;
    struct buf b = buf_in(m->a);
    for (size_t i = 0; i < it->n_answers; i++) {
        buf_c(&b, i ? "\n" : "");
        if (it->answers[i].left.plain.n) {
            buf_str(&b, it->answers[i].left.plain);
            buf_c(&b, it->answers[i].text.plain.n ? "：" : "");
        }
        buf_str(&b, it->answers[i].text.plain);
    }
    return buf_get(&b);
}

static struct str source_of(const struct mapping *m, const struct item *it) {
    const struct source *s = m->in->sources ? source_at(m->in->sources, it->source.span.at) : NULL;
    return s ? str_format(m->a, "%.*s:%u", STR_ARG(s->path), source_line(s, it->source.span.at))
             : (struct str){0};
}

/* ---- by item ---- */

enum { ITEM_COLUMNS = 5, VARIANT_COLUMNS = 3 }; /* at the left; of each variant */

static void item_heads(struct mapping *m) {
    static const char *const left[ITEM_COLUMNS] = {"mapping.section", "mapping.id", "mapping.stem",
                                                   "mapping.source", "mapping.marks"};
    static const char *const each[VARIANT_COLUMNS] = {"mapping.number", "mapping.order",
                                                      "mapping.key"};
    uint16_t column = 0;
    for (size_t i = 0; i < ITEM_COLUMNS; i++)
        put(m, column++, word(m, left[i]), BOOK_HEAD);
    for (size_t v = 0; v < m->set->n; v++)
        for (size_t i = 0; i < VARIANT_COLUMNS; i++)
            put(m, column++,
                str_format(m->a, "%c %.*s", m->set->v[v].variant, STR_ARG(word(m, each[i]))),
                BOOK_HEAD);
    m->row++;
}

static void put_item(struct mapping *m, size_t section, const struct paper_item *of) {
    put(m, 0, section_name(m, &m->set->v[0].sections[section]), BOOK_TEXT);
    put(m, 1, hash_hex(m->a, of->item->id), BOOK_CODE);
    put(m, 2, of->item->stem.plain, BOOK_TEXT);
    put(m, 3, source_of(m, of->item), BOOK_TEXT);
    put_marks(m, 4, of->half_marks);
    for (size_t v = 0; v < m->set->n; v++) {
        const struct paper_item *pi = paper_find(&m->set->v[v].sections[section], of->item);
        uint16_t column = (uint16_t)(ITEM_COLUMNS + VARIANT_COLUMNS * v);
        if (!pi)
            continue;
        book_number(m->book, m->row, column, pi->number, BOOK_NUMBER);
        put(m, column + 1, paper_order(m->a, pi), BOOK_CODE);
        put(m, column + 2, key_text(m, pi), BOOK_TEXT);
    }
    m->row++;
}

/* Whether a variant before `v` has the item: parallel papers have different ones. */
static bool is_listed(const struct mapping *m, size_t section, size_t v, const struct item *it) {
    while (v-- > 0)
        if (paper_find(&m->set->v[v].sections[section], it))
            return true;
    return false;
}

static void items_sheet(struct mapping *m) {
    double widths[ITEM_COLUMNS + VARIANT_COLUMNS * 26] = {14, 18, 60, 28, 7};
    for (size_t v = 0; v < m->set->n; v++)
        memcpy(&widths[ITEM_COLUMNS + VARIANT_COLUMNS * v], (double[]){8, 10, 12},
               VARIANT_COLUMNS * sizeof(*widths));
    open_sheet(m, "mapping.sheet-items", 3, widths, ITEM_COLUMNS + VARIANT_COLUMNS * m->set->n);
    item_heads(m);
    for (size_t s = 0; s < m->set->v[0].n_sections; s++)
        for (size_t v = 0; v < m->set->n; v++)
            for (size_t i = 0; i < m->set->v[v].sections[s].n_items; i++) {
                const struct paper_item *pi = &m->set->v[v].sections[s].items[i];
                if (!is_listed(m, s, v, pi->item))
                    put_item(m, s, pi);
            }
    book_filter(m->book, 0, m->row - 1, (uint16_t)(ITEM_COLUMNS + VARIANT_COLUMNS * m->set->n - 1));
}

/* ---- by place ---- */

static void put_place(struct mapping *m, const struct paper *p, const struct paper_section *s,
                      const struct paper_item *pi) {
    put(m, 0, (struct str){&p->variant, 1}, BOOK_CODE);
    book_number(m->book, m->row, 1, pi->number, BOOK_NUMBER);
    put(m, 2, section_name(m, s), BOOK_TEXT);
    put(m, 3, hash_hex(m->a, pi->item->id), BOOK_CODE);
    put(m, 4, paper_order(m->a, pi), BOOK_CODE);
    put(m, 5, key_text(m, pi), BOOK_TEXT);
    put_marks(m, 6, pi->half_marks);
    m->row++;
}

static void places_sheet(struct mapping *m) {
    static const double widths[] = {8, 8, 14, 18, 10, 40, 7};
    static const char *const heads[] = {"mapping.paper", "mapping.number", "mapping.section",
                                        "mapping.id",    "mapping.order",  "mapping.key",
                                        "mapping.marks"};
    open_sheet(m, "mapping.sheet-places", 2, widths, COUNT_OF(widths));
    for (unsigned i = 0; i < COUNT_OF(heads); i++)
        put(m, (uint16_t)i, word(m, heads[i]), BOOK_HEAD);
    m->row++;
    for (size_t v = 0; v < m->set->n; v++)
        for (size_t s = 0; s < m->set->v[v].n_sections; s++)
            for (size_t i = 0; i < m->set->v[v].sections[s].n_items; i++)
                put_place(m, &m->set->v[v], &m->set->v[v].sections[s],
                          &m->set->v[v].sections[s].items[i]);
    book_filter(m->book, 0, m->row - 1, COUNT_OF(heads) - 1);
}

/* ---- letters ---- */

/* Single-choice items that two variants share and that have the same letter in both. */
static void put_agreement(struct mapping *m) {
    put(m, 0, word(m, "mapping.same"), BOOK_HEAD);
    for (size_t v = 0; v < m->set->n; v++)
        put(m, (uint16_t)(v + 1), (struct str){&m->set->v[v].variant, 1}, BOOK_HEAD);
    m->row++;
    for (size_t v = 0; v < m->set->n; v++, m->row++) {
        put(m, 0, (struct str){&m->set->v[v].variant, 1}, BOOK_HEAD);
        for (size_t w = 0; w < m->set->n; w++) {
            struct agreement g = paper_agreement(m->set, v, w);
            if (v != w)
                put(m, (uint16_t)(w + 1), str_format(m->a, "%zu/%zu", g.same, g.of), BOOK_CODE);
        }
    }
}

static void count_letters(struct arena *a, const struct paper *p, size_t *count) {
    for (size_t s = 0; s < p->n_sections; s++)
        for (size_t i = 0; i < p->sections[s].n_items && p->sections[s].kind == ITEM_SINGLE_CHOICE;
             i++) {
            struct str key = paper_key(a, &p->sections[s].items[i]);
            if (key.n)
                count[key.p[0] - 'A']++;
        }
}

static void put_counts(struct mapping *m) {
    enum { SHOWN = 6 };
    put(m, 0, word(m, "mapping.counts"), BOOK_HEAD);
    for (int k = 0; k < SHOWN; k++)
        put(m, (uint16_t)(k + 1), str_format(m->a, "%c", 'A' + k), BOOK_HEAD);
    m->row++;
    for (size_t v = 0; v < m->set->n; v++, m->row++) {
        size_t count[PAPER_OPTIONS_MAX] = {0};
        count_letters(m->a, &m->set->v[v], count);
        put(m, 0, (struct str){&m->set->v[v].variant, 1}, BOOK_HEAD);
        for (int k = 0; k < SHOWN; k++)
            book_number(m->book, m->row, (uint16_t)(k + 1), (double)count[k], BOOK_NUMBER);
    }
}

static void letters_sheet(struct mapping *m) {
    static const double widths[] = {16, 9, 9, 9, 9, 9, 9};
    open_sheet(m, "mapping.sheet-letters", 1, widths, COUNT_OF(widths));
    put_agreement(m);
    m->row++;
    put_counts(m);
    m->row++;
    put(m, 0, word(m, "mapping.note"), BOOK_CODE);
}

static bool emit_mapping(struct arena *a, const struct emit_input *in, struct fs_out *out,
                         struct diag *d) {
    struct mapping m = {.a = a, .in = in, .set = in->papers};
    m.w = wording_load(a, in->data_dir, "paper", m.set->v[0].lang, d);
    m.book = m.w ? book_open(a, out, m.set->title, in->date, d) : NULL;
    if (!m.book)
        return false;
    items_sheet(&m);
    places_sheet(&m);
    letters_sheet(&m);
    return book_close(m.book);
}

const struct backend backend_mapping = {
    .name = "mapping",
    .extension = "-mapping.xlsx",
    .about = "item × paper: place, order of options, key; for those who hold the exam",
    .needs = NEEDS_PAPERS,
    .emit = emit_mapping,
};
