/* node: names of node kinds, plain text of a subtree. */
#include "syntax/node.h"

static const struct {
    const char *name;
    bool is_block;
} kinds[NODE_KIND_COUNT] = {
#define NODE(id, name, is_block) {name, is_block},
#include "syntax/node.def"
#undef NODE
};

const struct node_more node_nothing = {0};

const char *node_kind_name(enum node_kind k) {
    return kinds[k].name;
}

bool node_is_block(enum node_kind k) {
    return kinds[k].is_block;
}

static void put_space(struct buf *b) {
    if (b->n && b->p[b->n - 1] != ' ')
        buf_byte(b, ' ');
}

static void put_plain(struct buf *b, const struct node *n) {
    switch ((enum node_kind)n->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_MATH:
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
        buf_str(b, n->text);
        break;
    case NODE_SOFT_BREAK:
    case NODE_LINE_BREAK:
        put_space(b);
        break;
    default:
        break;
    }
    for (const struct node *c = n->first; c; c = c->next) {
        if (node_is_block((enum node_kind)c->kind))
            put_space(b);
        put_plain(b, c);
    }
}

struct str node_plain(struct arena *a, const struct node *n) {
    struct buf b = buf_in(a);
    put_plain(&b, n);
    return buf_get(&b);
}
