/* blueprint: what an exam paper should hold and how its page is made up, read from
 * styles/exams/<name>.yaml or a file of the user's. Keys, defaults and their meaning are rows of
 * blueprint.def; docs/blueprint.md is made from them. For plan and layout/paper.
 *
 * Marks are kept doubled everywhere (half marks), since half marks are given. */
#ifndef PLAN_BLUEPRINT_H
#define PLAN_BLUEPRINT_H

#include "plan/paper.h"

enum exam_paper { EXAM_A4, EXAM_A3_TWO_UP, EXAM_16K, EXAM_LETTER, EXAM_B5, EXAM_PAPER_COUNT };
enum exam_mode { EXAM_SHUFFLE, EXAM_PARALLEL };
enum seal_scope { SEAL_NONE, SEAL_FIRST, SEAL_ODD, SEAL_EVERY };
enum exam_shuffle { SHUFFLE_NONE = 0, SHUFFLE_ITEMS = 1, SHUFFLE_OPTIONS = 2, SHUFFLE_BOTH = 3 };
enum item_band { BAND_EASY, BAND_MEDIUM, BAND_HARD, BAND_COUNT };

#define BLUEPRINT_VARIANTS_MAX 26
#define BLUEPRINT_COUNT_MAX    500

struct texts {
    const struct str *v;
    size_t n;
};

struct blueprint_section {
    uint8_t kind; /* enum item_kind */
    struct str title, instructions;
    unsigned count;   /* items (FILL_BLANK: blanks) asked; 0 = from marks */
    unsigned at_most; /* as count, but fewer will do */
    int half_marks;   /* asked for the section, 0 = not said */
    struct {
        int least, most; /* half marks of an item (FILL_BLANK: of a blank); equal unless a range */
    } each;
    struct texts from; /* titles of note sections, tags, file paths; empty: everything */
    struct {
        int least, most;            /* thousandths */
        unsigned share[BAND_COUNT]; /* parts; all 0: as it comes */
    } difficulty;
    uint8_t shuffle; /* enum exam_shuffle */
    struct scoring scoring;
    struct place place;
};

struct blueprint {
    struct str name, path;
    struct str title, subtitle, school, course, form, watermark;
    struct texts notice, fields;
    unsigned minutes;
    int total, aim; /* half marks; 0 = not said */
    uint8_t paper;  /* enum exam_paper */
    unsigned columns;
    uint64_t seed;
    unsigned variants;
    unsigned id_digits;
    unsigned seats, rows, spares; /* of the room */
    uint8_t mode;                 /* enum exam_mode */
    unsigned answer_space;        /* per cent of the ruled space */
    uint8_t seal_line;            /* enum seal_scope */
    bool score_table, score_boxes, answer_grid, duplex, draft_page, large_print, answer_sheet;
    const struct blueprint_section *sections;
    size_t n_sections;
};

/* Reads the blueprint `name` (of styles/exams/, or a path when it holds '/' or ends in .yaml). NULL
 * after reporting. Owned by `a`. */
const struct blueprint *blueprint_load(struct arena *a, struct str data_dir, struct str name,
                                       struct diag *d);

const char *blueprint_band_name(enum item_band band); /* "easy" */

/* Half marks as people write them: 3 -> "1.5". */
struct str blueprint_marks(struct arena *a, int half_marks);

/* docs/blueprint.md, whole. */
void blueprint_doc(struct buf *out);

#endif
