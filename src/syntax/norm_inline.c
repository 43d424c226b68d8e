/* norm_inline: the inside of lines. First the bytes nobody may touch are owned (code spans, tags,
 * link targets), then each rule looks at the rest, carriers first. */
#include "syntax/norm_state.h"

enum { OWNED = 1, OWN_LINK_TEXT = 2, OWN_CARRIER = 4 };

static bool is_owned(const struct normer *n, const struct line *l, uint32_t at) {
    return at < l->end && (n->own[at - l->beg] & OWNED);
}

static void own(struct normer *n, const struct line *l, uint32_t from, uint32_t to) {
    to = MIN(to, l->end);
    if (from < to)
        memset(n->own + (from - l->beg), OWNED, to - from);
}

static void clear_own(struct normer *n, const struct line *l) {
    size_t size = l->end - l->beg;
    if (size > n->own_cap) {
        n->own_cap = MAX(size * 2, (size_t)4096);
        n->own = arena_alloc(n->a, n->own_cap);
    }
    memset(n->own, 0, size);
}

/* ---- code spans ---- */

enum { TICKS_MAX = COUNT_OF(((struct normer *)0)->no_ticks_to) - 1 };

static uint32_t ticks_at(const struct normer *n, uint32_t at, uint32_t end) {
    uint32_t i = at;
    while (i < end && n->s[i] == '`')
        i++;
    return i - at;
}

/* The end of a run of exactly `k` backticks in from..to, or 0. */
static uint32_t closing_ticks(const struct normer *n, uint32_t from, uint32_t to, uint32_t k) {
    for (uint32_t i = from; i < to;) {
        const char *p = memchr(n->s + i, '`', to - i);
        if (!p)
            return 0;
        i = (uint32_t)(p - n->s);
        uint32_t run = ticks_at(n, i, to);
        i += run;
        if (run == k)
            return i;
    }
    return 0;
}

/* Whether a paragraph may go on in the line at `at`; a rough answer is enough, it only decides
 * whether a backtick of this line can be closed there. */
static bool paragraph_goes_on(const struct normer *n, uint32_t at) {
    while (is_blank(byte_at(n, at)) || byte_at(n, at) == '>')
        at++;
    char c = byte_at(n, at);
    if (c == '-' || c == '*' || c == '+')
        return !is_blank(byte_at(n, at + 1)) && byte_at(n, at + 1) != c;
    return c != '\n' && c != '#' && c != '|' && c != '~' &&
           !(c == '`' && byte_at(n, at + 1) == '`' && byte_at(n, at + 2) == '`');
}

/* The end of the code span whose `k` backticks end at `from`, or 0; it may end some lines below.
 * What was searched in vain for so many backticks is never searched again. */
static uint32_t code_span_end(struct normer *n, const struct line *l, uint32_t from, uint32_t k) {
    if (from < n->no_ticks_to[k])
        return 0;
    uint32_t end = closing_ticks(n, from, l->end, k);
    uint32_t at = l->end;
    while (!end && !l->heading && !l->row && at < n->len && paragraph_goes_on(n, at + 1)) {
        uint32_t line_end = norm_line_end(n, at + 1);
        end = closing_ticks(n, at + 1, line_end, k);
        at = line_end;
    }
    if (!end)
        n->no_ticks_to[k] = at;
    return end;
}

/* The first backtick of the line at or behind `from` that no backslash escapes, or its end. */
static uint32_t next_tick(const struct normer *n, const struct line *l, uint32_t from) {
    while (from < l->end) {
        const char *p = memchr(n->s + from, '`', l->end - from);
        if (!p)
            break;
        uint32_t at = (uint32_t)(p - n->s), slash = at;
        while (slash > l->body && n->s[slash - 1] == '\\')
            slash--;
        if ((at - slash) % 2 == 0)
            return at;
        from = at + 1;
    }
    return l->end;
}

