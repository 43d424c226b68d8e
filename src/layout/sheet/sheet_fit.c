/* sheet_fit: finds the settings: for each number of columns the largest size that fits the pages,
 * then the fewest columns whose size is the best (nearly the best, where nobody asked for a number
 * of pages), then what is left goes to the leading and to the gaps. A probe breaks the shaped list
 * anew and cuts it into columns; nothing is shaped.
 *
 * Terms: probe = one setting tried; capacity = columns of all pages; bad cut = one that parts what
 * belongs together (a heading and its text, two lines of a short paragraph). */
#include "layout/sheet/sheet_make.h"

#include <math.h>

#define SIZE_STEP        20    /* sizes are multiples of this, mpt */
#define PROBES_MOST      14    /* sizes tried for one number of columns */
#define SIZE_NEARLY_BEST 970   /* 1/1000 of the best size that do where columns are fewer */
#define MEASURE_LAST     14000 /* 1/1000 em: the narrowest column before notes are refused */
#define LEADING_SPEND_EM 30    /* leading takes at most this much of what is left */
#define HEIGHT_EXPONENT  1.75  /* height grows with about this power of the size */
#define FULL_RATIO       0.995 /* of the capacity, at which notes mostly just fit */
#define STRIDE           80    /* between probes near the answer, mpt */
#define LEADING_LEAST_EM 4     /* less is not worth a probe */
#define TOO_LONG_RATIO   1.1
#define DROPPED_MOST     4 /* sections named */
#define FIT_PAGES_MOST   1000

struct fit {
    struct sheet *s;
    struct arena *scratch; /* boxes of probes, given back after each */
    size_t pages;          /* to fill; 0 = any number */
    int size_enough;       /* 1/1000 of the best size, for fewer columns */
    mpt guess;             /* where a search starts */
    size_t n_boxes;        /* of the last probe */
    int probes;
};

mpt sheet_measure(const struct sheet *s, size_t across) {
    return (s->frame_w - ((mpt)across - 1) * s->style->gutter) / (mpt)across;
}

/* Width of running text in one of `across` columns: what the style's limits are about. */
static mpt text_measure(const struct sheet *s, size_t across) {
    mpt measure = sheet_measure(s, across);
    return s->cues ? measure - sheet_answers_at(s, measure) : measure;
}

static struct column_frame frame_of(const struct sheet *s, const struct sheet_plan *plan) {
    return (struct column_frame){s->frame_h, plan->pitch};
}

/* ---- probes */

static bool is_heading(const struct sheet *s, const struct box *b) {
    return b->mark > 0 && b->mark <= s->marks.n;
}

/* A heading is followed by two lines at least in its column, if its text has as many. */
static void keep_headings(const struct sheet *s, struct boxes *b) {
    for (size_t i = 0; i < b->n; i++) {
        if (!is_heading(s, &b->v[i]))
            continue;
        size_t next = i + 1; /* the first box that is no line of the heading itself */
        while (next < b->n && b->v[next].data == b->v[i].data)
            next++;
        if (next + 1 < b->n && b->v[next - 1].penalty >= BOX_NEVER && !is_heading(s, &b->v[next]) &&
            !is_heading(s, &b->v[next + 1]))
            b->v[next].penalty = MAX(b->v[next].penalty, BOX_NEVER);
    }
}

static size_t count_bad(const struct sheet_plan *p) {
    size_t n = 0;
    for (size_t i = 0; i + 1 < p->columns.n; i++)
        n += p->boxes.v[p->columns.v[i].to - 1].penalty >= BOX_NEVER;
    return n;
}

/* Breaks for the setting and cuts into as few columns as need be. */
static struct sheet_plan probe(struct fit *f, struct arena *a, size_t across, mpt size,
                               int leading) {
    struct sheet *s = f->s;
    struct sheet_plan p = {.across = across, .size = size};
    p.pitch = (mpt)(((int64_t)size * leading + 500) / 1000);
    p.measure = sheet_measure(s, across);
    struct block_area area = {size, p.pitch, p.measure, s->frame_h};
    struct column_frame frame = frame_of(s, &p);
    p.boxes = s->cues ? sheet_rows(s, a, &area) : block_break(a, s->list, &area);
    keep_headings(s, &p.boxes);
    p.columns = columns_fill(a, &p.boxes, &frame);
    p.n_pages = (p.columns.n + across - 1) / across;
    f->probes++;
    return p;
}

