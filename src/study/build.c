/* build: documents to study models, one by one or on several threads, then what needs them all:
 * pictures, messages, the list of all questions. */
#include "study/build.h"

#include "base/jobs.h"
#include "base/utf8.h"
#include "study/asks.h"
#include "study/body.h"
#include "study/check.h"
#include "study/key_list.h"
#include "study/material.h"

struct heading_reader {
    struct builder *b;
    const struct outline *o;
    row_vec rows;          /* of the heading being read; the room is used again */
    struct section *spare; /* made for a heading that turned out to be none */
};

static void read_heading(struct heading_reader *r, size_t i, const struct context *cx,
                         unit_vec *out);

static void push_question(struct builder *b, unit_vec *units, struct question *q) {
    struct unit *u = vec_add(b->a, units);
    u->kind = UNIT_QUESTION;
    u->question = q;
}

static struct section *new_section(struct heading_reader *r, const struct heading *h,
                                   const struct context *cx) {
    struct builder *b = r->b;
    struct section *s = r->spare ? r->spare : arena_new(b->a, struct section);
    r->spare = NULL;
    s->title = h->title;
    s->number = h->number;
    s->span = h->node->span;
    s->block_id = h->node->more->block_id;
    s->level = h->level;
    s->parent = cx->section;
    s->document = b->out;
    s->tags = cx->tags.v;
    s->n_tags = cx->tags.n;
    return s;
}

static struct question *heading_question(struct builder *b, const struct heading *h,
                                         const struct context *cx, const struct body *body) {
    struct question *q =
        body->authored ? question_authored(b, cx, &h->title, h->number, body->authored, &body->own)
                       : question_of(b, cx, &h->title, h->number, &body->own);
    q->level = h->level;
    q->block_id = h->node->more->block_id;
    if (h->title.span.len == 0)
        q->span = h->node->span;
    return q;
}

/* What a heading is, given what stands below it. */
struct verdict {
    bool section, question, implied;
};

static bool holds_authored(const struct body *body) {
    for (size_t i = 0; i < body->units.n; i++)
        if (body->units.v[i].kind == UNIT_QUESTION && body->units.v[i].question->authored)
            return true;
    return false;
}

static struct verdict judge(const struct heading_reader *r, size_t i, const struct context *cx,
                            const struct body *body) {
    const struct heading *h = &r->o->v[i];
    bool has_below = h->first != NO_HEADING || body->units.n > 0;
    bool is_title = i == r->o->title;
    struct verdict v = {.section = has_below};
    if ((body->is_material && has_below) || key_list_holds(r->b, h->node->span)) {
        v.section = true;
    } else if (body->authored) {
        v.question = true;
    } else if (body->implied.plain.n > 0) {
        v.section = v.implied = true;
    } else if (has_below) {
        bool heads = is_title || (holds_authored(body) && !asks(r->b->labels, h->title.plain)) ||
                     cx->type != TYPE_NONE || body->is_index || h->title.plain.n == 0;
        v.question = body->has_own && (!heads || (is_title && asks_mark(h->title.plain)));
    } else if (body->is_index ||
               (cx->type != TYPE_NONE && body_type(r->b->labels, h->title.plain))) {
        v.section = true;
    } else if (r->b->asks_by_rule && body->has_own && !asks(r->b->labels, h->title.plain)) {
        v.section = true;
    } else {
        v.question = true;
    }
    return v;
}

static void read_children(struct heading_reader *r, size_t first, const struct context *cx,
                          unit_vec *out) {
    for (size_t c = first; c != NO_HEADING; c = r->o->v[c].next)
        read_heading(r, c, cx, out);
}

/* A term of a glossary is certain, whatever its form. */
static void name_term(struct builder *b, struct question *q) {
    struct term *terms = arena_array(b->a, struct term, q->n_terms + 1);
    terms[0] =
        (struct term){.term = q->title.plain, .confidence = TERM_CERTAIN, .span = q->title.span};
    for (size_t i = 0; i < q->n_terms; i++) {
        terms[i + 1] = q->terms[i];
        if (q->terms[i].span.at < q->title.span.at + q->title.span.len &&
            q->terms[i].point == NULL && q->terms[i].span.at >= q->title.span.at)
            terms[0].abbr = q->terms[i].abbr;
    }
    q->terms = terms;
    q->n_terms++;
}

