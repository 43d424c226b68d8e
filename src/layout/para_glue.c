/* para_glue: the white at each boundary of a paragraph, and how much it may lose or gain. Values
 * are thousandths of an em; sources: clreq "Punctuation Width Adjustment", "Mixed Text
 * Composition", "Line Adjustment". */
#include "layout/para_int.h"

#include "base/utf8.h"

enum {
    GAP_NATURAL = 250, /* between Chinese and Latin */
    GAP_LEAST = 125,
    GAP_MOST = 333,
    PAIR_KEEPS = 500, /* of the white between ） and （ */
    HAN_MOST = 80,
    LETTER_MOST = 50,       /* among Chinese, which may stand further apart */
    LETTER_MOST_LATIN = 20, /* in a paragraph without, where it would be seen */
    WORD_LEAST = 250,       /* blanks in Chinese text */
    WORD_HAN = 330,         /* an author's blank between Chinese words separates them */
    WORD_MOST = 499,        /* half an em would be a hole */
    LATIN_SQUEEZE = 80      /* percent: blanks of running Latin text shrink to that */
};

/* A boundary with what stands on its sides. */
struct side {
    struct cluster *c;
    uint32_t code; /* the character next to the boundary */
    uint16_t scale;
    bool code_text; /* in code: its letters keep their places */
};

#define FIRST_JOINED_SCRIPT 0x590 /* Hebrew; Latin, Greek and Cyrillic come before */

static int scaled(const struct side *s, int v) {
    return v * s->scale / 1000;
}

static void set_shrink(struct cluster *c, enum shrink_class cls, int amount) {
    c->shrink = (uint16_t)MAX(0, amount);
    c->shrink_class = (uint8_t)cls;
}

static void set_stretch(struct cluster *c, enum stretch_class cls, int amount) {
    c->stretch = (uint16_t)MAX(0, amount);
    c->stretch_class = (uint8_t)cls;
}

static bool is_mark(const struct cluster *c) {
    return c->cls >= CLS_OPEN && c->cls <= CLS_MIDDLE;
}

static enum shrink_class shrink_of_mark(uint8_t cls) {
    static const uint8_t classes[] = {
        [CLS_OPEN] = SHRINK_BRACKET, [CLS_CLOSE] = SHRINK_BRACKET, [CLS_PAUSE] = SHRINK_PAUSE,
        [CLS_STOP] = SHRINK_STOP,    [CLS_MIDDLE] = SHRINK_MIDDLE,
    };
    return (enum shrink_class)classes[cls];
}

/* An ASCII mark that closes (or opens) as full-width ones do: ）: or (《. */
static bool is_ascii_close(const struct side *s) {
    return s->code > 0 && s->code < 0x80 && strchr(".,:;!?)]}", (int)s->code) != NULL;
}

static bool is_ascii_open(const struct side *s) {
    return s->code > 0 && s->code < 0x80 && strchr("([{", (int)s->code) != NULL;
}

/* Two full-width marks: the white between them is at most half an em, and none before a closing or
 * after an opening one. */
static bool set_pair(const struct side *x, const struct side *y) {
    struct cluster *a = x->c, *b = y->c;
    bool marks = is_mark(a) && is_mark(b);
    if (marks && a->trim_right > 0 && b->trim_left > 0) {
        int white = a->trim_right + b->trim_left;
        int kept = MIN(white, PAIR_KEEPS);
        b->gap = (int16_t)(kept - white);
        set_shrink(b, SHRINK_BRACKET, kept / 2);
        return true;
    }
    if (is_mark(a) && (is_mark(b) ? b->cls != CLS_OPEN : is_ascii_close(y)))
        b->gap = (int16_t)-a->trim_right;
    else if (is_mark(b) && (is_mark(a) ? a->cls == CLS_OPEN : is_ascii_open(x)))
        b->gap = (int16_t)-b->trim_left;
    return marks || b->gap < 0;
}

/* A full-width mark beside anything else: its blank side may be squeezed. */
static void set_single(struct cluster *a, struct cluster *b) {
    if (is_mark(a) && a->trim_right > 0)
        set_shrink(b, shrink_of_mark(a->cls), a->trim_right);
    else if (is_mark(b) && b->trim_left > 0)
        set_shrink(b, shrink_of_mark(b->cls), b->trim_left);
}

static bool is_han_side(const struct side *s) {
    return s->c->cls == CLS_HAN && (code_is_han(s->code) || code_is_kana(s->code));
}

