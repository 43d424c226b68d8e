/* deck_blanks: the numbers of a cloze note's blanks. A card of a cloze note is a number to Anki, so
 * that a blank put in front of another would take over its scheduling: a blank that was there keeps
 * the number it had, a new one gets one never used. What was there is the note's text in the
 * ledger; the highest number ever used stands behind its deck. */
#include "plan/deck_make.h"

#include "base/hash.h"
#include "items/ids_file.h"

struct blank {
    size_t at, digits;     /* of its number in the text; bytes of it */
    uint32_t number, kept; /* kept: what it will be, 0 = not known yet */
    struct str text;       /* between `::` and `}}` */
    struct str before;     /* the bold key right in front of it, or empty */
    bool taken;
};
typedef VEC(struct blank) blank_vec;

/* <b>key</b>： in front of the blank. */
static struct str key_before(struct str text, size_t at) {
    struct str head = str_slice(text, 0, at), close = STR("</b>");
    size_t end = SIZE_MAX, from = 0;
    for (size_t next; (next = str_find(str_from(head, from), close)) != SIZE_MAX;) {
        end = from + next;
        from = end + close.n;
    }
    if (end == SIZE_MAX || at - from > 4)
        return (struct str){0};
    size_t start = end;
    while (start > 0 && !str_starts(str_from(head, start), STR("<b>")))
        start--;
    return str_slice(head, start, end);
}

static blank_vec blanks_of(struct arena *a, struct str text) {
    blank_vec v = {0};
    for (size_t from = 0, next; (next = str_find(str_from(text, from), STR("{{c"))) != SIZE_MAX;) {
        struct blank b = {.at = from + next + 3};
        from = b.at;
        while (from < text.n && byte_is_digit(text.p[from]) && b.number < 10000)
            b.number = b.number * 10 + (uint32_t)(text.p[from++] - '0');
        size_t end = str_find(str_from(text, from), STR("}}"));
        if (from == b.at || end == SIZE_MAX || !str_starts(str_from(text, from), STR("::")))
            continue;
        b.digits = from - b.at;
        b.text = str_slice(text, from + 2, from + end);
        b.before = key_before(text, b.at - 3);
        vec_push(a, &v, b);
    }
    return v;
}

static bool is_same(const struct blank *x, const struct blank *y, int pass) {
    if (pass == 0)
        return str_eq(x->text, y->text) && str_eq(x->before, y->before);
    if (pass == 1)
        return x->before.n && str_eq(x->before, y->before);
    return str_eq(x->text, y->text);
}

/* Blanks that hide the same keep their number; then those of one key; then, when as many are left
 * on both sides, those left in turn: their words were edited. */
static void match(blank_vec *now, blank_vec *old) {
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < now->n; i++)
            for (size_t k = 0; k < old->n && !now->v[i].kept; k++)
                if (!old->v[k].taken && is_same(&now->v[i], &old->v[k], pass)) {
                    now->v[i].kept = old->v[k].number;
                    old->v[k].taken = true;
                }
    size_t left_now = 0, left_old = 0, k = 0;
    for (size_t i = 0; i < now->n; i++)
        left_now += !now->v[i].kept;
    for (size_t i = 0; i < old->n; i++)
        left_old += !old->v[i].taken;
    for (size_t i = 0; i < now->n && left_now == left_old; i++) {
        if (now->v[i].kept)
            continue;
        while (old->v[k].taken)
            k++;
        now->v[i].kept = old->v[k++].number;
    }
}

static struct str renumbered(struct arena *a, struct str text, const blank_vec *v) {
    struct buf b = buf_in(a);
    size_t from = 0;
    for (size_t i = 0; i < v->n; i++) {
        buf_str(&b, str_slice(text, from, v->v[i].at));
        buf_printf(&b, "%u", v->v[i].kept);
        from = v->v[i].at + v->v[i].digits;
    }
    buf_str(&b, str_from(text, from));
    return buf_get(&b);
}

/* Anki leaves the card of a blank that is gone where it is, and empty. */
static void tell_gone(struct deck_maker *m, const struct deck_draft *d, const blank_vec *now,
                      const blank_vec *old) {
    bool there[DECK_CLOZES_MAX + 1] = {false};
    size_t gone = 0;
    for (size_t i = 0; i < now->n; i++)
        there[now->v[i].kept] = true;
    for (size_t i = 0; i < old->n; i++) {
        uint32_t number = MIN(old->v[i].number, DECK_CLOZES_MAX);
        gone += !there[number];
        there[number] = true;
    }
    if (gone)
        diag_at(m->d, DIAG_DECK_BLANK_GONE, d->note.source, str_format(m->a, "%zu", gone));
}

static void keep(struct deck_maker *m, struct deck_draft *d, struct str was) {
    for (int i = 0; i < 2; i++)
        ids_part(&was);
    struct str text = ids_part(&was), top = (ids_part(&was), ids_part(&was));
    blank_vec old = blanks_of(m->a, text), now = blanks_of(m->a, d->fields[CLOZE_TEXT]);
    long highest = 0;
    str_to_int(top, &highest);
    for (size_t i = 0; i < old.n; i++)
        highest = MAX(highest, (long)old.v[i].number);
    match(&now, &old);
    for (size_t i = 0; i < now.n; i++) {
        if (!now.v[i].kept)
            now.v[i].kept = (uint32_t)++highest;
        if (now.v[i].kept > DECK_CLOZES_MAX)
            return; /* better a number used twice than one Anki has no card for */
    }
    tell_gone(m, d, &now, &old);
    d->fields[CLOZE_TEXT] = renumbered(m->a, d->fields[CLOZE_TEXT], &now);
    d->top = (uint32_t)highest;
}

/* The highest number of a note the ledger does not know: it is said from the first time on, so that
 * building again changes nothing. */
static uint32_t highest_number(struct deck_maker *m, const struct deck_draft *d) {
    blank_vec now = blanks_of(m->a, d->fields[CLOZE_TEXT]);
    uint32_t highest = 0;
    for (size_t i = 0; i < now.n; i++)
        highest = MAX(highest, now.v[i].number);
    return highest;
}

void deck_keep_numbers(struct deck_maker *m) {
    struct ids_ledger old = {0};
    struct map by_id = map_in(m->a);
    struct diag *quiet = diag_open(m->a); /* ids_keep_notes says it */
    if (m->o->ids.n)
        ids_read(m->a, m->o->ids, STR("crib.ids"), &old, quiet);
    for (size_t i = 0; i < old.v.n; i++)
        if (old.v.v[i].is_note && str_starts(old.v.v[i].identity, STR("cloze")))
            map_put(&by_id, hash_hex(m->a, old.v.v[i].id))->num = (int64_t)i + 1;
    for (size_t i = 0; i < m->notes.n; i++) {
        struct deck_draft *d = &m->notes.v[i];
        if (!d->note.type->is_cloze || d->numbered)
            continue;
        const struct map_entry *e = map_find(&by_id, hash_hex(m->a, d->key.id));
        if (e)
            /* An index is only ever given for what is there. */
            // NOLINTNEXTLINE(clang-analyzer-core.NullDereference)
            keep(m, d, old.v.v[e->num - 1].identity);
        else
            d->top = highest_number(m, d);
    }
}
