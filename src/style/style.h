/* style: how a sheet looks: styles/NAME.yaml checked against style.def into numbers. For layout and
 * cli. A style names only what differs from the one it inherits; the root is style.def's defaults.
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/diag.h"

enum style_paper {
    PAPER_A3,
    PAPER_A4,
    PAPER_A5,
    PAPER_A6,
    PAPER_A7,
    PAPER_B5,
    PAPER_16K,
    PAPER_LETTER,
    PAPER_LEGAL,
    PAPER_COUNT
};
enum style_orientation { ORIENTATION_PORTRAIT, ORIENTATION_LANDSCAPE };
/* The first three families of fonts/fonts.yaml, in the order of enum font_family. */
enum style_family { STYLE_SANS, STYLE_SERIF, STYLE_KAI };
enum style_align { STYLE_JUSTIFY, STYLE_RAGGED };
enum style_detail {
    DETAIL_FULL,
    DETAIL_POINTS,
    DETAIL_KEYS,
    DETAIL_BLANKS,
    DETAIL_CORNELL,
    DETAIL_CARDS,
    DETAIL_COUNT
};
/* In the order of enum impose_scheme. */
enum style_impose {
    STYLE_NONE,
    STYLE_TWO_UP,
    STYLE_FOUR_UP,
    STYLE_BOOKLET,
    STYLE_FOLD,
    STYLE_NINE_UP,
    STYLE_CARDS
};
enum style_answers { ANSWERS_FOOT, ANSWERS_BACK };

struct style {
    struct str name, about; /* about: one line for `crib styles` */
#define STYLE(field, key, kind, value, least, most, doc) int32_t field;
#include "style/style.def"
#undef STYLE
};

/* Loads `name` (of data_dir/styles) or a file, when it holds a '/' or ends in ".yaml", with all it
 * inherits. NULL after reporting at path:line:column with the nearest key or the range. */
const struct style *style_load(struct arena *a, struct str data_dir, struct str name_or_path,
                               struct diag *d);

/* Sets one key as a command line does ("columns.count", "3"). False with *wants said ("a length
 * between 3 and 50 mm"), or *wants empty when there is no such key. */
bool style_set(struct arena *a, struct style *s, struct str key, struct str value,
               struct str *wants);

/* The style of style.def's defaults. */
struct style style_default(void);

/* "name  about" of every style in data_dir/styles, a line each, by name. False after reporting. */
bool style_list(struct arena *a, struct str data_dir, struct buf *out, struct diag *d);

/* Every key with its default, range and meaning, a line each (docs, `crib styles --keys`). */
void style_keys(struct buf *out);

/* Width and height of a paper lying upright. */
void style_paper_size(enum style_paper paper, mpt *width, mpt *height);

#endif
