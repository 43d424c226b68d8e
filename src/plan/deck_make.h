/* deck_make: what the files that make notes share. For plan/deck*.c.
 *
 * Terms: identity = what tells one note of a question from the others, beside the question's own
 * id; base = the id of the question's first item, of which the ids of notes without an item are
 * made. */
#ifndef PLAN_DECK_MAKE_H
#define PLAN_DECK_MAKE_H

#include "plan/deck.h"
#include "plan/note_html.h"
#include "style/wording.h"

/* What is the same for all notes of a question. */
struct deck_place {
    const struct question *question;
    struct str deck;
    struct str path;   /* HTML: its headings, for the card's top line */
    struct str source; /* HTML: file and question */
    const struct str *tags;
    size_t n_tags;
    const struct wording *words; /* in the document's language, or the run's */
    uint64_t base;
    struct str titles; /* the path of titles the items' identities have */
};

/* What tells a note from all others, now and at later builds. */
struct deck_key {
    uint64_t id;
    bool is_item;         /* id is an item's */
    const char *kind;     /* tag, "crib::" in front */
    struct str form, key; /* of its identity in the ledger; both may be empty */
    struct str says;      /* plain, for people */
};

struct deck_draft { /* a note without GUID */
    struct deck_note note;
    struct str *fields; /* note.fields, to be written */
    struct deck_key key;
    struct str titles;
    bool numbered; /* the author numbered its blanks himself */
    uint32_t top;  /* highest number a blank of it ever had, when that is more than it has */
};

struct deck_maker {
    struct arena *a;
    const struct deck_options *o;
    const struct study *study;
    struct diag *d;
    const struct wording *words[2]; /* zh, en */
    struct note_media media;
    struct note_html h; /* the field being written */
    struct deck_place at;
    struct map said;                     /* what was reported once */
    struct map roots;                    /* decks of documents, to struct deck_about */
    const struct study_document *placed; /* the document deck_place_of met last */
    VEC(struct deck_draft) notes;
};

/* The HTML written so far, as a field; begins the next one. */
struct str deck_take(struct deck_maker *m);
struct str deck_words(const struct deck_maker *m, const char *key);
/* Plain text as HTML. */
struct str deck_plain(struct deck_maker *m, struct str s);
struct str deck_rich(struct deck_maker *m, const struct rich *r);

/* The key of a note that stands for an item; of one that none stands for: the form tells kinds and
 * lists apart, `name` the notes of a form. */
struct deck_key deck_item_key(const struct item *it, const char *kind);
struct deck_key deck_own_key(const struct deck_maker *m, const char *kind, struct str form,
                             struct str name);

/* A new note of the question at hand with its source and path set; the fields are its to fill, but
 * for the GUID. */
struct str *deck_note_add(struct deck_maker *m, enum notetype_id type, struct deck_key key,
                          struct span span);
/* The same for a cloze note, whose first field is its text. */
void deck_cloze_add(struct deck_maker *m, struct deck_key key, struct str text, size_t n_clozes,
                    struct str extra, struct span span);
struct deck_draft *deck_last(struct deck_maker *m); /* the note added last */

/* deck_due.c: the scheduling kept with a card of the author's, for its note. */
void deck_due_of(struct deck_maker *m, const struct authored *q);

/* deck_blanks.c: numbers of blanks stay with what they hide, by what the ledger has of the note. */
void deck_keep_numbers(struct deck_maker *m);

/* deck_ledger.c: GUIDs, dates and what is gone, by the ledger when there is one. */
void deck_settle(struct deck_maker *m, struct deck *out);

/* deck_place.c: where a question's notes go. `base` is left for the caller. */
void deck_place_of(struct deck_maker *m, const struct question *q);

/* deck_answer.c: a question with its whole answer; its points one by one, or as blanks. */
void deck_recall(struct deck_maker *m, const struct item *it);
/* The answer as the notes have it: text, labelled lists, blocks. */
void deck_put_answer(struct deck_maker *m, const struct question *q);
/* What the question and its neighbours are about, where there is such: it stands on the card of
 * each. */
void deck_put_material(struct deck_maker *m, const struct question *q);

/* deck_points.c */
struct deck_point {
    const struct facet *facet;
    const struct point *point;
    size_t nth, of; /* in its facet, from 1 */
};
struct deck_points {
    const struct deck_point *v;
    size_t n, n_keyed;
};
struct deck_points deck_points_of(struct arena *a, const struct question *q);
void deck_point_notes(struct deck_maker *m, const struct deck_points *points, struct str title);

/* deck_rows.c: one note for each row of a table. */
void deck_row_notes(struct deck_maker *m, struct str title);

/* deck_items.c: items that ask by themselves. */
void deck_item(struct deck_maker *m, const struct item *it);
/* deck_terms.c: the terms of a question, each asked in up to four ways; items say which. */
void deck_terms(struct deck_maker *m, const struct item *const *items, size_t n);

#endif
