/* lines: walking inline nodes into runs, runs into lines. Runs that lie side by side in the notes
 * are one run, and a line whose runs do so shares the bytes of the notes. */
#include "study/lines.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/syntax.h"

struct walk {
    struct line_reader *r;
    uint16_t indent;
    bool hard;
    struct str aside;         /* of a comment in this line */
    const struct node *image; /* the last one in this line */
    size_t n_images;
};

struct style {
    uint32_t flags;
    const struct rich_more *more;
};

static const uint32_t flag_of[NODE_KIND_COUNT] = {
    [NODE_EMPHASIS] = RICH_ITALIC,     [NODE_STRONG] = RICH_BOLD,
    [NODE_STRIKE] = RICH_STRIKE,       [NODE_MARK] = RICH_MARK,
    [NODE_UNDERLINE] = RICH_UNDERLINE, [NODE_SUB] = RICH_SUB,
    [NODE_SUPER] = RICH_SUPER,         [NODE_KEYBOARD] = RICH_KEYBOARD,
    [NODE_COLOR] = RICH_COLOR,         [NODE_LINK] = RICH_LINK,
    [NODE_WIKILINK] = RICH_LINK,       [NODE_CODE] = RICH_CODE,
    [NODE_MATH] = RICH_MATH,           [NODE_IMAGE] = RICH_IMAGE,
    [NODE_EMBED] = RICH_IMAGE,         [NODE_FOOTNOTE_MARK] = RICH_FOOTNOTE,
};

static bool same_look(const struct rich_run *x, const struct rich_run *y) {
    return x->flags == y->flags && x->more == y->more;
}

/* Appends to the last run when both stand side by side in the notes, byte for byte. */
static bool extend_run(struct walk *w, const struct rich_run *run) {
    if (w->r->runs.n == 0)
        return false;
    struct rich_run *last = &w->r->runs.v[w->r->runs.n - 1];
    bool verbatim = last->span.len == last->text.n && run->span.len == run->text.n;
    if (!verbatim || !same_look(last, run) || last->text.p + last->text.n != run->text.p ||
        last->span.at + last->span.len != run->span.at)
        return false;
    last->text.n += run->text.n;
    last->span.len += run->span.len;
    return true;
}

static void add_run(struct walk *w, struct str text, const struct style *s, struct span span) {
    struct rich_run run = {.text = text, .flags = s->flags, .span = span, .more = s->more};
    if (text.n > 0 && !extend_run(w, &run))
        vec_push(w->r->scratch, &w->r->runs, run);
}

static bool is_blank_end(const struct rich_run *run) {
    return (run->flags & (RICH_CODE | RICH_MATH | RICH_IMAGE)) == 0;
}

/* Cuts the run's text to bytes from..to; a run that is not verbatim keeps its span. */
static void cut(struct rich_run *run, size_t from, size_t to) {
    if (run->span.len == run->text.n)
        run->span = (struct span){run->span.at + (uint32_t)from, (uint32_t)(to - from)};
    run->text = str_slice(run->text, from, to);
}

/* Blanks at the line's ends go, whatever runs they stand in. */
static void trim_line(struct line_reader *r) {
    while (r->runs.n > 0 && is_blank_end(&r->runs.v[r->runs.n - 1])) {
        struct rich_run *last = &r->runs.v[r->runs.n - 1];
        size_t n = str_trim_end(last->text).n;
        if (n > 0) {
            cut(last, 0, n);
            break;
        }
        r->runs.n--;
    }
    while (r->runs.n > 0 && is_blank_end(&r->runs.v[0])) {
        struct str text = r->runs.v[0].text, trimmed = str_trim(text);
        if (trimmed.n > 0) {
            cut(&r->runs.v[0], text.n - str_from(text, (size_t)(trimmed.p - text.p)).n, text.n);
            break;
        }
        memmove(r->runs.v, r->runs.v + 1, --r->runs.n * sizeof(*r->runs.v));
    }
}

static struct span cover(struct span x, struct span y) {
    if (x.len == 0 || y.len == 0)
        return x.len == 0 ? y : x;
    uint32_t from = MIN(x.at, y.at), to = MAX(x.at + x.len, y.at + y.len);
    return (struct span){from, to - from};
}

static bool side_by_side(const struct rich_run *v, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (v[i - 1].text.p + v[i - 1].text.n != v[i].text.p)
            return false;
    return true;
}

