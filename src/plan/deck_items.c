/* deck_items: items that ask by themselves as notes: choices, true or false, blanks, orderings, the
 * author's own cards. */
#include "plan/deck_make.h"

#include "base/hash.h"
#include "base/rng.h"
#include "base/utf8.h"

#include <stdlib.h>

#define TYPED_CELLS_MOST 16 /* of a blank that is typed */
#define ORDER_MOST       64

/* ---- pieces ---- */

/* Stem with its word set bold, then what stands below it. */
static struct str stem_html(struct deck_maker *m, const struct item *it) {
    struct note_html *h = &m->h;
    deck_put_material(m, it->source.question);
    if (it->negative.n) {
        size_t at = (size_t)(it->negative.p - it->stem.plain.p);
        struct rich before = rich_slice(m->a, &it->stem, 0, at);
        struct rich word = rich_slice(m->a, &it->stem, at, at + it->negative.n);
        struct rich after = rich_slice(m->a, &it->stem, at + it->negative.n, it->stem.plain.n);
        note_rich(h, &before);
        buf_c(&h->out, "<b class=\"not\">");
        note_rich(h, &word);
        buf_c(&h->out, "</b>");
        note_rich(h, &after);
    } else {
        note_rich(h, &it->stem);
    }
    note_parts(h, it->stem_parts, it->n_stem_parts);
    return deck_take(m);
}

static struct str why_html(struct deck_maker *m, const struct item *it) {
    note_rich(&m->h, &it->explanation);
    note_parts(&m->h, it->explanation_parts, it->n_explanation_parts);
    return deck_take(m);
}

/* An order of n things that is never their own, by the item's id alone; free ones move only. */
static void shuffle(struct deck_maker *m, const struct item *it, uint32_t *order, size_t n) {
    struct rng r = rng_keyed(0, STR("card"), hash_hex(m->a, it->id));
    uint32_t places[ORDER_MOST] = {0}, values[ORDER_MOST];
    size_t n_free = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
        if (it->n_options == 0 || it->options[i].pin == 0)
            places[n_free++] = (uint32_t)i;
    }
    memcpy(values, places, sizeof(uint32_t) * n_free);
    rng_shuffle(&r, values, n_free);
    bool same = true;
    for (size_t i = 0; i < n_free; i++)
        same = same && values[i] == places[i];
    for (size_t i = 0; i < n_free; i++)
        order[places[i]] = values[same ? (i + 1) % n_free : i];
}

/* Pinned options to their places; the others fill the rest in their order. */
static void seat_pinned(const struct item *it, uint32_t *order, size_t n) {
    uint32_t seated[ORDER_MOST];
    bool taken[ORDER_MOST] = {false};
    size_t last = n, place = 0;
    for (size_t i = n; i-- > 0;) {
        int8_t pin = it->options[i].pin;
        size_t at = pin < 0 ? --last : (size_t)pin - 1;
        if (pin == 0 || at >= n || taken[at])
            continue;
        seated[at] = (uint32_t)i;
        taken[at] = true;
    }
    for (size_t i = 0; i < n; i++) {
        bool is_seated = false;
        for (size_t k = 0; k < n; k++)
            is_seated = is_seated || (taken[k] && seated[k] == order[i]);
        while (!is_seated && taken[place])
            place++;
        if (!is_seated)
            seated[place++] = order[i];
    }
    memcpy(order, seated, sizeof(uint32_t) * n);
}

/* ---- choices ---- */

/* Right ones stand first in the bank: on a card they are shuffled for clients without scripts, and
 * again by the card itself. */
static void choice(struct deck_maker *m, const struct item *it) {
    uint32_t order[ORDER_MOST];
    struct note_html *h = &m->h;
    struct buf letters = buf_in(m->a);
    size_t n = MIN(it->n_options, ORDER_MOST);
    bool fixed = item_keeps_order(it);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    if (!it->ordered_options && n > 1)
        shuffle(m, it, order, n);
    if (!it->ordered_options)
        seat_pinned(it, order, n);
    buf_printf(&h->out, "<ol class=\"opts %s%s\">",
               it->kind == ITEM_MULTIPLE_RESPONSE ? "many" : "one", fixed ? " fixed" : "");
    for (size_t i = 0; i < n; i++) {
        const struct item_option *o = &it->options[order[i]];
        buf_c(&h->out, "<li>");
        note_rich(h, &o->text);
        note_parts(h, o->parts, o->n_parts);
        buf_c(&h->out, "</li>");
        if (o->right)
            buf_printf(&letters, "%s%c", letters.n ? ", " : "", (int)('A' + i));
    }
    buf_c(&h->out, "</ol>");
    struct str options = deck_take(m), stem = stem_html(m, it), why = why_html(m, it);
    struct str *f = deck_note_add(m, NOTETYPE_CHOICE, deck_item_key(it, "choice"), it->source.span);
    f[CHOICE_STEM] = stem;
    f[CHOICE_OPTIONS] = options;
    f[CHOICE_CORRECT] = buf_get(&letters);
    f[CHOICE_WHY] = why;
}

