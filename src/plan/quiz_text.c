/* quiz_text: see quiz_text.h. Recursion follows the nesting of parts, which syntax caps. */
#include "plan/quiz_text.h"

void quiz_rich(struct buf *out, const struct rich *r, const struct target *t) {
    for (size_t i = 0; i < r->n; i++) {
        bool math = r->runs[i].flags & RICH_MATH;
        if (math)
            buf_str(out, t->math_open);
        buf_str(out, r->runs[i].text);
        if (math)
            buf_str(out, t->math_close);
    }
}

struct str quiz_rich_text(struct arena *a, const struct rich *r, const struct target *t) {
    if (!rich_has(r, RICH_MATH))
        return r->plain;
    struct buf b = buf_in(a);
    quiz_rich(&b, r, t);
    return buf_get(&b);
}

static void new_line(struct buf *b) {
    if (b->n && b->p[b->n - 1] != '\n')
        buf_byte(b, '\n');
}

static void put_point(struct buf *out, const struct point *p, const struct target *t) {
    buf_c(out, "- ");
    quiz_rich(out, &p->key, t);
    if (p->key.plain.n && p->text.plain.n)
        buf_c(out, "：");
    quiz_rich(out, &p->text, t);
    quiz_parts(out, p->parts, p->n_parts, t);
}

static void put_table(struct buf *out, const struct study_table *table, const struct target *t) {
    for (size_t i = 0; i < table->n_rows; i++) {
        new_line(out);
        for (size_t c = 0; c < table->n_columns; c++) {
            if (c)
                buf_c(out, " | ");
            quiz_rich(out, &table->cells[i * table->n_columns + c].text, t);
        }
    }
}

static void put_part(struct buf *out, const struct part *p, const struct target *t) {
    switch ((enum part_kind)p->kind) {
    case PART_TEXT:
        quiz_rich(out, &p->text, t);
        break;
    case PART_POINT:
        put_point(out, p->point, t);
        break;
    case PART_TABLE:
        put_table(out, p->table, t);
        break;
    case PART_CODE:
        buf_str(out, p->code.text);
        break;
    case PART_MATH:
        buf_str(out, t->math_open);
        buf_str(out, str_trim(p->code.text));
        buf_str(out, t->math_close);
        break;
    case PART_FIGURE:
        buf_str(out, p->figure->alt);
        break;
    case PART_QUOTE:
        quiz_rich(out, &p->quote->title, t);
        quiz_parts(out, p->quote->parts, p->quote->n_parts, t);
        break;
    case PART_RULE:
        break;
    }
}

void quiz_parts(struct buf *out, const struct part *parts, size_t n, const struct target *t) {
    for (size_t i = 0; i < n; i++) {
        new_line(out);
        put_part(out, &parts[i], t);
    }
}

struct str quiz_question_answer(struct arena *a, const struct question *q, const struct target *t) {
    struct buf b = buf_in(a);
    quiz_parts(&b, q->lead, q->n_lead, t);
    for (size_t i = 0; i < q->n_facets; i++) {
        const struct facet *f = &q->facets[i];
        new_line(&b);
        if (f->label.n) {
            buf_str(&b, f->label);
            buf_c(&b, "：");
        }
        quiz_parts(&b, f->parts, f->n_parts, t);
    }
    return str_trim(buf_get(&b));
}

static bool part_has_picture(const struct part *p) {
    switch ((enum part_kind)p->kind) {
    case PART_FIGURE:
        return true;
    case PART_TEXT:
        return rich_has(&p->text, RICH_IMAGE);
    case PART_POINT:
        return rich_has(&p->point->key, RICH_IMAGE) ||
               quiz_has_picture(&p->point->text, p->point->parts, p->point->n_parts);
    case PART_QUOTE:
        return quiz_has_picture(&p->quote->title, p->quote->parts, p->quote->n_parts);
    case PART_TABLE:
    case PART_CODE:
    case PART_MATH:
    case PART_RULE:
        break;
    }
    return false;
}

bool quiz_has_picture(const struct rich *r, const struct part *parts, size_t n) {
    bool found = rich_has(r, RICH_IMAGE);
    for (size_t i = 0; i < n && !found; i++)
        found = part_has_picture(&parts[i]);
    return found;
}

bool quiz_question_has_picture(const struct question *q) {
    static const struct rich none;
    bool found = quiz_has_picture(&none, q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets && !found; i++)
        found = quiz_has_picture(&none, q->facets[i].parts, q->facets[i].n_parts);
    return found;
}

struct str quiz_lines(struct arena *a, struct str s, const struct target *t) {
    bool one_line = !str_eqc(t->line_end, "\n");
    if (!one_line || (str_find_byte(s, '\n') == SIZE_MAX && str_find_byte(s, '\t') == SIZE_MAX))
        return str_trim(s);
    struct buf b = buf_in(a);
    struct str line;
    while (str_next_line(&s, &line)) {
        line = str_trim(str_replace(a, line, STR("\t"), STR(" ")));
        if (line.n && b.n)
            buf_str(&b, t->line_end);
        buf_str(&b, line);
    }
    return buf_get(&b);
}
