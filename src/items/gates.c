/* gates: tests that need all options of a choice at once, and its score. */
#include "items/gates.h"
#include "items/numbers.h"

#include "base/utf8.h"

#define ALIKE_USUAL    500  /* Dice of two options, thousandths */
#define UNEVEN_RATIO   3    /* longest : shortest */
#define LONGEST_RATIO  1600 /* key : median, thousandths, when it is the longest */
#define SHORTEST_RATIO 500
#define PREFIX_BYTES   4 /* Latin letters; Chinese statements begin alike by nature */
#define FORM_LETTERS   4 /* letters two forms of a word begin alike with */
#define SHARED_HAN_MIN 4 /* Han characters in front of all options that go into the stem … */
#define REST_CELLS_MIN 4 /* … when so much is left of each */
#define OWN_FULL       8
#define NAME_CELLS     28 /* an option up to so long names something */

struct gate_option gate_option(struct gen *g, struct rich text, bool right) {
    return (struct gate_option){
        .text = text, .sim = sim_text(g->a, text.plain, &g->v->r->stops), .right = right};
}

/* Bytes all options have in common in front, up to a word after which another may begin. */
static size_t shared_start(const struct item_option *v, size_t n) {
    static const char *const ends[] = {"的", "是", "为", "在", "将", "对", "由", "从", "用", "，"};
    struct str first = v[0].text.plain;
    size_t same = first.n, best = 0;
    for (size_t i = 1; i < n; i++) {
        struct str s = v[i].text.plain;
        size_t k = 0;
        while (k < same && k < s.n && s.p[k] == first.p[k])
            k++;
        same = k;
    }
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        for (size_t at = 0; at + strlen(ends[i]) <= same; at++)
            if (str_starts(str_from(first, at), str_of(ends[i])))
                best = MAX(best, at + strlen(ends[i]));
    bool clean = same < best + 2 * strlen("的"); /* else a word all have in common stays behind */
    return clean && utf8_count_han(str_slice(first, 0, best)) >= SHARED_HAN_MIN ? best : 0;
}

/* 为了确认双方的能力, …的地址, …的名称: what all options begin with is said once, by the stem. */
static void share_start(struct gen *g, struct item *it, struct item_option *v, size_t n) {
    if (it->kind != ITEM_SINGLE_CHOICE || n < 2 || !str_ends(it->stem.plain, STR("是")))
        return;
    size_t same = shared_start(v, n);
    for (size_t i = 0; i < n; i++)
        if (utf8_cells(str_from(v[i].text.plain, same)) < REST_CELLS_MIN)
            return;
    if (same == 0)
        return;
    struct rich parts[3] = {it->stem, gen_words(g, STR("：")),
                            rich_slice(g->a, &v[0].text, 0, same)};
    it->stem = rich_join(g->a, parts, 3, (struct str){0});
    for (size_t i = 0; i < n; i++)
        v[i].text = rich_slice(g->a, &v[i].text, same, v[i].text.plain.n);
}

void gate_to_options(struct gen *g, struct item *it, const struct gate_option *v, size_t n) {
    struct item_option *out = arena_array(g->a, struct item_option, n);
    size_t k = 0;
    for (int right = 1; right >= 0; right--)
        for (size_t i = 0; i < n; i++)
            if (v[i].right == (bool)right)
                out[k++] = (struct item_option){.text = v[i].text, .right = v[i].right};
    share_start(g, it, out, n);
    it->options = out;
    it->n_options = n;
    it->ordered_options = numbers_sort(out, n);
}

static bool is_too_long(const struct gate_choice *c) {
    if (c->stem.cells > STEM_CELLS_MAX)
        return true;
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].sim.cells > OPTION_CELLS_MAX)
            return true;
    return false;
}

/* The next part of a list put together by / or 、; empty at the end. */
static struct str next_part(struct str s, size_t *at, size_t *count) {
    static const char *const marks[] = {"/", "、", "或", "+", "＋"};
    size_t end = s.n, mark = 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t found = str_find(str_from(s, *at), str_of(marks[i]));
        if (found != SIZE_MAX && *at + found < end) {
            end = *at + found;
            mark = strlen(marks[i]);
        }
    }
    struct str part = str_trim(str_slice(s, *at, end));
    *at = end + mark;
    ++*count;
    return part;
}

/* BFS/DFS and Kahn/DFS: part of one is part of the other. */
static bool shares_part(struct arena *a, struct str x, struct str y) {
    size_t n_x = 0, n_y = 0;
    for (size_t i = 0; i < x.n;) {
        struct str part = sim_fold(a, next_part(x, &i, &n_x));
        n_y = 0;
        for (size_t k = 0; k < y.n;)
            if (str_eq(sim_fold(a, next_part(y, &k, &n_y)), part) && part.n &&
                (n_x > 1 || i < x.n || n_y > 1 || k < y.n))
                return true;
    }
    return false;
}

