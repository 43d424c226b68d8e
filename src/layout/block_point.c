/* block_point: points of answers: numbered, dashed, short ones side by side, inline lists joined by
 * a middle dot, and answers that are still missing. */
#include "layout/block_make.h"

#include "base/utf8.h"

#define DOT_GAP_EM      120  /* white before and after the dot of an inline list */
#define ITEM_KEPT_CODES 16   /* an inline item shorter than this is not broken */
#define LABEL_AFTER_EM  300  /* least white behind a number */
#define MISSING_EM      8000 /* least length of the rule of a missing answer */
#define PACKED_MOST     4    /* short points in a row */
#define PACKED_CLEAR_EM 1500 /* white between them at least: more than after a number */

/* ---- objects */

static void missing_draw(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                         mpt y, mpt width, mpt size, uint32_t tag) {
    const struct block_look *look = o->data;
    (void)size;
    (void)tag; /* a rule says nothing to a reader of the text */
    page_line(p, page, x, y + look->rule_missing * 3, width, 0, look->rule_missing);
}

void block_put_missing(struct block_list *l, struct para_builder *b) {
    struct para_object o = {
        .width_em = MISSING_EM, .draw = missing_draw, .data = l->look, .stretches = true};
    para_object(b, &o);
}

struct tag_box {
    const struct para *para;
    const struct block_look *look;
    int scale;
};

/* A box of one character's height around text: padding 0.24 em at the sides, 0.1 em above and
 * below; it stays within the line's pitch. */
#define TAG_PAD_X_EM 240
#define TAG_PAD_Y_EM 100
#define HAN_TOP      880 /* of the em square above the baseline */
#define TAG_RULE     450
#define TAG_RADIUS   800

static mpt of_em(mpt size, int em) {
    return (mpt)(((int64_t)size * em + 500) / 1000);
}

static void tag_draw(const struct para_object *o, struct pages *p, struct page *page, mpt x, mpt y,
                     mpt width, mpt size, uint32_t tag) {
    const struct tag_box *t = o->data;
    mpt text = of_em(size, t->scale), pad = of_em(size, TAG_PAD_Y_EM);
    mpt top = y - of_em(text, HAN_TOP) - pad, height = text + 2 * pad;
    if (!t->look->solid)
        page_fill(p, page, x, top, width, height, t->look->fill);
    struct op *op = page_op(p, page, OP_STROKE, 0);
    op->x = x;
    op->y = top;
    op->w = width;
    op->h = height;
    op->thick = TAG_RULE;
    op->radius = TAG_RADIUS;
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = ONE_LINE, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(p->a, t->para, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, p, page, x + of_em(size, TAG_PAD_X_EM), y - para_baseline(&shape),
                  tag);
}

void block_put_tag(struct block_list *l, struct para_builder *b, struct str text, int scale) {
    struct text_format f = block_format(l);
    f.bold = true;
    f.scale = (uint16_t)scale;
    struct tag_box *t = arena_new(l->a, struct tag_box);
    *t = (struct tag_box){block_plain_para(l, text, &f), l->look, scale};
    struct para_object o = {
        .width_em = para_width(t->para, 1000) + 2 * TAG_PAD_X_EM, .draw = tag_draw, .data = t};
    para_object(b, &o);
}

/* ---- what a point says */

static bool opens_bracket(struct str s, size_t at, size_t *n) {
    if (s.p[at] == '(') {
        *n = 1;
        return true;
    }
    *n = 3;
    return str_starts(str_from(s, at), STR("（"));
}

static bool closes_bracket(struct str s, size_t at, size_t *n) {
    if (s.p[at] == ')') {
        *n = 1;
        return true;
    }
    *n = 3;
    return str_starts(str_from(s, at), STR("）"));
}

/* The next bracketed stretch at or behind `at`; false when there is none. */
static bool find_bracket(struct str s, size_t at, size_t *from, size_t *to) {
    size_t n = 0;
    while (at < s.n && !opens_bracket(s, at, &n))
        at++;
    *from = at;
    while (at < s.n && !closes_bracket(s, at, &n))
        at++;
    *to = at + n;
    return at < s.n;
}

static void put_slice(struct block_list *l, struct para_builder *b, const struct rich *r,
                      size_t from, size_t to, const struct text_format *f) {
    if (from >= to)
        return;
    struct rich part = rich_slice(l->a, r, from, to);
    block_put_rich(l, b, &part, f);
}

