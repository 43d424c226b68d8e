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
static const struct yml *read_conf(struct font_set *s, struct str data_dir) {
    struct str text, error;
    s->conf_path = fs_join(s->a, data_dir, STR("fonts/fonts.yaml"));
    if (!fs_read(s->a, s->conf_path, YAML_BYTES_MAX, &text, &error)) {
        diag_say(s->d, DIAG_INPUT_MISSING, s->conf_path, error);
        return NULL;
    }
    return yml_read(s->a, s->conf_path, text, 0, s->d);
}

static bool is_same_place(const struct font_place *a, const struct font_place *b) {
    return a->index == b->index && a->instance == b->instance && str_eq(a->path, b->path);
}

static uint32_t slot_of(struct font_set *s, const struct font_place *place) {
    for (uint32_t i = 0; i < s->slots.n; i++)
        if (is_same_place(&s->slots.v[i].place, place))
            return i;
    vec_push(s->a, &s->slots, (struct font_slot){.place = *place});
    return (uint32_t)(s->slots.n - 1);
}

/* The face of a slot, opened at its first use; NULL when it cannot be used. */
static const struct face *slot_face(struct font_set *s, uint32_t at) {
    struct font_slot *slot = &s->slots.v[at];
    if (slot->face == NULL && !slot->broken) {
        struct str why = {0};
        slot->face = font_face_open(s->a, &slot->place, &why);
        slot->broken = slot->face == NULL;
        if (why.n)
            diag_say(s->d, DIAG_FONT_UNREADABLE, slot->place.path, why);
        if (slot->face != NULL) {
            slot->face->pub.id = (uint16_t)s->faces.n;
            vec_push(s->a, &s->faces, slot->face);
        }
    }
    return slot->face == NULL ? NULL : &slot->face->pub;
}

static bool find_by_names(struct font_set *s, const struct yml *names, bool bold,
                          struct font_place *out) {
    for (size_t i = 0; names != NULL && i < names->n; i++)
        if (font_find(s->finder, names->v[i].scalar, bold, out))
            return true;
    return false;
}

/* A family of fonts.yaml on this system, in the region's forms. */
static bool find_family(struct font_set *s, struct str key, bool bold, struct font_place *out) {
    const struct yml *families = yml_get(s->conf, "families");
    const struct yml *family = families == NULL ? NULL : yml_get(families, str_c(s->a, key));
    if (family == NULL)
        return false;
    if (!find_by_names(s, yml_get(family, REGION_KEY[s->region]), bold, out) &&
        !find_by_names(s, yml_get(family, "any"), bold, out))
        return false;
    out->package = yml_str(family, "package");
    return true;
}

static void add_slot(struct font_set *s, struct font_chain *c, const struct font_place *place) {
    uint32_t slot = slot_of(s, place);
    for (size_t i = 0; i < c->slots.n; i++)
        if (c->slots.v[i] == slot)
            return;
    vec_push(s->a, &c->slots, slot);
}

static void add_families(struct font_set *s, struct font_chain *c, const struct yml *keys,
                         bool bold) {
    struct font_place place;
    for (size_t i = 0; keys != NULL && i < keys->n; i++)
        if (find_family(s, keys->v[i].scalar, bold, &place))
            add_slot(s, c, &place);
}

static const struct yml *role_families(const struct font_set *s, enum font_family family) {
    const struct yml *roles = yml_get(s->conf, "roles");
    return roles == NULL ? NULL : yml_get(roles, FAMILY_KEY[family]);
}

/* The role's families in the weight asked for, then sans in that weight (a role may have none),
 * then the fallbacks; for bold, then all of them again in regular: a thin sign beats a box. */
static struct font_chain *chain_of(struct font_set *s, enum font_family family, bool bold) {
    struct font_chain *c = &s->chains[family][bold];
    if (c->made)
        return c;
    c->made = true;
    for (int weight = bold; weight >= 0; weight--) {
        add_families(s, c, role_families(s, family), weight);
        add_families(s, c, role_families(s, FAMILY_SANS), weight);
        add_families(s, c, yml_get(s->conf, "fallback"), weight);
    }
    return c;
}

static struct str packages_of(struct font_set *s) {
    return yml_str(s->conf, "packages");
}

/* Sans regular and bold must be there under their own names, and open. */
static bool check_sans(struct font_set *s) {
    for (int bold = 0; bold < 2; bold++) {
        struct font_chain *c = chain_of(s, FAMILY_SANS, bold);
        bool usable = c->slots.n > 0 && s->slots.v[c->slots.v[0]].place.bold == bold;
        if (!usable || slot_face(s, c->slots.v[0]) == NULL) {
            diag_say(s->d, DIAG_FONT_MISSING, bold ? STR("sans bold") : STR("sans"),
                     packages_of(s));
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

/* Faces and caches come at any time, so they live in memory of their own: a caller may mark and
 * reset its arena while paragraphs are shaped. */
struct font_set *font_set_open(struct arena *caller, const struct font_options *o, struct diag *d) {
    struct arena *a = *arena_hold(caller);
    struct font_set *s = arena_new(a, struct font_set);
    s->a = a;
    s->d = d;
    s->region = o->region;
    s->rescued = map_in(a);
    s->conf = read_conf(s, o->data_dir);
    if (s->conf == NULL || !dirs_usable(a, o, d))
        return NULL;
    s->finder = font_finder_open(a, o->font_dirs, o->n_font_dirs);
    return check_sans(s) ? s : NULL;
}

void font_set_reuse(struct font_set *s, struct diag *d) {
    s->d = d;
    s->notes++;
}

const struct face *font_main(struct font_set *s, enum font_family family, bool bold) {
    struct font_chain *c = chain_of(s, family, bold);
    for (size_t i = 0; i < c->slots.n; i++) {
        const struct face *face = slot_face(s, c->slots.v[i]);
        if (face != NULL)
            return face;
    }
    return slot_face(s, s->chains[FAMILY_SANS][0].slots.v[0]);
}

/* Controls, joiners and selectors have no shape of their own and never change the face. */
static bool is_shapeless(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x00AD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE01EF);
}

/* A face of any installed font, for a character fonts.yaml has nothing for. */
static const struct face *rescue(struct font_set *s, uint32_t code) {
    char key[4];
    struct str k = {key, utf8_put(key, code)};
    struct map_entry *e = map_find(&s->rescued, k);
    if (e == NULL) {
        struct font_place place;
        e = map_put(&s->rescued, str_copy(s->a, k));
        if (font_find_code(s->finder, code, &place))
            e->num = 1 + (int64_t)slot_of(s, &place);
    }
    const struct face *face = e->num > 0 ? slot_face(s, (uint32_t)(e->num - 1)) : NULL;
    return face != NULL && font_nominal(face, code)->gid != 0 ? face : NULL;
}

const struct face *font_for(struct font_set *s, enum font_family family, bool bold, uint32_t code) {
    struct font_chain *c = chain_of(s, family, bold);
    if (is_shapeless(code))
        return font_main(s, family, bold);
    for (size_t i = 0; i < c->slots.n; i++) {
        const struct face *face = slot_face(s, c->slots.v[i]);
        if (face != NULL && font_nominal(face, code)->gid != 0)
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
            struct font_chain *c = chain_of(s, (enum font_family)family, bold);
            for (size_t i = 0; i < c->slots.n; i++)
                if (s->slots.v[c->slots.v[i]].place.bold == bold)
                    list_place(&s->slots.v[c->slots.v[i]].place, out);
        }
    }
}
