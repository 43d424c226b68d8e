/* clean: one pass over the runs; text goes out character by character, and a run is opened
 * whenever the kept flags change. */
#include "items/clean.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"

#define FLAGS_KEPT     (RICH_CODE | RICH_MATH | RICH_SUB | RICH_SUPER | RICH_KEYBOARD | RICH_DISPLAY)
#define FLAGS_VERBATIM (RICH_CODE | RICH_MATH | RICH_DISPLAY)
#define FLAGS_DROPPED  (RICH_STRIKE | RICH_FOOTNOTE | RICH_IMAGE)

#define ARROW        0x2192
#define ARROW_DOUBLE 0x21D2

struct out_run {
    size_t from, to;
    uint32_t flags;
    struct span span;
};

struct cleaner {
    struct arena *a;
    struct buf text;
    VEC(struct out_run) runs;
    enum clean_kind kind;
    unsigned trouble;
    uint32_t last;      /* the last character written, 0 at the start */
    size_t blanks;      /* blanks read since */
    bool at_border;     /* those blanks touch the border of a run */
    bool only_bold;     /* no run was read yet but bold ones */
    bool bold_front;    /* all written so far is bold, and the run now read is not */
    bool formula;       /* an equals sign stands in the text: + is arithmetic */
    uint32_t shorthand; /* '+' read after a Han character, not yet written */
};

static void put_code(struct cleaner *c, uint32_t code, uint32_t flags, struct span span) {
    bool first = c->runs.n == 0;
    struct out_run *run = first ? NULL : &c->runs.v[c->runs.n - 1];
    if (first || run->flags != flags || run->span.at != span.at) {
        run = vec_add(c->a, &c->runs);
        *run = (struct out_run){.from = c->text.n, .flags = flags, .span = span};
    }
    buf_code(&c->text, code);
    run->to = c->text.n;
    c->last = code;
}

static bool is_han_text(uint32_t code) {
    return code_is_han(code) || code_is_kana(code);
}

static bool is_wide_mark(uint32_t code) {
    return (code >= 0x3001 && code <= 0x301F) || (code >= 0xFF01 && code <= 0xFF20) ||
           (code >= 0xFF3B && code <= 0xFF65);
}

/* 在 将 把 对 从 由 被 用 以 向 通: they open a phrase, so no noun ends before them with 的. */
static bool begins_phrase(uint32_t code) {
    static const uint32_t openers[] = {0x5728, 0x5C06, 0x628A, 0x5BF9, 0x4ECE, 0x7531,
                                       0x88AB, 0x7528, 0x4EE5, 0x5411, 0x901A};
    for (size_t i = 0; i < COUNT_OF(openers); i++)
        if (code == openers[i])
            return true;
    return false;
}

/* 在 将 把 从 由 被 用 是 为 如, then 或 和 与 中 上 下 内 里 的 等 */
static bool is_hole(uint32_t before, uint32_t after) {
    static const uint32_t open[] = {0x5728, 0x5C06, 0x628A, 0x4ECE, 0x7531,
                                    0x88AB, 0x7528, 0x662F, 0x4E3A, 0x5982};
    static const uint32_t close[] = {0x6216, 0x548C, 0x4E0E, 0x4E2D, 0x4E0A,
                                     0x4E0B, 0x5185, 0x91CC, 0x7684, 0x7B49};
    bool opens = false, closes = false;
    for (size_t i = 0; i < COUNT_OF(open); i++)
        opens = opens || before == open[i];
    for (size_t i = 0; i < COUNT_OF(close); i++)
        closes = closes || after == close[i];
    return opens && closes;
}

/* Blanks between two characters: one, none, or what they stand for. */
static void put_blanks(struct cleaner *c, uint32_t next, uint32_t flags, struct span span) {
    size_t blanks = c->blanks;
    bool at_border = c->at_border;
    c->blanks = 0;
    if (c->last == 0 || is_wide_mark(c->last) || is_wide_mark(next))
        return;
    bool han_before = is_han_text(c->last), han_after = is_han_text(next);
    if (is_hole(c->last, next))
        c->trouble |= CLEAN_HOLE;
    if (c->last == 0x7684 && (han_after || blanks > 1)) { /* 的 */
        if (begins_phrase(next))
            c->trouble |= CLEAN_RAGGED; /* 谷歌的 在无标签文本上…: a word is missing between */
        return;
    }
    if (blanks > 1 && (han_before || han_after) && !at_border) {
        put_code(c, 0xFF0C, flags & ~(uint32_t)FLAGS_VERBATIM, span); /* ， */
        return;
    }
    if (han_before && han_after) {
        if (c->bold_front)
            c->trouble |= CLEAN_GLUED;
        if (!at_border || c->bold_front) {
            if (!c->bold_front)
                c->trouble |= CLEAN_RAGGED;
            put_code(c, ' ', 0, span);
        }
        return;
    }
    put_code(c, ' ', flags & ~(uint32_t)FLAGS_VERBATIM, span);
}

