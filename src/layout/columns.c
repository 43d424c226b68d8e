/* columns: dynamic programming over cuts. Heights of any run of boxes come from prefix sums, and a
 * column holds few boxes, so the work is linear in their number. */
#include "layout/columns.h"

#define COST_NONE    (INT64_MAX / 4)
#define COST_RATIO   400     /* all gaps of a column stretched to the full */
#define COST_SHRINK  900     /* all gaps shrunk to the full */
#define COST_REST    60      /* white at the foot, up to one pitch */
#define COST_LINE    400     /* a further line of white, squared … */
#define LINES_SQUARE 12      /* … up to so many, then in proportion */
#define COST_NEVER   1000000 /* a cut that must not be */
#define COST_TALL    500000  /* a box that sticks out of its column */
#define COST_COLUMN  60000   /* a column more than needed */
#define RATIO_ONE    1024
#define OVERSTRETCH  3  /* times its stretch a gap grows at the very most */
#define BALANCE_MOST 48 /* heights tried */

/* Sums over the boxes before each one. */
struct sums {
    const struct boxes *b;
    struct column_frame frame;
    int64_t *height, *gap, *stretch, *shrink;
};

static struct sums sum_up(struct arena *a, const struct boxes *b, const struct column_frame *f) {
    size_t n = b->n + 1;
    int64_t *all = arena_array(a, int64_t, 4 * n);
    struct sums s = {b, *f, all, all + n, all + 2 * n, all + 3 * n};
    for (size_t i = 0; i < b->n; i++) {
        s.height[i + 1] = s.height[i] + b->v[i].height;
        s.gap[i + 1] = s.gap[i] + b->v[i].gap;
        s.stretch[i + 1] = s.stretch[i] + b->v[i].stretch;
        s.shrink[i + 1] = s.shrink[i] + b->v[i].shrink;
    }
    return s;
}

/* The column of boxes from..to-1, to > from; the first box's gap is dropped. */
static int64_t natural_of(const struct sums *s, size_t from, size_t to) {
    const struct box *head = s->b->v[from].head;
    return s->height[to] - s->height[from] + s->gap[to] - s->gap[from + 1] +
           (head ? head->height : 0);
}

static int64_t stretch_of(const struct sums *s, size_t from, size_t to) {
    return s->stretch[to] - s->stretch[from + 1];
}

static int64_t shrink_of(const struct sums *s, size_t from, size_t to) {
    return s->shrink[to] - s->shrink[from + 1];
}

static bool fits(const struct sums *s, size_t from, size_t to) {
    return natural_of(s, from, to) - shrink_of(s, from, to) <= s->frame.height;
}

static int64_t cubed(int64_t part, int64_t whole, int64_t cost) {
    int64_t r = whole > 0 ? part * RATIO_ONE / whole : RATIO_ONE;
    return cost * r / RATIO_ONE * r / RATIO_ONE * r / RATIO_ONE;
}

/* White at the foot that the gaps cannot take. */
static int64_t rest_cost(const struct sums *s, int64_t rest) {
    if (rest <= 0)
        return 0;
    int64_t pitch = MAX(s->frame.pitch, 1);
    if (rest <= pitch)
        return cubed(rest, pitch, COST_REST);
    int64_t lines = rest * 16 / pitch, square = MIN(lines, LINES_SQUARE * 16);
    return COST_REST + COST_LINE * square / 16 * lines / 16;
}

/* Cost of the column itself; COST_NONE when it cannot be. */
static int64_t column_cost(const struct sums *s, size_t from, size_t to, bool may_be_short) {
    int64_t slack = s->frame.height - natural_of(s, from, to);
    if (slack < 0) {
        int64_t shrink = shrink_of(s, from, to);
        if (-slack <= shrink)
            return cubed(-slack, shrink, COST_SHRINK);
        return to == from + 1 ? COST_TALL : COST_NONE;
    }
    if (may_be_short)
        return 0;
    int64_t stretch = stretch_of(s, from, to);
    return cubed(MIN(slack, stretch), stretch, COST_RATIO) + rest_cost(s, slack - stretch);
}

static int64_t cut_cost(const struct sums *s, size_t to) {
    int32_t penalty = to == s->b->n ? 0 : s->b->v[to - 1].penalty;
    return penalty >= BOX_NEVER ? COST_NEVER : penalty;
}

/* How much of the slack goes into the gaps: as far as they stretch, and further only as far as it
 * takes for the column to end within a pitch of the frame. */