static void own_code(struct normer *n, const struct line *l) {
    for (uint32_t i = MAX(l->body, n->code_to); (i = next_tick(n, l, i)) < l->end;) {
        uint32_t k = ticks_at(n, i, l->end);
        uint32_t end = k <= TICKS_MAX ? code_span_end(n, l, i + k, k) : 0;
        own(n, l, i, end ? end : i + k);
        if (end > l->end)
            n->code_to = end;
        i = end ? end : i + k;
    }
}

/* ---- tags, link targets ---- */

/* The end of the tag, comment or autolink whose '<' stands at `at`, or 0. */
static uint32_t tag_end(const struct normer *n, const struct line *l, uint32_t at) {
    char c = byte_at(n, at + 1);
    if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c != '/' && c != '!' && c != '?')
        return 0;
    for (uint32_t k = at + 1; k < l->end && n->s[k] != '<'; k++)
        if (n->s[k] == '>')
            return k + 1;
    return 0;
}

/* An input method turns the quotes of alt="…" into “…”, and then the tag is no tag. */
static void straighten(struct normer *n, uint32_t from, uint32_t to) {
    struct str tag = origin_slice(n, from, to);
    struct match m;
    for (size_t at = 0; pat_find(rule_pattern(n->rules, RULE_TAG_QUOTES), tag, at, &m);
         at = m.to[0]) {
        norm_edit(n, RULE_TAG_QUOTES, from + (uint32_t)m.from[1], 3, STR("\""));
        norm_edit(n, RULE_TAG_QUOTES, from + (uint32_t)m.to[0] - 3, 3, STR("\""));
    }
}

void norm_tags(struct normer *n, const struct line *l) {
    if (!rule_on(n->rules, RULE_TAG_QUOTES))
        return;
    for (uint32_t i = l->body; i < l->end; i++) {
        const char *lt = memchr(n->s + i, '<', l->end - i);
        if (!lt)
            return;
        i = (uint32_t)(lt - n->s);
        uint32_t end = tag_end(n, l, i);
        if (end && memmem(lt, end - i, "=\xE2\x80", 3))
            straighten(n, i, end);
    }
}

static void own_tags(struct normer *n, const struct line *l) {
    norm_tags(n, l);
    for (uint32_t i = l->body; i < l->end; i++) {
        const char *lt = memchr(n->s + i, '<', l->end - i);
        if (!lt)
            return;
        i = (uint32_t)(lt - n->s);
        uint32_t end = is_owned(n, l, i) ? 0 : tag_end(n, l, i);
        own(n, l, i, end);
        if (end)
            i = end - 1;
    }
}

/* CommonMark lets a reader stop at 32 parentheses within each other, and md4c does: without it
 * every
 * `](` of a line of them is searched to the line's end. */
enum { PARENTHESES_DEEP = 32 };

/* The end of `(target "title")` whose parenthesis stands at `at`, or 0. */
static uint32_t target_end(const struct normer *n, uint32_t at, uint32_t end) {
    int depth = 0;
    bool title = false;
    for (uint32_t i = at; i < end; i++) {
        char c = n->s[i];
        if (c == '\\')
            i++;
        else if (c == '(' && ++depth > PARENTHESES_DEEP)
            return 0;
        else if (c == ')' && --depth == 0)
            return i + 1;
        else if (is_blank(c) && !title) {
            while (i + 1 < end && is_blank(n->s[i + 1]))
                i++;
            char next = i + 1 < end ? n->s[i + 1] : '\0';
            title = next == '"' || next == '\'' || next == '(';
            if (!title && next != ')')
                return 0;
        }
    }
    return 0;
}

/* md4c 0.4.8 takes the tilde of a target for one that strikes out. */
static void escape_tildes(struct normer *n, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (n->s[i] == '~' && n->s[i - 1] != '\\')
            norm_edit(n, RULE_COUNT, i, 0, STR("\\"));
}

