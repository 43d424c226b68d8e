/* parse: md4c's calls -> the tree. The only file that knows md4c. */
#include "syntax/parse.h"

#include "syntax/entity.h"
#include "syntax/html.h"
#include "syntax/refine.h"
#include "syntax/shape.h"
#include "syntax/tree.h"
#include "syntax/wiki.h"

#include <md4c.h>

static const uint64_t expansion_allowance = 1 << 20; /* bytes of link targets beyond the input's */

/* ---- pending spans ---- */

static uint32_t back_over(const struct tree *t, uint32_t at, char c, uint32_t *run) {
    for (*run = 0; at > 0 && t->c.s[at - 1] == c; at--)
        ++*run;
    return at;
}

static uint32_t back_to(const struct tree *t, uint32_t at, char c) {
    uint32_t i = at;
    while (i > 0 && t->c.s[i - 1] != c && t->c.s[i - 1] != '\n')
        i--;
    return i > 0 && t->c.s[i - 1] == c ? i : at;
}

static uint32_t back_over_guards(const struct tree *t, uint32_t at) {
    while (at >= GUARD_SIZE && memcmp(t->c.s + at - GUARD_SIZE, GUARD, GUARD_SIZE - 1) == 0)
        at -= GUARD_SIZE;
    return at;
}

/* The run of `c` that ends at `at`; the first of it may be escaped, and is none of it then. */
static uint32_t opening_run(const struct tree *t, struct frame *f, uint32_t at, char c) {
    uint32_t slashes, beg = back_over(t, at, c, &f->run);
    back_over(t, beg, '\\', &slashes);
    f->run -= slashes % 2;
    return beg + slashes % 2;
}

/* The code may begin on the line below. */
static uint32_t opening_ticks(const struct tree *t, struct frame *f, uint32_t at) {
    uint32_t beg = at;
    while (beg > 0 && t->c.s[beg - 1] != '`' && memchr(" \t\n>", t->c.s[beg - 1], 4))
        beg--;
    return opening_run(t, f, beg, '`');
}

/* Where the delimiter of the pending frame begins that ends at `at`. */
static uint32_t opening(const struct tree *t, struct frame *f, uint32_t at) {
    switch (f->type - FRAME_SPAN) {
    case MD_SPAN_STRONG:
        return at >= 2 ? at - 2 : 0;
    case MD_SPAN_CODE:
        return opening_ticks(t, f, at);
    case MD_SPAN_DEL:
        return opening_run(t, f, at, '~');
    case MD_SPAN_A:
        if (at > 0 && t->c.s[at - 1] == '<')
            return at - 1;
        at = back_to(t, at, '[');
        return at > 0 ? at - 1 : 0;
    case MD_SPAN_IMG:
        at = back_to(t, at, '[');
        return at >= 2 ? at - 2 : 0;
    default:
        return at > 0 ? at - 1 : 0;
    }
}

static void bind_pending(struct tree *t, size_t i, uint32_t at) {
    if (at > 0 && t->c.s[at - 1] == '\\') /* the text is an escaped character */
        at--;
    for (; i > 0 && t->frames.v[i - 1].pending; i--) {
        struct frame *f = &t->frames.v[i - 1];
        f->pending = false;
        at = opening(t, f, back_over_guards(t, at));
        tree_move(t, f, at);
    }
}

/* Link definitions in front of a paragraph or heading were passed over in silence: it begins on
 * the line of its first text. */
static void bind_leaf(struct tree *t, struct frame *leaf, uint32_t at) {
    if (!leaf->run)
        return;
    leaf->run = 0;
    if (leaf->beg >= at || !memchr(t->c.s + leaf->beg, '\n', at - leaf->beg))
        return;
    uint32_t run, line = cur_skip_prefix(&t->c, cur_line_begin(&t->c, at));
    uint32_t beg = back_over(t, cur_skip_blanks(&t->c, line), '#', &run);
    tree_move(t, leaf, MAX(MIN(beg, at), line));
}

