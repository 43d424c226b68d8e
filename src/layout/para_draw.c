/* para_draw: lines to ops. Each line is placed first (where every cluster's origin is), then drawn
 * from back to front: boxes and highlights, glyphs and objects, rules, links.
 *
 * White at a boundary belongs to one of its sides: a mark's lost half to the mark, a blank's width
 * to the blank, the gap between Chinese and Latin to the Latin letter, all else to the cluster
 * before. The gap before an address belongs to neither: readers of the text take it for a blank,
 * which tells them where the address begins. */
#include "layout/font_int.h"
#include "layout/para_int.h"

struct spot {
    int64_t origin, shift, end; /* µem from the line's start; ink begins at origin + shift */
};

struct drawing {
    const struct para *p;
    const struct para_shape *s;
    const struct para_line *line;
    struct pages *pages;
    struct page *page;
    uint32_t tag;
    uint16_t link;           /* the link now drawn, 0 = none */
    uint32_t link_tag;       /* and its tag */
    mpt x, y;                /* the line's start and baseline */
    size_t from, end, shown; /* clusters: visible up to end, glyphs up to shown */
    struct spot *spots;
    struct glyph *glyphs; /* room for all of the line */
    size_t n_glyphs;
};

/* ---- placing ---- */

/* How the changes of a line have been handed out so far, by class. */
struct share {
    int64_t total, given; /* µem */
    int64_t have, seen;   /* 1/1000 em */
};

static int64_t take_share(struct share *s, int64_t amount) {
    if (s->have == 0 || amount == 0)
        return 0;
    s->seen += amount;
    int64_t due = s->total * s->seen / s->have - s->given;
    s->given += due;
    return due;
}

struct shares {
    struct share shrink[SHRINK_COUNT], stretch[STRETCH_COUNT], fill;
};

static struct shares open_shares(const struct line_sums *sums, const struct line_change *change) {
    struct shares s = {.fill = {.total = change->fill, .have = sums->fills}};
    for (int c = 0; c < SHRINK_COUNT; c++)
        s.shrink[c] = (struct share){.total = change->shrink[c], .have = sums->shrink[c]};
    for (int c = 0; c < STRETCH_COUNT; c++)
        s.stretch[c] = (struct share){.total = change->stretch[c], .have = sums->stretch[c]};
    return s;
}

static int64_t white_before(const struct cluster *c, struct shares *s) {
    return c->gap * 1000 + take_share(&s->stretch[c->stretch_class], c->stretch) -
           take_share(&s->shrink[c->shrink_class], c->shrink);
}

static int64_t object_width(const struct drawing *d, const struct cluster *c, struct shares *s) {
    const struct para_object *o = &d->p->objects[c->at];
    int64_t width = line_object_width(d->p, c, d->s);
    int64_t give = width / 1000 * o->give / 1000;
    width += take_share(&s->stretch[STRETCH_BLANK], give);
    width -= take_share(&s->shrink[SHRINK_BLANK], give);
    return width + take_share(&s->fill, o->stretches);
}

static int64_t cluster_width(const struct drawing *d, const struct cluster *c, struct shares *s) {
    if (c->kind == CLUSTER_OBJECT)
        return object_width(d, c, s);
    if (c->kind == CLUSTER_FILL)
        return take_share(&s->fill, 1);
    return c->width;
}

/* The part of the white between a and b that belongs to a. */
static int64_t white_of_first(const struct cluster *a, const struct cluster *b, int64_t white) {
    if (a->kind == CLUSTER_SPACE)
        return white < 0 && b->trim_left > 0 ? 0 : white;
    if (white < 0)
        return -MIN(-white, a->trim_right * INT64_C(1000));
    bool latin = b->cls == CLS_LATIN || b->cls == CLS_SIGN;
    return latin && a->cls == CLS_HAN && b->kind != CLUSTER_OBJECT ? 0 : white;
}

static bool begins_address(const struct para *p, const struct cluster *a, const struct cluster *b) {
    uint16_t link = p->items[b->item].link;
    if (link == 0 || link == p->items[a->item].link)
        return false;
    return str_starts(str_slice(p->text, b->text_at, p->text.n), p->links[link - 1]);
}

