/* math parse: TeX to math lists, what is reported, and the caps. A list is written as its nodes:
 *   x            a character;  o:x b:x r:x ( ) , i:x   its class when it is not Ord
 *   {…}          a group;  ^{…} _{…}  scripts;  "…"  text;  _  white;  frac{…}{…} and so on. */
#include "base/utf8.h"
#include "layout/math/node.h"
#include "unit.h"

static void put_list(struct buf *b, const struct math_list *l);

static void put_group(struct buf *b, const char *name, const struct math_list *l) {
    buf_c(b, name);
    buf_byte(b, '{');
    put_list(b, l);
    buf_byte(b, '}');
}

static void put_code(struct buf *b, uint32_t code) {
    if (code)
        buf_code(b, code);
    else
        buf_byte(b, '.');
}

static void put_char(struct buf *b, const struct math_node *n) {
    static const char *const classes[] = {"", "o:", "b:", "r:", "", "", "", "i:"};
    buf_c(b, classes[n->cls]);
    put_code(b, n->code == n->plain || n->plain == 0 ? n->code : n->plain);
}

static void put_table(struct buf *b, const struct math_table *t) {
    buf_printf(b, "%s[", t->look->name);
    for (const struct math_row *r = t->first; r; r = r->next) {
        for (const struct math_cell *c = r->first; c; c = c->next) {
            put_list(b, &c->list);
            buf_c(b, c->next ? "&" : "");
        }
        buf_c(b, r->next ? "/" : "]");
    }
}

static void put_node(struct buf *b, const struct math_node *n) {
    static const char *const names[] = {
        [ATOM_LIST] = "",       [ATOM_FRACTION] = "frac", [ATOM_ROOT] = "root",
        [ATOM_ACCENT] = "acc",  [ATOM_LINE] = "line",     [ATOM_STRETCH] = "brace",
        [ATOM_ARROW] = "arrow", [ATOM_STACK] = "stack",   [ATOM_PHANTOM] = "phantom",
        [ATOM_FRAME] = "frame", [ATOM_NEGATED] = "not",
    };
    switch (n->kind) {
    case ATOM_CHAR:
        put_char(b, n);
        break;
    case ATOM_TEXT:
        buf_printf(b, "\"%.*s\"", STR_ARG(n->text));
        break;
    case ATOM_SPACE:
        buf_byte(b, '_');
        break;
    case ATOM_STYLE:
        buf_printf(b, "<%d>", n->width);
        break;
    case ATOM_DELIM:
        buf_c(b, n->is_middle ? "middle" : "big");
        put_code(b, n->code);
        break;
    case ATOM_FENCE:
        buf_c(b, "fence");
        put_code(b, n->code);
        put_group(b, "", &n->body);
        put_code(b, n->plain);
        break;
    case ATOM_TABLE:
        put_table(b, n->table);
        break;
    default:
        put_group(b, names[n->kind], &n->body);
        if (n->kind == ATOM_FRACTION || n->kind == ATOM_STACK || n->has_second)
            put_group(b, "", &n->second);
    }
}

static void put_list(struct buf *b, const struct math_list *l) {
    for (const struct math_node *n = l->first; n; n = n->next) {
        put_node(b, n);
        if (n->has_sub)
            put_group(b, "_", &n->sub);
        if (n->has_sup)
            put_group(b, "^", &n->sup);
    }
}

static struct math_env env_in(struct arena *a, struct str tex) {
    return (struct math_env){.a = a, .d = diag_open(a), .src = {100, (uint32_t)tex.n}};
}

struct row {
    const char *tex, *list;
};

