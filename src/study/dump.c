/* dump: the study model as JSON (docs/schema/study.json). */
#include "study/study.h"

#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"

struct dumper {
    struct json *j;
    const struct sources *sources;
    const struct map *figures; /* by target */
};

static const char *const status_names[] = {"answered", "partial", "missing"};
static const char *const part_names[] = {"text", "point",  "table", "code",
                                         "math", "figure", "quote", "rule"};
static const char *const authored_names[] = {"none", "choice",         "true-false", "blank",
                                             "card", "card-both-ways", "cloze",      "term"};

static void put_line(const struct dumper *d, struct span span) {
    const struct source *s = span.at ? source_at(d->sources, span.at) : NULL;
    json_kint(d->j, "line", s ? source_line(s, span.at) : 0);
}

static void put_strings(const struct dumper *d, const char *key, const struct str *v, size_t n) {
    json_key(d->j, key);
    json_open(d->j, '[');
    for (size_t i = 0; i < n; i++)
        json_str(d->j, v[i]);
    json_close(d->j, ']');
}

/* ---- text, points, quotations ---- */

static void put_texts(const struct dumper *d, const char *key, const struct part *parts, size_t n) {
    json_key(d->j, key);
    json_open(d->j, '[');
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind == PART_TEXT)
            json_str(d->j, parts[i].text.plain);
    json_close(d->j, ']');
}

static void put_points(const struct dumper *d, const char *key, const struct part *parts, size_t n);

static void put_point(const struct dumper *d, const struct point *p, struct span span) {
    json_open(d->j, '{');
    json_kstr(d->j, "key", p->key.plain);
    json_kstr(d->j, "text", p->text.plain);
    put_line(d, span);
    json_kstr(d->j, "status", str_of(status_names[p->status]));
    if (p->marker.n > 0)
        json_kstr(d->j, "marker", p->marker);
    if (p->is_inline)
        json_kbool(d->j, "inline", true);
    if (p->block_id.n > 0)
        json_kstr(d->j, "block", p->block_id);
    put_points(d, "subpoints", p->parts, p->n_parts);
    put_texts(d, "below", p->parts, p->n_parts);
    json_close(d->j, '}');
}

static void put_points(const struct dumper *d, const char *key, const struct part *parts,
                       size_t n) {
    json_key(d->j, key);
    json_open(d->j, '[');
    for (size_t i = 0; i < n; i++)
        if (parts[i].kind == PART_POINT)
            put_point(d, parts[i].point, parts[i].span);
    json_close(d->j, ']');
}

/* The kinds of all parts in the author's order. */
static void put_order(const struct dumper *d, const struct part *parts, size_t n) {
    json_key(d->j, "parts");
    json_open(d->j, '[');
    for (size_t i = 0; i < n; i++)
        json_str(d->j, str_of(part_names[parts[i].kind]));
    json_close(d->j, ']');
}

/* What is embedded has its lines in another note. */
static void put_shown_path(const struct dumper *d, const struct part *p) {
    const struct source *s =
        p->quote->n_parts ? source_at(d->sources, p->quote->parts[0].span.at) : NULL;
    if (str_eqc(p->quote->kind, "embed") && s)
        json_kstr(d->j, "path", s->path);
}

static void put_quote(const struct dumper *d, const struct part *p) {
    json_open(d->j, '{');
    json_kstr(d->j, "kind", p->quote->kind);
    json_kstr(d->j, "title", p->quote->title.plain);
    put_shown_path(d, p);
    put_texts(d, "text", p->quote->parts, p->quote->n_parts);
    put_points(d, "points", p->quote->parts, p->quote->n_parts);
    put_line(d, p->span);
    json_close(d->j, '}');
}

/* ---- what stands in parts, gathered by kind ---- */

enum { FIND_TABLES, FIND_CODE, FIND_MATH, FIND_FIGURES, FIND_QUOTES, FIND_COUNT };
static const char *const find_keys[FIND_COUNT] = {"tables", "code", "math", "figures", "quotes"};

static void find_in_parts(const struct dumper *d, int what, const struct part *parts, size_t n);

static void put_math(const struct dumper *d, struct str text, bool display, struct span span) {
    json_open(d->j, '{');
    json_kstr(d->j, "text", text);
    json_kbool(d->j, "display", display);
    put_line(d, span);
    json_close(d->j, '}');
}

static bool is_found(const struct dumper *d, struct str target) {
    const struct map_entry *e = map_find(d->figures, target);
    return e && ((const struct study_figure *)e->ptr)->result == VAULT_FOUND;
}

