/* block_record: a wide table's rows as texts. For block_table.c only. */
#ifndef LAYOUT_BLOCK_RECORD_H
#define LAYOUT_BLOCK_RECORD_H

#include "layout/block_make.h"

struct records;

/* Shapes the rows below the header; their nodes stand in the place's slot. */
const struct records *records_shape(struct block_list *l, const struct study_table *t,
                                    const struct block_place *where);
void records_make(struct maker *m, const struct records *r);

#endif