static void first_text(struct tree *t, uint32_t at) {
    bind_pending(t, t->frames.n, at);
    size_t i = t->frames.n;
    while (i > 0 && t->frames.v[i - 1].type >= FRAME_SPAN &&
           t->frames.v[i - 1].type != FRAME_IMPLIED)
        i--;
    struct frame *f = i ? &t->frames.v[i - 1] : NULL;
    if (f && (f->type == MD_BLOCK_P || f->type == MD_BLOCK_H || f->type == FRAME_IMPLIED))
        bind_leaf(t, f, i < t->frames.n ? t->frames.v[i].beg : at);
    if (f && (f->type == MD_BLOCK_TD || f->type == MD_BLOCK_TH) && f->run) {
        f->run = 0;
        tree_move(t, f, i < t->frames.n ? t->frames.v[i].beg : at);
    }
}

/* Where a line's text ends: before its blanks, and before the backslash of a hard break. */
static uint32_t text_end(const struct tree *t, enum node_kind kind) {
    uint32_t at = cur_line_end(&t->c, t->c.at);
    while (at > t->c.at && cur_is_blank(t->c.s[at - 1]))
        at--;
    return at - (kind == NODE_LINE_BREAK && at > t->c.at && t->c.s[at - 1] == '\\');
}

/* A soft break behind <br> is the same break. */
static void line_break(struct tree *t, enum node_kind kind) {
    uint32_t beg = text_end(t, kind), end = MIN(cur_line_end(&t->c, beg) + 1, t->c.len);
    const struct frame *f = tree_top(t);
    struct node *last = f->node->last;
    if (t->ticks_at) {
        t->has_break = true;
        return;
    }
    if (f->type == MD_BLOCK_P && f->run) /* a task begins with it: the cursor has passed it */
        return;
    if (!tree_wants_leaf(t)) /* else an item begins with it */
        first_text(t, beg);
    t->c.at = end;
    if (tree_wants_leaf(t))
        return;
    if (!last || last->kind != NODE_LINE_BREAK || !last->from_html) {
        tree_add_break(t, kind, beg, end);
        return;
    }
    tree_set_end(t, last, end);
    last->indent = tree_indent(t, tree_origin_begin(t, end));
}

/* md4c 0.4.8 goes back to the beginning of a line that begins with the closing backticks of a code
 * span when a blank was stripped off both ends of it: it reports a break there, and the backticks
 * as text. A break reported there is held back until the next call tells whether it is one. */
static void settle_break(struct tree *t) {
    t->ticks_at = 0;
    if (t->has_break)
        line_break(t, NODE_SOFT_BREAK);
    t->has_break = false;
}

static uint32_t behind_ticks(struct tree *t, uint32_t beg) {
    if (t->has_break && beg == t->ticks_at) {
        t->has_break = false;
        beg = t->c.at;
    }
    settle_break(t);
    return beg;
}

/* What has to be done before any call that is not text of the same kind. */
static void before_call(struct tree *t) {
    html_read_inline(t);
    settle_break(t);
}

/* Text begins right in a block: in a tight item md4c reports no paragraph. */
static void imply_leaf(struct tree *t) {
    if (!tree_wants_leaf(t))
        return;
    cur_to_text(&t->c);
    tree_open_implied(t, t->c.at);
}

static bool is_literal(const struct tree *t, const char *p) {
    return p < t->c.s || p >= t->c.s + t->c.len;
}

static void code_text(struct tree *t, uint32_t beg, uint32_t end) {
    uint32_t from = tree_origin_begin(t, beg);
    if (t->n_code++ == 0)
        t->code_at = from;
    t->code_end = tree_origin_end(t, end);
    buf_str(&t->code, tree_origin_text(t, from, t->code_end));
}

/* A line end inside a code block: the cursor follows once the block's place is known. */
static void code_line_end(struct tree *t) {
    struct frame *f = tree_top(t);
    buf_byte(&t->code, '\n');
    if (f->pending)
        f->run++;
    else
        t->c.at = MIN(cur_line_end(&t->c, t->c.at) + 1, t->c.len);
}

