/* note_parts: lists, tables, listings, pictures and quotations of an answer as HTML. */
#include "plan/code_words.h"
#include "plan/note_html.h"

#include "base/fs.h"
#include "base/utf8.h"
#include "syntax/node.h"

enum { EMPTY_MOST = 8 }; /* cells a row leaves empty at its end; more are one wide cell */

static size_t cells_with_text(const struct study_table *t, size_t row) {
    size_t n = t->n_columns;
    while (n > 0 && t->cells[row * t->n_columns + n - 1].text.n == 0)
        n--;
    return t->n_columns - n > EMPTY_MOST ? n : t->n_columns;
}

static void put_table(struct note_html *h, const struct study_table *t) {
    static const char *const classes[] = {[CELL_DEFAULT] = "",
                                          [CELL_LEFT] = "",
                                          [CELL_CENTER] = " class=\"center\"",
                                          [CELL_RIGHT] = " class=\"right\""};
    buf_c(&h->out, "<table>");
    for (size_t r = 0; r < t->n_rows; r++) {
        buf_c(&h->out, "<tr>");
        size_t n = cells_with_text(t, r);
        for (size_t c = 0; c < n; c++) {
            const struct table_cell *cell = &t->cells[r * t->n_columns + c];
            const char *tag = r < t->n_head || cell->is_head ? "th" : "td";
            buf_printf(&h->out, "<%s%s>", tag, classes[MIN(cell->align, CELL_RIGHT)]);
            note_rich(h, &cell->text);
            buf_printf(&h->out, "</%s>", tag);
        }
        if (n < t->n_columns)
            buf_printf(&h->out, "<td colspan=\"%zu\"></td>", t->n_columns - n);
        buf_c(&h->out, "</tr>");
    }
    buf_c(&h->out, "</table>");
}

static void put_piece(void *self, enum code_class class, struct str text) {
    static const char *const classes[] = {NULL, "com", "str", "num", "kw"};
    struct note_html *h = self;
    if (classes[class])
        buf_printf(&h->out, "<span class=\"%s\">", classes[class]);
    note_text(h, text);
    if (classes[class])
        buf_c(&h->out, "</span>");
}

static void put_code(struct note_html *h, struct str text, struct str language) {
    while (text.n && text.p[text.n - 1] == '\n')
        text.n--;
    buf_c(&h->out, "<pre><code>");
    h->is_listing = true;
    code_words(text, language, put_piece, h);
    h->is_listing = false;
    buf_c(&h->out, "</code></pre>");
}

static void put_math_block(struct note_html *h, const struct part *p) {
    struct rich_run run = {
        .text = p->code.text, .flags = RICH_MATH | RICH_DISPLAY, .span = p->span};
    struct rich r = {.plain = p->code.text, .runs = &run, .n = 1, .span = p->span};
    note_rich(h, &r);
}

static void put_figure(struct note_html *h, const struct part *p) {
    const struct study_figure *f = p->figure;
    struct str name = f->path.n ? note_media_file(h->media, f->path, p->span) : (struct str){0};
    struct str alt = f->alt.n ? f->alt : fs_base(f->target);
    buf_c(&h->out, "<div>");
    note_image(h, name, alt, f->width);
    buf_c(&h->out, "</div>");
}

static void put_quote(struct note_html *h, const struct part *p) {
    buf_c(&h->out, "<blockquote>");
    if (p->quote->title.plain.n) {
        buf_c(&h->out, "<b>");
        note_rich(h, &p->quote->title);
        buf_c(&h->out, "</b>");
    }
    note_parts(h, p->quote->parts, p->quote->n_parts);
    buf_c(&h->out, "</blockquote>");
}

void note_key(struct note_html *h, const struct rich *key) {
    bool bold = key->n > 0;
    for (size_t i = 0; i < key->n; i++)
        bold = bold && (key->runs[i].flags & RICH_BOLD);
    if (!bold)
        buf_c(&h->out, "<b>");
    note_rich(h, key);
    if (!bold)
        buf_c(&h->out, "</b>");
}

void note_point(struct note_html *h, const struct point *p) {
    static const char *const boxes[] = {[TASK_NONE] = "", [TASK_OPEN] = "☐ ", [TASK_DONE] = "☑ "};
    buf_c(&h->out, boxes[MIN(p->task, TASK_DONE)]);
    if (p->key.plain.n)
        note_key(h, &p->key);
    if (p->key.plain.n && p->text.plain.n)
        buf_c(&h->out, utf8_count_han(p->key.plain) || utf8_count_han(p->text.plain) ? "：" : ": ");
    note_rich(h, &p->text);
    if (p->n_parts)
        note_parts(h, p->parts, p->n_parts);
}

/* The number an author wrote before a point ("3.", "（3）"), 0 when it is none. */
static long number_of(struct str marker) {
    size_t from = 0, to;
    while (from < marker.n && (marker.p[from] < '0' || marker.p[from] > '9'))
        from++;
    for (to = from; to < marker.n && marker.p[to] >= '0' && marker.p[to] <= '9'; to++)
        ;
    long n = 0;
    return to > from && str_to_int(str_slice(marker, from, to), &n) && n < 10000 ? n : 0;
}

/* The points from parts[0] on as one list; returns how many parts it took. */
static size_t put_list(struct note_html *h, const struct part *parts, size_t n) {
    bool ordered = parts[0].point->ordered;
    size_t i = 0;
    long first = number_of(parts[0].point->marker);
    if (ordered && first > 1)
        buf_printf(&h->out, "<ol start=\"%ld\">", first);
    else
        buf_c(&h->out, ordered ? "<ol>" : "<ul>");
    for (; i < n && parts[i].kind == PART_POINT && parts[i].point->ordered == ordered; i++) {
        buf_c(&h->out, "<li>");
        note_point(h, parts[i].point);
        buf_c(&h->out, "</li>");
    }
    buf_c(&h->out, ordered ? "</ol>" : "</ul>");
    return i;
}

static void put_part(struct note_html *h, const struct part *p) {
    switch ((enum part_kind)p->kind) {
    case PART_TEXT:
        buf_c(&h->out, "<div>");
        note_rich(h, &p->text);
        buf_c(&h->out, "</div>");
        break;
    case PART_TABLE:
        put_table(h, p->table);
        break;
    case PART_CODE:
        put_code(h, p->code.text, p->code.info);
        break;
    case PART_MATH:
        put_math_block(h, p);
        break;
    case PART_FIGURE:
        put_figure(h, p);
        break;
    case PART_QUOTE:
        put_quote(h, p);
        break;
    case PART_RULE:
        buf_c(&h->out, "<hr>");
        break;
    case PART_POINT: /* put_list has them */
        break;
    }
}

void note_parts(struct note_html *h, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n;) {
        if (parts[i].kind == PART_POINT) {
            i += put_list(h, parts + i, n - i);
        } else {
            put_part(h, &parts[i]);
            i++;
        }
    }
}
