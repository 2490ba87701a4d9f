/* Maps: where the items of a drawing stand. Two kinds of map: of one item and what stands around
 * it, and of the whole site. All is reckoned in whole numbers, so that every machine draws the
 * same.
 *
 * One unit is one pixel at the size at which the text of a map is meant to be read. A template
 * makes the drawing (parts/map.html of the theme); nothing here is markup. */
#ifndef ATLAS_ATLAS_H
#define ATLAS_ATLAS_H

#include "atlas/label.h"
#include "atlas/related.h"

struct atlas_line {
    struct slice text;
    int x; /* of the point that atlas_node.anchor tells of, */
    int y; /* and of the line that the letters stand on */
};

/* An item on a map. The lines that lead to it are drawn before all nodes, so that its box covers
 * their ends. */
struct atlas_node {
    const struct item *item;
    int x; /* the box around it */
    int y;
    int width;
    int height;
    int mark_x; /* the middle of its mark */
    int mark_y;
    const char *anchor; /* as SVG's text-anchor: start, middle or end */
    struct atlas_line lines[LABEL_LINES_MAXIMUM];
    size_t line_count;
};

/* A line between two. */
struct atlas_edge {
    struct slice path; /* as the attribute `d` of an SVG path */
    bool is_mention;   /* it stands in a text, not in a field */
};

/* Nodes that belong together: around an item those related in one way; on the map of the site those
 * of one kind. */
struct atlas_group {
    struct slice label; /* empty for mentions */
    const struct kind *kind;
    struct atlas_line heading; /* where the label stands; not on the map of the site */
    const char *anchor;
    struct atlas_node *nodes;
    const struct item ***related; /* on the map of the site: of each node those it is linked to, */
    size_t *related_counts;
    size_t count;
    size_t total; /* with those that did not fit */
};

struct atlas {
    int left; /* of the drawing, as SVG's viewBox */
    int width;
    int height;
    const struct atlas_node *centre; /* NULL on the map of the site */
    struct atlas_group *groups;
    size_t group_count;
    struct atlas_edge *edges;
    size_t edge_count;
};

/* The map of an item, in a language; without groups when nothing stands around it. */
struct atlas atlas_around(const struct site *site, const struct item *item, struct slice language,
                          struct arena *arena);
/* The map of all items of kinds that have `map: node`: ATLAS_NODES at most, those with the most
 * lines first. And, while there are no more than ATLAS_FEW of them, of those with `map: link` that
 * connect them, ATLAS_LINKS at most; beyond that their lines would hide the others. */
enum { ATLAS_NODES = 100, ATLAS_FEW = 40, ATLAS_LINKS = 20 };
struct atlas atlas_whole(const struct site *site, struct arena *arena);

#endif