static void place_line(struct drawing *d, const struct line_sums *sums,
                       const struct line_change *change) {
    struct shares shares = open_shares(sums, change);
    const struct cluster *v = d->p->v;
    int64_t pen = 0;
    for (size_t k = d->from; k < d->end; k++) {
        struct spot *at = &d->spots[k - d->from];
        if (k == d->from) {
            *at = (struct spot){.shift = -v[k].trim_left * 1000};
        } else {
            int64_t white = white_before(&v[k], &shares);
            int64_t first = white_of_first(&v[k - 1], &v[k], white);
            pen += first;
            at[-1].end = pen;
            if (first < white && begins_address(d->p, &v[k - 1], &v[k])) {
                pen += white - first;
                first = white;
            }
            *at = (struct spot){.origin = pen, .shift = white - first};
        }
        pen += at->shift;
        pen += cluster_width(d, &v[k], &shares);
        at->end = pen;
    }
    if (d->end > d->from)
        d->spots[d->end - 1 - d->from].end -= v[d->end - 1].trim_right * 1000;
}

/* The blank at which the line was broken is drawn too, beyond the edge: readers of the text need
 * it between the words. */
static void place_last_blank(struct drawing *d) {
    d->shown = d->end;
    if (d->end == d->from || d->end >= d->line->to || d->line->to == d->p->n)
        return;
    const struct cluster *c = &d->p->v[d->end];
    if (c->kind != CLUSTER_SPACE || c->n_glyphs == 0)
        return;
    int64_t pen = d->spots[d->end - 1 - d->from].end;
    d->spots[d->end - d->from] = (struct spot){.origin = pen, .end = pen + c->width};
    d->shown = d->end + 1;
}

/* ---- glyphs ---- */

static mpt to_mpt(const struct drawing *d, int64_t uem) {
    return (mpt)((uem * d->s->size + (uem < 0 ? -500000 : 500000)) / 1000000);
}

/* A glyph run being made. Advances are whole thousandths of the run's em; what rounding loses is
 * made up at the next glyph. */
struct run {
    const struct para_item *item;
    size_t first, end; /* clusters */
    int64_t origin;    /* µem */
    int64_t units;     /* advances of all but the last glyph */
    struct glyph *v;
    size_t n;
};

/* The last glyph's advance leads to `pen`. */
static void advance_to(struct run *r, int64_t pen) {
    if (r->n == 0)
        return;
    int64_t scale = r->item->scale, way = pen - r->origin;
    int64_t due = (2 * way + (way < 0 ? -scale : scale)) / (2 * scale);
    r->v[r->n - 1].advance = (int32_t)(due - r->units);
    r->units = due;
}

static void add_glyph(struct drawing *d, struct run *r, struct glyph g) {
    d->glyphs[d->n_glyphs++] = g;
    r->n++;
}

/* The g-th glyph of a cluster. Of an only one the advance is not asked for. */
static struct para_glyph shaped_glyph(const struct drawing *d, const struct cluster *c, size_t g) {
    if (c->flags & CLUSTER_HAS_GLYPH)
        return (struct para_glyph){.gid = (uint16_t)c->at};
    return d->p->glyphs[c->at + g];
}

static void add_cluster(struct drawing *d, struct run *r, size_t k) {
    const struct cluster *c = &d->p->v[k];
    const struct spot *at = &d->spots[k - d->from];
    int64_t pen = at->origin, shift = at->shift / r->item->scale;
    for (size_t g = 0; g < c->n_glyphs; g++) {
        struct para_glyph shaped = shaped_glyph(d, c, g);
        advance_to(r, pen);
        add_glyph(d, r,
                  (struct glyph){.gid = shaped.gid == GLYPH_MISSING ? UINT32_MAX : shaped.gid,
                                 .dx = (int16_t)(shaped.dx + shift),
                                 .dy = shaped.dy,
                                 .text_at = c->text_at - d->p->v[r->first].text_at,
                                 .text_len = g == 0 ? c->text_len : 0});
        pen += (shaped.advance + shift) * r->item->scale;
        shift = 0;
    }
    r->end = k + 1;
}

