/* linebreak: character classes of Chinese typesetting and where lines may end. ICU's rules (UAX 14,
 * `lb=strict`) come first, then our own layers: CLREQ's prohibitions, numbers with units, technical
 * tokens, words of the dictionary. For shape and para.
 *
 * Terms: token = characters between blanks and Chinese text, such as int8/FP16 or a URL. */
#ifndef LAYOUT_LINEBREAK_H
#define LAYOUT_LINEBREAK_H

#include "base/str.h"

/* What a character is to spacing. Full-width marks have classes of their own since their blank
 * halves are squeezed in this order of classes (clreq, "Line Adjustment"). */
enum brk_class {
    CLS_HAN,    /* ideographs, kana, hangul and other characters that fill an em */
    CLS_LATIN,  /* letters and digits of other scripts */
    CLS_SIGN,   /* the rest: ASCII punctuation, operators, quotes among Latin letters */
    CLS_OPEN,   /* full-width opening brackets and quotes */
    CLS_CLOSE,  /* their closing mates */
    CLS_PAUSE,  /* ，、；： */
    CLS_STOP,   /* 。！？ */
    CLS_MIDDLE, /* ・ and · among Chinese text */
    CLS_DASH,   /* — and … among Chinese text: two of them stay joined */
    CLS_SPACE,  /* blanks, the full-width one too */
    CLS_MARK,   /* combines with the character before */
    CLS_SILENT, /* controls, joiners, break hints */
    CLS_OBJECT  /* not text */
};

enum brk_flag {
    BRKF_NO_START = 1, /* never first on a line */
    BRKF_NO_END = 2,   /* never last on a line */
    BRKF_LATIN = 4,    /* an ambiguous mark (“ ” ’ … —) set in its Latin width */
    BRKF_KEEP = 8,     /* inside text that must not be broken (but may be, in an emergency) */
    BRKF_CODE = 16     /* never hyphenated */
};

/* A line may end before the character … */
enum brk_kind {
    BRK_NO,        /* never */
    BRK_OK,        /* freely */
    BRK_WORD,      /* inside a Chinese word or between a number and its counting word */
    BRK_TOKEN,     /* after a hyphen or a slash */
    BRK_DEEP,      /* inside a long token, after one of = _ ( , . & ? : */
    BRK_SOFT,      /* at a soft hyphen: a hyphen is added */
    BRK_EMERGENCY, /* only when a token is wider than the line */
    BRK_LAST,      /* prohibited, but rather so than off the paper */
    BRK_MUST       /* always */
};

struct brk_char {
    uint32_t code;
    uint32_t at; /* byte in the text */
    uint8_t len; /* bytes */
    uint8_t cls; /* enum brk_class */
    uint8_t flags;
    uint8_t brk;    /* enum brk_kind: before this character */
    uint32_t piece; /* the caller's */
};

struct breaker;
struct breaker *brk_open(struct arena *a);

/* Sets class and flags of n characters (KEEP and CODE stay as they are). */
void brk_classify(struct brk_char *v, size_t n, struct str lang);

/* Sets brk of n classified characters; the first gets BRK_NO. */
void brk_find(struct breaker *b, struct brk_char *v, size_t n, struct str lang);

/* Where a Latin word may be hyphenated: at[i] is set to true when a line may end before byte i of
 * the word, a hyphen added. False when there are no patterns for the language on this system. */
bool brk_hyphenate(struct breaker *b, struct str word, struct str lang, bool *at);

#endif
