/* copies: numbers them in the order they are handed out; a copy's bytes depend on the roster's
 * line, its number and the paper alone, so that parts of a run make the whole. */
#include "cli/copies.h"

#include "base/utf8.h"
#include "cli/pages.h"
#include "cli/report.h"

#define NAME_BYTES 80 /* of a candidate's name in a file name */

struct copies {
    struct run *r;
    const struct seat **v; /* in order */
    size_t n;
    struct str dir;
};

/* Every seat once, in the order of their numbers, from first to last. */
static void list_seats(struct copies *c, const struct seating *seats, long first, long last) {
    c->v = arena_array(c->r->a, const struct seat *, seats->copies);
    for (size_t i = 0; i < seats->n; i++)
        for (size_t k = 0; k < seats->v[i].n; k++) {
            const struct seat *s = &seats->v[i].v[k];
            if ((long)s->copy >= first && (long)s->copy <= last)
                c->v[c->n++] = s;
        }
}

static bool read_range(struct run *r, long *first, long *last) {
    struct str s = opt_text(r->o, OPT_COPIES, "");
    size_t dash = str_find_byte(s, '-');
    *first = 1;
    *last = INT32_MAX;
    if (!s.n)
        return true;
    if (dash != SIZE_MAX && str_to_int(str_slice(s, 0, dash), first) &&
        str_to_int(str_from(s, dash + 1), last) && *first >= 1 && *first <= *last)
        return true;
    diag_say(r->d, DIAG_OPTION_VALUE, STR("--copies"), STR("two numbers such as 1-40"), s);
    return false;
}

/* What no file system minds: separators, marks of shells and controls become `_`. */
static void put_safe(struct buf *b, struct str name) {
    static const char bad[] = "/\\:*?\"<>|";
    size_t end = b->n + NAME_BYTES;
    for (const char *p = name.p; p < name.p + name.n;) {
        uint32_t code = utf8_next(&p, name.p + name.n);
        if (b->n + 4 > end)
            break;
        if (code < 0x20 || code == 0x7F || (code < 0x80 && strchr(bad, (int)code)))
            buf_byte(b, '_');
        else
            buf_code(b, code);
    }
}

static struct str path_of(const struct copies *c, struct arena *a, const struct seat *s) {
    struct buf b = buf_in(a);
    buf_printf(&b, "%.*s/%.*s-%04u-%c", STR_ARG(c->dir), STR_ARG(c->r->name), s->copy,
               c->r->papers->v[s->variant].variant);
    if (s->sitter) {
        buf_byte(&b, '-');
        put_safe(&b, s->sitter->name);
    }
    buf_c(&b, ".pdf");
    return buf_get(&b);
}

static struct pages *copy_pages(const struct copies *c, const struct seat *s, struct hand *h) {
    const struct exam_original *o = &c->r->laid_out[s->variant].original;
    return exam_copy(h->a, o, s->sitter, s->copy, h->fonts, h->d);
}

static struct emit_copy make_copy(void *shared, size_t i, struct arena *a) {
    const struct copies *c = shared;
    const struct seat *s = c->v[i];
    struct hand h = hand_take(c->r, a, diag_open(a)); /* the rooms' sheets tell what is missing */
    struct emit_copy copy = {
        .like = s->variant, .pages = copy_pages(c, s, &h), .path = path_of(c, a, s)};
    hand_give(c->r, &h);
    return copy;
}

static void tell_progress(void *shared, size_t done) {
    const struct copies *c = shared;
    report_progress(c->r->o, "copies", done, c->n);
}

static const struct pages **originals(const struct copies *c) {
    const struct run *r = c->r;
    const struct pages **like = arena_array(r->a, const struct pages *, r->papers->n);
    for (size_t v = 0; v < r->papers->n; v++)
        like[v] = r->laid_out[v].original.pages;
    return like;
}

