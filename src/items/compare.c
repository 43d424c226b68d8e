/* compare: what a comparison says of one of the things compared. Things in the rows: choose a row's
 * value in a column. Things in the columns: true or false, and several right, over the aspects.
 *
 * Terms: entity = a thing compared; aspect = what it is compared by. */
#include "items/grid.h"
#include "items/pick.h"

#include "base/utf8.h"

#define COLUMN_HAN_MAX      6
#define COLUMN_CELLS_MAX    24
#define COLUMN_WORDS_MAX    3
#define VALUES_MIN          4 /* distinct values of a column to choose among */
#define VALUE_CELLS_MAX     60
#define VALUES_ALIKE        250 /* Dice at which another row's words may be said of this one, too */
#define LENGTH_STEP         4
#define ASPECTS_MIN         4   /* usable aspects for an item with several right ones */
#define SWAP_DICE           400 /* thousandths: cells more alike than this are no contrast */
#define STATEMENT_CELLS_MIN 8
#define RECKONING_NUMBERS   2
#define MARK_DIGITS_MAX     2
#define BARE_CELLS_MAX      4

/* 名称 Bean, 默 认 值: words put side by side, or letters spaced out. */
static bool has_word_gap(struct str s) {
    size_t at = str_find(s, STR(" "));
    if (at == SIZE_MAX || at == 0 || at + 1 >= s.n)
        return false;
    bool wide_before = (unsigned char)s.p[at - 1] >= 0x80;
    bool wide_end = (unsigned char)s.p[s.n - 1] >= 0x80;
    return wide_before && (!wide_end || (unsigned char)s.p[at + 1] >= 0x80);
}

/* A column whose cells are facts about the rows. */
static bool is_fact(const struct rules *r, struct str head) {
    if (utf8_count_han(head) && has_word_gap(head))
        return false;
    size_t words = 1;
    for (size_t i = 0; i < head.n; i++)
        words += head.p[i] == ' ';
    if (words == 1 && str_ends(head, STR("ed")))
        return false; /* Tuned, Recommended: said of values */
    if (str_has(head, STR(" / ")) || words_in(r->title_english, head))
        return false; /* two languages; Lives Where */
    return utf8_count(head) > 1 && !words_in(r->table_not_fact, head) &&
           utf8_count_han(head) <= COLUMN_HAN_MAX &&
           (utf8_count_han(head) || words <= COLUMN_WORDS_MAX) && !words_is(r->key_not, head) &&
           clean_is_balanced(head) && !words_in(r->title_ask, head) && !key_is_claim(r, head) &&
           !str_has(head, STR("？")) && !str_has(head, STR("?")) &&
           utf8_cells(head) <= COLUMN_CELLS_MAX && !words_end(r->aspect_end, head);
}

/* A thing; not a range or a number (1-10GB), which says nothing without the corner's words. */
static bool is_row_name(const struct rules *r, struct str head) {
    return key_is_name(r, head) && !key_is_claim(r, head) && !words_in(r->table_not_fact, head) &&
           !strchr("0123456789<>~-+.$*/", head.p[0]);
}

/* What a row has several of: another row's is often true of it as well. */
static bool is_many_valued(const struct rules *r, struct str head) {
    return words_in(r->table_many, head);
}

/* 36.44, 15.66 …: results of an experiment, which nobody learns. */
static bool are_measurements(const struct gate_option *v, size_t n) {
    size_t fractions = 0;
    for (size_t i = 0; i < n; i++) {
        double value;
        fractions +=
            str_to_double(str_trim(v[i].text.plain), &value) && str_has(v[i].text.plain, STR("."));
    }
    return fractions * 2 > n;
}

/* 3×3×384/1: figures put together. */
static bool is_reckoning(struct str s) {
    size_t numbers = 0;
    for (size_t i = 0; i < s.n; i++)
        numbers += byte_is_digit(s.p[i]) && (i == 0 || !byte_is_digit(s.p[i - 1]));
    return numbers >= RECKONING_NUMBERS && utf8_count_han(s) == 0;
}

static bool are_reckonings(const struct gate_option *v, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += is_reckoning(v[i].text.plain);
    return count * 2 >= n;
}

/* 选择, 多选, 综合: so short that one may be meant by another. */
static bool are_bare_words(const struct gate_option *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (utf8_count_han(v[i].text.plain) * 2 != utf8_cells(v[i].text.plain) ||
            utf8_cells(v[i].text.plain) > BARE_CELLS_MAX)
            return false;
    return true;
}

