/* para: collecting the parts of a paragraph and shaping them. */
#include "layout/font_int.h"
#include "layout/formula.h"
#include "layout/para_int.h"

/* Kept by the font set when its paragraph is finished, so that the next one finds its arrays grown:
 * all but the paragraph itself is working memory. */
struct para_builder {
    struct para_builder *next; /* free ones */
    struct arena *a;           /* of the paragraph */
    struct arena *work;        /* of the arrays */
    struct font_set *fonts;
    struct str lang;
    VEC(struct piece) pieces;
    VEC(struct para_object) objects;
    VEC(struct str) links;
    uint16_t link; /* of the text now added */
    bool boxed;    /* the last text has a box around it */
    bool has_formulas;
    struct text_format last;
    size_t unbroken;  /* bytes since the last line break that is written */
    struct span left; /* first text beyond UNBROKEN_MOST, which is left out */
};

/* Choosing among all breaks of a line takes memory for each of its characters. */
enum { UNBROKEN_MOST = 128 << 10 };

#define BOX_PADDING 240 /* 1/1000 em beside the text of a tag box */

struct para_builder *para_begin(struct arena *a, struct font_set *fonts, struct str lang) {
    struct para_builder **free_ones = shape_builders(fonts), *b = *free_ones;
    if (b)
        *free_ones = b->next;
    else
        b = arena_new(fonts->a, struct para_builder);
    /* of the one before only its arrays stay */
    *b = (struct para_builder){.a = a,
                               .work = fonts->a,
                               .fonts = fonts,
                               .lang = lang,
                               .last = {.scale = 1000},
                               .pieces = b->pieces,
                               .objects = b->objects,
                               .links = b->links};
    b->pieces.n = b->objects.n = b->links.n = 0;
    return b;
}

static void give_back(struct para_builder *b) {
    struct para_builder **free_ones = shape_builders(b->fonts);
    b->next = *free_ones;
    *free_ones = b;
}

static void add_piece(struct para_builder *b, struct piece p) {
    bool own_format = p.kind == PIECE_TEXT || p.kind == PIECE_FORMULA || p.kind == PIECE_DISPLAY;
    if (!own_format)
        p.format = b->last;
    vec_push(b->work, &b->pieces, p);
}

/* Padding at the left or right end of a tag box; the box never stands apart from its text. */
static void add_padding(struct para_builder *b, bool left) {
    add_piece(b, (struct piece){.kind = PIECE_FIXED,
                                .at = BOX_PADDING,
                                .sticks_before = !left,
                                .sticks_after = left});
}

static void close_box(struct para_builder *b) {
    if (!b->boxed)
        return;
    add_padding(b, false);
    b->boxed = false;
    b->last.decoration &= (uint8_t)~DECO_BOX;
}

static void enter_format(struct para_builder *b, const struct text_format *f) {
    bool boxed = (f->decoration & DECO_BOX) != 0;
    if (!boxed)
        close_box(b);
    b->last = *f;
    if (boxed && !b->boxed)
        add_padding(b, true);
    b->boxed = boxed;
}

static struct span part_span(struct span src, struct str whole, struct str part) {
    if (src.len != whole.n)
        return src;
    return (struct span){src.at + (uint32_t)(part.p - whole.p), (uint32_t)part.n};
}

/* What of a line there is room for. */
static struct str cut_line(struct para_builder *b, struct str line, struct span src) {
    size_t n = MIN(line.n, UNBROKEN_MOST - b->unbroken);
    while (n < line.n && n > 0 && ((unsigned char)line.p[n] & 0xC0) == 0x80)
        n--;
    if (n < line.n && b->left.at == 0)
        b->left = (struct span){src.at, 1};
    b->unbroken += n;
    return str_slice(line, 0, n);
}

static void add_text(struct para_builder *b, struct str text, const struct text_format *f,
                     struct span src, bool code) {
    enter_format(b, f);
    for (struct str rest = text; rest.n > 0;) {
        size_t end = MIN(str_find_byte(rest, '\n'), rest.n);
        struct str line = str_slice(rest, 0, end);
        struct span at = part_span(src, text, line);
        line = cut_line(b, line, at);
        struct piece p = {.kind = PIECE_TEXT,
                          .code = code,
                          .link = b->link,
                          .text = line,
                          .format = *f,
                          .src = part_span(src, text, line)};
        p.format.no_break |= (f->decoration & DECO_BOX) != 0;
        if (line.n > 0)
            add_piece(b, p);
        if (end < rest.n)
            para_line_break(b);
        rest = str_from(rest, end + 1);
    }
}

