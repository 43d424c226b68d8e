/* flow: units to pages. Terms: frame = a column of a page; the first `n_columns` frames, on the
 * first page, start below its head. Breaks are exact: dynamic programming over units and frames. */
#include "layout/paper/exam_int.h"

#define FRAMES_COST    ((int64_t)1 << 40) /* a frame more outweighs any white */
#define NEVER          INT64_MAX
#define EXTRA_SHARE(n) ((n)*2 / 3) /* ruled lines that may be added, but at least … */
#define EXTRA_LEAST    3

struct flow {
    struct exam *e;
    struct exam_unit *v;
    size_t n;
    uint32_t page0;
    mpt first_top;
    enum layer layer;
    int stretched; /* how far the gaps of the frame before were stretched, in 1/1000 of their room
                    */
};

/* The best way to end frame `frame` with unit end-1. */
struct state {
    int64_t cost;
    size_t from;
};

void unit_close(struct exam_unit *u, const row_vec *rows) {
    u->rows = rows->v;
    u->n_rows = rows->n;
    u->height = 0;
    for (size_t i = 0; i < rows->n; i++)
        u->height += rows->v[i].height + (i ? rows->v[i].gap : 0);
}

mpt flow_left(const struct exam *e, uint32_t page_no) {
    return page_no % 2 == 0 ? e->look.x_odd : e->look.x_even;
}

static mpt frame_top(const struct flow *f, size_t frame) {
    return frame < f->e->look.n_columns ? f->first_top : f->e->look.top;
}

static mpt frame_height(const struct flow *f, size_t frame) {
    return f->e->look.top + f->e->look.height - frame_top(f, frame);
}

/* --- units taller than a frame --- */

/* The rows of a unit from `at` that fit into a height; at least one. */
static size_t rows_that_fit(const struct exam_unit *u, size_t at, mpt height) {
    size_t end = at, cut = at + 1;
    mpt used = 0;
    while (end < u->n_rows) {
        used += u->rows[end].height + (end > at ? u->rows[end].gap : 0);
        if (used > height && end > at)
            break;
        end++;
        if (end == u->n_rows || !u->rows[end].glued)
            cut = end;
    }
    return end == u->n_rows ? end : cut;
}

/* Long material may be cut between any rows that are not glued. */
static size_t rows_glued(const struct exam_unit *u, size_t at) {
    size_t end = at + 1;
    while (end < u->n_rows && u->rows[end].glued)
        end++;
    return end;
}

/* `height` 0: wherever it may be. */
static void split_unit(struct flow *f, exam_unit_vec *out, const struct exam_unit *u, mpt height) {
    for (size_t at = 0; at < u->n_rows;) {
        struct exam_unit piece = *u;
        size_t end = height ? rows_that_fit(u, at, height) : rows_glued(u, at);
        row_vec rows = {.v = u->rows + at, .n = end - at};
        unit_close(&piece, &rows);
        piece.is_head = u->is_head && end == u->n_rows;
        if (at) {
            piece.gap = piece.gap_least = piece.gap_most = u->rows[at].gap;
            piece.outline = (struct str){0};
        }
        vec_push(f->e->a, out, piece);
        at = end;
    }
}

/* The height of the heads right before what is added next, with its gap. */
static mpt height_of_heads(const exam_unit_vec *v, mpt gap) {
    mpt h = 0;
    for (size_t i = v->n; i-- > 0 && v->v[i].is_head; gap = v->v[i].gap)
        h += v->v[i].height + gap;
    return h;
}

/* Adds a unit; one that is too tall is cut. Material that would not fit on a page with its first
 * question leaves it. */
static void add_unit(struct flow *f, exam_unit_vec *out, const struct exam_unit *u) {
    mpt height = f->e->look.height, head = height_of_heads(out, u->gap);
    if (u->may_stand_apart && u->height > height / 2) {
        split_unit(f, out, u, 0);
        return;
    }
    if (u->height + head > height && out->n && out->v[out->n - 1].may_stand_apart) {
        out->v[out->n - 1].is_head = false;
        head = 0;
    }
    if (u->height + head <= height || u->n_rows < 2) {
        vec_push(f->e->a, out, *u);
        return;
    }
    split_unit(f, out, u, height - head);
    if (u->number && u->height > height) {
        f->e->r->n_split++;
        diag_say(f->e->d, DIAG_PAPER_SPLIT, word_count(f->e, u->number));
    }
}

static void split_tall(struct flow *f) {
    exam_unit_vec out = {0};
    for (size_t i = 0; i < f->n; i++)
        add_unit(f, &out, &f->v[i]);
    f->v = out.v;
    f->n = out.n;
}

/* --- where frames end --- */

