/* options: the tables options.def, commands.def and examples.def read as a command line, as
 * crib.yaml and as help. */
#include "cli/options.h"

#include "base/fs.h"
#include "base/utf8.h"
#include "base/yml.h"

#define CONFIG_BYTES_MAX (1u << 20)
#define HELP_COLUMN      40

enum option_kind { FLAG, TEXT, NUMBER, CHOICE, LIST };

struct option_row {
    const char *name;
    char letter;
    enum option_kind kind;
    const char *values, *commands, *about;
};

static const struct option_row rows[OPTION_COUNT] = {
#define OPTION(id, name, short, kind, values, commands, about)                                     \
    {name, short, kind, values, commands, about},
#include "cli/options.def"
#undef OPTION
};

struct command_row {
    char letter;
    const char *name, *arguments, *about;
};

static const struct command_row command_rows[COMMAND_COUNT] = {
#define COMMAND(letter, id, name, arguments, about) {letter, name, arguments, about},
#include "cli/commands.def"
#undef COMMAND
};

static const struct {
    char letter;
    const char *line, *about;
} examples[] = {
#define EXAMPLE(letter, line, about) {letter, line, about},
#include "cli/examples.def"
#undef EXAMPLE
};

const char *command_name(enum command_id c) {
    return command_rows[c].name;
}

struct str opt_text(const struct options *o, enum option_id id, const char *otherwise) {
    return o->v[id].set ? o->v[id].text : str_of(otherwise);
}

long opt_number(const struct options *o, enum option_id id, long otherwise) {
    return o->v[id].set ? o->v[id].number : otherwise;
}

static bool takes(enum command_id c, size_t option) {
    return rows[option].commands[0] == '*' || strchr(rows[option].commands, command_rows[c].letter);
}

/* True when `word` is one of the words between bars. */
static bool is_choice(const char *values, struct str word) {
    for (struct str rest = str_of(values); rest.n;) {
        size_t bar = str_find_byte(rest, '|');
        if (str_eq(str_slice(rest, 0, bar), word))
            return true;
        rest = bar == SIZE_MAX ? (struct str){0} : str_from(rest, bar + 1);
    }
    return false;
}

static bool in_range(const char *values, long v) {
    struct str range = str_of(values);
    size_t dots = str_find(range, STR(".."));
    long least, most;
    return str_to_int(str_slice(range, 0, dots), &least) &&
           str_to_int(str_from(range, dots + 2), &most) && v >= least && v <= most;
}

/* Sets option i from text; false when the text is no value of its kind. */
static bool set_value(struct arena *a, struct options *o, size_t i, struct str text) {
    struct option_value *v = &o->v[i];
    switch (rows[i].kind) {
    case FLAG:
        break;
    case TEXT:
        if (!text.n)
            return false;
        break;
    case NUMBER:
        if (!str_to_int(text, &v->number) || !in_range(rows[i].values, v->number))
            return false;
        break;
    case CHOICE:
        if (!is_choice(rows[i].values, text))
            return false;
        break;
    case LIST:
        vec_push(a, &v->list, text);
        break;
    }
    v->set = true;
    v->text = text;
    return true;
}

static struct str wants(size_t i) {
    return rows[i].kind == FLAG ? STR("yes or no") : str_of(rows[i].values);
}

static size_t find_option(enum command_id c, struct str name, bool is_short) {
    size_t i = 0;
    for (; i < OPTION_COUNT; i++)
        if (takes(c, i) &&
            (is_short ? name.n == 1 && name.p[0] == rows[i].letter : str_eqc(name, rows[i].name)))
            break;
    return i;
}

struct args {
    struct arena *a;
    struct options *o;
    struct diag *d;
    int argc, at;
    char **argv;
};

/* An option as typed: --name, --name=value, -x, -xvalue. */
struct typed {
    struct str shown, name, value;
    bool is_short, has_value;
};