/* A key is bold, but a full name in brackets is not: bold Latin would shout. */
void block_put_key(struct block_list *l, struct para_builder *b, const struct rich *key) {
    struct text_format bold = block_format(l), plain = bold;
    bold.bold = l->look->bold_keys;
    plain.scale = (uint16_t)l->look->name_scale;
    size_t at = 0, from, to;
    while (find_bracket(key->plain, at, &from, &to)) {
        put_slice(l, b, key, at, from, &bold);
        put_slice(l, b, key, from, to, &plain);
        at = to;
    }
    put_slice(l, b, key, at, key->plain.n, &bold);
}

void block_put_point(struct block_list *l, struct para_builder *b, const struct point *p) {
    struct text_format f = block_format(l);
    if (p->key.plain.n) {
        block_put_key(l, b, &p->key);
        para_text(b, block_written_colon(l, p->key.span), &f, (struct span){0});
    }
    bool missing = p->status == STATUS_MISSING && !p->n_parts && p->key.plain.n;
    if (p->text.plain.n && (!missing || l->look->sources))
        block_put_rich(l, b, &p->text, &f);
    if (missing) /* its text, if any, is a question mark */
        block_put_missing(l, b);
}

static void put_point(struct block_list *l, struct para_builder *b, const struct point *p) {
    if (l->look->put_point)
        l->look->put_point(l->look->self, b, p);
    else
        block_put_point(l, b, p);
}

/* ---- labels */

/* "1." -> "1", "（2）" -> "2": the figures as the author wrote them. */
static struct str marker_figure(struct str marker) {
    static const char *const marks[] = {"（", "）", "．", "、", "。", "(",
                                        ")",  ".",  ":",  "：", " "};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            struct str mark = str_of(marks[i]);
            if (str_starts(marker, mark)) {
                marker = str_from(marker, mark.n);
                cut = true;
            }
            if (str_ends(marker, mark)) {
                marker.n -= mark.n;
                cut = true;
            }
        }
    }
    return marker;
}

static const struct para *label_para(struct block_list *l, const struct point *p) {
    struct str figure = l->look->sources ? p->marker : marker_figure(p->marker);
    if (p->task != TASK_NONE)
        return block_short_para(l, p->task == TASK_DONE ? STR("☑") : STR("☐"), false);
    if (!p->ordered || !figure.n)
        return l->no_number;
    return block_short_para(l, figure, false);
}

/* ---- points */

struct point_run {
    struct block_list *l;
    const struct part *v;
    size_t n;
    const struct block_place *where;
    uint32_t list; /* slot of its TAG_L, 0 = not yet */
    int level;     /* 0 at the top, 1 for subpoints … */
};

static struct block_place run_place(const struct point_run *run, size_t from, size_t to) {
    struct block_place p = *run->where;
    if (from > 0) {
        p.gap = (struct gap_em){0};
        p.labels = NULL;
        p.n_labels = 0;
        p.mark = 0;
    }
    if (to < run->n)
        p.penalty = to == 1 || to + 1 == run->n ? 4 * LIST_PENALTY : LIST_PENALTY;
    return p;
}

static int hang_of(const struct point_run *run) {
    return run->level ? run->l->look->sub_em : run->l->look->hang_em;
}

/* A point's text, with its number and its places in the structure tree. */
static struct block_text point_text(struct point_run *run, const struct point *p,
                                    struct block_place *place) {
    struct block_list *l = run->l;
    if (!run->list)
        run->list = block_slot(l, run->where->slot, TAG_L, 0);
    uint32_t item = block_slot(l, run->list, TAG_LI, 0);
    struct block_label *label = arena_new(l->a, struct block_label);
    *label = (struct block_label){.para = label_para(l, p),
                                  .width_em = hang_of(run),
                                  .after_em = LABEL_AFTER_EM,
                                  .slot = block_slot(l, item, TAG_LBL, 0)};
    place->slot = item;
    struct para_builder *b = block_builder(l);
    put_point(l, b, p);
    return (struct block_text){.para = block_end(l, b),
                               .labels = label,
                               .n_labels = 1,
                               .hang_em = hang_of(run),
                               .role = TAG_LBODY};
}

