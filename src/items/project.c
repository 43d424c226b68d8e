/* project: weighs the headings of a document, and how thick the words of plans stand in it.
 *
 * Terms: sign = a heading only a project has (许可证, Contributing); hint = one that notes on a
 * tool have, too (安装, Usage); plan word = 里程碑, MVP, a box to tick, a path of source code. */
#include "items/project.h"

#include "items/title.h"

#define SIGN_WEIGHT 2
#define WEIGHT_MIN  4     /* two signs, or one and two hints … */
#define SHARE_MIN   100   /* … that are so many thousandths of the headings */
#define LOOK_BYTES  16384 /* a plan shows at once that it is one */
#define TICK_BYTES  3000  /* … one in so many bytes of the page */
#define TICKS_MIN   6     /* boxes to tick */
#define PLAN_MIN    5     /* plan words, and … */
#define PLAN_SHARE  2600  /* … so many in a million bytes */

struct tally {
    struct arena *a;
    const struct rules *r;
    size_t headings, signs, hints, ticks;
    size_t tops, titled; /* top headings; those called as pages of projects are */
};

static bool is_project_title(const struct rules *r, struct str title) {
    return words_in(r->project_title, title) || words_start(r->project_title_start, title) > 0;
}

static void weigh(struct tally *t, const struct rich *title, unsigned level) {
    struct str name = title_words(t->a, title);
    t->headings++;
    if (words_is(t->r->project_sign, name) || words_end(t->r->project_sign, name))
        t->signs++;
    else if (words_is(t->r->project_hint, name))
        t->hints++;
    t->tops += level == 1;
    t->titled += level == 1 && is_project_title(t->r, name);
}

/* Boxes to tick; those of options to choose from are no points. */
static size_t count_ticks(const struct question *q) {
    size_t n = 0;
    for (size_t i = 0; i < q->n_facets; i++)
        for (size_t k = 0; k < q->facets[i].n_parts; k++)
            n += q->facets[i].parts[k].kind == PART_POINT &&
                 q->facets[i].parts[k].point->task != TASK_NONE;
    return n;
}

/* A heading with text and headings below it comes as a section, too. */
static void visit(void *self, const struct section *s, const struct question *q) {
    if (q)
        ((struct tally *)self)->ticks += count_ticks(q);
    if (!q)
        weigh(self, &s->title, s->level);
    else if (q->level && !q->is_section)
        weigh(self, &q->title, q->level);
}

static bool reads_like_a_plan(const struct rules *r, struct str text) {
    struct str look = str_slice(text, 0, MIN(text.n, LOOK_BYTES));
    size_t n = words_count(r->project_plan, look);
    return n >= PLAN_MIN && n * 1000000 >= look.n * PLAN_SHARE;
}

bool project_is_about(struct arena *a, const struct rules *r, const struct study_document *d) {
    struct tally t = {.a = a, .r = r, .tops = 1, .titled = is_project_title(r, d->title)};
    study_walk(d, visit, &t);
    size_t weight = t.signs * SIGN_WEIGHT + t.hints;
    return (t.titled && t.titled * 3 >= t.tops) || reads_like_a_plan(r, d->source->text) ||
           (t.ticks >= TICKS_MIN && t.ticks * TICK_BYTES >= d->source->text.n) ||
           (t.signs && weight >= WEIGHT_MIN &&
            (t.signs + t.hints) * 1000 >= t.headings * SHARE_MIN);
}