static struct typed split_option(struct str word) {
    struct typed t = {.shown = word, .is_short = word.p[1] != '-'};
    t.name = str_from(word, t.is_short ? 1 : 2);
    size_t end = t.is_short ? 1 : str_find_byte(t.name, '=');
    if (end < t.name.n) {
        t.value = str_from(t.name, t.is_short ? 1 : end + 1);
        t.name.n = end;
        t.shown.n = (size_t)(t.name.p - word.p) + end;
        t.has_value = true;
    }
    return t;
}

/* Reads the option at argv[at] and its value, which may be the next argument. */
static bool read_option(struct args *in) {
    struct typed t = split_option(str_of(in->argv[in->at]));
    struct str command = str_of(command_name(in->o->command));
    size_t i = find_option(in->o->command, t.name, t.is_short);
    if (i == OPTION_COUNT || (rows[i].kind == FLAG && t.has_value)) {
        diag_say(in->d, DIAG_UNKNOWN_OPTION, command, t.shown, command);
        return false;
    }
    if (rows[i].kind != FLAG && !t.has_value) {
        if (in->at + 1 >= in->argc) {
            diag_say(in->d, DIAG_OPTION_MISSING, t.shown, wants(i));
            return false;
        }
        t.value = str_of(in->argv[++in->at]);
    }
    if (!set_value(in->a, in->o, i, t.value)) {
        diag_say(in->d, DIAG_OPTION_VALUE, t.shown, wants(i), t.value);
        return false;
    }
    return true;
}

static bool find_command(struct str name, enum command_id *c) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (str_eqc(name, command_rows[i].name)) {
            *c = (enum command_id)i;
            return true;
        }
    return false;
}

/* One value of crib.yaml: lists for list options, yes or no for flags. */
static bool config_value(struct arena *a, struct options *o, size_t i, const struct yml *y) {
    if (rows[i].kind == FLAG) {
        bool yes = str_eqc(y->scalar, "yes") || str_eqc(y->scalar, "true");
        o->v[i].set = yes;
        return y->kind == YML_SCALAR &&
               (yes || str_eqc(y->scalar, "no") || str_eqc(y->scalar, "false"));
    }
    if (y->kind == YML_SCALAR)
        return set_value(a, o, i, y->scalar);
    if (y->kind != YML_LIST || rows[i].kind != LIST)
        return false;
    for (size_t k = 0; k < y->n; k++)
        if (y->v[k].kind != YML_SCALAR || !set_value(a, o, i, y->v[k].scalar))
            return false;
    return true;
}

static size_t find_any_option(struct str name) {
    size_t i = 0;
    while (i < OPTION_COUNT && !str_eqc(name, rows[i].name))
        i++;
    return i;
}

/* One key of crib.yaml. Keys of other commands are checked when those run. */
static bool config_key(struct arena *a, struct options *o, struct str path, struct str text,
                       const struct yml *y, struct diag *d) {
    size_t i = find_any_option(y->key);
    if (i == OPTION_COUNT) {
        diag_in(d, DIAG_STYLE_KEY, yml_place(path, text, y, true), y->key,
                STR("; keys are the long options"));
        return false;
    }
    if (o->v[i].set || !takes(o->command, i) || config_value(a, o, i, y))
        return true;
    diag_in(d, DIAG_STYLE_VALUE, yml_place(path, text, y, false), y->key, wants(i), y->scalar);
    return false;
}

static bool read_config(struct arena *a, struct options *o, struct diag *d) {
    struct str path = opt_text(o, OPT_CONFIG, "crib.yaml"), text, error;
    if (!o->v[OPT_CONFIG].set && fs_kind(a, path) != FS_FILE)
        return true;
    if (!fs_read(a, path, CONFIG_BYTES_MAX, &text, &error)) {
        diag_say(d, DIAG_INPUT_MISSING, path, error);
        return false;
    }
    const struct yml *root = yml_read(a, path, text, 0, d);
    bool ok = root != NULL;
    for (size_t k = 0; root && k < root->n; k++)
        ok = config_key(a, o, path, text, &root->v[k], d) && ok;
    return ok;
}

