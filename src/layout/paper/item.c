/* item: one item as a unit: number, stem, place for the answer, and what its kind asks below. */
#include "base/utf8.h"
#include "layout/paper/exam_int.h"

/* English pages: the line for the answer stands before the number. */
#define LATIN_LINE   MM(10.5)
#define LATIN_NUMBER MM(13)
#define MARKS_ROOM   MM(12)

#define TAIL_MOST 16 /* bytes */

struct stem {
    const struct paper_item *pi;
    bool bracket, narrow;     /* Chinese: （　　） at the end */
    bool line, verdict;       /* English: a line, or T F, before the number */
    const struct para *marks; /* English: flush right on the first line */
};

static mpt em(const struct exam *e, int v) {
    return (mpt)((int64_t)e->look.size * v / 1000);
}

static bool is_choice(const struct paper_item *pi) {
    return pi->item->n_options > 0;
}

static bool is_written(const struct paper_item *pi) {
    return pi->item->kind == ITEM_TERM || pi->item->kind == ITEM_SHORT_ANSWER;
}

/* Whether the answer is a letter or a sign, given at the item itself. */
static bool is_short(const struct exam *e, const struct paper_item *pi) {
    return !e->bp->answer_grid && (is_choice(pi) || pi->item->kind == ITEM_TRUE_FALSE);
}

/* --- stems --- */

/* What stands out or is left open in a stem: a stretch of stem.plain. */
struct notch {
    size_t from, to;
    size_t blank; /* SIZE_MAX: the negative word */
};

static void add_notch(struct exam *e, struct notch *v, size_t *n, struct notch k) {
    size_t at = *n;
    (void)e;
    for (; at && v[at - 1].from > k.from; at--)
        v[at] = v[at - 1];
    v[at] = k;
    ++*n;
}

static size_t offset_in(struct str whole, struct str part) {
    if (part.p >= whole.p && part.p + part.n <= whole.p + whole.n)
        return (size_t)(part.p - whole.p);
    return str_find(whole, part);
}

static size_t blank_end(struct str s, size_t at) {
    while (at < s.n && s.p[at] == '_')
        at++;
    return at;
}

static size_t find_notches(struct exam *e, const struct item *it, struct notch *v) {
    size_t n = 0, at = it->negative.n ? offset_in(it->stem.plain, it->negative) : SIZE_MAX;
    if (at != SIZE_MAX)
        add_notch(e, v, &n, (struct notch){at, at + it->negative.n, SIZE_MAX});
    for (size_t i = 0; i < it->n_answers && it->kind == ITEM_FILL_BLANK; i++)
        add_notch(
            e, v, &n,
            (struct notch){it->answers[i].at, blank_end(it->stem.plain, it->answers[i].at), i});
    return n;
}

/* Where the last two Han characters begin, with what follows them: they stay on one line, so that
 * a bracket never stands beside a single one. SIZE_MAX when the stem does not end so. */
static size_t tail_at(struct str s) {
    const char *p = s.p + s.n;
    for (int han = 0; p > s.p && s.p + s.n - p < TAIL_MOST;) {
        uint32_t c = utf8_prev(&p, s.p);
        if (code_is_han(c) && ++han == 2)
            return (size_t)(p - s.p);
        if (!code_is_han(c) && !code_is_punct(c))
            break;
    }
    return SIZE_MAX;
}

static void put_slice(struct exam *e, struct para_builder *b, const struct rich *r, size_t from,
                      size_t to, const struct text_format *f) {
    if (to > from) {
        struct rich part = rich_slice(e->a, r, from, to);
        pictures_put(e->pictures, b, &part, f);
    }
}

