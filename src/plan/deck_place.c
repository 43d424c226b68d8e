/* deck_place: which deck a question's notes go to, their tags, and what they say of their source.
 */
#include "plan/deck_make.h"

#include "base/fs.h"
#include "base/utf8.h"
#include "base/yml.h"
#include "items/title.h"

/* Sections above a question, outermost first, its own heading left out. */
typedef VEC(const struct section *) section_vec;

static section_vec sections_above(struct deck_maker *m, const struct question *q) {
    section_vec up = {0};
    for (const struct section *s = title_parent(q); s; s = s->parent)
        vec_push(m->a, &up, s);
    for (size_t i = 0; i < up.n / 2; i++) {
        const struct section *t = up.v[i];
        up.v[i] = up.v[up.n - 1 - i];
        up.v[up.n - 1 - i] = t;
    }
    return up;
}

/* ---- decks ---- */

/* A part of a deck's name: no `::`, no controls, blanks single. */
static struct str deck_part(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool blank = c <= ' ' || c == 0x7F;
        bool colons = c == ':' && i + 1 < s.n && s.p[i + 1] == ':';
        if (colons) {
            buf_c(&b, "：");
            i++;
        } else if (!blank) {
            buf_byte(&b, c);
        } else if (b.n && b.p[b.n - 1] != ' ') {
            buf_byte(&b, ' ');
        }
    }
    return str_trim(buf_get(&b));
}

static void add_deck(struct arena *a, struct buf *deck, struct str *last, struct str part) {
    part = deck_part(a, part);
    if (part.n == 0 || str_eq(part, *last))
        return;
    if (deck->n)
        buf_c(deck, "::");
    buf_str(deck, part);
    *last = part;
}

static void add_folders(struct arena *a, struct buf *deck, struct str *last, struct str folders) {
    struct str part;
    while (str_next_part(&folders, '/', &part))
        add_deck(a, deck, last, part);
}

/* deck: of the front matter, "A::B" or "A/B" */
static void add_named(struct arena *a, struct buf *deck, struct str *last, struct str name) {
    struct str slashed = str_replace(a, name, STR("::"), STR("/"));
    add_folders(a, deck, last, slashed);
}

/* Where a document's deck is named: in its front matter, else nowhere but at its beginning. */
static struct span number_span(const struct study_document *doc) {
    return doc->front && doc->front->span.len ? doc->front->span
                                              : (struct span){doc->source->base, 1};
}

static bool is_number(struct str deck) {
    for (size_t i = 0; i < deck.n; i++)
        if (deck.p[i] < '0' || deck.p[i] > '9')
            return false;
    return true;
}

/* A name of figures only is taken for an id. */
static struct str not_a_number(struct deck_maker *m, struct str deck,
                               const struct study_document *doc) {
    if (!is_number(deck))
        return deck;
    struct str named = str_format(m->a, "crib %.*s", STR_ARG(deck));
    if (map_put(&m->said, named)->num++ == 0)
        diag_at(m->d, DIAG_DECK_NUMBER, number_span(doc), deck, named);
    return named;
}

/* A heading as a deck's name, with its number when that is wanted. */
static struct str heading_of(struct deck_maker *m, const struct section *s) {
    if (!m->o->numbers || s->number.n == 0)
        return s->title.plain;
    return str_format(m->a, "%.*s %.*s", STR_ARG(s->number), STR_ARG(s->title.plain));
}

/* What Anki shows of a document's deck: `description` of its front matter, else its file; of all
 * documents that share the deck. */
static void describe_root(struct deck_maker *m, struct str deck, const struct study_document *doc) {
    struct map_entry *e = map_put(&m->roots, deck);
    struct str said = doc->front ? str_trim(yml_str(doc->front->all, "description")) : STR("");
    bool zh = str_eqc(doc->lang, "zh");
    if (said.n == 0)
        said = wording_fill(m->a, m->words[zh ? 0 : 1], "about", "files",
                            fs_base(doc->source->path), (const char *)NULL);
    note_text(&m->h, said);
    struct str text = deck_take(m);
    struct deck_about *about = e->ptr;
    if (about)
        text = str_format(m->a, "%.*s<br>%.*s", STR_ARG(about->text), STR_ARG(text));
    else
        e->ptr = about = arena_new(m->a, struct deck_about);
    *about = (struct deck_about){deck, text};
}

/* The document's own name is that of its file or front matter: a title made of its only H1 would
 * change for all of it with the next H1. */
static struct str deck_of(struct deck_maker *m, const struct question *q, const section_vec *up) {
    struct buf deck = buf_in(m->a);
    struct str last = {0};
    const struct study_document *doc = q->document;
    if (doc->front && doc->front->deck.n) {
        add_named(m->a, &deck, &last, doc->front->deck);
    } else {
        struct str named =
            doc->front && doc->front->title.n ? doc->front->title : doc->source->name;
        if (m->study->n > 1) {
            add_deck(m->a, &deck, &last, m->o->name);
            add_folders(m->a, &deck, &last, doc->source->folder);
        }
        add_deck(m->a, &deck, &last, named.n ? named : m->o->name);
    }
    if (m->placed != doc && !is_number(buf_get(&deck)))
        describe_root(m, str_copy(m->a, buf_get(&deck)), doc);
    m->placed = doc;
    for (size_t i = 0; i < up->n && (int)i < m->o->depth; i++)
        add_deck(m->a, &deck, &last, heading_of(m, up->v[i]));
    if (deck.n == 0)
        buf_c(&deck, "crib");
    return not_a_number(m, buf_get(&deck), doc);
}

