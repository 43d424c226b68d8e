/* image_uses: how often an SVG would have its parts drawn again. A picture of a few lines can ask
 * for billions of drawings, by parts that use parts; librsvg gives up after half a million, which
 * are seconds. Tags are looked for, not parsed: what is missed costs time, nothing else.
 *
 * Terms: part   an element with an id; part 0 is the picture
 *        edge   a part stands in another one, or is drawn again by a reference in it */
#include "layout/image_int.h"

#include "base/map.h"
#include "base/vec.h"

enum { ROUNDS = 24 }; /* of parts that use parts; two a time are millions by then */

struct edge {
    uint32_t from, to;
    bool again;
};

struct uses {
    struct arena *a;
    struct map ids;
    uint32_t n; /* parts */
    VEC(struct edge) edges;
    VEC(uint32_t) open; /* for each element that is open, the part it belongs to */
    bool any;
};

static uint32_t part_of(struct uses *u, struct str id) {
    struct map_entry *e = map_put(&u->ids, id);
    if (!e->num)
        e->num = (int64_t)u->n++;
    return (uint32_t)e->num;
}

static void add_edge(struct uses *u, uint32_t from, uint32_t to, bool again) {
    vec_push(u->a, &u->edges, (struct edge){from, to, again});
    u->any |= again;
}

/* Up to a quote or bracket. */
static struct str name_at(struct str tag, size_t at) {
    size_t end = at;
    while (end < tag.n && !strchr("\"')> ", tag.p[end]))
        end++;
    return str_slice(tag, at, end);
}

static void read_references(struct uses *u, uint32_t part, struct str tag) {
    for (size_t at = 0; at < tag.n; at++) {
        const char *hash = memchr(tag.p + at, '#', tag.n - at);
        if (!hash)
            return;
        at = (size_t)(hash - tag.p);
        struct str before = str_slice(tag, 0, at);
        if (str_ends(before, STR("href=\"")) || str_ends(before, STR("href='")) ||
            str_ends(before, STR("url(")))
            add_edge(u, part, part_of(u, name_at(tag, at + 1)), true);
    }
}

static void read_tag(struct uses *u, struct str tag) {
    uint32_t around = u->open.n ? u->open.v[u->open.n - 1] : 0, part = around;
    size_t id = str_find(tag, STR(" id="));
    if (id != SIZE_MAX && id + 5 < tag.n) {
        part = part_of(u, name_at(tag, id + 5));
        add_edge(u, around, part, false);
    }
    read_references(u, part, tag);
    if (tag.p[tag.n - 1] != '/')
        vec_push(u->a, &u->open, part);
}

static void read_tags(struct uses *u, struct str svg) {
    for (size_t at = 0; at < svg.n;) {
        size_t open = str_find_byte(str_from(svg, at), '<');
        size_t close = open == SIZE_MAX ? open : str_find_byte(str_from(svg, at + open), '>');
        if (close == SIZE_MAX)
            return;
        struct str tag = str_slice(svg, at + open + 1, at + open + close);
        at += open + close + 1;
        if (tag.n == 0 || tag.p[0] == '!' || tag.p[0] == '?')
            continue;
        if (tag.p[0] != '/')
            read_tag(u, tag);
        else if (u->open.n)
            u->open.n--;
    }
}

/* Drawings in the picture, those in parts up to one level deeper each round. */
static uint32_t count(const struct uses *u, uint32_t most) {
    uint64_t *now = arena_array(u->a, uint64_t, u->n), *next = arena_array(u->a, uint64_t, u->n);
    for (int round = 0; round < ROUNDS && now[0] <= most; round++) {
        memset(next, 0, u->n * sizeof(*next));
        for (size_t i = 0; i < u->edges.n; i++) {
            const struct edge *e = &u->edges.v[i];
            next[e->from] = MIN(next[e->from] + now[e->to] + e->again, (uint64_t)most + 1);
        }
        if (memcmp(now, next, u->n * sizeof(*now)) == 0)
            break;
        uint64_t *other = now;
        now = next;
        next = other;
    }
    return (uint32_t)now[0];
}

bool svg_uses_most(struct failure *f, struct str svg, uint32_t most) {
    struct arena *a = arena_open(f);
    struct uses u = {.a = a, .ids = map_in(a), .n = 1};
    read_tags(&u, svg);
    bool more = u.any && count(&u, most) > most;
    arena_close(a);
    return more;
}
