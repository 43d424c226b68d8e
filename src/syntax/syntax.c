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

struct document *syn_parse(struct arena *a, const struct source *s, const struct syntax_options *o,
                           struct diag *d) {
    struct document *doc = arena_new(a, struct document);
    struct arena **scratch = open_scratch(a);
    doc->source = s;
    doc->text = s->text;
    uint32_t from = front_read(a, s, &doc->front, d);
    struct rules *rules = rules_open(*scratch, o);
    if (!rule_on(rules, RULE_FRONT_MATTER)) {
        doc->front = (struct front_matter){0};
        from = 0;
    }
    turn_off_rules(rules, doc, d);
    struct norm *n = norm_run(*scratch, rules, s->text, from, false);
    report(n, s, d);
    if (!parse_tree(a, doc, n, rules, d)) {
        diag_at(d, DIAG_REFERENCE_CAP, (struct span){s->base, 1}, number(d->a, 1u << 20));
        n = norm_run(*scratch, rules, s->text, from, true);
        parse_tree(a, doc, n, rules, d);
    }
    close_scratch(scratch);
    return doc;
}
