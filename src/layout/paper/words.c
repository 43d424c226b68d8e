/* words: what a paper says of itself, filled from styles/wording/paper.<lang>.yaml. */
#include "layout/paper/exam_int.h"
#include "plan/score.h"

struct str word_get(const struct exam *e, const char *key) {
    return wording_get(e->w, key);
}

struct str word_part(struct str list, size_t i) {
    for (;;) {
        size_t bar = str_find_byte(list, '|');
        if (i == 0)
            return str_slice(list, 0, MIN(bar, list.n));
        if (bar == SIZE_MAX)
            return (struct str){0};
        list = str_from(list, bar + 1);
        i--;
    }
}

size_t word_parts(struct str list) {
    size_t n = list.n > 0;
    for (size_t i = 0; i < list.n; i++)
        n += list.p[i] == '|';
    return n;
}

struct str word_marks(struct exam *e, int half_marks) {
    return blueprint_marks(e->a, half_marks);
}

struct str word_count(struct exam *e, size_t n) {
    return str_format(e->a, "%zu", n);
}

struct str word_kind(struct exam *e, uint8_t kind, const char *part) {
    return word_get(e, str_format(e->a, "kind.%s.%s", item_kind_name(kind), part).p);
}

struct str word_variant(struct exam *e) {
    return str_copy(e->a, (struct str){&e->paper->variant, 1});
}

struct str word_bare_title(const struct exam *e) {
    struct str t = e->bp->course.n ? e->bp->course : e->set->title;
    if (str_starts(t, STR("《")) && str_ends(t, STR("》")))
        t = str_slice(t, strlen("《"), t.n - strlen("》"));
    return t;
}

struct str word_framed(struct exam *e, const char *key, struct str title) {
    return wording_fill(e->a, e->w, key, "title", title, "variant", word_variant(e),
                        (const char *)NULL);
}

struct str word_title(struct exam *e, const char *key) {
    return word_framed(e, key, word_bare_title(e));
}

/* "本大题共10小题，每小题2分，共20分" */
static struct str count_words(struct exam *e, const struct paper_section *s) {
    const char *key = s->n_blanks && s->half_marks_each ? "count.blanks"
                      : s->n_items == 1                 ? "count.one"
                      : s->half_marks_each              ? "count.equal"
                                                        : "count.uneven";
    return wording_fill(e->a, e->w, key, "n", word_count(e, s->n_items), "blanks",
                        word_count(e, s->n_blanks), "each", word_marks(e, s->half_marks_each),
                        "total", word_marks(e, s->half_marks), (const char *)NULL);
}

/* How many options all items have; 0 when they differ. */
static size_t common_options(const struct paper_section *s) {
    size_t n = s->items[0].n_order;
    for (size_t i = 1; i < s->n_items; i++)
        if (s->items[i].n_order != n)
            return 0;
    return n;
}

/* What is asked: "每小题给出的四个选项中，只有一项符合题意" */
static struct str kind_rule(struct exam *e, const struct paper_section *s) {
    if (s->instructions.n)
        return s->instructions;
    size_t n = common_options(s);
    struct str quantity = n ? word_part(word_get(e, "quantities"), n) : (struct str){0};
    bool plain = s->kind == ITEM_TRUE_FALSE ? e->bp->answer_grid
                                            : s->kind == ITEM_SINGLE_CHOICE && !quantity.n;
    const char *key =
        str_format(e->a, "kind.%s.%s", item_kind_name(s->kind), plain ? "rule-plain" : "rule").p;
    return wording_fill(e->a, e->w, key, "options", quantity, (const char *)NULL);
}

static struct str parts_rule(struct exam *e, const struct paper_section *s) {
    const struct paper_item *pi = &s->items[0];
    struct part_marks m = score_parts(e->a, pi->item, pi->half_marks);
    int each = m.per_wrong ? m.per_wrong : m.n ? m.v[pi->left_order[0]] : 0;
    return wording_fill(e->a, e->w, m.per_wrong ? "scoring.per-wrong" : "scoring.per-pair", "each",
                        word_marks(e, each), (const char *)NULL);
}

/* How it is marked. */
static struct str scoring_rule(struct exam *e, const struct paper_section *s) {
    const char *key = NULL;
    if (s->kind == ITEM_ORDERING || s->kind == ITEM_MATCHING)
        return parts_rule(e, s);
    if (s->scoring.policy == SCORING_PARTIAL)
        key = s->half_marks_each ? "scoring.partial" : "scoring.partial-plain";
    else if (s->scoring.policy == SCORING_DEDUCT)
        key = s->scoring.floor_section ? "scoring.deduct-section" : "scoring.deduct-item";
    else if (s->kind == ITEM_MULTIPLE_RESPONSE)
        key = "scoring.all";
    return key ? wording_fill(e->a, e->w, key, "full", word_marks(e, s->half_marks_each), "each",
                              word_marks(e, s->scoring.half_marks_each), (const char *)NULL)
               : (struct str){0};
}

static struct str spare_rule(struct exam *e, const struct paper_section *s) {
    size_t spare = s->items[0].n_order - s->items[0].n_left;
    if (s->kind != ITEM_MATCHING || !spare || s->n_items > 1)
        return (struct str){0};
    struct str n = word_part(word_get(e, "quantities"), spare);
    return wording_fill(e->a, e->w, "scoring.spare", "n", n.n ? n : word_count(e, spare),
                        (const char *)NULL);
}

struct str word_rule(struct exam *e, const struct paper_section *s) {
    struct str v[4], all[] = {e->look.latin ? (struct str){0} : count_words(e, s), kind_rule(e, s),
                              scoring_rule(e, s), spare_rule(e, s)};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].n)
            v[n++] = all[i];
    return str_join(e->a, v, n, word_get(e, "between-rules"));
}
