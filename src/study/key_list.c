/* key_list: finding lists of keys in the tree, and reading their lines. */
#include "study/key_list.h"

#include "base/utf8.h"

enum { NUMBER_MOST = 999, LEAD_BYTES_MOST = 40, RANGE_LEAST = 2 };

/* One line being read. */
struct cursor {
    struct str s;
    size_t at;
};

static uint32_t peek(const struct cursor *c, size_t *next) {
    const char *p = c->s.p + c->at;
    uint32_t code = c->at < c->s.n ? utf8_next(&p, c->s.p + c->s.n) : 0;
    *next = (size_t)(p - c->s.p);
    return code;
}

static bool skip_any(struct cursor *c, const char *set) {
    size_t next, from = c->at;
    for (uint32_t code; (code = peek(c, &next)) != 0; c->at = next) {
        bool in = code_is_space(code);
        for (const char *p = set, *end = set + strlen(set); p < end && !in;)
            in = utf8_next(&p, end) == code;
        if (!in)
            break;
    }
    return c->at > from;
}

static unsigned read_number(struct cursor *c) {
    unsigned n = 0;
    while (c->at < c->s.n && c->s.p[c->at] >= '0' && c->s.p[c->at] <= '9' && n <= NUMBER_MOST)
        n = n * 10 + (unsigned)(c->s.p[c->at++] - '0');
    return n <= NUMBER_MOST ? n : 0;
}

static bool is_verdict_mark(uint32_t c) {
    return c == 0x221A || c == 0x00D7 || c == 0x2713 || c == 0x2714 || c == 0x2717 || c == 0x2718 ||
           c == 0x5BF9 || c == 0x9519 || c == 'T' || c == 'F'; /* √ × ✓ ✔ ✗ ✘ 对 错 */
}

static void push(struct builder *b, unsigned number, struct str value) {
    struct listed_key *last = b->keys.n ? &b->keys.v[b->keys.n - 1] : NULL;
    struct listed_key k = {.number = number, .value = rich_plain(b->a, value, (struct span){0})};
    k.group = last ? last->group + (number <= last->number) : 0;
    if (value.n > 0)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): n < cap means v */
        vec_push(b->a, &b->keys, k);
}

/* "1-5 ABDCA": as many letters as numbers. */
static bool read_range(struct builder *b, struct cursor *c, unsigned from) {
    struct cursor t = *c;
    size_t next;
    if (!skip_any(&t, "-~–—－～至"))
        return false;
    unsigned to = read_number(&t);
    if (to < from + RANGE_LEAST - 1 || to - from > NUMBER_MOST)
        return false;
    skip_any(&t, ":：.．、");
    struct cursor letters = t;
    for (unsigned n = from; n <= to; n++) {
        uint32_t code = peek(&t, &next);
        if (!(code >= 'A' && code <= 'H') && !is_verdict_mark(code))
            return false;
        t.at = next;
        skip_any(&t, "");
    }
    for (unsigned n = from; n <= to; n++) {
        peek(&letters, &next);
        push(b, n, str_slice(letters.s, letters.at, next));
        letters.at = next;
        skip_any(&letters, "");
    }
    *c = t;
    return true;
}

/* Where the value at the cursor ends: before the next number, or with the line. */
static size_t value_end(const struct cursor *c) {
    for (size_t i = c->at; i < c->s.n; i++) {
        struct cursor t = {c->s, i};
        bool behind_gap = skip_any(&t, ";；,，") && read_number(&t) > 0;
        if (behind_gap && skip_any(&t, ".．、:：)）-~"))
            return i;
    }
    return c->s.n;
}

/* "1.C", "2、√", "(3) 80" */
static bool read_one(struct builder *b, struct cursor *c, unsigned number) {
    if (!skip_any(c, ".．、:：)）"))
        return false;
    size_t end = value_end(c);
    struct str value = str_trim(str_slice(c->s, c->at, end));
    c->at = end;
    push(b, number, value);
    return value.n > 0;
}

/* "一、", "二、判断题：", "参考答案：" before the first number */
static void skip_lead(struct cursor *c) {
    size_t at = 0;
    while (at < c->s.n && at <= LEAD_BYTES_MOST && !(c->s.p[at] >= '0' && c->s.p[at] <= '9'))
        at++;
    c->at = at;
}

static size_t read_line(struct builder *b, struct str s) {
    struct cursor c = {s, 0};
    size_t before = b->keys.n;
    skip_lead(&c);
    for (unsigned n; (n = read_number(&c)) > 0; skip_any(&c, ";；,，(（"))
        if (!read_range(b, &c, n) && !read_one(b, &c, n))
            break;
    return b->keys.n - before;
}

