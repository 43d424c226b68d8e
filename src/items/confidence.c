/* confidence: rows of evidence.yaml; one test for each piece of evidence. */
#include "items/confidence.h"

#include "items/gen.h"
#include "items/heads.h"
#include "items/names.h"

#include "base/utf8.h"
#include "style/data.h"

#define WHOLE           1000
#define QUESTIONS_MIN   8   /* fewer make no list of questions */
#define ASKS_SHARE      700 /* thousandths of a note's headings */
#define NUMBERED_SHARE  700
#define LISTS_SHARE     300
#define LISTS_SHARE_FEW 800 /* of a note with few questions */
#define LIST_POINTS_MIN 3
#define KEYED_SHARE     800
#define ENGLISH_WORDS   5  /* in a row: a sentence, no name */
#define BARE_CELLS      10 /* a point in less is a name */
#define GAPS_SHARE      2  /* one point of so many with a gap in it */

struct row {
    struct str name;
    int value;
};

enum evidence {
#define EVIDENCE(id, name) EVIDENCE_##id,
#include "items/evidence.def"
#undef EVIDENCE
    EVIDENCE_COUNT
};

static const char *const evidence_names[] = {
#define EVIDENCE(id, name) name,
#include "items/evidence.def"
#undef EVIDENCE
};

struct confidence {
    int threshold;
    const struct row *forms;
    size_t n_forms;
    int evidence[EVIDENCE_COUNT];
    const struct heads *heads;
};

static int number(const struct yml *y) {
    long v;
    return y->kind == YML_SCALAR && str_to_int(y->scalar, &v) ? (int)v : 0;
}

static void read_forms(struct arena *a, struct confidence *c, const struct yml *forms) {
    c->n_forms = forms ? forms->n : 0;
    struct row *v = arena_array(a, struct row, c->n_forms);
    for (size_t i = 0; i < c->n_forms; i++)
        v[i] = (struct row){forms->v[i].key, number(&forms->v[i])};
    c->forms = v;
}

static void read_evidence(struct confidence *c, const struct yml *rows, struct str path,
                          struct str text, struct diag *d) {
    for (size_t i = 0; rows && i < rows->n; i++) {
        size_t k = 0;
        while (k < EVIDENCE_COUNT && !str_eqc(rows->v[i].key, evidence_names[k]))
            k++;
        if (k < EVIDENCE_COUNT)
            c->evidence[k] = number(&rows->v[i]);
        else
            diag_in(d, DIAG_STYLE_KEY, yml_place(path, text, &rows->v[i], true), rows->v[i].key,
                    (struct str){0});
    }
}

const struct confidence *confidence_load(struct arena *a, struct str data_dir, int least,
                                         struct diag *d) {
    struct str path, text;
    const struct yml *root = data_read(a, data_dir, "styles/items/evidence.yaml", &path, &text, d);
    if (!root)
        return NULL;
    struct confidence *c = arena_new(a, struct confidence);
    c->heads = heads_load(a, data_dir, d);
    const struct yml *threshold = yml_get(root, "threshold");
    c->threshold = least ? least : threshold ? number(threshold) : 0;
    read_forms(a, c, yml_get(root, "forms"));
    read_evidence(c, yml_get(root, "evidence"), path, text, d);
    return c;
}

/* ---- of a note ---- */

struct tally {
    size_t questions, asking, numbered, lists;
};

static bool is_list(const struct facet *f) {
    size_t n = 0, keyed = 0;
    for (size_t i = 0; i < f->n_parts; i++) {
        if (f->parts[i].kind != PART_POINT)
            continue;
        const struct point *p = f->parts[i].point;
        n++;
        keyed += p->key.plain.n && p->text.plain.n;
    }
    return n >= LIST_POINTS_MIN && keyed * WHOLE >= n * KEYED_SHARE;
}

static void count(void *self, const struct section *s, const struct question *q) {
    struct tally *t = self;
    (void)s;
    if (!q || view_is_authored(q))
        return;
    bool list = false;
    for (size_t i = 0; i < q->n_facets && !list; i++)
        list = is_list(&q->facets[i]);
    t->questions++;
    t->asking += title_is_marked(q->title.plain);
    t->numbered += q->number.n > 0;
    t->lists += list;
}

struct confidence_note confidence_of_note(const struct study_document *d) {
    struct tally t = {0};
    study_walk(d, count, &t);
    bool many = t.questions >= QUESTIONS_MIN;
    return (struct confidence_note){
        .numbered_lists = t.questions && t.numbered * WHOLE >= t.questions * NUMBERED_SHARE &&
                          t.lists * WHOLE >= t.questions * (many ? LISTS_SHARE : LISTS_SHARE_FEW),
        .asks = many && t.asking * WHOLE >= t.questions * ASKS_SHARE,
    };
}

