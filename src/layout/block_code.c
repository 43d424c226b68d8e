/* block_code: listings line by line, as written: tabs to multiples of four, the indent kept,
 * a line that goes on marked with a turned arrow, keywords bold. A line of comment stays with the
 * line below it. Formulas that cannot be set print as source in the same way. */
#include "layout/block_make.h"
#include "layout/code.h"

#include "base/utf8.h"

#define TAB_STOP    4
#define TEXT_AT_EM  900 /* of a listing's text; its rule stands at RULE_AT_EM */
#define RULE_AT_EM  400
#define TURN_EM     1100 /* where a continued line goes on */
#define PITCH_SCALE 960  /* of a listing's lines */
#define CELL_EM     500  /* a monospace Latin character */
#define INDENT_MOST 40   /* cells of indent kept: deeper code would have no room */
#define TOKEN_MOST  24   /* longer words are cut anywhere */
#define WHOLE_LINES 4    /* listings up to this long are not cut */
#define EDGE_LINES  2    /* least lines of a longer one at either side of a cut */

struct code_line {
    const struct para *para; /* NULL: an empty line */
    int indent_cells;
    bool is_comment; /* nothing but a comment */
};

struct code {
    size_t n;
    struct code_line *v;
    uint32_t slot;
    bool is_math;
};

/* ---- shaping */

static bool breaks_after(uint32_t c) {
    return c == ' ' || c == ',' || c == ';' || c == '(' || c == ')' || c == '{' || c == '}' ||
           c == '=' || c == '/' || c == '.' || c == '_' || c == '-' || c == '&' || c == '|' ||
           c >= 0x2E80;
}

/* The line with tabs as spaces. */
static struct str expand_tabs(struct arena *a, struct str line) {
    if (str_find_byte(line, '\t') == SIZE_MAX)
        return line;
    struct buf b = buf_in(a);
    int cells = 0;
    for (const char *p = line.p, *end = line.p + line.n; p < end;) {
        const char *from = p;
        uint32_t c = utf8_next(&p, end);
        int wide = c == '\t' ? TAB_STOP - cells % TAB_STOP : utf8_cell(c);
        cells += wide;
        if (c != '\t')
            buf_bytes(&b, from, (size_t)(p - from));
        for (; c == '\t' && wide > 0; wide--)
            buf_byte(&b, ' ');
    }
    return buf_get(&b);
}

/* A listing being shaped. */
struct shaping {
    struct block_list *l;
    const struct code_language *language; /* NULL: unknown */
    struct code_state state;
    struct span src;
};

/* Puts the words of a line, each of them unbroken, with a place to break between them. Bytes of one
 * part of speech go together. */
static void put_words(struct shaping *s, struct para_builder *b, struct str line,
                      const uint8_t *part) {
    struct text_format f = block_format(s->l);
    f.family = FAMILY_MONO;
    f.no_break = true;
    const char *from = line.p, *end = line.p + line.n;
    int n = 0;
    for (const char *p = from; p < end;) {
        uint32_t c = utf8_next(&p, end);
        n++;
        bool breaks = p < end && (breaks_after(c) || n >= TOKEN_MOST);
        bool changes = p < end && part[p - line.p] != part[from - line.p];
        if (p < end && !breaks && !changes)
            continue;
        f.bold = part[from - line.p] == CODE_KEYWORD;
        para_text(b, (struct str){from, (size_t)(p - from)}, &f, s->src);
        if (breaks)
            para_space(b, 0, true);
        from = p;
        n = breaks ? 0 : n;
    }
}

static bool is_all(const uint8_t *part, size_t n, enum code_part what) {
    for (size_t i = 0; i < n; i++)
        if (part[i] != what)
            return false;
    return true;
}

static struct code_line shape_line(struct shaping *s, struct str line) {
    struct arena *a = s->l->a;
    line = expand_tabs(a, str_trim_end(line));
    uint8_t *part = arena_array(a, uint8_t, line.n);
    if (s->language)
        code_mark(s->language, &s->state, line, part);
    struct str text = line;
    while (text.n && text.p[0] == ' ')
        text = str_from(text, 1);
    if (!text.n)
        return (struct code_line){0};
    part += line.n - text.n;
    struct code_line c = {.indent_cells = (int)MIN(line.n - text.n, INDENT_MOST),
                          .is_comment = is_all(part, text.n, CODE_COMMENT)};
    struct para_builder *b = block_builder(s->l);
    put_words(s, b, text, part);
    c.para = block_end(s->l, b);
    return c;
}

static struct code *shape_code(struct block_list *l, const struct part *part) {
    struct code *c = arena_new(l->a, struct code);
    struct shaping s = {.l = l, .src = part->span};
    VEC(struct code_line) lines = {0};
    struct str rest = str_trim_end(part->code.text), line;
    c->is_math = part->kind == PART_MATH;
    if (!c->is_math)
        s.language = code_language_of(l->look->languages, part->code.info);
    while (str_next_line(&rest, &line))
        vec_push(l->a, &lines, shape_line(&s, line));
    c->n = lines.n;
    c->v = lines.v;
    return c;
}

