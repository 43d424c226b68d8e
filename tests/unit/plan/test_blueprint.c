/* blueprint: what is read, what is refused and where; parallel forms; docs/blueprint.md. */
#include "unit.h"

#include "bank_fixture.h"
#include "base/fs.h"
#include "plan/blueprint.h"

#include <unistd.h>

static void remove_file(void *path) {
    unlink(path);
}

static struct str write_file(struct arena *a, const char *text) {
    const char *tmp = getenv("TMPDIR");
    struct str path = str_format(a, "%s/crib-%d-blueprint.yaml", tmp ? tmp : "/tmp", (int)getpid());
    struct str error = {0};
    struct fs_out *out = fs_create(a, path);
    fs_write(out, text, strlen(text));
    ck_assert(fs_commit(out, &error));
    arena_defer(a, remove_file, (void *)(uintptr_t)str_c(a, path));
    return path;
}

static const struct bank *full_bank(struct arena *a, size_t each) {
    struct fixture f = fixture_open(a, 6, 5);
    fixture_fill(&f, each);
    return fixture_bank(&f);
}

static const struct paper_set *plan(struct arena *a, const struct bank *b, const char *yaml,
                                    struct diag *d) {
    struct paper_options o = fixture_options(1, 0);
    o.blueprint = write_file(a, yaml);
    return paper_plan(a, b, &o, d);
}

static const struct {
    const char *yaml, *says;
    uint32_t line, column;
} refused[] = {
    {"dration: 5\nsections: [{kind: term, count: 1, marks-each: 1}]\n", "unknown key `dration`", 1,
     1},
    {"sections:\n  - {kind: essay, count: 1, marks-each: 1}\n", "`kind` wants", 2, 12},
    {"sections:\n  - {kind: term, count: 1, marks-each: 0.3}\n", "`marks-each` wants", 2, 40},
    {"sections:\n  - {kind: term, count: 1}\n", "marks-each is missing", 2, 5},
    {"sections:\n  - {kind: term, marks-each: 2}\n", "count, at-most or marks is missing", 2, 5},
    {"sections:\n  - {kind: term, count: 3, marks: 7, marks-each: 2}\n", "is not marks", 2, 5},
    {"sections:\n  - {kind: term, count: 3, at-most: 3, marks-each: 2}\n", "exclude", 2, 5},
    {"sections:\n  - {kind: term, count: 2, marks-each: 2, scoring: half}\n", "`scoring` wants", 2,
     52},
    {"sections:\n  - {kind: term, count: 2, marks-each: 2, difficulty: 0.8-0.2}\n",
     "`difficulty` wants", 2, 55},
    {"paper: a7\nsections: [{kind: term, count: 1, marks-each: 1}]\n",
     "a4, a3-two-up, 16k, letter, b5", 1, 8},
    {"variants: 30\nsections: [{kind: term, count: 1, marks-each: 1}]\n", "from 1 to 26", 1, 11},
    {"columns: 3\nsections: [{kind: term, count: 1, marks-each: 1}]\n", "1 or 2", 1, 10},
    {"title: x\n", "`sections` wants", 1, 1},
    {"total: 9\nsections: [{kind: term, count: 2, marks-each: 2}]\n",
     "the sections come to 4 marks, the blueprint asks for 9", 0, 0},
    {"sections:\n  - {kind: term, count: 9, marks-each: 2}\n", "term: 9 asked, 6 in the bank", 2,
     5},
    {"mode: parallel\nvariants: 2\nsections:\n  - {kind: term, count: 4, marks-each: 2}\n",
     "term: 8 asked, 6 in the bank", 4, 5},
    {"sections:\n  - {kind: term, count: 2, marks-each: 2, from: [第9节]}\n",
     "term: 2 asked, 0 in the bank", 2, 5},
    {"sections:\n  - {kind: term, count: 4, marks-each: 2, difficulty: {hard: 1}}\n",
     "hard: 4 asked, 2 found", 2, 5},
};

UNIT_TEST(refuses_with_place_and_reason) {
    struct diag *d = diag_open(a);
    ck_assert_ptr_null(plan(a, full_bank(a, 6), refused[row].yaml, d));
    ck_assert_uint_ge(d->n, 1);
    ck_assert_msg(str_has(d->v[0].text, str_of(refused[row].says)), "%.*s", STR_ARG(d->v[0].text));
    ck_assert_uint_eq(d->v[0].place.line, refused[row].line);
    ck_assert_uint_eq(d->v[0].place.column, refused[row].column);
    ck_assert_int_ge(d->exit_status, 1);
}

