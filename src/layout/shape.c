/* shape: text to glyphs. Ideographs and full-width marks are looked up one by one (their fonts have
 * nothing to say about neighbours); everything else goes to HarfBuzz in runs of one face.
 *
 * Terms: plain = a character that takes its own glyph without HarfBuzz; run = characters given to
 * HarfBuzz together. */
#include "layout/font_int.h"
#include "layout/para_int.h"

#include "base/utf8.h"

#include <hb.h>

#define RUN_MOST   128  /* HarfBuzz 6 takes time quadratic in the marks on one base */
#define TEXT_BYTES 1024 /* of a cluster; more joiners than that are not extracted */

struct shaper {
    struct arena *a;
    hb_buffer_t *buffer;
    struct breaker *breaker;
    struct para_builder *builders;
    struct arena *store; /* of clusters, NULL: the paragraph's own */
    struct map reported; /* characters no font has -> 1 + the notes they were last told of */
    VEC(struct brk_char) chars;
    VEC(struct cluster) clusters;
    VEC(uint32_t) first; /* index of each cluster's first character */
    VEC(struct para_glyph) glyphs;
    VEC(struct para_item) items;
    struct arena *scratch;
    /* of the paragraph in work */
    struct para *p;
    const struct piece *pieces;
    struct diag *d;
};

static void close_buffer(void *buffer) {
    hb_buffer_destroy(buffer);
}

static struct shaper *shaper_of(struct font_set *fonts) {
    if (fonts->shaper == NULL) {
        struct shaper *s = arena_new(fonts->a, struct shaper);
        s->a = fonts->a;
        s->buffer = hb_buffer_create();
        arena_defer(s->a, close_buffer, s->buffer);
        s->scratch = *arena_hold(s->a);
        s->breaker = brk_open(s->a);
        s->reported = map_in(s->a);
        fonts->shaper = s;
    }
    return fonts->shaper;
}

struct breaker *shape_breaker(struct font_set *fonts) {
    return shaper_of(fonts)->breaker;
}

struct para_builder **shape_builders(struct font_set *fonts) {
    return &shaper_of(fonts)->builders;
}

void para_store(struct font_set *fonts, struct arena *store) {
    shaper_of(fonts)->store = store;
}

struct arena *shape_scratch(struct font_set *fonts) {
    return shaper_of(fonts)->scratch;
}

/* ---- text and characters ---- */

#define OBJECT_TEXT STR("\xEF\xBF\xBC") /* U+FFFC */

static struct str piece_text(const struct piece *p) {
    return p->kind == PIECE_TEXT ? p->text : OBJECT_TEXT;
}

static void join_text(struct shaper *s, struct arena *a, size_t n) {
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += piece_text(&s->pieces[i]).n;
    char *text = arena_alloc(a, bytes + 1);
    s->p->text = (struct str){text, bytes};
    for (size_t i = 0; i < n; i++) {
        struct str t = piece_text(&s->pieces[i]);
        memcpy(text, t.p, t.n);
        text += t.n;
    }
}

static void add_chars(struct shaper *s, uint32_t piece, const char *from, const char *to) {
    const struct piece *pc = &s->pieces[piece];
    uint8_t flags = 0;
    if (pc->kind == PIECE_TEXT && pc->format.no_break)
        flags |= BRKF_KEEP;
    if (pc->code)
        flags |= BRKF_CODE;
    while (from < to) {
        const char *begin = from;
        uint32_t code = utf8_next(&from, to);
        struct brk_char c = {.code = code,
                             .at = (uint32_t)(begin - s->p->text.p),
                             .len = (uint8_t)(from - begin),
                             .flags = flags,
                             .piece = piece};
        vec_push(s->a, &s->chars, c);
    }
}

static void list_chars(struct shaper *s, size_t n) {
    const char *at = s->p->text.p;
    for (uint32_t i = 0; i < n; i++) {
        size_t len = piece_text(&s->pieces[i]).n;
        add_chars(s, i, at, at + len);
        at += len;
    }
}

