/* vault: finds what notes point at, as Obsidian does: same folder, the path from the root,
 * attachment folders, anywhere below the root by base name (shortest path, then byte order). Never
 * outside the root, links resolved. For syntax, study, layout. */
#ifndef SOURCE_VAULT_H
#define SOURCE_VAULT_H

#include "source/source.h"

struct vault;

/* Opens the index of all files below the roots of `s`; the folders are listed at the first look-up
 * only. `s` must outlive the vault. */
struct vault *vault_open(struct arena *a, const struct sources *s);

enum vault_result { VAULT_FOUND, VAULT_MISSING, VAULT_OUTSIDE, VAULT_REMOTE };

/* Looks up a picture or attachment `target` (percent-decoded, `|300` already off) as written in
 * `from`. FOUND sets *path to the absolute path of a regular file. */
enum vault_result vault_file(struct vault *v, const struct source *from, struct str target,
                             struct str *path);

/* Looks up a note by `[[name]]`, with or without folder and extension; NULL when it is no loaded
 * source. */
const struct source *vault_note(struct vault *v, const struct source *from, struct str target);

#endif