/* The block begins as many lines above its first text as line ends came before it, and its fence's
 * line. */
static void bind_fence(struct tree *t, struct frame *f, uint32_t at) {
    uint32_t line = cur_line_begin(&t->c, at);
    for (uint32_t k = f->run + 1; k > 0 && line > 0; k--)
        line = cur_line_begin(&t->c, line - 1);
    line = cur_skip_prefix(&t->c, line);
    while (line < at && t->c.s[line] != f->mark) /* over a list's mark on the same line */
        line++;
    f->pending = false;
    tree_move(t, f, MIN(line, at));
}

/* A line end within a code span is a blank, and blanks before it count. md4c 0.5 passes over the
 * ones or forgets the other, so that the text is completed from the cursor on. */
static void code_break(struct tree *t) {
    uint32_t end = cur_line_end(&t->c, t->c.at);
    if (t->c.at < end && cur_skip_blanks(&t->c, t->c.at) == end)
        code_text(t, t->c.at, end);
    buf_byte(&t->code, ' ');
    t->c.at = MIN(end + 1, t->c.len);
}

static void code_span_text(struct tree *t, uint32_t beg, uint32_t end) {
    if (t->n_code && t->c.at < beg && memchr(t->c.s + t->c.at, '\n', beg - t->c.at))
        code_break(t);
    code_text(t, beg, end);
}

/* md4c's own bytes for what it does not point at: line ends, and a code line's indent. */
static void on_literal(struct tree *t, MD_TEXTTYPE type, struct str s) {
    struct frame *f = tree_top(t);
    if (f->type == MD_BLOCK_CODE && str_starts(s, STR(" "))) {
        buf_str(&t->code, s);
    } else if (f->type == MD_BLOCK_CODE) {
        code_line_end(t);
    } else if (type == MD_TEXT_HTML) {
        html_collect(t, t->c.at, STR("\n"));
        t->c.at = MIN(cur_line_end(&t->c, t->c.at) + 1, t->c.len);
    } else if (type == MD_TEXT_CODE) {
        code_break(t);
    } else if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
        line_break(t, type == MD_TEXT_BR ? NODE_LINE_BREAK : NODE_SOFT_BREAK);
    }
}

static void on_inline_text(struct tree *t, MD_TEXTTYPE type, uint32_t beg, uint32_t end) {
    imply_leaf(t);
    first_text(t, beg);
    if (type == MD_TEXT_CODE)
        code_span_text(t, beg, end);
    else if (type == MD_TEXT_HTML)
        html_collect(t, beg, (struct str){t->c.s + beg, end - beg});
    else if (type == MD_TEXT_ENTITY)
        tree_add_entity(t, beg, end);
    else
        tree_add_text(t, behind_ticks(t, beg), end);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE size, void *self) {
    struct tree *t = self;
    if (type != MD_TEXT_HTML)
        html_read_inline(t);
    if (type != MD_TEXT_NORMAL && type != MD_TEXT_SOFTBR)
        settle_break(t);
    struct frame *f = tree_top(t);
    if (is_literal(t, p)) {
        on_literal(t, type, (struct str){p, size});
        return 0;
    }
    uint32_t beg = (uint32_t)(p - t->c.s), end = beg + size;
    if (beg < t->c.at && !(t->has_break && beg == t->ticks_at))
        tree_go_back(t, beg);
    if (f->type == MD_BLOCK_CODE) {
        if (f->pending)
            bind_fence(t, f, beg);
        code_text(t, beg, end);
    } else if (f->type == MD_BLOCK_HTML) {
        html_collect(t, beg, (struct str){p, size});
    } else {
        on_inline_text(t, type, beg, end);
    }
    t->c.at = end;
    return 0;
}

/* ---- attributes ---- */

