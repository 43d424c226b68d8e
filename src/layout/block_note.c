/* block_note: footnotes, and the addresses of links in print, at the end of their section. */
#include "layout/block_make.h"

#define BETWEEN_EM     700 /* between two addresses */
#define GAP_EM         400 /* white above the notes */
#define NOTES_SEARCHED 64  /* links to one place as near as this share a mark */

/* A footnote of the author's, or the address of a link. */
struct block_note {
    const struct part *part; /* NULL: an address */
    struct str mark, uri;
};

struct block_notes {
    VEC(struct block_note) v;
    size_t n_links; /* marks given to links so far */
};

struct block_notes *block_notes_open(struct arena *a) {
    return arena_new(a, struct block_notes);
}

bool block_note_later(struct block_list *l, const struct part *part) {
    if (!l->look->notes_later || !str_eqc(part->quote->kind, "footnote"))
        return false;
    vec_push(l->a, &l->notes->v,
             (struct block_note){.part = part, .mark = part->quote->title.plain});
    return true;
}

/* a … z, aa, ab … */
static struct str letters(struct arena *a, size_t n) {
    char text[16], *p = text + sizeof(text);
    for (size_t k = n + 1; k > 0; k = (k - 1) / 26)
        *--p = (char)('a' + (k - 1) % 26);
    return str_copy(a, (struct str){p, (size_t)(text + sizeof(text) - p)});
}

/* True when the reader of the paper does not see where run i leads, and no run of the same link
 * follows. */
static bool wants_address(const struct rich *text, size_t i) {
    const struct rich_run *run = &text->runs[i], *next = i + 1 < text->n ? run + 1 : NULL;
    bool goes_on = next && (next->flags & RICH_LINK) && str_eq(run_target(next), run_target(run));
    bool web =
        str_starts(run_target(run), STR("http://")) || str_starts(run_target(run), STR("https://"));
    return (run->flags & RICH_LINK) && web && !goes_on && !str_has(run_target(run), run->text);
}

/* The mark of an address; links to one place share it. */
static struct str mark_for(struct block_list *l, struct str uri) {
    struct block_notes *notes = l->notes;
    for (size_t i = 0; i < MIN(notes->v.n, NOTES_SEARCHED); i++) {
        const struct block_note *n = &notes->v.v[notes->v.n - 1 - i];
        if (!n->part && str_eq(n->uri, uri))
            return n->mark;
    }
    struct block_note note = {.mark = letters(l->a, notes->n_links++), .uri = uri};
    vec_push(l->a, &notes->v, note);
    return note.mark;
}

struct rich block_with_addresses(struct block_list *l, const struct rich *text) {
    VEC(struct rich_run) runs = {0};
    struct rich out = *text;
    for (size_t i = 0; i < text->n; i++) {
        vec_push(l->a, &runs, text->runs[i]);
        if (wants_address(text, i))
            vec_push(l->a, &runs,
                     (struct rich_run){.text = mark_for(l, run_target(&text->runs[i])),
                                       .flags = RICH_FOOTNOTE,
                                       .span = text->runs[i].span});
    }
    out.runs = runs.v;
    out.n = runs.n;
    return out;
}

static struct text_format note_format(const struct block_list *l, bool bold) {
    struct text_format f = block_format(l);
    f.bold = bold;
    return f;
}

static void put_mark(struct block_list *l, struct para_builder *b, struct str mark) {
    struct text_format bold = note_format(l, true);
    para_text(b, mark, &bold, (struct span){0});
    para_space(b, 300, false);
}

static void put_note_text(struct block_list *l, struct para_builder *b, uint32_t slot,
                          struct block_place *where) {
    struct block_text t = {.para = block_end(l, b),
                           .scale = l->look->note_scale,
                           .pitch_scale = l->look->note_scale,
                           .ragged = true,
                           .role = TAG_P};
    where->slot = slot;
    block_text(l, &t, where);
    where->gap = (struct gap_em){0};
}

/* A footnote: its first text behind its mark, then what else it holds. */
static void put_footnote(struct block_list *l, const struct block_note *n, uint32_t slot,
                         struct block_place *where) {
    const struct part *parts = n->part->quote->parts;
    size_t n_parts = n->part->quote->n_parts, from = 0;
    struct text_format f = note_format(l, false);
    struct para_builder *b = block_builder(l);
    put_mark(l, b, n->mark);
    if (n_parts && parts[0].kind == PART_TEXT) {
        block_put_rich(l, b, &parts[0].text, &f);
        from = 1;
    }
    put_note_text(l, b, slot, where);
    block_parts(l, parts + from, n_parts - from, where);
}

/* The addresses in one paragraph. */
static void put_addresses(struct block_list *l, uint32_t slot, struct block_place *where) {
    struct para_builder *b = block_builder(l);
    struct text_format f = note_format(l, false);
    bool any = false;
    for (size_t i = 0; i < l->notes->v.n; i++) {
        const struct block_note *n = &l->notes->v.v[i];
        if (n->part)
            continue;
        if (any)
            para_space(b, BETWEEN_EM, true);
        any = true;
        put_mark(l, b, n->mark);
        struct rich_more more = {.target = n->uri};
        struct rich_run run = {.text = str_from(n->uri, str_find(n->uri, STR("//")) + 2),
                               .flags = RICH_LINK,
                               .more = &more};
        para_rich(b, &(struct rich){.plain = run.text, .runs = &run, .n = 1}, &f);
    }
    if (any)
        put_note_text(l, b, slot, where);
    else
        (void)block_end(l, b);
}

void block_notes(struct block_list *l, uint32_t parent) {
    struct block_place where = {.gap = {GAP_EM, GAP_EM, GAP_EM / 3}};
    struct block_notes *notes = l->notes;
    if (!notes->v.n)
        return;
    size_t n = notes->v.n; /* a footnote's own links come behind */
    for (size_t i = 0; i < n; i++)
        if (notes->v.v[i].part) {
            struct block_note note = notes->v.v[i];
            put_footnote(l, &note, block_slot(l, parent, TAG_NOTE, 0), &where);
        }
    put_addresses(l, block_slot(l, parent, TAG_NOTE, 0), &where);
    notes->v.n = 0;
    notes->n_links = 0;
}