static const struct row LISTS[] = {
    {"", ""},
    {"a + b", "ab:+b"},
    {"x^2", "x^{2}"},
    {"x_i^2", "x_{i}^{2}"},
    {"x^2_i", "x_{i}^{2}"},
    {"x_{ij}", "x_{ij}"},
    {"x^\\alpha_\\beta", "x_{β}^{α}"},
    {"f'", "f^{′}"},
    {"f''(x)", "f^{′′}(x)"},
    {"f'^2", "f^{′2}"},
    {"{}_a^b", "{}_{a}^{b}"},
    {"^2", "{}^{2}"},
    {"-*", "b:−b:∗"},
    {"a\\mid b\\le c", "ar:∣br:≤c"},
    {"\\frac12", "frac{1}{2}"},
    {"\\frac ab", "frac{a}{b}"},
    {"\\frac{a+b}\\pi", "frac{ab:+b}{π}"},
    {"a \\over b+c", "frac{a}{bb:+c}"},
    {"{n \\choose k}x", "{frac{n}{k}}x"},
    {"\\sqrt x\\sqrt[3]{y}", "root{x}root{y}{3}"},
    {"\\sqrt[[n]]{y}", "root{]}{[n}{y}"}, /* the first bracket closes, as in TeX */
    {"\\hat{x}\\bar y", "acc{x}acc{y}"},
    {"\\overline{ab}\\underbrace{x}_n", "line{ab}brace{x}_{n}"},
    {"\\sum_{i=1}^n i", "o:∑_{ir:=1}^{n}i"},
    {"\\sum\\limits_i", "o:∑_{i}"},
    {"\\log_2 n", "{log}_{2}n"},
    {"\\argmax_x", "{arg_max}_{x}"},
    {"\\operatorname{Var}x", "{Var}x"},
    {"\\left(a\\right.", "fence({a}."},
    {"\\left\\{x\\middle|y\\right\\}", "fence{{xmiddle|y}}"},
    {"\\bigl( x \\Big)", "big(xbig)"},
    {"\\left<a\\right>", "fence⟨{a}⟩"},
    {"\\mathbf{ab}c", "{ab}c"},
    {"{\\bf a}b", "{a}b"},
    {"\\text{if } x", "{\"if\"_}x"},
    {"\\text{a $x^2$ b}", "{\"a\"_{x^{2}}_\"b\"}"},
    {"\\text{80%}", "{\"80%\"}"},
    {"\\text{a\\_b\\&c}", "{\"a_b&c\"}"},
    {"准确率=1", "\"准确率\"r:=1"},
    {"a\\,b\\quad c~d", "a_b_c_d"},
    {"\\hspace{1em}\\kern 2pt x\\mkern-3mu y", "__x_y"},
    {"\\color{red}x\\textcolor{red}{y}", "x{y}"},
    {"x\\label{eq:1}\\nonumber", "x"},
    {"a\\not=b\\not\\in c", "anot{r:=}bnot{r:∈}c"},
    {"\\overset{!}{=}\\stackrel a\\to", "stack{r:=}{!}stack{r:→}{a}"},
    {"\\xrightarrow[a]{b}", "arrow{b}{a}"},
    {"\\phantom{x}\\boxed{y}\\cancel z", "phantom{x}frame{y}frame{z}"},
    {"\\R\\implies x", "{R}_r:⟹_x"},
    {"\\implies^2", "_r:⟹_^{2}"},
    {"a\\pmod{n}", "a_({mod}_n)"},
    {"\\displaystyle x", "<0>x"},
    {"\\begin{matrix}a&b\\\\c&d\\end{matrix}", "matrix[a&b/c&d]"},
    {"\\begin{matrix}a&b\\\\c&d\\\\\\end{matrix}", "matrix[a&b/c&d]"},
    {"\\begin{array}{l|r}a&b\\end{array}", "array[a&b]"},
    {"\\begin{cases}a&b\\\\[2pt]c\\end{cases}", "cases[a&b/c]"},
    {"\\begin{cases}a\\\\ [c]\\end{cases}", "cases[a/[c]]"},
    {"\\begin{align*}a&=b\\end{align*}", "align*[a&r:=b]"},
    {"a&=b\\\\&=c", "aligned[a&r:=b/&r:=c]"}, /* authors leave out the environment */
    {"\\sum_{\\substack{i\\\\j}}", "o:∑_{substack[i/j]}"},
    {"\\foo x", "\"\\foo\"x"},
    {"\\mathop{x}_i", "{x}_{i}"},
    {"×≤∑→", "b:×r:≤o:∑r:→"},
};

UNIT_TEST(lists) {
    struct str tex = str_of(LISTS[row].tex);
    struct math_env env = env_in(a, tex);
    struct math_source source;
    struct buf b = buf_in(a);
    ck_assert_msg(math_parse(&env, tex, &source), "%s is not read", LISTS[row].tex);
    put_list(&b, &source.list);
    unit_str_is(buf_get(&b), str_of(LISTS[row].list));
}

