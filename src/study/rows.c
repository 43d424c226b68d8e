/* rows: flattening blocks into rows. */
#include "study/rows.h"

#include "base/utf8.h"
#include "study/body.h"
#include "study/clozes.h"
#include "study/key_list.h"
#include "study/lines.h"
#include "study/one_line.h"

struct flattener {
    struct builder *b;
    row_vec *rows;
    uint16_t item_indent[NODE_DEPTH_MAX + 2]; /* of the open items, by depth */
    bool hidden;
};

static void add_block(struct flattener *f, const struct node *n, unsigned depth);

static struct row *add_row(struct flattener *f, enum row_kind kind, const struct node *n,
                           unsigned depth) {
    struct row *row = vec_add(f->b->scratch, f->rows);
    row->kind = (uint8_t)kind;
    row->depth = (uint8_t)MIN(depth, NODE_DEPTH_MAX);
    row->hidden = f->hidden;
    row->node = n;
    row->span = n->span;
    row->block_id = n->more->block_id;
    return row;
}

static void add_children(struct flattener *f, const struct node *first, unsigned depth) {
    for (const struct node *n = first; n; n = n->next)
        add_block(f, n, depth);
}

/* The lines of one paragraph, those a column width broke put together. */
struct grouping {
    const struct line *v;
    size_t n, at;
};

/* "?" between the sides of a card. */
static bool is_separator(const struct builder *b, const struct line *line) {
    const uint32_t separators = SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH;
    return b->may_hold_cards && line->text.plain.n <= 6 &&
           (signs_of(b, &line->text).set & separators);
}

static bool carries_on(const struct builder *b, const struct line *before,
                       const struct line *next) {
    if (next->hard || next->image || before->image || is_separator(b, before))
        return false;
    return lines_wrapped(before->text.plain, next->text.plain) &&
           !(signs_of(b, &next->text).set & SIGNS_START) &&
           !body_announces(b->labels, next->text.plain);
}

static struct rich next_text(struct flattener *f, struct grouping *g) {
    size_t from = g->at++;
    while (g->at < g->n && carries_on(f->b, &g->v[g->at - 1], &g->v[g->at]))
        g->at++;
    if (g->at - from == 1)
        return g->v[from].text;
    struct rich *texts = arena_array(f->b->scratch, struct rich, g->at - from);
    for (size_t i = from; i < g->at; i++)
        texts[i - from] = g->v[i].text;
    return lines_join(f->b->a, texts, g->at - from);
}

/* How deep a line with this indent stands that starts something of its own: it closes the items it
 * is not indented below. */
static unsigned closing_depth(const struct flattener *f, unsigned depth, uint16_t indent) {
    unsigned d = 0;
    while (d < depth && f->item_indent[d] < indent)
        d++;
    return d;
}

#define LOOSE_LABEL_BYTES 60

static bool closes_items(const struct builder *b, const struct row *row) {
    const uint32_t with_text = SIGN_LABEL_TEXT | SIGN_KEYED;
    if (row->signs.set & SIGNS_START & ~with_text)
        return true;
    if (row->indent > 0)
        return false;
    return (row->signs.set & (SIGN_LABEL_TEXT | SIGN_BOLD)) ||
           body_announces(b->labels, row->text.plain) ||
           ((row->signs.set & SIGN_COLON_END) && row->text.plain.n <= LOOSE_LABEL_BYTES);
}

static void fill_row(struct flattener *f, size_t at, const struct line *line, struct rich text) {
    struct row *row = &f->rows->v[at];
    row->indent = line->indent;
    row->aside = line->aside;
    row->text = text;
    row->span = text.span;
    if (row->kind != ROW_IMAGE) {
        row->signs = signs_of(f->b, &row->text);
        if (key_list_holds(f->b, row->span))
            row->signs.set &= ~(uint32_t)(SIGN_KEY | SIGN_OPTION | SIGN_OPTION_WEAK);
        if (!(row->signs.holds & HOLDS_MARKS))
            return;
        row->text = clozes_read(f->b, &text);
        row->signs = signs_of(f->b, &row->text);
    }
}

