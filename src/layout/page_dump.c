/* page_dump: pages as JSON, one op, tag, dest or outline entry a line (docs: schema 1). Lengths in
 * thousandths of a point, glyphs as [gid, dx, dy, advance, text bytes]. */
#include "base/json.h"
#include "layout/page.h"

static const char *const OP_NAME[] = {
    [OP_GLYPHS] = "glyphs", [OP_FILL] = "fill",   [OP_STROKE] = "stroke",
    [OP_LINE] = "line",     [OP_IMAGE] = "image", [OP_LINK] = "link",
};

static const char *const LAYER_NAME[] = {
    [LAYER_BOTH] = "both", [LAYER_STUDENT] = "student", [LAYER_KEY] = "key"};

static void dump_nonzero(struct json *j, const char *key, int64_t v) {
    if (v != 0)
        json_kint(j, key, v);
}

static void dump_text(struct json *j, const char *key, struct str s) {
    if (s.n > 0)
        json_kstr(j, key, s);
}

static void dump_color(struct json *j, struct color c) {
    if (c.r == 0 && c.g == 0 && c.b == 0)
        return;
    char hex[8];
    static const char digits[] = "0123456789ABCDEF";
    const uint8_t v[3] = {c.r, c.g, c.b};
    hex[0] = '#';
    for (int i = 0; i < 3; i++) {
        hex[1 + 2 * i] = digits[v[i] >> 4];
        hex[2 + 2 * i] = digits[v[i] & 15];
    }
    json_kstr(j, "color", (struct str){hex, 7});
}

static void dump_glyph(struct json *j, const struct glyph *g) {
    json_open(j, '[');
    json_int(j, g->gid == UINT32_MAX ? -1 : (int64_t)g->gid);
    json_int(j, g->dx);
    json_int(j, g->dy);
    json_int(j, g->advance);
    json_int(j, g->text_len);
    json_close(j, ']');
}

static void dump_run(struct json *j, const struct glyph_run *run) {
    json_kstr(j, "face", run->face->postscript_name);
    json_kint(j, "size", run->size);
    dump_color(j, run->color);
    dump_nonzero(j, "turn", run->turn);
    json_kstr(j, "text", run->text);
    json_key(j, "glyphs");
    json_open(j, '[');
    struct glyph g;
    for (struct glyph_walk w = glyph_walk(run); glyph_next(&w, &g);)
        dump_glyph(j, &g);
    json_close(j, ']');
}

static void dump_op(struct json *j, const struct op *op) {
    json_kstr(j, "op", str_of(OP_NAME[op->kind]));
    if (op->layer != LAYER_BOTH)
        json_kstr(j, "layer", str_of(LAYER_NAME[op->layer]));
    json_kint(j, "tag", op->tag);
    json_kint(j, "x", op->x);
    json_kint(j, "y", op->y);
    dump_nonzero(j, "w", op->w);
    dump_nonzero(j, "h", op->h);
    dump_nonzero(j, "thick", op->thick);
    dump_nonzero(j, "radius", op->radius);
    if (op->dash[0] != 0) {
        json_kint(j, "dash_on", op->dash[0]);
        json_kint(j, "dash_off", op->dash[1]);
    }
    dump_color(j, op->color);
    if (op->run != NULL)
        dump_run(j, op->run);
    if (op->image != NULL)
        json_kstr(j, "image", op->image->path);
    if (op->kind == OP_LINK && op->dest >= 0)
        json_kint(j, "dest", op->dest);
    dump_text(j, "uri", op->uri);
}

static void dump_page(struct json *j, const struct page *page) {
    json_kint(j, "width", page->width);
    json_kint(j, "height", page->height);
    dump_text(j, "label", page->label);
    if (page->is_padding)
        json_kbool(j, "padding", true);
    json_key(j, "ops");
    json_open(j, '[');
    for (size_t i = 0; i < page->ops.n; i++) {
        buf_byte(j->out, '\n');
        json_open(j, '{');
        dump_op(j, &page->ops.v[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void dump_tag(struct json *j, const struct tag *t) {
    json_kstr(j, "role", str_of(tag_role_name(t->role)));
    dump_nonzero(j, "level", t->level);
    if (t->colspan > 1)
        json_kint(j, "colspan", t->colspan);
    if (t->scope_row)
        json_kbool(j, "scope_row", true);
    json_kint(j, "parent", t->parent);
    dump_text(j, "alt", t->alt);
    dump_text(j, "actual", t->actual);
    dump_text(j, "lang", t->lang);
}

static void dump_dest(struct json *j, const struct dest *d) {
    json_kint(j, "page", d->page);
    json_kint(j, "x", d->x);
    json_kint(j, "y", d->y);
    dump_text(j, "name", d->name);
    if (d->layer != LAYER_BOTH)
        json_kstr(j, "layer", str_of(LAYER_NAME[d->layer]));
}

static void dump_outline(struct json *j, const struct outline *o) {
    json_kstr(j, "title", o->title);
    json_kint(j, "level", o->level);
    json_kint(j, "dest", o->dest);
}

/* A list under `key`, an element a line. */
#define DUMP_LIST(j, key, list, dump_one)                                                          \
    do {                                                                                           \
        json_key((j), (key));                                                                      \
        json_open((j), '[');                                                                       \
        for (size_t i_ = 0; i_ < (list).n; i_++) {                                                 \
            buf_byte((j)->out, '\n');                                                              \
            json_open((j), '{');                                                                   \
            dump_one((j), &(list).v[i_]);                                                          \
            json_close((j), '}');                                                                  \
        }                                                                                          \
        json_close((j), ']');                                                                      \
    } while (0)

static void dump_page_of(struct json *j, struct page *const *page) {
    dump_page(j, *page);
}

void pages_dump(const struct pages *p, struct buf *out) {
    struct json j = json_to(out, false);
    json_open(&j, '{');
    json_kint(&j, "schema", 1);
    dump_text(&j, "title", p->title);
    dump_text(&j, "subject", p->subject);
    dump_text(&j, "author", p->author);
    dump_text(&j, "lang", p->lang);
    json_kbool(&j, "two_sided", p->two_sided);
    json_kbool(&j, "grey", p->grey);
    DUMP_LIST(&j, "pages", p->v, dump_page_of);
    DUMP_LIST(&j, "tags", p->tags, dump_tag);
    DUMP_LIST(&j, "dests", p->dests, dump_dest);
    DUMP_LIST(&j, "outlines", p->outlines, dump_outline);
    json_close(&j, '}');
    buf_byte(out, '\n');
}
