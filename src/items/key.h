/* key: what the key of a point is good for. For items. */
#ifndef ITEMS_KEY_H
#define ITEMS_KEY_H

#include "items/rules.h"
#include "study/rich.h"

/* A name: short, balanced, no sentence, no label, no place in a row. Fit to be asked for. */
bool key_is_name(const struct rules *r, struct str key);
/* A claim says something instead of naming something; never an option, a swap or a match. */
bool key_is_claim(const struct rules *r, struct str key);

/* 中文（Gloss）后文: the name without its bracketed gloss, and the gloss; false when it has none.
 */
bool key_split_gloss(struct str key, struct str *before, struct str *gloss, struct str *after);

/* The key without what stands in [ ] or < > behind it: `netstat [选项]` is called netstat. */
struct str key_core(struct str key);

enum key_script { SCRIPT_NONE, SCRIPT_HAN, SCRIPT_LATIN, SCRIPT_MIXED };
enum key_script key_script(struct str s);

/* One short word of English (Path, Cycle): alone it means many things. */
bool key_is_short_word(struct str s);

/* Service C, 方案A: one of several that have no names. */
bool key_is_lettered(struct str s);

#endif
