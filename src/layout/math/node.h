/* node: a formula as TeX's math list: what the parser makes and the layout reads.
 *
 * Terms: nucleus = what scripts are attached to; class = what a node is to the spacing around it;
 * alphabet = italic, bold, script … forms of letters; cell = what stands between two & of a row. */
#ifndef LAYOUT_MATH_NODE_H
#define LAYOUT_MATH_NODE_H

#include "base/vec.h"
#include "layout/math/math.h"

enum math_class {
    CLASS_ORD,
    CLASS_OP,
    CLASS_BIN,
    CLASS_REL,
    CLASS_OPEN,
    CLASS_CLOSE,
    CLASS_PUNCT,
    CLASS_INNER,
    CLASS_COUNT
};

enum math_alphabet {
    ALPHABET_DEFAULT, /* Latin and small Greek italic, the rest upright */
    ALPHABET_RM,
    ALPHABET_IT,
    ALPHABET_BF,
    ALPHABET_BI,
    ALPHABET_CAL,
    ALPHABET_FRAK,
    ALPHABET_BB,
    ALPHABET_SF,
    ALPHABET_TT,
    ALPHABET_COUNT
};

enum math_kind {
    ATOM_CHAR,     /* a character of the math font */
    ATOM_LIST,     /* a group */
    ATOM_TEXT,     /* running text */
    ATOM_FRACTION, /* body over second */
    ATOM_ROOT,     /* of body, `second` its degree or NULL */
    ATOM_ACCENT,   /* `code` over body; `wide`: as wide as it */
    ATOM_LINE,     /* over or under body */
    ATOM_STRETCH,  /* brace or arrow `code` over or under body */
    ATOM_ARROW,    /* arrow `code` as wide as body over and `second` under it */
    ATOM_FENCE,    /* body between delimiters as high as it */
    ATOM_DELIM,    /* one delimiter of a given height; between fences: a \middle */
    ATOM_SPACE,
    ATOM_STYLE,   /* changes the style of what follows in its list */
    ATOM_TABLE,   /* rows and columns */
    ATOM_STACK,   /* `second` in script style over or under body */
    ATOM_PHANTOM, /* takes the room of body, or shows body and takes none */
    ATOM_FRAME,   /* body in a box, or struck out */
    ATOM_NEGATED  /* body with a stroke through it */
};

enum math_limits { LIMITS_NEVER, LIMITS_DISPLAY, LIMITS_ALWAYS };
enum math_size { SIZE_DISPLAY, SIZE_TEXT, SIZE_SCRIPT, SIZE_SCRIPT2 };
enum math_side { STRETCH_OVER, STRETCH_UNDER };
enum math_phantom { PHANTOM_BOTH, PHANTOM_WIDTH, PHANTOM_HEIGHT, PHANTOM_SMASH, PHANTOM_STRUT };
enum math_frame { FRAME_BOX, FRAME_UP, FRAME_DOWN, FRAME_CROSS, FRAME_STRIKE };
enum math_fraction {
    FRAC_AUTO,
    FRAC_DISPLAY,
    FRAC_TEXT,
    FRAC_SIZES = 3, /* mask of the above */
    FRAC_ATOP = 4,  /* no rule; and with brackets: */
    FRAC_BINOM = 8 | FRAC_ATOP,
    FRAC_BRACK = 16 | FRAC_ATOP,
    FRAC_BRACE = 32 | FRAC_ATOP
};

struct math_node;
struct math_list {
    struct math_node *first, *last;
};

/* Environments. */
struct math_env_look {
    const char *name;
    uint32_t left, right; /* delimiters around it, 0 = none */
    enum math_size style; /* of its cells */
    const char *aligns;   /* of its columns, repeated; NULL: from its argument */
    int gap;              /* between two columns, 1/1000 em */
    bool is_paired;       /* columns go in pairs without a gap inside */
    int row_gap;          /* added between rows */
    bool is_aligned;      /* its rows are lines of a derivation */
    bool has_argument;    /* of columns */
    int strut;            /* height and depth of its rows at least, 1/1000 of the usual */
};

struct math_cell {
    struct math_list list;
    uint32_t at, to; /* bytes of the TeX */
    struct math_cell *next;
};

struct math_row {
    struct math_cell *first, *last;
    size_t n;
    int extra;     /* \\[extra] after it, 1/1000 em */
    uint8_t rules; /* \hline above it */
    struct math_row *next;
};

