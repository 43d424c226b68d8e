/* brk_class: the classes of characters, from ranges, and of ambiguous marks, from what stands
 * around them. */
#include "layout/linebreak.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

struct class_range {
    uint32_t from, to;
    uint8_t cls, flags;
};

#define OPENS  BRKF_NO_END
#define CLOSES BRKF_NO_START

/* Sorted. What is not here is decided by base/utf8 and ICU. Sources: clreq "Prohibition Rules for
 * Line Start and Line End" (strict: dashes and ellipses too), GB/T 15834-2011. */
static const struct class_range RANGES[] = {
    {0x0000, 0x001F, CLS_SILENT, 0},      {0x0020, 0x0020, CLS_SPACE, 0},
    {0x0021, 0x0021, CLS_SIGN, CLOSES}, /* ! */
    {0x0024, 0x0024, CLS_SIGN, OPENS},  /* $ */
    {0x0025, 0x0025, CLS_SIGN, CLOSES}, /* % */
    {0x0028, 0x0028, CLS_SIGN, OPENS},  /* ( */
    {0x0029, 0x0029, CLS_SIGN, CLOSES}, /* ) */
    {0x002C, 0x002C, CLS_SIGN, CLOSES}, /* , */
    {0x002E, 0x002E, CLS_SIGN, CLOSES}, /* . */
    {0x003A, 0x003B, CLS_SIGN, CLOSES}, /* : ; */
    {0x003F, 0x003F, CLS_SIGN, CLOSES}, /* ? */
    {0x005B, 0x005B, CLS_SIGN, OPENS},  /* [ */
    {0x005D, 0x005D, CLS_SIGN, CLOSES}, /* ] */
    {0x007B, 0x007B, CLS_SIGN, OPENS},  /* { */
    {0x007D, 0x007D, CLS_SIGN, CLOSES}, /* } */
    {0x007F, 0x009F, CLS_SILENT, 0},      {0x00A0, 0x00A0, CLS_SPACE, 0},
    {0x00A3, 0x00A3, CLS_SIGN, OPENS},                                        /* £ */
    {0x00A5, 0x00A5, CLS_SIGN, OPENS},                                        /* ¥ */
    {0x00AD, 0x00AD, CLS_SILENT, 0},      {0x00B0, 0x00B0, CLS_SIGN, CLOSES}, /* ° */
    {0x00B7, 0x00B7, CLS_MIDDLE, CLOSES}, {0x2000, 0x200A, CLS_SPACE, 0},
    {0x200B, 0x200F, CLS_SILENT, 0},      {0x2014, 0x2015, CLS_DASH, CLOSES}, /* — ― */
    {0x2018, 0x2018, CLS_OPEN, OPENS},                                        /* ‘ */
    {0x2019, 0x2019, CLS_CLOSE, CLOSES},                                      /* ’ */
    {0x201C, 0x201C, CLS_OPEN, OPENS},                                        /* “ */
    {0x201D, 0x201D, CLS_CLOSE, CLOSES},                                      /* ” */
    {0x2025, 0x2026, CLS_DASH, CLOSES},                                       /* ‥ … */
    {0x2027, 0x2027, CLS_MIDDLE, CLOSES}, {0x2028, 0x202E, CLS_SILENT, 0},
    {0x202F, 0x202F, CLS_SPACE, 0},       {0x2030, 0x2031, CLS_SIGN, CLOSES},  /* ‰ ‱ */
    {0x203C, 0x203C, CLS_HAN, CLOSES},                                         /* ‼ */
    {0x2047, 0x2049, CLS_HAN, CLOSES},                                         /* ⁇ ⁈ ⁉ */
    {0x2060, 0x206F, CLS_SILENT, 0},      {0x2103, 0x2103, CLS_SIGN, CLOSES},  /* ℃ */
    {0x2109, 0x2109, CLS_SIGN, CLOSES},                                        /* ℉ */
    {0x2460, 0x24FF, CLS_HAN, 0},                                              /* ① … */
    {0x2E3A, 0x2E3A, CLS_DASH, CLOSES},                                        /* ⸺ */
    {0x3000, 0x3000, CLS_SPACE, 0},       {0x3001, 0x3001, CLS_PAUSE, CLOSES}, /* 、 */
    {0x3002, 0x3002, CLS_STOP, CLOSES},                                        /* 。 */
    {0x3005, 0x3005, CLS_HAN, CLOSES},                                         /* 々 */
    {0x3008, 0x3008, CLS_OPEN, OPENS},    {0x3009, 0x3009, CLS_CLOSE, CLOSES}, /* 〈 〉 */
    {0x300A, 0x300A, CLS_OPEN, OPENS},    {0x300B, 0x300B, CLS_CLOSE, CLOSES}, /* 《 》 */
    {0x300C, 0x300C, CLS_OPEN, OPENS},    {0x300D, 0x300D, CLS_CLOSE, CLOSES}, /* 「 」 */
    {0x300E, 0x300E, CLS_OPEN, OPENS},    {0x300F, 0x300F, CLS_CLOSE, CLOSES}, /* 『 』 */
    {0x3010, 0x3010, CLS_OPEN, OPENS},    {0x3011, 0x3011, CLS_CLOSE, CLOSES}, /* 【 】 */
    {0x3014, 0x3014, CLS_OPEN, OPENS},    {0x3015, 0x3015, CLS_CLOSE, CLOSES}, /* 〔 〕 */
    {0x3016, 0x3016, CLS_OPEN, OPENS},    {0x3017, 0x3017, CLS_CLOSE, CLOSES}, /* 〖 〗 */
    {0x3018, 0x3018, CLS_OPEN, OPENS},    {0x3019, 0x3019, CLS_CLOSE, CLOSES}, /* 〘 〙 */
    {0x301A, 0x301A, CLS_OPEN, OPENS},    {0x301B, 0x301B, CLS_CLOSE, CLOSES}, /* 〚 〛 */
    {0x301D, 0x301D, CLS_OPEN, OPENS},    {0x301E, 0x301F, CLS_CLOSE, CLOSES}, /* 〝 〞 〟 */
    {0x3041, 0x3041, CLS_HAN, CLOSES}, /* small kana: lines never start with them */
    {0x3043, 0x3043, CLS_HAN, CLOSES},    {0x3045, 0x3045, CLS_HAN, CLOSES},
    {0x3047, 0x3047, CLS_HAN, CLOSES},    {0x3049, 0x3049, CLS_HAN, CLOSES},
    {0x3063, 0x3063, CLS_HAN, CLOSES},    {0x3083, 0x3083, CLS_HAN, CLOSES},
    {0x3085, 0x3085, CLS_HAN, CLOSES},    {0x3087, 0x3087, CLS_HAN, CLOSES},
    {0x30A1, 0x30A1, CLS_HAN, CLOSES},    {0x30A3, 0x30A3, CLS_HAN, CLOSES},
    {0x30A5, 0x30A5, CLS_HAN, CLOSES},    {0x30A7, 0x30A7, CLS_HAN, CLOSES},
    {0x30A9, 0x30A9, CLS_HAN, CLOSES},    {0x30C3, 0x30C3, CLS_HAN, CLOSES},
    {0x30E3, 0x30E3, CLS_HAN, CLOSES},    {0x30E5, 0x30E5, CLS_HAN, CLOSES},
    {0x30E7, 0x30E7, CLS_HAN, CLOSES},    {0x30FB, 0x30FB, CLS_MIDDLE, CLOSES}, /* ・ */
    {0x30FC, 0x30FE, CLS_HAN, CLOSES},                                          /* ー ヽ ヾ */
    {0xFE00, 0xFE0F, CLS_MARK, 0},        {0xFE30, 0xFE4F, CLS_HAN, 0},
    {0xFEFF, 0xFEFF, CLS_SILENT, 0},      {0xFF01, 0xFF01, CLS_STOP, CLOSES},  /* ！ */
    {0xFF04, 0xFF04, CLS_HAN, OPENS},                                          /* ＄ */
    {0xFF05, 0xFF05, CLS_HAN, CLOSES},                                         /* ％ */
    {0xFF08, 0xFF08, CLS_OPEN, OPENS},    {0xFF09, 0xFF09, CLS_CLOSE, CLOSES}, /* （ ） */
    {0xFF0C, 0xFF0C, CLS_PAUSE, CLOSES},                                       /* ， */
    {0xFF0E, 0xFF0E, CLS_STOP, CLOSES},                                        /* ． */
    {0xFF1A, 0xFF1B, CLS_PAUSE, CLOSES},                                       /* ： ； */
    {0xFF1F, 0xFF1F, CLS_STOP, CLOSES},                                        /* ？ */
    {0xFF3B, 0xFF3B, CLS_OPEN, OPENS},    {0xFF3D, 0xFF3D, CLS_CLOSE, CLOSES}, /* ［ ］ */
    {0xFF5B, 0xFF5B, CLS_OPEN, OPENS},    {0xFF5D, 0xFF5D, CLS_CLOSE, CLOSES}, /* ｛ ｝ */
    {0xFF5F, 0xFF5F, CLS_OPEN, OPENS},    {0xFF60, 0xFF60, CLS_CLOSE, CLOSES}, /* ｟ ｠ */
    {0xFFE5, 0xFFE5, CLS_HAN, OPENS},                                          /* ￥ */
    {0xFFFC, 0xFFFC, CLS_OBJECT, 0},      {0xE0100, 0xE01EF, CLS_MARK, 0},
};

