/* csv: a tabular target as CSV (RFC 4180: CR LF, quotes where needed) or as tab-separated lines
 * (LF, never quoted: a field has neither tabs nor line ends).
 *
 * A cell a spreadsheet would compute is left alone for programs, which want exact bytes, and
 * disarmed by an apostrophe for people, unless --csv-formula says otherwise. Either way they are
 * counted. */
#include "emit/table/cells.h"

struct csv_out {
    const struct emit_input *in;
    struct fs_out *file;
    struct buf line;
    bool tabs;
    size_t formulas;
    struct str first_formula;
    struct span first_at;
};

static void put_quoted(struct buf *b, struct str s) {
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_byte(b, '"');
        buf_byte(b, s.p[i]);
    }
    buf_byte(b, '"');
}

static void put_cell(struct csv_out *o, struct str s, bool is_first) {
    bool quote = false;
    if (!is_first)
        buf_byte(&o->line, o->tabs ? '\t' : ',');
    for (size_t i = 0; i < s.n && !quote && !o->tabs; i++)
        quote = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
    if (quote)
        put_quoted(&o->line, s);
    else
        buf_str(&o->line, s);
}

static void end_row(struct csv_out *o) {
    buf_c(&o->line, o->tabs ? "\n" : "\r\n");
    fs_write(o->file, o->line.p, o->line.n);
    o->line.n = 0;
}

static void put_fixed(struct csv_out *o, const struct target_rows *rows) {
    for (size_t i = 0; i < rows->n; i++) {
        for (size_t c = 0; c < rows->width[i]; c++)
            put_cell(o, rows->v[i][c], c == 0);
        end_row(o);
    }
}

static void put_header(struct csv_out *o, const struct target *t) {
    if (!t->has_header)
        return;
    for (size_t c = 0; c < t->n_columns; c++)
        put_cell(o, t->columns[c].head, c == 0);
    end_row(o);
}

/* Counts a cell that looks like a formula and, for people, disarms it. */
static struct str disarmed(struct csv_out *o, struct arena *a, struct str cell,
                           const struct item *it) {
    if (o->tabs || !table_is_formula(cell))
        return cell;
    if (o->formulas++ == 0) {
        o->first_formula = cell;
        o->first_at = it->source.span;
    }
    return o->in->formulas == FORMULAS_ESCAPE ? str_format(a, "'%.*s", STR_ARG(cell)) : cell;
}

static void put_question(struct csv_out *o, struct arena *a, size_t i) {
    const struct target *t = o->in->quiz->target;
    const struct quiz_item *q = &o->in->quiz->v[i];
    for (size_t c = 0; c < t->n_columns; c++) {
        struct str cell = table_cell(a, &t->columns[c], q, i + 1);
        if (!o->tabs && str_find_byte(cell, '\n') != SIZE_MAX && !str_eqc(t->line_end, "\n"))
            cell = str_replace(a, cell, STR("\n"), t->line_end);
        put_cell(o, disarmed(o, a, cell, q->item), c == 0);
    }
    end_row(o);
}

/* False when --csv-formula fail was given and there are some. */
static bool report_formulas(const struct csv_out *o, struct diag *d) {
    if (o->in->n_formulas)
        *o->in->n_formulas = o->formulas;
    if (o->formulas == 0)
        return true;
    if (o->in->formulas == FORMULAS_FAIL) {
        diag_at(d, DIAG_EXPORT_FORMULA_FAIL, o->first_at, o->first_formula);
        return false;
    }
    diag_say(d, DIAG_EXPORT_FORMULA, str_format(d->a, "%zu", o->formulas),
             o->in->formulas == FORMULAS_ESCAPE ? STR("an apostrophe disarms them")
                                                : STR("left as they are"));
    return true;
}

bool table_write_csv(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d) {
    const struct target *t = in->quiz->target;
    struct csv_out o = {
        .in = in, .file = out, .line = buf_in(a), .tabs = str_eqc(t->container, "tsv")};
    buf_room(&o.line, 1u << 16); /* so that rows, made and given back, do not strand it */
    if (t->bom)
        buf_c(&o.line, "\xEF\xBB\xBF");
    put_fixed(&o, &t->preamble);
    put_header(&o, t);
    put_fixed(&o, &t->after);
    for (size_t i = 0; i < in->quiz->n; i++)
        put_question(&o, a, i);
    return report_formulas(&o, d);
}
