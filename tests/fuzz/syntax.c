/* The front end on any bytes: decode, normalise, parse; the tree keeps its promises. The first byte
 * chooses rules to turn off. */
#include "source/encoding.h"
#include "tree_check.h"

#include "fuzz.h"

static struct syntax_options rules_off(struct arena *a, unsigned choice) {
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    struct str *off = arena_array(a, struct str, n);
    struct syntax_options o = {off, 0};
    for (size_t i = 0; i < n && choice > 127; i++)
        if ((choice * 2654435761u >> (i % 24)) & 1)
            off[o.n_rules_off++] = str_of(rules[i].name);
    return o;
}

void fuzz_one(struct arena *a, struct str data) {
    struct syntax_options o = rules_off(a, fuzz_choice(&data));
    struct decoded text = enc_decode(a, data, (struct str){0}, true);
    struct sources s = source_from_text(a, STR("x.md"), text.text);
    struct tree_check t;
    if (tree_check(&t, syn_parse(a, s.v[0], &o, diag_open(a))))
        return;
    struct place p = source_place(&s, t.bad->span);
    fuzz_fail("%s at %u:%u: %s", node_kind_name((enum node_kind)t.bad->kind), p.line, p.column,
              t.why);
}
