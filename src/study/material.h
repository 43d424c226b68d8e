/* material: lines that put something to read before several questions ("阅读下面的材料，回答 1～3
 * 题。", "Questions 1–3 refer to the passage below."), found by the words of styles/labels/. For
 * study only. */
#ifndef STUDY_MATERIAL_H
#define STUDY_MATERIAL_H

#include "study/rows.h"

struct material_cue {
    size_t from, to;  /* bytes of the line where its numbers of questions stand; equal: none */
    long first, last; /* those numbers; 0 without */
};

/* The line, or title, is such a cue. */
bool material_read(const struct labels *l, struct str line, struct material_cue *out);

/* The row is one. */
bool material_opens(const struct labels *l, const struct row *row, struct material_cue *out);

/* Where what row `at` is the cue of ends: the row that is numbered as the question after its last,
 * or the next cue, else n. False when nothing below it asks in a way that can be read. */
bool material_range(const struct builder *b, const struct row *rows, size_t n, size_t at,
                    const struct material_cue *cue, size_t *end);

#endif
