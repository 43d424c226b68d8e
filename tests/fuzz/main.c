/* main: the function libFuzzer calls; with REPLAY, a program that runs the files and folders it is
 * given once each. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct failure f;
    if (setjmp(f.env))
        fuzz_fail("raised: %s", f.text);
    struct arena *a = arena_open(&f);
    fuzz_one(a, (struct str){(const char *)data, size});
    arena_close(a);
    return 0;
}

#ifdef REPLAY
static size_t replay(struct arena *a, struct str path) {
    struct str *names, bytes, error;
    size_t n = 0, done = 0;
    if (fs_kind(a, path) == FS_DIR) {
        if (!fs_list(a, path, &names, &n, &error))
            fuzz_fail("%.*s: %.*s", STR_ARG(path), STR_ARG(error));
        for (size_t i = 0; i < n; i++)
            done += replay(a, fs_join(a, path, names[i]));
        return done;
    }
    if (!fs_read(a, path, 1u << 26, &bytes, &error))
        fuzz_fail("%.*s: %.*s", STR_ARG(path), STR_ARG(error));
    fprintf(stderr, "%.*s\n", STR_ARG(path)); /* the last one named is the one that broke */
    LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
    return 1;
}

int main(int argc, char **argv) {
    struct failure f;
    if (setjmp(f.env))
        fuzz_fail("raised: %s", f.text);
    struct arena *a = arena_open(&f);
    size_t done = 0;
    for (int i = 1; i < argc; i++)
        done += replay(a, str_of(argv[i]));
    arena_close(a);
    printf("%zu inputs\n", done);
    return 0;
}
#endif
