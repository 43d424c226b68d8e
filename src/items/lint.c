/* lint: one function a rule, one table of them; rules over all items of a document at the end. */
#include "items/lint.h"

#include "base/map.h"
#include "base/utf8.h"

#define LONGER_KEY      1300 /* thousandths: key : longest wrong option (L5) */
#define LONGEST_SHARE   450  /* of four-option items whose key is longest (L5) */
#define LONGEST_ITEMS   10   /* fewer items tell nothing about a share */
#define PREFIX_HAN      4    /* common leading Han characters (L11) */
#define GAPS_MAX        2    /* L14 */
#define RUN_MAX         5    /* equal key letters in a row (L16) */
#define KEY_SHARE_MAX   400  /* thousandths of keys on one letter (L16) */
#define KEY_SHARE_ITEMS 20
#define JACCARD_SAME    800

struct lint {
    struct arena *a; /* scratch */
    const struct rules *r;
    struct diag *d;
    const struct item *it;
    struct sim_text stem;
    struct sim_text *options;
    size_t n;
    size_t key; /* of a single choice; n when there are several right ones */
};

static void tell(const struct lint *l, enum diag_id id, struct str a, struct str b) {
    diag_at(l->d, id, l->it->source.span, a, b);
}

static struct str option(const struct lint *l, size_t i) {
    return l->it->options[i].text.plain;
}

static bool is_stressed(const struct rich *r, struct str word) {
    size_t at = (size_t)(word.p - r->plain.p), begin = 0;
    uint32_t stress = RICH_BOLD | RICH_ITALIC | RICH_UNDERLINE | RICH_MARK | RICH_COLOR;
    for (size_t i = 0; i < r->n; i++) {
        size_t end = begin + r->runs[i].text.n;
        if (at >= begin && at < end)
            return (r->runs[i].flags & stress) != 0;
        begin = end;
    }
    return false;
}

static bool is_capital(struct str word) {
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] >= 'a' && word.p[i] <= 'z')
            return false;
    return word.n > 0 && word.p[0] >= 'A' && word.p[0] <= 'Z';
}

/* L1: a stem that asks for what is wrong, without stress on the word; twice negative with an
 * option. */
static void negative(struct lint *l) {
    struct str s = l->it->stem.plain;
    size_t at = 0, n = words_find(l->r->lint_negative, s, &at);
    if (n == 0)
        return;
    struct str word = str_slice(s, at, at + n);
    if (!is_stressed(&l->it->stem, word) && !is_capital(word))
        tell(l, DIAG_LINT_NEGATIVE, s, word);
    for (size_t i = 0; i < l->n; i++)
        if (words_in(l->r->lint_negative, option(l, i)))
            tell(l, DIAG_LINT_DOUBLE_NEGATIVE, s, option(l, i));
}

/* L2, L3: words that give a wrong option away, or mean something else to everybody. */
static void wording(struct lint *l) {
    bool absolute_right = false;
    for (size_t i = 0; i < l->n; i++)
        absolute_right = absolute_right ||
                         (l->it->options[i].right && words_in(l->r->lint_absolute, option(l, i)));
    for (size_t i = 0; i < l->n; i++) {
        if (!l->it->options[i].right && !absolute_right &&
            words_in(l->r->lint_absolute, option(l, i)))
            tell(l, DIAG_LINT_ABSOLUTE, l->it->stem.plain, option(l, i));
        if (words_in(l->r->lint_vague, option(l, i)))
            tell(l, DIAG_LINT_VAGUE, l->it->stem.plain, option(l, i));
    }
}

/* L4: an option about the other options. */
static void about_options(struct lint *l) {
    for (size_t i = 0; i < l->n; i++)
        if (words_in(l->r->option_last, option(l, i)))
            tell(l, DIAG_LINT_ALL_ABOVE, l->it->stem.plain, option(l, i));
}

static uint32_t longest_wrong(const struct lint *l) {
    uint32_t most = 0;
    for (size_t i = 0; i < l->n; i++)
        if (i != l->key)
            most = MAX(most, l->options[i].cells);
    return most;
}

/* L5: the key is plainly the longest. */
static void longest(struct lint *l) {
    if (l->key < l->n && l->options[l->key].cells * 1000 > longest_wrong(l) * LONGER_KEY &&
        l->options[l->key].cells > 8)
        tell(l, DIAG_LINT_LONGEST, l->it->stem.plain, option(l, l->key));
}

/* L6: a word of the stem stands in the key and in no other option. */
static void clang(struct lint *l) {
    if (l->key == l->n)
        return;
    size_t most = 0;
    for (size_t i = 0; i < l->n; i++)
        if (i != l->key)
            most = MAX(most, sim_common(&l->options[i], &l->stem));
    if (most == 0 && sim_common(&l->options[l->key], &l->stem) > 0)
        tell(l, DIAG_LINT_CLANG, l->it->stem.plain, option(l, l->key));
}

