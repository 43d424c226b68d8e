/* deck_diff: what a build changed, for the author to look at before importing it. */
#include "base/json.h"
#include "base/utf8.h"
#include "plan/deck.h"

#define LOSS_PERCENT 20
#define LOSS_MIN     3   /* of so few notes a fifth is nothing */
#define SHOWN_MOST   100 /* code points of what a note says */

size_t deck_newly_gone(const struct deck *deck) {
    size_t n = 0;
    for (size_t i = 0; i < deck->n_gone; i++)
        n += deck->gone[i].newly;
    return n;
}

bool deck_is_loss(const struct deck *deck) {
    size_t gone = deck_newly_gone(deck);
    return gone >= LOSS_MIN && gone * 100 > deck->n_before * LOSS_PERCENT;
}

struct counts {
    size_t fresh, changed, moved, removed, same;
};

static struct counts count(const struct deck *deck) {
    struct counts c = {.removed = deck_newly_gone(deck)};
    for (size_t i = 0; i < deck->n; i++) {
        const struct deck_note *n = &deck->v[i];
        c.fresh += n->change == IDS_NEW;
        c.changed += n->change == IDS_CHANGED;
        c.moved += n->moved;
        c.same += n->change == IDS_SAME && !n->moved;
    }
    return c;
}

static const char *change_name(const struct deck_note *n) {
    if (n->change == IDS_NEW)
        return "new";
    if (n->change == IDS_CHANGED)
        return "changed";
    return n->moved ? "moved" : NULL;
}

/* ---- text ---- */

/* One short line, without tags, and without what would reach a terminal as a command. */
static void put_plain(struct buf *out, struct str s) {
    size_t count = 0;
    for (const char *p = s.p, *end = str_end(s); s.n && p < end;) {
        uint32_t c = utf8_next(&p, end);
        struct str rest = {p, (size_t)(end - p)};
        size_t close = c == '<' ? str_find_byte(rest, '>') : SIZE_MAX;
        if (close != SIZE_MAX) {
            p += close + 1;
        } else if (count++ < SHOWN_MOST) {
            buf_code(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? ' ' : c);
        } else {
            buf_c(out, "…");
            return;
        }
    }
}

static void put_text(const struct deck *deck, const struct sources *s, struct buf *out) {
    for (size_t i = 0; i < deck->n; i++) {
        const struct deck_note *n = &deck->v[i];
        const char *change = change_name(n);
        struct place at = source_place(s, n->source);
        if (!change)
            continue;
        buf_printf(out, "%-8s %.*s:%u: ", change, STR_ARG(at.path), at.line);
        put_plain(out, n->says);
        buf_printf(out, " [%.*s]", STR_ARG(n->guid));
        if (n->moved) {
            buf_c(out, " from ");
            put_plain(out, n->was);
            buf_c(out, " to ");
            put_plain(out, n->deck);
        }
        buf_byte(out, '\n');
    }
    for (size_t i = 0; i < deck->n_gone; i++) {
        const struct deck_gone *g = &deck->gone[i];
        if (!g->newly)
            continue;
        const struct str parts[] = {g->path, g->key};
        bool both = g->path.n && g->key.n;
        buf_printf(out, "%-8s ", "removed");
        if (g->document.n)
            buf_printf(out, "%.*s: ", STR_ARG(g->document));
        put_plain(out, str_join(out->a,
                                both        ? parts
                                : g->path.n ? &parts[0]
                                            : &parts[1],
                                both ? 2 : 1, STR(" › ")));
        buf_printf(out, " [%.*s]\n", STR_ARG(g->guid));
    }
    struct counts c = count(deck);
    buf_printf(out, "%zu new, %zu changed, %zu moved, %zu removed, %zu as before\n", c.fresh,
               c.changed, c.moved, c.removed, c.same);
}

/* ---- JSON ---- */

static void put_note(struct json *j, const struct sources *s, const struct deck_note *n) {
    struct place at = source_place(s, n->source);
    json_open(j, '{');
    json_kstr(j, "change", str_of(change_name(n)));
    json_kstr(j, "guid", n->guid);
    json_kstr(j, "notetype", str_of(n->type->slug));
    json_kstr(j, "path", at.path);
    json_kint(j, "line", at.line);
    json_kstr(j, "says", n->says);
    json_kstr(j, "deck", n->deck);
    if (n->moved)
        json_kstr(j, "was", n->was);
    json_close(j, '}');
}

static void put_gone(struct json *j, const struct deck_gone *g) {
    json_open(j, '{');
    json_kstr(j, "change", STR("removed"));
    json_kstr(j, "guid", g->guid);
    json_kstr(j, "notetype", str_of(g->type->slug));
    json_kstr(j, "path", g->document);
    json_kstr(j, "titles", g->path);
    json_kstr(j, "says", g->key);
    json_close(j, '}');
}

static void put_json(const struct deck *deck, const struct sources *s, struct buf *out) {
    struct json j = json_to(out, true);
    struct counts c = count(deck);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_key(&j, "counts");
    json_open(&j, '{');
    json_kint(&j, "new", (int64_t)c.fresh);
    json_kint(&j, "changed", (int64_t)c.changed);
    json_kint(&j, "moved", (int64_t)c.moved);
    json_kint(&j, "removed", (int64_t)c.removed);
    json_kint(&j, "same", (int64_t)c.same);
    json_close(&j, '}');
    json_key(&j, "notes");
    json_open(&j, '[');
    for (size_t i = 0; i < deck->n; i++)
        if (change_name(&deck->v[i]))
            put_note(&j, s, &deck->v[i]);
    for (size_t i = 0; i < deck->n_gone; i++)
        if (deck->gone[i].newly)
            put_gone(&j, &deck->gone[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}

void deck_diff(const struct deck *deck, const struct sources *s, bool json, struct buf *out) {
    if (json)
        put_json(deck, s, out);
    else
        put_text(deck, s, out);
}
