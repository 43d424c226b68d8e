/* outline: collecting headings, finding parents, numbers, and what is no heading. */
#include "study/outline.h"

#include "base/utf8.h"
#include "study/asks.h"
#include "study/lines.h"
#include "study/numbers.h"

typedef VEC(struct heading) heading_vec;

/* A paragraph that is one bold line, and asks. */
static bool is_bold_question(const struct builder *b, const struct node *p) {
    return p->kind == NODE_PARAGRAPH && p->first && p->first->kind == NODE_STRONG &&
           !p->first->next && asks_mark(node_plain(b->scratch, p));
}

static void collect(struct builder *b, struct outline *o) {
    heading_vec v = {0};
    for (const struct node *n = b->doc->root->first; n; n = n->next) {
        o->n_bold_questions += is_bold_question(b, n);
        if (n->kind != NODE_HEADING)
            continue;
        struct heading *h = vec_add(b->scratch, &v);
        *h = (struct heading){.node = n,
                              .level = n->level,
                              .parent = NO_HEADING,
                              .first = NO_HEADING,
                              .next = NO_HEADING};
        h->whole = lines_whole(&b->lines, n);
        if (h->whole.span.len == 0)
            h->whole.span = n->span;
        h->title = h->whole;
    }
    o->v = v.v;
    o->n = v.n;
}

/* "答案：B", "解析", "Answer": the key or explanation of the question above. A bare word is only
 * below that question's heading; as its equal it heads a part of the note. */
static bool is_key(const struct builder *b, const struct heading *h, const struct heading *above) {
    struct signs s = signs_of(b, &h->whole);
    if (!above)
        return false;
    if ((s.set & (SIGN_KEY | SIGN_EXPLANATION)) && s.at < h->whole.plain.n)
        return true;
    uint64_t classes = labels_classes(b->labels, h->whole.plain);
    bool bare = (classes >> WORDS_ANSWER & 1) || (classes >> WORDS_EXPLANATION & 1) ||
                (s.set & (SIGN_KEY | SIGN_EXPLANATION));
    return bare && h->level > above->level;
}

static void fold_keys(struct builder *b, struct outline *o) {
    const struct heading *above = NULL;
    for (size_t i = 0; i < o->n; i++) {
        o->v[i].folded = is_key(b, &o->v[i], above);
        if (!o->v[i].folded)
            above = &o->v[i];
    }
}

static void link_parents(struct outline *o) {
    size_t open[LEVELS], last[LEVELS]; /* the open heading of each level; the last child below it */
    for (size_t k = 0; k < LEVELS; k++)
        open[k] = last[k] = NO_HEADING;
    o->first = NO_HEADING;
    for (size_t i = 0; i < o->n; i++) {
        struct heading *h = &o->v[i];
        h->first = h->next = NO_HEADING;
        h->n_children = 0;
        if (h->folded)
            continue;
        size_t up = h->level - 1U;
        while (up > 0 && open[up] == NO_HEADING)
            up--;
        h->parent = up > 0 ? open[up] : NO_HEADING;
        size_t *first = up > 0 ? &o->v[open[up]].first : &o->first;
        if (*first == NO_HEADING)
            *first = i;
        else
            o->v[last[up]].next = i;
        if (up > 0)
            o->v[open[up]].n_children++;
        last[up] = i;
        open[h->level] = i;
        for (size_t k = h->level + 1U; k < LEVELS; k++)
            open[k] = NO_HEADING;
    }
}

static bool has_value(const struct outline *o, size_t i, long value) {
    return i != NO_HEADING && o->v[i].numbered && o->v[i].value == value;
}

/* Figures and a blank are a number when the heading beside it carries on the count. */
static void confirm_number(const struct outline *o, struct heading *h, size_t before,
                           const struct number *n) {
    if (!n->unsure || has_value(o, before, n->value - 1) || has_value(o, h->next, n->value + 1))
        return;
    h->numbered = false;
}

static void read_numbers(struct builder *b, struct outline *o) {
    struct number *numbers = arena_array(b->scratch, struct number, o->n);
    size_t *before = arena_array(b->scratch, size_t, o->n);
    for (size_t i = 0; i < o->n; i++)
        before[i] = NO_HEADING;
    for (size_t i = 0; i < o->n; i++) {
        struct heading *h = &o->v[i];
        h->numbered = number_read(b->labels, h->whole.plain, &numbers[i]);
        h->value = numbers[i].value;
        if (h->next != NO_HEADING)
            before[h->next] = i;
    }
    for (size_t i = 0; i < o->n; i++) {
        struct heading *h = &o->v[i];
        if (h->numbered)
            confirm_number(o, h, before[i], &numbers[i]);
        if (!h->numbered)
            continue;
        h->number = numbers[i].text;
        build_mark(b, &h->whole, 0, numbers[i].end);
        h->title = build_slice(b, &h->whole, numbers[i].end, h->whole.plain.n);
    }
}

