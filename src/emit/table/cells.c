/* cells: see cells.h. */
#include "emit/table/cells.h"

#include "base/hash.h"

static struct str option(const struct quiz_item *q, size_t nth) {
    return nth <= q->n_options ? q->options[nth - 1].text : (struct str){0};
}

static struct str wrong(const struct quiz_item *q, size_t nth) {
    for (size_t i = 0; i < q->n_options; i++)
        if (!q->options[i].right && --nth == 0)
            return q->options[i].text;
    return (struct str){0};
}

static struct str options(struct arena *a, const struct quiz_item *q) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < q->n_options; i++) {
        buf_printf(&b, "%s%c. ", i ? "\n" : "", (int)('A' + i));
        buf_str(&b, q->options[i].text);
    }
    return buf_get(&b);
}

struct str table_cell(struct arena *a, const struct target_column *c, const struct quiz_item *q,
                      size_t number) {
    switch ((enum target_field)c->field) {
    case COLUMN_VALUE:
        return c->text;
    case COLUMN_NUMBER:
        return str_format(a, "%zu", number);
    case COLUMN_STEM:
        return q->stem;
    case COLUMN_TYPE:
        return q->type;
    case COLUMN_KIND:
        return str_of(item_kind_name((enum item_kind)q->item->kind));
    case COLUMN_OPTION:
        return option(q, c->nth);
    case COLUMN_OPTIONS:
        return options(a, q);
    case COLUMN_WRONG:
        return wrong(q, c->nth);
    case COLUMN_KEY:
        return q->key;
    case COLUMN_ANSWER:
        return q->answer;
    case COLUMN_EXPLANATION:
        return q->explanation;
    case COLUMN_SECTION:
        return q->section;
    case COLUMN_DIFFICULTY:
        return q->level;
    case COLUMN_TAGS:
        return q->tags;
    case COLUMN_SOURCE:
        return q->source;
    case COLUMN_ID:
        return hash_hex(a, q->item->id);
    case COLUMN_EMPTY:
    case COLUMN_COUNT:
        break;
    }
    return (struct str){0};
}

bool table_is_formula(struct str cell) {
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    return str_starts_any(cell, starts, COUNT_OF(starts)) > 0;
}

static bool emit_table(struct arena *a, const struct emit_input *in, struct fs_out *out,
                       struct diag *d) {
    return str_eqc(in->quiz->target->container, "xlsx") ? table_write_xlsx(a, in, out, d)
                                                        : table_write_csv(a, in, out, d);
}

const struct backend backend_table = {
    .name = "table",
    .extension = "",
    .about = "rows and columns as a target's description says",
    .needs = NEEDS_QUIZ,
    .emit = emit_table,
};