void para_text(struct para_builder *b, struct str text, const struct text_format *f,
               struct span src) {
    add_text(b, text, f, src, f->family == FAMILY_MONO);
}

void para_space(struct para_builder *b, int width_em, bool may_break) {
    close_box(b);
    add_piece(b, (struct piece){.kind = PIECE_FIXED,
                                .at = (uint32_t)MAX(0, width_em),
                                .blank = may_break,
                                .sticks_before = true,
                                .sticks_after = !may_break});
}

void para_fill(struct para_builder *b) {
    close_box(b);
    add_piece(b, (struct piece){.kind = PIECE_FILL, .sticks_after = true});
}

void para_line_break(struct para_builder *b) {
    close_box(b);
    b->unbroken = 0;
    add_piece(b, (struct piece){.kind = PIECE_BREAK, .sticks_before = true});
}

void para_object(struct para_builder *b, const struct para_object *o) {
    close_box(b);
    vec_push(b->work, &b->objects, *o);
    add_piece(b, (struct piece){.kind = PIECE_OBJECT, .at = (uint32_t)(b->objects.n - 1)});
}

/* ---- rich text ---- */

#define CODE_SCALE 900 /* if the format says nothing */

/* What a run's flags do to the format around it. */
struct run_look {
    uint32_t flag;
    uint8_t decoration;
    bool bold;
    int scale;  /* 1/1000 of the format's, 0 = as it is */
    int rise;   /* 1/1000 em of the format */
    int family; /* enum font_family, or -1 */
};

/* Italics are left out: never for Han, and the faces have none. */
static const struct run_look RUN_LOOKS[] = {
    {RICH_BOLD, 0, true, 0, 0, -1},
    {RICH_COLOR, 0, true, 0, 0, -1},
    {RICH_STRIKE, DECO_STRIKE, false, 0, 0, -1},
    {RICH_MARK, DECO_MARK, false, 0, 0, -1},
    {RICH_UNDERLINE, DECO_UNDERLINE, false, 0, 0, -1},
    {RICH_CLOZE, DECO_UNDERLINE, false, 0, 0, -1},
    {RICH_SUB, 0, false, 700, -160, -1},
    {RICH_SUPER, 0, false, 700, 340, -1},
    {RICH_FOOTNOTE, 0, false, 700, 340, -1},
    {RICH_CODE, 0, false, CODE_SCALE, 0, FAMILY_MONO},
    {RICH_KEYBOARD, DECO_BOX, false, CODE_SCALE, 0, FAMILY_MONO},
};

static struct text_format run_format(const struct text_format *base, uint32_t flags) {
    struct text_format f = *base;
    for (size_t i = 0; i < COUNT_OF(RUN_LOOKS); i++) {
        const struct run_look *look = &RUN_LOOKS[i];
        if ((flags & look->flag) == 0)
            continue;
        f.decoration |= look->decoration;
        f.bold |= look->bold;
        f.rise = (int16_t)(f.rise + look->rise * f.scale / 1000);
        int scale = look->scale == CODE_SCALE && f.code_scale ? f.code_scale : look->scale;
        if (scale > 0)
            f.scale = (uint16_t)(f.scale * scale / 1000);
        if (look->family >= 0)
            f.family = (enum font_family)look->family;
    }
    return f;
}

/* Links of other schemes (file:, javascript:) are printed, never made clickable. */
static bool is_safe_link(struct str target) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", "obsidian:"};
    return str_starts_any(target, schemes, COUNT_OF(schemes)) > 0;
}

/* 1 + index of the link; neighbouring runs of one link share it. */
static uint16_t link_of(struct para_builder *b, const struct rich_run *run) {
    if ((run->flags & RICH_LINK) == 0 || !is_safe_link(run_target(run)) || b->links.n == UINT16_MAX)
        return 0;
    if (b->links.n == 0 || !str_eq(b->links.v[b->links.n - 1], run_target(run)))
        vec_push(b->work, &b->links, run_target(run));
    return (uint16_t)b->links.n;
}

static void add_formula(struct para_builder *b, const struct rich_run *run,
                        const struct text_format *f) {
    bool display = (run->flags & RICH_DISPLAY) != 0;
    enter_format(b, f);
    b->has_formulas = true;
    add_piece(b, (struct piece){.kind = display ? PIECE_DISPLAY : PIECE_FORMULA,
                                .code = true,
                                .link = b->link,
                                .text = run->text,
                                .format = *f,
                                .src = run->span});
}

