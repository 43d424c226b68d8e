/* recall: the question as it stands, its whole answer as the key: one scoring point a line. What is
 * answered but no paper could print stays a card.
 *
 * Terms: lead = the answer's text before its first list; kept = its sentences that say something.
 */
#include "items/fit.h"
#include "items/gates.h"

#include "base/utf8.h"

#include <ctype.h>

#define POINTS_MAX          12
#define POINT_CELLS_MAX     200 /* of one point: more is no scoring point but a text */
#define KEY_CELLS_MAX       1200
#define HOW_SENTENCES_MAX   2   /* of a how or why without a list: more is no countable answer */
#define PROSE_CELLS_MAX     260 /* of an answer without a list */
#define PROSE_SENTENCES_MAX 3
#define LEAD_CELLS_MAX      220 /* of the sentences before a list */
#define LEAD_SENTENCES_MAX  2
#define INTRO_CELLS_MAX     80 /* a sentence up to so long may be a mere introduction */
#define LABEL_CELLS_MAX     20 /* of a label only this note has; more is a lead-in */
#define REMARK_CELLS        16 /* a sentence so short that only points back is a remark */
#define SUBJECT_BYTES       12 /* a definition names its subject at once: 所谓X是指… */
#define STUB_CELLS          30 /* a how or why answered in less is not answered */
#define TOLD_CELLS          60 /* 原理 told in less is not told */
#define MANY_POINTS         4  /* an answer of so many points can be marked point by point */
#define WRAPPED_BYTES       64 /* a longer line may have been wrapped */
#define SIDE_POINTS_MIN     3  /* a title asking two things needs at least so many points */

struct key {
    struct gen *g;
    VEC(struct item_answer) v;
    size_t cells;
    size_t lead_kept;    /* cells */
    size_t n_sentences;  /* kept of the lead */
    bool lost;           /* something of the answer is not in the key */
    size_t n_points;     /* answers that were points */
    size_t n_code;       /* of them, keyed by code: a table of commands, not what a heading names */
    size_t n_facets;     /* facets that gave points */
    size_t n_unlabelled; /* of them, without a label */
    size_t n_evaluating; /* of them, 优点 or 缺点 */
    size_t n_labelled_own; /* of them, labelled as only this note labels */
    bool has_direct;
    const char *card; /* why it is no paper's, or NULL */
};

static void keep_off_paper(struct key *k, const char *why) {
    if (!k->card)
        k->card = why;
}

static void add_answer(struct key *k, struct rich label, struct rich key, struct rich text) {
    vec_push(k->g->a, &k->v,
             (struct item_answer){.label = label, .key = key, .text = text, .weight = 1});
    k->cells += utf8_cells(label.plain) + utf8_cells(key.plain) + utf8_cells(text.plain);
}

/* A sentence of prose ends in a full stop, a word or two (Paris) in nothing, a question in its
 * mark. */
static struct rich with_stop(struct gen *g, const struct rich *s) {
    static const char *const ends[] = {"！", "？", "!", "?", "）", ")", "”"};
    struct rich bare = clean_without_stop(g->a, s);
    if (bare.plain.n == s->plain.n && utf8_cells(s->plain) < STUB_CELLS)
        return bare;
    if (str_ends_any(bare.plain, ends, COUNT_OF(ends)))
        return bare;
    struct rich parts[2] = {bare, gen_words(g, utf8_count_han(s->plain) ? STR("。") : STR("."))};
    return rich_join(g->a, parts, 2, (struct str){0});
}

static bool ends_in_colon(struct str s) {
    s = str_trim_end(s);
    return str_ends(s, STR("：")) || str_ends(s, STR(":"));
}

/* Sentences that introduce the list, speak to the reader, ask back or point at the page; `remarks`
 * tells whether a word of any_remark is in it, here and below. */
static bool says_nothing(const struct rules *r, struct str s, bool list_follows, bool remarks) {
    if (str_trim(s).n == 0 || str_ends(s, STR("？")) || str_ends(s, STR("?")))
        return true;
    if (words_start(r->deictic_start, s) && utf8_cells(s) < REMARK_CELLS)
        return true; /* 这很正常。 */
    if (list_follows &&
        (ends_in_colon(s) || (words_in(r->lead_intro, s) && utf8_cells(s) < INTRO_CELLS_MAX)))
        return true;
    return remarks && (words_in(r->lead_rhetoric, s) || words_in(r->reader, s));
}

