/* YAML of every kind: styles, blueprints, descriptions of targets, and YAML as such. */
#include "base/yml.h"

#include "fuzz.h"
#include "plan/blueprint.h"
#include "plan/target.h"
#include "style/style.h"

static void read_plain(struct arena *a, struct str text, struct diag *d) {
    const struct yml *y = yml_read(a, STR("x.yaml"), text, 0, d);
    if (y && y->kind == YML_MAP)
        for (size_t i = 0; i < y->n; i++)
            yml_place(STR("x.yaml"), text, &y->v[i], i & 1);
}

static void read_style(struct arena *a, struct str text, struct diag *d) {
    style_load(a, FUZZ_DATA, fuzz_file(a, text), d);
}

static void read_blueprint(struct arena *a, struct str text, struct diag *d) {
    const struct blueprint *b = blueprint_load(a, FUZZ_DATA, fuzz_file(a, text), d);
    if (b && (b->variants > BLUEPRINT_VARIANTS_MAX || b->total < 0))
        fuzz_fail("a blueprint out of range");
}

static void read_target(struct arena *a, struct str text, struct diag *d) {
    const struct target *t = target_read(a, fuzz_file(a, text), d);
    if (t && t->n_columns > TARGET_COLUMNS_MAX)
        fuzz_fail("a target of %zu columns", t->n_columns);
}

void fuzz_one(struct arena *a, struct str data) {
    static void (*const kinds[])(struct arena *, struct str, struct diag *) = {
        read_plain, read_style, read_blueprint, read_target};
    struct diag *d = diag_open(a);
    struct buf messages = buf_in(a);
    struct diag_format format = {0};
    kinds[fuzz_choice(&data) % COUNT_OF(kinds)](a, data, d);
    diag_print(d, NULL, NULL, &format, &messages);
}