/* ---- of an item ---- */

/* Words of letters in the ASCII text in front of byte `at`. */
static size_t words_before(struct str s, size_t at) {
    size_t words = 0;
    for (; at > 0 && (unsigned char)s.p[at - 1] < 0x80; at--)
        words += byte_is_letter(s.p[at - 1]) && (at == 1 || !byte_is_letter(s.p[at - 2]));
    return words;
}

/* The next blank in s from byte `at` on, with a character beyond ASCII behind it; SIZE_MAX when
 * there is none. */
static size_t blank_before_wide(struct str s, size_t at) {
    const char *p = s.p + at, *end = s.p + s.n;
    while (p + 1 < end && (p = memchr(p, ' ', (size_t)(end - p - 1)))) {
        if ((unsigned char)p[1] >= 0x80)
            return (size_t)(p - s.p);
        p++;
    }
    return SIZE_MAX;
}

/* Can't create database 数据库已存在: the words of a sentence, and Chinese behind them. */
static bool runs_together(struct str s) {
    for (size_t at = 0; (at = blank_before_wide(s, at)) != SIZE_MAX; at++)
        if (words_before(s, at) >= ENGLISH_WORDS)
            return true;
    return false;
}

static bool has_two_languages(const struct item *it) {
    bool found = runs_together(it->explanation.plain);
    for (size_t i = 0; i < it->n_options && !found; i++)
        found = runs_together(it->options[i].text.plain);
    for (size_t i = 0; i < it->n_answers && !found; i++)
        found = runs_together(it->answers[i].text.plain);
    return found;
}

/* 关于…的总结, 对…的说明: only a label that says what its points are can be said so. */
static bool has_own_label(const struct item *it) {
    const struct facet *f = it->source.facet;
    return f && f->label.n && (f->canonical.n == 0 || str_eqc(f->canonical, "conclusion"));
}

/* int, float, double: a list of names is asked for, not explained. */
static bool is_bare(const struct item *it) {
    bool bare = it->kind == ITEM_SHORT_ANSWER && it->n_answers > 1;
    for (size_t i = 0; bare && i < it->n_answers; i++)
        bare = utf8_cells(it->answers[i].text.plain) < BARE_CELLS;
    return bare;
}

/* 功能性 功能测试: a blank between two Chinese characters, where a word is missing. */
static bool has_gap(struct str s) {
    for (size_t at = 0; (at = blank_before_wide(s, at)) != SIZE_MAX; at++)
        if (at >= 3 && at + 4 <= s.n && utf8_count_han(str_slice(s, at - 3, at)) == 1 &&
            utf8_count_han(str_slice(s, at + 1, at + 4)) == 1)
            return true;
    return false;
}

/* White hat = ethical hacking; 拉开 → 断开. */
static bool has_sign(struct str s) {
    static const char *const signs[] = {"→", "⇒", "←", " = ", "->"};
    return str_has_any(s, signs, COUNT_OF(signs));
}

static bool is_shorthand(const struct item *it) {
    size_t gaps = 0;
    for (size_t i = 0; i < it->n_answers; i++)
        gaps += has_gap(it->answers[i].text.plain) || has_sign(it->answers[i].text.plain);
    return gaps * GAPS_SHARE > it->n_answers || has_gap(it->stem.plain);
}

/* A figure that is no part of a name (Java 21, Rust03): 5 大比較題, 3/9 Lecture, Lec 03. */
static bool has_loose_figure(const struct rules *r, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (!byte_is_digit(s.p[i]) || (i && byte_is_alnum(s.p[i - 1])))
            continue;
        struct str before = str_trim_end(str_slice(s, 0, i));
        if (before.n == 0 || !byte_is_alnum(before.p[before.n - 1]) ||
            words_end(r->numbering, before))
            return true;
    }
    return false;
}

/* 路径二：…, 操作法 11.1, …（剩 2.5 天）: a place in an outline, or more than a name. */
static bool is_plain_title(const struct rules *r, struct str s) {
    static const char *const marks[] = {"：", ": ", "（", "("};
    return !has_loose_figure(r, s) && !str_has_any(s, marks, COUNT_OF(marks));
}

/* A blank and a term are asked below a tag; other questions name their heading, too. */
static bool names_plainly(const struct view *v, const struct item *it) {
    for (size_t i = 0; i < v->title.subject.n; i++)
        if (!is_plain_title(v->r, v->title.subject.v[i]))
            return false;
    return it->kind == ITEM_FILL_BLANK || it->kind == ITEM_TERM ||
           is_plain_title(v->r, v->title.text.plain);
}