static struct str plain_of(struct arena *a, const struct rich_run *v, size_t n_runs) {
    size_t n = 0;
    for (size_t i = 0; i < n_runs; i++)
        n += v[i].text.n;
    if (side_by_side(v, n_runs))
        return (struct str){v[0].text.p, n};
    char *p = arena_alloc(a, n + 1);
    size_t at = 0;
    for (size_t i = 0; i < n_runs; at += v[i].text.n, i++)
        memcpy(p + at, v[i].text.p, v[i].text.n);
    return (struct str){p, n};
}

static struct rich rich_of_runs(struct arena *a, const struct rich_run *runs, size_t n) {
    if (n == 0)
        return (struct rich){0};
    struct rich_run *v = arena_array(a, struct rich_run, n);
    memcpy(v, runs, n * sizeof(*v));
    struct rich r = {.plain = plain_of(a, runs, n), .runs = v, .n = n};
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        v[i].text.p = r.plain.p + at;
        at += v[i].text.n;
        r.span = cover(r.span, v[i].span);
    }
    return r;
}

static void end_line(struct walk *w, uint16_t next_indent, bool hard) {
    trim_line(w->r);
    if (w->r->runs.n > 0) {
        bool is_image = w->n_images == 1 && w->r->runs.n == 1;
        struct line line = {.text = rich_of_runs(w->r->a, w->r->runs.v, w->r->runs.n),
                            .indent = w->indent,
                            .aside = w->aside,
                            .hard = w->hard,
                            .image = is_image ? w->image : NULL};
        vec_push(w->r->scratch, &w->r->lines, line);
        w->hard = false;
    }
    w->r->runs.n = 0;
    w->aside = (struct str){0};
    w->n_images = 0;
    w->indent = next_indent;
    w->hard = w->hard || hard;
}

static const struct rich_more *more_of(struct walk *w, struct str target, struct str hint) {
    if (target.n == 0 && hint.n == 0)
        return NULL;
    struct rich_more *more = arena_alloc_raw(w->r->a, sizeof(*more));
    *more = (struct rich_more){target, hint};
    return more;
}

static void walk_nodes(struct walk *w, const struct node *n, const struct style *s);

static void walk_image(struct walk *w, const struct node *n, const struct style *s) {
    struct str alt = n->first ? node_plain(w->r->a, n) : n->text;
    uint32_t flag = syn_embeds_note(n) ? RICH_LINK : RICH_IMAGE;
    struct style own = {s->flags | flag, more_of(w, n->more->target, n->more->hint)};
    struct str name = n->more->target.n ? n->more->target : n->more->title;
    struct str shown = alt.n > 0 ? alt : name;
    if (shown.n == 0) /* nothing to show, and nothing to find it by */
        return;
    add_run(w, shown, &own, n->span);
    w->image = n;
    w->n_images++;
}

static void walk_node(struct walk *w, const struct node *n, const struct style *s) {
    struct style own = *s;
    own.flags |= flag_of[n->kind];
    switch (n->kind) {
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
        end_line(w, n->indent, n->kind == NODE_LINE_BREAK);
        return;
    case NODE_COMMENT:
        w->aside = n->text;
        return;
    case NODE_IMAGE:
    case NODE_EMBED:
        walk_image(w, n, s);
        return;
    case NODE_MATH:
        own.flags |= n->display ? RICH_DISPLAY : 0;
        break;
    case NODE_WIKILINK:
    case NODE_LINK:
    case NODE_FOOTNOTE_MARK:
        own.more = more_of(w, n->more->target, (struct str){0});
        break;
    default:
        break;
    }
    if (n->first)
        walk_nodes(w, n->first, &own);
    else if (n->text.n > 0 || (n->kind != NODE_FOOTNOTE_MARK && n->kind != NODE_WIKILINK))
        add_run(w, n->text, &own, n->span);
    else
        add_run(w, n->more->target, &own, n->span);
}

static void walk_nodes(struct walk *w, const struct node *n, const struct style *s) {
    for (; n; n = n->next)
        walk_node(w, n, s);
}

const struct node *lines_read(struct line_reader *r, const struct node *first, uint16_t indent) {
    struct walk w = {.r = r, .indent = indent};
    const struct style none = {0};
    const struct node *n = first;
    r->lines.n = r->runs.n = 0;
    for (; n && (!node_is_block(n->kind) || n->kind == NODE_COMMENT); n = n->next)
        walk_node(&w, n, &none);
    end_line(&w, 0, false);
    return n;
}

