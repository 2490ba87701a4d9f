/* Dates in the proleptic Gregorian calendar, perhaps without day, or without month and day. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/buffer.h"

struct date {
    int16_t year; /* 1 to 9999 */
    int8_t month; /* 1 to 12, or 0: only the year is known */
    int8_t day;   /* 1 to 31, or 0: only the year and month are known */
};

/* Reads YYYY-MM-DD, YYYY-MM or YYYY. False for anything else and for dates that do not exist
 * (2026-02-30). */
bool date_parse(struct slice text, struct date *date);
/* Negative, zero or positive as `a` is before, equal to or after `b`; what is unknown counts as the
 * earliest. */
int date_compare(struct date a, struct date b);
/* YYYY-MM-DD, as far as it is known. */
void date_append_iso(struct buffer *out, struct date date);
/* In words, as far as it is known: "20 oktober 2017" (language nl, and any other not known here) or
 * "20 October 2017" (en). */
void date_append_long(struct buffer *out, struct date date, struct slice language);
/* strftime's %Y %m %d %e %-d %-m %B %b %A %a %j %y %% in the language. An unknown conversion is
 * copied. */
void date_append_format(struct buffer *out, struct date date, struct slice format,
                        struct slice language);
/* The number of days since 0001-01-01, counting unknown parts as the first. */
int32_t date_days(struct date date);

#endif
