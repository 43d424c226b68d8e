/* note_media: a picture is what its name says, or nothing is written. */
#include "plan/note_media.h"
#include "unit.h"

#include "base/diag.h"

#include <unistd.h>

static char place[64];

static void put(const char *bytes, size_t n) {
    FILE *f = fopen(place, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    ck_assert_int_eq(fclose(f), 0);
}

/* A picture named, then changed as `row` says, then read again. */
static void read_again(struct arena *a, size_t row) {
    static const char first[] = "\x89PNG first", other[] = "\x89PNG other";
    struct diag *d = diag_open(a);
    struct note_media m = note_media_open(a, NULL, d);
    snprintf(place, sizeof(place), "/tmp/crib-media-%d.png", (int)getpid());
    put(first, sizeof(first) - 1);
    struct str name = note_media_file(&m, str_of(place), (struct span){0});
    ck_assert_uint_eq(name.n, strlen("crib-0123456789ab.png"));
    ck_assert(str_eq(note_media_file(&m, str_of(place), (struct span){0}), name));
    ck_assert_uint_eq(m.v.n, 1);
    if (row == 1)
        put(other, sizeof(other) - 1);
    if (row == 2)
        put("text", 4);
    if (row == 3)
        unlink(place);
    struct str bytes = note_media_bytes(a, &m.v.v[0]);
    ck_assert(str_eqc(bytes, first));
    unlink(place);
}

UNIT_TEST(unchanged) {
    UNIT_UNUSED(row);
    read_again(a, 0);
}

UNIT_TEST(changed_meanwhile) {
    char text[256];
    UNIT_UNUSED(a);
    ck_assert(unit_raises(read_again, row + 1, text));
    ck_assert_ptr_nonnull(strstr(text, row == 2 ? "No such file" : "was changed meanwhile"));
    unlink(place);
}

UNIT_TEST(no_picture) {
    struct diag *d = diag_open(a);
    struct note_media m = note_media_open(a, NULL, d);
    UNIT_UNUSED(row);
    ck_assert_uint_eq(note_media_file(&m, STR("/etc/hostname"), (struct span){0}).n, 0);
    ck_assert_uint_eq(note_media_file(&m, STR("/etc/hostname"), (struct span){0}).n, 0);
    ck_assert_uint_eq(d->n, 1); /* said once */
}

int main(void) {
    Suite *s = suite_create("note_media");
    UNIT(s, unchanged);
    UNIT_ROWS(s, changed_meanwhile, 3);
    UNIT(s, no_picture);
    return unit_run(s);
}