static uint32_t tag_of(struct drawing *d, uint16_t link) {
    if (link == 0 || d->tag == 0)
        return d->tag;
    if (link != d->link) {
        d->link = link;
        d->link_tag = pages_tag(d->pages, d->tag, TAG_LINK);
    }
    return d->link_tag;
}

static mpt run_size(const struct drawing *d, const struct para_item *item) {
    return (mpt)(((int64_t)d->s->size * item->scale + 500) / 1000);
}

static struct op *draw_glyphs(struct drawing *d, const struct para_item *item, int64_t origin) {
    struct op *op = page_op(d->pages, d->page, OP_GLYPHS, tag_of(d, item->link));
    op->x = d->x + to_mpt(d, origin);
    op->y = d->y - (mpt)((int64_t)d->s->size * item->rise / 1000);
    return op;
}

#define SOFT_HYPHEN "\xC2\xAD"

/* What the pages keep of a text. */
static struct str kept(const struct drawing *d, struct str text) {
    return d->pages->own_text ? str_copy(d->pages->a, text) : text;
}

static struct str run_text(const struct drawing *d, const struct run *r, bool hyphen) {
    const struct cluster *first = &d->p->v[r->first], *last = &d->p->v[r->end - 1];
    struct str text = str_slice(d->p->text, first->text_at, last->text_at + last->text_len);
    return hyphen ? str_format(d->pages->a, "%.*s" SOFT_HYPHEN, STR_ARG(text)) : kept(d, text);
}

static void end_run(struct drawing *d, struct run *r, bool hyphen) {
    if (r->n == 0)
        return;
    int64_t pen = d->spots[r->end - 1 - d->from].end;
    advance_to(r, pen);
    struct glyph_run *run = arena_new(d->pages->a, struct glyph_run);
    *run = (struct glyph_run){.face = r->item->face,
                              .size = run_size(d, r->item),
                              .color = r->item->color,
                              .text = run_text(d, r, hyphen)};
    if (hyphen) {
        struct nominal own = font_nominal(r->item->face, '-');
        add_glyph(d, r,
                  (struct glyph){.gid = own.gid,
                                 .advance = own.advance,
                                 .text_at = (uint32_t)(run->text.n - sizeof(SOFT_HYPHEN) + 1),
                                 .text_len = sizeof(SOFT_HYPHEN) - 1});
    }
    run->packed = glyphs_pack(d->pages->a, r->v, r->n);
    run->n = r->n;
    draw_glyphs(d, r->item, r->origin)->run = run;
    r->n = 0;
}

static void draw_object(struct drawing *d, size_t k) {
    const struct cluster *c = &d->p->v[k];
    const struct para_object *o = &d->p->objects[c->at];
    const struct para_item *item = &d->p->items[c->item];
    const struct spot *at = &d->spots[k - d->from];
    int64_t width = at->end - at->origin;
    if (o->text.n > 0) { /* an invisible blank of that width carries the text */
        struct glyph *g = arena_new(d->pages->a, struct glyph);
        *g = (struct glyph){.gid = font_nominal(item->face, ' ').gid,
                            .advance = (int32_t)(width / item->scale),
                            .text_len = (uint32_t)o->text.n};
        struct glyph_run *run = arena_new(d->pages->a, struct glyph_run);
        *run = (struct glyph_run){.face = item->face,
                                  .size = run_size(d, item),
                                  .v = g,
                                  .n = 1,
                                  .text = kept(d, o->text)};
        draw_glyphs(d, item, at->origin)->run = run;
    }
    if (o->draw != NULL)
        o->draw(o, d->pages, d->page, d->x + to_mpt(d, at->origin), d->y, to_mpt(d, width),
                d->s->size, d->tag);
}

