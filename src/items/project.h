/* project: tells pages about a project (how to install it, what it is built with, who may
 * contribute) from notes somebody studies. For items. */
#ifndef ITEMS_PROJECT_H
#define ITEMS_PROJECT_H

#include "items/rules.h"
#include "study/study.h"

/* Whether a document is about a project: by its title, or by its headings. Nothing of it is fit for
 * a paper. Scratch memory of `a`. */
bool project_is_about(struct arena *a, const struct rules *r, const struct study_document *d);

#endif
