/* code: the table of languages and the scanner. */
#include "layout/code.h"

#include "base/map.h"
#include "style/data.h"

#define WORD_MOST 64 /* longer words are no keywords */

struct pair {
    struct str open, close;
};

struct code_language {
    const struct pair *blocks, *quotes; /* comments and strings that close again */
    size_t n_blocks, n_quotes;
    const struct str *lines; /* what comments up to the line's end begin with */
    size_t n_lines;
    size_t n_long; /* of the quotes, those at the front: strings over several lines */
    struct str escape, word;
    bool any_case;
    struct map keywords;
};

struct code_languages {
    struct arena *a;
    struct diag *d;
    struct str data_dir;
    struct map names; /* to struct code_language */
    bool is_read;
};

/* ---- the table */

static const struct str *read_texts(struct arena *a, const struct yml *list, size_t *n) {
    *n = list ? list->n : 0;
    struct str *v = arena_array(a, struct str, *n);
    for (size_t i = 0; i < *n; i++)
        v[i] = list->v[i].scalar;
    return v;
}

static void read_blocks(struct arena *a, struct code_language *l, const struct yml *list) {
    l->n_blocks = list ? list->n : 0;
    struct pair *v = arena_array(a, struct pair, l->n_blocks);
    for (size_t i = 0; i < l->n_blocks; i++)
        if (list->v[i].n == 2)
            v[i] = (struct pair){list->v[i].v[0].scalar, list->v[i].v[1].scalar};
    l->blocks = v;
}

/* Long ones first: """ is no empty string and a quote. */
static void read_quotes(struct arena *a, struct code_language *l, const struct yml *language) {
    size_t n_long, n;
    const struct str *long_ = read_texts(a, yml_get(language, "long-quotes"), &n_long);
    const struct str *short_ = read_texts(a, yml_get(language, "quotes"), &n);
    struct pair *v = arena_array(a, struct pair, n_long + n);
    for (size_t i = 0; i < n_long + n; i++) {
        struct str mark = i < n_long ? long_[i] : short_[i - n_long];
        v[i] = (struct pair){mark, mark};
    }
    l->quotes = v;
    l->n_quotes = n_long + n;
    l->n_long = n_long;
}

static void read_language(struct code_languages *all, const struct yml *y) {
    struct code_language *l = arena_new(all->a, struct code_language);
    size_t n;
    read_blocks(all->a, l, yml_get(y, "block"));
    read_quotes(all->a, l, y);
    l->lines = read_texts(all->a, yml_get(y, "line"), &l->n_lines);
    l->escape = yml_get(y, "escape") ? yml_str(y, "escape") : STR("\\");
    l->word = yml_str(y, "word");
    l->any_case = str_eqc(yml_str(y, "any-case"), "yes");
    l->keywords = map_in(all->a);
    const struct str *v = read_texts(all->a, yml_get(y, "keywords"), &n);
    for (size_t i = 0; i < n; i++)
        map_put(&l->keywords, v[i])->num = 1;
    v = read_texts(all->a, yml_get(y, "names"), &n);
    for (size_t i = 0; i < n; i++)
        map_put(&all->names, v[i])->ptr = l;
}

static void read_table(struct code_languages *l) {
    struct str path, text;
    l->is_read = true;
    const struct yml *y =
        data_read(l->a, l->data_dir, "styles/code/languages.yaml", &path, &text, l->d);
    for (size_t i = 0; y && i < y->n; i++)
        read_language(l, &y->v[i]);
}

struct code_languages *code_languages_open(struct arena *a, struct str data_dir, struct diag *d) {
    struct code_languages *l = arena_new(a, struct code_languages);
    *l = (struct code_languages){.a = a, .d = d, .data_dir = data_dir, .names = map_in(a)};
    return l;
}

/* The first word, without the braces and dots of pandoc's attributes. */
static struct str language_name(struct arena *a, struct str info) {
    info = str_trim(info);
    while (info.n && (info.p[0] == '{' || info.p[0] == '.' || info.p[0] == ' '))
        info = str_from(info, 1);
    size_t end = 0;
    while (end < info.n && !strchr(" \t{},;:", info.p[end]))
        end++;
    return str_lower_ascii(a, str_slice(info, 0, end));
}

