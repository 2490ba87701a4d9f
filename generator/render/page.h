/* A page that is being made, and what its templates see. Inside the room. */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include "base/map.h"
#include "render/sources.h"
#include "render/theme.h"
#include "site/selection.h"

enum page_type {
    PAGE_ITEM,
    PAGE_LIST,
    PAGE_HOME,
    PAGE_NOT_FOUND,
    PAGE_REDIRECT,
    PAGE_SEARCH,
    PAGE_MAP
};

/* Every item with a page in one language, by title: what stands on the search pages. */
struct search_listing {
    struct item **items;
    size_t count;
    /* Of many items, those of each letter have a page of their own. */
    const struct page *letters;
    size_t letter_count;
};

/* One page of the output. */
struct page {
    enum page_type type;
    const struct item *item; /* an item's, the home's (or NULL), what a redirect leads to */
    const struct kind *kind; /* a list's */
    const struct selection *selection; /* what a list is narrowed down to, or NULL */
    size_t number;                     /* a list's, from 1 */
    struct slice address;
    struct slice anchor;                  /* a redirect's: of the address it leads to */
    const struct moved_anchor *moved;     /* a redirect's: anchors that lead elsewhere */
    const struct search_listing *listing; /* a search page's */
    size_t first; /* a letter's page: which of the listing's items stand there */
    size_t count;
    struct slice label; /* a letter's page: "A"; empty on the search page itself */
    struct slice language;
};

/* What making one page needs and changes. It lives in the page's arena. */
struct view {
    const struct site *site;
    const struct theme *theme;
    const struct edition *edition;
    const struct page *page;
    struct arena *arena;
    struct value globals;  /* what its templates are given */
    struct value own_html; /* the body of the page's item, made once */
    size_t images;         /* shown so far: the first is not lazy */
    size_t embed_depth;
    struct map embedded; /* by slug, how often items were shown so far: for ids that must differ */
    bool *terms_used;    /* by term number: linked already on this page */
    struct sources *sources; /* where it notes which items it shows; NULL when nobody asks */
    struct template_result failure;
};

/* An object of the view: what every attribute look-up gets. */
struct view_object {
    struct value_object object;
    struct view *view;
    union {
        const struct item *item;
        const struct kind *kind;
        const struct asset *asset;
        struct {
            struct item *const *items;
            size_t count;
            bool in_language; /* each as its version in the page's language */
        } list;
    } of;
};

/* Objects for templates; each is made in the page's arena. */
struct value view_item(struct view *view, const struct item *item);
struct value view_page(struct view *view);
struct value view_kind(struct view *view, const struct kind *kind);
struct value view_site(struct view *view);
struct value view_theme(struct view *view);
struct value view_asset(struct view *view, const struct asset *asset);
/* A list of items that is only made as far as it is looked at. */
struct value view_items(struct view *view, struct item *const *items, size_t count);
/* The same, each in the page's language where there is such a version. */
struct value view_versions(struct view *view, struct item *const *items, size_t count);
/* items("article", topics=page, sort="-date", limit=5): the items of a kind that have these values
 * in these fields. False with a message in `call` when it asks for what there is not. */
bool view_query(struct view *view, struct slice kind, struct value_call *call, struct value *out);
/* Sets the message of a call that fails, with `name` in place of "%". False. */
bool view_fail(struct value_call *call, const char *format, struct slice name);
/* The functions t, items, item, kind, asset and url; undefined for any other name. */
struct value view_function(struct view *view, struct slice name);
/* Everything that templates are given. */
struct value view_globals(struct view *view);
/* Notes that the page shows something of the item. */
void view_note(struct view *view, const struct item *item);
/* Begins a page: `view` with what its templates are given. */
void view_begin(struct view *view, const struct theme *theme, const struct page *page,
                struct arena *arena);
/* The template that makes the page; NULL when it has mistakes. */
const struct template_program *view_program(const struct view *view);
/* The item, or the kind, that an object is; NULL if it is none. */
const struct item *view_is_item(const struct value_object *object);
const struct kind *view_is_kind(const struct value_object *object);

/* The attributes of an item that its kind does not declare; false if it has none of that name. */
bool view_item_get(struct view *view, const struct item *item, struct slice name,
                   struct value *out);
