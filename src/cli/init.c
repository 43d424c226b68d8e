/* init: a commented crib.yaml and a small note to start from. Never overwrites a file. */
#include "cli/command.h"

#include <stdlib.h>

#define NOTE_BYTES_MAX (1u << 20)

/* The language of the example: --lang, else what the system is set to. */
static struct str example_lang(const struct options *o) {
    struct str asked = opt_text(o, OPT_LANG, "auto");
    if (!str_eqc(asked, "auto"))
        return asked;
    const char *names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str value = str_of(getenv(names[i]));
        if (value.n)
            return str_starts(value, STR("zh")) ? STR("zh") : STR("en");
    }
    return STR("en");
}

static bool add_file(struct run *r, struct str path, struct str text, struct str about) {
    if (fs_kind(r->a, path) != FS_NONE) {
        diag_say(
            r->d, DIAG_USAGE,
            str_format(r->a, "`%.*s` is already there; crib leaves it as it is", STR_ARG(path)));
        return false;
    }
    run_emit_text(r, path, text, about);
    return true;
}

void command_init(const struct command *c) {
    struct str dir = c->o->inputs.n ? c->o->inputs.v[0] : STR("."), note, error;
    struct str example = str_format(c->a, "%.*s/styles/init/notes.%.*s.md", STR_ARG(c->data_dir),
                                    STR_ARG(example_lang(c->o)));
    struct run *r = command_open(c, NULL, 0, dir, dir);
    struct buf settings = buf_in(c->a);
    opt_settings(CMD_build, &settings);
    if (!fs_read(c->a, example, NOTE_BYTES_MAX, &note, &error)) {
        diag_say(r->d, DIAG_DATA_MISSING, example, error);
        command_close(c, r, NULL);
        return;
    }
    if (!fs_make_dirs(c->a, dir, &error))
        diag_say(r->d, DIAG_OUTPUT_WRITE, dir, error);
    bool ok = add_file(r, fs_join(c->a, dir, STR("crib.yaml")), buf_get(&settings),
                       STR("read by crib in this folder")) &&
              add_file(r, fs_join(c->a, dir, STR("notes.md")), note,
                       STR("try here: crib build notes.md"));
    command_finish(c, r, ok);
}
