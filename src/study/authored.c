/* authored: trying the forms on the rows, and what they share. */
#include "study/authored.h"

#include "study/asks.h"
#include "study/points.h"

/* In this order: a form that says more stands before one that says less. */
static authored_form *const forms[] = {
    authored_card_block, authored_card_line, authored_card_tag,     authored_pair,
    authored_unfold,     authored_choice,    authored_choice_table, authored_term,
    authored_definition, authored_truth,     authored_key,          authored_marked_blank,
    authored_unanswered, authored_cloze,
};

void scan_take(struct scan *s, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        s->rows[i].taken = true;
    s->low = MAX(s->low, to);
}

static void push(struct scan *s, struct question *q) {
    struct unit *u = vec_add(s->b->a, s->units);
    u->kind = UNIT_QUESTION;
    u->question = q;
}

void scan_add(struct scan *s, const struct stem *stem, const struct authored *authored,
              const struct answer *answer) {
    if (stem->is_title) {
        s->of_title = authored;
        return;
    }
    struct question *q =
        question_authored(s->b, s->cx, &stem->text, stem->number, authored, answer);
    if (stem->from < s->n)
        q->block_id = s->rows[stem->from].block_id;
    push(s, q);
}

const struct rich *scan_answers(struct scan *s, const struct rich *v, size_t n) {
    struct rich *out = arena_array(s->b->a, struct rich, n);
    if (n > 0)
        memcpy(out, v, n * sizeof(*v));
    return out;
}

typedef VEC(struct rich) rich_vec;

static void back_of_parts(struct scan *s, const struct part *parts, size_t n, rich_vec *out) {
    for (size_t i = 0; i < n; i++) {
        const struct part *p = &parts[i];
        if (p->kind == PART_TEXT)
            vec_push(s->b->a, out, p->text);
        if (p->kind != PART_POINT)
            continue;
        struct rich pair[] = {p->point->key, p->point->text};
        bool both = pair[0].plain.n > 0 && pair[1].plain.n > 0;
        struct rich text =
            both ? rich_join(s->b->a, pair, 2, STR("：")) : pair[pair[0].plain.n == 0];
        vec_push(s->b->a, out, text);
        back_of_parts(s, p->point->parts, p->point->n_parts, out);
    }
}

struct rich scan_back(struct scan *s, const struct answer *answer) {
    rich_vec lines = {0};
    back_of_parts(s, answer->lead.v, answer->lead.n, &lines);
    for (size_t i = 0; i < answer->facets.n; i++)
        back_of_parts(s, answer->facets.v[i].parts, answer->facets.v[i].n_parts, &lines);
    return lines.n ? rich_join(s->b->a, lines.v, lines.n, STR("\n")) : (struct rich){0};
}

struct authored *scan_question(struct scan *s, enum authored_kind kind, const struct stem *stem,
                               const struct answer *answer) {
    struct authored *a = arena_new(s->b->a, struct authored);
    struct rich back = scan_back(s, answer);
    *a = (struct authored){.kind = (uint8_t)kind,
                           .stem = stem->text,
                           .stem_parts = stem->parts.v,
                           .n_stem_parts = stem->parts.n,
                           .answers = scan_answers(s, &back, 1),
                           .n_answers = 1,
                           .span = stem->text.span};
    return a;
}

void scan_answer(struct scan *s, size_t at, size_t end, struct rich text, struct answer *out) {
    struct row *row = &s->rows[at];
    row->text = text;
    row->signs = (struct signs){0};
    row->kind = ROW_LINE;
    answer_read(s->b, row, end - at, out);
}

static bool holds_forms(const struct scan *s) {
    const uint32_t signs = SIGN_OPTION | SIGN_OPTION_WEAK | SIGN_KEY | SIGN_EXPLANATION |
                           SIGN_QUESTION | SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH | SIGN_CARD |
                           SIGN_TRUTH | SIGN_CARD_TAG;
    if (s->cx->type != TYPE_NONE || (s->b->cards && !s->has_title))
        return true;
    for (size_t i = 0; i < s->n; i++) {
        const struct row *r = &s->rows[i];
        if ((r->signs.set & signs) || r->task != TASK_NONE || r->marker.n == 3 ||
            str_eqc(r->marker, ":"))
            return true;
        if (r->kind == ROW_BLOCK && (r->node->kind == NODE_DETAILS ||
                                     r->node->kind == NODE_CALLOUT || r->node->kind == NODE_TABLE))
            return true;
    }
    return false;
}

/* A line of tags opens the scope of a deck: cards may follow. */
static void read_tags(struct scan *s, const struct row *row) {
    struct str rest = row->text.plain;
    while (rest.n > 0) {
        size_t end = str_find_byte(rest, ' ');
        struct str tag = str_slice(rest, 0, end);
        if (str_starts(tag, STR("#flashcards")) || str_eqc(tag, "#anki") || str_eqc(tag, "#card")) {
            s->b->cards = true;
            s->b->deck_tag = str_from(tag, 1);
        }
        rest = end == SIZE_MAX ? (struct str){0} : str_trim(str_from(rest, end));
    }
}

void authored_find(struct scan *s) {
    for (size_t i = 0; i < s->n; i++)
        if ((s->rows[i].signs.set & SIGN_TAGS) && s->b->may_hold_cards)
            read_tags(s, &s->rows[i]);
    if (!holds_forms(s))
        return;
    s->replies = authored_has_replies(s);
    for (size_t i = 0; i < s->n && s->b->cards; i++)
        s->holds_cards = s->holds_cards || (s->rows[i].signs.set &
                                            (SIGN_CARD | SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH));
    for (size_t i = 0, next; i < s->n; i = next) {
        next = i;
        for (size_t k = 0; k < COUNT_OF(forms) && next == i && !s->rows[i].taken; k++)
            next = forms[k](s, i);
        next = MAX(next, i + 1);
    }
}