/* The figures of "3. text" at the beginning of a line; 0 when it begins otherwise. */
static unsigned item_number(struct str s, size_t *marker_end) {
    unsigned n = 0;
    size_t i = 0;
    while (i < s.n && i < 3 && s.p[i] >= '0' && s.p[i] <= '9')
        n = n * 10 + (unsigned)(s.p[i++] - '0');
    if (n == 0 || i + 2 >= s.n || (s.p[i] != '.' && s.p[i] != ')') || s.p[i + 1] != ' ')
        return 0;
    *marker_end = i + 1;
    return n;
}

/* A numbered line Markdown takes for text, because what stands before it is no blank to Markdown
 * (a no-break or an ideographic space) or because its number is not 1, is an item when it starts a
 * count or carries one on. */
static void read_item(struct flattener *f, size_t at, unsigned *count) {
    struct row *row = &f->rows->v[at];
    size_t end;
    unsigned n = row->kind == ROW_LINE ? item_number(row->text.plain, &end) : 0;
    if (n == 0 || (n != 1 && n != *count + 1) || build_is_verbatim(&row->text, 0))
        return;
    *count = n;
    row->kind = ROW_ITEM;
    row->ordered = true;
    row->marker = str_slice(row->text.plain, 0, end);
    build_mark(f->b, &row->text, 0, end);
    row->text = build_slice(f->b, &row->text, end, row->text.plain.n);
    row->signs = signs_of(f->b, &row->text);
}

#define DIVIDED_MOST 16 /* rows of one line: options, key, explanation and then some */

/* What stands behind a question on its line gets rows of its own. */
static void divide(struct flattener *f, size_t at, const struct line *line, unsigned depth) {
    bool listed = key_list_holds(f->b, f->rows->v[at].span);
    size_t most = at + DIVIDED_MOST;
    for (size_t end; f->rows->v[at].kind != ROW_IMAGE && !listed && at < most; at++) {
        struct row *row = &f->rows->v[at];
        struct rich text = row->text;
        if ((end = one_line_break(f->b, &text, row->signs.holds)) == 0)
            return;
        uint32_t block = row->block;
        const struct node *n = row->node;
        row->text = build_slice(f->b, &text, 0, end);
        row->signs = signs_of(f->b, &row->text);
        row = add_row(f, ROW_LINE, n, depth);
        fill_row(f, at + 1, line, build_slice(f->b, &text, end, text.plain.n));
        row->block = block;
    }
}

#define BARE_LABEL_BYTES 40

/* "原因" by itself on the line above a list, its colon left out; or, not indented, between two
 * items (to Markdown it carries on the first). */
static void read_bare_label(struct flattener *f, struct row *row, const struct node *n,
                            unsigned depth) {
    bool between = n->kind == NODE_ITEM;
    if (row->kind != ROW_LINE || row->text.plain.n > BARE_LABEL_BYTES || depth != between ||
        !n->next || n->next->kind != (between ? NODE_ITEM : NODE_LIST) ||
        (between && row->indent > n->indent) || (row->signs.set & SIGNS_START))
        return;
    const uint64_t other = 1U << WORDS_ANSWER | 1U << WORDS_EXPLANATION | 1U << WORDS_QUESTION |
                           1U << WORDS_REPLY | 1U << WORDS_HIDDEN;
    struct word word = labels_word(f->b->labels, row->text.plain);
    if (!word.label || (word.classes & other) || rich_has(&row->text, RICH_CODE | RICH_LINK))
        return;
    row->signs.set |= SIGN_LABEL;
    row->signs.label = word.label;
    row->signs.label_from = 0;
    row->signs.label_to = (uint32_t)row->text.plain.n;
}

/* "[x]选项": a box without a blank behind it, or a list's mark before it, is none to Markdown, but
 * to its author. */
