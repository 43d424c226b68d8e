/* options: the command line and crib.yaml as one table of values. For cli only. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/diag.h"
#include "base/vec.h"

enum option_id {
#define OPTION(id, name, short, kind, values, commands, about) OPT_##id,
#include "cli/options.def"
#undef OPTION
    OPTION_COUNT
};

enum command_id {
#define COMMAND(letter, id, name, arguments, about) CMD_##id,
#include "cli/commands.def"
#undef COMMAND
    COMMAND_COUNT
};

struct option_value {
    bool set;
    struct str text;
    long number;
    VEC(struct str) list;
};

struct options {
    enum command_id command;
    struct option_value v[OPTION_COUNT];
    VEC(struct str) inputs;
    bool help;       /* print help instead of doing anything */
    bool no_command; /* help is about the program, not a command */
};

/* Reads argv, then fills what it left open from --config or ./crib.yaml. False after reporting to
 * d. */
bool opt_read(struct arena *a, int argc, char **argv, struct options *o, struct diag *d);

static inline bool opt_flag(const struct options *o, enum option_id id) {
    return o->v[id].set;
}
/* The value given, or `otherwise`. */
struct str opt_text(const struct options *o, enum option_id id, const char *otherwise);
long opt_number(const struct options *o, enum option_id id, long otherwise);

/* Help about the program, or about o->command. */
void opt_help(const struct options *o, struct buf *out);
/* A crib.yaml in which every option of a command stands, commented out, with its values and
 * meaning. */
void opt_settings(enum command_id c, struct buf *out);
const char *command_name(enum command_id c);

#endif
