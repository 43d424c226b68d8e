/* csv: a cell is quoted or not; within quotes, two quotes are one. */
#include "items/csv.h"

#include "base/vec.h"

static char separator_of(struct str text) {
    struct str line = text;
    str_next_line(&text, &line);
    static const char candidates[] = {',', ';', '\t'};
    for (size_t i = 0; i < COUNT_OF(candidates); i++)
        if (str_find_byte(line, candidates[i]) != SIZE_MAX)
            return candidates[i];
    return ',';
}

struct csv csv_read(struct arena *a, struct str text) {
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    return (struct csv){.a = a, .rest = text, .separator = separator_of(text)};
}

static struct str quoted_cell(struct csv *c) {
    struct buf b = buf_in(c->a);
    size_t i = 1;
    for (; i < c->rest.n; i++) {
        if (c->rest.p[i] == '"') {
            if (i + 1 >= c->rest.n || c->rest.p[i + 1] != '"')
                break;
            i++;
        }
        if (c->rest.p[i] != '\r')
            buf_byte(&b, c->rest.p[i]);
    }
    c->rest = str_from(c->rest, i + 1);
    return buf_get(&b);
}

static struct str plain_cell(struct csv *c) {
    size_t n = 0;
    while (n < c->rest.n && c->rest.p[n] != c->separator && c->rest.p[n] != '\n' &&
           c->rest.p[n] != '\r')
        n++;
    struct str cell = str_slice(c->rest, 0, n);
    c->rest = str_from(c->rest, n);
    return cell;
}

bool csv_row(struct csv *c, struct str **cells, size_t *n) {
    VEC(struct str) v = {0};
    if (c->rest.n == 0)
        return false;
    for (;;) {
        vec_push(c->a, &v, c->rest.n && c->rest.p[0] == '"' ? quoted_cell(c) : plain_cell(c));
        if (c->rest.n == 0 || c->rest.p[0] != c->separator)
            break;
        c->rest = str_from(c->rest, 1);
    }
    if (c->rest.n && c->rest.p[0] == '\r')
        c->rest = str_from(c->rest, 1);
    if (c->rest.n && c->rest.p[0] == '\n')
        c->rest = str_from(c->rest, 1);
    *cells = v.v;
    *n = v.n;
    return true;
}

void csv_put(struct buf *out, struct str cell, bool first) {
    if (!first)
        buf_byte(out, ',');
    bool formula = cell.n && strchr("=+-@\t\r", cell.p[0]);
    bool quote = formula;
    for (size_t i = 0; i < cell.n; i++)
        quote = quote || strchr(",\"\n\r;\t", cell.p[i]) != NULL;
    if (!quote) {
        buf_str(out, cell);
        return;
    }
    buf_byte(out, '"');
    if (formula)
        buf_byte(out, '\'');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"')
            buf_byte(out, '"');
        buf_byte(out, cell.p[i]);
    }
    buf_byte(out, '"');
}
