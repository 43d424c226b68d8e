/* body: cutting the rows below a heading into questions. */
#include "study/body.h"

#include "study/asks.h"
#include "study/authored.h"
#include "study/numbers.h"

struct cutter {
    struct builder *b;
    const struct context *cx;
    struct row *rows;
    size_t n;
    unit_vec *units;
    uint8_t level; /* of the heading above */
};

/* A heading, or a line that asks. */
struct title {
    struct rich text;
    struct str number;
};

/* What it has below it of its own. */
struct own {
    struct answer answer;
    const struct authored *authored;
    struct rich implied;
};

#define TYPE_LINE_BYTES 90

/* "选择题（每题 2 分）", "Part A: …": what stands before the bracket or colon. */
static struct str before_bracket(struct str s) {
    const struct str opens[] = {STR("("), STR("["), STR(":"), STR("（"), STR("【"), STR("：")};
    for (size_t at = 1; at < s.n; at++) {
        char c = s.p[at];
        if (c != '(' && c != '[' && c != ':' && c != '\xEF' && c != '\xE3')
            continue;
        for (size_t i = 0; i < COUNT_OF(opens); i++)
            if (str_starts(str_from(s, at), opens[i]))
                return str_slice(s, 0, at);
    }
    return s;
}

enum section_type body_type(const struct labels *l, struct str title) {
    static const uint8_t classes[] = {WORDS_SECTION_CHOICE, WORDS_SECTION_SEVERAL,
                                      WORDS_SECTION_TRUTH,  WORDS_SECTION_BLANK,
                                      WORDS_SECTION_TERM,   WORDS_SECTION_SHORT};
    struct number number;
    struct str s = str_trim(title);
    if (s.n > TYPE_LINE_BYTES)
        return TYPE_NONE;
    if (number_read(l, s, &number))
        s = str_from(s, number.end);
    s = before_bracket(s);
    uint64_t words = labels_classes(l, asks_bare(s));
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        if (words >> classes[i] & 1)
            return (enum section_type)(TYPE_CHOICE + i);
    return TYPE_NONE;
}

bool body_announces(const struct labels *l, struct str line) {
    struct number n;
    return line.n > 0 && line.n <= TYPE_LINE_BYTES && (unsigned char)line.p[0] >= 0x80 &&
           number_read(l, line, &n) && body_type(l, line) != TYPE_NONE;
}

/* A line in bold that asks. Where that is how a note asks, one that asks without a question mark,
 * or is marked with an emoji like the others, too. */
static bool is_bold_question(const struct cutter *c, size_t i) {
    const struct row *row = &c->rows[i];
    if (row->kind != ROW_LINE || row->depth != 0 || row->heading != 0 || row->taken ||
        !(row->signs.set & SIGN_BOLD) || (row->signs.set & SIGN_QUESTION))
        return false;
    struct str text = row->text.plain;
    bool alone = row->starts && (i + 1 >= c->n || c->rows[i + 1].block != row->block);
    return asks_mark(text) ||
           (c->b->bold_asks && alone && (asks_mark_near_end(text) || asks_emoji(text)));
}

/* "一、选择题": a line that heads questions of one type; where there are headings, one with a
 * number, or one in bold (but terms in bold are explained in every kind of text). */
static bool is_type_line(const struct cutter *c, const struct row *row) {
    struct number n;
    if (row->kind != ROW_LINE || row->depth != 0 || row->heading != 0 ||
        row->text.plain.n > TYPE_LINE_BYTES)
        return false;
    if (!row->starts)
        return body_announces(c->b->labels, row->text.plain);
    bool bold = c->b->has_headings && !number_read(c->b->labels, row->text.plain, &n);
    if (bold && !(row->signs.set & SIGN_BOLD))
        return false;
    enum section_type type = body_type(c->b->labels, row->text.plain);
    return bold ? type >= TYPE_CHOICE && type <= TYPE_BLANK : type != TYPE_NONE;
}

/* In a note without headings a paragraph that asks is a heading to its author. */
static bool is_line_question(const struct cutter *c, const struct row *row) {
    return !c->b->has_headings && row->kind == ROW_LINE && row->depth == 0 && row->starts &&
           !row->taken && asks_mark(row->text.plain) && asks_alone(c->b->labels, row->text.plain);
}

/* How the items of one list are marked: by "-", "1.", "(1)" or "①". */
enum { MARK_BULLET = 1, MARK_FIGURE, MARK_BRACKET, MARK_CIRCLE };

