/* exam: one variant from head to the last page of its key. */
#include "layout/code.h"
#include "layout/paper/exam_int.h"

void exam_mark(struct exam *e, const struct paper_item *pi, uint32_t part, mpt x, mpt y, mpt w,
               mpt h) {
    struct paper_place place = {pi->number, part, e->page_no, x, y, w, h};
    vec_push(e->a, &e->places, place);
}

static const struct section *material_of(const struct paper_section *s, size_t i) {
    return i < s->n_items ? study_material(s->items[i].item->source.question) : NULL;
}

/* The items of a section, each run about one material behind it. */
static void item_units(struct exam *e, const struct paper_section *s, exam_unit_vec *units) {
    const struct section *before = NULL;
    for (size_t i = 0; i < s->n_items; i++) {
        const struct section *material = material_of(s, i);
        size_t last = i;
        while (material && material_of(s, last + 1) == material)
            last++;
        if (material && material != before)
            vec_push(e->a, units,
                     material_unit(e, material, s->items[i].number, s->items[last].number, i == 0));
        vec_push(e->a, units, item_unit(e, s, &s->items[i]));
        before = material;
    }
}

static void paper_pages(struct exam *e) {
    exam_unit_vec units = {0};
    struct page *first = pages_add(e->pages, e->look.page_w, e->look.page_h);
    mpt top = head_draw(e, first);
    for (size_t s = 0; s < e->paper->n_sections; s++) {
        const struct paper_section *sec = &e->paper->sections[s];
        vec_push(e->a, &units, section_head(e, sec, s));
        if (e->bp->answer_grid && sec->kind <= ITEM_TRUE_FALSE)
            vec_push(e->a, &units, grid_unit(e, sec));
        item_units(e, sec, &units);
    }
    flow_units(e, &units, top + e->look.head_above, LAYER_BOTH);
}

/* A page that says what it is for, in the middle (draft) or only that it is empty (padding). */
static void extra_page(struct exam *e, const char *key, bool is_padding) {
    struct page *page = pages_add(e->pages, e->look.page_w, e->look.page_h);
    uint32_t no = (uint32_t)(e->pages->v.n - 1);
    mpt middle = flow_left(e, no) + e->look.width / 2;
    mpt y = is_padding ? e->look.page_h / 2 : e->look.top + PT(14);
    mpt size = MAX(is_padding ? PT(10.5) : PT(14), e->look.size);
    ink_text(e, page, word_get(e, key), SONG(size), middle, y, INK_CENTER, 0);
    page->is_padding = is_padding;
}

static void pad_pages(struct exam *e) {
    if (e->bp->draft_page)
        extra_page(e, "draft-page", false);
    if (e->bp->duplex && e->pages->v.n % 2)
        extra_page(e, "empty-page", true);
}

static void describe(struct exam *e) {
    struct pages *p = e->pages;
    p->title = word_title(e, "title");
    p->subject = word_get(e, "subject");
    p->lang = e->look.latin ? e->paper->lang : STR("zh-Hans");
    p->two_sided = e->bp->duplex;
}

static void set_block_look(struct exam *e) {
    struct block_look *b = &e->block_look;
    *b = block_look_default();
    b->family = FAMILY_SERIF;
    b->lang = e->paper->lang;
    b->align = e->look.align;
    b->solid = true;
    b->pictures = e->pictures;
    b->languages = code_languages_open(e->a, e->o->data_dir, e->d);
}

bool exam_open(struct exam *e, struct arena *a, const struct paper_set *set, size_t variant,
               struct font_set *fonts, const struct exam_options *o, struct diag *d) {
    *e = (struct exam){.a = a,
                       .fonts = fonts,
                       .set = set,
                       .bp = set->blueprint,
                       .paper = &set->v[variant],
                       .variant = variant,
                       .o = o,
                       .d = d};
    e->r = arena_new(a, struct exam_report);
    e->w = wording_load(a, o->data_dir, "paper", e->paper->lang, d);
    e->pages = pages_make(a);
    if (e->w)
        e->look = look_make(e);
    return e->w != NULL;
}

struct pages *exam_layout(struct arena *a, const struct paper_set *set, size_t variant,
                          struct font_set *fonts, const struct exam_options *o,
                          struct exam_report *r, struct diag *d) {
    struct exam e;
    *r = (struct exam_report){0};
    if (!exam_open(&e, a, set, variant, fonts, o, d))
        return NULL;
    e.r = r;
    if (o->study)
        e.pictures = pictures_open(a, o->study, false, d);
    set_block_look(&e);
    describe(&e);
    paper_pages(&e);
    pad_pages(&e);
    r->n_pages = e.pages->v.n;
    key_pages(&e);
    r->n_key_pages = e.pages->v.n - r->n_pages;
    furniture_draw(&e, r->n_pages);
    if (e.bp->paper == EXAM_A3_TWO_UP)
        two_up(&e);
    set->places[variant] =
        (struct paper_places){.v = e.places.v, .n = e.places.n, .n_pages = r->n_pages};
    return e.pages;
}
