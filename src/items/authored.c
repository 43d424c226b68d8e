/* authored: questions in explicit syntax as their author wrote them. Nothing is judged, dropped or
 * reworded; a malformed one was reported by study and is no item. */
#include "base/hash.h"
#include "items/fit.h"
#include "items/gates.h"
#include "items/numbers.h"

#include "base/utf8.h"

#define KEY_CELLS_MIN         20 /* less is no definition … */
#define ENGLISH_KEY_CELLS_MIN 32
#define STATEMENT_CELLS_MIN   10 /* less states nothing to judge */

static const char blank[] = "____";

/* An option that stands last (以上都对) or first, or speaks of other options by letter. */
static int8_t pin_of(const struct rules *r, struct str option) {
    return words_in(r->option_last, option) ? -1 : 0;
}

static bool names_letters(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        bool letter = s.p[i] >= 'A' && s.p[i] <= 'F';
        struct str rest = str_from(s, i + 1);
        if (letter && (str_starts(rest, STR("和")) || str_starts(rest, STR("、")) ||
                       str_starts(rest, STR(" and ")) || str_starts(rest, STR("与")) ||
                       str_starts(rest, STR("或"))))
            return true;
    }
    return false;
}

static struct item_option option_of(struct gen *g, const struct authored_option *o) {
    return (struct item_option){.text = o->text,
                                .parts = o->parts,
                                .n_parts = o->n_parts,
                                .right = o->right,
                                .pin = o->pin ? o->pin : pin_of(g->v->r, o->text.plain),
                                .letter = o->letter.n == 1 ? o->letter.p[0] : 0};
}

/* Bytes of a blank at the start of s: a run of two or more underscores, or empty brackets. */
static size_t blank_length(struct str s) {
    size_t n = 0;
    while (n < s.n && s.p[n] == '_')
        n++;
    if (n >= 2)
        return n;
    bool half = s.n && s.p[0] == '(', full = str_starts(s, STR("（"));
    if (!half && !full)
        return 0;
    for (n = half ? 1 : strlen("（"); n < s.n;) {
        struct str rest = str_from(s, n);
        if (rest.p[0] == ')')
            return n + 1;
        if (str_starts(rest, STR("）")))
            return n + strlen("）");
        if (rest.p[0] == ' ' || rest.p[0] == '_')
            n++;
        else if (str_starts(rest, STR("　")))
            n += strlen("　");
        else
            return 0;
    }
    return 0;
}

/* The same at byte `at` of a stem, where f() calls a function. */
static size_t blank_at(struct str s, size_t at) {
    bool call = str_starts(str_from(s, at), STR("()")) && at > 0 && s.p[at - 1] != ' ' &&
                (unsigned char)s.p[at - 1] < 0x80;
    return call ? 0 : blank_length(str_from(s, at));
}

/* The stem without the empty bracket for the answer at its end: paper adds its own. */
static struct rich without_bracket(struct arena *a, const struct rich *stem) {
    struct str s = str_trim_end(stem->plain);
    static const char *const stops[] = {"。", "."};
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        if (str_ends(s, str_of(stops[i])))
            s.n -= strlen(stops[i]);
    for (size_t at = s.n; at > 0; at--) {
        size_t n = blank_at(s, at - 1);
        if (n && at - 1 + n == s.n && s.p[s.n - 1] != '_') {
            struct rich cut = rich_slice(a, stem, 0, at - 1);
            return rich_trim(a, &cut);
        }
    }
    return *stem;
}

/* The same where the stem goes on below a formula: in the last of its lines. Lasts as long as
 * items. */
static const struct part *parts_without_bracket(struct gen *g, const struct part *v, size_t n) {
    if (n == 0 || v[n - 1].kind != PART_TEXT)
        return v;
    struct part *copy = arena_array(g->keep, struct part, n);
    memcpy(copy, v, n * sizeof *v);
    copy[n - 1].text = without_bracket(g->keep, &v[n - 1].text);
    return copy;
}

/* A blank within the stem of a choice is a line: the bracket for the letter stands at the end. */
static struct rich with_lines(struct gen *g, struct rich stem) {
    for (size_t at = 0; at < stem.plain.n; at++) {
        size_t n = blank_at(stem.plain, at);
        if (n && stem.plain.p[at] != '_')
            stem = rich_replace(g->a, &stem, at, at + n, str_of(blank));
        at += n ? strlen(blank) - 1 : 0;
    }
    return stem;
}

static void right_first(struct gen *g, struct item_option *v, size_t n) {
    struct item_option *all = arena_array(g->a, struct item_option, n);
    size_t k = 0;
    memcpy(all, v, n * sizeof *v);
    for (int right = 1; right >= 0; right--)
        for (size_t i = 0; i < n; i++)
            if (all[i].right == (bool)right)
                v[k++] = all[i];
}