static bool has_second_key(struct arena *a, struct gate_choice *c) {
    int alike = c->alike ? c->alike : ALIKE_USUAL;
    for (size_t i = 0; i < c->n; i++) {
        struct gate_option *x = &c->v[i];
        for (size_t k = i + 1; k < c->n; k++) {
            struct gate_option *y = &c->v[k];
            if (str_eq(x->sim.fold, y->sim.fold) &&
                !(c->values && !str_eq(x->text.plain, y->text.plain)))
                return true;
            if (x->right != y->right && MAX(x->sim.cells, y->sim.cells) <= NAME_CELLS &&
                shares_part(a, x->text.plain, y->text.plain))
                return true;
            bool words = x->sim.han > 0 && y->sim.han > 0;
            if (c->values && words && sim_dice(a, &x->sim, &y->sim) >= ALIKE_USUAL)
                return true; /* 敏感，100ms beside 是，100ms */
            if (c->values || (x->right && y->right))
                continue;
            if (str_has(x->sim.fold, y->sim.fold) || str_has(y->sim.fold, x->sim.fold))
                return true;
            if (sim_dice(a, &x->sim, &y->sim) >= alike)
                return true;
        }
    }
    return false;
}

static bool is_sentence(struct str s) {
    return str_has(s, STR("，")) || str_has(s, STR("。")) || str_has(s, STR("；")) ||
           str_has(s, STR(", ")) || utf8_cells(s) > 40;
}

/* Whether a property alone tells right options from wrong ones. */
static bool tells_apart(const struct gate_choice *c, bool (*test)(struct str)) {
    bool all[2] = {true, true}, any[2] = {false, false};
    for (size_t i = 0; i < c->n; i++) {
        bool yes = test(c->v[i].text.plain), right = c->v[i].right;
        all[right] = all[right] && yes;
        any[right] = any[right] || yes;
    }
    return (all[true] && !any[false]) || (all[false] && !any[true]);
}

static bool has_han(struct str s) {
    return utf8_count_han(s) > 0;
}

static bool has_latin(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')
            return true;
    return false;
}

static bool has_bracket(struct str s) {
    return str_has(s, STR("(")) || str_has(s, STR("（")) || str_has(s, STR("[")) ||
           str_has(s, STR("【"));
}

static bool has_list_mark(struct str s) {
    return str_has(s, STR("、"));
}

/* Linear Regression: several words, each with a capital. */
static bool is_title_case(struct str s) {
    size_t words = 0;
    if (utf8_count_han(s))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool starts = i == 0 || s.p[i - 1] == ' ';
        if (starts && s.p[i] >= 'a' && s.p[i] <= 'z')
            return false;
        words += starts && s.p[i] >= 'A' && s.p[i] <= 'Z';
    }
    return words > 1;
}

static bool is_mixed(struct str s) {
    return has_han(s) && has_latin(s);
}

/* Some options with what stands between parentheses and one bare (void stop() beside setPriority),
 * among names in letters. */
static bool mixes_calls(const struct gate_choice *c) {
    size_t calls = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (has_han(c->v[i].text.plain))
            return false;
        calls += str_ends(c->v[i].text.plain, STR(")"));
    }
    return calls * 2 > c->n && calls < c->n;
}

static bool is_uneven(const struct gate_choice *c) {
    uint32_t least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < c->n; i++) {
        least = MIN(least, c->v[i].sim.cells);
        most = MAX(most, c->v[i].sim.cells);
    }
    if (!c->values && (least == 0 || most > UNEVEN_RATIO * least))
        return true;
    return mixes_calls(c) || tells_apart(c, is_sentence) || tells_apart(c, has_han) ||
           tells_apart(c, is_mixed);
}

static bool length_gives_away(struct arena *a, const struct gate_choice *c) {
    unsigned *cells = arena_array(a, unsigned, c->n), key = 0;
    unsigned least = UINT32_MAX, most = 0;
    for (size_t i = 0; i < c->n; i++) {
        cells[i] = c->v[i].sim.cells;
        if (c->v[i].right) {
            key = cells[i];
        } else {
            least = MIN(least, cells[i]);
            most = MAX(most, cells[i]);
        }
    }
    unsigned median = view_median(a, cells, c->n);
    return (key > most && key * 1000 > median * LONGEST_RATIO) ||
           (key < least && key * 1000 < median * SHORTEST_RATIO);
}

