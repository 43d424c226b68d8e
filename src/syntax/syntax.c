/* syntax: the two steps from text to tree, and what normalising has to say. */
#include "syntax/syntax.h"

#include "base/yml.h"
#include "syntax/front.h"
#include "syntax/norm.h"
#include "syntax/parse.h"

static void close_scratch(void *arg) {
    struct arena **scratch = arg;
    arena_close(*scratch);
    *scratch = NULL;
}

/* The normalised text is needed only until the tree stands: its memory goes back then, and also
 * when the run fails in between. */
static struct arena **open_scratch(struct arena *a) {
    struct arena **scratch = arena_new(a, struct arena *);
    arena_defer(a, close_scratch, scratch);
    *scratch = arena_open(arena_failure(a));
    return scratch;
}

static struct str number(struct arena *a, unsigned v) {
    return str_format(a, "%u", v);
}

static void report_cap(struct diag *d, const struct source *s, enum diag_id id, uint32_t at,
                       unsigned cap) {
    if (at != UINT32_MAX)
        diag_at(d, id, (struct span){s->base + at, 1}, number(d->a, cap));
}

/* What rules read otherwise than CommonMark; many of the same are told apart no more. */
static void report_edits(const struct norm *n, const struct source *s, struct diag *d) {
    enum { TOLD_MAX = 10000 };
    for (size_t i = 0; i < n->n_edits && i < TOLD_MAX; i++) {
        const struct norm_edit *e = &n->edits[i];
        diag_at(d, DIAG_NORMALISED, (struct span){s->base + e->at, MAX(e->len, 1u)},
                str_of(rule_about((enum rule)e->rule)), str_of(rule_name((enum rule)e->rule)));
    }
    if (n->n_edits > TOLD_MAX)
        diag_at(d, DIAG_NORMALISED, (struct span){s->base + n->edits[TOLD_MAX].at, 1},
                STR("from here on, such places are no longer listed"),
                str_format(d->a, "%zu of them", n->n_edits - TOLD_MAX));
}

static void report(const struct norm *n, const struct source *s, struct diag *d) {
    report_edits(n, s, d);
    if (n->open_comment != UINT32_MAX)
        diag_at(d, DIAG_COMMENT_OPEN, (struct span){s->base + n->open_comment, 2});
    report_cap(d, s, DIAG_NESTING_CAP, n->deep_at, NORM_BOXES_MAX);
    report_cap(d, s, DIAG_TABLE_CAP, n->wide_at, NORM_COLUMNS_MAX);
    report_cap(d, s, DIAG_BRACKET_CAP, n->crowded_at, NORM_SPECIALS_MAX);
}

bool syn_rule_known(struct str name) {
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    for (size_t i = 0; i < n; i++)
        if (str_eqc(name, rules[i].name))
            return true;
    return false;
}

static void turn_off(struct rules *r, const struct document *doc, struct str name, struct diag *d) {
    if (syn_rule_known(name))
        rules_turn_off(r, name);
    else
        diag_at(d, DIAG_FRONT_MATTER, (struct span){doc->source->base, 3},
                str_format(d->a, "`rules-off` knows no rule `%.*s`", STR_ARG(name)));
}

/* `rules-off: [setext, tilde]` in the front matter, or one name. */
static void turn_off_rules(struct rules *r, const struct document *doc, struct diag *d) {
    const struct yml *off = yml_get(doc->front.all, "rules-off");
    if (off && off->kind == YML_SCALAR)
        turn_off(r, doc, off->scalar, d);
    for (size_t i = 0; off && off->kind == YML_LIST && i < off->n; i++)
        turn_off(r, doc, off->v[i].scalar, d);
}

/* A note on its way to a tree: front matter read, rules chosen, text normalised. */
struct reading {
    struct document *doc;
    struct rules *rules;
    struct norm *norm;
    uint32_t from; /* where the text begins behind the front matter */
};

static struct reading read_note(struct arena *a, struct arena *scratch, const struct source *s,
                                const struct syntax_options *o, struct diag *d) {
    struct reading r = {.doc = arena_new(a, struct document), .rules = rules_open(scratch, o)};
    r.doc->source = s;
    r.doc->text = s->text;
    if (rule_on(r.rules, RULE_FRONT_MATTER))
        r.from = front_read(a, s, &r.doc->front, d);
    turn_off_rules(r.rules, r.doc, d);
    r.norm = norm_run(scratch, r.rules, s->text, r.from, false);
    return r;
}

