/* source: the offset space of all notes, and places in it. */
#include "source/source.h"

#include "base/fs.h"
#include "base/json.h"
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/text.h"

struct source *source_make(struct arena *a, struct str path, struct str utf8, uint32_t base) {
    struct source *s = arena_new(a, struct source);
    s->path = utf8_mended(a, path); /* file names are bytes; what is shown and written is text */
    s->name = fs_stem(s->path);
    s->encoding = STR("UTF-8");
    s->bytes = utf8;
    s->base = base;
    text_read(a, utf8, s);
    return s;
}

struct sources source_from_text(struct arena *a, struct str path, struct str text) {
    const struct source **v = arena_array(a, const struct source *, 1);
    struct source *s = source_make(a, path, enc_decode(a, text, STR("UTF-8"), true).text, 1);
    s->bytes = text;
    v[0] = s;
    return (struct sources){v, 1};
}

const struct source *source_at(const struct sources *s, uint32_t at) {
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->v[mid]->base <= at)
            low = mid + 1;
        else
            high = mid;
    }
    const struct source *found = low ? s->v[low - 1] : NULL;
    return found && at - found->base <= found->text.n ? found : NULL;
}

/* The index of the last line that begins at or before `at`. */
static uint32_t line_index(const struct source *s, uint32_t at) {
    uint32_t low = 0, high = s->n_lines, offset = at > s->base ? at - s->base : 0;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (s->line_at[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

uint32_t source_line(const struct source *s, uint32_t at) {
    return line_index(s, at) + 1;
}

struct place source_place(const void *sources, struct span span) {
    const struct sources *all = sources;
    const struct source *s = span.at ? source_at(all, span.at) : NULL;
    if (!s)
        return (struct place){0};
    uint32_t line = line_index(s, span.at), at = span.at - s->base, begin = s->line_at[line];
    struct str rest = str_from(s->text, begin);
    struct place p = {.path = s->path, .line = line + 1};
    p.text = str_slice(rest, 0, str_find_byte(rest, '\n'));
    struct str before = str_slice(rest, 0, at - begin);
    struct str marked = str_slice(p.text, at - begin, (size_t)(at - begin) + span.len);
    p.column = (uint32_t)utf8_count(before) + 1;
    p.width = MAX((uint32_t)utf8_count(marked), 1u);
    return p;
}

void source_dump(const struct sources *s, struct buf *out) {
    struct json j = json_to(out, true);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    json_key(&j, "sources");
    json_open(&j, '[');
    for (size_t i = 0; i < s->n; i++) {
        const struct source *f = s->v[i];
        json_open(&j, '{');
        json_kstr(&j, "path", f->path);
        json_kstr(&j, "encoding", f->encoding);
        json_kbool(&j, "encoding_guessed", f->encoding_guessed);
        json_kint(&j, "bytes", (int64_t)f->bytes.n);
        json_kint(&j, "lines", f->n_lines);
        json_kstr(&j, "text", f->text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}
