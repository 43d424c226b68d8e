/* authored_tail: keys and explanations below a question, and what a key names. */
#include "study/authored.h"

#include "base/utf8.h"
#include "study/asks.h"
#include "study/blocks.h"
#include "study/points.h"

struct reader {
    struct scan *s;
    struct tail *out;
    bool whole, in_explanation;
};

static bool is_rule(const struct row *row) {
    return row->kind == ROW_BLOCK && row->node->kind == NODE_RULE;
}

static void add_text(struct reader *r, const struct row *row, const struct rich *text) {
    if (text->plain.n == 0)
        return;
    if (r->out->explanation.plain.n == 0 && r->out->parts.n == 0)
        r->out->explanation = *text;
    else
        text_add(r->s->b, row, text, &r->out->parts);
}

static void take_key(struct reader *r, const struct row *row) {
    struct rich value = build_slice(r->s->b, &row->text, row->signs.at, row->text.plain.n);
    build_mark(r->s->b, &row->text, 0, row->signs.at);
    if (r->out->has_key && r->out->key.plain.n > 0) {
        add_text(r, row, &value);
        return;
    }
    r->out->has_key = true;
    r->out->key = value;
    r->out->key_span = value.span.len ? value.span : row->span;
}

static void take_explanation(struct reader *r, const struct row *row) {
    struct rich text = build_slice(r->s->b, &row->text, row->signs.at, row->text.plain.n);
    build_mark(r->s->b, &row->text, 0, row->signs.at);
    r->in_explanation = true;
    add_text(r, row, &text);
}

static void take_part(struct reader *r, size_t at) {
    const struct row *row = &r->s->rows[at];
    struct part part;
    if (row->kind == ROW_LINE)
        add_text(r, row, &row->text);
    else if (row->kind == ROW_ITEM)
        point_add(r->s->b, r->s->rows, at + 1, at, &r->out->parts);
    else if (block_part(r->s->b, row, &part))
        vec_push(r->s->b->a, &r->out->parts, part);
}

/* A quotation below the options: its own rows are read as a tail. */
static bool take_quote(struct reader *r, const struct row *row) {
    row_vec rows = {0};
    if (row->kind != ROW_BLOCK ||
        (row->node->kind != NODE_QUOTE && row->node->kind != NODE_CALLOUT))
        return false;
    if (r->in_explanation || (r->out->has_key && !r->whole && row->depth > 0))
        return false;
    rows_add_children(r->s->b, &rows, row->node->first, 0);
    struct scan inner = *r->s;
    inner.rows = rows.v;
    inner.n = rows.n;
    struct reader q = {.s = &inner, .out = r->out, .whole = true};
    for (size_t i = 0; i < rows.n; i++) {
        const struct row *line = &rows.v[i];
        if (line->kind == ROW_LINE && (line->signs.set & SIGN_KEY))
            take_key(&q, line);
        else if (line->kind == ROW_LINE && (line->signs.set & SIGN_EXPLANATION))
            take_explanation(&q, line);
        else
            take_part(&q, i);
    }
    return true;
}

static bool take_scheduling(struct reader *r, const struct row *row) {
    if (row->kind != ROW_BLOCK || row->node->kind != NODE_COMMENT)
        return false;
    r->out->scheduling = row->node->text;
    return true;
}

/* A key written below its word: "答案：" and the letter in the next line. */
static bool is_key_below(const struct reader *r, const struct row *row) {
    return r->out->has_key && r->out->key.plain.n == 0 && row->kind == ROW_LINE &&
           !(row->signs.set & (SIGN_KEY | SIGN_EXPLANATION | SIGN_REMARK));
}

/* Lines of the key's own paragraph, hidden rows, and what is left when the question ends the text.
 */
static bool is_more(const struct reader *r, const struct row *row, const struct row *key) {
    if (row->hidden || r->in_explanation || r->whole)
        return true;
    return key && row->kind == ROW_LINE && row->block == key->block;
}

