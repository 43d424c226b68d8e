/* block: the list, its places in the structure tree, and the walk over parts. The kinds of blocks
 * stand in block_text.c, block_point.c, block_table.c, block_code.c and block_figure.c. */
#include "layout/block.h"

#include "layout/block_make.h"

struct block_look block_look_default(void) {
    return (struct block_look){
        .family = FAMILY_SANS,
        .lang = STR("zh-Hans"),
        .align = ALIGN_JUSTIFY,
        .hyphenate = true,
        .hyphenate_most_em = 18000,
        .pack = true,
        .bold_keys = true,
        .hang_em = 1500,
        .sub_em = 850,
        .code_scale = 880,
        .inline_scale = 900,
        .table_scale = 940,
        .table_least = 800,
        .note_scale = 830,
        .name_scale = 940,
        .figure_share = 350,
        .tag_run_in_em = 32000,
        .rule_hair = 250,
        .rule_box = 400,
        .rule_strong = 800,
        .rule_missing = 450,
        .fill = {224, 224, 224}, /* luma 0.88 */
        .colon = STR("："),
        .missing_figure = STR("缺图"),
    };
}

struct block_list *block_open(struct arena *a, struct font_set *fonts,
                              const struct block_look *look, struct diag *d) {
    struct block_list *l = arena_new(a, struct block_list);
    *l = (struct block_list){.a = a, .fonts = fonts, .look = look, .d = d};
    l->short_paras = map_in(a);
    l->slots = arena_new(a, struct block_slots);
    l->notes = block_notes_open(a);
    vec_add(a, &l->slots->v);
    struct text_format f = block_format(l);
    l->no_number = block_plain_para(l, STR("–"), &f);
    return l;
}

struct block_list *block_open_beside(const struct block_list *l) {
    struct block_list *beside = arena_new(l->a, struct block_list);
    *beside = *l;
    memset(&beside->v, 0, sizeof(beside->v));
    return beside;
}

uint32_t block_slot(struct block_list *l, uint32_t parent, enum tag_role role, int level) {
    struct block_slot *s = vec_add(l->a, &l->slots->v);
    *s = (struct block_slot){
        .role = (uint8_t)role, .level = (uint8_t)level, .parent = parent, .colspan = 1};
    return (uint32_t)(l->slots->v.n - 1);
}

void block_slot_alt(struct block_list *l, uint32_t slot, struct str alt) {
    l->slots->v.v[slot].alt = alt;
}

void block_add(struct block_list *l, void (*make)(struct maker *, const void *), const void *data,
               const struct block_place *where) {
    vec_push(l->a, &l->v, (struct block){.place = *where, .make = make, .data = data});
}

void block_part_here(struct block_list *l) {
    if (l->v.n && l->v.v[l->v.n - 1].place.penalty >= BOX_NEVER)
        l->v.v[l->v.n - 1].place.penalty = 0;
}

void block_keep_here(struct block_list *l) {
    if (l->v.n)
        l->v.v[l->v.n - 1].place.penalty = BOX_NEVER;
}

struct text_format block_format(const struct block_list *l) {
    return (struct text_format){
        .family = l->look->family, .scale = 1000, .code_scale = (uint16_t)l->look->inline_scale};
}

struct para_builder *block_builder(struct block_list *l) {
    return para_begin(l->a, l->fonts, l->look->lang);
}

const struct para *block_end(struct block_list *l, struct para_builder *b) {
    return para_end(b, l->d);
}

/* Without fills a highlight is underlined. */
static struct rich without_fill(struct block_list *l, const struct rich *text) {
    struct rich out = *text;
    struct rich_run *runs = arena_array(l->a, struct rich_run, text->n);
    for (size_t i = 0; i < text->n; i++) {
        runs[i] = text->runs[i];
        if (runs[i].flags & RICH_MARK)
            runs[i].flags = (runs[i].flags & ~(uint32_t)RICH_MARK) | RICH_UNDERLINE;
    }
    out.runs = runs;
    return out;
}

void block_put_whole(struct block_list *l, struct para_builder *b, const struct rich *text,
                     const struct text_format *f) {
    struct rich plain;
    if (l->look->solid && rich_has(text, RICH_MARK)) {
        plain = without_fill(l, text);
        text = &plain;
    }
    struct rich marked;
    if (l->look->link_notes && rich_has(text, RICH_LINK)) {
        marked = block_with_addresses(l, text);
        text = &marked;
    }
    pictures_put(l->look->pictures, b, text, f);
}

void block_put_rich(struct block_list *l, struct para_builder *b, const struct rich *text,
                    const struct text_format *f) {
    if (l->look->put_text)
        l->look->put_text(l->look->self, b, text, f);
    else if (l->look->sources)
        block_put_written(l, b, text, f);
    else
        block_put_whole(l, b, text, f);
}

const struct para *block_rich_para(struct block_list *l, const struct rich *text,
                                   const struct text_format *f) {
    struct para_builder *b = block_builder(l);
    block_put_rich(l, b, text, f);
    return block_end(l, b);
}