void para_rich(struct para_builder *b, const struct rich *r, const struct text_format *f) {
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        if (run->flags & RICH_BREAK) {
            para_line_break(b);
            continue;
        }
        struct text_format format = run_format(f, run->flags);
        bool code = (run->flags & (RICH_CODE | RICH_KEYBOARD)) != 0;
        b->link = link_of(b, run);
        if (run->flags & RICH_MATH)
            add_formula(b, run, &format);
        else
            add_text(b, run->text, &format, run->span, code || format.family == FAMILY_MONO);
    }
    b->link = 0;
}

/* ---- formulas ---- */

/* The TeX within the author's bytes, which hold its dollars too. */
static struct span tex_span(struct span src, struct str tex) {
    uint32_t around = src.len > tex.n ? src.len - (uint32_t)tex.n : 0;
    if (around == 0 || around % 2 != 0)
        return src;
    return (struct span){src.at + around / 2, (uint32_t)tex.n};
}

/* The parts of a formula are objects with its own white between them, where lines may end. */
static void put_formula(struct para_builder *b, const struct piece *p, const struct formula *f) {
    static const uint8_t costs[] = {
        [MATH_BREAK_RELATION] = OBJECT_DEAR,
        [MATH_BREAK_COMMA] = OBJECT_DEAR,
        [MATH_BREAK_BINARY] = OBJECT_DEARER,
        [MATH_BREAK_INNER] = OBJECT_DEARER,
    };
    for (size_t i = 0; i < f->math->n; i++) {
        const struct math_part *part = &f->math->v[i];
        struct para_object o = formula_object(b->a, f, i, p->format.scale, p->format.rise);
        o.cost = costs[part->before];
        if (i > 0)
            vec_push(b->work, &b->pieces,
                     (struct piece){.kind = PIECE_FIXED,
                                    .at = (uint32_t)(MAX(0, part->white) * p->format.scale / 1000),
                                    .blank = true,
                                    .sticks_before = true,
                                    .link = p->link,
                                    .format = p->format});
        vec_push(b->work, &b->objects, o);
        vec_push(b->work, &b->pieces,
                 (struct piece){.kind = PIECE_OBJECT,
                                .at = (uint32_t)(b->objects.n - 1),
                                .link = p->link,
                                .format = p->format});
    }
}

static void put_as_source(struct para_builder *b, const struct piece *p) {
    struct piece text = *p;
    text.kind = PIECE_TEXT;
    text.format.family = FAMILY_MATH;
    if (text.text.n)
        vec_push(b->work, &b->pieces, text);
}

/* A displayed formula among text has lines of its own, on which it is centred. */
static void put_display(struct para_builder *b, const struct piece *p, const struct formula *f,
                        bool begins, bool ends) {
    struct piece fill = {.kind = PIECE_FILL, .sticks_after = true, .format = p->format};
    struct piece end = {.kind = PIECE_BREAK, .sticks_before = true, .format = p->format};
    bool centred = !begins || !ends;
    if (!begins)
        vec_push(b->work, &b->pieces, end);
    if (centred)
        vec_push(b->work, &b->pieces, fill);
    put_formula(b, p, f);
    fill.sticks_before = true;
    fill.sticks_after = false;
    if (centred)
        vec_push(b->work, &b->pieces, fill);
    if (!ends)
        vec_push(b->work, &b->pieces, end);
}

static bool is_blank_text(const struct piece *p) {
    return p->kind == PIECE_TEXT && str_trim(p->text).n == 0;
}

static bool is_edge(const struct piece *v, size_t n, size_t i, bool after) {
    for (size_t k = i; after ? k + 1 < n : k > 0;) {
        k += after ? 1 : (size_t)-1;
        if (v[k].kind == PIECE_BREAK)
            return true;
        if (!is_blank_text(&v[k]))
            return false;
    }
    return true;
}

/* An array as long as it is, for the paragraph to keep. */
static void *kept(struct arena *a, const void *v, size_t n, size_t size) {
    void *copy = n ? arena_alloc_array(a, n, size) : NULL;
    return n ? memcpy(copy, v, n * size) : NULL;
}

/* Formulas become objects now that there is somebody to report to. */
static void set_formulas(struct para_builder *b, struct diag *d) {
    size_t n = b->pieces.n;
    const struct piece *v = kept(b->a, b->pieces.v, n, sizeof(*v));
    b->pieces.n = 0;
    for (size_t i = 0; i < n; i++) {
        bool display = v[i].kind == PIECE_DISPLAY;
        if (!display && v[i].kind != PIECE_FORMULA) {
            vec_push(b->work, &b->pieces, v[i]);
            continue;
        }
        struct formula_look look = {b->lang, v[i].format.family, v[i].format.color};
        const struct formula *f =
            formula_set(b->a, b->fonts, &look, v[i].text, display ? MATH_DISPLAY : MATH_INLINE,
                        tex_span(v[i].src, v[i].text), d);
        if (!f)
            put_as_source(b, &v[i]);
        else if (display)
            put_display(b, &v[i], f, is_edge(v, n, i, false), is_edge(v, n, i, true));
        else
            put_formula(b, &v[i], f);
    }
}