static void read_lines(struct builder *b, const struct node *first, struct str marker) {
    lines_read(&b->lines, first, 0);
    for (size_t i = 0; i < b->lines.lines.n; i++) {
        struct str pair[] = {i ? (struct str){0} : marker, b->lines.lines.v[i].text.plain};
        read_line(b, str_join(b->a, pair, 2, STR(" ")));
    }
}

static void read_block(struct builder *b, const struct node *n, unsigned depth) {
    if (n->kind == NODE_PARAGRAPH)
        read_lines(b, n->first,
                   n->parent->kind == NODE_ITEM && n == n->parent->first ? n->parent->text
                                                                         : (struct str){0});
    else if (n->kind == NODE_ITEM && n->first && !node_is_block((enum node_kind)n->first->kind))
        read_lines(b, n->first, n->text);
    else if (n->kind == NODE_LIST || n->kind == NODE_ITEM)
        for (const struct node *c = n->first; c && depth < NODE_DEPTH_MAX; c = c->next)
            read_block(b, c, depth + 1);
}

/* By its first words, before any line is read. */
static bool may_begin_list(const struct builder *b, const struct node *n) {
    if ((n->kind != NODE_HEADING && n->kind != NODE_PARAGRAPH) || !n->first)
        return false;
    while (n->first)
        n = n->first;
    return labels_start(b->labels, WORDS_ANSWER, str_trim(n->text)) > 0;
}

/* A title that says so, or the first line of a paragraph that lists two keys and more. */
static bool begins_list(struct builder *b, const struct node *n) {
    struct build_mark_point mark = build_save(b);
    struct str s = {0};
    if (!may_begin_list(b, n))
        return false;
    lines_read(&b->lines, n->first, 0);
    if (b->lines.lines.n)
        s = b->lines.lines.v[0].text.plain;
    build_restore(b, mark);
    size_t colon = MIN(str_find_byte(s, ':'), str_find(s, STR("：")));
    struct str word = str_slice(s, 0, MIN(colon, s.n));
    if (!labels_has(b->labels, WORDS_ANSWER, word))
        return false;
    if (n->kind == NODE_HEADING)
        return true;
    size_t before = b->keys.n, found = read_line(b, str_from(s, word.n));
    b->keys.n = before;
    return found >= RANGE_LEAST;
}

/* Letters or verdicts, nothing else. */
static bool is_plain_key(struct str s) {
    struct cursor c = {s, 0};
    size_t next;
    for (uint32_t code; (code = peek(&c, &next)) != 0; c.at = next)
        if (!(code >= 'A' && code <= 'H') && !is_verdict_mark(code) && code != 0x3001)
            return false;
    return s.n > 0;
}

/* Numbered points of an answer are no keys: half of a list at least are letters or verdicts. */
static bool is_list(const struct builder *b, size_t from) {
    size_t plain = 0, n = b->keys.n - from;
    for (size_t i = from; i < b->keys.n; i++)
        plain += is_plain_key(b->keys.v[i].value.plain);
    return n >= RANGE_LEAST && plain * 2 >= n;
}

static const struct node *read_list(struct builder *b, const struct node *first) {
    const struct node *n = first, *last = first;
    size_t before = b->keys.n;
    if (n->kind == NODE_HEADING)
        n = n->next;
    for (; n &&
           !(n->kind == NODE_HEADING && (first->kind != NODE_HEADING || n->level <= first->level));
         last = n, n = n->next)
        read_block(b, n, 0);
    struct span span = {first->span.at, last->span.at + last->span.len - first->span.at};
    if (!is_list(b, before)) {
        b->keys.n = before;
        return first->next;
    }
    vec_push(b->a, &b->key_lists, span);
    return n;
}

void key_list_read(struct builder *b) {
    bool may = str_has(b->doc->text, STR("答案")) || str_has(b->doc->text, STR("nswer"));
    for (const struct node *n = may ? b->doc->root->first : NULL; n;)
        n = begins_list(b, n) ? read_list(b, n) : n->next;
}

bool key_list_holds(const struct builder *b, struct span span) {
    for (size_t i = 0; i < b->key_lists.n; i++)
        if (span.at - b->key_lists.v[i].at < b->key_lists.v[i].len)
            return true;
    return false;
}

const struct rich *key_listed(struct builder *b, const struct section *section, struct str number) {
    while (section && section->is_material) /* its questions are numbered with those around */
        section = section->parent;
    struct cursor c = {number, 0};
    skip_any(&c, "(（第");
    unsigned n = read_number(&c);
    if (n == 0 || b->keys.n == 0)
        return NULL;
    if (b->asked && (b->asked_section != section || n <= b->asked_number))
        b->asked_group++;
    b->asked = true;
    b->asked_section = section;
    b->asked_number = n;
    for (size_t i = 0; i < b->keys.n; i++)
        if (b->keys.v[i].group == b->asked_group && b->keys.v[i].number == n)
            return &b->keys.v[i].value;
    return NULL;
}
