/* authored_stem: what stands above options and keys and asks. */
#include "study/authored.h"

#include "base/utf8.h"
#include "study/asks.h"
#include "study/lines.h"
#include "study/numbers.h"
#include "study/points.h"

static bool is_filling(const struct row *row) {
    if (row->kind == ROW_IMAGE)
        return true;
    if (row->kind != ROW_BLOCK)
        return false;
    switch (row->node->kind) {
    case NODE_CODE_BLOCK:
    case NODE_MATH_BLOCK:
    case NODE_TABLE:
    case NODE_QUOTE:
        return true;
    default:
        return false;
    }
}

static bool is_text(const struct row *row) {
    return row->kind != ROW_BLOCK && row->kind != ROW_IMAGE && !row->taken && !row->hidden &&
           !(row->signs.set & (SIGN_KEY | SIGN_EXPLANATION | SIGN_REMARK | SIGN_TAGS | SIGN_LABEL));
}

#define STEM_ROWS_MOST 64 /* no stem has more lines above the options */

/* From a line up to the first of its paragraph, and on to the item it stands in. */
static size_t paragraph_start(const struct scan *s, size_t at, size_t low) {
    low = MAX(low, at - MIN(at, STEM_ROWS_MOST));
    while (at > low && is_text(&s->rows[at - 1]) && s->rows[at - 1].block == s->rows[at].block &&
           s->rows[at].kind == ROW_LINE)
        at--;
    size_t item = at;
    while (item > low && s->rows[at].depth > 0 && s->rows[item - 1].depth >= s->rows[at].depth &&
           !s->rows[item - 1].taken)
        item--;
    if (item > low && s->rows[item - 1].kind == ROW_ITEM &&
        s->rows[item - 1].depth < s->rows[at].depth && is_text(&s->rows[item - 1]))
        return item - 1;
    return at;
}

static bool is_finished(struct str s) {
    static const char *const ends[] = {"。", "！", "？", "；", ".", "!", "?", ";"};
    return str_ends_any(s, ends, COUNT_OF(ends)) > 0;
}

/* "5. 设函数" or "Question: Let" over a formula goes on in a paragraph below it, which stands
 * outside the list when nobody indented it: back to the item. */
static size_t continued_start(const struct scan *s, size_t at, size_t low) {
    const struct row *row = &s->rows[at];
    struct number n;
    size_t i = at;
    if (row->kind != ROW_LINE || row->depth > 0 || (row->signs.set & SIGN_QUESTION) ||
        number_read(s->b->labels, row->text.plain, &n))
        return at;
    while (i > low && is_filling(&s->rows[i - 1]) && !s->rows[i - 1].taken)
        i--;
    if (i == at || i == low)
        return at;
    const struct row *item = &s->rows[i - 1];
    bool numbered = item->kind == ROW_ITEM && item->ordered;
    bool opens = (numbered || (item->signs.set & SIGN_QUESTION)) && item->depth == 0 &&
                 is_text(item) && !is_finished(str_trim_end(item->text.plain));
    return opens ? i - 1 : at;
}

size_t stem_start(const struct scan *s, size_t at, size_t low) {
    size_t i = at;
    low = MAX(low, at - MIN(at, STEM_ROWS_MOST));
    while (i > low && is_filling(&s->rows[i - 1]) && !s->rows[i - 1].taken)
        i--;
    if (i == low || !is_text(&s->rows[i - 1]))
        return i == low ? i : at;
    const struct row *row = &s->rows[i - 1];
    if (row->kind == ROW_ITEM)
        return row->depth > s->rows[at].depth ? at : i - 1;
    return continued_start(s, paragraph_start(s, i - 1, low), low);
}

/* A title that is only a number, or the name of a question: "第1题", "Question 3". */
static bool is_bare_title(const struct scan *s) {
    struct number n;
    struct str title = asks_bare(s->title.plain);
    if (title.n == 0)
        return true;
    return !number_read(s->b->labels, title, &n) && n.text.n > 0 && n.end >= title.n;
}

static void read_text(struct scan *s, struct stem *out) {
    const struct row *row = &s->rows[out->from];
    struct number n;
    out->text = row->text;
    if (row->kind == ROW_ITEM && row->ordered) {
        out->number = number_bare(row->marker);
    } else if (row->signs.set & SIGN_QUESTION) {
        out->number = str_trim(str_slice(row->text.plain, 0, row->signs.at));
        build_mark(s->b, &row->text, 0, row->signs.at);
        out->text = build_slice(s->b, &row->text, row->signs.at, row->text.plain.n);
    } else if (number_read(s->b->labels, row->text.plain, &n) && !n.unsure) {
        out->number = n.text;
        build_mark(s->b, &row->text, 0, n.end);
        out->text = build_slice(s->b, &row->text, n.end, row->text.plain.n);
    }
    out->rest = out->from + 1;
}

static struct str before_digits(struct str s) {
    size_t n = 0;
    while (n < s.n && !(s.p[n] >= '0' && s.p[n] <= '9'))
        n++;
    return str_trim(str_slice(s, 0, n));
}

