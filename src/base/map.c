/* map: open addressing with linear probing over the slots, at most half of them taken; the entries
 * themselves stay in insertion order beside them.
 *
 * The hash begins with the arena's address, which nobody knows beforehand: notes whose keys all
 * share a slot cannot be written. No result depends on it, as only the order of insertion shows. */
#include "base/map.h"

#include "base/hash.h"
#include "base/vec.h"

struct map map_in(struct arena *a) {
    return (struct map){.a = a};
}

static uint64_t hash_in(const struct map *m, struct str key) {
    return hash_more(HASH_SEED ^ (uint64_t)(uintptr_t)m->a * 0x9E3779B97F4A7C15ULL, key);
}

/* FNV leaves its low bits the weakest; the slots are picked by low bits. */
static size_t first_slot(uint64_t hash, size_t n_slots) {
    return (size_t)((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15ULL >> 32) & (n_slots - 1);
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct map *m, struct str key, uint64_t hash) {
    size_t i = first_slot(hash, m->n_slots);
    for (; m->slots[i]; i = (i + 1) & (m->n_slots - 1)) {
        const struct map_entry *e = &m->v[m->slots[i] - 1];
        if (e->hash == hash && str_eq(e->key, key))
            break;
    }
    return i;
}

static void grow_slots(struct map *m) {
    size_t n = m->n_slots ? m->n_slots * 2 : 16;
    if (n > UINT32_MAX)
        fail_raise(arena_failure(m->a), "a table of more than %zu entries", m->n);
    m->slots = arena_array(m->a, uint32_t, n);
    m->n_slots = n;
    for (size_t i = 0; i < m->n; i++)
        m->slots[slot_of(m, m->v[i].key, m->v[i].hash)] = (uint32_t)(i + 1);
}

struct map_entry *map_find(const struct map *m, struct str key) {
    if (m->n == 0)
        return NULL;
    size_t slot = slot_of(m, key, hash_in(m, key));
    return m->slots[slot] ? &m->v[m->slots[slot] - 1] : NULL;
}

struct map_entry *map_put(struct map *m, struct str key) {
    if (m->n * 2 >= m->n_slots)
        grow_slots(m);
    uint64_t hash = hash_in(m, key);
    size_t slot = slot_of(m, key, hash);
    if (m->slots[slot])
        return &m->v[m->slots[slot] - 1];
    struct map_entry *e = vec_add(m->a, m);
    e->key = key;
    e->hash = hash;
    m->slots[slot] = (uint32_t)m->n;
    return e;
}
