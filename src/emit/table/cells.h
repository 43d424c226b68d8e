/* cells: one row of a tabular target. For emit/table. */
#ifndef EMIT_TABLE_CELLS_H
#define EMIT_TABLE_CELLS_H

#include "emit/backend.h"

/* The text of a column for the question numbered `number` (from 1). */
struct str table_cell(struct arena *a, const struct target_column *c, const struct quiz_item *q,
                      size_t number);

/* True for a cell a program that opens a CSV as a sheet may compute. */
bool table_is_formula(struct str cell);

bool table_write_csv(struct arena *a, const struct emit_input *in, struct fs_out *out,
                     struct diag *d);
bool table_write_xlsx(struct arena *a, const struct emit_input *in, struct fs_out *out,
                      struct diag *d);

#endif
