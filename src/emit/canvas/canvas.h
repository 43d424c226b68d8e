/* canvas: a package Canvas imports as a quiz: QTI 1.2. For emit/canvas. */
#ifndef EMIT_CANVAS_CANVAS_H
#define EMIT_CANVAS_CANVAS_H

#include "emit/quiz_html.h"

/* Names within the package: of the quiz, of what it depends on. */
struct canvas_ids {
    struct str quiz, meta;
};

/* The questions: <quiz>/<quiz>.xml. Fills html->media. */
struct str canvas_questions(struct arena *a, const struct emit_input *in, struct quiz_html *html,
                            const struct canvas_ids *ids);
/* What Canvas keeps beside them: <quiz>/assessment_meta.xml, and the list of files. */
struct str canvas_meta(struct arena *a, const struct emit_input *in, const struct canvas_ids *ids);
struct str canvas_manifest(struct arena *a, const struct emit_input *in,
                           const struct note_media *media, const struct canvas_ids *ids);

#endif