static const struct class_range *find_range(uint32_t code) {
    size_t lo = 0, hi = COUNT_OF(RANGES);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (code > RANGES[mid].to)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < COUNT_OF(RANGES) && code >= RANGES[lo].from ? &RANGES[lo] : NULL;
}

#define MARK_MASK (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_MC_MASK)

static uint8_t class_beyond_table(uint32_t code) {
    if (code < 0x80)
        return code_is_letter(code) ? CLS_LATIN : CLS_SIGN;
    if (code_is_cjk(code) || (code >= 0x3000 && code < 0x3400))
        return CLS_HAN;
    uint32_t mask = U_GET_GC_MASK((UChar32)code);
    if (mask & MARK_MASK)
        return CLS_MARK;
    if (mask & U_GC_CF_MASK)
        return CLS_SILENT;
    if (code >= 0xFF00 && code <= 0xFFEF)
        return CLS_HAN;
    return mask & (U_GC_L_MASK | U_GC_N_MASK) ? CLS_LATIN : CLS_SIGN;
}

static void classify(struct brk_char *c) {
    if (c->code >= 0x3400 && c->code <= 0x9FFF) { /* nearly all of it */
        c->cls = CLS_HAN;
        return;
    }
    const struct class_range *r = find_range(c->code);
    c->cls = r ? r->cls : class_beyond_table(c->code);
    c->flags |= r ? r->flags : 0;
}