static void true_false(struct deck_maker *m, const struct item *it) {
    struct str stem = stem_html(m, it), why = why_html(m, it);
    struct str yes = deck_plain(m, deck_words(m, "true"));
    struct str no = deck_plain(m, deck_words(m, "false"));
    struct str *f =
        deck_note_add(m, NOTETYPE_TRUE_FALSE, deck_item_key(it, "true-false"), it->source.span);
    f[TF_Q] = stem;
    f[TF_OPTIONS] = str_format(m->a, "<ul class=\"opts one fixed\"><li>%.*s</li><li>%.*s</li></ul>",
                               STR_ARG(yes), STR_ARG(no));
    f[TF_A] = it->is_true ? yes : no;
    f[TF_WHY] = why;
}

/* ---- blanks ---- */

static void put_blank(struct deck_maker *m, unsigned number, const struct rich *text,
                      struct str hint) {
    struct note_html *h = &m->h;
    buf_printf(&h->out, "{{c%u::", number);
    h->in_blank = true;
    note_rich(h, text);
    if (h->out.p[h->out.n - 1] == '}')
        buf_c(&h->out, "<!-- -->");
    if (hint.n) {
        buf_c(&h->out, "::");
        note_text(h, hint);
    }
    h->in_blank = false;
    buf_c(&h->out, "}}");
}

/* A blank to type: one, short, of plain text. */
static bool is_typed(const struct item *it) {
    return str_eqc(str_of(it->generator), "authored") && it->n_answers == 1 &&
           utf8_cells(it->answers[0].text.plain) <= TYPED_CELLS_MOST &&
           !rich_has(&it->answers[0].text, RICH_MATH | RICH_IMAGE);
}

static void blanks(struct deck_maker *m, const struct item *it) {
    static const char mark[] = "____";
    struct note_html *h = &m->h;
    size_t from = 0, n = 0;
    h->cloze = true;
    deck_put_material(m, it->source.question);
    for (size_t i = 0; i < it->n_answers && n < DECK_CLOZES_MAX; i++) {
        size_t at = it->answers[i].at;
        if (at < from || !str_starts(str_from(it->stem.plain, at), str_of(mark)))
            continue;
        struct rich before = rich_slice(m->a, &it->stem, from, at);
        note_rich(h, &before);
        put_blank(m, (unsigned)++n, &it->answers[i].text, (struct str){0});
        from = at + strlen(mark);
    }
    struct rich after = rich_slice(m->a, &it->stem, from, it->stem.plain.n);
    note_rich(h, &after);
    note_parts(h, it->stem_parts, it->n_stem_parts);
    h->cloze = false;
    struct str text = deck_take(m);
    deck_cloze_add(m, deck_item_key(it, "cloze"), text, n, why_html(m, it), it->source.span);
    if (n && is_typed(it))
        deck_last(m)->fields[CLOZE_TYPED] = STR("1");
}

/* ---- the author's marks ---- */

static int by_place(const void *pa, const void *pb) {
    const struct cloze *const *a = pa, *const *b = pb;
    return (*a)->at < (*b)->at ? -1 : (*a)->at > (*b)->at;
}

/* The marks of the sentence of the item's first mark, by place. */
static size_t marks_of(const struct item *it, const struct cloze **out, size_t most) {
    const struct question *q = it->source.question;
    const struct cloze *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < q->n_clozes && !first; i++)
        if (q->clozes[i].span.at == it->source.span.at)
            first = &q->clozes[i];
    for (size_t i = 0; first && i < q->n_clozes && n < most; i++)
        if (q->clozes[i].sentence.span.at == first->sentence.span.at &&
            str_eq(q->clozes[i].sentence.plain, first->sentence.plain))
            out[n++] = &q->clozes[i];
    if (n)
        qsort(out, n, sizeof *out, by_place);
    return n;
}

/* Whether the author numbered the marks himself: {{c2::…}}; others are numbered from the left. */
static bool are_numbered(const struct cloze *const *marks, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (marks[i]->number != marks[0]->number)
            return true;
    return false;
}

