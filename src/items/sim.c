/* sim: one pass over a text finds its fold and its tokens; comparing is merging sorted hashes. */
#include "items/sim.h"

#include "base/utf8.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define TOKEN_LETTERS 5 /* of a Latin word; endings are cut before */

/* Whether NFKC with case folding is more than lower-casing ASCII and narrowing full-width forms;
 * if not, counts the cells. */
static bool needs_icu(struct str s, uint32_t *cells) {
    uint32_t n = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (c < 0x80)
            n += c >= ' ' && c < 0x7F;
        else if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x301F) ||
                 (c >= 0xFF01 && c <= 0xFF5E))
            n += 2;
        else if (c >= 0x2010 && c <= 0x2022)
            n++;
        else
            return true;
    }
    *cells = n;
    return false;
}

/* NFKC with case folding; s itself when ICU cannot. */
static struct str icu_fold(struct arena *a, struct str s) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    int32_t n = 0, folded = 0, bytes = 0;
    UChar *wide = arena_array(a, UChar, s.n + 1);
    u_strFromUTF8(wide, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, &status);
    size_t room = (size_t)n * 18 + 1; /* the longest NFKC expansion: U+FDFA, 18 units */
    UChar *out = arena_array(a, UChar, room);
    folded = unorm2_normalize(nfkc, wide, n, out, (int32_t)room, &status);
    if (U_FAILURE(status))
        return s;
    char *utf8 = arena_array(a, char, (size_t)folded * 3 + 1);
    u_strToUTF8(utf8, folded * 3 + 1, &bytes, out, folded, &status);
    return U_FAILURE(status) ? s : (struct str){utf8, (size_t)bytes};
}

/* The code point after folding what needs no ICU. */
static uint32_t fold_code(uint32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

enum char_class { CLASS_OTHER, CLASS_LATIN, CLASS_DIGIT, CLASS_HAN, CLASS_SYLLABLE };

static enum char_class class_of_rare(uint32_t c) {
    if (code_is_kana(c) || code_is_hangul(c))
        return CLASS_SYLLABLE;
    if (code_is_han(c))
        return CLASS_HAN;
    return code_is_letter(c) ? CLASS_LATIN : CLASS_OTHER;
}

static inline enum char_class class_of(uint32_t c) {
    if (c < 0x80) {
        if (c >= '0' && c <= '9')
            return CLASS_DIGIT;
        return c >= 'a' && c <= 'z' ? CLASS_LATIN : CLASS_OTHER;
    }
    if (c >= 0x4E00 && c <= 0x9FFF)
        return CLASS_HAN;
    return class_of_rare(c);
}

struct scan {
    const struct sim_stops *stops;
    struct sim_text *out;
    char *fold; /* no longer than the text: what is folded here only shrinks */
    size_t n_fold;
    uint32_t *tokens;       /* fewer than the fold has bytes */
    enum char_class before; /* of the character before */
    size_t word_at;         /* offset in fold of the run of letters and digits being read */
    uint32_t letters;       /* in that run */
    uint32_t previous;      /* the Han or syllable before, 0 when a bigram cannot reach over */
};

static uint32_t hash_bytes(const char *p, size_t n) {
    uint32_t h = 2166136261u; /* FNV-1a, 32 bit */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h;
}

static uint32_t hash_pair(uint32_t a, uint32_t b) {
    uint32_t h = a * 0x9E3779B1u;
    return (h ^ (h >> 15)) * 0x85EBCA6Bu + b * 0xC2B2AE35u;
}

static bool is_ascii_letters(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'a' || s.p[i] > 'z')
            return false;
    return true;
}

/* What is left of an English word without its ending; "embed", "embedding" and "embeds" meet. */
static struct str stem_word(struct str w) {
    static const struct {
        const char *text;
        size_t least; /* letters that must stay: "based" keeps its ed */
    } endings[] = {{"ing", 3}, {"ed", 4}, {"es", 4}, {"s", 3}};
    if (!is_ascii_letters(w))
        return w;
    for (size_t i = 0; i < COUNT_OF(endings) && w.n > 4; i++) {
        struct str ending = str_of(endings[i].text);
        if (str_ends(w, ending) && w.n - ending.n >= endings[i].least) {
            w.n -= ending.n;
            break;
        }
    }
    return str_slice(w, 0, TOKEN_LETTERS);
}