/* `crib --help`, `crib --version`, `crib help`: no command is named. */
static bool read_bare(struct options *o, struct str first) {
    if (str_eqc(first, "--version"))
        o->v[OPT_VERSION].set = true;
    else if (str_eqc(first, "--help") || str_eqc(first, "-h") || str_eqc(first, "help"))
        o->help = o->no_command = true;
    else
        return false;
    return true;
}

/* The arguments behind the command's name. */
static bool read_arguments(struct args *in) {
    bool only_inputs = false;
    for (; in->at < in->argc; in->at++) {
        struct str word = str_of(in->argv[in->at]);
        if (!only_inputs && str_eqc(word, "--"))
            only_inputs = true;
        else if (only_inputs || word.n < 2 || word.p[0] != '-')
            vec_push(in->a, &in->o->inputs, word);
        else if (!read_option(in))
            return false;
    }
    return true;
}

bool opt_read(struct arena *a, int argc, char **argv, struct options *o, struct diag *d) {
    struct args in = {a, o, d, argc, 2, argv};
    if (argc < 2) {
        o->help = o->no_command = true;
        return true;
    }
    struct str first = str_of(argv[1]);
    if (read_bare(o, first))
        return true;
    if (!find_command(first, &o->command)) {
        diag_say(d, DIAG_UNKNOWN_COMMAND, first);
        return false;
    }
    if (!read_arguments(&in))
        return false;
    o->help = opt_flag(o, OPT_HELP);
    return o->help || read_config(a, o, d);
}

static void help_option(const struct option_row *r, struct buf *out) {
    struct str values = r->kind == FLAG     ? (struct str){0}
                        : r->kind == NUMBER ? STR(" N")
                                            : str_format(out->a, " %s", r->values);
    struct str left =
        r->letter ? str_format(out->a, "  -%c, --%s%.*s", r->letter, r->name, STR_ARG(values))
                  : str_format(out->a, "      --%s%.*s", r->name, STR_ARG(values));
    size_t cells = utf8_cells(left);
    buf_str(out, left);
    if (cells >= HELP_COLUMN) {
        buf_byte(out, '\n');
        cells = 0;
    }
    buf_printf(out, "%*s%s\n", (int)(HELP_COLUMN - cells), "", r->about);
}

static void help_program(struct buf *out) {
    buf_c(out,
          "crib compiles study notes (Markdown) into cheat sheets, exam papers and Anki decks.\n\n"
          "usage: crib COMMAND [options] [INPUT…]\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        buf_printf(out, "  %-10s %s\n", command_rows[i].name, command_rows[i].about);
    buf_c(out, "\nINPUT is a note, a folder of notes, or - for standard input.\n"
               "`crib COMMAND --help` lists a command's options.\n");
}

void opt_help(const struct options *o, struct buf *out) {
    if (o->no_command) {
        help_program(out);
        return;
    }
    const struct command_row *c = &command_rows[o->command];
    buf_printf(out, "usage: crib %s %s\n\n%s.\n\n", c->name, c->arguments, c->about);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (takes(o->command, i))
            help_option(&rows[i], out);
    buf_c(out, "\nexamples:\n");
    for (size_t i = 0; i < COUNT_OF(examples); i++)
        if (examples[i].letter == c->letter)
            buf_printf(out, "  %s\n      %s\n", examples[i].line, examples[i].about);
}

void opt_settings(enum command_id c, struct buf *out) {
    buf_c(out, "# Options of crib, by their long names. What the command line says goes before "
               "what stands here.\n"
               "# Take the # away in front of a line to set it.\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (!takes(c, i) || i == OPT_HELP || i == OPT_VERSION || i == OPT_CONFIG)
            continue;
        buf_printf(out, "\n# %s\n# %s: %s\n", rows[i].about, rows[i].name,
                   rows[i].kind == FLAG ? "yes" : rows[i].values);
    }
}
