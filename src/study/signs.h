/* signs: what the beginning (or the whole) of a written line announces: an option, an answer, a
 * label, the separator of a card. Cheap look at one line; what becomes of it is decided where its
 * neighbours are known. For study only. */
#ifndef STUDY_SIGNS_H
#define STUDY_SIGNS_H

#include "study/build.h"

enum sign {
    SIGN_OPTION = 1 << 0,          /* "A. x", "（B）x", "① x"; `letter` */
    SIGN_OPTION_WEAK = 1 << 1,     /* "A x", "A选项": an option only among others with a key */
    SIGN_KEY = 1 << 2,             /* "答案：B", "【答案】B"; the value is from `at` on */
    SIGN_EXPLANATION = 1 << 3,     /* "解析：…" */
    SIGN_REMARK = 1 << 4,          /* "【难度】…" */
    SIGN_QUESTION = 1 << 5,        /* "Q: …", "问1：…" */
    SIGN_REPLY = 1 << 6,           /* "A: …", "答：…" */
    SIGN_LABEL = 1 << 7,           /* a facet label alone: "原因：" */
    SIGN_LABEL_TEXT = 1 << 8,      /* a facet label and text: "优点：快" */
    SIGN_KEYED = 1 << 9,           /* something short and a colon */
    SIGN_SEPARATOR = 1 << 10,      /* "?" alone: the sides of a card */
    SIGN_SEPARATOR_BOTH = 1 << 11, /* "??" */
    SIGN_CARD = 1 << 12,           /* holds "::" */
    SIGN_TRUTH = 1 << 14,          /* "…（√）" */
    SIGN_BOLD = 1 << 15,           /* all of it is bold */
    SIGN_TAGS = 1 << 16,           /* only #tags */
    SIGN_CARD_TAG = 1 << 17,       /* ends in #card, #anki, #flashcards */
    SIGN_COLON_END = 1 << 18,      /* ends in a colon */
};

/* Lines that start something of their own, never carry on the line before. */
#define SIGNS_START                                                                                \
    (SIGN_OPTION | SIGN_KEY | SIGN_EXPLANATION | SIGN_REMARK | SIGN_QUESTION | SIGN_REPLY |        \
     SIGN_LABEL | SIGN_LABEL_TEXT | SIGN_KEYED | SIGN_SEPARATOR | SIGN_SEPARATOR_BOTH |            \
     SIGN_CARD | SIGN_TAGS)

/* What stands anywhere in a line, seen in one pass, so that dearer looks are only had when needed.
 */
enum holds {
    HOLDS_MARKS = 1 << 0,     /* 【 or {{ */
    HOLDS_COMMA = 1 << 1,     /* 、 */
    HOLDS_GAP = 1 << 2,       /* two blanks, a tab, an ideographic space */
    HOLDS_SLASH = 1 << 3,     /* a slash after a blank */
    HOLDS_NO_COLON = 1 << 4,  /* neither ：nor : */
    HOLDS_NO_OPTION = 1 << 5, /* no A: options are lettered from there */
};

/* How options are lettered: a run of options keeps to one way. */
enum letter_style { LETTER_UPPER, LETTER_LOWER, LETTER_CIRCLED, LETTER_KANA };

struct signs {
    uint32_t set;              /* enum sign, or-ed */
    uint32_t holds;            /* enum holds, or-ed */
    uint32_t at;               /* where the text announced begins, in bytes of plain */
    uint32_t option_at;        /* the same for an option */
    uint8_t letter, style;     /* OPTION: from 0; enum letter_style */
    const struct label *label; /* LABEL, LABEL_TEXT */
    uint32_t label_from, label_to;
};

struct signs signs_of(const struct builder *b, const struct rich *text);

/* The option letter s begins with; false when there is none. *at is where its text begins. */
bool signs_option(struct str s, uint8_t *letter, uint8_t *style, size_t *at, bool *weak);

/* How an option is named on paper: "A", "①", "ア". Constant. */
struct str signs_letter(uint8_t letter, uint8_t style);

/* The length of a colon ("：", ":") at byte `at` of s, or 0. */
size_t signs_colon(struct str s, size_t at);

#endif