struct math_table {
    const struct math_env_look *look;
    struct math_row *first, *last;
    size_t n_columns;
    uint8_t rules_below;
    struct str aligns; /* l c r of its argument; others empty */
    struct str bars;   /* for each column and its end: '|' or ' ' before it */
};

struct math_node {
    uint8_t kind;     /* enum math_kind */
    uint8_t cls;      /* enum math_class */
    uint8_t limits;   /* enum math_limits: where its scripts go */
    uint8_t variant;  /* enum math_fraction, math_phantom, math_frame, math_side, math_text_look */
    bool is_operator; /* CHAR: larger in displays */
    bool wide;        /* ACCENT: as wide as its body */
    bool is_middle;   /* DELIM: as high as the fence around it */
    uint32_t code;    /* CHAR, ACCENT, STRETCH, ARROW: glyph's character; DELIM, FENCE: left one,
                         0 = none */
    uint32_t plain;   /* CHAR: what a reader of the text extracts; FENCE: right delimiter */
    int width;        /* SPACE; DELIM: height; STYLE: enum math_size */
    struct math_list body, second;
    bool has_second;
    struct str text;          /* TEXT */
    struct math_table *table; /* TABLE */
    struct math_list sub, sup;
    bool has_sub, has_sup;
    uint32_t at, to; /* bytes of the TeX */
    struct math_node *next;
};

/* What a formula's parser found besides its list. */
struct math_source {
    struct math_list list;
    struct str tag;
};

/* Parses the TeX. False after a report when it cannot be read. */
bool math_parse(const struct math_env *env, struct str tex, struct math_source *out);

/* The table of an aligned environment that is all of the list (with marks behind it), else NULL. */
const struct math_table *math_only_table(const struct math_list *l);

/* ---- tables of names */

enum math_command_kind {
    CMD_SYMBOL,
    CMD_LETTER,
    CMD_BIG,
    CMD_SIZED,
    CMD_FUNCTION,    /* arg: limits; text: what is printed, when not the name */
    CMD_ACCENT,      /* arg: code */
    CMD_WIDE_ACCENT, /* arg: code */
    CMD_LINE,        /* arg: side */
    CMD_STRETCH,
    CMD_LONG_ARROW,   /* arg: code */
    CMD_ALPHABET,     /* arg: alphabet of the argument */
    CMD_SWITCH,       /* arg: alphabet of the rest of the group */
    CMD_STYLE,        /* arg: size */
    CMD_TEXT,         /* arg: look */
    CMD_OPERATORNAME, /* arg: limits */
    CMD_FRAC,         /* arg: enum math_fraction */
    CMD_INFIX,        /* arg: enum math_fraction */
    CMD_SQRT,
    CMD_LEFT,
    CMD_RIGHT,
    CMD_MIDDLE,
    CMD_SPACE,  /* arg: width */
    CMD_HSPACE, /* arg: '{' when its length stands in braces */
    CMD_BEGIN,
    CMD_END,
    CMD_ROW,
    CMD_STACK, /* arg: side */
    CMD_SUBSTACK,
    CMD_PHANTOM, /* arg: enum math_phantom */
    CMD_FRAME,   /* arg: enum math_frame */
    CMD_NOT,
    CMD_LIMITS, /* arg: limits */
    CMD_TAG,
    CMD_IGNORED,    /* arg: arguments left out */
    CMD_SKIP_FIRST, /* the first of two arguments is left out */
    CMD_MACRO,      /* arg: arguments, 0 or 1; text: what it stands for, #1 the argument */
    CMD_CLASS,      /* arg: class of the argument */
    CMD_COUNT
};

struct math_command {
    const char *name;
    uint8_t kind; /* enum math_command_kind */
    uint8_t cls;  /* SYMBOL, SIZED: class; BIG: limits; STRETCH: side */
    int arg;      /* SYMBOL, LETTER, BIG, STRETCH: code */
    const char *text;
};

/* The command of that name (without its backslash), or NULL. */
const struct math_command *math_command(struct str name);
/* All of them, for tests. */
const struct math_command *math_commands(size_t *n);
/* Class and limits of a character written as such; false when nothing is known of it. */
bool math_char_class(uint32_t code, uint8_t *cls, bool *is_operator, uint8_t *limits);
/* The letter or digit in an alphabet; itself when it has no form there. */
uint32_t math_letter(enum math_alphabet alphabet, uint32_t code);
const struct math_env_look *math_environment(struct str name);

#endif
