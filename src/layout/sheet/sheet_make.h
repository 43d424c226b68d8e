/* sheet_make: what the files of the sheet share. For layout/sheet only.
 *
 * Terms: strip = title line over the columns; band = head of a section; mark = a heading's number
 * by which the page maker learns where it came to stand. */
#ifndef LAYOUT_SHEET_SHEET_MAKE_H
#define LAYOUT_SHEET_SHEET_MAKE_H

#include "layout/columns.h"
#include "layout/sheet/sheet.h"
#include "style/wording.h"

enum mark_kind { MARK_SECTION, MARK_QUESTION };

struct sheet_blank;

/* A heading: of an outline entry and a destination. mark n is sheet.marks.v[n - 1]. */
struct sheet_mark {
    uint8_t kind;
    uint8_t depth;                   /* 0 = band */
    bool aside;                      /* not one of the notes' own sections: the index */
    struct str number;               /* as printed, may be empty */
    struct str title;                /* plain */
    const struct question *question; /* MARK_QUESTION */
    size_t section;                  /* MARK_QUESTION: its top section's mark, 0 = none */
    size_t column;                   /* where it came to stand, SIZE_MAX = nowhere yet */
    size_t last_column;              /* of a top section: where its last box stands */
    uint32_t dest;
};

struct sheet {
    struct arena *a;
    const struct study *study;
    const struct style *style;
    struct font_set *fonts;
    const struct sheet_options *o;
    const struct wording *wording;
    struct diag *d;
    struct str title, lang; /* lang: BCP 47 of the notes */
    struct block_look look;
    struct block_list *list;
    struct block_list *cues; /* DETAIL_CORNELL, DETAIL_CARDS: the questions, beside their answers;
                                else NULL */
    VEC(struct sheet_mark) marks;
    VEC(struct sheet_blank *) blanks; /* what is left blank, in order */
    size_t band;                      /* mark of the top section being composed, 0 = none */
    /* of a page */
    mpt page_w, page_h, frame_x, frame_y, frame_w, frame_h;
    mpt row_measure; /* DETAIL_CORNELL: of the column last broken for */
    mpt foot_h;      /* kept free between frame and footer for answers or a summary */
};

/* The settings found, the boxes broken for them and their columns. */
struct sheet_plan {
    size_t across; /* columns of a page */
    size_t n_pages;
    mpt size, pitch, measure;
    struct boxes boxes;
    struct columns columns;
    bool balanced;   /* the last page is not full; its columns end level */
    mpt last_height; /* of the last page's columns */
    bool too_long;
};

/* sheet_list: composes all blocks into s->list. */
void sheet_compose(struct sheet *s);

/* "五-5": a question by its section's and its own number; empty when it has none. */
struct str sheet_question_place(struct sheet *s, size_t mark);

/* sheet_index: the terms, as a last section. */
void sheet_put_index(struct sheet *s);

/* sheet_band: a section's head. */
void sheet_put_band(struct sheet *s, const struct section *section, struct str number,
                    size_t n_questions, uint32_t slot, const struct block_place *where);

/* sheet_cornell: questions at the left of each column, answers at the right. */
/* Width of the questions in a column of `measure`, and where the answers begin. */
mpt sheet_cue_width(const struct sheet *s, mpt measure);
mpt sheet_answers_at(const struct sheet *s, mpt measure);
/* Where a question's answer starts, for the place's mark. */
void sheet_put_start(struct sheet *s, const struct block_place *where);
/* The boxes of both lists as rows across the column. */
struct boxes sheet_rows(struct sheet *s, struct arena *a, const struct block_area *area);
/* The summary at the page's foot, its top at y. */
void sheet_summary_draw(struct sheet *s, struct pages *p, struct page *page, mpt x, mpt y);

/* sheet_cards: two pages a card, front and back, in turn. */
struct pages *sheet_cards(struct sheet *s, struct sheet_report *r);

/* sheet_fit: finds size, columns and leading. False when refused (reported). */
bool sheet_fit(struct sheet *s, struct sheet_plan *plan, struct sheet_report *r);
mpt sheet_measure(const struct sheet *s, size_t across);

/* sheet_page: draws the plan. */
struct pages *sheet_draw(struct sheet *s, const struct sheet_plan *plan);

/* A line of text as a paragraph in the sheet's family. */
const struct para *sheet_line(struct sheet *s, struct str text, bool bold, struct color color);

#endif