/* How much of the capacity the boxes take. */
static double ratio_of(const struct fit *f, const struct sheet_plan *p) {
    int64_t total = 0;
    for (size_t i = 0; i < p->columns.n; i++)
        total += p->columns.v[i].natural;
    return (double)total / (double)f->s->frame_h / (double)(f->pages * p->across);
}

static bool fits(const struct fit *f, const struct sheet_plan *p) {
    return p->columns.n <= f->pages * p->across && count_bad(p) == 0;
}

static bool probe_fits(struct fit *f, size_t across, mpt size, int leading, double *ratio) {
    struct arena_mark mark = arena_mark(f->scratch);
    struct sheet_plan p = probe(f, f->scratch, across, size, leading);
    bool ok = fits(f, &p);
    *ratio = ratio_of(f, &p);
    f->n_boxes = p.boxes.n;
    arena_reset(f->scratch, mark);
    return ok;
}

/* ---- the largest size */

struct range {
    mpt least, most; /* multiples of SIZE_STEP, both tried at need */
};

static mpt on_step(mpt size) {
    return size - size % SIZE_STEP;
}

/* Sizes at which a column of `across` is neither too wide nor too narrow. */
static struct range size_range(const struct sheet *s, size_t across) {
    const struct style *st = s->style;
    mpt measure = text_measure(s, across);
    struct range r = {st->size_least, st->size_most};
    if (st->columns == 0) {
        r.least = MAX(r.least, (mpt)((int64_t)measure * 1000 / st->measure_most));
        r.most = MIN(r.most, (mpt)((int64_t)measure * 1000 / st->measure_least));
    }
    r.least = on_step(r.least + SIZE_STEP - 1);
    r.most = on_step(r.most);
    return r;
}

struct choice {
    size_t across; /* 0 = none */
    mpt size;
    int leading;
    double ratio; /* of the capacity taken */
    size_t n_boxes;
};

/* The size at which the boxes would just fill the capacity, judged from a probe. */
static mpt full_size(mpt size, double ratio) {
    return (mpt)((double)size * pow(FULL_RATIO / MAX(ratio, 0.01), 1 / HEIGHT_EXPONENT));
}

/* Where to look next: far off, where the last probe points to; near by, a stride on; between a
 * size that fits and one that does not, in the middle. */
static mpt next_size(mpt size, double ratio, bool ok, mpt good, mpt bad, const struct range *r) {
    mpt aim = full_size(size, ratio);
    if (good >= r->least && bad <= r->most)
        return on_step((good + bad) / 2);
    if (aim > size + 2 * STRIDE || aim < size - 2 * STRIDE)
        return on_step(aim);
    return ok ? size + STRIDE : size - STRIDE;
}

/* The largest size of the range that fits, none when there is no such size. */
static struct choice largest_size(struct fit *f, size_t across, struct range r, int leading,
                                  mpt guess) {
    mpt good = r.least - SIZE_STEP, bad = r.most + SIZE_STEP, size = on_step(guess);
    struct choice c = {.leading = leading};
    for (int i = 0; i < PROBES_MOST && bad - good > SIZE_STEP; i++) {
        double ratio;
        size = MIN(MAX(size, good + SIZE_STEP), bad - SIZE_STEP);
        bool ok = probe_fits(f, across, size, leading, &ratio);
        if (ok) {
            good = size;
            c = (struct choice){across, size, leading, ratio, f->n_boxes};
        } else {
            bad = size;
        }
        size = next_size(size, ratio, ok, good, bad, &r);
    }
    return c;
}

/* ---- how many columns */

/* Fewer columns are taken when they cost little size: tried once at the least size that would do,
 * and searched only when they fit there. */
