/* dump: the bank as JSON (docs/schema/items.json). */
#include "items/item.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"

struct dump {
    struct json j;
    struct arena *a;
    const struct sources *s;
};

static struct str section_path(struct arena *a, const struct question *q) {
    struct str path = {0};
    for (const struct section *s = q->section; s; s = s->parent) {
        if (q->is_section && s->span.at == q->span.at)
            continue;
        path = path.n ? str_format(a, "%.*s > %.*s", STR_ARG(s->title.plain), STR_ARG(path))
                      : s->title.plain;
    }
    return path;
}

static void put_source(struct dump *d, const struct item_source *src) {
    struct json *j = &d->j;
    const struct source *file = source_at(d->s, src->span.at);
    json_key(j, "source");
    json_open(j, '{');
    json_kstr(j, "path", file ? file->path : (struct str){0});
    json_kint(j, "line", file ? source_line(file, src->span.at) : 0);
    json_kstr(j, "section", section_path(d->a, src->question));
    json_kstr(j, "question", src->question->title.plain);
    if (src->point)
        json_kstr(j, "point",
                  src->point->key.plain.n ? src->point->key.plain : src->point->text.plain);
    json_close(j, '}');
}

/* The text with its formulas between dollars, as notes write them. */
static struct str spelled(struct arena *a, const struct rich *r) {
    if (!rich_has(r, RICH_MATH))
        return r->plain;
    struct buf b = buf_in(a);
    for (size_t i = 0; i < r->n; i++) {
        const struct rich_run *run = &r->runs[i];
        bool math = (run->flags & RICH_MATH) != 0;
        bool opens = math && (i == 0 || !(run[-1].flags & RICH_MATH));
        bool closes = math && (i + 1 == r->n || !(run[1].flags & RICH_MATH));
        buf_str(&b, opens ? STR("$") : STR(""));
        buf_str(&b, run->text);
        buf_str(&b, closes ? STR("$") : STR(""));
    }
    return buf_get(&b);
}

