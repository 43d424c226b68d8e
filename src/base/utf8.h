/* utf8: code points, their classes and their width on a terminal. For every folder. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* To be called before all else in a process. ICU breaks it down from then on (abort) when there is
 * no memory, since ICU 72 can wait for itself, or go round, for ever then; and languages it does
 * not know are as in the C locale, whatever the environment says. */
void utf8_start(struct failure *f);

/* Decodes the code point at *p (< end) and moves *p behind it. Malformed bytes give U+FFFD and move
 * by one; text that passed src_load is never malformed. */
uint32_t utf8_next_long(const char **p, const char *end);
static inline uint32_t utf8_next(const char **p, const char *end) {
    const unsigned char *s = (const unsigned char *)*p;
    if (s[0] < 0x80) {
        ++*p;
        return s[0];
    }
    /* Most of what is not ASCII in notes: three bytes, E1 to EC. */
    if (end - *p >= 3 && s[0] >= 0xE1 && s[0] <= 0xEC && (s[1] & 0xC0) == 0x80 &&
        (s[2] & 0xC0) == 0x80) {
        *p += 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    return utf8_next_long(p, end);
}
uint32_t utf8_prev(const char **p, const char *begin); /* the code point before *p (> begin) */
size_t utf8_put(char out[4], uint32_t code);           /* bytes written */
size_t utf8_count(struct str s);                       /* code points */
size_t utf8_offset(struct str s, size_t code_points);  /* byte offset of the n-th, clamped */

/* Byte offset of the first malformed sequence, or SIZE_MAX when all is well formed (RFC 3629). */
size_t utf8_check(struct str s);
/* s with each malformed byte replaced by U+FFFD; s itself when there is none. */
struct str utf8_mended(struct arena *a, struct str s);

/* Whether U+FFFE or U+FFFF stands at p: well-formed UTF-8, but no characters, and XML has neither.
 */
static inline bool utf8_is_none(const char *p, const char *end) {
    return end - p >= 3 && p[0] == '\xEF' && p[1] == '\xBF' && (p[2] == '\xBE' || p[2] == '\xBF');
}

/* Cells on a terminal: East Asian Wide and Fullwidth 2, combining marks and controls 0, others 1.
 */
int utf8_cell(uint32_t code);
size_t utf8_cells(struct str s);

bool code_is_rare_han(uint32_t code);
static inline bool code_is_han(uint32_t code) { /* ideographs, radicals, 〇 々 */
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x2E80 && code_is_rare_han(code));
}
bool code_is_kana(uint32_t code);
bool code_is_hangul(uint32_t code);
static inline bool code_is_cjk(uint32_t c) {
    return c >= 0x1100 && (code_is_han(c) || code_is_kana(c) || code_is_hangul(c));
}
bool code_is_space(uint32_t code); /* ASCII white space, U+00A0, U+2000-200B, U+3000, U+FEFF */
bool code_is_punct(uint32_t code); /* Unicode P* and S*, radicals apart */
bool code_is_foreign_letter(uint32_t code);
static inline bool code_is_letter(uint32_t code) { /* Latin … letter or digit outside CJK */
    if (code < 0x80)
        return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
    return !(code >= 0x4E00 && code <= 0x9FFF) && code_is_foreign_letter(code);
}

/* How much of each script s holds. */
size_t utf8_count_han(struct str s);
bool utf8_has_letter(struct str s); /* or a character of Chinese, Japanese, Korean */

#endif
