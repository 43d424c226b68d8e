/* authored_pair: questions and answers marked as such: Q:/A:, 问：/答：, <details>, folded
 * callouts; and terms with their definitions. */
#include "study/authored.h"

#include "base/utf8.h"
#include "study/asks.h"
#include "study/keys.h"
#include "study/lines.h"
#include "study/points.h"

static void add_pair(struct scan *s, const struct stem *stem, enum authored_kind kind,
                     const struct answer *answer) {
    struct authored *a = scan_question(s, kind, stem, answer);
    a->malformed = answer_status(s->b, answer) == STATUS_MISSING;
    if (a->malformed) { /* nobody has answered it yet: that is no mistake of form */
        build_problem(s->b, DIAG_MISSING_ANSWER, stem->text.span, asks_bare(stem->text.plain));
        s->b->out->n_missing++;
    }
    scan_add(s, stem, a, answer);
}

/* ---- Q: and A: ---- */

static bool is_rule(const struct row *row) {
    return row->kind == ROW_BLOCK && row->node->kind == NODE_RULE;
}

/* The reply to the question in row `at`; SIZE_MAX when another question or a rule comes first. */
static size_t find_reply(const struct scan *s, size_t at) {
    for (size_t i = at + 1; i < s->n && !s->rows[i].taken; i++) {
        if (s->rows[i].signs.set & SIGN_REPLY)
            return i;
        if ((s->rows[i].signs.set & SIGN_QUESTION) || is_rule(&s->rows[i]))
            break;
    }
    return SIZE_MAX;
}

/* "A: x" with a "B: y" after it is an option. */
static bool is_first_option(const struct scan *s, size_t at) {
    uint8_t letter, style;
    size_t text;
    bool weak;
    size_t next = rows_after(s->rows, s->n, at);
    return option_of_row(&s->rows[at], &letter, &style, &text, &weak) && letter == 0 &&
           next < s->n && option_of_row(&s->rows[next], &letter, &style, &text, &weak) &&
           letter == 1;
}

/* Options between a question and its reply, which begins with the letter of one: a choice. */
static bool is_key_of_options(const struct scan *s, size_t at, size_t reply) {
    const struct row *key = &s->rows[reply];
    struct str text = str_from(key->text.plain, key->signs.at);
    bool letter = text.n && text.p[0] >= 'A' && text.p[0] < 'A' + OPTIONS_MOST &&
                  (text.n == 1 || !code_is_letter((unsigned char)text.p[1]));
    for (size_t i = at + 1; letter && i < reply; i++)
        if (options_begin(s, i))
            return true;
    return false;
}

static size_t reply_end(const struct scan *s, size_t reply) {
    size_t i = reply + 1;
    while (i < s->n && !s->rows[i].taken && !is_rule(&s->rows[i]) &&
           !(s->rows[i].signs.set & SIGN_QUESTION))
        i++;
    return i;
}

bool authored_has_replies(const struct scan *s) {
    for (size_t i = 0; i < s->n; i++)
        if ((s->rows[i].signs.set & SIGN_REPLY) && !(s->rows[i].signs.set & SIGN_OPTION))
            return true;
    return false;
}

size_t authored_pair(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    if (!(row->signs.set & SIGN_QUESTION) || row->kind == ROW_BLOCK)
        return at;
    size_t reply = find_reply(s, at);
    bool unanswered = reply == SIZE_MAX && row->signs.at < row->text.plain.n && s->replies;
    if ((reply == SIZE_MAX && !unanswered) || (reply != SIZE_MAX && is_first_option(s, reply)))
        return at;
    if (reply != SIZE_MAX && is_key_of_options(s, at, reply))
        return at;
    struct stem stem = {.from = at};
    struct answer answer = {0};
    stem.text = build_slice(s->b, &row->text, row->signs.at, row->text.plain.n);
    stem.number = str_trim(str_slice(row->text.plain, 0, row->signs.at));
    while (stem.number.n > 0 &&
           !(stem.number.p[stem.number.n - 1] >= '0' && stem.number.p[stem.number.n - 1] <= '9'))
        stem.number.n--;
    build_mark(s->b, &row->text, 0, row->signs.at);
    size_t end = unanswered ? rows_after(s->rows, s->n, at) : reply_end(s, reply);
    if (unanswered) {
        points_add(s->b, s->rows, at + 1, end, &stem.parts);
    } else {
        const struct row *first = &s->rows[reply];
        points_add(s->b, s->rows, at + 1, reply, &stem.parts);
        build_mark(s->b, &first->text, 0, first->signs.at);
        scan_answer(s, reply, end,
                    build_slice(s->b, &first->text, first->signs.at, first->text.plain.n), &answer);
    }
    scan_take(s, at, end);
    add_pair(s, &stem, AUTHORED_CARD, &answer);
    return end;
}

/* ---- <details><summary>question</summary>answer</details>, > [!question]- ---- */

static bool is_question_callout(const struct node *n) {
    static const char *const kinds[] = {"question", "faq", "help", "quiz", "flashcard", "card"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eqc(n->more->target, kinds[i]))
            return true;
    return false;
}

size_t authored_unfold(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    if (row->kind != ROW_BLOCK ||
        (row->node->kind != NODE_DETAILS && row->node->kind != NODE_CALLOUT))
        return at;
    const struct node *title = row->node->first;
    if (!title || title->kind != NODE_PARAGRAPH)
        return at;
    struct stem stem = {.from = at, .text = lines_whole(&s->b->lines, title)};
    bool callout = row->node->kind == NODE_CALLOUT;
    if (callout ? !is_question_callout(row->node) : !asks(s->b->labels, stem.text.plain))
        return at;
    row_vec rows = {0};
    struct answer answer;
    rows_add_children(s->b, &rows, title->next, 0);
    answer_read(s->b, rows.v, rows.n, &answer);
    scan_take(s, at, at + 1);
    add_pair(s, &stem, AUTHORED_CARD, &answer);
    return at + 1;
}

/* ---- terms ---- */

static size_t add_term(struct scan *s, size_t at, size_t end, const struct stem *stem,
                       const struct rich *definition) {
    struct answer answer;
    scan_answer(s, at, end, *definition, &answer);
    scan_take(s, stem->from, end);
    add_pair(s, stem, AUTHORED_TERM, &answer);
    return end;
}

/* In a section of terms: "术语：解释". */
size_t authored_term(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    size_t key_end, text_at;
    if (s->cx->type != TYPE_TERM || row->kind == ROW_BLOCK || row->kind == ROW_IMAGE ||
        row->depth > 0 ||
        !key_find(s->b->labels, &row->text, row->signs.holds, &key_end, &text_at) ||
        text_at >= row->text.plain.n)
        return at;
    struct rich text = row->text;
    struct stem stem = {.from = at, .text = build_slice(s->b, &text, 0, key_end)};
    build_mark(s->b, &text, key_end, text_at);
    struct rich definition = build_slice(s->b, &text, text_at, text.plain.n);
    return add_term(s, at, rows_after(s->rows, s->n, at), &stem, &definition);
}

/* A definition list: its items have a colon for a mark, and the definition below the term. */
size_t authored_definition(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    size_t end = rows_after(s->rows, s->n, at);
    if (row->kind != ROW_ITEM || !str_eqc(row->marker, ":") || end == at + 1)
        return at;
    struct stem stem = {.from = at, .text = row->text};
    struct answer answer;
    answer_read(s->b, s->rows + at + 1, end - at - 1, &answer);
    scan_take(s, at, end);
    add_pair(s, &stem, AUTHORED_TERM, &answer);
    return end;
}
