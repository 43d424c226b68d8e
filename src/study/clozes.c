/* clozes: finding marks in texts, and the sentences around them. */
#include "study/clozes.h"

#include "base/utf8.h"

#define CLOZE_BYTES_MOST 400
#define SHOWN_MOST       24 /* code points of a mark that is never closed */

/* One mark in a text: its whole bytes, and the answer inside. */
struct found {
    size_t from, to, answer_from, answer_to;
    size_t hint_from, hint_to;
    uint16_t number;
};

/* Looking for marks from left to right; each kind is looked for anew only when the one found is
 * behind. */
struct finder {
    struct builder *b;
    const struct rich *text;
    struct str s; /* its plain text, code and math blacked out */
    struct found bracket, braces;
    bool has_bracket, has_braces, started;
};

static bool is_blank(struct str s) {
    return str_trim(s).n == 0;
}

static size_t find_from(struct str s, size_t from, struct str needle) {
    size_t at = str_find(str_from(s, from), needle);
    return at == SIZE_MAX ? SIZE_MAX : from + at;
}

/* 【…】 that does not open a line (there it is a label), nor another right after such a label. */
static bool find_bracket(struct str s, size_t from, struct found *f) {
    for (size_t at; (at = find_from(s, from, STR("【"))) < s.n; from = at + 3) {
        struct str before = str_slice(s, 0, at);
        size_t close = str_find(str_slice(s, at + 3, at + 3 + CLOZE_BYTES_MOST), STR("】"));
        if (close == SIZE_MAX)
            return false;
        struct str inside = str_slice(s, at + 3, at + 3 + close);
        if (is_blank(before) || is_blank(inside) || str_has(inside, STR("【")) ||
            str_ends(str_trim_end(before), STR("】")))
            continue;
        size_t lead = (size_t)(str_trim(inside).p - inside.p);
        *f = (struct found){.from = at,
                            .to = at + 3 + close + 3,
                            .answer_from = at + 3 + lead,
                            .answer_to = at + 3 + lead + str_trim(inside).n};
        return true;
    }
    return false;
}

/* What Anki would make of it in silence: no card, or one that hides nothing or too much. */
static void tell_braces(struct finder *k, enum diag_id what, size_t from, size_t to) {
    build_problem(k->b, what, rich_slice(k->b->a, k->text, from, to).span,
                  str_slice(k->text->plain, from, to));
}

/* {{c1::answer}} or {{c1::answer::hint}}, as Anki writes it. */
static bool find_braces(struct finder *k, size_t from, struct found *f) {
    struct str s = k->s;
    for (size_t at; (at = find_from(s, from, STR("{{c"))) < s.n; from = at + 3) {
        size_t p = at + 3;
        unsigned number = 0;
        while (p < s.n && s.p[p] >= '0' && s.p[p] <= '9' && number < 1000)
            number = number * 10 + (unsigned)(s.p[p++] - '0');
        size_t close = str_find(str_slice(s, p, p + CLOZE_BYTES_MOST), STR("}}"));
        if (p == at + 3 || !str_starts(str_from(s, p), STR("::")))
            continue;
        if (close == SIZE_MAX) {
            tell_braces(k, DIAG_CLOZE_OPEN, at, at + utf8_offset(str_from(s, at), SHOWN_MOST));
            continue;
        }
        struct str inside = str_slice(s, p + 2, p + close);
        bool nests = str_has(inside, STR("{{c"));
        if (nests || number == 0 || is_blank(inside) || str_starts(inside, STR("::"))) {
            tell_braces(k,
                        nests         ? DIAG_CLOZE_NESTED
                        : number == 0 ? DIAG_CLOZE_ZERO
                                      : DIAG_CLOZE_EMPTY,
                        at, p + close + 2);
            continue;
        }
        size_t hint = str_find(inside, STR("::"));
        size_t answer = hint == SIZE_MAX ? inside.n : hint;
        *f = (struct found){.from = at,
                            .to = p + close + 2,
                            .answer_from = p + 2,
                            .answer_to = p + 2 + answer,
                            .hint_from = hint == SIZE_MAX ? 0 : p + 2 + hint + 2,
                            .hint_to = hint == SIZE_MAX ? 0 : p + 2 + inside.n,
                            .number = (uint16_t)number};
        return true;
    }
    return false;
}

/* The first mark at or after `from`; a bracket inside braces belongs to them. */
static bool find_next(struct finder *k, size_t from, struct found *f) {
    if (!k->started || (k->has_bracket && k->bracket.from < from))
        k->has_bracket = find_bracket(k->s, from, &k->bracket);
    if (!k->started || (k->has_braces && k->braces.from < from))
        k->has_braces = find_braces(k, from, &k->braces);
    k->started = true;
    bool bracket = k->has_bracket && !(k->has_braces && k->braces.from < k->bracket.from);
    if (!bracket && !k->has_braces)
        return false;
    *f = bracket ? k->bracket : k->braces;
    return true;
}

typedef VEC(struct rich) rich_vec;

static void add_piece(struct builder *b, const struct rich *text, size_t from, size_t to,
                      rich_vec *out) {
    if (from < to)
        vec_push(b->a, out, rich_slice(b->a, text, from, to));
}

