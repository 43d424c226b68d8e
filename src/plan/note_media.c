/* note_media: see note_media.h. */
#include "plan/note_media.h"

#include "base/fs.h"
#include "base/hash.h"

#define MEDIA_BYTES_MAX (100u << 20)
#define NAME_DIGITS     12

struct note_media note_media_open(struct arena *a, struct vault *vault, struct diag *d) {
    return (struct note_media){.a = a, .vault = vault, .d = d, .by_path = map_in(a)};
}

/* The extension by the first bytes; what the file is called does not matter. */
static const char *extension_of(struct str bytes) {
    static const struct {
        size_t at;
        const char *magic, *extension;
    } signs[] = {
        {0, "\x89PNG", "png"}, {0, "\xff\xd8\xff", "jpg"}, {0, "GIF8", "gif"},
        {8, "WEBP", "webp"},   {0, "<svg", "svg"},         {4, "ftypavif", "avif"},
    };
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (str_starts(str_from(bytes, signs[i].at), str_of(signs[i].magic)))
            return signs[i].extension;
    bool svg = str_starts(bytes, STR("<?xml")) && str_has(str_slice(bytes, 0, 4096), STR("<svg"));
    return svg ? "svg" : NULL;
}

/* The name of these bytes; empty: no picture Anki shows. */
static struct str name_of_bytes(struct arena *a, struct str bytes) {
    const char *extension = extension_of(bytes);
    if (!extension)
        return (struct str){0};
    struct str hex = hash_hex(a, hash_str(bytes));
    return str_format(a, "crib-%.*s.%s", NAME_DIGITS, hex.p, extension);
}

static struct str name_of(struct note_media *m, struct str path, struct span span) {
    struct arena **held = arena_hold(m->a), *scratch = *held;
    struct str bytes, error = STR("not a picture Anki shows (PNG, JPEG, GIF, WebP, AVIF, SVG)");
    struct str name = {0};
    if (fs_read_real(scratch, path, MEDIA_BYTES_MAX, &bytes, &error))
        name = name_of_bytes(m->a, bytes);
    if (name.n == 0)
        diag_at(m->d, DIAG_FIGURE_BROKEN, span, fs_base(path), error);
    arena_release(held);
    return name;
}

struct str note_media_bytes(struct arena *a, const struct deck_media *media) {
    struct str bytes = {0}, error = STR("was changed meanwhile");
    if (!fs_read_real(a, media->path, MEDIA_BYTES_MAX, &bytes, &error) ||
        !str_eq(name_of_bytes(a, bytes), media->name))
        fail_raise(arena_failure(a), "%.*s: %.*s", STR_ARG(media->path), STR_ARG(error));
    return bytes;
}

struct str note_media_file(struct note_media *m, struct str path, struct span span) {
    struct map_entry *e = map_find(&m->by_path, path);
    if (!e) {
        struct str *name = arena_new(m->a, struct str);
        *name = name_of(m, path, span);
        e = map_put(&m->by_path, path);
        e->ptr = name;
        bool known = name->n == 0;
        for (size_t i = 0; i < m->v.n && !known; i++)
            known = str_eq(m->v.v[i].name, *name);
        if (!known)
            vec_push(m->a, &m->v, (struct deck_media){*name, path});
    }
    return *(const struct str *)e->ptr;
}

struct str note_media_target(struct note_media *m, const struct source *from, struct str target,
                             struct span span) {
    struct str path;
    if (!m->vault || !from || vault_file(m->vault, from, target, &path) != VAULT_FOUND)
        return (struct str){0};
    return note_media_file(m, path, span);
}