static void find_in_text(const struct dumper *d, int what, const struct rich *r) {
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        if (what == FIND_MATH && (run->flags & RICH_MATH))
            put_math(d, run->text, (run->flags & RICH_DISPLAY) != 0, run->span);
        if (what == FIND_FIGURES && (run->flags & RICH_IMAGE)) {
            json_open(d->j, '{');
            json_kstr(d->j, "target", run_target(run));
            json_kbool(d->j, "found", is_found(d, run_target(run)));
            json_kstr(d->j, "alt", run->text);
            json_kbool(d->j, "inline", true);
            put_line(d, run->span);
            json_close(d->j, '}');
        }
    }
}

static void put_table(const struct dumper *d, const struct part *p) {
    const struct study_table *t = p->table;
    json_open(d->j, '{');
    put_line(d, p->span);
    json_kint(d->j, "head", (int64_t)t->n_head);
    json_key(d->j, "rows");
    json_open(d->j, '[');
    for (size_t r = 0; r < t->n_rows; r++) {
        json_open(d->j, '[');
        for (size_t c = 0; c < t->n_columns; c++)
            json_str(d->j, t->cells[r * t->n_columns + c].text.plain);
        json_close(d->j, ']');
    }
    json_close(d->j, ']');
    json_close(d->j, '}');
}

static void put_code(const struct dumper *d, const struct part *p) {
    json_open(d->j, '{');
    json_kstr(d->j, "info", p->code.info);
    json_kstr(d->j, "text", p->code.text);
    put_line(d, p->span);
    json_close(d->j, '}');
}

static void put_figure(const struct dumper *d, const struct part *p) {
    json_open(d->j, '{');
    json_kstr(d->j, "target", p->figure->target);
    json_kbool(d->j, "found", p->figure->result == VAULT_FOUND);
    json_kstr(d->j, "alt", p->figure->alt);
    json_kstr(d->j, "width", p->figure->width);
    put_line(d, p->span);
    json_close(d->j, '}');
}

static void find_in_table(const struct dumper *d, int what, const struct study_table *t) {
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        find_in_text(d, what, &t->cells[i].text);
}

static void find_in_part(const struct dumper *d, int what, const struct part *p) {
    switch (p->kind) {
    case PART_TEXT:
        find_in_text(d, what, &p->text);
        break;
    case PART_POINT:
        find_in_text(d, what, &p->point->key);
        find_in_text(d, what, &p->point->text);
        find_in_parts(d, what, p->point->parts, p->point->n_parts);
        break;
    case PART_TABLE:
        if (what == FIND_TABLES)
            put_table(d, p);
        find_in_table(d, what, p->table);
        break;
    case PART_CODE:
        if (what == FIND_CODE)
            put_code(d, p);
        break;
    case PART_MATH:
        if (what == FIND_MATH)
            put_math(d, p->code.text, true, p->span);
        break;
    case PART_FIGURE:
        if (what == FIND_FIGURES)
            put_figure(d, p);
        find_in_text(d, what, &p->figure->caption);
        break;
    case PART_QUOTE:
        if (what == FIND_QUOTES)
            put_quote(d, p);
        find_in_text(d, what, &p->quote->title);
        find_in_parts(d, what, p->quote->parts, p->quote->n_parts);
        break;
    default:
        break;
    }
}

static void find_in_parts(const struct dumper *d, int what, const struct part *parts, size_t n) {
    for (size_t i = 0; i < n; i++)
        find_in_part(d, what, &parts[i]);
}

static void find_in_authored(const struct dumper *d, int what, const struct authored *a) {
    find_in_parts(d, what, a->stem_parts, a->n_stem_parts);
    for (size_t i = 0; i < a->n_options; i++) {
        find_in_text(d, what, &a->options[i].text);
        find_in_parts(d, what, a->options[i].parts, a->options[i].n_parts);
    }
    find_in_text(d, what, &a->explanation);
    find_in_parts(d, what, a->explanation_parts, a->n_explanation_parts);
}

static void put_found(const struct dumper *d, const struct question *q) {
    for (int what = 0; what < FIND_COUNT; what++) {
        json_key(d->j, find_keys[what]);
        json_open(d->j, '[');
        find_in_text(d, what, &q->title);
        find_in_parts(d, what, q->lead, q->n_lead);
        for (size_t i = 0; i < q->n_facets; i++)
            find_in_parts(d, what, q->facets[i].parts, q->facets[i].n_parts);
        if (q->authored)
            find_in_authored(d, what, q->authored);
        json_close(d->j, ']');
    }
}

