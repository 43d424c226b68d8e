/* run: one set of notes on its way through the pipeline. Each run_… gives a stage's result, made at
 * the first call from the stage before; the pipeline is the order of the functions here. For cli
 * only. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"
#include "emit/backend.h"
#include "source/vault.h"

struct run_ahead;
struct run_hands;
struct run_paper;
struct seating;

/* Font sets that serve the runs of one command in turn: opened once, faces and all. */
struct run_fonts {
    struct arena *a;
    struct font_set *v[REGION_COUNT]; /* NULL until asked for */
};

struct run_output {
    struct str path;
    struct fs_out *file;
    struct str about; /* "2 pages, 4 columns, 7.6 pt" */
};

struct run {
    struct arena *a;
    const struct options *o;
    struct diag *d;
    struct str data_dir; /* crib's own styles/ and fonts/ */
    struct str name;     /* of the set: base name of its input */
    struct str out_dir;
    struct str ids;        /* path of crib.ids, empty: none; crib.review.csv lies beside it */
    struct str ids_before; /* what an earlier set of this command will write there, or empty */
    const struct str *inputs;
    size_t n_inputs;

    /* stages; NULL until made */
    const struct sources *sources;
    struct vault *vault;
    const struct document **documents;
    const struct study *study;
    const struct bank *bank;
    const struct paper_set *papers;
    struct run_paper *laid_out; /* by variant: cli/pages.h */
    const struct seating *seats;
    const struct deck *deck;
    bool papers_tried;
    struct font_set *fonts;
    struct run_fonts *kept_fonts; /* NULL: this run's fonts are its own */
    struct run_hands *hands;      /* cli/hands.h */
    struct run_ahead *ahead;      /* cli/ahead.h; NULL: nothing is read ahead */
    VEC(struct run_output) outputs;
};

/* Each returns NULL after reporting why there is nothing. */
const struct sources *run_sources(struct run *r);
const struct document *const *run_documents(struct run *r); /* one per source */
/* The rules of reading to do without; false after reporting one there is not. */
bool run_rules(struct run *r, struct syntax_options *o);
const struct study *run_study(struct run *r);
const struct bank *run_bank(struct run *r);
const struct paper_set *run_papers(struct run *r);
const struct deck *run_deck(struct run *r);

/* Seconds: SOURCE_DATE_EPOCH, or a fixed date. */
int64_t run_date(void);
struct str run_title(struct run *r); /* of the notes, for papers and sheets */
struct str run_lang(struct run *r);  /* "zh" or "en": of what crib writes itself */

/* The level of PDF/A-2 asked for: 'A', 'B' or 'U'; 0: none. */
char run_pdfa(const struct run *r);

/* What a back end reads, filled with the stages made so far. */
struct emit_input run_input(struct run *r);
/* Makes the folder of an output. False after reporting that there can be none. */
bool run_prepare(struct run *r, struct str path);
/* Writes one output by its back end, to be committed with the others of the set. */
bool run_emit(struct run *r, const struct backend *b, const struct emit_input *in, struct str path,
              struct str about);
/* Adds a text of crib's own to the outputs. */
void run_emit_text(struct run *r, struct str path, struct str text, struct str about);
/* What crib.ids will hold: with the notes of the deck when there is one; empty without a ledger. */
struct str run_ids(const struct run *r);
/* Adds crib.ids to the outputs, when there is a ledger and a bank. */
void run_emit_ids(struct run *r);
/* Renames all outputs into place and lists them in `report`. False after reporting what failed. */
bool run_commit(struct run *r, struct buf *report);

#endif
