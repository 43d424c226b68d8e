/* The dialect's specification (the .md files of tests/spec): every example in it is run. An example
 * is a fence of backticks with the info string `example`; in it the note, a line `.`, and its tree
 * as tree_text.h writes it. Behind the word may stand: places            the tree is shown with
 * places off RULE …        these rules are turned off says SLUG …       the note gives exactly
 * these messages, NORMALISED apart, in this order In notes → stands for a tab, ␣ for a blank, ␍ for
 * a carriage return. */
#include "unit.h"

#include "base/fs.h"
#include "syntax/tree_text.h"

struct example {
    struct str file, info, note, tree;
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
        struct example e = {.file = file, .line = number};
        e.info = str_from(line, at + strlen("` example"));
        const char *from = rest.p, *dot = NULL;
        for (; str_next_line(&rest, &line) && !is_fence(line); number++)
            if (str_eqc(line, ".") && !dot)
                dot = line.p;
        number++;
        ck_assert_msg(dot != NULL, "%.*s:%zu: no `.` line", STR_ARG(file), e.line);
        e.note = (struct str){from, (size_t)(dot - from)};
        e.tree = (struct str){dot + 2, (size_t)(line.p - dot - 2)};
        vec_push(a, out, e);
    }
}

static examples all_examples(struct arena *a) {
    examples out = {0};
    struct str dir = STR(CRIB_SOURCE_DATA "/tests/spec"), *names, text, error = {0};
    size_t n;
    ck_assert(fs_list(a, dir, &names, &n, &error));
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".md")) &&
            fs_read(a, fs_join(a, dir, names[i]), 1 << 22, &text, &error))
            read_examples(a, names[i], text, &out);
    return out;
}

static struct str plain_note(struct arena *a, struct str note) {
    note = str_replace(a, note, STR("→"), STR("\t"));
    note = str_replace(a, note, STR("␍"), STR("\r"));
    return str_replace(a, note, STR("␣"), STR(" "));
}

/* The words of the info string behind `key`, up to the next key. */
static size_t words_behind(struct str info, const char *key, struct str *v, size_t most) {
    size_t n = 0;
    bool on = false;
    while (info.n) {
        info = str_trim(info);
        size_t end = MIN(str_find_byte(info, ' '), info.n);
        struct str word = str_slice(info, 0, end);
        info = str_from(info, end);
        bool is_key = str_eqc(word, "places") || str_eqc(word, "off") || str_eqc(word, "says");
        if (is_key)
            on = str_eqc(word, key);
        else if (on && n < most && word.n)
            v[n++] = word;
    }
    return n;
}

static struct str messages(struct arena *a, const struct diag *d) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < d->n; i++)
        if (d->v[i].id != DIAG_NORMALISED)
            buf_printf(&b, "%.*s ", STR_ARG(diag_slug(a, d->v[i].id)));
    return buf_get(&b);
}

static bool run(struct arena *a, const struct example *e) {
    struct str off[32], says[8];
    struct syntax_options o = {off, words_behind(e->info, "off", off, COUNT_OF(off))};
    struct diag *d = diag_open(a);
    bool places = str_has(e->info, STR("places"));
    struct str got = tree_text(a, plain_note(a, e->note), &o, places, d);
    struct str want = plain_note(a, e->tree);
    if (!str_eq(got, want)) {
        fprintf(stderr, "%.*s:%zu:\n--- note\n%.*s--- want\n%.*s--- got\n%.*s\n", STR_ARG(e->file),
                e->line, STR_ARG(e->note), STR_ARG(want), STR_ARG(got));
        return false;
    }
    size_t n = words_behind(e->info, "says", says, COUNT_OF(says));
    struct str said = messages(a, d), wanted = str_join(a, says, n, STR(" "));
    if (!str_eq(str_trim(said), wanted))
        fprintf(stderr, "%.*s:%zu: says `%.*s`\n", STR_ARG(e->file), e->line, STR_ARG(said));
    return str_eq(str_trim(said), wanted);
}

UNIT_TEST(examples_hold) {
    UNIT_UNUSED(row);
    examples all = all_examples(a);
    size_t failed = 0;
    for (size_t i = 0; i < all.n; i++)
        failed += !run(a, &all.v[i]);
    ck_assert_uint_ge(all.n, 100);
    ck_assert_msg(failed == 0, "%zu of %zu examples of tests/spec failed", failed, all.n);
}

/* Each rule is shown at work in the specification: somewhere `off RULE` changes a tree. */
UNIT_TEST(every_rule_has_an_example) {
    UNIT_UNUSED(row);
    examples all = all_examples(a);
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    for (size_t r = 0; r < n; r++) {
        bool shown = false;
        struct str name = str_of(rules[r].name), off[32];
        for (size_t i = 0; i < all.n; i++) {
            size_t k = words_behind(all.v[i].info, "off", off, COUNT_OF(off));
            for (size_t w = 0; w < k; w++)
                shown |= str_eq(off[w], name);
        }
        ck_assert_msg(shown, "no example turns `%s` off", rules[r].name);
    }
}

int main(void) {
    Suite *s = suite_create("spec");
    UNIT(s, examples_hold);
    UNIT(s, every_rule_has_an_example);
    return unit_run(s);
}