static struct str attribute(struct tree *t, const MD_ATTRIBUTE *attr) {
    struct buf b = buf_in(t->texts);
    for (unsigned i = 0; attr->text && attr->substr_offsets[i] < attr->size; i++) {
        MD_OFFSET from = attr->substr_offsets[i], to = attr->substr_offsets[i + 1];
        struct str s = {attr->text + from, to - from};
        if (attr->substr_types[i] == MD_TEXT_NULLCHAR)
            buf_code(&b, 0xFFFD);
        else if (attr->substr_types[i] != MD_TEXT_ENTITY || !entity_put(&b, s))
            buf_str(&b, s);
    }
    if (b.p) /* addresses by the thousand, most of them short */
        arena_shrink(t->texts, b.p, b.cap, b.n);
    return buf_get(&b);
}

/* ---- blocks ---- */

static void enter_list(struct tree *t, bool ordered, char mark) {
    struct frame *f = tree_open(t, ordered ? MD_BLOCK_OL : MD_BLOCK_UL, NODE_LIST, t->c.at);
    f->mark = mark;
    if (f->own)
        f->node->ordered = ordered;
}

static bool line_above_is_blank(const struct tree *t, uint32_t at) {
    const char *s = t->norm->origin.p;
    while (at > 0 && s[at - 1] != '\n')
        at--;
    if (at == 0)
        return false;
    for (at--; at > 0 && (cur_is_blank(s[at - 1]) || s[at - 1] == '>'); at--)
        ;
    return at == 0 || s[at - 1] == '\n';
}

static void enter_item(struct tree *t, const MD_BLOCK_LI_DETAIL *detail) {
    struct node *list = tree_top(t)->node;
    bool has_list = tree_top(t)->own;
    cur_to_item(&t->c, tree_top(t)->mark);
    uint32_t beg = t->c.at;
    struct frame *f = tree_open(t, MD_BLOCK_LI, NODE_ITEM, beg);
    while (cur_byte(&t->c, t->c.at) >= '0' && cur_byte(&t->c, t->c.at) <= '9')
        t->c.at++;
    t->c.at = MIN(t->c.at + 1, t->c.len);
    if (f->own) {
        uint32_t from = tree_origin_begin(t, beg);
        f->node->text = str_trim(tree_origin_text(t, from, tree_origin_end(t, t->c.at)));
        f->node->indent = tree_indent(t, from);
        if (detail->is_task)
            f->node->task = detail->task_mark == ' ' ? TASK_OPEN : TASK_DONE;
        if (has_list && list->first == f->node)
            list->tight = true;
        else if (has_list && line_above_is_blank(t, from))
            list->tight = false;
    }
    if (detail->is_task)
        t->c.at = detail->task_mark_offset + 2;
}

static void enter_quote(struct tree *t) {
    cur_to_quote(&t->c);
    tree_open(t, MD_BLOCK_QUOTE, NODE_QUOTE, t->c.at);
    t->c.at = MIN(t->c.at + 1, t->c.len);
    t->c.quotes++;
}

static void enter_heading(struct tree *t, unsigned level) {
    cur_to_text(&t->c);
    struct frame *f = tree_open(t, MD_BLOCK_H, NODE_HEADING, t->c.at);
    f->run = 1; /* no text seen */
    if (f->own)
        f->node->level = (uint8_t)level & 7;
}

static void enter_code(struct tree *t, const MD_BLOCK_CODE_DETAIL *detail) {
    struct frame *f = tree_open(t, MD_BLOCK_CODE, NODE_CODE_BLOCK, t->c.at);
    f->mark = detail->fence_char;
    f->pending = true;
    t->code.n = t->n_code = 0;
    if (!f->own)
        return;
    struct str info = attribute(t, &detail->info);
    if (str_starts(info, STR(GUARD_MATH)))
        f->node->kind = NODE_MATH_BLOCK;
    else if (info.n)
        shape_more(t->a, f->node)->target = info;
}

/* md4c 0.4.8 can get spans crossed (`[](~)~`): closes those above the innermost of the type; false
 * when there is none. All are closed for a type that is no span's. */
