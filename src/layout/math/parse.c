/* parse: the TeX reader: lists, groups, scripts, characters. Commands stand in parse_command.c.
 *
 * Recursion is as deep as groups and arguments are nested, at most MATH_DEPTH_MOST. */
#include "layout/math/parse.h"

#include "base/utf8.h"

#define SHOWN_MOST 40 /* bytes of the TeX a report names */

/* ---- reports */

uint32_t parse_place(const struct math_parser *p, size_t at) {
    return p->is_macro ? p->call_at : (uint32_t)at;
}

static struct span span_of(const struct math_parser *p, size_t from, size_t len) {
    const struct math_env *e = p->env;
    while (p->outer)
        p = p->outer;
    if (e->src.len != p->tex.n || from > e->src.len)
        return e->src;
    return (struct span){e->src.at + (uint32_t)from, (uint32_t)len};
}

static void report(struct math_parser *p, struct str what, size_t from) {
    size_t len = p->is_macro ? p->call_to - p->call_at : what.n;
    diag_at(p->env->d, DIAG_MATH_UNKNOWN, span_of(p, parse_place(p, from), MAX(len, 1)), what);
}

void parse_fail(struct math_parser *p, struct str what, size_t from) {
    if (!p->failed)
        report(p, what, from);
    for (; p; p = p->outer) {
        p->failed = true;
        p->at = p->tex.n;
    }
}

#define CONTEXT 12 /* bytes named before the place where something is missing */

/* Something is missing at `at`: what stands before it is named. */
static void fail_for_want(struct math_parser *p, size_t at) {
    size_t from = at > CONTEXT ? at - CONTEXT : 0;
    while (from < at && ((unsigned char)p->tex.p[from] & 0xC0) == 0x80)
        from++;
    parse_fail(p, str_slice(p->tex, from, MAX(at, 1)), from);
}

void parse_unknown(struct math_parser *p, struct str what, size_t from) {
    struct math_parser *top = p;
    while (top->outer)
        top = top->outer;
    for (size_t i = 0; i < top->reported.n; i++)
        if (str_eq(top->reported.v[i], what))
            return;
    vec_push(p->a, &top->reported, what);
    report(p, what, from);
}

/* ---- bytes and names */

int parse_peek(const struct math_parser *p) {
    return p->at < p->tex.n ? (unsigned char)p->tex.p[p->at] : -1;
}

void parse_blanks(struct math_parser *p) {
    while (p->at < p->tex.n && strchr(" \t\r\n", p->tex.p[p->at]) && p->tex.p[p->at])
        p->at++;
}

static bool is_letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The name behind the backslash at `at`: letters, with a star where TeX has one, or one character.
 */
static struct str name_at(const struct math_parser *p, size_t at) {
    size_t from = ++at;
    while (at < p->tex.n && is_letter((unsigned char)p->tex.p[at]))
        at++;
    if (at == from && at < p->tex.n) {
        const char *s = p->tex.p + at;
        utf8_next(&s, p->tex.p + p->tex.n);
        at = (size_t)(s - p->tex.p);
    }
    return str_slice(p->tex, from, at);
}

struct str parse_name(struct math_parser *p) {
    struct str name = name_at(p, p->at);
    p->at += 1 + name.n;
    return name;
}

struct str parse_next_name(const struct math_parser *p) {
    return parse_peek(p) == '\\' ? name_at(p, p->at) : (struct str){0};
}

/* ---- nodes */

struct math_node *parse_node(struct math_parser *p, enum math_kind kind, size_t from) {
    struct math_node *n = arena_new(p->a, struct math_node);
    n->kind = (uint8_t)kind;
    n->at = parse_place(p, from);
    return n;
}

void list_add(struct math_list *l, struct math_node *n) {
    if (l->last)
        l->last->next = n;
    else
        l->first = n;
    l->last = n;
}

static bool enter(struct math_parser *p) {
    if (++p->depth > MATH_DEPTH_MOST)
        parse_fail(p, str_slice(p->tex, p->at, p->at + SHOWN_MOST), p->at);
    return !p->failed;
}

struct math_list parse_letters(struct math_parser *p, struct str name, size_t from) {
    struct math_list l = {0};
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '\\') { /* \, is all names have */
            struct math_node *space = parse_node(p, ATOM_SPACE, from);
            space->width = 167;
            list_add(&l, space);
            i++;
            continue;
        }
        struct math_node *n = parse_node(p, ATOM_CHAR, from);
        n->code = n->plain = (unsigned char)name.p[i];
        list_add(&l, n);
    }
    return l;
}

/* ---- characters */

/* What a keyboard's character stands for. */
static uint32_t typed(uint32_t code) {
    static const uint32_t meant[][2] = {
        {'-', 0x2212}, {'*', 0x2217}, {0xB7, 0x22C5}, {0x2015, 0x2212}, {'~', 0xA0}, {'`', 0x2018},
    };
    for (size_t i = 0; i < COUNT_OF(meant); i++)
        if (meant[i][0] == code)
            return meant[i][1];
    return code;
}