static int64_t spread(const struct sums *s, int64_t slack, int64_t stretch) {
    int64_t extra = MIN(slack, stretch), near = s->frame.pitch - s->frame.pitch / 10;
    if (slack - extra > near)
        extra = MAX(extra, MIN(slack - near, stretch * OVERSTRETCH));
    return extra;
}

static struct column column_at(const struct sums *s, size_t from, size_t to, bool justify) {
    struct column c = {.from = from, .to = to};
    int64_t natural = natural_of(s, from, to), slack = s->frame.height - natural;
    c.natural = (mpt)natural;
    if (slack < 0)
        c.extra = (mpt)MAX(slack, -shrink_of(s, from, to));
    else if (justify)
        c.extra = (mpt)spread(s, slack, stretch_of(s, from, to));
    c.rest = (mpt)(slack - c.extra);
    return c;
}

/* The most boxes a column from `from` on holds, at least one. */
static size_t farthest(const struct sums *s, size_t from) {
    size_t to = from + 1;
    while (to < s->b->n && fits(s, from, to + 1))
        to++;
    return to;
}

static size_t farthest_back(const struct sums *s, size_t to) {
    size_t from = to - 1;
    while (from > 0 && fits(s, from - 1, to))
        from--;
    return from;
}

/* ---- as few as need be */

struct cut {
    int64_t cost;
    size_t from; /* of the column that ends here */
};

/* Called with `from` growing: of equal cuts the one wins that leaves the later column shorter. */
static void try_cut(struct cut *cut, int64_t cost, size_t from) {
    if (cost <= cut->cost)
        *cut = (struct cut){cost, from};
}

/* Columns from `from` on, but for those that would be half empty: nothing is gained by them. */
static void fill_from(const struct sums *s, struct cut *cuts, size_t from) {
    size_t end = farthest(s, from), to = from + 1;
    while (to < end && to < s->b->n && natural_of(s, from, to) * 2 < s->frame.height)
        to++;
    for (; to <= end; to++) {
        int64_t own = column_cost(s, from, to, to == s->b->n);
        if (own < COST_NONE)
            try_cut(&cuts[to], cuts[from].cost + own + cut_cost(s, to) + COST_COLUMN, from);
    }
}

/* The columns that end with the cut at `end`, n of them. */
static struct columns collect(struct arena *a, const struct sums *s, const struct cut *cuts,
                              size_t end) {
    size_t n = 0;
    for (size_t to = end; to > 0; to = cuts[to].from)
        n++;
    struct columns c = {arena_array(a, struct column, n), n, cuts[end].cost};
    for (size_t to = end, k = n; k-- > 0; to = cuts[to].from)
        c.v[k] = column_at(s, cuts[to].from, to, k + 1 < n);
    return c;
}

struct columns columns_fill(struct arena *a, const struct boxes *b, const struct column_frame *f) {
    struct sums s = sum_up(a, b, f);
    struct cut *cuts = arena_array(a, struct cut, b->n + 1);
    for (size_t i = 1; i <= b->n; i++)
        cuts[i].cost = COST_NONE;
    for (size_t i = 0; i < b->n; i++)
        if (cuts[i].cost < COST_NONE) /* no column ends there */
            fill_from(&s, cuts, i);
    return collect(a, &s, cuts, b->n);
}

/* ---- exactly n */

/* For each k the range of cuts the k-th column may end at: not so late that it would not fit, not
 * so early that the rest would not. */
struct reach {
    size_t least, most;
};

static bool find_reach(struct arena *a, const struct sums *s, size_t n, struct reach **out) {
    struct reach *r = arena_array(a, struct reach, n + 1);
    size_t at = 0;
    for (size_t k = 1; k <= n; k++)
        r[k].most = at = at < s->b->n ? farthest(s, at) : at;
    if (at < s->b->n)
        return false;
    r[n].least = s->b->n;
    for (size_t k = n; k-- > 0;)
        r[k].least = r[k + 1].least ? farthest_back(s, r[k + 1].least) : 0;
    for (size_t k = 1; k < n; k++)
        r[k].least = MAX(r[k].least, k);
    *out = r;
    return r[0].least == 0;
}