const struct para *block_plain_para(struct block_list *l, struct str text,
                                    const struct text_format *f) {
    struct para_builder *b = block_builder(l);
    para_text(b, text, f, (struct span){0});
    return block_end(l, b);
}

const struct para *block_short_para(struct block_list *l, struct str text, bool bold) {
    struct str key = bold ? str_format(l->a, "*%.*s", STR_ARG(text)) : text;
    struct map_entry *e = map_put(&l->short_paras, key);
    if (!e->ptr) {
        struct text_format f = block_format(l);
        f.bold = bold;
        const struct para *para = block_plain_para(l, text, &f);
        e = map_put(&l->short_paras, key);
        e->ptr = (void *)(uintptr_t)para;
    }
    return e->ptr;
}

const struct para *block_tag_para(struct block_list *l, struct str text, int scale) {
    struct str key = str_format(l->a, "[%d]%.*s", scale, STR_ARG(text));
    struct map_entry *e = map_put(&l->short_paras, key);
    if (!e->ptr) {
        struct para_builder *b = block_builder(l);
        block_put_tag(l, b, text, scale);
        const struct para *para = block_end(l, b);
        e = map_put(&l->short_paras, key);
        e->ptr = (void *)(uintptr_t)para;
    }
    return e->ptr;
}

/* ---- parts */

static void part_text(struct block_list *l, const struct part *part,
                      const struct block_place *where) {
    struct text_format f = block_format(l);
    struct block_text t = {.para = block_rich_para(l, &part->text, &f), .role = TAG_P};
    block_text(l, &t, where);
}

static void part_rule(struct block_list *l, const struct part *part,
                      const struct block_place *where);

/* The title of a callout is its first paragraph, bold; a plain quote has none. */
static void part_quote(struct block_list *l, const struct part *part,
                       const struct block_place *where) {
    struct block_place place = *where;
    if (block_note_later(l, part))
        return;
    place.quotes++;
    place.slot = block_slot(l, where->slot, TAG_QUOTE, 0);
    if (part->quote->title.n) {
        struct text_format f = block_format(l);
        f.bold = true;
        struct block_text t = {.para = block_rich_para(l, &part->quote->title, &f), .role = TAG_P};
        struct block_place title = place;
        if (part->quote->n_parts)
            title.penalty = BOX_NEVER;
        block_text(l, &t, &title);
        place.gap = (struct gap_em){0};
        place.mark = 0;
        place.n_labels = 0;
    }
    block_parts(l, part->quote->parts, part->quote->n_parts, &place);
}

typedef void part_fn(struct block_list *, const struct part *, const struct block_place *);
static part_fn *const part_fns[] = {
    [PART_TEXT] = part_text,       [PART_TABLE] = block_part_table,   [PART_CODE] = block_part_code,
    [PART_MATH] = block_part_math, [PART_FIGURE] = block_part_figure, [PART_QUOTE] = part_quote,
    [PART_RULE] = part_rule,
};

static bool is_inset(const struct part *p) {
    return p && (p->kind == PART_TABLE || p->kind == PART_CODE || p->kind == PART_MATH ||
                 p->kind == PART_FIGURE);
}

struct gap_em block_gap(const struct part *before, const struct part *after) {
    if (!is_inset(before) && !is_inset(after))
        return (struct gap_em){0};
    return (struct gap_em){INSET_GAP_EM, INSET_GAP_EM, INSET_GAP_EM / 3};
}

/* The place of the parts from..to of n. */
static struct block_place place_of(const struct part *parts, size_t from, size_t to, size_t n,
                                   const struct block_place *where) {
    struct block_place p = *where;
    if (from > 0) {
        p.gap = block_gap(&parts[from - 1], &parts[from]);
        p.labels = NULL;
        p.n_labels = 0;
        p.mark = 0;
    }
    if (to < n)
        p.penalty = LIST_PENALTY;
    return p;
}

/* Labels cannot stand in front of a table or picture: they get a line of their own. */
static void put_labels_alone(struct block_list *l, struct block_place *place) {
    struct block_place where = *place;
    where.penalty = BOX_NEVER;
    struct block_text t = {.role = TAG_ARTIFACT};
    block_text(l, &t, &where);
    place->n_labels = 0;
    place->mark = 0;
    place->gap = (struct gap_em){0};
}

void block_parts(struct block_list *l, const struct part *parts, size_t n,
                 const struct block_place *where) {
    while (n && parts[n - 1].kind == PART_RULE)
        n--; /* a rule between two things needs something after it */
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; parts[i].kind == PART_POINT && j < n && parts[j].kind == PART_POINT;)
            j++;
        if (l->look->left_out & (1u << parts[i].kind))
            continue;
        struct block_place place = place_of(parts, i, j, n, where);
        if (place.n_labels && (is_inset(&parts[i]) || parts[i].kind == PART_RULE))
            put_labels_alone(l, &place);
        if (parts[i].kind == PART_POINT)
            block_part_points(l, parts + i, j - i, &place);
        else
            part_fns[parts[i].kind](l, &parts[i], &place);
    }
}

