/* yml: YAML files (styles, blueprints, label tables, front matter, fonts.yaml) as a tree with
 * places, by libyaml. Aliases, tags and merge keys are refused; size, depth and node count are
 * capped. */
#ifndef BASE_YML_H
#define BASE_YML_H

#include "base/diag.h"

enum yml_kind { YML_SCALAR, YML_LIST, YML_MAP };

struct yml {
    enum yml_kind kind;
    uint32_t line, column; /* of its first character, from 1 */
    struct str key;        /* when it is a value of a map */
    uint32_t key_line, key_column;
    struct str scalar; /* YML_SCALAR; quoted tells "yes" from yes */
    bool quoted;
    const struct yml *v; /* YML_LIST, YML_MAP: n children in order */
    size_t n;
};

/* Parses; NULL after reporting DIAG_YAML_SYNTAX at path:line:column. An empty document is an empty
 * map. line_offset is added to every line (front matter starts below its `---`). */
const struct yml *yml_read(struct arena *a, struct str path, struct str text, uint32_t line_offset,
                           struct diag *d);
/* As above, but tells the trouble in *error instead of reporting it. */
const struct yml *yml_parse(struct arena *a, struct str text, struct str *error);
/* The same for what crib wrote itself, JSON among it: up to 64 MiB and ten million values. */
const struct yml *yml_parse_large(struct arena *a, struct str text, struct str *error);

const struct yml *yml_get(const struct yml *map, const char *key); /* NULL when absent or no map */
struct str yml_str(const struct yml *map, const char *key); /* empty when absent or no scalar */
/* Where the node (or its key) stands, with its line from `text`: the whole file, whose first line
 * is 1. */
struct place yml_place(struct str path, struct str text, const struct yml *node, bool of_key);

#endif