/* The only heading of level 1, above all others. */
static size_t find_title(const struct outline *o) {
    size_t n = 0, at = NO_HEADING;
    for (size_t i = 0; i < o->n; i++) {
        if (o->v[i].folded || o->v[i].level != 1)
            continue;
        n++;
        at = i;
    }
    return n == 1 && at == o->first && o->v[at].first != NO_HEADING ? at : NO_HEADING;
}

/* Sub-headings that open the text below a heading and are labels: 优点, 缺点. */
static bool fold_labels(struct builder *b, struct outline *o) {
    bool any = false;
    for (size_t i = 0; i < o->n; i++) {
        if (o->v[i].folded || i == o->title)
            continue;
        for (size_t c = o->v[i].first; c != NO_HEADING; c = o->v[c].next) {
            struct heading *h = &o->v[c];
            h->label = h->first == NO_HEADING ? labels_facet(b->labels, h->title.plain) : NULL;
            if (!h->label)
                break;
            h->folded = any = true;
        }
    }
    return any;
}

#define GLOSSARY_LEAST       30
#define TERM_CHARACTERS_MOST 48

static bool is_term(const struct builder *b, const struct heading *h) {
    const struct node *body = h->node->next;
    return h->first == NO_HEADING && !h->numbered && body && body->kind != NODE_HEADING &&
           utf8_count(h->title.plain) <= TERM_CHARACTERS_MOST && !asks(b->labels, h->title.plain);
}

/* Thirty headings and more below one, nearly all of the note's, most of them short and with text
 * right below: terms and their definitions. */
static size_t find_glossary(const struct builder *b, const struct outline *o) {
    for (size_t i = 0; i < o->n; i++) {
        const struct heading *h = &o->v[i];
        if (h->n_children < GLOSSARY_LEAST || h->n_children * 5 < o->n * 4)
            continue;
        size_t terms = 0;
        for (size_t c = h->first; c != NO_HEADING; c = o->v[c].next)
            terms += is_term(b, &o->v[c]);
        if (terms * 5 >= h->n_children * 4)
            return i;
    }
    return NO_HEADING;
}

/* What is a heading within a definition is a line of it. */
static bool fold_below_terms(struct outline *o) {
    bool any = false;
    for (size_t i = 0; i < o->n; i++) {
        size_t up = o->v[i].parent;
        if (o->v[i].folded || up == NO_HEADING || up == o->glossary)
            continue;
        while (up != NO_HEADING && o->v[up].parent != o->glossary)
            up = o->v[up].parent;
        if (up != NO_HEADING)
            o->v[i].folded = any = true;
    }
    return any;
}

void outline_read(struct builder *b, struct outline *out) {
    *out = (struct outline){0};
    collect(b, out);
    fold_keys(b, out);
    link_parents(out);
    read_numbers(b, out);
    out->title = find_title(out);
    if (fold_labels(b, out))
        link_parents(out);
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].first != NO_HEADING)
            out->groups[out->v[i].level] = true;
    out->glossary = find_glossary(b, out);
    if (out->glossary != NO_HEADING && fold_below_terms(out))
        link_parents(out);
}

static void add_folded(struct builder *b, const struct heading *h, row_vec *rows) {
    size_t from = rows->n;
    rows_add(b, rows, h->node, 0);
    if (rows->n == from)
        return;
    struct row *row = &rows->v[from];
    uint64_t classes = labels_classes(b->labels, h->whole.plain);
    if (h->label) {
        row->text = h->title;
        row->signs.set = SIGN_LABEL;
        row->signs.label = h->label;
        row->signs.label_from = 0;
        row->signs.label_to = (uint32_t)h->title.plain.n;
    } else if (!(row->signs.set & (SIGN_KEY | SIGN_EXPLANATION)) &&
               (classes >> WORDS_ANSWER & 1 || classes >> WORDS_EXPLANATION & 1)) {
        row->signs.set |= classes >> WORDS_ANSWER & 1 ? SIGN_KEY : SIGN_EXPLANATION;
        row->signs.at = (uint32_t)row->text.plain.n;
    }
}

void outline_rows(struct builder *b, const struct outline *o, size_t i, row_vec *rows) {
    size_t next = i == NO_HEADING ? 0 : i + 1;
    const struct node *n = i == NO_HEADING ? b->doc->root->first : o->v[i].node->next;
    for (; n; n = n->next) {
        if (n->kind != NODE_HEADING) {
            rows_add(b, rows, n, 0);
            continue;
        }
        if (next >= o->n || !o->v[next].folded)
            return;
        add_folded(b, &o->v[next++], rows);
    }
}