static bool has_form(const struct item *it, const char *form) {
    return it->form && strcmp(it->form, form) == 0;
}

static bool translates(const struct confidence *c, const struct item *it) {
    return has_form(it, "fullname.name") &&
           heads_agree(c->heads, it->about, it->answers[0].text.plain);
}

/* 提取成公共函数（common function）: where the term begins is a guess. */
static bool is_in_passing(const struct gen *g, const struct item *it) {
    if (strcmp(it->generator, "fullname") != 0 || it->n_answers != 1)
        return false;
    return !name_is_set_apart(g->v, it->source.span, it->answers[0].text.plain);
}

/* AWS (Amazon Web Services) among other matters: what a note does not come back to it is not about.
 */
static bool is_said_once(const struct gen *g, const struct item *it) {
    if (!has_form(it, "fullname.full"))
        return false;
    const struct point *p = it->source.point;
    return !(p && p->text.plain.n && str_has(p->key.plain, it->about)) &&
           !name_is_said_again(g->v, it->source.span, it->about);
}

static bool is_joined(const struct title *t) {
    return !t->zh && t->class == TITLE_NAMES && (t->weak || t->needs_subject);
}

/* ISA, Instruction Set Architectures. Amazon Web Services and physics end in an s by right. */
static bool is_plural(const struct item *it) {
    static const char *const singular[] = {"ss", "us", "is", "ics", "as"};
    if (!has_form(it, "fullname.full"))
        return false;
    struct str name = it->answers[0].text.plain, abbr = it->about;
    bool own = str_ends(abbr, STR("s")) || str_ends(abbr, STR("S"));
    return !own && (str_ends(name, STR("s")) || str_ends(name, STR("mata"))) &&
           !str_ends_any(name, singular, COUNT_OF(singular));
}

static bool quotes_sentences(const struct view *v, const struct item *it) {
    bool quoted =
        it->kind != ITEM_SHORT_ANSWER && it->kind != ITEM_FILL_BLANK && it->kind != ITEM_TERM;
    return quoted && v->title.two_part;
}

static int form_of(const struct confidence *c, const struct item *it) {
    const char *form = it->form ? it->form : it->generator;
    for (size_t i = 0; i < c->n_forms; i++)
        if (str_eqc(c->forms[i].name, form))
            return c->forms[i].value;
    return c->threshold; /* nothing is known of it */
}

/* The weights of what is known of the item, each named in its `why`. */
static int weigh(const struct gen *g, struct item *it) {
    const struct confidence_note *note = &g->v->doc->note;
    const bool is[EVIDENCE_COUNT] = {
        [EVIDENCE_NUMBERED_LISTS] = note->numbered_lists,
        [EVIDENCE_ASKS] = note->asks,
        [EVIDENCE_NO_PLAIN_TITLE] = !names_plainly(g->v, it),
        [EVIDENCE_JOINED] = it->kind == ITEM_SHORT_ANSWER && is_joined(&g->v->title),
        [EVIDENCE_TWO_SENTENCES] = quotes_sentences(g->v, it),
        [EVIDENCE_OWN_LABEL] = has_own_label(it),
        [EVIDENCE_TRANSLATES] = translates(g->v->doc->confidence, it),
        [EVIDENCE_IN_PASSING] = is_in_passing(g, it),
        [EVIDENCE_SAID_ONCE] = is_said_once(g, it),
        [EVIDENCE_PLURAL] = is_plural(it),
        [EVIDENCE_NO_SUBJECT] = strcmp(it->generator, "cloze") == 0 && g->v->title.subject.n == 0,
        [EVIDENCE_TWO_LANGUAGES] = has_two_languages(it),
        [EVIDENCE_BARE] = is_bare(it),
        [EVIDENCE_SHORTHAND] = is_shorthand(it),
    };
    int sum = 0;
    for (size_t i = 0; i < EVIDENCE_COUNT; i++) {
        if (!is[i])
            continue;
        int value = g->v->doc->confidence->evidence[i];
        gen_why(it, evidence_names[i], value);
        sum += value;
    }
    return sum;
}

void confidence_judge(const struct gen *g, struct item *it) {
    const struct confidence *c = g->v->doc->confidence;
    if (!c)
        return;
    int sum = form_of(c, it);
    gen_why(it, "confidence:form", sum);
    if (strcmp(it->generator, "authored") != 0) /* else whatever the note is like */
        sum += weigh(g, it);
    it->confidence = sum < 0 ? 0 : MIN(sum, WHOLE);
    it->unsure = it->use == USE_PAPER && it->confidence < c->threshold;
    if (it->unsure)
        it->use = USE_CARD;
}