static bool is_in_word(const struct scan *s) {
    return s->before == CLASS_LATIN || s->before == CLASS_DIGIT;
}

static void end_word(struct scan *s) {
    struct str word = {s->fold + s->word_at, s->n_fold - s->word_at};
    if (s->letters) {
        s->out->latin_words++;
        if (word.n >= 2 && !words_is(s->stops->latin, word)) {
            struct str stem = stem_word(word);
            s->tokens[s->out->n_tokens++] = hash_bytes(stem.p, stem.n);
        }
    } else {
        s->tokens[s->out->n_tokens++] = hash_bytes(word.p, word.n);
    }
}

static void read_word_code(struct scan *s, uint32_t c, enum char_class class) {
    if (!is_in_word(s)) {
        s->word_at = s->n_fold;
        s->letters = 0;
        s->previous = 0;
    }
    if (c < 0x80)
        s->fold[s->n_fold++] = (char)c;
    else
        s->n_fold += utf8_put(s->fold + s->n_fold, c);
    s->letters += class == CLASS_LATIN;
    s->out->digits += class == CLASS_DIGIT && s->before != CLASS_DIGIT;
}

/* `one` is the character c in the text. */
static void read_ideograph(struct scan *s, uint32_t c, struct str one, enum char_class class) {
    if (class == CLASS_HAN)
        s->out->han++;
    else
        s->out->kana_hangul++;
    memcpy(s->fold + s->n_fold, one.p, one.n); /* folding changes none of them */
    s->n_fold += one.n;
    if (words_is(s->stops->han, one)) {
        s->previous = 0;
    } else {
        if (s->previous)
            s->tokens[s->out->n_tokens++] = hash_pair(s->previous, c);
        s->previous = c;
    }
}

static void read_text(struct scan *s, struct str text) {
    for (const char *p = text.p, *end = text.p + text.n; p < end;) {
        const char *from = p;
        uint32_t c = fold_code(utf8_next(&p, end));
        enum char_class class = class_of(c);
        if (class == CLASS_LATIN || class == CLASS_DIGIT) {
            read_word_code(s, c, class);
        } else {
            if (is_in_word(s))
                end_word(s);
            if (class == CLASS_OTHER)
                s->previous = 0;
            else
                read_ideograph(s, c, (struct str){from, (size_t)(p - from)}, class);
        }
        s->before = class;
    }
    if (is_in_word(s))
        end_word(s);
}

/* Insertion for few, else by bytes from the lowest. */
void sim_sort(struct arena *a, uint32_t *v, size_t n) {
    if (n < 80) {
        for (size_t i = 1; i < n; i++) {
            uint32_t x = v[i];
            size_t k = i;
            for (; k > 0 && v[k - 1] > x; k--)
                v[k] = v[k - 1];
            v[k] = x;
        }
        return;
    }
    uint32_t *from = v, *to = arena_array(a, uint32_t, n);
    for (int shift = 0; shift < 32; shift += 8) {
        size_t at[257] = {0};
        for (size_t i = 0; i < n; i++)
            at[((from[i] >> shift) & 255) + 1]++;
        for (size_t i = 1; i < 257; i++)
            at[i] += at[i - 1];
        for (size_t i = 0; i < n; i++)
            to[at[(from[i] >> shift) & 255]++] = from[i];
        uint32_t *t = from;
        from = to;
        to = t;
    } /* an even number of passes ends in v */
}

static size_t drop_repeats(uint32_t *v, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[kept - 1] != v[i])
            v[kept++] = v[i];
    return kept;
}

struct sim_text sim_text(struct arena *a, struct str text, const struct sim_stops *stops) {
    static const struct sim_stops none;
    struct sim_text out = {0};
    struct str from = text;
    if (needs_icu(text, &out.cells)) {
        from = icu_fold(a, text);
        out.cells = (uint32_t)utf8_cells(text);
    }
    struct scan s = {.stops = stops ? stops : &none,
                     .out = &out,
                     .fold = arena_array(a, char, from.n + 4),
                     .tokens = arena_array(a, uint32_t, from.n / 2 + 1)};
    read_text(&s, from);
    sim_sort(a, s.tokens, out.n_tokens);
    out.tokens = s.tokens;
    out.n_tokens = (uint32_t)drop_repeats(s.tokens, out.n_tokens);
    out.fold = (struct str){s.fold, s.n_fold};
    return out;
}

