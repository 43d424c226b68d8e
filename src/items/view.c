/* view: makes the view of one question. */
#include "items/view.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>

#define REGULAR      750 /* thousandths of a list's points that must be names with explanations */
#define KEY_REPEATED 330 /* thousandths of a key's tokens that its explanation may repeat */
#define CONTENTS_MIN 2   /* headings below that a list names: it is their contents */
#define FOREIGN_MIN  3   /* function words of another language, more than of English */
#define FOREIGN_PART 4   /* one letter in so many is of another script */
#define EXPLAIN_KEEP 500 /* thousandths of an explanation that must survive shortening */

static void split_gloss(struct arena *a, struct view_point *p) {
    struct str before, gloss, after;
    if (!key_split_gloss(p->key.plain, &before, &gloss, &after))
        return;
    size_t cut = (size_t)(before.p - p->key.plain.p) + before.n;
    struct rich head = rich_slice(a, &p->key, 0, cut);
    if (after.n == 0) {
        p->key = head;
    } else if (utf8_count_han(gloss) == 0) { /* GPT（Generative …）系列 is called GPT系列 */
        struct rich parts[2] = {
            head, rich_slice(a, &p->key, (size_t)(after.p - p->key.plain.p), p->key.plain.n)};
        p->key = rich_join(a, parts, 2, (struct str){0});
    } else {
        return;
    }
    p->gloss = gloss;
}

static bool is_mostly_link(const struct rich *r) {
    size_t linked = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->runs[i].flags & RICH_LINK)
            linked += r->runs[i].text.n;
    return linked * 2 > r->plain.n;
}

/* "...", "……", 等: the author's and so on. */
static bool says_no_word(struct str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (c != 0x7B49 && (code_is_letter(c) || code_is_cjk(c)))
            return false;
    }
    return s.n > 0;
}

static bool is_tag_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '1' && c <= '6');
}

/* A tag that was written as text (指定 <body> 的类) and is missing from what the reader sees. */
bool view_lost_tag(const struct rules *r, const struct source *source, struct span span,
                   struct str seen) {
    struct str text = source->text;
    size_t at = span.at - source->base, end = MIN(at + span.len, text.n);
    while (at > 0 && at <= text.n && text.p[at - 1] != '\n')
        at--; /* it may stand in front */
    while (at < end) {
        const char *open = memchr(text.p + at, '<', end - at);
        if (!open)
            return false;
        at = (size_t)(open - text.p) + 1;
        size_t n = 0;
        while (at + n < end && is_tag_letter(text.p[at + n]))
            n++;
        struct str name = str_slice(text, at, at + n), tag = str_slice(text, at - 1, at + n);
        if (n > 0 && at + n < end && strchr(" />\n", text.p[at + n]) &&
            !words_is(r->markup_tags, name) && !str_has(seen, tag))
            return true;
    }
    return false;
}

/* `label`, `href`, optional `hidden`: the fields of a program's own type, which nobody learns. */
static bool lists_identifiers(const struct rich *r) {
    size_t code = 0, n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->runs[i].flags & RICH_CODE) {
            code += r->runs[i].text.n;
            n++;
        }
    return n > 1 && code * 2 > r->plain.n;
}

/* What E says: the same as the text it is, or the text it is but for a mark at the end. */
static struct sim_text sim_of_explanation(struct arena *a, const struct rules *r,
                                          const struct view_point *p) {
    struct str e = p->e.text.plain, text = p->text.text.plain;
    bool same = str_starts(text, e);
    for (const char *c = text.p + e.n, *end = text.p + text.n; same && c < end;) {
        uint32_t code = utf8_next(&c, end);
        same = code_is_punct(code) || code == ' ';
    }
    if (!same)
        return sim_text(a, e, &r->stops);
    struct sim_text sim = p->text_sim;
    sim.cells = (uint32_t)utf8_cells(e);
    return sim;
}