/* Targets are owned; a link's text is marked, since no other link may stand in it. */
static void own_targets(struct normer *n, const struct line *l) {
    uint32_t open[64];
    size_t depth = 0;
    for (uint32_t i = l->body; i < l->end; i++) {
        char c = n->s[i];
        if (c == '\\')
            i++;
        if ((c != '[' && c != ']') || is_owned(n, l, i))
            continue;
        if (c == '[') {
            open[depth % COUNT_OF(open)] = i;
            depth++;
            continue;
        }
        if (depth == 0)
            continue;
        depth--;
        uint32_t end = byte_at(n, i + 1) == '(' ? target_end(n, i + 1, l->end) : 0;
        if (!end)
            continue;
        for (uint32_t k = open[depth % COUNT_OF(open)]; depth < COUNT_OF(open) && k < i; k++)
            n->own[k - l->beg] |= OWN_LINK_TEXT;
        own(n, l, i, end);
        escape_tildes(n, i + 1, end);
        i = end - 1;
    }
}

#define TICKS "``````"

/* ---- rules ---- */

typedef void rule_fn(struct normer *n, const struct line *l, struct str s);

static bool find(struct normer *n, enum rule rule, struct str s, size_t from, struct match *m) {
    return pat_find(rule_pattern(n->rules, rule), s, from, m);
}

static bool is_escaped(const struct normer *n, const struct line *l, uint32_t at) {
    uint32_t i = at;
    while (i > l->body && n->s[i - 1] == '\\')
        i--;
    return (at - i) & 1;
}

/* Makes a code span of from..to. Its run of backticks is longer than any an author leaves open; a
 * guard stands outside, too: another backtick may stand there, and stars beside it see a letter. */
static void carry(struct normer *n, const struct line *l, enum rule rule, uint32_t from,
                  uint32_t to) {
    bool wiki = rule == RULE_WIKILINK;
    norm_edit(n, rule, from, 0, wiki ? STR(GUARD TICKS GUARD_WIKI) : STR(GUARD TICKS GUARD_MATH));
    norm_edit(n, rule, to, 0, STR(GUARD TICKS GUARD));
    own(n, l, from, to);
    if (from < l->end)
        n->own[from - l->beg] |= OWN_CARRIER;
}

static bool holds_carrier(const struct normer *n, const struct line *l, uint32_t from,
                          uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (n->own[i - l->beg] & OWN_CARRIER)
            return true;
    return false;
}

/* `s` is the body; offsets of matches count from it. */
static void comments(struct normer *n, const struct line *l, struct str s) {
    for (size_t from = 0;;) {
        size_t open = str_find(str_from(s, from), STR("%%"));
        if (open == SIZE_MAX)
            return;
        open += from;
        size_t close = str_find(str_from(s, open + 2), STR("%%"));
        if (close == SIZE_MAX)
            return;
        from = open + 2 + close + 2;
        uint32_t at = l->body + (uint32_t)open, to = l->body + (uint32_t)from;
        if (is_owned(n, l, at) || is_owned(n, l, to - 1))
            continue;
        norm_cut(n, RULE_COMMENT, at, to - at);
        own(n, l, at, to);
    }
}

static void wikilinks(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    if (!str_has(s, STR("[[")))
        return;
    for (size_t from = 0; find(n, RULE_WIKILINK, s, from, &m); from = m.to[0]) {
        uint32_t at = l->body + (uint32_t)m.from[0], to = l->body + (uint32_t)m.to[0];
        if (!is_owned(n, l, at) && !is_owned(n, l, to - 1) && !is_escaped(n, l, at))
            carry(n, l, RULE_WIKILINK, at, to);
    }
}

/* The first '$' of from..to that no backslash escapes, or `to`. */
static uint32_t next_dollar(const struct normer *n, uint32_t from, uint32_t to) {
    while (from < to && n->s[from] != '$')
        from += n->s[from] == '\\' ? 2 : 1;
    return MIN(from, to);
}

