/* authored_truth: statements with a verdict, sentences with blanks, and what a bare key answers. */
#include "study/authored.h"

#include "study/asks.h"
#include "study/key_list.h"
#include "study/numbers.h"
#include "study/points.h"

static struct authored *new_authored(struct scan *s, enum authored_kind kind,
                                     const struct stem *stem, const struct tail *tail) {
    struct authored *a = arena_new(s->b->a, struct authored);
    *a = (struct authored){.kind = (uint8_t)kind,
                           .stem = stem->text,
                           .stem_parts = stem->parts.v,
                           .n_stem_parts = stem->parts.n,
                           .explanation = tail->explanation,
                           .explanation_parts = tail->parts.v,
                           .n_explanation_parts = tail->parts.n,
                           .scheduling = tail->scheduling,
                           .span = stem->text.span};
    return a;
}

static size_t finish(struct scan *s, const struct stem *stem, const struct authored *a,
                     const struct answer *answer, size_t end) {
    scan_take(s, stem->is_title ? 0 : stem->from, end);
    scan_add(s, stem, a, answer);
    return end;
}

/* ---- blanks ---- */

typedef VEC(struct rich) rich_vec;

static size_t separator_at(struct str s, size_t at, int strength) {
    const struct str marks[][4] = {{STR("；"), STR(";"), STR(" | "), STR("\n")},
                                   {STR("、"), STR("，"), STR(", "), STR(" / ")},
                                   {STR(","), STR("  "), STR("/"), STR(" ")}};
    for (size_t i = 0; i < 4; i++)
        if (str_starts(str_from(s, at), marks[strength][i]))
            return marks[strength][i].n;
    return 0;
}

/* Splits a key at the separators of one strength. */
static void split(struct scan *s, const struct rich *key, int strength, rich_vec *out) {
    size_t from = 0;
    out->n = 0;
    for (size_t at = 0; at <= key->plain.n; at++) {
        size_t n = at < key->plain.n ? separator_at(key->plain, at, strength) : 0;
        if (n == 0 && at < key->plain.n)
            continue;
        struct rich piece = build_slice(s->b, key, from, at);
        if (piece.plain.n > 0)
            vec_push(s->b->a, out, piece);
        from = at + n;
        at = n ? from - 1 : at;
    }
}

/* The separators between the answers, slices of the key. */
static void mark_between(struct scan *s, const struct rich *key, const rich_vec *answers) {
    size_t at = 0;
    for (size_t i = 0; i < answers->n; i++) {
        size_t from = (size_t)(answers->v[i].plain.p - key->plain.p);
        build_mark(s->b, key, at, from);
        at = from + answers->v[i].plain.n;
    }
    build_mark(s->b, key, at, key->plain.n);
}

/* One answer for each blank: the strongest separators that give as many. */
static bool answers_for(struct scan *s, const struct rich *key, size_t n_blanks, rich_vec *out) {
    if (n_blanks == 1) {
        vec_push(s->b->a, out, *key);
        return key->plain.n > 0;
    }
    for (int strength = 0; strength < 3; strength++) {
        split(s, key, strength, out);
        if (out->n == n_blanks || strength == 2)
            mark_between(s, key, out);
        if (out->n == n_blanks)
            return true;
    }
    return false;
}

static size_t make_blank(struct scan *s, struct stem *stem, const struct tail *tail) {
    size_t n;
    rich_vec answers = {0};
    stem->text = blank_write(s->b, &stem->text, &n);
    struct authored *a = new_authored(s, AUTHORED_BLANK, stem, tail);
    if (!answers_for(s, &tail->key, n, &answers)) {
        a->malformed = true;
        if (tail->key.plain.n == 0)
            build_problem(s->b, DIAG_AUTHORED_NO_KEY, stem->text.span, asks_bare(stem->text.plain));
        else
            build_problem2(s->b, DIAG_AUTHORED_BLANKS, tail->key_span, tail->key.plain,
                           str_format(s->b->a, "%zu", n));
    }
    a->answers = scan_answers(s, answers.v, answers.n);
    a->n_answers = answers.n;
    return finish(s, stem, a, NULL, tail->end);
}

/* ---- a key below a stem, no options between ---- */

/* A key that is a text: the stem asks, the rows from the key on answer. */
static size_t make_card(struct scan *s, const struct stem *stem, size_t at, size_t end) {
    struct answer answer;
    struct row *row = &s->rows[at];
    build_mark(s->b, &row->text, 0, row->signs.at);
    row->text = build_slice(s->b, &row->text, row->signs.at, row->text.plain.n);
    row->signs = (struct signs){0};
    answer_read(s->b, s->rows + at, end - at, &answer);
    struct tail none = {.end = end};
    struct authored *a = new_authored(s, AUTHORED_CARD, stem, &none);
    struct rich back = scan_back(s, &answer);
    a->answers = scan_answers(s, &back, 1);
    a->n_answers = 1;
    a->malformed = !answer_has_content(&answer);
    if (a->malformed)
        build_problem(s->b, DIAG_AUTHORED_NO_KEY, stem->text.span, asks_bare(stem->text.plain));
    return finish(s, stem, a, &answer, end);
}

