/* fuzz_fonts: the tests' own font, for targets that set text. */
#ifndef FUZZ_FONTS_H
#define FUZZ_FONTS_H

#include "fuzz.h"
#include "tiny_font.h"

/* Kept from one input to the next: it is slow to open. */
static struct font_set *fuzz_fonts(void) {
    static struct failure f;
    static struct font_set *set;
    if (setjmp(f.env))
        fuzz_fail("raised by fonts: %s", f.text);
    if (!set) {
        struct arena *a = arena_open(&f);
        set = tiny_set(a, diag_open(a));
    }
    return set;
}

#endif
