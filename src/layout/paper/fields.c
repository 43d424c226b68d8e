/* fields: what candidates fill in by hand, or a copy has printed there. */
#include "layout/paper/omr_int.h"

#define SIZE PT(10.5)

static const char *const words[FIELD_COUNT] = {"copy.name", "copy.number", "copy.group", NULL};

size_t field_count(const struct exam *e) {
    return e->bp->fields.n ? e->bp->fields.n : word_parts(word_get(e, "fields"));
}

struct str field_label(const struct exam *e, size_t i) {
    return e->bp->fields.n ? e->bp->fields.v[i] : word_part(word_get(e, "fields"), i);
}

void field_note(struct exam *e, struct str label, uint32_t page, mpt x, mpt y, mpt room, int turn) {
    for (int kind = 0; kind < FIELD_COPY; kind++) {
        if (!str_has(label, word_get(e, words[kind])))
            continue;
        struct exam_field f = {(uint8_t)kind, (uint8_t)turn, page, x, y, room};
        vec_push(e->a, &e->r->fields, f);
        return;
    }
}

static struct str text_of(struct exam *e, const struct exam_field *f, const struct sitter *who,
                          uint32_t copy) {
    if (f->kind == FIELD_COPY)
        return str_format(e->a, "№ %04u", copy);
    if (!who)
        return (struct str){0};
    return f->kind == FIELD_NAME ? who->name : f->kind == FIELD_NUMBER ? who->number : who->group;
}

static void draw_field(struct exam *e, struct page *page, const struct exam_field *f,
                       struct str s) {
    struct ink k = SONG(f->kind == FIELD_COPY ? PT(8) : SIZE);
    const struct para *p = ink_fitted(e, s, &k, f->room, 100);
    size_t op = page->ops.n;
    ink_para(e, page, p, k.size, f->turn ? 0 : f->x, f->turn ? 0 : f->y,
             f->kind == FIELD_COPY ? INK_RIGHT : INK_LEFT, 0);
    if (f->turn)
        ink_turn(e, page, op, f->x, f->y);
}

/* Empty pages with those of the original under them. */
static struct pages *pages_over(struct arena *a, const struct pages *from) {
    struct pages *pages = arena_new(a, struct pages);
    *pages = *from;
    pages->a = a;
    pages->v.v = arena_array(a, struct page *, from->v.n);
    for (size_t i = 0; i < from->v.n; i++) {
        struct page *page = arena_new(a, struct page);
        *page = *from->v.v[i];
        memset(&page->ops, 0, sizeof(page->ops));
        if (!page->under.page)
            page->under.page = from->v.v[i];
        pages->v.v[i] = page;
    }
    return pages;
}

/* What `r` says has a place on the pages from `first` on. */
static void draw_fields(struct exam *e, const struct exam_report *r, size_t first,
                        const struct sitter *who, uint32_t copy) {
    for (size_t i = 0; i < r->fields.n; i++) {
        const struct exam_field *f = &r->fields.v[i];
        struct str s = text_of(e, f, who, copy);
        if (s.n)
            draw_field(e, e->pages->v.v[first + f->page], f, s);
    }
}

static void draw_card(struct exam *e, const struct exam_report *r, const struct sitter *who,
                      uint32_t copy) {
    size_t first = e->r->n_pages;
    struct omr_maker m = {.e = e};
    draw_fields(e, r, first, who, copy);
    if (who)
        omr_fill_number(e, e->pages->v.v[first], who->number);
    for (; m.page_no < r->n_pages; m.page_no++) {
        m.page = e->pages->v.v[first + m.page_no];
        omr_own(&m, (uint32_t)r->n_pages, copy);
    }
}

struct pages *exam_copy(struct arena *a, const struct exam_original *from, const struct sitter *who,
                        uint32_t copy, struct font_set *fonts, struct diag *d) {
    struct exam_report paper = *from->paper;
    struct exam e = {.a = a,
                     .fonts = fonts,
                     .set = from->set,
                     .bp = from->set->blueprint,
                     .paper = &from->set->v[from->variant],
                     .r = &paper,
                     .d = d};
    e.pages = pages_over(a, from->pages);
    draw_fields(&e, from->paper, 0, who, copy);
    if (from->card)
        draw_card(&e, from->card, who, copy);
    return e.pages;
}