/* What stands in the text below a section's or note's title. */
static void put_found_in_intro(const struct dumper *d, const struct rich *title,
                               const struct part *parts, size_t n) {
    for (int what = 0; what < FIND_COUNT; what++) {
        json_key(d->j, find_keys[what]);
        json_open(d->j, '[');
        if (title)
            find_in_text(d, what, title);
        find_in_parts(d, what, parts, n);
        json_close(d->j, ']');
    }
}

/* ---- facets ---- */

static void put_facet(const struct dumper *d, const struct facet *f) {
    json_open(d->j, '{');
    json_kstr(d->j, "label", f->label);
    json_kstr(d->j, "canonical", f->canonical);
    json_kbool(d->j, "direct", f->is_direct);
    put_line(d, f->span);
    put_points(d, "points", f->parts, f->n_parts);
    put_texts(d, "text", f->parts, f->n_parts);
    put_order(d, f->parts, f->n_parts);
    json_close(d->j, '}');
}

static void put_terms(const struct dumper *d, const struct question *q) {
    json_key(d->j, "terms");
    json_open(d->j, '[');
    for (size_t i = 0; i < q->n_terms; i++) {
        const struct term *t = &q->terms[i];
        json_open(d->j, '{');
        json_kstr(d->j, "term", t->term);
        json_kstr(d->j, "full", t->full);
        json_kstr(d->j, "abbr", t->abbr);
        json_kstr(d->j, "confidence",
                  t->confidence == TERM_CERTAIN ? STR("certain") : STR("guessed"));
        put_line(d, t->span);
        json_close(d->j, '}');
    }
    json_close(d->j, ']');
}

static void put_clozes(const struct dumper *d, const struct question *q) {
    json_key(d->j, "clozes");
    json_open(d->j, '[');
    for (size_t i = 0; i < q->n_clozes; i++) {
        const struct cloze *c = &q->clozes[i];
        json_open(d->j, '{');
        json_kstr(d->j, "text", c->text);
        json_kstr(d->j, "sentence", c->sentence.plain);
        if (c->hint.n > 0)
            json_kstr(d->j, "hint", c->hint);
        json_kint(d->j, "number", c->number);
        put_line(d, c->span);
        json_close(d->j, '}');
    }
    json_close(d->j, ']');
}

/* ---- authored questions ---- */

static void put_options(const struct dumper *d, const struct authored *a) {
    json_key(d->j, "options");
    json_open(d->j, '[');
    for (size_t i = 0; i < a->n_options; i++) {
        json_open(d->j, '{');
        json_kstr(d->j, "letter", a->options[i].letter);
        json_kstr(d->j, "text", a->options[i].text.plain);
        json_kbool(d->j, "right", a->options[i].right);
        put_line(d, a->options[i].span);
        json_close(d->j, '}');
    }
    json_close(d->j, ']');
}

static void put_key(const struct dumper *d, const struct authored *a) {
    if (a->kind == AUTHORED_TRUE_FALSE) {
        if (!a->malformed)
            json_kbool(d->j, "answer", a->is_true);
        return;
    }
    if (a->kind != AUTHORED_CHOICE) {
        json_key(d->j, "answers");
        json_open(d->j, '[');
        for (size_t i = 0; i < a->n_answers; i++)
            json_str(d->j, a->answers[i].plain);
        json_close(d->j, ']');
        return;
    }
    json_key(d->j, "key");
    json_open(d->j, '[');
    for (size_t i = 0; i < a->n_options; i++)
        if (a->options[i].right)
            json_str(d->j, a->options[i].letter);
    json_close(d->j, ']');
}

static void put_authored(const struct dumper *d, const struct authored *a) {
    json_key(d->j, "authored");
    json_open(d->j, '{');
    json_kstr(d->j, "kind", str_of(authored_names[a->kind]));
    json_kbool(d->j, "malformed", a->malformed);
    json_kstr(d->j, "stem", a->stem.plain);
    if (a->kind == AUTHORED_CHOICE) {
        json_kbool(d->j, "several", a->several);
        put_options(d, a);
    }
    put_key(d, a);
    json_kstr(d->j, "explanation", a->explanation.plain);
    put_texts(d, "explanation_parts", a->explanation_parts, a->n_explanation_parts);
    if (a->scheduling.n > 0)
        json_kstr(d->j, "scheduling", a->scheduling);
    put_line(d, a->span);
    json_close(d->j, '}');
}

/* ---- questions, sections, documents ---- */