static void put_stem(struct exam *e, struct para_builder *b, const struct paper_item *pi,
                     mpt measure) {
    const struct item *it = pi->item;
    struct text_format song = {.family = FAMILY_SERIF, .scale = 1000},
                       hei = {.family = e->look.latin ? FAMILY_SERIF : FAMILY_SANS,
                              .bold = true,
                              .scale = 1000};
    struct notch *v = arena_array(e->a, struct notch, it->n_answers + 1);
    size_t n = find_notches(e, it, v), at = 0;
    for (size_t i = 0; i < n; i++) {
        put_slice(e, b, &it->stem, at, v[i].from, &song);
        if (v[i].blank == SIZE_MAX)
            put_slice(e, b, &it->stem, v[i].from, v[i].to, &hei);
        else
            blank_put(e, b, pi, v[i].blank, measure);
        at = v[i].to;
    }
    size_t tail = tail_at(it->stem.plain);
    if (tail != SIZE_MAX && tail >= at && is_short(e, pi)) {
        put_slice(e, b, &it->stem, at, tail, &song);
        at = tail;
        song.no_break = true;
    }
    put_slice(e, b, &it->stem, at, it->stem.plain.n, &song);
    if (is_written(pi) && !e->look.latin)
        para_text(b,
                  wording_fill(e->a, e->w, "item-marks", "marks", word_marks(e, pi->half_marks),
                               (const char *)NULL),
                  &song, (struct span){0});
}

static struct para_lines break_stem(struct exam *e, const struct paper_item *pi, mpt measure,
                                    mpt reserve) {
    struct para_builder *b = para_begin(e->a, e->fonts, e->paper->lang);
    struct para_shape shape = {.size = e->look.size,
                               .pitch = e->look.pitch,
                               .measure = measure,
                               .align = e->look.align,
                               .avoid_orphan = true};
    put_stem(e, b, pi, measure);
    if (reserve)
        para_space(b, (int)((int64_t)reserve * 1000 / e->look.size), false);
    return para_break(e->a, para_end(b, e->d), &shape);
}

/* --- what stands beside the stem --- */

static void draw_latin_answer(struct exam *e, const struct stem *m, const struct spot *s,
                              mpt baseline) {
    struct ink k = {.family = FAMILY_SANS, .size = e->look.size * 95 / 100};
    const struct paper_item *pi = m->pi;
    exam_mark(e, pi, 0, s->x, baseline - e->look.size, LATIN_LINE, e->look.size);
    if (m->line) {
        ink_rule(e, s->page, s->x, baseline + PT(2), LATIN_LINE, 0, PT(0.5), COLOR_BLACK);
        answer_draw(e, pi, s, s->x + LATIN_LINE / 2, baseline);
        return;
    }
    mpt f_at = s->x + MM(5.5), chosen = pi->item->is_true ? s->x : f_at;
    ink_text(e, s->page, STR("T"), k, s->x, baseline, INK_LEFT, s->tag);
    ink_text(e, s->page, STR("F"), k, f_at, baseline, INK_LEFT, s->tag);
    size_t from = s->page->ops.n;
    ink_box(e, s->page, chosen - PT(3), baseline - k.size * 90 / 100, k.size * 55 / 100 + PT(6),
            k.size * 108 / 100, PT(0.9), RED);
    ink_layer(s->page, from, LAYER_KEY);
}

static void draw_beside(struct exam *e, const struct text_rows *t, size_t i, const struct spot *s,
                        mpt baseline) {
    const struct stem *m = t->data;
    mpt right = s->x + e->look.column;
    if (i == 0 && (m->line || m->verdict))
        draw_latin_answer(e, m, s, baseline);
    if (i == 0 && m->marks)
        ink_para(e, s->page, m->marks, e->look.size * 93 / 100, right, baseline, INK_RIGHT, s->tag);
    if (!m->bracket || i + 1 != t->lines.n)
        return;
    mpt width = bracket_width(e, m->pi, m->narrow);
    bracket_draw(e, s, right - width, right, baseline);
    exam_mark(e, m->pi, 0, right - width, baseline - e->look.size, width, e->look.size);
    answer_draw(e, m->pi, s, right - width / 2, baseline);
}

static const struct para *number_label(struct exam *e, const struct paper_item *pi) {
    struct ink k = SONG(e->look.size);
    k.bold = e->look.latin;
    return ink_shape(e, str_format(e->a, "%u.", pi->number), &k);
}

/* Chinese: a bracket at the end, made narrow before it costs a line of its own. */
static void chinese_stem(struct exam *e, struct stem *m, struct text_rows *t, mpt measure) {
    mpt clear = em(e, 500);
    m->bracket = is_short(e, m->pi);
    t->lines =
        break_stem(e, m->pi, measure, m->bracket ? bracket_width(e, m->pi, false) + clear : 0);
    if (!m->bracket)
        return;
    struct para_lines narrow = break_stem(e, m->pi, measure, bracket_width(e, m->pi, true) + clear);
    if (narrow.n < t->lines.n) {
        t->lines = narrow;
        m->narrow = true;
    }
}

