/* syntax: text -> document tree, in two steps: normalise (make the text mean to CommonMark what it
 * meant to its author) and parse (md4c). For cli and study; the only folder that knows md4c. */
#ifndef SYNTAX_SYNTAX_H
#define SYNTAX_SYNTAX_H

#include "base/udiff.h"
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

/* Gives the tree up to `to`, which uses its memory from now on. The texts its nodes pointed at stay
 * (in the source and in the arena the document was parsed in), as does the front matter. */
void syn_give_tree(const struct document *doc, struct arena *to);

/* One rule of the normalisation table, for `crib lint -v` and docs. */
struct syntax_rule {
    const char *name, *about, *pattern, *guard; /* pattern and guard may be "" */
    bool written;                               /* by --fix */
};
const struct syntax_rule *syn_rules(size_t *n);
bool syn_rule_known(struct str name);

/* A note with all safe rules written into it: where they read it otherwise than CommonMark would,
 * it now says what they read. Nothing else is changed. */
struct syntax_fixed {
    struct str before, after;      /* as UTF-8, without byte order mark, line ends as in the file */
    struct str bytes;              /* for the file, in its encoding; empty when writing that would
                                    * change more than the fixes do */
    const struct text_edit *edits; /* what makes the one of the other, in order */
    size_t n;                      /* 0: there is nothing to fix */
};

/* For `crib lint --fix`. */
struct syntax_fixed syn_fix(struct arena *a, const struct source *s,
                            const struct syntax_options *o);

/* A part of a note: all of it, a heading with what stands below it, or a block. */
struct note_part {
    const struct document *doc;
    const struct node *first, *end; /* siblings, up to `end`; NULL: to the last */
    struct span span;
};

/* Follows all wiki links and embeds of notes. Says which name no note, heading or block, which
 * embed a note that was not read, and which close a ring. `docs` are those of the vault's sources,
 * in their order; without a vault nothing is followed. */
struct links *syn_links(struct arena *a, const struct document *const *docs, size_t n,
                        struct vault *vault, struct diag *d);

/* An EMBED of a note, not of a picture or another file. */
bool syn_embeds_note(const struct node *n);

/* What an EMBED of a note shows; NULL when there is no such part. */
const struct note_part *syn_embedded(const struct links *l, const struct node *embed);

/* Some embed, of its own or another note's, shows the document with this index, or a part of it. */
bool syn_is_embedded(const struct links *l, size_t index);

/* JSON of `crib dump --stage ast`. */
void syn_dump(const struct document *const *v, size_t n, const struct sources *s, struct buf *out);

#endif
