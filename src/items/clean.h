/* clean: the author's text made fit for a stem, an option or a key: what a reader is to see,
 * without emphasis, links, emoji, struck words and the shorthand of notes. Code, mathematics, sub-
 * and superscript survive. For items. */
#ifndef ITEMS_CLEAN_H
#define ITEMS_CLEAN_H

#include "study/rich.h"

enum clean_trouble {
    CLEAN_IMAGE = 1 << 0, /* held a picture (left out) */
    CLEAN_RAGGED =
        1 << 1, /* a blank stands between two Han characters where something is missing */
    CLEAN_VERSUS = 1 << 2,  /* "vs" between Chinese words */
    CLEAN_BREAK = 1 << 3,   /* held a line the author ended himself (now a blank) */
    CLEAN_ARROW = 1 << 4,   /* holds an arrow: shorthand for a sentence not written */
    CLEAN_DISPLAY = 1 << 5, /* holds display mathematics */
    CLEAN_HOLE = 1 << 9,    /* 定义在 或元素内部: a word fell out, say a tag */
    CLEAN_GLUED = 1 << 8,   /* **Name** text: bold words in front, with nothing to join them */
    CLEAN_STRUCK = 1 << 7,  /* held struck words (left out): what is left may be no sentence */
    CLEAN_MARKUP = 1 << 6   /* holds leftovers of markup: **, ~~, [[, <tag>, |, `, [00:02:00] */
};

struct clean {
    struct rich text; /* trimmed */
    unsigned trouble; /* enum clean_trouble, or-ed */
};

/* What kind of text it is decides how far shorthand is written out: in a statement `+` and `/`
 * between Chinese words become 、 and 或; a name keeps them. */
enum clean_kind { CLEAN_NAME, CLEAN_STATEMENT };

struct clean clean_rich(struct arena *a, const struct rich *r, enum clean_kind kind);

/* The text without full stops at its end. */
struct str clean_stop_off(struct str s);

/* Without a final 。；：.; and blanks; `?` and `!` stay. */
struct rich clean_without_stop(struct arena *a, const struct rich *r);
/* Whether brackets of each kind, quotes and backticks are balanced. */
bool clean_is_balanced(struct str s);
/* A + B + C: things strung together where a sentence should stand. */
bool clean_is_shorthand(struct str s);
/* Text for use inside “ ”: those quotes become ‘ ’. */
struct rich clean_inner_quotes(struct arena *a, const struct rich *r);

#endif
