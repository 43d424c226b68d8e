/* yml: YAML to a tree. Recursion follows nesting, which DEPTH_MOST caps. */
#include "base/yml.h"

#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <yaml.h>

enum { BYTES_MOST = 1 << 20, DEPTH_MOST = 32, NODES_MOST = 20000 };
enum { LARGE_BYTES_MOST = 1 << 26, LARGE_NODES_MOST = 10000000 };

/* What is wrong and where, from line 1 and column 1 of the text. */
struct trouble {
    struct str text;
    uint32_t line, column;
};

struct reader {
    struct arena *a;
    yaml_parser_t parser;
    yaml_event_t event; /* the newest one, zero when there is none */
    bool open;
    uint32_t line_offset;
    size_t nodes, nodes_most;
    int depth;
    struct trouble trouble;
};

/* Frees what libyaml holds; on the way out and when a run unwinds. */
static void close_reader(void *arg) {
    struct reader *r = arg;
    if (!r->open)
        return;
    yaml_event_delete(&r->event);
    yaml_parser_delete(&r->parser);
    r->open = false;
}

static bool refuse(struct reader *r, yaml_mark_t mark, const char *text) {
    r->trouble = (struct trouble){str_of(text), (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
    return false;
}

static bool parser_trouble(struct reader *r) {
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        fail_raise(arena_failure(r->a), "out of memory");
    refuse(r, p->problem_mark, "");
    struct str problem = str_of(p->problem ? p->problem : "cannot be parsed");
    r->trouble.text = str_copy(r->a, problem);
    return false;
}

/* Takes the next event; the one before is gone. */
static bool next(struct reader *r) {
    yaml_event_delete(&r->event);
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        memset(&r->event, 0, sizeof(r->event));
        return parser_trouble(r);
    }
    return true;
}

static bool after_next(struct reader *r) {
    bool ok = next(r);
    return ok && next(r);
}

/* Whether an event carries a tag or an anchor. */
static bool has_extras(const yaml_event_t *e) {
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return e->data.scalar.tag || e->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return e->data.sequence_start.tag || e->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
        return e->data.mapping_start.tag || e->data.mapping_start.anchor;
    default:
        return false;
    }
}

static bool admitted(struct reader *r) {
    const yaml_event_t *e = &r->event;
    if (e->type == YAML_ALIAS_EVENT)
        return refuse(r, e->start_mark, "aliases (*name) are not supported; write the value out");
    if (has_extras(e))
        return refuse(r, e->start_mark, "tags (!name) and anchors (&name) are not supported");
    if (++r->nodes > r->nodes_most)
        return refuse(r, e->start_mark,
                      r->nodes_most == NODES_MOST ? "more than 20000 values"
                                                  : "more than ten million values");
    if (r->depth == DEPTH_MOST && e->type != YAML_SCALAR_EVENT)
        return refuse(r, e->start_mark, "more than 32 levels");
    return true;
}

static bool read_node(struct reader *r, struct yml *out);

typedef VEC(struct yml) yml_vec;

static bool read_list(struct reader *r, yml_vec *children) {
    for (;;) {
        if (!next(r))
            return false;
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return true;
        struct yml child = {0};
        if (!read_node(r, &child))
            return false;
        vec_push(r->a, children, child);
    }
}

/* Reads the key at hand into the child. */
static bool read_key(struct reader *r, struct map *keys, struct yml *child) {
    struct yml key = {0};
    if (!read_node(r, &key))
        return false;
    yaml_mark_t mark = {.line = key.line - 1 - r->line_offset, .column = key.column - 1};
    if (key.kind != YML_SCALAR)
        return refuse(r, mark, "a key must be plain text");
    if (!key.quoted && str_eqc(key.scalar, "<<"))
        return refuse(r, mark, "merge keys (<<) are not supported; write the values out");
    struct map_entry *e = map_put(keys, key.scalar);
    if (e->num)
        return refuse(r, mark, "this key is there twice");
    e->num = 1;
    child->key = key.scalar;
    child->key_line = key.line;
    child->key_column = key.column;
    return true;
}

static bool read_map(struct reader *r, yml_vec *children) {
    struct map keys = map_in(r->a);
    for (;;) {
        if (!next(r))
            return false;
        if (r->event.type == YAML_MAPPING_END_EVENT)
            return true;
        struct yml child = {0};
        if (!read_key(r, &keys, &child) || !next(r) || !read_node(r, &child))
            return false;
        vec_push(r->a, children, child);
    }
}

/* Reads the node whose first event is at hand; leaves its last event at hand. */
static bool read_node(struct reader *r, struct yml *out) {
    const yaml_event_t *e = &r->event;
    yml_vec children = {0};
    if (!admitted(r))
        return false;
    out->line = (uint32_t)e->start_mark.line + 1 + r->line_offset;
    out->column = (uint32_t)e->start_mark.column + 1;
    if (e->type == YAML_SCALAR_EVENT) {
        struct str value = {(const char *)e->data.scalar.value, e->data.scalar.length};
        out->kind = YML_SCALAR;
        out->scalar = str_copy(r->a, value);
        out->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
        return true;
    }
    out->kind = e->type == YAML_SEQUENCE_START_EVENT ? YML_LIST : YML_MAP;
    r->depth++;
    bool ok = out->kind == YML_LIST ? read_list(r, &children) : read_map(r, &children);
    r->depth--;
    out->v = children.v;
    out->n = children.n;
    return ok;
}