static bool is_number(struct str s) {
    double value;
    return str_to_double(str_trim(s), &value);
}

/* 100 beside 不叠加 and 权和: a figure among words. */
static bool mixes_figures(const struct gate_option *v, size_t n) {
    size_t figures = 0, words = 0;
    for (size_t i = 0; i < n; i++) {
        figures += is_number(v[i].text.plain);
        words += utf8_count_han(v[i].text.plain) > 0;
    }
    return figures && words;
}

/* 32%, 缩减5%: measured of somebody's sample. */
static bool are_shares(const struct gate_option *v, size_t n) {
    size_t shares = 0;
    for (size_t i = 0; i < n; i++)
        shares += str_has(v[i].text.plain, STR("%")) || str_has(v[i].text.plain, STR("％"));
    return shares * 2 >= n;
}

/* 5, 2, 3, 4: marks given. */
static bool are_marks(const struct gate_option *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct str s = str_trim(v[i].text.plain);
        if (s.n == 0 || s.n > MARK_DIGITS_MAX || !byte_is_digit(s.p[0]) ||
            !byte_is_digit(s.p[s.n - 1]))
            return false;
    }
    return true;
}

/* The number in the key stands in the row's name (sdshdr64: 64). */
static bool digits_give_away(struct str row, struct str key) {
    size_t n = 0;
    while (n < key.n && byte_is_digit(key.p[n]))
        n++;
    return n > 0 && str_has(row, str_slice(key, 0, n));
}

/* An item of a row; its topic is the row and column, whatever the table stands under. */
static struct item start(struct gen *g, enum item_kind kind, const char *form,
                         const struct grid *grid, size_t row, size_t column) {
    struct str names[3] = {str_of(form), grid->rows[row].plain, grid->columns[column].plain};
    const char *whole = str_c(g->a, str_join(g->a, names, 3, STR("|")));
    struct item it = gen_item(g, kind, whole, grid->facet, NULL);
    it.form = kind == ITEM_TRUE_FALSE          ? "compare.aspect"
              : kind == ITEM_MULTIPLE_RESPONSE ? "compare.several"
                                               : "compare.row";
    it.source.span = grid->span;
    return it;
}

/* What stands behind the figures of a value: GiB in 32 GiB; empty when it has none in front. */
static struct str unit_of(struct str s) {
    size_t n = 0;
    while (n < s.n && (byte_is_digit(s.p[n]) || strchr(" .,/~-", s.p[n])))
        n++;
    return n && byte_is_digit(s.p[0]) ? str_from(s, n) : (struct str){0};
}

/* 32 GiB, 24 TB/s, 4096 chips, 90 W: figures of four different things. */
static bool are_of_many_kinds(const struct gate_option *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct str unit = unit_of(v[i].text.plain);
        if (unit.n == 0)
            return false;
        for (size_t k = 0; k < i; k++)
            if (str_eq(unit, unit_of(v[k].text.plain)))
                return false;
    }
    return true;
}

/* The same value, or one that holds another (复制, 复制算法). */
static bool has_value(const struct gate_option *v, size_t n, const struct gate_option *o) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(v[i].sim.fold, o->sim.fold) || str_has(v[i].text.plain, o->text.plain) ||
            str_has(o->text.plain, v[i].text.plain))
            return true;
    return false;
}

/* The other values of the column, each once, unlike the row's own. */
static size_t other_values(struct gen *g, const struct grid *grid, size_t row, size_t column,
                           const struct gate_option *key, struct pick_candidate *out) {
    struct gate_option *seen = arena_array(g->a, struct gate_option, grid->n_rows);
    size_t n = 0;
    for (size_t i = 0; i < grid->n_rows; i++) {
        const struct grid_cell *c = grid_cell(grid, i, column);
        if (i == row || !c->fit || utf8_cells(c->text.plain) > VALUE_CELLS_MAX)
            continue;
        struct gate_option o = gate_option(g, c->text, false);
        if (str_has(o.text.plain, key->text.plain) || str_has(key->text.plain, o.text.plain))
            continue; /* TCP beside TCP / QUIC: both could be right */
        if (o.sim.fold.n == 0 || str_eq(o.sim.fold, key->sim.fold) || has_value(seen, n, &o))
            continue;
        seen[n] = o;
        out[n] =
            (struct pick_candidate){o, NULL, gen_draw(g, "distractor", c->text.plain, 1u << 31)};
        n++;
    }
    return n;
}

