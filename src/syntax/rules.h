/* rules: the table of normalisation rules, compiled. For the files of this folder.
 *
 * A rule whose pattern no line of a note asks for is never compiled, so that a folder of small
 * notes does not pay for the whole table again and again. */
#ifndef SYNTAX_RULES_H
#define SYNTAX_RULES_H

#include "base/pattern.h"
#include "syntax/syntax.h"

enum rule_kind { RULE_FIX, RULE_WRITE, RULE_CARRY, RULE_DROP, RULE_MODE };

enum rule {
#define RULE(id, name, kind, first, needs, pattern, guard, about) RULE_##id,
#include "syntax/rules.def"
#undef RULE
    RULE_COUNT
};

struct rules {
    struct arena *a;
    uint32_t on;                         /* bit per rule */
    uint32_t first[256];                 /* rules that may begin at a line whose text begins so */
    uint32_t needs[256];                 /* rules that a byte inside the line makes possible */
    struct pattern *pattern[RULE_COUNT]; /* compiled at first use */
    struct pattern *html[2];             /* beginnings of raw HTML blocks: kind 6, kind 7 */
};

/* All rules but those named in `o`; lives as long as `a`, for one thread. */
struct rules *rules_open(struct arena *a, const struct syntax_options *o);
void rules_turn_off(struct rules *r, struct str name); /* an unknown name is ignored */

/* In `needs` beside the rules, of which the last have none: bytes that begin what no rule may
 * touch.
 */
#define SEEN_TICK    ((uint32_t)1 << 31)
#define SEEN_ANGLE   ((uint32_t)1 << 30)
#define SEEN_PAREN   ((uint32_t)1 << 29)
#define SEEN_BRACKET ((uint32_t)1 << 28)
#define SEEN_BAR     ((uint32_t)1 << 27)
#define SEEN_TARGET  (SEEN_PAREN | SEEN_BRACKET)

static inline bool rule_on(const struct rules *r, enum rule id) {
    return r->on >> id & 1;
}
static inline uint32_t rule_bit(enum rule id) {
    return (uint32_t)1 << id;
}
enum rule_kind rule_kind(enum rule id);
const char *rule_name(enum rule id);
const char *rule_about(enum rule id);
/* Says that the rule, one that changes no line, was of use here for the first time. */
void rules_tell(enum rule id, struct span span, struct diag *d);
struct pattern *rule_pattern(struct rules *r, enum rule id);

/* The beginning of a raw HTML block (CommonMark 4.6): kind 6 by the name of its tag, kind 7 any tag
 * alone on its line. `s` begins with '<'. */
bool rules_html_block(struct rules *r, struct str s, int kind);

#endif
