/* project: weighs the headings of a document.
 *
 * Terms: sign = a heading only a project has (许可证, Contributing); hint = one that notes on a
 * tool have, too (安装, Usage). */
#include "items/project.h"

#include "items/title.h"

#define SIGN_WEIGHT 2
#define WEIGHT_MIN  4   /* two signs, or one and two hints … */
#define SHARE_MIN   100 /* … that are so many thousandths of the headings */

struct tally {
    struct arena *a;
    const struct rules *r;
    size_t headings, signs, hints;
    bool titled; /* a top heading is called as pages of projects are */
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
    t->titled = t->titled || (level == 1 && is_project_title(t->r, name));
}

/* A heading with text and headings below it comes as a section, too. */
static void visit(void *self, const struct section *s, const struct question *q) {
    if (!q)
        weigh(self, &s->title, s->level);
    else if (q->level && !q->is_section)
        weigh(self, &q->title, q->level);
}

bool project_is_about(struct arena *a, const struct rules *r, const struct study_document *d) {
    struct tally t = {.a = a, .r = r, .titled = is_project_title(r, d->title)};
    study_walk(d, visit, &t);
    size_t weight = t.signs * SIGN_WEIGHT + t.hints;
    return t.titled || (t.signs && weight >= WEIGHT_MIN &&
                        (t.signs + t.hints) * 1000 >= t.headings * SHARE_MIN);
}