UNIT_TEST(tags_are_kept) {
    struct str tex = STR("a=b \\tag{3.1}");
    struct math_env env = env_in(a, tex);
    struct math_source source;
    UNIT_UNUSED(row);
    ck_assert(math_parse(&env, tex, &source));
    unit_str_is(source.tag, STR("3.1"));
}

/* What cannot be read: the source is printed, and this is named, at this byte. */
struct failure_row {
    const char *tex, *named;
    uint32_t at;
};

static const struct failure_row FAILURES[] = {
    {"{a", "{", 0},
    {"a}", "}", 1},
    {"\\frac{a}", "\\frac{a}", 0},
    {"x^", "x^", 0},
    {"x^^2", "x^", 0},
    {"一二三四五^}", "三四五^", 6},
    {"x^a^b", "^", 3},
    {"\\left( a", "\\left(", 0},
    {"a \\right)", "\\right", 2},
    {"\\begin{foo}a\\end{foo}", "\\begin{foo}", 0},
    {"\\begin{matrix}a", "\\begin{matrix}", 0},
    {"\\begin{matrix}a\\end{cases}", "\\end{cases}", 15},
    {"\\sqrt[3{x}", "\\sqrt[", 0},
    {"\\text{a", "{", 5},
    {"a\\left", "a\\left", 0},
    {"\\left\\foo a\\right)", "\\foo", 5},
    {"\\hspace{much}", "\\hspace{much}", 0},
};

UNIT_TEST(failures_are_named) {
    const struct failure_row *r = &FAILURES[row];
    struct str tex = str_of(r->tex);
    struct math_env env = env_in(a, tex);
    struct math_source source;
    ck_assert_msg(!math_parse(&env, tex, &source), "%s is read", r->tex);
    ck_assert_uint_eq(env.d->n, 1);
    ck_assert_int_eq(env.d->v[0].id, DIAG_MATH_UNKNOWN);
    struct str want = str_format(a, "`%s`", r->named);
    ck_assert_msg(str_starts(env.d->v[0].text, want), "\"%.*s\" does not name %s",
                  STR_ARG(env.d->v[0].text), r->named);
    ck_assert_uint_eq(env.d->v[0].span.at, 100 + r->at);
}

/* An unknown command is reported once, at its place, and does not stop the rest. */
UNIT_TEST(unknown_commands_are_named_once) {
    struct str tex = STR("\\frac{\\foo}{2} + \\foo\\bar{x}\\baz");
    struct math_env env = env_in(a, tex);
    struct math_source source;
    UNIT_UNUSED(row);
    ck_assert(math_parse(&env, tex, &source));
    ck_assert_uint_eq(env.d->n, 2);
    ck_assert_uint_eq(env.d->v[0].span.at, 100 + 6);
    ck_assert_uint_eq(env.d->v[0].span.len, 4);
    ck_assert(str_starts(env.d->v[1].text, STR("`\\baz`")));
}

/* A macro's failure is its call's. */
UNIT_TEST(macros_fail_where_they_are_called) {
    struct str tex = STR("xy \\norm{\\foo}");
    struct math_env env = env_in(a, tex);
    struct math_source source;
    UNIT_UNUSED(row);
    ck_assert(math_parse(&env, tex, &source));
    ck_assert_uint_eq(env.d->n, 1);
    ck_assert_uint_eq(env.d->v[0].span.at, 100 + 3);
}

/* ---- caps */

static struct str repeated(struct arena *a, const char *what, size_t times) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < times; i++)
        buf_c(&b, what);
    return buf_get(&b);
}

/* Deep or endless TeX is refused with one report, whatever it is made of. */
static const char *const HOSTILE[] = {
    "{",
    "}",
    "\\frac",
    "\\sqrt[",
    "^",
    "_{",
    "\\left(",
    "\\begin{matrix}",
    "\\hat",
    "\\text{",
    "\\text{$",
    "\\norm{",
    "&",
    "\\\\",
    "\\over",
    "x\\choose ",
    "\\not",
    "\\mathbf",
    "\\substack{",
    "'",
    "\\right)",
    "\\end{matrix}",
    "\\",
    "$",
    "\\xrightarrow[",
    "{\\bf ",
};