/* By its words, or as the third question: "Q3", "第3题". */
static bool title_asks(const struct scan *s) {
    struct str number = s->title_number;
    return s->has_title && (asks(s->b->labels, s->title.plain) || str_ends(number, STR("题")) ||
                            (number.n > 0 && labels_start(s->b->labels, WORDS_QUESTION,
                                                          before_digits(number)) > 0));
}

bool stem_read(struct scan *s, size_t at, struct stem *out) {
    size_t from = stem_start(s, at, s->low);
    *out = (struct stem){.from = from};
    bool title_free = s->has_title && s->title.plain.n > 0 && !s->of_title && s->low == 0;
    bool has_rows = from < at && is_text(&s->rows[from]);
    bool by_title = title_free && from == 0 && (!has_rows || title_asks(s) || is_bare_title(s));
    if (by_title) {
        out->is_title = true;
        out->text = s->title;
        out->rest = from;
        return true;
    }
    if (!has_rows)
        return false;
    read_text(s, out);
    return out->text.plain.n > 0;
}

void stem_parts(struct scan *s, size_t at, struct stem *stem) {
    points_add(s->b, s->rows, stem->rest, at, &stem->parts);
}

bool stem_asks(const struct scan *s, const struct stem *stem) {
    size_t x, y;
    struct str text = stem->text.plain;
    return s->cx->type == TYPE_CHOICE || s->cx->type == TYPE_SEVERAL || asks_mark(text) ||
           blank_find(&stem->text, 0, &x, &y) ||
           labels_within(s->b->labels, WORDS_CHOICE_CUE, text) || (stem->is_title && title_asks(s));
}

static bool is_rule(const struct row *row) {
    return row->kind == ROW_BLOCK && row->node->kind == NODE_RULE;
}

/* A numbered item on the outermost level where questions are items. */
static bool is_numbered(const struct scan *s, const struct row *row) {
    return row->kind == ROW_ITEM && row->ordered && row->depth == 0 &&
           (s->cx->type != TYPE_NONE || asks_mark(row->text.plain));
}

size_t stem_next(const struct scan *s, size_t from) {
    for (size_t i = from; i < s->n; i++) {
        const struct row *row = &s->rows[i];
        if (is_rule(row) || is_numbered(s, row) ||
            (row->signs.set & (SIGN_QUESTION | SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH | SIGN_TAGS)))
            return i;
        if (options_begin(s, i) || ((row->signs.set & SIGN_KEY) && i > from))
            return stem_start(s, i, from);
    }
    return s->n;
}

/* ---- blanks ---- */

static size_t open_bracket(struct str s, size_t at) {
    if (s.p[at] == '(')
        return 1;
    return str_starts(str_from(s, at), STR("（")) ? 3 : 0;
}

/* （ ）, ( ), with nothing but blanks inside; "f()" is none. */
static size_t empty_bracket(struct str s, size_t at) {
    size_t n = open_bracket(s, at), end = at + n;
    if (n == 0)
        return 0;
    while (end < s.n) {
        const char *p = s.p + end;
        uint32_t c = utf8_next(&p, s.p + s.n);
        if (!code_is_space(c) && c != '_')
            break;
        end = (size_t)(p - s.p);
    }
    size_t close = end < s.n && s.p[end] == ')'              ? 1
                   : str_starts(str_from(s, end), STR("）")) ? 3
                                                             : 0;
    bool glued = n == 1 && end == at + 1 && at > 0 && (unsigned char)s.p[at - 1] < 0x80 &&
                 s.p[at - 1] != ' ';
    return close && !glued ? end + close - at : 0;
}

static size_t underscores(struct str s, size_t at) {
    size_t n = 0;
    while (at + n < s.n && s.p[at + n] == '_')
        n++;
    if (n >= 2)
        return n;
    for (n = 0; str_starts(str_from(s, at + n), STR("＿")); n += 3)
        ;
    return n >= 6 ? n : 0;
}

bool blank_find(const struct rich *text, size_t from, size_t *blank_from, size_t *blank_to) {
    struct str s = text->plain;
    for (size_t at = from; at < s.n; at++) {
        if (s.p[at] != '_' && s.p[at] != '(' && s.p[at] != '\xEF')
            continue;
        size_t n = MAX(underscores(s, at), empty_bracket(s, at));
        if (n == 0 || build_is_verbatim(text, at))
            continue;
        *blank_from = at;
        *blank_to = at + n;
        return true;
    }
    return false;
}

struct rich blank_write(struct builder *b, const struct rich *text, size_t *n_blanks) {
    struct rich r = *text;
    size_t at = 0, from, to;
    *n_blanks = 0;
    while (*n_blanks < OPTIONS_MOST * 4 && blank_find(&r, at, &from, &to)) {
        r = build_replace(b, &r, from, to, STR("____"));
        at = from + 4;
        ++*n_blanks;
    }
    return r;
}
