/* parse_command: one function for each kind of command. */
#include "layout/math/parse.h"

/* A command whose name has been read. */
struct call {
    struct math_parser *p;
    const struct math_command *c;
    struct math_list *l; /* the list so far */
    size_t from;         /* of its backslash */
};
typedef struct math_node *call_fn(const struct call *k);

static struct math_node *node(const struct call *k, enum math_kind kind) {
    return parse_node(k->p, kind, k->from);
}

/* The argument's letters in an alphabet. */
static struct math_list argument_in(struct math_parser *p, enum math_alphabet alphabet) {
    enum math_alphabet outside = p->alphabet;
    p->alphabet = alphabet;
    struct math_list l = parse_argument(p);
    p->alphabet = outside;
    return l;
}

/* ---- characters and names */

static struct math_node *symbol(const struct call *k) {
    struct math_node *n = node(k, ATOM_CHAR);
    n->code = n->plain = (uint32_t)k->c->arg;
    n->cls = k->c->cls;
    return n;
}

static struct math_node *letter(const struct call *k) {
    struct math_node *n = symbol(k);
    n->code = math_letter(k->p->alphabet, n->plain);
    return n;
}

static struct math_node *big(const struct call *k) {
    struct math_node *n = symbol(k);
    n->cls = CLASS_OP;
    n->is_operator = true;
    n->limits = k->c->cls;
    return n;
}

static struct math_node *sized(const struct call *k) {
    struct math_node *n = node(k, ATOM_DELIM);
    n->cls = k->c->cls;
    n->width = k->c->arg;
    n->code = parse_delimiter(k->p);
    return n;
}

static struct math_node *function(const struct call *k) {
    struct math_node *n = node(k, ATOM_LIST);
    n->body = parse_letters(k->p, str_of(k->c->text ? k->c->text : k->c->name), k->from);
    n->cls = CLASS_OP;
    n->limits = (uint8_t)k->c->arg;
    return n;
}

static struct math_node *operator_name(const struct call *k) {
    struct math_node *n = node(k, ATOM_LIST);
    n->cls = CLASS_OP;
    n->limits = (uint8_t)k->c->arg;
    if (parse_peek(k->p) == '*') {
        k->p->at++;
        n->limits = LIMITS_DISPLAY;
    }
    n->body = argument_in(k->p, ALPHABET_RM);
    return n;
}

static struct math_node *text(const struct call *k) {
    return parse_text(k->p, (enum math_text_look)k->c->arg, k->from);
}

/* ---- what changes what follows */

static struct math_node *alphabet(const struct call *k) {
    struct math_node *n = node(k, ATOM_LIST);
    n->body = argument_in(k->p, (enum math_alphabet)k->c->arg);
    return n;
}

static struct math_node *switch_alphabet(const struct call *k) {
    k->p->alphabet = (enum math_alphabet)k->c->arg;
    return NULL;
}

static struct math_node *style(const struct call *k) {
    struct math_node *n = node(k, ATOM_STYLE);
    n->width = k->c->arg;
    return n;
}

static struct math_node *class_of_argument(const struct call *k) {
    struct math_node *n = node(k, ATOM_LIST);
    n->body = parse_argument(k->p);
    n->cls = (uint8_t)k->c->arg;
    n->limits = n->cls == CLASS_OP ? LIMITS_DISPLAY : LIMITS_NEVER;
    return n;
}

static struct math_node *ignored(const struct call *k) {
    for (int i = 0; i < k->c->arg; i++)
        parse_raw(k->p);
    return NULL;
}

static struct math_node *skip_first(const struct call *k) {
    parse_raw(k->p);
    struct math_node *n = node(k, ATOM_LIST);
    n->body = parse_argument(k->p);
    return n;
}

/* Limits stand behind an operator; anywhere else they mean nothing. */
static struct math_node *limits(const struct call *k) {
    (void)k;
    return NULL;
}

static struct math_node *tag(const struct call *k) {
    struct math_parser *top = k->p;
    while (top->outer)
        top = top->outer;
    if (parse_peek(k->p) == '*')
        k->p->at++;
    top->tag = parse_raw(k->p);
    return NULL;
}

/* ---- fractions, roots, accents */

static struct math_node *fraction(const struct call *k) {
    struct math_node *n = node(k, ATOM_FRACTION);
    struct str option;
    if (str_eqc(str_of(k->c->name), "cfrac"))
        parse_option(k->p, &option);
    n->cls = CLASS_INNER;
    n->variant = (uint8_t)k->c->arg;
    n->body = parse_argument(k->p);
    n->second = parse_argument(k->p);
    return n;
}

