/* english: whether words in English are a whole question, and understood alone. For titles. */
#ifndef ITEMS_ENGLISH_H
#define ITEMS_ENGLISH_H

#include "items/rules.h"

/* Asks in the order of words of a question: Why does it fail, not Why it fails or When a stream
 * ends. */
bool english_asks(const struct rules *r, struct str s);
/* Speaks of it, them, our … with nothing before that they could stand for. */
bool english_points_outside(const struct rules *r, struct str s);
/* Tells to do something: Use a queue. */
bool english_commands(const struct rules *r, struct str s);

#endif