/* ---- boxes */

mpt maker_em(const struct maker *m, int em) {
    return (mpt)(((int64_t)m->area->size * em + 500) / 1000);
}

struct box *maker_box(struct maker *m, mpt height,
                      void (*draw)(const struct box *, const struct block_out *, mpt, mpt),
                      const void *data, size_t line) {
    struct box *b = vec_add(m->a, &m->out);
    *b = (struct box){.height = height,
                      .draw = draw,
                      .data = data,
                      .line = (uint32_t)line,
                      .indent = m->indent,
                      .bars = (uint8_t)MIN(m->block->place.quotes, BARS_MOST),
                      .bar_step = maker_em(m, QUOTE_EM),
                      .bar_thick = m->l->look->rule_strong};
    return b;
}

static void make_block(struct maker *m, const struct block *block) {
    const struct block_place *p = &block->place;
    size_t first = m->out.n;
    m->block = block;
    m->indent = MIN(maker_em(m, p->indent_em + p->quotes * QUOTE_EM), m->area->measure / 2);
    m->measure = m->area->measure - m->indent;
    block->make(m, block->data);
    if (m->out.n == first)
        return;
    struct box *b = &m->out.v[first];
    b->gap = maker_em(m, p->gap.natural);
    b->stretch = maker_em(m, p->gap.stretch);
    b->shrink = maker_em(m, p->gap.shrink);
    b->mark = p->mark;
    m->out.v[m->out.n - 1].penalty = p->penalty;
}

struct boxes block_break(struct arena *a, const struct block_list *l,
                         const struct block_area *area) {
    struct block_area *kept = arena_new(a, struct block_area);
    *kept = *area;
    struct maker m = {.a = a, .l = l, .area = kept};
    for (size_t i = 0; i < l->v.n; i++)
        make_block(&m, &l->v.v[i]);
    return (struct boxes){m.out.v, m.out.n, m.n_ragged, m.n_overfull};
}

mpt block_height(const struct boxes *b, size_t from, size_t to) {
    mpt h = 0;
    for (size_t i = from; i < to; i++)
        h += b->v[i].height + (i > from ? b->v[i].gap : 0);
    return h;
}

const uint32_t *block_tags(struct arena *a, const struct block_list *l, struct pages *p,
                           uint32_t parent) {
    uint32_t *tags = arena_array(a, uint32_t, l->slots->v.n);
    tags[0] = parent;
    for (size_t i = 1; i < l->slots->v.n; i++) {
        const struct block_slot *s = &l->slots->v.v[i];
        tags[i] = pages_tag(p, tags[s->parent], (enum tag_role)s->role);
        struct tag *t = &p->tags.v[tags[i]];
        t->level = s->level;
        t->colspan = s->colspan;
        t->scope_row = s->scope_row;
        t->alt = s->alt;
        t->actual = s->actual;
    }
    return tags;
}

void box_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    for (int i = 0; i < b->bars; i++)
        page_line(o->pages, o->page, x + b->indent - (i + 1) * b->bar_step + b->bar_thick, y, 0,
                  b->height, b->bar_thick);
    b->draw(b, o, x + b->indent, y);
}

mpt block_draw(const struct boxes *b, size_t from, size_t to, const struct block_out *o, mpt x,
               mpt y) {
    for (size_t i = from; i < to; i++) {
        if (i > from)
            y += b->v[i].gap;
        box_draw(&b->v[i], o, x, y);
        y += b->v[i].height;
    }
    return y;
}

/* ---- rules and the caller's blocks */

static void rule_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const mpt *rule = b->data; /* width, thickness */
    page_line(o->pages, o->page, x, y + b->height / 2, rule[0], 0, rule[1]);
}

static void rule_make(struct maker *m, const void *data) {
    (void)data;
    mpt *rule = arena_array(m->a, mpt, 2);
    rule[0] = m->measure;
    rule[1] = m->l->look->rule_hair;
    maker_box(m, m->area->pitch / 2, rule_draw, rule, 0);
}

static void part_rule(struct block_list *l, const struct part *part,
                      const struct block_place *where) {
    (void)part;
    block_add(l, rule_make, NULL, where);
}

struct custom_box {
    const struct block_custom *custom;
    struct block_area area;
};

static void custom_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct custom_box *c = b->data;
    c->custom->draw(c->custom->data, &c->area, o, x, y);
}

static void custom_make(struct maker *m, const void *data) {
    struct custom_box *c = arena_new(m->a, struct custom_box);
    c->custom = data;
    c->area = *m->area;
    c->area.measure = m->measure;
    maker_box(m, c->custom->height(c->custom->data, &c->area), custom_draw, c, 0);
}

void block_custom(struct block_list *l, const struct block_custom *c,
                  const struct block_place *where) {
    struct block_custom *kept = arena_new(l->a, struct block_custom);
    *kept = *c;
    block_add(l, custom_make, kept, where);
}
