/* manifest: the record of a paper set. Not the seed but the permutations: keys, mapping, regrading
 * and reading answer sheets stand on this file alone. Letters tell places: "options":"CADB" means
 * that the paper prints the bank's third option as A. */
#include "base/hash.h"
#include "base/json.h"
#include "plan/omr.h"
#include "plan/score.h"

static const char *const policy_names[] = {"all", "partial", "deduct"};

/* Changes when anything printed or marked right changes. */
static uint64_t content_hash(struct arena *a, const struct item *it) {
    uint64_t h = hash_more(HASH_SEED, it->stem.plain);
    for (size_t i = 0; i < it->n_options; i++) {
        h = hash_more(h, it->options[i].right ? STR("\n+") : STR("\n-"));
        h = hash_more(h, it->options[i].text.plain);
    }
    for (size_t i = 0; i < it->n_answers; i++) {
        h = hash_more(hash_more(h, STR("\n=")), it->answers[i].left.plain);
        h = hash_more(hash_more(h, STR("\t")), it->answers[i].text.plain);
    }
    h = hash_more(h, it->is_true ? STR("T") : STR("F"));
    return hash_more(h, study_material_words(a, study_material(it->source.question)));
}

static void put_marks(struct json *j, const char *key, int half_marks) {
    json_key(j, key);
    json_fixed(j, (int64_t)half_marks * 5, 1);
}

static void put_order(struct json *j, struct arena *a, const char *key, const uint8_t *v,
                      size_t n) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < n; i++)
        buf_byte(&b, 'A' + v[i]);
    if (n)
        json_kstr(j, key, buf_get(&b));
}

static void put_parts(struct json *j, struct arena *a, const struct paper_item *pi) {
    struct part_marks m = score_parts(a, pi->item, pi->half_marks);
    if (m.per_wrong)
        put_marks(j, "per-wrong", m.per_wrong);
    if (m.any)
        json_kint(j, "any", (int64_t)m.any);
    if (!m.n || m.per_wrong)
        return;
    json_key(j, "parts");
    json_open(j, '[');
    for (size_t i = 0; i < m.n; i++)
        json_fixed(j, (int64_t)m.v[i] * 5, 1);
    json_close(j, ']');
}

static void put_source(struct json *j, const struct item *it, const struct sources *src) {
    const struct source *s = src ? source_at(src, it->source.span.at) : NULL;
    if (!s)
        return;
    json_key(j, "source");
    json_open(j, '{');
    json_kstr(j, "path", s->path);
    json_kint(j, "line", source_line(s, it->source.span.at));
    json_close(j, '}');
}

/* Hundredths of a millimetre. */
static void put_length(struct json *j, const char *key, mpt length) {
    json_key(j, key);
    json_fixed(j, ((int64_t)length * 254 + 3600) / 7200, 2);
}

static void put_box(struct json *j, uint32_t page, mpt x, mpt y, mpt w, mpt h) {
    json_kint(j, "page", (int64_t)page + 1);
    put_length(j, "x", x);
    put_length(j, "y", y);
    put_length(j, "w", w);
    put_length(j, "h", h);
}

static void put_places(struct json *j, const struct paper_item *pi,
                       const struct paper_places *places) {
    bool open = false;
    for (size_t i = 0; i < places->n; i++) {
        const struct paper_place *p = &places->v[i];
        if (p->number != pi->number)
            continue;
        if (!open) {
            json_key(j, "boxes");
            json_open(j, '[');
            open = true;
        }
        json_open(j, '{');
        json_kint(j, "part", p->part);
        put_box(j, p->page, p->x, p->y, p->w, p->h);
        json_close(j, '}');
    }
    if (open)
        json_close(j, ']');
}

static void put_value(struct json *j, const struct omr_cell *c) {
    char letter = (char)c->value;
    if (c->role == OMR_SCORE && c->value != 'h')
        json_kint(j, "value", c->value);
    else if (c->value)
        json_kstr(j, "value", (struct str){&letter, 1});
}

