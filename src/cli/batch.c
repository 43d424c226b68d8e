/* batch: see batch.h. */
#include "cli/batch.h"

#include "base/jobs.h"

bool batch_add(struct batch *p, const struct batch_output *part) {
    if (!run_prepare(p->r, part->path))
        return false;
    vec_push(p->r->a, &p->v, *part);
    return true;
}

static bool emit(const struct batch_output *p, struct run_output *out, struct hand *h) {
    struct emit_input in = p->in;
    struct str error;
    if (p->lay_out)
        in.pages = p->lay_out(p, h);
    if (p->lay_out && !in.pages)
        return false;
    if (!p->backend->emit(h->a, &in, out->file, h->d))
        return false;
    bool failed = fs_failed(out->file, &error);
    if (failed)
        diag_say(h->d, DIAG_OUTPUT_WRITE, out->path, error);
    return !failed;
}

static bool make_part(void *shared, size_t i, struct hand *h) {
    struct batch *p = shared;
    const struct batch_output *part = &p->v.v[p->order[i]];
    struct run_output *out = &p->outputs[p->order[i]];
    *out = (struct run_output){part->path, fs_create(h->a, part->path), part->about};
    struct arena **scratch = arena_hold(h->a);
    struct hand own = {*scratch, h->fonts, h->d};
    bool made = emit(part, out, &own);
    arena_release(scratch);
    return made;
}

/* Larger ones first, so that the last to end are small; where equal, as they came. */
static void find_order(struct batch *p) {
    p->order = arena_array(p->r->a, size_t, p->v.n);
    for (size_t i = 0; i < p->v.n; i++) {
        size_t at = i;
        for (; at > 0 && p->v.v[p->order[at - 1]].size < p->v.v[i].size; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
}

struct hands *batch_open(struct batch *p) {
    size_t n = p->v.n;
    for (size_t i = 0; i < n; i++) /* one alone is made by several threads */
        p->v.v[i].in.threads = n > 1 ? 1 : run_threads(p->r);
    p->outputs = arena_array(p->r->a, struct run_output, n);
    find_order(p);
    return hands_open(p->r, n, make_part, p);
}

bool batch_close(struct batch *p, struct hands *hands) {
    if (!hands_close(hands))
        return false;
    for (size_t i = 0; i < p->v.n; i++)
        vec_push(p->r->a, &p->r->outputs, p->outputs[i]);
    return true;
}

bool batch_make(struct batch *p) {
    struct hands *hands = batch_open(p);
    if (!hands)
        return false;
    jobs_run(p->r->a, run_threads(p->r), p->v.n, hands_part, hands);
    return batch_close(p, hands);
}
