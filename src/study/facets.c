/* facets: reading an answer row by row. Before the first list or label all is lead; a label starts
 * a facet; a list without a label starts one without a name. */
#include "study/facets.h"

#include "base/utf8.h"
#include "study/asks.h"
#include "study/blocks.h"
#include "study/inline_list.h"
#include "study/keys.h"
#include "study/points.h"

#define LEAD_CHARACTERS_MOST  140 /* before a list that still answers the question directly */
#define LABEL_CHARACTERS_MOST 24
#define LABEL_HAN_PLAIN       6 /* of a label of the note's own that is not in bold, and above a list */
#define LABEL_CELLS_PLAIN     24
#define LABEL_WORDS_MOST      4

struct reader {
    struct builder *b;
    const struct row *rows;
    size_t n;
    struct answer *out;
    bool in_lead;
    struct facet facet; /* the open one */
    const struct label *label;
    size_t base;       /* its parts (the lead's) stand in b->parts from here on */
    size_t n_points;   /* among them */
    size_t last_point; /* one past the last of those, from base */
};

static size_t parts_in(const struct reader *r) {
    return r->b->parts.n - r->base;
}

/* The first n parts are the lead, or the open facet's; what stands behind them stays open. */
static void close_list(struct reader *r, size_t n) {
    size_t rest = parts_in(r) - n;
    struct part *v = n ? arena_array(r->b->a, struct part, n) : NULL;
    if (n)
        memcpy(v, r->b->parts.v + r->base, n * sizeof(*v));
    if (rest && n)
        memmove(r->b->parts.v + r->base, r->b->parts.v + r->base + n, rest * sizeof(*v));
    r->b->parts.n = r->base + rest;
    if (r->in_lead) {
        r->out->lead = (part_vec){v, n, n};
        return;
    }
    r->facet.parts = v;
    r->facet.n_parts = n;
    vec_push(r->b->scratch, &r->b->facets, r->facet);
}

static void start_facet(struct reader *r, struct str name, const struct label *label,
                        struct span span) {
    r->in_lead = false;
    r->label = label;
    r->n_points = r->last_point = 0;
    r->facet = (struct facet){.label = name,
                              .canonical = label ? label->canonical : (struct str){0},
                              .span = span,
                              .is_direct = label && !label->aside};
}

static void open_facet(struct reader *r, struct str name, const struct label *label,
                       struct span span) {
    close_list(r, parts_in(r));
    start_facet(r, name, label, span);
}

static bool introduces_example(const struct reader *r) {
    if (r->out->lead.n == 0)
        return false;
    const struct part *last = &r->out->lead.v[r->out->lead.n - 1];
    if (last->kind != PART_TEXT)
        return false;
    struct str s = last->text.plain, end = str_slice(s, s.n - MIN(s.n, 60), s.n);
    const struct str words[] = {STR("例如"),        STR("比如"),   STR("举例"),
                                STR("eg"),          STR("e.g"),    STR("for example"),
                                STR("For example"), STR("例えば"), STR("예를 들어")};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_has(end, words[i]))
            return true;
    return false;
}

static size_t lead_characters(const struct reader *r) {
    size_t n = 0;
    for (size_t i = 0; i < r->out->lead.n && n <= LEAD_CHARACTERS_MOST; i++)
        if (r->out->lead.v[i].kind == PART_TEXT)
            n += utf8_count(r->out->lead.v[i].text.plain);
    return n;
}

static void open_unlabelled(struct reader *r, struct span span) {
    bool first = r->in_lead;
    open_facet(r, (struct str){0}, NULL, span);
    r->facet.is_direct =
        first && lead_characters(r) <= LEAD_CHARACTERS_MOST && !introduces_example(r);
}

/* A list begins. After text that follows an earlier list of the open facet it is another facet,
 * which takes that text along. */
static void begin_list(struct reader *r, struct span span) {
    if (r->in_lead) {
        open_unlabelled(r, span);
        return;
    }
    const struct part *parts = r->b->parts.v + r->base;
    bool text_between = false;
    for (size_t i = r->last_point; i < parts_in(r); i++)
        text_between = text_between || parts[i].kind == PART_TEXT;
    if (r->n_points == 0 || !text_between)
        return;
    struct span begin = parts[r->last_point].span;
    close_list(r, r->last_point);
    start_facet(r, (struct str){0}, NULL, begin);
}