/* All right options begin with the same word, and no wrong one does (EnumType.…). */
static bool prefix_gives_away(const struct gate_choice *c) {
    const struct str *first = NULL;
    size_t same = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct str *s = &c->v[i].sim.fold;
        if (!c->v[i].right)
            continue;
        if (!first) {
            first = s;
            same = s->n;
        }
        size_t n = 0;
        while (n < same && n < s->n && s->p[n] == first->p[n])
            n++;
        same = n;
    }
    if (!first || same < PREFIX_BYTES)
        return false;
    for (size_t i = 0; i < c->n; i++)
        if (!c->v[i].right && str_starts(c->v[i].sim.fold, str_slice(*first, 0, PREFIX_BYTES)))
            return false;
    return utf8_count_han(str_slice(*first, 0, PREFIX_BYTES)) == 0;
}

struct overlap {
    size_t key, most,
        matching; /* of the key; of the best wrong option; wrong ones as good as the key */
};

static struct overlap overlap_with(const struct gate_choice *c, const struct sim_text *text,
                                   const struct sim_text *known) {
    struct overlap o = {0};
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].right)
            o.key = sim_common_without(&c->v[i].sim, text, known);
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].right)
            continue;
        size_t n = sim_common_without(&c->v[i].sim, text, known);
        o.most = MAX(o.most, n);
        o.matching += n >= o.key;
    }
    return o;
}

static bool is_pair_in_other(const struct gate_choice *c, struct str pair) {
    for (size_t i = 0; i < c->n; i++)
        if (!c->v[i].right && str_has(c->v[i].text.plain, pair))
            return true;
    return false;
}

/* A number of the key (256 in -Xms256m) stands in the clue and in no wrong option. */
static bool number_gives_away(const struct gate_choice *c) {
    for (size_t i = 0; i < c->n; i++) {
        struct str s = c->v[i].text.plain;
        for (size_t at = 0; c->v[i].right && at < s.n;) {
            size_t n = 0;
            while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
                n++;
            struct str number = str_slice(s, at, at + n);
            if (n > 1 && str_has(c->clue_text, number) && !is_pair_in_other(c, number))
                return true;
            at += MAX(n, 1);
        }
    }
    return false;
}

/* Two Han characters of the key (就绪) stand in the clue and in no wrong option, whatever words
 * they are parts of. */
static bool pair_gives_away(const struct gate_choice *c) {
    for (size_t i = 0; i < c->n; i++) {
        struct str s = c->v[i].text.plain;
        if (c->clue_text.n == 0 || !c->v[i].right || utf8_cells(s) > NAME_CELLS)
            continue;
        const char *end = s.p + s.n;
        for (const char *p = s.p; p < end;) {
            const char *next = p, *last;
            uint32_t x = utf8_next(&next, end);
            last = next;
            uint32_t y = last < end ? utf8_next(&last, end) : 0;
            struct str pair = {p, (size_t)(last - p)};
            if (code_is_han(x) && code_is_han(y) && str_has(c->clue_text, pair) &&
                !(c->known && str_has(c->known->fold, pair)) && !is_pair_in_other(c, pair))
                return true;
            p = next;
        }
    }
    return false;
}

/* The key shares more with the stem, or with the clue, than the wrong options do; words of the
 * title count only against all of them. */
static bool words_give_away(const struct gate_choice *c) {
    const struct sim_text *clue = c->clue.n_tokens ? &c->clue : &c->stem;
    struct overlap stem = overlap_with(c, &c->stem, c->known);
    struct overlap near = overlap_with(c, clue, c->known), whole = overlap_with(c, clue, NULL);
    return stem.key > stem.most || (near.key > 0 && near.matching < 2) || whole.key > whole.most;
}

/* The next word of four letters or more in s from *at on; empty at the end. */
static struct str next_latin(struct str s, size_t *at) {
    while (*at < s.n) {
        size_t from = *at, n = 0;
        while (from + n < s.n && ((s.p[from + n] | 0x20) >= 'a' && (s.p[from + n] | 0x20) <= 'z'))
            n++;
        *at = from + MAX(n, 1);
        if (n >= 4)
            return str_slice(s, from, from + n);
    }
    return (struct str){0};
}

/* A word of the stem is part of a longer word of the key (Flax, Flaxformer) and of no other option.
 */