/* Values are compared as wholes when they are short and formal; as texts when they are words. */
static bool are_values(const struct gate_option *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (v[i].sim.han > 4 || v[i].sim.latin_words > 3)
            return false;
    return true;
}

static void choose_value(struct gen *g, const struct grid *grid, size_t row, size_t column) {
    const struct grid_cell *cell = grid_cell(grid, row, column);
    if (!cell->fit || utf8_cells(cell->text.plain) > VALUE_CELLS_MAX)
        return;
    struct item it = start(g, ITEM_SINGLE_CHOICE, "row", grid, row, column);
    struct slot slots[] = {{"about", gen_about(g, (struct str){0})},
                           {"K", clean_inner_quotes(g->a, &grid->rows[row])},
                           {"L", grid->columns[column]}};
    it.stem = gen_stem(g, gen_fill(g, "compare.row", slots, COUNT_OF(slots)));
    struct gate_option options[PICK_OPTIONS] = {gate_option(g, cell->text, true)};
    struct pick_candidate *c = arena_array(g->a, struct pick_candidate, grid->n_rows);
    struct gate_choice choice = {.v = options, .n = PICK_OPTIONS, .known = &g->v->title_sim};
    choice.stem = sim_text(g->a, it.stem.plain, &g->v->r->stops);
    choice.text = it.stem.plain;
    choice.clue = sim_text(g->a, grid->rows[row].plain, &g->v->r->stops);
    size_t n = other_values(g, grid, row, column, &options[0], c);
    if (n < PICK_OPTIONS - 1 || n + 1 < VALUES_MIN) {
        gen_reject(g, GATE_TOO_FEW, &it);
        return;
    }
    pick_rank(g, &options[0], &choice.stem, LENGTH_STEP, c, n);
    for (size_t i = 1; i < PICK_OPTIONS; i++)
        options[i] = c[i - 1].option;
    choice.values = are_values(options, PICK_OPTIONS);
    choice.alike = VALUES_ALIKE;
    enum gate gate = it.stem.plain.n ? gate_choice(g->a, &choice) : GATE_NO_WORDING;
    if (gate == GATE_PASSED &&
        (are_of_many_kinds(options, PICK_OPTIONS) || are_measurements(options, PICK_OPTIONS) ||
         are_marks(options, PICK_OPTIONS) || are_reckonings(options, PICK_OPTIONS) ||
         are_bare_words(options, PICK_OPTIONS) || are_shares(options, PICK_OPTIONS) ||
         mixes_figures(options, PICK_OPTIONS)))
        gate = GATE_VAGUE;
    if (gate == GATE_PASSED && digits_give_away(grid->rows[row].plain, cell->text.plain))
        gate = GATE_CUE;
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, options, PICK_OPTIONS);
        gate_score_choice(g->a, &it, options, PICK_OPTIONS, (struct score_parts){.own = 8});
    }
    gen_judged(g, gate, &it);
}

/* Whether an earlier row has the same value: one question a value is enough. */
static bool is_repeated(struct gen *g, const struct grid *grid, size_t row, size_t column) {
    struct str fold = sim_fold(g->a, grid_cell(grid, row, column)->text.plain);
    for (size_t i = 0; i < row; i++)
        if (str_eq(sim_fold(g->a, grid_cell(grid, i, column)->text.plain), fold))
            return true;
    return false;
}

/* The title is about one of the rows: what the table says of the others belongs elsewhere. */
static bool is_about_row(struct gen *g, const struct grid *grid) {
    struct str title = sim_fold(g->a, g->v->title.about.plain);
    size_t named = 0;
    for (size_t i = 0; i < grid->n_rows; i++) {
        struct str name = sim_fold(g->a, grid->rows[i].plain);
        named += name.n && str_has(title, name);
    }
    return named == 1;
}

/* The same things in rows and columns: which of them go together. */
static bool is_matrix(struct gen *g, const struct grid *grid) {
    for (size_t i = 0; i < grid->n_rows; i++)
        for (size_t c = 0; c < grid->n_columns; c++)
            if (str_eq(sim_fold(g->a, grid->rows[i].plain), sim_fold(g->a, grid->columns[c].plain)))
                return true;
    return false;
}

/* Read, Write, Read: what stands first in a row is no name of it. */
static bool repeats_rows(struct gen *g, const struct grid *grid) {
    for (size_t i = 0; i < grid->n_rows; i++)
        for (size_t k = 0; k < i; k++)
            if (str_eq(sim_fold(g->a, grid->rows[i].plain), sim_fold(g->a, grid->rows[k].plain)))
                return true;
    return false;
}