static void read_body(struct heading_reader *r, size_t i, const struct context *cx,
                      struct body *out) {
    const struct heading *h = i == NO_HEADING ? NULL : &r->o->v[i];
    bool leaf = h && h->first == NO_HEADING;
    r->rows.n = 0;
    outline_rows(r->b, r->o, i, &r->rows);
    body_read(r->b, cx, h, r->rows.v, r->rows.n,
              leaf && r->o->groups[h->level] && !asks(r->b->labels, h->title.plain), out);
}

static void read_heading(struct heading_reader *r, size_t i, const struct context *cx,
                         unit_vec *out) {
    struct builder *b = r->b;
    const struct heading *h = &r->o->v[i];
    struct context own = *cx;
    struct body body;
    enum section_type type = body_type(b->labels, h->title.plain);
    own.type = type ? (uint8_t)type : cx->type;
    struct section *s = new_section(r, h, cx);
    own.section = s;
    read_body(r, i, &own, &body);
    struct verdict v = judge(r, i, &own, &body);
    if (!v.section) {
        r->spare = s;
        if (h->whole.plain.n == 0 && !body.has_own && !body.authored)
            return; /* "##" and nothing else */
        struct question *q = heading_question(b, h, cx, &body);
        if (r->o->glossary != NO_HEADING && h->parent == r->o->glossary)
            name_term(b, q);
        push_question(b, out, q);
        return;
    }
    unit_vec units = {0};
    b->out->n_sections++;
    if (body.is_material)
        body_set_material(s, &body.cue);
    if (v.question) {
        struct question *q = heading_question(b, h, &own, &body);
        q->is_section = true;
        push_question(b, &units, q);
    } else if (v.implied) {
        struct question *q = question_of(b, &own, &body.implied, (struct str){0}, &body.own);
        q->implicit = true;
        push_question(b, &units, q);
    } else {
        body_intro(b, &body.own, s);
    }
    for (size_t k = 0; k < body.units.n; k++)
        vec_push(b->a, &units, body.units.v[k]);
    read_children(r, h->first, &own, &units);
    s->units = units.v;
    s->n_units = units.n;
    struct unit *u = vec_add(b->a, out);
    u->kind = UNIT_SECTION;
    u->section = s;
}

static void read_top(struct heading_reader *r, const struct context *cx, unit_vec *units) {
    struct body body;
    struct section shell = {0};
    read_body(r, NO_HEADING, cx, &body);
    body_intro(r->b, &body.own, &shell);
    r->b->out->intro = shell.intro;
    r->b->out->n_intro = shell.n_intro;
    for (size_t i = 0; i < body.units.n; i++)
        vec_push(r->b->a, units, body.units.v[i]);
    read_children(r, r->o->first, cx, units);
}

static struct str title_of(const struct builder *b, const struct outline *o) {
    if (b->doc->front.title.n > 0)
        return b->doc->front.title;
    return o->title != NO_HEADING ? o->v[o->title].title.plain : b->doc->source->name;
}

#define LANGUAGE_BYTES_MOST (64u << 10) /* enough to tell */

/* What most of the text is: by its letters, kana and Hangul weighing more than Han. */
static struct str language_of(struct str s) {
    size_t latin = 0, han = 0, kana = 0, hangul = 0;
    s = str_slice(s, 0, LANGUAGE_BYTES_MOST);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        } else if (c == 0xE3 && i + 1 < s.n) {
            unsigned char next = (unsigned char)s.p[i + 1];
            kana += next >= 0x81 && next <= 0x83;
        } else {
            han += c >= 0xE4 && c <= 0xE9;
            hangul += c >= 0xEA && c <= 0xED;
        }
    }
    if (hangul * 4 > latin && hangul > han)
        return STR("ko");
    if (kana * 8 > han + kana && kana > 20)
        return STR("ja");
    return han * 8 > latin ? STR("zh") : STR("en");
}