/* — … · ‘ ’ “ ” stand for a full-width mark in Chinese and for a narrow one in other text. */
static bool is_ambiguous(uint32_t code) {
    return code == 0x00B7 || code == 0x2014 || code == 0x2015 || code == 0x2018 || code == 0x2019 ||
           code == 0x201C || code == 0x201D || code == 0x2025 || code == 0x2026;
}

static bool is_narrow(const struct brk_char *c) {
    return c->cls == CLS_LATIN || c->cls == CLS_SIGN || c->cls == CLS_SPACE;
}

/* In Chinese and Japanese text only where both neighbours are narrow, and for quotes only the
 * apostrophe inside a word; elsewhere everywhere but next to Chinese. */
static bool is_latin_mark(const struct brk_char *v, size_t i, size_t n, bool cjk_text) {
    bool narrow_before = i == 0 || is_narrow(&v[i - 1]);
    bool narrow_after = i + 1 == n || is_narrow(&v[i + 1]);
    if (!cjk_text)
        return narrow_before || narrow_after || v[i].code == 0x2019;
    if (i == 0 || i + 1 == n)
        return false;
    if (v[i].code == 0x2019)
        return v[i - 1].cls == CLS_LATIN && v[i + 1].cls == CLS_LATIN;
    bool is_quote = v[i].code >= 0x2018 && v[i].code <= 0x201D;
    return !is_quote && v[i].code != 0x00B7 && narrow_before && narrow_after;
}

void brk_classify(struct brk_char *v, size_t n, struct str lang) {
    bool cjk_text = str_starts(lang, STR("zh")) || str_starts(lang, STR("ja"));
    for (size_t i = 0; i < n; i++)
        classify(&v[i]);
    for (size_t i = 0; i < n; i++)
        if (is_ambiguous(v[i].code) && is_latin_mark(v, i, n, cjk_text)) {
            v[i].flags |= BRKF_LATIN;
            v[i].cls = CLS_SIGN;
        }
}