/* A `+` held back: written out between two Han characters of a statement. A `/` never is: it may
 * divide. */
static void put_shorthand(struct cleaner *c, uint32_t next, struct span span) {
    uint32_t held = c->shorthand;
    if (!held)
        return;
    c->shorthand = 0;
    put_code(c, is_han_text(next) ? 0x3001 : held, 0, span); /* 、 */
}

static void put_text(struct cleaner *c, uint32_t code, uint32_t flags, struct span span) {
    put_shorthand(c, code, span);
    if (c->blanks)
        put_blanks(c, code, flags, span);
    c->at_border = false;
    put_code(c, code, flags, span);
}

static bool is_ornament(uint32_t code) {
    return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0x2600 && code <= 0x27BF) ||
           (code >= 0x2B00 && code <= 0x2BFF) || (code >= 0xFE00 && code <= 0xFE0F) ||
           (code >= 0x200B && code <= 0x200F) || code == 0x20E3 || code == 0xFEFF ||
           (code >= 0xE0000 && code <= 0xE0FFF) || (code >= 0xE000 && code <= 0xF8FF) ||
           code == 0x00AD || code == 0x2060;
}

/* Bytes of an arrow drawn in ASCII at p: "->", "-->", "=>". */
static size_t arrow_length(const char *p, const char *end) {
    size_t n = 0;
    while (p + n < end && (p[n] == '-' || p[n] == '=') && n < 3)
        n++;
    return n && p + n < end && p[n] == '>' ? n + 1 : 0;
}

static void clean_code(struct cleaner *c, uint32_t code, const struct rich_run *run) {
    uint32_t flags = run->flags & FLAGS_KEPT;
    if (code_is_space(code)) {
        c->blanks++;
    } else if (is_ornament(code)) {
        c->at_border = true; /* the blanks around it are its own */
    } else if (code == '+' && c->kind == CLEAN_STATEMENT && !c->formula && !flags &&
               is_han_text(c->last) && !c->shorthand) {
        c->blanks = 0;
        c->shorthand = code;
    } else {
        if (code == ARROW || code == ARROW_DOUBLE)
            c->trouble |= CLEAN_ARROW;
        put_text(c, code, flags, run->span);
    }
}

/* Most of any text: what no rule of clean_code looks at. An arrow begins with - or =. */
static bool is_plain(uint32_t code) {
    if (code < 0x7F)
        return code > ' ' && code != '+' && code != '-' && code != '=';
    return (code >= 0x3001 && code <= 0x9FFF) || (code >= 0xFF01 && code <= 0xFF65);
}

/* A blank between ASCII characters stays. */
static bool is_plain_blank(uint32_t before, const char *p, const char *end) {
    return *p == ' ' && before < 0x80 && p + 1 < end && (unsigned char)p[1] < 0x7F &&
           is_plain((uint32_t)p[1]);
}

/* Writes the plain characters at p behind one just written, in one go; where they end. */
static const char *put_plain(struct cleaner *c, const char *p, const char *end) {
    const char *from = p;
    uint32_t last = c->last;
    while (p < end) {
        const char *next = p;
        uint32_t code = utf8_next(&next, end);
        if (!is_plain(code) && !is_plain_blank(last, p, end))
            break;
        last = code;
        p = next;
    }
    c->last = last;
    buf_bytes(&c->text, from, (size_t)(p - from));
    c->runs.v[c->runs.n - 1].to = c->text.n;
    return p;
}

/* Blanks at the ends of a run stand where markup began or ended. */
static void clean_run(struct cleaner *c, const struct rich_run *run) {
    bool bold = (run->flags & RICH_BOLD) != 0;
    c->bold_front = !bold && c->only_bold && c->last;
    c->only_bold = c->only_bold && bold;
    struct str inner = str_trim(run->text);
    size_t lead = inner.n ? (size_t)(inner.p - run->text.p) : run->text.n;
    if (lead) {
        c->blanks += lead;
        c->at_border = true;
    }
    for (const char *p = inner.p, *end = inner.p + inner.n; p < end;) {
        size_t arrow = arrow_length(p, end);
        p += arrow;
        uint32_t code = arrow ? ARROW : utf8_next(&p, end);
        clean_code(c, code, run);
        if (is_plain(code))
            p = put_plain(c, p, end);
    }
    if (lead + inner.n < run->text.n) {
        c->blanks += run->text.n - lead - inner.n;
        c->at_border = true;
    }
}

