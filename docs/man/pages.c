/* pages TEMPLATE DATA: a manual page on standard output. Lines `@name@` of the template become what
 * the tables of the program say (options.def, diag.def, …); all other lines are copied.
 *
 * Terms: mdoc = the markup of manual pages, one request a line that begins with a full stop. */
#include "base/fs.h"
#include "base/yml.h"
#include "plan/blueprint.h"
#include "style/style.h"

#include "command_line.h"

#include <ctype.h>
#include <stdio.h>

#define TEMPLATE_BYTES_MAX (1u << 20)

struct page {
    struct arena *a;
    struct str data_dir;
    struct buf out;
};

/* ---- text as mdoc takes it ---- */

static void put_mark(struct page *p, char c, bool *quoted) {
    switch (c) {
    case '`':
        buf_c(&p->out, *quoted ? "\\(cq" : "\\(oq");
        *quoted = !*quoted;
        break;
    case '\\':
        buf_c(&p->out, "\\e");
        break;
    case '-':
        buf_c(&p->out, *quoted ? "\\-" : "-");
        break;
    case '~':
        buf_c(&p->out, "\\(ti");
        break;
    case '^':
        buf_c(&p->out, "\\(ha");
        break;
    default:
        buf_byte(&p->out, c);
    }
}

/* Running text on lines of its own, which end where sentences do; `…` is literal. */
static void put_text(struct page *p, struct str text) {
    bool quoted = false;
    if (text.n && (text.p[0] == '.' || text.p[0] == '\''))
        buf_c(&p->out, "\\&");
    for (size_t i = 0; i < text.n; i++) {
        bool ends =
            i > 1 && text.p[i] == ' ' && strchr(".;", text.p[i - 1]) && text.p[i - 2] != '.';
        if (ends && !quoted)
            buf_byte(&p->out, '\n');
        else
            put_mark(p, text.p[i], &quoted);
    }
    buf_byte(&p->out, '\n');
}

/* Words of a request's line: what could be a request itself, or end an argument, is escaped. */
static void put_word(struct page *p, struct str word) {
    bool quoted = true;
    if (!word.n)
        buf_c(&p->out, "\"\"");
    if (word.n <= 3 || strchr(".,:;()[]?!|", word.p[0]))
        buf_c(&p->out, "\\&");
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == ' ')
            buf_c(&p->out, "\\ ");
        else if (word.p[i] == '"')
            buf_c(&p->out, "\\(dq");
        else
            put_mark(p, word.p[i], &quoted);
}

/* .MACRO with one argument */
static void put_macro(struct page *p, const char *macro, struct str argument) {
    buf_printf(&p->out, ".%s ", macro);
    put_word(p, argument);
    buf_byte(&p->out, '\n');
}

static void put_list(struct page *p) {
    buf_c(&p->out, ".Bl -tag -width Ds\n");
}

static void end_list(struct page *p) {
    buf_c(&p->out, ".El\n");
}

/* ---- the command line ---- */

static const struct {
    char letter;
    const char *line, *about;
} examples[] = {
#define EXAMPLE(letter, line, about) {letter, line, about},
#include "cli/examples.def"
#undef EXAMPLE
};

/* -o DIR and --to TARGET are flags of mdoc with an argument, everything else is an argument. */
static void put_synopsis(struct page *p) {
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        buf_printf(&p->out, ".Nm\n.Cm %s\n", commands[i].name);
        struct str rest = str_of(commands[i].arguments), word;
        while (str_next_part(&rest, ' ', &word)) {
            bool optional = word.n && word.p[0] == '[';
            struct str bare = str_slice(word, optional, word.n - (word.p[word.n - 1] == ']'));
            bool flag = bare.n && bare.p[0] == '-';
            buf_printf(&p->out, ".%s%s ", optional ? "Op " : "", flag ? "Fl" : "Ar");
            put_word(p, str_from(bare, flag));
            if (optional && word.p[word.n - 1] != ']' && str_next_part(&rest, ' ', &word)) {
                buf_c(&p->out, " Ar ");
                put_word(p, str_slice(word, 0, word.n - 1));
            }
            buf_byte(&p->out, '\n');
        }
    }
}

static void put_commands(struct page *p) {
    put_list(p);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        buf_printf(&p->out, ".It Cm %s\n", commands[i].name);
        put_text(p, str_format(p->a, "%c%s.", toupper((unsigned char)commands[i].about[0]),
                               commands[i].about + 1));
    }
    end_list(p);
}

