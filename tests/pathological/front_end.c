/* front_end: large hostile notes through load, normalise and parse, some to the study model, each
 * in a process of its own, so that time and memory can be told. Prints PASS or FAIL lines; the
 * bound of time is generous (a slow machine under load), the sizes those of the promise: 10 MB on
 * one line, a million headings, 100,000 quotes in each other; to the model no more lines than are
 * taken. */
#include "study/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS_MAX = 20, MEGABYTES_MAX = 500 };

struct note {
    const char *name, *head, *piece, *tail;
    size_t times;
};

static const struct note notes[] = {
    {"quotes in each other", "", ">", "a\n", 100000},
    {"bullets in each other", "", "- ", "a\n", 100000},
    {"numbers in each other", "", "1. ", "a\n", 100000},
    {"10 MB of text on a line", "", "一 b ", "\n", 1666666},
    {"10 MB of bold on a line", "", "**a ", "\n", 2500000},
    {"10 MB of code on a line", "", "`a``b`` ", "\n", 1250000},
    {"10 MB of brackets", "", "[", "\n", 10000000},
    {"5 M wiki openers", "", "[[", "\n", 5000000},
    {"a million headings", "", "# a\n", "", 1000000},
    {"a million rules", "", "***\n", "", 1000000},
    {"a million empty items", "", "-\n", "", 1000000},
    {"a million lines", "", "a\n", "", 1000000},
    {"300,000 fences", "", "```\n", "", 300000},
    {"100,000 runs of stars", "", "a*", "\n", 100000},
    {"a definition used too often", "[a]: /0123456789012345678901234567890123456789\n\n", "[a] ",
     "\n", 200000},
    {"100,000 footnotes", "[^1]\n\n", "[^1]: x\n", "", 100000},
    {"a million dollars", "", "$a ", "\n", 1000000},
    {"a million tags", "<div>", "<b>", "\n", 1000000},
    {"300,000 lists of HTML", "", "<ul><li>", "\n", 300000},
    {"a million comments", "", "<!--\n", "", 1000000},
    {"blank lines in a list", "- a\n  - b\n    - c\n", "\n", "", 1000000},
    {"500,000 rows", "|a|b|\n|-|-|\n", "|1|2|\n", "", 500000},
    {"a million definitions", "t\n", ": d\n", "", 1000000},
    {"300,000 callouts", "", "> [!note] x\n\n", "", 300000},
    {"a million formulas on a line", "", "$a$ ", "\n", 1000000},
};

/* To the study model. */
static const struct note studied[] = {
    {"10 MB of addresses", "", "https://example.org/a/12\n", "", 400000},
    {"500,000 items", "", "2. x\n", "", 500000},
    {"10 MB of keys on a line", "", "答案：", "\n", 1100000},
    {"10 MB of keys and words on a line", "", "答案：x ", "\n", 900000},
    {"10 MB of keys and reasons on a line", "", "答案：B 解析：", "\n", 500000},
    {"10 MB of options on a line", "", "A. x B. y ", "\n", 1000000},
    {"10 MB of brackets to fill", "", "（ ）", "\n", 1400000},
    {"10 MB of names on a line", "", "甲的（Ab Cd）", "\n", 550000},
    {"10 MB of marks on a line", "", "【甲】{{c1::b}}", "\n", 500000},
    {"10 MB of cards on a line", "#flashcards\n\n", "a::b ", "\n", 2000000},
};

static struct str note_text(struct arena *a, const struct note *note) {
    struct buf b = buf_in(a);
    buf_c(&b, note->head);
    for (size_t i = 0; i < note->times; i++)
        buf_c(&b, note->piece);
    buf_c(&b, note->tail);
    return buf_get(&b);
}

static size_t count_nodes(const struct node *n) {
    size_t count = 1;
    for (const struct node *c = n->first; c; c = c->next)
        count += count_nodes(c);
    return count;
}

static size_t count_questions(struct arena *a, const struct sources *s,
                              const struct document *doc) {
    struct study_options o = {.data_dir = STR(CRIB_SOURCE_DATA), .threads = 1};
    return study_build(a, &doc, 1, s, NULL, &o, diag_open(a))->n_questions;
}

/* In the child: 0 when a tree stands, and its model where that is asked for. */
static int parse(const struct note *note, bool study) {
    struct failure f;
    if (setjmp(f.env)) {
        fprintf(stderr, "%s\n", f.text);
        return 3;
    }
    struct arena *a = arena_open(&f);
    struct sources s = source_from_text(a, STR("x.md"), note_text(a, note));
    const struct document *doc = syn_parse(a, s.v[0], NULL, diag_open(a));
    size_t nodes = count_nodes(doc->root);
    if (study)
        (void)count_questions(a, &s, doc);
    arena_close(a);
    return nodes > 0 ? 0 : 1;
}

static double seconds_of(const struct rusage *use) {
    return (double)use->ru_utime.tv_sec + (double)use->ru_stime.tv_sec +
           1e-6 * (double)(use->ru_utime.tv_usec + use->ru_stime.tv_usec);
}

static bool run(const struct note *note, bool study) {
    struct rusage use = {0};
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS_MAX, SECONDS_MAX + 1});
        _exit(parse(note, study));
    }
    if (child < 0 || wait4(child, &status, 0, &use) != child)
        return false;
    long megabytes = use.ru_maxrss >> 10;
    bool ok = status == 0 && megabytes <= MEGABYTES_MAX;
    printf("%s %s: %.2f s, %ld MB%s\n", ok ? "PASS" : "FAIL", note->name, seconds_of(&use),
           megabytes, status ? ", it died" : "");
    return ok;
}

int main(void) {
    bool ok = true;
    for (size_t i = 0; i < COUNT_OF(notes); i++)
        ok &= run(&notes[i], false);
    for (size_t i = 0; i < COUNT_OF(studied); i++)
        ok &= run(&studied[i], true);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
