#include "base/date.h"

static const char *const MONTHS[2][12] = {
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
     "oktober", "november", "december"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};
static const char *const MONTHS_SHORT[2][12] = {
    {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}};
static const char *const DAYS[2][7] = {
    {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}};
static const char *const DAYS_SHORT[2][7] = {{"ma", "di", "wo", "do", "vr", "za", "zo"},
                                             {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}};

static size_t language_index(struct slice language) {
    return slice_starts_with(language, SLICE("en")) ? 1 : 0;
}

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool read_digits(struct slice text, size_t from, size_t count, int *number) {
    int result = 0;
    for (size_t i = from; i < from + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        result = result * 10 + (text.data[i] - '0');
    }
    *number = result;
    return true;
}

bool date_parse(struct slice text, struct date *date) {
    int year = 0, month = 0, day = 0;
    if (text.length != 4 && text.length != 7 && text.length != 10) {
        return false;
    }
    if (!read_digits(text, 0, 4, &year) || year == 0) {
        return false;
    }
    if (text.length >= 7 &&
        (text.data[4] != '-' || !read_digits(text, 5, 2, &month) || month < 1 || month > 12)) {
        return false;
    }
    if (text.length == 10 && (text.data[7] != '-' || !read_digits(text, 8, 2, &day) || day < 1 ||
                              day > days_in_month(year, month))) {
        return false;
    }
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

int date_compare(struct date a, struct date b) {
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return a.day < b.day ? -1 : a.day > b.day;
}

void date_append_iso(struct buffer *out, struct date date) {
    buffer_append_padded(out, date.year, 4);
    if (date.month > 0) {
        buffer_append_byte(out, '-');
        buffer_append_padded(out, date.month, 2);
    }
    if (date.day > 0) {
        buffer_append_byte(out, '-');
        buffer_append_padded(out, date.day, 2);
    }
}

void date_append_long(struct buffer *out, struct date date, struct slice language) {
    if (date.day > 0) {
        buffer_append_integer(out, date.day);
        buffer_append_byte(out, ' ');
    }
    if (date.month > 0) {
        buffer_append_text(out, MONTHS[language_index(language)][date.month - 1]);
        buffer_append_byte(out, ' ');
    }
    buffer_append_integer(out, date.year);
}

int32_t date_days(struct date date) {
    int32_t years = date.year - 1;
    int32_t days = years * 365 + years / 4 - years / 100 + years / 400;
    for (int month = 1; month < date.month; month++) {
        days += days_in_month(date.year, month);
    }
    return days + (date.day > 0 ? date.day - 1 : 0);
}

static int day_of_year(struct date date) {
    struct date first = {date.year, 1, 1};
    return (int)(date_days(date) - date_days(first)) + 1;
}

static void append_conversion(struct buffer *out, struct date date, char conversion, bool unpadded,
                              size_t language) {
    int month = date.month > 0 ? date.month : 1;
    int day = date.day > 0 ? date.day : 1;
    /* 0001-01-01 was a Monday. */
    size_t weekday = (size_t)(date_days(date) % 7);
    switch (conversion) {
    case 'Y':
        buffer_format(out, "%d", date.year);
        break;
    case 'y':
        buffer_format(out, "%02d", date.year % 100);
        break;
    case 'm':
        buffer_format(out, unpadded ? "%d" : "%02d", month);
        break;
    case 'd':
        buffer_format(out, unpadded ? "%d" : "%02d", day);
        break;
    case 'e':
        buffer_format(out, unpadded ? "%d" : "%2d", day);
        break;
    case 'j':
        buffer_format(out, unpadded ? "%d" : "%03d", day_of_year(date));
        break;
    case 'B':
        buffer_append_text(out, MONTHS[language][month - 1]);
        break;
    case 'b':
        buffer_append_text(out, MONTHS_SHORT[language][month - 1]);
        break;
    case 'A':
        buffer_append_text(out, DAYS[language][weekday]);
        break;
    case 'a':
        buffer_append_text(out, DAYS_SHORT[language][weekday]);
        break;
    case '%':
        buffer_append_byte(out, '%');
        break;
    default:
        buffer_append_text(out, unpadded ? "%-" : "%");
        buffer_append_byte(out, conversion);
    }
}

void date_append_format(struct buffer *out, struct date date, struct slice format,
                        struct slice language) {
    size_t index = language_index(language);
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] != '%' || i + 1 == format.length) {
            buffer_append_byte(out, format.data[i]);
            continue;
        }
        bool unpadded = format.data[i + 1] == '-' && i + 2 < format.length;
        i += unpadded ? 2 : 1;
        append_conversion(out, date, format.data[i], unpadded, index);
    }
}
