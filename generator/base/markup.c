#include "base/markup.h"

uint32_t markup_first_hole(const struct markup *markup, uint32_t from) {
    uint32_t low = 0, high = markup->hole_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (markup->holes[middle].at < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
