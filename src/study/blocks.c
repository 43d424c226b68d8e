/* blocks: tables, code, math, pictures and quotes to parts. */
#include "study/blocks.h"

#include "study/embeds.h"
#include "study/lines.h"
#include "study/points.h"

static struct table_cell cell_of(struct builder *b, const struct node *n) {
    struct table_cell c = {.text = lines_whole(&b->lines, n),
                           .align = n->align,
                           .is_head = n->is_head || n->parent->is_head};
    block_inline_figures(b, &c.text);
    return c;
}

static size_t cells_in(const struct node *row) {
    size_t n = 0;
    for (const struct node *c = row->first; c; c = c->next)
        n++;
    return n;
}

static struct study_table *table_of(struct builder *b, const struct node *n) {
    struct study_table *t = arena_new(b->a, struct study_table);
    for (const struct node *row = n->first; row; row = row->next) {
        t->n_columns = MAX(t->n_columns, cells_in(row));
        t->n_head += row->is_head && t->n_rows == 0;
        t->n_rows++;
    }
    struct table_cell *cells = arena_array(b->a, struct table_cell, t->n_rows * t->n_columns);
    size_t at = 0;
    for (const struct node *row = n->first; row; row = row->next, at += t->n_columns) {
        size_t i = 0;
        for (const struct node *c = row->first; c; c = c->next)
            cells[at + i++] = cell_of(b, c);
    }
    t->cells = cells;
    return t;
}

static void want_figure(struct builder *b, struct study_figure *figure, struct span span) {
    struct wanted_figure w = {figure, span, b->doc->source, b->embed != NULL};
    vec_push(b->a, &b->figures, w);
}

static struct study_figure *figure_of(struct builder *b, const struct node *n) {
    struct study_figure *f = arena_new(b->a, struct study_figure);
    f->target = n->more->target;
    f->width = n->more->hint;
    f->caption = lines_whole(&b->lines, n);
    f->alt = f->caption.plain.n > 0 ? f->caption.plain : n->text;
    want_figure(b, f, n->span);
    return f;
}

void block_inline_figures(struct builder *b, const struct rich *text) {
    for (size_t i = 0; i < text->n; i++) {
        const struct rich_run *run = &text->runs[i];
        if (!(run->flags & RICH_IMAGE))
            continue;
        struct study_figure *f = arena_new(b->a, struct study_figure);
        *f = (struct study_figure){
            .target = run_target(run), .alt = run->text, .width = run_hint(run)};
        want_figure(b, f, run->span);
    }
}

static void quote_of(struct builder *b, const struct node *n, struct part *out) {
    static const char *const kinds[NODE_KIND_COUNT] = {
        [NODE_QUOTE] = "", [NODE_DETAILS] = "details", [NODE_FOOTNOTE] = "footnote"};
    const struct node *first = n->first;
    bool titled = n->kind == NODE_CALLOUT || n->kind == NODE_DETAILS;
    out->kind = PART_QUOTE;
    out->quote = arena_new(b->a, struct study_quote);
    out->quote->kind = kinds[n->kind] ? str_of(kinds[n->kind]) : n->more->target;
    if (titled && first && first->kind == NODE_PARAGRAPH) {
        out->quote->title = lines_whole(&b->lines, first);
        first = first->next;
    } else if (n->kind == NODE_FOOTNOTE) {
        out->quote->title = rich_plain(b->a, n->more->target, (struct span){0});
    }
    row_vec rows = {0};
    size_t base = b->parts.n;
    rows_add_children(b, &rows, first, 0);
    points_add(b, rows.v, 0, rows.n, &b->parts);
    part_vec parts = build_parts(b, base);
    out->quote->parts = parts.v;
    out->quote->n_parts = parts.n;
}

bool block_part(struct builder *b, const struct row *row, struct part *out) {
    const struct node *n = row->node;
    *out = (struct part){.indent = (uint8_t)MIN(row->indent, UINT8_MAX), .span = n->span};
    switch (n->kind) {
    case NODE_TABLE:
        out->kind = PART_TABLE;
        out->table = table_of(b, n);
        return true;
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
        out->kind = n->kind == NODE_MATH_BLOCK ? PART_MATH : PART_CODE;
        out->code.text = n->text;
        out->code.info = n->more->target;
        return true;
    case NODE_IMAGE:
    case NODE_EMBED:
        if (syn_embeds_note(n)) {
            embed_part(b, row, out);
            return true;
        }
        out->kind = PART_FIGURE;
        out->figure = figure_of(b, n);
        return true;
    case NODE_QUOTE:
    case NODE_CALLOUT:
    case NODE_DETAILS:
    case NODE_FOOTNOTE:
        quote_of(b, n, out);
        return true;
    case NODE_RULE:
        out->kind = PART_RULE;
        return true;
    default:
        return false;
    }
}
