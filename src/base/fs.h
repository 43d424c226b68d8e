/* fs: reading whole files, writing them so that nobody ever sees half of one, and staying below a
 * root. For every folder. Errors are strings from the system; the caller reports them. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/str.h"

/* Reads a regular file whole (links followed); the bytes live as long as `a`.
 * On failure returns false and sets *error to what the system said ("Permission denied", "is a
 * directory", "is not a regular file", "is larger than N MiB"). Never blocks on a FIFO or device.
 */
bool fs_read(struct arena *a, struct str path, size_t max_bytes, struct str *out,
             struct str *error);
/* As fs_read, of a path fs_real gave: a link that has been put anywhere in it since is not
 * followed, so that what was found below a root is read from there or not at all. */
bool fs_read_real(struct arena *a, struct str path, size_t max_bytes, struct str *out,
                  struct str *error);
/* As fs_read, but maps the file: for large files that nobody edits meanwhile (fonts). A file cut
 * short under a map ends the process, so notes are read instead. */
bool fs_map(struct arena *a, struct str path, size_t max_bytes, struct str *out, struct str *error);
/* Gives back the memory that holds pages of a map; they are read again when next looked at. */
void fs_rest(struct str map);
bool fs_read_stdin(struct arena *a, size_t max_bytes, struct str *out, struct str *error);

enum fs_kind { FS_NONE, FS_FILE, FS_DIR, FS_OTHER };
enum fs_kind fs_kind(struct arena *a, struct str path);

/* The names in a directory, sorted by bytes, without "." and "..". */
bool fs_list(struct arena *a, struct str dir, struct str **names, size_t *n, struct str *error);

/* The absolute path with links resolved; the empty string when it does not exist. */
struct str fs_real(struct arena *a, struct str path);

struct str fs_join(struct arena *a, struct str dir, struct str name);
struct str fs_dir(struct str path);  /* "a/b.md" -> "a", "b.md" -> "." */
struct str fs_base(struct str path); /* "a/b.md" -> "b.md" */
struct str fs_stem(struct str path); /* "a/b.md" -> "b" */
bool fs_make_dirs(struct arena *a, struct str dir, struct str *error);

/* A file being written as PATH.part. Every call may fail; the first failure sticks and fs_commit
 * reports it. Unless fs_commit succeeds, the part is removed when `a` closes and PATH is untouched.
 */
struct fs_out;
struct fs_out *fs_create(struct arena *a, struct str path); /* never NULL */
void fs_write(struct fs_out *f, const void *p, size_t n);
/* For libraries that insist on a path; empty when there is no part, so that they make none. */
struct str fs_part_path(const struct fs_out *f);
/* The library opens, writes and closes the part itself, between this and fs_commit. */
void fs_close_for_library(struct fs_out *f);
/* Makes a failure the caller knows of (a library that could not write) the one fs_commit reports,
 * unless there was one before. */
void fs_fail(struct fs_out *f, int error_number);
/* Whether fs_commit would report a failure already, and which. */
bool fs_failed(const struct fs_out *f, struct str *error);
uint64_t fs_written(const struct fs_out *f); /* bytes, after fs_commit */
/* fsync, close, rename. False: nothing changed on disk, *error says what the system said. */
bool fs_commit(struct fs_out *f, struct str *error);
/* fs_commit of files on one file system: none takes its name before all are on the disk, where they
 * go together, which takes little longer than one. False: *failed tells which could not be written;
 * nothing changed, unless it is a rename that failed, which leaves those before it. */
bool fs_commit_all(struct fs_out *const *v, size_t n, size_t *failed, struct str *error);

/* Removes every part still open in this process; async-signal-safe, for handlers of SIGINT,
 * SIGTERM. */
void fs_remove_parts(void);

#endif
