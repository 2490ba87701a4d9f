#include "commands/today.h"

#include <time.h>

int moment_find(const struct command_line *line, int64_t *seconds) {
    enum { HOUR = 60 * 60, DAY = 24 * HOUR };
    const char *given = option_value(line, OPTION_TODAY, NULL);
    if (given != NULL) {
        struct date today = {0};
        date_parse(slice_from(given), &today); /* the option's row has checked it */
        *seconds = (date_days(today) - date_days((struct date){1970, 1, 1})) * (int64_t)DAY +
                   (int64_t)12 * HOUR;
        return EXIT_DONE;
    }
    *seconds = (int64_t)time(NULL);
    const char *epoch = line->world.variable("SOURCE_DATE_EPOCH");
    if (epoch != NULL && epoch[0] != '\0') {
        /* Up to the end of the year 9999. */
        if (!slice_to_integer(slice_from(epoch), seconds) || *seconds < 0 ||
            *seconds > 253402300799) {
            return usage_wrong(line,
                               say(line, "SOURCE_DATE_EPOCH is no number of seconds: `%s`",
                                   "SOURCE_DATE_EPOCH is geen aantal seconden: `%s`"),
                               epoch);
        }
    }
    return EXIT_DONE;
}

int today_find(const struct command_line *line, struct date *today) {
    const char *given = option_value(line, OPTION_TODAY, NULL);
    if (given != NULL) {
        date_parse(slice_from(given), today);
        return EXIT_DONE;
    }
    int64_t seconds = 0;
    int status = moment_find(line, &seconds);
    if (status != EXIT_DONE) {
        return status;
    }
    time_t moment = (time_t)seconds;
    struct tm parts;
    gmtime_r(&moment, &parts);
    *today = (struct date){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
                           (int8_t)parts.tm_mday};
    return EXIT_DONE;
}