static bool is_one_of(uint32_t code, const uint16_t *set, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (set[i] == code)
            return true;
    return false;
}

static const uint16_t BEFORE_WORD[] = {'$', '#', '@', '&', 0xA3, 0xA5, 0x20AC}; /* £ ¥ € */
static const uint16_t AFTER_WORD[] = {'%', '+', '#', 0xB0, 0x2030};             /* ° ‰ */

/* Letters and digits; of signs those of a set when a letter, a digit or the same sign stands beyond
 * them: 95%, C++, $5. */
static bool is_latin_side(const struct side *s, const struct side *beyond, const uint16_t *set,
                          size_t n) {
    if (s->c->cls == CLS_LATIN)
        return true;
    if (s->c->cls != CLS_SIGN || beyond->c == NULL || !is_one_of(s->code, set, n))
        return false;
    return beyond->c->cls == CLS_LATIN || beyond->code == s->code;
}

static bool is_wide(const struct side *s) {
    bool wide = s->c->cls == CLS_HAN || is_mark(s->c) || s->c->cls == CLS_DASH;
    return wide && !code_is_hangul(s->code);
}

static void set_latin_gap(struct cluster *b, const struct side *scale) {
    b->gap = (int16_t)scaled(scale, GAP_NATURAL);
    set_shrink(b, SHRINK_GAP, scaled(scale, GAP_NATURAL - GAP_LEAST));
    set_stretch(b, STRETCH_GAP, scaled(scale, GAP_MOST - GAP_NATURAL));
}

/* Clusters around a boundary: the ones next to it and those beyond, whose `c` may be NULL. */
struct around {
    struct side beyond_a, a, b, beyond_b;
    int letters; /* how far apart letters may stand */
};

static bool meets_latin(const struct around *x) {
    if (is_han_side(&x->a))
        return is_latin_side(&x->b, &x->beyond_b, BEFORE_WORD, COUNT_OF(BEFORE_WORD));
    return is_han_side(&x->b) &&
           is_latin_side(&x->a, &x->beyond_a, AFTER_WORD, COUNT_OF(AFTER_WORD));
}

/* Between letters of scripts whose letters stand apart, not in code. */
static bool is_letter_side(const struct side *s) {
    return s->c->cls == CLS_LATIN && s->code < FIRST_JOINED_SCRIPT && !s->code_text;
}

static void set_text_boundary(const struct around *x) {
    struct cluster *a = x->a.c, *b = x->b.c;
    if (meets_latin(x)) {
        set_latin_gap(b, x->a.scale < x->b.scale ? &x->a : &x->b);
        return;
    }
    if (!set_pair(&x->a, &x->b))
        set_single(a, b);
    bool joined = a->cls == CLS_DASH && b->cls == CLS_DASH;
    if (is_wide(&x->a) && is_wide(&x->b) && !joined)
        set_stretch(b, STRETCH_HAN, scaled(&x->b, HAN_MOST));
    else if (is_letter_side(&x->a) && is_letter_side(&x->b))
        set_stretch(b, STRETCH_LETTER, scaled(&x->b, x->letters));
}

/* A blank takes `width`; what it may lose or gain stands at the boundary after it. */
static void set_blank(struct cluster *space, struct cluster *after, int width) {
    space->width = width * 1000;
    after->shrink = after->stretch = 0;
    after->gap = 0;
}

static bool is_cjk(struct str lang) {
    return str_starts(lang, STR("zh")) || str_starts(lang, STR("ja"));
}

/* A blank between words of other scripts. */
static int own_width(struct str lang, const struct side *space) {
    int own = space->c->width / 1000;
    return is_cjk(lang) ? MAX(own, scaled(space, WORD_LEAST)) : own;
}

/* The author's blank. Between Chinese and Latin it is the gap that stands there anyway; beside the
 * blank half of a mark it takes its place. */