static void read_box(struct flattener *f, size_t at) {
    struct row *row = &f->rows->v[at];
    struct str s = row->text.plain;
    bool open = str_starts(s, STR("[ ]")),
         done = str_starts(s, STR("[x]")) || str_starts(s, STR("[X]"));
    if (row->task != TASK_NONE || !(open || done) ||
        (row->text.runs[0].flags & (RICH_LINK | RICH_CODE)))
        return;
    build_mark(f->b, &row->text, 0, 3);
    row->kind = ROW_ITEM;
    row->task = done ? TASK_DONE : TASK_OPEN;
    row->text = build_slice(f->b, &row->text, 3, s.n);
    row->signs = signs_of(f->b, &row->text);
}

/* The rows of a paragraph's lines; the first fills the row `item` unless that is SIZE_MAX. */
static void add_lines(struct flattener *f, const struct node *n, unsigned depth, size_t item) {
    struct grouping g = {f->b->lines.lines.v, f->b->lines.lines.n, 0};
    uint32_t block = ++f->b->n_blocks;
    unsigned count = 0;
    for (bool first = true; g.at < g.n; first = false) {
        const struct line *line = &g.v[g.at];
        enum row_kind kind = line->image ? ROW_IMAGE : ROW_LINE;
        size_t at = f->rows->n;
        if (first && item != SIZE_MAX)
            at = item;
        else
            add_row(f, kind, line->image ? line->image : n, depth);
        fill_row(f, at, line, next_text(f, &g));
        if (at != item && n->kind == NODE_PARAGRAPH)
            read_item(f, at, &count);
        if (at != item && kind == ROW_LINE)
            read_box(f, at);
        struct row *row = &f->rows->v[at];
        row->block = block;
        row->starts = first;
        divide(f, at, line, depth);
        row = &f->rows->v[at];
        if (g.at == g.n && at + 1 == f->rows->n && at != item)
            read_bare_label(f, row, n, depth);
        if (!first && kind == ROW_LINE && closes_items(f->b, row))
            row->depth = (uint8_t)closing_depth(f, depth, row->indent);
    }
}

static void add_paragraph(struct flattener *f, const struct node *n, unsigned depth) {
    lines_read(&f->b->lines, n->first, n->indent);
    add_lines(f, n, depth, SIZE_MAX);
}

static void add_heading(struct flattener *f, const struct node *n, unsigned depth) {
    size_t from = f->rows->n;
    add_paragraph(f, n, depth);
    for (size_t i = from; i < f->rows->n; i++)
        f->rows->v[i].heading = n->level;
}

static void add_item(struct flattener *f, const struct node *n, unsigned depth, bool ordered) {
    size_t at = f->rows->n;
    struct row *row = add_row(f, ROW_ITEM, n, depth);
    row->marker = n->text;
    row->ordered = ordered;
    row->task = n->task;
    row->starts = true;
    row->indent = n->indent;
    row->block = ++f->b->n_blocks;
    f->item_indent[MIN(depth, NODE_DEPTH_MAX)] = n->indent;
    const struct node *inlines = n->first, *rest;
    const line_vec *lines = &f->b->lines.lines;
    if (inlines && inlines->kind == NODE_PARAGRAPH) {
        rest = inlines->next;
        inlines = inlines->first;
        lines_read(&f->b->lines, inlines, n->indent);
    } else {
        rest = lines_read(&f->b->lines, inlines, n->indent);
    }
    if (lines->n == 0 && !rest) {
        f->rows->n = at; /* a mark with nothing behind it */
        return;
    }
    bool image = lines->n > 0 && lines->v[0].image;
    add_lines(f, n, depth + 1, image ? SIZE_MAX : at);
    if (!image && lines->n > 0)
        read_box(f, at);
    add_children(f, rest, depth + 1);
}

/* The first paragraph of a callout or <details>: what is to be seen before it is unfolded. */
static const struct node *title_of(const struct node *n) {
    return n->first && n->first->kind == NODE_PARAGRAPH ? n->first : NULL;
}

