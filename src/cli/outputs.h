/* outputs: what a set of notes is made into. Each adds files to the run, committed by
 * command_finish. For cli only. False after reporting what stopped it. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "cli/batch.h"

bool output_sheet(struct run *r, struct str path);
/* Student paper and key of every variant of r->papers, and the manifest, in the run's folder. */
bool output_add_papers(struct batch *p);
/* For those who hold the exam: who sits where, which item stands where. */
bool output_add_seating(struct batch *p);
/* Nothing when there is no note, said aloud when the notes ask something. */
bool output_deck(struct run *r, const struct backend *b, struct str path);
/* crib's notetypes, which a CSV cannot bring along. */
bool output_notetypes(struct run *r, struct str dir);
/* What became of notes that are in Anki already: how many moved, and those that are no more, as a
 * CSV at `removed` when there are any. After output_deck. */
bool output_deck_changes(struct run *r, struct str removed);
/* The study group's workbook; nothing, said aloud, when there is no question. */
bool output_book(struct run *r, struct str path);
/* Everything of `crib build`, in the run's folder: the sheet, then all the rest. */
bool output_set_sheet(struct run *r);
bool output_set_rest(struct run *r, bool notetypes);

#endif
