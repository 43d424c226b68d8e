/* set: a formula from its TeX to pieces at places: parse, lay out, cut into parts, flatten. */
#include "layout/math/box.h"

#define UNCUT_MOST 5000 /* a formula up to this wide is never cut, 1/1000 em … */
#define INNER_MOST 9000 /* … nor what stands in plain brackets */

/* ---- boxes to pieces */

/* Pieces of one part. Glyphs that follow each other on a baseline share a piece. */
struct flat {
    struct arena *a;
    VEC(struct math_piece) pieces;
    VEC(struct math_glyph) glyphs; /* of all pieces; v is set when they are complete */
    int64_t units; /* advances of the open piece's glyphs but its last, in its own em */
    bool open;     /* the last piece takes further glyphs */
};

/* Where the next glyph of the open piece would have to stand, in its own em. */
static int64_t units_to(const struct math_piece *p, int x) {
    int64_t way = (int64_t)(x - p->x) * 1000;
    return (2 * way + p->scale) / (2 * p->scale);
}

/* Whether the glyph stands in the open piece, behind its last one. */
static bool goes_on(const struct flat *f, const struct math_box *b, int x, int y) {
    if (!f->open)
        return false;
    const struct math_piece *p = &f->pieces.v[f->pieces.n - 1];
    int32_t advance = f->glyphs.v[f->glyphs.n - 1].advance;
    return p->scale == b->scale && p->y == y && units_to(p, x) >= f->units + advance / 2;
}

static void flat_glyph(struct flat *f, const struct math_box *b, int x, int y) {
    struct math_piece *p;
    if (goes_on(f, b, x, y)) {
        p = &f->pieces.v[f->pieces.n - 1];
        int64_t due = units_to(p, x);
        f->glyphs.v[f->glyphs.n - 1].advance = (int32_t)(due - f->units);
        f->units = due;
    } else {
        p = vec_add(f->a, &f->pieces);
        *p = (struct math_piece){.kind = MATH_GLYPHS, .x = x, .y = y, .scale = b->scale};
        f->units = 0;
        f->open = true;
    }
    p->n++;
    int32_t natural = (int32_t)((int64_t)(b->width - b->italic) * 1000 / MAX(b->scale, 1));
    vec_push(f->a, &f->glyphs,
             (struct math_glyph){.gid = b->gid, .code = b->code, .advance = natural});
}

static void flat_other(struct flat *f, const struct math_box *b, int x, int y) {
    f->open = false;
    struct math_piece *p = vec_add(f->a, &f->pieces);
    *p = (struct math_piece){.x = x, .y = y, .w = b->width};
    if (b->kind == BOX_RULE) {
        p->kind = MATH_RULE;
        p->y = y - b->descent;
        p->h = b->ascent + b->descent;
    } else if (b->kind == BOX_STROKE) {
        p->kind = MATH_STROKE;
        p->h = b->rise;
        p->thick = b->thick;
    } else {
        p->kind = MATH_TEXT;
        p->scale = b->scale;
        p->text = b->text;
    }
}

/* As deep as the formula is nested. */
static void flatten(struct flat *f, const struct math_box *b, int x, int y) {
    if (b->kind == BOX_GLYPH)
        flat_glyph(f, b, x, y);
    else if (b->kind != BOX_ROW)
        flat_other(f, b, x, y);
    for (const struct math_child *c = b->first; c; c = c->next)
        flatten(f, c->box, x + c->x, y + c->y);
}

static void give_glyphs(struct flat *f) {
    const struct math_glyph *v = f->glyphs.v;
    for (size_t i = 0; i < f->pieces.n; i++)
        if (f->pieces.v[i].kind == MATH_GLYPHS) {
            f->pieces.v[i].v = v;
            v += f->pieces.v[i].n;
        }
}

/* ---- parts */

struct cutter {
    const struct math_setter *s;
    const math_items *items;
    enum math_mode mode;
    int *inside; /* of each item: width of the outermost plain brackets around it, 0 = none */
    VEC(struct math_part) parts;
};

static bool is_operation(const struct math_item *it) {
    return it->cls == CLASS_REL || it->cls == CLASS_BIN;
}

