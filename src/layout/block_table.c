/* block_table: tables with horizontal rules. Column widths are chosen so that the table becomes as
 * low as possible; cells break, a row of many lines may be cut, the header is repeated. A table
 * whose words do not fit the measure is set smaller, and if that is not enough its rows are
 * stacked. */
#include "layout/block_record.h"

#include "base/utf8.h"

#define PAD_EM         300  /* between a cell's text and its column's edges */
#define SPREAD_EM      1200 /* most of it between columns, besides their padding */
#define ROWS_SAMPLED   120  /* rows the widths are chosen from */
#define STEPS_MOST     64   /* improvements tried */
#define RECORD_COLUMNS 3    /* tables of so many columns may print as records … */
#define RECORD_LEAST_EM                                                                            \
    18000 /* … when their words need more than the narrowest column of a sheet */
#define CHARACTER_EM    1060
#define ROWS_WHOLE      5 /* tables of up to this many rows are cut only at need */
#define WHOLE_PENALTY   3000
#define HEADER_SHARE    4    /* a header is repeated when it takes no more of a column: 1/4 */
#define ROW_KEPT        6    /* rows of up to this many lines are not cut */
#define TEXT_LEAST_EM   3000 /* a column is no narrower, if it has so much to say … */
#define BESIDE_MATH_EM  4000 /* … or this, beside formulas */
#define FORMULA_MOST_EM 16000
#define WORD_MOST_EM    9000

struct cell {
    const struct para *para; /* NULL: empty */
    int natural;             /* width in 1/1000 em, and of its widest word */
    enum para_align align;
    uint32_t slot;
};

struct table {
    size_t n_rows, n_columns, n_head;
    struct cell *cells;
    const struct records *records; /* of a table that may be too wide, else NULL */
    int *least;                    /* of each column, 1/1000 em: its widest word or a share of it */
};

/* ---- widths: all in mpt, for one area */

/* Lines a cell of `natural` width takes in `width`, estimated: a little is lost at line ends. */
static int64_t lines_in(int64_t natural, int64_t width) {
    if (natural <= width)
        return 1;
    return 1 + (natural * 21 / 20 - 1) / MAX(width, 1);
}

struct widths {
    struct arena *a;
    const struct table *t;
    mpt size;
    mpt *v, *natural; /* text width of each column, and what its widest cell would like */
    size_t n_rows;
};

static int64_t cell_width(const struct widths *w, size_t row, size_t column) {
    return (int64_t)w->t->cells[row * w->t->n_columns + column].natural * w->size / 1000;
}

/* Lines of the sampled rows with column `a` wider by `step` and column `b` narrower. */
static int64_t total_lines(const struct widths *w, size_t a, size_t b, mpt step) {
    int64_t total = 0;
    for (size_t r = 0; r < w->n_rows; r++) {
        int64_t most = 1;
        for (size_t c = 0; c < w->t->n_columns; c++) {
            mpt width = w->v[c] + (c == a ? step : 0) - (c == b ? step : 0);
            most = MAX(most, lines_in(cell_width(w, r, c), width));
        }
        total += most;
    }
    return total;
}

static mpt widest(const struct widths *w, size_t column) {
    int64_t most = 0;
    for (size_t r = 0; r < w->t->n_rows; r++)
        most = MAX(most, cell_width(w, r, column));
    return (mpt)MIN(most, INT32_MAX / 4);
}

static mpt least_of(const struct widths *w, size_t column) {
    return (mpt)((int64_t)w->t->least[column] * w->size / 1000);
}

/* Moves width from one column to another as long as that saves lines. */
static void improve(struct widths *w, mpt step) {
    size_t n = w->t->n_columns;
    int64_t now = total_lines(w, 0, 0, 0);
    for (int tries = 0; tries < STEPS_MOST; tries++) {
        size_t best_a = 0, best_b = 0;
        int64_t best = now;
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++) {
                if (a == b || w->v[b] - step < least_of(w, b))
                    continue;
                int64_t lines = total_lines(w, a, b, step);
                if (lines < best) {
                    best = lines;
                    best_a = a;
                    best_b = b;
                }
            }
        if (best == now)
            return;
        w->v[best_a] += step;
        w->v[best_b] -= step;
        now = best;
    }
}

/* Every column its natural width or an equal share of what the narrower ones leave, and its least
 * width in any case. */
