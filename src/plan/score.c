/* score: marks by points, brought to a total one mark at a time. */
#include "plan/score.h"

#define CHOICE_SECONDS 45
#define ONE_MARK       2

/* What an item would be worth by what it asks for: a mark a point. */
static int by_points(const struct blueprint_section *s, const struct item *it) {
    int points = ONE_MARK * (int)MAX(it->n_answers, (size_t)1);
    return MAX(s->each.least, MIN(s->each.most, points));
}

static int natural(const struct blueprint_section *s, const struct item *it) {
    if (s->kind == ITEM_FILL_BLANK)
        return s->each.least * (int)MAX(it->n_answers, (size_t)1);
    return s->each.least == s->each.most ? s->each.least : by_points(s, it);
}

static int sum_of(const struct blueprint *bp, const struct picks *p, int *const *v) {
    int sum = 0;
    for (size_t s = 0; s < bp->n_sections; s++)
        for (size_t i = 0; i < p[s].n; i++)
            sum += v[s][i];
    return sum;
}

static bool has_range(const struct blueprint_section *s) {
    return s->kind != ITEM_FILL_BLANK && s->each.least < s->each.most;
}

/* The least and the most the paper can come to. */
static void reach(const struct blueprint *bp, const struct picks *p, int *const *v, int *least,
                  int *most) {
    *least = *most = sum_of(bp, p, v);
    for (size_t s = 0; s < bp->n_sections; s++)
        for (size_t i = 0; i < p[s].n && has_range(&bp->sections[s]); i++) {
            *least += bp->sections[s].each.least - v[s][i];
            *most += bp->sections[s].each.most - v[s][i];
        }
}

/* The item with the most points a mark (up) or the fewest (down) that can still change by `by`. */
static int *best_to_change(const struct blueprint *bp, const struct picks *p, int *const *v,
                           int by) {
    int *best = NULL, best_points = 1;
    for (size_t s = 0; s < bp->n_sections; s++)
        for (size_t i = 0; i < p[s].n && has_range(&bp->sections[s]); i++) {
            int *m = &v[s][i], points = (int)p[s].v[i]->n_answers;
            if (*m + by < bp->sections[s].each.least || *m + by > bp->sections[s].each.most)
                continue;
            int more = best ? points * *best - best_points * *m : 1;
            if (!best || (by > 0 ? more > 0 : more < 0)) {
                best = m;
                best_points = points;
            }
        }
    return best;
}

static void bring_to(const struct blueprint *bp, const struct picks *p, int *const *v, int target) {
    for (int rest = target - sum_of(bp, p, v), step; rest; rest -= step) {
        step = rest > 0 ? MIN(rest, ONE_MARK) : MAX(rest, -ONE_MARK);
        int *m = best_to_change(bp, p, v, step);
        if (!m) {
            step /= 2;
            m = step ? best_to_change(bp, p, v, step) : NULL;
        }
        if (!m)
            return;
        *m += step;
    }
}

/* A question to choose from takes 45 seconds at least: fewer measure reading (L17 of
 * docs/item-lint.md). */
static void check_time(struct arena *a, const struct blueprint *bp, const struct picks *picks,
                       struct diag *d) {
    size_t choices = 0;
    for (size_t s = 0; s < bp->n_sections; s++)
        for (size_t i = 0; i < picks[s].n; i++)
            choices += picks[s].v[i]->n_options > 0;
    if (bp->minutes && bp->minutes * 60 < choices * CHOICE_SECONDS)
        diag_say(d, DIAG_BLUEPRINT_TIME, str_format(a, "%u", bp->minutes),
                 str_format(a, "%zu", choices));
}

