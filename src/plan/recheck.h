/* recheck: the keys of a set of papers once more, from its manifest alone: right options and
 * permutation give each key again, to be compared with the one noted and with what is printed where
 * the manifest says. For cli. */
#ifndef PLAN_RECHECK_H
#define PLAN_RECHECK_H

#include "base/yml.h"

/* Where one answer goes, in mm from the page's top left. */
struct recheck_box {
    uint32_t page; /* from 1 */
    double x, y, w, h;
    struct str key; /* of this box: the letters, one of them, T or F; empty: some text */
};

struct recheck_item {
    uint32_t number;
    struct str kind, key, derived; /* derived: empty where the key is no letters */
    const struct recheck_box *boxes;
    size_t n_boxes;
};

struct recheck_paper {
    struct str variant;
    const struct recheck_item *items;
    size_t n;
    bool adds_up; /* marks of items and sections */
};

struct recheck {
    const struct recheck_paper *papers;
    size_t n;
};

/* Reads the text of a manifest; NULL with *error when it is none. Owned by `a`. */
const struct recheck *recheck_read(struct arena *a, struct str text, struct str *error);

#endif