/* The answer to a numbered item goes up to the item with the next number: a list in it begins at 1.
 */
static size_t card_end(const struct scan *s, const struct stem *stem, size_t at) {
    unsigned number = row_figure(&s->rows[stem->from]);
    size_t end = MAX(stem_next(s, at + 1), at + 1);
    for (size_t i = at + 1; number > 0 && i < end; i++)
        if (row_figure(&s->rows[i]) == number + 1 && s->rows[i - 1].kind != ROW_ITEM)
            return i;
    return end;
}

static bool wants_text(const struct scan *s, const struct stem *stem, size_t at) {
    if (stem->is_title)
        return false;
    const struct row *row = &s->rows[stem->from];
    if (row->kind == ROW_ITEM && stem->from > 0 && s->rows[stem->from - 1].kind == ROW_ITEM &&
        !s->rows[stem->from - 1].taken)
        return false; /* the last of a list, and the key that of all of it */
    return s->cx->type == TYPE_SHORT || s->cx->type == TYPE_TERM || asks_mark(stem->text.plain) ||
           (row_figure(row) > 0 && (s->rows[at].signs.set & SIGN_REPLY));
}

static size_t make_truth(struct scan *s, const struct stem *stem, const struct tail *tail,
                         bool truth) {
    struct authored *a = new_authored(s, AUTHORED_TRUE_FALSE, stem, tail);
    a->is_true = truth;
    return finish(s, stem, a, NULL, tail->end);
}

size_t authored_key(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    struct build_mark_point before = build_save(s->b);
    struct stem stem;
    struct tail tail;
    size_t x, y;
    if (row->kind != ROW_LINE || !(row->signs.set & SIGN_KEY))
        return at;
    if (!stem_read(s, at, &stem)) {
        build_restore(s->b, before);
        return at;
    }
    struct str value = str_from(row->text.plain, row->signs.at);
    int truth = key_truth(s->b->labels, value);
    bool blank = blank_find(&stem.text, 0, &x, &y);
    bool judged =
        truth >= 0 && value.n <= 24 && (s->cx->type == TYPE_TRUTH || !asks_mark(stem.text.plain));
    bool card = !blank && !judged && wants_text(s, &stem, at);
    if (blank || judged || card)
        stem_parts(s, at, &stem);
    if (card)
        return make_card(s, &stem, at, card_end(s, &stem, at));
    if (!(blank && s->cx->type != TYPE_TRUTH) && !judged) {
        build_restore(s->b, before);
        return at;
    }
    tail_read(s, at, stem.is_title, &tail);
    if (judged && (!blank || s->cx->type == TYPE_TRUTH || value.n <= 6)) {
        build_mark(s->b, &tail.key, 0, tail.key.plain.n);
        return make_truth(s, &stem, &tail, truth == 1);
    }
    return make_blank(s, &stem, &tail);
}

/* ---- a verdict within the statement ---- */

static bool is_symbol(struct str s) {
    const struct str symbols[] = {STR("√"), STR("×"), STR("✓"), STR("✔"),
                                  STR("✗"), STR("✘"), STR("✅"), STR("❌")};
    for (size_t i = 0; i < COUNT_OF(symbols); i++)
        if (str_eq(s, symbols[i]))
            return true;
    return false;
}

/* The bracket at the end (or the beginning) with the verdict: its bytes. */
static bool verdict_bracket(const struct rich *text, size_t *from, size_t *to, struct str *inside) {
    struct str s = text->plain;
    size_t close = str_ends(s, STR(")")) ? 1 : str_ends(s, STR("）")) ? 3 : 0;
    *to = s.n;
    for (size_t at = s.n; close && at-- > 0 && s.n - at < 30;) {
        size_t open = s.p[at] == '(' ? 1 : str_starts(str_from(s, at), STR("（")) ? 3 : 0;
        if (!open)
            continue;
        *from = at;
        *inside = str_trim(str_slice(s, at + open, s.n - close));
        return true;
    }
    return false;
}

