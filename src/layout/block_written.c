/* block_written: what the author wrote between the texts of the study model: numbers with their
 * marks, colons, brackets of clozes. Used when a list is to print notes as written. */
#include "layout/block_make.h"

#include "source/source.h"

/* The rest of the source from a place on; empty when sources are not kept. */
static struct str source_from(const struct block_list *l, uint32_t at) {
    const struct source *s = l->look->sources ? source_at(l->look->sources, at) : NULL;
    return s ? str_from(s->text, at - s->base) : (struct str){0};
}

struct str block_written_before(const struct block_list *l, struct span text) {
    const struct source *from = l->look->sources ? source_at(l->look->sources, text.at) : NULL;
    if (!from)
        return (struct str){0};
    uint32_t end = text.at - from->base, at = end;
    while (at > 0 && from->text.p[at - 1] != '\n')
        at--;
    struct str s = str_slice(from->text, at, end);
    while (s.n && (s.p[0] == '#' || s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_from(s, 1);
    while (s.n && (s.p[s.n - 1] == '*' || s.p[s.n - 1] == '_'))
        s.n--;
    return s;
}

struct str block_written_colon(const struct block_list *l, struct span key) {
    struct str s = key.at ? source_from(l, key.at + key.len) : (struct str){0};
    while (s.n && (s.p[0] == '*' || s.p[0] == '_' || s.p[0] == ' '))
        s = str_from(s, 1);
    if (str_starts(s, STR("：")))
        return STR("：");
    return str_starts(s, STR(":")) ? STR(":") : l->look->colon;
}

struct str block_written_between(const struct block_list *l, struct span a, struct span b) {
    uint32_t end = a.at + a.len;
    if (!a.at || b.at < end)
        return (struct str){0};
    struct str s = str_slice(source_from(l, end), 0, b.at - end);
    return str_find_byte(s, '\n') == SIZE_MAX ? s : (struct str){0};
}

struct str block_written_line(const struct block_list *l, struct span line) {
    struct str s = str_slice(source_from(l, line.at), 0, line.len);
    return str_trim(str_slice(s, 0, MIN(str_find_byte(s, '\n'), s.n)));
}

/* True when the run stands in 【】. */
static bool in_brackets(const struct block_list *l, const struct rich_run *run) {
    const uint32_t width = sizeof("【") - 1;
    struct str s = run->span.at > width ? source_from(l, run->span.at - width) : (struct str){0};
    return str_starts(s, STR("【")) || str_starts(str_from(s, width), STR("【"));
}

/* H~2~O: struck out for some programs that show notes, as written for others. */
static bool in_single_tildes(const struct block_list *l, const struct rich_run *run) {
    struct str before = run->span.at > 1 ? source_from(l, run->span.at - 2) : (struct str){0};
    return before.n > 1 && before.p[0] != '~' && before.p[1] == '~';
}

void block_put_written(struct block_list *l, struct para_builder *b, const struct rich *text,
                       const struct text_format *f) {
    for (size_t i = 0; i < text->n; i++) {
        struct rich_run run = text->runs[i];
        bool brackets = (run.flags & RICH_CLOZE) && in_brackets(l, &run);
        bool tildes = (run.flags & RICH_STRIKE) && in_single_tildes(l, &run);
        run.flags &= ~(uint32_t)(RICH_CLOZE | (tildes ? RICH_STRIKE : 0));
        struct rich one = {.plain = run.text, .runs = &run, .n = 1, .span = run.span};
        if (brackets || tildes)
            para_text(b, brackets ? STR("【") : STR("~"), f, run.span);
        pictures_put(l->look->pictures, b, &one, f);
        if (brackets || tildes)
            para_text(b, brackets ? STR("】") : STR("~"), f, run.span);
    }
}
