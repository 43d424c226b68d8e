/* entity: character references. */
#include "syntax/entity.h"

#include "base/utf8.h"

struct entity {
    const char *name;
    uint32_t code, second;
};

static const struct entity entities[] = {
#define E(name, code, second) {#name, code, second},
#include "syntax/entities.def"
#undef E
};

static bool put_named(struct buf *b, struct str name) {
    size_t low = 0, high = COUNT_OF(entities);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = str_cmp(name, str_of(entities[mid].name));
        if (order == 0) {
            buf_code(b, entities[mid].code);
            if (entities[mid].second)
                buf_code(b, entities[mid].second);
            return true;
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}

static int digit_value(char c, int base) {
    int v = c >= '0' && c <= '9'                 ? c - '0'
            : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                 : 99;
    return v < base ? v : -1;
}

static bool put_number(struct buf *b, struct str digits) {
    int base = digits.n && (digits.p[0] | 32) == 'x' ? 16 : 10;
    uint32_t code = 0;
    digits = str_from(digits, base == 16);
    if (digits.n == 0 || digits.n > 7)
        return false;
    for (size_t i = 0; i < digits.n; i++) {
        int v = digit_value(digits.p[i], base);
        if (v < 0)
            return false;
        code = code * (uint32_t)base + (uint32_t)v;
    }
    buf_code(b, code ? code : 0xFFFD);
    return true;
}

bool entity_put(struct buf *b, struct str s) {
    if (s.n < 3 || s.p[0] != '&' || s.p[s.n - 1] != ';')
        return false;
    struct str name = str_slice(s, 1, s.n - 1);
    return name.p[0] == '#' ? put_number(b, str_from(name, 1)) : put_named(b, name);
}

void entity_put_all(struct buf *b, struct str s) {
    enum { LONGEST = 40 };
    while (s.n) {
        size_t amp = str_find_byte(s, '&');
        buf_str(b, str_slice(s, 0, amp));
        s = str_from(s, amp);
        size_t semi = str_find_byte(str_slice(s, 0, LONGEST), ';');
        size_t take = semi == SIZE_MAX ? MIN((size_t)1, s.n) : semi + 1;
        if (s.n && !entity_put(b, str_slice(s, 0, take))) {
            take = 1;
            buf_byte(b, '&');
        }
        s = str_from(s, take);
    }
}