static bool to_span(struct tree *t, unsigned type) {
    size_t i = t->frames.n;
    while (i > 0 && t->frames.v[i - 1].type >= FRAME_SPAN &&
           t->frames.v[i - 1].type < FRAME_IMPLIED && t->frames.v[i - 1].type != type)
        i--;
    bool found = i > 0 && t->frames.v[i - 1].type == type;
    while (t->frames.n > i && (found || type == FRAME_IMPLIED)) {
        tree_close(t);
        html_end_spans(t);
    }
    return found;
}

static void before_block(struct tree *t) {
    if (t->frames.n == 0)
        return;
    before_call(t);
    html_end_spans(t);
    if (tree_top(t)->type == FRAME_IMPLIED)
        tree_close_leaf(t);
    html_leave_tables(t);
}

/* Within a cell of an HTML table a paragraph is a line. */
static void enter_paragraph(struct tree *t) {
    cur_to_text(&t->c);
    struct node *up = tree_top(t)->node;
    bool in_cell = up->kind == NODE_CELL;
    if (in_cell && up->last)
        tree_add_break(t, NODE_LINE_BREAK, t->c.at, t->c.at);
    struct frame *f = tree_open(t, MD_BLOCK_P, in_cell ? NODE_KIND_COUNT : NODE_PARAGRAPH, t->c.at);
    f->run = !in_cell;
}

