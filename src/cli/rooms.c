/* rooms: see rooms.h. */
#include "cli/rooms.h"

#include "cli/pages.h"

/* Rooms to a file; more where the files would become many. */
#define ROOMS_A_FILE 50
#define FILES_MOST   64

static struct str path_of(const struct run *r, size_t from, size_t to) {
    struct str end = from ? str_format(r->a, "-%04zu-%04zu", from + 1, to) : (struct str){0};
    return fs_join(r->a, r->out_dir,
                   str_format(r->a, "%.*s-seating%.*s.pdf", STR_ARG(r->name), STR_ARG(end)));
}

static const struct pages *lay_out(const struct batch_output *p, struct hand *h) {
    return run_seating(p->of, h, p->from, p->to);
}

static bool add_file(struct batch *p, const struct seating *seats, size_t from, size_t to) {
    struct run *r = p->r;
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += seats->v[i].n;
    return batch_add(p, &(struct batch_output){
                            .backend = emit_find(STR("pdf")),
                            .in = run_input(r),
                            .path = path_of(r, from, to),
                            .about = str_format(r->a, "%zu room%s, %zu seats", to - from,
                                                to - from == 1 ? "" : "s", n),
                            .size = 2 * (to - from), /* laid out, too */
                            .lay_out = lay_out,
                            .of = r,
                            .from = from,
                            .to = to,
                        });
}

bool rooms_add(struct batch *p, const struct seating *seats) {
    size_t a_file = MAX((size_t)ROOMS_A_FILE, (seats->n + FILES_MOST - 1) / FILES_MOST);
    for (size_t from = 0; from < seats->n; from += a_file)
        if (!add_file(p, seats, from, MIN(from + a_file, seats->n)))
            return false;
    return true;
}
