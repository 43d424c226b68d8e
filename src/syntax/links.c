/* links: what notes point at in each other: is it there, and does a note embed itself?
 *
 * Terms
 *   part   what a link names of a note: all of it, or a heading with what stands below it, or a
 * block ring   parts that embed each other in a circle */
#include "base/map.h"
#include "base/utf8.h"
#include "syntax/syntax.h"

enum state { PART_NEW, PART_OPEN, PART_DONE };

struct part {
    struct note_part shown;
    const struct note *note;
    size_t next; /* embed of the note to follow next */
    uint8_t state;
};

struct embed {
    const struct node *node;
    struct part *part;
};

struct note {
    const struct document *doc;
    bool indexed, shown;      /* shown: somewhere in a note */
    struct map headings, ids; /* heading_key, block id -> node; filled when a link asks */
    struct map parts;         /* title of a link -> part */
    VEC(struct embed) embeds; /* of notes, in order */
};

struct links {
    struct arena *a;
    struct diag *d;
    struct vault *vault;
    struct note *notes;
    size_t n;
};

/* ---- what a note has ---- */

/* Headings compare by letters and digits alone, as Obsidian does. */
static struct str heading_key(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        if (!code_is_space(c) && !code_is_punct(c))
            buf_bytes(&b, from, (size_t)(p - from));
    }
    return str_lower_ascii(a, buf_get(&b));
}

static void put_first(struct map *m, struct str key, const struct node *n) {
    struct map_entry *e = map_put(m, key);
    if (!e->ptr)
        e->ptr = (void *)(uintptr_t)n;
}

/* Of headings that read the same, and of blocks of one name, the first counts: an item and not its
 * paragraph. */
static void index_blocks(struct links *l, struct note *note, const struct node *n) {
    for (const struct node *c = n->first; c; c = c->next) {
        if (!node_is_block((enum node_kind)c->kind))
            continue;
        if (c->kind == NODE_HEADING)
            put_first(&note->headings, heading_key(l->a, node_plain(l->a, c)), c);
        if (c->more->block_id.n)
            put_first(&note->ids, c->more->block_id, c);
        index_blocks(l, note, c);
    }
}

/* The note whose source begins last at or before `at`. */
static struct note *note_at(const struct links *l, uint32_t at) {
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->notes[mid].doc->source->base <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? &l->notes[low - 1] : NULL;
}

static struct note *note_of(const struct links *l, const struct source *s) {
    struct note *note = note_at(l, s->base);
    return note && note->doc->source == s ? note : NULL;
}

/* `a#b#c` names c below b below a: the last counts. */
static const struct node *find_target(struct links *l, struct note *note, struct str title) {
    size_t at = title.n;
    if (!note->indexed)
        index_blocks(l, note, note->doc->root);
    note->indexed = true;
    while (at > 0 && title.p[at - 1] != '#')
        at--;
    struct str name = str_from(title, at);
    bool is_id = str_starts(name, STR("^"));
    const struct map_entry *e = is_id ? map_find(&note->ids, str_from(name, 1))
                                      : map_find(&note->headings, heading_key(l->a, name));
    return e ? e->ptr : NULL;
}

/* A heading goes up to the next one of its level or above. */
static const struct node *part_end(const struct node *n) {
    const struct node *end = n->next;
    while (n->kind == NODE_HEADING && end && !(end->kind == NODE_HEADING && end->level <= n->level))
        end = end->next;
    return end;
}

static struct note_part shown_of(const struct note *note, const struct node *n) {
    struct note_part p = {note->doc, note->doc->root->first, NULL, {0}};
    uint32_t begin = note->doc->source->base, end = begin + (uint32_t)note->doc->text.n;
    if (n) {
        p.first = n;
        p.end = part_end(n);
        begin = n->span.at;
        end = n->kind != NODE_HEADING ? begin + n->span.len : p.end ? p.end->span.at : end;
    }
    p.span = (struct span){begin, end - begin};
    return p;
}

static struct part *part_of(struct links *l, struct note *note, struct str title) {
    const struct node *n = title.n ? find_target(l, note, title) : NULL;
    if (title.n && !n)
        return NULL;
    struct map_entry *e = map_put(&note->parts, title);
    if (!e->ptr) {
        struct part *p = arena_new(l->a, struct part);
        p->note = note;
        p->shown = shown_of(note, n);
        e->ptr = p;
    }
    return e->ptr;
}

/* ---- links ---- */

static void say_missing(struct links *l, const struct node *n) {
    struct str name = n->more->target;
    if (n->more->title.n)
        name = str_format(l->a, "%.*s#%.*s", STR_ARG(name), STR_ARG(n->more->title));
    diag_at(l->d, DIAG_LINK_MISSING, n->span, name);
}

/* Pictures and other files; notes that are there but were not asked for. */
static bool is_file(struct links *l, const struct source *from, struct str target) {
    struct str path;
    return vault_file(l->vault, from, target, &path) != VAULT_MISSING ||
           vault_file(l->vault, from, str_format(l->a, "%.*s.md", STR_ARG(target)), &path) ==
               VAULT_FOUND;
}

