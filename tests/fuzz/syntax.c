/* The front end on any bytes: load, normalise, parse; the tree keeps its promises. The first byte
 * chooses rules to turn off. */
#include "source/encoding.h"
#include "syntax/tree_check.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *a, struct str bytes, unsigned choice) {
    size_t n;
    const struct syntax_rule *rules = syn_rules(&n);
    struct str *off = arena_array(a, struct str, n);
    struct syntax_options o = {off, 0};
    for (size_t i = 0; i < n && choice; i++)
        if ((choice * 2654435761u >> (i % 24)) & 1)
            off[o.n_rules_off++] = str_of(rules[i].name);
    struct decoded text = enc_decode(a, bytes, (struct str){0}, true);
    struct sources s = source_from_text(a, STR("x.md"), text.text);
    struct tree_check t;
    if (tree_check(&t, syn_parse(a, s.v[0], choice > 127 ? &o : NULL, diag_open(a))))
        return;
    struct place p = source_place(&s, t.bad->span);
    fprintf(stderr, "%s at %u:%u: %s\n", node_kind_name((enum node_kind)t.bad->kind), p.line,
            p.column, t.why);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct failure f;
    if (setjmp(f.env))
        abort();
    struct arena *a = arena_open(&f);
    if (size)
        check(a, (struct str){(const char *)data + 1, size - 1}, data[0]);
    arena_close(a);
    return 0;
}
