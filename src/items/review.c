/* review: reads and writes crib.review.csv.
 *
 * Columns by name, in any order: id, decision (keep, drop, edit; 保留, 删除, 修改; empty: keep),
 * stem, options (one a line, lettered from A), key (letters of options; else 对/错, or one line a
 * blank, step, point or pair “left → right”), note. Only an edit reads stem, options and key; an
 * empty one stays as it was. docs/workbook.md describes the file. */
#include "items/review.h"

#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "items/csv.h"

#define REVIEW_OPTIONS_MAX 26

enum column {
    COLUMN_ID,
    COLUMN_DECISION,
    COLUMN_STEM,
    COLUMN_OPTIONS,
    COLUMN_KEY,
    COLUMN_NOTE,
    COLUMN_COUNT
};

const char *const items_review_heads[REVIEW_CELLS] = {"id",      "decision", "stem",
                                                      "options", "key",      "note"};

static const char pair_arrow[] = " → ";

struct review {
    struct bank_draft *b;
    struct str path;
    struct diag *d;
    struct map items; /* id -> 1 + index */
    uint8_t *drop;
    size_t at[COLUMN_COUNT]; /* place of each column, SIZE_MAX when absent */
};

static struct str cell_of(const struct review *r, struct str *cells, size_t n, enum column c) {
    struct str cell = r->at[c] < n ? str_trim(cells[r->at[c]]) : (struct str){0};
    bool guarded = cell.n > 1 && cell.p[0] == '\'' && strchr("=+-@", cell.p[1]);
    return guarded ? str_from(cell, 1) : cell; /* csv_put's guard against formulas */
}

static bool read_header(struct review *r, struct str *cells, size_t n) {
    for (int c = 0; c < COLUMN_COUNT; c++) {
        r->at[c] = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (str_eqc(str_lower_ascii(r->b->a, str_trim(cells[i])), items_review_heads[c]))
                r->at[c] = i;
    }
    for (int c = COLUMN_ID; c <= COLUMN_DECISION; c++)
        if (r->at[c] == SIZE_MAX) {
            diag_say(r->d, DIAG_REVIEW_COLUMN, r->path, str_of(items_review_heads[c]));
            return false;
        }
    return true;
}

enum decision { DECIDE_KEEP, DECIDE_DROP, DECIDE_EDIT, DECIDE_UNKNOWN };

static enum decision decision_of(struct arena *a, struct str s) {
    static const struct {
        const char *word;
        enum decision decision;
    } words[] = {{"", DECIDE_KEEP},     {"keep", DECIDE_KEEP}, {"保留", DECIDE_KEEP},
                 {"drop", DECIDE_DROP}, {"删除", DECIDE_DROP}, {"edit", DECIDE_EDIT},
                 {"修改", DECIDE_EDIT}};
    struct str low = str_lower_ascii(a, s);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eqc(low, words[i].word))
            return words[i].decision;
    return DECIDE_UNKNOWN;
}

static struct rich plain(struct review *r, struct str s, struct span span) {
    return rich_plain(r->b->a, s, span);
}

/* "A. text" -> text; a line without its letter is taken whole. */
static struct str without_letter(struct str line, size_t nth) {
    static const char *const marks[] = {". ", "．", "、", "．", ") ", "）", ".", ")"};
    line = str_trim(line);
    if (line.n < 2 || line.p[0] != (char)('A' + nth))
        return line;
    struct str rest = str_from(line, 1);
    size_t n = str_starts_any(rest, marks, COUNT_OF(marks));
    return n ? str_trim(str_from(rest, n)) : line;
}

static bool is_letters(struct str key, size_t n, bool *right) {
    size_t found = 0;
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (c == ' ' || c == ',')
            continue;
        if (c < 'A' || c >= (char)('A' + n))
            return false;
        right[c - 'A'] = true;
        found++;
    }
    return found > 0;
}

