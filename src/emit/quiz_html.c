/* quiz_html: see quiz_html.h. The HTML is that of Anki cards (plan/note_html.h), in which every
 * `<img src="` is crib's own: what the notes say is escaped. */
#include "emit/quiz_html.h"

#include "plan/note_html.h"

struct quiz_html quiz_html_open(struct arena *a, const struct emit_input *in, const char *prefix,
                                struct diag *d) {
    return (struct quiz_html){
        .a = a,
        .media = note_media_open(a, in->vault, d),
        .sources = in->sources,
        .prefix = str_of(prefix),
    };
}

static struct str html_of(struct quiz_html *h, const struct item *it, const struct rich *r,
                          const struct part *parts, size_t n) {
    struct note_html note = {
        .out = buf_in(h->a),
        .media = &h->media,
        .from = source_at(h->sources, it->source.span.at),
    };
    note_rich(&note, r);
    if (n) {
        if (note.out.n)
            buf_c(&note.out, "<br>");
        note_parts(&note, parts, n);
    }
    struct str html = buf_get(&note.out);
    static const char image[] = "<img src=\"";
    if (!str_has(html, STR(image)))
        return html;
    return str_replace(h->a, html, STR(image),
                       str_format(h->a, "%s%.*s", image, STR_ARG(h->prefix)));
}

struct str quiz_html_stem(struct quiz_html *h, const struct item *it) {
    const struct section *s = study_material(it->source.question);
    const struct rich none = {0};
    if (s && s->n_intro) {
        struct str before = html_of(h, it, &none, s->intro, s->n_intro);
        struct str stem = html_of(h, it, &it->stem, it->stem_parts, it->n_stem_parts);
        return str_format(h->a, "<div>%.*s</div>%.*s", STR_ARG(before), STR_ARG(stem));
    }
    return html_of(h, it, &it->stem, it->stem_parts, it->n_stem_parts);
}

struct str quiz_html_option(struct quiz_html *h, const struct quiz_item *q, size_t i) {
    if (!q->item->n_options)
        return quiz_html_plain(h->a, q->options[i].text);
    size_t at = q->printed->order[i];
    const struct item_option *o = &q->item->options[at];
    return html_of(h, q->item, paper_option(q->printed, at), o->parts, o->n_parts);
}

struct str quiz_html_explanation(struct quiz_html *h, const struct quiz_item *q) {
    return html_of(h, q->item, &q->printed->explanation, q->item->explanation_parts,
                   q->item->n_explanation_parts);
}

struct str quiz_category(struct arena *a, struct str title, struct str section) {
    struct str first = str_slice(section, 0, str_find_byte(section, '/'));
    struct str name = str_replace(a, title, STR("/"), STR("//"));
    bool same = first.n && str_starts(title, first); /* the only heading is the title */
    return same ? str_format(a, "$course$/%.*s", STR_ARG(section))
                : str_format(a, "$course$/%.*s/%.*s", STR_ARG(name), STR_ARG(section));
}

struct str quiz_html_plain(struct arena *a, struct str s) {
    struct buf b = buf_in(a);
    buf_xml(&b, s);
    return str_replace(a, buf_get(&b), STR("\n"), STR("<br>"));
}