static void add_answer(struct builder *b, const struct rich *text, const struct found *f,
                       uint16_t number, rich_vec *out) {
    struct rich piece = rich_slice(b->a, text, f->answer_from, f->answer_to);
    struct rich_run *runs = arena_array(b->a, struct rich_run, piece.n);
    struct str hint = str_slice(text->plain, f->hint_from, f->hint_to);
    for (size_t i = 0; i < piece.n; i++) {
        struct rich_more *more = arena_new(b->a, struct rich_more);
        *more = (struct rich_more){run_target(&piece.runs[i]), hint};
        runs[i] = piece.runs[i];
        runs[i].flags |= RICH_CLOZE;
        runs[i].cloze = f->number ? f->number : number;
        runs[i].more = more;
    }
    piece.runs = runs;
    vec_push(b->a, out, piece);
}

/* The plain text with code, math and pictures blacked out: they are never marks, and the `}}` of a
 * formula within a mark does not end it. */
static struct str without_verbatim(struct arena *a, const struct rich *text) {
    if (!rich_has(text, RICH_CODE | RICH_MATH | RICH_IMAGE))
        return text->plain;
    char *out = arena_copy(a, text->plain.p, text->plain.n);
    size_t at = 0;
    for (size_t i = 0; i < text->n; i++) {
        size_t n = text->runs[i].text.n;
        if (text->runs[i].flags & (RICH_CODE | RICH_MATH | RICH_IMAGE))
            memset(out + at, 'x', n);
        at += n;
    }
    return (struct str){out, text->plain.n};
}

static void add_marked(struct builder *b, const struct rich *text, const struct found *f,
                       uint16_t number, rich_vec *pieces) {
    size_t blank = f->answer_from;
    while (blank > f->from && text->plain.p[blank - 1] == ' ')
        blank--;
    build_mark(b, text, f->from, f->answer_from);
    add_piece(b, text, blank, f->answer_from, pieces);
    add_answer(b, text, f, number, pieces);
    build_mark(b, text, f->answer_to, f->to);
}

struct rich clozes_read(struct builder *b, const struct rich *text) {
    struct found f;
    struct finder finder = {.b = b, .text = text, .s = without_verbatim(b->a, text)};
    rich_vec pieces = {0};
    size_t at = 0;
    uint16_t number = 0;
    for (size_t from = 0; find_next(&finder, from, &f); from = f.to) {
        add_piece(b, text, at, f.from, &pieces);
        add_marked(b, text, &f, ++number, &pieces);
        at = f.to;
    }
    if (number == 0)
        return *text;
    add_piece(b, text, at, text->plain.n, &pieces);
    return rich_join(b->a, pieces.v, pieces.n, (struct str){0});
}

static bool ends_sentence(uint32_t c, uint32_t next) {
    if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == '\n')
        return true;
    return (c == '.' || c == '!' || c == '?' || c == ';') && (next == 0 || code_is_space(next));
}

#define SENTENCE_BYTES_MOST 2000 /* to either side of a mark */

static size_t sentence_start(struct str s, size_t at) {
    size_t least = at > SENTENCE_BYTES_MOST ? at - SENTENCE_BYTES_MOST : 0;
    uint32_t next = 0;
    for (const char *p = s.p + at; p > s.p + least;) {
        const char *end = p;
        uint32_t c = utf8_prev(&p, s.p);
        if (next && ends_sentence(c, next))
            return (size_t)(end - s.p);
        next = c;
    }
    return least;
}

static size_t sentence_end(struct str s, size_t at) {
    struct str window = str_slice(s, 0, at + SENTENCE_BYTES_MOST);
    for (const char *p = s.p + at, *end = s.p + window.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        const char *q = p;
        uint32_t next = p < s.p + s.n ? utf8_next(&q, s.p + s.n) : 0;
        if (ends_sentence(c, next))
            return (size_t)(p - s.p);
    }
    return window.n;
}

static void add_cloze(struct builder *b, const struct rich *text, size_t from, size_t to,
                      const struct rich_run *run, cloze_vec *out) {
    size_t start = sentence_start(text->plain, from), end = sentence_end(text->plain, to);
    struct rich sentence = build_slice(b, text, start, end);
    struct cloze *c = vec_add(b->a, out);
    c->sentence = sentence;
    c->text = str_slice(text->plain, from, to);
    c->at = from - (size_t)(sentence.plain.p - text->plain.p);
    c->hint = run->flags & RICH_CLOZE ? run_hint(run) : (struct str){0};
    c->number = run->cloze ? run->cloze : 1;
    c->span = rich_slice(b->a, text, from, to).span;
}

void clozes_add(struct builder *b, const struct rich *text, cloze_vec *out) {
    uint32_t marks = RICH_CLOZE | RICH_MARK | (b->options->bold_cloze ? (uint32_t)RICH_BOLD : 0);
    size_t at = 0;
    for (size_t i = 0; i < text->n;) {
        uint32_t own = text->runs[i].flags & marks;
        size_t from = at, k = i;
        do
            at += text->runs[k++].text.n;
        while (own && k < text->n && (text->runs[k].flags & marks) == own &&
               text->runs[k].cloze == text->runs[i].cloze);
        if (own && !is_blank(str_slice(text->plain, from, at)))
            add_cloze(b, text, from, at, &text->runs[i], out);
        i = k;
    }
}
