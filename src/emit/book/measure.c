/* measure: see measure.h. A wide character takes 2.1 digits, a Latin letter a little more than
 * one: wider than most fonts are, because a line too many costs less than a clipped one. */
#include "emit/book/measure.h"

#include "base/utf8.h"

#include <limits.h>

#define MARGIN     2.0
#define SMALL      (7.0 / 11.0) /* of the usual size */
#define LONG_BYTES 24           /* a shorter text fits a row in any column */

static double advance(uint32_t c) {
    int cells = utf8_cell(c);
    if (cells == 2)
        return 2.1;
    if (c >= 0x2010 && c < 0x3000) /* “ ” … → in a Chinese font */
        return 2.1;
    if ((c >= 'A' && c <= 'Z') || c == 'm' || c == 'w' || c == '@' || c == '%')
        return 1.3;
    return cells ? 1.1 : 0;
}

double measure_width(struct str s) {
    double width = 0, most = 0;
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end;) {
        uint32_t c = utf8_next(&p, end);
        width = c == '\n' ? 0 : width + advance(c);
        most = MAX(most, width);
    }
    return most + MARGIN;
}

/* A run of text that is broken only where it must be. */
struct word {
    double at, width; /* of the line before it; of itself */
    unsigned lines;
};

static void end_word(struct word *w, double room) {
    if (w->at > 0 && w->at + w->width > room) {
        w->lines++;
        w->at = 0;
    }
    w->at += w->width;
    while (w->at > room) {
        w->lines++;
        w->at -= room;
    }
    w->width = 0;
}

/* On by a character. */
static void take(struct word *w, const char **p, const char *end, double room) {
    uint32_t c = utf8_next(p, end);
    double step = c == '\n' ? 0 : advance(c);
    bool breaks = c == '\n' || c == ' ' || step > 2;
    if (breaks)
        end_word(w, room);
    w->width += step;
    if (breaks)
        end_word(w, room);
    if (c == '\n') {
        w->lines++;
        w->at = 0;
    }
}

/* If the text ended here. */
static unsigned lines_so_far(struct word w, double room) {
    end_word(&w, room);
    return w.lines + 1;
}

static double room_in(double width) {
    return MAX(width - MARGIN, 4.0);
}

/* Lines, or a number above `most` as soon as there are more. */
static unsigned count_lines(struct str s, double width, unsigned most) {
    struct word w = {0};
    double room = room_in(width);
    for (const char *p = s.p, *end = s.p + s.n; s.n && p < end && w.lines <= most;)
        take(&w, &p, end, room);
    return lines_so_far(w, room);
}

unsigned measure_lines(struct str s, double width) {
    return count_lines(s, width, UINT_MAX);
}

/* More lines than any row is high. */
static const unsigned ENOUGH = (unsigned)(MEASURE_HEIGHT / (MEASURE_LINE * SMALL)) + 1;

double measure_height(unsigned lines) {
    return MIN(lines * MEASURE_LINE + 3, MEASURE_HEIGHT);
}

bool measure_is_small(struct str s, double width) {
    return s.n > LONG_BYTES && count_lines(s, width, ENOUGH) * MEASURE_LINE + 3 > MEASURE_HEIGHT;
}

bool measure_fits(struct str s, double width) {
    return !measure_is_small(s, width) ||
           count_lines(s, width / SMALL, ENOUGH) * MEASURE_LINE * SMALL + 3 <= MEASURE_HEIGHT;
}

unsigned measure_row_lines(void) {
    return (unsigned)((MEASURE_HEIGHT - 3) / MEASURE_LINE);
}

size_t measure_head(struct str s, double width, unsigned lines) {
    /* No more characters stand on so many lines, but for those that take no room. */
    size_t most = (size_t)(lines * MAX(width, 4.0)) + 1, n = 0;
    struct word w = {0};
    double room = room_in(width);
    const char *p = s.p, *last = s.p + s.n;
    for (size_t i = 0; i < most && p < last; i++) {
        take(&w, &p, last, room);
        if (i > 0 && lines_so_far(w, room) > lines)
            break;
        n = (size_t)(p - s.p);
    }
    for (size_t end = n; n < s.n && end > n / 2; end--)
        if (s.p[end - 1] == '\n')
            return end;
    return n;
}

double measure_cell(struct str s, double width) {
    if (!measure_is_small(s, width))
        return measure_height(count_lines(s, width, ENOUGH));
    return MIN(count_lines(s, width / SMALL, ENOUGH) * MEASURE_LINE * SMALL + 3, MEASURE_HEIGHT);
}