/* ---- tags ---- */

/* A tag as Anki keeps it: no blanks, nested by `::`, no empty parts. */
static struct str tag_of(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        bool start = b.n == 0 || (b.n >= 2 && b.p[b.n - 1] == ':' && b.p[b.n - 2] == ':');
        bool colons = c == ':' && p < end && *p == ':';
        if (c == '/' || colons) {
            p += colons;
            if (!start)
                buf_c(&b, "::");
        } else if (c < 0x20 || c == '"' || (start && c == '#')) {
            continue;
        } else if (code_is_space(c)) {
            if (!start && b.p[b.n - 1] != '_')
                buf_byte(&b, '_');
        } else {
            buf_bytes(&b, from, (size_t)(p - from));
        }
    }
    while (b.n && (b.p[b.n - 1] == ':' || b.p[b.n - 1] == '_'))
        b.n--;
    return buf_get(&b);
}

typedef VEC(struct str) str_vec;

static void add_tag(struct deck_maker *m, str_vec *tags, struct str s) {
    struct str tag = tag_of(m->a, s);
    for (size_t i = 0; i < tags->n; i++)
        if (str_eq(tags->v[i], tag))
            return;
    if (tag.n)
        vec_push(m->a, tags, tag);
}

static bool has_blank(struct str s) {
    for (const char *p = s.p, *end = str_end(s); s.n && p < end;)
        if (code_is_space(utf8_next(&p, end)))
            return true;
    return false;
}

/* The author's tags; he is told of blanks, which part tags in Anki. */
static void add_tags(struct deck_maker *m, str_vec *tags, const struct str *v, size_t n,
                     struct span span) {
    for (size_t i = 0; i < n; i++) {
        struct str tag = str_trim(v[i]);
        if (has_blank(tag) && map_put(&m->said, tag)->num++ == 0)
            diag_at(m->d, DIAG_TAG_BLANK, span, tag, tag_of(m->a, tag));
        add_tag(m, tags, tag);
    }
}

static str_vec tags_of(struct deck_maker *m, const struct question *q, const section_vec *up) {
    str_vec tags = {0};
    struct buf headings = buf_in(m->a);
    if (q->document->front)
        add_tags(m, &tags, q->document->front->tags, q->document->front->n_tags,
                 q->document->front->span);
    for (size_t i = 0; i < up->n; i++) {
        struct str part = str_replace(m->a, up->v[i]->title.plain, STR("/"), STR("_"));
        part = tag_of(m->a, str_replace(m->a, part, STR("::"), STR("_")));
        add_tags(m, &tags, up->v[i]->tags, up->v[i]->n_tags, up->v[i]->span);
        if (headings.n && part.n)
            buf_c(&headings, "::");
        buf_str(&headings, part);
    }
    add_tags(m, &tags, q->tags, q->n_tags, q->span);
    add_tag(m, &tags, buf_get(&headings));
    return tags;
}

/* ---- what the card says ---- */

static struct str path_html(struct deck_maker *m, const section_vec *up) {
    for (size_t i = 0; i < up->n; i++) {
        if (i)
            buf_c(&m->h.out, " › ");
        note_rich(&m->h, &up->v[i]->title);
    }
    return deck_take(m);
}

/* obsidian://open?vault=…&file=…, to the block or the heading. */
static void open_link(struct deck_maker *m, const struct question *q, struct str file) {
    struct buf *out = &m->h.out;
    buf_c(out, "<a href=\"obsidian://open?vault=");
    note_uri_part(&m->h, m->o->obsidian);
    buf_c(out, "&amp;file=");
    note_uri_part(&m->h, file);
    buf_c(out, q->block_id.n ? "%23%5E" : "%23");
    note_uri_part(&m->h, q->block_id.n ? q->block_id : q->title.plain);
    buf_c(out, "\">");
}

/* File and question; no line, which would change with every line added above it. */
static struct str source_html(struct deck_maker *m, const struct question *q) {
    const struct source *s = q->document->source;
    struct str file = s ? fs_base(s->path) : (struct str){0};
    if (s && s->folder.n)
        file = str_format(m->a, "%.*s/%.*s", STR_ARG(s->folder), STR_ARG(file));
    bool link = m->o->obsidian.n && file.n;
    if (link)
        open_link(m, q, file);
    note_text(&m->h, file);
    buf_c(&m->h.out, " › ");
    note_text(&m->h, q->title.plain);
    if (link)
        buf_c(&m->h.out, "</a>");
    return deck_take(m);
}

void deck_place_of(struct deck_maker *m, const struct question *q) {
    section_vec up = sections_above(m, q);
    str_vec tags = tags_of(m, q, &up);
    bool zh = str_eqc(q->document->lang, "zh"), en = str_eqc(q->document->lang, "en");
    bool run_zh = str_eqc(m->o->lang, "zh");
    m->h.from = q->document->source;
    m->at = (struct deck_place){.question = q,
                                .deck = deck_of(m, q, &up),
                                .tags = tags.v,
                                .n_tags = tags.n,
                                .words = m->words[zh || (!en && run_zh) ? 0 : 1]};
    m->at.path = path_html(m, &up);
    m->at.source = source_html(m, q);
}
