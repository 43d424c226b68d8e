/* seating: rooms as grids of seats, in pairs with aisles; variants told apart without colour. */
#include "layout/paper/seating.h"
#include "layout/paper/office.h"

#define ROW_LABEL MM(12)
#define AISLE     MM(7)
#define BETWEEN   MM(1.5)
#define CELL_H    MM(21.4)
#define ROW_PITCH MM(23)
#define MARK      MM(9)
#define GREY      ((struct color){224, 224, 224}) /* luma 0.88 */

struct hall {
    struct exam *e;
    const struct seating *seating;
    const struct room *room;
    struct page *page;
    mpt left, top, cell;
};

static struct ink sans(mpt size) {
    return (struct ink){.family = FAMILY_SANS, .size = size};
}

/* A white, B black, C grey, D with a thick frame, then A again. */
static void draw_mark(struct exam *e, struct page *page, size_t variant, mpt x, mpt y, mpt size) {
    struct ink k = HEI(size * 60 / 100);
    mpt thick = variant % 4 == 3 ? PT(2) : PT(0.6);
    if (variant % 4 == 1 || variant % 4 == 2)
        page_fill(e->pages, page, x, y, size, size, variant % 4 == 1 ? COLOR_BLACK : GREY);
    ink_box(e, page, x + thick / 2, y + thick / 2, size - thick, size - thick, thick, COLOR_BLACK);
    if (variant % 4 == 1)
        k.color = COLOR_WHITE;
    ink_text(e, page, str_format(e->a, "%c", e->set->v[variant].variant), k, x + size / 2,
             ink_middle(y, size, k.size) - k.size * 3 / 100, INK_CENTER,
             pages_tag(e->pages, 1, TAG_P));
}

static mpt column_x(const struct hall *h, size_t column) {
    return h->left + ROW_LABEL + (mpt)column * (h->cell + BETWEEN) +
           (mpt)(column / 2) * (AISLE - BETWEEN);
}

static mpt cell_width(mpt measure, size_t columns) {
    size_t aisles = (columns - 1) / 2;
    mpt white = (mpt)(columns - 1 - aisles) * BETWEEN + (mpt)aisles * AISLE;
    return (measure - ROW_LABEL - white) / (mpt)columns;
}

static void draw_seat(struct hall *h, const struct seat *s, mpt y) {
    struct exam *e = h->e;
    mpt x = column_x(h, s->column), pad = MM(1.6);
    uint32_t tag = pages_tag(e->pages, 1, TAG_P);
    struct ink name = SONG(PT(12)), empty = sans(PT(8));
    ink_box(e, h->page, x, y, h->cell, CELL_H, PT(0.5), COLOR_BLACK);
    ink_text(e, h->page, str_format(e->a, "%d-%d", s->row + 1, s->column + 1), sans(PT(7)), x + pad,
             y + MM(3.6), INK_LEFT, tag);
    if (s->sitter)
        ink_para(e, h->page, ink_fitted(e, s->sitter->name, &name, h->cell - MARK - 3 * pad, 100),
                 name.size, x + pad, y + MM(12.6), INK_LEFT, tag);
    else
        ink_text(e, h->page, word_get(e, "seating.empty"), empty, x + pad, y + MM(12.6), INK_LEFT,
                 tag);
    if (s->sitter)
        ink_text(e, h->page, s->sitter->number, sans(PT(7.5)), x + pad, y + CELL_H - MM(1.9),
                 INK_LEFT, tag);
    ink_text(e, h->page, str_format(e->a, "№ %04u", s->copy), sans(PT(7.5)), x + h->cell - pad,
             y + CELL_H - MM(1.9), INK_RIGHT, tag);
    draw_mark(e, h->page, s->variant, x + h->cell - MARK - pad, y + pad, MARK);
}

static struct str with_number(struct exam *e, const char *key, size_t n) {
    return wording_fill(e->a, e->w, key, "n", word_count(e, n), (const char *)NULL);
}

static void draw_frame(struct hall *h, size_t first_row, size_t rows) {
    struct exam *e = h->e;
    mpt middle = h->left + office_width() / 2, y = h->top;
    uint32_t tag = pages_tag(e->pages, 1, TAG_P);
    ink_box(e, h->page, middle - MM(40), y, MM(80), MM(7), PT(0.8), COLOR_BLACK);
    ink_text(e, h->page, word_get(e, "seating.podium"), HEI(PT(9)), middle,
             ink_middle(y, MM(7), PT(9)), INK_CENTER, tag);
    for (size_t c = 0; c < h->room->columns; c++)
        ink_text(e, h->page, with_number(e, "seating.column", c + 1), sans(PT(7.5)),
                 column_x(h, c) + h->cell / 2, y + MM(13.4), INK_CENTER, tag);
    for (size_t r = 0; r < rows; r++)
        ink_text(e, h->page, with_number(e, "seating.row", first_row + r + 1), sans(PT(7.5)),
                 h->left, y + MM(17) + (mpt)r * ROW_PITCH + CELL_H / 2, INK_LEFT, tag);
}