/* The end of math that opens with `k` dollars at `at`, or 0. */
static uint32_t math_end(struct normer *n, const struct line *l, uint32_t at, uint32_t k) {
    enum rule rule = k == 2 ? RULE_DISPLAY_MATH : RULE_MATH;
    uint32_t close = next_dollar(n, at + k, l->end);
    if (!rule_on(n->rules, rule) || close + k > l->end || (k == 2 && byte_at(n, close + 1) != '$'))
        return 0;
    uint32_t end = close + k;
    char after = end < l->end ? n->s[end] : ' ';
    if (is_owned(n, l, close) || (k == 1 && (after == '$' || is_digit(after))) ||
        holds_carrier(n, l, at, close))
        return 0;
    return pat_test(rule_pattern(n->rules, rule), origin_slice(n, at, end)) ? end : 0;
}

static void math(struct normer *n, const struct line *l, struct str s) {
    (void)s;
    for (uint32_t at = next_dollar(n, l->body, l->end); at < l->end;) {
        uint32_t k = byte_at(n, at + 1) == '$' ? 2 : 1;
        uint32_t end = is_owned(n, l, at) ? 0 : math_end(n, l, at, k);
        if (end)
            carry(n, l, RULE_MATH, at, end);
        at = next_dollar(n, end ? end : at + k, l->end);
    }
}

/* A parenthesis behind an address belongs to it when one in it is open: …/C_(language). */
static size_t with_parentheses(struct str s, size_t from, size_t to) {
    size_t open = 0;
    for (size_t i = from; i < to; i++)
        open = s.p[i] == '(' ? open + 1 : open - (s.p[i] == ')' && open > 0);
    for (; open > 0 && to < s.n && s.p[to] == ')'; open--)
        to++;
    return to;
}

/* Most addresses stand in links, and are owned. */
static bool has_bare_url(const struct normer *n, const struct line *l, struct str s) {
    for (size_t at = 0, hit; (hit = str_find(str_from(s, at), STR("://"))) != SIZE_MAX;
         at += hit + 3)
        if (!n->own[l->body - l->beg + at + hit])
            return true;
    return false;
}

static void urls(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    if (!has_bare_url(n, l, s))
        return;
    for (size_t from = 0; find(n, RULE_URL, s, from, &m); from = m.to[0]) {
        m.to[0] = with_parentheses(s, m.from[0], m.to[0]);
        uint32_t at = l->body + (uint32_t)m.from[0], to = l->body + (uint32_t)m.to[0];
        if (at < l->end && n->own[at - l->beg])
            continue;
        norm_edit(n, RULE_URL, at, 0, STR("<"));
        norm_edit(n, RULE_URL, to, 0, STR(">"));
        own(n, l, at, to);
    }
}

/* `[text]{.class}` is its text, underlined where that is what the class says. */
static void bracketed_text(struct normer *n, uint32_t body, struct str s, const struct match *m) {
    static const char *const lines[] = {"{.underline}", "{.ul}"};
    uint32_t at = body + (uint32_t)m->from[0], end = body + (uint32_t)m->to[1];
    struct str class = str_slice(s, m->to[1] + 1, m->to[0]);
    if (m->to[1] == m->from[1]) {
        norm_cut(n, RULE_ATTRIBUTES, at, (uint32_t)(m->to[0] - m->from[0]));
    } else if (str_eqc(class, lines[0]) || str_eqc(class, lines[1])) {
        norm_edit(n, RULE_ATTRIBUTES, at, 1, STR("<u>"));
        norm_edit(n, RULE_ATTRIBUTES, end, (uint32_t) class.n + 1, STR("</u>"));
    } else {
        norm_cut(n, RULE_ATTRIBUTES, at, 1);
        norm_cut(n, RULE_ATTRIBUTES, end, (uint32_t) class.n + 1);
    }
}

