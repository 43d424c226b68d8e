/* font: the font set: roles of fonts.yaml resolved to chains of faces, opened when first asked. */
#include "layout/font_int.h"

#include "base/fs.h"
#include "base/utf8.h"

#include <hb.h>

#define YAML_BYTES_MAX (1u << 20)

static const char *const FAMILY_KEY[FAMILY_COUNT] = {
    [FAMILY_SANS] = "sans", [FAMILY_SERIF] = "serif", [FAMILY_KAI] = "kai",
    [FAMILY_MONO] = "mono", [FAMILY_MATH] = "math",
};

static const char *const REGION_KEY[REGION_COUNT] = {
    [REGION_SC] = "sc", [REGION_TC] = "tc", [REGION_HK] = "hk",
    [REGION_JP] = "jp", [REGION_KR] = "kr",
};

/* fonts.yaml in the data directory, parsed. NULL after a report. */
static const struct yml *read_conf(struct arena *a, struct str data_dir, struct diag *d) {
    struct str text, error, path = fs_join(a, data_dir, STR("fonts/fonts.yaml"));
    if (!fs_read(a, path, YAML_BYTES_MAX, &text, &error)) {
        diag_say(d, DIAG_INPUT_MISSING, path, error);
        return NULL;
    }
    return yml_read(a, path, text, 0, d);
}

static bool is_same_place(const struct font_place *a, const struct font_place *b) {
    return a->index == b->index && a->instance == b->instance && str_eq(a->path, b->path);
}

static struct font_slot *slot_of(struct font_library *l, const struct font_place *place) {
    for (size_t i = 0; i < l->slots.n; i++)
        if (is_same_place(&l->slots.v[i]->place, place))
            return l->slots.v[i];
    struct font_slot *slot = arena_new(l->a, struct font_slot);
    slot->place = *place;
    vec_push(l->a, &l->slots, slot);
    return slot;
}

/* --- faces --- */

struct opening {
    struct font_library *l;
    struct font_slot *slot;
    struct str why;
};

static void open_slot(void *shared) {
    struct opening *o = shared;
    struct font_library *l = o->l;
    if (atomic_load(&o->slot->face) != NULL || atomic_load(&o->slot->broken))
        return;
    struct face_own *face = font_face_open(l->a, &o->slot->place, &o->why);
    if (face != NULL)
        face->pub.id = l->n_faces++;
    atomic_store(&o->slot->broken, face == NULL);
    atomic_store(&o->slot->face, face);
}

/* The face of a slot, opened at its first use; NULL when it cannot be used. */
static const struct face *slot_face(struct font_set *s, struct font_slot *slot) {
    struct face_own *face = atomic_load_explicit(&slot->face, memory_order_acquire);
    if (face == NULL && !atomic_load(&slot->broken)) {
        struct opening o = {.l = s->library, .slot = slot};
        jobs_alone(s->library->lock, s->a, open_slot, &o);
        if (o.why.n)
            diag_say(s->d, DIAG_FONT_UNREADABLE, slot->place.path, o.why);
        face = atomic_load(&slot->face);
    }
    return face == NULL ? NULL : &face->pub;
}

/* --- chains --- */

static bool find_by_names(struct font_library *l, const struct yml *names, bool bold,
                          struct font_place *out) {
    for (size_t i = 0; names != NULL && i < names->n; i++)
        if (font_find(l->finder, names->v[i].scalar, bold, out))
            return true;
    return false;
}

/* A family of fonts.yaml on this system, in the region's forms. */
static bool find_family(struct font_library *l, struct str key, bool bold, struct font_place *out) {
    const struct yml *families = yml_get(l->conf, "families");
    const struct yml *family = families == NULL ? NULL : yml_get(families, str_c(l->a, key));
    if (family == NULL)
        return false;
    if (!find_by_names(l, yml_get(family, REGION_KEY[l->region]), bold, out) &&
        !find_by_names(l, yml_get(family, "any"), bold, out))
        return false;
    out->package = yml_str(family, "package");
    return true;
}

static void add_slot(struct font_library *l, struct font_chain *c, const struct font_place *place) {
    struct font_slot *slot = slot_of(l, place);
    for (size_t i = 0; i < c->slots.n; i++)
        if (c->slots.v[i] == slot)
            return;
    vec_push(l->a, &c->slots, slot);
}