/* cuts[k]: the ends of the k-th column, from reach[k].least on. */
static struct cut **open_layers(struct arena *a, const struct reach *reach, size_t n) {
    struct cut **layers = arena_array(a, struct cut *, n + 1);
    for (size_t k = 0; k <= n; k++) {
        size_t width = reach[k].most >= reach[k].least ? reach[k].most - reach[k].least + 1 : 0;
        layers[k] = arena_array(a, struct cut, width);
        for (size_t i = 0; i < width; i++)
            layers[k][i].cost = k ? COST_NONE : 0;
    }
    return layers;
}

/* Column k from `from` on, to every end it may have. */
static void fill_layer(const struct sums *s, const struct reach *r, struct cut *cuts, size_t from,
                       int64_t before) {
    for (size_t to = MAX(from + 1, r->least); to <= r->most; to++) {
        if (to > from + 1 && !fits(s, from, to))
            return;
        int64_t own = column_cost(s, from, to, false);
        if (own < COST_NONE)
            try_cut(&cuts[to - r->least], before + own + cut_cost(s, to), from);
    }
}

bool columns_exact(struct arena *a, const struct boxes *b, const struct column_frame *f, size_t n,
                   struct columns *out) {
    struct sums s = sum_up(a, b, f);
    struct reach *reach;
    if (!n || b->n < n || !find_reach(a, &s, n, &reach))
        return false;
    struct cut **layers = open_layers(a, reach, n);
    for (size_t k = 1; k <= n; k++)
        for (size_t from = reach[k - 1].least; from <= reach[k - 1].most; from++) {
            int64_t before = layers[k - 1][from - reach[k - 1].least].cost;
            if (before < COST_NONE && from < b->n)
                fill_layer(&s, &reach[k], layers[k], from, before);
        }
    if (layers[n][0].cost >= COST_NONE)
        return false;
    *out = (struct columns){arena_array(a, struct column, n), n, layers[n][0].cost};
    for (size_t k = n, to = b->n; k > 0; k--) {
        size_t from = layers[k][to - reach[k].least].from;
        out->v[k - 1] = column_at(&s, from, to, true);
        to = from;
    }
    return true;
}

/* ---- a last page that is not full */

mpt columns_balance(struct arena *a, const struct boxes *b, const struct column_frame *f,
                    struct columns *c, size_t from, size_t across) {
    size_t first = c->v[from].from;
    struct boxes rest = {.v = b->v + first, .n = b->n - first};
    struct columns best = {.cost = COST_NONE};
    mpt best_height = f->height;
    int64_t total = block_height(&rest, 0, rest.n);
    mpt step = MAX(f->pitch / 4, 1);
    mpt low = (mpt)(total / (int64_t)across);
    low -= MIN(low, f->pitch);
    for (mpt h = low, tries = 0; h <= f->height && tries < BALANCE_MOST; h += step, tries++) {
        struct column_frame frame = {h, f->pitch};
        struct columns now;
        if (!columns_exact(a, &rest, &frame, across, &now))
            continue;
        now.cost += (int64_t)tries * COST_REST; /* rather low than perfect */
        if (now.cost < best.cost) {
            best = now;
            best_height = h;
        }
    }
    if (best.cost >= COST_NONE)
        return f->height;
    struct column *v = arena_array(a, struct column, from + across);
    memcpy(v, c->v, from * sizeof(*v));
    for (size_t i = 0; i < across; i++) {
        v[from + i] = best.v[i];
        v[from + i].from += first;
        v[from + i].to += first;
    }
    *c = (struct columns){v, from + across, c->cost};
    return best_height;
}

/* ---- drawing */

void column_draw(const struct boxes *b, const struct column *c, const struct block_out *o, mpt x,
                 mpt y, column_seen *seen, void *self) {
    int64_t glue = 0, done = 0, white = 0;
    for (size_t i = c->from + 1; i < c->to; i++)
        glue += c->extra < 0 ? b->v[i].shrink : b->v[i].stretch;
    const struct box *head = c->from < c->to ? b->v[c->from].head : NULL;
    if (head) {
        box_draw(head, o, x, y);
        y += head->height;
    }
    for (size_t i = c->from; i < c->to; i++) {
        const struct box *box = &b->v[i];
        if (i > c->from) {
            done += c->extra < 0 ? box->shrink : box->stretch;
            int64_t due = glue ? c->extra * done / glue : 0;
            y += box->gap + (mpt)(due - white);
            white = due;
        }
        if (box->mark && seen)
            seen(self, box->mark, y);
        box_draw(box, o, x, y);
        y += box->height;
    }
}
