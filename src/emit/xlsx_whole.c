/* xlsx_whole: whether a workbook is all there. libxlsxwriter writes its parts to temporary files
 * without looking whether there was room for them, and packs what it finds: every part is read back
 * here, and must end as it began. */
#include "emit/xlsx_book_int.h"

#include <zip.h>

enum { CHUNK = 64 << 10, TAIL = 64 };

/* What is known of a part of which one chunk after another goes by. */
struct part {
    char root[TAIL], tail[TAIL];
    size_t n_root, n_tail;
    long open; /* tags not closed */
    char last[2];
};

static void take_root(struct part *p, const char *s, size_t n) {
    size_t i = 0;
    while (i + 1 < n && !(s[i] == '<' && s[i + 1] != '?' && s[i + 1] != '!'))
        i++;
    for (i++; i < n && p->n_root < TAIL - 4 && !strchr(" />\r\n\t", s[i]); i++)
        p->root[p->n_root++] = s[i];
}

/* `<` and `>` stand nowhere but around tags. */
static void count_tags(struct part *p, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p->last[1] == '<')
            p->open += s[i] == '/' ? -1 : s[i] != '?' && s[i] != '!';
        if (s[i] == '>')
            p->open -= p->last[1] == '/';
        p->last[1] = s[i];
    }
}

static void take_tail(struct part *p, const char *s, size_t n) {
    size_t keep = n < TAIL ? MIN(p->n_tail, TAIL - n) : 0, take = MIN(n, (size_t)TAIL);
    memmove(p->tail, p->tail + (p->n_tail - keep), keep);
    memcpy(p->tail + keep, s + (n - take), take);
    p->n_tail = keep + take;
}

static bool is_xml_whole(const struct part *p) {
    char end[TAIL + 4];
    int n = snprintf(end, sizeof(end), "</%.*s>", (int)p->n_root, p->root);
    struct str tail = str_trim_end((struct str){p->tail, p->n_tail});
    bool empty = str_ends(tail, STR("/>")); /* the root has nothing in it */
    return p->n_root && p->open == 0 && (empty || str_ends(tail, (struct str){end, (size_t)n}));
}

static bool is_part_whole(zip_t *z, zip_uint64_t i, char *chunk) {
    struct part p = {0};
    const char *name = zip_get_name(z, i, 0);
    zip_file_t *f = zip_fopen_index(z, i, 0);
    zip_int64_t n = -1;
    while (f && (n = zip_fread(f, chunk, CHUNK)) > 0) {
        if (!p.n_root)
            take_root(&p, chunk, (size_t)n);
        count_tags(&p, chunk, (size_t)n);
        take_tail(&p, chunk, (size_t)n);
    }
    if (f)
        zip_fclose(f);
    bool xml =
        name && (str_ends(str_of(name), STR(".xml")) || str_ends(str_of(name), STR(".rels")));
    return n == 0 && (!xml || is_xml_whole(&p)); /* at its end libzip compares the checksum */
}

bool book_is_whole(struct arena *a, struct str path) {
    struct arena_mark mark = arena_mark(a);
    char *chunk = arena_alloc_raw(a, CHUNK);
    int error;
    zip_t *z = zip_open(str_c(a, path), ZIP_RDONLY, &error);
    zip_int64_t n = z ? zip_get_num_entries(z, 0) : 0, i = 0;
    while (i < n && is_part_whole(z, (zip_uint64_t)i, chunk))
        i++;
    if (z)
        zip_discard(z);
    arena_reset(a, mark);
    return n > 0 && i == n;
}
