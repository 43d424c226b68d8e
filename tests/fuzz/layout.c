/* Notes to pages and PDF: sheets of a style the first bytes choose, papers with keys; every op has
 * a page and a tag, every page a size. The tests' own font. */
#include "fuzz_fonts.h"
#include "layout/paper/exam.h"
#include "layout/sheet/sheet.h"
#include "notes.h"

#include "emit/backend.h"

static const char *const styles[][2] = {
    {"fit.detail", "full"},    {"fit.detail", "points"},  {"fit.detail", "keys"},
    {"fit.detail", "blanks"},  {"fit.detail", "cornell"}, {"fit.detail", "cards"},
    {"columns.count", "1"},    {"columns.count", "8"},    {"page.paper", "a5"},
    {"text.size", "20pt"},     {"text.size", "4pt"},      {"page.margin", "40mm"},
    {"columns.balance", "no"},
};

static void check(const struct pages *p) {
    for (size_t i = 0; i < p->v.n; i++) {
        const struct page *page = p->v.v[i];
        if (page->width <= 0 || page->height <= 0)
            fuzz_fail("a page of %d x %d", page->width, page->height);
        for (size_t k = 0; k < page->ops.n; k++) {
            const struct op *op = &page->ops.v[k];
            if (op->tag >= p->tags.n || op->w < -page->width * 4 || op->w > page->width * 4)
                fuzz_fail("an op with tag %u, %d wide", op->tag, op->w);
        }
    }
    for (size_t i = 2; i < p->tags.n; i++)
        if (p->tags.v[i].parent == 0 || p->tags.v[i].parent >= i)
            fuzz_fail("tag %zu under %u", i, p->tags.v[i].parent);
}

/* Written where nothing is kept: what the back end does is all that matters. */
static void emit(struct arena *a, const struct fuzz_notes *n, const struct pages *p) {
    struct emit_input in = {.sources = n->sources,
                            .pages = p,
                            .vault = n->vault,
                            .title = STR("x"),
                            .lang = STR("en"),
                            .data_dir = FUZZ_DATA,
                            .date = 1764201600};
    struct str path = str_format(a, "/dev/shm/crib-fuzz-%d.pdf", (int)getpid());
    struct fs_out *out = fs_create(a, path);
    if (!emit_find(STR("pdf"))->emit(a, &in, out, n->d))
        fuzz_fail("no PDF");
    fs_close_for_library(out);
}

static void sheet(struct arena *a, struct fuzz_notes *n, unsigned choice) {
    struct style st = style_default();
    struct sheet_report report = {0};
    struct str wants;
    struct sheet_options o = {.fit = choice & 64 ? SHEET_FIT_NONE : SHEET_FIT_AUTO,
                              .title = STR("x"),
                              .lang = STR("en"),
                              .data_dir = FUZZ_DATA};
    const char *const *s = styles[choice % COUNT_OF(styles)];
    style_set(a, &st, str_of(s[0]), str_of(s[1]), &wants);
    const struct pages *p = sheet_layout(a, n->study, &st, fuzz_fonts(), &o, &report, n->d);
    if (p && p->v.n) {
        check(p);
        emit(a, n, p);
    }
}

static void papers(struct arena *a, struct fuzz_notes *n) {
    struct exam_options o = {.data_dir = FUZZ_DATA, .sources = n->sources};
    struct exam_report report = {0};
    const struct paper_set *set = fuzz_papers(a, n);
    if (!set)
        return;
    const struct pages *p = exam_layout(a, set, 0, fuzz_fonts(), &o, &report, n->d);
    if (!p)
        return;
    check(p);
    emit(a, n, pages_select(a, p, LAYER_STUDENT));
    emit(a, n, pages_select(a, p, LAYER_KEY));
}

void fuzz_one(struct arena *a, struct str data) {
    struct fuzz_notes n = {0};
    unsigned choice = fuzz_choice(&data);
    fuzz_bank(a, data, &n);
    if (choice & 128)
        papers(a, &n);
    else
        sheet(a, &n, choice);
}