static size_t extra_most(const struct ruled *r) {
    return MAX(EXTRA_SHARE(r->n), (size_t)EXTRA_LEAST);
}

#define LINE_COST 1000000 /* of a ruled line taken off, squared with their number */

/* Cost of a frame with units from…end-1: white that nothing takes up, gaps off their natural width,
 * ruled lines taken off. NEVER when they do not fit. */
static int64_t frame_cost(const struct flow *f, size_t frame, size_t from, size_t end) {
    int64_t natural = 0, least = 0, most = 0, lines = 0, pitch = 1, white;
    for (size_t i = from; i < end; i++) {
        const struct exam_unit *u = &f->v[i];
        natural += u->height + (i > from ? u->gap : 0);
        least += u->height + (i > from ? u->gap_least : 0);
        most += u->height + (i > from ? u->gap_most : 0);
        if (!u->ruled)
            continue;
        pitch = u->ruled->pitch;
        most += (int64_t)extra_most(u->ruled) * pitch;
        lines += (int64_t)(u->ruled->n - u->ruled->least) * pitch;
    }
    white = frame_height(f, frame);
    if (least - lines > white)
        return end - from == 1 ? FRAMES_COST : NEVER;
    int64_t off = (least > white ? (least - white + pitch - 1) / pitch : 0);
    if (end == f->n || off)
        return off * off * LINE_COST + (natural > white ? 1 : 0);
    int64_t rest = MAX(white - most, 0) / 1000, stretch = (white - natural) / 10000;
    return rest * rest + stretch * stretch;
}

static bool may_end(const struct flow *f, size_t end) {
    return end == f->n || !f->v[end - 1].is_head;
}

static void find_frame(const struct flow *f, const struct state *before, struct state *now,
                       size_t frame) {
    for (size_t end = 1; end <= f->n; end++) {
        now[end] = (struct state){NEVER, 0};
        if (!may_end(f, end))
            continue;
        for (size_t from = end; from-- > 0;) {
            int64_t own = before[from].cost == NEVER ? NEVER : frame_cost(f, frame, from, end);
            if (own != NEVER && before[from].cost + own < now[end].cost)
                now[end] = (struct state){before[from].cost + own, from};
            if (own == NEVER && before[from].cost != NEVER)
                break; /* it only gets taller */
        }
    }
    now[0] = (struct state){NEVER, 0};
}

/* ends[k]: where frame k ends; gives their number. */
static size_t find_ends(const struct flow *f, size_t *ends) {
    struct arena *a = f->e->a;
    size_t most = f->n + f->e->look.n_columns, frames = 0;
    struct state **s = arena_array(a, struct state *, most + 1);
    s[0] = arena_array(a, struct state, f->n + 1);
    for (size_t i = 1; i <= f->n; i++)
        s[0][i].cost = NEVER;
    while (frames < most && (frames == 0 || s[frames][f->n].cost == NEVER)) {
        s[frames + 1] = arena_array(a, struct state, f->n + 1);
        find_frame(f, s[frames], s[frames + 1], frames);
        if (frames < f->e->look.n_columns && s[frames + 1][f->n].cost == NEVER)
            s[frames + 1][0].cost = FRAMES_COST * (int64_t)(frames + 1);
        /* those below a tall head may stay empty */
        frames++;
    }
    for (size_t k = frames, end = f->n; k-- > 0;) {
        ends[k] = end;
        end = s[k + 1][end].from;
    }
    return frames;
}

/* --- drawing --- */

/* Adds ruled lines, one item after the other, until no whole line fits. */
static mpt add_lines(struct exam_unit *v, size_t n, mpt white) {
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            struct ruled *r = v[i].ruled;
            if (!r || r->pitch > white || r->extra >= (int)extra_most(r))
                continue;
            r->extra++;
            white -= r->pitch;
            more = true;
        }
    }
    return white;
}

/* Stretches or shrinks the gaps by `white`, each in proportion to what it can give. */
static void set_gaps(struct exam_unit *v, size_t n, mpt white) {
    int64_t room = 0, left = white;
    for (size_t i = 1; i < n; i++)
        room += white > 0 ? v[i].gap_most - v[i].gap : v[i].gap - v[i].gap_least;
    if (room <= 0)
        return;
    int64_t total = white > 0 ? MIN(left, room) : MAX(left, -room);
    for (size_t i = 1; i < n; i++) {
        int64_t own = white > 0 ? v[i].gap_most - v[i].gap : v[i].gap - v[i].gap_least;
        v[i].gap += (mpt)(total * own / room);
    }
}

static mpt natural_height(const struct exam_unit *v, size_t n) {
    mpt h = 0;
    for (size_t i = 0; i < n; i++)
        h += v[i].height + (i ? v[i].gap : 0);
    return h;
}