/* Blocks in a cell are lines of it, and so are those of code. */
static void walk_block(struct walk *w, const struct node *n) {
    static const uint32_t flags[NODE_KIND_COUNT] = {
        [NODE_CODE_BLOCK] = RICH_CODE, [NODE_MATH_BLOCK] = RICH_MATH | RICH_DISPLAY};
    const struct style own = {flags[n->kind], NULL}, none = {0};
    end_line(w, 0, true);
    if (n->kind == NODE_ITEM)
        add_run(w, n->text.n > 1 ? n->text : STR("\xE2\x80\xA2"), &none, (struct span){0});
    for (size_t at = 0; flags[n->kind] && at < n->text.n;) {
        size_t end = MIN(str_find_byte(str_from(n->text, at), '\n'), n->text.n - at) + at;
        add_run(w, str_slice(n->text, at, end), &own, n->span);
        end_line(w, 0, true);
        at = end + 1;
    }
    for (const struct node *c = n->first; c; c = c->next)
        if (node_is_block(c->kind) && c->kind != NODE_COMMENT)
            walk_block(w, c);
        else
            walk_node(w, c, &none);
    end_line(w, 0, true);
}

struct rich lines_whole(struct line_reader *r, const struct node *block) {
    struct walk w = {.r = r};
    r->lines.n = r->runs.n = 0;
    walk_block(&w, block);
    if (r->lines.n <= 1)
        return r->lines.n ? r->lines.v[0].text : (struct rich){.span = block->span};
    struct rich *v = arena_array(r->scratch, struct rich, r->lines.n);
    for (size_t i = 0; i < r->lines.n; i++)
        v[i] = r->lines.v[i].text;
    return lines_join(r->a, v, r->lines.n);
}

static uint32_t last_code(struct str s) {
    const char *p = s.p + s.n;
    return s.n > 0 ? utf8_prev(&p, s.p) : 0;
}

static uint32_t first_code(struct str s) {
    const char *p = s.p;
    return s.n > 0 ? utf8_next(&p, s.p + s.n) : 0;
}

/* CJK letters and the punctuation written with them: no blank belongs between two of these. */
static bool is_wide(uint32_t c) {
    return code_is_cjk(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
}

/* A sentence ends, or a part of one that can stand on a line of its own. */
static bool ends_clause(uint32_t c) {
    switch (c) {
    case '.':
    case '!':
    case '?':
    case ':':
    case ';':
    case 0x3002: /* 。 */
    case 0xFF01:
    case 0xFF1F:
    case 0xFF1A:
    case 0xFF1B: /* ！ ？ ： ； */
    case 0x2026:
    case 0x201D:
    case 0x300D: /* … ” 」 */
        return true;
    default:
        return false;
    }
}

static bool ends_open(uint32_t c) {
    return c == ',' || c == 0xFF0C || c == 0x3001 || c == '(' || c == 0xFF08 || c == 0x201C;
}

/* Lines narrower or wider than this were not broken by a column width. */
struct width {
    size_t least, most;
};
static const struct width width_cjk = {60, 84}, width_latin = {45, 130};

static bool fills(struct str s, const struct width *w) {
    if (s.n < w->least / 2 || s.n > 4 * w->most)
        return false;
    size_t cells = utf8_cells(s);
    return cells >= w->least && cells <= w->most;
}

bool lines_wrapped(struct str before, struct str next) {
    uint32_t last = last_code(before), first = first_code(next);
    if (ends_open(last))
        return true;
    if (is_wide(last))
        return !ends_clause(last) && fills(before, &width_cjk);
    if (first >= 'a' && first <= 'z')
        return last != ':';
    return last != ':' && fills(before, &width_latin);
}

/* No blank is written between these: Korean words keep theirs. */
static bool is_tight(struct str before, struct str next) {
    uint32_t x = last_code(before), y = first_code(next);
    return is_wide(x) && is_wide(y) && !(code_is_hangul(x) || code_is_hangul(y));
}

struct rich lines_join(struct arena *a, const struct rich *v, size_t n) {
    if (n == 1)
        return v[0];
    struct rich *pieces = arena_array(a, struct rich, 2 * n);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !is_tight(v[i - 1].plain, v[i].plain))
            pieces[m++] = rich_plain(a, STR(" "), (struct span){0});
        pieces[m++] = v[i];
    }
    return rich_join(a, pieces, m, (struct str){0});
}