/* token, userInfo: fields of a program somebody keeps a list of. */
static bool lists_fields(const struct grid *grid) {
    size_t code = 0;
    for (size_t i = 0; i < grid->n_rows; i++)
        code += rich_has(&grid->rows[i], RICH_CODE) ||
                (str_find_byte(grid->rows[i].plain, '_') != SIZE_MAX &&
                 utf8_count_han(grid->rows[i].plain) == 0);
    return code * 2 > grid->n_rows;
}

/* Below 综合比较 a row 上手成本 is an aspect: what is compared stands in the columns. */
static bool has_aspect_row(const struct rules *r, const struct grid *grid) {
    for (size_t i = 0; i < grid->n_rows; i++)
        if (words_end(r->table_aspects, grid->rows[i].plain))
            return true;
    return false;
}

/* 用途, not AtomicInteger 底层: a head in words of the language around it. */
static bool is_han_only(struct str s) {
    return utf8_count_han(s) * 2 == utf8_cells(s);
}

static void rows(struct gen *g, const struct grid *grid) {
    const struct rules *r = g->v->r;
    bool pairs = grid->n_columns == 1 && words_in(r->compares, g->v->title.text.plain);
    bool fields = lists_fields(grid);
    if (!g->v->title.zh && fields)
        return;
    if (words_in(r->compares, g->v->title.text.plain) && has_aspect_row(r, grid))
        return;
    if (pairs || is_about_row(g, grid) || is_matrix(g, grid) || repeats_rows(g, grid))
        return;
    for (size_t c = 0; c < grid->n_columns; c++) {
        if (!g->v->title.zh && !words_is(r->table_fact_english, grid->columns[c].plain))
            continue;
        bool foreign = g->v->title.zh && !is_han_only(grid->columns[c].plain);
        if (foreign || !is_fact(r, grid->columns[c].plain) ||
            is_many_valued(r, grid->columns[c].plain) ||
            (fields && words_in(r->table_interface, grid->columns[c].plain)))
            continue;
        for (size_t i = 0; i < grid->n_rows; i++)
            if (is_row_name(r, grid->rows[i].plain) && !is_repeated(g, grid, i, c))
                choose_value(g, grid, i, c);
    }
}

/* The other entity's cell in the same row can be told from this one's. */
static bool is_contrast(struct gen *g, const struct grid_cell *a, const struct grid_cell *b) {
    struct sim_text x = sim_text(g->a, a->text.plain, &g->v->r->stops);
    struct sim_text y = sim_text(g->a, b->text.plain, &g->v->r->stops);
    return x.fold.n && y.fold.n && sim_dice(g->a, &x, &y) < SWAP_DICE && !str_has(x.fold, y.fold) &&
           !str_has(y.fold, x.fold);
}

static bool names_entity(struct gen *g, const struct grid *grid, const struct grid_cell *cell) {
    struct str fold = sim_fold(g->a, cell->text.plain);
    for (size_t c = 0; c < grid->n_columns; c++) {
        struct str name = sim_fold(g->a, grid->columns[c].plain);
        if (name.n && str_has(fold, name))
            return true;
    }
    return false;
}

static bool is_usable_row(struct gen *g, const struct grid *grid, size_t row) {
    const struct grid_cell *a = grid_cell(grid, row, 0), *b = grid_cell(grid, row, 1);
    struct str head = grid->rows[row].plain;
    return a->fit && b->fit && is_fact(g->v->r, head) &&
           utf8_cells(a->text.plain) >= STATEMENT_CELLS_MIN &&
           utf8_cells(b->text.plain) >= STATEMENT_CELLS_MIN && is_contrast(g, a, b) &&
           !names_entity(g, grid, a) && !names_entity(g, grid, b);
}