static void note_points(struct reader *r, size_t before) {
    r->n_points += parts_in(r) - before;
    r->last_point = parts_in(r);
}

static struct str without_colon(struct str s) {
    s = str_trim(s);
    if (str_ends(s, STR("：")))
        s.n -= 3;
    else if (str_ends(s, STR(":")))
        s.n -= 1;
    return str_trim(s);
}

static bool has_sentence_mark(struct str s) {
    const struct str marks[] = {STR("。"), STR("，"), STR("；"), STR("？"), STR("！"), STR(", "),
                                STR(". "), STR("; "), STR("?"),  STR("!"),  STR("："), STR(": ")};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (str_has(s, marks[i]))
            return true;
    return false;
}

static size_t words_in(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n + 1;
}

/* A name the label table does not have: bold on a line of its own, or short with a colon right
 * above a list. */
static bool is_own_label(const struct reader *r, size_t i, struct str *name) {
    const struct row *row = &r->rows[i];
    if (row->heading == 0 && !(row->signs.set & (SIGN_BOLD | SIGN_COLON_END)))
        return false;
    *name = without_colon(row->text.plain);
    if (name->n > 4 * LABEL_CHARACTERS_MOST)
        return false;
    size_t characters = utf8_count(*name);
    if (name->n == 0 || characters > LABEL_CHARACTERS_MOST || has_sentence_mark(*name) ||
        i + 1 >= r->n || r->rows[i + 1].taken || asks_mark(*name))
        return false;
    if (row->heading > 0 || (row->signs.set & SIGN_BOLD))
        return true;
    const struct labels *l = r->b->labels;
    return (row->signs.set & SIGN_COLON_END) && r->rows[i + 1].kind == ROW_ITEM &&
           utf8_cells(*name) <= LABEL_CELLS_PLAIN && utf8_count_han(*name) <= LABEL_HAN_PLAIN &&
           words_in(*name) <= LABEL_WORDS_MOST &&
           !rich_has(&row->text, RICH_CODE | RICH_LINK | RICH_MATH) &&
           !labels_end(l, WORDS_LEAD_IN, *name) && !labels_start(l, WORDS_LEAD_IN, *name) &&
           !labels_has(l, WORDS_CONNECTIVE, *name);
}

#define LABEL_CLAUSE_BYTES 48

/* The last mark between clauses in s: its length, where it stands; 0 when there is none near the
 * end. A full stop belongs to the text before it. */
static size_t last_break(struct str s, size_t *at, bool *is_stop) {
    const struct str marks[] = {STR("，"), STR("；"), STR(", "), STR("; "), STR("。"), STR(". ")};
    size_t least = s.n - MIN(s.n, LABEL_CLAUSE_BYTES);
    for (size_t i = s.n; i-- > least;) {
        char c = s.p[i];
        if (c != '\xEF' && c != '\xE3' && c != ',' && c != ';' && c != '.')
            continue;
        for (size_t k = 0; k < COUNT_OF(marks); k++) {
            if (!str_starts(str_from(s, i), marks[k]))
                continue;
            *at = i;
            *is_stop = k >= 4;
            return marks[k].n;
        }
    }
    return 0;
}

/* "…性能下降，原因：": the last clause of a line is a label. Sets where the text ends, and where
 * the label begins. */
static const struct label *label_at_end(const struct reader *r, const struct row *row,
                                        size_t *text_end, size_t *label_from) {
    if (!(row->signs.set & SIGN_COLON_END))
        return NULL;
    struct str s = without_colon(row->text.plain);
    size_t at, n;
    bool is_stop;
    if ((n = last_break(s, &at, &is_stop)) == 0)
        return NULL;
    const struct label *label = labels_facet(r->b->labels, str_from(s, at + n));
    if (!label || label->is_inline)
        return NULL;
    *text_end = is_stop ? at + n : at;
    *label_from = at + n;
    return label;
}