static void choice(struct gen *g, const struct authored *q, struct item *it) {
    struct item_option *v = arena_array(g->a, struct item_option, q->n_options);
    bool letters = false;
    for (size_t i = 0; i < q->n_options; i++)
        letters = letters || names_letters(q->options[i].text.plain);
    for (size_t i = 0; i < q->n_options; i++)
        v[i] = option_of(g, &q->options[i]);
    it->ordered_options = q->ordered || letters || numbers_sort(v, q->n_options);
    if (!it->ordered_options)
        right_first(g, v, q->n_options);
    it->options = v;
    it->n_options = q->n_options;
    it->stem = with_lines(g, without_bracket(g->a, &it->stem));
    it->stem_parts = parts_without_bracket(g, it->stem_parts, it->n_stem_parts);
}

/* The stem with its blanks as "____"; one answer for each. Answers without a blank follow the last
 * one, in its brackets' place. */
static void blanks(struct gen *g, const struct authored *q, struct item *it) {
    struct item_answer *v = arena_array(g->a, struct item_answer, MAX(q->n_answers, 1));
    struct rich stem = q->stem;
    size_t n = 0;
    for (size_t at = 0; at < stem.plain.n && n < q->n_answers;) {
        size_t length = blank_at(stem.plain, at);
        if (length) {
            stem = rich_replace(g->a, &stem, at, at + length, str_of(blank));
            v[n] = (struct item_answer){.text = q->answers[n], .at = at, .weight = 1};
            n++;
            at += strlen(blank);
        } else {
            at++;
        }
    }
    for (; n < q->n_answers; n++) {
        struct rich more[2] = {stem, gen_words(g, str_of(blank))};
        v[n] = (struct item_answer){.text = q->answers[n], .at = stem.plain.n + 1, .weight = 1};
        stem = rich_join(g->a, more, 2, STR(" "));
    }
    it->stem = stem;
    it->answers = v;
    it->n_answers = n;
}

static void backs(struct gen *g, const struct authored *q, struct item *it) {
    struct item_answer *v = arena_array(g->a, struct item_answer, q->n_answers);
    for (size_t i = 0; i < q->n_answers; i++)
        v[i] = (struct item_answer){.text = q->answers[i], .weight = 1};
    it->answers = v;
    it->n_answers = q->n_answers;
}

static enum item_kind kind_of(const struct authored *q) {
    static const enum item_kind kinds[] = {[AUTHORED_CHOICE] = ITEM_SINGLE_CHOICE,
                                           [AUTHORED_TRUE_FALSE] = ITEM_TRUE_FALSE,
                                           [AUTHORED_BLANK] = ITEM_FILL_BLANK,
                                           [AUTHORED_CARD] = ITEM_SHORT_ANSWER,
                                           [AUTHORED_CARD_BOTH_WAYS] = ITEM_SHORT_ANSWER,
                                           [AUTHORED_TERM] = ITEM_TERM};
    return q->kind == AUTHORED_CHOICE && q->several ? ITEM_MULTIPLE_RESPONSE : kinds[q->kind];
}

/* CODE SEGMENT: instructions. A word in the other language is what the card asks for. */
static bool is_short_key(struct str term, struct str key) {
    size_t han = utf8_count_han(key);
    bool same = (han > 0) == (utf8_count_han(term) > 0);
    return same && utf8_cells(key) < (han ? KEY_CELLS_MIN : ENGLISH_KEY_CELLS_MIN);
}

/* A term whose key is one statement of what it is. Lines below that are examples; a single English
 * word (Formality) needs a subject beside it. */
static bool is_term_for_paper(struct gen *g, const struct authored *q) {
    const struct rules *r = g->v->r;
    struct str term = str_trim(q->stem.plain);
    bool word = utf8_count_han(term) == 0 && str_find_byte(term, ' ') == SIZE_MAX;
    static const char *const marks[] = {"，", "。", "；", " : ", " , "}; /* of a sentence */
    struct str key = q->n_answers ? str_trim(q->answers[0].plain) : (struct str){0};
    return !is_short_key(term, key) && !str_starts(term, STR("(")) &&
           !str_starts(term, STR("（")) && !str_has_any(term, marks, COUNT_OF(marks)) &&
           !str_has(term, STR("?")) && !str_has(term, STR("？")) && !key_is_short_word(term) &&
           !words_is(r->key_not, term) && (!word || g->v->title.subject.n) && q->n_answers == 1 &&
           str_find_byte(q->answers[0].plain, '\n') == SIZE_MAX &&
           !words_start(r->define_not_start, str_trim(q->answers[0].plain));
}

/* A. [100, 3, 5, 5]: the letter of an option the card does not show. */
static bool names_a_letter(struct str key) {
    static const char *const marks[] = {".", ",", ")", " -", "、", "，", "。", "："};
    key = str_trim(key);
    return key.n && key.p[0] >= 'A' && key.p[0] <= 'H' &&
           (key.n == 1 || str_starts_any(str_from(key, 1), marks, COUNT_OF(marks)));
}

/* The polynomial is found to be: what is asked of it stands elsewhere. */
static bool states(const struct rules *r, const struct title *t) {
    return !t->zh && t->class != TITLE_ASKS && words_in(r->english_verb, t->text.plain);
}

/* A card's back is a key for a paper when it is text; a card with a picture or code for a back, one
 * that needs its page, or one in shorthand stays a card. */