static void share_out(struct widths *w, mpt room) {
    size_t n = w->t->n_columns, left = n;
    bool *done = arena_array(w->a, bool, n);
    for (bool again = true; again && left;) {
        again = false;
        for (size_t c = 0; c < n && left; c++) {
            mpt want = MAX(w->natural[c] <= room / (mpt)left ? w->natural[c] : 0,
                           least_of(w, c) > room / (mpt)left ? least_of(w, c) : 0);
            if (done[c] || !want)
                continue;
            w->v[c] = MIN(want, MAX(room, 0));
            room -= w->v[c];
            done[c] = again = true;
            left--;
        }
    }
    for (size_t c = 0; c < n; c++)
        if (!done[c])
            w->v[c] = room / (mpt)left;
}

/* Too many columns for their words: a character each, the rest by what their words would need. */
static void squeeze(struct widths *w, mpt room) {
    size_t n = w->t->n_columns;
    int64_t floors = 0, more = 0, character = (int64_t)w->size * CHARACTER_EM / 1000;
    for (size_t c = 0; c < n; c++) {
        floors += MIN(least_of(w, c), character);
        more += least_of(w, c) - MIN(least_of(w, c), character);
    }
    int64_t left = MAX(room - floors, 0);
    for (size_t c = 0; c < n; c++) {
        int64_t low = MIN(least_of(w, c), character);
        w->v[c] = (mpt)(low + (least_of(w, c) - low) * left / MAX(more, 1));
    }
}

/* Columns that have all they need stand apart, as far as there is room. */
static void spread(struct widths *w, mpt spare) {
    size_t n = w->t->n_columns;
    mpt more = MIN(spare / (mpt)MAX(n, 1), (mpt)((int64_t)w->size * SPREAD_EM / 1000));
    for (size_t c = 0; c + 1 < n; c++)
        w->v[c] += more;
}

static void choose_widths(struct widths *w, mpt room) {
    size_t n = w->t->n_columns;
    int64_t natural = 0, least = 0;
    for (size_t c = 0; c < n; c++) {
        natural += w->v[c] = w->natural[c] = widest(w, c);
        least += least_of(w, c);
    }
    if (natural <= room) {
        spread(w, room - (mpt)natural);
        return;
    }
    if (least >= room) {
        squeeze(w, room);
        return;
    }
    share_out(w, room);
    for (mpt step = w->size * 2; n > 1 && step >= w->size / 2 && step > 0; step /= 2)
        improve(w, step);
}

/* ---- boxes */

struct row_cell {
    struct para_lines lines;
    mpt x;
    uint32_t slot;
};

struct row_box {
    size_t n; /* of its cells with text */
    struct row_cell *v;
    mpt size, pitch, width, pad;
    mpt above, below; /* rules at the top of the first and the foot of the last line; 0 = none */
    size_t n_lines;
};

/* What the lines number `line` of a row's cells need above and below more than the pitch. */
static void line_extra(const struct row_box *r, size_t line, mpt *above, mpt *below) {
    *above = *below = 0;
    for (size_t c = 0; c < r->n; c++)
        if (line < r->v[c].lines.n) {
            *above = MAX(*above, r->v[c].lines.v[line].ascent);
            *below = MAX(*below, r->v[c].lines.v[line].descent);
        }
}

static void row_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct row_box *r = b->data;
    mpt top = y + (b->line == 0 ? r->pad : 0), above, below;
    line_extra(r, b->line, &above, &below);
    if (b->line == 0 && r->above)
        page_line(o->pages, o->page, x, y, r->width, 0, r->above);
    for (size_t i = 0; i < r->n; i++) {
        const struct row_cell *c = &r->v[i];
        if (b->line < c->lines.n)
            para_draw(&c->lines, b->line, b->line + 1, o->pages, o->page, x + c->x,
                      top + above - c->lines.v[b->line].ascent, o->tags ? o->tags[c->slot] : 0);
    }
    if (b->line + 1 == r->n_lines && r->below)
        page_line(o->pages, o->page, x, y + b->height, r->width, 0, r->below);
}

static size_t cells_with_text(const struct table *t, size_t row) {
    size_t n = 0;
    for (size_t c = 0; c < t->n_columns; c++)
        n += t->cells[row * t->n_columns + c].para != NULL;
    return n;
}