/* Chinese and its marks, and what else math fonts have no use for. */
static bool is_text(uint32_t code) {
    return code_is_cjk(code) || (code >= 0x3000 && code < 0x3040) ||
           (code >= 0xFF00 && code <= 0xFFEF) || code == 0x2018 || code == 0x2019 ||
           code == 0x201C || code == 0x201D || code == 0x2014 || code >= 0x1F000;
}

static struct math_node *text_run(struct math_parser *p) {
    size_t from = p->at;
    const char *s = p->tex.p + p->at, *end = p->tex.p + p->tex.n;
    while (s < end) {
        const char *next = s;
        if (!is_text(utf8_next(&next, end)))
            break;
        s = next;
    }
    p->at = (size_t)(s - p->tex.p);
    return text_node(p, str_slice(p->tex, from, p->at), MATH_TEXT_PLAIN, from);
}

static struct math_node *character(struct math_parser *p) {
    size_t from = p->at;
    const char *s = p->tex.p + p->at;
    uint32_t code = utf8_next(&s, p->tex.p + p->tex.n);
    if (is_text(code))
        return text_run(p);
    p->at = (size_t)(s - p->tex.p);
    code = typed(code);
    struct math_node *n = parse_node(p, code == 0xA0 ? ATOM_SPACE : ATOM_CHAR, from);
    n->width = 250; /* of ~ */
    n->plain = code;
    n->code = math_letter(p->alphabet, code);
    bool is_operator;
    math_char_class(code, &n->cls, &is_operator, &n->limits);
    n->is_operator = is_operator;
    return n;
}

/* ---- groups and arguments */

static struct math_list group(struct math_parser *p) {
    enum math_alphabet outside = p->alphabet;
    size_t from = p->at++;
    struct math_list l = parse_list(p, STOP_BRACE);
    if (parse_peek(p) == '}')
        p->at++;
    else
        parse_fail(p, STR("{"), from);
    p->alphabet = outside;
    return l;
}

static struct math_node *atom(struct math_parser *p, struct math_list *l);

struct math_list parse_argument(struct math_parser *p) {
    struct math_list l = {0};
    parse_blanks(p);
    if (!enter(p))
        return l;
    size_t from = p->at;
    int c = parse_peek(p);
    if (c == '{')
        l = group(p);
    else if (c < 0 || c == '}' || c == '&' || c == '^' || c == '_')
        fail_for_want(p, from);
    else {
        struct math_node *n = atom(p, &l);
        if (n)
            list_add(&l, n);
    }
    p->depth--;
    return l;
}

/* Up to the closing mate of the bracket at p->at, with braces balanced; `at` is moved behind it. */
static struct str balanced(struct math_parser *p, char close) {
    size_t from = ++p->at;
    int depth = 0;
    for (; p->at < p->tex.n; p->at++) {
        char c = p->tex.p[p->at];
        if (c == '\\' && p->at + 1 < p->tex.n)
            p->at++;
        else if (c == close && depth == 0)
            return str_slice(p->tex, from, p->at++);
        else
            depth += (c == '{') - (c == '}');
    }
    parse_fail(p, str_slice(p->tex, from - 1, from), from - 1);
    return (struct str){0};
}

struct str parse_raw(struct math_parser *p) {
    parse_blanks(p);
    if (parse_peek(p) == '{')
        return balanced(p, '}');
    size_t from = p->at;
    const char *s = p->tex.p + p->at, *end = p->tex.p + p->tex.n;
    if (s < end)
        utf8_next(&s, end);
    p->at = (size_t)(s - p->tex.p);
    return str_slice(p->tex, from, p->at);
}

bool parse_option(struct math_parser *p, struct str *out) {
    size_t before = p->at;
    parse_blanks(p);
    if (parse_peek(p) != '[') {
        p->at = before;
        return false;
    }
    *out = balanced(p, ']');
    return true;
}

bool parse_length(struct str s, int *out) {
    static const struct {
        const char *name;
        int milli; /* 1/1000 em */
    } units[] = {{"mu", 56}, {"em", 1000}, {"ex", 519}, {"pt", 100},
                 {"px", 75}, {"cm", 2845}, {"mm", 285}, {"in", 7227}};
    double v;
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct str unit = str_of(units[i].name);
        if (!str_ends(s, unit) || !str_to_double(str_trim(str_slice(s, 0, s.n - unit.n)), &v))
            continue;
        v = MAX(-20000.0, MIN(20000.0, v * units[i].milli));
        *out = (int)v;
        return true;
    }
    return false;
}

uint32_t parse_delimiter(struct math_parser *p) {
    parse_blanks(p);
    size_t from = p->at;
    if (parse_peek(p) == '\\') {
        struct str name = parse_name(p);
        const struct math_command *c = math_command(name);
        if (c && c->kind == CMD_SYMBOL)
            return (uint32_t)c->arg;
        parse_fail(p, str_slice(p->tex, from, p->at), from);
        return 0;
    }
    const char *s = p->tex.p + p->at, *end = p->tex.p + p->tex.n;
    if (s == end) {
        fail_for_want(p, from);
        return 0;
    }
    uint32_t c = utf8_next(&s, end);
    p->at = (size_t)(s - p->tex.p);
    return c == '.' ? 0 : c == '<' ? 0x27E8 : c == '>' ? 0x27E9 : c;
}

