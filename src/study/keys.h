/* keys: a point's key, split off its explanation: `key：text`. For study only. */
#ifndef STUDY_KEYS_H
#define STUDY_KEYS_H

#include "study/build.h"

#define KEY_CHARACTERS_MOST 24

/* Where the key of a text ends and its explanation begins (the same when the text ends in the
 * colon); false when it has no key. `holds` is what signs_of saw in its line, or 0. */
bool key_find(const struct labels *l, const struct rich *text, uint32_t holds, size_t *key_end,
              size_t *text_at);

#endif
