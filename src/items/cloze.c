/* cloze: the sentence in which the author marked something, the marks blanked. */
#include "items/gates.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>

#define TOKEN_LETTERS_MAX  5
#define BLANKS_MAX         3
#define BLANK_HAN_MAX      8 /* on paper: more is a clause to guess */
#define BLANK_CELLS_MAX    80
#define SENTENCE_CELLS_MIN 14 /* blanks not counted */
#define AROUND_CELLS_MIN   6  /* of the sentence the first blank stands in */

static const char blank[] = "____";

struct gap {
    const struct cloze *cloze;
    size_t at; /* in the sentence */
};

static int by_place(const void *pa, const void *pb) {
    const struct gap *a = pa, *b = pb;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* The trimmed answer and where it begins. */
static struct str answer_of(const struct cloze *c, size_t *at) {
    struct str s = str_trim(c->text);
    *at = c->at + (s.n ? (size_t)(s.p - c->text.p) : 0);
    return s;
}

static size_t occurrences(struct str s, struct str part) {
    size_t n = 0;
    for (size_t at = 0; part.n && at + part.n <= s.n; at++)
        n += str_starts(str_from(s, at), part);
    return n;
}

static bool is_blank_fit(struct str answer) {
    return answer.n && utf8_cells(answer) <= BLANK_CELLS_MAX;
}

static size_t gaps_of(struct gen *g, const struct cloze *first, struct gap *out) {
    const struct question *q = g->v->q;
    size_t n = 0;
    for (size_t i = 0; i < q->n_clozes; i++) {
        const struct cloze *c = &q->clozes[i];
        size_t at;
        struct str answer = answer_of(c, &at);
        if (c->sentence.span.at == first->sentence.span.at &&
            str_eq(c->sentence.plain, first->sentence.plain) && is_blank_fit(answer) &&
            occurrences(c->sentence.plain, answer) == 1)
            out[n++] = (struct gap){c, at};
    }
    if (n)
        qsort(out, n, sizeof *out, by_place);
    return n;
}

/* A piece as it is cleaned, which trims it; a space between a word of ASCII and the gap before or
 * behind the piece stays. */
static struct rich clean_piece(struct gen *g, const struct rich *s, size_t from, size_t to) {
    struct rich piece = rich_slice(g->a, s, from, to), v[3];
    struct str p = piece.plain;
    size_t n = 0;
    bool before = from > 0 && p.n > 1 && p.p[0] == ' ' && !((unsigned char)p.p[1] & 0x80);
    bool behind =
        to < s->plain.n && p.n > 1 && p.p[p.n - 1] == ' ' && !((unsigned char)p.p[p.n - 2] & 0x80);
    if (before)
        v[n++] = gen_words(g, STR(" "));
    v[n++] = clean_rich(g->a, &piece, CLEAN_NAME).text;
    if (behind)
        v[n++] = gen_words(g, STR(" "));
    return n > 1 ? rich_join(g->a, v, n, (struct str){0}) : v[0];
}

/* The sentence with its gaps blanked, pieces cleaned one by one so that the places stay known. */
static void blank_out(struct gen *g, struct item *it, const struct gap *gaps, size_t n) {
    const struct rich *s = &gaps[0].cloze->sentence;
    struct item_answer *answers = arena_array(g->a, struct item_answer, n);
    VEC(struct rich) pieces = {0};
    size_t from = 0, length = 0;
    for (size_t i = 0; i <= n; i++) {
        size_t to = i < n ? gaps[i].at : s->plain.n;
        struct rich piece = clean_piece(g, s, from, to);
        vec_push(g->a, &pieces, piece);
        length += piece.plain.n;
        if (i == n)
            break;
        struct str answer = answer_of(gaps[i].cloze, &from);
        answers[i] = (struct item_answer){.at = length, .weight = 1};
        struct rich text = rich_slice(g->a, s, gaps[i].at, gaps[i].at + answer.n);
        answers[i].text = clean_rich(g->a, &text, CLEAN_NAME).text;
        from = gaps[i].at + answer.n;
        vec_push(g->a, &pieces, gen_words(g, str_of(blank)));
        length += strlen(blank);
    }
    it->stem = rich_join(g->a, pieces.v, pieces.n, (struct str){0});
    it->answers = answers;
    it->n_answers = n;
}

/* Moves the answers' places behind what is put in front of the stem. */
static void put_in_front(struct gen *g, struct item *it) {
    size_t before = it->stem.plain.n;
    struct rich stem = gen_stem(g, it->stem);
    struct item_answer *answers = arena_array(g->a, struct item_answer, it->n_answers);
    size_t shift = str_ends(stem.plain, it->stem.plain) ? stem.plain.n - before : 0;
    for (size_t i = 0; i < it->n_answers; i++) {
        answers[i] = it->answers[i];
        answers[i].at += shift;
    }
    it->stem = stem;
    it->answers = answers;
}

/* A clause to guess instead of a word to fill in. */
static bool has_clause(const struct item *it) {
    static const char *const marks[] = {"，", "。", "；", "、", "：", "？", ", "};
    for (size_t i = 0; i < it->n_answers; i++) {
        struct str s = it->answers[i].text.plain;
        if (utf8_count_han(s) > BLANK_HAN_MAX || (!utf8_has_letter(s) && str_has(s, STR(","))))
            return true;
        for (size_t k = 0; k < COUNT_OF(marks); k++)
            if (str_has(s, str_of(marks[k])))
                return true;
    }
    return false;
}

/* 【CLS】: a token of a model or a key on a keyboard, not a word to fill in. */
static bool is_token(const struct item *it) {
    for (size_t i = 0; i < it->n_answers; i++) {
        struct str s = it->answers[i].text.plain;
        if (utf8_count_han(it->stem.plain) && utf8_count_han(s) == 0 && s.n <= TOKEN_LETTERS_MAX)
            return true;
    }
    return false;
}

/* …无关。____: what is blanked was a sentence of its own. */
static bool stands_apart(const struct item *it) {
    static const char *const ends[] = {"。", "；", "！", "？", ". ", "; "};
    struct str s = it->stem.plain;
    size_t from = 0, to = s.n, at = it->answers[0].at;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        for (size_t k = 0; k + strlen(ends[i]) <= s.n; k++) {
            if (!str_starts(str_from(s, k), str_of(ends[i])))
                continue;
            if (k < at)
                from = MAX(from, k + strlen(ends[i]));
            else
                to = MIN(to, k);
        }
    return utf8_cells(str_slice(s, from, to)) < strlen(blank) + AROUND_CELLS_MIN;
}

/* 实例化BeanFactory____工厂: the blank goes on from a word of letters, or a word goes on from it.
 */
static bool glued_to_word(const struct item *it) {
    struct str s = it->stem.plain;
    for (size_t i = 0; i < it->n_answers; i++) {
        size_t at = it->answers[i].at, end = at + strlen(blank);
        if ((at && isalnum((unsigned char)s.p[at - 1])) ||
            (end < s.n && isalnum((unsigned char)s.p[end])))
            return true;
    }
    return false;
}

/* The sentence speaks of its point's key without naming it. */
static bool leaves_out_key(const struct item *it, const struct view_point *p) {
    return p && p->key.plain.n && !str_has(it->stem.plain, p->key.plain);
}

static enum gate judge(struct gen *g, const struct item *it, const struct rich *sentence,
                       const struct view_point *p) {
    const struct rules *r = g->v->r;
    struct clean c = clean_rich(g->a, sentence, CLEAN_NAME);
    struct str s = c.text.plain;
    size_t hidden = 0;
    for (size_t i = 0; i < it->n_answers; i++)
        hidden += utf8_cells(it->answers[i].text.plain);
    if (g->v->title.no_context ||
        (c.trouble & (CLEAN_IMAGE | CLEAN_MARKUP | CLEAN_DISPLAY | CLEAN_ARROW)) ||
        words_start(r->deictic_start, s) || words_in(r->page, s) || words_in(r->person, s) ||
        words_in(r->lead_narrative, s) || words_in(r->lead_rhetoric, s) || leaves_out_key(it, p) ||
        !explain_stands_alone(r, s))
        return GATE_NO_CONTEXT;
    if (str_has(it->stem.plain, STR("____【")) || str_has(it->stem.plain, STR("】____")))
        return GATE_NO_CONTEXT; /* labels of an entry in a list */
    if (p && p->link)
        return GATE_NO_CONTEXT; /* 商汤面经【三面】: what a page elsewhere is called */
    struct str bare = clean_stop_off(s);
    if (bare.n == s.n || words_start(r->cloze_not_start, s))
        return GATE_VAGUE; /* no end, or no subject */
    if (words_end(r->flip_end, bare) || glued_to_word(it))
        return GATE_VAGUE; /* a noun with what is said about it, not a sentence */
    bool at_start = it->n_answers && str_starts(s, it->answers[0].text.plain);
    if ((utf8_count_han(s) && !words_in(r->says_something, s)) || str_starts(s, STR("请")))
        return GATE_VAGUE; /* a caption, a task */
    if (utf8_cells(s) < hidden + SENTENCE_CELLS_MIN || has_clause(it) || stands_apart(it) ||
        at_start || is_token(it))
        return GATE_VAGUE;
    if (it->n_answers > BLANKS_MAX || utf8_cells(it->stem.plain) > STEM_CELLS_MAX)
        return GATE_TOO_LONG;
    for (size_t i = 0; i < it->n_answers; i++)
        if (str_has(it->stem.plain, it->answers[i].text.plain))
            return GATE_CUE;
    return GATE_PASSED;
}

static bool seen_before(const struct question *q, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (q->clozes[k].sentence.span.at == q->clozes[i].sentence.span.at &&
            str_eq(q->clozes[k].sentence.plain, q->clozes[i].sentence.plain))
            return true;
    return false;
}

/* {{c1::…}} and 【…】 are blanks and nothing else; **…** and ==…== mark what is important, too. */
static bool is_blank_only(const struct gen *g, struct span span) {
    const struct source *source = g->v->q->document->source;
    struct str before = str_slice(source->text, 0, MIN(span.at - source->base, source->text.n));
    struct str in = str_from(source->text, before.n);
    return str_starts(in, STR("{{")) || str_starts(in, STR("【")) || str_ends(before, STR("::")) ||
           str_ends(before, STR("{{")) || str_ends(before, STR("【"));
}

static void make(struct gen *g) {
    const struct question *q = g->v->q;
    struct gap *gaps = arena_array(g->a, struct gap, q->n_clozes);
    for (size_t i = 0; i < q->n_clozes; i++) {
        if (seen_before(q, i))
            continue;
        size_t n = gaps_of(g, &q->clozes[i], gaps);
        if (n == 0)
            continue;
        const struct view_point *p = view_at(g->v, q->clozes[i].span);
        struct item it = gen_item(g, ITEM_FILL_BLANK, "", NULL, p);
        it.form = is_blank_only(g, q->clozes[i].span) ? "cloze.blank" : "cloze";
        if (!p || !p->point->block_id.n) /* the sentence: a mark more or less in it is an edit */
            gen_named(g, &it, q->clozes[i].sentence.plain);
        it.source.span = q->clozes[i].span;
        blank_out(g, &it, gaps, n);
        put_in_front(g, &it);
        gate_score_plain(&it, (struct score_parts){.own = 8});
        it.difficulty = 500;
        enum gate gate = judge(g, &it, &q->clozes[i].sentence, p);
        if (gate != GATE_PASSED) { /* the author's own mark: always a card */
            it.use = USE_CARD;
            gen_why(&it, str_c(g->keep, str_format(g->a, "card:%s", gate_name(gate))), 0);
        }
        gen_accept(g, &it);
    }
}

const struct generator generator_cloze = {.name = "cloze", .make = make, .authored = true};
