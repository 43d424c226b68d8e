/* note_html: rich text and the parts of an answer as HTML for cards. What comes out holds only
 * these tags, all of our own making: a (http, https, mailto), b, blockquote, br, code, del,
 * details, div, hr, i, img (by content name), kbd, li, mark, ol, pre, span, sub, summary, sup,
 * table, td, th, tr, u, ul. What the notes say can never be markup, a template, a sound, a cloze or
 * a formula they do not mean. No line ends: a field is one line. For plan. */
#ifndef PLAN_NOTE_HTML_H
#define PLAN_NOTE_HTML_H

#include "base/buf.h"
#include "plan/note_media.h"

struct note_html {
    struct buf out;
    struct note_media *media;
    const struct source *from; /* the note pictures are looked up from */
    bool cloze;                /* of a cloze note: braces that look like blanks are split */
    bool in_blank;             /* inside a blank, `::` is split, too */
    bool is_listing;           /* spaces and line ends count */
};

void note_text(struct note_html *h, struct str s); /* plain text, escaped */
void note_rich(struct note_html *h, const struct rich *r);
/* A picture by its content name, or what it is called when it has none; width in pixels or empty.
 */
void note_image(struct note_html *h, struct str name, struct str alt, struct str width);
void note_parts(struct note_html *h, const struct part *parts, size_t n);
/* Text as a part of a URI: all but letters, digits and -._~ as %XX. */
void note_uri_part(struct note_html *h, struct str s);
/* The key of a point, bold; once when its author made it so already. */
void note_key(struct note_html *h, const struct rich *key);
/* One point: its key, its text and what is below it, without a marker. */
void note_point(struct note_html *h, const struct point *p);

#endif
