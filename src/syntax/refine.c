/* refine: what md4c does not know.
 *
 * Terms: line, of a paragraph: its inlines between two breaks. */
#include "syntax/refine.h"

#include "syntax/marks.h"
#include "syntax/shape.h"
#include "syntax/wiki.h"

static bool is_break(const struct node *n) {
    return n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK;
}

static struct node *next_break(struct node *n) {
    while (n && !is_break(n))
        n = n->next;
    return n;
}

static struct str first_text(const struct node *leaf) {
    return leaf->first && leaf->first->kind == NODE_TEXT ? leaf->first->text : (struct str){0};
}

/* Takes `n` bytes off the front of a leaf that begins with text, and the blanks behind them. */
static void shorten(struct node *leaf, size_t n) {
    struct str s = first_text(leaf);
    while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
        n++;
    shape_shorten(leaf->first, n);
    if (n >= s.n)
        shape_remove(NULL, leaf->first);
}

static void end_at(struct node *p, struct node *last) {
    p->last = last;
    if (last)
        last->next = NULL;
    else
        p->first = NULL;
    p->span.len = last ? last->span.at + last->span.len - p->span.at : 0;
}

typedef bool line_begins(const struct node *first);

static bool any_line(const struct node *first) {
    (void)first;
    return true;
}

/* Cuts a paragraph before the lines (at most `most` of them) that `begins` says; the breaks go,
 * each rest is a paragraph behind it. One pass, however many there are. Returns the last. */
static struct node *split_lines(struct tree *t, struct node *p, line_begins *begins, size_t most) {
    struct node *before = NULL;
    for (struct node *c = p->first, *next; c; before = c, c = next) {
        next = c->next;
        c->parent = p;
        if (!is_break(c) || !next || most == 0 || !begins(next))
            continue;
        struct node *last = p->last, *rest = shape_node(t->a, NODE_PARAGRAPH, next->span);
        most--;
        rest->indent = c->indent;
        rest->first = next;
        rest->last = last;
        end_at(p, before);
        shape_insert(p->parent, p, rest);
        p = rest;
        c = NULL; /* nothing stands before the first node of the rest */
        p->span = shape_cover(p);
    }
    return p;
}

/* ---- callouts ---- */

/* `[!kind|anything]`, a fold mark, the title: the length of the head, or 0. */
static size_t callout_head(struct str s, struct str *kind, struct str *fold) {
    size_t close = str_find_byte(s, ']');
    if (!str_starts(s, STR("[!")) || close == SIZE_MAX || close < 3)
        return 0;
    *kind = str_slice(s, 2, close);
    *kind = str_trim(str_slice(*kind, 0, str_find_byte(*kind, '|')));
    size_t end = close + 1;
    bool folds = end < s.n && (s.p[end] == '+' || s.p[end] == '-');
    *fold = str_slice(s, end, end + folds);
    return kind->n ? end + folds : 0;
}

void refine_quote(struct tree *t, struct node *quote) {
    struct node *title = quote->first;
    struct str kind, fold;
    if (!title || title->kind != NODE_PARAGRAPH)
        return;
    size_t head = callout_head(first_text(title), &kind, &fold);
    if (!head || !rule_on(t->rules, RULE_CALLOUT))
        return;
    quote->kind = NODE_CALLOUT;
    if (!map_put(&t->told, STR("[!"))->num++)
        rules_tell(RULE_CALLOUT, quote->span, t->d);
    struct node_more *more = shape_more(t->a, quote);
    more->target = str_lower_ascii(t->texts, kind);
    more->hint = fold;
    split_lines(t, title, any_line, 1);
    shorten(title, head);
    if (title->first)
        title->span = shape_cover(title);
    else
        title->span.len = 0;
}

/* ---- footnotes ---- */

/* `[^label]:`: its length, or 0. */
static size_t footnote_head(struct str s, struct str *label) {
    size_t close = str_find_byte(s, ']');
    if (!str_starts(s, STR("[^")) || close == SIZE_MAX || close < 3 || close + 1 >= s.n ||
        s.p[close + 1] != ':')
        return 0;
    *label = str_slice(s, 2, close);
    return str_find_byte(*label, ' ') == SIZE_MAX ? close + 2 : 0;
}

