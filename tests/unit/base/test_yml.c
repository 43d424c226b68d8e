/* yml: trees with places, and what is refused, where. */
#include "base/yml.h"
#include "unit.h"

static void write_node(struct buf *b, const struct yml *node) {
    buf_printf(b, "%u:%u", (unsigned)node->line, (unsigned)node->column);
    if (node->kind == YML_SCALAR) {
        const char *quote = node->quoted ? "'" : "";
        buf_printf(b, "=%s%.*s%s", quote, STR_ARG(node->scalar), quote);
        return;
    }
    buf_c(b, node->kind == YML_MAP ? "{" : "[");
    for (size_t i = 0; i < node->n; i++) {
        buf_c(b, i ? " " : "");
        if (node->kind == YML_MAP)
            buf_printf(b, "%.*s@%u:%u ", STR_ARG(node->v[i].key), (unsigned)node->v[i].key_line,
                       (unsigned)node->v[i].key_column);
        write_node(b, &node->v[i]);
    }
    buf_c(b, node->kind == YML_MAP ? "}" : "]");
}

/* kind and place of every node, as line:column */
static const struct {
    const char *text, *tree;
} trees[] = {
    {"", "1:1{}"},
    {"# only a comment\n", "1:1{}"},
    {"---\n", "2:1{}"},
    {"a: 1\n", "1:1{a@1:1 1:4=1}"},
    {"a: 'yes'\nb: yes\nc:\n", "1:1{a@1:1 1:4='yes' b@2:1 2:4=yes c@3:1 3:3=}"},
    {"名字: 值 x\n次: \"y\"\n", "1:1{名字@1:1 1:5=值 x 次@2:1 2:4='y'}"},
    {"a:\n  - 1\n  - b: 2\n    c: []\n", "1:1{a@1:1 2:3[2:5=1 3:5{b@3:5 3:8=2 c@4:5 4:8[]}]}"},
    {"{x: {y: z}}", "1:1{x@1:2 1:5{y@1:6 1:9=z}}"},
    {"- a\n- ''\n", "1:1[1:3=a 2:3='']"},
    {"just text", "1:1=just text"},
    {"''", "1:1=''"},
    {"t: |\n  one\n  two\n", "1:1{t@1:1 1:4='one\ntwo\n'}"},
    {"\xEF\xBB\xBF"
     "a: 1",
     "1:1{a@1:1 1:4=1}"},
    {"a: 1\r\nb: 2\r\n", "1:1{a@1:1 1:4=1 b@2:1 2:4=2}"},
};

UNIT_TEST(reads_trees) {
    struct str error = {0};
    const struct yml *root = yml_parse(a, str_of(trees[row].text), &error);
    ck_assert_msg(root != NULL, "%.*s", STR_ARG(error));
    struct buf b = buf_in(a);
    write_node(&b, root);
    unit_str_is(buf_get(&b), str_of(trees[row].tree));
}

static const struct {
    const char *text, *error;
} wrongs[] = {
    {"a: &x 1\nb: *x\n", "line 1, column 4: tags (!name) and anchors (&name) are not supported"},
    {"a: 1\nb: *x\n", "line 2, column 4: aliases (*name) are not supported; write the value out"},
    {"a: !!str 1\n", "line 1, column 4: tags (!name) and anchors (&name) are not supported"},
    {"- &l [1]\n", "line 1, column 3: tags (!name) and anchors (&name) are not supported"},
    {"- !m {a: 1}\n", "line 1, column 3: tags (!name) and anchors (&name) are not supported"},
    {"<<: {a: 1}\n", "line 1, column 1: merge keys (<<) are not supported; write the values out"},
    {"a: 1\n'a': 2\n", "line 2, column 1: this key is there twice"},
    {"? [a]\n: 1\n", "line 1, column 3: a key must be plain text"},
    {"a: 1\n---\nb: 2\n", "line 2, column 1: a second document starts here; only one is read"},
    {"a: [1\nb: 2\n", "line 2, column 2: did not find expected ',' or ']'"},
    {"a: 'x\n", "line 2, column 1: found unexpected end of stream"},
    {"a:\n\t- 1\n", "line 2, column 1: found character that cannot start any token"},
    {"a: \x01\n", "line 1, column 1: control characters are not allowed"},
    {"a: \xFF\n", "line 1, column 1: invalid leading UTF-8 octet"},
};

