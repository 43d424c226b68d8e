/* script: whether Chinese notes are written in traditional or in simplified characters, so that
 * crib words its stems in the same. For items. */
#ifndef ITEMS_SCRIPT_H
#define ITEMS_SCRIPT_H

#include "base/str.h"

/* More of the commonest characters that differ are traditional; judged by the text's beginning. */
bool script_is_traditional(struct str text);

#endif
