/* quiz_text: rich text and parts of answers as plain text for programs that know no markup. For
 * plan/quiz. */
#ifndef PLAN_QUIZ_TEXT_H
#define PLAN_QUIZ_TEXT_H

#include "plan/target.h"

/* Lines of `out` end with '\n'; math stands between the target's signs. */
void quiz_rich(struct buf *out, const struct rich *r, const struct target *t);
struct str quiz_rich_text(struct arena *a, const struct rich *r, const struct target *t);
/* The parts below one another, points with a dash, tables with bars. */
void quiz_parts(struct buf *out, const struct part *parts, size_t n, const struct target *t);
/* The whole answer of a question: lead, then facets with their labels. */
struct str quiz_question_answer(struct arena *a, const struct question *q, const struct target *t);

/* True when the text or the parts show a picture. */
bool quiz_has_picture(const struct rich *r, const struct part *parts, size_t n);

bool quiz_question_has_picture(const struct question *q); /* anywhere in its answer */

/* The text with its lines joined by the target's line end, blanks at their ends gone. */
struct str quiz_lines(struct arena *a, struct str s, const struct target *t);

#endif
