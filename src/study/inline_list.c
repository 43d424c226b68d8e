/* inline_list: splitting a line at 、, at runs of blanks, or at " / ". */
#include "study/inline_list.h"

#include "base/utf8.h"
#include "study/signs.h"

#define SEGMENT_CHARACTERS_MOST 40 /* of one between 、 or slashes */
#define SPACED_CHARACTERS_MOST  120

enum separator { BY_COMMA, BY_BLANKS, BY_SLASH, SEPARATORS };

struct scan {
    const struct rich *line;
    size_t run, run_end;
    int depth;
    bool has_wide_gap; /* a run of two blanks or more stands in the line */
};

static bool is_verbatim(struct scan *k, size_t at) {
    while (k->run < k->line->n && k->run_end + k->line->runs[k->run].text.n <= at)
        k->run_end += k->line->runs[k->run++].text.n;
    return k->run < k->line->n &&
           (k->line->runs[k->run].flags & (RICH_CODE | RICH_MATH | RICH_IMAGE | RICH_LINK));
}

static bool is_open(uint32_t c) {
    return c == '(' || c == 0xFF08 || c == 0x201C || c == 0x300A || c == 0x300C;
}

static bool is_close(uint32_t c) {
    return c == ')' || c == 0xFF09 || c == 0x201D || c == 0x300B || c == 0x300D;
}

/* A line with one of these outside brackets is a sentence or a keyed statement. */
static bool is_sentence_mark(uint32_t c) {
    return c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0xFF1F || c == 0xFF01 ||
           c == ',' || c == ';' || c == '?' || c == '!' || c == '=' || c == '|';
}

static uint32_t code_at(struct str s, size_t at) {
    const char *p = s.p + at;
    return at < s.n ? utf8_next(&p, s.p + s.n) : 0;
}

static uint32_t code_before(struct str s, size_t at) {
    const char *p = s.p + at;
    return at > 0 ? utf8_prev(&p, s.p) : 0;
}

/* Length of the blanks at `at`, and how many there are. */
static size_t blanks(struct str s, size_t at, size_t *count) {
    size_t end = at;
    *count = 0;
    for (uint32_t c; end < s.n && code_is_space(c = code_at(s, end));
         *count += c == 0x3000 || c == '\t' ? 2 : 1)
        end += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    return end - at;
}

/* The length of a separator of this kind at `at`, or 0. */
static size_t separator_at(const struct scan *k, enum separator by, size_t at) {
    struct str s = k->line->plain;
    size_t count, n = blanks(s, at, &count);
    switch (by) {
    case BY_COMMA:
        return str_starts(str_from(s, at), STR("、")) ? 3 : 0;
    case BY_BLANKS:
        if (count >= 2)
            return n;
        return count == 1 && code_is_cjk(code_before(s, at)) && code_is_cjk(code_at(s, at + n)) ? n
                                                                                                : 0;
    default:
        return str_starts(str_from(s, at), STR(" / ")) ? 3 : 0;
    }
}

static bool add_segment(struct str s, enum separator by, size_t from, size_t to, size_t in_brackets,
                        struct inline_list *out) {
    size_t most = by == BY_BLANKS ? SPACED_CHARACTERS_MOST : SEGMENT_CHARACTERS_MOST;
    struct str part = str_slice(s, from, to), trimmed = str_trim(part);
    if (trimmed.n == 0 || out->n == SEGMENTS_MOST || utf8_count(trimmed) > most)
        return false;
    size_t lead = (size_t)(trimmed.p - part.p);
    out->v[out->n++] = (struct segment){from + lead, from + lead + trimmed.n,
                                        trimmed.n - MIN(in_brackets, trimmed.n)};
    return true;
}

static bool split_by(const struct rich *line, enum separator by, struct inline_list *out) {
    struct scan k = {.line = line};
    struct str s = line->plain;
    size_t from = 0, in_brackets = 0;
    out->n = 0;
    for (size_t at = 0; at < s.n;) {
        const char *p = s.p + at;
        uint32_t c = utf8_next(&p, s.p + s.n);
        bool verbatim = is_verbatim(&k, at);
        if (!verbatim && k.depth == 0 && is_sentence_mark(c))
            return false;
        size_t n = verbatim || k.depth > 0 ? 0 : separator_at(&k, by, at);
        if (n > 0) {
            if (!add_segment(s, by, from, at, in_brackets, out))
                return false;
            in_brackets = 0;
            from = at + n;
            at = from;
            continue;
        }
        k.depth += verbatim ? 0 : is_open(c) - (is_close(c) && k.depth > 0);
        in_brackets += k.depth > 0 ? (size_t)(p - s.p) - at : 0;
        at = (size_t)(p - s.p);
    }
    return add_segment(s, by, from, s.n, in_brackets, out) && out->n >= 2;
}

/* A sentence that enumerates has one part much longer than the others: its first or its last. */
static bool is_sentence(const struct inline_list *l) {
    size_t first = l->v[0].bare, last = l->v[l->n - 1].bare, middle = 0;
    for (size_t i = 1; i + 1 < l->n; i++)
        middle = MAX(middle, l->v[i].bare);
    if (l->n == 2)
        return first > 2 * last || last > 2 * first;
    return first * 5 > MAX(middle, last) * 9 || last * 2 > MAX(middle, first) * 5;
}

#define LINE_BYTES_MOST 2000

void inline_split(const struct rich *line, uint32_t holds, struct inline_list *out) {
    out->n = 0;
    if (line->plain.n > LINE_BYTES_MOST)
        return;
    if ((holds & HOLDS_GAP) && split_by(line, BY_BLANKS, out))
        return;
    if ((holds & HOLDS_COMMA) && split_by(line, BY_COMMA, out) && !is_sentence(out))
        return;
    if ((holds & HOLDS_SLASH) && split_by(line, BY_SLASH, out) && out->n >= 3)
        return;
    out->n = 0;
}