struct document *syn_parse(struct arena *a, const struct source *s, const struct syntax_options *o,
                           struct diag *d) {
    struct arena **scratch = open_scratch(a);
    struct reading r = read_note(a, *scratch, s, o, d);
    report(r.norm, s, d);
    if (!parse_tree(a, r.doc, r.norm, r.rules, d)) {
        diag_at(d, DIAG_REFERENCE_CAP, (struct span){s->base, 1}, number(d->a, 1u << 20));
        r.norm = norm_run(*scratch, r.rules, s->text, r.from, true);
        parse_tree(a, r.doc, r.norm, r.rules, d);
    }
    arena_give(*scratch, a);
    *scratch = NULL;
    return r.doc;
}

/* ---- fixes ---- */

/* A file's bytes beside its text (source/text.c made the one of the other). */
struct beside {
    const struct source *s;
    size_t byte, at; /* in bytes, in text */
};

/* Moves over one step of the text: a line end, a character replaced, or a byte. */
static void step(struct beside *b) {
    struct str bytes = b->s->bytes, text = b->s->text;
    bool line_end = text.p[b->at] == '\n';
    bool two = line_end && bytes.p[b->byte] == '\r' && b->byte + 1 < bytes.n &&
               bytes.p[b->byte + 1] == '\n';
    bool nul = bytes.p[b->byte] == '\0';
    b->byte += two ? 2 : 1;
    b->at += nul ? 3 : 1;
}

static void copy_to(struct beside *b, size_t at, struct buf *out) {
    size_t from = b->byte;
    while (b->at < at && b->byte < b->s->bytes.n)
        step(b);
    if (out)
        buf_bytes(out, b->s->bytes.p + from, b->byte - from);
}

/* What is inserted ends its lines as the file does; blanks before line ends are not written. */
static void put_with(struct buf *out, struct str with, bool crlf) {
    for (size_t i = 0; i < with.n; i++) {
        if (with.p[i] == '\n') {
            while (out->n && out->p[out->n - 1] == ' ')
                out->n--;
            buf_c(out, crlf ? "\r\n" : "\n");
        } else {
            buf_byte(out, with.p[i]);
        }
    }
}

static struct str write_fixes(struct arena *a, const struct source *s, const struct syntax_fix *v,
                              size_t n) {
    struct buf out = buf_in(a);
    bool marked = str_starts(s->bytes, STR("\xEF\xBB\xBF"));
    bool crlf = str_has(s->bytes, STR("\r\n"));
    struct beside b = {s, marked ? 3 : 0, 0};
    buf_bytes(&out, s->bytes.p, b.byte);
    for (size_t i = 0; i < n; i++) {
        size_t at = v[i].span.at - s->base;
        copy_to(&b, at, &out);
        put_with(&out, v[i].with, crlf);
        copy_to(&b, at + v[i].span.len, NULL);
    }
    copy_to(&b, s->text.n, &out);
    return buf_get(&out);
}

struct str syn_fix(struct arena *a, const struct source *s, const struct syntax_options *o,
                   const struct syntax_fix **v, size_t *n) {
    struct arena **scratch = open_scratch(a);
    struct reading r = read_note(a, *scratch, s, o, diag_open(*scratch));
    VEC(struct syntax_fix) fixes = {0};
    for (size_t i = 0; str_eqc(s->encoding, "UTF-8") && i < r.norm->n_edits; i++) {
        const struct norm_edit *e = &r.norm->edits[i];
        struct syntax_fix fix = {
            {s->base + e->at, e->len}, str_copy(a, e->with), rule_name((enum rule)e->rule)};
        if (rule_kind((enum rule)e->rule) == RULE_WRITE)
            vec_push(a, &fixes, fix);
    }
    close_scratch(scratch);
    *v = fixes.v;
    *n = fixes.n;
    return fixes.n ? write_fixes(a, s, fixes.v, fixes.n) : (struct str){0};
}