/* md4c fills short rows up to the header; what nobody wrote is no node. */
static bool is_padding(struct tree *t, MD_BLOCKTYPE type) {
    const struct frame *row = tree_top(t);
    return type == MD_BLOCK_TD && row->own && row->node->first && cur_byte(&t->c, t->c.at) == '\n';
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
    struct tree *t = self;
    struct frame *f;
    before_block(t);
    switch (type) {
    case MD_BLOCK_DOC:
        t->doc->root = tree_open(t, type, NODE_DOCUMENT, 0)->node;
        break;
    case MD_BLOCK_QUOTE:
        enter_quote(t);
        break;
    case MD_BLOCK_UL:
        enter_list(t, false, ((MD_BLOCK_UL_DETAIL *)detail)->mark);
        break;
    case MD_BLOCK_OL:
        enter_list(t, true, ((MD_BLOCK_OL_DETAIL *)detail)->mark_delimiter);
        break;
    case MD_BLOCK_LI:
        enter_item(t, detail);
        break;
    case MD_BLOCK_HR:
        cur_to_rule(&t->c);
        tree_open(t, type, NODE_RULE, t->c.at);
        t->c.at = cur_line_end(&t->c, t->c.at);
        break;
    case MD_BLOCK_H:
        enter_heading(t, ((MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_CODE:
        enter_code(t, detail);
        break;
    case MD_BLOCK_P:
        enter_paragraph(t);
        break;
    case MD_BLOCK_TABLE:
        cur_to_text(&t->c);
        tree_open(t, type, NODE_TABLE, t->c.at);
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        tree_open(t, type, NODE_KIND_COUNT, t->c.at);
        break;
    case MD_BLOCK_TR:
        cur_to_text(&t->c);
        tree_open(t, type, NODE_ROW, t->c.at);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        t->c.at = cur_skip_blanks(&t->c, t->c.at);
        t->c.at = cur_skip_blanks(&t->c, t->c.at + (cur_byte(&t->c, t->c.at) == '|'));
        f = tree_open(t, type, is_padding(t, type) ? NODE_KIND_COUNT : NODE_CELL, t->c.at);
        f->run = 1;
        if (f->own) {
            f->node->align = ((MD_BLOCK_TD_DETAIL *)detail)->align & 3U;
            f->node->is_head = type == MD_BLOCK_TH;
        }
        break;
    default:
        tree_open(t, type, NODE_KIND_COUNT, t->c.at);
    }
    return 0;
}

static void leave_heading(struct tree *t, struct frame *f) {
    uint32_t i = f->beg;
    while (cur_byte(&t->c, i) == '#')
        i++;
    bool atx = i > f->beg && i - f->beg == f->node->level;
    if (atx && f->own) {
        uint32_t from = tree_origin_begin(t, f->beg);
        f->node->text = str_trim(tree_origin_text(t, from, tree_origin_end(t, i)));
    }
    t->c.at = cur_line_end(&t->c, MAX(t->c.at, i));
    if (!atx)
        t->c.at = cur_line_end(&t->c, MIN(t->c.at + 1, t->c.len));
}

static void leave_code(struct tree *t, struct frame *f) {
    if (f->pending && f->mark && cur_to_fence(&t->c, f->mark)) { /* nothing but blank lines */
        tree_move(t, f, t->c.at);
        t->c.at = MIN(cur_line_end(&t->c, t->c.at) + 1, t->c.len);
        while (f->run-- > 0)
            t->c.at = MIN(cur_line_end(&t->c, t->c.at) + 1, t->c.len);
    }
    uint32_t at = cur_skip_prefix(&t->c, t->c.at);
    if (f->mark && cur_is_fence(&t->c, at, f->mark) && cur_closes_fence(&t->c, at, f->beg))
        t->c.at = cur_line_end(&t->c, at);
    else if (t->c.at > f->beg && t->c.s[t->c.at - 1] == '\n')
        t->c.at--; /* its box, or the file, ended without a closing fence */
    if (!f->own)
        return;
    f->node->indent = tree_indent(t, tree_origin_begin(t, f->beg));
    f->node->text = str_copy(t->texts, buf_get(&t->code));
    if (f->node->text.n && f->node->text.p[f->node->text.n - 1] == '\n')
        f->node->text.n--;
}

static void leave_row(struct tree *t, struct frame *f) {
    t->c.at = cur_line_end(&t->c, t->c.at);
    if (f->own && f->node->first) {
        f->node->is_head = f->node->first->is_head;
        for (const struct node *c = f->node->first; c; c = c->next)
            f->node->columns++;
    }
}

static void leave_table(struct frame *f) {
    const struct node *row = f->own ? f->node->first : NULL;
    if (row && row->kind == NODE_ROW)
        f->node->columns = row->columns;
}

static void leave_block(struct tree *t, MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_HTML) {
        tree_close(t);
        html_read_block(t);
        return;
    }
    before_call(t);
    for (size_t open = 0; open != t->frames.n;) { /* spans may stand in tags, tags in spans */
        open = t->frames.n;
        html_end_blocks(t);
        to_span(t, FRAME_IMPLIED);
    }
    struct frame *f = tree_top(t);
    switch (type) {
    case MD_BLOCK_QUOTE:
        cur_pass_quote_lines(&t->c,
                             f->own && f->node->parent && f->node->parent->kind == NODE_ITEM);
        t->c.quotes--;
        if (f->own)
            refine_quote(t, f->node);
        break;
    case MD_BLOCK_H:
        leave_heading(t, f);
        tree_close_leaf(t);
        return;
    case MD_BLOCK_P:
        tree_close_leaf(t);
        return;
    case MD_BLOCK_CODE:
        leave_code(t, f);
        break;
    case MD_BLOCK_THEAD: /* the delimiter row */
        t->c.at = cur_line_end(&t->c, MIN(cur_line_end(&t->c, t->c.at) + 1, t->c.len));
        break;
    case MD_BLOCK_TR:
        leave_row(t, f);
        break;
    case MD_BLOCK_TABLE:
        leave_table(f);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        tree_close_leaf(t);
        return;
    case MD_BLOCK_DOC:
        t->c.at = t->c.len;
        break;
    default:
        break;
    }
    if (f->own && f->node->first && (type == MD_BLOCK_UL || type == MD_BLOCK_OL))
        f->node->span.at = f->node->first->span.at;
    tree_close(t);
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
    struct tree *t = self;
    (void)detail;
    leave_block(t, type);
    if (type != MD_BLOCK_DOC)
        html_close_late(t);
    return 0;
}

/* ---- spans ---- */

static const uint8_t span_kinds[] = {
    [MD_SPAN_EM] = NODE_EMPHASIS, [MD_SPAN_STRONG] = NODE_STRONG, [MD_SPAN_A] = NODE_LINK,
    [MD_SPAN_IMG] = NODE_IMAGE,   [MD_SPAN_CODE] = NODE_CODE,     [MD_SPAN_DEL] = NODE_STRIKE,
};

static int on_enter_span(MD_SPANTYPE type, void *detail, void *self) {
    struct tree *t = self;
    before_call(t);
    imply_leaf(t);
    struct frame *f = tree_open(t, FRAME_SPAN + type, span_kinds[type], t->c.at);
    f->pending = true;
    if (type == MD_SPAN_CODE)
        t->code.n = t->n_code = 0;
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
        /* both details begin with the target and the title */
        const MD_SPAN_A_DETAIL *link = detail;
        t->expanded += link->href.size + link->title.size;
        if (t->expanded > expansion_allowance + t->c.len)
            return -1;
        if (f->own) {
            struct node_more *more = shape_more(t->a, f->node);
            more->target = attribute(t, &link->href);
            more->title = attribute(t, &link->title);
        }
    }
    return 0;
}

static char opening_byte(unsigned type) {
    static const char bytes[] = {
        [MD_SPAN_EM] = '*',  [MD_SPAN_STRONG] = '*', [MD_SPAN_A] = '[',
        [MD_SPAN_IMG] = '!', [MD_SPAN_CODE] = '`',   [MD_SPAN_DEL] = '~',
    };
    return bytes[type];
}

/* A span without text, as in `![](x.png)`: its beginning is found by looking forward, over the
 * brackets of links and images that begin with it. */
static void bind_empty(struct tree *t, struct frame *f, MD_SPANTYPE type) {
    size_t i = t->frames.n - 1;
    while (i > 0 && t->frames.v[i - 1].pending)
        i--;
    for (; i + 1 < t->frames.n; i++) {
        unsigned around = t->frames.v[i].type - FRAME_SPAN;
        if (around != MD_SPAN_A && around != MD_SPAN_IMG)
            continue;
        cur_to_delimiter(&t->c, opening_byte(around));
        t->c.at = MIN(t->c.at + (around == MD_SPAN_IMG ? 2 : 1), t->c.len);
    }
    cur_to_delimiter(&t->c, opening_byte(type));
    f->pending = false;
    bind_pending(t, t->frames.n - 1, t->c.at);
    tree_move(t, f, t->c.at);
    first_text(t, t->c.at);
    t->c.at = MIN(t->c.at + (type == MD_SPAN_IMG ? 2 : 1), t->c.len);
}

static void leave_link(struct tree *t, struct frame *f) {
    if (cur_byte(&t->c, f->beg) == '<') {
        cur_to_delimiter(&t->c, '>');
        t->c.at++;
        return;
    }
    cur_to_delimiter(&t->c, ']');
    t->c.at = cur_link_end(&t->c, MIN(t->c.at + 1, t->c.len));
}

static bool in_table(const struct tree *t) {
    for (size_t i = t->frames.n; i > 0; i--)
        if (t->frames.v[i - 1].type == MD_BLOCK_TD || t->frames.v[i - 1].type == MD_BLOCK_TH)
            return true;
        else if (t->frames.v[i - 1].type < FRAME_SPAN)
            return false;
    return false;
}

/* Within tables `\|` is how a bar is written, in code and math too (GFM 4.10). */
static struct str without_escaped_bars(struct tree *t, struct str s) {
    return in_table(t) && str_has(s, STR("\\|")) ? str_replace(t->texts, s, STR("\\|"), STR("|"))
                                                 : s;
}

static void make_math(struct tree *t, struct node *n, struct str s) {
    n->kind = NODE_MATH;
    n->display = s.n > 1 && s.p[1] == '$';
    size_t skip = n->display ? 2 : 1;
    n->text = without_escaped_bars(t, str_slice(s, skip, s.n - skip));
}

/* Moves behind the closing backticks. */
static void close_ticks(struct tree *t, const struct frame *f) {
    char first = cur_byte(&t->c, f->beg + f->run);
    cur_to_delimiter(&t->c, '`');
    uint32_t line = cur_skip_prefix(&t->c, cur_line_begin(&t->c, t->c.at));
    if (line == t->c.at && line > f->beg && (first == ' ' || first == '\n'))
        t->ticks_at = line;
    t->c.at = MIN(t->c.at + f->run, t->c.len);
}

static bool begins_with_guard(const struct tree *t, uint32_t at, const char *guard) {
    return at + GUARD_SIZE < t->c.len && memcmp(t->c.s + at, guard, GUARD_SIZE) == 0;
}

/* What the code span is: code, or what a carrier carries. The guard in front tells. */
static void leave_code_span(struct tree *t, struct frame *f) {
    struct node *n = f->node;
    uint32_t inside = f->beg + f->run;
    close_ticks(t, f);
    if (!f->own)
        return;
    struct str s = t->n_code == 1 ? tree_origin_text(t, t->code_at, t->code_end)
                                  : str_copy(t->texts, buf_get(&t->code));
    if (begins_with_guard(t, inside, GUARD_MATH)) {
        make_math(t, n, s);
    } else if (begins_with_guard(t, inside, GUARD_WIKI)) {
        bool embed = s.n && s.p[0] == '!';
        uint32_t skip = embed ? 3 : 2, at = t->base + t->code_at + skip;
        wiki_make(t->a, n, str_slice(s, skip, s.n - 2), at, embed);
    } else {
        n->text = without_escaped_bars(t, s);
    }
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *self) {
    struct tree *t = self;
    (void)detail;
    before_call(t);
    html_end_spans(t);
    if (!to_span(t, FRAME_SPAN + type))
        return 0;
    struct frame *f = tree_top(t);
    if (f->pending)
        bind_empty(t, f, type);
    switch (type) {
    case MD_SPAN_EM:
    case MD_SPAN_STRONG:
        cur_to_delimiter(&t->c, cur_byte(&t->c, f->beg));
        t->c.at += type == MD_SPAN_STRONG ? 2 : 1;
        break;
    case MD_SPAN_DEL:
        cur_to_delimiter(&t->c, '~');
        t->c.at += f->run;
        if (f->own && f->run == 1 && f->beg > 0)
            refine_strike(f->node, cur_byte(&t->c, f->beg - 1));
        break;
    case MD_SPAN_CODE:
        leave_code_span(t, f);
        break;
    case MD_SPAN_A:
        leave_link(t, f);
        break;
    case MD_SPAN_IMG:
        leave_link(t, f);
        refine_image(t, f->node);
        break;
    default:
        break;
    }
    t->c.at = MIN(t->c.at, t->c.len);
    tree_close(t);
    return 0;
}

bool parse_tree(struct arena *a, struct document *doc, const struct norm *norm,
                const struct rules *rules, struct diag *d) {
    struct arena *nodes = *doc->tree;
    struct tree *t = arena_new(nodes, struct tree);
    unsigned md_flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    if (rule_on(rules, RULE_INDENTED))
        md_flags |= MD_FLAG_NOINDENTEDCODEBLOCKS;
    *t = (struct tree){.a = nodes,
                       .texts = a,
                       .doc = doc,
                       .rules = rules,
                       .is_deep = norm->deep_at != UINT32_MAX,
                       .d = d,
                       .norm = norm,
                       .base = doc->source->base,
                       .c = {.s = norm->text.p, .len = (uint32_t)norm->text.n},
                       .code = buf_in(nodes),
                       .html.text = buf_in(nodes),
                       .labels = map_in(nodes),
                       .told = map_in(nodes)};
    MD_PARSER parser = {
        0,    md_flags, on_enter_block, on_leave_block, on_enter_span, on_leave_span, on_text,
        NULL, NULL};
    if (md_parse(norm->text.p, (MD_SIZE)norm->text.n, &parser, t) == 0) {
        refine_marks(t);
        /* Where marks stand is found by looking for them, and what only looks like one leads too
         * far. */
        shape_fit(doc->root, t->base, t->base + (uint32_t)doc->text.n);
        return true;
    }
    if (t->expanded <= expansion_allowance + t->c.len)
        fail_raise(arena_failure(a), "out of memory");
    return false;
}
