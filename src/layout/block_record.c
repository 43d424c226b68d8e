/* block_record: rows of tables with too many columns for the measure, each as one text:
 * `head：cell` for every cell, the first one bold. */
#include "layout/block_record.h"

#define DOT_GAP_EM 120

struct records {
    size_t n;
    struct text_data *v[];
};

static void put_cell(struct block_list *l, struct para_builder *b, const struct table_cell *head,
                     const struct table_cell *cell, const struct text_format *as) {
    struct text_format f = block_format(l);
    if (head && head->text.plain.n) {
        block_put_rich(l, b, &head->text, &f);
        para_text(b, l->look->colon, &f, (struct span){0});
    }
    block_put_rich(l, b, &cell->text, as);
}

static const struct para *row_para(struct block_list *l, const struct study_table *t, size_t row) {
    struct para_builder *b = block_builder(l);
    struct text_format f = block_format(l), bold = f;
    bool any = false;
    bold.bold = true;
    for (size_t c = 0; c < t->n_columns; c++) {
        const struct table_cell *cell = &t->cells[row * t->n_columns + c];
        if (!cell->text.plain.n)
            continue;
        if (any) {
            para_space(b, DOT_GAP_EM, false);
            para_text(b, STR("·"), &f, (struct span){0});
            para_space(b, DOT_GAP_EM, true);
        }
        any = true;
        put_cell(l, b, t->n_head ? &t->cells[c] : NULL, cell, c == 0 ? &bold : &f);
    }
    return block_end(l, b);
}

const struct records *records_shape(struct block_list *l, const struct study_table *t,
                                    const struct block_place *where) {
    size_t n = t->n_rows - MIN(t->n_head, t->n_rows);
    struct records *r = arena_alloc(l->a, sizeof(*r) + n * sizeof(struct text_data *));
    r->n = n;
    for (size_t i = 0; i < n; i++) {
        struct block_label *dash = arena_new(l->a, struct block_label);
        *dash = (struct block_label){.para = l->no_number, .width_em = l->look->hang_em};
        struct block_text text = {.para = row_para(l, t, t->n_head + i),
                                  .labels = dash,
                                  .n_labels = 1,
                                  .hang_em = l->look->hang_em,
                                  .scale = l->look->table_scale,
                                  .ragged = true,
                                  .role = TAG_P};
        struct block_place place = {.slot = where->slot};
        r->v[i] = text_data_make(l, &text, &place);
    }
    return r;
}

void records_make(struct maker *m, const struct records *r) {
    for (size_t i = 0; i < r->n; i++) {
        text_boxes(m, text_break(m, r->v[i], m->measure));
        m->out.v[m->out.n - 1].penalty = LIST_PENALTY;
    }
}
