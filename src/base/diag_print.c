/* diag_print: messages as text for people and as JSON for editors.
 *
 * A window is the part of a long source line that is shown around the caret. */
#include "base/diag.h"

#include "base/json.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { WINDOW_CELLS = 100, BEFORE_CARET_CELLS = 40 };

static const struct {
    const char *severity[3], *place, *caret, *off;
} no_color = {{"", "", ""}, "", "", ""},
  in_color = {{"\x1b[1;36m", "\x1b[1;35m", "\x1b[1;31m"}, "\x1b[1m", "\x1b[1;32m", "\x1b[0m"};

/* Where there is a span it decides; what has none stands first. Equal ones keep their order. */
static int by_place(const void *a, const void *b) {
    const struct diag_entry *x = *(const struct diag_entry *const *)a;
    const struct diag_entry *y = *(const struct diag_entry *const *)b;
    bool x_placed = x->span.at || x->span.len, y_placed = y->span.at || y->span.len;
    if (x_placed != y_placed)
        return x_placed ? 1 : -1;
    if (x->span.at != y->span.at)
        return x->span.at > y->span.at ? 1 : -1;
    return (x > y) - (x < y);
}

static const struct diag_entry **in_order(struct arena *a, const struct diag *d) {
    const struct diag_entry **v = arena_array(a, const struct diag_entry *, d->n);
    for (size_t i = 0; i < d->n; i++)
        v[i] = &d->v[i];
    if (d->n)
        qsort(v, d->n, sizeof(*v), by_place);
    return v;
}

static struct place place_of(const struct diag_entry *e, diag_locate *locate, const void *sources) {
    bool placed = e->span.at || e->span.len;
    return placed && locate ? locate(sources, e->span) : e->place;
}

/* Characters that would act on the terminal or hide: controls, marks of direction, invisible
 * spaces. */
static bool is_unsafe(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

/* Appends the character at *p as it is shown, and returns its cells. */
static int show(struct buf *out, const char **p, const char *end) {
    const char *at = *p;
    uint32_t c = utf8_next(p, end);
    size_t before = out->n;
    if (c == '\t') {
        buf_byte(out, ' ');
        return 1;
    }
    if (c == 0xFFFD && *p - at == 1)
        buf_printf(out, "\\x%02X", (unsigned char)*at);
    else if (c < 0x20 || c == 0x7F)
        buf_printf(out, "\\x%02X", (unsigned)c);
    else if (is_unsafe(c))
        buf_printf(out, "<U+%04X>", (unsigned)c);
    else {
        buf_bytes(out, at, (size_t)(*p - at));
        return utf8_cell(c);
    }
    return (int)(out->n - before);
}

void diag_show(struct buf *out, struct str s) {
    for (const char *p = s.p, *end = str_end(s); p < end;)
        show(out, &p, end);
}

/* The first byte of the window whose caret is at `caret`. */
static size_t window_start(struct str line, size_t caret) {
    const char *p = line.p + caret;
    for (int cells = 0; p > line.p;) {
        const char *before = p;
        int cell = utf8_cell(utf8_prev(&before, line.p));
        cells += MAX(1, cell);
        if (cells > BEFORE_CARET_CELLS)
            break;
        p = before;
    }
    return (size_t)(p - line.p);
}

/* The source line, and under it the caret with as many cells as the place's code points take. */
static void show_line(struct buf *out, const struct place *place, bool color) {
    struct str line = place->text;
    size_t caret = utf8_offset(line, place->column - 1);
    size_t caret_end = caret + utf8_offset(str_from(line, caret), MAX(place->width, 1U));
    size_t start = window_start(line, caret);
    int cells = 0, first = 0, width = 0;
    const char *p = line.p + start, *end = str_end(line);
    buf_c(out, "  ");
    if (start > 0) {
        buf_c(out, "…");
        cells = 1;
    }
    while (p < end && cells < WINDOW_CELLS) {
        size_t at = (size_t)(p - line.p);
        int shown = show(out, &p, end);
        first += at < caret ? shown : 0;
        width += at >= caret && at < caret_end ? shown : 0;
        cells += shown;
    }
    buf_c(out, p < end ? "…\n  " : "\n  ");
    for (int i = first + (start > 0); i > 0; i--)
        buf_byte(out, ' ');
    buf_c(out, color ? in_color.caret : no_color.caret);
    buf_byte(out, '^');
    for (int i = 1; i < width; i++)
        buf_byte(out, '~');
    buf_c(out, color ? in_color.off : no_color.off);
    buf_byte(out, '\n');
}

static void show_place(struct buf *out, const struct place *place) {
    if (place->path.n == 0)
        buf_c(out, "crib");
    diag_show(out, place->path);
    if (place->line)
        buf_printf(out, ":%u", (unsigned)place->line);
    if (place->line && place->column)
        buf_printf(out, ":%u", (unsigned)place->column);
    buf_c(out, ": ");
}

static void show_entry(struct buf *out, const struct diag_entry *e, const struct place *place,
                       bool color) {
    buf_c(out, color ? in_color.place : no_color.place);
    show_place(out, place);
    buf_c(out, color ? in_color.off : no_color.off);
    buf_c(out, (color ? in_color.severity : no_color.severity)[e->severity]);
    buf_printf(out, "%s: ", diag_severity_name(e->severity));
    buf_c(out, color ? in_color.off : no_color.off);
    diag_show(out, e->text);
    buf_c(out, " [");
    buf_str(out, diag_slug(out->a, e->id));
    buf_c(out, "]\n");
    if (place->text.n && place->column)
        show_line(out, place, color);
}

static void print_text(const struct diag *d, diag_locate *locate, const void *sources,
                       const struct diag_format *f, struct buf *out) {
    const struct diag_entry **v = in_order(out->a, d);
    size_t seen[DIAG_COUNT] = {0};
    for (size_t i = 0; i < d->n; i++) {
        if (v[i]->severity < f->least || (seen[v[i]->id]++ >= f->most && f->most))
            continue;
        struct place place = place_of(v[i], locate, sources);
        show_entry(out, v[i], &place, f->color);
    }
    for (size_t id = 0; f->most && id < DIAG_COUNT; id++)
        if (seen[id] > f->most) {
            buf_printf(out, "… and %zu more [", seen[id] - f->most);
            buf_str(out, diag_slug(out->a, (enum diag_id)id));
            buf_c(out, "]\n");
        }
}

static void print_json(const struct diag *d, diag_locate *locate, const void *sources,
                       const struct diag_format *f, struct buf *out) {
    const struct diag_entry **v = in_order(out->a, d);
    struct json j = json_to(out, true);
    json_open(&j, '[');
    for (size_t i = 0; i < d->n; i++) {
        if (v[i]->severity < f->least)
            continue;
        struct place place = place_of(v[i], locate, sources);
        json_open(&j, '{');
        json_kstr(&j, "path", place.path);
        json_kint(&j, "line", place.line);
        json_kint(&j, "column", place.column);
        json_kstr(&j, "severity", str_of(diag_severity_name(v[i]->severity)));
        json_kstr(&j, "slug", diag_slug(out->a, v[i]->id));
        json_kstr(&j, "text", v[i]->text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buf_byte(out, '\n');
}

void diag_print(const struct diag *d, diag_locate *locate, const void *sources,
                const struct diag_format *f, struct buf *out) {
    (f->json ? print_json : print_text)(d, locate, sources, f, out);
}