static unsigned mark_style(const struct row *row) {
    if (!row->ordered)
        return MARK_BULLET;
    char c = row->marker.n ? row->marker.p[0] : '1';
    return byte_is_digit(c) ? MARK_FIGURE : c == '(' || c == '\xEF' ? MARK_BRACKET : MARK_CIRCLE;
}

static bool is_outer_item(const struct row *row) {
    return row->kind == ROW_ITEM && row->depth == 0 && !row->taken && row->task == TASK_NONE;
}

/* The style of the outermost items when they nearly all ask, with something below them: questions,
 * not points; else 0. Items of another style are points of theirs. Bullets below a title that asks
 * itself answer it. */
static unsigned asking_items(const struct cutter *c, const struct title *title) {
    size_t items = 0, asking = 0, bare = 0;
    unsigned style = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct row *row = &c->rows[i];
        if (!is_outer_item(row) || (style && mark_style(row) != style))
            continue;
        style = mark_style(row);
        items++;
        asking += asks_mark(row->text.plain);
        bare += i + 1 < c->n && c->rows[i + 1].kind == ROW_ITEM && c->rows[i + 1].depth == 0;
    }
    if (c->cx->type == TYPE_SHORT && style > MARK_BULLET)
        return style;
    if (style == MARK_BULLET && title && asks(c->b->labels, title->text.plain))
        return 0;
    return asking >= 2 && asking * 5 >= items * 4 && bare * 2 < items - 1 ? style : 0;
}

static bool opens_question(const struct cutter *c, size_t i, unsigned item_style) {
    const struct row *row = &c->rows[i];
    return is_bold_question(c, i) || is_line_question(c, row) ||
           (item_style && is_outer_item(row) && mark_style(row) == item_style);
}

/* A list item that is one link, which asks: "- [question？](issue)". */
static bool is_linked_question(const struct row *row) {
    if (row->kind != ROW_ITEM || row->taken || row->text.n == 0)
        return false;
    for (size_t i = 0; i < row->text.n; i++)
        if (!(row->text.runs[i].flags & RICH_LINK) ||
            str_starts(run_target(&row->text.runs[i]), STR("#")))
            return false;
    return asks_mark(row->text.plain);
}

static size_t skip_children(const struct cutter *c, size_t i) {
    return rows_after(c->rows, c->n, i);
}

/* Three linked questions and more in a list, nearly all of its items, none answered. */
static bool links_ask(const struct cutter *c, size_t from, size_t *to) {
    size_t items = 0, asking = 0, i = from;
    while (i < c->n && c->rows[i].kind == ROW_ITEM && c->rows[i].depth == c->rows[from].depth) {
        size_t next = skip_children(c, i);
        items++;
        asking += next == i + 1 && is_linked_question(&c->rows[i]);
        i = next;
    }
    *to = i;
    return asking >= 3 && asking * 5 >= items * 3;
}

static struct unit *add_unit(struct cutter *c, struct question *q) {
    struct unit *u = vec_add(c->b->a, c->units);
    u->kind = UNIT_QUESTION;
    u->question = q;
    return u;
}

static void add_bare_questions(struct cutter *c) {
    const struct answer none = {0};
    for (size_t i = 0, to; i < c->n; i = to) {
        to = i + 1;
        if (c->rows[i].kind != ROW_ITEM || c->rows[i].taken || !links_ask(c, i, &to))
            continue;
        for (size_t k = i; k < to; k++) {
            if (!is_linked_question(&c->rows[k]))
                continue;
            c->rows[k].taken = true;
            add_unit(c, question_of(c->b, c->cx, &c->rows[k].text, (struct str){0}, &none));
        }
    }
}

/* A list of nothing but links within the note. */
static bool is_index(const struct answer *a) {
    bool any = false;
    for (size_t i = 0; i < a->lead.n; i++)
        if (a->lead.v[i].kind != PART_RULE)
            return false;
    for (size_t i = 0; i < a->facets.n; i++)
        for (size_t k = 0; k < a->facets.v[i].n_parts; k++) {
            const struct part *p = &a->facets.v[i].parts[k];
            if (p->kind != PART_POINT || p->point->text.n == 0 || p->point->key.n > 0)
                return false;
            for (size_t r = 0; r < p->point->text.n; r++)
                if (!str_starts(run_target(&p->point->text.runs[r]), STR("#")))
                    return false;
            any = true;
        }
    return any;
}

static bool are_tasks(const struct part *v, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (v[i].kind != PART_POINT || v[i].point->task == TASK_NONE)
            return false;
    return true;
}

/* Nothing but things to do: they answer nothing. */
static bool is_agenda(const struct answer *a) {
    for (size_t i = 0; i < a->facets.n; i++)
        if (!are_tasks(a->facets.v[i].parts, a->facets.v[i].n_parts))
            return false;
    return are_tasks(a->lead.v, a->lead.n);
}

