/* study: the study model: what the notes teach and ask, recovered from how people write them
 * (sections, questions, facets, points, terms, clozes). For items, layout, emit.
 *
 * Nothing an author wrote is lost: every block of an answer is a part, in the author's order.
 * Definitions of the terms used here: design notes, section 3; in short section  a heading that
 * groups     question  something asked, with its answer lead     the answer's text before its first
 * list     facet  a labelled group (原因, 对策, Steps …) point    one countable statement of an
 * answer, `key：text` part     anything in an answer, in order: text, point, table, code, math,
 * figure, quote */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include "study/rich.h"
#include "syntax/syntax.h"

enum study_status { STATUS_ANSWERED, STATUS_PARTIAL, STATUS_MISSING };

enum part_kind {
    PART_TEXT,
    PART_POINT,
    PART_TABLE,
    PART_CODE,
    PART_MATH,
    PART_FIGURE,
    PART_QUOTE,
    PART_RULE
};

struct table_cell {
    struct rich text;
    uint8_t align; /* enum node_align */
    bool is_head;
};

struct study_table {
    size_t n_rows, n_columns, n_head; /* the first n_head rows are headers (0 or 1) */
    const struct table_cell
        *cells; /* n_rows * n_columns, row by row; short rows padded with empty cells */
};

struct study_figure {
    struct str target, alt, width; /* width in pixels as written, or empty */
    struct rich caption;           /* alt with its markup */
    struct str path;               /* absolute file, empty when not found */
    uint8_t result;                /* enum vault_result */
};

struct study_quote { /* a quote, callout, footnote, <details> inside an answer, embedded note */
    struct rich title;
    struct str kind; /* callout kind in lower case, "" for a plain quote */
    const struct part *parts;
    size_t n_parts;
};

struct point {
    struct str marker; /* as written: "1.", "①", "-"; empty for a bare line or an inline segment */
    bool ordered;      /* numbered by the author */
    bool is_inline;    /* a segment of an inline list (、 or spaces): kept together on one line in
                          print */
    uint8_t task;      /* enum task_state */
    uint8_t status;    /* enum study_status */
    uint32_t line_group;      /* inline segments of the same written line share it */
    struct rich key;          /* empty when the point has none; without the colon */
    struct rich text;         /* the explanation, or the whole statement */
    const struct part *parts; /* subpoints (PART_POINT) and other blocks below it */
    size_t n_parts;
    struct str block_id;
};

struct part {
    uint8_t kind;   /* enum part_kind */
    uint8_t indent; /* 0, or the author's indent in columns */
    struct span span;
    union {
        struct rich text;          /* TEXT */
        struct point *point;       /* POINT */
        struct study_table *table; /* TABLE */
        struct {
            struct str text, info;
        } code;                      /* CODE; MATH: text is TeX */
        struct study_figure *figure; /* FIGURE */
        struct study_quote *quote;   /* QUOTE */
    };
};

struct facet {
    struct str label;     /* "原因"; empty: the answer's unlabelled list */
    struct str canonical; /* from the label table: "cause", "measure", …; empty for a label only
                             this note has */
    struct span span;
    struct str block_id;
    const struct part *parts; /* everything of it, in order; points are PART_POINT */
    size_t n_parts;
    bool is_direct; /* its points answer the question itself (see items) */
};

enum term_confidence { TERM_GUESSED, TERM_CERTAIN };

struct term {
    struct str term, full, abbr; /* 灾难性遗忘 / Catastrophic Forgetting / ""; INT8 / 8位整数量化 */
    uint8_t confidence; /* enum term_confidence */
    struct span span;
    const struct point *point; /* NULL when it stands in the lead */
};

struct cloze {
    struct rich sentence; /* the whole sentence the mark stands in */
    struct str text;      /* what is blanked */
    size_t at;            /* its byte offset in sentence.plain */
    struct str hint;
    uint16_t number;
    struct span span;
};

/* A question in explicit syntax: choice, true/false, blank, card. */
enum authored_kind {
    AUTHORED_NONE,
    AUTHORED_CHOICE,
    AUTHORED_TRUE_FALSE,
    AUTHORED_BLANK,
    AUTHORED_CARD,
    AUTHORED_CARD_BOTH_WAYS,
    AUTHORED_CLOZE,
    AUTHORED_TERM
};

struct authored_option {
    struct str
        letter; /* "A" (normalised: half width, upper case); made up in order for task lists */
    struct rich text;
    const struct part *parts; /* code, picture … below its text */
    size_t n_parts;
    bool right;
    int8_t pin; /* 0 = none; n > 0: stays at place n; -1 = stays last ("[last]") */
    struct span span;
};