static void attributes(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    for (size_t from = 0; find(n, RULE_ATTRIBUTES, s, from, &m); from = m.to[0]) {
        uint32_t at = l->body + (uint32_t)m.from[0], end = l->body + (uint32_t)m.to[0];
        bool spaced = s.p[m.from[0]] == ' ' || s.p[m.from[0]] == '\t' || m.from[0] == 0;
        bool colon = str_has(match_group(&m, s, 0), STR("{:"));
        if (is_owned(n, l, at) || is_owned(n, l, end - 1) || is_escaped(n, l, at))
            continue;
        if (s.p[m.from[0]] == '[')
            bracketed_text(n, l->body, s, &m);
        else if (spaced ? colon || l->heading : is_owned(n, l, at - 1))
            norm_cut(n, RULE_ATTRIBUTES, at, end - at);
    }
}

static uint32_t code_before(struct str s, size_t at) {
    const char *p = s.p + at;
    return at > 0 ? utf8_prev(&p, s.p) : ' ';
}

static uint32_t code_behind(struct str s, size_t at) {
    const char *p = s.p + at;
    return at < s.n ? utf8_next(&p, s.p + s.n) : ' ';
}

/* CommonMark takes a delimiter with a letter outside and punctuation inside for text. */
static bool needs_guard(uint32_t outside, uint32_t inside) {
    return (outside >= 0x80 || inside >= 0x80) && !code_is_space(outside) &&
           !code_is_punct(outside) && code_is_punct(inside);
}

/* Some stars have what needs a guard beside them: seldom, and only then pairs are looked for. */
static bool may_need_guard(struct str s) {
    for (size_t at = 0, hit; (hit = str_find_byte(str_from(s, at), '*')) != SIZE_MAX;) {
        size_t first = at + hit, end = first;
        while (end < s.n && s.p[end] == '*')
            end++;
        uint32_t before = code_before(s, first), behind = code_behind(s, end);
        if (before == '\\' || needs_guard(before, behind) || needs_guard(behind, before))
            return true;
        at = end;
    }
    return false;
}

static void emphasis(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    size_t from = 0;
    if (!may_need_guard(s))
        return;
    while (find(n, RULE_CJK_EMPHASIS, s, from, &m)) {
        size_t opens = m.from[0], first = m.to[1], last = m.from[3], closes = m.to[0];
        uint32_t at = l->body + (uint32_t)opens, to = l->body + (uint32_t)closes;
        bool ascii = ((unsigned char)s.p[first] | (unsigned char)s.p[last - 1]) < 0x80 ||
                     (unsigned char)s.p[first] < 0x80 || (unsigned char)s.p[last - 1] < 0x80;
        bool pair = first - opens == closes - last && !is_owned(n, l, at) &&
                    !is_owned(n, l, to - 1) && !(first - opens == 1 && ascii);
        from = pair ? closes : first;
        if (!pair)
            continue;
        if (needs_guard(code_before(s, opens), code_behind(s, first)))
            norm_edit(n, RULE_CJK_EMPHASIS, l->body + (uint32_t)first, 0, STR(GUARD));
        if (needs_guard(code_behind(s, closes), code_before(s, last)))
            norm_edit(n, RULE_CJK_EMPHASIS, l->body + (uint32_t)last, 0, STR(GUARD));
    }
}

static void tildes(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    for (size_t from = 0; find(n, RULE_TILDE, s, from, &m); from = m.to[0]) {
        uint32_t at = l->body + (uint32_t)m.from[0];
        if (!is_owned(n, l, at))
            norm_edit(n, RULE_TILDE, at, 0, STR("\\"));
    }
}

/* A run of underscores where words would not be emphasised: each is escaped. */
static void blanks(struct normer *n, const struct line *l, struct str s) {
    struct match m;
    for (size_t from = 0; find(n, RULE_BLANK, s, from, &m); from = m.to[0]) {
        uint32_t at = l->body + (uint32_t)m.from[0], end = l->body + (uint32_t)m.to[0];
        bool whole = str_trim(s).n == m.to[0] - m.from[0];
        for (; at < end && !whole && !is_owned(n, l, at); at++)
            norm_edit(n, RULE_BLANK, at, 0, STR("\\"));
    }
}