static bool is_empty_scalar(const struct yml *node) {
    return node->kind == YML_SCALAR && !node->quoted && node->scalar.n == 0;
}

/* stream start, [document start, node, document end], stream end */
static bool read_stream(struct reader *r, struct yml *root) {
    *root = (struct yml){.kind = YML_MAP, .line = 1 + r->line_offset, .column = 1};
    if (!after_next(r))
        return false;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true;
    if (!next(r) || !read_node(r, root) || !after_next(r))
        return false;
    if (r->event.type != YAML_STREAM_END_EVENT)
        return refuse(r, r->event.start_mark, "a second document starts here; only one is read");
    if (is_empty_scalar(root))
        root->kind = YML_MAP;
    return true;
}

/* libyaml would count a byte order mark as a column. */
static struct str without_bom(struct str text) {
    return str_starts(text, STR("\xEF\xBB\xBF")) ? str_from(text, 3) : text;
}

static const struct yml *parse(struct arena *a, struct str text, uint32_t line_offset, bool large,
                               struct trouble *trouble) {
    struct reader *r = arena_new(a, struct reader);
    struct yml *root = arena_new(a, struct yml);
    r->a = a;
    r->line_offset = line_offset;
    r->nodes_most = large ? LARGE_NODES_MOST : NODES_MOST;
    if (text.n > (size_t)(large ? LARGE_BYTES_MOST : BYTES_MOST)) {
        *trouble = (struct trouble){
            large ? STR("is larger than 64 MiB") : STR("is larger than 1 MiB"), 1, 1};
        return NULL;
    }
    arena_defer(a, close_reader, r);
    if (!yaml_parser_initialize(&r->parser))
        fail_raise(arena_failure(a), "out of memory");
    r->open = true;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    text = without_bom(text);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)(text.n ? text.p : ""), text.n);
    bool ok = read_stream(r, root);
    close_reader(r);
    *trouble = r->trouble;
    return ok ? root : NULL;
}

/* Line number `line` (from 1) of the text, or nothing. */
static struct str line_of(struct str text, uint32_t line) {
    struct str found = {0};
    text = without_bom(text);
    for (uint32_t i = 0; i < line; i++)
        if (!str_next_line(&text, &found))
            return (struct str){0};
    return str_ends(found, STR("\r")) ? str_slice(found, 0, found.n - 1) : found;
}

const struct yml *yml_read(struct arena *a, struct str path, struct str text, uint32_t line_offset,
                           struct diag *d) {
    struct trouble t;
    const struct yml *root = parse(a, text, line_offset, false, &t);
    if (!root)
        diag_in(d, DIAG_YAML_SYNTAX,
                (struct place){path, t.line + line_offset, t.column, line_of(text, t.line), 1},
                t.text);
    return root;
}

static const struct yml *parse_or_tell(struct arena *a, struct str text, bool large,
                                       struct str *error) {
    struct trouble t;
    const struct yml *root = parse(a, text, 0, large, &t);
    if (!root)
        *error = str_format(a, "line %u, column %u: %.*s", (unsigned)t.line, (unsigned)t.column,
                            STR_ARG(t.text));
    return root;
}

const struct yml *yml_parse(struct arena *a, struct str text, struct str *error) {
    return parse_or_tell(a, text, false, error);
}

const struct yml *yml_parse_large(struct arena *a, struct str text, struct str *error) {
    return parse_or_tell(a, text, true, error);
}

const struct yml *yml_get(const struct yml *map, const char *key) {
    for (size_t i = 0; map && map->kind == YML_MAP && i < map->n; i++)
        if (str_eqc(map->v[i].key, key))
            return &map->v[i];
    return NULL;
}

struct str yml_str(const struct yml *map, const char *key) {
    const struct yml *node = yml_get(map, key);
    return node && node->kind == YML_SCALAR ? node->scalar : (struct str){0};
}

struct place yml_place(struct str path, struct str text, const struct yml *node, bool of_key) {
    struct place place = {.path = path, .width = 1};
    place.line = of_key ? node->key_line : node->line;
    place.column = of_key ? node->key_column : node->column;
    place.text = line_of(text, place.line);
    struct str left = str_from(place.text, utf8_offset(place.text, place.column - 1));
    struct str shown = of_key ? node->key : node->kind == YML_SCALAR ? node->scalar : STR("");
    uint32_t quotes = left.n && (left.p[0] == '\'' || left.p[0] == '"') ? 2 : 0;
    if (str_starts(str_from(left, quotes / 2), shown) && shown.n)
        place.width = (uint32_t)utf8_count(shown) + quotes;
    return place;
}