static void add_families(struct font_library *l, struct font_chain *c, const struct yml *keys,
                         bool bold) {
    struct font_place place;
    for (size_t i = 0; keys != NULL && i < keys->n; i++)
        if (find_family(l, keys->v[i].scalar, bold, &place))
            add_slot(l, c, &place);
}

static const struct yml *role_families(const struct font_library *l, enum font_family family) {
    const struct yml *roles = yml_get(l->conf, "roles");
    return roles == NULL ? NULL : yml_get(roles, FAMILY_KEY[family]);
}

struct chaining {
    struct font_library *l;
    enum font_family family;
    bool bold;
};

/* The role's families in the weight asked for, then sans in that weight (a role may have none),
 * then the fallbacks; for bold, then all of them again in regular: a thin sign beats a box. */
static void make_chain(void *shared) {
    const struct chaining *m = shared;
    struct font_library *l = m->l;
    struct font_chain *c = &l->chains[m->family][m->bold];
    if (atomic_load(&c->made))
        return;
    for (int weight = m->bold; weight >= 0; weight--) {
        add_families(l, c, role_families(l, m->family), weight);
        add_families(l, c, role_families(l, FAMILY_SANS), weight);
        add_families(l, c, yml_get(l->conf, "fallback"), weight);
    }
    atomic_store(&c->made, true);
}

static const struct font_chain *chain_of(struct font_set *s, enum font_family family, bool bold) {
    struct font_chain *c = &s->library->chains[family][bold];
    if (!atomic_load_explicit(&c->made, memory_order_acquire))
        jobs_alone(s->library->lock, s->a, make_chain,
                   &(struct chaining){s->library, family, bold});
    return c;
}

/* Sans regular and bold must be there under their own names, and open. */
static bool check_sans(struct font_set *s) {
    for (int bold = 0; bold < 2; bold++) {
        const struct font_chain *c = chain_of(s, FAMILY_SANS, bold);
        bool usable = c->slots.n > 0 && c->slots.v[0]->place.bold == bold;
        if (!usable || slot_face(s, c->slots.v[0]) == NULL) {
            diag_say(s->d, DIAG_FONT_MISSING, bold ? STR("sans bold") : STR("sans"),
                     yml_str(s->library->conf, "packages"));
            return false;
        }
    }
    return true;
}

/* Folders that are no folders of fonts, such as /proc, have no end. */
enum { FONT_FILES_MOST = 20000, FONT_FOLDERS_DEEP = 16 };

/* Counts down what lies below a folder; false when it is too much. */
static bool count_below(struct arena *a, struct str dir, int depth, size_t *left) {
    struct str *names, error;
    size_t n;
    if (depth > FONT_FOLDERS_DEEP)
        return false;
    if (!fs_list(a, dir, &names, &n, &error))
        return true; /* nothing to be read there */
    for (size_t i = 0; i < n; i++) {
        struct str path = fs_join(a, dir, names[i]);
        if (*left == 0 || (fs_kind(a, path) == FS_DIR && !count_below(a, path, depth + 1, left)))
            return false;
        --*left;
    }
    return true;
}

static bool dirs_usable(struct arena *a, const struct font_options *o, struct diag *d) {
    for (size_t i = 0; i < o->n_font_dirs; i++) {
        struct arena_mark mark = arena_mark(a);
        size_t left = FONT_FILES_MOST;
        bool well =
            fs_kind(a, o->font_dirs[i]) == FS_DIR && count_below(a, o->font_dirs[i], 0, &left);
        arena_reset(a, mark);
        if (well)
            continue;
        diag_say(d, DIAG_OPTION_VALUE, STR("--font-dir"), STR("a folder of at most 20000 files"),
                 o->font_dirs[i]);
        return false;
    }
    return true;
}

static void close_arena(void *a) {
    arena_close(a);
}

/* Caches come at any time, so they live in memory of their own: a caller may mark and reset its
 * arena while paragraphs are shaped. */
static struct font_set *make_set(struct arena *caller, struct diag *d) {
    struct arena *a = arena_open(arena_failure(caller));
    arena_defer(caller, close_arena, a);
    struct font_set *s = arena_new(a, struct font_set);
    s->a = a;
    s->d = d;
    return s;
}

