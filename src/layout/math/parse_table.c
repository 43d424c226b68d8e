/* parse_table: environments: rows of cells between \begin and \end. */
#include "layout/math/parse.h"

static struct math_table *open_table(struct math_parser *p, const struct math_env_look *look) {
    struct math_table *t = arena_new(p->a, struct math_table);
    t->look = look;
    return t;
}

static struct math_row *add_row(struct math_parser *p, struct math_table *t) {
    struct math_row *r = arena_new(p->a, struct math_row);
    if (t->last)
        t->last->next = r;
    else
        t->first = r;
    t->last = r;
    return r;
}

static void add_cell(struct math_parser *p, struct math_table *t, struct math_row *r,
                     struct math_list list, size_t from) {
    struct math_cell *c = arena_new(p->a, struct math_cell);
    *c = (struct math_cell){.list = list, .at = parse_place(p, from), .to = parse_place(p, p->at)};
    if (r->last)
        r->last->next = c;
    else
        r->first = c;
    r->last = c;
    r->n++;
    t->n_columns = MAX(t->n_columns, r->n);
}

/* \hline and its like in front of a row. */
static uint8_t rules(struct math_parser *p) {
    uint8_t n = 0;
    for (parse_blanks(p);; parse_blanks(p)) {
        struct str name = parse_next_name(p);
        if (!str_eqc(name, "hline") && !str_eqc(name, "hdashline"))
            return n;
        parse_name(p);
        n = 1;
    }
}

static bool takes_row_end(struct math_parser *p, struct math_row *r) {
    struct str name = parse_next_name(p), option;
    const struct math_command *c = name.n ? math_command(name) : NULL;
    if (!c || c->kind != CMD_ROW)
        return false;
    parse_name(p);
    if (parse_peek(p) == '*')
        p->at++;
    size_t before = p->at;
    if (parse_option(p, &option) && !parse_length(option, &r->extra))
        p->at = before; /* a bracket that begins the next row */
    return true;
}

/* Cells and rows as long as there are separators. */
static void rows(struct math_parser *p, struct math_table *t, struct math_row *r) {
    enum math_alphabet outside = p->alphabet;
    while (!p->failed) {
        if (parse_peek(p) == '&') {
            p->at++;
        } else if (takes_row_end(p, r)) {
            r = add_row(p, t);
            r->rules = rules(p);
        } else {
            break;
        }
        size_t from = p->at;
        p->alphabet = outside;
        add_cell(p, t, r, parse_list(p, STOP_CELL), from);
    }
    p->alphabet = outside;
}

/* The row after the last \\ is none when it is empty; its rules are the table's. */
static void drop_empty_end(struct math_table *t) {
    struct math_row *last = t->last, *r = t->first;
    if (!last || last->n != 1 || last->first->list.first || last == r)
        return;
    while (r->next != last)
        r = r->next;
    r->next = NULL;
    t->last = r;
    t->rules_below = last->rules;
}

/* l, c, r of a column argument, and where rules stand. */
static void read_columns(struct math_parser *p, struct math_table *t, struct str spec) {
    struct buf aligns = buf_in(p->a), bars = buf_in(p->a);
    char bar = ' ';
    for (size_t i = 0; i < spec.n; i++) {
        char c = spec.p[i];
        if (c == '|')
            bar = '|';
        if (c != 'l' && c != 'c' && c != 'r')
            continue;
        buf_byte(&aligns, c);
        buf_byte(&bars, bar);
        bar = ' ';
    }
    buf_byte(&bars, bar);
    t->aligns = buf_get(&aligns);
    t->bars = buf_get(&bars);
}

static struct math_node *table_node(struct math_parser *p, struct math_table *t, size_t from) {
    struct math_node *n = parse_node(p, ATOM_TABLE, from);
    n->table = t;
    n->cls = t->look->left || t->look->right ? CLASS_INNER : CLASS_ORD;
    return n;
}

static void close_environment(struct math_parser *p, struct str name, size_t from) {
    size_t at = p->at;
    if (!str_eqc(parse_next_name(p), "end")) {
        parse_fail(p, str_slice(p->tex, from, from + name.n + 8), from);
        return;
    }
    parse_name(p);
    struct str end = parse_raw(p);
    if (!str_eq(end, name))
        parse_fail(p, str_slice(p->tex, at, p->at), at);
}

struct math_node *parse_environment(struct math_parser *p, size_t from) {
    struct str name = parse_raw(p), option;
    const struct math_env_look *look = math_environment(name);
    if (!look) {
        parse_fail(p, str_slice(p->tex, from, p->at), from);
        return NULL;
    }
    struct math_table *t = open_table(p, look);
    if (look->has_argument) {
        parse_option(p, &option);
        read_columns(p, t, parse_raw(p));
    } else if (look->is_aligned && parse_option(p, &option) && option.n > 1) {
        p->at = (size_t)(option.p - p->tex.p) - 1; /* no [t] but a bracket of the formula */
    }
    struct math_row *r = add_row(p, t);
    r->rules = rules(p);
    size_t first = p->at;
    add_cell(p, t, r, parse_list(p, STOP_CELL), first);
    rows(p, t, r);
    if (!p->failed)
        close_environment(p, name, from);
    drop_empty_end(t);
    return table_node(p, t, from);
}

struct math_node *parse_bare_rows(struct math_parser *p, struct math_list first, size_t from) {
    struct math_table *t = open_table(p, math_environment(STR("aligned")));
    struct math_row *r = add_row(p, t);
    add_cell(p, t, r, first, from);
    rows(p, t, r);
    drop_empty_end(t);
    return table_node(p, t, from);
}

struct math_node *parse_substack(struct math_parser *p, size_t from) {
    struct math_table *t = open_table(p, math_environment(STR("substack")));
    parse_blanks(p);
    size_t open = p->at;
    if (parse_peek(p) != '{') {
        parse_fail(p, STR("\\substack"), from);
        return NULL;
    }
    p->at++;
    struct math_row *r = add_row(p, t);
    add_cell(p, t, r, parse_list(p, STOP_CELL), open + 1);
    rows(p, t, r);
    if (parse_peek(p) == '}')
        p->at++;
    else
        parse_fail(p, STR("{"), open);
    drop_empty_end(t);
    return table_node(p, t, from);
}

/* Punctuation and white may stand behind the table. */
static bool is_trailing(const struct math_node *n) {
    return n->kind == ATOM_SPACE || (n->kind == ATOM_CHAR && !n->has_sub && !n->has_sup &&
                                     (n->cls == CLASS_PUNCT || n->code == '.'));
}

const struct math_table *math_only_table(const struct math_list *l) {
    const struct math_node *n = l->first;
    if (!n || n->kind != ATOM_TABLE || n->has_sub || n->has_sup || !n->table->look->is_aligned)
        return NULL;
    for (const struct math_node *rest = n->next; rest; rest = rest->next)
        if (!is_trailing(rest))
            return NULL;
    return n->table;
}
