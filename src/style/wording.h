/* wording: what crib itself writes on paper and cards, by language:
 * styles/wording/<domain>.<lang>.yaml, a map (nested maps give dotted keys) of texts with `{name}`
 * places. For items, plan, layout, emit. */
#ifndef STYLE_WORDING_H
#define STYLE_WORDING_H

#include "base/diag.h"
#include "base/map.h"

struct wording {
    struct map texts; /* dotted key -> struct str * */
    struct str lang;
};

/* Loads a domain ("items", "sheet", "paper", "deck") in a language; falls back to English, then
 * reports what is missing and returns NULL. */
const struct wording *wording_load(struct arena *a, struct str data_dir, const char *domain,
                                   struct str lang, struct diag *d);

/* The text of a dotted key ("recall.noun"); empty when the table has no such row. */
struct str wording_get(const struct wording *w, const char *key);

/* The text with its `{name}` places filled: pairs of const char * name, struct str value, ended by
 * NULL. */
struct str wording_fill(struct arena *a, const struct wording *w, const char *key, ...);

#endif