static void view_point(struct arena *a, const struct view *v, const struct point *point,
                       struct view_point *p) {
    const struct rules *r = v->r;
    struct explain_wish wish = {v->title.zh, EXPLAIN_KEEP, EXPLAIN_CELLS_MAX};
    p->point = point;
    struct clean key = clean_rich(a, &point->key, CLEAN_NAME);
    p->key = key.text;
    split_gloss(a, p);
    p->text = clean_rich(a, &point->text, CLEAN_STATEMENT);
    if (view_lost_tag(r, v->q->document->source, point->text.span, point->text.plain))
        p->text.trouble |= CLEAN_HOLE;
    p->span = point->text.span.len ? point->text.span : point->key.span;
    p->missing = point->status != STATUS_ANSWERED ||
                 (p->key.plain.n == 0 && says_no_word(p->text.text.plain));
    p->nested = point->n_parts > 0;
    p->link = is_mostly_link(&point->text);
    p->is_name = p->key.plain.n && !(key.trouble & (CLEAN_RAGGED | CLEAN_HOLE)) &&
                 key_is_name(r, p->key.plain) && !str_eq(sim_fold(a, p->key.plain), v->about_fold);
    p->is_claim = key_is_claim(r, p->key.plain);
    p->e = explain(a, r, &p->text, p->key.plain, &wish);
    p->key_sim = sim_text(a, key_core(p->key.plain), &r->stops);
    p->text_sim = sim_text(a, p->text.text.plain, &r->stops);
    p->e_sim = sim_of_explanation(a, r, p);
    if (p->link)
        p->e.gate = GATE_NO_CONTEXT;
    if (p->e.gate == GATE_PASSED &&
        (words_in(r->one_of, p->e.text.plain) || lists_identifiers(&point->text)))
        p->e.gate = GATE_VAGUE;
    p->usable = p->is_name && !p->missing && p->e.gate == GATE_PASSED;
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static size_t count_in(const uint32_t *v, size_t n, uint32_t x) {
    const uint32_t *hit = n ? bsearch(&x, v, n, sizeof *v, by_number) : NULL;
    if (!hit)
        return 0;
    size_t count = 1;
    for (const uint32_t *p = hit; p > v && p[-1] == x; p--)
        count++;
    for (const uint32_t *p = hit; p + 1 < v + n && p[1] == x; p++)
        count++;
    return count;
}

/* Own tokens by counting each token once a sibling (key and text together). */
static void count_own(struct arena *a, const struct sim_text *title, struct view_facet *f) {
    size_t room = 0, n = 0;
    for (size_t i = 0; i < f->n; i++)
        room += f->points[i].key_sim.n_tokens + f->points[i].text_sim.n_tokens;
    uint32_t *all = arena_array(a, uint32_t, room);
    for (size_t i = 0; i < f->n; i++) {
        const struct sim_text *both[2] = {&f->points[i].key_sim, &f->points[i].text_sim};
        struct sim_set set = sim_set_of(a, both, 2);
        if (set.n)
            memcpy(all + n, set.v, set.n * sizeof *all);
        n += set.n;
    }
    sim_sort(a, all, n);
    for (size_t i = 0; i < f->n; i++) {
        struct view_point *p = &f->points[i];
        for (size_t k = 0; k < p->e_sim.n_tokens; k++) {
            const struct sim_text one = {.tokens = &p->e_sim.tokens[k], .n_tokens = 1};
            p->own += count_in(all, n, p->e_sim.tokens[k]) <= 1 && !sim_common(&one, title) &&
                      !sim_common(&one, &p->key_sim);
        }
    }
}

/* 解决方案如下 is labelled 解决方案. */
static struct str without_intro(const struct rules *r, struct str label) {
    size_t n = words_end(r->label_intro, label);
    return n && n < label.n ? str_trim_end(str_slice(label, 0, label.n - n)) : label;
}

/* The last sentence of a text: what introduces the list behind it. */
static struct str last_clause(struct str s) {
    size_t at = 0, next;
    while ((next = at + explain_sentence(str_from(s, at))) < s.n)
        at = next;
    return str_from(s, at);
}

/* Text between a label and its points: they may be about that text. */
static bool begins_with_text(const struct facet *f) {
    return f->n_parts > 0 && f->parts[0].kind == PART_TEXT;
}

/* A list behind code, a table or a picture explains that. */
static bool follows_block(const struct question *q, const struct facet *f) {
    for (size_t i = 0; f == q->facets && i < q->n_lead; i++)
        if (q->lead[i].kind == PART_CODE || q->lead[i].kind == PART_TABLE)
            return true;
    return false;
}

/* Whether the text before the list introduces examples rather than the answer. */
static bool introduces_examples(const struct rules *r, const struct question *q,
                                const struct facet *f) {
    const struct part *last = q->n_lead && f == q->facets ? &q->lead[q->n_lead - 1] : NULL;
    return last && last->kind == PART_TEXT &&
           (words_in(r->lead_examples, last_clause(last->text.plain)) ||
            words_in(r->lead_aside, last_clause(last->text.plain))) &&
           (str_ends(str_trim_end(last->text.plain), STR("：")) ||
            str_ends(str_trim_end(last->text.plain), STR(":")));
}

/* A list of what the headings below are called is a table of contents. */
static bool lists_headings(struct arena *a, const struct question *q, const struct view_facet *f) {
    const struct section *s = q->is_section ? q->section : NULL;
    size_t named = 0;
    for (size_t i = 0; s && i < s->n_units; i++) {
        const struct unit *u = &s->units[i];
        const struct rich *title = u->kind == UNIT_SECTION ? &u->section->title
                                   : u->question != q      ? &u->question->title
                                                           : NULL;
        struct str fold = title ? sim_fold(a, title_words(a, title)) : (struct str){0};
        for (size_t k = 0; fold.n && k < f->n; k++) {
            const struct view_point *p = &f->points[k];
            bool same = p->key.plain.n ? str_eq(p->key_sim.fold, fold) && !p->text.text.plain.n
                                       : str_eq(p->text_sim.fold, fold);
            named += same;
        }
    }
    return named >= CONTENTS_MIN;
}

/* Learn: pipes, Learn: variables: the word in front of every point names none of them. */
static void find_repeated(struct view_facet *f) {
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < i; k++)
            if (f->points[i].key.plain.n &&
                str_eq(f->points[i].key_sim.fold, f->points[k].key_sim.fold)) {
                f->points[i].is_name = f->points[k].is_name = false;
                f->n_usable -= (size_t)f->points[i].usable + f->points[k].usable;
                f->points[i].usable = f->points[k].usable = false;
            }
}