UNIT_TEST(says_what_is_wrong) {
    struct str error = {0};
    ck_assert_ptr_null(yml_parse(a, str_of(wrongs[row].text), &error));
    unit_str_is(error, str_of(wrongs[row].error));
}

static struct str repeated(struct arena *a, const char *text, size_t n) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_c(&b, text);
    return buf_get(&b);
}

UNIT_TEST(caps_hold) {
    UNIT_UNUSED(row);
    struct str error = {0};
    ck_assert_ptr_nonnull(yml_parse(
        a, str_format(a, "%.*s%.*s", STR_ARG(repeated(a, "[", 32)), STR_ARG(repeated(a, "]", 32))),
        &error));
    ck_assert_ptr_null(yml_parse(a, repeated(a, "[", 33), &error));
    unit_str_is(error, STR("line 1, column 33: more than 32 levels"));
    ck_assert_ptr_null(yml_parse(a, repeated(a, "[", 500000), &error));
    ck_assert_ptr_nonnull(yml_parse(a, repeated(a, "- x\n", 19999), &error));
    ck_assert_ptr_null(yml_parse(a, repeated(a, "- x\n", 20000), &error));
    unit_str_is(error, STR("line 20000, column 3: more than 20000 values"));
    ck_assert_ptr_nonnull(yml_parse(a, repeated(a, "#", 1 << 20), &error));
    ck_assert_ptr_null(yml_parse(a, repeated(a, "#", (1 << 20) + 1), &error));
    unit_str_is(error, STR("line 1, column 1: is larger than 1 MiB"));
}

UNIT_TEST(reports_with_place) {
    UNIT_UNUSED(row);
    struct diag *d = diag_open(a);
    ck_assert_ptr_null(yml_read(a, STR("s.yaml"), STR("a: 1\n标题: *x\n"), 10, d));
    ck_assert_uint_eq(d->n, 1);
    const struct diag_entry *e = &d->v[0];
    ck_assert_int_eq(e->id, DIAG_YAML_SYNTAX);
    unit_str_is(e->place.path, STR("s.yaml"));
    ck_assert_uint_eq(e->place.line, 12);
    ck_assert_uint_eq(e->place.column, 5);
    unit_str_is(e->place.text, STR("标题: *x"));
}

UNIT_TEST(gets) {
    UNIT_UNUSED(row);
    struct str text = STR("---\na: 1\n标题: '长 名'\nl: [p]\n---\n");
    struct str inner = str_slice(text, 4, str_find(text, STR("\n---\n")) + 1);
    struct diag *d = diag_open(a);
    const struct yml *root = yml_read(a, STR("n.md"), inner, 1, d);
    ck_assert_ptr_nonnull(root);
    unit_str_is(yml_str(root, "a"), STR("1"));
    unit_str_is(yml_str(root, "标题"), STR("长 名"));
    unit_str_is(yml_str(root, "l"), STR(""));
    unit_str_is(yml_str(root, "none"), STR(""));
    ck_assert_ptr_null(yml_get(root, "none"));
    ck_assert_ptr_null(yml_get(yml_get(root, "l"), "a"));
    ck_assert_ptr_null(yml_get(NULL, "a"));

    struct place place = yml_place(STR("n.md"), text, yml_get(root, "标题"), true);
    ck_assert(place.line == 3 && place.column == 1 && place.width == 2);
    unit_str_is(place.text, STR("标题: '长 名'"));
    place = yml_place(STR("n.md"), text, yml_get(root, "标题"), false);
    ck_assert(place.line == 3 && place.column == 5 && place.width == 5);
    place = yml_place(STR("n.md"), text, yml_get(root, "a"), false);
    ck_assert(place.line == 2 && place.column == 4 && place.width == 1);
    place = yml_place(STR("n.md"), STR(""), yml_get(root, "a"), false);
    ck_assert(place.line == 2 && place.text.n == 0 && place.width == 1);
}

int main(void) {
    Suite *s = suite_create("yml");
    UNIT_ROWS(s, reads_trees, COUNT_OF(trees));
    UNIT_ROWS(s, says_what_is_wrong, COUNT_OF(wrongs));
    UNIT(s, caps_hold);
    UNIT(s, reports_with_place);
    UNIT(s, gets);
    return unit_run(s);
}