static bool is_flashcard_tag(struct str tag) {
    if (tag.n > 0 && tag.p[0] == '#')
        tag = str_from(tag, 1);
    return str_eqc(tag, "flashcards") || str_starts(tag, STR("flashcards/")) ||
           str_eqc(tag, "anki") || str_eqc(tag, "card");
}

static bool holds_card_tag(struct str s) {
    for (size_t at; (at = str_find_byte(s, '#')) != SIZE_MAX; s = str_from(s, at + 1)) {
        struct str rest = str_from(s, at + 1);
        if (str_starts(rest, STR("flashcard")) || str_starts(rest, STR("card")) ||
            str_starts(rest, STR("anki")))
            return true;
    }
    return false;
}

static void open_context(struct builder *b, struct context *cx) {
    const struct front_matter *front = &b->doc->front;
    cx->cards = b->options->cards_anywhere;
    for (size_t i = 0; i < front->n_tags; i++) {
        cx->cards = cx->cards || is_flashcard_tag(front->tags[i]);
        vec_push(b->a, &cx->tags, front->tags[i]);
    }
    b->cards = cx->cards;
    b->may_hold_cards = cx->cards || holds_card_tag(b->doc->text);
}

/* In a note of cards whose headings ask, most of them, the others head cards or talk about them. */
static bool asks_by_rule(const struct builder *b, const struct outline *o) {
    size_t leaves = 0, asking = 0;
    for (size_t i = 0; i < o->n && b->cards; i++) {
        if (o->v[i].folded || o->v[i].first != NO_HEADING)
            continue;
        leaves++;
        asking += asks(b->labels, o->v[i].title.plain);
    }
    return asking > 0 && asking * 5 >= leaves * 3;
}

static struct map_entry *place_entry(struct builder *b, struct map *seen, struct span span) {
    return map_put(
        seen, (struct str){arena_copy(b->scratch, &span.at, sizeof(span.at)), sizeof(span.at)});
}

/* Pictures of headings, stems and options: they stand in no part. */
static void want_others(struct builder *b, struct map *seen, const struct node *n) {
    for (; n; n = n->next) {
        bool picture = n->kind == NODE_IMAGE || (n->kind == NODE_EMBED && !syn_embeds_note(n));
        if (picture && !place_entry(b, seen, n->span)->num++) {
            struct study_figure *f = arena_new(b->a, struct study_figure);
            *f = (struct study_figure){.target = n->more->target,
                                       .alt = n->first ? node_plain(b->a, n) : n->text,
                                       .width = n->more->hint};
            vec_push(b->a, &b->figures, (struct wanted_figure){f, n->span, b->doc->source, false});
        }
        if (n->first)
            want_others(b, seen, n->first);
    }
}

static void want_rest(struct builder *b) {
    if (!str_has(b->doc->text, STR("![")) && !str_has(b->doc->text, STR("<img")))
        return;
    struct map seen = map_in(b->scratch);
    for (size_t i = 0; i < b->figures.n; i++)
        place_entry(b, &seen, b->figures.v[i].span)->num = 1;
    want_others(b, &seen, b->doc->root->first);
}

#define BOLD_QUESTIONS_LEAST 5 /* in a note that asks so */

static void build_document(struct builder *b) {
    struct outline outline;
    struct heading_reader r = {.b = b, .o = &outline};
    struct context cx = {0};
    unit_vec units = {0};
    open_context(b, &cx);
    outline_read(b, &outline);
    b->has_headings = outline.n > 0;
    b->bold_asks = outline.n_bold_questions >= BOLD_QUESTIONS_LEAST;
    b->asks_by_rule = asks_by_rule(b, &outline);
    b->out->source = b->doc->source;
    b->out->front = &b->doc->front;
    b->out->title = title_of(b, &outline);
    b->out->lang = language_of(b->doc->text);
    b->out->is_glossary = outline.glossary != NO_HEADING;
    key_list_read(b);
    read_top(&r, &cx, &units);
    want_rest(b);
    b->out->units = units.v;
    b->out->n_units = units.n;
    b->out->marks = b->marks.v;
    b->out->n_marks = b->marks.n;
    check_headings(b, &outline);
}