struct authored {
    uint8_t kind;   /* enum authored_kind */
    bool malformed; /* reported as an error; never an item */
    bool several;   /* CHOICE: more than one right option, or marked as multiple */
    struct rich stem;
    const struct part *stem_parts; /* code, tables, pictures between stem and options */
    size_t n_stem_parts;
    const struct authored_option *options; /* CHOICE; TRUE_FALSE: as written, or none */
    size_t n_options;
    const struct rich *answers; /* BLANK: one per blank; CARD: one, the back; TRUE_FALSE: none */
    size_t n_answers;
    bool is_true; /* TRUE_FALSE */
    bool ordered; /* its options keep their order ("[ordered]") */
    int8_t pin;   /* within its section of a paper: 1 = first, -1 = last, 0 = anywhere */
    struct rich explanation;
    const struct part *explanation_parts;
    size_t n_explanation_parts;
    struct str scheduling; /* of <!--SR:…-->, "" when none */
    struct span span;
};

struct question {
    struct rich title; /* without number; for a card its front */
    struct str number; /* "1.", "13", "Q3", "【第一题】" as written, trimmed of its separator */
    struct str block_id;
    struct span span; /* of the heading or line that asks */
    bool implicit;
    bool is_section; /* a heading with both a body and sub-headings: it also opens a section */
    uint8_t status;  /* enum study_status */
    uint8_t level;   /* heading level, 0 for none */
    const struct part *lead; /* before the first list or label: PART_TEXT and other blocks */
    size_t n_lead;
    const struct facet *facets; /* in order */
    size_t n_facets;
    const struct term *terms;
    size_t n_terms;
    const struct cloze *clozes;
    size_t n_clozes;
    const struct authored *authored; /* NULL for a plain question */
    const struct str *tags;
    size_t n_tags;
    const struct section *section; /* the innermost it stands in; NULL above any */
    const struct study_document *document;
};

enum unit_kind { UNIT_QUESTION, UNIT_SECTION };

struct unit { /* what a section holds, in the author's order */
    uint8_t kind;
    union {
        struct question *question;
        struct section *section;
    };
};

struct section {
    struct rich title;
    struct str number; /* 一, 1.2, 第3章 */
    struct span span;
    struct str block_id;
    uint8_t level;
    /* Its intro is what its questions are asked about: a passage, a listing, a table, put before
     * them by a title such as "阅读下面的材料，回答 1～3 题". */
    bool is_material;
    uint32_t numbers_from, numbers_to; /* where "1～3" stands in title.plain; equal: nowhere */
    long last_number;                  /* the 3; 0: whatever is in the section */
    const struct part
        *intro; /* text below the heading that answers nothing; printed, never asked */
    size_t n_intro;
    const struct unit *units;
    size_t n_units;
    const struct section *parent; /* NULL at the top */
    const struct study_document *document;
    const struct str *tags;
    size_t n_tags;
};

/* Bytes of the author's that the model holds as structure, not as text of a part: colons after
 * keys, brackets of clozes, labels, letters of options, "答案：B". With them nothing of the visible
 * text is missing from the model. */
struct study_mark {
    struct str text;
    struct span span;
};

struct study_document {
    const struct source *source;
    const struct front_matter *front;
    struct str title; /* front matter, the only H1, or the file's name */
    struct str lang;  /* "zh", "en", "ja", "ko": what most of its text is */
    const struct part *intro;
    size_t n_intro;
    const struct unit *units; /* sections, and questions above any section */
    size_t n_units;
    size_t n_sections, n_questions,
        n_missing;                  /* n_missing: questions and points without an answer */
    bool is_glossary;               /* its headings are terms, what is below them definitions */
    const struct study_mark *marks; /* in no particular order */
    size_t n_marks;
    const struct study_figure *const *figures; /* every picture, those within lines too */
    size_t n_figures;
};

struct study {
    const struct study_document *const *v;
    size_t n;
    const struct sources *sources;
    /* every question of all documents, in order */
    const struct question *const *questions;
    size_t n_questions;
};

struct study_options {
    struct str data_dir;           /* holds styles/labels */
    const struct str *label_files; /* and more of their kind */
    size_t n_label_files;
    bool bold_cloze;     /* **…** is a cloze, too */
    bool cards_anywhere; /* `::` and `?` cards without a #flashcards tag */
    bool takes_trees; /* a document's tree is given up as soon as nothing reads it any more, and its
                       * memory used for the model */
    unsigned threads;
};

/* Builds the model. Missing answers, malformed authored questions, missing pictures are reported.
 */
struct study *study_build(struct arena *a, const struct document *const *docs, size_t n,
                          const struct sources *s, struct vault *vault,
                          const struct study_options *o, struct diag *d);

/* The words of parts, a line each, without markup; pictures have none. */
void study_words(struct buf *out, const struct part *v, size_t n);

/* The innermost section with material the question stands in; NULL without. */
const struct section *study_material(const struct question *q);
/* The words of such a section's material in `a`; empty for NULL. */
struct str study_material_words(struct arena *a, const struct section *material);

/* Walks units depth first, in the author's order. */
typedef void study_visit(void *self, const struct section *section,
                         const struct question *question);
void study_walk(const struct study_document *doc, study_visit *visit, void *self);

/* JSON of `crib dump --stage study`; docs/schema/study.json describes it. */
void study_dump(const struct study *s, struct buf *out);

#endif
