/* block_math: displayed formulas: centred; one too wide for its column is cut before relations, or
 * set smaller, or its rows are set below each other. Nothing is ever cut off.
 *
 * Terms: floor = the least share of its size a formula is set at before it is cut in a worse way.
 */
#include "layout/block_make.h"
#include "layout/formula.h"

#define FLOOR       700  /* 1/1000 of the size */
#define ROWS_FLOOR  900  /* … when its rows can be set apart */
#define NEARLY      950  /* a little smaller is better than cut */
#define TURN_EM     2000 /* indent of the further lines of a formula that is cut */
#define LINE_GAP_EM 350  /* between its lines, and above and below it */
#define TAG_GAP_EM  1000

struct math_block {
    const struct formula *f;
    const struct para *tag; /* "(1)"; NULL: none */
    uint32_t slot;
};

/* ---- lines of parts, in 1/1000 em */

struct math_lines {
    struct maker *m;
    const struct formula *f;
    VEC(struct formula_line) v;
    VEC(int) x; /* indent of each; -1: centred */
};

static int64_t break_cost(uint8_t before) {
    static const int64_t costs[] = {
        [MATH_BREAK_RELATION] = 0,
        [MATH_BREAK_COMMA] = 2000,
        [MATH_BREAK_BINARY] = 4000,
        [MATH_BREAK_INNER] = 40000,
    };
    return costs[before];
}

/* Where the lines of a formula end: as few as there need be, cut where it hurts least. Each part
 * looks back over the parts that fit a line with it. */
static void break_parts(struct math_lines *l, const struct math *math, int room) {
    size_t n = math->n;
    struct arena *a = l->m->a;
    int64_t *cost = arena_array(a, int64_t, n + 1);
    size_t *from = arena_array(a, size_t, n + 1);
    for (size_t j = 1; j <= n; j++) {
        int64_t width = 0;
        cost[j] = INT64_MAX;
        for (size_t i = j; i-- > 0;) {
            width += math->v[i].width + (i + 1 < j ? math->v[i + 1].white : 0);
            int64_t most = i > 0 ? room - TURN_EM : room;
            if (width > most && i + 1 < j)
                break;
            int64_t c = cost[i] + 100000 + (i > 0 ? break_cost(math->v[i].before) : 0);
            if (c < cost[j]) {
                cost[j] = c;
                from[j] = i;
            }
        }
    }
    size_t first = l->v.n;
    for (size_t j = n; j > 0; j = from[j])
        vec_push(a, &l->v, (struct formula_line){l->f, math, from[j], j});
    for (size_t i = first, k = l->v.n; i + 1 < k; i++, k--) {
        struct formula_line swap = l->v.v[i];
        l->v.v[i] = l->v.v[k - 1];
        l->v.v[k - 1] = swap;
    }
    for (size_t i = first; i < l->v.n; i++)
        vec_push(a, &l->x, i == first ? 0 : TURN_EM);
}

static void add_whole(struct math_lines *l, const struct math *math, int x) {
    vec_push(l->m->a, &l->v, (struct formula_line){l->f, math, 0, math->n});
    vec_push(l->m->a, &l->x, x);
}

static int most_part(const struct math *math) {
    int most = 0;
    for (size_t i = 0; i < math->n; i++)
        most = MAX(most, math->v[i].width + (i > 0 ? TURN_EM : 0));
    return most;
}

static int scale_to(int room, int width) {
    return MIN(1000, (int)((int64_t)room * 1000 / MAX(1, width)));
}

static int room_at(int room, int scale) {
    return (int)((int64_t)room * 1000 / MAX(1, scale));
}

/* Every row on lines of its own, all at one scale. */
static int set_rows(struct math_lines *l, int room) {
    int scale = 1000;
    for (size_t i = 0; i < l->f->n_rows; i++)
        scale = MIN(scale, scale_to(room, most_part(l->f->rows[i])));
    for (size_t i = 0; i < l->f->n_rows; i++)
        break_parts(l, l->f->rows[i], room_at(room, scale));
    return scale;
}

/* Lines in `room`, and the scale they are set at: whole, cut where that does no harm, smaller, rows
 * apart, cut anywhere. */
