/* load: inputs -> sources: find, read, decode, lay out in the offset space. */
#include "base/fs.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/inputs.h"
#include "source/text.h"

struct loader {
    struct arena *a;
    struct diag *d;
    const struct source_options *o;
    uint64_t next; /* offset of the next source's text */
    VEC(const struct source *) v;
};

static bool read_bytes(struct loader *l, const struct input *in, struct str *bytes) {
    struct str error;
    bool ok = in->file.n ? fs_read_real(l->a, in->file, SOURCE_BYTES_MAX, bytes, &error)
                         : fs_read_stdin(l->a, SOURCE_BYTES_MAX, bytes, &error);
    if (ok)
        return true;
    if (str_starts(error, STR("is larger than")))
        diag_say(l->d, DIAG_INPUT_TOO_LARGE, in->path,
                 str_format(l->a, "%u", SOURCE_BYTES_MAX >> 20));
    else
        diag_say(l->d, DIAG_INPUT_MISSING, in->path, error);
    return false;
}

/* The place of a fault, as far as lines can be told before the text is decoded. */
static struct place place_of_byte(const struct input *in, struct str bytes, size_t at) {
    struct place p = {.path = in->path, .line = 1, .column = 1, .width = 1};
    for (size_t i = 0; i < at && i < bytes.n; i++, p.column++)
        if (bytes.p[i] == '\n') {
            p.line++;
            p.column = 0;
        }
    return p;
}

static bool decode(struct loader *l, const struct input *in, struct str bytes,
                   struct decoded *out) {
    *out = enc_decode(l->a, bytes, l->o->encoding, l->o->lossy);
    if (out->bad_at == SIZE_MAX)
        return true;
    diag_in(l->d, l->o->lossy ? DIAG_INPUT_REPLACED : DIAG_INPUT_ENCODING,
            place_of_byte(in, bytes, out->bad_at), str_format(l->a, "%zu", out->bad_at), in->path,
            out->encoding);
    return l->o->lossy;
}

static bool has_room(struct loader *l, const struct input *in, size_t n) {
    if (l->next + n + 1 <= UINT32_MAX)
        return true;
    diag_say(l->d, DIAG_INPUT_TOO_LARGE, in->path, STR("4096, with the notes before it,"));
    return false;
}

/* Each line costs a thousand times its own few bytes on the way to a page, each cell of a table
 * several hundred. */
enum { MANY_LINES, MANY_HEADINGS, MANY_BARS, N_MANY };

static const struct {
    const char *what;
    size_t most;
} too_many[N_MANY] = {
    [MANY_LINES] = {"lines", 500000},
    [MANY_HEADINGS] = {"headings", 100000},
    [MANY_BARS] = {"`|` between cells", 500000},
};

static size_t count_byte(struct str s, char c) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

/* Lines with text, those that begin with `#`, and what parts cells. */
static bool has_few_parts(struct loader *l, const struct source *s) {
    size_t n[N_MANY] = {[MANY_BARS] = count_byte(s->text, '|')};
    for (uint32_t i = 0; i < s->n_lines; i++) {
        char c = s->line_at[i] < s->text.n ? s->text.p[s->line_at[i]] : '\n';
        n[MANY_LINES] += c != '\n';
        n[MANY_HEADINGS] += c == '#';
    }
    for (size_t i = 0; i < N_MANY; i++)
        if (n[i] > too_many[i].most) {
            diag_say(l->d, DIAG_INPUT_LINES, s->path, str_format(l->a, "%zu", too_many[i].most),
                     str_of(too_many[i].what));
            return false;
        }
    return true;
}

static void load(struct loader *l, const struct input *in) {
    struct str bytes;
    struct decoded text;
    if (!read_bytes(l, in, &bytes) || !decode(l, in, bytes, &text))
        return;
    if (str_trim(text.text).n == 0) {
        diag_say(l->d, DIAG_INPUT_EMPTY, in->path);
        return;
    }
    if (!has_room(l, in, text.text.n * 3)) /* a NUL becomes three bytes */
        return;
    struct source *s = source_make(l->a, in->path, text.text, (uint32_t)l->next);
    s->folder = utf8_mended(l->a, in->folder);
    s->root = in->root;
    s->file = in->file;
    s->name = in->file.n ? s->name : STR("stdin");
    s->bytes = bytes;
    s->encoding = text.encoding;
    s->encoding_guessed = text.guessed;
    if (!has_few_parts(l, s))
        return;
    if (text.guessed)
        diag_at(l->d, DIAG_ENCODING_GUESSED, (struct span){s->base, 1}, s->encoding);
    l->next += s->text.n + 1;
    vec_push(l->a, &l->v, s);
}

struct sources source_load(struct arena *a, const struct str *inputs, size_t n,
                           const struct source_options *o, struct diag *d) {
    struct loader l = {.a = a, .d = d, .o = o, .next = 1};
    if (o->encoding.n && !enc_known(a, o->encoding)) {
        diag_say(d, DIAG_OPTION_VALUE, STR("--encoding"), STR("the name of an encoding"),
                 o->encoding);
        return (struct sources){0};
    }
    input_list found = inputs_find(a, inputs, n, o->out_dir, d);
    for (size_t i = 0; i < found.n; i++)
        load(&l, &found.v[i]);
    return (struct sources){l.v.v, l.v.n};
}
