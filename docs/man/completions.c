/* completions bash|zsh|fish: what a shell needs to complete crib's command line, on standard
 * output, made from commands.def and options.def. Names of styles and targets are asked of crib
 * itself. */
#include "command_line.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(v)  (sizeof(v) / sizeof *(v))
#define LIST_STYLES  "crib styles 2>/dev/null | sed 's/ .*//'"
#define LIST_TARGETS "crib targets 2>/dev/null | sed '1,/^crib export/d; s/ .*//'"

static int takes(const struct command *c, const struct option *o) {
    return o->commands[0] == '*' || strchr(o->commands, c->letter) != NULL;
}

static int is_kind(const struct option *o, const char *kind) {
    return strcmp(o->kind, kind) == 0;
}

/* The words of a choice, and of options whose values crib can list. */
static const char *lister(const struct option *o) {
    return strcmp(o->name, "style") == 0 ? LIST_STYLES
           : strcmp(o->name, "to") == 0  ? LIST_TARGETS
                                         : NULL;
}

static void put_words(const char *between_bars, const char *between) {
    for (const char *c = between_bars; *c; c++)
        if (*c == '|')
            fputs(between, stdout);
        else
            putchar(*c);
}

/* Text inside single quotes of a shell; `bad` are further characters that mean something there. */
static void put_quoted(const char *text, const char *bad) {
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            fputs("'\\'", stdout);
        else if (strchr(bad, *c))
            putchar('\\');
        putchar(*c);
    }
}

/* ---- bash ---- */

static void put_bash_values(void) {
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        const struct option *o = &options[i];
        if (is_kind(o, "FLAG"))
            continue;
        printf("    --%s", o->name);
        if (o->letter)
            printf("|-%c", o->letter);
        fputs(") ", stdout);
        if (is_kind(o, "CHOICE")) {
            fputs("COMPREPLY=($(compgen -W '", stdout);
            put_words(o->values, " ");
            puts("' -- \"$cur\")); return ;;");
        } else if (lister(o))
            printf("COMPREPLY=($(compgen -f -W \"$(%s)\" -- \"$cur\")); return ;;\n", lister(o));
        else
            puts("COMPREPLY=($(compgen -f -- \"$cur\")); return ;;");
    }
}

static void put_bash(void) {
    puts("# bash completion of crib\n_crib() {\n"
         "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    COMPREPLY=()\n"
         "    if [ \"$COMP_CWORD\" -eq 1 ]; then");
    fputs("        COMPREPLY=($(compgen -W '", stdout);
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        printf("%s ", commands[i].name);
    puts("--help --version' -- \"$cur\"))\n        return\n    fi\n    case $prev in");
    put_bash_values();
    puts("    esac\n    case $cur in -*) ;; *) COMPREPLY=($(compgen -f -- \"$cur\")); return ;; "
         "esac\n"
         "    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("    %s) COMPREPLY=($(compgen -W '", commands[i].name);
        for (size_t k = 0; k < COUNT_OF(options); k++)
            if (takes(&commands[i], &options[k]))
                printf("--%s ", options[k].name);
        puts("' -- \"$cur\")) ;;");
    }
    puts("    esac\n}\ncomplete -o filenames -F _crib crib");
}

/* ---- zsh ---- */

static void put_zsh_action(const struct option *o) {
    if (is_kind(o, "CHOICE")) {
        putchar('(');
        put_words(o->values, " ");
        putchar(')');
    } else if (lister(o))
        printf("{compadd -- $(%s); _files}",
               strcmp(o->name, "to") ? "_crib_styles" : "_crib_targets");
    else if (!is_kind(o, "NUMBER"))
        fputs("_files", stdout);
}

static void put_zsh_option(const struct option *o) {
    if (o->letter && is_kind(o, "FLAG"))
        printf("            '(-%c --%s)'{-%c,--%s}'[", o->letter, o->name, o->letter, o->name);
    else if (o->letter)
        printf("            '(-%c --%s)'{-%c+,--%s=}'[", o->letter, o->name, o->letter, o->name);
    else
        printf("            '%s--%s%s[", is_kind(o, "LIST") ? "*" : "", o->name,
               is_kind(o, "FLAG") ? "" : "=");
    put_quoted(o->about, "[]:");
    putchar(']');
    if (!is_kind(o, "FLAG")) {
        printf(":%s:", o->name);
        put_zsh_action(o);
    }
    puts("' \\");
}

static void put_zsh(void) {
    printf("#compdef crib\n_crib_styles() { %s }\n_crib_targets() { %s }\n"
           "_crib() {\n    local -a commands\n    commands=(\n",
           LIST_STYLES, LIST_TARGETS);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("        '%s:", commands[i].name);
        put_quoted(commands[i].about, "");
        puts("'");
    }
    puts("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        "
         "return\n"
         "    fi\n    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case "
         "$command in");
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("    %s)\n        _arguments -s \\\n", commands[i].name);
        for (size_t k = 0; k < COUNT_OF(options); k++)
            if (takes(&commands[i], &options[k]))
                put_zsh_option(&options[k]);
        puts("            '*:notes:_files' ;;");
    }
    puts("    esac\n}\n_crib \"$@\"");
}

/* ---- fish ---- */

static void put_fish_option(const struct option *o) {
    fputs("complete -c crib", stdout);
    if (o->commands[0] == '*')
        fputs(" -n 'not __fish_use_subcommand'", stdout);
    else {
        fputs(" -n '__fish_seen_subcommand_from", stdout);
        for (size_t i = 0; i < COUNT_OF(commands); i++)
            if (takes(&commands[i], o))
                printf(" %s", commands[i].name);
        putchar('\'');
    }
    if (o->letter)
        printf(" -s %c", o->letter);
    printf(" -l %s", o->name);
    if (is_kind(o, "CHOICE")) {
        fputs(" -x -a '", stdout);
        put_words(o->values, " ");
        putchar('\'');
    } else if (lister(o))
        printf(" -r -a \"(%s)\"", lister(o));
    else if (!is_kind(o, "FLAG"))
        fputs(is_kind(o, "NUMBER") ? " -x" : " -r", stdout);
    fputs(" -d '", stdout);
    put_quoted(o->about, "");
    puts("'");
}

static void put_fish(void) {
    puts("# fish completion of crib");
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("complete -c crib -f -n __fish_use_subcommand -a %s -d '", commands[i].name);
        put_quoted(commands[i].about, "");
        puts("'");
    }
    for (size_t i = 0; i < COUNT_OF(options); i++)
        put_fish_option(&options[i]);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*put)(void);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    for (size_t i = 0; argc == 2 && i < COUNT_OF(shells); i++)
        if (strcmp(argv[1], shells[i].name) == 0) {
            shells[i].put();
            return ferror(stdout) ? 3 : 0;
        }
    fprintf(stderr, "usage: completions bash|zsh|fish\n");
    return 2;
}