static struct math_node *infix(const struct call *k) {
    struct math_node *n = node(k, ATOM_FRACTION);
    n->cls = CLASS_INNER;
    n->variant = (uint8_t)k->c->arg;
    n->body = *k->l;
    n->at = n->body.first ? n->body.first->at : n->at;
    *k->l = (struct math_list){0};
    n->second = parse_list(k->p, STOP_CELL);
    return n;
}

static struct math_node *root(const struct call *k) {
    struct math_parser *p = k->p;
    struct math_node *n = node(k, ATOM_ROOT);
    parse_blanks(p);
    if (parse_peek(p) == '[') {
        p->at++;
        n->has_second = true;
        n->second = parse_list(p, STOP_BRACKET);
        if (parse_peek(p) == ']')
            p->at++;
        else
            parse_fail(p, STR("\\sqrt["), k->from);
    }
    n->body = parse_argument(p);
    return n;
}

static struct math_node *accent(const struct call *k) {
    struct math_node *n = node(k, ATOM_ACCENT);
    n->code = (uint32_t)k->c->arg;
    n->wide = k->c->kind == CMD_WIDE_ACCENT;
    n->body = parse_argument(k->p);
    return n;
}

static struct math_node *line(const struct call *k) {
    struct math_node *n = node(k, ATOM_LINE);
    n->variant = (uint8_t)k->c->arg;
    n->body = parse_argument(k->p);
    return n;
}

static struct math_node *stretch(const struct call *k) {
    struct math_node *n = node(k, ATOM_STRETCH);
    n->variant = k->c->cls;
    n->code = (uint32_t)k->c->arg;
    n->body = parse_argument(k->p);
    n->cls = CLASS_OP;
    n->limits = LIMITS_ALWAYS;
    return n;
}

static struct math_node *long_arrow(const struct call *k) {
    struct math_parser *p = k->p;
    struct math_node *n = node(k, ATOM_ARROW);
    n->cls = CLASS_REL;
    n->code = (uint32_t)k->c->arg;
    parse_blanks(p);
    if (parse_peek(p) == '[') {
        p->at++;
        n->has_second = true;
        n->second = parse_list(p, STOP_BRACKET);
        if (parse_peek(p) == ']')
            p->at++;
        else
            parse_fail(p, STR("["), k->from);
    }
    n->body = parse_argument(p);
    return n;
}

static struct math_node *stack(const struct call *k) {
    struct math_node *n = node(k, ATOM_STACK);
    n->variant = (uint8_t)k->c->arg;
    n->second = parse_argument(k->p);
    n->body = parse_argument(k->p);
    bool one = n->body.first && n->body.first == n->body.last;
    n->cls = one ? n->body.first->cls : CLASS_ORD;
    return n;
}

/* ---- delimiters */

static struct math_node *fence(const struct call *k) {
    struct math_parser *p = k->p;
    struct math_node *n = node(k, ATOM_FENCE);
    enum math_alphabet outside = p->alphabet;
    n->cls = CLASS_INNER;
    n->code = parse_delimiter(p);
    n->body = parse_list(p, STOP_RIGHT);
    if (!str_eqc(parse_next_name(p), "right")) {
        parse_fail(p, str_slice(p->tex, k->from, k->from + 6), k->from);
        return n;
    }
    parse_name(p);
    n->plain = parse_delimiter(p);
    p->alphabet = outside;
    return n;
}

/* Lists end at \right before it is read as a command; without its \left it ends the formula. */
static struct math_node *lone(const struct call *k) {
    parse_fail(k->p, str_slice(k->p->tex, k->from, k->p->at), k->from);
    return NULL;
}

static struct math_node *middle(const struct call *k) {
    struct math_node *n = node(k, ATOM_DELIM);
    n->is_middle = true;
    n->cls = CLASS_REL;
    n->code = parse_delimiter(k->p);
    return n;
}

/* ---- white and boxes */

static struct math_node *space(const struct call *k) {
    struct math_node *n = node(k, ATOM_SPACE);
    n->width = k->c->arg;
    return n;
}

/* The bytes of a length that stands without braces: digits, sign, point, unit. */
static struct str bare_length(struct math_parser *p) {
    parse_blanks(p);
    size_t from = p->at;
    while (p->at < p->tex.n && p->tex.p[p->at] && strchr("+-.0123456789 ", p->tex.p[p->at]))
        p->at++;
    p->at = MIN(p->at + 2, p->tex.n);
    return str_slice(p->tex, from, p->at);
}