static void put_question(const struct dumper *d, const struct question *q) {
    json_open(d->j, '{');
    json_kstr(d->j, "id", q->block_id);
    json_kstr(d->j, "title", q->title.plain);
    json_kstr(d->j, "number", q->number);
    put_line(d, q->span);
    json_kbool(d->j, "implicit", q->implicit);
    json_kbool(d->j, "section", q->is_section);
    json_kstr(d->j, "status", str_of(status_names[q->status]));
    put_texts(d, "lead", q->lead, q->n_lead);
    put_order(d, q->lead, q->n_lead);
    json_key(d->j, "facets");
    json_open(d->j, '[');
    for (size_t i = 0; i < q->n_facets; i++)
        put_facet(d, &q->facets[i]);
    json_close(d->j, ']');
    put_terms(d, q);
    put_clozes(d, q);
    put_found(d, q);
    if (q->authored)
        put_authored(d, q->authored);
    put_strings(d, "tags", q->tags, q->n_tags);
    json_close(d->j, '}');
}

static void put_section(const struct dumper *d, const struct section *s);

/* Questions and sections each in their own list, as the contract has it. */
static void put_units(const struct dumper *d, const struct unit *units, size_t n) {
    for (int kind = UNIT_QUESTION; kind <= UNIT_SECTION; kind++) {
        json_key(d->j, kind == UNIT_QUESTION ? "questions" : "sections");
        json_open(d->j, '[');
        for (size_t i = 0; i < n; i++) {
            if (units[i].kind != kind)
                continue;
            if (kind == UNIT_QUESTION)
                put_question(d, units[i].question);
            else
                put_section(d, units[i].section);
        }
        json_close(d->j, ']');
    }
}

static void put_section(const struct dumper *d, const struct section *s) {
    json_open(d->j, '{');
    json_kstr(d->j, "title", s->title.plain);
    json_kstr(d->j, "number", s->number);
    put_line(d, s->span);
    json_kint(d->j, "level", s->level);
    if (s->is_material)
        json_kbool(d->j, "material", true);
    put_texts(d, "intro", s->intro, s->n_intro);
    put_points(d, "intro_points", s->intro, s->n_intro);
    put_found_in_intro(d, &s->title, s->intro, s->n_intro);
    put_units(d, s->units, s->n_units);
    json_close(d->j, '}');
}

/* Marks that hold a word: what the model keeps as structure and a reader might look for. */
static bool holds_word(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (code_is_letter(c) || code_is_cjk(c))
            return true;
    }
    return false;
}

static void put_marks(const struct dumper *d, const struct study_document *doc) {
    json_key(d->j, "structure");
    json_open(d->j, '[');
    for (size_t i = 0; i < doc->n_marks; i++) {
        if (!holds_word(doc->marks[i].text))
            continue;
        json_open(d->j, '{');
        json_kstr(d->j, "text", doc->marks[i].text);
        put_line(d, doc->marks[i].span);
        json_close(d->j, '}');
    }
    json_close(d->j, ']');
}

static struct map figures_of(struct arena *a, const struct study_document *doc) {
    struct map m = map_in(a);
    for (size_t i = 0; i < doc->n_figures; i++)
        map_put(&m, doc->figures[i]->target)->ptr = (void *)(uintptr_t)doc->figures[i];
    return m;
}

static void put_document(struct json *j, const struct sources *sources,
                         const struct study_document *doc) {
    struct map figures = figures_of(j->out->a, doc);
    const struct dumper d = {j, sources, &figures};
    json_open(j, '{');
    json_kstr(j, "path", doc->source->path);
    json_kstr(j, "title", doc->title);
    json_kstr(j, "encoding", doc->source->encoding);
    json_kstr(j, "lang", doc->lang);
    json_kbool(j, "glossary", doc->is_glossary);
    json_key(j, "counts");
    json_open(j, '{');
    json_kint(j, "sections", (int64_t)doc->n_sections);
    json_kint(j, "questions", (int64_t)doc->n_questions);
    json_kint(j, "missing", (int64_t)doc->n_missing);
    json_close(j, '}');
    put_texts(&d, "intro", doc->intro, doc->n_intro);
    put_points(&d, "intro_points", doc->intro, doc->n_intro);
    put_found_in_intro(&d, NULL, doc->intro, doc->n_intro);
    put_units(&d, doc->units, doc->n_units);
    put_marks(&d, doc);
    json_close(j, '}');
}

void study_dump(const struct study *s, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_key(&j, "documents");
    json_open(&j, '[');
    for (size_t i = 0; i < s->n; i++)
        put_document(&j, s->sources, s->v[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