static bool is_for_paper(struct gen *g, const struct authored *q) {
    const struct title *t = &g->v->title;
    if (g->v->doc->is_project)
        return false;
    if (q->n_answers == 1 && words_is(g->v->r->answer_yes_no, clean_stop_off(q->answers[0].plain)))
        return false; /* a statement to judge, with no word that says so */
    if (q->kind == AUTHORED_TERM)
        return is_term_for_paper(g, q);
    if (q->kind == AUTHORED_TRUE_FALSE) /* Correct: yes */
        return utf8_cells(q->stem.plain) >= STATEMENT_CELLS_MIN;
    if (q->kind != AUTHORED_CARD && q->kind != AUTHORED_CARD_BOTH_WAYS)
        return true;
    if (q->n_answers == 0 || q->answers[0].plain.n == 0 || t->stop != STOP_NONE || t->trouble ||
        t->needs_subject || t->weak || t->no_context ||
        (!t->zh && words_in(g->v->r->personal, t->text.plain)))
        return false;
    if (names_a_letter(q->answers[0].plain) || states(g->v->r, t))
        return false;
    struct clean c = clean_rich(g->a, &q->answers[0], CLEAN_STATEMENT);
    return !(c.trouble & (CLEAN_ARROW | CLEAN_MARKUP)) && !words_in(g->v->r->page, c.text.plain) &&
           !words_in(g->v->r->reader, c.text.plain) && !clean_is_shorthand(q->answers[0].plain);
}

/* B) Enhanced | 答案：B) 增强: the key in another language explains nothing. */
static bool tells_key_only(const struct rich *explanation) {
    static const char *const labels[] = {"答案：", "答案:", "Answer:", "answer:"};
    return str_has_any(explanation->plain, labels, COUNT_OF(labels));
}

/* Q. A developer wants …: the paper numbers its questions itself. */
static struct rich without_mark(struct gen *g, const struct rich *stem) {
    static const char *const marks[] = {
        "Q. ", "Q: ", "Q：", "问：", "Question: ", "题目：", "题目:", "问题：", "题："};
    size_t n = str_starts_any(stem->plain, marks, COUNT_OF(marks));
    return n ? rich_slice(g->a, stem, n, stem->plain.n) : *stem;
}

/* “下列说法正确的是” of other options, “输出是什么？” of another listing ask something else. */
static uint64_t topic_of(struct gen *g, uint64_t title, const struct authored *q) {
    struct buf words = buf_in(g->a);
    study_words(&words, q->stem_parts, q->n_stem_parts);
    for (size_t i = 0; i < q->n_stem_parts; i++)
        if (q->stem_parts[i].kind == PART_FIGURE)
            buf_str(&words, q->stem_parts[i].figure->target);
    for (size_t i = 0; i < q->n_options; i++) {
        buf_str(&words, q->options[i].text.plain);
        study_words(&words, q->options[i].parts, q->options[i].n_parts);
    }
    return words.n ? hash_more(title, buf_get(&words)) : title;
}

static void make(struct gen *g) {
    const struct authored *q = g->v->q->authored;
    bool dropped = g->v->title.stop == STOP_ALL || g->v->title.survey; /* by recall */
    if (!q || q->kind == AUTHORED_NONE || q->kind == AUTHORED_CLOZE ||
        (!view_is_authored(g->v->q) && !dropped))
        return;
    struct item it = gen_item(g, kind_of(q), "", NULL, NULL);
    it.stem = without_mark(g, q->stem.plain.n ? &q->stem : &g->v->q->title);
    it.stem_parts = q->stem_parts;
    it.n_stem_parts = q->n_stem_parts;
    it.topic = topic_of(g, it.topic, q);
    it.explanation = tells_key_only(&q->explanation) ? (struct rich){0} : q->explanation;
    it.explanation_parts = q->explanation_parts;
    it.n_explanation_parts = q->n_explanation_parts;
    it.source.span = q->span;
    it.is_true = q->is_true;
    it.pin = q->pin;
    it.score = 1000;
    it.difficulty = 500;
    gen_why(&it, "authored", 1000);
    if (q->malformed) {
        gen_reject(g, GATE_UNANSWERED, &it);
        return;
    }
    if (q->kind == AUTHORED_TERM && q->n_answers &&
        (utf8_count_han(q->stem.plain) > 0) == (utf8_count_han(q->answers[0].plain) > 0))
        it.form = "authored.term";
    it.use = is_for_paper(g, q) ? USE_PAPER : USE_CARD;
    if (q->kind == AUTHORED_TERM && it.use == USE_PAPER)
        it.stem = gen_stem(g, it.stem);
    if (q->kind == AUTHORED_CHOICE)
        choice(g, q, &it);
    else if (q->kind == AUTHORED_BLANK)
        blanks(g, q, &it);
    else if (q->kind != AUTHORED_TRUE_FALSE)
        backs(g, q, &it);
    if (q->kind == AUTHORED_TERM && fit_to_print(g->v->r, &it) != GATE_PASSED)
        it.use = USE_CARD;
    gen_accept(g, &it);
}

const struct generator generator_authored = {
    .name = "authored", .make = make, .authored = true, .everywhere = true, .any_language = true};