static void clean_verbatim(struct cleaner *c, const struct rich_run *run) {
    if (run->flags & RICH_DISPLAY)
        c->trouble |= CLEAN_DISPLAY;
    bool first = true;
    c->at_border = true;
    for (const char *p = run->text.p, *end = p + run->text.n; p < end; first = false) {
        uint32_t code = utf8_next(&p, end);
        if (first)
            put_text(c, code, run->flags & FLAGS_KEPT, run->span);
        else
            put_code(c, code == '\n' ? ' ' : code, run->flags & FLAGS_KEPT, run->span);
    }
}

/* "vs" at byte i between words of which one is not in ASCII. */
static bool is_versus_at(struct str s, size_t i) {
    if (i == 0 || i + 1 >= s.n || (s.p[i] | 0x20) != 'v' || (s.p[i + 1] | 0x20) != 's')
        return false;
    size_t before = i, after = i + 2;
    while (before > 0 && s.p[before - 1] == ' ')
        before--;
    while (after < s.n && (s.p[after] == ' ' || s.p[after] == '.'))
        after++;
    return before > 0 && after < s.n &&
           ((unsigned char)s.p[before - 1] >= 0x80 || (unsigned char)s.p[after] >= 0x80);
}

/* [00:02:00]: where in a film it is said. */
static bool is_time_at(struct str s, size_t i) {
    size_t n = 0;
    while (i + n < s.n && byte_is_digit(s.p[i + n]))
        n++;
    return n > 0 && i + n + 1 < s.n && s.p[i + n] == ':' && byte_is_digit(s.p[i + n + 1]);
}

/* Leftovers of markup begin with one of a few ASCII characters. */
static bool is_markup_at(struct str s, size_t i) {
    char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0;
    switch (c) {
    case '\\': /* \leq without the marks of mathematics */
        return (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
    case '`':
    case '{':
    case '}':
        return true;
    case '*':
    case '~':
        return next == c;
    case '[':
        return next == c || is_time_at(s, i + 1);
    case ']':
        return next == ']' || next == '(';
    case '<':
        return next == '/' || str_starts(str_from(s, i), STR("<br"));
    case '/':
        return next == '>';
    case '|':
        return next == ' ';
    default:
        return false;
    }
}

static unsigned find_leftovers(struct str s) {
    static const bool look_at[256] = {
        ['\\'] = true, ['`'] = true, ['{'] = true, ['}'] = true, ['*'] = true,
        ['~'] = true,  ['['] = true, [']'] = true, ['<'] = true, ['/'] = true,
        ['|'] = true,  ['v'] = true, ['V'] = true};
    unsigned trouble = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!look_at[(unsigned char)s.p[i]])
            continue;
        trouble |= is_versus_at(s, i) ? CLEAN_VERSUS : 0;
        trouble |= is_markup_at(s, i) ? CLEAN_MARKUP : 0;
    }
    return trouble;
}

static struct rich finish(struct cleaner *c) {
    struct str plain = buf_get(&c->text);
    struct rich_run *runs = arena_array(c->a, struct rich_run, c->runs.n);
    struct rich r = {.plain = plain, .runs = runs, .n = c->runs.n};
    for (size_t i = 0; i < c->runs.n; i++) {
        const struct out_run *o = &c->runs.v[i];
        runs[i] = (struct rich_run){
            .text = str_slice(plain, o->from, o->to), .flags = o->flags, .span = o->span};
        if (r.span.len == 0)
            r.span = o->span;
        else if (o->span.at + o->span.len > r.span.at + r.span.len)
            r.span.len = o->span.at + o->span.len - r.span.at;
    }
    return r;
}

/* Text outside code and mathematics, for the search of leftovers. */
static struct str spoken(struct arena *a, const struct rich *r) {
    if (!rich_has(r, FLAGS_VERBATIM))
        return r->plain;
    struct buf b = buf_in(a);
    for (size_t i = 0; i < r->n; i++) {
        struct str text = r->runs[i].text;
        bool time = text.n && text.p[0] == '[' && is_time_at(text, 1); /* in code or not */
        if ((r->runs[i].flags & FLAGS_VERBATIM) && !time)
            buf_byte(&b, '_');
        else
            buf_str(&b, r->runs[i].text);
    }
    return buf_get(&b);
}