struct run {
    struct builder *v;
    bool takes_trees;
};

static void give_tree(struct run *run, size_t i, struct arena *a) {
    if (run->takes_trees)
        syn_give_tree(run->v[i].doc, a);
}

static void run_one(void *shared, size_t i, struct arena *a) {
    struct run *run = shared;
    struct builder *b = &run->v[i];
    struct arena *scratch = arena_scratch(a);
    struct arena_mark before = arena_mark(scratch);
    b->a = b->lines.a = a;
    b->scratch = b->lines.scratch = scratch;
    b->out = arena_new(a, struct study_document);
    build_document(b);
    arena_reset(scratch, before);
    if (!syn_is_embedded(run->v[i].links, i))
        give_tree(run, i, a);
}

static void give_rest(struct run *run, size_t n, struct arena *a) {
    for (size_t i = 0; i < n; i++)
        if (syn_is_embedded(run->v[i].links, i))
            give_tree(run, i, a);
}

static void report(const struct builder *b, struct diag *d) {
    for (size_t i = 0; i < b->problems.n; i++) {
        const struct problem *p = &b->problems.v[i];
        if (p->n_args == 2)
            diag_at(d, p->id, p->span, p->args[0], p->args[1]);
        else
            diag_at(d, p->id, p->span, p->args[0]);
    }
}

static void find_figures(struct builder *b, struct vault *vault, struct diag *d) {
    const struct study_figure **kept = arena_array(b->a, const struct study_figure *, b->figures.n);
    b->out->figures = kept;
    b->out->n_figures = b->figures.n;
    for (size_t i = 0; i < b->figures.n; i++) {
        const struct wanted_figure *w = &b->figures.v[i];
        static const enum diag_id ids[] = {[VAULT_MISSING] = DIAG_FIGURE_MISSING,
                                           [VAULT_OUTSIDE] = DIAG_FIGURE_OUTSIDE,
                                           [VAULT_REMOTE] = DIAG_FIGURE_REMOTE};
        enum vault_result result =
            vault ? vault_file(vault, w->source, w->figure->target, &w->figure->path)
                  : VAULT_MISSING;
        w->figure->result = (uint8_t)result;
        kept[i] = w->figure;
        if (result != VAULT_FOUND && !w->embedded)
            diag_at(d, ids[result], w->span, w->figure->target);
    }
}

struct gather {
    struct arena *a;
    VEC(const struct question *) v;
};

static void gather_question(void *self, const struct section *section,
                            const struct question *question) {
    struct gather *g = self;
    (void)section;
    if (question)
        vec_push(g->a, &g->v, question);
}

struct study *study_build(struct arena *a, const struct document *const *docs, size_t n,
                          const struct sources *s, struct vault *vault,
                          const struct study_options *o, struct diag *d) {
    struct study *study = arena_new(a, struct study);
    struct builder *builders = arena_array(a, struct builder, n);
    struct run run = {builders, o->takes_trees};
    const struct labels *labels = labels_load(a, o->data_dir, o->label_files, o->n_label_files, d);
    const struct links *links = syn_links(a, docs, n, vault, d);
    for (size_t i = 0; i < n; i++) {
        builders[i].doc = docs[i];
        builders[i].links = links;
        builders[i].labels = labels;
        builders[i].options = o;
    }
    jobs_run(a, o->threads, n, run_one, &run);
    give_rest(&run, n, a);
    const struct study_document **v = arena_array(a, const struct study_document *, n);
    struct gather g = {.a = a};
    for (size_t i = 0; i < n; i++) {
        v[i] = builders[i].out;
        report(&builders[i], d);
        find_figures(&builders[i], vault, d);
        study_walk(v[i], gather_question, &g);
    }
    *study = (struct study){.v = v, .n = n, .sources = s, .questions = g.v.v, .n_questions = g.v.n};
    check_ids(a, study, d);
    check_duplicates(a, study, d);
    return study;
}
