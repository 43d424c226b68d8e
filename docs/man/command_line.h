/* command_line: the rows of commands.def and options.def, for the programs that write manual pages
 * and completions. */
#ifndef MAN_COMMAND_LINE_H
#define MAN_COMMAND_LINE_H

struct option {
    const char *name;
    char letter;
    const char *kind, *values, *commands, *about;
};

static const struct option options[] = {
#define OPTION(id, name, short, kind, values, commands, about)                                     \
    {name, short, #kind, values, commands, about},
#include "cli/options.def"
#undef OPTION
};

static const struct command {
    char letter;
    const char *name, *arguments, *about;
} commands[] = {
#define COMMAND(letter, id, name, arguments, about) {letter, name, arguments, about},
#include "cli/commands.def"
#undef COMMAND
};

#endif
