/* walk: going through a study model that is built. */
#include "study/study.h"

static void table_words(struct buf *out, const struct study_table *t) {
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++) {
        buf_str(out, t->cells[i].text.plain);
        buf_byte(out, '\n');
    }
}

static void point_words(struct buf *out, const struct point *p) {
    buf_str(out, p->key.plain);
    buf_byte(out, '\n');
    buf_str(out, p->text.plain);
    buf_byte(out, '\n');
    study_words(out, p->parts, p->n_parts);
}

void study_words(struct buf *out, const struct part *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct part *p = &v[i];
        if (p->kind == PART_TEXT)
            buf_str(out, p->text.plain);
        else if (p->kind == PART_POINT)
            point_words(out, p->point);
        else if (p->kind == PART_TABLE)
            table_words(out, p->table);
        else if (p->kind == PART_CODE || p->kind == PART_MATH)
            buf_str(out, p->code.text);
        else if (p->kind == PART_QUOTE)
            study_words(out, p->quote->parts, p->quote->n_parts);
        buf_byte(out, '\n');
    }
}

/* The figures of a number: 10 of "10." */
static long figures(struct str s) {
    long n = 0;
    for (size_t i = 0; i < s.n && n < 100000; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            n = n * 10 + (s.p[i] - '0');
    return n;
}

const struct section *study_material(const struct question *q) {
    const struct section *s = q->section;
    while (s && !(s->is_material && (!s->last_number || figures(q->number) <= s->last_number)))
        s = s->parent;
    return s;
}

struct str study_material_words(struct arena *a, const struct section *material) {
    struct buf words = buf_in(a);
    if (material)
        study_words(&words, material->intro, material->n_intro);
    return buf_get(&words);
}

static void walk_units(const struct section *section, const struct unit *units, size_t n,
                       study_visit *visit, void *self) {
    for (size_t i = 0; i < n; i++) {
        if (units[i].kind == UNIT_QUESTION) {
            visit(self, section, units[i].question);
        } else {
            visit(self, units[i].section, NULL);
            walk_units(units[i].section, units[i].section->units, units[i].section->n_units, visit,
                       self);
        }
    }
}

void study_walk(const struct study_document *doc, study_visit *visit, void *self) {
    walk_units(NULL, doc->units, doc->n_units, visit, self);
}
