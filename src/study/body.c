/* body: cutting the rows below a heading into questions. */
#include "study/body.h"

#include "study/asks.h"
#include "study/numbers.h"

struct cutter {
    struct builder *b;
    const struct context *cx;
    struct row *rows;
    size_t n;
    struct body *out;
};

enum section_type body_type(const struct labels *l, struct str title) {
    static const uint8_t classes[] = {WORDS_SECTION_CHOICE, WORDS_SECTION_SEVERAL,
                                      WORDS_SECTION_TRUTH,  WORDS_SECTION_BLANK,
                                      WORDS_SECTION_TERM,   WORDS_SECTION_SHORT};
    struct number number;
    struct str s = str_trim(title);
    if (number_read(l, s, &number))
        s = str_from(s, number.end);
    const struct str opens[] = {STR("（"), STR("("), STR("【"), STR("["), STR("："), STR(":")};
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        size_t at = str_find(s, opens[i]);
        if (at != SIZE_MAX && at > 0)
            s = str_slice(s, 0, at);
    }
    uint32_t words = labels_classes(l, asks_bare(s));
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (words >> classes[i] & 1)
            return (enum section_type)(TYPE_CHOICE + i);
    return TYPE_NONE;
}

static bool is_bold_question(const struct row *row) {
    return row->kind == ROW_LINE && row->depth == 0 && row->heading == 0 && !row->taken &&
           (row->signs.set & SIGN_BOLD) && asks_mark(row->text.plain);
}

/* In a note without headings a paragraph that asks is a heading to its author. */
static bool is_line_question(const struct cutter *c, const struct row *row) {
    return !c->b->has_headings && row->kind == ROW_LINE && row->depth == 0 && row->starts &&
           !row->taken && asks_mark(row->text.plain) && asks_alone(c->b->labels, row->text.plain);
}

/* Ordered items that nearly all ask, with something below them: questions, not points. */
static bool items_ask(const struct cutter *c) {
    size_t items = 0, asking = 0, answered = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct row *row = &c->rows[i];
        if (row->kind != ROW_ITEM || row->depth != 0 || row->taken || !row->ordered)
            continue;
        items++;
        asking += asks_mark(row->text.plain);
        answered += i + 1 < c->n && (c->rows[i + 1].kind != ROW_ITEM || c->rows[i + 1].depth > 0);
    }
    return asking >= 2 && asking * 5 >= items * 4 && answered * 2 >= items;
}

static bool is_item_question(const struct row *row) {
    return row->kind == ROW_ITEM && row->depth == 0 && row->ordered && !row->taken;
}

/* A list item that is one link, which asks: "- [question？](issue)". */
static bool is_linked_question(const struct row *row) {
    if (row->kind != ROW_ITEM || row->taken || row->text.n == 0 || !asks_mark(row->text.plain))
        return false;
    for (size_t i = 0; i < row->text.n; i++)
        if (!(row->text.runs[i].flags & RICH_LINK) ||
            str_starts(row->text.runs[i].target, STR("#")))
            return false;
    return true;
}

static size_t skip_children(const struct cutter *c, size_t i) {
    return rows_after(c->rows, c->n, i);
}

/* Three linked questions and more in a list, nearly all of its items, none answered. */
static bool links_ask(const struct cutter *c, size_t from, size_t *to) {
    size_t items = 0, asking = 0, i = from;
    while (i < c->n && c->rows[i].kind == ROW_ITEM && c->rows[i].depth == c->rows[from].depth) {
        size_t next = skip_children(c, i);
        items++;
        asking += next == i + 1 && is_linked_question(&c->rows[i]);
        i = next;
    }
    *to = i;
    return asking >= 3 && asking * 5 >= items * 3;
}

static struct unit *add_unit(struct cutter *c, struct question *q) {
    struct unit *u = vec_add(c->b->a, &c->out->units);
    u->kind = UNIT_QUESTION;
    u->question = q;
    return u;
}