static bool begins_footnote(const struct node *first) {
    struct str label;
    return first->kind == NODE_TEXT && footnote_head(first->text, &label);
}

static struct node *make_footnote(struct tree *t, struct node *before, struct node *p) {
    struct str label = {0};
    struct node *up = p->parent, *note = shape_node(t->a, NODE_FOOTNOTE, p->span);
    size_t head = footnote_head(first_text(p), &label);
    shape_more(t->a, note)->target = label;
    map_put(&t->labels, label)->ptr = note;
    shorten(p, head);
    p->span = shape_cover(p);
    shape_move(note, before, p, p);
    shape_insert(up, before, note);
    return note;
}

/* A paragraph that begins `[^label]:` becomes a footnote, each line that begins so another one.
 * False when it does not. */
static bool make_footnotes(struct tree *t, struct node *before, struct node *p) {
    if (!p->first || !begins_footnote(p->first))
        return false;
    struct node *last = split_lines(t, p, begins_footnote, SIZE_MAX);
    for (struct node *next, *end = last->next; p != end; p = next) {
        next = p->next;
        before = make_footnote(t, before, p);
    }
    return true;
}

/* An indented paragraph behind a footnote belongs to it. */
static bool continues_footnote(const struct node *note, const struct node *n) {
    enum { INDENT = 2 };
    return note && note->kind == NODE_FOOTNOTE && n->kind == NODE_PARAGRAPH && n->indent >= INDENT;
}

/* ---- definition lists ---- */

static bool is_definition(const struct node *text) {
    return text && text->kind == NODE_TEXT && text->text.n > 1 && text->text.p[0] == ':' &&
           (text->text.p[1] == ' ' || text->text.p[1] == '\t');
}

static void strip_colon(struct node *p) {
    shorten(p, 1);
    p->span = shape_cover(p);
}

static bool is_definition_list(const struct node *n) {
    return n && n->kind == NODE_LIST && n->first && str_eqc(n->first->text, ":");
}

/* Moves the paragraph into the list's last item. */
static void append_to_item(struct node *list, struct node *before, struct node *p) {
    struct node *item = list->last;
    shape_move(item, before, p, p);
    item->span = shape_cover(item);
    list->span = shape_cover(list);
}

/* `term` / `: definition` / `: another`: an item of a list whose marker is ":", its first paragraph
 * the term, the others definitions. `before` is the block before it. */
static void make_definitions(struct tree *t, struct node *before, struct node *p) {
    struct node *brk = next_break(p->first), *up = p->parent;
    if (is_definition_list(before) && is_definition(p->first)) {
        strip_colon(p);
        append_to_item(before, before, p);
        return;
    }
    if (!brk || !is_definition(brk->next))
        return;
    struct node *list = is_definition_list(before) ? before : NULL;
    struct node *item = shape_node(t->a, NODE_ITEM, p->span);
    item->text = STR(":");
    item->indent = p->indent;
    struct node *last = split_lines(t, p, is_definition, SIZE_MAX);
    for (struct node *d = p->next; d && d != last->next; d = d->next)
        strip_colon(d);
    shape_move(item, before, p, last);
    if (!list) {
        list = shape_node(t->a, NODE_LIST, item->span);
        list->tight = true;
        shape_insert(up, before, list);
    }
    shape_insert(list, list->last, item);
    list->span = shape_cover(list);
}

/* ---- math ---- */

/* `$$…$$` that is a paragraph of its own is a block. */
static void make_math_block(struct node *p) {
    struct node *math = p->first;
    if (!math || math->next || math->kind != NODE_MATH || !math->display)
        return;
    p->kind = NODE_MATH_BLOCK;
    p->text = math->text;
    p->first = p->last = NULL;
}

/* ---- names of blocks ---- */