/* A typed value of an item as templates see it. */
struct value view_value(struct view *view, struct value value);
/* The address of an item from this page: of its page, or of the place that stands for it. */
struct slice view_item_address(struct view *view, const struct item *item);
/* The relative address of a path of the output, with "#anchor" behind it if there is one. Not
 * escaped. */
struct slice view_address(struct view *view, struct slice path, struct slice anchor);
/* A list of page or anchor maps and such: pairs of names and values. */
struct value view_map(struct view *view, const struct value_pair *pairs, size_t count);
struct value_pair view_pair(const char *name, struct value value);
struct value view_optional_text(struct slice text);

/* Headings of a body, nested; the places that refer to an item; the points of a checklist. */
struct value view_contents(struct view *view, const struct prose *prose);
struct value view_backlinks(struct view *view, const struct item *item);
/* Of these the mentions in texts, by kind and item; and the relations by fields. */
struct value view_mentions(struct view *view, const struct item *item);
struct value view_related(struct view *view, const struct item *item);
struct value view_points(struct view *view, const struct item *item);
/* At most three items that refer to the same things. */
struct value view_similar(struct view *view, const struct item *item);
/* The map of what stands around an item, or undefined; the map of the site. */
struct value view_atlas(struct view *view, const struct item *item);
struct value view_atlas_whole(struct view *view);
/* The description, when its author wrote one and the item's texts do not say it too. */
struct value view_lead(struct view *view, const struct item *item);
/* The documents that the site offers; those of just one item (by its identity) or kind (by its
 * name) when `subject` is not empty. */
struct value view_documents(struct view *view, struct slice subject);
/* The items that refer to `item` by the inverse of that name. */
struct value view_inverse(struct view *view, const struct item *item, struct slice name);

/* Copies the HTML of a text and fills its holes; `is_own` when it is the body of the page's own
 * item. */
void fill_prose(struct view *view, const struct prose *prose, uint32_t from, uint32_t to,
                bool is_own, struct buffer *out);
/* The whole of a text as a value. */
struct value fill_value(struct view *view, const struct prose *prose);
/* Shows an item, or a section of it, inside a text, by its embed template. */
void fill_embed(struct view *view, const struct target *target, struct buffer *out);
/* What distinguishes the ids of this text from those of others on the page: "" for the page's own.
 */
struct slice fill_prefix(struct view *view, const struct prose *prose, bool is_own);

/* What an item with that title stands under in a list by letter: "A", or "#" for what begins with
 * none. */
struct slice letter_of(struct slice title, struct arena *arena);
/* The address of the search page in a language. */
struct slice search_address(const struct site *site, struct slice language, struct arena *arena);
/* The search page of a language, and the pages of letters if it has them: `*count`. */
struct page *search_pages(const struct site *site, struct slice language, struct arena *arena,
                          size_t *count);
/* The names that only a search page has; false if `name` is none. */
bool view_search_get(struct view *view, struct slice name, struct value *out);
/* The names that only a list page has; false if `name` is none. */
bool view_list_get(struct view *view, struct slice name, struct value *out);
/* What a list page is called: the kind, and what it is narrowed down to. */
struct slice view_list_title(const struct view *view);
/* What the list can be narrowed down to, by field; what it is, or undefined. */
struct value view_filters(struct view *view);
struct value view_filter(struct view *view);
/* Items under their letter or year: one value of a list of groups. */
struct value view_group(struct view *view, struct slice label, struct item *const *items,
                        size_t count);

/* All pages of the site, in a fixed order. */
struct page *pages_list(const struct theme *theme, struct arena *arena, size_t *count);
/* Of these the ones that list all items by title, and the others, with room for more behind them.
 */
struct page *pages_by_title(const struct theme *theme, struct arena *arena, size_t *count);
struct page *pages_fixed(const struct theme *theme, size_t room, struct arena *arena,
                         size_t *count);
/* Appends the bytes of a page to `out`; what it takes meanwhile comes from `arena`. Which items it
 * shows is noted in `sources`, if that is not NULL. False when its
 * template failed on it, which is reported. */
bool page_make(const struct theme *theme, const struct page *page, struct sources *sources,
               struct arena *arena, struct buffer *out, struct diagnostics *diagnostics);

#endif