static struct choice choice_for(struct fit *f, size_t across, int leading, mpt best,
                                const struct choice *known) {
    struct range r = size_range(f->s, across);
    mpt least = (mpt)((int64_t)best * f->size_enough / 1000);
    double ratio = 1;
    if (r.most < r.least || r.most < least)
        return (struct choice){0};
    if (!best)
        return largest_size(f, across, r, leading, f->guess);
    r.least = on_step(MAX(r.least, least) + SIZE_STEP - 1);
    struct choice at_least;
    if (known->across == across)
        at_least = *known;
    else if (probe_fits(f, across, r.least, leading, &ratio))
        at_least = (struct choice){across, r.least, leading, ratio, f->n_boxes};
    else
        return (struct choice){0};
    r.least = on_step(at_least.size) + SIZE_STEP;
    struct choice c = largest_size(f, across, r, leading, full_size(at_least.size, at_least.ratio));
    return c.across ? c : at_least;
}

/* The fewest columns whose size is as good as the best one's. `known` is a choice that fits, or
 * none. */
static struct choice choose(struct fit *f, int leading, const struct choice *known) {
    const struct style *st = f->s->style;
    size_t least = (size_t)(st->columns ? st->columns : st->columns_least);
    size_t most = (size_t)(st->columns ? st->columns : st->columns_most);
    struct choice c = {0};
    mpt best = known->size;
    for (size_t n = most; n >= least && n > 0; n--) {
        struct choice now = choice_for(f, n, leading, best, known);
        if (now.across)
            c = now;
        best = MAX(best, now.size);
    }
    return c;
}

/* The number of columns for a size that is given: the most that are not too narrow. */
static size_t across_for(const struct sheet *s, mpt size) {
    const struct style *st = s->style;
    if (st->columns)
        return (size_t)st->columns;
    size_t n = (size_t)st->columns_most;
    while (n > (size_t)st->columns_least &&
           (int64_t)text_measure(s, n) * 1000 < (int64_t)st->measure_least * size)
        n--;
    return n;
}

/* ---- what is left */

static int64_t white_left(const struct sheet *s, const struct sheet_plan *p, size_t pages) {
    int64_t left = (int64_t)s->frame_h * (int64_t)(pages * p->across);
    for (size_t i = 0; i < p->columns.n; i++)
        left -= p->columns.v[i].natural;
    return left;
}

/* Spends what is left on leading, as much as still fits. */
static int spend_on_leading(struct fit *f, const struct choice *c) {
    double room = (double)f->s->frame_h * (double)(f->pages * c->across) * (1 - c->ratio);
    double left = room * 1000 / (double)MAX(c->n_boxes, 1) / (double)c->size;
    const struct style *st = f->s->style;
    int most = MIN(MAX(st->leading, c->leading) + LEADING_SPEND_EM, st->leading_most) - c->leading;
    for (int extra = (int)MIN(left, most); extra >= LEADING_LEAST_EM; extra /= 3) {
        double ratio;
        if (probe_fits(f, c->across, c->size, c->leading + extra, &ratio))
            return c->leading + extra;
    }
    return c->leading;
}

static void balance_last(struct sheet *s, struct sheet_plan *p) {
    struct column_frame frame = frame_of(s, p);
    p->balanced = true;
    p->last_height = s->frame_h;
    if (s->style->column_balance && p->columns.n)
        p->last_height = columns_balance(s->a, &p->boxes, &frame, &p->columns,
                                         (p->n_pages - 1) * p->across, p->across);
}

/* Exactly the pages when the notes can fill them, else as many as they take. */
static void finish(struct fit *f, const struct choice *c, struct sheet_plan *p) {
    struct sheet *s = f->s;
    bool full = f->pages && c->size < on_step(s->style->size_most);
    int leading = full ? spend_on_leading(f, c) : c->leading;
    *p = probe(f, s->a, c->across, c->size, leading);
    p->last_height = s->frame_h;
    struct column_frame frame = frame_of(s, p);
    struct columns exact;
    if (full && columns_exact(s->a, &p->boxes, &frame, f->pages * c->across, &exact)) {
        p->columns = exact;
        p->n_pages = f->pages;
        return;
    }
    balance_last(s, p);
}

/* ---- refusing */

/* Height each top section takes in a plan, by mark; [0] what stands before any. */
static int64_t *section_heights(const struct sheet *s, const struct sheet_plan *p) {
    int64_t *heights = arena_array(s->a, int64_t, s->marks.n + 1);
    size_t at = 0;
    for (size_t i = 0; i < p->boxes.n; i++) {
        uint32_t mark = p->boxes.v[i].mark;
        if (mark && s->marks.v[mark - 1].kind == MARK_SECTION && !s->marks.v[mark - 1].depth)
            at = mark;
        heights[at] += p->boxes.v[i].height + p->boxes.v[i].gap;
    }
    return heights;
}

