/* sheet: the cheat sheet: a study model composed on as few dense pages as asked for. The contents
 * are shaped once; columns, size and leading are then searched by arithmetic. For cli. */
#ifndef LAYOUT_SHEET_SHEET_H
#define LAYOUT_SHEET_SHEET_H

#include "layout/page.h"
#include "study/study.h"
#include "style/style.h"

#define SHEET_FIT_AUTO (-1) /* at most the style's fit.pages; longer notes at text.size */
#define SHEET_FIT_NONE 0    /* text.size, as many pages as it takes */

struct sheet_options {
    int fit;         /* SHEET_FIT_AUTO, SHEET_FIT_NONE, or pages to fill exactly (refused when too
                        few) */
    bool size_given; /* text.size was asked for: a fit never changes it */
    bool
        columns_given; /* columns.count was asked for: a fit keeps to it even when it must refuse */
    struct str title;  /* of the set; empty: of the first note */
    struct str lang;   /* "zh", "en": what the sheet itself says; empty: as the notes */
    struct str data_dir; /* holds styles/wording */
};

/* What was done, for the line crib prints and for tests. */
struct sheet_report {
    size_t n_pages, n_columns; /* columns of a page */
    mpt size, pitch;
    int fill;          /* of the last column in 1/1000; of the last page when it is balanced */
    size_t n_lines;    /* boxes of text */
    size_t n_ragged;   /* lines that could not be justified within bounds */
    size_t n_overfull; /* lines wider than their column */
    mpt rest_most;     /* white at a column's foot, the worst but the last page's */
    int gap_least, gap_most; /* question gaps as printed, in 1/1000 of the natural one */
    int probes;              /* settings tried */
    bool too_long;           /* SHEET_FIT_AUTO: more pages than aimed at */
    bool refused;
};

/* Lays the notes out. NULL after reporting when --fit N is refused (with what to drop) or the
 * wording cannot be read. Owned by `a`. */
struct pages *sheet_layout(struct arena *a, const struct study *s, const struct style *st,
                           struct font_set *fonts, const struct sheet_options *o,
                           struct sheet_report *report, struct diag *d);

/* "2 pages, 4 columns, 7.62 / 10.36 pt, last column 98 % full, 0 lines ragged". */
struct str sheet_report_text(struct arena *a, const struct sheet_report *r);

#endif