UNIT_TEST(hostile_input_is_refused) {
    size_t times[] = {300, 20000, 100000};
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        struct str tex = repeated(a, HOSTILE[row], times[i]);
        struct math_env env = env_in(a, tex);
        struct math_source source;
        math_parse(&env, tex, &source);
        ck_assert_uint_le(env.d->n, 1);
    }
}

UNIT_TEST(nesting_up_to_the_cap_is_read) {
    struct buf b = buf_in(a);
    size_t depth = 45; /* a group is two levels: its node and its list */
    UNIT_UNUSED(row);
    for (size_t i = 0; i < depth; i++)
        buf_c(&b, "{");
    buf_c(&b, "x");
    for (size_t i = 0; i < depth; i++)
        buf_c(&b, "}");
    struct math_env env = env_in(a, buf_get(&b));
    struct math_source source;
    ck_assert(math_parse(&env, buf_get(&b), &source));
}

/* ---- tables */

UNIT_TEST(commands_are_sorted) {
    size_t n;
    const struct math_command *c = math_commands(&n);
    UNIT_UNUSED(a);
    UNIT_UNUSED(row);
    for (size_t i = 1; i < n; i++)
        ck_assert_msg(strcmp(c[i - 1].name, c[i].name) < 0, "%s stands before %s", c[i - 1].name,
                      c[i].name);
    ck_assert_str_eq(math_command(STR("alpha"))->name, "alpha");
    ck_assert_ptr_null(math_command(STR("alph")));
}

struct letter_row {
    enum math_alphabet alphabet;
    uint32_t code, form;
};

/* Unicode's charts of Mathematical Alphanumeric Symbols and Letterlike Symbols. */
static const struct letter_row LETTERS[] = {
    {ALPHABET_DEFAULT, 'x', 0x1D465},
    {ALPHABET_DEFAULT, 'h', 0x210E},
    {ALPHABET_DEFAULT, 'A', 0x1D434},
    {ALPHABET_DEFAULT, '7', '7'},
    {ALPHABET_DEFAULT, 0x3B1, 0x1D6FC},
    {ALPHABET_DEFAULT, 0x393, 0x393},
    {ALPHABET_DEFAULT, 0x3F5, 0x1D716},
    {ALPHABET_DEFAULT, 0x3D5, 0x1D719},
    {ALPHABET_RM, 'x', 'x'},
    {ALPHABET_IT, 0x393, 0x1D6E4},
    {ALPHABET_BF, 'x', 0x1D431},
    {ALPHABET_BF, '0', 0x1D7CE},
    {ALPHABET_BI, 'x', 0x1D499},
    {ALPHABET_BI, 0x3B8, 0x1D73D},
    {ALPHABET_BB, 'R', 0x211D},
    {ALPHABET_BB, 'E', 0x1D53C},
    {ALPHABET_BB, '1', 0x1D7D9},
    {ALPHABET_CAL, 'L', 0x2112},
    {ALPHABET_CAL, 'N', 0x1D4A9},
    {ALPHABET_FRAK, 'g', 0x1D524},
    {ALPHABET_FRAK, 'C', 0x212D},
    {ALPHABET_SF, 'S', 0x1D5B2},
    {ALPHABET_TT, 'c', 0x1D68C},
    {ALPHABET_DEFAULT, 0x131, 0x1D6A4},
};

UNIT_TEST(letters_take_the_forms_of_alphabets) {
    const struct letter_row *r = &LETTERS[row];
    UNIT_UNUSED(a);
    ck_assert_uint_eq(math_letter(r->alphabet, r->code), r->form);
}

int main(void) {
    Suite *s = suite_create("math_parse");
    UNIT_ROWS(s, lists, COUNT_OF(LISTS));
    UNIT(s, tags_are_kept);
    UNIT_ROWS(s, failures_are_named, COUNT_OF(FAILURES));
    UNIT(s, unknown_commands_are_named_once);
    UNIT(s, macros_fail_where_they_are_called);
    UNIT_ROWS(s, hostile_input_is_refused, COUNT_OF(HOSTILE));
    UNIT(s, nesting_up_to_the_cap_is_read);
    UNIT(s, commands_are_sorted);
    UNIT_ROWS(s, letters_take_the_forms_of_alphabets, COUNT_OF(LETTERS));
    return unit_run(s);
}
