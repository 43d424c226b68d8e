/* points: rows to parts and points, key by key. For study only. */
#ifndef STUDY_POINTS_H
#define STUDY_POINTS_H

#include "study/rows.h"

/* A point of one text, its key split off. */
struct point *point_of(struct builder *b, const struct rich *text, uint32_t holds,
                       struct span span);

/* Adds the point of the ITEM or LINE row `at`, its children below it; returns the row after them.
 */
size_t point_add(struct builder *b, const struct row *rows, size_t n, size_t at, part_vec *out);

/* Adds one part of text. */
void text_add(struct builder *b, const struct row *row, const struct rich *text, part_vec *out);

/* Adds rows from..to in order: items as points, lines as text, other blocks as they are. */
void points_add(struct builder *b, const struct row *rows, size_t from, size_t to, part_vec *out);

/* Adds the segments from..to of a line as points that share a written line. */
void segment_add(struct builder *b, const struct rich *line, size_t from, size_t to,
                 uint32_t line_group, part_vec *out);

#endif
