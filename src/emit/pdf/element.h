/* element: the records behind tags.h, shared by tags.c (which collects) and tags_write.c. */
#ifndef EMIT_PDF_ELEMENT_H
#define EMIT_PDF_ELEMENT_H

#include "emit/pdf/tags.h"

#define ELEMENT_NONE UINT32_MAX

enum kid_kind { KID_ELEMENT, KID_MCID, KID_ANNOTATION };

struct kid {
    uint8_t kind;
    uint32_t value; /* element, MCID, or the annotation's object */
    uint32_t page;  /* KID_MCID, KID_ANNOTATION: index into pdf_tags.pages */
    uint32_t next;  /* kid of the same element */
};

/* There may be a hundred thousand, so they are kept small. */
struct element {
    uint8_t role, level;
    bool kept;      /* stands in the file */
    bool placed;    /* is a kid of its parent */
    char numbering; /* TAG_L: how its labels count: '1', 'a', 'A', '*' bullet, 0 = not known */
    uint32_t parent;
    uint32_t sibling;  /* the parent's next tag, in order of their index */
    uint32_t unplaced; /* the first tag below that is not a kid yet */
    uint32_t kid, last_kid;
    uint32_t page; /* of its first content, ELEMENT_NONE = no content of its own */
    uint32_t rank; /* its number among the kept */
    uint32_t ink;  /* 1 + index of its bounds, 0 = none */
};

struct ink {
    mpt x0, y0, x1, y1;
};

struct pdf_tags {
    struct arena *a;
    const struct pages *pages;
    VEC(struct element) v; /* [i] is tag i; then Link elements made here */
    VEC(struct kid) kids;
    VEC(struct ink) inks;
    VEC(uint32_t) page_ids;    /* objects of the pages */
    VEC(uint32_t) first_owner; /* of each page, into owners */
    VEC(uint32_t) owners;      /* element of each MCID, page by page */
    VEC(uint32_t) annotated;   /* element of each annotation */
};

/* The tag behind an element; an empty one for a Link made here. */
const struct tag *pdf_element_tag(const struct pdf_tags *t, uint32_t element);
/* The type of an element. */
const char *pdf_element_type(const struct element *e);
/* Makes the element's tags that are still waiting its kids. */
void pdf_element_place_all(struct pdf_tags *t, uint32_t element);

#endif