size_t authored_truth(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    size_t from, to;
    struct str inside;
    if (!(row->signs.set & SIGN_TRUTH) || row->kind == ROW_BLOCK ||
        !verdict_bracket(&row->text, &from, &to, &inside) || from == 0)
        return at;
    int truth = key_truth(s->b->labels, inside);
    if (truth < 0 || (s->cx->type != TYPE_TRUTH && !is_symbol(inside)))
        return at;
    struct stem stem = {.from = at};
    struct tail tail;
    size_t end = rows_after(s->rows, s->n, at);
    stem.text = build_slice(s->b, &row->text, 0, from);
    build_mark(s->b, &row->text, from, to);
    if (row->kind == ROW_ITEM && row->ordered)
        stem.number = number_bare(row->marker);
    tail_read(s, at + 1, false, &tail);
    if (tail.end < end) {
        points_add(s->b, s->rows, tail.end, end, &tail.parts);
        tail.end = end;
    }
    tail_keep_key(s, &tail);
    return make_truth(s, &stem, &tail, truth == 1);
}

/* ---- in a section of blanks: bold, highlighted or underlined words are the answers ---- */

/* The words go to the answers, so they become no mark. */
static struct rich blank_out(struct scan *s, const struct rich *text, size_t from, size_t to) {
    struct rich pieces[] = {rich_slice(s->b->a, text, 0, from),
                            rich_plain(s->b->a, STR("____"), (struct span){0}),
                            rich_slice(s->b->a, text, to, text->plain.n)};
    return rich_join(s->b->a, pieces, COUNT_OF(pieces), (struct str){0});
}

size_t authored_marked_blank(struct scan *s, size_t at) {
    const uint32_t marks = RICH_BOLD | RICH_MARK | RICH_UNDERLINE | RICH_CLOZE;
    const struct row *row = &s->rows[at];
    if (s->cx->type != TYPE_BLANK || row->kind == ROW_BLOCK || row->kind == ROW_IMAGE ||
        row->hidden || (row->signs.set & (SIGN_KEY | SIGN_EXPLANATION | SIGN_REMARK)) ||
        !rich_has(&row->text, marks) || (row->signs.set & SIGN_BOLD))
        return at;
    struct stem stem = {.from = at, .text = row->text};
    rich_vec answers = {0};
    size_t begin = 0;
    struct rich text = row->text;
    for (size_t i = 0; i < row->text.n; i++) {
        const struct rich_run *run = &row->text.runs[i];
        if (run->flags & marks) {
            struct rich answer = rich_slice(s->b->a, &text, begin, begin + run->text.n);
            vec_push(s->b->a, &answers, rich_trim(s->b->a, &answer));
            text = blank_out(s, &text, begin, begin + run->text.n);
            begin += 4;
        } else {
            begin += run->text.n;
        }
    }
    stem.text = text;
    if (row->kind == ROW_ITEM && row->ordered)
        stem.number = number_bare(row->marker);
    struct tail tail;
    tail_read(s, at + 1, false, &tail);
    tail_keep_key(s, &tail);
    struct authored *a = new_authored(s, AUTHORED_BLANK, &stem, &tail);
    a->answers = scan_answers(s, answers.v, answers.n);
    a->n_answers = answers.n;
    return finish(s, &stem, a, NULL, MAX(tail.end, at + 1));
}

/* ---- in a section of verdicts or blanks: an item that nothing answers ---- */

size_t authored_unanswered(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    size_t x, y;
    bool truth = s->cx->type == TYPE_TRUTH;
    if (!(truth || s->cx->type == TYPE_BLANK) || row->kind != ROW_ITEM || row->depth > 0 ||
        !row->ordered || (!truth && !blank_find(&row->text, 0, &x, &y)))
        return at;
    size_t end = rows_after(s->rows, s->n, at), next = stem_next(s, end);
    for (size_t i = at + 1; i < MIN(next + 1, s->n); i++)
        if (s->rows[i].signs.set & SIGN_KEY)
            return at;
    struct stem stem = {.from = at, .text = row->text, .number = number_bare(row->marker)};
    struct tail none = {.end = end};
    points_add(s->b, s->rows, at + 1, end, &stem.parts);
    const struct rich *listed = key_listed(s->b, s->cx->section, stem.number);
    int verdict = listed && truth ? key_truth(s->b->labels, listed->plain) : -1;
    if (verdict >= 0)
        return make_truth(s, &stem, &none, verdict == 1);
    if (listed && !truth) {
        none.key = *listed;
        none.key_span = row->span;
        return make_blank(s, &stem, &none);
    }
    struct authored *a =
        new_authored(s, truth ? AUTHORED_TRUE_FALSE : AUTHORED_BLANK, &stem, &none);
    a->malformed = true;
    build_problem(s->b, DIAG_AUTHORED_NO_KEY, row->span, asks_bare(stem.text.plain));
    return finish(s, &stem, a, NULL, end);
}