static struct math_node *measured_space(const struct call *k) {
    struct math_parser *p = k->p;
    struct math_node *n = node(k, ATOM_SPACE);
    if (parse_peek(p) == '*')
        p->at++;
    parse_blanks(p);
    struct str length = parse_peek(p) == '{' ? parse_raw(p) : bare_length(p);
    if (!parse_length(length, &n->width))
        parse_fail(p, str_slice(p->tex, k->from, p->at), k->from);
    return n;
}

static struct math_node *phantom(const struct call *k) {
    struct math_node *n = node(k, ATOM_PHANTOM);
    struct str option;
    n->variant = (uint8_t)k->c->arg;
    if (n->variant == PHANTOM_STRUT)
        return n;
    parse_option(k->p, &option);
    n->body = parse_argument(k->p);
    return n;
}

static struct math_node *frame(const struct call *k) {
    struct math_node *n = node(k, ATOM_FRAME);
    n->variant = (uint8_t)k->c->arg;
    n->body = parse_argument(k->p);
    return n;
}

static struct math_node *negated(const struct call *k) {
    struct math_node *n = node(k, ATOM_NEGATED);
    n->body = parse_argument(k->p);
    n->cls = n->body.first ? n->body.first->cls : CLASS_REL;
    return n;
}

/* ---- environments and macros */

static struct math_node *environment(const struct call *k) {
    return parse_environment(k->p, k->from);
}

static struct math_node *substack(const struct call *k) {
    return parse_substack(k->p, k->from);
}

/* The macro's text with its argument put in. */
static struct str expanded(const struct call *k) {
    struct str body = str_of(k->c->text);
    if (!k->c->arg)
        return body;
    return str_replace(k->p->a, body, STR("#1"), parse_raw(k->p));
}

/* What a macro stands for is put into the list as if the author had written it. */
static struct math_node *macro(const struct call *k) {
    struct math_parser *p = k->p;
    struct str tex = expanded(k);
    struct math_parser inner = {.env = p->env,
                                .a = p->a,
                                .tex = tex,
                                .depth = p->depth,
                                .alphabet = p->alphabet,
                                .is_macro = true,
                                .call_at = parse_place(p, k->from),
                                .call_to = p->is_macro ? p->call_to : (uint32_t)p->at,
                                .failed = p->failed,
                                .outer = p};
    struct math_list l = parse_list(&inner, STOP_END);
    if (inner.at < inner.tex.n && !inner.failed)
        parse_fail(&inner, str_slice(tex, inner.at, inner.at + 1), inner.at);
    struct math_node *last = NULL;
    for (struct math_node *n = l.first, *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        if (last)
            list_add(k->l, last);
        last = n;
    }
    return last;
}

/* ---- all of them */

static call_fn *const CALLS[CMD_COUNT] = {
    [CMD_SYMBOL] = symbol,
    [CMD_LETTER] = letter,
    [CMD_BIG] = big,
    [CMD_SIZED] = sized,
    [CMD_FUNCTION] = function,
    [CMD_ACCENT] = accent,
    [CMD_WIDE_ACCENT] = accent,
    [CMD_LINE] = line,
    [CMD_STRETCH] = stretch,
    [CMD_LONG_ARROW] = long_arrow,
    [CMD_ALPHABET] = alphabet,
    [CMD_SWITCH] = switch_alphabet,
    [CMD_STYLE] = style,
    [CMD_TEXT] = text,
    [CMD_OPERATORNAME] = operator_name,
    [CMD_FRAC] = fraction,
    [CMD_INFIX] = infix,
    [CMD_SQRT] = root,
    [CMD_LEFT] = fence,
    [CMD_RIGHT] = lone,
    [CMD_MIDDLE] = middle,
    [CMD_SPACE] = space,
    [CMD_HSPACE] = measured_space,
    [CMD_BEGIN] = environment,
    [CMD_END] = lone,
    [CMD_ROW] = lone,
    [CMD_STACK] = stack,
    [CMD_SUBSTACK] = substack,
    [CMD_PHANTOM] = phantom,
    [CMD_FRAME] = frame,
    [CMD_NOT] = negated,
    [CMD_LIMITS] = limits,
    [CMD_TAG] = tag,
    [CMD_IGNORED] = ignored,
    [CMD_SKIP_FIRST] = skip_first,
    [CMD_MACRO] = macro,
    [CMD_CLASS] = class_of_argument,
};

struct math_node *parse_command(struct math_parser *p, const struct math_command *c,
                                struct math_list *l, size_t from) {
    struct call k = {p, c, l, from};
    return CALLS[c->kind](&k);
}
