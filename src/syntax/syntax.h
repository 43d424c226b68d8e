/* syntax: text -> document tree, in two steps: normalise (make the text mean to CommonMark what it
 * meant to its author) and parse (md4c). For cli and study; the only folder that knows md4c. */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "syntax/node.h"

struct syntax_options {
    const struct str *rules_off; /* names of normalisation rules not to apply; a note's front matter
                                  * may name more: `rules-off: [setext]` */
    size_t n_rules_off;
};

/* Parses one source. Never fails: what cannot be read is text, and reported. Reentrant: documents
 * may be parsed by several threads, each with its own arena and diag. */
struct document *syn_parse(struct arena *a, const struct source *s, const struct syntax_options *o,
                           struct diag *d);

/* One rule of the normalisation table, for `crib lint -v` and docs. */
struct syntax_rule {
    const char *name, *about, *pattern, *guard; /* pattern and guard may be "" */
};
const struct syntax_rule *syn_rules(size_t *n);
bool syn_rule_known(struct str name);

/* A place where a safe rule reads a note otherwise than CommonMark would: `with` written there
 * makes both read the same. */
struct syntax_fix {
    struct span span;
    struct str with;
    const char *rule;
};

/* The bytes of the note's file with all safe rules written into it, byte order mark and line ends
 * as they are, nothing else changed; for `crib lint --fix`. *v, *n: the places, in order. Empty,
 * and *n 0, when there is nothing to fix or the file is not UTF-8. */
struct str syn_fix(struct arena *a, const struct source *s, const struct syntax_options *o,
                   const struct syntax_fix **v, size_t *n);

/* Says which wiki links and embeds name no note, heading or block, and which embeds close a ring.
 * `docs` are those of the vault's sources, in their order. */
void syn_check_links(struct arena *a, const struct document *const *docs, size_t n,
                     struct vault *vault, struct diag *d);

/* JSON of `crib dump --stage ast`. */
void syn_dump(const struct document *const *v, size_t n, const struct sources *s, struct buf *out);

#endif
