/* pins: see pins.h. */
#include "study/pins.h"

/* Where a bracket at the end of s opens, with the blank before it, and what is in it; SIZE_MAX:
 * nowhere. It stands apart, or it is an index: a[last]. */
static size_t last_bracket(struct str s, struct str *inside) {
    size_t at = s.n;
    if (!str_ends(s, STR("]")))
        return SIZE_MAX;
    while (at > 0 && !str_starts(str_from(s, at - 1), STR(" [")))
        at--;
    if (at < 2)
        return SIZE_MAX;
    *inside = str_trim(str_slice(s, at + 1, s.n - 1));
    return at - 1;
}

static bool read_word(const struct labels *l, struct str word, struct pins *p) {
    p->here = p->here || labels_has(l, WORDS_PIN_HERE, word);
    p->first = p->first || labels_has(l, WORDS_PIN_FIRST, word);
    p->last = p->last || labels_has(l, WORDS_PIN_LAST, word);
    p->ordered = p->ordered || labels_has(l, WORDS_PIN_OPTIONS, word);
    return labels_has(l, WORDS_PIN_HERE, word) || labels_has(l, WORDS_PIN_FIRST, word) ||
           labels_has(l, WORDS_PIN_LAST, word) || labels_has(l, WORDS_PIN_OPTIONS, word);
}

struct pins pins_take(struct builder *b, struct rich *text) {
    struct pins p = {0};
    for (;;) {
        struct str s = str_trim_end(text->plain), inside;
        size_t at = last_bracket(s, &inside);
        if (at == SIZE_MAX || build_is_verbatim(text, at + 1) || !read_word(b->labels, inside, &p))
            return p;
        build_mark(b, text, at, text->plain.n);
        *text = build_slice(b, text, 0, at);
    }
}

int8_t pins_place(const struct pins *p, size_t at) {
    return p->last ? -1 : p->first ? 1 : p->here ? (int8_t)(at + 1) : 0;
}