const struct code_language *code_language_of(struct code_languages *l, struct str info) {
    struct str name = l ? language_name(l->a, info) : (struct str){0};
    if (!name.n)
        return NULL;
    if (!l->is_read)
        read_table(l);
    const struct map_entry *e = map_find(&l->names, name);
    return e ? e->ptr : NULL;
}

/* ---- the scanner */

static bool is_word(const struct code_language *l, char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c && str_find_byte(l->word, c) != SIZE_MAX);
}

struct scan {
    const struct code_language *l;
    struct code_state *s;
    struct str line;
    uint8_t *part;
    size_t at;
};

static void mark_to(struct scan *x, size_t end, enum code_part part) {
    for (; x->at < end; x->at++)
        x->part[x->at] = (uint8_t)part;
}

/* On with what is open, up to its end or the line's. */
static void close_open(struct scan *x) {
    struct str rest = str_from(x->line, x->at);
    size_t end = 0;
    while (end < rest.n && !str_starts(str_from(rest, end), x->s->open)) {
        bool escaped = x->s->part == CODE_STRING && x->l->escape.n &&
                       str_starts(str_from(rest, end), x->l->escape);
        end += escaped ? 2 : 1;
    }
    bool closed = end < rest.n;
    end = closed ? end + x->s->open.n : rest.n;
    mark_to(x, x->at + MIN(end, rest.n), x->s->part);
    if (closed)
        x->s->open = (struct str){0};
}

static bool open_pair(struct scan *x, const struct pair *v, size_t n, enum code_part part,
                      size_t *which) {
    struct str rest = str_from(x->line, x->at);
    for (size_t i = 0; i < n; i++) {
        if (!v[i].open.n || !str_starts(rest, v[i].open))
            continue;
        x->s->open = v[i].close;
        x->s->part = part;
        mark_to(x, x->at + v[i].open.n, part);
        *which = i;
        return true;
    }
    return false;
}

static bool at_line_comment(const struct scan *x) {
    struct str rest = str_from(x->line, x->at);
    bool after_word = x->at > 0 && is_word(x->l, x->line.p[x->at - 1]);
    for (size_t i = 0; i < x->l->n_lines; i++) {
        struct str mark = x->l->lines[i];
        if (!mark.n || !str_starts(rest, mark))
            continue;
        if (!after_word || !is_word(x->l, mark.p[0]))
            return true;
    }
    return false;
}

static void scan_word(struct scan *x) {
    size_t end = x->at;
    while (end < x->line.n && is_word(x->l, x->line.p[end]))
        end++;
    if (end == x->at) {
        mark_to(x, end + 1, CODE_PLAIN);
        return;
    }
    char lower[WORD_MOST];
    struct str word = str_slice(x->line, x->at, end);
    if (x->l->any_case && word.n <= WORD_MOST) {
        for (size_t i = 0; i < word.n; i++)
            lower[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] | 0x20) : word.p[i];
        word.p = lower;
    }
    bool is_keyword = word.n <= WORD_MOST && map_find(&x->l->keywords, word);
    mark_to(x, end, is_keyword ? CODE_KEYWORD : CODE_PLAIN);
}

/* A string that only may be long is closed at the line's end. */
static void scan_string(struct scan *x, size_t which) {
    close_open(x);
    if (which >= x->l->n_long)
        x->s->open = (struct str){0};
}

void code_mark(const struct code_language *l, struct code_state *s, struct str line,
               uint8_t *part) {
    struct scan x = {.l = l, .s = s, .line = line};
    size_t which;
    x.part = part;
    if (s->open.n)
        close_open(&x);
    while (x.at < line.n) {
        if (open_pair(&x, l->blocks, l->n_blocks, CODE_COMMENT, &which))
            close_open(&x);
        else if (at_line_comment(&x))
            mark_to(&x, line.n, CODE_COMMENT);
        else if (open_pair(&x, l->quotes, l->n_quotes, CODE_STRING, &which))
            scan_string(&x, which);
        else
            scan_word(&x);
    }
}
