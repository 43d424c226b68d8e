/* recheck: from the manifest's tree to keys. */
#include "plan/recheck.h"

#include "base/buf.h"
#include "base/vec.h"

static double number(const struct yml *map, const char *key) {
    double v = 0;
    return str_to_double(yml_str(map, key), &v) ? v : 0;
}

/* The place of the letter in the row, as a letter: where the bank's A is printed. */
static char place_of(struct str row, char letter) {
    size_t at = str_find_byte(row, letter);
    return at == SIZE_MAX ? '?' : (char)('A' + at);
}

static struct str derive_choice(struct arena *a, struct str options, struct str right) {
    struct buf b = buf_in(a);
    for (size_t i = 0; i < options.n; i++)
        if (str_find_byte(right, options.p[i]) != SIZE_MAX)
            buf_byte(&b, (int)('A' + i));
    return buf_get(&b);
}

/* Letters of the printed answers in the order of the bank, or of the left column as printed. */
static struct str derive_answers(struct arena *a, struct str answers, struct str left) {
    struct buf b = buf_in(a);
    size_t n = left.n ? left.n : answers.n;
    for (size_t i = 0; i < n; i++)
        buf_byte(&b, place_of(answers, left.n ? left.p[i] : (char)('A' + i)));
    return buf_get(&b);
}

static struct str derive(struct arena *a, const struct yml *item) {
    struct str options = yml_str(item, "options"), answers = yml_str(item, "answers");
    if (options.n)
        return derive_choice(a, options, yml_str(item, "right"));
    return answers.n ? derive_answers(a, answers, yml_str(item, "left")) : yml_str(item, "right");
}

/* Ordering and matching have a box for each letter. */
static void read_boxes(struct arena *a, const struct yml *item, struct recheck_item *out) {
    const struct yml *list = yml_get(item, "boxes");
    size_t n = list ? list->n : 0;
    struct recheck_box *v = arena_array(a, struct recheck_box, n);
    for (size_t i = 0; i < n; i++) {
        const struct yml *box = &list->v[i];
        size_t part = (size_t)number(box, "part");
        v[i] = (struct recheck_box){
            .page = (uint32_t)number(box, "page"),
            .x = number(box, "x"),
            .y = number(box, "y"),
            .w = number(box, "w"),
            .h = number(box, "h"),
            .key = yml_get(item, "answers") ? str_slice(out->key, part, part + 1) : out->key,
        };
    }
    out->boxes = v;
    out->n_boxes = n;
}

static double read_section(struct arena *a, const struct yml *section,
                           struct recheck_paper *paper) {
    const struct yml *items = yml_get(section, "items");
    struct recheck_item *v = (struct recheck_item *)(uintptr_t)paper->items;
    double marks = 0;
    for (size_t i = 0; items && i < items->n; i++) {
        struct recheck_item *it = &v[paper->n++];
        *it = (struct recheck_item){.number = (uint32_t)number(&items->v[i], "number"),
                                    .kind = yml_str(section, "kind"),
                                    .key = yml_str(&items->v[i], "key"),
                                    .derived = derive(a, &items->v[i])};
        read_boxes(a, &items->v[i], it);
        marks += number(&items->v[i], "marks");
    }
    paper->adds_up = paper->adds_up && marks == number(section, "marks"); /* halves are exact */
    return marks;
}

static size_t count_items(const struct yml *sections) {
    size_t n = 0;
    for (size_t s = 0; sections && s < sections->n; s++) {
        const struct yml *items = yml_get(&sections->v[s], "items");
        n += items ? items->n : 0;
    }
    return n;
}

static struct recheck_paper read_paper(struct arena *a, const struct yml *variant) {
    const struct yml *sections = yml_get(variant, "sections");
    struct recheck_paper p = {.variant = yml_str(variant, "variant"), .adds_up = true};
    double marks = 0;
    p.items = arena_array(a, struct recheck_item, count_items(sections));
    for (size_t s = 0; sections && s < sections->n; s++)
        marks += read_section(a, &sections->v[s], &p);
    p.adds_up = p.adds_up && marks == number(variant, "marks");
    return p;
}

const struct recheck *recheck_read(struct arena *a, struct str text, struct str *error) {
    const struct yml *root = yml_parse_large(a, text, error);
    const struct yml *variants = root ? yml_get(root, "variants") : NULL;
    if (!root)
        return NULL;
    if (!variants || variants->kind != YML_LIST || !str_eqc(yml_str(root, "schema"), "1")) {
        *error = STR("it is no manifest of crib's");
        return NULL;
    }
    struct recheck *r = arena_new(a, struct recheck);
    struct recheck_paper *v = arena_array(a, struct recheck_paper, variants->n);
    for (size_t i = 0; i < variants->n; i++)
        v[i] = read_paper(a, &variants->v[i]);
    *r = (struct recheck){v, variants->n};
    return r;
}
