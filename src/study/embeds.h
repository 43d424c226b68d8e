/* embeds: notes within notes (`![[note#heading]]`). For study only.
 *
 * What is embedded is shown where it stands, as a quotation of kind "embed", with what is embedded
 * in it. An embed within the part it shows, by whatever way, is named (syntax) and not shown. */
#ifndef STUDY_EMBEDS_H
#define STUDY_EMBEDS_H

#include "study/rows.h"

/* Makes the part of an EMBED of a note. */
void embed_part(struct builder *b, const struct row *row, struct part *out);

#endif
