/* image: pictures as XObjects, equal ones once. For content.c. */
#ifndef EMIT_PDF_IMAGE_H
#define EMIT_PDF_IMAGE_H

#include "base/map.h"
#include "layout/image.h"

struct pdf_file;

struct pdf_images {
    struct arena *a;
    struct pdf_file *file;
    struct map known; /* by what a picture is -> its object */
};

struct pdf_images pdf_images_in(struct arena *a, struct pdf_file *file);
/* The picture's object, written when it is new. */
uint32_t pdf_image(struct pdf_images *m, const struct image *image);

#endif