/* The section whose loss is enough and least felt, else the largest; 0 when none is left. */
static size_t section_to_drop(const int64_t *heights, size_t n, int64_t excess) {
    size_t best = 0;
    for (size_t m = 1; m <= n; m++) {
        if (heights[m] <= 0)
            continue;
        bool enough = heights[m] >= excess, best_enough = best && heights[best] >= excess;
        if (!best || (enough && (!best_enough || heights[m] < heights[best])) ||
            (!enough && !best_enough && heights[m] > heights[best]))
            best = m;
    }
    return best;
}

/* "“A”, “B”": sections to drop, or the share of the notes when that would be too many. */
static struct str what_to_drop(struct sheet *s, const struct sheet_plan *p, int64_t excess) {
    int64_t *heights = section_heights(s, p), total = 0, left = excess;
    struct buf names = buf_in(s->a);
    for (size_t i = 0; i <= s->marks.n; i++)
        total += heights[i];
    for (int i = 0; i < DROPPED_MOST && left > 0; i++) {
        size_t m = section_to_drop(heights, s->marks.n, left);
        if (!m)
            break;
        buf_printf(&names, "%s“%.*s”", i ? ", " : "", STR_ARG(s->marks.v[m - 1].title));
        left -= heights[m];
        heights[m] = 0;
    }
    if (left > 0)
        return str_format(s->a, "about %d %% of the text", (int)(excess * 100 / MAX(total, 1)) + 1);
    return buf_get(&names);
}

static struct str points_of(struct sheet *s, mpt size) {
    struct buf points = buf_in(s->a);
    buf_fixed(&points, size / 10, 2);
    return buf_get(&points);
}

static void refuse(struct fit *f, size_t across, mpt size, int leading) {
    struct sheet *s = f->s;
    struct sheet_plan p = probe(f, s->a, across, size, leading);
    diag_say(s->d, DIAG_SHEET_REFUSED, str_format(s->a, "%zu", f->pages), points_of(s, size),
             str_format(s->a, "%zu", MAX(p.n_pages, f->pages + 1)),
             what_to_drop(s, &p, -white_left(s, &p, f->pages)));
}

/* ---- the modes */

static void fixed(struct fit *f, struct sheet_plan *p) {
    struct sheet *s = f->s;
    *p = probe(f, s->a, across_for(s, s->style->size), s->style->size, s->style->leading);
    balance_last(s, p);
}

/* Where the number of columns is given, size is gained by tighter lines instead; what is left over
 * goes back to them. */
static struct choice choose_tight(struct fit *f, struct choice c, const struct choice *known) {
    const struct style *st = f->s->style;
    bool wanted = !c.across || (st->columns && c.size < on_step(st->size_most));
    if (!wanted || st->leading_least >= st->leading)
        return c;
    struct choice tight = choose(f, st->leading_least, c.across ? &c : known);
    return tight.size > c.size ? tight : c;
}

/* A first probe at the style's own size tells whether the notes can fit at all, and where to
 * look. It stays in *p when they cannot. */
static bool search(struct fit *f, struct sheet_plan *p) {
    const struct style *st = f->s->style;
    struct choice known = {0};
    *p = probe(f, f->s->a, across_for(f->s, st->size), st->size, st->leading);
    double ratio = ratio_of(f, p);
    if (fits(f, p))
        known = (struct choice){p->across, p->size, st->leading, ratio, p->boxes.n};
    double smallest = (double)st->size_least / (double)st->size;
    if (ratio * pow(smallest, 2) * st->leading_least / st->leading > TOO_LONG_RATIO)
        return false;
    f->guess = full_size(st->size, ratio);
    struct choice c = choose_tight(f, choose(f, st->leading, &known), &known);
    if (!c.across)
        return false;
    finish(f, &c, p);
    return true;
}

/* The style with other bounds of its columns, in force from now on. */
static void set_columns(struct fit *f, int32_t count, int32_t measure_least) {
    struct style *other = arena_new(f->s->a, struct style);
    *other = *f->s->style;
    other->columns = count;
    other->measure_least = measure_least;
    f->s->style = other;
}

