/* body: what stands below one heading (or above any): the heading's own answer, and the questions
 * that are no headings: bold lines, numbered lines, explicit syntax. For study only. */
#ifndef STUDY_BODY_H
#define STUDY_BODY_H

#include "study/material.h"
#include "study/outline.h"
#include "study/question.h"

struct body {
    struct answer own; /* what belongs to the heading itself */
    bool has_own;      /* there is something */
    bool is_material;  /* the heading puts material before the questions below it */
    struct material_cue cue;
    bool is_index; /* all there is is a list of links within the note: a table of contents */
    const struct authored *authored; /* the heading is the stem of this */
    struct rich implied; /* the first line asks, the rest answers: the question without the rest */
    unit_vec units;      /* questions and typed sections, in order */
};

/* Reads rows. `heading` is NULL above any heading; `may_imply`: a first line that asks is a
 * question of its own. */
void body_read(struct builder *b, const struct context *cx, const struct heading *heading,
               struct row *rows, size_t n, bool may_imply, struct body *out);

/* The section holds material for the questions in it. */
void body_set_material(struct section *s, const struct material_cue *cue);

/* An answer that answers nothing, as the text of a section. */
void body_intro(struct builder *b, const struct answer *answer, struct section *s);

/* The type of question a title announces: 选择题, True or false. */
enum section_type body_type(const struct labels *l, struct str title);
/* "二、判断题", "第三部分 填空题": a line that announces one even without a blank line before it.
 */
bool body_announces(const struct labels *l, struct str line);

#endif
