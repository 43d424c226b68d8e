/* wiki: what stands between the brackets of [[links]] and ![[embeds]]. */
#include "syntax/wiki.h"

#include "syntax/shape.h"

bool wiki_is_width(struct str s) {
    size_t i = 0;
    while (i < s.n && byte_is_digit(s.p[i]))
        i++;
    if (i == 0)
        return false;
    if (i + 1 < s.n && s.p[i] == 'x')
        for (i++; i < s.n && byte_is_digit(s.p[i]); i++)
            ;
    return i == s.n;
}

size_t wiki_end(struct str s, size_t at, bool *embed) {
    *embed = at < s.n && s.p[at] == '!';
    size_t i = at + *embed;
    if (i + 4 >= s.n || s.p[i] != '[' || s.p[i + 1] != '[' || (s.p[i + 2] == ' ' && !*embed))
        return 0; /* `[[ ` belongs to a shell */
    for (i += 2; i < s.n && s.p[i] != '[' && s.p[i] != ']' && s.p[i] != '\n'; i++)
        ;
    bool closed = i + 1 < s.n && s.p[i] == ']' && s.p[i + 1] == ']';
    return closed && i > at + *embed + 2 ? i + 2 : 0;
}

static void add_shown(struct arena *a, struct node *n, struct str inside, struct str shown,
                      uint32_t at) {
    struct span span = {at + (uint32_t)(shown.p - inside.p), (uint32_t)shown.n};
    struct node *text = shape_node(a, NODE_TEXT, span);
    text->text = shown;
    shape_insert(n, n->last, text);
}

void wiki_make(struct arena *a, struct node *n, struct str s, uint32_t at, bool embed) {
    size_t bar = str_find_byte(s, '|');
    struct str target = str_slice(s, 0, bar);
    struct str alias = str_trim(str_from(s, bar == SIZE_MAX ? s.n : bar + 1));
    if (bar != SIZE_MAX && target.n && target.p[target.n - 1] == '\\')
        target.n--; /* within tables the bar is escaped */
    size_t hash = str_find_byte(target, '#');
    n->kind = embed ? NODE_EMBED : NODE_WIKILINK;
    struct node_more *more = shape_more(a, n);
    more->title = str_trim(str_from(target, hash == SIZE_MAX ? target.n : hash + 1));
    more->target = str_trim(str_slice(target, 0, hash));
    n->text = (struct str){0};
    if (embed && wiki_is_width(alias))
        more->hint = alias;
    else if (alias.n)
        add_shown(a, n, s, alias, at);
    else if (!embed)
        add_shown(a, n, s, target.n ? target : s, at);
}