int *const *score_items(struct arena *a, const struct blueprint *bp, const struct picks *picks,
                        struct diag *d) {
    int **v = arena_array(a, int *, bp->n_sections), least, most;
    int target = bp->total ? bp->total : bp->aim;
    for (size_t s = 0; s < bp->n_sections; s++) {
        v[s] = arena_array(a, int, picks[s].n);
        for (size_t i = 0; i < picks[s].n; i++)
            v[s][i] = natural(&bp->sections[s], picks[s].v[i]);
    }
    reach(bp, picks, v, &least, &most);
    if (target >= least && target <= most)
        bring_to(bp, picks, v, target);
    if (bp->total && sum_of(bp, picks, v) != bp->total) {
        diag_say(d, DIAG_BLUEPRINT_TOTAL, blueprint_marks(a, sum_of(bp, picks, v)),
                 blueprint_marks(a, bp->total));
        return NULL;
    }
    check_time(a, bp, picks, d);
    return v;
}

/* The part worth least for its weight (to be given more), or worth most (to lose some, down to a
 * mark); the first of equals. */
static size_t part_to_change(const struct item *it, const int *v, int step) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < it->n_answers; i++) {
        if (step < 0 && v[i] <= ONE_MARK)
            continue;
        int more = best == SIZE_MAX ? 0
                                    : v[i] * MAX(it->answers[best].weight, 1) -
                                          v[best] * MAX(it->answers[i].weight, 1);
        if (best == SIZE_MAX || (step > 0 ? more < 0 : more > 0))
            best = i;
    }
    return best;
}

/* Shares by weight in whole marks, at least one each; an odd half goes to one part. There are no
 * more parts than marks. */
static void share_out(const struct item *it, int half_marks, int *v) {
    int weights = 0, given = 0;
    for (size_t i = 0; i < it->n_answers; i++)
        weights += MAX(it->answers[i].weight, 1);
    for (size_t i = 0; i < it->n_answers; i++) {
        int share = half_marks * MAX(it->answers[i].weight, 1) / weights / ONE_MARK * ONE_MARK;
        v[i] = MAX(share, ONE_MARK);
        given += v[i];
    }
    while (given != half_marks) {
        int step = given < half_marks ? MIN(ONE_MARK, half_marks - given) : -ONE_MARK;
        v[part_to_change(it, v, step)] += step;
        given += step;
    }
}

static struct part_marks share_points(struct arena *a, const struct item *it, int half_marks) {
    struct part_marks m = {.n = it->n_answers};
    int *v = arena_array(a, int, m.n);
    if ((int)m.n * ONE_MARK > half_marks) {
        m.any = (size_t)(half_marks / ONE_MARK);
        for (size_t i = 0; i < m.n; i++)
            v[i] = ONE_MARK;
    } else if (m.n) {
        share_out(it, half_marks, v);
    }
    m.v = v;
    return m;
}

/* Equal parts where the marks divide by them, else one mark less for each wrong one. */
static struct part_marks share_evenly(struct arena *a, const struct item *it, int half_marks) {
    struct part_marks m = {.n = it->n_answers};
    int *v = arena_array(a, int, m.n), parts = 0;
    for (size_t i = 0; i < m.n; i++)
        parts += it->kind != ITEM_MATCHING || it->answers[i].left.plain.n > 0;
    bool divides = parts && half_marks % parts == 0 && it->kind != ITEM_ORDERING;
    for (size_t i = 0; i < m.n && divides; i++)
        if (it->kind != ITEM_MATCHING || it->answers[i].left.plain.n > 0)
            v[i] = half_marks / parts;
    m.v = v;
    m.per_wrong = divides ? 0 : ONE_MARK;
    return m;
}

struct part_marks score_parts(struct arena *a, const struct item *it, int half_marks) {
    switch (it->kind) {
    case ITEM_SHORT_ANSWER:
        return share_points(a, it, half_marks);
    case ITEM_FILL_BLANK:
    case ITEM_MATCHING:
    case ITEM_ORDERING:
        return share_evenly(a, it, half_marks);
    default:
        return (struct part_marks){0};
    }
}
