/* spec_run: specifications that are run: .md files of a folder with examples. An example is a fence
 * of backticks with the info string `example`; in it the note, a line `.`, and what is to come of
 * it. In both → stands for a tab, ␣ for a blank, ␍ for a carriage return. Behind the word `example`
 * may stand keys with words of their own:
 *   says SLUG …   the note gives exactly these messages, in this order
 *   off RULE …    these rules of reading are turned off
 *   places        what comes of it is shown with places */
#ifndef TESTS_SPEC_RUN_H
#define TESTS_SPEC_RUN_H

#include "base/diag.h"
#include "base/fs.h"
#include "base/vec.h"

#include "unit.h"

struct example {
    struct str file, info, note, want;
    size_t line;
};

typedef VEC(struct example) examples;

static inline bool is_spec_fence(struct str line) {
    return str_starts(line, STR("````````"));
}

static inline struct str spec_text(struct arena *a, const char *from, const char *to) {
    struct str s = {from, (size_t)(to - from)};
    s = str_replace(a, s, STR("→"), STR("\t"));
    s = str_replace(a, s, STR("␍"), STR("\r"));
    return str_replace(a, s, STR("␣"), STR(" "));
}

static inline void read_examples(struct arena *a, struct str file, struct str text, examples *out) {
    struct str line, rest = text;
    for (size_t number = 1; str_next_line(&rest, &line); number++) {
        size_t at = str_find(line, STR("` example"));
        if (!is_spec_fence(line) || at == SIZE_MAX)
            continue;
        struct example e = {.file = file, .line = number};
        e.info = str_from(line, at + strlen("` example"));
        const char *from = rest.p, *dot = NULL;
        for (; str_next_line(&rest, &line) && !is_spec_fence(line); number++)
            if (str_eqc(line, ".") && !dot)
                dot = line.p;
        number++;
        ck_assert_msg(dot != NULL, "%.*s:%zu: no `.` line", STR_ARG(file), e.line);
        e.note = spec_text(a, from, dot);
        e.want = spec_text(a, dot + 2, line.p);
        vec_push(a, out, e);
    }
}

static inline examples examples_in(struct arena *a, const char *folder) {
    examples out = {0};
    struct str dir = str_format(a, "%s/%s", CRIB_SOURCE_DATA, folder), *names, text, error = {0};
    size_t n;
    ck_assert(fs_list(a, dir, &names, &n, &error));
    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], STR(".md")) &&
            fs_read(a, fs_join(a, dir, names[i]), 1 << 22, &text, &error))
            read_examples(a, names[i], text, &out);
    return out;
}

/* The words of the info string behind `key`, up to the next key. */
static inline size_t words_behind(struct str info, const char *key, struct str *v, size_t most) {
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

/* What came of the example, and its messages but those `unheard`, are what it says; prints where
 * they are not. */
static inline bool example_holds(struct arena *a, const struct example *e, struct str got,
                                 const struct diag *d, bool (*unheard)(enum diag_id id)) {
    struct str says[16];
    struct buf b = buf_in(a);
    struct str wanted =
        str_join(a, says, words_behind(e->info, "says", says, COUNT_OF(says)), STR(" "));
    for (size_t i = 0; i < d->n; i++)
        if (!unheard(d->v[i].id))
            buf_printf(&b, "%.*s ", STR_ARG(diag_slug(a, d->v[i].id)));
    struct str said = str_trim(buf_get(&b));
    if (!str_eq(got, e->want))
        fprintf(stderr, "%.*s:%zu:\n--- note\n%.*s--- want\n%.*s--- got\n%.*s\n", STR_ARG(e->file),
                e->line, STR_ARG(e->note), STR_ARG(e->want), STR_ARG(got));
    if (!str_eq(said, wanted))
        fprintf(stderr, "%.*s:%zu: says `%.*s`\n", STR_ARG(e->file), e->line, STR_ARG(said));
    return str_eq(got, e->want) && str_eq(said, wanted);
}

/* All examples of a folder, of which there must be `least`, hold. */
static inline void examples_run(struct arena *a, const char *folder, size_t least,
                                bool (*run)(struct arena *a, const struct example *e)) {
    examples all = examples_in(a, folder);
    size_t failed = 0;
    for (size_t i = 0; i < all.n; i++)
        failed += !run(a, &all.v[i]);
    ck_assert_uint_ge(all.n, least);
    ck_assert_msg(failed == 0, "%zu of %zu examples of %s failed", failed, all.n, folder);
}

#endif
