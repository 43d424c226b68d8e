/* deck_due: <!--SR:!2024-08-16,51,230!2024-09-01,10,250-->: for each card of a note the day it is
 * due, its interval in days and its ease in per cent, as Obsidian's spaced repetition plug-in keeps
 * them. */
#include "plan/deck_make.h"

#define CARDS_MOST 2 /* a note of front and back */

/* Days since 1970-01-01 of a date of the Gregorian calendar. */
static int32_t days_of(long year, long month, long day) {
    long y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
    long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (int32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

static bool read_date(struct str s, int32_t *day) {
    struct str y, m, d;
    long year, month, of_month;
    bool ok = str_next_part(&s, '-', &y) && str_next_part(&s, '-', &m) &&
              str_next_part(&s, '-', &d) && str_to_int(y, &year) && str_to_int(m, &month) &&
              str_to_int(d, &of_month) && year >= 1970 && year < 3000 && month >= 1 &&
              month <= 12 && of_month >= 1 && of_month <= 31;
    *day = ok ? days_of(year, month, of_month) : 0;
    return ok;
}

static bool read_due(struct str s, struct deck_due *due) {
    struct str date, interval, ease;
    long days, per_cent;
    bool ok = str_next_part(&s, ',', &date) && str_next_part(&s, ',', &interval) &&
              str_next_part(&s, ',', &ease) && read_date(date, &due->day) &&
              str_to_int(interval, &days) && str_to_int(str_trim(ease), &per_cent) && days >= 1 &&
              days < 40000 && per_cent >= 130 && per_cent < 1000;
    due->interval = ok ? (int32_t)days : 0;
    due->ease = ok ? (int32_t)per_cent : 0;
    return ok;
}

void deck_due_of(struct deck_maker *m, const struct authored *q) {
    struct str rest = str_trim(q->scheduling), one;
    struct deck_due *due = arena_array(m->a, struct deck_due, CARDS_MOST);
    size_t n = 0;
    if (!str_starts(rest, STR("SR:!")))
        return;
    rest = str_from(rest, strlen("SR:!"));
    while (n < CARDS_MOST && str_next_part(&rest, '!', &one) && read_due(one, &due[n]))
        n++;
    struct deck_note *note = &deck_last(m)->note;
    note->due = due;
    note->n_due = n;
}
