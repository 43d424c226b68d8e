/* roster: reads RFC 4180 as spreadsheets write it. */
#include "plan/roster.h"

#include "base/fs.h"
#include "base/vec.h"
#include "source/encoding.h"

#define ROSTER_BYTES_MAX (16u << 20)
/* Seating sheets hold everybody at once. More sit in parts, a file each. */
#define ROSTER_MOST 100000
#define FIELDS_MAX  64

enum column { COLUMN_NAME, COLUMN_NUMBER, COLUMN_GROUP, COLUMN_ROOM, COLUMN_COUNT };

/* Words that stand in a column's head, in lower case. */
static const struct {
    enum column column;
    const char *word;
} heads[] = {
    {COLUMN_NUMBER, "学号"},   {COLUMN_NUMBER, "考号"},       {COLUMN_NUMBER, "准考证"},
    {COLUMN_NUMBER, "number"}, {COLUMN_NUMBER, "student no"}, {COLUMN_GROUP, "班"},
    {COLUMN_GROUP, "class"},   {COLUMN_GROUP, "group"},       {COLUMN_ROOM, "考场"},
    {COLUMN_ROOM, "教室"},     {COLUMN_ROOM, "room"},         {COLUMN_NAME, "姓名"},
    {COLUMN_NAME, "名字"},     {COLUMN_NAME, "name"},
};

struct record {
    struct str v[FIELDS_MAX];
    size_t n;
};

struct csv {
    struct arena *a;
    struct str rest;
    char separator;
    uint32_t line; /* of the record read last, from 1 */
    uint32_t next_line;
};

/* The separator that stands most often in the first line. */
static char find_separator(struct str text) {
    static const char known[] = {',', ';', '\t'};
    size_t most = 0, count[sizeof(known)] = {0};
    for (size_t i = 0; i < text.n && text.p[i] != '\n'; i++)
        for (size_t k = 0; k < sizeof(known); k++)
            count[k] += text.p[i] == known[k];
    for (size_t k = 1; k < sizeof(known); k++)
        most = count[k] > count[most] ? k : most;
    return known[most];
}

static char take(struct csv *c) {
    char ch = *c->rest.p;
    c->next_line += ch == '\n';
    c->rest = str_from(c->rest, 1);
    return ch;
}

/* A field in quotes may hold separators and line ends; "" stands for one quote. */
static struct str read_quoted(struct csv *c) {
    struct buf b = buf_in(c->a);
    while (c->rest.n) {
        char ch = take(c);
        if (ch == '"' && !(c->rest.n && *c->rest.p == '"'))
            break;
        if (ch == '"')
            take(c);
        buf_byte(&b, ch);
    }
    while (c->rest.n && *c->rest.p != c->separator && *c->rest.p != '\n')
        take(c);
    return str_trim(buf_get(&b));
}

static struct str read_plain(struct csv *c) {
    struct str start = c->rest;
    while (c->rest.n && *c->rest.p != c->separator && *c->rest.p != '\n')
        take(c);
    return str_trim(str_slice(start, 0, start.n - c->rest.n));
}

static bool read_record(struct csv *c, struct record *r) {
    r->n = 0;
    c->line = c->next_line;
    if (!c->rest.n)
        return false;
    for (bool more = true; more;) {
        struct str field =
            c->rest.n && *c->rest.p == '"' ? (take(c), read_quoted(c)) : read_plain(c);
        if (r->n < FIELDS_MAX)
            r->v[r->n++] = field;
        more = c->rest.n && *c->rest.p == c->separator;
        if (c->rest.n)
            take(c);
    }
    return true;
}

static bool is_blank(const struct record *r) {
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].n)
            return false;
    return true;
}

/* Finds the columns; false when the first record is no head, and then the usual order holds. */
static bool read_head(struct arena *a, const struct record *r, size_t *column) {
    bool found = false;
    for (size_t k = 0; k < COLUMN_COUNT; k++)
        column[k] = SIZE_MAX;
    for (size_t i = 0; i < r->n; i++) {
        struct str head = str_lower_ascii(a, r->v[i]);
        for (size_t k = 0; k < COUNT_OF(heads); k++)
            if (str_has(head, str_of(heads[k].word)) && column[heads[k].column] == SIZE_MAX) {
                column[heads[k].column] = i;
                found = true;
                break;
            }
    }
    if (!found)
        for (size_t k = 0; k < COLUMN_COUNT; k++)
            column[k] = k;
    return found;
}

static struct str field_of(const struct record *r, size_t column) {
    return column < r->n ? r->v[column] : (struct str){0};
}

static void refuse(struct diag *d, struct str path, uint32_t line, const char *why) {
    diag_in(d, DIAG_ROSTER, (struct place){.path = path, .line = line, .width = 1}, str_of(why));
}

const struct roster *roster_read(struct arena *a, struct str path, struct diag *d) {
    VEC(struct sitter) v = {0};
    struct str bytes, error;
    struct record r;
    size_t column[COLUMN_COUNT];
    if (!fs_read(a, path, ROSTER_BYTES_MAX, &bytes, &error)) {
        diag_say(d, DIAG_INPUT_MISSING, path, error);
        return NULL;
    }
    struct csv c = {.a = a, .next_line = 1};
    c.rest = enc_decode(a, bytes, (struct str){0}, true).text;
    c.separator = find_separator(c.rest);
    for (bool first = true; read_record(&c, &r); first = false) {
        if ((first && read_head(a, &r, column)) || is_blank(&r))
            continue;
        struct sitter s = {field_of(&r, column[COLUMN_NAME]), field_of(&r, column[COLUMN_NUMBER]),
                           field_of(&r, column[COLUMN_GROUP]), field_of(&r, column[COLUMN_ROOM])};
        if (!s.name.n) {
            refuse(d, path, c.line, "no name");
            return NULL;
        }
        if (v.n == ROSTER_MOST) {
            refuse(d, path, c.line, "more than 100000 candidates; split the file");
            return NULL;
        }
        vec_push(a, &v, s);
    }
    if (!v.n) {
        refuse(d, path, 0, "nobody in it");
        return NULL;
    }
    struct roster *roster = arena_new(a, struct roster);
    *roster = (struct roster){v.v, v.n};
    return roster;
}
