/* points: making points of list items, lines and segments, and telling which say nothing yet. */
#include "study/points.h"

#include "study/asks.h"
#include "study/blocks.h"
#include "study/keys.h"

struct point *point_of(struct builder *b, const struct rich *text, uint32_t holds,
                       struct span span) {
    struct point *p = arena_new(b->a, struct point);
    size_t key_end, text_at;
    if (key_find(b->labels, text, holds, &key_end, &text_at)) {
        p->key = build_slice(b, text, 0, key_end);
        build_mark(b, text, key_end, text_at);
        p->text = build_slice(b, text, text_at, text->plain.n);
    } else {
        p->text = *text;
    }
    if (p->text.span.len == 0 && p->text.plain.n == 0)
        p->text.span = span;
    return p;
}

static bool has_content(const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind != PART_RULE)
            return true;
    return false;
}

/* Content that stands on the point's own level right below it belongs to it when nothing else does
 * ("请求头：" and a listing); a listing also when it stands further out. */
static bool is_followed(const struct row *rows, size_t n, size_t at, size_t next) {
    if (next >= n || rows[next].kind == ROW_ITEM)
        return false;
    if (rows[next].depth < rows[at].depth)
        return rows[next].kind == ROW_BLOCK;
    return rows[next].kind != ROW_LINE ||
           !(rows[next].signs.set & (SIGN_LABEL | SIGN_LABEL_TEXT | SIGN_COLON_END));
}

static enum study_status status_of(const struct builder *b, const struct point *p, bool followed) {
    bool below = has_content(p->parts, p->n_parts);
    bool and_so_on = p->key.plain.n == 0 &&
                     (str_starts(p->text.plain, STR("…")) || str_starts(p->text.plain, STR("..")));
    bool placeholder = asks_missing(b->labels, p->text.plain) && !and_so_on;
    if (placeholder && !below && !(followed && p->text.plain.n == 0))
        return STATUS_MISSING;
    for (size_t i = 0; i < p->n_parts; i++)
        if (p->parts[i].kind == PART_POINT && p->parts[i].point->status != STATUS_ANSWERED)
            return STATUS_PARTIAL;
    return STATUS_ANSWERED;
}

static void report_missing(struct builder *b, const struct point *p, struct span span) {
    struct str name = p->key.plain.n > 0 ? p->key.plain : p->text.plain;
    if (p->status == STATUS_MISSING && name.n > 0)
        build_problem(b, DIAG_MISSING_POINT, span, name);
    b->out->n_missing += p->status == STATUS_MISSING;
}

static bool is_empty(const struct point *p) {
    return p->key.plain.n == 0 && p->text.plain.n == 0 && p->n_parts == 0;
}

/* What stands below an item: lines of its own paragraph and indented ones are points again,
 * paragraphs and unindented lines are text. */
static void add_below(struct builder *b, const struct row *rows, size_t n, size_t at,
                      part_vec *out) {
    const struct row *item = &rows[at];
    size_t to = rows_after(rows, n, at);
    for (size_t i = at + 1; i < to;) {
        const struct row *r = &rows[i];
        if (r->taken) { /* a question of its own */
            i++;
            continue;
        }
        bool own_line = r->kind == ROW_LINE && !r->starts && r->indent > item->indent;
        if (r->kind == ROW_ITEM || own_line) {
            i = point_add(b, rows, n, i, out);
            continue;
        }
        size_t next = rows_after(rows, to, i);
        points_add(b, rows, i, i + 1, out);
        if (next > i + 1)
            points_add(b, rows, i + 1, next, out);
        i = next;
    }
}

size_t point_add(struct builder *b, const struct row *rows, size_t n, size_t at, part_vec *out) {
    const struct row *row = &rows[at];
    size_t next = rows_after(rows, n, at);
    struct point *p = point_of(b, &row->text, row->signs.holds, row->span);
    p->marker = row->marker;
    p->ordered = row->ordered;
    p->task = row->task;
    p->block_id = row->block_id;
    size_t base = b->parts.n;
    add_below(b, rows, n, at, &b->parts);
    part_vec below = build_parts(b, base);
    p->parts = below.v;
    p->n_parts = below.n;
    block_inline_figures(b, &row->text);
    if (is_empty(p))
        return next;
    p->status = (uint8_t)status_of(b, p, is_followed(rows, n, at, next));
    report_missing(b, p, row->span);
    struct part part = {.kind = PART_POINT,
                        .indent = (uint8_t)MIN(row->indent, UINT8_MAX),
                        .span = row->span,
                        .point = p};
    vec_push(b->a, out, part);
    return next;
}

void segment_add(struct builder *b, const struct rich *line, size_t from, size_t to,
                 uint32_t line_group, part_vec *out) {
    struct rich text = rich_slice(b->a, line, from, to);
    struct point *p = arena_new(b->a, struct point);
    p->text = text;
    p->is_inline = true;
    p->line_group = line_group;
    struct part part = {.kind = PART_POINT, .span = text.span, .point = p};
    vec_push(b->a, out, part);
}

void text_add(struct builder *b, const struct row *row, const struct rich *text, part_vec *out) {
    if (text->plain.n == 0)
        return;
    struct part part = {.kind = PART_TEXT,
                        .indent = (uint8_t)MIN(row->indent, UINT8_MAX),
                        .span = text->span,
                        .text = *text};
    vec_push(b->a, out, part);
    block_inline_figures(b, text);
}

void points_add(struct builder *b, const struct row *rows, size_t from, size_t to, part_vec *out) {
    for (size_t i = from; i < to;) {
        struct part part;
        if (rows[i].taken) {
            i++;
            continue;
        }
        if (rows[i].kind == ROW_ITEM) {
            i = point_add(b, rows, to, i, out);
            continue;
        }
        if (rows[i].kind == ROW_LINE)
            text_add(b, &rows[i], &rows[i].text, out);
        else if (block_part(b, &rows[i], &part))
            vec_push(b->a, out, part);
        i++;
    }
}
