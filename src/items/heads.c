/* heads: rows of heads.yaml, looked through one by one: only names in brackets are. */
#include "items/heads.h"

#include "style/data.h"

#include <strings.h>

struct head {
    struct str han;
    const struct yml *names;
};

struct heads {
    const struct head *v;
    size_t n;
};

const struct heads *heads_load(struct arena *a, struct str data_dir, struct diag *d) {
    struct str path, text;
    const struct yml *root = data_read(a, data_dir, "styles/items/heads.yaml", &path, &text, d);
    if (!root)
        return NULL;
    struct heads *h = arena_new(a, struct heads);
    struct head *v = arena_array(a, struct head, root->n);
    for (size_t i = 0; i < root->n; i++)
        if (root->v[i].kind == YML_LIST)
            v[h->n++] = (struct head){root->v[i].key, &root->v[i]};
    h->v = v;
    return h;
}

/* The head of heat of combustion is heat, of depth-first search search. */
static struct str head_of(struct str name) {
    static const char *const ends[] = {" of ", " by ", " for ", " in "};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        size_t at = str_find(name, str_of(ends[i]));
        if (at != SIZE_MAX)
            name = str_slice(name, 0, at);
    }
    size_t at = name.n;
    while (at > 0 && byte_is_letter(name.p[at - 1]))
        at--;
    return str_from(name, at);
}

static bool is_same(struct str a, struct str b) {
    return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

static bool is_head(struct str head, struct str row) {
    if (row.n && row.p[0] == '-') {
        struct str end = str_from(row, 1);
        return head.n > end.n && is_same(str_from(head, head.n - end.n), end);
    }
    bool plural = head.n == row.n + 1 && (head.p[row.n] == 's' || head.p[row.n] == 'S');
    return is_same(plural ? str_slice(head, 0, row.n) : head, row);
}

bool heads_agree(const struct heads *h, struct str term, struct str name) {
    const struct head *found = NULL;
    for (size_t i = 0; h && i < h->n; i++)
        if (str_ends(term, h->v[i].han) && (!found || h->v[i].han.n > found->han.n))
            found = &h->v[i];
    struct str head = head_of(name);
    for (size_t i = 0; found && i < found->names->n; i++)
        if (is_head(head, found->names->v[i].scalar))
            return true;
    return false;
}
