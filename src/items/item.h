/* item: one thing asked, with its key, its explanation and where it came from. The bank of all
 * items is the one source of papers, decks, the workbook and every export. For plan, layout, emit.
 *
 * Terms: stem = what is asked; option = one choice; key = the right answer(s); distractor = a wrong
 * option; paper grade = fit to print on an exam; card grade = fit for a deck only. */
#ifndef ITEMS_ITEM_H
#define ITEMS_ITEM_H

#include "study/study.h"

enum item_kind {
#define KIND(id, name) ITEM_##id,
#include "items/kinds.def"
#undef KIND
    ITEM_KIND_COUNT
};

enum gate {
    GATE_PASSED,
#define GATE(id, name) GATE_##id,
#include "items/gates.def"
#undef GATE
    GATE_COUNT
};

enum item_use { USE_CARD, USE_PAPER };

struct item_option {
    struct rich text;
    const struct part *parts; /* code, pictures below the text (authored items) */
    size_t n_parts;
    bool right;
    int8_t pin;     /* 0 = free; n > 0: stays at place n; -1: stays last (以上都对) */
    char letter;    /* as the author lettered it ('A' …), for options that name letters; else 0 */
    struct str why; /* why it is wrong or right, or empty */
};

/* One part of a key: a scoring point of a short answer, the text of one blank, one step, one pair.
 */
struct item_answer {
    struct rich text; /* SHORT_ANSWER: the point; FILL_BLANK: the blank's text; ORDERING: the step;
                       * TERM: the definition; MATCHING: the right-hand entry */
    struct rich
        left; /* MATCHING: the left-hand entry, empty for a right-hand entry without a partner */
    struct rich
        key; /* SHORT_ANSWER: the point's key, when it has one; part of text is what follows it */
    struct rich label; /* SHORT_ANSWER: of the facet the point stands under (原因), printed in front
                        * of it; empty when the answer has only one list */
    size_t at;      /* FILL_BLANK: byte offset of the blank in stem.plain (where "____" stands) */
    uint8_t weight; /* SHORT_ANSWER: marks relative to the others, at least 1 */
};

struct item_source {
    const struct question *question; /* never NULL */
    const struct point *point;       /* or NULL */
    const struct facet *facet;       /* or NULL */
    struct span span;                /* of the point or sentence, else of the question */
};

/* A named part of a score or difficulty, in thousandths. */
struct item_why {
    const char *name;
    int value;
};
#define ITEM_WHY_MAX 16

struct item {
    uint64_t id;         /* stable; 16 hex digits in every output */
    struct str identity; /* what a new id is the hash of: generator and form, path of titles (or
                          * ^block-id), key of the point; each ended by a tab but the last */
    int64_t mod;         /* seconds: when its content last changed, from crib.ids; 0 without one */
    uint8_t kind;        /* enum item_kind */
    uint8_t use;         /* enum item_use */
    bool
        ordered_options; /* numbers, dates, options that name letters: stored in the order to print,
                          * never shuffled (the key then stands where it belongs, not first) */
    bool is_true;        /* TRUE_FALSE */
    int8_t pin;          /* within its section of a paper: 0 = free, 1 = stands first, -1 = last */
    const char *generator;
    const char *form; /* what its confidence is told by ("verdict.swap"); NULL: its generator */
    struct str lang;  /* "zh", "en": of its wording */
    struct rich
        stem; /* FILL_BLANK: blanks as "____"; choice stems end without the bracket "（　　）" */
    const struct part *stem_parts; /* code, tables, pictures below the stem */
    size_t n_stem_parts;
    struct str negative; /* the word to set bold ("不属于"), or empty; a slice of stem.plain */
    const struct item_option *options; /* choices: right ones first, shuffled only on papers */
    size_t n_options;
    /* What is right, unless options hold it. A SHORT_ANSWER of card grade may have fewer than the
     * notes say (a table, code, pictures are no answers): a card shows the question's own parts. */
    const struct item_answer *answers;
    size_t n_answers;
    struct rich explanation;              /* 解析; may be empty */
    const struct part *explanation_parts; /* code, pictures below it (authored items) */
    size_t n_explanation_parts;
    struct item_source source;
    const struct str *tags;
    size_t n_tags;
    int score, difficulty; /* thousandths */
    int confidence;        /* thousandths: how sure that a teacher prints it as it stands */
    bool unsure;           /* a card only because its confidence is below the threshold */
    struct item_why why[ITEM_WHY_MAX];
    size_t n_why;
    uint64_t topic;   /* items with the same topic test the same point or sentence: enemies */
    struct str term;  /* what a name is asked of, its tag left off; else empty: for twins */
    struct str about; /* the term or abbreviation a name is asked of; else empty */
    struct str gives; /* folded text of its key, for the enemy test; may be empty */
};

struct item_rejected {
    const char *generator;
    uint8_t gate; /* enum gate */
    struct str stem;
    struct item_source source;
};

struct bank {
    const struct item *const *v; /* in the order of the notes, then of generators.def */
    size_t n;
    const struct item_rejected *rejected;
    size_t n_rejected;
    struct str ids; /* the new content of crib.ids, for cli to write; empty with --no-ids */
    size_t by_kind[ITEM_KIND_COUNT], by_gate[GATE_COUNT];
    size_t paper_by_kind[ITEM_KIND_COUNT];
    size_t n_unsure; /* items that are cards only because crib is not sure enough of them … */
    int unsure_most; /* … and the confidence of the surest of them, in thousandths */
};

struct rules;
struct item_options {
    struct str data_dir;       /* holds styles/wording and styles/items */
    const struct rules *rules; /* of data_dir; NULL: read here */
    struct str lang;           /* "zh", "en", or "auto": by document */
    uint64_t seed;
    int min_score;         /* thousandths */
    int min_confidence;    /* thousandths; 0: the threshold of styles/items/evidence.yaml */
    struct str ids;        /* path of crib.ids; empty: none (--no-ids) */
    struct str ids_before; /* when not empty, what crib.ids holds: the file is not read (a run of
                            * several sets hands on bank.ids of the set before) */
    int64_t now;       /* seconds: what a content that changed is dated; SOURCE_DATE_EPOCH or the
                        * clock, read by cli */
    struct str review; /* path of crib.review.csv; empty: none */
    unsigned threads;
};

/* Builds the bank. Same study model, options and seed: same bank, on any number of threads. */
struct bank *items_build(struct arena *a, const struct study *s, const struct item_options *o,
                         struct diag *d);

/* Its options are ordered, or some of them pinned: a player must not shuffle them. */
bool item_keeps_order(const struct item *it);

const char *item_kind_name(enum item_kind k); /* "single-choice" */
bool item_kind_find(struct str name, enum item_kind *k);
const char *gate_name(enum gate g);

/* crib.review.csv with every item of the bank kept: for the author to change decisions in. With a
 * byte order mark and CR LF, as spreadsheets want it. */
void items_review(const struct bank *b, struct buf *out);

/* A row of it: id, decision, stem, options, key, note. */
#define REVIEW_CELLS 6
extern const char *const items_review_heads[REVIEW_CELLS];
void items_review_row(struct arena *a, const struct item *it, struct str cells[REVIEW_CELLS]);

/* JSON of `crib dump --stage items`; with `rejected`, what was turned away and why. */
void items_dump(const struct bank *b, const struct sources *s, bool rejected, struct buf *out);

#endif