/* The title of a question on a line: its number split off. */
static struct rich line_title(struct builder *b, const struct row *row, struct str *number) {
    struct number n;
    *number = row->kind == ROW_ITEM && row->ordered ? number_bare(row->marker) : (struct str){0};
    if (number->n > 0 || !number_read(b->labels, row->text.plain, &n) || n.unsure)
        return row->text;
    *number = n.text;
    build_mark(b, &row->text, 0, n.end);
    return build_slice(b, &row->text, n.end, row->text.plain.n);
}

/* What of the rows asks in explicit syntax becomes questions; the rest is the title's answer. */
static void read_range(struct cutter *c, const struct title *title, bool may_imply,
                       struct own *out) {
    struct row *rows = c->rows;
    size_t from = 0;
    *out = (struct own){0};
    struct scan scan = {.b = c->b, .cx = c->cx, .rows = rows, .n = c->n, .units = c->units};
    if (title) {
        scan.has_title = true;
        scan.title = title->text;
        scan.title_number = title->number;
    }
    authored_find(&scan);
    add_bare_questions(c);
    out->authored = scan.of_title;
    if (may_imply && c->n > 1 && rows[0].kind == ROW_LINE && rows[0].depth == 0 && !rows[0].taken &&
        asks_alone(c->b->labels, rows[0].text.plain)) {
        out->implied = rows[0].text;
        from = 1;
    }
    answer_read(c->b, rows + from, c->n - from, &out->answer);
}

static void read_line_question(struct cutter *c, size_t from, size_t to) {
    struct cutter below = *c;
    struct own own;
    unit_vec nested = {0};
    struct title title;
    title.text = line_title(c->b, &c->rows[from], &title.number);
    below.rows = c->rows + from + 1;
    below.n = to - from - 1;
    below.units = &nested;
    read_range(&below, &title, false, &own);
    struct question *q =
        own.authored
            ? question_authored(c->b, c->cx, &title.text, title.number, own.authored, &own.answer)
            : question_of(c->b, c->cx, &title.text, title.number, &own.answer);
    q->block_id = c->rows[from].block_id;
    add_unit(c, q);
    for (size_t i = 0; i < nested.n; i++)
        vec_push(c->b->a, c->units, nested.v[i]);
}

/* All parts of an answer in order, as text that answers nothing: a label becomes a line of it. */
static void flatten(struct builder *b, const struct answer *answer, part_vec *parts) {
    for (size_t i = 0; i < answer->lead.n; i++)
        vec_push(b->a, parts, answer->lead.v[i]);
    for (size_t i = 0; i < answer->facets.n; i++) {
        const struct facet *f = &answer->facets.v[i];
        if (f->label.n > 0) {
            struct part label = {.kind = PART_TEXT, .span = f->span};
            label.text = rich_plain(b->a, f->label, (struct span){0});
            vec_push(b->a, parts, label);
        }
        for (size_t k = 0; k < f->n_parts; k++)
            vec_push(b->a, parts, f->parts[k]);
    }
}

/* To-dos behind a bullet that asks and has its answer below it are no options of it. */
static size_t answer_end(const struct cutter *c, size_t from, size_t to) {
    size_t i = skip_children(c, from);
    if (c->rows[from].kind != ROW_ITEM || c->rows[from].ordered || i == from + 1)
        return to;
    while (i < to && !(c->rows[i].kind == ROW_ITEM && c->rows[i].depth == 0 && c->rows[i].task))
        i++;
    return i;
}

/* Cuts at the lines that ask; what stands before the first belongs to the title. */
static void read_rows(struct cutter *c, const struct title *title, bool may_imply,
                      struct own *out) {
    unsigned item_style = asking_items(c, title);
    struct cutter own = *c;
    size_t i = 0;
    for (; i < c->n; i++)
        if (opens_question(c, i, item_style))
            break;
    own.n = i;
    read_range(&own, title, may_imply, out);
    for (size_t next; i < c->n; i = next) {
        next = i + 1;
        while (next < c->n && !opens_question(c, next, item_style))
            next++;
        size_t end = answer_end(c, i, next);
        read_line_question(c, i, end);
        if (end == next)
            continue;
        struct own rest;
        own.rows = c->rows + end;
        own.n = next - end;
        read_range(&own, NULL, false, &rest);
        flatten(c->b, &rest.answer, &out->answer.lead);
    }
}

void body_intro(struct builder *b, const struct answer *answer, struct section *s) {
    part_vec parts = {0};
    flatten(b, answer, &parts);
    s->intro = parts.v;
    s->n_intro = parts.n;
}

