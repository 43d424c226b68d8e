/* base: what every folder may use. No knowledge of notes, items or pages.
 *
 * Prefixes, in pipeline order:
 *   arena_ fail_ str_ buf_ vec_ map_ utf8_ rng_ hash_ fs_ pat_ diag_ json_ yml_ jobs_   base
 *   src_ vault_ enc_      source    files -> UTF-8 text
 *   norm_ node_ syn_      syntax    text -> document tree
 *   rich_ study_          study     tree -> sections, questions, facets, points
 *   item_ gate_ gen_ sim_ ids_  items   study model -> items
 *   plan_ paper_ deck_ shuffle_ plan    items -> exam papers and decks
 *   style_                style     YAML -> struct style
 *   font_ shape_ brk_ para_ block_ page_ sheet_ exam_   layout -> pages
 *   emit_ and the back end's own name   emit      anything above -> bytes
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A length on paper in thousandths of a point. Integer, so that layouts compare exactly. */
typedef int32_t mpt;

#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b)   ((a) < (b) ? (a) : (b))
#define MAX(a, b)   ((a) > (b) ? (a) : (b))

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define PRINTF_LIKE(fmt, args)
#endif

/* A place in the notes: `at` counts bytes in the one offset space of all sources of a run (see
 * source/source.h), so 8 bytes name file and place. {0,0} means "nowhere". */
struct span {
    uint32_t at, len;
};

#endif
