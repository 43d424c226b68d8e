/* rich: text with its inline markup as flat runs: what points, stems and options are made of.
 * `plain` is the text a reader sees, without markup; the runs cover it without gaps, in order. For
 * study and everything after it. Slicing by byte offsets of `plain` keeps the runs. */
#ifndef STUDY_RICH_H
#define STUDY_RICH_H

#include "base/str.h"

enum rich_flag {
    RICH_BOLD = 1 << 0,
    RICH_ITALIC = 1 << 1,
    RICH_STRIKE = 1 << 2,
    RICH_MARK = 1 << 3, /* ==highlight== */
    RICH_UNDERLINE = 1 << 4,
    RICH_SUB = 1 << 5,
    RICH_SUPER = 1 << 6,
    RICH_KEYBOARD = 1 << 7,
    RICH_COLOR = 1 << 8,  /* <font color=…>: authors mark keys so */
    RICH_CLOZE = 1 << 9,  /* the answer of a cloze; its brackets are not in plain */
    RICH_LINK = 1 << 10,  /* `target` is a URI, or a note when it is a wikilink */
    RICH_CODE = 1 << 11,  /* text is code */
    RICH_MATH = 1 << 12,  /* text is TeX without the dollars; counts in plain as that text */
    RICH_IMAGE = 1 << 13, /* text is the alternative text or the file's name; `target` the file */
    RICH_BREAK = 1 << 14, /* text is "\n": a line the author ended himself */
    RICH_FOOTNOTE = 1 << 15, /* text is the mark */
    RICH_DISPLAY = 1 << 16   /* with RICH_MATH: $$…$$ within a line */
};

/* What few runs have. */
struct rich_more {
    struct str target; /* RICH_LINK, RICH_IMAGE */
    struct str
        hint; /* RICH_CLOZE: {{c1::x::hint}}; RICH_IMAGE: width in pixels as written, or empty */
};

struct rich_run {
    struct str text;              /* bytes of rich.plain */
    struct span span;             /* in the notes; len covers the author's bytes */
    uint32_t flags;               /* enum rich_flag, or-ed */
    uint16_t cloze;               /* RICH_CLOZE: number from 1 */
    const struct rich_more *more; /* NULL for most runs */
};

/* Empty when the run has none. */
static inline struct str run_target(const struct rich_run *run) {
    return run->more ? run->more->target : (struct str){0};
}
static inline struct str run_hint(const struct rich_run *run) {
    return run->more ? run->more->hint : (struct str){0};
}

struct rich {
    struct str plain;
    const struct rich_run *runs;
    size_t n;
    struct span span;
};

/* Text without markup as a rich text of one run (none when empty). */
struct rich rich_plain(struct arena *a, struct str s, struct span span);
/* Bytes from..to of plain, clamped to character borders; runs cut to fit. */
struct rich rich_slice(struct arena *a, const struct rich *r, size_t from, size_t to);
struct rich rich_trim(struct arena *a, const struct rich *r);
struct rich rich_join(struct arena *a, const struct rich *v, size_t n, struct str between);
/* The same runs over text in which bytes from..to of plain are replaced by `with` (plain text). */
struct rich rich_replace(struct arena *a, const struct rich *r, size_t from, size_t to,
                         struct str with);
/* The span of the character at byte `at` of plain. */
struct span rich_span_at(const struct rich *r, size_t at);
bool rich_has(const struct rich *r, uint32_t flags); /* any run has any of them */

#endif
