/* front: the YAML at the beginning of a note.
 *
 * Terms: fence, the lines `---` (or `...` to end it) around it. */
#include "syntax/front.h"

#include "base/yml.h"

/* Finds the fences; false when the text does not begin with front matter. *body is what stands
 * between, *end the offset of the line behind. */
static bool find_fences(struct str text, struct str *body, uint32_t *end) {
    struct str rest = text, line;
    if (!str_next_line(&rest, &line) || !str_eqc(str_trim_end(line), "---"))
        return false;
    const char *begin = rest.p;
    while (str_next_line(&rest, &line)) {
        struct str mark = str_trim_end(line);
        if (!str_eqc(mark, "---") && !str_eqc(mark, "..."))
            continue;
        *body = (struct str){begin, (size_t)(line.p - begin)};
        *end = (uint32_t)(text.n - rest.n);
        return true;
    }
    return false;
}

/* `word:` at the beginning of a line and nothing that only prose has. */
static bool has_key_line(struct str body) {
    struct str line;
    while (str_next_line(&body, &line)) {
        size_t i = 0;
        while (i < line.n && ((line.p[i] | 32) >= 'a') && ((line.p[i] | 32) <= 'z'))
            i++;
        if (i > 0 && i < line.n && line.p[i] == ':')
            return true;
    }
    return false;
}

static struct str tag_of(struct str s) {
    s = str_trim(s);
    return s.n && s.p[0] == '#' ? str_from(s, 1) : s;
}

typedef VEC(struct str) names;

/* `a, b`, `a b`, `#a #b` (tags hold no blanks), or one name that may hold blanks. */
static void split_names(struct arena *a, names *out, struct str s, bool at_blanks) {
    size_t from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != ',' && !(at_blanks && (s.p[i] == ' ' || s.p[i] == '\t')))
            continue;
        struct str name = tag_of(str_slice(s, from, i));
        if (name.n)
            vec_push(a, out, name);
        from = i + 1;
    }
}

static names read_names(struct arena *a, const struct yml *y, bool at_blanks) {
    names out = {0};
    if (y && y->kind == YML_SCALAR)
        split_names(a, &out, y->scalar, at_blanks);
    for (size_t i = 0; y && y->kind == YML_LIST && i < y->n; i++)
        if (y->v[i].kind == YML_SCALAR && tag_of(y->v[i].scalar).n)
            vec_push(a, &out, tag_of(y->v[i].scalar));
    return out;
}

static const struct yml *either(const struct yml *map, const char *key, const char *other) {
    const struct yml *y = yml_get(map, key);
    return y ? y : yml_get(map, other);
}

static void set_names(struct front_matter *out, names tags, names aliases) {
    out->tags = tags.v;
    out->n_tags = tags.n;
    out->aliases = aliases.v;
    out->n_aliases = aliases.n;
}

static struct str unquoted(struct str s) {
    s = str_trim(s);
    bool quoted = s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    bool listed = s.n > 1 && s.p[0] == '[' && s.p[s.n - 1] == ']';
    return quoted || listed ? str_slice(s, 1, s.n - 1) : s;
}

/* What can be had from YAML that is broken somewhere. */
static void from_lines(struct arena *a, struct str body, struct front_matter *out) {
    struct str line;
    names tags = {0}, aliases = {0};
    while (str_next_line(&body, &line)) {
        size_t colon = str_find_byte(line, ':');
        struct str key = str_slice(line, 0, colon), value = unquoted(str_from(line, colon + 1));
        if (colon == SIZE_MAX)
            continue;
        if (str_eqc(key, "title"))
            out->title = value;
        else if (str_eqc(key, "deck"))
            out->deck = value;
        else if (str_eqc(key, "tags") || str_eqc(key, "tag"))
            split_names(a, &tags, value, true);
        else if (str_eqc(key, "aliases") || str_eqc(key, "alias"))
            split_names(a, &aliases, value, false);
    }
    set_names(out, tags, aliases);
}

/* To YAML the tags of `tags: a #b` end before the '#': for them the line is read. */
static void from_yaml(struct arena *a, struct str body, struct front_matter *out) {
    const struct yml *tags = either(out->all, "tags", "tag");
    struct front_matter by_line = {0};
    if (tags && tags->kind != YML_LIST)
        from_lines(a, body, &by_line);
    out->title = str_trim(yml_str(out->all, "title"));
    out->deck = str_trim(yml_str(out->all, "deck"));
    set_names(out, read_names(a, tags, true),
              read_names(a, either(out->all, "aliases", "alias"), false));
    if (by_line.n_tags > out->n_tags) {
        out->tags = by_line.tags;
        out->n_tags = by_line.n_tags;
    }
}

uint32_t front_read(struct arena *a, const struct source *s, struct front_matter *out,
                    struct diag *d) {
    struct str body, error = {0};
    uint32_t end;
    *out = (struct front_matter){0};
    if (!find_fences(s->text, &body, &end))
        return 0;
    const struct yml *y = yml_parse(a, body, &error);
    if (y ? y->kind != YML_MAP : !has_key_line(body))
        return 0;
    out->span = (struct span){s->base, end};
    out->all = y;
    if (y) {
        from_yaml(a, body, out);
    } else {
        diag_at(d, DIAG_FRONT_MATTER, (struct span){s->base, 3}, error);
        from_lines(a, body, out);
    }
    return end;
}