static bool open_dir(struct copies *c) {
    struct run *r = c->r;
    struct str error;
    c->dir = fs_join(r->a, r->out_dir, str_format(r->a, "%.*s-copies", STR_ARG(r->name)));
    bool made = fs_make_dirs(r->a, c->dir, &error);
    if (!made)
        diag_say(r->d, DIAG_OUTPUT_WRITE, c->dir, error);
    return made;
}

/* One file each, in a folder; the batch first, by the same threads. */
static bool write_each(struct copies *c, struct batch *b, struct buf *report) {
    struct run *r = c->r;
    struct hands *hands = open_dir(c) ? batch_open(b) : NULL;
    if (!hands)
        return false;
    struct emit_copies e = {.n = c->n,
                            .make = make_copy,
                            .done = tell_progress,
                            .shared = c,
                            .like = originals(c),
                            .n_like = r->papers->n,
                            .first = hands_part,
                            .first_shared = hands,
                            .n_first = b->v.n,
                            .pdfa = run_pdfa(r),
                            .threads = run_threads(r)};
    if (!emit_find(STR("pdf"))->emit_copies(r->a, &e, r->d) || !batch_close(b, hands))
        return false;
    buf_printf(report, "%7zu KB  ", (e.bytes + 512) / 1024);
    diag_show(report, c->dir);
    buf_printf(report, "/  (%zu copies)\n", c->n);
    return true;
}

/* --- one file of many copies --- */

static struct str bookmark(struct arena *a, const struct run *r, const struct seat *s) {
    struct str who = s->sitter ? s->sitter->name : (struct str){0};
    return str_format(a, "№ %04u %c %.*s", s->copy, r->papers->v[s->variant].variant, STR_ARG(who));
}

/* Copies number from to to - 1 of the list, one behind the other as they are handed out. */
static bool write_file(struct copies *c, size_t from, size_t to, struct arena *a) {
    struct run *r = c->r;
    struct pages *all = pages_make(a);
    struct hand h = {a, r->fonts, r->d};
    for (size_t i = from; i < to; i++) {
        const struct seat *s = c->v[i];
        const struct pages *own = copy_pages(c, s, &h);
        all->title = own->title;
        all->lang = own->lang;
        all->two_sided = own->two_sided;
        pages_append(all, own, bookmark(a, r, s));
        tell_progress(c, i + 1);
    }
    struct str path =
        str_format(r->a, "%.*s-copies-%04u-%04u.pdf", STR_ARG(fs_join(r->a, r->out_dir, r->name)),
                   c->v[from]->copy, c->v[to - 1]->copy);
    struct emit_input in = run_input(r);
    in.pages = all;
    return run_emit(r, emit_find(STR("pdf")), &in, path,
                    str_format(r->a, "%zu copies, %zu pages", to - from, all->v.n));
}

/* So many to a file: their structure is kept in memory until the file is written. Files begin at
 * the same copies whatever part of the run is asked for. */
#define COPIES_A_FILE 500

static bool write_together(struct copies *c) {
    for (size_t from = 0, to; from < c->n; from = to) {
        size_t file = (c->v[from]->copy - 1) / COPIES_A_FILE;
        for (to = from; to < c->n && (c->v[to]->copy - 1) / COPIES_A_FILE == file;)
            to++;
        struct arena **file_arena = arena_hold(c->r->a);
        if (!write_file(c, from, to, *file_arena))
            return false;
        arena_release(file_arena);
    }
    return true;
}

/* Where warnings are errors the batch is made first: it tells of names no font has. */
bool copies_make(struct batch *b, struct buf *report) {
    struct copies c = {.r = b->r};
    struct batch none = {.r = b->r};
    bool together = str_eqc(opt_text(c.r->o, OPT_COLLATE, "student"), "all");
    long first, last;
    if (!read_range(c.r, &first, &last))
        return false;
    list_seats(&c, c.r->seats, first, last);
    if (together || c.r->d->strict) {
        if (!batch_make(b) || c.r->d->exit_status)
            return false;
        b = &none;
    }
    return together ? write_together(&c) : write_each(&c, b, report);
}
