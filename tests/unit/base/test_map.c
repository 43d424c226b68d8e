/* map, hash, rng: against published vectors, and for order. */
#include "base/hash.h"
#include "base/map.h"
#include "base/rng.h"
#include "unit.h"

UNIT_TEST(keeps_insertion_order) {
    UNIT_UNUSED(row);
    enum { N = 20000 };
    struct map m = map_in(a);
    ck_assert_ptr_null(map_find(&m, STR("")));
    for (int i = 0; i < N; i++) {
        struct map_entry *e = map_put(&m, str_format(a, "key %d", i * 7919 % N));
        ck_assert_int_eq(e->num, 0);
        e->num = i + 1;
    }
    ck_assert_uint_eq(m.n, N);
    for (int i = 0; i < N; i++) {
        struct str key = str_format(a, "key %d", i * 7919 % N);
        ck_assert_int_eq(map_put(&m, key)->num, i + 1);
        ck_assert_ptr_eq(map_find(&m, key), &m.v[i]);
        unit_str_is(m.v[i].key, key);
    }
    ck_assert_uint_eq(m.n, N);
    ck_assert_ptr_null(map_find(&m, STR("key")));
}

UNIT_TEST(any_bytes_are_keys) {
    UNIT_UNUSED(row);
    struct map m = map_in(a);
    static const struct str keys[] = {{"", 0},     {"\0", 1}, {"\0\0", 2},
                                      {"a\0b", 3}, {"a", 1},  {NULL, 0}};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        map_put(&m, keys[i])->ptr = &m;
    ck_assert_uint_eq(m.n, 5);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        ck_assert_ptr_eq(map_find(&m, keys[i])->ptr, &m);
}

/* From the test vectors of Noll's fnv page (FNV-1a, 64 bit). */
static const struct {
    const char *s, *hex;
} fnv[] = {
    {"", "cbf29ce484222325"},       {"a", "af63dc4c8601ec8c"},
    {"b", "af63df4c8601f1a5"},      {"foo", "dcb27518fed9d577"},
    {"foobar", "85944171f73967e8"}, {"chongo was here!\n", "46810940eff5f915"},
};

UNIT_TEST(hash_is_fnv) {
    struct str s = str_of(fnv[row].s);
    unit_str_is(hash_hex(a, hash_str(s)), str_of(fnv[row].hex));
    unit_str_is(hash_hex(a, hash_more(hash_str(str_slice(s, 0, 2)), str_from(s, 2))),
                str_of(fnv[row].hex));
}

/* What pcg32-demo of the reference implementation prints for its fixed seed. */
UNIT_TEST(rng_is_pcg32) {
    UNIT_UNUSED(row);
    static const uint32_t first[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                     0x83d2f293, 0xbfa4784b, 0xcbed606e};
    static const char coins[] = "HHTTTHTHHHTHTTTHHHHHTTTHHHTHTHTHTTHTTTHHHHHHTTTTHHTTTTTHTTTTTTTHT";
    static const char rolls[] = "341122324324335231315141564662633";
    static const char cards[] = "Qd Ks 6d 3s 3d 4c 3h Td Kc 5c Jh Kd Jd As 4s 4h Ad Th Ac Jc 7s Qs "
                                "2s 7h Kh 2d 6c Ah 4d Qh 9h 6s 5s 2c 9c Ts 8d 9s 3c 8c Js 5d 2h 6h "
                                "7d 8s 9d 5h 8h Qc 7c Tc ";
    struct rng r = rng_make(42, 54);
    UNIT_UNUSED(a);
    for (size_t i = 0; i < COUNT_OF(first); i++)
        ck_assert_uint_eq(rng_next(&r), first[i]);
    for (size_t i = 0; coins[i]; i++)
        ck_assert_int_eq(rng_below(&r, 2) ? 'H' : 'T', coins[i]);
    for (size_t i = 0; rolls[i]; i++)
        ck_assert_uint_eq(rng_below(&r, 6) + '1', (unsigned char)rolls[i]);
    uint32_t deck[52];
    for (uint32_t i = 0; i < 52; i++)
        deck[i] = i;
    rng_shuffle(&r, deck, 52);
    for (size_t i = 0; i < 52; i++) {
        ck_assert_int_eq("A23456789TJQK"[deck[i] / 4], cards[3 * i]);
        ck_assert_int_eq("hcds"[deck[i] % 4], cards[3 * i + 1]);
    }
}

UNIT_TEST(rng_keys_differ) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    struct rng same = rng_keyed(1, STR("order"), STR("x")),
               again = rng_keyed(1, STR("order"), STR("x"));
    uint32_t want = rng_next(&same);
    ck_assert_uint_eq(rng_next(&again), want);
    struct rng others[] = {
        rng_keyed(2, STR("order"), STR("x")), rng_keyed(1, STR("options"), STR("x")),
        rng_keyed(1, STR("order"), STR("y")), rng_keyed(1, STR("orde"), STR("rx"))};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        ck_assert_uint_ne(rng_next(&others[i]), want);
}

/* 3 * 2^30 makes a biased draw miss by a third. */
UNIT_TEST(rng_below_is_unbiased) {
    UNIT_UNUSED(row);
    UNIT_UNUSED(a);
    struct rng r = rng_make(1, 1);
    const uint32_t bound = 3U << 30;
    size_t thirds[3] = {0};
    for (int i = 0; i < 30000; i++) {
        uint32_t v = rng_below(&r, bound);
        ck_assert_uint_lt(v, bound);
        thirds[v >> 30]++;
    }
    for (int i = 0; i < 3; i++)
        ck_assert(thirds[i] > 9600 && thirds[i] < 10400);
    ck_assert_uint_eq(rng_below(&r, 1), 0);
    rng_shuffle(&r, NULL, 0);
}

int main(void) {
    Suite *s = suite_create("map");
    UNIT(s, keeps_insertion_order);
    UNIT(s, any_bytes_are_keys);
    UNIT_ROWS(s, hash_is_fnv, COUNT_OF(fnv));
    UNIT(s, rng_is_pcg32);
    UNIT(s, rng_keys_differ);
    UNIT(s, rng_below_is_unbiased);
    return unit_run(s);
}