/* "优点：快" at the margin; an indented one is an example's text. */
static bool is_label_with_text(const struct row *row) {
    return (row->signs.set & SIGN_LABEL_TEXT) && !row->signs.label->is_inline && row->indent == 0;
}

static bool is_plain_line(const struct reader *r, size_t i) {
    const struct row *row = &r->rows[i];
    size_t x, y;
    struct str name;
    return row->kind == ROW_LINE && !row->taken && row->heading == 0 &&
           !(row->signs.set & (SIGN_LABEL | SIGN_TAGS)) && !is_label_with_text(row) &&
           !is_own_label(r, i, &name) && !label_at_end(r, row, &x, &y);
}

/* The lines of a paragraph from `i` on that are nothing else. */
static size_t lines_end(const struct reader *r, size_t i) {
    size_t end = i + 1;
    while (end < r->n && r->rows[end].block == r->rows[i].block && is_plain_line(r, end))
        end++;
    return end;
}

static void add_segments(struct reader *r, const struct row *row, const struct inline_list *list) {
    size_t before = parts_in(r), at = 0;
    for (size_t i = 0; i < list->n; at = list->v[i++].to) {
        build_mark(r->b, &row->text, at, list->v[i].from);
        segment_add(r->b, &row->text, list->v[i].from, list->v[i].to,
                    row->block * 64 + (uint32_t)(row - r->rows) % 64, &r->b->parts);
    }
    build_mark(r->b, &row->text, at, row->text.plain.n);
    note_points(r, before);
}

/* Lines that are lists: three segments by themselves, two when all lines of the paragraph are. */
static bool add_inline_lists(struct reader *r, size_t from, size_t to) {
    size_t strong = 0, weak = 0, segments = 0;
    struct inline_list list;
    for (size_t i = from; i < to; i++) {
        inline_split(&r->rows[i].text, r->rows[i].signs.holds, &list);
        strong += list.n >= 3;
        weak += list.n == 2;
        segments += list.n;
    }
    bool all = strong + weak == to - from && segments >= 3;
    if (strong == 0 && !all)
        return false;
    for (size_t i = from; i < to; i++) {
        inline_split(&r->rows[i].text, r->rows[i].signs.holds, &list);
        if (list.n >= 3 || (all && list.n == 2)) {
            begin_list(r, r->rows[i].span);
            add_segments(r, &r->rows[i], &list);
        } else {
            text_add(r->b, &r->rows[i], &r->rows[i].text, &r->b->parts);
        }
    }
    return true;
}

static bool all_keyed(const struct reader *r, size_t from, size_t to) {
    size_t x, y;
    for (size_t i = from; i < to; i++)
        if (!key_find(r->b->labels, &r->rows[i].text, r->rows[i].signs.holds, &x, &y) ||
            y >= r->rows[i].text.plain.n)
            return false;
    bool whole = r->rows[from].starts && (to >= r->n || r->rows[to].block != r->rows[from].block);
    return to - from >= 2 && whole;
}

/* Each line a point; one that ends in a colon leads to something and is none. */
static void add_as_points(struct reader *r, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        size_t before = parts_in(r);
        if (r->rows[i].signs.set & SIGN_COLON_END) {
            text_add(r->b, &r->rows[i], &r->rows[i].text, &r->b->parts);
            continue;
        }
        point_add(r->b, r->rows, i + 1, i, &r->b->parts);
        note_points(r, before);
    }
}

static void add_as_text(struct reader *r, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        text_add(r->b, &r->rows[i], &r->rows[i].text, &r->b->parts);
}

/* Lines right above a list of a labelled facet: the author left the mark of the first item out. */
static bool lacks_mark(const struct reader *r, size_t from, size_t to) {
    if (to >= r->n || to != from + 1 || r->rows[to].kind != ROW_ITEM || r->n_points > 0)
        return false;
    const struct row *line = &r->rows[from], *item = &r->rows[to];
    return !item->ordered && !(line->signs.set & SIGN_COLON_END) && line->indent == item->indent;
}

