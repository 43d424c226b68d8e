/* deck: items and answers as Anki notes. For emit/anki and the dumps.
 *
 * Terms: note = what Anki updates as one; card = what is asked of a note, made from it by a
 * template or, in a cloze note, for each number of a blank; GUID = what Anki knows a note by. */
#ifndef PLAN_DECK_H
#define PLAN_DECK_H

#include "items/ids_notes.h"
#include "items/item.h"
#include "plan/notetypes.h"
#include "source/vault.h"

#define DECK_CLOZES_MAX 499 /* Anki takes every higher number for this one */

/* Scheduling of a card carried over from another program. */
struct deck_due {
    int32_t day, interval; /* days; `day` counts from 1970-01-01 */
    int32_t ease;          /* per cent: 250 */
};

struct deck_note {
    const struct notetype *type;
    struct str guid;        /* "crib-" + id */
    struct str deck;        /* "A::B::C" */
    const struct str *tags; /* without blanks; "a::b" nests */
    size_t n_tags;
    const struct str *fields; /* type->n_fields of them: HTML of the tags note_html.h allows */
    size_t n_clozes;          /* a cloze note: its blanks are numbered 1 to this */
    int64_t mod;              /* seconds; when its content last changed */
    struct span source;
    const struct deck_due *due; /* of its first n_due cards */
    size_t n_due;
    struct str says; /* plain: what tells it from its question's other notes, or what it asks */
    uint8_t change;  /* enum ids_change: since the ledger was last written */
    bool moved;      /* to another deck; Anki moves no card by itself */
    struct str was;  /* deck before, when moved */
};

struct deck_media { /* a picture under the name its content gives it */
    struct str name, path;
};

struct deck_about {        /* what Anki shows of a deck, that of whole documents */
    struct str deck, text; /* text: HTML */
};

/* A note these documents gave when the ledger was last written, and no more. */
struct deck_gone {
    const struct notetype *type;
    struct str guid;
    struct str document, path, key; /* path of titles; key: a cloze note's text, a point's key */
    bool newly;                     /* since then; others are gone for longer */
};

struct deck {
    struct str name, lang;
    const struct deck_note *v; /* parent decks before their children, then note order */
    size_t n;
    const struct deck_about *about; /* in the order of first use */
    size_t n_about;
    const struct deck_media *media; /* in the order of first use */
    size_t n_media;
    const struct notetype_stock *stock; /* NULL: crib's own notetypes */
    const struct deck_gone *gone;
    size_t n_gone, n_before; /* n_before: notes there were */
    struct str ids;          /* the new content of crib.ids; empty without a ledger */
};

enum list_mode { LISTS_POINTS, LISTS_CLOZE, LISTS_WHOLE };

struct deck_options {
    struct str data_dir;
    struct str name; /* root deck */
    struct str lang; /* of what crib writes itself, where a document's is neither zh nor en */
    enum list_mode lists;
    int depth;           /* heading levels that become decks */
    bool numbers;        /* headings keep their numbers in deck names */
    bool scheduling;     /* <!--SR:…--> of the author's cards becomes their scheduling */
    struct str obsidian; /* vault the sources link to; empty: no links */
    struct vault *vault; /* finds pictures within text */
    const struct str
        *inputs; /* as named: whose folders tell which files that are no more were theirs */
    size_t n_inputs;
    struct str ids; /* text of crib.ids as items_build left it, for `mod`; empty: none */
    const struct notetype_stock *stock;
    int64_t now; /* seconds: `mod` of what changed, and of all notes without a ledger */
};

/* NULL after reporting a missing file of crib's own. */
struct deck *deck_plan(struct arena *a, const struct study *s, const struct bank *b,
                       const struct deck_options *o, struct diag *d);

/* What changed since the ledger was last written, as lines of text or as JSON: new, changed, moved
 * and removed notes with their places. */
void deck_diff(const struct deck *deck, const struct sources *s, bool json, struct buf *out);
/* More than a fifth of the notes there were is gone: more likely a mistake than an edit. */
bool deck_is_loss(const struct deck *deck);
size_t deck_newly_gone(const struct deck *deck);

/* The deck as it is against an earlier one: the text of a .anki.csv with crib's own notetypes, or
 * of a crib.ids. False when it is neither. */
bool deck_compare(struct arena *a, const struct deck *deck, const struct study *s, struct str text,
                  struct deck *out, struct diag *d);
/* A note that is gone, from what the ledger knows of it; false when it is of no notetype. */
bool deck_gone_of(struct arena *a, uint64_t id, struct str document, struct str identity,
                  struct deck_gone *out);
/* Hash of all an importer writes of a note, but for the GUID. */
uint64_t deck_content(const struct deck_note *n);

/* Cards a note has: template numbers, or blanks less one. Returns how many; out has room for
 * DECK_CLOZES_MAX. */
size_t deck_cards(const struct deck_note *n, uint16_t *out);

#endif
