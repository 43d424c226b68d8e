/* check_papers: PDFs are read by pdftotext, which knows nothing of crib: words with their places.
 */
#include "cli/check_papers.h"

#include "base/child.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "plan/recheck.h"

#define MANIFEST_BYTES_MOST (64u << 20)
#define PT_A_MM             (72 / 25.4)

struct word {
    uint32_t page; /* from 1 */
    double x0, y0, x1, y1;
    struct str text;
};

struct words {
    const struct word *v;
    size_t n;
};

struct checking {
    struct arena *a;
    struct diag *d;
    struct str base; /* path of the set without its endings */
    size_t n_keys, n_boxes;
};

/* ---- pdftotext -bbox ---- */

/* The number in name="…". */
static double attribute(struct str line, const char *name) {
    double v = 0;
    size_t at = str_find(line, str_of(name));
    struct str rest = at == SIZE_MAX ? (struct str){0} : str_from(line, at + strlen(name) + 2);
    str_to_double(str_slice(rest, 0, MIN(str_find_byte(rest, '"'), rest.n)), &v);
    return v;
}

static struct str unescaped(struct arena *a, struct str s) {
    static const char *const pairs[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (size_t i = 0; i < COUNT_OF(pairs) && str_find_byte(s, '&') != SIZE_MAX; i++)
        s = str_replace(a, s, str_of(pairs[i][0]), str_of(pairs[i][1]));
    return s;
}

static bool read_words(struct arena *a, struct str path, struct words *out) {
    const char *const argv[] = {"pdftotext", "-q", "-bbox", str_c(a, path), "-", NULL};
    struct buf printed = buf_in(a);
    VEC(struct word) v = {0};
    uint32_t page = 0;
    if (child_read(argv, &printed) != 0)
        return false;
    struct str rest = buf_get(&printed), line;
    while (str_next_line(&rest, &line)) {
        page += str_has(line, STR("<page "));
        if (!str_has(line, STR("<word ")))
            continue;
        size_t from = str_find_byte(line, '>'), to = str_find(line, STR("</word>"));
        if (from == SIZE_MAX || to == SIZE_MAX || to < from)
            continue;
        struct word w = {page,
                         attribute(line, "xMin"),
                         attribute(line, "yMin"),
                         attribute(line, "xMax"),
                         attribute(line, "yMax"),
                         unescaped(a, str_slice(line, from + 1, to))};
        vec_push(a, &v, w);
    }
    *out = (struct words){v.v, v.n};
    return true;
}

/* ---- boxes ---- */

/* What stands in a box without what is printed there for everybody: brackets, arrows, blanks, their
 * numbers, blank space. */
static struct str text_in(struct arena *a, const struct words *words,
                          const struct recheck_box *box) {
    static const char everybody[] = "（）()→①②③④⑤⑥⑦⑧⑨_";
    struct buf b = buf_in(a);
    double x0 = box->x * PT_A_MM, x1 = (box->x + box->w) * PT_A_MM;
    double y0 = box->y * PT_A_MM, y1 = (box->y + box->h) * PT_A_MM;
    for (size_t i = 0; i < words->n; i++) {
        const struct word *w = &words->v[i];
        double x = (w->x0 + w->x1) / 2, y = (w->y0 + w->y1) / 2;
        if (w->page != box->page || x < x0 || x > x1 || y < y0 - 2 || y > y1 + 2 ||
            str_find_byte(w->text, '_') !=
                SIZE_MAX) /* the blank itself, and what it stands next to */
            continue;
        for (const char *p = w->text.p, *end = p + w->text.n; p < end;) {
            const char *from = p;
            uint32_t code = utf8_next(&p, end);
            struct str sign = {from, (size_t)(p - from)};
            if (!code_is_space(code) && !str_has(str_of(everybody), sign))
                buf_str(&b, sign);
        }
    }
    return buf_get(&b);
}

/* "T F" of English papers are there to be circled: which one is, is drawn. */
static bool is_to_circle(struct str printed, const struct recheck_item *it) {
    return str_eqc(it->kind, "true-false") && str_eqc(printed, "TF");
}

/* Signs of the key as they are read. */
static bool says(struct str printed, const struct recheck_item *it, const struct recheck_box *box) {
    bool is_true = str_eqc(box->key, "T"), is_false = str_eqc(box->key, "F");
    if (!box->key.n || is_to_circle(printed, it))
        return printed.n > 0;
    return str_eq(printed, box->key) || (is_true && str_eqc(printed, "√")) ||
           (is_false && str_eqc(printed, "×"));
}

static void check_item(struct checking *c, const struct recheck_paper *p,
                       const struct recheck_item *it, const struct words *student,
                       const struct words *key) {
    struct str no = str_format(c->a, "%u", it->number);
    if (!str_eq(it->derived, it->key))
        diag_say(c->d, DIAG_CHECK_KEY, p->variant, no, it->key, it->derived);
    c->n_keys += it->key.n > 0;
    for (size_t i = 0; i < it->n_boxes; i++) {
        struct str there = text_in(c->a, key, &it->boxes[i]);
        if (!says(there, it, &it->boxes[i]))
            diag_say(c->d, DIAG_CHECK_PRINTED,
                     str_format(c->a, "%.*s-%.*s-key.pdf", STR_ARG(c->base), STR_ARG(p->variant)),
                     no, there, it->boxes[i].key);
        there = text_in(c->a, student, &it->boxes[i]);
        if (there.n && !is_to_circle(there, it))
            diag_say(c->d, DIAG_CHECK_LEAK,
                     str_format(c->a, "%.*s-%.*s.pdf", STR_ARG(c->base), STR_ARG(p->variant)), no,
                     there);
        c->n_boxes++;
    }
}

static bool check_paper(struct checking *c, const struct recheck_paper *p) {
    static const char *const endings[] = {"", "-key"};
    struct words words[COUNT_OF(endings)];
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct str path =
            str_format(c->a, "%.*s-%.*s%s.pdf", STR_ARG(c->base), STR_ARG(p->variant), endings[i]);
        if (!read_words(c->a, path, &words[i])) {
            diag_say(c->d, DIAG_CHECK_READER, path);
            return false;
        }
    }
    if (!p->adds_up)
        diag_say(c->d, DIAG_CHECK_TOTAL, p->variant);
    for (size_t i = 0; i < p->n; i++)
        check_item(c, p, &p->items[i], &words[0], &words[1]);
    return true;
}

static const struct recheck *read_manifest(struct checking *c, struct str path) {
    struct str text, error, ending = STR(".manifest.json");
    const struct recheck *r = NULL;
    if (!str_ends(path, ending))
        error = STR("its name does not end in .manifest.json");
    else if (fs_read(c->a, path, MANIFEST_BYTES_MOST, &text, &error))
        r = recheck_read(c->a, text, &error);
    if (!r)
        diag_say(c->d, DIAG_CHECK_MANIFEST, path, error);
    c->base = str_slice(path, 0, path.n - MIN(path.n, ending.n));
    return r;
}

void check_papers(const struct command *c, struct str manifest) {
    struct checking k = {.a = c->a, .d = c->d};
    struct buf report = buf_in(c->a);
    const struct recheck *r = read_manifest(&k, manifest);
    for (size_t i = 0; r && i < r->n; i++)
        if (!check_paper(&k, &r->papers[i]))
            return;
    if (r)
        buf_printf(&report,
                   "%zu papers: %zu keys derived again, %zu places read on papers and keys\n", r->n,
                   k.n_keys, k.n_boxes);
    report_written(c->report, &report);
}