static void latin_stem(struct exam *e, struct stem *m, struct text_rows *t, mpt measure) {
    struct ink sans = {.family = FAMILY_SANS, .size = e->look.size * 93 / 100};
    bool answers_before = is_short(e, m->pi);
    m->verdict = answers_before && m->pi->item->kind == ITEM_TRUE_FALSE;
    m->line = answers_before && !m->verdict;
    if (!answers_before && !is_choice(m->pi)) {
        m->marks = ink_shape(e,
                             wording_fill(e->a, e->w, "item-marks", "marks",
                                          word_marks(e, m->pi->half_marks), (const char *)NULL),
                             &sans);
        measure -= MARKS_ROOM;
    }
    t->lines = break_stem(e, m->pi, measure, 0);
}

/* The stem's rows; gives the left edge of all that stands below. */
static mpt stem_rows(struct exam *e, const struct paper_item *pi, row_vec *rows) {
    struct stem *m = arena_new(e->a, struct stem);
    struct text_rows t = {
        .label = number_label(e, pi), .label_size = e->look.size, .with = draw_beside, .data = m};
    m->pi = pi;
    if (e->look.latin && is_short(e, pi))
        t.label_x = LATIN_NUMBER;
    t.x = t.label_x + em(e, e->look.hang_em);
    if (e->look.latin)
        latin_stem(e, m, &t, e->look.column - t.x);
    else
        chinese_stem(e, m, &t, e->look.column - t.x);
    text_rows_add(e, &t, rows);
    return t.x;
}

/* --- rows of text --- */

static void draw_text_row(struct exam *e, const struct row *r, const struct spot *s) {
    const struct text_rows *t = r->data;
    mpt baseline = s->y + t->lines.v[r->i].ascent + para_baseline(&t->lines.shape);
    if (r->i == 0 && t->label)
        ink_para(e, s->page, t->label, t->label_size, s->x + t->label_x, baseline, INK_LEFT,
                 s->tag);
    para_draw(&t->lines, r->i, r->i + 1, e->pages, s->page, s->x + t->x, s->y, s->tag);
    if (t->with)
        t->with(e, t, r->i, s, baseline);
}

void text_rows_add(struct exam *e, const struct text_rows *t, row_vec *rows) {
    struct text_rows *kept = arena_new(e->a, struct text_rows);
    *kept = *t;
    e->r->n_overfull += t->lines.n_overfull;
    for (size_t i = 0; i < t->lines.n; i++)
        vec_push(e->a, rows,
                 (struct row){.height = t->lines.shape.pitch + t->lines.v[i].ascent +
                                        t->lines.v[i].descent,
                              .glued = i == 1 || (i && i + 1 == t->lines.n),
                              .draw = draw_text_row,
                              .data = kept,
                              .i = i});
}

struct exam_unit item_unit(struct exam *e, const struct paper_section *s,
                           const struct paper_item *pi) {
    struct exam_unit u = {.role = TAG_P,
                          .gap = e->look.gap,
                          .gap_least = e->look.gap_least,
                          .gap_most = e->look.gap_most,
                          .number = pi->number};
    row_vec rows = {0};
    mpt left = stem_rows(e, pi, &rows);
    part_rows(e, pi->item->stem_parts, pi->item->n_stem_parts, &rows, left, e->look.column - left);
    if (is_choice(pi))
        option_rows(e, pi, &rows, left);
    else if (pi->item->kind == ITEM_ORDERING)
        step_rows(e, pi, &rows, left);
    else if (pi->item->kind == ITEM_MATCHING)
        pair_rows(e, pi, &rows, left);
    else if (is_written(pi))
        u.ruled = written_rows(e, pi, &rows, left);
    unit_close(&u, &rows);
    if (pi->position == 0 && !study_material(pi->item->source.question))
        u.gap = u.gap_least = e->look.head_below;
    else if (pi->position > 0 && is_written(pi) &&
             s->items[pi->position - 1].item->kind == pi->item->kind) {
        u.gap = e->look.gap_written;
        u.gap_least = e->look.gap_written_least;
    }
    u.gap_most = MAX(u.gap_most, u.gap);
    return u;
}
