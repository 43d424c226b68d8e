/* embeds: showing parts of notes within notes. */
#include "study/embeds.h"

#include "study/points.h"

#define EMBEDS_DEEP_MOST  16
#define EMBEDS_BYTES_MOST (8u << 20) /* in one note, each counted where it is shown … */
#define EMBED_BYTES_LEAST (8u << 10) /* … and no less than so: a thousand are enough, too */

/* The embeds whose parts are being read, innermost first. */
struct open_embed {
    const struct open_embed *up;
    const struct node *node;
};

/* Showing the part would come to one of the open embeds again. */
static bool closes_ring(const struct open_embed *open, const struct note_part *part) {
    for (; open; open = open->up)
        if (open->node->span.at - part->span.at < part->span.len)
            return true;
    return false;
}

static bool fits(struct builder *b, const struct open_embed *open, const struct note_part *part) {
    uint32_t bytes = MAX(part->span.len, EMBED_BYTES_LEAST);
    unsigned depth = 0;
    for (; open; open = open->up)
        depth++;
    if (depth > EMBEDS_DEEP_MOST || bytes > EMBEDS_BYTES_MOST - b->n_embedded)
        return false;
    b->n_embedded += bytes;
    return true;
}

/* Said about the embed of the note itself, wherever below it the cap held. */
static void say_cap(struct builder *b, const struct row *row) {
    if (b->embeds_cut && !b->embed)
        build_problem(b, DIAG_EMBED_CAP, row->span,
                      str_format(b->a, "%u", EMBEDS_BYTES_MOST >> 20));
    b->embeds_cut = b->embeds_cut && b->embed;
}

/* What is wrong in the part is said where it stands; its pictures are wanted here, too. */
static part_vec read_part(struct builder *b, const struct note_part *part) {
    struct build_mark_point before = build_save(b);
    const struct document *doc = b->doc;
    row_vec rows = {0};
    size_t base = b->parts.n;
    b->doc = part->doc;
    for (const struct node *n = part->first; n && n != part->end; n = n->next)
        rows_add(b, &rows, n, 0);
    points_add(b, rows.v, 0, rows.n, &b->parts);
    b->doc = doc;
    before.figures = b->figures.n;
    build_restore(b, before);
    return build_parts(b, base);
}

void embed_part(struct builder *b, const struct row *row, struct part *out) {
    const struct note_part *part = syn_embedded(b->links, row->node);
    struct open_embed open = {b->embed, row->node};
    out->kind = PART_QUOTE;
    out->quote = arena_new(b->a, struct study_quote);
    out->quote->kind = STR("embed");
    out->quote->title = row->text;
    if (!part || closes_ring(&open, part))
        return;
    if (fits(b, &open, part)) {
        b->embed = &open;
        part_vec parts = read_part(b, part);
        b->embed = open.up;
        out->quote->parts = parts.v;
        out->quote->n_parts = parts.n;
    } else {
        b->embeds_cut = true;
    }
    say_cap(b, row);
}