static mpt stretch_room(const struct exam_unit *v, size_t n) {
    mpt h = 0;
    for (size_t i = 1; i < n; i++)
        h += v[i].gap_most - v[i].gap;
    return h;
}

/* Takes lines off, one item after the other, until the rest fits. */
static mpt drop_lines(struct exam_unit *v, size_t n, mpt white) {
    for (bool more = true; more && white < 0;) {
        more = false;
        for (size_t i = n; i-- > 0 && white < 0;) {
            struct ruled *r = v[i].ruled;
            if (!r || (int)r->n + r->extra <= (int)r->least)
                continue;
            r->extra--;
            white += r->pitch;
            more = true;
        }
    }
    return white;
}

static mpt shrink_room(const struct exam_unit *v, size_t n) {
    mpt h = 0;
    for (size_t i = 1; i < n; i++)
        h += v[i].gap - v[i].gap_least;
    return h;
}

/* Gaps first, then lines, then what is left to gaps. The last frame of all stretches as the one
 * before it did, as far as it has room. */
static void fill_frame(struct flow *f, size_t frame, size_t from, size_t end) {
    struct exam_unit *v = &f->v[from];
    size_t n = end - from;
    mpt white = frame_height(f, frame) - natural_height(v, n), room = stretch_room(v, n);
    if (white < -shrink_room(v, n))
        white = drop_lines(v, n, white);
    if (end == f->n) {
        set_gaps(v, n, MIN(white, (mpt)((int64_t)room * f->stretched / 1000)));
        return;
    }
    if (white > room)
        white = add_lines(v, n, white);
    set_gaps(v, n, white);
    f->stretched = room > 0 && white > 0 ? (int)((int64_t)MIN(white, room) * 1000 / room) : 0;
    f->e->r->most_white = MAX(f->e->r->most_white, white - room);
}

static void start_section(struct exam *e, const struct exam_unit *u, mpt x, mpt y,
                          enum layer layer) {
    e->sect = pages_tag(e->pages, 1, TAG_SECT);
    uint32_t dest = pages_dest(e->pages, x, y, (struct str){0});
    struct outline o = {.title = u->outline, .dest = dest};
    e->pages->dests.v[dest].layer = (uint8_t)layer;
    vec_push(e->pages->a, &e->pages->outlines, o);
}

static mpt draw_unit(struct flow *f, const struct exam_unit *u, struct page *page, mpt x, mpt y) {
    struct exam *e = f->e;
    if (u->outline.n)
        start_section(e, u, x, y, f->layer);
    struct spot s = {.page = page, .x = x, .y = y};
    s.tag = pages_tag(e->pages, e->sect ? e->sect : 1, (enum tag_role)u->role);
    e->pages->tags.v[s.tag].level = u->level;
    for (size_t i = 0; i < u->n_rows; i++) {
        const struct row *r = &u->rows[i];
        s.y += i ? r->gap : 0;
        if (r->draw)
            r->draw(e, r, &s);
        s.y += r->height;
    }
    return s.y + (u->ruled ? u->ruled->extra * u->ruled->pitch : 0);
}

static void draw_frame(struct flow *f, size_t frame, size_t from, size_t end) {
    struct exam *e = f->e;
    size_t column = frame % e->look.n_columns;
    struct page *page = e->pages->v.v[e->pages->v.n - 1];
    size_t before = page->ops.n;
    mpt x = flow_left(e, e->page_no) + (mpt)column * (e->look.column + e->look.column_gap);
    mpt y = frame_top(f, frame);
    for (size_t i = from; i < end; i++)
        y = draw_unit(f, &f->v[i], page, x, y + (i > from ? f->v[i].gap : 0));
    if (f->layer != LAYER_BOTH)
        ink_layer(page, before, f->layer);
    if (e->look.n_columns == 2 && column == 0)
        ink_rule(e, page, x + e->look.column + e->look.column_gap / 2, frame_top(f, frame), 0,
                 frame_height(f, frame), PT(0.25), COLOR_BLACK);
}

void flow_units(struct exam *e, const exam_unit_vec *units, mpt first_top, enum layer layer) {
    struct flow f = {.e = e, .v = units->v, .n = units->n, .first_top = first_top, .layer = layer};
    split_tall(&f);
    size_t *ends = arena_array(e->a, size_t, f.n + e->look.n_columns + 1);
    size_t frames = find_ends(&f, ends);
    e->page_no = (uint32_t)(e->pages->v.n - 1);
    for (size_t k = 0, from = 0; k < frames; from = ends[k], k++) {
        if (k && k % e->look.n_columns == 0) {
            pages_add(e->pages, e->look.page_w, e->look.page_h);
            e->page_no++;
        }
        fill_frame(&f, k, from, ends[k]);
        draw_frame(&f, k, from, ends[k]);
    }
}