static void aspect_verdict(struct gen *g, const struct grid *grid, size_t row) {
    size_t entity = gen_draw(g, "entity", grid->rows[row].plain, 2);
    struct item it = start(g, ITEM_TRUE_FALSE, "aspect", grid, row, entity);
    it.is_true = gen_draw(g, "verdict", grid->rows[row].plain, 8) >= 4;
    const struct grid_cell *cell = grid_cell(grid, row, it.is_true ? entity : 1 - entity);
    struct slot slots[] = {{"about", gen_about(g, (struct str){0})},
                           {"K", clean_inner_quotes(g->a, &grid->columns[entity])},
                           {"L", clean_inner_quotes(g->a, &grid->rows[row])},
                           {"E", cell->text}};
    it.stem = gen_stem(g, gen_fill(g, "compare.aspect", slots, COUNT_OF(slots)));
    if (it.stem.plain.n == 0)
        return;
    struct rich parts[2] = {grid->columns[entity], grid_cell(grid, row, entity)->text};
    it.explanation = rich_join(g->a, parts, 2, g->v->title.zh ? STR("：") : STR(": "));
    gate_score_plain(&it, (struct score_parts){.own = 8});
    it.difficulty = 500;
    gen_judged(g, utf8_cells(it.stem.plain) > STEM_CELLS_MAX ? GATE_TOO_LONG : GATE_PASSED, &it);
}

static struct rich aspect_option(struct gen *g, const struct grid *grid, size_t row,
                                 size_t column) {
    struct slot slots[] = {{"L", grid->rows[row]}, {"E", grid_cell(grid, row, column)->text}};
    return gen_fill(g, "compare.option", slots, COUNT_OF(slots));
}

/* Four or five aspects, each as it is for one entity or for the other. */
static void several(struct gen *g, const struct grid *grid, const size_t *usable, size_t n) {
    size_t entity = gen_draw(g, "several", g->v->title.text.plain, 2);
    struct item it = start(g, ITEM_MULTIPLE_RESPONSE, "several", grid, usable[0], entity);
    struct slot slots[] = {{"about", gen_about(g, (struct str){0})},
                           {"K", clean_inner_quotes(g->a, &grid->columns[entity])}};
    it.stem = gen_stem(g, gen_fill(g, "compare.several", slots, COUNT_OF(slots)));
    if (it.stem.plain.n == 0)
        return;
    struct gate_option v[5];
    size_t count = MIN(n, COUNT_OF(v)),
           right = 2 + gen_draw(g, "right", it.stem.plain, (uint32_t)(count - 3));
    for (size_t i = 0; i < count; i++)
        v[i] = gate_option(g, aspect_option(g, grid, usable[i], i < right ? entity : 1 - entity),
                           i < right);
    struct gate_choice choice = {.v = v, .n = count, .known = &g->v->title_sim};
    choice.stem = sim_text(g->a, it.stem.plain, &g->v->r->stops);
    choice.text = it.stem.plain;
    enum gate gate = gate_choice(g->a, &choice);
    if (gate == GATE_PASSED) {
        gate_to_options(g, &it, v, count);
        gate_score_choice(g->a, &it, v, count, (struct score_parts){.own = 8});
    }
    gen_judged(g, gate, &it);
}

/* The title names one of the two and not the other: the comparison is an aside in it. */
static bool is_beside(struct gen *g, const struct grid *grid) {
    struct str title = sim_fold(g->a, g->v->title.about.plain);
    bool first = str_has(title, sim_fold(g->a, grid->columns[0].plain));
    bool second = str_has(title, sim_fold(g->a, grid->columns[1].plain));
    return first != second;
}

static void columns(struct gen *g, const struct grid *grid) {
    size_t usable[GRID_SIDE_MAX], n = 0;
    if (grid->n_columns != 2 || is_beside(g, grid) || is_matrix(g, grid))
        return;
    for (size_t i = 0; i < grid->n_rows; i++)
        if (is_usable_row(g, grid, i))
            usable[n++] = i;
    for (size_t i = 0; i < n; i++)
        aspect_verdict(g, grid, usable[i]);
    if (n >= ASPECTS_MIN)
        several(g, grid, usable, n);
}

static bool all_identifiers(const struct grid *grid) {
    for (size_t c = 0; c < grid->n_columns; c++)
        if (!rich_has(&grid->columns[c], RICH_CODE) && utf8_count_han(grid->columns[c].plain))
            return false;
    return true;
}

static void make(struct gen *g) {
    const struct title *t = &g->v->title;
    size_t n;
    if (t->class == TITLE_STATES || t->yes_no || words_in(g->v->r->how_or_why, t->text.plain))
        return;
    const struct grid *grids = grids_of(g, &n);
    for (size_t i = 0; i < n; i++) {
        if (grids[i].columns_are_entities)
            columns(g, &grids[i]);
        else if (!all_identifiers(&grids[i]) || !t->zh)
            rows(g, &grids[i]);
    }
}

const struct generator generator_compare = {.name = "compare", .make = make};