static void add_lines(struct reader *r, size_t from, size_t to) {
    bool labelled = !r->in_lead && r->facet.label.n > 0;
    bool before_items = to < r->n && r->rows[to].kind == ROW_ITEM && !r->rows[to].taken;
    if (labelled && r->label && r->label->aside) {
        add_as_text(r, from, to);
    } else if (labelled && r->n_points == 0 && (!before_items || lacks_mark(r, from, to))) {
        if (before_items || !add_inline_lists(r, from, to))
            add_as_points(r, from, to);
    } else if (!labelled && !before_items && all_keyed(r, from, to)) {
        begin_list(r, r->rows[from].span);
        add_as_points(r, from, to);
    } else if (labelled || before_items || !add_inline_lists(r, from, to)) {
        add_as_text(r, from, to);
    }
}

static void add_tags(struct reader *r, const struct row *row) {
    struct str rest = row->text.plain;
    build_mark(r->b, &row->text, 0, rest.n);
    while (rest.n > 0) {
        size_t end = str_find_byte(rest, ' ');
        struct str tag = str_slice(rest, 1, end);
        if (tag.n > 0)
            vec_push(r->b->a, &r->out->tags, tag);
        rest = end == SIZE_MAX ? (struct str){0} : str_trim(str_from(rest, end));
    }
}

/* The text behind a label in the same line: a list, or one point of its facet. */
static void add_rest_of_line(struct reader *r, const struct row *row, size_t at) {
    struct row *rest = arena_new(r->b->a, struct row);
    *rest = *row;
    rest->text = build_slice(r->b, &row->text, at, row->text.plain.n);
    rest->signs = (struct signs){.holds = row->signs.holds};
    struct reader one = *r;
    one.rows = rest;
    one.n = 1;
    add_lines(&one, 0, 1);
    one.rows = r->rows;
    one.n = r->n;
    *r = one;
}

/* Takes a line that is or holds a label; false when it does neither. */
static bool add_label(struct reader *r, size_t i) {
    const struct row *row = &r->rows[i];
    const struct signs *s = &row->signs;
    struct str plain = row->text.plain, name;
    size_t end, from;
    bool code_below = i + 1 < r->n && r->rows[i + 1].kind == ROW_BLOCK;
    const struct label *label;
    if (s->set & SIGN_LABEL) {
        if (s->label->is_inline && code_below && row->heading == 0)
            return false;
        open_facet(r, str_slice(plain, s->label_from, s->label_to), s->label, row->span);
        build_mark(r->b, &row->text, 0, plain.n);
    } else if (is_label_with_text(row)) {
        open_facet(r, str_slice(plain, s->label_from, s->label_to), s->label, row->span);
        build_mark(r->b, &row->text, 0, s->at);
        add_rest_of_line(r, row, s->at);
    } else if (is_own_label(r, i, &name)) {
        open_facet(r, name, NULL, row->span);
        build_mark(r->b, &row->text, 0, plain.n);
    } else if ((label = label_at_end(r, row, &end, &from)) != NULL) {
        struct rich text = build_slice(r->b, &row->text, 0, end);
        text_add(r->b, row, &text, &r->b->parts);
        build_mark(r->b, &row->text, end, plain.n);
        open_facet(r, without_colon(str_from(plain, from)), label, row->span);
    } else {
        return false;
    }
    r->facet.block_id = row->block_id;
    return true;
}

/* "答：…" right below a question says nothing a reader does not see. */
static bool add_reply(struct reader *r, size_t i) {
    const struct row *row = &r->rows[i];
    if (i > 0 || !(row->signs.set & (SIGN_LABEL | SIGN_LABEL_TEXT)) ||
        !str_eqc(row->signs.label->canonical, "answer"))
        return false;
    size_t at = row->signs.set & SIGN_LABEL ? row->text.plain.n : row->signs.at;
    build_mark(r->b, &row->text, 0, at);
    struct rich rest = build_slice(r->b, &row->text, at, row->text.plain.n);
    text_add(r->b, row, &rest, &r->b->parts);
    return true;
}

static size_t add_line(struct reader *r, size_t i) {
    const struct row *row = &r->rows[i];
    if (row->signs.set & SIGN_TAGS)
        add_tags(r, row);
    else if (add_reply(r, i))
        return i + 1;
    else if (!add_label(r, i)) {
        size_t end = lines_end(r, i);
        add_lines(r, i, end);
        return end;
    }
    return i + 1;
}

