/* embeds: notes within notes (`![[note#heading]]`), and whether links between notes lead anywhere.
 * For study only.
 *
 * What is embedded is shown where it stands, as a quotation of kind "embed"; an embed within it is
 * a link. Notes that embed themselves, by whatever way, are named and not shown. */
#ifndef STUDY_EMBEDS_H
#define STUDY_EMBEDS_H

#include "study/rows.h"

struct embed {
    const struct node *node;
    const struct document *document; /* NULL: there is no such note */
    bool cycle;
};

/* An EMBED of a note, not of a picture or another file. */
bool embed_is_note(const struct node *n);

/* All embeds of notes in n documents; an array for each document, in its order. Not for threads. */
const struct embed_list *embeds_find(struct arena *a, const struct document *const *docs, size_t n,
                                     struct vault *vault);

/* Makes the part of an EMBED of a note. */
void embed_part(struct builder *b, const struct row *row, struct part *out);

/* Reports links of a document that lead nowhere: no such note, or no such heading in it. */
void embeds_check_links(struct arena *a, const struct builder *b,
                        const struct document *const *docs, size_t n, struct vault *vault,
                        struct diag *d);

#endif
