/* authored_card: cards as spaced-repetition plug-ins write them: front::back, front, "?", back, and
 * a #card tag at the end of a line. Only where the author opted in. */
#include "study/authored.h"

#include "study/asks.h"
#include "study/lines.h"
#include "study/points.h"

static uint32_t line_at(const struct scan *s, uint32_t at) {
    return source_line(s->b->doc->source, at);
}

/* Row i stands right below row i - 1, without a blank line between. */
static bool is_adjacent(const struct scan *s, size_t i) {
    const struct span *above = &s->rows[i - 1].span;
    uint32_t end = above->len ? above->at + above->len - 1 : above->at;
    return line_at(s, s->rows[i].span.at) <= line_at(s, end) + 1;
}

static struct authored *new_card(struct scan *s, const struct stem *stem, bool both,
                                 const struct answer *answer) {
    struct authored *a =
        scan_question(s, both ? AUTHORED_CARD_BOTH_WAYS : AUTHORED_CARD, stem, answer);
    a->malformed = !answer_has_content(answer);
    if (a->malformed)
        build_problem(s->b, DIAG_AUTHORED_NO_KEY, stem->text.span, asks_bare(stem->text.plain));
    return a;
}

static void take_scheduling(struct scan *s, size_t from, size_t *end, struct authored *a) {
    for (size_t i = from; i < *end && a->scheduling.n == 0; i++)
        a->scheduling = s->rows[i].aside;
    if (a->scheduling.n > 0)
        return;
    const struct row *row = &s->rows[*end];
    if (*end >= s->n || row->kind != ROW_BLOCK || row->node->kind != NODE_COMMENT)
        return;
    a->scheduling = row->node->text;
    ++*end;
}

/* ---- front::back ---- */

struct separator {
    size_t from, to;
    bool both, wide;
};

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* fe80::1: figures and letters of an address. */
static bool is_address(struct str s) {
    bool digit = false, letter = false;
    for (size_t i = 0; i < s.n; i++) {
        digit = digit || (s.p[i] >= '0' && s.p[i] <= '9');
        letter = letter || (s.p[i] >= 'a' && s.p[i] <= 'f');
        if (!(s.p[i] >= '0' && s.p[i] <= '9') && !(s.p[i] >= 'a' && s.p[i] <= 'f'))
            return false;
    }
    return digit && letter && s.n <= 4;
}

/* {{c1::, which begins a blank. */
static bool is_blank_mark(struct str s, size_t word, size_t from) {
    bool number = word >= 2 && from > word + 1 && s.p[word] == 'c';
    for (size_t i = word + 1; i < from && number; i++)
        number = s.p[i] >= '0' && s.p[i] <= '9';
    return number && s.p[word - 1] == '{' && s.p[word - 2] == '{';
}

/* std::vector, f::g(), a::b::c, grammar ::=, an address: code, not a card. */
static bool is_code(struct str s, size_t from, size_t to) {
    size_t word = from, end = to;
    while (word > 0 && is_word(s.p[word - 1]))
        word--;
    while (end < s.n && is_word(s.p[end]))
        end++;
    if ((to < s.n && s.p[to] == '=') || is_blank_mark(s, word, from))
        return true;
    bool glued = word < from && end > to;
    if (!glued)
        return false;
    struct str left = str_slice(s, word, from);
    char after = end < s.n ? s.p[end] : ' ';
    return str_eqc(left, "std") || is_address(left) || after == '(' || after == '<' ||
           after == ';' || str_starts(str_from(s, end), STR("::"));
}

/* In code, or in an address: "https://a.b/c::d". */
static bool is_quoted(const struct rich *text, size_t at) {
    return build_is_verbatim(text, at) || (build_flags_at(text, at) & RICH_LINK);
}

static bool find_separator(const struct rich *text, struct separator *out) {
    struct str s = text->plain;
    for (size_t at = 0; at < s.n; at++) {
        size_t colon = signs_colon(s, at), end = at;
        if (colon == 0)
            continue;
        size_t n = 0;
        while (signs_colon(s, end) == colon) {
            end += colon;
            n++;
        }
        bool sides = str_trim(str_slice(s, 0, at)).n > 0 && str_trim(str_from(s, end)).n > 0;
        if ((n == 2 || n == 3) && sides && !is_code(s, at, end) && !is_quoted(text, at)) {
            *out = (struct separator){at, end, n == 3, colon == 3};
            return true;
        }
        at = end - 1;
    }
    return false;
}

static void warn_wide(struct scan *s, const struct rich *text, size_t from, size_t to,
                      const char *meant) {
    build_problem2(s->b, DIAG_FULLWIDTH_SEPARATOR, rich_slice(s->b->a, text, from, to).span,
                   str_slice(text->plain, from, to), str_of(meant));
}

size_t authored_card_line(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    struct separator sep;
    if (!s->b->cards || !(row->signs.set & SIGN_CARD) || row->kind == ROW_BLOCK ||
        !find_separator(&row->text, &sep))
        return at;
    struct rich text = row->text;
    struct stem stem = {.from = at, .text = build_slice(s->b, &text, 0, sep.from)};
    struct answer answer;
    size_t end = rows_after(s->rows, s->n, at);
    build_mark(s->b, &text, sep.from, sep.to);
    if (sep.wide)
        warn_wide(s, &text, sep.from, sep.to, sep.both ? ":::" : "::");
    scan_answer(s, at, end, build_slice(s->b, &text, sep.to, text.plain.n), &answer);
    struct authored *a = new_card(s, &stem, sep.both, &answer);
    take_scheduling(s, at, &end, a);
    scan_take(s, at, end);
    scan_add(s, &stem, a, &answer);
    return end;
}

