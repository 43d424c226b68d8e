/* pins: what an author writes in brackets behind an option or a stem to keep it in its place on
 * shuffled papers: "以上都不对 [last]", "……的顺序是（ ） [选项固定]". The words are those of
 * styles/labels/. For study only. */
#ifndef STUDY_PINS_H
#define STUDY_PINS_H

#include "study/build.h"

struct pins {
    bool here, first, last, ordered;
};

/* Takes all such brackets off the end of a text. */
struct pins pins_take(struct builder *b, struct rich *text);

/* The place pins ask for, as authored_option.pin; `at`: where the option stands, from 0. */
int8_t pins_place(const struct pins *p, size_t at);

#endif