/* L7: the key has more in common with all options than any other. */
static void convergence(struct lint *l) {
    if (l->key == l->n || l->n < 3)
        return;
    size_t key = 0, most = 0;
    for (size_t i = 0; i < l->n; i++) {
        size_t shared = 0;
        for (size_t k = 0; k < l->n; k++)
            shared += k == i ? 0 : sim_common(&l->options[i], &l->options[k]);
        if (i == l->key)
            key = shared;
        else
            most = MAX(most, shared);
    }
    if (key > most && key >= 2)
        tell(l, DIAG_LINT_CONVERGENCE, l->it->stem.plain, option(l, l->key));
}

static bool ends_in_stop(struct str s) {
    return str_ends(s, STR("。")) || str_ends(s, STR("."));
}

static bool is_number(struct str s) {
    double value;
    return str_to_double(str_trim(s), &value);
}

static bool has_code(const struct item_option *o) {
    return o->n_parts > 0 || rich_has(&o->text, RICH_CODE);
}

/* L8: one option is of another kind than the rest: number, final stop, code. */
static void heterogeneous(struct lint *l) {
    size_t stops = 0, numbers = 0, code = 0;
    for (size_t i = 0; i < l->n; i++) {
        stops += ends_in_stop(option(l, i));
        numbers += is_number(option(l, i));
        code += has_code(&l->it->options[i]);
    }
    size_t counts[] = {stops, numbers, code};
    for (size_t k = 0; k < COUNT_OF(counts) && l->n >= 3; k++)
        if (counts[k] == 1 || counts[k] == l->n - 1) {
            tell(l, DIAG_LINT_MIXED, l->it->stem.plain,
                 str_of(k == 0   ? "a full stop"
                        : k == 1 ? "a number"
                                 : "code"));
            return;
        }
}

/* L9: options equal, one within another, or of the same words. */
static void nested(struct lint *l) {
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = i + 1; k < l->n; k++) {
            struct sim_text *x = &l->options[i], *y = &l->options[k];
            if (has_code(&l->it->options[i]) || has_code(&l->it->options[k]) || x->fold.n < 4 ||
                y->fold.n < 4)
                continue;
            bool inside = str_has(x->fold, y->fold) || str_has(y->fold, x->fold);
            if (inside || sim_jaccard(x, y) >= JACCARD_SAME) {
                tell(l, DIAG_LINT_NESTED, option(l, i), option(l, k));
                return;
            }
        }
}

/* L11: the options begin alike: that belongs into the stem. */
static void common_start(struct lint *l) {
    if (l->n < 2)
        return;
    size_t same = option(l, 0).n;
    for (size_t i = 1; i < l->n; i++) {
        struct str x = option(l, 0), y = option(l, i);
        size_t n = 0;
        while (n < same && n < y.n && x.p[n] == y.p[n])
            n++;
        same = n;
    }
    struct str start = str_slice(option(l, 0), 0, same);
    if (utf8_count_han(start) >= PREFIX_HAN && utf8_check(start) == SIZE_MAX)
        tell(l, DIAG_LINT_COMMON_START, l->it->stem.plain, start);
}

/* L12: a stem that asks nothing. */
static void asks_nothing(struct lint *l) {
    struct str s = str_trim_end(l->it->stem.plain);
    bool asks = str_has(s, STR("？")) || str_has(s, STR("?")) || str_has(s, STR("____")) ||
                str_has(s, STR("（")) || str_has(s, STR("(")) || words_in(l->r->title_ask, s) ||
                words_start(l->r->title_english, s) || words_end(l->r->lint_stem_end, s) ||
                str_ends(s, STR("：")) || str_ends(s, STR(":"));
    if (!asks && l->it->n_stem_parts == 0)
        diag_at(l->d, DIAG_LINT_NO_QUESTION, l->it->source.span, s);
}

/* L15: three to five options; some right and some wrong where several may be. */
static void count(struct lint *l) {
    size_t right = 0;
    for (size_t i = 0; i < l->n; i++)
        right += l->it->options[i].right;
    if (l->n < 3 || l->n > 5 ||
        (l->it->kind == ITEM_MULTIPLE_RESPONSE && (right < 2 || right == l->n)))
        tell(l, DIAG_LINT_COUNT, l->it->stem.plain, str_format(l->a, "%zu of %zu", right, l->n));
}

/* L14: more than two gaps, one at the start, or one so short that it says nothing. */
static void gaps(struct lint *l) {
    const char *why = NULL;
    if (l->it->n_answers > GAPS_MAX)
        why = "has more than two gaps";
    else if (str_starts(l->it->stem.plain, STR("____")))
        why = "begins with a gap";
    for (size_t i = 0; i < l->it->n_answers; i++) {
        struct str answer = l->it->answers[i].text.plain;
        if (!why && answer.n && str_has(l->it->stem.plain, answer) && utf8_cells(answer) > 2)
            why = "gives an answer elsewhere in its sentence";
    }
    if (why)
        tell(l, DIAG_LINT_GAP, l->it->stem.plain, str_of(why));
}

static void lint_choice(struct lint *l) {
    void (*const rules[])(struct lint *) = {negative, wording,      about_options, longest,
                                            clang,    convergence,  heterogeneous, nested,
                                            count,    common_start, asks_nothing};
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        rules[i](l);
}