/* ---- front, a line of "?" or "??", back ---- */

static size_t front_start(const struct scan *s, size_t at) {
    size_t i = at;
    while (i > s->low && !s->rows[i - 1].taken && is_adjacent(s, i) &&
           s->rows[i - 1].kind != ROW_BLOCK && s->rows[i - 1].heading == 0 &&
           !(s->rows[i - 1].signs.set & SIGN_TAGS))
        i--;
    return i;
}

static size_t back_end(const struct scan *s, size_t at) {
    size_t i = at + 1;
    if (i < s->n && !is_adjacent(s, i))
        return i;
    while (i < s->n && (i == at + 1 || is_adjacent(s, i)) &&
           !(s->rows[i].kind == ROW_BLOCK && s->rows[i].node->kind == NODE_COMMENT))
        i++;
    return i;
}

/* The heading is the front: all below it stays its answer. */
static size_t heading_card(struct scan *s, size_t at, bool both) {
    struct answer first;
    struct stem stem = {.is_title = true, .text = s->title};
    struct build_mark_point before = build_save(s->b);
    size_t end = MAX(back_end(s, at), MIN(at + 2, s->n));
    answer_read(s->b, s->rows + at + 1, end - at - 1, &first);
    struct authored *a = new_card(s, &stem, both, &first);
    build_restore(s->b, before);
    build_mark(s->b, &s->rows[at].text, 0, s->rows[at].text.plain.n);
    if (a->malformed)
        build_problem(s->b, DIAG_AUTHORED_NO_KEY, s->title.span, asks_bare(s->title.plain));
    take_scheduling(s, at, &end, a);
    scan_take(s, at, at + 1);
    scan_add(s, &stem, a, NULL);
    return at + 1;
}

size_t authored_card_block(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    bool both = (row->signs.set & SIGN_SEPARATOR_BOTH) != 0;
    if (!s->b->cards || !(row->signs.set & (SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH)))
        return at;
    if (row->text.plain.p[0] != '?')
        warn_wide(s, &row->text, 0, row->text.plain.n, both ? "??" : "?");
    size_t from = front_start(s, at);
    if (from == at)
        return s->has_title && !s->of_title && s->low == 0 && at == 0 ? heading_card(s, at, both)
                                                                      : at;
    struct stem stem = {.from = from, .text = s->rows[from].text};
    struct answer answer;
    size_t end = back_end(s, at);
    points_add(s->b, s->rows, from + 1, at, &stem.parts);
    build_mark(s->b, &row->text, 0, row->text.plain.n);
    answer_read(s->b, s->rows + at + 1, end - at - 1, &answer);
    struct authored *a = new_card(s, &stem, both, &answer);
    take_scheduling(s, from, &end, a);
    scan_take(s, from, end);
    scan_add(s, &stem, a, &answer);
    return end;
}

/* ---- "question #card", the answer below ---- */

size_t authored_card_tag(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    if (!(row->signs.set & SIGN_CARD_TAG) || (row->signs.set & SIGN_TAGS) || row->kind == ROW_BLOCK)
        return at;
    size_t hash = row->text.plain.n;
    while (hash > 0 && row->text.plain.p[hash - 1] != '#')
        hash--;
    hash -= hash > 0;
    size_t end = MAX(back_end(s, at), rows_after(s->rows, s->n, at));
    if (end == at + 1)
        return at;
    struct stem stem = {.from = at, .text = build_slice(s->b, &row->text, 0, hash)};
    struct answer answer;
    build_mark(s->b, &row->text, hash, row->text.plain.n);
    answer_read(s->b, s->rows + at + 1, end - at - 1, &answer);
    struct authored *a = new_card(s, &stem, false, &answer);
    take_scheduling(s, at, &end, a);
    scan_take(s, at, end);
    scan_add(s, &stem, a, &answer);
    return end;
}

/* ---- where no heading asks, a line with marked words is a card of its own ---- */

size_t authored_cloze(struct scan *s, size_t at) {
    const struct row *row = &s->rows[at];
    bool apart = !s->has_title || (s->holds_cards && !asks(s->b->labels, s->title.plain));
    if (!s->b->cards || !apart || row->kind == ROW_BLOCK || row->kind == ROW_IMAGE ||
        !rich_has(&row->text, RICH_CLOZE | RICH_MARK))
        return at;
    struct stem stem = {.from = at, .text = row->text};
    size_t end = rows_after(s->rows, s->n, at);
    struct answer below;
    answer_read(s->b, s->rows + at + 1, end - at - 1, &below);
    struct authored *a = arena_new(s->b->a, struct authored);
    *a = (struct authored){.kind = AUTHORED_CLOZE, .stem = stem.text, .span = row->span};
    take_scheduling(s, at, &end, a);
    scan_take(s, at, end);
    scan_add(s, &stem, a, &below);
    return end;
}
