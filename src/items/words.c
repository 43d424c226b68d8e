/* words: a hash table of the words' first characters, each with its words from longest to
 * shortest. */
#include "items/words.h"

#include "base/arena.h"

#include <stdlib.h>

#define WORDS_SLOTS 256 /* first characters hash to one of these */

struct words {
    const struct str *v; /* sorted by slot, then longest first */
    size_t n, longest;
    bool ascii, wide; /* words begin with a character of ASCII, with another */
    uint32_t from[WORDS_SLOTS + 1];
    uint64_t next[WORDS_SLOTS]; /* what may stand behind a slot's first character: see next_bit */
};

static inline char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Letters of either case have the same slot. */
static inline unsigned slot_of(const char *p, size_t n) {
    unsigned char c = (unsigned char)p[0];
    if (c < 0xE0 || n < 3)
        return c | 0x20; /* one byte tells enough where few words share it */
    return (c * 31u + (unsigned char)p[1] * 7u + (unsigned char)p[2]) % WORDS_SLOTS;
}

/* A bit for the byte that tells most of the second character, the same for letters of either case;
 * ~0 for a text that has none: by it nearly all places of a text are passed over. */
static inline uint64_t next_bit(const char *p, size_t n) {
    size_t at = (unsigned char)p[0] < 0xE0 ? 1 : 4;
    if (at >= n)
        return ~UINT64_C(0);
    unsigned char c = (unsigned char)p[at];
    return UINT64_C(1) << ((c & 0x1F) | (c & 0x80) >> 2);
}

static int by_slot_and_length(const void *pa, const void *pb) {
    const struct str *a = pa, *b = pb;
    unsigned sa = slot_of(a->p, a->n), sb = slot_of(b->p, b->n);
    if (sa != sb)
        return sa < sb ? -1 : 1;
    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return str_cmp(*a, *b);
}

const struct words *words_make(struct arena *a, const struct str *v, size_t n) {
    struct words *w = arena_new(a, struct words);
    struct str *sorted = arena_array(a, struct str, n);
    for (size_t i = 0; i < n; i++) {
        if (v[i].n == 0)
            continue;
        sorted[w->n++] = v[i];
        w->longest = MAX(w->longest, v[i].n);
    }
    if (w->n)
        qsort(sorted, w->n, sizeof *sorted, by_slot_and_length);
    w->v = sorted;
    for (size_t i = 0; i < w->n; i++) {
        bool ascii = (unsigned char)sorted[i].p[0] < 0x80;
        w->ascii = w->ascii || ascii;
        w->wide = w->wide || !ascii;
        unsigned slot = slot_of(sorted[i].p, sorted[i].n);
        w->from[slot + 1] = (uint32_t)(i + 1);
        w->next[slot] |= next_bit(sorted[i].p, sorted[i].n);
    }
    for (size_t s = 1; s <= WORDS_SLOTS; s++)
        w->from[s] = MAX(w->from[s], w->from[s - 1]);
    return w;
}

const struct words *words_union(struct arena *a, const struct words *const *sets, size_t n) {
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += sets[i]->n;
    struct str *v = arena_array(a, struct str, all);
    struct str *end = v;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sets[i]->n; k++)
            *end++ = sets[i]->v[k];
    return words_make(a, v, all);
}

static bool same_letters(struct str word, const char *p) {
    for (size_t i = 0; i < word.n; i++)
        if (lower(word.p[i]) != lower(p[i]))
            return false;
    return true;
}

static bool stands_free(struct str word, struct str s, size_t at) {
    size_t end = at + word.n;
    if (at > 0 && byte_is_alnum(word.p[0]) && byte_is_alnum(s.p[at - 1]))
        return false;
    return !(end < s.n && byte_is_alnum(word.p[word.n - 1]) && byte_is_alnum(s.p[end]));
}

/* The longest word of a slot at byte `at` of s. */
static size_t word_of_slot(const struct words *w, unsigned slot, struct str s, size_t at) {
    for (uint32_t i = w->from[slot]; i < w->from[slot + 1]; i++) {
        struct str word = w->v[i];
        if (word.n <= s.n - at && same_letters(word, s.p + at) && stands_free(word, s, at))
            return word.n;
    }
    return 0;
}

static inline size_t word_at(const struct words *w, struct str s, size_t at) {
    unsigned slot = slot_of(s.p + at, s.n - at);
    if (!(w->next[slot] & next_bit(s.p + at, s.n - at)))
        return 0;
    return word_of_slot(w, slot, s, at);
}

size_t words_at(const struct words *w, struct str s, size_t at) {
    return w && at < s.n ? word_at(w, s, at) : 0;
}

bool words_is(const struct words *w, struct str s) {
    return s.n && words_at(w, s, 0) == s.n;
}

size_t words_start(const struct words *w, struct str s) {
    return words_at(w, s, 0);
}

static bool is_character_start(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

size_t words_end(const struct words *w, struct str s) {
    if (!w)
        return 0;
    for (size_t at = s.n > w->longest ? s.n - w->longest : 0; at < s.n; at++) {
        if (is_character_start(s.p[at]) && word_at(w, s, at) == s.n - at)
            return s.n - at;
    }
    return 0;
}

/* Behind the characters at byte `at` that are of ASCII as the first one is, or are not. */
static inline size_t behind_kind(struct str s, size_t at, bool ascii) {
    while (at < s.n && ((unsigned char)s.p[at] < 0x80) == ascii)
        at++;
    return at;
}

/* Where the next word may begin: behind a character, and behind all letters and digits that stand
 * together. */
static inline size_t next_start(struct str s, size_t at) {
    unsigned char c = (unsigned char)s.p[at];
    if (c >= 0x80)
        return at + (c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4);
    if (byte_is_alnum(s.p[at]))
        while (at + 1 < s.n && byte_is_alnum(s.p[at + 1]))
            at++;
    return at + 1;
}

size_t words_find(const struct words *w, struct str s, size_t *at) {
    if (!w || w->n == 0)
        return 0;
    size_t i = *at;
    if (i > 0 && i < s.n && byte_is_alnum(s.p[i]) && byte_is_alnum(s.p[i - 1]))
        i = next_start(s, i);
    while (i < s.n) {
        bool ascii = (unsigned char)s.p[i] < 0x80;
        if (ascii ? !w->ascii : !w->wide) {
            i = behind_kind(s, i, ascii);
            continue;
        }
        size_t n = word_at(w, s, i);
        if (n) {
            *at = i;
            return n;
        }
        i = next_start(s, i);
    }
    return 0;
}

bool words_in(const struct words *w, struct str s) {
    size_t at = 0;
    return words_find(w, s, &at) > 0;
}

bool words_cover(const struct words *w, const struct words *more, struct str s) {
    size_t words = 0;
    for (size_t i = 0; i < s.n;) {
        size_t a = words_at(w, s, i), b = words_at(more, s, i), n = MAX(a, b);
        bool between = s.p[i] == ' ' || s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '&';
        if (n == 0 && !between)
            return false;
        words += n > 0;
        i += n ? n : 1;
    }
    return words > 0;
}

size_t words_count(const struct words *w, struct str s) {
    size_t count = 0, n;
    for (size_t at = 0; (n = words_find(w, s, &at)) > 0; at += n)
        count++;
    return count;
}