/* ---- the finished paragraph ---- */

#define BODY_TOP    880 /* of the em square of Chinese faces above the baseline, 1/1000 em */
#define BODY_BOTTOM 120

void cluster_height(const struct para *p, const struct cluster *c, int *ascent, int *descent) {
    const struct para_item *item = &p->items[c->item];
    *ascent = BODY_TOP * item->scale / 1000 + item->rise;
    *descent = BODY_BOTTOM * item->scale / 1000 - item->rise;
    if (c->kind == CLUSTER_OBJECT) {
        *ascent = p->objects[c->at].ascent_em;
        *descent = p->objects[c->at].descent_em;
    }
}

static void measure_heights(struct para *p) {
    for (size_t k = 0; k < p->n; k++) {
        int up, down;
        cluster_height(p, &p->v[k], &up, &down);
        p->ascent_em = MAX(p->ascent_em, up);
        p->descent_em = MAX(p->descent_em, down);
    }
}

/* What of a line's width goes at its end: blanks, and the white of a closing mark. */
static int64_t trimmed_end(const struct para *p, size_t from, size_t to) {
    int64_t gone = 0;
    for (; to > from; to--) {
        const struct cluster *c = &p->v[to - 1];
        if (c->kind != CLUSTER_SPACE && c->kind != CLUSTER_BREAK)
            return gone + c->trim_right * 1000;
        gone += c->width + (to - 1 > from ? c->gap * 1000 : 0);
    }
    return gone;
}

static void note_line(struct para *p, size_t from, size_t to, int64_t width, int64_t fixed) {
    width -= trimmed_end(p, from, to);
    p->natural = MAX(p->natural, width);
    p->natural_fixed = MAX(p->natural_fixed, fixed);
}

static void measure_width(struct para *p) {
    int64_t width = 0, fixed = 0;
    size_t from = 0;
    for (size_t k = 0; k < p->n; k++) {
        const struct cluster *c = &p->v[k];
        if (c->brk == BRK_MUST) {
            note_line(p, from, k, width, fixed);
            width = fixed = 0;
            from = k;
        }
        width += c->width + (k == from ? -c->trim_left : c->gap) * 1000;
        if (c->kind == CLUSTER_OBJECT)
            fixed += p->objects[c->at].width_fixed;
    }
    note_line(p, from, p->n, width, fixed);
}

const struct para *para_end(struct para_builder *b, struct diag *d) {
    struct para *p = arena_new(b->a, struct para);
    close_box(b);
    if (b->left.at)
        diag_at(d, DIAG_PARAGRAPH_CAP, b->left, str_format(b->a, "%d", UNBROKEN_MOST));
    if (b->has_formulas)
        set_formulas(b, d);
    p->fonts = b->fonts;
    p->lang = b->lang;
    p->objects = kept(b->a, b->objects.v, b->objects.n, sizeof(*b->objects.v));
    p->links = kept(b->a, b->links.v, b->links.n, sizeof(*b->links.v));
    shape_pieces(b->a, p, b->pieces.v, b->pieces.n, d);
    measure_heights(p);
    measure_width(p);
    give_back(b);
    return p;
}

mpt para_width(const struct para *p, mpt size) {
    int64_t em = (p->natural * size + 999999) / 1000000;
    return (mpt)(em + p->natural_fixed);
}

int para_least_em(const struct para *p) {
    int64_t width = 0, most = 0;
    for (size_t k = 0; k < p->n; k++) {
        const struct cluster *c = &p->v[k];
        bool joined = c->brk == BRK_NO || c->brk == BRK_EMERGENCY || c->brk == BRK_LAST;
        if (c->kind == CLUSTER_SPACE)
            continue;
        width = joined && k > 0 ? width + c->gap * 1000 : 0;
        width += c->width;
        most = MAX(most, width);
    }
    return (int)((most + 999) / 1000);
}

mpt para_baseline(const struct para_shape *s) {
    const int cap_height = 733; /* of Noto's Latin capitals, 1/1000 em */
    return (s->pitch + (mpt)((int64_t)s->size * cap_height / 1000)) / 2;
}