static void block_id(struct normer *n, const struct line *l, struct str s) {
    const char *caret = memrchr(s.p, '^', s.n);
    struct match m;
    if (!caret || caret == s.p)
        return;
    size_t at = (size_t)(caret - s.p) - 1;
    uint32_t from = l->body + (uint32_t)at;
    if (find(n, RULE_BLOCK_ID, str_from(s, at), 0, &m) && !is_owned(n, l, from + 1))
        norm_cut(n, RULE_BLOCK_ID, from, l->end - from);
}

/* md4c drops a cell without any blank in it. */
static void cells(struct normer *n, const struct line *l, struct str s) {
    if (!str_has(s, STR("||")))
        return;
    for (uint32_t i = l->body + 1; i < l->end; i++)
        if (n->s[i] == '|' && n->s[i - 1] == '|' && !is_owned(n, l, i) && !is_escaped(n, l, i - 1))
            norm_edit(n, RULE_TABLE_CELL, i, 0, STR(" "));
}

static void definitions(struct normer *n, const struct line *l, struct str s) {
    if (n->no_definitions || pat_test(rule_pattern(n->rules, RULE_REFDEF), s))
        norm_edit(n, RULE_REFDEF, l->body, 0, STR(GUARD));
}

/* In this order: what is carried is owned, and nothing behind it looks inside. */
static const struct {
    uint32_t rules;
    rule_fn *run;
} inline_rules[] = {
    {1u << RULE_REFDEF, definitions},    {1u << RULE_COMMENT, comments},
    {1u << RULE_WIKILINK, wikilinks},    {1u << RULE_MATH | 1u << RULE_DISPLAY_MATH, math},
    {1u << RULE_ATTRIBUTES, attributes}, {1u << RULE_URL, urls},
    {1u << RULE_CJK_EMPHASIS, emphasis}, {1u << RULE_TILDE, tildes},
    {1u << RULE_BLANK, blanks},          {1u << RULE_BLOCK_ID, block_id},
    {1u << RULE_TABLE_CELL, cells},
};

/* ---- caps ---- */

static bool is_special(char c) {
    return memchr("[]!*_~<>&`|\\", c, 12) != NULL;
}

/* Past the cap the rest of the line is one piece of text: md4c's memory grows with its marks. Lines
 * are counted only once a paragraph is long enough to hold so many. */
static struct line within_cap(struct normer *n, const struct line *l) {
    struct line kept = *l;
    if (l->end - n->paragraph_at <= NORM_SPECIALS_MAX)
        return kept;
    uint32_t at = MAX(n->specials_to, n->paragraph_at);
    for (; at < l->end && n->n_specials <= NORM_SPECIALS_MAX; at++)
        n->n_specials += is_special(n->s[at]);
    n->specials_to = at;
    if (n->n_specials > NORM_SPECIALS_MAX) {
        kept.end = MAX(MIN(at - 1, l->end), l->body);
        norm_flatten(n, kept.end, l);
        n->out->crowded_at = MIN(n->out->crowded_at, kept.end);
    }
    return kept;
}

void norm_inline(struct normer *n, const struct line *l, uint32_t seen) {
    struct line kept = within_cap(n, l);
    const struct line *in = &kept;
    clear_own(n, in);
    own(n, in, in->beg, n->code_to);
    if (seen & SEEN_TICK)
        own_code(n, in);
    if (seen & SEEN_ANGLE)
        own_tags(n, in);
    if ((seen & SEEN_TARGET) == SEEN_TARGET)
        own_targets(n, in);
    struct str s = origin_slice(n, in->body, in->end);
    seen &= ~rule_bit(l->row ? RULE_BLOCK_ID : RULE_TABLE_CELL);
    for (size_t i = 0; i < COUNT_OF(inline_rules); i++)
        if (seen & inline_rules[i].rules)
            inline_rules[i].run(n, in, s);
}