static void lint_item(struct lint *l) {
    l->n = l->it->n_options;
    l->stem = sim_text(l->a, l->it->stem.plain, &l->r->stops);
    l->options = arena_array(l->a, struct sim_text, l->n);
    l->key = l->n;
    for (size_t i = 0; i < l->n; i++) {
        l->options[i] = sim_text(l->a, option(l, i), &l->r->stops);
        if (l->it->kind == ITEM_SINGLE_CHOICE && l->it->options[i].right)
            l->key = i;
    }
    if (l->n)
        lint_choice(l);
    else if (l->it->kind == ITEM_FILL_BLANK)
        gaps(l);
}

static bool is_authored(const struct item *it) {
    return strcmp(it->generator, "authored") == 0;
}

static char key_letter(const struct item *it) {
    for (size_t i = 0; i < it->n_options; i++)
        if (it->options[i].right)
            return it->options[i].letter;
    return 0;
}

/* What only many items together show, of the single choices of one document. */
struct series {
    size_t items, longest, by_letter[26], run, run_most;
    char last;
    const struct item *first;
};

static void add_to_series(struct series *s, const struct item *it) {
    char letter = key_letter(it);
    if (it->kind != ITEM_SINGLE_CHOICE || it->n_options != 4 || letter < 'A' || letter > 'Z')
        return;
    size_t key = 0, wrong = 0;
    for (size_t i = 0; i < it->n_options; i++) {
        size_t cells = utf8_cells(it->options[i].text.plain);
        if (it->options[i].right)
            key = cells;
        else
            wrong = MAX(wrong, cells);
    }
    s->items++;
    s->longest += key > wrong;
    s->by_letter[letter - 'A']++;
    s->run = letter == s->last ? s->run + 1 : 1;
    s->run_most = MAX(s->run_most, s->run);
    s->last = letter;
    s->first = s->first ? s->first : it;
}

/* L5, L16 over a document. */
static void report_series(const struct series *s, struct arena *a, struct diag *d) {
    if (s->items >= LONGEST_ITEMS && s->longest * 1000 > s->items * LONGEST_SHARE)
        diag_at(d, DIAG_LINT_LONGEST_OFTEN, s->first->source.span, str_format(a, "%zu", s->longest),
                str_format(a, "%zu", s->items));
    if (s->run_most >= RUN_MAX)
        diag_at(d, DIAG_LINT_RUN, s->first->source.span, str_format(a, "%zu", s->run_most));
    for (size_t i = 0; i < 26 && s->items >= KEY_SHARE_ITEMS; i++)
        if (s->by_letter[i] * 1000 > s->items * KEY_SHARE_MAX)
            diag_at(d, DIAG_LINT_KEY_SHARE, s->first->source.span,
                    str_format(a, "%c", (int)('A' + i)), str_format(a, "%zu", s->by_letter[i]),
                    str_format(a, "%zu", s->items));
}

/* L13: the key of one stands in the stem of another. Keys of four Han characters or eight letters
 * are looked up piece by piece in a table, so that the work grows with the text alone. */
#define HINT_CELLS 8

static void hinting(const struct bank_draft *b, struct arena *a, struct diag *d) {
    struct map keys = map_in(a);
    for (size_t i = 0; i < b->items.n; i++) {
        const struct item *it = b->items.v[i];
        if (is_authored(it) && it->gives.n && utf8_cells(it->gives) == HINT_CELLS)
            map_put(&keys, it->gives)->ptr = b->items.v[i];
    }
    for (size_t i = 0; i < b->items.n && keys.n; i++) {
        const struct item *it = b->items.v[i];
        if (!is_authored(it))
            continue;
        struct str stem = sim_fold(a, it->stem.plain);
        for (size_t at = 0; at < stem.n; at++) {
            struct str rest = str_from(stem, at);
            size_t n = utf8_offset(rest, utf8_count_han(str_slice(rest, 0, 3)) ? 4 : 8);
            const struct map_entry *e = map_find(&keys, str_slice(rest, 0, n));
            const struct item *other = e ? e->ptr : NULL;
            if (other && other != it &&
                other->source.question->document == it->source.question->document) {
                diag_at(d, DIAG_LINT_HINT, it->source.span, it->stem.plain, other->stem.plain);
                break;
            }
        }
    }
}

void lint_authored(const struct bank_draft *b, const struct rules *r, struct diag *d) {
    struct arena **held = arena_hold(b->a), *scratch = *held;
    struct series series = {0};
    const struct study_document *document = NULL;
    for (size_t i = 0; i < b->items.n; i++) {
        const struct item *it = b->items.v[i];
        if (!is_authored(it))
            continue;
        if (it->source.question->document != document && series.first) {
            report_series(&series, scratch, d);
            series = (struct series){0};
        }
        document = it->source.question->document;
        struct arena_mark mark = arena_mark(scratch);
        lint_item(&(struct lint){.a = scratch, .r = r, .d = d, .it = it});
        arena_reset(scratch, mark);
        add_to_series(&series, it);
    }
    if (series.first)
        report_series(&series, scratch, d);
    hinting(b, scratch, d);
    arena_release(held);
}