static struct row_box *break_row(struct maker *m, const struct table *t, size_t row,
                                 const struct widths *w) {
    struct row_box *r = arena_new(m->a, struct row_box);
    *r = (struct row_box){.v = arena_array(m->a, struct row_cell, cells_with_text(t, row)),
                          .size = w->size,
                          .pitch = (mpt)((int64_t)m->area->pitch * m->l->look->table_scale / 1000),
                          .pad = maker_em(m, PAD_EM) / 4,
                          .n_lines = 1};
    mpt x = 0, pad = maker_em(m, PAD_EM);
    for (size_t c = 0; c < t->n_columns; x += w->v[c++] + 2 * pad) {
        const struct cell *cell = &t->cells[row * t->n_columns + c];
        if (!cell->para)
            continue;
        struct para_shape shape = {.size = r->size,
                                   .pitch = r->pitch,
                                   .measure = w->v[c],
                                   .align = cell->align,
                                   .hyphenate = m->l->look->hyphenate,
                                   .avoid_orphan = true};
        struct row_cell *broken = &r->v[r->n++];
        *broken = (struct row_cell){para_break(m->a, cell->para, &shape), x + pad, cell->slot};
        m->n_overfull += broken->lines.n_overfull;
        r->n_lines = MAX(r->n_lines, broken->lines.n);
    }
    r->width = m->measure;
    return r;
}

static void row_boxes(struct maker *m, const struct row_box *r) {
    for (size_t i = 0; i < r->n_lines; i++) {
        mpt pad = (i == 0 ? r->pad : 0) + (i + 1 == r->n_lines ? r->pad : 0);
        mpt above, below;
        line_extra(r, i, &above, &below);
        struct box *b = maker_box(m, r->pitch + pad + above + below, row_draw, r, i);
        bool inside = r->n_lines > ROW_KEPT && i > 0 && i + 2 < r->n_lines;
        b->penalty = i + 1 == r->n_lines ? LIST_PENALTY : inside ? 4 * SPLIT_PENALTY : BOX_NEVER;
    }
}

/* The lines of a header, drawn again where the table goes on: for readers of the text they were
 * there before (ISO 14289-1, 7.1: artifacts). */
struct header {
    const struct box *v;
    size_t n;
};

static void header_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct header *h = b->data;
    struct block_out again = *o;
    again.tags = NULL;
    for (size_t i = 0; i < h->n; i++) {
        row_draw(&h->v[i], &again, x, y);
        y += h->v[i].height;
    }
}

/* The header from box `first` on as one box; NULL when it would take more than half a column. */
static const struct box *header_box(struct maker *m, size_t first) {
    struct header *h = arena_new(m->a, struct header);
    h->n = m->out.n - first;
    struct box *head = arena_new(m->a, struct box), *lines = arena_array(m->a, struct box, h->n);
    *head = m->out.v[first];
    head->height = 0;
    for (size_t i = 0; i < h->n; i++) {
        lines[i] = m->out.v[first + i];
        head->height += lines[i].height;
    }
    h->v = lines;
    head->data = h;
    head->draw = header_draw;
    return m->area->frame && head->height > m->area->frame / HEADER_SHARE ? NULL : head;
}

/* Of a cut after the row: two rows at least stand at either side. */
static int32_t row_penalty(const struct table *t, size_t row) {
    size_t above = row + 1 - MIN(t->n_head, row + 1), below = t->n_rows - row - 1;
    if (above < 2 || below < 2)
        return BOX_NEVER;
    return t->n_rows <= ROWS_WHOLE ? WHOLE_PENALTY : SPLIT_PENALTY;
}

/* True when words would have to be cut. */
static bool is_too_narrow(const struct widths *w, mpt room) {
    int64_t least = 0;
    for (size_t c = 0; c < w->t->n_columns; c++)
        least += least_of(w, c);
    return room < least;
}

static void table_make(struct maker *m, const void *data) {
    const struct table *t = data;
    const struct block_look *look = m->l->look;
    struct widths w = {.a = m->a,
                       .t = t,
                       .size = maker_em(m, look->table_scale),
                       .v = arena_array(m->a, mpt, t->n_columns),
                       .natural = arena_array(m->a, mpt, t->n_columns),
                       .n_rows = MIN(t->n_rows, ROWS_SAMPLED)};
    mpt room = m->measure - 2 * (mpt)t->n_columns * maker_em(m, PAD_EM);
    mpt full = w.size;
    mpt floor = MIN(maker_em(m, look->table_least), full);
    while (is_too_narrow(&w, room) && w.size > floor)
        w.size = MAX(floor, w.size - full / 20);
    if (is_too_narrow(&w, room) && t->records) {
        records_make(m, t->records);
        return;
    }
    choose_widths(&w, room);
    const struct box *head = NULL;
    size_t first = m->out.n;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct row_box *r = break_row(m, t, row, &w);
        bool last = row + 1 == t->n_rows, is_head = row < t->n_head;
        r->above = row == 0 ? look->rule_strong : 0;
        r->below = last ? look->rule_strong : is_head ? look->rule_box : look->rule_hair;
        size_t from = m->out.n;
        row_boxes(m, r);
        for (size_t i = from; i < m->out.n; i++)
            m->out.v[i].head = head;
        m->out.v[m->out.n - 1].penalty = row_penalty(t, row);
        if (is_head)
            head = header_box(m, first);
    }
}