static struct font_library *make_library(struct arena *a, enum font_region region) {
    struct jobs_lock *lock = jobs_lock_open(a);
    struct font_library *l = arena_new(a, struct font_library);
    l->a = jobs_lock_arena(lock);
    l->lock = lock;
    l->region = region;
    l->rescued = map_in(l->a);
    return l;
}

struct font_set *font_set_open(struct arena *caller, const struct font_options *o, struct diag *d) {
    struct font_set *s = make_set(caller, d);
    struct font_library *l = s->library = make_library(s->a, o->region);
    l->conf = read_conf(l->a, o->data_dir, d);
    if (l->conf == NULL || !dirs_usable(l->a, o, d))
        return NULL;
    l->finder = font_finder_open(l->a, o->config ? o->config : font_config_read(l->a), o->font_dirs,
                                 o->n_font_dirs);
    return check_sans(s) ? s : NULL;
}

struct font_set *font_set_beside(struct arena *caller, const struct font_set *s) {
    struct font_set *other = make_set(caller, s->d);
    other->library = s->library;
    return other;
}

void font_set_reuse(struct font_set *s, struct diag *d) {
    arena_set_failure(s->a, arena_failure(d->a));
    s->d = d;
    s->notes++;
}

const struct face *font_main(struct font_set *s, enum font_family family, bool bold) {
    const struct font_chain *c = chain_of(s, family, bold);
    for (size_t i = 0; i < c->slots.n; i++) {
        const struct face *face = slot_face(s, c->slots.v[i]);
        if (face != NULL)
            return face;
    }
    return slot_face(s, s->library->chains[FAMILY_SANS][0].slots.v[0]);
}

/* Controls, joiners and selectors have no shape of their own and never change the face. */
static bool is_shapeless(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x00AD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE01EF);
}

struct rescuing {
    struct font_library *l;
    uint32_t code;
    struct font_slot *slot;
};

static void find_rescue(void *shared) {
    struct rescuing *r = shared;
    char key[4];
    struct str k = {key, utf8_put(key, r->code)};
    struct map_entry *e = map_find(&r->l->rescued, k);
    if (e == NULL) {
        struct font_place place;
        e = map_put(&r->l->rescued, str_copy(r->l->a, k));
        if (font_find_code(r->l->finder, r->code, &place))
            e->ptr = slot_of(r->l, &place);
    }
    r->slot = e->ptr;
}

/* A face of any installed font, for a character fonts.yaml has nothing for. */
static const struct face *rescue(struct font_set *s, uint32_t code) {
    struct rescuing r = {.l = s->library, .code = code};
    jobs_alone(s->library->lock, s->a, find_rescue, &r);
    const struct face *face = r.slot != NULL ? slot_face(s, r.slot) : NULL;
    return face != NULL && font_nominal(face, code).gid != 0 ? face : NULL;
}

const struct face *font_for(struct font_set *s, enum font_family family, bool bold, uint32_t code) {
    const struct font_chain *c = chain_of(s, family, bold);
    if (is_shapeless(code))
        return font_main(s, family, bold);
    for (size_t i = 0; i < c->slots.n; i++) {
        const struct face *face = slot_face(s, c->slots.v[i]);
        if (face != NULL && font_nominal(face, code).gid != 0)
            return face;
    }
    return rescue(s, code);
}

static void list_place(const struct font_place *p, struct buf *out) {
    buf_printf(out, "  %-24.*s %s  %.*s", STR_ARG(p->family), p->bold ? "bold   " : "regular",
               STR_ARG(p->path));
    if (p->index > 0)
        buf_printf(out, " #%u", (unsigned)p->index);
    if (p->package.n > 0)
        buf_printf(out, "  (%.*s)", STR_ARG(p->package));
    buf_byte(out, '\n');
}

void font_list(struct font_set *s, struct buf *out) {
    for (int family = 0; family < FAMILY_COUNT; family++) {
        buf_printf(out, "%s\n", FAMILY_KEY[family]);
        for (int bold = 0; bold < 2; bold++) {
            const struct font_chain *c = chain_of(s, (enum font_family)family, bold);
            for (size_t i = 0; i < c->slots.n; i++)
                if (c->slots.v[i]->place.bold == bold)
                    list_place(&c->slots.v[i]->place, out);
        }
    }
}
