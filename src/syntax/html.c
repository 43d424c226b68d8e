/* html: the HTML authors use, as nodes.
 *
 * Terms
 *   inline   tags within a line of Markdown; the text between them is md4c's
 *   block    raw HTML, text and all; tags opened in it may be closed in a later one, and the
 *            Markdown between the two stands inside
 *   leaf     a paragraph, heading or cell: what holds text */
#include "syntax/html.h"

#include "syntax/entity.h"
#include "syntax/html_token.h"
#include "syntax/shape.h"
#include "syntax/wiki.h"

#include <strings.h>

enum { TAGS_MAX = 200 }; /* open at once, with a node or without */

enum action {
    TAG_SPAN,
    TAG_CODE,
    TAG_LINK,
    TAG_COLOR, /* up to here: within a leaf */
    TAG_BREAK,
    TAG_IMAGE,
    TAG_BOUNDARY,
    TAG_HEADING,
    TAG_RULE,
    TAG_PRE,
    TAG_DETAILS,
    TAG_SUMMARY,
    TAG_BOX,
    TAG_CELL,
    TAG_PASS,
    TAG_SKIP,
    TAG_DROP
};

struct tag {
    const char *name;
    uint8_t action, kind;
};

static const struct tag tags[] = {
#define TAG(name, action, kind) {#name, TAG_##action, NODE_##kind},
#include "syntax/html_tags.def"
#undef TAG
};

struct reader {
    struct tree *t;
    struct str html;
    size_t piece;
    bool is_block;
    bool want_break; /* a line ended since the last text of the leaf */
    uint32_t at;     /* behind the current token */
};

static int compare_name(struct str name, const char *with) {
    int order = strncasecmp(name.p, with, name.n);
    return order ? order : with[name.n] ? -1 : 0;
}