static bool take_row(struct reader *r, size_t at, const struct row **key) {
    const struct row *row = &r->s->rows[at];
    if (row->kind == ROW_LINE && (row->signs.set & SIGN_KEY)) {
        take_key(r, row);
        *key = row;
    } else if (row->kind == ROW_LINE && (row->signs.set & SIGN_EXPLANATION)) {
        take_explanation(r, row);
    } else if (take_quote(r, row) || take_scheduling(r, row)) {
    } else if (is_key_below(r, row)) {
        r->out->key = row->text;
        r->out->key_span = row->span;
    } else if ((row->signs.set & SIGN_REMARK) || is_more(r, row, *key)) {
        take_part(r, at);
    } else {
        return false;
    }
    return true;
}

void tail_read(struct scan *s, size_t at, bool whole, struct tail *out) {
    *out = (struct tail){.end = at};
    struct reader r = {.s = s, .out = out, .whole = whole};
    const struct row *key = NULL;
    size_t stop = s->n;
    bool known = false;
    for (size_t i = at; i < stop && !s->rows[i].taken; i++) {
        const struct row *row = &s->rows[i];
        if (is_rule(row) && !row->hidden)
            break;
        /* What is neither key nor hidden ends where the next question begins. */
        bool own = row->hidden || (row->signs.set & (SIGN_KEY | SIGN_EXPLANATION));
        if (!own && !known && (r.in_explanation || whole || key)) {
            stop = stem_next(s, i);
            known = true;
            if (i >= stop)
                break;
        }
        if (key && (row->signs.set & SIGN_KEY) && !row->hidden && !key->hidden)
            break;
        if (!take_row(&r, i, &key))
            break;
        out->end = i + 1;
    }
}

void tail_keep_key(struct scan *s, struct tail *tail) {
    if (tail->key.plain.n == 0)
        return;
    struct part part = {.kind = PART_TEXT, .span = tail->key.span, .text = tail->key};
    vec_push(s->b->a, &tail->parts, part);
    tail->key = (struct rich){0};
}

/* ---- what a key names ---- */

/* The letter at *p as an option's number; moves *p behind it. -1: something else. */
static int key_letter(const char **p, const char *end, uint8_t style) {
    const char *q = *p;
    char room[8];
    uint8_t letter, st;
    size_t at;
    bool weak;
    utf8_next(&q, end);
    size_t n = (size_t)(q - *p);
    memcpy(room, *p, n);
    memcpy(room + n, " x", 2);
    if (style == LETTER_CIRCLED && n == 1 && **p >= '1' && **p <= '8') {
        *p = q;
        return q[-1] - '1';
    }
    if (!signs_option((struct str){room, n + 2}, &letter, &st, &at, &weak) && st != LETTER_LOWER)
        return -1;
    bool latin = style == LETTER_UPPER || style == LETTER_LOWER;
    if (latin ? st > LETTER_LOWER : st != style)
        return -1;
    if (n == 1 && q < end && ((*q >= 'a' && *q <= 'z') || (*q >= '0' && *q <= '9')))
        return -1; /* the first letter of a word */
    *p = q;
    return letter;
}

static bool is_between(uint32_t c) {
    return code_is_space(c) || c == ',' || c == 0xFF0C || c == 0x3001 || c == '/' || c == ';' ||
           c == 0xFF1B || c == '&' || c == '+' || c == 0x548C || c == 0x4E0E; /* 和 与 */
}

static bool is_opening(uint32_t c) {
    return c == '(' || c == 0xFF08 || c == '[' || c == 0x3010 || c == '*' || code_is_space(c);
}

static struct str after_words(const struct labels *l, struct str s) {
    static const char *const words[] = {"选项", "选择",    "选",     "为",
                                        "是",   "Options", "Option", "option"};
    (void)l;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts(s, str_of(words[i])))
            return str_trim(str_from(s, strlen(words[i])));
    return s;
}

bool key_same_text(struct str x, struct str y) {
    x = str_trim(x);
    y = str_trim(y);
    while (str_ends(x, STR("。")))
        x = str_slice(x, 0, x.n - 3);
    while (str_ends(y, STR("。")))
        y = str_slice(y, 0, y.n - 3);
    return x.n > 0 && str_eq(x, y);
}

