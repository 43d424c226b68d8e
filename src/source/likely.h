/* likely: how likely bytes are text in a double-byte encoding of Chinese, Japanese or Korean, from
 * how often its rows are used. ICU's detector ranks these well on pages of text; on the few words
 * of a short note it cannot tell them apart. For encoding.c. */
#ifndef SOURCE_LIKELY_H
#define SOURCE_LIKELY_H

#include "base/str.h"

#define LIKELY_NOT 0

/* Mean surprise per character in hundredths of a nat, the lower the likelier; LIKELY_NOT when the
 * encoding is none of these, or the surprise is that of noise. ASCII does not count. */
unsigned likely_score(struct str encoding, struct str bytes);

#endif
