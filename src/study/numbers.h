/* numbers: what authors number headings and items with, split off their text. For study only. */
#ifndef STUDY_NUMBERS_H
#define STUDY_NUMBERS_H

#include "study/build.h"

struct number {
    struct str
        text; /* "1.2", "一", "Q3", "第3章", "【第一题】": as written, without its separator */
    size_t end;  /* bytes of the heading that go with it */
    long value;  /* of its last part; 0 when it is not in figures */
    bool unsure; /* figures and a blank: "3 ways" or "3 什么是"; only in a sequence a number */
};

/* The number `s` begins with; false when there is none. */
bool number_read(const struct labels *l, struct str s, struct number *out);

/* A list marker or number without the separator behind it: "3、" -> "3", "（2）" as it is. */
struct str number_bare(struct str marker);

#endif