UNIT_TEST(says_what_was_rejected) {
    UNIT_UNUSED(row);
    struct bank *b = arena_new(a, struct bank);
    struct item_rejected r[3] = {{.generator = "fixture", .gate = GATE_CUE},
                                 {.generator = "fixture", .gate = GATE_SECOND_KEY},
                                 {.generator = "fixture", .gate = GATE_CUE}};
    struct diag *d = diag_open(a);
    *b = *full_bank(a, 6);
    b->rejected = r;
    b->n_rejected = 3;
    plan(a, b, "sections:\n  - {kind: term, count: 9, marks-each: 2}\n", d);
    unit_str_is(d->v[0].text, STR("term: 9 asked, 6 in the bank; 3 rejected: second-key 1, cue 2"));
}

static bool holds(const struct paper *p, const struct item *it) {
    for (size_t s = 0; s < p->n_sections; s++)
        for (size_t i = 0; i < p->sections[s].n_items; i++)
            if (p->sections[s].items[i].item == it)
                return true;
    return false;
}

/* Different items; marks, kinds and note sections match. */
UNIT_TEST(parallel_forms_match) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    const struct paper_set *s = plan(a, full_bank(a, 30),
                                     "mode: parallel\nvariants: 3\nsections:\n"
                                     "  - {kind: single-choice, count: 6, marks-each: 2}\n"
                                     "  - {kind: fill-blank, count: 5, marks-each: 1}\n"
                                     "  - {kind: short-answer, count: 2, marks-each: 3-8}\n",
                                     d);
    ck_assert_ptr_nonnull(s);
    ck_assert_uint_eq(s->n, 3);
    for (size_t v = 1; v < 3; v++) {
        size_t cells[2][6] = {{0}};
        ck_assert_uint_eq(s->v[v].sections[1].n_blanks, 5);
        for (size_t i = 0; i < 6; i++) {
            const struct item *x = s->v[0].sections[0].items[i].item,
                              *y = s->v[v].sections[0].items[i].item;
            ck_assert(!holds(&s->v[v], x));
            cells[0][x->source.question->section->title.plain.p[3] - '1']++;
            cells[1][y->source.question->section->title.plain.p[3] - '1']++;
        }
        ck_assert_mem_eq(cells[0], cells[1], sizeof(cells[0]));
    }
}

UNIT_TEST(shuffle_none_keeps_the_order_of_the_notes) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    const struct bank *b = full_bank(a, 10);
    const struct paper_set *s =
        plan(a, b,
             "variants: 2\nsections:\n"
             "  - {kind: single-choice, count: 6, marks-each: 2, shuffle: none}\n",
             d);
    const struct paper_section *x = &s->v[0].sections[0], *y = &s->v[1].sections[0];
    size_t last = 0;
    for (size_t i = 0; i < 6; i++) {
        size_t at = 0;
        ck_assert_ptr_eq(x->items[i].item, y->items[i].item);
        ck_assert_mem_eq(x->items[i].order, y->items[i].order, 4);
        while (b->v[at] != x->items[i].item)
            at++;
        ck_assert(i == 0 || at > last);
        last = at;
    }
}

/* The three that are shipped can be read. */
UNIT_TEST(shipped_blueprints_are_right) {
    static const char *const names[] = {"standard", "quick-quiz", "final"};
    struct diag *d = diag_open(a);
    ck_assert_ptr_nonnull(blueprint_load(a, str_of(CRIB_SOURCE_DATA), str_of(names[row]), d));
    ck_assert_uint_eq(d->n, 0);
}

/* docs/blueprint.md is made from blueprint.def: WRITE_DOCS=1 writes it. */
UNIT_TEST(docs_are_up_to_date) {
    UNIT_UNUSED(row);
    struct str path = fs_join(a, str_of(CRIB_SOURCE_DATA), STR("docs/blueprint.md"));
    struct str have = {0}, error = {0};
    struct buf want = buf_in(a);
    blueprint_doc(&want);
    if (getenv("WRITE_DOCS")) {
        struct fs_out *out = fs_create(a, path);
        fs_write(out, want.p, want.n);
        ck_assert(fs_commit(out, &error));
    }
    ck_assert(fs_read(a, path, 1 << 20, &have, &error));
    unit_str_is(have, buf_get(&want));
}

int main(void) {
    Suite *s = suite_create("blueprint");
    UNIT_ROWS(s, refuses_with_place_and_reason, COUNT_OF(refused));
    UNIT(s, says_what_was_rejected);
    UNIT(s, parallel_forms_match);
    UNIT(s, shuffle_none_keeps_the_order_of_the_notes);
    UNIT_ROWS(s, shipped_blueprints_are_right, 3);
    UNIT(s, docs_are_up_to_date);
    return unit_run(s);
}
