/* quiz_html: questions as HTML within XML, for the back ends that write XML. */
#ifndef EMIT_QUIZ_HTML_H
#define EMIT_QUIZ_HTML_H

#include "emit/backend.h"
#include "plan/note_media.h"

struct quiz_html {
    struct arena *a;
    struct note_media media; /* every picture seen so far */
    const struct sources *sources;
    struct str prefix; /* put in front of a picture's name: where the target keeps its files */
};

struct quiz_html quiz_html_open(struct arena *a, const struct emit_input *in, const char *prefix,
                                struct diag *d);
struct str quiz_html_stem(struct quiz_html *h, const struct item *it);
/* The option printed at place i. */
struct str quiz_html_option(struct quiz_html *h, const struct quiz_item *q, size_t i);
struct str quiz_html_explanation(struct quiz_html *h, const struct quiz_item *q);
/* Where Moodle keeps a question: the title of the notes and the sections, joined by slashes. */
struct str quiz_category(struct arena *a, struct str title, struct str section);
/* Plain text as HTML, line ends as <br>. */
struct str quiz_html_plain(struct arena *a, struct str s);

#endif
