/* ids_file: see ids_file.h. A line: state ("+", or "-" when it is gone; "n" before it for a note),
 * id, when its content last changed, hash of its content, hash of what it gives as right and wrong,
 * document, identity (form, path of titles, key; a note's deck), separated by tabs. */
#include "items/ids_file.h"

#include <stdlib.h>

static const char first_line[] =
    "# crib.ids 1: one line an item or note; keep it with the notes, see docs/ids.md\n";

struct str ids_part(struct str *rest) {
    size_t tab = str_find_byte(*rest, '\t');
    struct str field = str_slice(*rest, 0, tab == SIZE_MAX ? rest->n : tab);
    *rest = tab == SIZE_MAX ? (struct str){0} : str_from(*rest, tab + 1);
    return field;
}

static bool hex_value(struct str s, uint64_t *out) {
    if (s.n != 16)
        return false;
    *out = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int v = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (v < 0)
            return false;
        *out = *out << 4 | (uint64_t)v;
    }
    return true;
}

static bool read_line(struct str line, struct ids_entry *e) {
    struct str state = ids_part(&line);
    struct str id = ids_part(&line), mod = ids_part(&line);
    struct str content = ids_part(&line), body = ids_part(&line);
    long seconds = 0;
    e->document = ids_part(&line);
    e->identity = line;
    e->is_note = state.n == 2 && state.p[0] == 'n';
    state = e->is_note ? str_from(state, 1) : state;
    e->gone = str_eqc(state, "-");
    bool ok = (e->gone || str_eqc(state, "+")) && hex_value(id, &e->id) &&
              hex_value(content, &e->content) && hex_value(body, &e->body) &&
              str_to_int(mod, &seconds) && e->identity.n > 0;
    e->mod = seconds;
    return ok;
}

void ids_read(struct arena *a, struct str text, struct str path, struct ids_ledger *out,
              struct diag *d) {
    struct str line;
    for (size_t number = 1; str_next_line(&text, &line); number++) {
        struct ids_entry e = {0};
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (read_line(line, &e))
            vec_push(a, &out->v, e);
        else
            diag_say(d, DIAG_IDS_LINE, str_format(a, "%zu", number), path);
    }
}

static int by_place(const void *pa, const void *pb) {
    const struct ids_entry *a = pa, *b = pb;
    int order = str_cmp(a->document, b->document);
    if (order == 0)
        order = a->is_note - b->is_note;
    if (order == 0)
        order = str_cmp(a->identity, b->identity);
    if (order == 0)
        order = a->id < b->id ? -1 : a->id > b->id;
    return order;
}

static void write_line(struct buf *out, const struct ids_entry *e) {
    buf_printf(out, "%s%c\t%016llx\t%lld\t%016llx\t%016llx\t", e->is_note ? "n" : "",
               e->gone ? '-' : '+', (unsigned long long)e->id, (long long)e->mod,
               (unsigned long long)e->content, (unsigned long long)e->body);
    buf_str(out, e->document);
    buf_byte(out, '\t');
    buf_str(out, e->identity);
    buf_byte(out, '\n');
}

struct str ids_write(struct arena *a, struct ids_ledger *l) {
    struct buf out = buf_in(a);
    if (l->v.n)
        qsort(l->v.v, l->v.n, sizeof *l->v.v, by_place);
    buf_c(&out, first_line);
    for (size_t i = 0; i < l->v.n; i++)
        write_line(&out, &l->v.v[i]);
    return buf_get(&out);
}