static size_t add_item(struct reader *r, size_t i) {
    begin_list(r, r->rows[i].span);
    size_t before = parts_in(r);
    size_t next = point_add(r->b, r->rows, r->n, i, &r->b->parts);
    note_points(r, before);
    return next;
}

/* A known label with nothing below it is an answer not written yet, unless it heads other labels.
 */
static void report_empty(struct reader *r) {
    for (size_t i = 0; i < r->out->facets.n; i++) {
        const struct facet *f = &r->out->facets.v[i];
        bool heads = i + 1 < r->out->facets.n && r->out->facets.v[i + 1].canonical.n == 0;
        if (f->n_parts > 0 || f->canonical.n == 0 || heads)
            continue;
        build_problem(r->b, DIAG_MISSING_POINT, f->span, f->label);
        r->b->out->n_missing++;
    }
}

static void keep_facets(struct reader *r, size_t base) {
    size_t n = r->b->facets.n - base;
    struct facet *v = n ? arena_array(r->b->a, struct facet, n) : NULL;
    if (n)
        memcpy(v, r->b->facets.v + base, n * sizeof(*v));
    r->b->facets.n = base;
    r->out->facets = (facet_vec){v, n, n};
}

void answer_read(struct builder *b, const struct row *rows, size_t n, struct answer *out) {
    struct reader r = {
        .b = b, .rows = rows, .n = n, .out = out, .in_lead = true, .base = b->parts.n};
    size_t facets = b->facets.n;
    *out = (struct answer){0};
    for (size_t i = 0; i < n;) {
        struct part part;
        if (rows[i].taken) {
            i++;
        } else if (rows[i].kind == ROW_ITEM) {
            i = add_item(&r, i);
        } else if (rows[i].kind == ROW_LINE) {
            i = add_line(&r, i);
        } else {
            if (block_part(b, &rows[i], &part))
                vec_push(b->a, &b->parts, part);
            i++;
        }
    }
    close_list(&r, parts_in(&r));
    keep_facets(&r, facets);
    report_empty(&r);
}

static bool part_is_missing(const struct builder *b, const struct part *p) {
    switch (p->kind) {
    case PART_TEXT:
        return asks_missing(b->labels, p->text.plain);
    case PART_POINT:
        return p->point->status == STATUS_MISSING;
    default:
        return p->kind == PART_RULE;
    }
}

/* A word says that something is to come ("TODO"); a mark alone ("?") does not. */
static bool says_missing(const struct builder *b, const struct part *p) {
    return p->kind == PART_POINT ||
           (p->kind == PART_TEXT && labels_has(b->labels, WORDS_MISSING, asks_bare(p->text.plain)));
}

struct tally {
    size_t present, missing;
};

static void count_parts(const struct builder *b, const struct part *parts, size_t n,
                        struct tally *t) {
    for (size_t i = 0; i < n; i++) {
        bool missing = part_is_missing(b, &parts[i]);
        t->present += !missing;
        t->missing += missing && says_missing(b, &parts[i]);
        if (parts[i].kind == PART_POINT && parts[i].point->status == STATUS_PARTIAL)
            t->missing++;
    }
}

static enum study_status status_of(const struct tally *t) {
    return t->present == 0 ? STATUS_MISSING : t->missing > 0 ? STATUS_PARTIAL : STATUS_ANSWERED;
}

enum study_status answer_status(const struct builder *b, const struct answer *answer) {
    struct tally t = {0};
    count_parts(b, answer->lead.v, answer->lead.n, &t);
    for (size_t i = 0; i < answer->facets.n; i++) {
        count_parts(b, answer->facets.v[i].parts, answer->facets.v[i].n_parts, &t);
        bool heads = i + 1 < answer->facets.n && answer->facets.v[i + 1].canonical.n == 0;
        t.missing +=
            answer->facets.v[i].n_parts == 0 && answer->facets.v[i].canonical.n > 0 && !heads;
    }
    return status_of(&t);
}

bool answer_has_content(const struct answer *answer) {
    for (size_t i = 0; i < answer->lead.n; i++)
        if (answer->lead.v[i].kind != PART_RULE)
            return true;
    return answer->facets.n > 0;
}