static struct str without_marks(struct str s) {
    s = str_trim(s);
    const char *begin = s.p, *end = s.p + s.n;
    while (begin < end) {
        const char *next = begin;
        uint32_t c = utf8_next(&next, end);
        if (!code_is_punct(c) && !code_is_space(c) && c < 0x1F000)
            break;
        begin = next;
    }
    while (end > begin) {
        const char *before = end;
        uint32_t c = utf8_prev(&before, begin);
        if (!code_is_punct(c) && !code_is_space(c) && c < 0x1F000)
            break;
        end = before;
    }
    return (struct str){begin, (size_t)(end - begin)};
}

/* What comes first in a folded answer is its key (or explains it). "② 둘" is then no list item, but
 * names the option. */
static void mark_hidden(struct flattener *f, size_t at, bool explains) {
    struct row *row = &f->rows->v[at];
    row->signs.set |= explains ? SIGN_EXPLANATION : SIGN_KEY;
    row->signs.at = 0;
    if (row->kind != ROW_ITEM || row->marker.n < 3)
        return;
    struct rich whole[] = {rich_plain(f->b->a, row->marker, (struct span){0}), row->text};
    row->kind = ROW_LINE;
    row->text = rich_join(f->b->a, whole, 2, STR(" "));
    row->marker = (struct str){0};
}

/* An answer the reader has to unfold stands in the flow of the question, as if it were not folded.
 */
static bool add_hidden(struct flattener *f, const struct node *n, unsigned depth) {
    const struct node *title = title_of(n);
    if (!title)
        return false;
    struct rich text = lines_whole(&f->b->lines, title);
    uint64_t classes = labels_classes(f->b->labels, without_marks(text.plain));
    if (!(classes >> WORDS_HIDDEN & 1))
        return false;
    build_mark(f->b, &text, 0, text.plain.n);
    size_t from = f->rows->n;
    f->hidden = true;
    add_children(f, title->next, depth);
    f->hidden = false;
    if (from < f->rows->n && !(f->rows->v[from].signs.set & (SIGN_KEY | SIGN_EXPLANATION)))
        mark_hidden(f, from, (classes >> WORDS_EXPLANATION & 1) && !(classes >> WORDS_ANSWER & 1));
    return true;
}

static void add_block(struct flattener *f, const struct node *n, unsigned depth) {
    switch (n->kind) {
    case NODE_PARAGRAPH:
        add_paragraph(f, n, depth);
        break;
    case NODE_HEADING:
        add_heading(f, n, depth);
        break;
    case NODE_LIST:
        for (const struct node *item = n->first; item; item = item->next)
            add_item(f, item, depth, n->ordered);
        break;
    case NODE_ITEM: /* alone: an embedded one */
        add_item(f, n, depth, n->parent->ordered);
        break;
    case NODE_DETAILS:
    case NODE_CALLOUT:
        if (!f->hidden && add_hidden(f, n, depth))
            break;
        /* fall through */
    default:
        add_row(f, ROW_BLOCK, n, depth)->starts = true;
        break;
    }
}

void rows_add(struct builder *b, row_vec *rows, const struct node *block, unsigned depth) {
    struct flattener f = {.b = b, .rows = rows};
    add_block(&f, block, depth);
}

void rows_add_children(struct builder *b, row_vec *rows, const struct node *first, unsigned depth) {
    struct flattener f = {.b = b, .rows = rows};
    add_children(&f, first, depth);
}

size_t rows_after(const struct row *rows, size_t n, size_t at) {
    size_t i = at + 1;
    while (i < n && rows[i].depth > rows[at].depth)
        i++;
    return i;
}

unsigned row_figure(const struct row *row) {
    enum { MOST = 1000 };
    unsigned n = 0;
    bool item = row->kind == ROW_ITEM && row->ordered && row->depth == 0;
    for (size_t i = 0; item && i < row->marker.n && n < MOST; i++)
        if (byte_is_digit(row->marker.p[i]))
            n = n * 10 + (unsigned)(row->marker.p[i] - '0');
    return n;
}
