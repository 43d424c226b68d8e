/* archive: a zip put together in memory, every member dated 1980-01-01: same members, same bytes.
 * And one member of a zip read back. For back ends. */
#ifndef EMIT_ARCHIVE_H
#define EMIT_ARCHIVE_H

#include "base/diag.h"
#include "base/fs.h"

enum archive_how { ARCHIVE_STORED, ARCHIVE_FAST, ARCHIVE_SMALL };

struct archive;

/* Owned by `a`. What fails is told by archive_write. */
struct archive *archive_open(struct arena *a);
void archive_close(struct archive *z); /* before the arena closes; twice is once */

/* Members in the order they are added. The text, and the file, must last until archive_write. */
void archive_text(struct archive *z, struct str name, struct str text, enum archive_how how);
void archive_file(struct archive *z, struct str name, struct str path, enum archive_how how);
void archive_folder(struct archive *z, struct str name);

/* Writes all to `out`, without committing it, and closes. False after reporting to d. */
bool archive_write(struct archive *z, struct fs_out *out, struct diag *d);

/* The bytes of a member of the zip at `path`. False when there is none such, or none so small. */
bool archive_read(struct arena *a, struct str path, const char *name, size_t most, struct str *out);

#endif