/* ---- boxes */

struct code_box {
    const struct code *code;
    const struct code_line *line; /* NULL: an empty line */
    const struct para *turned;
    struct para_lines lines;
    mpt rule_x, text_x, rule;
};

static void code_draw(const struct box *b, const struct block_out *o, mpt x, mpt y) {
    const struct code_box *c = b->data;
    uint32_t tag = o->tags[c->code->slot];
    page_line(o->pages, o->page, x + c->rule_x, y, 0, b->height, c->rule);
    if (!c->lines.n)
        return;
    const struct para_shape *s = &c->lines.shape;
    if (b->line > 0)
        draw_one_line(c->turned, s->size, s->pitch, o,
                      x + c->text_x + s->hang - para_width(c->turned, s->size) - s->size / 5, y, 0);
    para_draw(&c->lines, b->line, b->line + 1, o->pages, o->page, x + c->text_x, y, tag);
}

static struct code_box *break_line(struct maker *m, const struct code *code,
                                   const struct code_line *line) {
    struct code_box *c = arena_new(m->a, struct code_box);
    mpt size = maker_em(m, m->l->look->code_scale);
    *c = (struct code_box){.code = code,
                           .line = line,
                           .turned = m->l->turned,
                           .rule_x = maker_em(m, RULE_AT_EM),
                           .text_x = maker_em(m, TEXT_AT_EM),
                           .rule = m->l->look->rule_hair};
    mpt measure = m->measure - c->text_x;
    mpt indent = (mpt)((int64_t)size * CELL_EM * line->indent_cells / 1000);
    struct para_shape shape = {
        .size = size,
        .pitch = (mpt)((int64_t)m->area->pitch * PITCH_SCALE / 1000),
        .measure = measure,
        .first_indent = MIN(indent, measure / 2),
        .hang = MIN(indent + maker_em(m, TURN_EM), measure / 2),
        .align = ALIGN_RAGGED,
    };
    c->lines.shape = shape;
    if (line->para)
        c->lines = para_break(m->a, line->para, &shape);
    m->n_overfull += c->lines.n_overfull;
    return c;
}

#define COMMENT_KEPT 6 /* lines of comment that stay together */

static const struct code_line *line_of(const struct maker *m, size_t box) {
    return ((const struct code_box *)m->out.v[box].data)->line;
}

static bool is_comment(const struct maker *m, size_t box) {
    return line_of(m, box) && line_of(m, box)->is_comment;
}

/* A comment is cut when it is long, not near its ends, and stays with what it is about. */
static bool is_in_comment(const struct maker *m, size_t first, size_t i) {
    size_t n = m->out.n, next = i + 1, from = next, to = next;
    while (from > first && is_comment(m, from - 1) && i + 1 - from <= COMMENT_KEPT)
        from--;
    while (to < n && is_comment(m, to) && to - i <= COMMENT_KEPT)
        to++;
    bool long_one = to - from > COMMENT_KEPT, inside = from + EDGE_LINES <= i + 1;
    return from <= i && !(long_one && inside && i + 1 + EDGE_LINES <= to);
}

static bool is_blank(const struct maker *m, size_t box) {
    return line_of(m, box) && !line_of(m, box)->para;
}

/* Penalty after each of the n boxes from `first` on: a listing is cut between lines, but not near
 * its ends, where blank lines do not count, and rather below than above a blank line. */
static void set_penalties(struct maker *m, size_t first) {
    size_t n = m->out.n - first, lines = 0, before = 0;
    for (size_t i = 0; i < n; i++)
        lines += !is_blank(m, first + i);
    for (size_t i = 0; i < n; i++) {
        before += !is_blank(m, first + i);
        bool kept = n <= WHOLE_LINES || before < EDGE_LINES || lines < before + EDGE_LINES ||
                    is_in_comment(m, first, first + i);
        bool above_blank = i + 1 < n && is_blank(m, first + i + 1);
        m->out.v[first + i].penalty = kept          ? BOX_NEVER
                                      : above_blank ? 3 * SPLIT_PENALTY
                                                    : SPLIT_PENALTY;
    }
}

static void code_make(struct maker *m, const void *data) {
    const struct code *code = data;
    size_t first = m->out.n;
    for (size_t i = 0; i < code->n; i++) {
        struct code_box *c = break_line(m, code, &code->v[i]);
        for (size_t k = 0; k < MAX(c->lines.n, 1); k++)
            maker_box(m, c->lines.shape.pitch, code_draw, c, k);
    }
    set_penalties(m, first);
}

void block_part_code(struct block_list *l, const struct part *part,
                     const struct block_place *where) {
    if (!l->turned) {
        struct text_format f = block_format(l);
        l->turned = block_plain_para(l, STR("↪"), &f);
    }
    struct code *c = shape_code(l, part);
    c->slot = block_slot(l, where->slot, c->is_math ? TAG_FORMULA : TAG_CODE, 0);
    if (c->is_math)
        block_slot_alt(l, c->slot, part->code.text);
    block_add(l, code_make, c, where);
}
