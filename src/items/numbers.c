/* numbers: reads a number and its unit, and sorts. */
#include "items/numbers.h"

#include "base/utf8.h"

#define UNIT_CELLS_MAX 6

/* The number s is, and what stands behind it: a unit without a digit. */
static bool read_number(struct str s, double *value, struct str *unit) {
    size_t n = 0;
    s = str_trim(s);
    while (n < s.n &&
           ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.' || (n == 0 && s.p[n] == '-')))
        n++;
    *unit = str_trim(str_from(s, n));
    for (size_t i = 0; i < unit->n; i++)
        if (unit->p[i] >= '0' && unit->p[i] <= '9')
            return false;
    return n > 0 && utf8_cells(*unit) <= UNIT_CELLS_MAX && str_to_double(str_slice(s, 0, n), value);
}

static double number_of(const struct item_option *o) {
    double value = 0;
    struct str unit;
    return read_number(o->text.plain, &value, &unit) ? value : 0;
}

static bool are_numbers(const struct item_option *v, size_t n) {
    struct str first = {0};
    for (size_t i = 0; i < n; i++) {
        double value;
        struct str unit;
        if (!read_number(v[i].text.plain, &value, &unit) || (i && !str_eq(unit, first)))
            return false;
        first = unit;
    }
    return n > 1;
}

bool numbers_sort(struct item_option *v, size_t n) {
    if (!are_numbers(v, n))
        return false;
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && number_of(&v[k - 1]) > number_of(&v[k]); k--) {
            struct item_option t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    return true;
}