static bool is_regular(const struct view_facet *f) {
    size_t named = 0;
    for (size_t i = 0; i < f->n; i++)
        named += f->points[i].is_name && !f->points[i].is_claim && f->points[i].text.text.plain.n;
    return f->n > 0 && named * 1000 >= f->n * REGULAR;
}

static void view_facet(struct arena *a, struct view *v, const struct facet *f,
                       struct view_facet *out) {
    *out = (struct view_facet){.facet = f,
                               .label = without_intro(v->r, str_trim(f->label)),
                               .canonical = f->canonical,
                               .direct = f->is_direct,
                               .ordered = true,
                               .plain = true};
    size_t n = 0;
    for (size_t i = 0; i < f->n_parts; i++)
        n += f->parts[i].kind == PART_POINT;
    out->points = arena_array(a, struct view_point, n);
    for (size_t i = 0; i < f->n_parts; i++) {
        if (f->parts[i].kind != PART_POINT) {
            out->plain = false;
            continue;
        }
        if (out->n == VIEW_POINTS_MAX)
            break;
        struct view_point *p = &out->points[out->n++];
        view_point(a, v, f->parts[i].point, p);
        out->ordered = out->ordered && p->point->ordered;
        out->n_missing += p->missing;
        out->n_usable += p->usable;
    }
    out->ordered = out->ordered && out->n > 0;
    find_repeated(out);
    out->regular = is_regular(out);
    out->examples = introduces_examples(v->r, v->q, f);
    bool aside = f->label.n
                     ? words_end(v->r->label_intro, str_trim(f->label)) > 0 || begins_with_text(f)
                     : follows_block(v->q, f);
    out->contents = lists_headings(a, v->q, out);
    out->direct = out->direct && !aside && !out->contents;
    count_own(a, &v->title_sim, out);
}