static void add_bare_questions(struct cutter *c) {
    const struct answer none = {0};
    for (size_t i = 0, to; i < c->n; i = to) {
        to = i + 1;
        if (c->rows[i].kind != ROW_ITEM || c->rows[i].taken || !links_ask(c, i, &to))
            continue;
        for (size_t k = i; k < to; k++) {
            if (!is_linked_question(&c->rows[k]))
                continue;
            c->rows[k].taken = true;
            add_unit(c, question_of(c->b, c->cx, &c->rows[k].text, (struct str){0}, &none));
        }
    }
}

/* A list of nothing but links within the note. */
static bool is_index(const struct answer *a) {
    bool any = false;
    for (size_t i = 0; i < a->lead.n; i++)
        if (a->lead.v[i].kind != PART_RULE)
            return false;
    for (size_t i = 0; i < a->facets.n; i++)
        for (size_t k = 0; k < a->facets.v[i].n_parts; k++) {
            const struct part *p = &a->facets.v[i].parts[k];
            if (p->kind != PART_POINT || p->point->text.n == 0 || p->point->key.n > 0)
                return false;
            for (size_t r = 0; r < p->point->text.n; r++)
                if (!str_starts(p->point->text.runs[r].target, STR("#")))
                    return false;
            any = true;
        }
    return any;
}

/* The title of a question on a line: its number split off. */
static struct rich line_title(struct builder *b, const struct row *row, struct str *number) {
    struct number n;
    *number = row->kind == ROW_ITEM && row->ordered ? row->marker : (struct str){0};
    while (number->n > 1 && strchr(".)", number->p[number->n - 1]))
        number->n--;
    if (number->n > 0 || !number_read(b->labels, row->text.plain, &n) || n.unsure)
        return row->text;
    *number = n.text;
    build_mark(b, &row->text, 0, n.end);
    return build_slice(b, &row->text, n.end, row->text.plain.n);
}

static void read_own(struct cutter *c, size_t n, const struct heading *heading, bool may_imply) {
    struct row *rows = c->rows;
    struct body *out = c->out;
    (void)heading;
    size_t from = 0;
    if (may_imply && n > 1 && rows[0].kind == ROW_LINE && rows[0].depth == 0 && !rows[0].taken &&
        asks_alone(c->b->labels, rows[0].text.plain)) {
        out->implied = rows[0].text;
        from = 1;
    }
    answer_read(c->b, rows + from, n - from, &out->own);
    out->has_own = answer_has_content(&out->own);
    out->is_index = is_index(&out->own);
}

static void read_line_question(struct cutter *c, size_t from, size_t to) {
    struct answer answer;
    struct str number;
    struct rich title = line_title(c->b, &c->rows[from], &number);
    answer_read(c->b, c->rows + from + 1, to - from - 1, &answer);
    struct question *q = question_of(c->b, c->cx, &title, number, &answer);
    q->block_id = c->rows[from].block_id;
    add_unit(c, q);
}

void body_read(struct builder *b, const struct context *cx, const struct heading *heading,
               struct row *rows, size_t n, bool may_imply, struct body *out) {
    struct cutter c = {.b = b, .cx = cx, .rows = rows, .n = n, .out = out};
    *out = (struct body){0};
    bool by_items = items_ask(&c);
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < n && first == SIZE_MAX; i++)
        if (is_bold_question(&rows[i]) || is_line_question(&c, &rows[i]) ||
            (by_items && is_item_question(&rows[i])))
            first = i;
    size_t own = MIN(first, n);
    c.n = own;
    add_bare_questions(&c);
    read_own(&c, own, heading, may_imply);
    c.n = n;
    for (size_t i = own, next; i < n; i = next) {
        next = i + 1;
        while (next < n && !(is_bold_question(&rows[next]) || is_line_question(&c, &rows[next]) ||
                             (by_items && is_item_question(&rows[next]))))
            next++;
        read_line_question(&c, i, next);
    }
}