static void marked_sentence(struct deck_maker *m, const struct item *it) {
    const struct cloze **marks =
        arena_array(m->a, const struct cloze *, it->source.question->n_clozes);
    size_t n = marks_of(it, marks, it->source.question->n_clozes), from = 0, highest = 0;
    if (n == 0) {
        blanks(m, it);
        return;
    }
    const struct rich *s = &marks[0]->sentence;
    bool numbered = are_numbered(marks, n);
    m->h.cloze = true;
    for (size_t i = 0; i < n; i++) {
        size_t number = numbered ? marks[i]->number : i + 1;
        if (number > DECK_CLOZES_MAX)
            diag_at(m->d, DIAG_CLOZE_NUMBER, marks[i]->span, str_format(m->a, "%zu", number));
        if (marks[i]->at < from || number == 0 || number > DECK_CLOZES_MAX)
            continue;
        struct rich before = rich_slice(m->a, s, from, marks[i]->at);
        from = marks[i]->at + marks[i]->text.n;
        struct rich inside = rich_slice(m->a, s, marks[i]->at, from);
        note_rich(&m->h, &before);
        put_blank(m, (unsigned)number, &inside, marks[i]->hint);
        highest = MAX(highest, number);
    }
    struct rich after = rich_slice(m->a, s, from, s->plain.n);
    note_rich(&m->h, &after);
    m->h.cloze = false;
    struct str text = deck_take(m);
    deck_cloze_add(m, deck_item_key(it, "cloze"), text, highest, (struct str){0}, it->source.span);
    if (highest)
        deck_last(m)->numbered = numbered;
}

/* ---- orderings and cards ---- */

static void ordering(struct deck_maker *m, const struct item *it) {
    uint32_t order[ORDER_MOST];
    struct note_html *h = &m->h;
    size_t n = MIN(it->n_answers, ORDER_MOST);
    if (n < 2)
        return;
    shuffle(m, it, order, n);
    note_rich(h, &it->stem);
    buf_c(&h->out, "<ul>");
    for (size_t i = 0; i < n; i++) {
        buf_c(&h->out, "<li>");
        note_rich(h, &it->answers[order[i]].text);
        buf_c(&h->out, "</li>");
    }
    buf_c(&h->out, "</ul>");
    struct str ask = deck_take(m);
    buf_c(&h->out, "<ol>");
    for (size_t i = 0; i < n; i++) {
        buf_c(&h->out, "<li>");
        note_rich(h, &it->answers[i].text);
        buf_c(&h->out, "</li>");
    }
    buf_c(&h->out, "</ol>");
    struct str answer = deck_take(m);
    struct str *f = deck_note_add(m, NOTETYPE_QA, deck_item_key(it, "order"), it->source.span);
    f[QA_Q] = ask;
    f[QA_A] = answer;
}

/* The back of the author's card: what the notes have below its front, else its text. */
static struct str back_html(struct deck_maker *m, const struct item *it) {
    deck_put_answer(m, it->source.question);
    struct str back = deck_take(m);
    if (back.n)
        return back;
    for (size_t i = 0; i < it->n_answers; i++) {
        if (i)
            buf_c(&m->h.out, "<br>");
        note_rich(&m->h, &it->answers[i].text);
    }
    return deck_take(m);
}

static void card(struct deck_maker *m, const struct item *it) {
    const struct authored *q = it->source.question->authored;
    struct str front = stem_html(m, it), back = back_html(m, it), why = why_html(m, it);
    bool both = q && (q->kind == AUTHORED_CARD_BOTH_WAYS || q->kind == AUTHORED_TERM);
    struct str *f = deck_note_add(m, both ? NOTETYPE_TERM : NOTETYPE_QA,
                                  deck_item_key(it, both ? "term" : "qa"), it->source.span);
    f[both ? TERM_TERM : QA_Q] = front;
    f[both ? TERM_DEF : QA_A] = back;
    f[both ? TERM_NOTE : QA_EXTRA] = why;
    if (q && m->o->scheduling)
        deck_due_of(m, q);
}

void deck_item(struct deck_maker *m, const struct item *it) {
    static void (*const makers[ITEM_KIND_COUNT])(struct deck_maker *, const struct item *) = {
        [ITEM_SINGLE_CHOICE] = choice,
        [ITEM_MULTIPLE_RESPONSE] = choice,
        [ITEM_TRUE_FALSE] = true_false,
        [ITEM_FILL_BLANK] = blanks,
        [ITEM_ORDERING] = ordering,
        [ITEM_SHORT_ANSWER] = card,
        [ITEM_TERM] = card, /* matching: its pairs are points of a list already */
    };
    if (str_eqc(str_of(it->generator), "cloze"))
        marked_sentence(m, it);
    else if (makers[it->kind])
        makers[it->kind](m, it);
}
