/* target_doc: docs/exports.md, from the descriptions of targets and the tables they are read by. */
#include "plan/quiz.h"

static const char intro[] =
    "# Exports\n\n"
    "<!-- Written by `crib targets -o docs/exports.md` from styles/targets/; do not edit. -->\n\n"
    "`crib export --to TARGET INPUT… -o FILE` writes the questions for another program. Beside "
    "it,\n"
    "`FILE.manifest.json` (schema: [export-manifest.json](schema/export-manifest.json)) counts "
    "what\n"
    "is in it and names what is not, and why. Nothing is ever cut to fit: a question that does "
    "not\n"
    "fit is left out, with a warning for each reason (`-v` names the questions; `--strict` makes\n"
    "them errors). Only questions of paper grade are exported, unless the table below says cards.\n"
    "Lengths count UTF-16 units, as spreadsheets and browsers count.\n\n"
    "Options stand in the order of a paper's first variant: drawn from the question's own id, so\n"
    "that a new question reorders no other.\n\n"
    "| output | encoding, line ends | a cell that begins like a formula |\n|---|---|---|\n"
    "| CSV for programs | UTF-8 with BOM, CR LF, RFC 4180 | kept, counted, warned of; "
    "`--csv-formula fail` refuses |\n"
    "| CSV for people (`csv`) | UTF-8 with BOM, CR LF, RFC 4180 | `'` in front of "
    "`= + - @`, tab, CR and `＝ ＋ － ＠`; `--csv-formula keep` or `fail` |\n"
    "| XLSX | string cells | stays text, no apostrophe |\n"
    "| TSV, GIFT, XML, JSON, text | UTF-8 without BOM, LF | nothing computes them |\n\n";

static void put_cell(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n')
            buf_c(out, "\\n");
        else if (s.p[i] == '|')
            buf_c(out, "\\|");
        else
            buf_byte(out, s.p[i]);
    }
}

static void put_targets(const struct target *const *v, size_t n, struct buf *out) {
    buf_c(out, "## Targets\n\n| target | file | | cards | kinds |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "| `%.*s` | %.*s | %.*s | %s |", STR_ARG(v[i]->name),
                   STR_ARG(v[i]->extension), STR_ARG(v[i]->about), v[i]->cards ? "yes" : "");
        const char *comma = " ";
        for (size_t k = 0; k < ITEM_KIND_COUNT; k++) {
            if (!v[i]->kinds[k].carried)
                continue;
            buf_printf(out, "%s%s", comma, item_kind_name((enum item_kind)k));
            comma = ", ";
        }
        buf_c(out, " |\n");
    }
    buf_byte(out, '\n');
}

static void put_limit(struct buf *out, const char *what, long most) {
    if (most)
        buf_printf(out, "- %s: %ld\n", what, most);
}

static void put_header(const struct target *t, struct buf *out) {
    buf_printf(out, "- header in row %zu:", t->preamble.n + 1);
    for (size_t c = 0; c < t->n_columns; c++) {
        buf_c(out, c ? ", `" : " `");
        put_cell(out, t->columns[c].head);
        buf_byte(out, '`');
    }
    buf_byte(out, '\n');
}

static void put_target(const struct target *t, struct buf *out) {
    buf_printf(out, "### %.*s\n\n%.*s.", STR_ARG(t->name), STR_ARG(t->about));
    if (t->notes.n)
        buf_printf(out, " %.*s", STR_ARG(t->notes));
    buf_printf(out, "\n\n- known from: %.*s\n", STR_ARG(t->evidence));
    if (t->has_header)
        put_header(t, out);
    put_limit(out, "characters of a question", t->stem_most);
    put_limit(out, "characters of an option", t->option_most);
    put_limit(out, "options at least", t->options_least);
    put_limit(out, "options at most", t->options_most);
    put_limit(out, "right options at most", t->right_most);
    put_limit(out, "blanks at most", t->blanks_most);
    put_limit(out, "questions at most", t->rows_most);
    buf_printf(out, "- pictures: %s\n\n", t->pictures ? "yes" : "no");
}

static void put_reasons(struct buf *out) {
    buf_c(out, "## Why a question is left out\n\n| reason | |\n|---|---|\n");
    for (size_t r = REASON_FITS + 1; r < REASON_COUNT; r++)
        buf_printf(out, "| `%s` | %s |\n", quiz_reason_slug((enum quiz_reason)r),
                   quiz_reason_text((enum quiz_reason)r));
    buf_byte(out, '\n');
}

static void put_keys(struct buf *out) {
    buf_c(out,
          "## A target of your own\n\n"
          "`crib export --target-file my.yaml INPUT… -o FILE` reads a description like those in\n"
          "styles/targets/. Its keys:\n\n| key | |\n|---|---|\n");
#define KEY(name, set, member, about) buf_c(out, "| `" name "` | " about " |\n");
#include "plan/target_keys.def"
#undef KEY
    buf_c(out, "\nWhat a column's `cell` can be:\n\n| cell | |\n|---|---|\n");
#define FIELD(id, name, about)                                                                     \
    if (COLUMN_##id != COLUMN_VALUE)                                                               \
        buf_printf(out, "| `%s%s` | %s |\n", name,                                                 \
                   COLUMN_##id == COLUMN_OPTION || COLUMN_##id == COLUMN_WRONG ? " 1" : "",        \
                   about);
#include "plan/target_fields.def"
#undef FIELD
}

void target_document(const struct target *const *v, size_t n, struct buf *out) {
    buf_c(out, intro);
    put_targets(v, n, out);
    for (size_t i = 0; i < n; i++)
        put_target(v[i], out);
    put_reasons(out);
    put_keys(out);
}