/* Something with an ending that is no note's is a picture or another file. */
bool syn_embeds_note(const struct node *n) {
    struct str target = n->more->target, ending = {0};
    for (size_t i = target.n; i > 0 && target.p[i - 1] != '/' && !ending.n; i--)
        if (target.p[i - 1] == '.')
            ending = str_from(target, i);
    bool is_file = ending.n > 0 && ending.n <= 5 && str_find_byte(ending, ' ') == SIZE_MAX &&
                   !str_eqc(ending, "md") && !str_eqc(ending, "txt");
    return n->kind == NODE_EMBED && !is_file;
}

/* A note that is there but was not asked for cannot be shown. */
static void say_unread(struct links *l, const struct node *n) {
    if (n->kind == NODE_EMBED)
        diag_at(l->d, DIAG_EMBED_UNREAD, n->span, n->more->target);
}

static void follow(struct links *l, struct note *from, const struct node *n) {
    const struct source *s = vault_note(l->vault, from->doc->source, n->more->target);
    struct note *to = s ? note_of(l, s) : NULL;
    struct part *part = to ? part_of(l, to, n->more->title) : NULL;
    if (part && n->kind == NODE_EMBED) {
        to->shown = true;
        vec_push(l->a, &from->embeds, (struct embed){n, part});
    }
    if (!part && (to || !is_file(l, from->doc->source, n->more->target)))
        say_missing(l, n);
    else if (!to)
        say_unread(l, n);
}

/* A name ends as a file's does, but not as a page's of a site: `slides.pdf`, `../b.md`. */
static bool names_file(struct str target) {
    static const char *const pages[] = {".html", ".htm", ".php", ".aspx"};
    size_t dot = target.n;
    while (dot > 0 && byte_is_alnum(target.p[dot - 1]))
        dot--;
    size_t n = target.n - dot;
    return dot > 1 && target.p[dot - 1] == '.' && target.p[0] != '/' && n > 0 && n <= 5 &&
           str_ends_any(target, pages, COUNT_OF(pages)) == 0;
}

/* `[text](other.md#part)`: a file beside the note. Parts are named otherwise by every program that
 * shows them, and are not looked for. */
static void follow_address(struct links *l, const struct source *from, const struct node *n) {
    struct str target = n->more->target, path;
    target = str_slice(target, 0, str_find_byte(target, '#'));
    target = str_slice(target, 0, str_find_byte(target, '?'));
    if (from->root.n && names_file(target) &&
        vault_file(l->vault, from, target, &path) == VAULT_MISSING)
        diag_at(l->d, DIAG_LINK_MISSING, n->span, target);
}

static void follow_all(struct links *l, struct note *from, const struct node *n) {
    for (const struct node *c = n->first; c; c = c->next) {
        if (c->kind == NODE_WIKILINK || syn_embeds_note(c))
            follow(l, from, c);
        else if (c->kind == NODE_LINK)
            follow_address(l, from->doc->source, c);
        if (c->first)
            follow_all(l, from, c);
    }
}

/* ---- rings ---- */

/* The index of the first embed of the note at or behind `at`. */
static size_t first_embed(const struct note *note, uint32_t at) {
    size_t low = 0, high = note->embeds.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (note->embeds.v[mid].node->span.at < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

typedef VEC(struct part *) part_stack;

static void open_part(struct links *l, part_stack *open, struct part *p) {
    p->state = PART_OPEN;
    p->next = first_embed(p->note, p->shown.span.at);
    vec_push(l->a, open, p);
}

/* Depth first, with a stack of our own: a chain of notes may be long. */
static void find_rings(struct links *l, struct part *from) {
    part_stack open = {0};
    open_part(l, &open, from);
    while (open.n) {
        struct part *p = open.v[open.n - 1];
        uint32_t end = p->shown.span.at + p->shown.span.len;
        const struct embed *e = p->next < p->note->embeds.n ? &p->note->embeds.v[p->next] : NULL;
        if (!e || e->node->span.at >= end) {
            p->state = PART_DONE;
            open.n--;
            continue;
        }
        p->next++;
        if (e->part->state == PART_OPEN)
            diag_at(l->d, DIAG_EMBED_CYCLE, e->node->span, e->part->note->doc->source->name);
        else if (e->part->state == PART_NEW)
            open_part(l, &open, e->part);
    }
}

struct links *syn_links(struct arena *a, const struct document *const *docs, size_t n,
                        struct vault *vault, struct diag *d) {
    struct links *l = arena_new(a, struct links);
    *l = (struct links){a, d, vault, arena_array(a, struct note, n), n};
    for (size_t i = 0; i < n; i++)
        l->notes[i] = (struct note){
            .doc = docs[i], .headings = map_in(a), .ids = map_in(a), .parts = map_in(a)};
    for (size_t i = 0; i < n && vault; i++)
        if (str_has(docs[i]->text, STR("[[")) || str_has(docs[i]->text, STR("](")))
            follow_all(l, &l->notes[i], docs[i]->root);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < l->notes[i].embeds.n; k++)
            if (l->notes[i].embeds.v[k].part->state == PART_NEW)
                find_rings(l, l->notes[i].embeds.v[k].part);
    return l;
}

bool syn_is_embedded(const struct links *l, size_t i) {
    return l->notes[i].shown;
}

const struct note_part *syn_embedded(const struct links *l, const struct node *embed) {
    const struct note *note = note_at(l, embed->span.at);
    size_t i = note ? first_embed(note, embed->span.at) : 0;
    bool found = note && i < note->embeds.n && note->embeds.v[i].node == embed;
    return found ? &note->embeds.v[i].part->shown : NULL;
}
