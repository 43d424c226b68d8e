/* picture: pictures within lines of text: small ones as high as the line, larger ones on a line of
 * their own. For block and paper composition.
 *
 * Each file is read once, however often it stands in the notes. */
#ifndef LAYOUT_PICTURE_H
#define LAYOUT_PICTURE_H

#include "layout/para.h"
#include "study/study.h"

struct pictures;

/* Those of the study's documents; with grey without colour. A picture that cannot be used is
 * reported to d. */
struct pictures *pictures_open(struct arena *a, const struct study *study, bool grey,
                               struct diag *d);

/* The picture in a file; NULL, with *why set, when it cannot be used. */
const struct image *pictures_read(struct pictures *p, struct str path, struct str *why);

/* para_rich, with its pictures; one that is not there is its name in a frame. With p NULL all are
 * names. */
void pictures_put(struct pictures *p, struct para_builder *b, const struct rich *text,
                  const struct text_format *f);

/* The width a picture would like: as the author wrote ("300", "300x200": pixels of a screen), or by
 * its own resolution. */
mpt picture_width(const struct image *image, struct str written);

#endif
