/* sheet_index: the terms of the notes with the questions they stand in, at the sheet's end, in the
 * order of a dictionary (Chinese by pinyin, as ICU collates). */
#include "layout/sheet/sheet_make.h"

#include "base/map.h"

#include <stdlib.h>

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#define TERM_BYTES_MOST 90 /* longer ones are sentences, not terms */
#define ENTRY_GAP_EM    900
#define PLACE_GAP_EM    250

struct entry {
    struct str term;
    size_t mark; /* of the question it stands in first */
    const uint8_t *key;
    int32_t key_n;
};

typedef VEC(struct entry) entry_vec;

static void close_collator(void *c) {
    ucol_close(c);
}

static void set_key(struct arena *a, UCollator *c, struct entry *e) {
    UErrorCode status = U_ZERO_ERROR;
    UChar *text = arena_array(a, UChar, e->term.n + 1);
    int32_t n = 0;
    u_strFromUTF8(text, (int32_t)e->term.n + 1, &n, e->term.p, (int32_t)e->term.n, &status);
    if (U_FAILURE(status))
        return;
    e->key_n = ucol_getSortKey(c, text, n, NULL, 0);
    uint8_t *key = arena_alloc(a, (size_t)e->key_n);
    ucol_getSortKey(c, text, n, key, e->key_n);
    e->key = key;
}

static int by_key(const void *x, const void *y) {
    const struct entry *a = x, *b = y;
    int order = memcmp(a->key ? a->key : (const uint8_t *)"", b->key ? b->key : (const uint8_t *)"",
                       (size_t)MIN(a->key_n, b->key_n));
    if (!order)
        order = (a->key_n > b->key_n) - (a->key_n < b->key_n);
    return order ? order : str_cmp(a->term, b->term);
}

static void sort_entries(struct sheet *s, entry_vec *entries) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *c = ucol_open(
        str_starts(s->lang, STR("zh")) ? "zh@collation=pinyin" : str_c(s->a, s->lang), &status);
    if (U_FAILURE(status))
        fail_raise(arena_failure(s->a), "ICU cannot collate: %s", u_errorName(status));
    arena_defer(s->a, close_collator, c);
    for (size_t i = 0; i < entries->n; i++)
        set_key(s->a, c, &entries->v[i]);
    qsort(entries->v, entries->n, sizeof(*entries->v), by_key);
}

/* Every term once, with the mark of the first question that has it. Marks of questions stand in
 * the order of study.questions, those of headings that are sections as well left out. */
static void collect(struct sheet *s, entry_vec *entries) {
    struct map seen = map_in(s->a);
    for (size_t m = 0; m < s->marks.n; m++) {
        const struct question *q = s->marks.v[m].question;
        for (size_t i = 0; q && i < q->n_terms; i++) {
            struct str term = q->terms[i].term;
            if (!term.n || term.n > TERM_BYTES_MOST || map_find(&seen, term))
                continue;
            map_put(&seen, term)->num = 1;
            vec_push(s->a, entries, (struct entry){.term = term, .mark = m + 1});
        }
    }
}

/* The question's place, its section's number when it has none of its own. */
static struct str place_of(struct sheet *s, size_t mark) {
    struct str place = sheet_question_place(s, mark);
    size_t section = s->marks.v[mark - 1].section;
    return place.n || !section ? place : s->marks.v[section - 1].number;
}

static const struct para *entries_para(struct sheet *s, const entry_vec *entries) {
    struct para_builder *b = block_builder(s->list);
    struct text_format f = block_format(s->list), place = f;
    place.bold = true;
    f.no_break = true;
    place.scale = (uint16_t)s->style->tag_scale;
    for (size_t i = 0; i < entries->n; i++) {
        para_text(b, entries->v[i].term, &f, (struct span){0});
        struct str where = place_of(s, entries->v[i].mark);
        if (where.n) {
            para_space(b, PLACE_GAP_EM, false);
            para_text(b, where, &place, (struct span){0});
        }
        para_space(b, ENTRY_GAP_EM, true);
    }
    return block_end(s->list, b);
}

void sheet_put_index(struct sheet *s) {
    entry_vec entries = {0};
    collect(s, &entries);
    if (!entries.n)
        return;
    sort_entries(s, &entries);
    uint32_t slot = block_slot(s->list, 0, TAG_SECT, 0);
    struct section head = {
        .title = rich_plain(s->a, wording_get(s->wording, "index"), (struct span){0})};
    vec_push(
        s->a, &s->marks,
        (struct sheet_mark){
            .kind = MARK_SECTION, .title = head.title.plain, .aside = true, .column = SIZE_MAX});
    struct block_place where = {
        .gap = {s->style->band_gap, s->style->band_gap / 2, s->style->band_gap / 4},
        .penalty = BOX_NEVER,
        .slot = slot,
        .mark = (uint32_t)s->marks.n};
    sheet_put_band(s, &head, (struct str){0}, 0, block_slot(s->list, slot, TAG_H, 1), &where);
    struct block_text t = {.para = entries_para(s, &entries), .ragged = true, .role = TAG_P};
    struct block_place below = {.gap = {.natural = s->style->band_below}, .slot = slot};
    block_text(s->list, &t, &below);
}