/* New texts and a new key for the options; both columns belong together. */
static bool edit_options(struct review *r, struct item *it, struct str options, struct str key) {
    struct item_option v[REVIEW_OPTIONS_MAX];
    bool right[REVIEW_OPTIONS_MAX] = {false};
    size_t n = 0;
    struct str line;
    if (options.n == 0) {
        for (; n < it->n_options && n < REVIEW_OPTIONS_MAX; n++)
            v[n] = it->options[n];
    }
    while (str_next_line(&options, &line) && n < REVIEW_OPTIONS_MAX) {
        struct str text = without_letter(line, n);
        if (text.n == 0)
            continue;
        v[n] = (struct item_option){.text = plain(r, text, it->source.span)};
        if (n < it->n_options) {
            v[n].right = it->options[n].right;
            v[n].pin = it->options[n].pin;
        }
        n++;
    }
    if (key.n && !is_letters(key, n, right))
        return false;
    size_t n_right = 0;
    for (size_t i = 0; i < n; i++) {
        if (key.n)
            v[i].right = right[i];
        n_right += v[i].right;
    }
    if (n_right == 0 || n_right == n || (it->kind == ITEM_SINGLE_CHOICE && n_right != 1))
        return false;
    struct item_option *out = arena_array(r->b->a, struct item_option, n);
    size_t k = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++)
            if (it->ordered_options ? pass == 0 : v[i].right == (pass == 0))
                out[k++] = v[i];
    it->options = out;
    it->n_options = n;
    return true;
}

static bool edit_truth(struct item *it, struct str key) {
    static const char *const yes[] = {"对", "正确", "√", "T", "true", "True", "TRUE"};
    static const char *const no[] = {"错", "错误", "×", "F", "false", "False", "FALSE"};
    for (size_t i = 0; i < COUNT_OF(yes); i++) {
        if (str_eqc(key, yes[i]) || str_eqc(key, no[i])) {
            it->is_true = str_eqc(key, yes[i]);
            return true;
        }
    }
    return false;
}

static bool edit_answers(struct review *r, struct item *it, struct str key) {
    VEC(struct item_answer) v = {0};
    struct str line;
    while (str_next_line(&key, &line)) {
        line = str_trim(line);
        if (line.n == 0)
            continue;
        struct item_answer x = {.weight = 1};
        size_t arrow = it->kind == ITEM_MATCHING ? str_find(line, STR(pair_arrow)) : SIZE_MAX;
        if (arrow != SIZE_MAX) {
            x.left = plain(r, str_trim(str_slice(line, 0, arrow)), it->source.span);
            line = str_trim(str_from(line, arrow + strlen(pair_arrow)));
        }
        x.text = plain(r, line, it->source.span);
        if (v.n < it->n_answers)
            x.at = it->answers[v.n].at;
        vec_push(r->b->a, &v, x);
    }
    if (v.n == 0 || (it->kind == ITEM_FILL_BLANK && v.n != it->n_answers))
        return false;
    it->answers = v.v;
    it->n_answers = v.n;
    return true;
}

/* A new stem; of a blank item it must have as many blanks as before. */
static bool edit_stem(struct review *r, struct item *it, struct str stem) {
    struct item_answer *v = arena_array(r->b->a, struct item_answer, it->n_answers);
    size_t from = 0;
    for (size_t i = 0; it->kind == ITEM_FILL_BLANK && i < it->n_answers; i++) {
        size_t at = str_find(str_from(stem, from), STR("____"));
        if (at == SIZE_MAX)
            return false;
        v[i] = it->answers[i];
        v[i].at = from + at;
        from += at + strlen("____");
    }
    if (it->kind == ITEM_FILL_BLANK)
        it->answers = v;
    it->stem = plain(r, stem, it->source.span);
    it->negative = (struct str){0};
    return true;
}

static void edit(struct review *r, struct item *it, struct str *cells, size_t n) {
    struct str stem = cell_of(r, cells, n, COLUMN_STEM);
    struct str options = cell_of(r, cells, n, COLUMN_OPTIONS),
               key = cell_of(r, cells, n, COLUMN_KEY);
    struct item before = *it;
    const char *wrong = NULL;
    if (stem.n && !edit_stem(r, it, stem))
        wrong = "stem";
    else if (it->n_options && (options.n || key.n) && !edit_options(r, it, options, key))
        wrong = "key";
    else if (!it->n_options && key.n &&
             !(it->kind == ITEM_TRUE_FALSE ? edit_truth(it, key) : edit_answers(r, it, key)))
        wrong = "key";
    if (wrong) {
        *it = before;
        diag_at(r->d, DIAG_REVIEW_EDIT, it->source.span, str_of(wrong), hash_hex(r->b->a, it->id));
    }
}