/* A style's own number of columns, and how narrow they may be, are given up before notes are
 * refused. The style stays so when that helps. */
static bool search_loosened(struct fit *f, struct sheet_plan *p) {
    const struct style *own = f->s->style;
    if (!own->columns && own->measure_least <= MEASURE_LAST)
        return false;
    set_columns(f, 0, MIN(own->measure_least, MEASURE_LAST));
    if (!search(f, p)) {
        f->s->style = own;
        return false;
    }
    if (!own->columns)
        return true;
    set_columns(f, (int32_t)p->across, own->measure_least);
    return search(f, p); /* lines may close up, as before */
}

static bool fit_given_size(struct fit *f, struct sheet_plan *p) {
    fixed(f, p);
    if (p->n_pages <= f->pages)
        return true;
    refuse(f, p->across, p->size, f->s->style->leading);
    return false;
}

/* None of the numbers of columns allowed does; with other ones than were asked for, the advice is
 * to take those. */
static bool search_last(struct fit *f, struct sheet_plan *p) {
    struct sheet *s = f->s;
    const struct style *own = s->style;
    bool found = search_loosened(f, p);
    if (found && !s->o->columns_given)
        return true;
    s->style = own;
    if (found)
        diag_say(s->d, DIAG_SHEET_REFUSED_COLUMNS, str_format(s->a, "%zu", f->pages),
                 str_format(s->a, "%d", own->columns), str_format(s->a, "%zu", p->across),
                 points_of(s, p->size));
    else
        refuse(f, across_for(s, own->size_least), own->size_least, own->leading_least);
    return false;
}

static bool run(struct fit *f, struct sheet_plan *p) {
    const struct sheet_options *o = f->s->o;
    const struct style *st = f->s->style;
    bool automatic = o->fit == SHEET_FIT_AUTO;
    f->pages = (size_t)MIN(automatic ? st->fit_pages : o->fit, FIT_PAGES_MOST);
    f->size_enough = automatic ? SIZE_NEARLY_BEST : 1000;
    if (!f->pages || (automatic && o->size_given)) {
        fixed(f, p);
        return true;
    }
    if (o->size_given)
        return fit_given_size(f, p);
    if (!automatic)
        set_columns(f, st->columns, MIN(st->measure_least, st->measure_asked));
    if (search(f, p))
        return true;
    if (!automatic)
        return search_last(f, p);
    balance_last(f->s, p);
    p->too_long = true;
    return true;
}

static void say_length(const struct fit *f, const struct sheet_plan *p) {
    struct sheet *s = f->s;
    if (p->too_long)
        diag_say(s->d, DIAG_SHEET_LONG, str_format(s->a, "%zu", p->n_pages), points_of(s, p->size));
    else if (s->o->fit > 0 && !s->o->size_given && p->balanced)
        diag_say(s->d, DIAG_SHEET_SHORT, str_format(s->a, "%zu", f->pages), points_of(s, p->size));
}

static void fill_report(const struct sheet *s, const struct sheet_plan *p, struct sheet_report *r) {
    r->n_pages = p->n_pages;
    r->n_columns = p->across;
    r->size = p->size;
    r->pitch = p->pitch;
    r->n_lines = p->boxes.n;
    r->n_ragged = p->boxes.n_ragged;
    r->n_overfull = p->boxes.n_overfull;
    r->too_long = p->too_long;
    size_t full = p->balanced ? (p->n_pages - 1) * p->across : p->columns.n;
    for (size_t i = 0; i < MIN(full, p->columns.n); i++)
        r->rest_most = MAX(r->rest_most, p->columns.v[i].rest);
    if (p->columns.n) {
        const struct column *last = &p->columns.v[p->columns.n - 1];
        r->fill = (int)((int64_t)(last->natural + last->extra) * 1000 / s->frame_h);
    }
}

bool sheet_fit(struct sheet *s, struct sheet_plan *plan, struct sheet_report *r) {
    struct fit f = {.s = s, .scratch = *arena_hold(s->a)};
    bool ok = run(&f, plan);
    r->probes = f.probes;
    r->refused = !ok;
    if (!ok)
        return false;
    fill_report(s, plan, r);
    say_length(&f, plan);
    return true;
}
