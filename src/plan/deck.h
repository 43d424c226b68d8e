/* deck: items and answers as Anki notes. For emit/anki and the dumps. */
#ifndef PLAN_DECK_H
#define PLAN_DECK_H

#include "items/item.h"

#define DECK_FIELDS_MAX 16

/* A notetype of ours; its ids are constants fixed for ever (plan/notetypes.c). */
struct notetype {
    int64_t id;
    const char *slug; /* "choice" */
    const char *name; /* "crib 选择" */
    const char *const *fields;
    size_t n_fields;
    bool is_cloze;
};

struct deck_note {
    const struct notetype *type;
    struct str guid; /* "crib-" + id */
    struct str deck; /* "A::B::C" */
    const struct str *tags;
    size_t n_tags;
    struct str fields[DECK_FIELDS_MAX]; /* HTML, allow-listed */
    int64_t mod;                        /* seconds; when its content last changed, from crib.ids */
    struct span source;
};

struct deck_media { /* a picture under the name its content gives it */
    struct str name, path;
};

struct deck {
    const struct deck_note *v; /* parent decks before their children, then note order */
    size_t n;
    const struct deck_media *media;
    size_t n_media;
};

enum list_mode { LISTS_POINTS, LISTS_CLOZE, LISTS_WHOLE };

struct deck_options {
    struct str data_dir;
    struct str name; /* root deck */
    struct str lang;
    enum list_mode lists;
    int depth;      /* heading levels that become decks */
    struct str ids; /* path of crib.ids, for `mod`; empty: none */
};

struct deck *deck_plan(struct arena *a, const struct study *s, const struct bank *b,
                       const struct deck_options *o, struct diag *d);

#endif
