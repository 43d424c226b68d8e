/* backend: the contract of every output format: what it needs and how it is called. A new one is a
 * folder src/emit/<name>/ and a row in backends.def. For emit folders and cli. */
#ifndef EMIT_BACKEND_H
#define EMIT_BACKEND_H

#include "base/fs.h"
#include "layout/page.h"
#include "plan/deck.h"
#include "plan/paper.h"
#include "plan/quiz.h"

/* What a back end reads. The pipeline runs only the stages asked for. */
enum emit_needs {
    NEEDS_NOTHING,
    NEEDS_STUDY,
    NEEDS_ITEMS,
    NEEDS_DECK,
    NEEDS_PAPERS,
    NEEDS_PAGES,
    NEEDS_QUIZ
};

/* What becomes of a CSV cell that begins like a formula. */
enum emit_formulas { FORMULAS_KEEP, FORMULAS_ESCAPE, FORMULAS_FAIL };

struct emit_input { /* fields up to what it needs are set */
    const struct sources *sources;
    const struct study *study;
    const struct bank *bank;
    const struct deck *deck;
    const struct paper_set *papers;
    const struct pages *pages;
    const struct quiz *quiz;
    struct vault *vault; /* finds pictures within text */
    uint8_t formulas;    /* enum emit_formulas */
    size_t *n_formulas;  /* out, may be NULL: cells that begin like one */
    long rows_per_sheet; /* of a workbook; 0: as many as fit */
    unsigned threads;    /* at most so many; 0: one a processor */
    char pdfa;           /* level of PDF/A-2 a PDF is to say it has: 'A', 'B', 'U'; 0: none */
    struct str title, lang, data_dir;
    int64_t date;      /* seconds: of files that must have one */
    struct str before; /* what the file holds that is to be replaced, where that matters */
    bool strict;
};

/* Copy i of many files of nearly the same pages. */
struct emit_copy {
    size_t like;               /* which of the documents it is a copy of */
    const struct pages *pages; /* each has a page of that document under it (struct page_under) */
    struct str path;
};

/* Many files of nearly the same pages: copies of an exam. */
struct emit_copies {
    size_t n;
    /* Other work, done before and by the same threads: base/jobs.h. */
    void (*first)(void *shared, size_t i, struct arena *a);
    void *first_shared;
    size_t n_first;
    /* Makes a copy in `a`. Called by several threads at a time. */
    struct emit_copy (*make)(void *shared, size_t i, struct arena *a);
    /* Called as copies are written, by one thread at a time: so many are done. May be NULL. */
    void (*done)(void *shared, size_t done);
    void *shared;
    const struct pages *const *like; /* what is copied: made once */
    size_t n_like;
    unsigned threads;
    char pdfa;    /* as in emit_input */
    size_t bytes; /* out: of all files */
};

struct backend {
    const char *name;      /* "pdf" */
    const char *extension; /* ".pdf": of the file it writes */
    const char *about;     /* one line for `crib targets` */
    enum emit_needs needs;
    /* Writes into `out` without committing it. False after reporting what stopped it. */
    bool (*emit)(struct arena *a, const struct emit_input *in, struct fs_out *out, struct diag *d);
    /* Writes and commits every copy, one file each; a copy's bytes depend on no other. NULL where
     * there is no such thing. False after reporting; a file that cannot be written is a failure. */
    bool (*emit_copies)(struct arena *a, struct emit_copies *c, struct diag *d);
    /* The deck in a file it wrote, as the text of a .anki.csv, for deck_compare. NULL where there
     * is no such thing. False when the file is none, or cannot be read. */
    bool (*read)(struct arena *a, struct str path, struct str *csv);
};

const struct backend *emit_find(struct str name);     /* NULL when there is none */
const struct backend *emit_for_path(struct str path); /* by the longest extension that fits */
const struct backend *const *emit_all(size_t *n);

#endif