static bool part_gives_away(struct arena *a, const struct gate_choice *c) {
    size_t at = 0;
    for (struct str w; (w = next_latin(c->text, &at)).n > 0;) {
        struct str fold = str_lower_ascii(a, w);
        bool key = false, other = false;
        for (size_t i = 0; i < c->n; i++) {
            bool *in = c->v[i].right ? &key : &other;
            *in = *in || str_has(c->v[i].sim.fold, fold);
        }
        if (key && !other)
            return true;
    }
    return false;
}

/* A word of the clue begins as one of the key does (invoked, Invocation), and as none of another
 * option: the same word in another form. */
static bool form_gives_away(struct arena *a, const struct gate_choice *c) {
    struct str clue = c->clue_text;
    size_t at = 0;
    for (struct str w; (w = next_latin(clue, &at)).n >= FORM_LETTERS;) {
        struct str start = str_lower_ascii(a, str_slice(w, 0, FORM_LETTERS));
        bool key = false, other = false;
        for (size_t i = 0; i < c->n; i++) {
            size_t k = 0;
            bool found = false;
            for (struct str o; (o = next_latin(c->v[i].text.plain, &k)).n > 0;)
                found = found || str_starts(str_lower_ascii(a, o), start);
            key = key || (found && c->v[i].right);
            other = other || (found && !c->v[i].right);
        }
        if (key && !other)
            return true;
    }
    return false;
}

/* The key stands in the title (数据处理 under 数据处理流程), and no wrong option does. */
static bool title_gives_away(const struct gate_choice *c) {
    if (!c->known)
        return false;
    bool key = false, other = false;
    for (size_t i = 0; i < c->n; i++) {
        bool in = c->v[i].sim.fold.n && str_has(c->known->fold, c->v[i].sim.fold);
        key = key || (in && c->v[i].right);
        other = other || (in && !c->v[i].right);
    }
    return key && !other;
}

static bool has_cue(struct arena *a, const struct gate_choice *c) {
    size_t right = 0;
    for (size_t i = 0; i < c->n; i++)
        right += c->v[i].right;
    if (tells_apart(c, str_has_digit) || tells_apart(c, has_latin) || tells_apart(c, has_bracket) ||
        tells_apart(c, has_list_mark) || tells_apart(c, is_title_case))
        return true;
    if (right != 1)
        return prefix_gives_away(c);
    return (!c->values && length_gives_away(a, c)) || words_give_away(c) || part_gives_away(a, c) ||
           form_gives_away(a, c) || pair_gives_away(c) || number_gives_away(c) ||
           title_gives_away(c);
}

enum gate gate_choice(struct arena *a, struct gate_choice *c) {
    if (is_too_long(c))
        return GATE_TOO_LONG;
    if (has_second_key(a, c))
        return GATE_SECOND_KEY;
    if (is_uneven(c))
        return GATE_UNEVEN;
    return has_cue(a, c) ? GATE_CUE : GATE_PASSED;
}

static int clip(int v) {
    return v < 0 ? 0 : v > 1000 ? 1000 : v;
}

static int score_common(struct item *it, struct score_parts p) {
    int own = (int)MIN(p.own, OWN_FULL);
    int vague = 200 * (OWN_FULL - own) / OWN_FULL;
    int cut = p.shortened ? 150 : 0;
    gen_why(it, "own-tokens", -vague);
    gen_why(it, "shortened", -cut);
    return 1000 - vague - cut;
}

void gate_score_plain(struct item *it, struct score_parts p) {
    it->score = clip(score_common(it, p));
}

void gate_score_choice(struct arena *a, struct item *it, struct gate_option *v, size_t n,
                       struct score_parts p) {
    int alike_most = 0, alike_sum = 0, pairs = 0;
    unsigned *cells = arena_array(a, unsigned, n), key_cells = 0;
    for (size_t i = 0; i < n; i++) {
        cells[i] = v[i].sim.cells;
        if (!v[i].right)
            continue;
        key_cells = cells[i];
        for (size_t k = 0; k < n; k++) {
            if (v[k].right)
                continue;
            int dice = sim_dice(a, &v[i].sim, &v[k].sim);
            alike_most = MAX(alike_most, dice);
            alike_sum += dice;
            pairs++;
        }
    }
    int median = (int)view_median(a, cells, n);
    int off = median ? 150 *
                           (int)(key_cells > (unsigned)median ? key_cells - (unsigned)median
                                                              : (unsigned)median - key_cells) /
                           median
                     : 0;
    int score = score_common(it, p) - alike_most / 5 - MIN(off, 150);
    gen_why(it, "alike", -(alike_most / 5));
    gen_why(it, "length", -MIN(off, 150));
    it->score = clip(score);
    it->difficulty = clip(pairs ? alike_sum / pairs : 0);
    gen_why(it, "difficulty:similarity", it->difficulty);
}
