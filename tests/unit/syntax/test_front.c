/* front matter: what it is, what it is not, its keys, YAML that is broken. */
#include "unit.h"

#include "syntax/syntax.h"

struct parsed {
    const struct document *doc;
    struct diag *d;
};

static struct parsed parse(struct arena *a, const char *note) {
    struct sources *s = arena_new(a, struct sources);
    struct parsed p = {.d = diag_open(a)};
    *s = source_from_text(a, STR("note.md"), str_of(note));
    p.doc = syn_parse(a, s->v[0], NULL, p.d);
    return p;
}

static struct str joined(struct arena *a, const struct str *v, size_t n) {
    return str_join(a, v, n, STR("|"));
}

static const struct {
    const char *note, *title, *tags, *aliases, *deck;
    const char *text; /* of the first paragraph */
} notes[] = {
    {"---\ntitle: 题 目\ntags: [a, \"#b/c\"]\naliases: [甲, 乙]\ndeck: D\n---\n文", "题 目",
     "a|b/c", "甲|乙", "D", "文"},
    {"---\ntags: a b, #c\nalias: 一 名, 二\n---\n文", "", "a|b|c", "一 名|二", "", "文"},
    {"---\ntags:\n  - 甲\n  - 乙\ntag: x\n---\n\n文", "", "甲|乙", "", "", "文"},
    {"---\r\ntitle: \"a: b\"\r\n---\r\n文", "a: b", "", "", "", "文"},
    {"---  \ntitle: t\n...\n文", "t", "", "", "", "文"},
    {"\xEF\xBB\xBF---\ntitle: t\n---\n文", "t", "", "", "", "文"},
    {"---\n---\n文", "", "", "", "", "文"},
    {"---\ntitle: t\n---", "t", "", "", "", ""},
    {"---\ntitle: t", "", "", "", "", "title: t"},
    {"---\n只是文字\n---\n文", "", "", "", "", "只是文字"},
    {"文\n\n---\ntitle: t\n---\n", "", "", "", "", "文"},
    {" ---\ntitle: t\n---\n", "", "", "", "", "title: t"},
    {"---\n- a\n- b\n---\n文", "", "", "", "", "a"},
};

static const struct node *first_paragraph(const struct node *n) {
    for (const struct node *c = n->first; c; c = c->next) {
        const struct node *p = c->kind == NODE_PARAGRAPH ? c : first_paragraph(c);
        if (p)
            return p;
    }
    return NULL;
}

static size_t troubles(const struct diag *d) {
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->v[i].id == DIAG_FRONT_MATTER;
    return n;
}

UNIT_TEST(reads_keys) {
    struct parsed p = parse(a, notes[row].note);
    const struct front_matter *f = &p.doc->front;
    const struct node *text = first_paragraph(p.doc->root);
    unit_str_is(f->title, str_of(notes[row].title));
    unit_str_is(f->deck, str_of(notes[row].deck));
    unit_str_is(joined(a, f->tags, f->n_tags), str_of(notes[row].tags));
    unit_str_is(joined(a, f->aliases, f->n_aliases), str_of(notes[row].aliases));
    unit_str_is(text ? node_plain(a, text) : STR(""), str_of(notes[row].text));
    ck_assert_uint_eq(troubles(p.d), 0);
}

static const struct {
    const char *note, *title, *tags;
} broken[] = {
    {"---\ntitle: C++: 好\ntags: [a, b]\n---\n文", "C++: 好", "a|b"},
    {"---\ntitle: {{标题}}\ntags: x\n---\n文", "{{标题}}", "x"},
    {"---\ntitle: \"未完\ntags: #x #y\n---\n文", "\"未完", "x|y"},
    {"---\ntitle:\t制表\n\ttags: x\n---\n文", "制表", ""},
};

/* What can be had is had, and the trouble is said. */
UNIT_TEST(broken_yaml_is_read_by_lines) {
    struct parsed p = parse(a, broken[row].note);
    unit_str_is(p.doc->front.title, str_of(broken[row].title));
    unit_str_is(joined(a, p.doc->front.tags, p.doc->front.n_tags), str_of(broken[row].tags));
    ck_assert_ptr_null(p.doc->front.all);
    ck_assert_uint_eq(p.d->count[SEV_WARNING], 1);
    ck_assert_int_eq(p.d->v[0].id, DIAG_FRONT_MATTER);
    unit_str_is(node_plain(a, p.doc->root), STR("文"));
}

UNIT_TEST(turns_rules_off) {
    UNIT_UNUSED(row);
    struct parsed p = parse(a, "---\nrules-off: [setext, ol-space]\n---\n题\n---\n\n1.x文");
    ck_assert_int_eq(p.doc->root->first->kind, NODE_HEADING);
    ck_assert_int_eq(p.doc->root->last->kind, NODE_PARAGRAPH);
    ck_assert_uint_eq(p.d->count[SEV_WARNING], 0);
    p = parse(a, "---\nrules-off: tilde\n---\n3~5，2~3");
    ck_assert_ptr_nonnull(p.doc->root->first->first->next);
    p = parse(a, "---\nrules-off: [no-such]\n---\n文");
    ck_assert_uint_eq(p.d->count[SEV_WARNING], 1);
    ck_assert(str_has(p.d->v[0].text, STR("no-such")));
}

UNIT_TEST(has_a_place) {
    UNIT_UNUSED(row);
    struct parsed p = parse(a, "---\na: b\n---\n# 题");
    ck_assert_uint_eq(p.doc->front.span.at, 1);
    ck_assert_uint_eq(p.doc->front.span.len, 13);
    ck_assert_uint_eq(p.doc->root->first->span.at, 14);
}

int main(void) {
    Suite *s = suite_create("front");
    UNIT_ROWS(s, reads_keys, COUNT_OF(notes));
    UNIT_ROWS(s, broken_yaml_is_read_by_lines, COUNT_OF(broken));
    UNIT(s, turns_rules_off);
    UNIT(s, has_a_place);
    return unit_run(s);
}
