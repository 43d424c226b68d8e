/* heading: a chain of headings up to the document; a section finds its own in the chain of the one
 * before. */
#include "items/heading.h"

#include "items/title.h"

struct str heading_path(struct arena *a, const struct heading *above, struct str words) {
    struct str both[2] = {above->path, words};
    return above->section ? str_join(a, both, 2, STR(" › ")) : words;
}

const struct heading *heading_of_document(struct arena *a, const struct rules *r,
                                          const struct study_document *d) {
    struct heading *h = arena_new(a, struct heading);
    if (d->front && d->front->title.n) { /* a file's name is no title */
        struct rich title = rich_plain(a, d->front->title, (struct span){d->source->base, 0});
        h->wide = subject_name(a, r, d, &title);
    }
    h->subject = subject_of(a, r, h->wide, h->near);
    return h;
}

static const struct heading *make(struct arena *a, const struct rules *r, const struct section *s,
                                  const struct heading *above) {
    struct heading *h = arena_new(a, struct heading);
    struct str subject = subject_name(a, r, s->document, &s->title);
    h->section = s;
    h->above = above;
    h->path = heading_path(a, above, title_words(a, &s->title));
    h->name = title_name(a, r, &s->title);
    h->is_name = title_is_name(r, s->document, &s->title, h->name);
    h->generic = title_is_generic(r, h->name);
    h->cut = title_is_cut(h->name, s->title.plain);
    if (s->level > 1)
        h->stop = MAX(title_stops(r, &s->title, h->name), above->stop);
    h->sim = sim_text(a, s->title.plain, &r->stops);
    h->wide = above->wide.n ? above->wide : subject;
    h->near = subject.n ? subject : above->near;
    h->subject = subject_of(a, r, h->wide, h->near);
    return h;
}

const struct heading *heading_at(struct arena *a, const struct rules *r, const struct section *s,
                                 const struct heading *last) {
    const struct heading *h = last;
    while (h->above && h->section != s)
        h = h->above;
    if (!s || h->section == s)
        return h;
    return make(a, r, s, heading_at(a, r, s->parent, last)); /* nesting is capped by syntax */
}