static void put_children(struct point_run *run, const struct point *p,
                         const struct block_place *place, uint32_t slot) {
    if (!p->n_parts)
        return;
    struct block_place below = *place;
    below.indent_em += hang_of(run);
    below.gap = (struct gap_em){0};
    below.mark = 0;
    below.n_labels = 0;
    below.slot = slot;
    below.level++;
    block_parts(run->l, p->parts, p->n_parts, &below);
}

static void put_one(struct point_run *run, size_t i, bool dashed) {
    const struct point *p = run->v[i].point;
    struct block_place place = run_place(run, i, i + 1), where = place;
    if (p->n_parts)
        where.penalty = BOX_NEVER;
    if (dashed) {
        struct block_text t = point_text(run, p, &where);
        struct text_data *d = text_data_make(run->l, &t, &where);
        block_add(run->l, text_make, d, &where);
        put_children(run, p, &place, d->slot);
        return;
    }
    struct para_builder *b = block_builder(run->l);
    put_point(run->l, b, p);
    struct block_text t = {.para = block_end(run->l, b), .role = TAG_P};
    block_text(run->l, &t, &where);
    put_children(run, p, &place, place.slot);
}

/* ---- inline lists: items of one written line, joined by a dot that stays with the item before */

static size_t inline_end(const struct point_run *run, size_t i) {
    const struct point *first = run->v[i].point;
    size_t j = i;
    while (j < run->n && run->v[j].point->is_inline &&
           run->v[j].point->line_group == first->line_group && !run->v[j].point->n_parts)
        j++;
    return j;
}

static void put_inline_item(struct block_list *l, struct para_builder *b, const struct point *p) {
    struct text_format f = block_format(l);
    f.no_break = !l->look->sources && utf8_count(p->text.plain) < ITEM_KEPT_CODES;
    if (p->key.plain.n)
        put_point(l, b, p);
    else
        block_put_rich(l, b, &p->text, &f);
}

/* Between an item and the next: the dot, or what the author put there. */
static void put_between(struct block_list *l, struct para_builder *b, const struct part *item,
                        const struct text_format *f) {
    struct str written =
        block_written_between(l, item[0].point->text.span, item[1].point->text.span);
    if (written.n) {
        para_text(b, written, f, (struct span){0});
        para_space(b, 0, true);
        return;
    }
    para_space(b, DOT_GAP_EM, false);
    para_text(b, STR("·"), f, (struct span){0});
    para_space(b, DOT_GAP_EM, true);
}

static void put_inline(struct point_run *run, size_t from, size_t to) {
    struct block_list *l = run->l;
    struct para_builder *b = block_builder(l);
    struct text_format f = block_format(l);
    for (size_t i = from; i < to; i++) {
        put_inline_item(l, b, run->v[i].point);
        if (i + 1 == to)
            break;
        put_between(l, b, &run->v[i], &f);
    }
    struct block_text t = {.para = block_end(l, b), .ragged = !l->look->sources, .role = TAG_P};
    struct block_place place = run_place(run, from, to);
    block_text(l, &t, &place);
}

/* ---- short points in rows */

struct pack {
    size_t n;
    bool even; /* options of a choice: all rows of one number */
    struct text_data *v[];
};

static bool is_short(const struct point *p) {
    return p->marker.n && !p->is_inline && !p->key.plain.n && !p->n_parts && p->text.plain.n &&
           p->task == TASK_NONE && !rich_has(&p->text, RICH_BREAK | RICH_IMAGE);
}

static size_t short_end(const struct point_run *run, size_t i) {
    while (i < run->n && is_short(run->v[i].point))
        i++;
    return i;
}

struct pack_row {
    size_t n;
    mpt step, above; /* what its tallest text needs above the pitch */
    struct text_lines *v[PACKED_MOST];
};

static void row_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct pack_row *row = b->data;
    for (size_t i = 0; i < row->n; i++) {
        mpt own = row->v[i]->lines.n ? row->v[i]->lines.v[0].ascent : 0;
        text_draw_line(row->v[i], 0, o, x + (mpt)i * row->step, y + row->above - own);
    }
}

/* How many of the texts from i on leave enough white in the nth part of the measure. The last of a
 * row needs none. */
