/* notetypes: the Anki notetypes crib ships. Frozen: ids, and the order, number and ids of fields
 * and templates, never change, or Anki makes a second notetype and updates nothing ever after;
 * names may. Spare fields are there to be used later. For plan and emit/anki. */
#ifndef PLAN_NOTETYPES_H
#define PLAN_NOTETYPES_H

#include "base/diag.h"

enum notetype_id {
    NOTETYPE_QA,
    NOTETYPE_TERM,
    NOTETYPE_POINT,
    NOTETYPE_CLOZE,
    NOTETYPE_CHOICE,
    NOTETYPE_TRUE_FALSE,
    NOTETYPE_COUNT
};

/* Fields, in order. The first is the GUID (the text itself for cloze, as its kind wants), so that
 * Anki's matching by first field agrees with GUIDs. */
enum { QA_ID, QA_Q, QA_A, QA_EXTRA, QA_SOURCE, QA_PATH, QA_SPARE1, QA_SPARE2, QA_SPARE3 };
enum { TERM_ID, TERM_TERM, TERM_FULL, TERM_DEF, TERM_NOTE, TERM_SOURCE, TERM_PATH };
enum {
    POINT_ID,
    POINT_TITLE,
    POINT_CUE, /* the point's key; empty: it is asked by its place */
    POINT_BEFORE,
    POINT_ITEM,
    POINT_AFTER,
    POINT_POS,
    POINT_TOTAL,
    POINT_ALL, /* the whole list, folded on the back */
    POINT_SOURCE,
    POINT_PATH
};
enum { CLOZE_TEXT, CLOZE_EXTRA, CLOZE_TYPED, CLOZE_SOURCE, CLOZE_PATH };
enum {
    CHOICE_ID,
    CHOICE_STEM,
    CHOICE_OPTIONS,
    CHOICE_CORRECT,
    CHOICE_WHY,
    CHOICE_SOURCE,
    CHOICE_PATH
};
enum { TF_ID, TF_Q, TF_OPTIONS, TF_A, TF_WHY, TF_TYPED, TF_SOURCE, TF_PATH };

#define NOTETYPE_FIELDS_MAX    14
#define NOTETYPE_TEMPLATES_MAX 4

struct notetype_field {
    int64_t id;
    const char *name;
};

struct notetype_template {
    int64_t id;
    const char *name;
    const char *file; /* styles/cards/FILE.front.html, FILE.back.html */
    int needs;        /* the field without which there is no such card */
};

struct notetype {
    int64_t id;
    const char *slug; /* "choice" */
    const char *name; /* "crib 选择" */
    bool is_cloze;
    int64_t mod;      /* seconds; when its CSS or a template last changed */
    int ask, answer;  /* fields that hold what is asked and what is answered */
    int source, path; /* fields that say where it comes from */
    size_t n_fields, n_templates;
    struct notetype_field fields[NOTETYPE_FIELDS_MAX];
    struct notetype_template templates[NOTETYPE_TEMPLATES_MAX];
};

const struct notetype *notetype_get(enum notetype_id t);

/* What a notetype's cards are made of. */
struct notetype_texts {
    struct str css;
    struct str front[NOTETYPE_TEMPLATES_MAX], back[NOTETYPE_TEMPLATES_MAX];
};

/* Reads styles/cards/; a line `@include FILE` stands for that file's text. NULL after reporting
 * what is missing. */
const struct notetype_texts *notetypes_load(struct arena *a, struct str data_dir, struct diag *d);

/* The names of Anki's stock notetypes in a language ("zh_CN"; "zh" finds the first that starts so);
 * NULL when crib knows none. */
struct notetype_stock {
    const char *lang, *basic, *cloze;
};
const struct notetype_stock *notetype_stock_find(struct str lang);

#endif
