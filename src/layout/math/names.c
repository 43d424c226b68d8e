/* names: the tables of commands, environments, classes of characters and alphabets. */
#include "layout/math/node.h"

#define MATH_SYMBOL(name, cls, code)        {name, CMD_SYMBOL, cls, code, NULL},
#define MATH_LETTER(name, code)             {name, CMD_LETTER, CLASS_ORD, code, NULL},
#define MATH_BIG(name, limits, code)        {name, CMD_BIG, limits, code, NULL},
#define MATH_SIZED(name, cls, height)       {name, CMD_SIZED, cls, height, NULL},
#define MATH_STRETCH(name, side, code)      {name, CMD_STRETCH, side, code, NULL},
#define MATH_COMMAND(name, kind, arg, text) {name, kind, 0, arg, text},
static const struct math_command COMMANDS[] = {
#include "layout/math/commands.def"
};
#undef MATH_SYMBOL
#undef MATH_LETTER
#undef MATH_BIG
#undef MATH_SIZED
#undef MATH_STRETCH
#undef MATH_COMMAND

const struct math_command *math_commands(size_t *n) {
    *n = COUNT_OF(COMMANDS);
    return COMMANDS;
}

const struct math_command *math_command(struct str name) {
    size_t lo = 0, hi = COUNT_OF(COMMANDS);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = str_cmp(name, str_of(COMMANDS[mid].name));
        if (order == 0)
            return &COMMANDS[mid];
        if (order > 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* ---- characters */

struct char_class {
    uint32_t code;
    uint8_t cls;
};

/* ASCII as TeX reads it, and characters the commands have in another class. */
static const struct char_class CHARS[] = {
    {'(', CLASS_OPEN},  {'[', CLASS_OPEN},   {')', CLASS_CLOSE},    {']', CLASS_CLOSE},
    {'!', CLASS_CLOSE}, {'?', CLASS_CLOSE},  {',', CLASS_PUNCT},    {';', CLASS_PUNCT},
    {':', CLASS_REL},   {'=', CLASS_REL},    {'<', CLASS_REL},      {'>', CLASS_REL},
    {'+', CLASS_BIN},   {'-', CLASS_BIN},    {'*', CLASS_BIN},      {'|', CLASS_ORD},
    {'/', CLASS_ORD},   {'.', CLASS_ORD},    {0x2016, CLASS_ORD},   {0x2020, CLASS_BIN},
    {0xB7, CLASS_BIN},  {0x2212, CLASS_BIN}, {0x2026, CLASS_INNER},
};

static bool class_of_command(uint32_t code, uint8_t *cls, bool *is_operator, uint8_t *limits) {
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        const struct math_command *c = &COMMANDS[i];
        if (c->arg != (int)code || (c->kind != CMD_SYMBOL && c->kind != CMD_BIG))
            continue;
        *is_operator = c->kind == CMD_BIG;
        *cls = *is_operator ? (uint8_t)CLASS_OP : c->cls;
        *limits = *is_operator ? c->cls : (uint8_t)LIMITS_NEVER;
        return true;
    }
    return false;
}

bool math_char_class(uint32_t code, uint8_t *cls, bool *is_operator, uint8_t *limits) {
    *is_operator = false;
    *limits = LIMITS_NEVER;
    for (size_t i = 0; i < COUNT_OF(CHARS); i++)
        if (CHARS[i].code == code) {
            *cls = CHARS[i].cls;
            return true;
        }
    *cls = CLASS_ORD;
    return code >= 0x80 && class_of_command(code, cls, is_operator, limits);
}

/* ---- alphabets */

/* Where the forms of A–Z, a–z, 0–9, Greek capitals and small letters begin; 0 = none of its own. */
struct alphabet {
    uint32_t upper, lower, digit, greek_upper, greek_lower;
};

/* Unicode: Mathematical Alphanumeric Symbols. */
static const struct alphabet ALPHABETS[ALPHABET_COUNT] = {
    [ALPHABET_DEFAULT] = {0x1D434, 0x1D44E, 0, 0, 0x1D6FC},
    [ALPHABET_IT] = {0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    [ALPHABET_BF] = {0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    [ALPHABET_BI] = {0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    [ALPHABET_CAL] = {0x1D49C, 0x1D4B6, 0, 0, 0x1D6FC},
    [ALPHABET_FRAK] = {0x1D504, 0x1D51E, 0, 0, 0x1D6FC},
    [ALPHABET_BB] = {0x1D538, 0x1D552, 0x1D7D8, 0, 0x1D6FC},
    [ALPHABET_SF] = {0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0x1D6FC},
    [ALPHABET_TT] = {0x1D670, 0x1D68A, 0x1D7F6, 0, 0x1D6FC},
};

/* Letters that were in Unicode before the block. */
static const uint32_t HOLES[][2] = {
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},
    {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F},
    {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111},
    {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
    {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};

/* Variants of Greek letters: their places behind ω in the block. */
static const uint16_t GREEK_VARIANTS[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};

/* How far the letter stands behind α in the block; -1: it has no place there. */
static int greek_offset(uint32_t code) {
    if (code >= 0x3B1 && code <= 0x3C9)
        return (int)(code - 0x3B1);
    for (size_t i = 1; i < COUNT_OF(GREEK_VARIANTS); i++)
        if (GREEK_VARIANTS[i] == code)
            return (int)(25 + i);
    return -1;
}

static uint32_t styled(const struct alphabet *a, uint32_t code) {
    int greek = greek_offset(code);
    if (code >= 'A' && code <= 'Z' && a->upper)
        return a->upper + (code - 'A');
    if (code >= 'a' && code <= 'z' && a->lower)
        return a->lower + (code - 'a');
    if (code >= '0' && code <= '9' && a->digit)
        return a->digit + (code - '0');
    if (code >= 0x391 && code <= 0x3A9 && a->greek_upper)
        return a->greek_upper + (code - 0x391);
    if (greek >= 0 && a->greek_lower)
        return a->greek_lower + (uint32_t)greek;
    if ((code == 0x131 || code == 0x237) && a->lower == 0x1D44E) /* ı ȷ */
        return code == 0x131 ? 0x1D6A4 : 0x1D6A5;
    return code;
}

uint32_t math_letter(enum math_alphabet alphabet, uint32_t code) {
    uint32_t c = styled(&ALPHABETS[alphabet], code);
    for (size_t i = 0; i < COUNT_OF(HOLES); i++)
        if (HOLES[i][0] == c)
            return HOLES[i][1];
    return c;
}

/* ---- environments */

enum { COLUMN_GAP = 1000, ALIGN_GAP = 2000, JOT = 300, SMALL_GAP = 500 };

static const struct math_env_look ENVIRONMENTS[] = {
    {"matrix", 0, 0, SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"pmatrix", '(', ')', SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"bmatrix", '[', ']', SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"Bmatrix", '{', '}', SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"vmatrix", '|', '|', SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"Vmatrix", 0x2016, 0x2016, SIZE_TEXT, "c", COLUMN_GAP, false, 0, false, false, 1000},
    {"smallmatrix", 0, 0, SIZE_SCRIPT, "c", SMALL_GAP, false, 0, false, false, 600},
    {"cases", '{', 0, SIZE_TEXT, "l", COLUMN_GAP, false, 0, false, false, 1200},
    {"dcases", '{', 0, SIZE_DISPLAY, "l", COLUMN_GAP, false, JOT, false, false, 1200},
    {"rcases", 0, '}', SIZE_TEXT, "l", COLUMN_GAP, false, 0, false, false, 1200},
    {"array", 0, 0, SIZE_TEXT, NULL, COLUMN_GAP, false, 0, false, true, 1000},
    {"darray", 0, 0, SIZE_DISPLAY, NULL, COLUMN_GAP, false, JOT, false, true, 1000},
    {"subarray", 0, 0, SIZE_SCRIPT, NULL, 0, false, 0, false, true, 600},
    {"aligned", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"align", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"align*", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"alignat", 0, 0, SIZE_DISPLAY, "rl", 0, true, JOT, true, true, 1000},
    {"alignat*", 0, 0, SIZE_DISPLAY, "rl", 0, true, JOT, true, true, 1000},
    {"alignedat", 0, 0, SIZE_DISPLAY, "rl", 0, true, JOT, true, true, 1000},
    {"flalign", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"flalign*", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"split", 0, 0, SIZE_DISPLAY, "rl", ALIGN_GAP, true, JOT, true, false, 1000},
    {"eqnarray", 0, 0, SIZE_DISPLAY, "rcl", 278, false, JOT, true, false, 1000},
    {"eqnarray*", 0, 0, SIZE_DISPLAY, "rcl", 278, false, JOT, true, false, 1000},
    {"gathered", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"gather", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"gather*", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"multline", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"multline*", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"equation", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"equation*", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"displaymath", 0, 0, SIZE_DISPLAY, "c", COLUMN_GAP, false, JOT, true, false, 1000},
    {"math", 0, 0, SIZE_TEXT, "c", COLUMN_GAP, false, 0, true, false, 1000},
    {"substack", 0, 0, SIZE_SCRIPT, "c", 0, false, 0, false, false, 600},
};

const struct math_env_look *math_environment(struct str name) {
    for (size_t i = 0; i < COUNT_OF(ENVIRONMENTS); i++)
        if (str_eqc(name, ENVIRONMENTS[i].name))
            return &ENVIRONMENTS[i];
    return NULL;
}