static size_t fitting(const struct maker *m, const struct pack *pack, size_t i, size_t n) {
    mpt step = m->measure / (mpt)n, clear = maker_em(m, PACKED_CLEAR_EM);
    size_t k = 0;
    while (i + k < pack->n &&
           text_natural_width(m, pack->v[i + k]) <= step - (k + 1 == n ? 0 : clear))
        k++;
    return k;
}

/* "A", "B.": an option's. */
static bool is_letter(struct str marker) {
    struct str figure = marker_figure(marker);
    return figure.n == 1 && figure.p[0] >= 'A' && figure.p[0] <= 'Z';
}

/* All texts in one row, in rows of two, or below each other. */
static size_t even_count(const struct maker *m, const struct pack *pack) {
    for (size_t n = pack->n <= PACKED_MOST ? pack->n : 2; n > 1; n = n > 2 ? 2 : 1) {
        size_t i = 0;
        while (i < pack->n && fitting(m, pack, i, n) >= MIN(n, pack->n - i))
            i += n;
        if (i >= pack->n)
            return n;
    }
    return 1;
}

/* How many of the texts from i on stand side by side: the most that fit equal parts. */
static size_t row_count(const struct maker *m, const struct pack *pack, size_t i) {
    for (size_t n = MIN(PACKED_MOST, pack->n - i); n > 1; n--) {
        size_t k = fitting(m, pack, i, n);
        if (k >= n) /* never n in a row and one alone below: 2 + 2, not 3 + 1 */
            return k == n + 1 ? (n + 2) / 2 : n;
    }
    return 1;
}

/* The n texts from `from` on, each in one of so many equal parts of the measure. */
static void put_row(struct maker *m, const struct pack *pack, size_t from, size_t n, size_t parts) {
    struct pack_row *row = arena_new(m->a, struct pack_row);
    row->n = n;
    row->step = m->measure / (mpt)parts;
    mpt below = 0;
    for (size_t k = 0; k < n; k++) {
        row->v[k] = text_break(m, pack->v[from + k], row->step);
        if (!row->v[k]->lines.n)
            continue;
        row->above = MAX(row->above, row->v[k]->lines.v[0].ascent);
        below = MAX(below, row->v[k]->lines.v[0].descent);
    }
    maker_box(m, row->v[0]->pitch + row->above + below, row_draw, row, 0);
}

static void pack_make(struct maker *m, const void *data) {
    const struct pack *pack = data;
    size_t even = pack->even ? even_count(m, pack) : 0;
    for (size_t i = 0, n; i < pack->n; i += n) {
        n = even ? MIN(even, pack->n - i) : row_count(m, pack, i);
        if (n > 1)
            put_row(m, pack, i, n, even ? even : n);
        else
            text_boxes(m, text_break(m, pack->v[i], m->measure));
        if (i + n < pack->n)
            m->out.v[m->out.n - 1].penalty = LIST_PENALTY;
    }
}

static void put_pack(struct point_run *run, size_t from, size_t to) {
    struct pack *pack =
        arena_alloc(run->l->a, sizeof(*pack) + (to - from) * sizeof(struct text_data *));
    pack->n = to - from;
    pack->even = true;
    for (size_t i = from; i < to; i++) {
        pack->even &= is_letter(run->v[i].point->marker);
        struct block_place where = run_place(run, i, i + 1);
        struct block_text t = point_text(run, run->v[i].point, &where);
        pack->v[i - from] = text_data_make(run->l, &t, &where);
    }
    struct block_place place = run_place(run, from, to);
    block_add(run->l, pack_make, pack, &place);
}

/* A single line without a marker is text; several are a list with dashes. */
static bool has_dashes(const struct point_run *run) {
    return run->n > 1 || run->v[0].point->marker.n || run->v[0].point->task != TASK_NONE;
}

void block_part_points(struct block_list *l, const struct part *parts, size_t n,
                       const struct block_place *where) {
    struct point_run run = {.l = l, .v = parts, .n = n, .where = where, .level = where->level};
    bool dashed = has_dashes(&run);
    for (size_t i = 0, j; i < n; i = j) {
        if (parts[i].point->is_inline && (j = inline_end(&run, i)) > i)
            put_inline(&run, i, j);
        else if (l->look->pack && (j = short_end(&run, i)) > i + 1)
            put_pack(&run, i, j);
        else {
            put_one(&run, i, dashed);
            j = i + 1;
        }
    }
}