/* 优点 below a title that asks for several things, or below a part with a name of its own. */
static bool is_of_another(const struct view *v, size_t at) {
    const struct view_facet *f = &v->facets[at];
    struct str title = v->title.text.plain;
    if (!words_is(v->r->evaluates, f->canonical))
        return false;
    bool part = v->title.weak || words_end(v->r->weak, title);
    if (part && !str_has(title, f->label) && !words_in(v->r->title_evaluates, title))
        return true; /* 索引的定义 has no 优点, 索引 has */
    if (words_in(v->r->title_several, title) && !str_has(title, f->label) &&
        !words_in(v->r->title_evaluates, title))
        return true;
    for (size_t i = 0; i < at; i++)
        if (v->facets[i].label.n && v->facets[i].canonical.n == 0)
            return true;
    return false;
}

/* Letters of a script that no wording is written in: Cyrillic and what lies behind it. */
static bool is_foreign_letter(uint32_t c) {
    return (c >= 0x400 && c < 0x2000) || (c >= 0x3041 && c < 0x3100) || (c >= 0xAC00 && c < 0xD7A4);
}

/* The texts of a question and its answer. */
static size_t texts_of(struct arena *a, const struct question *q, struct str **out) {
    VEC(struct str) v = {0};
    vec_push(a, &v, q->title.plain);
    for (size_t i = 0; i < q->n_lead; i++) {
        const struct part *p = &q->lead[i];
        if (p->kind == PART_TEXT)
            vec_push(a, &v, p->text.plain);
        for (size_t k = 0; p->kind == PART_TABLE && k < p->table->n_rows * p->table->n_columns; k++)
            vec_push(a, &v, p->table->cells[k].text.plain);
    }
    for (size_t i = 0; i < q->n_facets; i++)
        for (size_t k = 0; k < q->facets[i].n_parts; k++)
            if (q->facets[i].parts[k].kind == PART_POINT) {
                vec_push(a, &v, q->facets[i].parts[k].point->key.plain);
                vec_push(a, &v, q->facets[i].parts[k].point->text.plain);
            }
    *out = v.v;
    return v.n;
}

static size_t count_words(const struct words *w, const struct str *v, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += words_count(w, v[i]);
    return count;
}

/* Whether question and answer are in a language no wording is in: the words around them would not
 * fit. The language of a document is that of most of it. */
static bool is_foreign(struct arena *a, const struct rules *r, const struct question *q) {
    struct str *v;
    size_t n = texts_of(a, q, &v), foreign = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        for (const char *p = v[i].p, *end = p + v[i].n; p < end;) {
            uint32_t c = utf8_next(&p, end);
            bool common = c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF);
            foreign += !common && is_foreign_letter(c);
            all +=
                common ? c >= 0x80 || byte_is_alnum((char)c) : code_is_letter(c) || code_is_cjk(c);
        }
    if (foreign * FOREIGN_PART > all)
        return true;
    size_t stops = count_words(r->foreign_stops, v, n);
    return stops >= FOREIGN_MIN && stops > count_words(r->latin_stops, v, n);
}

static const struct view_doc *without_wording(struct arena *a, const struct view_doc *doc) {
    struct view_doc *copy = arena_new(a, struct view_doc);
    *copy = *doc;
    copy->wording = NULL;
    return copy;
}

/* Labels that do not say of what: 优点 twice in one answer is of two things. */
static void find_unclear(struct view *v) {
    for (size_t i = 0; i < v->n_facets; i++) {
        struct view_facet *f = &v->facets[i];
        f->unclear = is_of_another(v, i);
        for (size_t k = 0; k < v->n_facets; k++)
            f->unclear = f->unclear || (i != k && f->label.n && f->canonical.n &&
                                        str_eq(f->canonical, v->facets[k].canonical));
    }
    for (size_t i = 0; i < v->n_facets; i++)
        v->facets[i].direct = v->facets[i].direct && !v->facets[i].unclear;
}