static void put_card(struct json *j, const struct omr_card *card) {
    if (!card->n)
        return;
    json_key(j, "card");
    json_open(j, '{');
    json_kint(j, "pages", (int64_t)card->n_pages);
    json_key(j, "cells");
    json_open(j, '[');
    for (size_t i = 0; i < card->n; i++) {
        const struct omr_cell *c = &card->v[i];
        json_open(j, '{');
        json_kstr(j, "role", str_of(omr_role_name((enum omr_role)c->role)));
        if (c->number)
            json_kint(j, "number", c->number);
        json_kint(j, "part", c->part);
        put_value(j, c);
        put_box(j, c->page, c->x, c->y, c->w, c->h);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* The bank's own key: with the permutation it gives the printed one. */
static struct str right_of(struct arena *a, const struct item *it) {
    struct buf b = buf_in(a);
    if (it->kind == ITEM_TRUE_FALSE)
        return it->is_true ? STR("T") : STR("F");
    for (size_t i = 0; i < it->n_options; i++)
        if (it->options[i].right)
            buf_byte(&b, 'A' + (int)i);
    return buf_get(&b);
}

/* The line of the material it is about. */
static void put_material(struct json *j, const struct item *it, const struct sources *src) {
    const struct section *material = study_material(it->source.question);
    const struct source *s = material ? source_at(src, material->span.at) : NULL;
    if (s)
        json_kint(j, "material", source_line(s, material->span.at));
}

static void put_item(struct json *j, struct arena *a, const struct paper_item *pi,
                     const struct paper_places *places, const struct sources *src) {
    const struct item *it = pi->item;
    json_open(j, '{');
    json_kint(j, "number", pi->number);
    json_kint(j, "position", pi->position);
    json_kstr(j, "id", hash_hex(a, it->id));
    json_kstr(j, "hash", hash_hex(a, content_hash(a, it)));
    put_marks(j, "marks", pi->half_marks);
    put_order(j, a, it->n_options ? "options" : "answers", pi->order, pi->n_order);
    put_order(j, a, "left", pi->left_order, pi->n_left);
    struct str right = right_of(a, it), key = paper_key(a, pi);
    if (right.n)
        json_kstr(j, "right", right);
    if (key.n)
        json_kstr(j, "key", key);
    put_parts(j, a, pi);
    put_material(j, it, src);
    put_places(j, pi, places);
    put_source(j, it, src);
    json_close(j, '}');
}

static void put_scoring(struct json *j, const struct scoring *s) {
    json_key(j, "scoring");
    json_open(j, '{');
    json_kstr(j, "policy", str_of(policy_names[s->policy]));
    if (s->policy != SCORING_ALL)
        put_marks(j, "each", s->half_marks_each);
    if (s->policy == SCORING_DEDUCT)
        json_kstr(j, "floor", s->floor_section ? STR("section") : STR("item"));
    json_close(j, '}');
}

static void put_section(struct json *j, struct arena *a, const struct paper_section *s,
                        const struct paper_places *places, const struct sources *src) {
    json_open(j, '{');
    json_kstr(j, "kind", str_of(item_kind_name(s->kind)));
    if (s->title.n)
        json_kstr(j, "title", s->title);
    put_marks(j, "marks", s->half_marks);
    put_scoring(j, &s->scoring);
    json_key(j, "items");
    json_open(j, '[');
    for (size_t i = 0; i < s->n_items; i++)
        put_item(j, a, &s->items[i], places, src);
    json_close(j, ']');
    json_close(j, '}');
}

static void put_paper(struct json *j, struct arena *a, const struct paper *p,
                      const struct paper_places *places, const struct omr_card *card,
                      const struct sources *src) {
    json_open(j, '{');
    json_kstr(j, "variant", (struct str){&p->variant, 1});
    json_kint(j, "items", (int64_t)p->n_items);
    if (places->n_pages)
        json_kint(j, "pages", (int64_t)places->n_pages);
    put_marks(j, "marks", p->half_marks);
    json_key(j, "sections");
    json_open(j, '[');
    for (size_t s = 0; s < p->n_sections; s++)
        put_section(j, a, &p->sections[s], places, src);
    json_close(j, ']');
    put_card(j, card);
    json_close(j, '}');
}

static const struct paper_item *find_item(const struct paper *p, const struct item *it) {
    const struct paper_item *found = NULL;
    for (size_t s = 0; s < p->n_sections && !found; s++)
        if (p->sections[s].kind == it->kind)
            found = paper_find(&p->sections[s], it);
    return found;
}

static size_t key_place(const struct paper_item *pi) {
    size_t i = 0;
    while (i < pi->n_order && !pi->item->options[pi->order[i]].right)
        i++;
    return i;
}

struct agreement paper_agreement(const struct paper_set *s, size_t v, size_t w) {
    struct agreement g = {0};
    const struct paper *p = &s->v[v];
    for (size_t k = 0; k < p->n_sections; k++)
        for (size_t i = 0; i < p->sections[k].n_items; i++) {
            const struct paper_item *pi = &p->sections[k].items[i];
            const struct paper_item *other =
                p->sections[k].kind == ITEM_SINGLE_CHOICE ? find_item(&s->v[w], pi->item) : NULL;
            g.of += other != NULL;
            g.same += other && key_place(pi) == key_place(other);
        }
    return g;
}

static uint64_t hash_item(uint64_t h, const struct paper_item *pi) {
    char id[8]; /* low byte first on every machine */
    for (size_t i = 0; i < sizeof(id); i++)
        id[i] = (char)(pi->item->id >> 8 * i);
    h = hash_more(h, (struct str){id, sizeof(id)});
    h = hash_more(h, (struct str){(const char *)pi->order, pi->n_order});
    return hash_more(h, (struct str){(const char *)pi->left_order, pi->n_left});
}

uint32_t paper_tag(const struct paper_set *s) {
    uint64_t h = hash_str(s->title);
    for (size_t v = 0; v < s->n; v++)
        for (size_t k = 0; k < s->v[v].n_sections; k++)
            for (size_t i = 0; i < s->v[v].sections[k].n_items; i++)
                h = hash_item(h, &s->v[v].sections[k].items[i]);
    return (uint32_t)(h ^ h >> 32);
}

static void put_agreement(struct json *j, const struct paper_set *s) {
    json_key(j, "agreement");
    json_open(j, '[');
    for (size_t v = 0; v < s->n; v++)
        for (size_t w = v + 1; w < s->n; w++) {
            struct agreement g = paper_agreement(s, v, w);
            const char pair[2] = {s->v[v].variant, s->v[w].variant};
            json_open(j, '{');
            json_kstr(j, "variants", (struct str){pair, 2});
            json_kint(j, "same-letter", (int64_t)g.same);
            json_kint(j, "of", (int64_t)g.of);
            json_close(j, '}');
        }
    json_close(j, ']');
}

void paper_manifest(const struct paper_set *s, const struct sources *src, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_kstr(&j, "title", s->title);
    json_kstr(&j, "tag", str_format(out->a, "%08X", (unsigned)paper_tag(s)));
    json_kstr(&j, "blueprint", s->blueprint->name);
    json_kint(&j, "seed", (int64_t)s->seed);
    json_kint(&j, "minutes", s->v[0].minutes);
    put_agreement(&j, s);
    json_key(&j, "variants");
    json_open(&j, '[');
    for (size_t v = 0; v < s->n; v++)
        put_paper(&j, out->a, &s->v[v], &s->places[v], &s->cards[v], src);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