static bool points_at_page(const struct rules *r, struct str s) {
    return words_in(r->page, s) || words_in(r->path_marks, s);
}

static bool is_mostly_link(const struct rich *r) {
    size_t linked = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->runs[i].flags & RICH_LINK)
            linked += r->runs[i].text.n;
    return linked * 2 > r->plain.n;
}

/* 如数字，字符串: an example where a point should stand. */
static bool begins_with_example(struct str s) {
    return str_starts(s, STR("如")) && !str_starts(s, STR("如果")) && !str_starts(s, STR("如何")) &&
           !str_starts(s, STR("如此"));
}

/* What no text begins with: the rest of another, or a number the study stage could not read. */
static bool begins_broken(struct str s) {
    static const char *const marks[] = {"（",  "(",    ".",  "。",  "，",   ",",    "、",
                                        ")",   "）",   "\\", "——",  "— ",   "A:",   "A：",
                                        "答:", "答：", "Q:", "Q：", "问：", "答案", "【"};
    return str_starts_any(s, marks, COUNT_OF(marks)) > 0;
}

/* …层网络。+ 在…: a mark of a list that was none is left within the text. */
static bool holds_list_mark(struct str s) {
    static const char *const marks[] = {"。+ ", "。- ", "。* ", "；+ ", "；- ", "。+", "；+"};
    return str_has_any(s, marks, COUNT_OF(marks));
}

/* Prevent slow-header attacks
 * Configure these based on …: a short line, and one that begins a sentence below it. */
static bool begins_anew(struct str before, struct str below) {
    return before.n < WRAPPED_BYTES && below.n && byte_is_alnum(before.p[before.n - 1]) &&
           isupper((unsigned char)below.p[0]);
}

/* Lines of Chinese below each other that no mark joins: two statements, as often as one wrapped. */
static bool joins_lines(const struct question *q, struct span span) {
    struct str text = q->document->source->text;
    size_t from = span.at - q->document->source->base, end = MIN(from + span.len, text.n);
    for (size_t line = from, i = from; i < end; i++) {
        if (text.p[i] != '\n')
            continue;
        struct str before = str_trim(str_slice(text, line, i)),
                   after = str_trim(str_slice(text, i, end));
        line = i + 1;
        if (before.n < 3 || after.n < 3)
            continue;
        if (begins_anew(before, str_slice(text, i + 1, end)))
            return true;
        const char *last = before.p + before.n - 3, *next = after.p;
        if (code_is_han(utf8_next(&last, before.p + before.n)) &&
            code_is_han(utf8_next(&next, after.p + after.n)))
            return true;
    }
    return false;
}

/* What is judged as words: formulas stand for a name. */
static struct str without_formulas(struct arena *a, const struct rich *r) {
    struct buf b = buf_in(a);
    if (!rich_has(r, RICH_MATH))
        return r->plain;
    for (size_t i = 0; i < r->n; i++)
        buf_str(&b, r->runs[i].flags & RICH_MATH ? STR("x") : r->runs[i].text);
    return buf_get(&b);
}

/* A formula on lines of its own as a part of a sentence. */
static struct rich formula(struct gen *g, const struct part *p) {
    struct rich r = rich_plain(g->a, str_trim(p->code.text), p->span);
    struct rich_run *runs = arena_array(g->a, struct rich_run, r.n);
    for (size_t i = 0; i < r.n; i++) {
        runs[i] = r.runs[i];
        runs[i].flags |= RICH_MATH;
    }
    r.runs = runs;
    return r;
}

/* What about a text before the list keeps it from a printed key. */
static const char *text_trouble(const struct key *k, const struct clean *c, const struct rich *text,
                                bool list_follows) {
    if (c->trouble & (CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_STRUCK | CLEAN_HOLE))
        return "card:markup";
    if (!list_follows && ((c->trouble & CLEAN_ARROW) || clean_is_shorthand(c->text.plain)))
        return "card:shorthand";
    if (is_mostly_link(text))
        return "card:points-at-page";
    return joins_lines(k->g->v->q, text->span) ? "card:glued-lines" : NULL;
}