static bool is_block(const struct part *p) {
    return p->kind == PART_TABLE || p->kind == PART_CODE || p->kind == PART_FIGURE ||
           p->kind == PART_QUOTE;
}

static bool has_block(const struct part *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (is_block(&v[i]))
            return true;
        if (v[i].kind == PART_POINT && has_block(v[i].point->parts, v[i].point->n_parts))
            return true; /* nesting is capped by syntax */
    }
    return false;
}

static void measure(struct view *v) {
    const struct question *q = v->q;
    v->has_missing = q->status != STATUS_ANSWERED;
    v->has_blocks = has_block(q->lead, q->n_lead);
    for (size_t i = 0; i < q->n_lead; i++)
        if (q->lead[i].kind == PART_TEXT)
            v->lead_cells += utf8_cells(q->lead[i].text.plain);
    for (size_t i = 0; i < v->n_facets; i++) {
        v->n_points += v->facets[i].n;
        v->has_missing = v->has_missing || v->facets[i].n_missing > 0;
        v->has_blocks = v->has_blocks || has_block(q->facets[i].parts, q->facets[i].n_parts);
    }
}

struct view *view_make(struct arena *a, const struct rules *r, const struct view_doc *doc,
                       const struct question *q, const struct heading *above) {
    struct view *v = arena_new(a, struct view);
    v->q = q;
    v->r = r;
    v->doc = doc->wording && is_foreign(a, r, q) ? without_wording(a, doc) : doc;
    v->above = above;
    v->title = title_of(a, r, q, above);
    if (doc->is_project)
        v->title.stop = MAX(v->title.stop, STOP_CARD);
    const struct str *subject = v->title.subject.v;
    struct str printed =
        str_join(a, (struct str[]){subject[0], subject[1], v->title.text.plain}, 3, STR(" "));
    v->title_sim = sim_text(a, printed, &r->stops);
    v->about_fold = sim_fold(a, v->title.about.plain);
    v->facets = arena_array(a, struct view_facet, q->n_facets);
    for (size_t i = 0; i < q->n_facets; i++)
        view_facet(a, v, &q->facets[i], &v->facets[v->n_facets++]);
    find_unclear(v);
    measure(v);
    return v;
}

unsigned view_median(struct arena *a, const unsigned *cells, size_t n) {
    if (n == 0)
        return 0;
    unsigned *sorted = arena_array(a, unsigned, n);
    memcpy(sorted, cells, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

const struct view_point *view_find(const struct view *v, const struct point *p,
                                   const struct view_facet **facet) {
    for (size_t i = 0; p && i < v->n_facets; i++)
        for (size_t k = 0; k < v->facets[i].n; k++)
            if (v->facets[i].points[k].point == p) {
                *facet = &v->facets[i];
                return &v->facets[i].points[k];
            }
    return NULL;
}

bool view_is_authored(const struct question *q) {
    if (!q->authored || q->authored->kind == AUTHORED_NONE)
        return false;
    bool card = q->authored->kind == AUTHORED_CARD || q->authored->kind == AUTHORED_CARD_BOTH_WAYS;
    bool whole = q->n_facets > 0 || q->n_lead > 1;
    return !(card && whole && !q->authored->malformed);
}

bool view_repeats_key(const struct view_point *p) {
    size_t repeated = sim_common(&p->key_sim, &p->e_sim);
    return repeated && repeated * 1000 >= p->key_sim.n_tokens * KEY_REPEATED;
}

const struct view_point *view_at(const struct view *v, struct span span) {
    for (size_t i = 0; i < v->n_facets; i++)
        for (size_t k = 0; k < v->facets[i].n; k++) {
            struct span s = v->facets[i].points[k].span;
            if (span.at >= s.at && span.at < s.at + s.len)
                return &v->facets[i].points[k];
        }
    return NULL;
}