struct str sim_fold(struct arena *a, struct str s) {
    uint32_t cells;
    struct str from = needs_icu(s, &cells) ? icu_fold(a, s) : s;
    char *fold = arena_array(a, char, from.n + 4);
    size_t n = 0;
    for (const char *p = from.p, *end = from.p + from.n; p < end;) {
        uint32_t c = fold_code(utf8_next(&p, end));
        if (class_of(c) != CLASS_OTHER)
            n += utf8_put(fold + n, c);
    }
    return (struct str){fold, n};
}

void sim_bigrams(struct arena *a, struct sim_text *t) {
    if (t->bigrams)
        return;
    t->bigrams = arena_array(a, uint32_t, t->fold.n + 1);
    uint32_t previous = 0;
    for (const char *p = t->fold.p, *end = t->fold.p + t->fold.n; p < end;) {
        uint32_t c = utf8_next(&p, end);
        if (previous)
            t->bigrams[t->n_bigrams++] = hash_pair(previous, c);
        previous = c;
    }
    sim_sort(a, t->bigrams, t->n_bigrams);
}

/* Equal numbers in two ascending lists; each pairs with one of the other. */
static size_t common(const uint32_t *a, size_t na, const uint32_t *b, size_t nb) {
    size_t n = 0;
    for (size_t i = 0, k = 0; i < na && k < nb;) {
        if (a[i] == b[k]) {
            n++;
            i++;
            k++;
        } else if (a[i] < b[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

int sim_dice(struct arena *a, struct sim_text *x, struct sim_text *y) {
    sim_bigrams(a, x);
    sim_bigrams(a, y);
    size_t all = (size_t)x->n_bigrams + y->n_bigrams;
    if (x->n_bigrams == 0 || y->n_bigrams == 0)
        return x->fold.n && str_eq(x->fold, y->fold) ? 1000 : 0;
    return (int)(2000 * common(x->bigrams, x->n_bigrams, y->bigrams, y->n_bigrams) / all);
}

size_t sim_common(const struct sim_text *x, const struct sim_text *y) {
    return common(x->tokens, x->n_tokens, y->tokens, y->n_tokens);
}

int sim_jaccard(const struct sim_text *x, const struct sim_text *y) {
    size_t both = sim_common(x, y), either = (size_t)x->n_tokens + y->n_tokens - both;
    return either ? (int)(1000 * both / either) : 0;
}

/* Numbers of two ascending lists, each once, written to `out`; how many. */
static size_t unite(const uint32_t *a, size_t na, const uint32_t *b, size_t nb, uint32_t *out) {
    size_t n = 0;
    for (size_t i = 0, k = 0; i < na || k < nb;) {
        bool from_a = i < na && (k >= nb || a[i] <= b[k]);
        uint32_t x = from_a ? a[i++] : b[k++];
        if (n == 0 || out[n - 1] != x)
            out[n++] = x;
    }
    return n;
}

struct sim_set sim_set_of(struct arena *a, const struct sim_text *const *v, size_t n) {
    struct sim_set set = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t *more = arena_array(a, uint32_t, set.n + v[i]->n_tokens);
        set.n = unite(set.v, set.n, v[i]->tokens, v[i]->n_tokens, more);
        set.v = more;
    }
    return set;
}

static bool holds(const struct sim_text *t, uint32_t token) {
    return common(t->tokens, t->n_tokens, &token, 1) > 0;
}

size_t sim_common_without(const struct sim_text *x, const struct sim_text *y,
                          const struct sim_text *without) {
    if (!without)
        return sim_common(x, y);
    size_t n = 0;
    for (size_t i = 0; i < x->n_tokens; i++)
        n += holds(y, x->tokens[i]) && !holds(without, x->tokens[i]);
    return n;
}
