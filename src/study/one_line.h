/* one_line: questions written on a single line: "地球是圆的。答案：对", "… A. x B. y 答案：B
 * 解析：…". Their options, key and explanation are lines of their own to all that follows. For
 * study only. */
#ifndef STUDY_ONE_LINE_H
#define STUDY_ONE_LINE_H

#include "study/build.h"

/* The byte at which the first of them begins that is not all of the text; 0 when none does. `holds`
 * is what signs_of saw in the line. */
size_t one_line_break(const struct builder *b, const struct rich *text, uint32_t holds);

#endif
