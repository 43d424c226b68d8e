/* sheet_detail: first clauses, keys, blanks. */
#include "layout/sheet/sheet_detail.h"

#include "base/utf8.h"

#define MM_MPT(x)      ((mpt)((x)*72000 / 25.4))
#define BLANK_RULE     500  /* thickness of a blank's rule */
#define BLANK_DROP     1200 /* below the baseline */
#define NUMBER_SCALE   700
#define NUMBER_AT_EM   150
#define BLANK_CLEAR_EM 120 /* white around a blank */

/* ---- shorter */

static bool ends_clause(uint32_t c) {
    return c == 0x3002 || c == 0xFF1B || c == ';' || c == 0xFF01 || c == 0xFF1F || c == '!' ||
           c == '?' || c == '\n';
}

/* Bytes of the first clause: up to 。；！？ or a full stop before a blank. */
static size_t first_clause(struct str s) {
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        const char *at = p;
        uint32_t c = utf8_next(&p, end);
        bool stop = c == '.' && (p == end || *p == ' ' || *p == '\n');
        if (ends_clause(c) || stop)
            return (size_t)(at - s.p);
    }
    return s.n;
}

static void put_first_clause(struct sheet *s, struct para_builder *b, const struct rich *text) {
    struct text_format f = block_format(s->list);
    struct rich part = rich_slice(s->a, text, 0, first_clause(text->plain));
    block_put_whole(s->list, b, &part, &f);
}

/* A point of `keys`: its key, or the first clause when it has none. */
static void put_key_only(void *self, struct para_builder *b, const struct point *p) {
    struct sheet *s = self;
    if (p->key.plain.n)
        block_put_key(s->list, b, &p->key);
    else
        put_first_clause(s, b, &p->text);
}

static void put_text_clause(void *self, struct para_builder *b, const struct rich *text,
                            const struct text_format *f) {
    struct sheet *s = self;
    struct rich part = rich_slice(s->a, text, 0, first_clause(text->plain));
    block_put_whole(s->list, b, &part, f);
}

static void put_key_and_clause(void *self, struct para_builder *b, const struct point *p) {
    struct sheet *s = self;
    struct point shorter = *p;
    shorter.text = rich_slice(s->a, &p->text, 0, first_clause(p->text.plain));
    block_put_point(s->list, b, &shorter);
}

/* ---- blanks */

/* Widths by class, in mm, for answers of up to so many cells. */
static const struct {
    size_t cells;
    double mm;
} blank_classes[] = {{4, 10}, {8, 14}, {14, 20}, {SIZE_MAX, 28}};

static mpt blank_width(struct str answer) {
    size_t cells = utf8_cells(answer), i = 0;
    while (cells > blank_classes[i].cells)
        i++;
    return MM_MPT(blank_classes[i].mm);
}

static void draw_small(struct sheet *s, const struct para *para, struct pages *p, struct page *page,
                       mpt size, mpt x, mpt baseline, uint32_t tag) {
    struct para_shape shape = {
        .size = size, .pitch = size, .measure = (mpt)1 << 30, .align = ALIGN_RAGGED};
    struct para_lines lines = para_break(s->a, para, &shape);
    if (lines.n)
        para_draw(&lines, 0, 1, p, page, x, baseline - para_baseline(&shape), tag);
}

static void blank_draw(const struct para_object *o, struct pages *p, struct page *page, mpt x,
                       mpt y, mpt width, mpt size, uint32_t tag) {
    /* where a blank stands is known only here; the sheet owns it */
    struct sheet_blank *const *slot = o->data;
    struct sheet_blank *blank = *slot;
    mpt clear = (mpt)((int64_t)size * BLANK_CLEAR_EM / 1000);
    blank->page = p->v.n - 1;
    page_line(p, page, x + clear, y + BLANK_DROP, width - 2 * clear, 0, BLANK_RULE);
    draw_small(blank->sheet, blank->label, p, page, size,
               x + clear + (mpt)((int64_t)size * NUMBER_AT_EM / 1000), y, tag);
}

static void put_blank(struct sheet *s, struct para_builder *b, struct str answer) {
    struct sheet_blank *blank = arena_new(s->a, struct sheet_blank);
    struct text_format f = block_format(s->list);
    f.scale = NUMBER_SCALE;
    blank->sheet = s;
    blank->number = s->blanks.n + 1;
    blank->answer = answer;
    blank->page = SIZE_MAX;
    blank->label = block_plain_para(s->list, str_format(s->a, "%zu", blank->number), &f);
    struct sheet_blank **slot = arena_new(s->a, struct sheet_blank *);
    *slot = blank;
    vec_push(s->a, &s->blanks, blank);
    struct para_object o = {.width_fixed = blank_width(answer), .draw = blank_draw, .data = slot};
    para_object(b, &o);
}

static size_t cloze_end(const struct rich *r, size_t i) {
    uint16_t cloze = r->runs[i].cloze;
    while (i < r->n && (r->runs[i].flags & RICH_CLOZE) && r->runs[i].cloze == cloze)
        i++;
    return i;
}

/* A text with its clozes left blank. */
static void put_text_blanked(void *self, struct para_builder *b, const struct rich *r,
                             const struct text_format *f) {
    struct sheet *s = self;
    for (size_t i = 0; i < r->n;) {
        size_t from = (size_t)(r->runs[i].text.p - r->plain.p), to, j = i;
        bool cloze = r->runs[i].flags & RICH_CLOZE;
        if (cloze)
            j = cloze_end(r, i);
        else
            while (j < r->n && !(r->runs[j].flags & RICH_CLOZE))
                j++;
        to = j < r->n ? (size_t)(r->runs[j].text.p - r->plain.p) : r->plain.n;
        struct rich part = rich_slice(s->a, r, from, to);
        if (cloze)
            put_blank(s, b, part.plain);
        else
            block_put_whole(s->list, b, &part, f);
        i = j;
    }
}

static void put_point_blanked(void *self, struct para_builder *b, const struct point *p) {
    struct sheet *s = self;
    struct text_format f = block_format(s->list);
    if (p->status == STATUS_MISSING) {
        block_put_point(s->list, b, p);
    } else if (p->key.plain.n && p->text.plain.n) {
        put_blank(s, b, p->key.plain);
        para_text(b, s->look.colon, &f, (struct span){0});
        put_text_blanked(s, b, &p->text, &f);
    } else if (p->key.plain.n) {
        block_put_point(s->list, b, p);
    } else if (rich_has(&p->text, RICH_CLOZE)) {
        put_text_blanked(s, b, &p->text, &f);
    } else {
        put_blank(s, b, p->text.plain);
    }
}

void sheet_detail_set(struct sheet *s) {
    static void (*const points[])(void *, struct para_builder *, const struct point *) = {
        [DETAIL_POINTS] = put_key_and_clause,
        [DETAIL_KEYS] = put_key_only,
        [DETAIL_BLANKS] = put_point_blanked,
        [DETAIL_COUNT] = NULL,
    };
    static void (*const texts[])(void *, struct para_builder *, const struct rich *,
                                 const struct text_format *) = {
        [DETAIL_KEYS] = put_text_clause,
        [DETAIL_BLANKS] = put_text_blanked,
        [DETAIL_COUNT] = NULL,
    };
    s->look.self = s;
    s->look.put_point = points[s->style->detail];
    s->look.put_text = texts[s->style->detail];
    if (s->style->detail == DETAIL_KEYS)
        s->look.left_out = ~(1u << PART_TEXT | 1u << PART_POINT);
}