static void put_takers(struct page *p, const char *letters) {
    if (letters[0] == '*')
        return;
    buf_c(&p->out, "Of");
    const char *between = "";
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        if (strchr(letters, commands[i].letter)) {
            buf_printf(&p->out, "%s\n.Cm %s", between, commands[i].name);
            between = " ,";
        }
    buf_c(&p->out, " .\n");
}

static void put_option(struct page *p, const struct option *o) {
    buf_c(&p->out, ".It ");
    if (o->letter)
        buf_printf(&p->out, "Fl %c , ", o->letter);
    buf_c(&p->out, "Fl \\-");
    put_word(p, str_of(o->name));
    if (strcmp(o->kind, "FLAG") != 0) {
        buf_c(&p->out, " Ar ");
        put_word(p, str_of(o->values));
    }
    buf_byte(&p->out, '\n');
    put_text(p, str_format(p->a, "%c%s.", toupper((unsigned char)o->about[0]), o->about + 1));
    if (strcmp(o->kind, "LIST") == 0)
        buf_c(&p->out, "May be given several times.\n");
    put_takers(p, o->commands);
}

static void put_options(struct page *p) {
    put_list(p);
    for (size_t i = 0; i < COUNT_OF(options); i++)
        put_option(p, &options[i]);
    end_list(p);
}

static void put_examples(struct page *p) {
    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        put_text(p, str_format(p->a, "%c%s:", toupper((unsigned char)examples[i].about[0]),
                               examples[i].about + 1));
        buf_c(&p->out, ".Pp\n.Dl ");
        bool quoted = true;
        for (const char *c = examples[i].line; *c; c++)
            put_mark(p, *c, &quoted);
        buf_c(&p->out, i + 1 < COUNT_OF(examples) ? "\n.Pp\n" : "\n");
    }
}

/* ---- messages and rules ---- */

static const struct {
    const char *id;
    enum severity severity;
    const char *text;
} messages[] = {
#define DIAG(id, severity, status, text) {#id, severity, text},
#include "base/diag.def"
#undef DIAG
};

static struct str slug(struct arena *a, const char *id) {
    struct buf b = buf_in(a);
    for (; *id; id++)
        buf_byte(&b, *id == '_' ? '-' : tolower((unsigned char)*id));
    return buf_get(&b);
}

static void put_messages(struct page *p) {
    static const char *const words[] = {
        [SEV_NOTE] = "note", [SEV_WARNING] = "warning", [SEV_ERROR] = "error"};
    put_list(p);
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        if (!strcmp(messages[i].text, "{}"))
            continue;
        put_macro(p, "It Li", slug(p->a, messages[i].id));
        put_text(p, str_format(p->a, "%s: %s.", words[messages[i].severity],
                               str_c(p->a, str_replace(p->a, str_of(messages[i].text), STR("{}"),
                                                       STR("…")))));
    }
    end_list(p);
}

static const struct {
    const char *name, *about;
} rules[] = {
#define RULE(id, name, kind, first, needs, pattern, guard, about) {name, about},
#include "syntax/rules.def"
#undef RULE
};

static void put_rules(struct page *p) {
    put_list(p);
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        put_macro(p, "It Li", str_of(rules[i].name));
        put_text(p, str_format(p->a, "%s.", rules[i].about));
    }
    end_list(p);
}

/* ---- files of settings ---- */

/* The words of styles/labels/LANG.yaml that open a part of an answer. */
static void put_labels(struct page *p, const char *lang) {
    struct str path = str_format(p->a, "%.*s/styles/labels/%s.yaml", STR_ARG(p->data_dir), lang);
    struct str text, error;
    struct diag *d = diag_open(p->a);
    if (!fs_read(p->a, path, TEMPLATE_BYTES_MAX, &text, &error))
        fail_raise(arena_failure(p->a), "%.*s: %.*s", STR_ARG(path), STR_ARG(error));
    const struct yml *root = yml_read(p->a, path, text, 0, d);
    const struct yml *facets = root ? yml_get(root, "facets") : NULL;
    put_list(p);
    for (size_t i = 0; facets && i < facets->n; i++) {
        struct buf words = buf_in(p->a);
        for (size_t k = 0; k < facets->v[i].n; k++)
            buf_printf(&words, "%s%.*s", k ? ", " : "", STR_ARG(facets->v[i].v[k].scalar));
        put_macro(p, "It Li", facets->v[i].key);
        put_text(p, buf_get(&words));
    }
    end_list(p);
}

