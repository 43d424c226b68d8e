/* rules: the table of normalisation rules. */
#include "syntax/rules.h"

/* Radicals, kana, ideographs, Hangul: what the patterns call CJK. */
#define K                                                                                          \
    "\\x{2e80}-\\x{2fdf}\\x{3040}-\\x{30ff}\\x{3400}-\\x{4dbf}\\x{4e00}-\\x{9fff}"                 \
    "\\x{ac00}-\\x{d7a3}\\x{f900}-\\x{faff}\\x{20000}-\\x{3ffff}"

struct row {
    const char *name, *first, *needs, *pattern, *about;
    enum rule_kind kind;
};

static const struct row table[RULE_COUNT] = {
#define RULE(id, name, kind, first, needs, pattern, guard, about)                                  \
    {name, first, needs, pattern, about, RULE_##kind},
#include "syntax/rules.def"
#undef RULE
};

static const struct syntax_rule public_table[RULE_COUNT] = {
#define RULE(id, name, kind, first, needs, pattern, guard, about)                                  \
    {name, about, pattern, guard, RULE_##kind == RULE_WRITE},
#include "syntax/rules.def"
#undef RULE
};

static const char html_named[] =
    "^</?(?i:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|"
    "details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|"
    "head|"
    "header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|"
    "param|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)"
    "(?:[ \\t>]|/>|$)";
static const char html_any[] =
    "^(?:<[A-Za-z][A-Za-z0-9-]*+(?:[ \\t]+[^<>]*+)?/?>|</[A-Za-z][A-Za-z0-9-]*+[ \\t]*+>)[ \\t]*+$";

static void note_bytes(uint32_t mask[256], const char *bytes, uint32_t bit) {
    for (const char *p = bytes; *p; p++)
        mask[(unsigned char)*p] |= bit;
}

struct rules *rules_open(struct arena *a, const struct syntax_options *o) {
    struct rules *r = arena_new(a, struct rules);
    r->a = a;
    r->on = (uint32_t)(((uint64_t)1 << RULE_COUNT) - 1);
    for (size_t i = 0; o && i < o->n_rules_off; i++)
        rules_turn_off(r, o->rules_off[i]);
    for (int i = 0; i < RULE_COUNT; i++) {
        note_bytes(r->first, table[i].first, rule_bit((enum rule)i) & r->on);
        note_bytes(r->needs, table[i].needs, rule_bit((enum rule)i) & r->on);
    }
    r->needs['`'] |= SEEN_TICK;
    r->needs['<'] |= SEEN_ANGLE;
    r->needs['('] |= SEEN_PAREN;
    r->needs[']'] |= SEEN_BRACKET;
    r->needs['|'] |= SEEN_BAR;
    return r;
}

void rules_turn_off(struct rules *r, struct str name) {
    for (int i = 0; i < RULE_COUNT; i++) {
        if (!str_eqc(name, table[i].name))
            continue;
        uint32_t keep = ~rule_bit((enum rule)i);
        r->on &= keep;
        for (int c = 0; c < 256; c++) {
            r->first[c] &= keep;
            if (table[i].needs[0]) /* the bits of others may be in use */
                r->needs[c] &= keep;
        }
    }
}

enum rule_kind rule_kind(enum rule id) {
    return table[id].kind;
}

const char *rule_name(enum rule id) {
    return table[id].name;
}

const char *rule_about(enum rule id) {
    return table[id].about;
}

void rules_tell(enum rule id, struct span span, struct diag *d) {
    diag_at(d, DIAG_NORMALISED, span, str_of(table[id].about),
            str_format(d->a, "%s, first here", table[id].name));
}

struct pattern *rule_pattern(struct rules *r, enum rule id) {
    if (!r->pattern[id])
        r->pattern[id] = pat_must(r->a, table[id].pattern);
    return r->pattern[id];
}

bool rules_html_block(struct rules *r, struct str s, int kind) {
    struct pattern **p = &r->html[kind == 7];
    if (!*p)
        *p = pat_must(r->a, kind == 7 ? html_any : html_named);
    return pat_test(*p, s);
}

const struct syntax_rule *syn_rules(size_t *n) {
    *n = RULE_COUNT;
    return public_table;
}
