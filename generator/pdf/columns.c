#include "pdf/columns.h"

/* The columns that are wider than `level` are cut to it; how wide all are then. */
static double cut_at(const struct column *columns, size_t count, double level) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += columns[i].least < level ? columns[i].least : level;
    }
    return sum;
}

/* Finds the level at which the columns just fit, by halving. */
static void cut_widest(struct column *columns, size_t count, double width) {
    double low = 0;
    double high = width;
    for (int step = 0; step < 50; step++) {
        double middle = (low + high) / 2;
        if (cut_at(columns, count, middle) > width) {
            high = middle;
        } else {
            low = middle;
        }
    }
    for (size_t i = 0; i < count; i++) {
        columns[i].width = columns[i].least < low ? columns[i].least : low;
    }
}

bool columns_share(struct column *columns, size_t count, double width) {
    double least = 0;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        least += columns[i].least;
        most += columns[i].most;
    }
    if (least > width) {
        cut_widest(columns, count, width);
        return false;
    }
    double share = most <= width ? 1 : (width - least) / (most - least);
    for (size_t i = 0; i < count; i++) {
        columns[i].width = columns[i].least + share * (columns[i].most - columns[i].least);
    }
    return true;
}
