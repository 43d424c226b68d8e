/* image_int: what the readers of each picture format share. Only for image*.c. */
#ifndef LAYOUT_IMAGE_INT_H
#define LAYOUT_IMAGE_INT_H

#include "layout/image.h"

/* A picture being read. */
struct picture {
    struct arena *a;
    struct str bytes;    /* the file */
    bool grey;           /* wanted without colour */
    struct image *image; /* filled by the reader */
    struct str why;      /* what is wrong, when the reader returns false */
};

static inline bool picture_refuse(struct picture *p, const char *why) {
    p->why = str_of(why);
    return false;
}

/* Width and height are usable and within IMAGE_PIXELS_MAX. */
bool picture_size_ok(struct picture *p, uint64_t width, uint64_t height);

bool png_picture(struct picture *p);
bool jpeg_picture(struct picture *p);
bool svg_picture(struct picture *p);
/* Whether parts of an SVG would be drawn again, by references, more than so many times. */
bool svg_uses_most(struct failure *f, struct str svg, uint32_t most);
bool gif_picture(struct picture *p);
bool webp_picture(struct picture *p);

/* More pixels than paper shows: not passed through. */
static inline bool picture_is_large(uint32_t width, uint32_t height) {
    return MAX(width, height) > IMAGE_SIDE_MOST;
}

/* Bare pixels of a photograph to JPEG again, when they are many. */
void picture_pack(struct arena *a, struct image *image);

/* Rows of RGB to rows of grey, in place (Rec. 601 luma). */
void picture_to_grey(struct image *image);

#endif