static void draw_text(struct drawing *d) {
    struct run r = {0};
    for (size_t k = d->from; k < d->shown; k++) {
        const struct cluster *c = &d->p->v[k];
        bool text = (c->kind == CLUSTER_TEXT || c->kind == CLUSTER_SPACE) && c->n_glyphs > 0;
        const struct para_item *item = &d->p->items[c->item];
        if (!text || r.n == 0 || item != r.item || k != r.end)
            end_run(d, &r, false);
        if (c->kind == CLUSTER_OBJECT)
            draw_object(d, k);
        if (!text)
            continue;
        if (r.n == 0)
            r = (struct run){.item = item,
                             .first = k,
                             .origin = d->spots[k - d->from].origin,
                             .v = d->glyphs + d->n_glyphs};
        add_cluster(d, &r, k);
    }
    end_run(d, &r, (d->line->end & LINE_HYPHEN) != 0);
}

/* ---- what goes around the text ---- */

#define GREY               ((struct color){224, 224, 224}) /* luma 0.88 */
#define UNDERLINE_BELOW    1600                            /* mpt, to the rule's centre */
#define UNDERLINE_THICK    500
#define UNDERLINE_BELOW_EM 150 /* in large type: 18 pt gets a rule of 1 pt */
#define UNDERLINE_THICK_EM 63
#define UNDERLINE_LESS     130
#define STRIKE_THICK       500
#define STRIKE_ABOVE_EM    300
#define BOX_THICK          450
#define BOX_RADIUS         800
#define BODY_TOP_EM        880
#define BODY_BOTTOM_EM     120
#define BOX_PADDING_EM     100

/* A stretch of the line whose clusters share a decoration or a link. */
struct stretch {
    mpt x, w;
    const struct para_item *item;
};

static mpt em(const struct drawing *d, const struct para_item *item, int v) {
    return (mpt)((int64_t)run_size(d, item) * v / 1000);
}

static void draw_underline(struct drawing *d, const struct stretch *s) {
    mpt below = MAX(UNDERLINE_BELOW, em(d, s->item, UNDERLINE_BELOW_EM));
    mpt thick = MAX(UNDERLINE_THICK, em(d, s->item, UNDERLINE_THICK_EM) - UNDERLINE_LESS);
    page_line(d->pages, d->page, s->x, d->y + below, s->w, 0, thick);
}

static void draw_strike(struct drawing *d, const struct stretch *s) {
    page_line(d->pages, d->page, s->x, d->y - em(d, s->item, STRIKE_ABOVE_EM), s->w, 0,
              STRIKE_THICK);
}

static void draw_mark(struct drawing *d, const struct stretch *s) {
    mpt top = em(d, s->item, BODY_TOP_EM), bottom = em(d, s->item, BODY_BOTTOM_EM);
    page_fill(d->pages, d->page, s->x, d->y - top, s->w, top + bottom, GREY);
}

static void draw_box(struct drawing *d, const struct stretch *s) {
    mpt pad = (mpt)((int64_t)d->s->size * BOX_PADDING_EM / 1000);
    mpt top = em(d, s->item, BODY_TOP_EM) + pad, bottom = em(d, s->item, BODY_BOTTOM_EM) + pad;
    page_box(d->pages, d->page, s->x, d->y - top, s->w, top + bottom, BOX_THICK);
    d->page->ops.v[d->page->ops.n - 1].radius = BOX_RADIUS;
}

static void draw_link(struct drawing *d, const struct stretch *s) {
    if (d->tag == 0) /* a link must have its place in the structure tree */
        return;
    struct str uri = kept(d, d->p->links[s->item->link - 1]);
    struct op *op = page_op(d->pages, d->page, OP_LINK, tag_of(d, s->item->link));
    op->x = s->x;
    op->w = s->w;
    op->y = d->y - em(d, s->item, BODY_TOP_EM);
    op->h = em(d, s->item, BODY_TOP_EM + BODY_BOTTOM_EM);
    op->uri = uri;
}

struct decoration {
    uint8_t bit; /* of enum text_decoration; 0: links */
    bool behind;
    void (*draw)(struct drawing *d, const struct stretch *s);
};
static const struct decoration DECORATIONS[] = {
    {DECO_MARK, true, draw_mark},
    {DECO_BOX, true, draw_box},
    {DECO_UNDERLINE, false, draw_underline},
    {DECO_STRIKE, false, draw_strike},
    {0, false, draw_link},
};