/* ---- clusters ---- */

static bool is_same_color(struct color a, struct color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static bool is_same_item(const struct para_item *a, const struct para_item *b) {
    return a->face == b->face && a->scale == b->scale && a->rise == b->rise &&
           a->decoration == b->decoration && a->link == b->link &&
           is_same_color(a->color, b->color);
}

#define ITEMS_LOOKED_BACK 8

static uint32_t item_of(struct shaper *s, const struct face *face, const struct piece *pc) {
    struct para_item item = {.face = face,
                             .color = pc->format.color,
                             .scale = pc->format.scale,
                             .rise = pc->format.rise,
                             .decoration = pc->format.decoration,
                             .link = pc->link};
    size_t n = s->items.n;
    for (size_t i = n; i > 0 && n - i < ITEMS_LOOKED_BACK; i--)
        if (is_same_item(&s->items.v[i - 1], &item))
            return (uint32_t)(i - 1);
    vec_push(s->a, &s->items, item);
    return (uint32_t)n;
}

/* A cluster beginning with character i, without glyphs yet. */
static struct cluster *add_cluster(struct shaper *s, size_t i, const struct face *face,
                                   enum cluster_kind kind) {
    const struct brk_char *c = &s->chars.v[i];
    vec_push(s->a, &s->first, (uint32_t)i);
    struct cluster *k = vec_add(s->a, &s->clusters);
    k->text_at = c->at;
    k->text_len = c->len;
    k->at = (uint32_t)s->glyphs.n;
    k->item = item_of(s, face, &s->pieces[c->piece]);
    k->brk = c->brk;
    k->cls = c->cls;
    k->kind = (uint8_t)kind;
    return k;
}

static int16_t clamp16(int64_t v) {
    return (int16_t)MAX(INT16_MIN, MIN(INT16_MAX, v));
}

static void add_glyph(struct shaper *s, struct cluster *k, struct para_glyph g, uint16_t scale) {
    vec_push(s->a, &s->glyphs, g);
    k->n_glyphs++;
    k->width += g.advance * scale;
}

/* Joins a character without a shape of its own to the cluster before. */
static void add_silent(struct shaper *s, size_t i) {
    const struct brk_char *c = &s->chars.v[i];
    if (s->clusters.n == 0)
        return;
    struct cluster *k = &s->clusters.v[s->clusters.n - 1];
    bool next = k->text_at + k->text_len == c->at;
    if (k->kind == CLUSTER_TEXT && next && k->text_len + c->len <= TEXT_BYTES)
        k->text_len = (uint16_t)(k->text_len + c->len);
}

static const struct piece *piece_of(const struct shaper *s, size_t i) {
    return &s->pieces[s->chars.v[i].piece];
}

static const struct face *main_face(struct shaper *s, const struct piece *pc) {
    return font_main(s->p->fonts, pc->format.family, pc->format.bold);
}

static void report_missing(struct shaper *s, size_t i) {
    const struct brk_char *c = &s->chars.v[i];
    char key[4];
    struct str k = {key, utf8_put(key, c->code)};
    struct map_entry *e = map_find(&s->reported, k);
    int64_t now = 1 + s->p->fonts->notes;
    if (e != NULL && e->num == now)
        return;
    k = e != NULL ? e->key : str_copy(s->a, k);
    map_put(&s->reported, k)->num = now;
    const struct piece *pc = piece_of(s, i);
    struct span span = pc->src;
    if (span.len == pc->text.n) {
        /* a text's first character is the first of its piece */
        size_t first = i;
        while (first > 0 && s->chars.v[first - 1].piece == c->piece)
            first--;
        span = (struct span){span.at + (c->at - s->chars.v[first].at), c->len};
    }
    diag_at(s->d, DIAG_GLYPH_MISSING, span, k, str_format(s->a, "U+%04X", (unsigned)c->code));
}

static void add_missing(struct shaper *s, size_t i) {
    const struct piece *pc = piece_of(s, i);
    const struct face *face = main_face(s, pc);
    struct cluster *k = add_cluster(s, i, face, CLUSTER_TEXT);
    struct para_glyph g = {.gid = GLYPH_MISSING, .advance = clamp16(font_advance(face, 0))};
    add_glyph(s, k, g, pc->format.scale);
    report_missing(s, i);
}

static bool is_full_width_mark(uint8_t cls) {
    return cls >= CLS_OPEN && cls <= CLS_MIDDLE;
}

static void add_plain(struct shaper *s, size_t i, const struct face *face) {
    const struct brk_char *c = &s->chars.v[i];
    const struct piece *pc = piece_of(s, i);
    bool mark = is_full_width_mark(c->cls);
    struct nominal own = mark ? font_trims(face, c->code) : font_nominal(face, c->code);
    struct cluster *k = add_cluster(s, i, face, CLUSTER_TEXT);
    add_glyph(s, k, (struct para_glyph){.gid = own.gid, .advance = own.advance}, pc->format.scale);
    if (mark) {
        k->trim_left = (uint16_t)(own.trim_left * pc->format.scale / 1000);
        k->trim_right = (uint16_t)(own.trim_right * pc->format.scale / 1000);
    }
    if (code_is_cjk(c->code))
        k->flags = CLUSTER_IS_CJK;
}

/* Blanks: U+3000 keeps its em, others take the width glue_set gives them. */
static void add_space(struct shaper *s, size_t i) {
    const struct brk_char *c = &s->chars.v[i];
    const struct piece *pc = piece_of(s, i);
    uint32_t code = c->code == 0x3000 ? c->code : ' ';
    const struct face *face = font_for(s->p->fonts, pc->format.family, pc->format.bold, code);
    if (face == NULL)
        face = main_face(s, pc);
    struct nominal own = font_nominal(face, code);
    struct cluster *k = add_cluster(s, i, face, CLUSTER_SPACE);
    add_glyph(s, k, (struct para_glyph){.gid = own.gid, .advance = own.advance}, pc->format.scale);
}

static void add_object(struct shaper *s, size_t i) {
    static const uint8_t kinds[] = {
        [PIECE_FIXED] = CLUSTER_FIXED,
        [PIECE_OBJECT] = CLUSTER_OBJECT,
        [PIECE_FILL] = CLUSTER_FILL,
        [PIECE_BREAK] = CLUSTER_BREAK,
    };
    const struct piece *pc = piece_of(s, i);
    struct cluster *k = add_cluster(s, i, main_face(s, pc), kinds[pc->kind]);
    k->at = pc->at;
    if (pc->kind == PIECE_FIXED)
        k->width = (int32_t)pc->at * 1000;
    if (pc->kind == PIECE_FIXED && pc->blank)
        k->kind = CLUSTER_SPACE;
    if (pc->kind == PIECE_OBJECT)
        k->width = s->p->objects[pc->at].width_em * 1000;
}

/* ---- HarfBuzz ---- */

static const char *const REGION_LANG[REGION_COUNT] = {
    [REGION_SC] = "zh-Hans", [REGION_TC] = "zh-Hant", [REGION_HK] = "zh-HK",
    [REGION_JP] = "ja",      [REGION_KR] = "ko",
};

/* The dashes of Chinese text are the one thing that fonts shape: —— becomes one stroke of two em,
 * but only for Han text in its language. */
static void fill_buffer(struct shaper *s, size_t from, size_t to) {
    hb_buffer_reset(s->buffer);
    hb_buffer_set_cluster_level(s->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(s->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    for (size_t i = from; i < to; i++)
        hb_buffer_add(s->buffer, s->chars.v[i].code, (unsigned)i);
    hb_buffer_set_content_type(s->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    bool dash = s->chars.v[from].cls == CLS_DASH;
    if (dash)
        hb_buffer_set_script(s->buffer, HB_SCRIPT_HAN);
    hb_buffer_guess_segment_properties(s->buffer);
    const char *lang = dash ? REGION_LANG[s->p->fonts->library->region] : "en";
    hb_buffer_set_language(s->buffer, hb_language_from_string(lang, -1));
}

/* CJK fonts draw “ ” ’ … an em wide; among Latin letters their `pwid` forms are wanted. */
static unsigned narrow_features(struct shaper *s, size_t from, size_t to, hb_feature_t *v,
                                unsigned most) {
    unsigned n = 0;
    for (size_t i = from; i < to && n < most; i++)
        if (s->chars.v[i].flags & BRKF_LATIN)
            v[n++] = (hb_feature_t){HB_TAG('p', 'w', 'i', 'd'), 1, (unsigned)i, (unsigned)i + 1};
    return n;
}

static struct para_glyph to_glyph(const struct face *face, const hb_glyph_info_t *info,
                                  const hb_glyph_position_t *pos) {
    int64_t upem = face->units_per_em;
    return (struct para_glyph){
        .gid = info->codepoint == 0 ? GLYPH_MISSING : (uint16_t)info->codepoint,
        .dx = clamp16((int64_t)pos->x_offset * 1000 / upem),
        .dy = clamp16((int64_t)pos->y_offset * 1000 / upem),
        .advance = clamp16(((int64_t)pos->x_advance * 2000 + upem) / (2 * upem)),
    };
}

static bool is_ascii_letter(uint32_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Glyphs g..n-1 of the buffer's from the text of characters from..to-1, as clusters. Right-to-left
 * runs become one cluster: their glyphs stand in the order of drawing. */
static void take_glyphs(struct shaper *s, size_t from, size_t to, const struct face *face) {
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, NULL);
    bool forward = HB_DIRECTION_IS_FORWARD(hb_buffer_get_direction(s->buffer));
    const struct piece *pc = piece_of(s, from);
    struct cluster *k = NULL;
    size_t at = SIZE_MAX;
    for (unsigned g = 0; g < n; g++) {
        size_t c = forward ? info[g].cluster : from;
        if (k == NULL || c != at || k->n_glyphs == UINT8_MAX) {
            at = c;
            k = add_cluster(s, k == NULL ? from : MIN(c, to - 1), face, CLUSTER_TEXT);
            if (is_ascii_letter(s->chars.v[at].code) && !pc->code)
                k->flags = CLUSTER_IS_LETTER;
        }
        struct para_glyph glyph = to_glyph(face, &info[g], &pos[g]);
        add_glyph(s, k, glyph, pc->format.scale);
        if (glyph.gid == GLYPH_MISSING)
            report_missing(s, c);
    }
}

/* Each cluster of a run stands for the text up to the next one. */
static void set_text_lengths(struct shaper *s, size_t first_cluster, size_t to) {
    const struct brk_char *last = &s->chars.v[to - 1];
    uint32_t end = last->at + last->len;
    for (size_t k = s->clusters.n; k-- > first_cluster;) {
        struct cluster *c = &s->clusters.v[k];
        c->text_len = (uint16_t)(end - c->text_at);
        end = c->text_at;
    }
}

static void shape_run(struct shaper *s, size_t from, size_t to, const struct face *face) {
    hb_feature_t features[8];
    unsigned n_features = narrow_features(s, from, to, features, COUNT_OF(features));
    size_t first_cluster = s->clusters.n;
    fill_buffer(s, from, to);
    hb_shape(face->hb_font, s->buffer, features, n_features);
    if (!hb_buffer_allocation_successful(s->buffer))
        fail_raise(arena_failure(s->a), "out of memory (HarfBuzz)");
    take_glyphs(s, from, to, face);
    if (s->clusters.n > first_cluster)
        set_text_lengths(s, first_cluster, to);
    else /* nothing but ignorable characters */
        for (size_t i = from; i < to; i++)
            add_silent(s, i);
}

/* ---- itemising ---- */

/* Takes its own glyph: nothing combines with it and fonts do not kern it. */
static bool is_plain(const struct shaper *s, size_t i) {
    const struct brk_char *c = &s->chars.v[i];
    if (c->flags & BRKF_LATIN || (c->code >= 0x1100 && c->code <= 0x11FF))
        return false;
    bool wide = c->cls == CLS_HAN || is_full_width_mark(c->cls);
    if (!wide || i + 1 == s->chars.n)
        return wide;
    uint32_t next = s->chars.v[i + 1].code;
    return s->chars.v[i + 1].cls != CLS_MARK && next != 0x200D;
}

static bool joins_run(const struct brk_char *first, const struct brk_char *c) {
    if (first->cls == CLS_DASH || c->cls == CLS_DASH)
        return first->cls == c->cls;
    return c->cls == CLS_LATIN || c->cls == CLS_SIGN || c->cls == CLS_MARK ||
           (c->cls == CLS_SILENT && (c->code == 0x200C || c->code == 0x200D));
}

static bool is_follower(const struct brk_char *c) {
    return c->cls == CLS_MARK || c->cls == CLS_SILENT;
}

static bool has_glyph(const struct face *face, uint32_t code) {
    return font_nominal(face, code).gid != 0;
}

/* The face for character i; one that has the mark on it too, if there is such a face (1 and its
 * keycap U+20E3 are in no Chinese font together). */
static const struct face *face_for(struct shaper *s, size_t i) {
    const struct piece *pc = piece_of(s, i);
    enum font_family family = pc->format.family;
    uint32_t code = s->chars.v[i].code;
    const struct face *face = font_for(s->p->fonts, family, pc->format.bold, code);
    size_t mark = i + 1;
    while (mark < s->chars.n && s->chars.v[mark].code >= 0xFE00 && s->chars.v[mark].code <= 0xFE0F)
        mark++;
    if (face == NULL || mark == s->chars.n || s->chars.v[mark].cls != CLS_MARK ||
        has_glyph(face, s->chars.v[mark].code))
        return face;
    const struct face *other =
        font_for(s->p->fonts, family, pc->format.bold, s->chars.v[mark].code);
    return other != NULL && has_glyph(other, code) ? other : face;
}

/* End of the run that starts at i with `face`: same piece, same face for every base. */
static size_t run_end(struct shaper *s, size_t i, const struct face *face) {
    size_t to = i + 1;
    bool after_joiner = false;
    while (to < s->chars.n && to - i < RUN_MOST && joins_run(&s->chars.v[i], &s->chars.v[to]) &&
           s->chars.v[to].piece == s->chars.v[i].piece) {
        if (!is_follower(&s->chars.v[to]) && !after_joiner && face_for(s, to) != face)
            break;
        after_joiner = s->chars.v[to].code == 0x200D;
        to++;
    }
    return to;
}

/* Adds the clusters of character i and, when they are shaped together, of what follows; returns the
 * next character. */
static size_t add_next(struct shaper *s, size_t i) {
    const struct brk_char *c = &s->chars.v[i];
    if (piece_of(s, i)->kind != PIECE_TEXT) {
        add_object(s, i);
        return i + 1;
    }
    if (c->cls == CLS_SPACE || c->cls == CLS_SILENT) {
        if (c->cls == CLS_SPACE)
            add_space(s, i);
        else
            add_silent(s, i);
        return i + 1;
    }
    const struct face *face = face_for(s, i);
    if (face == NULL) {
        add_missing(s, i);
        return i + 1;
    }
    if (is_plain(s, i)) {
        add_plain(s, i, face);
        return i + 1;
    }
    size_t to = run_end(s, i, face);
    shape_run(s, i, to, face);
    return to;
}

static void tell_forced_breaks(struct shaper *s) {
    for (size_t k = 1; k < s->clusters.n; k++) {
        if (s->clusters.v[k - 1].kind == CLUSTER_BREAK) {
            s->clusters.v[k].brk = BRK_MUST;
            s->p->has_forced = true;
        }
    }
}

#define WORD_LIKE 0x1D465 /* a letter of no script: no unit, no counter */

/* Objects that stand for words are classified as one. */
static void tell_words(struct shaper *s) {
    for (size_t i = 0; i < s->chars.n; i++) {
        const struct piece *pc = piece_of(s, i);
        if (pc->kind == PIECE_OBJECT && s->p->objects[pc->at].is_word) {
            s->chars.v[i].code = WORD_LIKE;
            s->chars.v[i].cls = CLS_LATIN;
        }
    }
}

/* Places beside what is not text. ICU allows a break on both sides of U+FFFC. */
static void tell_object_breaks(struct shaper *s) {
    static const uint8_t costs[] = {[OBJECT_DEAR] = BRK_TOKEN, [OBJECT_DEARER] = BRK_DEEP};
    for (size_t i = 0; i < s->chars.n; i++) {
        const struct piece *pc = piece_of(s, i);
        if (pc->kind == PIECE_TEXT)
            continue;
        if (pc->sticks_before)
            s->chars.v[i].brk = BRK_NO;
        else if (pc->kind == PIECE_OBJECT && s->p->objects[pc->at].cost != OBJECT_AS_TEXT)
            s->chars.v[i].brk = costs[s->p->objects[pc->at].cost];
        if (pc->sticks_after && i + 1 < s->chars.n)
            s->chars.v[i + 1].brk = BRK_NO;
    }
}

/* A glyph that stands where its cluster does is kept in the cluster; the others move up. */
static void take_in_glyphs(struct shaper *s) {
    size_t n = 0;
    for (size_t k = 0; k < s->clusters.n; k++) {
        struct cluster *c = &s->clusters.v[k];
        if ((c->kind != CLUSTER_TEXT && c->kind != CLUSTER_SPACE) || !c->n_glyphs)
            continue;
        struct para_glyph *v = s->glyphs.v + c->at;
        if (c->n_glyphs == 1 && !v->dx && !v->dy) {
            c->at = v->gid;
            c->flags |= CLUSTER_HAS_GLYPH;
            continue;
        }
        memmove(s->glyphs.v + n, v, c->n_glyphs * sizeof(*v));
        c->at = (uint32_t)n;
        n += c->n_glyphs;
    }
    s->glyphs.n = n;
}

/* Clusters are most of a paragraph: where the font set says, else with the paragraph. */
static void copy_out(struct shaper *s, struct arena *a) {
    struct para *p = s->p;
    struct arena *store = s->store ? s->store : a;
    size_t n = s->clusters.n;
    take_in_glyphs(s);
    p->n = n;
    p->v = arena_array(store, struct cluster, n);
    p->glyphs = arena_array(store, struct para_glyph, s->glyphs.n);
    p->items = arena_array(store, struct para_item, s->items.n);
    if (n > 0)
        memcpy((struct cluster *)p->v, s->clusters.v, n * sizeof(*p->v));
    if (s->glyphs.n > 0)
        memcpy((struct para_glyph *)p->glyphs, s->glyphs.v, s->glyphs.n * sizeof(*p->glyphs));
    if (s->items.n > 0)
        memcpy((struct para_item *)p->items, s->items.v, s->items.n * sizeof(*p->items));
}

void shape_pieces(struct arena *a, struct para *p, const struct piece *pieces, size_t n,
                  struct diag *d) {
    struct shaper *s = shaper_of(p->fonts);
    s->p = p;
    s->pieces = pieces;
    s->d = d;
    s->chars.n = s->clusters.n = s->first.n = s->glyphs.n = s->items.n = 0;
    join_text(s, a, n);
    list_chars(s, n);
    brk_classify(s->chars.v, s->chars.n, p->lang);
    tell_words(s);
    brk_find(s->breaker, s->chars.v, s->chars.n, p->lang);
    tell_object_breaks(s);
    for (size_t i = 0; i < s->chars.n;)
        i = add_next(s, i);
    vec_push(s->a, &s->first, (uint32_t)s->chars.n);
    tell_forced_breaks(s);
    glue_set(&(struct glue_input){p->lang, s->clusters.v, s->clusters.n, s->items.v, s->chars.v,
                                  s->first.v});
    copy_out(s, a);
}
