/* parse: what the files of the parser share. For parse*.c only.
 *
 * Terms: raw = the bytes of an argument, not parsed. A parser that has failed has reported it and
 * is at its end: everything then returns at once. */
#ifndef LAYOUT_MATH_PARSE_H
#define LAYOUT_MATH_PARSE_H

#include "layout/math/node.h"

/* What ends the list being parsed, besides the end of the TeX. */
enum parse_stop { STOP_END, STOP_BRACE, STOP_BRACKET, STOP_RIGHT, STOP_CELL };

struct math_parser {
    const struct math_env *env;
    struct arena *a;
    struct str tex;
    size_t at;
    int depth;
    enum math_alphabet alphabet;
    bool is_macro; /* the TeX is a macro's: its places are that of the call */
    uint32_t call_at, call_to;
    bool failed;
    struct math_parser *outer; /* of a macro */
    VEC(struct str) reported;  /* unknown commands */
    struct str tag;
};

/* Reports that the TeX cannot be read because of the bytes `from` on, named `what`. */
void parse_fail(struct math_parser *p, struct str what, size_t from);
/* Reports an unknown command, the first time. */
void parse_unknown(struct math_parser *p, struct str what, size_t from);

uint32_t parse_place(const struct math_parser *p, size_t at); /* in the formula's own TeX */
struct math_node *parse_node(struct math_parser *p, enum math_kind kind, size_t from);
void list_add(struct math_list *l, struct math_node *n);

void parse_blanks(struct math_parser *p);
int parse_peek(const struct math_parser *p); /* the next byte, -1 at the end */
/* Takes a command's name, the backslash being next. */
struct str parse_name(struct math_parser *p);
/* The name of the command that is next, or empty. */
struct str parse_next_name(const struct math_parser *p);

struct math_list parse_list(struct math_parser *p, enum parse_stop stop);
struct math_list parse_argument(struct math_parser *p);
/* The raw text of an argument in braces, or of one character. */
struct str parse_raw(struct math_parser *p);
/* … of one in brackets, if there is one. */
bool parse_option(struct math_parser *p, struct str *out);
/* A length such as 4pt, 1em, 3mu in 1/1000 em, clamped to 20 em; false when it is none. */
bool parse_length(struct str s, int *out);
/* A delimiter's character, 0 for ".". */
uint32_t parse_delimiter(struct math_parser *p);

/* parse_text.c */
struct math_node *parse_text(struct math_parser *p, enum math_text_look look, size_t from);
struct math_node *text_node(struct math_parser *p, struct str text, enum math_text_look look,
                            size_t from);
/* The letters of a name, upright. */
struct math_list parse_letters(struct math_parser *p, struct str name, size_t from);

/* parse_table.c */
struct math_node *parse_environment(struct math_parser *p, size_t from);
/* The rest of a table whose first cell has been read, up to the end of the TeX. */
struct math_node *parse_bare_rows(struct math_parser *p, struct math_list first, size_t from);
struct math_node *parse_substack(struct math_parser *p, size_t from);

/* parse_command.c: the node of the command whose name was taken; NULL when it makes none. `l` is
 * the list so far. */
struct math_node *parse_command(struct math_parser *p, const struct math_command *c,
                                struct math_list *l, size_t from);

#endif