static void decide(struct review *r, struct str *cells, size_t n) {
    struct str id = cell_of(r, cells, n, COLUMN_ID);
    struct str word = cell_of(r, cells, n, COLUMN_DECISION);
    if (id.n == 0)
        return;
    const struct map_entry *e = map_find(&r->items, id);
    enum decision decision = decision_of(r->b->a, word);
    if (decision == DECIDE_UNKNOWN) {
        diag_say(r->d, DIAG_REVIEW_DECISION, r->path, word, id);
    } else if (!e) {
        if (decision != DECIDE_KEEP)
            diag_say(r->d, DIAG_REVIEW_ID, r->path, id);
    } else if (decision == DECIDE_DROP) {
        r->drop[e->num - 1] = GATE_REVIEW;
    } else if (decision == DECIDE_EDIT) {
        edit(r, r->b->items.v[e->num - 1], cells, n);
    }
}

/* The file's text whatever a spreadsheet saved it in; false when there is none or it is unreadable.
 */
static bool load(struct bank_draft *b, struct str path, struct str *text, struct diag *d) {
    if (path.n == 0 || fs_kind(b->a, path) == FS_NONE)
        return false;
    struct source_options o = {0};
    struct sources s = source_load(b->a, &path, 1, &o, d);
    if (s.n == 0)
        return false;
    *text = s.v[0]->text;
    return true;
}

void review_apply(struct bank_draft *b, const struct item_options *o, struct diag *d) {
    struct str text, *cells;
    size_t n;
    if (!load(b, o->review, &text, d))
        return;
    struct review r = {.b = b,
                       .path = o->review,
                       .d = d,
                       .items = map_in(b->a),
                       .drop = arena_array(b->a, uint8_t, b->items.n)};
    for (size_t i = 0; i < b->items.n; i++)
        map_put(&r.items, hash_hex(b->a, b->items.v[i]->id))->num = (int64_t)i + 1;
    struct csv csv = csv_read(b->a, text);
    if (!csv_row(&csv, &cells, &n) || !read_header(&r, cells, n))
        return;
    while (csv_row(&csv, &cells, &n))
        decide(&r, cells, n);
    bank_drop(b, r.drop);
}

static struct str options_cell(struct arena *a, const struct item *it) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < it->n_options; i++) {
        buf_printf(&b, "%s%c. ", i ? "\n" : "", (int)('A' + i));
        buf_str(&b, it->options[i].text.plain);
    }
    return buf_get(&b);
}

static struct str key_cell(struct arena *a, const struct item *it) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < it->n_options; i++)
        if (it->options[i].right)
            buf_byte(&b, (int)('A' + i));
    if (it->n_options == 0 && it->kind == ITEM_TRUE_FALSE)
        buf_c(&b, it->is_true ? "对" : "错");
    for (size_t i = 0; i < it->n_answers; i++) {
        const struct item_answer *x = &it->answers[i];
        if (i)
            buf_byte(&b, '\n');
        if (x->left.plain.n) {
            buf_str(&b, x->left.plain);
            buf_c(&b, pair_arrow);
        }
        const struct rich *before[] = {&x->label, &x->key};
        for (size_t k = 0; k < COUNT_OF(before); k++)
            if (before[k]->plain.n) {
                buf_str(&b, before[k]->plain);
                buf_c(&b, "：");
            }
        buf_str(&b, x->text.plain);
    }
    return buf_get(&b);
}

void items_review_row(struct arena *a, const struct item *it, struct str cells[REVIEW_CELLS]) {
    cells[COLUMN_ID] = hash_hex(a, it->id);
    cells[COLUMN_DECISION] = STR("keep");
    cells[COLUMN_STEM] = it->stem.plain;
    cells[COLUMN_OPTIONS] = options_cell(a, it);
    cells[COLUMN_KEY] = key_cell(a, it);
    cells[COLUMN_NOTE] = (struct str){0};
}

void items_review(const struct bank *bank, struct buf *out) {
    struct str cells[REVIEW_CELLS];
    buf_c(out, "\xEF\xBB\xBF");
    for (size_t c = 0; c < REVIEW_CELLS; c++)
        csv_put(out, str_of(items_review_heads[c]), c == 0);
    buf_c(out, "\r\n");
    for (size_t i = 0; i < bank->n; i++) {
        items_review_row(out->a, bank->v[i], cells);
        for (size_t c = 0; c < REVIEW_CELLS; c++)
            csv_put(out, cells[c], c == 0);
        buf_c(out, "\r\n");
    }
}
