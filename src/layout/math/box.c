/* box: rows of boxes. */
#include "layout/math/box.h"

#include <limits.h>

struct math_box *box_empty(const struct math_setter *s) {
    struct math_box *b = arena_new(s->a, struct math_box);
    b->kind = BOX_ROW;
    b->accent = INT_MIN;
    return b;
}

struct math_box *box_space(const struct math_setter *s, int width) {
    struct math_box *b = box_empty(s);
    b->width = width;
    return b;
}

struct math_box *box_rule(const struct math_setter *s, int width, int ascent, int descent) {
    struct math_box *b = box_empty(s);
    b->kind = BOX_RULE;
    b->width = width;
    b->ascent = ascent;
    b->descent = descent;
    return b;
}

struct math_box *box_stroke(const struct math_setter *s, int width, int from, int to, int thick) {
    struct math_box *b = box_empty(s);
    b->kind = BOX_STROKE;
    b->width = width;
    b->rise = to - from;
    b->thick = thick;
    return b;
}

struct math_box *box_text(const struct math_setter *s, struct str text, enum math_text_look look,
                          struct span src, struct math_style style) {
    struct math_text t = s->env->text(s->env->self, text, look, src);
    struct math_box *b = box_empty(s);
    int scale = math_scale(s, style);
    b->kind = BOX_TEXT;
    b->scale = scale;
    b->width = (int)((int64_t)t.width * scale / 1000);
    b->ascent = t.ascent * scale / 1000;
    b->descent = t.descent * scale / 1000;
    b->text = t.handle;
    return b;
}

void box_put(const struct math_setter *s, struct math_box *row, struct math_box *b, int x, int y) {
    struct math_child *c = arena_new(s->a, struct math_child);
    *c = (struct math_child){.box = b, .x = x, .y = y};
    bool first = row->first == NULL;
    if (first)
        row->first = c;
    else
        row->last->next = c;
    row->last = c;
    row->ascent = first ? b->ascent + y : MAX(row->ascent, b->ascent + y);
    row->descent = first ? b->descent - y : MAX(row->descent, b->descent - y);
}

void box_append(const struct math_setter *s, struct math_box *row, struct math_box *b, int y) {
    box_put(s, row, b, row->width, y);
    row->width += b->width;
}