/* Handing-out order, a mark and a number for each variant, what neighbours share. */
static void draw_foot(struct hall *h, mpt y) {
    struct exam *e = h->e;
    uint32_t tag = pages_tag(e->pages, 1, TAG_P);
    size_t count[BLUEPRINT_VARIANTS_MAX] = {0};
    mpt x = h->left;
    for (size_t i = 0; i < h->room->n; i++)
        count[h->room->v[i].variant]++;
    struct str first = str_format(e->a, "%04u", h->room->v[0].copy);
    x += ink_text(e, h->page,
                  wording_fill(e->a, e->w, "seating.order", "first", first, (const char *)NULL),
                  sans(PT(8)), x, y + MM(3.4), INK_LEFT, tag) +
         MM(4);
    for (size_t v = 0; v < e->set->n && v < BLUEPRINT_VARIANTS_MAX; v++) {
        if (!count[v])
            continue;
        draw_mark(e, h->page, v, x, y, MM(4.6));
        x += MM(5.4);
        x += ink_text(e, h->page, with_number(e, "seating.copies", count[v]), sans(PT(8)), x,
                      y + MM(3.4), INK_LEFT, tag) +
             MM(3);
    }
    struct agreement g = h->room->neighbours;
    ink_text(e, h->page,
             wording_fill(e->a, e->w, "seating.agreement", "same", word_count(e, g.same), "of",
                          word_count(e, g.of), (const char *)NULL),
             sans(PT(8)), h->left + office_width(), y + MM(3.4), INK_RIGHT, tag);
}

static struct str room_facts(struct exam *e, const struct room *r) {
    struct str v[3];
    size_t n = 0;
    if (r->name.n)
        v[n++] = wording_fill(e->a, e->w, "seating.room", "room", r->name, (const char *)NULL);
    if (r->n_sitters)
        v[n++] = with_number(e, "seating.people", r->n_sitters);
    v[n++] = wording_fill(e->a, e->w, "seating.minutes", "minutes",
                          word_count(e, (size_t)e->paper->minutes), (const char *)NULL);
    return str_join(e->a, v, n, STR("　"));
}

static void draw_rows(struct hall *h, size_t first_row, size_t rows) {
    draw_frame(h, first_row, rows);
    for (size_t i = 0; i < h->room->n; i++) {
        const struct seat *s = &h->room->v[i];
        if (s->row >= first_row && s->row < first_row + rows)
            draw_seat(h, s, h->top + MM(16) + (mpt)(s->row - first_row) * ROW_PITCH);
    }
}

static void draw_room(struct exam *e, const struct room *room) {
    struct hall h = {.e = e, .room = room, .cell = cell_width(office_width(), room->columns)};
    size_t a_page = (size_t)((office_bottom() - office_top() - MM(16) - MM(8)) / ROW_PITCH);
    for (size_t row = 0; row < room->rows; row += a_page) {
        size_t rows = MIN(a_page, room->rows - row);
        h.page = office_page(e, word_title(e, "seating.title"), room_facts(e, room));
        h.left = office_left();
        h.top = office_top();
        draw_rows(&h, row, rows);
        if (row + rows == room->rows)
            draw_foot(&h, h.top + MM(16) + (mpt)rows * ROW_PITCH + MM(1));
    }
}

/* Of a hundred rooms shaped texts would take six times as much memory as their pages: they are
 * given up room by room. */
struct pages *seating_layout(struct arena *a, const struct paper_set *set,
                             const struct seating *seating, bool mapping, struct font_set *fonts,
                             const struct exam_options *o, struct diag *d) {
    struct exam e;
    if (!exam_open(&e, a, set, 0, fonts, o, d))
        return NULL;
    e.pages->title = word_title(&e, "seating.title");
    e.pages->lang = e.look.latin ? e.paper->lang : STR("zh-Hans");
    e.pages->own_text = true;
    struct arena **work = arena_hold(a);
    e.a = *work;
    for (size_t i = 0; i < seating->n; i++) {
        struct arena_mark mark = arena_mark(*work);
        draw_room(&e, &seating->v[i]);
        arena_reset(*work, mark);
    }
    if (mapping)
        mapping_draw(&e);
    office_footers(&e);
    arena_release(work);
    return e.pages;
}