/* What about one of its sentences does. */
static const char *sentence_trouble(const struct key *k, const struct rich *sentence,
                                    bool list_follows, bool remarks) {
    const struct rules *r = k->g->v->r;
    struct str s = sentence->plain;
    if (remarks && !list_follows &&
        (words_in(r->lead_examples, s) || words_in(r->lead_narrative, s)))
        return "card:narrates";
    if (remarks && points_at_page(r, s))
        return "card:points-at-page";
    struct str words = without_formulas(k->g->a, sentence);
    if (begins_broken(words) || holds_list_mark(words) || explain_is_code(words) ||
        begins_with_example(s))
        return "card:broken";
    if (!list_follows && ends_in_colon(s))
        return "card:lead-in";
    if (!list_follows && explain_is_bare_condition(r, s))
        return "card:no-sentence";
    return k->n_sentences == 0 && words_start(r->deictic_start, s) ? "card:no-context" : NULL;
}

static void add_lead_text(struct key *k, const struct rich *text, bool list_follows) {
    struct gen *g = k->g;
    struct clean c = clean_rich(g->a, text, CLEAN_STATEMENT);
    if (!k->card)
        k->card = text_trouble(k, &c, text, list_follows);
    for (size_t at = 0; at < c.text.plain.n;) {
        size_t n = explain_sentence(str_from(c.text.plain, at));
        struct rich s = rich_slice(g->a, &c.text, at, at + n);
        s = rich_trim(g->a, &s);
        at += n;
        size_t cells = utf8_cells(s.plain);
        bool remarks = words_in(g->v->r->any_remark, s.plain);
        if (says_nothing(g->v->r, s.plain, list_follows, remarks)) {
            k->lost = k->lost || (!list_follows && cells > 0);
            continue;
        }
        if (!k->card)
            k->card = sentence_trouble(k, &s, list_follows, remarks);
        k->lead_kept += cells;
        k->n_sentences++;
        add_answer(k, (struct rich){0}, (struct rich){0}, with_stop(g, &s));
    }
}

static void add_lead(struct key *k) {
    const struct question *q = k->g->v->q;
    for (size_t i = 0; i < q->n_lead; i++) {
        struct rich both[2];
        size_t n = 0;
        if (q->lead[i].kind == PART_TEXT)
            both[n++] = q->lead[i].text;
        size_t at = n ? i + 1 : i;
        if (at < q->n_lead && q->lead[at].kind == PART_MATH) {
            both[n++] = formula(k->g, &q->lead[at]);
            i = at;
        }
        struct rich whole = n == 2 ? rich_join(k->g->a, both, 2, (struct str){0}) : both[0];
        if (n)
            add_lead_text(k, &whole, q->n_facets > 0);
    }
}

/* The text of a point with that of the points below it. */
static struct rich point_text(struct gen *g, const struct view_point *p) {
    VEC(struct rich) pieces = {0};
    if (p->text.text.plain.n)
        vec_push(g->a, &pieces, clean_without_stop(g->a, &p->text.text));
    for (size_t i = 0; i < p->point->n_parts; i++) {
        const struct part *part = &p->point->parts[i];
        if (part->kind == PART_TEXT) {
            struct rich t = clean_rich(g->a, &part->text, CLEAN_STATEMENT).text;
            vec_push(g->a, &pieces, clean_without_stop(g->a, &t));
        } else if (part->kind == PART_MATH) {
            vec_push(g->a, &pieces, formula(g, part));
        } else if (part->kind == PART_POINT && part->point->status != STATUS_MISSING) {
            struct rich both[2] = {clean_rich(g->a, &part->point->key, CLEAN_NAME).text,
                                   clean_rich(g->a, &part->point->text, CLEAN_STATEMENT).text};
            both[1] = clean_without_stop(g->a, &both[1]);
            size_t from = both[0].plain.n ? 0 : 1;
            size_t n = both[1].plain.n ? 2 - from : 1 - from;
            if (n)
                vec_push(g->a, &pieces,
                         rich_join(g->a, both + from, n, g->v->title.zh ? STR("：") : STR(": ")));
        }
    }
    struct str between = g->v->title.zh ? STR("；") : STR("; ");
    if (pieces.n < 2 || !ends_in_colon(p->text.text.plain))
        return rich_join(g->a, pieces.v, pieces.n, between);
    struct rich both[2] = {pieces.v[0], rich_join(g->a, pieces.v + 1, pieces.n - 1, between)};
    return rich_join(g->a, both, 2, g->v->title.zh ? STR("：") : STR(": "));
}