static uint32_t decoration_key(const struct para_item *item, uint8_t bit) {
    return bit ? (uint32_t)(item->decoration & bit) : item->link;
}

static void draw_stretch(struct drawing *d, const struct decoration *deco, size_t from, size_t to) {
    const struct spot *first = &d->spots[from - d->from], *last = &d->spots[to - 1 - d->from];
    mpt x = d->x + to_mpt(d, first->origin + MAX(0, first->shift));
    struct stretch s = {
        .x = x, .w = d->x + to_mpt(d, last->end) - x, .item = &d->p->items[d->p->v[from].item]};
    /* the padding of a box has the format of what stood before it */
    if (to > from + 1)
        s.item = &d->p->items[d->p->v[from + 1].item];
    deco->draw(d, &s);
}

static void draw_decoration(struct drawing *d, const struct decoration *deco) {
    size_t from = d->from;
    uint32_t key = 0;
    for (size_t k = d->from; k <= d->end; k++) {
        uint32_t here = k < d->end ? decoration_key(&d->p->items[d->p->v[k].item], deco->bit) : 0;
        if (here == key)
            continue;
        if (key != 0)
            draw_stretch(d, deco, from, k);
        from = k;
        key = here;
    }
}

static bool is_decorated(const struct drawing *d) {
    for (size_t k = d->from; k < d->end; k++) {
        const struct para_item *item = &d->p->items[d->p->v[k].item];
        if (item->decoration || item->link)
            return true;
    }
    return false;
}

static void draw_decorations(struct drawing *d, bool behind) {
    for (size_t i = 0; i < COUNT_OF(DECORATIONS); i++)
        if (DECORATIONS[i].behind == behind)
            draw_decoration(d, &DECORATIONS[i]);
}

/* ---- lines ---- */

static size_t count_glyphs(const struct drawing *d) {
    size_t n = d->line->end & LINE_HYPHEN ? 1 : 0;
    for (size_t k = d->from; k < d->shown; k++)
        n += d->p->v[k].n_glyphs;
    return n;
}

static void draw_line(struct drawing *d) {
    /* objects may draw paragraphs of their own, so scratch is a stack */
    struct arena *scratch = shape_scratch(d->p->fonts);
    struct arena_mark mark = arena_mark(scratch);
    d->from = d->line->from;
    d->end = line_visible_end(d->p, d->from, d->line->to);
    d->spots = arena_array(scratch, struct spot, d->line->to - d->from + 1);
    struct line_sums sums = line_measure(d->p, d->s, d->from, d->end);
    struct line_change change;
    mpt indent = d->from == 0 ? d->s->first_indent : d->s->hang;
    int64_t room = line_uem(d->s->measure - indent, d->s->size);
    if (d->line->end & LINE_HYPHEN)
        sums.width += line_hyphen(d->p, d->end - 1);
    line_share(&sums, room - sums.width, (d->line->end & LINE_JUSTIFIED) != 0, &change);
    place_line(d, &sums, &change);
    place_last_blank(d);
    d->glyphs = arena_array(scratch, struct glyph, count_glyphs(d));
    d->n_glyphs = 0;
    bool decorated = is_decorated(d);
    if (decorated)
        draw_decorations(d, true);
    draw_text(d);
    if (decorated)
        draw_decorations(d, false);
    arena_reset(scratch, mark);
}

void para_draw(const struct para_lines *l, size_t from, size_t to, struct pages *p,
               struct page *page, mpt x, mpt y, uint32_t tag) {
    struct drawing d = {.p = l->para, .s = &l->shape, .pages = p, .page = page, .tag = tag};
    for (size_t i = from; i < to && i < l->n; i++) {
        d.line = &l->v[i];
        y += d.line->ascent;
        d.x = x + d.line->x;
        d.y = y + para_baseline(&l->shape);
        draw_line(&d);
        y += l->shape.pitch + d.line->descent;
    }
}
