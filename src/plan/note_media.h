/* note_media: the pictures of a deck. Anki keeps media in one flat folder, so a picture is named by
 * its content: crib-<12 hex digits of its FNV-1a>.png. For plan. */
#ifndef PLAN_NOTE_MEDIA_H
#define PLAN_NOTE_MEDIA_H

#include "base/map.h"
#include "base/vec.h"
#include "plan/deck.h"

struct note_media {
    struct arena *a;
    struct vault *vault; /* may be NULL: then only pictures with a path are found */
    struct diag *d;
    struct map by_path;
    VEC(struct deck_media) v;
};

struct note_media note_media_open(struct arena *a, struct vault *vault, struct diag *d);
/* The name on cards of the picture at an absolute path; empty, after reporting it once, when it is
 * no picture Anki shows. */
struct str note_media_file(struct note_media *m, struct str path, struct span span);
/* The same for a picture as written in a note; empty when it is not found. */
struct str note_media_target(struct note_media *m, const struct source *from, struct str target,
                             struct span span);
/* The bytes a picture's name was made of, read again. Raises when they are not there any more. */
struct str note_media_bytes(struct arena *a, const struct deck_media *media);

#endif