/* Trap: …, 考察点：…: about the question, not of its answer. */
static bool is_examiners(const struct rules *r, const struct view_point *p, struct str s) {
    struct str rest = str_from(s, words_start(r->examiner, s));
    bool opens = rest.n < s.n && (str_starts(rest, STR(":")) || str_starts(rest, STR("：")));
    return opens || words_is(r->examiner, p->key.plain);
}

/* What keeps a point from a printed rubric. */
static const char *point_trouble(struct gen *g, const struct view_point *p) {
    const struct rules *r = g->v->r;
    struct str s = without_formulas(g->a, &p->text.text);
    if (p->text.trouble & (CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_STRUCK | CLEAN_GLUED | CLEAN_HOLE))
        return "card:markup";
    bool remarks = words_in(r->any_remark, s);
    if (is_mostly_link(&p->point->text) || (remarks && points_at_page(r, s)) ||
        explain_names_step(r, s))
        return "card:points-at-page";
    if (str_has(s, STR("？")) || str_ends(s, STR("?")))
        return "card:asks-back";
    if (remarks && words_in(r->reader, s))
        return "card:speaks-to-reader";
    if (p->point->task != TASK_NONE)
        return "card:checklist";
    if (begins_broken(s) || holds_list_mark(s) || explain_is_code(s) || words_end(r->dangling, s) ||
        str_has(s, STR("{\"")) || (p->key.plain.n == 0 && begins_with_example(s)))
        return "card:broken";
    if (words_start(r->remark, s) || words_is(r->remark, p->key.plain) ||
        str_eqc(p->key.plain, "注") || is_examiners(r, p, s))
        return "card:aside";
    if (p->text_sim.cells > POINT_CELLS_MAX)
        return "card:long-point";
    if (p->key.plain.n == 0 && words_is(r->key_not, s))
        return "card:own-labels"; /* 区别 among the points: a heading of some of them */
    return ends_in_colon(s) && !p->nested ? "card:lead-in" : NULL;
}

/* The label as it goes into a key: a table's, or a short one of the note's own; 具体过程如下 is
 * none. */
static struct str printed_label(const struct rules *r, const struct view_facet *f) {
    bool own = f->canonical.n == 0;
    if (own && (utf8_cells(f->label) > LABEL_CELLS_MAX || words_in(r->lead_intro, f->label) ||
                words_in(r->reader, f->label)))
        return (struct str){0};
    return f->label;
}

/* 原因 before each of its points when the answer holds more than that list. */
static struct rich answer_label(struct gen *g, const struct view_facet *f) {
    bool alone = g->v->n_facets < 2 && g->v->lead_cells == 0;
    return alone ? (struct rich){0} : gen_words(g, printed_label(g->v->r, f));
}

static bool is_code(const struct rich *r) {
    return r->n == 1 && (r->runs[0].flags & RICH_CODE);
}

/* Points below its points: a rubric of one line each cannot hold them. */
static bool has_deeper_points(const struct point *p) {
    for (size_t i = 0; i < p->n_parts; i++) {
        const struct part *part = &p->parts[i];
        if (part->kind != PART_POINT)
            continue;
        for (size_t k = 0; k < part->point->n_parts; k++)
            if (part->point->parts[k].kind == PART_POINT)
                return true;
    }
    return false;
}

/* The sentence below a point that ends without a mark: of the point, or of all of them? */
static bool has_line_below(const struct view_point *p) {
    struct str before = str_trim(p->text.text.plain);
    for (size_t i = 0; before.n && i < p->point->n_parts; i++)
        if (p->point->parts[i].kind == PART_TEXT &&
            begins_anew(before, p->point->parts[i].text.plain))
            return true;
    return false;
}

static void add_point(struct key *k, const struct view_facet *f, const struct view_point *p) {
    struct gen *g = k->g;
    if (!k->card)
        k->card = point_trouble(g, p);
    if (!k->card && (joins_lines(g->v->q, p->point->text.span) || has_line_below(p)))
        k->card = "card:glued-lines";
    struct rich text = point_text(g, p), key = p->key;
    if (text.plain.n == 0) {
        text = key;
        key = (struct rich){0};
    }
    if (text.plain.n == 0)
        return;
    if (utf8_cells(text.plain) > POINT_CELLS_MAX)
        keep_off_paper(k, "card:long-point");
    if (key_is_lettered(key.plain))
        keep_off_paper(k, "card:options"); /* 方案 A: what there is to choose, not the answer */
    if (has_deeper_points(p->point))
        keep_off_paper(k, "card:nested");
    if (p->nested && p->key.plain.n == 0 && !ends_in_colon(p->text.text.plain))
        keep_off_paper(k, "card:nested");
    add_answer(k, answer_label(g, f), key, text);
    k->n_points++;
    k->n_code += rich_has(&p->key, RICH_CODE) || is_code(&p->text.text);
}