struct clean clean_rich(struct arena *a, const struct rich *r, enum clean_kind kind) {
    struct cleaner c = {.a = a,
                        .text = buf_in(a),
                        .kind = kind,
                        .only_bold = true,
                        .formula = str_find_byte(r->plain, '=') != SIZE_MAX};
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        if (run->flags & RICH_IMAGE)
            c.trouble |= CLEAN_IMAGE;
        if (run->flags & RICH_STRIKE)
            c.trouble |= CLEAN_STRUCK;
        if (run->flags & FLAGS_DROPPED)
            continue;
        if (run->flags & RICH_BREAK) {
            c.trouble |= CLEAN_BREAK;
            c.blanks++;
            c.at_border = true;
        } else if (run->flags & FLAGS_VERBATIM) {
            clean_verbatim(&c, run);
        } else {
            clean_run(&c, run);
        }
    }
    put_shorthand(&c, 0, (struct span){0});
    struct rich text = finish(&c);
    c.trouble |= find_leftovers(spoken(a, &text));
    return (struct clean){.text = text, .trouble = c.trouble};
}

static bool is_stop(uint32_t code) {
    static const uint32_t stops[] = {0x3002, 0xFF1B, 0xFF1A, 0xFF0C,
                                     0x3001, 0x2026, /* 。；：，、… */
                                     ';',    ':',    ',',    ' '};
    for (size_t i = 0; i < COUNT_OF(stops); i++)
        if (code == stops[i])
            return true;
    return false;
}

/* A full stop at the end, but not the dots of "..." or of an abbreviation's initials. */
static bool ends_in_full_stop(struct str s) {
    return s.n > 2 && s.p[s.n - 1] == '.' && s.p[s.n - 2] != '.' &&
           !(s.p[s.n - 3] == '.' && (s.p[s.n - 2] | 0x20) >= 'a');
}

struct rich clean_without_stop(struct arena *a, const struct rich *r) {
    struct str s = str_trim_end(r->plain);
    while (s.n) {
        const char *end = s.p + s.n;
        if (!ends_in_full_stop(s) && !is_stop(utf8_prev(&end, s.p)))
            break;
        s.n = end < s.p + s.n ? (size_t)(end - s.p) : s.n - 1;
    }
    return s.n == r->plain.n ? *r : rich_slice(a, r, 0, s.n);
}

/* Which pair of brackets or quotes a character belongs to, from 1; negative when it closes. 全角
 * brackets are often closed by half-width ones: both count as one pair. */
static int bracket_of(uint32_t code) {
    static const struct {
        uint32_t open, close;
        int pair;
    } pairs[] = {{'(', ')', 1},       {0xFF08, 0xFF09, 1}, {'[', ']', 2},
                 {'{', '}', 3},       {0x3010, 0x3011, 4}, {0x300A, 0x300B, 5},
                 {0x201C, 0x201D, 6}, {0x300C, 0x300D, 7}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (code == pairs[i].open)
            return pairs[i].pair;
        if (code == pairs[i].close)
            return -pairs[i].pair;
    }
    return 0;
}

#define BRACKET_PAIRS 8

bool clean_is_balanced(struct str s) {
    int depth[BRACKET_PAIRS] = {0};
    size_t quotes = 0, ticks = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t code = utf8_next(&p, end);
        quotes += code == '"';
        ticks += code == '`';
        int pair = code < 'A' || code > 'z' || code == '[' || code == ']' ? bracket_of(code) : 0;
        if (pair > 0)
            depth[pair]++;
        else if (pair < 0 && --depth[-pair] < 0)
            return false;
    }
    for (size_t i = 0; i < BRACKET_PAIRS; i++)
        if (depth[i])
            return false;
    return quotes % 2 == 0 && ticks % 2 == 0;
}

struct rich clean_inner_quotes(struct arena *a, const struct rich *r) {
    struct rich out = *r;
    static const char *const quotes[][2] = {{"“", "‘"}, {"”", "’"}};
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        size_t at;
        while ((at = str_find(out.plain, str_of(quotes[i][0]))) != SIZE_MAX)
            out = rich_replace(a, &out, at, at + strlen(quotes[i][0]), str_of(quotes[i][1]));
    }
    return out;
}

bool clean_is_shorthand(struct str s) {
    size_t first = str_find(s, STR("+ "));
    return first != SIZE_MAX && str_has(str_from(s, first + 1), STR("+ "));
}

struct str clean_stop_off(struct str s) {
    s = str_trim(s);
    while (str_ends(s, STR("。")) || str_ends(s, STR(".")))
        s = str_trim_end(str_slice(s, 0, s.n - (str_ends(s, STR(".")) ? 1 : strlen("。"))));
    return s;
}