static int choose_lines(struct math_lines *l, int room) {
    const struct math *math = l->f->math;
    int scale = scale_to(room, math->width);
    bool can_cut = math->n > 1, has_rows = l->f->n_rows > 1;
    bool cuts_well = can_cut && most_part(math) <= room;
    if (scale >= NEARLY || (!cuts_well && scale >= (has_rows ? ROWS_FLOOR : FLOOR)) ||
        (!can_cut && !has_rows)) {
        add_whole(l, math, -1);
        return scale;
    }
    if (has_rows && !cuts_well)
        return set_rows(l, room);
    scale = scale_to(room, most_part(math));
    break_parts(l, math, room_at(room, scale));
    return scale;
}

/* ---- boxes */

struct math_box_data {
    const struct math_block *block;
    struct formula_line line;
    mpt x, baseline, size; /* from the box's left and top */
    mpt tag_x, tag_size, pitch;
    bool has_tag;
};

static void math_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct math_box_data *d = b->data;
    uint32_t tag = o->tags[d->block->slot];
    formula_draw(&d->line, o->pages, o->page, x + d->x, y + d->baseline, d->size, tag);
    if (!d->has_tag)
        return;
    struct para_shape shape = {.size = d->tag_size, .pitch = d->pitch};
    draw_one_line(d->block->tag, d->tag_size, d->pitch, o, x + d->tag_x,
                  y + d->baseline - para_baseline(&shape), tag);
}

static mpt scaled(mpt size, int v) {
    return (mpt)((int64_t)size * v / 1000);
}

static void add_line(struct maker *m, const struct math_block *block, const struct formula_line *l,
                     int x, int scale, mpt tag_width, bool last) {
    struct math_box_data *d = arena_new(m->a, struct math_box_data);
    int width, ascent, descent;
    formula_measure(l, &width, &ascent, &descent);
    mpt size = scaled(m->area->size, scale);
    mpt room = m->measure - (tag_width ? tag_width + maker_em(m, TAG_GAP_EM) : 0);
    mpt own = scaled(size, width), middle = (m->measure - own) / 2;
    if (middle + own > room)
        middle = MAX(0, room - own);
    *d = (struct math_box_data){.block = block,
                                .line = *l,
                                .size = size,
                                .x = x < 0 ? middle : scaled(size, x),
                                .tag_size = m->area->size,
                                .pitch = m->area->pitch,
                                .tag_x = m->measure - tag_width,
                                .has_tag = last && tag_width};
    mpt gap = maker_em(m, LINE_GAP_EM) / 2;
    mpt up = scaled(size, ascent) + gap, down = scaled(size, descent) + gap;
    mpt spare = MAX(0, m->area->pitch - up - down);
    d->baseline = up + spare / 2;
    maker_box(m, up + down + spare, math_draw, d, 0)->penalty = BOX_NEVER;
}

static void math_make(struct maker *m, const void *data) {
    const struct math_block *block = data;
    mpt tag_width = block->tag ? para_width(block->tag, m->area->size) : 0;
    mpt room = m->measure - (tag_width ? tag_width + maker_em(m, TAG_GAP_EM) : 0);
    struct math_lines l = {.m = m, .f = block->f};
    int scale = choose_lines(&l, (int)((int64_t)room * 1000 / m->area->size));
    for (size_t i = 0; i < l.v.n; i++)
        add_line(m, block, &l.v.v[i], l.x.v[i], scale, tag_width, i + 1 == l.v.n);
}

/* ---- shaping */

static const struct para *equation_number(struct block_list *l, struct str tag) {
    if (!tag.n)
        return NULL;
    struct text_format f = block_format(l);
    return block_plain_para(l, str_format(l->a, "(%.*s)", STR_ARG(tag)), &f);
}

void block_part_math(struct block_list *l, const struct part *part,
                     const struct block_place *where) {
    struct formula_look look = {.lang = l->look->lang, .family = l->look->family};
    struct str tex = str_trim(part->code.text);
    const struct formula *f =
        formula_set(l->a, l->fonts, &look, tex, MATH_DISPLAY, part->span, l->d);
    if (!f) {
        block_part_code(l, part, where);
        return;
    }
    struct math_block *block = arena_new(l->a, struct math_block);
    *block = (struct math_block){.f = f, .tag = equation_number(l, f->math->tag)};
    block->slot = block_slot(l, where->slot, TAG_FORMULA, 0);
    block_slot_alt(l, block->slot, tex);
    l->slots->v.v[block->slot].actual = tex;
    block_add(l, math_make, block, where);
}
