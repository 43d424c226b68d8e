/* table: matrices, cases, aligned equations: rows of cells, centred on the axis. */
#include "layout/math/box.h"

enum {
    STRUT_ASCENT = 880, /* about TeX's 0.7 and 0.3 of a line of 13 pt in 10 pt type */
    STRUT_DESCENT = 400,
    FENCE_SIDE = 100, /* between a delimiter and the cells */
    ARRAY_SIDE = 500, /* beside an array */
    RULE = 40,
    LINE_GAP = 100 /* between rows taller than their struts */
};

struct laid_row {
    struct math_box **cells;
    size_t n;
    int ascent, descent, y;
};

struct laid_table {
    const struct math_table *t;
    struct laid_row *rows;
    size_t n_rows;
    int *widths;
    int width, height; /* of all rows, foot to head */
    int side;
};

static char align_of(const struct math_table *t, size_t column) {
    struct str own = t->look->aligns ? str_of(t->look->aligns) : t->aligns;
    if (!own.n)
        return 'c';
    if (!t->look->aligns)
        return column < own.n ? own.p[column] : 'c';
    return own.p[column % own.n];
}

static int gap_before(const struct math_table *t, size_t column) {
    if (column == 0 || (t->look->is_paired && column % 2 == 1))
        return 0;
    return t->look->gap;
}

static void lay_row(const struct math_setter *s, struct laid_table *l, struct laid_row *r,
                    const struct math_row *row, struct math_style style) {
    const struct math_env_look *look = l->t->look;
    int last = NO_CLASS;
    r->cells = arena_array(s->a, struct math_box *, row->n);
    r->ascent = STRUT_ASCENT * look->strut / 1000;
    r->descent = STRUT_DESCENT * look->strut / 1000;
    for (const struct math_cell *c = row->first; c; c = c->next) {
        bool joined = look->is_paired && r->n % 2 == 1;
        if (joined && last == NO_CLASS)
            last = CLASS_ORD;
        math_items items = math_list_items(s, &c->list, style, joined ? last : NO_CLASS, &last);
        struct math_box *b = box_empty(s);
        for (size_t i = 0; i < items.n; i++) {
            b->width += items.v[i].white;
            box_append(s, b, items.v[i].box, 0);
        }
        l->widths[r->n] = MAX(l->widths[r->n], b->width);
        r->ascent = MAX(r->ascent, b->ascent + LINE_GAP / 2);
        r->descent = MAX(r->descent, b->descent + LINE_GAP / 2);
        r->cells[r->n++] = b;
    }
}

static void lay_rows(const struct math_setter *s, struct laid_table *l, struct math_style style) {
    for (const struct math_row *r = l->t->first; r; r = r->next)
        l->n_rows++;
    l->rows = arena_array(s->a, struct laid_row, l->n_rows);
    l->widths = arena_array(s->a, int, l->t->n_columns);
    size_t i = 0;
    for (const struct math_row *r = l->t->first; r; r = r->next, i++) {
        struct laid_row *laid = &l->rows[i];
        lay_row(s, l, laid, r, style);
        laid->y = l->height + laid->ascent; /* down from the head, for now */
        l->height += laid->ascent + laid->descent;
        if (r->next)
            l->height += l->t->look->row_gap + MAX(r->extra, -laid->descent);
    }
    for (size_t c = 0; c < l->t->n_columns; c++)
        l->width += gap_before(l->t, c) + l->widths[c];
}

static void put_cells(const struct math_setter *s, const struct laid_table *l, struct math_box *box,
                      int head) {
    for (size_t i = 0; i < l->n_rows; i++) {
        int x = l->side;
        for (size_t c = 0; c < l->rows[i].n; c++) {
            struct math_box *b = l->rows[i].cells[c];
            int room = l->widths[c] - b->width;
            char align = align_of(l->t, c);
            x += gap_before(l->t, c);
            box_put(s, box, b,
                    x + (align == 'r'   ? room
                         : align == 'c' ? room / 2
                                        : 0),
                    head - l->rows[i].y);
            x += l->widths[c];
        }
    }
}

static void put_rules(const struct math_setter *s, const struct laid_table *l, struct math_box *box,
                      int head) {
    size_t i = 0;
    int foot = head - l->height;
    for (const struct math_row *r = l->t->first; r; r = r->next, i++)
        if (r->rules) {
            int y = head - l->rows[i].y + l->rows[i].ascent;
            box_put(s, box, box_rule(s, box->width, y + RULE / 2, RULE / 2 - y), 0, 0);
        }
    if (l->t->rules_below)
        box_put(s, box, box_rule(s, box->width, foot + RULE / 2, RULE / 2 - foot), 0, 0);
    int x = l->side;
    for (size_t c = 0; c < l->t->bars.n; c++) {
        bool inside = c > 0 && c < l->t->n_columns;
        int at = c == 0 ? 0 : inside ? x + gap_before(l->t, c) / 2 : box->width - RULE;
        if (l->t->bars.p[c] == '|')
            box_put(s, box, box_rule(s, RULE, head, -foot), at, 0);
        if (c < l->t->n_columns)
            x += gap_before(l->t, c) + l->widths[c];
    }
}

struct math_box *math_table_box(const struct math_setter *s, const struct math_node *n,
                                struct math_style style) {
    const struct math_table *t = n->table;
    struct math_style cell = {(uint8_t)t->look->style, false};
    if (style.size >= SIZE_SCRIPT)
        cell.size = MAX(cell.size, style.size);
    struct laid_table l = {.t = t};
    bool is_array = t->look->has_argument && !t->look->is_paired && t->look->gap > 0;
    bool is_fenced = t->look->left || t->look->right;
    l.side = is_array ? ARRAY_SIDE : is_fenced ? FENCE_SIDE : 0;
    lay_rows(s, &l, cell);
    struct math_box *box = box_empty(s);
    int axis = CONSTANT(s, style, AXIS_HEIGHT), head = axis + l.height / 2;
    box->width = l.width + 2 * l.side;
    put_cells(s, &l, box, head);
    put_rules(s, &l, box, head);
    box->ascent = head;
    box->descent = l.height - head;
    if (!is_fenced)
        return box;
    return math_fenced(s, t->look->left, t->look->right, box, style);
}