static bool is_comma(const struct math_item *it) {
    return it->cls == CLASS_PUNCT && it->node->kind == ATOM_CHAR &&
           (it->node->plain == ',' || it->node->plain == ';');
}

/* Of a cut beside the operation or comma. */
static enum math_break break_kind(const struct cutter *c, const struct math_item *it) {
    int inside = c->inside[it - c->items->v];
    if (inside > 0)
        return inside > INNER_MOST ? MATH_BREAK_INNER : MATH_BREAK_NONE;
    return it->cls == CLASS_REL   ? MATH_BREAK_RELATION
           : it->cls == CLASS_BIN ? MATH_BREAK_BINARY
                                  : MATH_BREAK_COMMA;
}

/* May a line end between two neighbours? After an operation within text, before it in a display. */
static enum math_break break_between(const struct cutter *c, const struct math_item *a,
                                     const struct math_item *b) {
    if (is_comma(a) && !is_comma(b))
        return break_kind(c, a);
    if (c->mode == MATH_INLINE)
        return is_operation(a) && b->cls != CLASS_REL ? break_kind(c, a) : MATH_BREAK_NONE;
    return is_operation(b) && a->cls != CLASS_REL ? break_kind(c, b) : MATH_BREAK_NONE;
}

static int bracket_of(const struct math_item *it) {
    bool plain = it->node->kind == ATOM_CHAR || it->node->kind == ATOM_DELIM;
    if (it->is_glue || !plain || it->node->plain == '!' || it->node->plain == '?')
        return 0;
    return (it->cls == CLASS_OPEN) - (it->cls == CLASS_CLOSE);
}

/* Brackets that are never closed hold nothing. */
static void find_insides(struct cutter *c) {
    const math_items *items = c->items;
    c->inside = arena_array(c->s->a, int, items->n);
    size_t from = 0;
    int depth = 0;
    int64_t width = 0;
    for (size_t i = 0; i < items->n; i++) {
        int step = bracket_of(&items->v[i]);
        if (step > 0 && depth++ == 0) {
            from = i;
            width = 0;
        }
        width += items->v[i].white + items->v[i].box->width;
        if (step < 0 && depth > 0 && --depth == 0)
            for (size_t k = from; k < i; k++)
                c->inside[k] = (int)MAX(1, MIN(width, INT32_MAX));
    }
}

static void add_part(struct cutter *c, size_t from, size_t to, enum math_break before, int white) {
    const struct math_setter *s = c->s;
    struct math_box *row = box_empty(s);
    for (size_t i = from; i < to; i++) {
        row->width += i > from ? c->items->v[i].white : 0;
        box_append(s, row, c->items->v[i].box, 0);
    }
    struct flat f = {.a = s->a};
    flatten(&f, row, 0, 0);
    give_glyphs(&f);
    struct math_part *p = vec_add(s->a, &c->parts);
    *p = (struct math_part){.width = row->width,
                            .ascent = row->ascent,
                            .descent = row->descent,
                            .white = white,
                            .before = (uint8_t)before,
                            .v = f.pieces.v,
                            .n = f.pieces.n};
    bool first = c->parts.n == 1;
    p->at = first || from >= c->items->n ? 0 : c->items->v[from].node->at;
    p->to = (uint32_t)s->tex_len;
    if (!first)
        p[-1].to = p->at;
}

static int natural_width(const math_items *items) {
    int64_t w = 0;
    for (size_t i = 0; i < items->n; i++)
        w += items->v[i].white + items->v[i].box->width;
    return (int)MIN(w, INT32_MAX);
}

/* Cuts the items into parts; glue at a cut goes into the white between. */
static void cut(struct cutter *c) {
    bool whole = natural_width(c->items) <= UNCUT_MOST;
    const struct math_item *prev = NULL;
    size_t from = 0, prev_at = 0;
    enum math_break before = MATH_BREAK_NONE;
    int white = 0;
    for (size_t i = 0; i < c->items->n && !whole; i++) {
        const struct math_item *it = &c->items->v[i];
        if (it->is_glue)
            continue;
        bool leads = prev_at == from && prev && is_operation(prev); /* "= x": kept together */
        enum math_break b = prev && !leads ? break_between(c, prev, it) : MATH_BREAK_NONE;
        if (b != MATH_BREAK_NONE) {
            add_part(c, from, prev_at + 1, before, white);
            before = b;
            white = it->white;
            for (size_t k = prev_at + 1; k < i; k++)
                white += c->items->v[k].box->width;
            from = i;
        }
        prev = it;
        prev_at = i;
    }
    add_part(c, from, c->items->n, before, white);
}

