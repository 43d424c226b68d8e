/* ahead: see ahead.h. What cannot be read is read again where it is needed, and reported there. */
#include "cli/ahead.h"

#include "base/jobs.h"
#include "cli/hands.h"
#include "items/rules.h"
#include "layout/font.h"

enum { AHEAD_RULES, AHEAD_FONTS, AHEAD_COUNT };

struct run_ahead {
    struct jobs_aside *jobs;
    struct str data_dir;
    struct diag *d; /* of the rules */
    const struct rules *rules;
    struct font_config *fonts;
};

static void read_one(void *shared, size_t i, struct arena *a) {
    struct run_ahead *k = shared;
    if (i == AHEAD_RULES) {
        k->d = diag_open(a);
        k->rules = rules_load(a, k->data_dir, k->d);
    } else {
        k->fonts = font_config_read(a);
    }
}

void run_read_ahead(struct run *r) {
    if (run_threads(r) == 1)
        return;
    r->ahead = arena_new(r->a, struct run_ahead);
    r->ahead->data_dir = r->data_dir;
    r->ahead->jobs = jobs_begin(r->a, AHEAD_COUNT, read_one, r->ahead);
}

const struct rules *ahead_rules(struct run *r) {
    if (!r->ahead)
        return NULL;
    jobs_wait(r->ahead->jobs, AHEAD_RULES);
    if (r->ahead->rules)
        diag_take(r->d, r->ahead->d);
    return r->ahead->rules;
}

struct font_config *ahead_fonts(struct run *r) {
    if (!r->ahead)
        return NULL;
    jobs_wait(r->ahead->jobs, AHEAD_FONTS);
    return r->ahead->fonts;
}
