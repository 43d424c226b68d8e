/* office: pages for those who hold the exam, not for candidates: A4 landscape, margins 14 and 12
 * mm, a title over a rule, a footer. For seating.c and mapping.c. */
#ifndef LAYOUT_PAPER_OFFICE_H
#define LAYOUT_PAPER_OFFICE_H

#include "layout/paper/exam_int.h"

mpt office_left(void);
mpt office_width(void);
mpt office_top(void); /* below the title's rule */
mpt office_bottom(void);

struct page *office_page(struct exam *e, struct str title, struct str facts);
void office_footers(struct exam *e);

/* Item × variant, section by section; the letters variants share. */
void mapping_draw(struct exam *e);

#endif