/* Text among the points of a facet is the author's comment: it belongs to the card, and no paper
 * can tell whether it is part of what is asked. */
static void add_comment(struct key *k, const struct view_facet *f, const struct rich *text) {
    struct gen *g = k->g;
    struct rich t = clean_rich(g->a, text, CLEAN_STATEMENT).text;
    if (t.plain.n == 0)
        return;
    keep_off_paper(k, "card:comments");
    add_answer(k, answer_label(g, f), (struct rich){0}, t);
}

/* A formula below the list says its last point in signs; before it, it is a point itself. */
static void add_formula(struct key *k, const struct view_facet *f, const struct part *part) {
    struct rich both[2];
    both[1] = formula(k->g, part);
    if (k->n_points == 0) {
        add_answer(k, answer_label(k->g, f), (struct rich){0}, both[1]);
        k->n_points++;
        return;
    }
    struct rich *last = &k->v.v[k->v.n - 1].text;
    both[0] = clean_without_stop(k->g->a, last);
    *last = rich_join(k->g->a, both, 2, k->g->v->title.zh ? STR("：") : STR(": "));
}

/* A note or an example beside the answer is nothing to ask for. */
static bool is_beside(const struct view_facet *f) {
    return str_eqc(f->canonical, "note") || str_eqc(f->canonical, "example");
}

static void add_facet(struct key *k, const struct view_facet *f) {
    if (is_beside(f) && k->g->v->n_facets > 1)
        return;
    size_t before = k->n_points, nth = 0;
    for (size_t i = 0; i < f->facet->n_parts; i++) {
        const struct part *part = &f->facet->parts[i];
        if (part->kind == PART_TEXT)
            add_comment(k, f, &part->text);
        if (part->kind == PART_MATH)
            add_formula(k, f, part);
        if (part->kind != PART_POINT || nth >= f->n)
            continue;
        const struct view_point *p = &f->points[nth++];
        if (p->point->status != STATUS_MISSING && (p->key.plain.n || !p->missing))
            add_point(k, f, p);
    }
    if (f->contents)
        keep_off_paper(k, "card:contents");
    if (words_in(k->g->v->r->label_aside, f->label))
        keep_off_paper(k, "card:aside");
    if (f->unclear)
        keep_off_paper(k, "card:several-things");
    if (f->label.n && k->g->v->n_facets > 1 && printed_label(k->g->v->r, f).n == 0)
        keep_off_paper(k, "card:own-labels");
    k->has_direct = k->has_direct || f->direct || f->canonical.n;
    if (k->n_points > before) {
        k->n_unlabelled += f->label.n == 0;
        k->n_evaluating += words_is(k->g->v->r->evaluates, f->canonical);
        k->n_facets++;
        k->n_labelled_own += f->label.n && !f->canonical.n;
    }
}

/* 什么是 X wants a definition; X 是什么 may be answered by a list. */
static bool asks_what_it_is(const struct rules *r, struct str title, bool list) {
    return words_start(r->what_is_start, title) || (!list && words_end(r->what_is_end, title));
}

static bool has_definition(const struct key *k) {
    for (size_t i = 0; i < k->g->v->n_facets; i++)
        if (str_eqc(k->g->v->facets[i].canonical, "definition"))
            return true;
    return k->lead_kept > 0;
}

/* The text before the list says what the title is. */
static bool has_definition_lead(const struct view *v) {
    if (v->q->n_lead == 0 || v->q->lead[0].kind != PART_TEXT)
        return false;
    struct str s = v->q->lead[0].text.plain;
    return words_in(v->r->defines, str_slice(s, 0, explain_sentence(s))) &&
           str_has(str_slice(s, 0, v->title.bare.n + SUBJECT_BYTES), v->title.bare);
}

