/* The specification of the study model (the .md files of tests/spec/study): every example in it is
 * run. An example is a fence of backticks with the info string `example`; in it the note, a line
 * `.`, and its model as study_of.h writes it. Behind the word may stand `says SLUG …`: the note
 * gives exactly these messages, notes of normalisation apart, in this order. In notes → stands for
 * a tab, ␣ for a blank.
 *
 * Of every example it is also checked that nothing of the note is lost or said twice. */
#include "base/fs.h"
#include "reconcile.h"
#include "study_of.h"

struct example {
    struct str file, says, note, want;
    size_t line;
};

typedef VEC(struct example) examples;

static bool is_fence(struct str line) {
    return str_starts(line, STR("````````"));
}

static void read_examples(struct arena *a, struct str file, struct str text, examples *out) {
    struct str line, rest = text;
    for (size_t number = 1; str_next_line(&rest, &line); number++) {
        size_t at = str_find(line, STR("` example"));
        if (!is_fence(line) || at == SIZE_MAX)
            continue;
        size_t says = str_find(line, STR("says "));
        struct example e = {.file = file, .line = number};
        e.says = says == SIZE_MAX ? (struct str){0} : str_trim(str_from(line, says + 5));
        const char *from = rest.p, *dot = NULL;
        for (; str_next_line(&rest, &line) && !is_fence(line); number++)
            if (str_eqc(line, ".") && !dot)
                dot = line.p;
        number++;
        ck_assert_msg(dot != NULL, "%.*s:%zu: no `.` line", STR_ARG(file), e.line);
        e.note = str_replace(a, (struct str){from, (size_t)(dot - from)}, STR("→"), STR("\t"));
        e.note = str_replace(a, e.note, STR("␣"), STR(" "));
        e.want = (struct str){dot + 2, (size_t)(line.p - dot - 2)};
        vec_push(a, out, e);
    }
}

static examples all_examples(struct arena *a) {
    examples out = {0};
    struct str dir = STR(CRIB_SOURCE_DATA "/tests/spec/study"), *names, text, error = {0};
    size_t n;
    ck_assert(fs_list(a, dir, &names, &n, &error));
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".md")) &&
            fs_read(a, fs_join(a, dir, names[i]), 1 << 22, &text, &error))
            read_examples(a, names[i], text, &out);
    return out;
}

/* The study stage's own messages; pictures are looked up in no folder here. */
static struct str messages(struct arena *a, const struct diag *d) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < d->n; i++) {
        enum diag_id id = d->v[i].id;
        if (id != DIAG_NORMALISED && id != DIAG_FIGURE_MISSING && id != DIAG_HTML_DROPPED &&
            id != DIAG_LINK_MISSING)
            buf_printf(&b, "%.*s ", STR_ARG(diag_slug(a, id)));
    }
    return str_trim(buf_get(&b));
}

static bool run(struct arena *a, const struct example *e) {
    struct made m = study_of(a, str_c(a, e->note));
    struct str got = tell(a, m.study->v[0]), heard = messages(a, m.d);
    bool same = str_eq(got, e->want);
    if (!same)
        fprintf(stderr, "%.*s:%zu:\n--- note\n%.*s--- want\n%.*s--- got\n%.*s\n", STR_ARG(e->file),
                e->line, STR_ARG(e->note), STR_ARG(e->want), STR_ARG(got));
    if (!str_eq(heard, e->says))
        fprintf(stderr, "%.*s:%zu: says `%.*s`\n", STR_ARG(e->file), e->line, STR_ARG(heard));
    struct str tree = tree_text(a, m.docs[0]), model = model_text(a, m.study->v[0]);
    bool whole = str_eq(tree, model);
    if (!whole)
        fprintf(stderr, "%.*s:%zu: lost or said twice\n--- tree  %.*s\n--- model %.*s\n",
                STR_ARG(e->file), e->line, STR_ARG(tree), STR_ARG(model));
    return same && whole && str_eq(heard, e->says);
}

UNIT_TEST(examples_hold) {
    UNIT_UNUSED(row);
    examples all = all_examples(a);
    size_t failed = 0;
    for (size_t i = 0; i < all.n; i++)
        failed += !run(a, &all.v[i]);
    ck_assert_uint_ge(all.n, 40);
    ck_assert_msg(failed == 0, "%zu of %zu examples of tests/spec/study failed", failed, all.n);
}

int main(void) {
    Suite *s = suite_create("study-spec");
    UNIT(s, examples_hold);
    return unit_run(s);
}