static void put_options(struct dump *d, const struct item *it) {
    struct json *j = &d->j;
    json_key(j, "options");
    json_open(j, '[');
    for (size_t i = 0; i < it->n_options; i++) {
        json_open(j, '{');
        json_kstr(j, "text", spelled(d->a, &it->options[i].text));
        json_kbool(j, "right", it->options[i].right);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* label：key：text, as far as there is each. */
static struct str answer_text(struct arena *a, const struct item_answer *x) {
    const struct rich *parts[] = {&x->label, &x->key, &x->text};
    struct str v[COUNT_OF(parts)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (parts[i]->plain.n)
            v[n++] = spelled(a, parts[i]);
    bool han = false;
    for (size_t i = 0; i < n; i++)
        han = han || utf8_count_han(v[i]);
    return str_join(a, v, n, han ? STR("：") : STR(": "));
}

/* By kind: true or false, a text, a list of texts, a list of pairs. */
static void put_answer(struct dump *d, const struct item *it) {
    struct json *j = &d->j;
    json_key(j, "answer");
    if (it->kind == ITEM_TRUE_FALSE) {
        json_bool(j, it->is_true);
        return;
    }
    if (it->kind == ITEM_TERM && it->n_answers == 1) {
        json_str(j, spelled(d->a, &it->answers[0].text));
        return;
    }
    json_open(j, '[');
    for (size_t i = 0; i < it->n_answers; i++) {
        const struct item_answer *x = &it->answers[i];
        if (it->kind == ITEM_MATCHING) {
            json_open(j, '[');
            json_str(j, spelled(d->a, &x->left));
            json_str(j, spelled(d->a, &x->text));
            json_close(j, ']');
        } else {
            json_str(j, answer_text(d->a, x));
        }
    }
    json_close(j, ']');
}

static void put_why(struct dump *d, const struct item *it) {
    struct json *j = &d->j;
    json_key(j, "why");
    json_open(j, '{');
    for (size_t i = 0; i < it->n_why; i++) {
        json_key(j, it->why[i].name);
        json_fixed(j, it->why[i].value, 3);
    }
    json_close(j, '}');
}

/* What stands below the stem, as far as it is code. */
static void put_stem_code(struct dump *d, const struct item *it) {
    size_t n = 0;
    struct str *v = arena_array(d->a, struct str, it->n_stem_parts);
    for (size_t i = 0; i < it->n_stem_parts; i++)
        if (it->stem_parts[i].kind == PART_CODE)
            v[n++] = it->stem_parts[i].code.text;
    if (n)
        json_kstr(&d->j, "code", str_join(d->a, v, n, STR("\n")));
}

/* What stands below the stem or the explanation; code of stems has a key of its own. */
static void put_words(struct dump *d, const char *key, const struct part *v, size_t n,
                      bool with_code) {
    struct buf words = buf_in(d->a);
    for (size_t i = 0; i < n; i++)
        if (with_code || v[i].kind != PART_CODE)
            study_words(&words, &v[i], 1);
    struct str s = str_trim(buf_get(&words));
    if (s.n)
        json_kstr(&d->j, key, s);
}

static void put_material(struct dump *d, const struct item *it) {
    const struct section *s = study_material(it->source.question);
    if (s)
        json_kstr(&d->j, "material", str_trim(study_material_words(d->a, s)));
}

static void put_item(struct dump *d, const struct item *it) {
    struct json *j = &d->j;
    json_open(j, '{');
    json_kstr(j, "id", hash_hex(d->a, it->id));
    json_kstr(j, "kind", str_of(item_kind_name((enum item_kind)it->kind)));
    json_kstr(j, "generator", str_of(it->generator));
    json_kstr(j, "lang", it->lang);
    json_kstr(j, "stem", spelled(d->a, &it->stem));
    put_stem_code(d, it);
    put_words(d, "below", it->stem_parts, it->n_stem_parts, false);
    put_material(d, it);
    if (it->ordered_options) {
        json_key(j, "ordered");
        json_bool(j, true);
    }
    if (it->n_options)
        put_options(d, it);
    else
        put_answer(d, it);
    json_kstr(j, "explanation", spelled(d->a, &it->explanation));
    put_words(d, "explanation-below", it->explanation_parts, it->n_explanation_parts, true);
    json_kstr(j, "use", it->use == USE_PAPER ? STR("paper") : STR("card"));
    json_key(j, "score");
    json_fixed(j, it->score, 3);
    json_key(j, "confidence");
    json_fixed(j, it->confidence, 3);
    json_key(j, "difficulty");
    json_fixed(j, it->difficulty, 3);
    put_source(d, &it->source);
    json_key(j, "tags");
    json_open(j, '[');
    for (size_t i = 0; i < it->n_tags; i++)
        json_str(j, it->tags[i]);
    json_close(j, ']');
    put_why(d, it);
    json_close(j, '}');
}

static void put_rejected(struct dump *d, const struct item_rejected *r) {
    struct json *j = &d->j;
    json_open(j, '{');
    json_kstr(j, "generator", str_of(r->generator));
    json_kstr(j, "gate", str_of(gate_name((enum gate)r->gate)));
    json_kstr(j, "stem", r->stem);
    put_source(d, &r->source);
    json_close(j, '}');
}

static void put_counts(struct dump *d, const struct bank *b) {
    struct json *j = &d->j;
    json_key(j, "counts");
    json_open(j, '{');
    json_kint(j, "items", (int64_t)b->n);
    json_kint(j, "rejected", (int64_t)b->n_rejected);
    json_key(j, "kinds");
    json_open(j, '{');
    for (int k = 0; k < ITEM_KIND_COUNT; k++)
        json_kint(j, item_kind_name((enum item_kind)k), (int64_t)b->by_kind[k]);
    json_close(j, '}');
    json_key(j, "paper");
    json_open(j, '{');
    for (int k = 0; k < ITEM_KIND_COUNT; k++)
        json_kint(j, item_kind_name((enum item_kind)k), (int64_t)b->paper_by_kind[k]);
    json_close(j, '}');
    json_key(j, "gates");
    json_open(j, '{');
    for (int g = GATE_PASSED + 1; g < GATE_COUNT; g++)
        json_kint(j, gate_name((enum gate)g), (int64_t)b->by_gate[g]);
    json_close(j, '}');
    json_close(j, '}');
}

void items_dump(const struct bank *b, const struct sources *s, bool rejected, struct buf *out) {
    struct dump d = {.j = json_to(out, true), .a = out->a, .s = s};
    json_open(&d.j, '{');
    json_kint(&d.j, "schema", 1);
    json_key(&d.j, "items");
    json_open(&d.j, '[');
    for (size_t i = 0; i < b->n; i++)
        put_item(&d, b->v[i]);
    json_close(&d.j, ']');
    if (rejected) {
        json_key(&d.j, "rejected");
        json_open(&d.j, '[');
        for (size_t i = 0; i < b->n_rejected; i++)
            put_rejected(&d, &b->rejected[i]);
        json_close(&d.j, ']');
    }
    put_counts(&d, b);
    json_close(&d.j, '}');
    buf_byte(out, '\n');
}
