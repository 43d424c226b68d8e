/* diag: what crib tells people about their notes and files. Messages are rows of diag.def; they are
 * collected, sorted by place and printed by cli, never printed where they are found.
 *
 * Report where it is known, return false upward; never both print and return a code. For every
 * folder. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"

enum severity { SEV_NOTE, SEV_WARNING, SEV_ERROR };

enum diag_id {
#define DIAG(id, severity, exit_status, text) DIAG_##id,
#include "base/diag.def"
#undef DIAG
    DIAG_COUNT
};

/* A place as people read it. line and column count from 1, columns in code points; 0 = unknown. */
struct place {
    struct str path;
    uint32_t line, column;
    struct str text; /* the line itself, for the caret; empty when there is none */
    uint32_t width;  /* code points to underline, at least 1 */
};

struct diag_entry {
    enum diag_id id;
    enum severity severity;
    struct span span;   /* in the notes, or {0,0} with `place` filled */
    struct place place; /* for files outside the offset space (styles, blueprints, outputs) */
    struct str text;    /* the message, placeholders filled */
};

struct diag {
    struct arena *a;
    struct diag_entry *v;
    size_t n, cap;
    size_t count[3]; /* by severity */
    int exit_status; /* the worst so far: 0, 1 input, 2 usage, 3 system */
    bool strict;     /* warnings become errors, exit at least 1; set before the first message */
};

struct diag *diag_open(struct arena *a);

/* Adds a message. The `{}` of its text are filled in order from the struct str arguments, of which
 * there must be as many. Texts are copied, the fillings clipped to DIAG_FILL_MOST code points. */
#define DIAG_FILL_MOST 400
void diag_at(struct diag *d, enum diag_id id, struct span span, ...);
void diag_in(struct diag *d, enum diag_id id, struct place place, ...);
/* A message about no place. */
void diag_say(struct diag *d, enum diag_id id, ...);

/* Adds what other work reported, in its order, without what `d` says already. */
void diag_take(struct diag *d, const struct diag *from);

struct str diag_slug(struct arena *a, enum diag_id id); /* "missing-answer" */
const char *diag_severity_name(enum severity s);

/* Turns spans into places; given by the owner of the offset space. Called only for what is printed.
 */
typedef struct place diag_locate(const void *sources, struct span span);

struct diag_format {
    bool json, color;
    enum severity least; /* messages below are not printed */
    size_t most; /* messages printed of each id in text form, 0 = all; the rest are counted at the
                    end */
};

/* Writes all messages in order of file and offset (those without a span keep their order, first),
 * as
 *     path:line:column: warning: text [slug]
 * (without a place: `crib: warning: …`) with the line and a caret under it, aligned by cells; or as
 * one JSON array (docs/diagnostics.md). Control characters of notes are shown escaped, so that no
 * terminal sequence gets through. */
void diag_print(const struct diag *d, diag_locate *locate, const void *sources,
                const struct diag_format *f, struct buf *out);

/* Appends s as diag_print shows text: what would act on a terminal, or hide, is escaped. */
void diag_show(struct buf *out, struct str s);

#endif
