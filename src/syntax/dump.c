/* dump: the tree as JSON, one object a node, keys only where they say something. */
#include "base/json.h"
#include "syntax/syntax.h"

static void dump_strings(struct json *j, const char *key, const struct str *v, size_t n) {
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        json_str(j, v[i]);
    json_close(j, ']');
}

static void dump_front(struct json *j, const struct front_matter *f) {
    json_key(j, "front_matter");
    if (f->span.at == 0) {
        json_nil(j);
        return;
    }
    json_open(j, '{');
    json_kstr(j, "title", f->title);
    json_kstr(j, "deck", f->deck);
    dump_strings(j, "tags", f->tags, f->n_tags);
    dump_strings(j, "aliases", f->aliases, f->n_aliases);
    json_kbool(j, "readable", f->all != NULL);
    json_close(j, '}');
}

static void dump_place(struct json *j, const struct sources *s, struct span span) {
    struct place p = source_place(s, span);
    json_kint(j, "line", p.line);
    json_kint(j, "column", p.column);
}

static void if_number(struct json *j, const char *key, int64_t v) {
    if (v)
        json_kint(j, key, v);
}

static void if_true(struct json *j, const char *key, bool v) {
    if (v)
        json_kbool(j, key, v);
}

static void if_text(struct json *j, const char *key, struct str s) {
    if (s.n)
        json_kstr(j, key, s);
}

static void dump_fields(struct json *j, const struct node *n) {
    static const char *const tasks[] = {"", "open", "done"};
    static const char *const aligns[] = {"", "left", "center", "right"};
    if_number(j, "level", n->level);
    if_text(j, "task", str_of(tasks[n->task]));
    if_text(j, "align", str_of(aligns[n->align]));
    if_true(j, "ordered", n->ordered);
    if_true(j, "tight", n->tight);
    if_true(j, "head", n->is_head);
    if_true(j, "display", n->display);
    if_true(j, "html", n->from_html);
    if_number(j, "indent", n->indent);
    if_number(j, "columns", n->columns);
    if_text(j, "text", n->text);
    if_text(j, "target", n->more->target);
    if_text(j, "title", n->more->title);
    if_text(j, "hint", n->more->hint);
    if_text(j, "block_id", n->more->block_id);
}

static void dump_node(struct json *j, const struct sources *s, const struct node *n) {
    json_open(j, '{');
    json_kstr(j, "kind", str_of(node_kind_name((enum node_kind)n->kind)));
    dump_place(j, s, n->span);
    json_kint(j, "bytes", n->span.len);
    dump_fields(j, n);
    if (n->first) {
        json_key(j, "children");
        json_open(j, '[');
        for (const struct node *c = n->first; c; c = c->next)
            dump_node(j, s, c);
        json_close(j, ']');
    }
    json_close(j, '}');
}

void syn_dump(const struct document *const *v, size_t n, const struct sources *s, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_key(&j, "documents");
    json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&j, '{');
        json_kstr(&j, "path", v[i]->source->path);
        json_kstr(&j, "encoding", v[i]->source->encoding);
        dump_front(&j, &v[i]->front);
        json_key(&j, "root");
        dump_node(&j, s, v[i]->root);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