static struct str name_in(struct str line) {
    line = str_trim(line);
    if (line.n < 2 || line.p[0] != '^')
        return (struct str){0};
    for (size_t i = 1; i < line.n; i++) {
        char c = line.p[i];
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return (struct str){0};
    }
    return str_from(line, 1);
}

/* ` ^name` between the end of a leaf and that of its line was left out by the normaliser. */
static void find_name(struct tree *t, struct node *leaf) {
    struct str rest = str_from(t->doc->text, leaf->span.at + leaf->span.len - t->base);
    if (rest.n < 3 || (rest.p[0] != ' ' && rest.p[0] != '\t'))
        return;
    struct str name = name_in(str_slice(rest, 0, str_find_byte(rest, '\n')));
    struct node *up = leaf->parent;
    if (!name.n)
        return;
    shape_more(t->a, leaf)->block_id = name;
    if (up->kind == NODE_ITEM && up->first == leaf)
        shape_more(t->a, up)->block_id = name;
}

/* A paragraph that is nothing but `^name` names the block before it. */
static bool names_block_before(struct tree *t, struct node *before, struct node *p) {
    struct str name = p->first && p->first == p->last ? name_in(first_text(p)) : (struct str){0};
    if (!before || !name.n)
        return false;
    shape_more(t->a, before)->block_id = name;
    shape_remove(before, p);
    return true;
}

/* ---- pictures ---- */

/* ![alt|300](x.png), as Obsidian writes widths; within a table the bar is escaped. */
void refine_image(struct tree *t, struct node *image) {
    struct node *alt = image->last;
    if (!alt || alt->kind != NODE_TEXT || image->kind != NODE_IMAGE || image->more->hint.n)
        return;
    size_t bar = alt->text.n;
    while (bar > 0 && alt->text.p[bar - 1] != '|')
        bar--;
    struct str width = str_trim(str_from(alt->text, bar));
    if (bar == 0 || !wiki_is_width(width))
        return;
    shape_more(t->a, image)->hint = width;
    size_t cut = alt->text.n - (bar - 1);
    if (alt->span.len == alt->text.n)
        alt->span.len -= (uint32_t)cut;
    alt->text.n -= cut;
    if (alt->text.n == 0)
        shape_drop(alt);
}

/* ---- indices ---- */

/* H~2~O: what single tildes set right behind a letter is small, not struck out. */
void refine_strike(struct node *strike, char before) {
    enum { LONGEST = 3 };
    const struct node *text = strike->first;
    bool behind_letter = byte_is_letter(before) || before == ')';
    if (!behind_letter || !text || text->next || text->kind != NODE_TEXT || text->text.n > LONGEST)
        return;
    for (size_t i = 0; i < text->text.n; i++)
        if ((unsigned char)text->text.p[i] >= 0x80 || text->text.p[i] == ' ')
            return;
    strike->kind = NODE_SUB;
}

/* ---- leaves ---- */

void refine_paragraph(struct tree *t, struct node *before, struct node *p) {
    if (rule_on(t->rules, RULE_BLOCK_ID)) {
        if (names_block_before(t, before, p))
            return;
        find_name(t, p);
    }
    if (continues_footnote(before, p)) {
        shape_move(before, before, p, p);
        before->span.len = p->span.at + p->span.len - before->span.at;
        return;
    }
    make_math_block(p);
    if (!make_footnotes(t, before, p))
        make_definitions(t, before, p);
}

void refine_heading(struct tree *t, struct node *heading) {
    if (rule_on(t->rules, RULE_BLOCK_ID))
        find_name(t, heading);
}

/* The parents of all texts that hold signs, each once. */
void refine_marks(struct tree *t) {
    for (size_t i = 0; i < t->with_signs.n; i++) {
        struct node *up = t->with_signs.v[i]->parent;
        if (!up || up->visited || up->kind == NODE_IMAGE) /* NULL: the text went */
            continue;
        up->visited = true;
        marks_make(t->a, up, &t->labels, t->doc->text, t->base);
    }
}
