/* diag: collecting messages. Printing them is in diag_print.c. */
#include "base/diag.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdarg.h>

static const struct row {
    const char *name; /* MISSING_ANSWER */
    enum severity severity;
    int exit_status;
    const char *text;
} rows[DIAG_COUNT] = {
#define DIAG(id, severity, exit_status, text) [DIAG_##id] = {#id, severity, exit_status, text},
#include "base/diag.def"
#undef DIAG
};

struct str diag_slug(struct arena *a, enum diag_id id) {
    struct str slug = str_of(rows[id].name);
    char *p = arena_copy(a, slug.p, slug.n);
    for (size_t i = 0; i < slug.n; i++)
        p[i] = (char)(p[i] == '_' ? '-' : p[i] | 0x20);
    return (struct str){p, slug.n};
}

const char *diag_severity_name(enum severity s) {
    static const char *const names[] = {"note", "warning", "error"};
    return names[s];
}

struct diag *diag_open(struct arena *a) {
    struct diag *d = arena_new(a, struct diag);
    d->a = a;
    return d;
}

static void fill_in(struct buf *b, struct str filling) {
    struct str clipped = str_slice(filling, 0, utf8_offset(filling, DIAG_FILL_MOST));
    buf_str(b, clipped);
    if (clipped.n < filling.n)
        buf_c(b, "…");
}

/* The row's text with each {} replaced by the next argument. */
static struct str filled(struct arena *a, const char *text, va_list args) {
    struct buf b = buf_in(a);
    struct str rest = str_of(text);
    for (size_t at; (at = str_find(rest, STR("{}"))) != SIZE_MAX; rest = str_from(rest, at + 2)) {
        buf_str(&b, str_slice(rest, 0, at));
        fill_in(&b, va_arg(args, struct str));
    }
    buf_str(&b, rest);
    return buf_get(&b);
}

static void add(struct diag *d, enum diag_id id, struct span span, struct place place,
                va_list args) {
    const struct row *row = &rows[id];
    struct diag_entry *e = vec_add(d->a, d);
    bool raised = d->strict && row->severity == SEV_WARNING;
    *e = (struct diag_entry){
        .id = id,
        .severity = raised ? SEV_ERROR : row->severity,
        .span = span,
        .place = place,
        .text = filled(d->a, row->text, args),
    };
    e->place.path = str_copy(d->a, place.path);
    e->place.text = str_copy(d->a, place.text);
    d->count[e->severity]++;
    if (e->severity == SEV_ERROR)
        d->exit_status = MAX(d->exit_status, MAX(raised ? 0 : row->exit_status, d->strict ? 1 : 0));
}

void diag_at(struct diag *d, enum diag_id id, struct span span, ...) {
    va_list args;
    va_start(args, span);
    add(d, id, span, (struct place){0}, args);
    va_end(args);
}

void diag_in(struct diag *d, enum diag_id id, struct place place, ...) {
    va_list args;
    va_start(args, place);
    add(d, id, (struct span){0}, place, args);
    va_end(args);
}

void diag_say(struct diag *d, enum diag_id id, ...) {
    va_list args;
    va_start(args, id);
    add(d, id, (struct span){0}, (struct place){0}, args);
    va_end(args);
}

/* Equal for messages that say the same. A glyph that is missing is told of once, wherever it is. */
static struct str gist(struct arena *a, const struct diag_entry *e) {
    bool anywhere = e->id == DIAG_GLYPH_MISSING;
    struct span span = anywhere ? (struct span){0} : e->span;
    return str_format(a, "%d %u %u %u %u %.*s|%.*s", (int)e->id, span.at, span.len, e->place.line,
                      e->place.column, STR_ARG(e->place.path), STR_ARG(e->text));
}

static void add_copy(struct diag *d, const struct diag_entry *from) {
    struct diag_entry *e = vec_add(d->a, d);
    *e = *from;
    e->place.path = str_copy(d->a, from->place.path);
    e->place.text = str_copy(d->a, from->place.text);
    e->text = str_copy(d->a, from->text);
    d->count[e->severity]++;
}

void diag_take(struct diag *d, const struct diag *from) {
    struct arena **mine = arena_hold(d->a);
    struct map said = map_in(*mine);
    for (size_t i = 0; from->n && i < d->n; i++)
        map_put(&said, gist(*mine, &d->v[i]))->num = 1;
    for (size_t i = 0; i < from->n; i++)
        if (map_put(&said, gist(*mine, &from->v[i]))->num++ == 0)
            add_copy(d, &from->v[i]);
    d->exit_status = MAX(d->exit_status, from->exit_status);
    arena_release(mine);
}