static void set_space(struct str lang, const struct side *a, const struct side *space,
                      const struct side *b) {
    struct cluster *s = space->c;
    bool a_han = is_han_side(a), b_han = is_han_side(b);
    bool a_narrow = a->c->cls == CLS_LATIN || a->c->cls == CLS_SIGN;
    bool b_narrow = b->c->cls == CLS_LATIN || b->c->cls == CLS_SIGN;
    if ((a_han && b_narrow) || (a_narrow && b_han)) {
        set_blank(s, b->c, scaled(space, GAP_NATURAL));
        set_shrink(b->c, SHRINK_GAP, scaled(space, GAP_NATURAL - GAP_LEAST));
        set_stretch(b->c, STRETCH_GAP, scaled(space, GAP_MOST - GAP_NATURAL));
        return;
    }
    int width = a_han && b_han ? scaled(space, WORD_HAN) : own_width(lang, space);
    int least = is_cjk(lang) ? scaled(space, WORD_LEAST) : width * LATIN_SQUEEZE / 100;
    set_blank(s, b->c, width);
    if (is_mark(a->c) && a->c->trim_right > 0) {
        int taken = MIN(width, a->c->trim_right);
        s->gap = (int16_t)-taken;
        set_shrink(s, shrink_of_mark(a->c->cls), a->c->trim_right - taken);
    } else if (is_mark(b->c) && b->c->trim_left > 0) {
        int taken = MIN(width, b->c->trim_left);
        b->c->gap = (int16_t)-taken;
        set_shrink(b->c, SHRINK_BRACKET, b->c->trim_left - taken);
    } else {
        set_shrink(b->c, SHRINK_SPACE, width - least);
        set_stretch(b->c, STRETCH_SPACE, scaled(space, WORD_MOST) - width);
    }
}

static bool is_flexible_space(const struct glue_input *g, size_t k) {
    const struct brk_char *c = &g->chars[g->first[k]];
    return g->v[k].kind == CLUSTER_SPACE && g->v[k].n_glyphs > 0 && c->code != 0x3000 &&
           (c->flags & BRKF_CODE) == 0;
}

static struct side side_of(const struct glue_input *g, size_t k, bool begin) {
    if (k >= g->n)
        return (struct side){0};
    size_t i = begin ? g->first[k] : g->first[k + 1] - 1;
    while (!begin && i > g->first[k] &&
           (g->chars[i].cls == CLS_SILENT || g->chars[i].cls == CLS_MARK))
        i--;
    return (struct side){.c = &g->v[k],
                         .code = g->chars[i].code,
                         .scale = g->items[g->v[k].item].scale,
                         .code_text = (g->chars[i].flags & BRKF_CODE) != 0};
}

/* Of several blanks only the last counts, and none at the start of a line. */
static bool is_dropped(const struct glue_input *g, size_t prev, size_t k) {
    if (!is_flexible_space(g, k))
        return false;
    return prev == SIZE_MAX || g->v[prev].kind == CLUSTER_BREAK ||
           (k + 1 < g->n && is_flexible_space(g, k + 1));
}

/* Code keeps its blanks, but for a hair where they are as wide as a hole. */
static void set_code_blank(const struct glue_input *g, size_t k) {
    struct cluster *c = &g->v[k];
    if (c->kind != CLUSTER_SPACE || (g->chars[g->first[k]].flags & BRKF_CODE) == 0)
        return;
    int32_t most = WORD_MOST * g->items[c->item].scale;
    if (c->width == most + g->items[c->item].scale)
        c->width = most;
}

static void set_boundary(const struct glue_input *g, size_t before_prev, size_t prev, size_t k,
                         int letters) {
    if (is_flexible_space(g, k))
        return;
    if (is_flexible_space(g, prev)) {
        struct side a = side_of(g, before_prev, false), space = side_of(g, prev, true);
        struct side b = side_of(g, k, true);
        set_space(g->lang, &a, &space, &b);
        return;
    }
    struct around x = {side_of(g, before_prev, true), side_of(g, prev, false), side_of(g, k, true),
                       side_of(g, k + 1, true), letters};
    set_text_boundary(&x);
}

static bool has_han(const struct glue_input *g) {
    for (size_t k = 0; k < g->n; k++)
        if (g->v[k].cls == CLS_HAN)
            return true;
    return false;
}

void glue_set(const struct glue_input *g) {
    size_t before_prev = SIZE_MAX, prev = SIZE_MAX;
    int letters = has_han(g) ? LETTER_MOST : LETTER_MOST_LATIN;
    for (size_t k = 0; k < g->n; k++) {
        if (is_dropped(g, prev, k)) {
            g->v[k].width = 0;
            g->v[k].n_glyphs = 0;
            continue;
        }
        set_code_blank(g, k);
        if (prev != SIZE_MAX)
            set_boundary(g, before_prev, prev, k, letters);
        before_prev = prev;
        prev = k;
    }
}