/* ---- scripts */

static struct math_node *prime(struct math_parser *p) {
    struct math_node *n = parse_node(p, ATOM_CHAR, p->at);
    n->code = n->plain = 0x2032;
    return n;
}

/* One of ^ _ ' at p->at, for the node. */
static void script(struct math_parser *p, struct math_node *n) {
    int c = parse_peek(p);
    bool *has = c == '_' ? &n->has_sub : &n->has_sup;
    size_t from = p->at;
    if (*has) {
        parse_fail(p, str_slice(p->tex, from, from + 1), from);
        return;
    }
    *has = true;
    if (c != '\'') {
        p->at++;
        *(c == '_' ? &n->sub : &n->sup) = parse_argument(p);
        return;
    }
    for (; parse_peek(p) == '\''; p->at++)
        list_add(&n->sup, prime(p));
    parse_blanks(p);
    if (parse_peek(p) != '^')
        return;
    p->at++;
    struct math_list more = parse_argument(p);
    if (more.first) {
        n->sup.last->next = more.first;
        n->sup.last = more.last;
    }
}

static bool take_limits(struct math_parser *p, struct math_node *n) {
    struct str name = parse_next_name(p);
    const struct math_command *c = name.n ? math_command(name) : NULL;
    if (!c || c->kind != CMD_LIMITS)
        return false;
    parse_name(p);
    n->limits = (uint8_t)c->arg;
    return true;
}

static void scripts(struct math_parser *p, struct math_node *n) {
    for (bool more = true; more && !p->failed;) {
        parse_blanks(p);
        int c = parse_peek(p);
        more = c == '^' || c == '_' || c == '\'';
        if (more)
            script(p, n);
        else
            more = take_limits(p, n);
    }
    n->to = p->is_macro ? p->call_to : (uint32_t)p->at;
}

/* ---- lists */

/* One node without its scripts; NULL when what was read makes none. */
static struct math_node *atom(struct math_parser *p, struct math_list *l) {
    size_t from = p->at;
    int c = parse_peek(p);
    if (!enter(p))
        return NULL;
    struct math_node *n = NULL;
    if (c == '{') {
        n = parse_node(p, ATOM_LIST, from);
        n->body = group(p);
    } else if (c == '^' || c == '_' || c == '\'') {
        n = parse_node(p, ATOM_LIST, from); /* scripts of nothing */
    } else if (c == '\\') {
        struct str name = parse_name(p);
        const struct math_command *cmd = math_command(name);
        struct str whole = str_slice(p->tex, from, p->at);
        if (cmd) {
            n = parse_command(p, cmd, l, from);
        } else {
            parse_unknown(p, whole, from);
            n = text_node(p, whole, MATH_TEXT_MONO, from);
        }
    } else {
        n = character(p);
    }
    p->depth--;
    return n;
}

static bool ends_cell(struct str name) {
    const struct math_command *c = name.n ? math_command(name) : NULL;
    return c && (c->kind == CMD_ROW || c->kind == CMD_END);
}

/* Is what comes next the end of the list? */
static bool at_stop(struct math_parser *p, enum parse_stop stop) {
    int c = parse_peek(p);
    struct str name = parse_next_name(p);
    if (c == '}' || c == '&' || (c == ']' && stop == STOP_BRACKET))
        return true;
    return str_eqc(name, "right") || ends_cell(name);
}

struct math_list parse_list(struct math_parser *p, enum parse_stop stop) {
    struct math_list l = {0};
    if (!enter(p))
        return l;
    for (parse_blanks(p); p->at < p->tex.n && !at_stop(p, stop); parse_blanks(p)) {
        struct math_node *n = atom(p, &l);
        if (!n)
            continue;
        scripts(p, n);
        list_add(&l, n);
    }
    p->depth--;
    return l;
}

/* ---- the formula */

/* What no list has taken is left: a brace too many, an & or \\ outside of any table. The last two
 * make it an aligned formula, as many authors write it. */
static void take_rest(struct math_parser *p, struct math_source *out) {
    struct str name = parse_next_name(p);
    const struct math_command *c = name.n ? math_command(name) : NULL;
    if (parse_peek(p) == '&' || (c && c->kind == CMD_ROW)) {
        struct math_node *table = parse_bare_rows(p, out->list, 0);
        out->list = (struct math_list){0};
        if (table)
            list_add(&out->list, table);
    }
    if (p->at < p->tex.n)
        parse_fail(p, str_slice(p->tex, p->at, p->at + MAX(name.n + 1, 1)), p->at);
}

bool math_parse(const struct math_env *env, struct str tex, struct math_source *out) {
    struct math_parser p = {.env = env, .a = env->a, .tex = tex};
    *out = (struct math_source){0};
    if (tex.n > MATH_BYTES_MOST)
        parse_fail(&p, str_slice(tex, 0, SHOWN_MOST), 0);
    else
        out->list = parse_list(&p, STOP_END);
    if (p.at < tex.n && !p.failed)
        take_rest(&p, out);
    out->tag = p.tag;
    return !p.failed;
}
