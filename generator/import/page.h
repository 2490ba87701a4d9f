/* A page that is being imported. Inside the room. */
#ifndef IMPORT_PAGE_H
#define IMPORT_PAGE_H

#include "base/map.h"
#include "import/dom.h"
#include "import/import.h"

struct import_names {
    struct slice *list;
    size_t count;
    size_t capacity;
};

struct import_page {
    struct import_page *next;
    xmlDoc *document;
    xmlNode *content;     /* what its text is made of */
    struct slice shown;   /* its file, for messages … */
    struct slice source;  /* … with this text, and … */
    size_t line;          /* … the line that it begins at; 0: `content` tells its lines itself */
    int root;             /* the folder of its files; -1: there is none */
    struct slice path;    /* its own path there */
    struct slice address; /* where it stood on the web, or empty */
    struct slice identifier; /* what else links call it: "p=12", or empty */
    struct slice title;
    struct slice description;
    struct slice date; /* YYYY-MM-DD, or empty */
    struct slice updated;
    struct slice name; /* what its slug is to be made of */
    bool is_draft;
    bool is_empty; /* there is nothing to read on it */
    bool is_there; /* an item of its name is in the site: it is only linked to */
    struct import_names authors;
    struct import_names subjects; /* categories and tags */
    struct slice slug;            /* "2017/een-titel" */
    struct map headings;          /* ids → the heading each belongs to */
    struct map anchors;           /* ids that links lead to → struct slice, the anchor */
    struct map taken;             /* anchors of its headings → non-NULL */
    size_t first_file;            /* of its own among the files of the import */
};

struct import {
    struct import_options options;
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct import_page *pages;
    struct import_page **end;
    size_t count;
    struct map places; /* what links may call a page (place_key) → struct import_page */
    struct map paths;  /* of files beside items, and aliases: taken → non-NULL */
    struct map slugs;  /* taken → non-NULL */
    struct map names;  /* items by title: "kind:" and a slug of it → struct slice, the slug */
    /* Where a line was found last: the next is often not far. */
    struct slice line_source;
    size_t line;
    size_t line_offset;
    struct import_file *files;
    size_t file_count;
    size_t file_capacity;
};

/* A slug of a text, that the name of a file can be. */
struct slice import_slug(struct arena *arena, struct slice text);
void import_name_add(struct import_names *names, struct slice name, struct arena *arena);
void import_file_add(struct import *import, struct slice path, struct slice bytes);
struct import_page *import_page_add(struct import *import);
/* Tells of something on the line of `node` (NULL: where the page begins). */
struct diagnostic *import_report(struct import *import, const struct import_page *page,
                                 const xmlNode *node, enum message message);

/* Finds the element that holds the text of a whole HTML page, and nothing else where it can. Never
 * NULL when there is a body. After the scores of Arc90's Readability (2009): paragraphs speak for
 * what they stand in, links against it. */
xmlNode *content_find(xmlNode *body, struct arena *arena);
/* Whether it stands around a text and is no part of it: navigation, sharing, scripts. */
bool content_is_around(const xmlNode *node);
/* Leaves in the content what a text can hold, in its plainest form; tells what got lost. */
void content_clean(struct import *import, struct import_page *page);
/* Takes what stands between cells out of tables, puts what stands between points of a list into
 * one, and makes boxes of cells that stand in no table. */
void content_settle(xmlNode *top, struct arena *arena);
/* Makes links between the pages references, and puts files beside the new item. */
void links_resolve(struct import *import, struct import_page *page);
/* Finds the places that links may lead to; then tells pages which of theirs this one leads to. */
void links_begin(struct import *import, struct import_page *page);
void links_gather(struct import *import, struct import_page *page);
/* How links to an address are compared: without scheme, "www.", query and ending. */
struct slice links_key(struct slice address, struct arena *arena);
/* The new file of the page. */
void item_write(struct import *import, struct import_page *page);

/* WordPress keeps paragraphs as empty lines and some elements as [shortcodes]: as HTML. What is
 * lost is told of at the page. */
struct slice wordpress_html(struct import *import, const struct import_page *page,
                            struct slice text);

#endif
