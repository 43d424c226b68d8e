/* embeds: finding the notes that notes embed and link to. */
#include "study/embeds.h"

#include "study/points.h"

typedef VEC(struct embed) embed_vec;

bool embed_is_note(const struct node *n) {
    static const char *const endings[] = {".md", ".markdown", ".txt"};
    struct str target = n->more->target;
    if (n->kind != NODE_EMBED)
        return false;
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_ends(target, str_of(endings[i])))
            return true;
    for (size_t i = target.n; i > 0 && target.p[i - 1] != '/'; i--)
        if (target.p[i - 1] == '.')
            return false;
    return true;
}

/* The index of a source's document; n when it has none. Documents stand in the order of the offset
 * space. */
static size_t index_of(const struct document *const *docs, size_t n, const struct source *s) {
    size_t lo = 0, hi = n;
    while (s && lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (docs[mid]->source == s)
            return mid;
        if (docs[mid]->source->base < s->base)
            lo = mid + 1;
        else
            hi = mid;
    }
    return n;
}

static const struct document *document_of(const struct document *const *docs, size_t n,
                                          const struct source *s) {
    size_t i = index_of(docs, n, s);
    return i < n ? docs[i] : NULL;
}

struct finder {
    struct arena *a;
    const struct document *const *docs;
    size_t n;
    struct vault *vault;
    const struct document *from;
    embed_vec found;
};

static void walk(struct finder *f, const struct node *n) {
    for (; n; n = n->next) {
        if (embed_is_note(n)) {
            const struct source *s =
                f->vault ? vault_note(f->vault, f->from->source, n->more->target) : NULL;
            struct embed e = {n, document_of(f->docs, f->n, s), false};
            vec_push(f->a, &f->found, e);
        }
        walk(f, n->first);
    }
}

/* Notes reached from `from` by embeds, `from` itself only when a way leads back. */
static void reach(const struct finder *f, const struct embed_list *lists, size_t from,
                  uint8_t *seen, size_t *stack) {
    size_t depth = 0;
    stack[depth++] = from;
    while (depth > 0) {
        const struct embed_list *l = &lists[stack[--depth]];
        for (size_t i = 0; i < l->n; i++) {
            const struct document *d = l->v[i].document;
            size_t to = d ? index_of(f->docs, f->n, d->source) : f->n;
            if (to == f->n || seen[to])
                continue;
            seen[to] = 1;
            stack[depth++] = to;
        }
    }
}

static void mark_cycles(struct finder *f, struct embed_list *lists, struct embed **rows) {
    size_t *stack = arena_array(f->a, size_t, f->n + 1);
    uint8_t **seen = arena_array(f->a, uint8_t *, f->n); /* by note, what it reaches */
    for (size_t i = 0; i < f->n; i++) {
        for (size_t k = 0; k < lists[i].n; k++) {
            const struct document *to = lists[i].v[k].document;
            if (!to)
                continue;
            size_t at = index_of(f->docs, f->n, to->source);
            if (!seen[at]) {
                seen[at] = arena_array(f->a, uint8_t, f->n);
                reach(f, lists, at, seen[at], stack);
            }
            rows[i][k].cycle = at == i || seen[at][i];
        }
    }
}

const struct embed_list *embeds_find(struct arena *a, const struct document *const *docs, size_t n,
                                     struct vault *vault) {
    struct finder f = {.a = a, .docs = docs, .n = n, .vault = vault};
    struct embed_list *lists = arena_array(a, struct embed_list, n);
    struct embed **rows = arena_array(a, struct embed *, n);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        f.from = docs[i];
        f.found = (embed_vec){0};
        if (str_has(docs[i]->text, STR("![[")))
            walk(&f, docs[i]->root->first);
        rows[i] = f.found.v;
        lists[i] = (struct embed_list){f.found.v, f.found.n};
        any = any || f.found.n > 0;
    }
    if (any)
        mark_cycles(&f, lists, rows);
    return lists;
}

/* ---- what an embed shows ---- */

static bool same_title(struct arena *a, const struct node *heading, struct str title) {
    struct str x = str_lower_ascii(a, str_trim(node_plain(a, heading)));
    return str_eq(x, str_lower_ascii(a, str_trim(title)));
}

static const struct node *find_heading(struct arena *a, const struct document *d,
                                       struct str title) {
    for (const struct node *n = d->root->first; n; n = n->next)
        if (n->kind == NODE_HEADING && same_title(a, n, title))
            return n;
    return NULL;
}

static const struct node *find_block(const struct document *d, struct str id) {
    for (const struct node *n = d->root->first; n; n = n->next)
        if (str_eq(n->more->block_id, id))
            return n;
    return NULL;
}

/* The blocks an embed shows: all of the note, what stands below a heading, one named block. */
static void add_shown(struct builder *b, const struct embed *e, row_vec *rows) {
    struct str title = e->node->more->title;
    const struct node *first = e->document->root->first, *heading = NULL;
    bool one = str_starts(title, STR("^"));
    if (one)
        first = find_block(e->document, str_from(title, 1));
    else if (title.n > 0)
        first = heading = find_heading(b->a, e->document, title);
    for (const struct node *n = first; n; n = one ? NULL : n->next) {
        if (heading && n != heading && n->kind == NODE_HEADING && n->level <= heading->level)
            return;
        rows_add(b, rows, n, 0);
    }
}

/* Embeds are met in their order, so the next is looked for behind the last. */
static const struct embed *embed_at(struct builder *b, const struct node *n) {
    for (size_t k = 0; k < b->embeds.n; k++) {
        size_t i = (b->embed_next + k) % b->embeds.n;
        if (b->embeds.v[i].node != n)
            continue;
        b->embed_next = i + 1;
        return &b->embeds.v[i];
    }
    return NULL;
}

void embed_part(struct builder *b, const struct row *row, struct part *out) {
    const struct embed *e = embed_at(b, row->node);
    out->kind = PART_QUOTE;
    out->quote.kind = STR("embed");
    out->quote.title = row->text;
    if (!e || !e->document)
        build_problem(b, DIAG_LINK_MISSING, row->span, row->node->more->target);
    else if (e->cycle)
        build_problem(b, DIAG_EMBED_CYCLE, row->span, b->doc->source->name);
    if (!e || !e->document || e->cycle || b->embedding)
        return;
    struct build_mark_point before = build_save(b);
    row_vec rows = {0};
    size_t base = b->parts.n;
    b->embedding = true;
    add_shown(b, e, &rows);
    points_add(b, rows.v, 0, rows.n, &b->parts);
    b->embedding = false;
    part_vec parts = build_parts(b, base);
    out->quote.parts = parts.v;
    out->quote.n_parts = parts.n;
    build_restore(b, before); /* what is wrong there is said there */
    if (parts.n == 0)
        build_problem(b, DIAG_LINK_MISSING, row->span, row->node->more->title);
}

/* ---- links ---- */

void embeds_check_links(struct arena *a, const struct builder *b,
                        const struct document *const *docs, size_t n, struct vault *vault,
                        struct diag *d) {
    for (size_t i = 0; i < b->lines.links.n; i++) {
        const struct node *link = b->lines.links.v[i];
        struct str target = link->more->target, title = link->more->title;
        const struct source *s = vault ? vault_note(vault, b->doc->source, target) : NULL;
        const struct document *to = document_of(docs, n, s);
        if (!to)
            diag_at(d, DIAG_LINK_MISSING, link->span, target);
        else if (title.n > 0 && title.p[0] != '^' && !find_heading(a, to, title))
            diag_at(d, DIAG_LINK_MISSING, link->span, title);
    }
}
