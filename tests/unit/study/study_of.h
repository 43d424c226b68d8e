/* study_of: a study model made from notes written in a test, and the model as text people can read
 * and write:
 *
 *   # number title                 a section, what it holds indented below
 *   > text                         a line of its text
 *   ? number title (status) ~ …    a question; implicit, section where they hold
 *   = kind key                     what is explicit about it: options with + for right ones,
 * answers | text                         a line of its lead
 *   * label (canonical)            a facet; - for none
 *   - key: text                    a point; (missing) and (partial) where it is
 *   [table] [code] …               other parts */
#ifndef TESTS_STUDY_OF_H
#define TESTS_STUDY_OF_H

#include "study/study.h"

#include "unit.h"

struct made {
    struct sources sources;
    const struct document *const *docs;
    const struct study *study;
    struct diag *d;
};

static inline struct made study_of_sources(struct arena *a, struct sources sources,
                                           unsigned threads) {
    struct made m = {.sources = sources, .d = diag_open(a)};
    const struct document **docs = arena_array(a, const struct document *, sources.n);
    struct syntax_options syntax = {0};
    for (size_t i = 0; i < sources.n; i++)
        docs[i] = syn_parse(a, sources.v[i], &syntax, m.d);
    struct sources *kept = arena_new(a, struct sources);
    *kept = sources;
    struct study_options o = {.data_dir = STR(CRIB_SOURCE_DATA), .threads = threads};
    m.docs = docs;
    m.study = study_build(a, docs, sources.n, kept, vault_open(a, kept), &o, m.d);
    return m;
}

static inline struct made study_of(struct arena *a, const char *notes) {
    return study_of_sources(a, source_from_text(a, STR("notes.md"), str_of(notes)), 1);
}

/* ---- the model as text ---- */

struct teller {
    struct buf out;
    int depth;
};

static inline void tell_line(struct teller *t, const char *mark, struct str text) {
    for (int i = 0; i < t->depth; i++)
        buf_c(&t->out, "  ");
    buf_c(&t->out, mark);
    if (mark[0] && text.n)
        buf_byte(&t->out, ' ');
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            buf_c(&t->out, "\\n");
        else
            buf_byte(&t->out, text.p[i]);
}

static inline void tell_end(struct teller *t) {
    buf_byte(&t->out, '\n');
}

static inline void tell_parts(struct teller *t, const char *mark, const struct part *parts,
                              size_t n);

static inline void tell_status(struct teller *t, unsigned status) {
    if (status != STATUS_ANSWERED)
        buf_c(&t->out, status == STATUS_PARTIAL ? " (partial)" : " (missing)");
}

static inline void tell_point(struct teller *t, const struct point *p) {
    tell_line(t, "-", p->key.plain);
    if (p->key.plain.n)
        buf_byte(&t->out, ':');
    if (p->text.plain.n)
        buf_byte(&t->out, ' ');
    buf_str(&t->out, p->text.plain);
    tell_status(t, p->status);
    tell_end(t);
    t->depth++;
    tell_parts(t, "|", p->parts, p->n_parts);
    t->depth--;
}

static inline void tell_part(struct teller *t, const char *mark, const struct part *p) {
    static const char *const names[] = {
        [PART_TABLE] = "[table]",   [PART_CODE] = "[code]",   [PART_MATH] = "[math]",
        [PART_FIGURE] = "[figure]", [PART_QUOTE] = "[quote]", [PART_RULE] = "[rule]"};
    if (p->kind == PART_TEXT) {
        tell_line(t, mark, p->text.plain);
    } else if (p->kind == PART_POINT) {
        tell_point(t, p->point);
        return;
    } else {
        tell_line(t, names[p->kind],
                  p->kind == PART_QUOTE ? p->quote->title.plain : (struct str){0});
    }
    tell_end(t);
    if (p->kind == PART_QUOTE) {
        t->depth++;
        tell_parts(t, "|", p->quote->parts, p->quote->n_parts);
        t->depth--;
    }
}

static inline void tell_parts(struct teller *t, const char *mark, const struct part *parts,
                              size_t n) {
    for (size_t i = 0; i < n; i++)
        tell_part(t, mark, &parts[i]);
}

static inline void tell_authored(struct teller *t, const struct authored *a) {
    static const char *const kinds[] = {"none", "choice", "truth", "blank",
                                        "card", "both",   "cloze", "term"};
    tell_line(t, "=", str_of(kinds[a->kind]));
    if (a->malformed)
        buf_c(&t->out, " MALFORMED");
    if (a->several)
        buf_c(&t->out, " several");
    if (a->kind == AUTHORED_TRUE_FALSE && !a->malformed)
        buf_c(&t->out, a->is_true ? " true" : " false");
    for (size_t i = 0; i < a->n_options; i++)
        buf_printf(&t->out, " %s%.*s.%.*s", a->options[i].right ? "+" : "",
                   STR_ARG(a->options[i].letter), STR_ARG(a->options[i].text.plain));
    for (size_t i = 0; i < a->n_answers; i++)
        buf_printf(&t->out, " [%.*s]",
                   STR_ARG(str_replace(t->out.a, a->answers[i].plain, STR("\n"), STR("\\n"))));
    if (a->explanation.plain.n)
        buf_printf(&t->out, " because %.*s", STR_ARG(a->explanation.plain));
    tell_end(t);
    t->depth++;
    tell_parts(t, "stem", a->stem_parts, a->n_stem_parts);
    tell_parts(t, "because", a->explanation_parts, a->n_explanation_parts);
    t->depth--;
}

static inline void tell_question(struct teller *t, const struct question *q) {
    tell_line(t, "?", q->number);
    buf_printf(&t->out, " %.*s", STR_ARG(q->title.plain));
    tell_status(t, q->status);
    if (q->implicit)
        buf_c(&t->out, " ~implicit");
    if (q->is_section)
        buf_c(&t->out, " ~section");
    tell_end(t);
    t->depth++;
    if (q->authored)
        tell_authored(t, q->authored);
    bool card = q->authored && (q->authored->kind >= AUTHORED_CARD);
    if (!card)
        tell_parts(t, "|", q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_facets && !card; i++) {
        const struct facet *f = &q->facets[i];
        tell_line(t, "*", f->label.n ? f->label : STR("-"));
        if (f->canonical.n)
            buf_printf(&t->out, " (%.*s)", STR_ARG(f->canonical));
        tell_end(t);
        t->depth++;
        tell_parts(t, "|", f->parts, f->n_parts);
        t->depth--;
    }
    t->depth--;
}

static inline void tell_units(struct teller *t, const struct unit *units, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (units[i].kind == UNIT_QUESTION) {
            tell_question(t, units[i].question);
            continue;
        }
        const struct section *s = units[i].section;
        tell_line(t, "#", s->number);
        buf_printf(&t->out, " %.*s", STR_ARG(s->title.plain));
        tell_end(t);
        t->depth++;
        tell_parts(t, ">", s->intro, s->n_intro);
        tell_units(t, s->units, s->n_units);
        t->depth--;
    }
}

static inline struct str tell(struct arena *a, const struct study_document *doc) {
    struct teller t = {.out = buf_in(a)};
    tell_parts(&t, ">", doc->intro, doc->n_intro);
    tell_units(&t, doc->units, doc->n_units);
    return buf_get(&t.out);
}

/* Messages of one id. */
static inline size_t said(const struct diag *d, enum diag_id id) {
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->v[i].id == id;
    return n;
}

#endif
