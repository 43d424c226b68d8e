/* Pictures of every format: what is accepted has as much data as its header says. */
#include "layout/image.h"

#include "fuzz.h"

static void check(const struct image *im) {
    size_t pixels = (size_t)im->width * im->height;
    if (pixels == 0 || pixels > IMAGE_PIXELS_MAX)
        fuzz_fail("%u x %u pixels", im->width, im->height);
    if (im->form == IMAGE_RAW && im->data.n != pixels * (size_t)im->components)
        fuzz_fail("%zu bytes of %u x %u x %d", im->data.n, im->width, im->height, im->components);
    if (im->alpha.n && im->alpha.n != pixels)
        fuzz_fail("%zu bytes of alpha", im->alpha.n);
    if (im->palette.n % 3 || im->palette.n > 768)
        fuzz_fail("%zu bytes of palette", im->palette.n);
    /* all of it can be read */
    volatile char last = 0;
    for (size_t i = 0; i < im->data.n; i += 4096)
        last = im->data.p[i];
    (void)last;
}

void fuzz_one(struct arena *a, struct str data) {
    struct str why = {0};
    bool grey = fuzz_choice(&data) & 1;
    const struct image *im = image_read(a, fuzz_file(a, data), grey, &why);
    if (im)
        check(im);
    else if (!why.n)
        fuzz_fail("refused without a reason");
}