/* ---- shaping */

static enum para_align cell_align(uint8_t align) {
    return align == CELL_CENTER ? ALIGN_CENTER : align == CELL_RIGHT ? ALIGN_RIGHT : ALIGN_RAGGED;
}

static struct cell shape_cell(struct block_list *l, const struct table_cell *c, uint32_t slot) {
    struct text_format f = block_format(l);
    f.bold = c->is_head;
    struct cell cell = {.align = cell_align(c->align), .slot = slot};
    if (!c->text.plain.n)
        return cell;
    cell.para = block_rich_para(l, &c->text, &f);
    cell.natural = para_width(cell.para, 1000) + 1; /* rounding must not break a line that fits */
    return cell;
}

/* What a row leaves empty at its end is one cell as wide as the rest to readers of the structure:
 * a sparse table of a stranger's would be millions. */
static void shape_row(struct block_list *l, const struct table_cell *from, struct cell *to,
                      size_t n, uint32_t row) {
    size_t used = n;
    while (used > 0 && !from[used - 1].text.plain.n)
        used--;
    for (size_t c = 0; c < used + (used < n); c++)
        to[c] = shape_cell(l, &from[c], block_slot(l, row, from[c].is_head ? TAG_TH : TAG_TD, 0));
    if (used < n)
        l->slots->v.v[to[used].slot].colspan = (uint8_t)MIN(n - used, UINT8_MAX);
}

/* Width of the widest word of a text that is `natural` wide, judged from its share of cells. */
static int widest_word(struct str text, int natural) {
    size_t all = MAX(utf8_cells(text), 1), word = 0, most = 0;
    for (const char *p = text.p, *end = text.p + text.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        word = code_is_space(c) ? 0 : code_is_cjk(c) ? 2 : word + 1;
        most = MAX(most, word);
    }
    return (int)((int64_t)natural * (int64_t)most / (int64_t)all);
}

static bool has_math(const struct study_table *s) {
    for (size_t i = 0; i < s->n_rows * s->n_columns; i++)
        if (rich_has(&s->cells[i].text, RICH_MATH))
            return true;
    return false;
}

/* Narrowest a column may become: its widest word, if that is no monster; formulas are wider and
 * cannot be cut. */
static void set_least(struct block_list *l, struct table *t, const struct study_table *s) {
    t->least = arena_array(l->a, int, t->n_columns);
    bool math = has_math(s);
    for (size_t c = 0; c < t->n_columns; c++) {
        int most = 0, formula = 0, natural = 0;
        for (size_t i = c; i < t->n_rows * t->n_columns; i += t->n_columns) {
            natural = MAX(natural, t->cells[i].natural);
            if (rich_has(&s->cells[i].text, RICH_MATH))
                formula = MAX(formula, para_least_em(t->cells[i].para));
            else
                most = MAX(most, widest_word(s->cells[i].text.plain, t->cells[i].natural));
        }
        t->least[c] = MAX(MIN(most * 21 / 20, WORD_MOST_EM), MIN(formula, FORMULA_MOST_EM));
        t->least[c] = MAX(t->least[c], MIN(natural, math ? BESIDE_MATH_EM : TEXT_LEAST_EM));
    }
}

/* What the columns need so that no word is cut, 1/1000 em. */
static int64_t needs(const struct table *t) {
    int64_t all = 0;
    for (size_t c = 0; c < t->n_columns; c++)
        all += t->least[c] + 2 * PAD_EM;
    return all;
}

void block_part_table(struct block_list *l, const struct part *part,
                      const struct block_place *where) {
    const struct study_table *s = part->table;
    struct table *t = arena_new(l->a, struct table);
    *t = (struct table){.n_rows = s->n_rows, .n_columns = s->n_columns, .n_head = s->n_head};
    t->cells = arena_array(l->a, struct cell, s->n_rows * s->n_columns);
    uint32_t slot = block_slot(l, where->slot, TAG_TABLE, 0);
    for (size_t r = 0; r < s->n_rows; r++) {
        uint32_t row = block_slot(l, slot, TAG_TR, 0);
        shape_row(l, &s->cells[r * s->n_columns], &t->cells[r * s->n_columns], s->n_columns, row);
    }
    set_least(l, t, s);
    if (s->n_columns >= RECORD_COLUMNS && s->n_rows > s->n_head && needs(t) > RECORD_LEAST_EM)
        t->records = records_shape(l, s, where);
    block_add(l, table_make, t, where);
}