static const struct tag *find_tag(struct str name) {
    size_t low = 0, high = COUNT_OF(tags);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = compare_name(name, tags[mid].name);
        if (order == 0)
            return &tags[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* ---- places ---- */

/* Where byte `at` of the HTML stands in the normalised text; tokens come in order. */
static uint32_t place(struct reader *r, uint32_t at) {
    const struct html_piece *p = r->t->html.pieces.v;
    size_t n = r->t->html.pieces.n;
    if (!p || n == 0)
        return r->t->c.at;
    while (r->piece > 0 && p[r->piece].at > at)
        r->piece--;
    while (r->piece + 1 < n && p[r->piece + 1].at <= at)
        r->piece++;
    return p[r->piece].norm_at + (at - p[r->piece].at);
}

static uint32_t place_end(struct reader *r, uint32_t at) {
    return at > 0 ? place(r, at - 1) + 1 : place(r, 0);
}

static void tell(struct tree *t, enum diag_id id, struct span span, struct str name) {
    struct str key = str_format(t->a, "%d%.*s", (int)id, STR_ARG(name));
    struct map_entry *e = map_put(&t->told, key);
    if (e->num++ == 0) /* once for each name is enough */
        diag_at(t->d, id, span, str_format(t->a, "<%.*s>", STR_ARG(name)));
}

static void tell_dropped(struct reader *r, const struct html_token *k) {
    tell(r->t, DIAG_HTML_DROPPED, tree_span(r->t, place(r, k->at), place_end(r, k->end)), k->name);
}

/* ---- frames of tags ---- */

static const struct tag *tag_of(const struct frame *f) {
    return f->type == FRAME_TAG ? &tags[f->tag] : NULL;
}

static bool is_span(const struct frame *f) {
    const struct tag *tag = tag_of(f);
    return tag && tag->action <= TAG_COLOR;
}

/* NULL past the cap: the tag goes, so that looking for open ones stays cheap. */
static struct frame *open_tag(struct reader *r, const struct tag *tag, enum node_kind kind,
                              const struct html_token *k) {
    if (r->t->n_tags >= TAGS_MAX)
        return NULL;
    struct frame *f = tree_open(r->t, FRAME_TAG, kind, place(r, k->at));
    f->tag = (uint8_t)(tag - tags);
    if (f->own)
        f->node->from_html = true;
    return f;
}

static void close_row(struct node *row) {
    row->is_head = row->first != NULL;
    for (const struct node *c = row->first; c; c = c->next) {
        row->columns++;
        row->is_head &= c->is_head;
    }
}

static void close_table(struct node *table) {
    for (const struct node *row = table->first; row; row = row->next)
        table->columns = MAX(table->columns, row->columns);
}

/* Code holds its text itself. */
static void close_code(struct tree *t, struct node *n) {
    n->text = node_plain(t->texts, n);
    n->first = n->last = NULL;
}

/* Closes the top frame, one of a tag or an implied paragraph, by its own tag or for its lack. A
 * span, or <details>, that lacks one goes and leaves what it holds. */
static void close_top(struct tree *t, bool by_tag) {
    struct frame *f = tree_top(t);
    const struct tag *tag = tag_of(f);
    enum node_kind kind = f->own ? (enum node_kind)f->node->kind : NODE_KIND_COUNT;
    if (tag && f->own && !by_tag && (is_span(f) || tag->action == TAG_DETAILS)) {
        tell(t, DIAG_HTML_OPEN, f->node->span, str_of(tag->name));
        tree_unwrap(t);
        return;
    }
    if (kind == NODE_ROW)
        close_row(f->node);
    else if (kind == NODE_TABLE)
        close_table(f->node);
    else if (kind == NODE_CODE)
        close_code(t, f->node);
    if (kind == NODE_PARAGRAPH || kind == NODE_HEADING || kind == NODE_CELL)
        tree_close_leaf(t);
    else
        tree_close(t);
}

static bool is_ours(const struct frame *f) {
    return f->type == FRAME_TAG || f->type == FRAME_IMPLIED;
}

/* The innermost open frame of this tag, or NULL; frames of md4c's are a wall. */
static struct frame *find_open(struct tree *t, const struct tag *tag) {
    for (size_t i = t->frames.n; i > 0 && is_ours(&t->frames.v[i - 1]); i--)
        if (tag_of(&t->frames.v[i - 1]) == tag)
            return &t->frames.v[i - 1];
    return NULL;
}

/* The innermost open frame whose node is of the kind. */
static struct frame *find_kind(struct tree *t, enum node_kind kind) {
    for (size_t i = t->frames.n; i > 0 && is_ours(&t->frames.v[i - 1]); i--)
        if (t->frames.v[i - 1].own && t->frames.v[i - 1].node->kind == kind)
            return &t->frames.v[i - 1];
    return NULL;
}

static void close_above(struct tree *t, const struct frame *f) {
    size_t keep = (size_t)(f - t->frames.v) + 1;
    while (t->frames.n > keep)
        close_top(t, false);
}

void html_end_spans(struct tree *t) {
    while (is_span(tree_top(t)))
        close_top(t, false);
}

void html_end_blocks(struct tree *t) {
    while (is_ours(tree_top(t)))
        close_top(t, false);
}

static bool holds_parts(const struct frame *f) {
    uint8_t kind = f->node->kind;
    return f->type == FRAME_TAG && f->own &&
           (kind == NODE_TABLE || kind == NODE_ROW || kind == NODE_LIST);
}

void html_close_late(struct tree *t) {
    while (t->late_details > 0) {
        struct frame *f = find_open(t, find_tag(STR("details")));
        if (!f)
            return;
        close_above(t, f);
        close_top(t, true);
        t->late_details--;
    }
}

void html_leave_tables(struct tree *t) {
    while (holds_parts(tree_top(t)))
        close_top(t, false);
}

/* ---- leaves and text ---- */

static void open_leaf(struct reader *r, uint32_t at) {
    struct tree *t = r->t;
    html_leave_tables(t);
    if (tree_wants_leaf(t)) {
        tree_open_implied(t, place(r, at));
        tree_top(t)->node->from_html = true;
    }
    if (r->want_break && tree_top(t)->node->last)
        tree_add_break(t, NODE_SOFT_BREAK, place(r, at), place(r, at));
    r->want_break = false;
}

static bool ends_in_break(const struct node *n) {
    return !n->last || n->last->kind == NODE_LINE_BREAK || n->last->kind == NODE_SOFT_BREAK;
}

static void add_line_break(struct reader *r, const struct html_token *k) {
    struct tree *t = r->t;
    if (tree_wants_leaf(t) || !tree_top(t)->node->last)
        return;
    tree_add_break(t, NODE_LINE_BREAK, place(r, k->at), place_end(r, k->end));
    tree_top(t)->node->last->from_html = true;
    r->want_break = false;
}

/* A block begins or ends: so does the paragraph, and in a cell or a line of Markdown a line. */
static void end_leaf(struct reader *r, const struct html_token *k) {
    struct tree *t = r->t;
    r->want_break = false;
    if (!r->is_block) {
        if (!ends_in_break(tree_top(t)->node))
            add_line_break(r, k);
        return;
    }
    html_end_spans(t);
    const struct tag *tag = tag_of(tree_top(t));
    if (tree_top(t)->type == FRAME_IMPLIED ||
        (tag && (tag->action == TAG_HEADING || tag->action == TAG_SUMMARY)))
        close_top(t, true);
    else if (tag && tag->action == TAG_CELL && !ends_in_break(tree_top(t)->node))
        add_line_break(r, k);
}

static void add_wikilink(struct reader *r, uint32_t at, uint32_t end, bool embed) {
    uint32_t skip = embed ? 3 : 2, from = tree_origin_begin(r->t, place(r, at));
    struct node *n = tree_add(r->t, NODE_WIKILINK, place(r, at));
    struct str inside = tree_origin_text(r->t, from + skip, from + (end - at) - 2);
    tree_set_end(r->t, n, place_end(r, end));
    wiki_make(r->t->a, n, inside, r->t->base + from + skip, embed);
}

/* The end of what begins at `i` of a line and is no plain text, or 0. */
static size_t special_end(const struct reader *r, struct str s, size_t i, bool *embed) {
    enum { LONGEST = 40 }; /* of a reference */
    if (s.p[i] == '&') {
        size_t semi = str_find_byte(str_slice(s, i, i + LONGEST), ';');
        return semi == SIZE_MAX ? 0 : i + semi + 1;
    }
    bool bracket = s.p[i] == '[' || (s.p[i] == '!' && i + 1 < s.n && s.p[i + 1] == '[');
    return bracket && rule_on(r->t->rules, RULE_WIKILINK) ? wiki_end(s, i, embed) : 0;
}

/* One line of text, with its references and wiki links. */
static void add_line(struct reader *r, uint32_t at, uint32_t end) {
    struct str s = str_slice(r->html, at, end);
    uint32_t from = 0, to;
    bool embed = false;
    for (uint32_t i = 0; i < s.n; i = to) {
        to = (uint32_t)special_end(r, s, i, &embed);
        if (!to) {
            to = i + 1;
            continue;
        }
        if (from < i) /* else its end would be that of the piece before */
            tree_add_text(r->t, place(r, at + from), place_end(r, at + i));
        if (s.p[i] == '&')
            tree_add_entity(r->t, place(r, at + i), place_end(r, at + to));
        else
            add_wikilink(r, at + i, at + to, embed);
        from = to;
    }
    if (from < s.n)
        tree_add_text(r->t, place(r, at + from), place_end(r, end));
}

static void add_html_text(struct reader *r, uint32_t at, uint32_t end) {
    while (at < end) {
        const char *nl = memchr(r->html.p + at, '\n', end - at);
        uint32_t to = nl ? (uint32_t)(nl - r->html.p) : end, from = at, stop = to;
        bool at_start = r->want_break || tree_wants_leaf(r->t) || !tree_top(r->t)->node->last;
        while (at_start && from < stop && cur_is_blank(r->html.p[from]))
            from++;
        while (nl && from < stop && cur_is_blank(r->html.p[stop - 1]))
            stop--;
        if (from < stop) {
            open_leaf(r, from);
            add_line(r, from, stop);
        }
        r->want_break |= nl != NULL;
        at = to + (nl != NULL);
    }
}

/* ---- tags ---- */

static struct str own(struct reader *r, const struct html_token *k, const char *name) {
    return html_attribute(r->t->texts, k->attributes, name);
}

static void open_link(struct reader *r, const struct tag *tag, const struct html_token *k) {
    struct str target = own(r, k, "href");
    struct frame *f = open_tag(r, tag, target.n ? NODE_LINK : NODE_KIND_COUNT, k);
    if (f && f->own) {
        struct node_more *more = shape_more(r->t->a, f->node);
        more->target = target;
        more->title = own(r, k, "title");
    }
}

/* <font color=…>, <span style="color: …">; a background makes a highlight. */
static void open_color(struct reader *r, const struct tag *tag, const struct html_token *k) {
    struct str style = own(r, k, "style"), color = own(r, k, "color");
    if (!color.n)
        color = html_style(style, "color");
    bool mark = html_style(style, "background").n || html_style(style, "background-color").n;
    enum node_kind kind = color.n ? NODE_COLOR : mark ? NODE_MARK : NODE_KIND_COUNT;
    struct frame *f = open_tag(r, tag, kind, k);
    if (f && f->own && color.n)
        shape_more(r->t->a, f->node)->target = color;
}

/* Width as written: attribute or style; Typora writes style="zoom:50%". */
static struct str width_of(struct reader *r, const struct html_token *k) {
    struct str style = own(r, k, "style"), width = own(r, k, "width"), height = own(r, k, "height");
    if (!width.n)
        width = html_style(style, "width");
    if (!width.n)
        width = html_style(style, "zoom");
    if (str_ends(width, STR("px")))
        width.n -= 2;
    if (str_ends(height, STR("px")))
        height.n -= 2;
    return width.n && height.n
               ? str_format(r->t->texts, "%.*sx%.*s", STR_ARG(width), STR_ARG(height))
               : width;
}

static void add_image(struct reader *r, const struct html_token *k) {
    struct str alt = own(r, k, "alt");
    open_leaf(r, k->at);
    struct node *n = tree_add(r->t, NODE_IMAGE, place(r, k->at));
    tree_set_end(r->t, n, place_end(r, k->end));
    n->from_html = true;
    struct node_more *more = shape_more(r->t->a, n);
    more->target = own(r, k, "src");
    more->title = own(r, k, "title");
    more->hint = width_of(r, k);
    if (!alt.n)
        return;
    struct node *text = shape_node(r->t->a, NODE_TEXT, n->span);
    text->text = alt;
    shape_insert(n, NULL, text);
}

static void add_rule(struct reader *r, const struct html_token *k) {
    end_leaf(r, k);
    html_leave_tables(r->t);
    if (!tree_wants_leaf(r->t))
        return;
    struct node *n = tree_add(r->t, NODE_RULE, place(r, k->at));
    tree_set_end(r->t, n, place_end(r, k->end));
    n->from_html = true;
}

/* The end of the element whose opening tag ends at r->at: its closing tag, or the end of the HTML.
 */
static uint32_t find_closing(const struct reader *r, const char *name, uint32_t *behind) {
    uint32_t at = r->at;
    struct html_token k;
    while (html_next(r->html, &at, &k))
        if (k.kind == HTML_CLOSE && compare_name(k.name, name) == 0) {
            *behind = k.end;
            return k.at;
        }
    *behind = (uint32_t)r->html.n;
    return *behind;
}

/* <pre>, with or without <code class="language-x">: text without tags. */
static void add_pre(struct reader *r, const struct html_token *k) {
    uint32_t behind, end = find_closing(r, "pre", &behind), at = r->at;
    end_leaf(r, k);
    html_leave_tables(r->t);
    if (!tree_wants_leaf(r->t))
        return;
    struct node *n = tree_add(r->t, NODE_CODE_BLOCK, place(r, k->at));
    struct buf b = buf_in(r->t->texts);
    struct html_token in;
    struct str inside = str_slice(r->html, 0, end);
    at += at < end && inside.p[at] == '\n';
    while (html_next(inside, &at, &in)) {
        struct str language = in.kind == HTML_OPEN ? own(r, &in, "class") : (struct str){0};
        if (str_starts(language, STR("language-")))
            shape_more(r->t->a, n)->target = str_from(language, strlen("language-"));
        if (in.kind == HTML_TEXT)
            entity_put_all(&b, str_slice(inside, in.at, in.end));
    }
    n->text = buf_get(&b);
    n->text.n -= n->text.n && n->text.p[n->text.n - 1] == '\n';
    n->from_html = true;
    tree_set_end(r->t, n, place_end(r, behind));
    r->at = behind;
}

/* The title is there from the beginning; <summary> fills it. */
static void open_details(struct reader *r, const struct tag *tag, const struct html_token *k) {
    end_leaf(r, k);
    if (!tree_wants_leaf(r->t)) {
        tell_dropped(r, k);
        return;
    }
    html_leave_tables(r->t);
    struct frame *f = open_tag(r, tag, NODE_DETAILS, k);
    if (!f || !f->own)
        return;
    struct node *title = tree_add(r->t, NODE_PARAGRAPH, place(r, k->end - 1));
    title->from_html = true;
}

static void open_summary(struct reader *r, const struct tag *tag, const struct html_token *k) {
    struct tree *t = r->t;
    end_leaf(r, k);
    struct frame *details = tree_top(t);
    struct node *title = details->own ? details->node->first : NULL;
    if (!tag_of(details) || tag_of(details)->action != TAG_DETAILS || !title || title->first ||
        title->next)
        return; /* there is one, or something stands before it */
    struct frame f = {.type = FRAME_TAG, .tag = (uint8_t)(tag - tags), .node = title, .own = true};
    vec_push(t->a, &t->frames, f);
    t->depth++;
    t->n_tags++;
    tree_move(t, tree_top(t), place(r, k->end - 1) + 1);
}

static void open_list(struct reader *r, const struct tag *tag, const struct html_token *k) {
    if (!tree_wants_leaf(r->t))
        return;
    html_leave_tables(r->t);
    struct frame *f = open_tag(r, tag, NODE_LIST, k);
    if (f && f->own) {
        f->node->ordered = (k->name.p[0] | 32) == 'o';
        f->node->tight = true;
    }
}

/* An item, row or cell goes into the list, table or row open; what stood there is closed. */
static bool open_in(struct reader *r, const struct tag *tag, const struct html_token *k,
                    enum node_kind outer) {
    struct frame *f = find_kind(r->t, outer);
    if (!f)
        return false;
    close_above(r->t, f);
    f = open_tag(r, tag, (enum node_kind)tag->kind, k);
    return f && f->own;
}

static void open_cell(struct reader *r, const struct tag *tag, const struct html_token *k) {
    if (!find_kind(r->t, NODE_ROW) && !open_in(r, find_tag(STR("tr")), k, NODE_TABLE))
        return;
    if (!open_in(r, tag, k, NODE_ROW))
        return;
    struct node *cell = tree_top(r->t)->node;
    struct str align = own(r, k, "align");
    if (!align.n)
        align = html_style(own(r, k, "style"), "text-align");
    cell->is_head = (k->name.p[1] | 32) == 'h';
    cell->align = str_eqc(align, "center")  ? CELL_CENTER
                  : str_eqc(align, "right") ? CELL_RIGHT
                  : str_eqc(align, "left")  ? CELL_LEFT
                                            : CELL_DEFAULT;
}

static void open_box(struct reader *r, const struct tag *tag, const struct html_token *k) {
    end_leaf(r, k);
    if (!r->is_block) {
        if (tag->kind == NODE_TABLE)
            tell_dropped(r, k);
        return;
    }
    if (tag->kind == NODE_TABLE || tag->kind == NODE_QUOTE)
        html_leave_tables(r->t);
    if (tag->kind == NODE_LIST)
        open_list(r, tag, k);
    else if (tag->kind == NODE_ITEM)
        open_in(r, tag, k, NODE_LIST);
    else if (tag->kind == NODE_ROW)
        open_in(r, tag, k, NODE_TABLE);
    else if (tree_wants_leaf(r->t) && !find_kind(r->t, NODE_CELL))
        open_tag(r, tag, (enum node_kind)tag->kind, k);
    else
        tell_dropped(r, k);
}

static void open_heading(struct reader *r, const struct tag *tag, const struct html_token *k) {
    end_leaf(r, k);
    if (!r->is_block || !tree_wants_leaf(r->t))
        return;
    struct frame *f = open_tag(r, tag, NODE_HEADING, k);
    if (f && f->own)
        f->node->level = (uint8_t)(k->name.p[1] - '0') & 7;
}

static void open_span(struct reader *r, const struct tag *tag, const struct html_token *k) {
    if (r->is_block)
        open_leaf(r, k->at);
    if (tag->action == TAG_LINK)
        open_link(r, tag, k);
    else if (tag->action == TAG_COLOR)
        open_color(r, tag, k);
    else
        open_tag(r, tag, (enum node_kind)tag->kind, k);
}

static void skip_element(struct reader *r, const struct tag *tag, const struct html_token *k) {
    tell_dropped(r, k);
    if (r->is_block)
        find_closing(r, tag->name, &r->at);
}

enum { PARTNER_BYTES_MOST = 4096 }; /* how far away it is looked for */

static bool has_partner(struct reader *r, const struct html_token *k) {
    const struct cursor *c = &r->t->c;
    uint32_t from = place_end(r, k->end), to = MIN(c->len, from + PARTNER_BYTES_MOST);
    for (uint32_t at = from; at + 1 < to; at++) {
        const char *p = memchr(c->s + at, '<', to - at);
        if (!p)
            return false;
        at = (uint32_t)(p - c->s);
        if (to - at > k->name.n + 2 && p[1] == '/' && strncasecmp(p + 2, k->name.p, k->name.n) == 0)
            return true;
    }
    return false;
}

/* `the <option> tag`: a tag within a line, bare and without its partner, is talked about. */
static bool is_mention(struct reader *r, const struct tag *tag, const struct html_token *k) {
    static const bool talked_about[] = {[TAG_DROP] = true,
                                        [TAG_SKIP] = true,
                                        [TAG_BOUNDARY] = true,
                                        [TAG_BOX] = true,
                                        [TAG_CELL] = true};
    return !r->is_block && tag->action < COUNT_OF(talked_about) && talked_about[tag->action] &&
           !k->is_empty && str_trim(k->attributes).n == 0 && compare_name(k->name, "p") != 0 &&
           !tree_wants_leaf(r->t) && !has_partner(r, k);
}

static void on_open(struct reader *r, const struct tag *tag, const struct html_token *k) {
    if (is_mention(r, tag, k)) {
        open_leaf(r, k->at);
        tree_add_text(r->t, place(r, k->at), place_end(r, k->end));
        return;
    }
    switch ((enum action)tag->action) {
    case TAG_SPAN:
    case TAG_CODE:
    case TAG_LINK:
    case TAG_COLOR:
        open_span(r, tag, k);
        break;
    case TAG_BREAK:
        add_line_break(r, k);
        break;
    case TAG_IMAGE:
        add_image(r, k);
        break;
    case TAG_BOUNDARY:
        end_leaf(r, k);
        break;
    case TAG_HEADING:
        open_heading(r, tag, k);
        break;
    case TAG_RULE:
        add_rule(r, k);
        break;
    case TAG_PRE:
        add_pre(r, k);
        break;
    case TAG_DETAILS:
        open_details(r, tag, k);
        break;
    case TAG_SUMMARY:
        open_summary(r, tag, k);
        break;
    case TAG_BOX:
        open_box(r, tag, k);
        break;
    case TAG_CELL:
        open_cell(r, tag, k);
        break;
    case TAG_SKIP:
        skip_element(r, tag, k);
        break;
    case TAG_DROP:
        tell_dropped(r, k);
        break;
    case TAG_PASS:
        break;
    }
}

static bool is_open_anywhere(const struct tree *t, const struct tag *tag) {
    for (size_t i = 0; i < t->frames.n; i++)
        if (tag_of(&t->frames.v[i]) == tag)
            return true;
    return false;
}

/* </br> and </p> are what people write for a break, too. */
static void on_close(struct reader *r, const struct tag *tag, const struct html_token *k) {
    if (tag->action == TAG_BREAK) {
        add_line_break(r, k);
        return;
    }
    if (tag->action == TAG_DETAILS && !r->is_block && !find_open(r->t, tag)) {
        r->t->late_details += is_open_anywhere(r->t, tag);
        return;
    }
    if (tag->action >= TAG_BOUNDARY && tag->action <= TAG_CELL)
        end_leaf(r, k);
    struct frame *f = find_open(r->t, tag);
    if (!f)
        return;
    close_above(r->t, f);
    r->t->c.at = place_end(r, k->end);
    close_top(r->t, true);
}

/* `<String>` of `List<String>` is no tag; with attributes, or closed in itself, it is one of some
 * other program's. */
static void on_unknown(struct reader *r, const struct html_token *k) {
    if (str_trim(k->attributes).n || str_find_byte(k->name, '-') != SIZE_MAX) {
        tell_dropped(r, k);
        return;
    }
    open_leaf(r, k->at);
    tree_add_text(r->t, place(r, k->at), place_end(r, k->end));
}

/* What flashcard programs keep in comments is kept aside; others go. */
static void on_comment(struct reader *r, const struct html_token *k) {
    if (!str_starts(k->name, STR("SR:")))
        return;
    html_leave_tables(r->t);
    struct node *n = tree_add(r->t, NODE_COMMENT, place(r, k->at));
    tree_set_end(r->t, n, place_end(r, k->end));
    n->text = str_copy(r->t->texts, k->name);
}

static void read_all(struct tree *t, bool is_block) {
    struct reader r = {.t = t, .html = buf_get(&t->html.text), .is_block = is_block};
    struct html_token k;
    uint32_t behind = t->c.at;
    while (html_next(r.html, &r.at, &k)) {
        const struct tag *tag = k.name.n ? find_tag(k.name) : NULL;
        t->c.at = place(&r, k.at); /* what the tag closes, but its own element, ends before it */
        if (k.kind == HTML_TEXT)
            add_html_text(&r, k.at, k.end);
        else if (k.kind == HTML_COMMENT)
            on_comment(&r, &k);
        else if (k.kind != HTML_OTHER && !tag)
            on_unknown(&r, &k);
        else if (k.kind == HTML_OPEN)
            on_open(&r, tag, &k);
        else if (k.kind == HTML_CLOSE)
            on_close(&r, tag, &k);
        t->c.at = place_end(&r, k.end);
    }
    if (is_block)
        end_leaf(&r, &(struct html_token){.at = (uint32_t)r.html.n, .end = (uint32_t)r.html.n});
    t->c.at = behind;
    t->html.text.n = 0;
    t->html.pieces.n = 0;
}

/* Whether `norm_at` is where the HTML collected so far ends. */
static bool goes_on(const struct html_text *h, uint32_t norm_at) {
    if (h->pieces.n == 0)
        return false;
    const struct html_piece *last = &h->pieces.v[h->pieces.n - 1];
    return last->norm_at + (h->text.n - last->at) == norm_at;
}

void html_collect(struct tree *t, uint32_t norm_at, struct str s) {
    if (!goes_on(&t->html, norm_at))
        vec_push(t->a, &t->html.pieces, (struct html_piece){(uint32_t)t->html.text.n, norm_at});
    buf_str(&t->html.text, s);
}

void html_read_inline(struct tree *t) {
    if (t->html.text.n)
        read_all(t, false);
}

void html_read_block(struct tree *t) {
    if (t->html.text.n)
        read_all(t, true);
}
