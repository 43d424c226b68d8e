/* sheet_detail: how much of the notes is printed (fit.detail): first clauses, keys, or everything
 * with keys and clozes left blank. For layout/sheet only. */
#ifndef LAYOUT_SHEET_SHEET_DETAIL_H
#define LAYOUT_SHEET_SHEET_DETAIL_H

#include "layout/sheet/sheet_make.h"

/* What was left blank: its answer, and the page it came to stand on when it was drawn. */
struct sheet_blank {
    struct sheet *sheet;
    size_t number; /* from 1 */
    struct str answer;
    size_t page; /* SIZE_MAX = nowhere yet */
    const struct para *label;
};

/* Sets the look's hooks for the style's detail. */
void sheet_detail_set(struct sheet *s);

/* sheet_answers.c. Height the answers of a page need at its foot, for pages in all; 0 when there
 * are none. */
mpt sheet_answers_height(struct sheet *s, size_t pages);
/* Draws the answers of the page last added, upside down, with the foot of the text at y. */
void sheet_answers_draw(struct sheet *s, struct pages *p, struct page *page, mpt x, mpt y);
/* True when every page has a back with its answers. */
bool sheet_has_backs(const struct sheet *s);
/* Adds the back of the page last added, with its answers; `number` is that page's, from 1. */
void sheet_answers_back(struct sheet *s, struct pages *p, const struct sheet_plan *plan,
                        size_t number);

#endif
