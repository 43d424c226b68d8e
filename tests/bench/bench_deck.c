/* bench_deck [N [FILE]]: writes a package (or what FILE's ending says) of N notes, 100,000 of them
 * if not said, that are in memory already; prints seconds on the clock and of the processor. */
#include "emit/backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct deck_note note_of(struct arena *a, size_t i) {
    const struct notetype *t = notetype_get(NOTETYPE_QA);
    struct str *f = arena_array(a, struct str, t->n_fields);
    struct str *tags = arena_array(a, struct str, 2);
    struct buf why = buf_in(a);
    buf_room(&why, 280);
    buf_printf(&why, "答案 %zu ", i);
    for (int k = 0; k < 40; k++)
        buf_c(&why, "说明");
    tags[0] = STR("bench");
    tags[1] = str_format(a, "ch::%zu", i % 50);
    f[QA_ID] = str_format(a, "crib-%016zx", i * 2654435761u);
    f[QA_Q] = str_format(a, "第 %zu 题：什么是 <b>attention</b>？\\(QK^T/\\sqrt{d}\\)", i);
    f[QA_A] = buf_get(&why);
    return (struct deck_note){.type = t,
                              .guid = f[QA_ID],
                              .deck = STR("Bench::crib"),
                              .tags = tags,
                              .n_tags = 2,
                              .fields = f,
                              .mod = 1764201600};
}

int main(int argc, char **argv) {
    struct failure f;
    struct timespec from, to;
    const char *count = argc > 1 ? argv[1] : "100000", *path = argc > 2 ? argv[2] : "bench.apkg";
    if (setjmp(f.env)) {
        fprintf(stderr, "%s\n", f.text);
        return 3;
    }
    struct arena *a = arena_open(&f);
    struct diag *d = diag_open(a);
    size_t n = (size_t)strtoul(count, NULL, 10);
    struct deck_note *v = arena_array(a, struct deck_note, n);
    for (size_t i = 0; i < n; i++)
        v[i] = note_of(a, i);
    struct deck deck = {.name = STR("Bench"), .v = v, .n = n};
    struct emit_input in = {.deck = &deck, .data_dir = STR(CRIB_SOURCE_DATA)};
    clock_gettime(CLOCK_MONOTONIC, &from);
    clock_t busy = clock();
    struct fs_out *out = fs_create(a, str_of(path));
    struct str error;
    bool ok = emit_for_path(str_of(path))->emit(a, &in, out, d) && fs_commit(out, &error);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double s = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    double cpu = (double)(clock() - busy) / CLOCKS_PER_SEC;
    printf("deck: %zu notes, %.3f s (%.3f s of the processor), %llu bytes\n", n, s, cpu,
           (unsigned long long)fs_written(out));
    if (argc < 3)
        remove(path);
    arena_close(a);
    return !ok;
}
