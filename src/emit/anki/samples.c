/* samples: crib-notetypes.apkg, which brings crib's notetypes into a collection. Anki takes a
 * notetype from a package only with a note of it, so each has one, suspended, that says what it is
 * for. Their dates are fixed: importing the package again changes nothing. */
#include "emit/anki/package.h"

#include "emit/backend.h"
#include "style/wording.h"

#define SAMPLE_MOD 1764201600

/* The fields of the samples: rows "sample.<slug>.<field>" of the wording, HTML. */
static struct deck_note sample(struct arena *a, const struct wording *w, const struct notetype *t,
                               struct str deck) {
    struct str *fields = arena_array(a, struct str, t->n_fields);
    struct str *tags = arena_array(a, struct str, 1);
    struct str guid = str_format(a, "crib-sample-%s", t->slug);
    for (size_t i = 0; i < t->n_fields; i++) {
        struct str key = str_format(a, "sample.%s.%s", t->slug, t->fields[i].name);
        fields[i] = wording_get(w, str_c(a, str_lower_ascii(a, key)));
    }
    if (!t->is_cloze)
        fields[0] = guid;
    tags[0] = STR("crib::sample");
    return (struct deck_note){.type = t,
                              .guid = guid,
                              .deck = deck,
                              .tags = tags,
                              .n_tags = 1,
                              .fields = fields,
                              .n_clozes = 2,
                              .mod = SAMPLE_MOD};
}

static bool emit_notetypes(struct arena *a, const struct emit_input *in, struct fs_out *out,
                           struct diag *d) {
    const struct wording *w = wording_load(a, in->data_dir, "deck", in->lang, d);
    struct deck_note *notes = arena_array(a, struct deck_note, NOTETYPE_COUNT);
    if (!w)
        return false;
    struct str name = wording_get(w, "sample.deck");
    for (size_t i = 0; i < NOTETYPE_COUNT; i++)
        notes[i] = sample(a, w, notetype_get((enum notetype_id)i), name);
    struct deck deck = {.name = name, .lang = in->lang, .v = notes, .n = NOTETYPE_COUNT};
    return package_write(a, &deck, in->data_dir, out, true, d);
}

const struct backend backend_anki_notetypes = {
    .name = "anki-notetypes",
    .extension = "crib-notetypes.apkg",
    .about = "crib's notetypes, to import into Anki once before a .anki.csv",
    .needs = NEEDS_NOTHING,
    .emit = emit_notetypes,
};