/* ---- formulas */

static bool is_too_large(const struct math *m) {
    return m->width > MATH_EM_MOST || m->ascent > MATH_EM_MOST || m->descent > MATH_EM_MOST ||
           m->width < 0;
}

static void add_up(struct math *m) {
    int64_t width = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct math_part *p = &m->v[i];
        width += p->white + p->width;
        m->ascent = i ? MAX(m->ascent, p->ascent) : p->ascent;
        m->descent = i ? MAX(m->descent, p->descent) : p->descent;
    }
    m->width = (int)MIN(width, INT32_MAX);
}

static struct math *lay_out(const struct math_setter *s, const struct math_list *l, struct str tex,
                            enum math_mode mode) {
    struct math_style style = {mode == MATH_DISPLAY ? SIZE_DISPLAY : SIZE_TEXT, false};
    math_items items = math_list_items(s, l, style, NO_CLASS, NULL);
    struct cutter c = {.s = s, .items = &items, .mode = mode};
    find_insides(&c);
    cut(&c);
    struct math *m = arena_new(s->a, struct math);
    *m = (struct math){.tex = tex, .v = c.parts.v, .n = c.parts.n};
    add_up(m);
    return m;
}

static struct math_setter open_setter(const struct math_env *env, struct str tex) {
    struct math_setter s = {.env = env, .a = env->a, .tex_len = tex.n};
    math_font_open(&s.font, env->font);
    return s;
}

const struct math *math_set(const struct math_env *env, struct str tex, enum math_mode mode) {
    struct math_source source;
    if (!math_parse(env, tex, &source))
        return NULL;
    struct math_setter s = open_setter(env, tex);
    struct math *m = lay_out(&s, &source.list, tex, mode);
    m->tag = source.tag;
    if (is_too_large(m)) {
        diag_at(env->d, DIAG_MATH_UNKNOWN, env->src, str_slice(tex, 0, 40));
        return NULL;
    }
    return m;
}

/* ---- rows of an aligned environment */

static void append_list(struct math_list *l, const struct math_list *more) {
    if (!more->first)
        return;
    if (l->last)
        l->last->next = more->first;
    else
        l->first = more->first;
    l->last = more->last;
}

static struct math_list row_list(const struct math_row *r, const struct math_node *behind) {
    struct math_list l = {0};
    for (const struct math_cell *c = r->first; c; c = c->next)
        append_list(&l, &c->list);
    if (behind) {
        struct math_list rest = {(struct math_node *)(uintptr_t)behind, NULL};
        for (rest.last = rest.first; rest.last->next;)
            rest.last = rest.last->next;
        append_list(&l, &rest);
    }
    return l;
}

size_t math_set_rows(const struct math_env *env, struct str tex, const struct math ***rows) {
    struct math_source source;
    struct math_env quiet = *env;
    quiet.d = diag_open(env->a); /* math_set has reported what there is to report */
    if (!math_parse(&quiet, tex, &source))
        return 0;
    const struct math_table *t = math_only_table(&source.list);
    if (!t)
        return 0;
    struct math_setter s = open_setter(&quiet, tex);
    VEC(const struct math *) out = {0};
    for (const struct math_row *r = t->first; r; r = r->next) {
        struct math_list l = row_list(r, r->next ? NULL : source.list.first->next);
        struct math *m = lay_out(&s, &l, tex, MATH_DISPLAY);
        if (is_too_large(m))
            return 0;
        struct math_part *parts = (struct math_part *)(uintptr_t)m->v;
        parts[0].at = r->first->at;
        parts[m->n - 1].to = r->next ? r->last->to : (uint32_t)tex.n;
        vec_push(env->a, &out, m);
    }
    *rows = out.v;
    return out.n;
}
