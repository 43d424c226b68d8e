/* bench_front [RUNS]: from a note's bytes to its study model, stage by stage: megabytes a second of
 * the processor, the best of RUNS (5), in one thread. The note is $NOTES (input/llm-notes.md if
 * not set), once, ten times over, and a hundred times over in ten files. */
#include "base/fs.h"
#include "source/encoding.h"
#include "source/text.h"
#include "study/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum stage { STAGE_SOURCE, STAGE_SYNTAX, STAGE_STUDY, STAGE_COUNT };

static const char *const stage_names[] = {"decode", "parse", "study"};

struct figures {
    double seconds[STAGE_COUNT];
    size_t n_questions;
};

static double busy(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct str times_over(struct arena *a, struct str text, size_t times) {
    struct buf out = buf_in(a);
    buf_room(&out, (text.n + 1) * times);
    for (size_t i = 0; i < times; i++) {
        buf_str(&out, text);
        buf_byte(&out, '\n');
    }
    return buf_get(&out);
}

static void run(struct arena *a, struct str bytes, size_t files, struct figures *out) {
    struct diag *d = diag_open(a);
    struct syntax_options syntax = {0};
    struct study_options o = {.data_dir = STR(CRIB_SOURCE_DATA), .takes_trees = true, .threads = 1};
    const struct source **v = arena_array(a, const struct source *, files);
    const struct document **docs = arena_array(a, const struct document *, files);
    uint32_t base = 1;
    double t[STAGE_COUNT + 1];
    t[STAGE_SOURCE] = busy();
    for (size_t i = 0; i < files; i++) {
        struct decoded text = enc_decode(a, bytes, (struct str){0}, true);
        v[i] = source_make(a, str_format(a, "%zu.md", i), text.text, base);
        base += (uint32_t)v[i]->text.n + 1;
    }
    t[STAGE_SYNTAX] = busy();
    for (size_t i = 0; i < files; i++)
        docs[i] = syn_parse(a, v[i], &syntax, d);
    t[STAGE_STUDY] = busy();
    struct sources s = {v, files};
    out->n_questions = study_build(a, docs, files, &s, NULL, &o, d)->n_questions;
    t[STAGE_COUNT] = busy();
    for (int k = 0; k < STAGE_COUNT; k++)
        out->seconds[k] = t[k + 1] - t[k];
}

static double total(const struct figures *f) {
    double s = 0;
    for (int k = 0; k < STAGE_COUNT; k++)
        s += f->seconds[k];
    return s;
}

static void print_row(size_t times, double megabytes, const struct figures *f) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("| ×%zu | %.1f |", times, megabytes);
    for (int k = 0; k < STAGE_COUNT; k++)
        printf(" %.0f |", megabytes / f->seconds[k]);
    printf(" **%.1f** | %zu | %ld |\n", megabytes / total(f), f->n_questions,
           usage.ru_maxrss / 1024);
}

static void bench(struct failure *failure, struct str bytes, size_t times, size_t files,
                  size_t runs) {
    struct figures best = {0}, now;
    for (size_t i = 0; i < runs; i++) {
        struct arena *a = arena_open(failure);
        run(a, bytes, files, &now);
        arena_close(a);
        if (i == 0 || total(&now) < total(&best))
            best = now;
    }
    print_row(times, (double)(bytes.n * files) / 1e6, &best);
}

static void print_head(void) {
    printf("| notes | MB |");
    for (int k = 0; k < STAGE_COUNT; k++)
        printf(" %s MB/s |", stage_names[k]);
    printf(" all MB/s | questions | peak MB |\n|---|---:|");
    for (int k = 0; k < STAGE_COUNT; k++)
        printf("---:|");
    printf("---:|---:|---:|\n");
}

int main(int argc, char **argv) {
    struct failure f;
    if (setjmp(f.env)) {
        fprintf(stderr, "%s\n", f.text);
        return 3;
    }
    const char *notes = getenv("NOTES");
    size_t runs = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 5;
    struct str text, error,
        path = notes ? str_of(notes) : STR(CRIB_SOURCE_DATA "/input/llm-notes.md");
    struct arena *a = arena_open(&f);
    if (!fs_read(a, path, SOURCE_BYTES_MAX / 10, &text, &error))
        fail_raise(&f, "%.*s: %.*s", STR_ARG(path), STR_ARG(error));
    struct str ten = times_over(a, text, 10);
    print_head();
    bench(&f, text, 1, 1, runs);
    bench(&f, ten, 10, 1, runs);
    bench(&f, ten, 100, 10, MAX(runs / 2, (size_t)1));
    arena_close(a);
    return 0;
}
