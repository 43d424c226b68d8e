/* source: notes as UTF-8 text in one offset space. For syntax and everything after it.
 *
 * Terms: text = the file decoded to UTF-8, without BOM, every line end a single '\n', noncharacters
 * U+FDD0–FDEF replaced by U+FFFD (syntax uses them). Lines and columns are those of the file, since
 * none of this adds or removes a line. Offset space: file k's text starts at `base`; base of file 0
 * is 1, and files are one byte apart, so that a struct span names file and place in 8 bytes. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/diag.h"
#include "base/vec.h"

#define SOURCE_BYTES_MAX (64u << 20) /* a file; offsets are 32 bits wide for all files together */

struct source {
    struct str path;     /* as messages show it: as given, or below the folder given */
    struct str name;     /* base name without extension */
    struct str folder;   /* folders between the input root and the file: "a/b", "" at the root */
    struct str root;     /* absolute folder nothing outside of which is ever read */
    struct str file;     /* absolute path, links resolved; "" for standard input */
    struct str encoding; /* "UTF-8", "GB18030" … as detected or forced */
    bool encoding_guessed;
    struct str bytes; /* as on disk */
    struct str text;
    uint32_t base;
    const uint32_t *line_at; /* offset in text of each line's first byte; n_lines entries */
    uint32_t n_lines;
};

struct sources {
    const struct source *const *v;
    size_t n;
};

struct source_options {
    struct str encoding; /* forced, or empty */
    bool lossy;          /* replace what cannot be decoded instead of refusing */
    struct str out_dir;  /* never read as input */
};

/* Loads the files named, all *.md, *.markdown, *.txt below the folders named (sorted; not
 * dot-folders,
 * _-folders, nor what a .cribignore names), and standard input for "-". Files that cannot be used
 * are reported and left out; n is 0 when nothing could be. The root of a file given by name is its
 * folder. */
struct sources source_load(struct arena *a, const struct str *inputs, size_t n,
                           const struct source_options *o, struct diag *d);

/* One text as a source, for tests and generated notes; what is no UTF-8 in it becomes U+FFFD. */
struct sources source_from_text(struct arena *a, struct str path, struct str text);

const struct source *source_at(const struct sources *s, uint32_t at); /* NULL when nowhere */
uint32_t source_line(const struct source *s, uint32_t at);            /* from 1; `at` is global */
struct place source_place(const void *sources, struct span span);     /* a diag_locate */

/* JSON of `crib dump --stage source`: path, encoding, lines, bytes, and the text. */
void source_dump(const struct sources *s, struct buf *out);

#endif