/* What about the title keeps the question off a paper. */
static const char *title_trouble(const struct view *v) {
    const struct title *t = &v->title;
    if (t->stop != STOP_NONE)
        return "card:stop-heading";
    if (t->no_context || t->trouble)
        return "card:no-context";
    if (!v->doc->wording)
        return t->class == TITLE_ASKS ? NULL : "card:no-wording";
    if (t->class == TITLE_NAMES && (t->slogan || (!t->names_parent && !t->parent.n && !t->weak)))
        return "card:bare-heading";
    bool lists = t->zh ? words_end(v->r->asks_list, t->text.plain) > 0
                       : words_in(v->r->asks_list_english, t->text.plain) &&
                             str_has(t->text.plain, STR(" "));
    if (t->class == TITLE_NAMES && words_start(v->r->by_means, t->text.plain))
        return "card:bare-heading";
    if (!t->zh && t->marked && !words_in(v->r->title_english, t->text.plain))
        return "card:no-topic"; /* Looking for more content? */
    if (t->class == TITLE_NAMES && !lists && !has_definition_lead(v))
        return "card:bare-heading";
    bool scene = words_end(v->r->scene, t->text.plain) && !words_end(v->r->scene_of, t->text.plain);
    if (t->class == TITLE_NAMES && (scene || words_in(v->r->not_recall, t->text.plain)))
        return "card:no-topic";
    if (words_in(v->r->rhetorical, t->text.plain))
        return "card:rhetorical";
    if (t->class == TITLE_STATES &&
        (words_start(v->r->conditional, t->text.plain) || str_has(t->text.plain, STR("："))))
        return "card:bare-heading";
    if (words_in(v->r->personal, t->text.plain) ||
        (!t->zh && words_in(v->r->reader, t->text.plain)))
        return "card:personal";
    return NULL;
}

/* Whether sentences before the list can belong to the answer: a definition, a yes or no, what
 * happens before its causes; not before a list of what a title asks for (有哪些缺点). */
static bool may_lead(const struct view *v) {
    const struct title *t = &v->title;
    bool what =
        asks_what_it_is(v->r, t->text.plain, false) || words_end(v->r->what_is_end, t->text.plain);
    if (t->class == TITLE_NAMES && v->n_facets == 1 && v->facets[0].label.n == 0)
        return has_definition_lead(v);
    return t->class != TITLE_ASKS || t->yes_no || what || v->n_facets > 1 ||
           (v->n_facets && v->facets[0].label.n);
}

/* The key is a part of the question: no answer. */
static bool repeats_title(const struct key *k) {
    struct str title = sim_fold(k->g->a, k->g->v->title.text.plain);
    return k->v.n == 1 && k->v.v[0].key.plain.n == 0 &&
           str_has(title, sim_fold(k->g->a, k->v.v[0].text.plain));
}

/* How much, and a sentence behind the first one that holds no figure: it speaks of something else.
 */
static bool leaves_figures(const struct key *k) {
    if (k->n_points || !words_in(k->g->v->r->how_much, k->g->v->title.text.plain))
        return false;
    for (size_t i = 1; i < k->v.n; i++)
        if (!str_has_digit(k->v.v[i].text.plain))
            return true;
    return false;
}

/* What about the answer does. */
static const char *answer_trouble(const struct key *k) {
    const struct view *v = k->g->v;
    bool list = k->n_points > 0;
    if (v->has_missing)
        return "card:partial";
    if (v->has_blocks)
        return "card:holds-blocks";
    if (k->v.n > POINTS_MAX || k->cells > KEY_CELLS_MAX)
        return "card:too-long";
    if (list ? k->lead_kept > LEAD_CELLS_MAX || k->n_sentences > LEAD_SENTENCES_MAX
             : k->lead_kept > PROSE_CELLS_MAX || k->n_sentences > PROSE_SENTENCES_MAX)
        return "card:long-prose";
    bool how = words_in(v->r->how_or_why, v->title.text.plain);
    if (!list && how && k->n_sentences > HOW_SENTENCES_MAX)
        return "card:long-prose";
    if (v->title.class == TITLE_NAMES && k->n_code * 2 >= k->n_points && list)
        return "card:code";
    if (k->lost || repeats_title(k))
        return "card:lead-lost";
    if (leaves_figures(k))
        return "card:lead-beside";
    if (list && k->n_sentences && !may_lead(v))
        return "card:lead-beside";
    if (v->q->is_section && (!list || (v->title.class == TITLE_NAMES && v->title.has_children)))
        return "card:introduction"; /* the answer goes on in the headings below */
    if (!list && v->title.class != TITLE_ASKS)
        return "card:nothing-to-count";
    if (v->title.class != TITLE_ASKS && k->n_points < 2)
        return "card:nothing-to-count";
    if (k->n_facets && k->n_facets == k->n_labelled_own && !k->lead_kept)
        return "card:own-labels";
    if (k->n_unlabelled > 1)
        return "card:several-lists";
    if (k->n_unlabelled && k->n_evaluating && words_in(v->r->title_evaluates, v->title.text.plain))
        return "card:half-labelled"; /* 优缺点: one list is called 缺点, the other nothing */
    if (v->n_facets && !k->has_direct && !k->lead_kept)
        return "card:side-facet";
    if (k->cells < (how                                               ? STUB_CELLS
                    : words_end(v->r->tells_how, v->title.text.plain) ? TOLD_CELLS
                                                                      : 0))
        return "card:stub";
    if (v->title.two_part && k->n_points < SIDE_POINTS_MIN)
        return "card:two-part";
    bool what = asks_what_it_is(v->r, v->title.text.plain, list);
    if (v->title.weak && words_end(v->r->what_is_end, v->title.text.plain) &&
        !has_definition_lead(v))
        return "card:no-definition";
    return what && !has_definition(k) ? "card:no-definition" : NULL;
}

