/* Listings coloured: whatever the text, the pieces are the text. */
#include "plan/code_words.h"

#include "base/buf.h"
#include "unit.h"

struct code_case {
    const char *language, *text;
    const char *marked; /* pieces as k<…> s<…> n<…> c<…>, plain ones bare */
};

static const struct code_case cases[] = {
    {"python", "if x: return \"a#b\" # no", "k<if> x: k<return> s<\"a#b\"> c<# no>"},
    {"py", "s = \"\"\"two\nlines\"\"\"\n1", "s = s<\"\"\"two\nlines\"\"\">\nn<1>"},
    {"c", "int a = 0x1F; /* int\n*/ // x\nb", "k<int> a = n<0x1F>; c</* int\n*/> c<// x>\nb"},
    {"sql", "SELECT a FROM t -- all", "k<SELECT> a k<FROM> t c<-- all>"},
    {"SQL", "select", "k<select>"},
    {"c", "\"never closed\nint", "\"never closed\nk<int>"},
    {"java {1,3}", "new A()", "k<new> A()"},
    {"brainfuck", "if while", "if while"},
    {"", "if", "if"},
    {"js", "iffy if_ 2if", "iffy if_ n<2if>"},
    {"c", "/* open", "c</* open>"},
};

static void mark(void *self, enum code_class class, struct str text) {
    static const char letters[] = " csnk";
    struct buf *b = self;
    if (class == CODE_PLAIN)
        buf_str(b, text);
    else
        buf_printf(b, "%c<%.*s>", letters[class], STR_ARG(text));
}

UNIT_TEST(pieces) {
    struct buf b = buf_in(a);
    code_words(str_of(cases[row].text), str_of(cases[row].language), mark, &b);
    unit_str_is(buf_get(&b), str_of(cases[row].marked));
}

int main(void) {
    Suite *s = suite_create("code_words");
    UNIT_ROWS(s, pieces, COUNT_OF(cases));
    return unit_run(s);
}