/* ---- sections that a line heads ---- */

/* A section of its own in context `cx`, headed by the row; title and number are the caller's. */
static struct section *line_section(struct cutter *c, const struct row *row, struct context *cx) {
    struct section *s = arena_new(c->b->a, struct section);
    *cx = *c->cx;
    cx->section = s;
    s->span = row->span;
    s->level = c->level;
    s->parent = c->cx->section;
    s->document = c->b->out;
    s->tags = cx->tags.v;
    s->n_tags = cx->tags.n;
    c->b->out->n_sections++;
    return s;
}

static void add_section(struct cutter *c, struct section *s, const unit_vec *units,
                        const struct answer *intro) {
    struct unit *u = vec_add(c->b->a, c->units);
    body_intro(c->b, intro, s);
    s->units = units->v;
    s->n_units = units->n;
    u->kind = UNIT_SECTION;
    u->section = s;
}

void body_set_material(struct section *s, const struct material_cue *cue) {
    s->is_material = true;
    s->numbers_from = (uint32_t)cue->from;
    s->numbers_to = (uint32_t)cue->to;
    s->last_number = cue->last;
}

/* Material, its cue at row `from`, and the questions about it. */
static void read_material(struct cutter *c, size_t from, size_t to,
                          const struct material_cue *cue) {
    const struct row *row = &c->rows[from];
    struct context cx;
    struct own own;
    unit_vec units = {0};
    struct section *s = line_section(c, row, &cx);
    s->title = row->text;
    body_set_material(s, cue);
    struct cutter below = {c->b, &cx, c->rows + from + 1, to - from - 1, &units, c->level};
    read_rows(&below, NULL, false, &own);
    add_section(c, s, &units, &own.answer);
}

/* The next row from `at` on that puts material before questions; n for none. */
static size_t next_material(const struct cutter *c, size_t at, struct material_cue *cue,
                            size_t *end) {
    while (at < c->n && !(material_opens(c->b->labels, &c->rows[at], cue) &&
                          material_range(c->b, c->rows, c->n, at, cue, end)))
        at++;
    return at;
}

/* Rows in which material with its questions may stand between others. */
static void read_pieces(struct cutter *c, const struct title *title, bool may_imply,
                        struct own *out) {
    struct material_cue cue;
    size_t end = 0, at = next_material(c, 0, &cue, &end);
    struct cutter piece = *c;
    piece.n = at;
    read_rows(&piece, title, may_imply, out);
    while (at < c->n) {
        struct own rest;
        read_material(c, at, end, &cue);
        piece.rows = c->rows + end;
        at = next_material(c, end, &cue, &end);
        piece.n = (size_t)(c->rows + at - piece.rows);
        read_rows(&piece, NULL, false, &rest);
        flatten(c->b, &rest.answer, &out->answer.lead);
    }
}

static void read_typed(struct cutter *c, size_t from, size_t to) {
    const struct row *row = &c->rows[from];
    struct context cx;
    struct own own;
    unit_vec units = {0};
    struct section *s = line_section(c, row, &cx);
    cx.type = (uint8_t)body_type(c->b->labels, row->text.plain);
    s->title = line_title(c->b, row, &s->number);
    struct cutter below = {c->b, &cx, c->rows + from + 1, to - from - 1, &units, c->level};
    read_pieces(&below, NULL, false, &own);
    add_section(c, s, &units, &own.answer);
}

void body_read(struct builder *b, const struct context *cx, const struct heading *heading,
               struct row *rows, size_t n, bool may_imply, struct body *out) {
    *out = (struct body){0};
    struct cutter c = {b, cx, rows, n, &out->units, heading ? heading->level : 0};
    struct own own;
    size_t first = 0;
    while (first < n && !is_type_line(&c, &rows[first]))
        first++;
    c.n = first;
    struct title title = {0};
    out->is_material = heading && material_read(b->labels, heading->title.plain, &out->cue);
    bool answers = heading && !out->is_material;
    if (answers)
        title = (struct title){heading->title, heading->number};
    read_pieces(&c, answers ? &title : NULL, may_imply && answers, &own);
    c.n = n;
    for (size_t i = first, next; i < n; i = next) {
        next = i + 1;
        while (next < n && !is_type_line(&c, &rows[next]))
            next++;
        read_typed(&c, i, next);
    }
    out->own = own.answer;
    out->authored = own.authored;
    out->implied = own.implied;
    out->has_own = answer_has_content(&out->own) && !(out->units.n > 0 && is_agenda(&out->own));
    out->is_index = is_index(&out->own);
}
