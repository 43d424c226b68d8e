/* syntax: the two steps from text to tree, and what normalising has to say. */
#include "syntax/syntax.h"

#include "base/yml.h"
#include "source/encoding.h"
#include "syntax/front.h"
#include "syntax/norm.h"
#include "syntax/parse.h"

/* A note on its way to a tree: front matter read, rules chosen, text normalised. */
struct reading {
    struct document *doc;
    struct rules *rules;
    struct norm *norm;
    uint32_t from; /* where the text begins behind the front matter */
};

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

/* The rules that change no line are in use everywhere: once is enough. */
static void report_uses(const struct reading *r, struct diag *d) {
    const struct source *s = r->doc->source;
    if (r->from)
        rules_tell(RULE_FRONT_MATTER, (struct span){s->base, 3}, d);
    for (int i = 0; i < RULE_COUNT; i++)
        if (rule_kind((enum rule)i) > RULE_WRITE && r->norm->first_use[i] != UINT32_MAX)
            rules_tell((enum rule)i, (struct span){s->base + r->norm->first_use[i], 1}, d);
}

static void report(const struct reading *r, struct diag *d) {
    const struct norm *n = r->norm;
    const struct source *s = r->doc->source;
    report_edits(n, s, d);
    report_uses(r, d);
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

/* The normalised text is needed only until the tree stands: what it took serves the next note's,
 * and what comes after the last. */
struct document *syn_parse(struct arena *a, const struct source *s, const struct syntax_options *o,
                           struct diag *d) {
    struct arena **scratch = arena_hold(a);
    arena_lend(a, *scratch);
    struct reading r = read_note(a, *scratch, s, o, d);
    r.doc->tree = arena_hold(a);
    report(&r, d);
    if (!parse_tree(a, r.doc, r.norm, r.rules, d)) {
        diag_at(d, DIAG_REFERENCE_CAP, (struct span){s->base, 1}, number(d->a, 1u << 20));
        r.norm = norm_run(*scratch, r.rules, s->text, r.from, true);
        parse_tree(a, r.doc, r.norm, r.rules, d);
    }
    arena_give(*scratch, a);
    *scratch = NULL;
    return r.doc;
}

void syn_give_tree(const struct document *doc, struct arena *to) {
    arena_give(*doc->tree, to);
    *doc->tree = NULL;
}

/* ---- fixes ---- */

/* A file as UTF-8 beside its text (source/text.c made the one of the other). */
struct beside {
    struct str file, text;
    size_t byte, at; /* in file, in text */
};

/* Moves over one step of the text: a line end, a character replaced, or a byte. */
static void step(struct beside *b) {
    bool line_end = b->text.p[b->at] == '\n';
    bool two = line_end && b->file.p[b->byte] == '\r' && b->byte + 1 < b->file.n &&
               b->file.p[b->byte + 1] == '\n';
    bool nul = b->file.p[b->byte] == '\0';
    b->byte += two ? 2 : 1;
    b->at += nul ? 3 : 1;
}

static void copy_to(struct beside *b, size_t at, struct buf *out) {
    size_t from = b->byte;
    while (b->at < at && b->byte < b->file.n)
        step(b);
    if (out)
        buf_bytes(out, b->file.p + from, b->byte - from);
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

static void write_fixes(struct arena *a, const struct source *s, const struct norm *norm,
                        struct syntax_fixed *out) {
    struct buf text = buf_in(a);
    struct beside b = {out->before, s->text, 0, 0};
    VEC(struct text_edit) edits = {0};
    bool crlf = str_has(out->before, STR("\r\n"));
    for (size_t i = 0; i < norm->n_edits; i++) {
        const struct norm_edit *e = &norm->edits[i];
        if (rule_kind((enum rule)e->rule) != RULE_WRITE)
            continue;
        copy_to(&b, e->at, &text);
        struct text_edit edit = {.from = b.byte, .new_from = text.n};
        put_with(&text, e->with, crlf);
        copy_to(&b, (size_t)e->at + e->len, NULL);
        edit.to = b.byte;
        edit.new_to = text.n;
        vec_push(a, &edits, edit);
    }
    copy_to(&b, s->text.n, &text);
    out->after = buf_get(&text);
    out->edits = edits.v;
    out->n = edits.n;
}

struct syntax_fixed syn_fix(struct arena *a, const struct source *s,
                            const struct syntax_options *o) {
    struct arena **scratch = arena_hold(a);
    struct syntax_fixed out = {.before = enc_decode(a, s->bytes, s->encoding, true).text};
    struct reading r = read_note(a, *scratch, s, o, diag_open(*scratch));
    if (out.before.n)
        write_fixes(a, s, r.norm, &out);
    arena_release(scratch);
    if (out.n)
        enc_encode_like(a, s->bytes, s->encoding, out.before, out.after, &out.bytes);
    return out;
}
