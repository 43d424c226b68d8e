/* roster: who sits an exam, from a CSV file: UTF-8 or GB18030, commas, semicolons or tabs. Columns
 * are known by the words of their heads (姓名, name; 学号, student no; 班级, class; 考场, room);
 * without a head the first two are name and number. For plan, layout/paper and cli. */
#ifndef PLAN_ROSTER_H
#define PLAN_ROSTER_H

#include "base/diag.h"

struct sitter {
    struct str name, number, group, room; /* any may be empty, name never */
};

struct roster {
    const struct sitter *v; /* in the order of the file */
    size_t n;
};

/* NULL after reporting a file that cannot be read, holds nobody, or has a line without a name. */
const struct roster *roster_read(struct arena *a, struct str path, struct diag *d);

#endif