static void put_labels_zh(struct page *p) {
    put_labels(p, "zh");
}

static void put_labels_en(struct page *p) {
    put_labels(p, "en");
}

/* Lines `key  default  (values)  meaning`, as style_keys writes them. */
static void put_style_keys(struct page *p) {
    struct buf keys = buf_in(p->a);
    style_keys(&keys);
    struct str rest = buf_get(&keys), line;
    put_list(p);
    while (str_next_line(&rest, &line)) {
        size_t name = str_find_byte(line, ' ');
        struct str value = str_trim(str_from(line, name));
        size_t values = str_find(value, STR("  (")), about = str_find(value, STR(")  "));
        put_macro(p, "It Li", str_slice(line, 0, name));
        put_text(p, str_format(p->a, "%.*s: %.*s. Default: %.*s.",
                               STR_ARG(str_slice(value, values + 3, about)),
                               STR_ARG(str_from(value, about + 3)),
                               STR_ARG(str_slice(value, 0, values))));
    }
    end_list(p);
}

static struct str bare(struct str cell) {
    cell = str_trim(cell);
    return cell.n > 1 && cell.p[0] == '`' ? str_slice(cell, 1, cell.n - 1) : cell;
}

/* Rows `| key | default | meaning |` under headings, as blueprint_doc writes them. */
static void put_blueprint_keys(struct page *p) {
    struct buf doc = buf_in(p->a);
    blueprint_doc(&doc);
    struct str rest = buf_get(&doc), line;
    bool open = false;
    while (str_next_line(&rest, &line)) {
        bool heading = str_starts(line, STR("## "));
        if (heading && open)
            end_list(p);
        if (heading) {
            buf_printf(&p->out, ".Ss %.*s\n", STR_ARG(str_from(line, 3)));
            put_list(p);
        }
        open = open || heading;
        if (!str_starts(line, STR("| `")))
            continue;
        struct str cells = str_from(line, 1), key, value, about;
        str_next_part(&cells, '|', &key);
        str_next_part(&cells, '|', &value);
        str_next_part(&cells, '|', &about);
        value = bare(value);
        put_macro(p, "It Li", bare(key));
        put_text(p, str_trim(about));
        if (value.n)
            put_text(p, str_format(p->a, "Default: %.*s.", STR_ARG(value)));
    }
    if (open)
        end_list(p);
}

/* ---- the page ---- */

static const struct {
    const char *name;
    void (*put)(struct page *p);
} parts[] = {
    {"@synopsis@", put_synopsis},     {"@commands@", put_commands},
    {"@options@", put_options},       {"@examples@", put_examples},
    {"@messages@", put_messages},     {"@rules@", put_rules},
    {"@labels-zh@", put_labels_zh},   {"@labels-en@", put_labels_en},
    {"@style-keys@", put_style_keys}, {"@blueprint-keys@", put_blueprint_keys},
};

static void put_line(struct page *p, struct str line) {
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_eqc(line, parts[i].name)) {
            parts[i].put(p);
            return;
        }
    if (line.n && line.p[0] == '@')
        fail_raise(arena_failure(p->a), "nothing is named %.*s", STR_ARG(line));
    buf_str(&p->out, line);
    buf_byte(&p->out, '\n');
}

static void write_page(struct arena *a, struct str template, struct str data_dir) {
    struct page p = {a, data_dir, buf_in(a)};
    struct str text, error, line;
    if (!fs_read(a, template, TEMPLATE_BYTES_MAX, &text, &error))
        fail_raise(arena_failure(a), "%.*s: %.*s", STR_ARG(template), STR_ARG(error));
    while (str_next_line(&text, &line))
        put_line(&p, line);
    (void)fwrite(p.out.p, 1, p.out.n, stdout);
}

int main(int argc, char **argv) {
    struct failure failure;
    struct arena *volatile a = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: pages TEMPLATE DATA\n");
        return 2;
    }
    if (setjmp(failure.env)) {
        fprintf(stderr, "pages: %s\n", failure.text);
        arena_close(a);
        return 3;
    }
    a = arena_open(&failure);
    write_page(a, str_of(argv[1]), str_of(argv[2]));
    arena_close(a);
    return ferror(stdout) ? 3 : 0;
}