/* A key that repeats an option's text instead of naming its letter. */
static bool key_by_text(const struct labels *l, struct str key, struct option_run *run) {
    for (size_t i = 0; i < run->n; i++) {
        if (!key_same_text(key, run->v[i].text.plain))
            continue;
        run->v[i].right = true;
        return true;
    }
    int truth = key_truth(l, key);
    for (size_t i = 0; truth >= 0 && run->n == 2 && i < run->n; i++) {
        if (key_truth(l, run->v[i].text.plain) != truth)
            continue;
        run->v[i].right = true;
        return true;
    }
    return false;
}

enum key_result key_apply(const struct scan *s, struct str key, struct option_run *run,
                          struct str *rest) {
    struct str text = after_words(s->b->labels, asks_bare(key));
    const char *p = text.p, *end = text.p + text.n;
    size_t found = 0;
    bool separated = true;
    while (p < end) {
        const char *q = p;
        uint32_t c = utf8_next(&q, end);
        if (is_between(c) || (found == 0 && is_opening(c))) {
            separated = true;
            p = q;
            continue;
        }
        const char *at = p;
        int letter = separated || found > 0 ? key_letter(&p, end, run->style) : -1;
        if (letter < 0)
            break;
        if ((size_t)letter >= run->n) {
            *rest = (struct str){at, (size_t)(p - at)};
            return KEY_BAD;
        }
        run->v[letter].right = true;
        found++;
    }
    *rest = (struct str){p, (size_t)(end - p)};
    if (found > 0)
        return KEY_FOUND;
    if (key_by_text(s->b->labels, text, run)) {
        *rest = (struct str){0};
        return KEY_FOUND;
    }
    *rest = text;
    return text.n > 0 ? KEY_BAD : KEY_NONE;
}

/* The letters in a bracket that holds nothing else. */
static bool only_letters(struct str inside, const struct option_run *run) {
    const char *p = inside.p, *end = inside.p + inside.n;
    size_t n = 0;
    while (p < end) {
        const char *q = p;
        uint32_t c = utf8_next(&q, end);
        if (is_between(c)) {
            p = q;
            continue;
        }
        bool lower = c >= 'a' && c <= 'z' && run->style != LETTER_LOWER;
        int letter = lower ? -1 : key_letter(&p, end, run->style);
        if (letter < 0 || (size_t)letter >= run->n)
            return false;
        n++;
    }
    return n > 0 && n <= run->n;
}

bool key_in_stem(struct scan *s, struct rich *stem, struct option_run *run) {
    struct str text = stem->plain, bad;
    for (size_t at = text.n; at-- > 0;) {
        size_t open = text.p[at] == '(' ? 1 : str_starts(str_from(text, at), STR("（")) ? 3 : 0;
        if (!open)
            continue;
        struct str rest = str_slice(text, at + open, at + open + 40);
        size_t close = MIN(str_find(rest, STR("）")), str_find(rest, STR(")")));
        if (close == SIZE_MAX || !only_letters(str_slice(rest, 0, close), run))
            continue;
        key_apply(s, str_slice(rest, 0, close), run, &bad);
        *stem = build_replace(s->b, stem, at + open, at + open + close, STR("　　"));
        return true;
    }
    return false;
}

int key_truth(const struct labels *l, struct str s) {
    s = asks_bare(s).n ? asks_bare(s) : str_trim(s);
    size_t end = 0;
    while (end < s.n) {
        const char *p = s.p + end;
        uint32_t c = utf8_next(&p, s.p + s.n);
        if (code_is_space(c) || c == 0x3002 || c == 0xFF0C || c == '.' || c == ',' || c == 0xFF1B ||
            c == 0xFF08 || c == '(')
            break;
        end = (size_t)(p - s.p);
    }
    struct str word = end ? str_slice(s, 0, end) : s;
    uint64_t classes = labels_classes(l, word) | labels_classes(l, str_trim(s));
    return classes >> WORDS_TRUE & 1 ? 1 : classes >> WORDS_FALSE & 1 ? 0 : -1;
}