/* Difficulty grows with each doubling of the key over 40 cells; five doublings are full. */
static int difficulty_of(size_t cells) {
    int d = 0;
    size_t base = 40;
    for (; cells >= 2 * base && d < 1000; base *= 2)
        d += 200;
    if (cells > base)
        d += (int)(200 * (cells - base) / base);
    return MIN(d, 1000);
}

static struct rich stem_of(struct gen *g) {
    const struct view *v = g->v;
    if (!v->doc->wording)
        return v->q->title;
    struct slot slots[] = {{"T", v->title.class == TITLE_STATES
                                     ? clean_inner_quotes(g->a, &v->title.text)
                                     : v->title.text}};
    bool names = words_end(v->r->differs, v->title.text.plain) &&
                 !words_in(v->r->title_ask, v->title.text.plain); /* 堆和栈的区别 is no sentence */
    struct rich stem =
        gen_fill(g, v->title.zh && names ? "recall.names" : gen_by_class(g, "recall"), slots,
                 COUNT_OF(slots));
    return stem.plain.n ? stem : v->title.text;
}

static void make(struct gen *g) {
    const struct view *v = g->v;
    struct item it = gen_item(g, ITEM_SHORT_ANSWER, "", NULL, NULL);
    it.stem = stem_of(g);
    if (v->q->status == STATUS_MISSING) {
        gen_reject(g, GATE_UNANSWERED, &it);
        return;
    }
    if (v->title.stop == STOP_ALL || v->title.survey || !v->title.text.plain.n) {
        gen_reject(g, GATE_NO_CONTEXT, &it);
        return;
    }
    struct key k = {.g = g};
    add_lead(&k);
    for (size_t i = 0; i < v->n_facets; i++)
        add_facet(&k, &v->facets[i]);
    if (!k.card)
        k.card = title_trouble(v);
    if (!k.card)
        k.card = answer_trouble(&k);
    if (k.v.n == 0)
        keep_off_paper(&k, "card:nothing-to-count");
    it.answers = k.v.v;
    it.n_answers = k.v.n;
    bool foreign = str_eqc(v->doc->lang, "en") && utf8_count_han(it.stem.plain);
    if (!k.card && (foreign || fit_to_print(v->r, &it) != GATE_PASSED))
        keep_off_paper(&k, "card:words");
    it.use = k.card ? USE_CARD : USE_PAPER;
    it.form = k.n_points >= MANY_POINTS ? "recall.points"
              : k.n_points >= 2         ? "recall.few"
                                        : "recall.prose";
    if (!k.card) /* a card shows its path */
        it.stem = gen_stem(g, it.stem);
    it.score = k.card ? 500 : k.n_points >= 2 ? 1000 : 800;
    gen_why(&it, k.card ? k.card : k.n_points >= 2 ? "points" : "prose", it.score);
    it.difficulty = difficulty_of(k.cells);
    gen_why(&it, "difficulty:length", it.difficulty);
    gen_accept(g, &it);
}

const struct generator generator_recall = {
    .name = "recall", .make = make, .everywhere = true, .any_language = true};
